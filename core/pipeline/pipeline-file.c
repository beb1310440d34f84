/* The notation for pipelines in a file: what its sections and keys mean. */
#include "pipeline-file-private.h"
#include "key-file-private.h"
#include "suggest-private.h"

#include <obelus/obelus-error.h>

#include <string.h>

#define MAX_FILE_SIZE (1024 * 1024)

/* What [Stage NAME] says. */
typedef struct
{
  const char *name;
  guint line;
  const char *component; /* of Use; NULL without */
  guint component_line;
  GPtrArray *keys; /* of ObelusKeyFileLine, without Use; borrowed */
  gboolean is_listed;
} StageSection;

typedef struct
{
  ObelusProblemList *problems;
  ObelusPipelineFile *file;
  GPtrArray *sections; /* of StageSection, in the order of the file */
  const ObelusKeyFileLine *stages;
  GHashTable *names;     /* in Stages; NULL while that was not read */
  guint pipeline_line;   /* of [Pipeline]; 0 if it is not there */
  gboolean has_too_many; /* stages or sections */
  gboolean is_misspelt;  /* [Pipeline] probably is */
} Parser;

static void
free_section (gpointer data)
{
  StageSection *section = data;

  g_ptr_array_unref (section->keys);
  g_free (section);
}

static StageSection *
find_section (const Parser *parser, const char *name)
{
  for (guint i = 0; i < parser->sections->len; i++)
    {
      StageSection *section = g_ptr_array_index (parser->sections, i);
      if (strcmp (section->name, name) == 0)
        return section;
    }

  return NULL;
}

/* The NAME of a section `Stage NAME`, or NULL. */
static const char *
get_stage_name (const char *section)
{
  if (!g_str_has_prefix (section, "Stage") || !g_ascii_isspace (section[5]))
    return NULL;

  const char *name = section + 5;
  while (g_ascii_isspace (*name))
    name++;
  return name;
}

/* Sections and keys */

/* Whether the value of Stages has a name, as far as it was read. */
static gboolean
is_named (const Parser *parser, const char *name)
{
  return parser->names != NULL && g_hash_table_contains (parser->names, name);
}

static void
read_names (Parser *parser)
{
  g_auto (GStrv) names = g_strsplit (parser->stages->value, ";", -1);

  parser->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    g_hash_table_add (parser->names, g_strdup (g_strstrip (names[i])));
}

static void
report_section (Parser *parser, const ObelusKeyFileLine *line)
{
  g_auto (GStrv) words = g_strsplit_set (line->section, " \t", 2);
  const char *const candidates[] = { "Pipeline", "Stage", NULL };
  const char *near = words[0] == NULL ? NULL : obelus_suggest (words[0], candidates);

  if (is_named (parser, line->section))
    obelus_problem_list_add (parser->problems, line->line, 0, "there is no section [%s]; did you mean [Stage %s]?",
                             line->section, line->section);
  else if (g_str_has_prefix (line->section, "Stage") && is_named (parser, line->section + strlen ("Stage")))
    obelus_problem_list_add (parser->problems, line->line, 0, "there is no section [%s]; did you mean [Stage %s]?",
                             line->section, line->section + strlen ("Stage"));
  else if (near == NULL)
    obelus_problem_list_add (parser->problems, line->line, 0,
                             "there is no section [%s]; a pipeline file has [Pipeline] and [Stage NAME]",
                             line->section);
  else if (strcmp (near, "Pipeline") == 0)
    {
      obelus_problem_list_add (parser->problems, line->line, 0, "there is no section [%s]; did you mean [Pipeline]?",
                               line->section);
      parser->is_misspelt = TRUE;
    }
  else
    obelus_problem_list_add (parser->problems, line->line, 0, "there is no section [%s]; did you mean [Stage %s]?",
                             line->section, words[1] == NULL ? "NAME" : g_strstrip (words[1]));
}

static void
report_too_many (Parser *parser, guint line)
{
  if (!parser->has_too_many)
    obelus_problem_list_add (parser->problems, line, 0, "there are more than %d stages; remove some",
                             OBELUS_MAX_STAGES);
  parser->has_too_many = TRUE;
}

