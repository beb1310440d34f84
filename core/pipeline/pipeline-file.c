/* The notation for pipelines in a file: what its sections and keys mean. */
#include "pipeline-file-private.h"
#include "key-file-private.h"
#include "option-value-private.h"
#include "suggest-private.h"

#include <obelus/obelus-error.h>

#include <string.h>

/* How often a section that is not listed is held against all stages that are. */
#define MAX_GUESSES 50

/* What [Stage NAME] says. */
typedef struct
{
  char *name;
  ObelusPlace place;
  char *component; /* of Use; NULL without */
  ObelusPlace component_place;
  GPtrArray *keys; /* of ObelusKeyFileLine, without Use; borrowed */
  gboolean is_listed;
} StageSection;

typedef struct
{
  ObelusProblemList *problems;
  ObelusPipelineFile *file;
  GPtrArray *sections;   /* of StageSection, in the order of the file */
  GHashTable *by_name;   /* of StageSection; borrowed */
  GHashTable *listed;    /* names that Stages has had so far */
  GPtrArray *unknown;    /* (ObelusKeyFileLine) sections that mean nothing */
  ObelusPlace pipeline;  /* of [Pipeline] */
  StageSection *current; /* whose keys come next; NULL for those of others */
  gboolean is_partial;   /* whether there are lines that cannot be read */
  gboolean is_pipeline;  /* whether the keys of [Pipeline] come next */
  const ObelusKeyFileLine *stages;
} Parser;

