/* Options of trainers and evaluators in a file. */
#include "spec-file-private.h"

#include "key-file-private.h"
#include "option-value-private.h"
#include "pipeline-file-private.h"

#include <string.h>

/* The NAME of a section `Trainer NAME`, or NULL if it is of another kind. */
static const char *
find_name (const char *section, ObelusComponentKind kind)
{
  const char *word = obelus_component_kind_get_name (kind);
  gsize length = strlen (word);

  if (g_ascii_strncasecmp (section, word, length) != 0 || !g_ascii_isspace (section[length]))
    return NULL;

  const char *name = section + length;
  while (g_ascii_isspace (*name))
    name++;
  return *name != '\0' ? name : NULL;
}

/* Begins a section. Returns whether it is what is looked for, and makes its spec if it is the first. */
static gboolean
begin_section (const ObelusKeyFileLine *line, ObelusComponentKind kind, ObelusStageSpec **spec,
               ObelusProblemList *problems)
{
  const char *name = find_name (line->section, kind);
  g_autofree char *excerpt = obelus_option_value_excerpt (line->section);

  if (find_name (line->section, OBELUS_COMPONENT_TRAINER) == NULL
      && find_name (line->section, OBELUS_COMPONENT_EVALUATOR) == NULL)
    obelus_problem_list_add (problems, line->place, "unknown-section",
                             "there is no section [%s]; write [Trainer NAME] or [Evaluator NAME]", excerpt);
  if (name == NULL)
    return FALSE;

  /* One that stands there twice has been reported. */
  if (*spec != NULL && strcmp ((*spec)->component, name) != 0)
    obelus_problem_list_add (problems, line->place, "duplicate",
                             "[%s] is the second section for a %s; remove one of them", excerpt,
                             obelus_component_kind_get_name (kind));
  if (*spec == NULL)
    *spec = obelus_stage_spec_new (NULL, name, line->place, OBELUS_NOTATION_FILE);

  return TRUE;
}

static ObelusStageSpec *
read_lines (const GPtrArray *lines, ObelusComponentKind kind, ObelusProblemList *problems)
{
  ObelusStageSpec *spec = NULL;
  gboolean is_ours = FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      const ObelusKeyFileLine *line = g_ptr_array_index (lines, i);

      if (line->kind == OBELUS_KEY_FILE_SECTION)
        is_ours = begin_section (line, kind, &spec, problems);
      else if (line->kind == OBELUS_KEY_FILE_KEY && is_ours && spec->settings->len < OBELUS_MAX_SETTINGS)
        /* Among so many there is one that no component has, and it will be told. */
        obelus_stage_spec_add_setting (spec, line->key, line->value, line->place, line->value_place);
    }

  return spec;
}

ObelusStageSpec *
obelus_spec_file_read (const char *path, ObelusComponentKind kind, ObelusProblemList *problems)
{
  g_autoptr (GError) error = NULL;
  if (*path == '\0')
    {
      obelus_problem_list_add (problems, OBELUS_NO_PLACE, "unreadable", "'@' names no file; write @FILE");
      return NULL;
    }
  g_autoptr (GBytes) bytes = obelus_pipeline_file_load (path, &error);
  if (bytes == NULL)
    {
      obelus_problem_list_add (problems, OBELUS_NO_PLACE, "unreadable", "%s", error->message);
      return NULL;
    }

  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GPtrArray) lines = obelus_key_file_parse (data != NULL ? data : "", length, problems);
  g_autoptr (ObelusStageSpec) spec = read_lines (lines, kind, problems);
  const guint n_problems = obelus_problem_list_get_n_problems (problems);
  if (spec == NULL && n_problems == 0)
    obelus_problem_list_add (problems, OBELUS_NO_PLACE, "missing-section",
                             "there is no section for a %s; write [%c%s NAME]", obelus_component_kind_get_name (kind),
                             g_ascii_toupper (*obelus_component_kind_get_name (kind)),
                             obelus_component_kind_get_name (kind) + 1);

  return n_problems == 0 ? g_steal_pointer (&spec) : NULL;
}