static void
read_section (Parser *parser, const ObelusKeyFileLine *line)
{
  const char *name = get_stage_name (line->section);

  if (strcmp (line->section, "Pipeline") == 0)
    parser->pipeline_line = parser->pipeline_line != 0 ? parser->pipeline_line : line->line;
  else if (name == NULL)
    report_section (parser, line);
  else if (parser->sections->len == OBELUS_MAX_STAGES)
    report_too_many (parser, line->line);
  else if (find_section (parser, name) == NULL) /* a second one has been reported, and its keys join the first */
    {
      StageSection *section = g_new0 (StageSection, 1);
      section->name = name;
      section->line = line->line;
      section->keys = g_ptr_array_new ();
      g_ptr_array_add (parser->sections, section);
    }
}

static void
read_pipeline_key (Parser *parser, const ObelusKeyFileLine *line)
{
  const char *const candidates[] = { "Name", "Stages", NULL };

  if (strcmp (line->key, "Name") == 0)
    {
      g_free (parser->file->name);
      parser->file->name = g_strdup (line->value);
    }
  else if (strcmp (line->key, "Stages") == 0)
    {
      parser->stages = line;
      read_names (parser);
    }
  else
    {
      const char *near = obelus_suggest (line->key, candidates);
      if (near != NULL)
        obelus_problem_list_add (parser->problems, line->line, 0, "[Pipeline] has no key '%s'; did you mean '%s'?",
                                 line->key, near);
      else
        obelus_problem_list_add (parser->problems, line->line, 0,
                                 "[Pipeline] has no key '%s'; it has Name and Stages, and a stage's options stand in "
                                 "[Stage NAME]",
                                 line->key);
    }
}

static void
read_stage_key (Parser *parser, StageSection *section, const ObelusKeyFileLine *line)
{
  if (g_ascii_strcasecmp (line->key, "Use") == 0 && strcmp (line->key, "Use") != 0)
    obelus_problem_list_add (parser->problems, line->line, 0, "there is no key '%s'; did you mean 'Use'?", line->key);
  else if (strcmp (line->key, "Use") != 0)
    {
      g_ptr_array_add (section->keys, (gpointer) line);
      return;
    }

  section->component = line->value;
  section->component_line = line->line;
  if (*line->value == '\0')
    {
      obelus_problem_list_add (parser->problems, line->line, 0, "Use is empty; name the processor that stage '%s' runs",
                               section->name);
      section->component = NULL;
    }
}

static void
read_key (Parser *parser, const ObelusKeyFileLine *line)
{
  const char *name = get_stage_name (line->section);

  if (strcmp (line->section, "Pipeline") == 0)
    read_pipeline_key (parser, line);
  else if (name != NULL && !parser->has_too_many)
    read_stage_key (parser, find_section (parser, name), line);
}

/* Stages */

static gboolean
is_stage_name (const char *name)
{
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-_.", *p) == NULL)
      return FALSE;

  return *name != '\0';
}

static void
add_spec (Parser *parser, const char *name)
{
  StageSection *section = find_section (parser, name);
  const char *component = section != NULL && section->component != NULL ? section->component : name;
  guint line = section != NULL && section->component != NULL ? section->component_line : parser->stages->line;
  ObelusStageSpec *spec = obelus_stage_spec_new (name, component, line, 0);

  for (guint i = 0; section != NULL && i < section->keys->len; i++)
    {
      const ObelusKeyFileLine *key = g_ptr_array_index (section->keys, i);
      obelus_stage_spec_add_setting (spec, key->key, key->value, key->line, 0);
    }
  if (section != NULL)
    section->is_listed = TRUE;
  g_ptr_array_add (parser->file->specs, spec);
}

static gboolean
is_listed (const Parser *parser, const char *name)
{
  for (guint i = 0; i < parser->file->specs->len; i++)
    if (strcmp (((ObelusStageSpec *) g_ptr_array_index (parser->file->specs, i))->name, name) == 0)
      return TRUE;

  return FALSE;
}