static void
free_section (gpointer data)
{
  StageSection *section = data;

  g_ptr_array_unref (section->keys);
  g_free (section->component);
  g_free (section->name);
  g_free (section);
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

static void
begin_pipeline (Parser *parser, const ObelusKeyFileLine *line)
{
  parser->is_pipeline = TRUE;
  if (parser->pipeline.line == 0)
    parser->pipeline = line->place;
}

static void
begin_stage (Parser *parser, const char *name, const ObelusKeyFileLine *line)
{
  /* A second section of the name has been reported, and its keys join the first. */
  parser->current = g_hash_table_lookup (parser->by_name, name);
  if (parser->current != NULL)
    return;

  StageSection *section = g_new0 (StageSection, 1);
  section->name = g_strdup (name);
  section->place = line->place;
  section->keys = g_ptr_array_new ();
  g_ptr_array_add (parser->sections, section);
  g_hash_table_insert (parser->by_name, section->name, section);
  parser->current = section;
}

/* A section with a name that is nearly right is taken for what was meant, so that what it holds is read as well. */
static void
begin_misspelt (Parser *parser, const ObelusKeyFileLine *line)
{
  g_auto (GStrv) words = g_strsplit_set (line->section, " \t", 2);
  const char *const candidates[] = { "Pipeline", "Stage", NULL };
  const char *near = words[0] == NULL ? NULL : obelus_suggest (words[0], candidates);
  const char *name = near == NULL || words[1] == NULL ? "" : g_strstrip (words[1]);
  g_autofree char *excerpt = obelus_option_value_excerpt (line->section);
  g_autofree char *name_excerpt = obelus_option_value_excerpt (name);
  g_autofree char *replacement = g_strdup_printf ("[Stage %s]", name);

  if (near == NULL)
    g_ptr_array_add (parser->unknown, (gpointer) line);
  else if (strcmp (near, "Pipeline") == 0)
    {
      obelus_problem_list_add (parser->problems, line->place, "unknown-section",
                               "there is no section [%s]; did you mean [Pipeline]?", excerpt);
      obelus_problem_list_suggest (parser->problems, "[Pipeline]");
      begin_pipeline (parser, line);
    }
  else if (*name == '\0')
    obelus_problem_list_add (parser->problems, line->place, "unknown-section",
                             "section [%s] does not say whose options it holds; write [Stage NAME]", excerpt);
  else
    {
      obelus_problem_list_add (parser->problems, line->place, "unknown-section",
                               "there is no section [%s]; did you mean [Stage %s]?", excerpt, name_excerpt);
      obelus_problem_list_suggest (parser->problems, replacement);
      begin_stage (parser, name, line);
    }
}

static void
read_section (Parser *parser, const ObelusKeyFileLine *line)
{
  const char *name = get_stage_name (line->section);

  parser->is_pipeline = FALSE;
  parser->current = NULL;
  if (strcmp (line->section, "Pipeline") == 0)
    begin_pipeline (parser, line);
  else if (name != NULL)
    begin_stage (parser, name, line);
  else
    begin_misspelt (parser, line);
}

static void
report_pipeline_key (Parser *parser, const ObelusKeyFileLine *line, const char *near)
{
  g_autofree char *excerpt = obelus_option_value_excerpt (line->key);

  if (near != NULL)
    obelus_problem_list_add (parser->problems, line->place, "unknown-key",
                             "[Pipeline] has no key '%s'; did you mean '%s'?", excerpt, near);
  else
    obelus_problem_list_add (parser->problems, line->place, "unknown-key",
                             "[Pipeline] has no key '%s'; it has Name and Stages, and a stage's options stand in "
                             "[Stage NAME]",
                             excerpt);
  obelus_problem_list_suggest (parser->problems, near);
}

static void
read_pipeline_key (Parser *parser, const ObelusKeyFileLine *line)
{
  const char *const candidates[] = { "Name", "Stages", NULL };
  const char *key = line->key;

  if (!g_strv_contains (candidates, key))
    {
      key = obelus_suggest (line->key, candidates);
      report_pipeline_key (parser, line, key);
    }
  if (g_strcmp0 (key, "Name") == 0)
    {
      g_free (parser->file->name);
      parser->file->name = g_strdup (line->value);
    }
  else if (g_strcmp0 (key, "Stages") == 0 && (parser->stages == NULL || key == line->key))
    parser->stages = line;
}

/* What stands behind a value is taken for one of its words, or for more. The first word is taken for what was meant. */
static void
read_use (Parser *parser, StageSection *section, const ObelusKeyFileLine *line)
{
  g_autofree char *stage = obelus_option_value_excerpt (section->name);
  g_autofree char *excerpt = obelus_option_value_excerpt (line->value);
  g_autofree char *word = g_strndup (line->value, strcspn (line->value, " \t;!,="));

  if (*line->value == '\0')
    obelus_problem_list_add (parser->problems, line->place, "syntax",
                             "Use is empty; name the processor that stage '%s' runs", stage);
  else if (strcmp (word, line->value) != 0)
    {
      obelus_problem_list_add (parser->problems, line->value_place, "syntax", "Use names one processor, not '%s'; %s",
                               excerpt,
                               strstr (line->value, " #") != NULL ? "a comment stands on a line of its own"
                                                                  : "give each option a line of its own below it");
      obelus_problem_list_suggest (parser->problems, *word == '\0' ? NULL : word);
    }
  if (*word == '\0')
    return;

  g_free (section->component);
  section->component = g_steal_pointer (&word);
  section->component_place = line->value_place;
}

static void
read_stage_key (Parser *parser, StageSection *section, const ObelusKeyFileLine *line)
{
  if (g_ascii_strcasecmp (line->key, "Use") == 0)
    {
      if (strcmp (line->key, "Use") != 0)
        {
          obelus_problem_list_add (parser->problems, line->place, "unknown-key",
                                   "a stage has no key '%s'; did you mean 'Use'?", line->key);
          obelus_problem_list_suggest (parser->problems, "Use");
        }
      read_use (parser, section, line);
    }
  else if (section->keys->len < OBELUS_MAX_SETTINGS)
    g_ptr_array_add (section->keys, (gpointer) line);
  else
    obelus_problem_list_add (parser->problems, line->place, "too-many",
                             "a stage has at most %d options; is this a pipeline file?", OBELUS_MAX_SETTINGS);
}

static void
read_lines (Parser *parser, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const ObelusKeyFileLine *line = g_ptr_array_index (lines, i);
      parser->is_partial |= line->kind == OBELUS_KEY_FILE_UNREADABLE;
      if (line->kind == OBELUS_KEY_FILE_SECTION)
        read_section (parser, line);
      else if (line->kind == OBELUS_KEY_FILE_KEY && parser->is_pipeline)
        read_pipeline_key (parser, line);
      else if (line->kind == OBELUS_KEY_FILE_KEY && parser->current != NULL)
        read_stage_key (parser, parser->current, line);
    }
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
add_spec (Parser *parser, const char *name, ObelusPlace place)
{
  StageSection *section = g_hash_table_lookup (parser->by_name, name);
  gboolean uses = section != NULL && section->component != NULL;
  ObelusStageSpec *spec = obelus_stage_spec_new (name, uses ? section->component : name, place, OBELUS_NOTATION_FILE);

  if (uses)
    spec->component_place = section->component_place;
  for (guint i = 0; section != NULL && i < section->keys->len; i++)
    {
      const ObelusKeyFileLine *key = g_ptr_array_index (section->keys, i);
      obelus_stage_spec_add_setting (spec, key->key, key->value, key->place, key->value_place);
    }
  if (section != NULL)
    section->is_listed = TRUE;
  g_ptr_array_add (parser->file->specs, spec);
}

static void
report_listed_twice (Parser *parser, const char *name, ObelusPlace place)
{
  g_autofree char *excerpt = obelus_option_value_excerpt (name);
  g_autofree char *other = NULL;

  for (guint n = 2; other == NULL || (n < 10 && g_hash_table_contains (parser->listed, other)); n++)
    {
      g_free (other);
      other = g_strdup_printf ("%s-%u", name, n);
    }
  g_autofree char *other_excerpt = obelus_option_value_excerpt (other);
  obelus_problem_list_add (parser->problems, place, "duplicate",
                           "Stages lists '%s' twice; call the second one '%s', say, and write [Stage %s] with Use = %s",
                           excerpt, other_excerpt, other_excerpt, excerpt);
  obelus_problem_list_suggest (parser->problems, other);
}

/* Names with commas or the like between, as they should be written; NULL if that is not what @text is. */
static char *
mend_separators (const char *text)
{
  g_auto (GStrv) names = g_strsplit_set (text, ",!|", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (!is_stage_name (g_strstrip (names[i])))
      return NULL;

  return names[0] == NULL || names[1] == NULL ? NULL : g_strjoinv ("; ", names);
}

/* Reports what is no name. Returns what was meant, which may be several names, or NULL. */
static char *
report_stage_name (Parser *parser, const char *name, ObelusPlace place)
{
  g_autofree char *excerpt = obelus_option_value_excerpt (name);
  const char *comment = strstr (name, " #");
  char *mended = comment != NULL ? g_strchomp (g_strndup (name, (gsize) (comment - name))) : mend_separators (name);

  if (comment != NULL)
    obelus_problem_list_add (parser->problems, place, "syntax",
                             "'%s' is no stage's name; a comment stands on a line of its own", excerpt);
  else if (mended != NULL)
    {
      g_autofree char *mended_excerpt = obelus_option_value_excerpt (mended);
      obelus_problem_list_add (parser->problems, place, "syntax", "stages have ';' between them; did you mean '%s'?",
                               mended_excerpt);
    }
  else
    obelus_problem_list_add (parser->problems, place, "syntax",
                             "'%s' is no stage's name: letters, digits, '-', '_' and '.' make one; put ';' between "
                             "stages and options into [Stage NAME]",
                             excerpt);
  obelus_problem_list_suggest (parser->problems, mended);
  return mended;
}

static void
list_stage (Parser *parser, const char *name, ObelusPlace place)
{
  if (g_hash_table_contains (parser->listed, name))
    {
      report_listed_twice (parser, name, place);
      return;
    }

  g_hash_table_add (parser->listed, g_strdup (name));
  add_spec (parser, name, place);
}

static void
read_stage_name (Parser *parser, const char *name, ObelusPlace place)
{
  if (is_stage_name (name))
    {
      list_stage (parser, name, place);
      return;
    }

  g_autofree char *mended = report_stage_name (parser, name, place);
  g_auto (GStrv) names = g_strsplit (mended == NULL ? "" : mended, "; ", -1);
  for (guint i = 0; names[i] != NULL && parser->file->specs->len < OBELUS_MAX_STAGES; i++)
    if (is_stage_name (names[i]))
      list_stage (parser, names[i], place);
}

static void
report_missing_name (Parser *parser, gboolean is_first, ObelusPlace place)
{
  if (is_first)
    obelus_problem_list_add (parser->problems, place, "syntax", "Stages begins with ';'; remove it");
  else
    obelus_problem_list_add (parser->problems, place, "syntax",
                             "Stages has nothing between two ';'; remove one of them");
}

static void
read_stages (Parser *parser)
{
  const ObelusKeyFileLine *line = parser->stages;
  const char *value = line->value;
  guint column = line->value_place.column + (line->is_quoted ? 1 : 0);

  if (value[strspn (value, " \t")] == '\0')
    {
      obelus_problem_list_add (parser->problems, line->place, "syntax",
                               "Stages is empty; list the stages: tokenize; entities");
      return;
    }

  for (const char *start = value, *end; start != NULL; start = end == NULL ? NULL : end + 1)
    {
      end = strchr (start, ';');
      g_autofree char *name = g_strndup (start, end == NULL ? strlen (start) : (gsize) (end - start));
      gsize n_spaces = strspn (name, " \t");
      g_strstrip (name);
      ObelusPlace place
          = { line->place.line, column + (guint) (start - value + (gssize) n_spaces), (guint) MAX (strlen (name), 1) };

      /* A `;` behind the last name is how key files often end lists. */
      if (*name == '\0' && end == NULL)
        return;
      if (*name == '\0')
        report_missing_name (parser, start == value, place);
      else if (parser->file->specs->len < OBELUS_MAX_STAGES)
        read_stage_name (parser, name, place);
      else
        {
          obelus_problem_list_add (parser->problems, place, "too-many",
                                   "a pipeline has at most %d stages; is this one?", OBELUS_MAX_STAGES);
          return;
        }
    }
}

/* Sections that nothing lists. */
static void
report_unlisted (const Parser *parser)
{
  g_autoptr (GPtrArray) listed = g_ptr_array_new ();
  guint n_guesses = 0;

  for (guint i = 0; i < parser->file->specs->len; i++)
    g_ptr_array_add (listed, ((ObelusStageSpec *) g_ptr_array_index (parser->file->specs, i))->name);
  g_ptr_array_add (listed, NULL);

  for (guint i = 0; i < parser->sections->len; i++)
    {
      const StageSection *section = g_ptr_array_index (parser->sections, i);
      if (section->is_listed)
        continue;

      const char *near
          = n_guesses++ < MAX_GUESSES ? obelus_suggest (section->name, (const char *const *) listed->pdata) : NULL;
      g_autofree char *excerpt = obelus_option_value_excerpt (section->name);
      if (near == NULL)
        {
          obelus_problem_list_add (parser->problems, section->place, "unlisted-stage",
                                   "Stages does not list '%s'; add it there or remove this section", excerpt);
          continue;
        }
      g_autofree char *replacement = g_strdup_printf ("[Stage %s]", near);
      obelus_problem_list_add (parser->problems, section->place, "unlisted-stage",
                               "Stages does not list '%s'; did you mean '%s'?", excerpt, near);
      obelus_problem_list_suggest (parser->problems, replacement);
    }
}

static void
report_unknown (const Parser *parser)
{
  for (guint i = 0; i < parser->unknown->len; i++)
    {
      const ObelusKeyFileLine *line = g_ptr_array_index (parser->unknown, i);
      g_autofree char *excerpt = obelus_option_value_excerpt (line->section);
      /* `[names]` and `[Stagenames]`. */
      const char *name = g_str_has_prefix (line->section, "Stage") ? line->section + strlen ("Stage") : line->section;
      if (!g_hash_table_contains (parser->listed, name))
        {
          obelus_problem_list_add (parser->problems, line->place, "unknown-section",
                                   "there is no section [%s]; a pipeline file has [Pipeline] and [Stage NAME]",
                                   excerpt);
          continue;
        }
      g_autofree char *replacement = g_strdup_printf ("[Stage %s]", name);
      g_autofree char *name_excerpt = obelus_option_value_excerpt (name);
      obelus_problem_list_add (parser->problems, line->place, "unknown-section",
                               "there is no section [%s]; did you mean [Stage %s]?", excerpt, name_excerpt);
      obelus_problem_list_suggest (parser->problems, replacement);
    }
}

static void
parse_text (Parser *parser, const char *data, gsize length)
{
  g_autoptr (GPtrArray) lines = obelus_key_file_parse (data, length, parser->problems);
  g_autoptr (GPtrArray) sections = g_ptr_array_new_with_free_func (free_section);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new ();

  parser->sections = sections;
  parser->by_name = by_name;
  parser->listed = listed;
  parser->unknown = unknown;
  read_lines (parser, lines);

  /* What seems to be missing may be where nothing can be read. */
  if (parser->stages == NULL && parser->is_partial)
    return;
  if (parser->pipeline.line == 0)
    obelus_problem_list_add (parser->problems, (ObelusPlace){ 1, 1, 0 }, "missing-section",
                             "there is no section [Pipeline]; begin the file with it and list the stages: "
                             "Stages = tokenize; entities");
  else if (parser->stages == NULL)
    obelus_problem_list_add (parser->problems, parser->pipeline, "missing-stages",
                             "[Pipeline] has no Stages; list them: Stages = tokenize; entities");
  else
    {
      read_stages (parser);
      report_unlisted (parser);
    }
  report_unknown (parser);
}

ObelusPipelineFile *
obelus_pipeline_file_parse (const char *data, gsize length, ObelusProblemList *problems)
{
  ObelusPipelineFile *file = g_new0 (ObelusPipelineFile, 1);
  Parser parser = { .problems = problems, .file = file };

  file->name = g_strdup ("");
  file->specs = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_stage_spec_free);
  if (length > OBELUS_MAX_PIPELINE_SIZE)
    obelus_problem_list_add (problems, OBELUS_NO_PLACE, "too-large",
                             "the file is larger than %d bytes; is it a pipeline file?", OBELUS_MAX_PIPELINE_SIZE);
  else
    parse_text (&parser, data, length);

  return file;
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
  g_autofree char *data = g_try_malloc (OBELUS_MAX_PIPELINE_SIZE + 1);
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
  if (data == NULL)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY, "no memory is left to read the file");
      return NULL;
    }
  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), data, OBELUS_MAX_PIPELINE_SIZE + 1, &length, NULL, &cause))
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "the file cannot be read: %s", cause->message);
      return NULL;
    }
  if (length > OBELUS_MAX_PIPELINE_SIZE)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE,
                   "the file is larger than %d bytes; is it a pipeline file?", OBELUS_MAX_PIPELINE_SIZE);
      return NULL;
    }

  return g_bytes_new (data, length);
}