static void
read_stages (Parser *parser)
{
  guint line = parser->stages->line;
  g_auto (GStrv) names = g_strsplit (parser->stages->value, ";", -1);
  guint n_names = g_strv_length (names);

  if (n_names == 0)
    obelus_problem_list_add (parser->problems, line, 0, "Stages is empty; list the stages: tokenize; entities");

  /* A `;` behind the last name is how key files often end lists. */
  if (n_names > 1 && *g_strstrip (names[n_names - 1]) == '\0')
    n_names--;

  for (guint i = 0; i < n_names; i++)
    {
      const char *name = g_strstrip (names[i]);
      if (parser->file->specs->len == OBELUS_MAX_STAGES)
        {
          report_too_many (parser, line);
          break;
        }
      if (*name == '\0')
        obelus_problem_list_add (parser->problems, line, 0, "Stages has nothing between two ';'; remove one of them");
      else if (!is_stage_name (name))
        obelus_problem_list_add (parser->problems, line, 0,
                                 "'%s' is no stage's name: letters, digits, '-', '_' and '.' make one; put ';' between "
                                 "stages and options into [Stage NAME]",
                                 name);
      else if (is_listed (parser, name))
        obelus_problem_list_add (parser->problems, line, 0,
                                 "Stages lists '%s' twice; give the second a name of its own, and say in [Stage NAME] "
                                 "what it is with Use = %s",
                                 name, name);
      else
        add_spec (parser, name);
    }
}

/* Sections that nothing lists. */
static void
report_unlisted (const Parser *parser)
{
  g_autoptr (GPtrArray) listed = g_ptr_array_new ();

  for (guint i = 0; i < parser->file->specs->len; i++)
    g_ptr_array_add (listed, ((ObelusStageSpec *) g_ptr_array_index (parser->file->specs, i))->name);
  g_ptr_array_add (listed, NULL);

  for (guint i = 0; i < parser->sections->len; i++)
    {
      const StageSection *section = g_ptr_array_index (parser->sections, i);
      if (section->is_listed)
        continue;
      const char *near = obelus_suggest (section->name, (const char *const *) listed->pdata);
      if (near != NULL)
        obelus_problem_list_add (parser->problems, section->line, 0, "Stages does not list '%s'; did you mean '%s'?",
                                 section->name, near);
      else
        obelus_problem_list_add (parser->problems, section->line, 0,
                                 "Stages does not list '%s'; add it there or remove this section", section->name);
    }
}

ObelusPipelineFile *
obelus_pipeline_file_parse (const char *data, gsize length, ObelusProblemList *problems)
{
  g_autoptr (ObelusPipelineFile) file = g_new0 (ObelusPipelineFile, 1);
  g_autoptr (GPtrArray) lines = obelus_key_file_parse (data, length, problems);
  g_autoptr (GPtrArray) sections = g_ptr_array_new_with_free_func (free_section);
  Parser parser = { .problems = problems, .file = file, .sections = sections };

  file->name = g_strdup ("");
  file->specs = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_stage_spec_free);

  for (guint i = 0; i < lines->len; i++)
    {
      const ObelusKeyFileLine *line = g_ptr_array_index (lines, i);
      if (line->kind == OBELUS_KEY_FILE_SECTION)
        read_section (&parser, line);
      else if (line->kind == OBELUS_KEY_FILE_KEY)
        read_key (&parser, line);
    }

  g_clear_pointer (&parser.names, g_hash_table_unref);
  if (parser.pipeline_line == 0 && parser.is_misspelt)
    return g_steal_pointer (&file);
  if (parser.pipeline_line == 0)
    obelus_problem_list_add (problems, 1, 0,
                             "there is no section [Pipeline]; begin the file with it and list the stages: "
                             "Stages = tokenize; entities");
  else if (parser.stages == NULL)
    obelus_problem_list_add (problems, parser.pipeline_line, 0,
                             "[Pipeline] has no Stages; list them: Stages = tokenize; entities");
  else
    {
      read_stages (&parser);
      report_unlisted (&parser);
    }

  return g_steal_pointer (&file);
}

void
obelus_pipeline_file_free (ObelusPipelineFile *file)
{
  if (file == NULL)
    return;

  g_free (file->name);
  g_ptr_array_unref (file->specs);
  g_free (file);
}

/* Loading */

GBytes *
obelus_pipeline_file_load (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &cause);
  g_autofree char *data = g_malloc (MAX_FILE_SIZE + 1);
  gsize length = 0;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND, "there is no such file; check its name");
      return NULL;
    }
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "this is a folder; name a pipeline file in it");
      return NULL;
    }
  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), data, MAX_FILE_SIZE + 1, &length, NULL, &cause))
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "the file cannot be read: %s", cause->message);
      return NULL;
    }
  if (length > MAX_FILE_SIZE)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE,
                   "the file is larger than %d bytes; is it a pipeline file?", MAX_FILE_SIZE);
      return NULL;
    }

  return g_bytes_new (data, length);
}
