/*
 * Reading manifests. One describes a processor:
 *
 *   [Plugin]
 *   Name = shout
 *   Version = 1.0
 *   License = MIT
 *   Program = shout.py
 *
 *   [Processor]
 *   Summary = Mark sentences written in capitals
 *   Needs = sentence
 *   Gives = acme.shout
 *   Offsets = codepoint
 *
 *   [Option threshold]
 *   Type = real
 *   Minimum = 0
 *   Maximum = 1
 *   Default = 0.5
 *   Summary = Share of capitals that makes a sentence a shout
 *
 * What it declares is held to the same rules as what a module declares.
 */
#include "manifest-private.h"
#include "component-private.h"
#include "name-check-private.h"
#include "option-value-private.h"
#include "program-stage-private.h"
#include "suggest-private.h"

#include <string.h>
#include <unistd.h>

#define OPTION_GROUP "Option "

/* A manifest is a page that somebody wrote. */
#define MAX_BYTES 65536

typedef struct
{
  GKeyFile *file;
  GStringChunk *strings; /* what the component's declaration points to */
  GArray *options;       /* ObelusOption */
  char *problem;         /* the first thing that is wrong */
} Reading;

static const char *const plugin_keys[] = { "Name", "Version", "License", "Summary", "Homepage", "Program", NULL };
static const char *const processor_keys[] = { "Name", "Summary", "Needs", "Gives", "Rank", "Offsets", NULL };
static const char *const option_keys[] = { "Type", "Minimum", "Maximum", "Default", "Choices", "Summary", NULL };

/* Remembers the first problem. */
static void G_GNUC_PRINTF (2, 3) complain (Reading *reading, const char *format, ...)
{
  va_list arguments;

  if (reading->problem != NULL)
    return;
  va_start (arguments, format);
  reading->problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

/* A key's value, kept with the component; NULL if it is not there. */
static const char *
get_text (Reading *reading, const char *group, const char *key)
{
  g_autofree char *value = g_key_file_get_string (reading->file, group, key, NULL);

  return value != NULL ? g_string_chunk_insert (reading->strings, value) : NULL;
}

static const char *
require_text (Reading *reading, const char *group, const char *key)
{
  const char *value = get_text (reading, group, key);

  if (value == NULL || *value == '\0')
    complain (reading, "[%s] has no '%s'; add a line '%s = …'", group, key, key);
  return value;
}

static double
get_number (Reading *reading, const char *group, const char *key, double otherwise)
{
  const char *value = get_text (reading, group, key);
  char *end;

  if (value == NULL)
    return otherwise;
  const double number = g_ascii_strtod (value, &end);
  if (end == value || *end != '\0')
    {
      g_autofree char *excerpt = obelus_option_value_excerpt (value);
      complain (reading, "[%s]: '%s' is no number, but '%s'; write one with a full stop", group, key, excerpt);
    }
  return number;
}

static void
check_keys (Reading *reading, const char *group, const char *const *known)
{
  g_auto (GStrv) keys = g_key_file_get_keys (reading->file, group, NULL, NULL);

  for (char **key = keys; key != NULL && *key != NULL; key++)
    if (!g_strv_contains (known, *key))
      {
        g_autofree char *excerpt = obelus_option_value_excerpt (*key);
        const char *nearest = obelus_suggest (*key, known);
        if (nearest != NULL)
          complain (reading, "[%s] cannot have '%s'; did you mean '%s'?", group, excerpt, nearest);
        else
          complain (reading, "[%s] cannot have '%s'; take it out", group, excerpt);
      }
}

/* Options */

static ObelusOptionType
read_type (Reading *reading, const char *group)
{
  static const char *const names[] = { "flag", "integer", "real", "choice", "text", "list", "file", "model", NULL };
  const char *name = require_text (reading, group, "Type");

  for (guint i = 0; name != NULL && names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return OBELUS_OPTION_TYPE_FLAG + i;
  if (name != NULL)
    {
      g_autofree char *excerpt = obelus_option_value_excerpt (name);
      complain (reading, "[%s]: '%s' is no type; there are flag, integer, real, choice, text, list, file and model",
                group, excerpt);
    }
  return OBELUS_OPTION_TYPE_FLAG;
}

static void
read_option (Reading *reading, const char *group)
{
  ObelusOption option = {
    .name = g_string_chunk_insert (reading->strings, group + strlen (OPTION_GROUP)),
    .type = read_type (reading, group),
    .summary = require_text (reading, group, "Summary"),
  };
  const char *standard = get_text (reading, group, "Default");

  check_keys (reading, group, option_keys);
  switch (option.type)
    {
    case OBELUS_OPTION_TYPE_FLAG:
      option.maximum = 1;
      option.number = standard != NULL && strcmp (standard, "yes") == 0;
      if (standard != NULL && strcmp (standard, "yes") != 0 && strcmp (standard, "no") != 0)
        complain (reading, "[%s]: 'Default' must be yes or no", group);
      break;
    case OBELUS_OPTION_TYPE_INTEGER:
    case OBELUS_OPTION_TYPE_REAL:
      require_text (reading, group, "Minimum");
      require_text (reading, group, "Maximum");
      require_text (reading, group, "Default");
      option.minimum = get_number (reading, group, "Minimum", 0);
      option.maximum = get_number (reading, group, "Maximum", 0);
      option.number = get_number (reading, group, "Default", 0);
      break;
    case OBELUS_OPTION_TYPE_CHOICE:
      option.choices = require_text (reading, group, "Choices");
      option.text = require_text (reading, group, "Default");
      break;
    case OBELUS_OPTION_TYPE_TEXT:
    case OBELUS_OPTION_TYPE_LIST:
    case OBELUS_OPTION_TYPE_FILE:
    case OBELUS_OPTION_TYPE_MODEL:
      option.text = standard;
      break;
    }
  g_array_append_val (reading->options, option);
}

/* Groups */

static void
check_groups (Reading *reading)
{
  static const char *const known[] = { "Plugin", "Processor", NULL };
  g_auto (GStrv) groups = g_key_file_get_groups (reading->file, NULL);

  for (const char *const *group = known; *group != NULL; group++)
    if (!g_key_file_has_group (reading->file, *group))
      complain (reading, "there is no group [%s]; add one", *group);
  for (char **group = groups; *group != NULL; group++)
    {
      g_autofree char *excerpt = obelus_option_value_excerpt (*group);
      if (g_str_has_prefix (*group, OPTION_GROUP))
        read_option (reading, *group);
      else if (!g_strv_contains (known, *group))
        complain (reading, "there is no group [%s]; groups are [Plugin], [Processor] and [Option NAME]", excerpt);
    }
  check_keys (reading, "Plugin", plugin_keys);
  check_keys (reading, "Processor", processor_keys);
}

static ObelusOffsetUnit
read_unit (Reading *reading)
{
  static const char *const names[] = { "byte", "codepoint", "utf16" };
  const char *name = get_text (reading, "Processor", "Offsets");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (name != NULL && strcmp (name, names[i]) == 0)
      return (ObelusOffsetUnit) i;
  if (name != NULL)
    complain (reading, "[Processor]: 'Offsets' must be byte, codepoint or utf16");
  return OBELUS_OFFSET_CODEPOINT;
}

/* Where the program is, beside the manifest. */
static char *
read_program (Reading *reading, const char *manifest)
{
  const char *name = require_text (reading, "Plugin", "Program");
  g_autofree char *folder = g_path_get_dirname (manifest);

  if (name == NULL)
    return NULL;
  char *path = g_canonicalize_filename (name, folder);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    complain (reading, "the program '%s' is not there; correct 'Program' in [Plugin]", path);
  else if (access (path, X_OK) != 0)
    complain (reading, "the program '%s' may not be run; make it executable (chmod +x)", path);
  return path;
}

/* The component */

static void
free_strings (gpointer data)
{
  Reading *kept = data;

  g_string_chunk_free (kept->strings);
  g_free (kept);
}

static ObelusPluginInfo *
make_info (Reading *reading, const char *path)
{
  ObelusPluginInfo *info = g_atomic_rc_box_new0 (ObelusPluginInfo);
  const char *name = require_text (reading, "Plugin", "Name");
  const char *version = get_text (reading, "Plugin", "Version"), *license = get_text (reading, "Plugin", "License");
  g_autofree char *folder = g_path_get_dirname (path);

  if (name != NULL && !obelus_name_check (name))
    {
      g_autofree char *excerpt = obelus_option_value_excerpt (name);
      complain (reading, "[Plugin]: '%s' is no name of a plugin; write lower-case words joined by hyphens", excerpt);
    }
  info->name = g_strdup (name != NULL ? name : "");
  info->version = g_strdup (version != NULL ? version : "");
  info->license = g_strdup (license != NULL ? license : "");
  info->path = g_strdup (path);
  info->data_folder = g_build_filename (folder, info->name, NULL);
  info->program = g_new0 (ObelusProgram, 1);
  info->program->path = read_program (reading, path);
  info->program->unit = read_unit (reading);
  return info;
}

static ObelusComponent *
make_component (Reading *reading, ObelusPluginInfo *info)
{
  const ObelusOption end = OBELUS_OPTION_END;
  const char *name = get_text (reading, "Processor", "Name");
  ObelusAnyClass any = { .processor = *obelus_program_stage_get_functions () };

  g_array_append_val (reading->options, end);
  any.processor.name = name != NULL ? name : g_string_chunk_insert (reading->strings, info->name);
  any.processor.summary = require_text (reading, "Processor", "Summary");
  any.processor.needs = get_text (reading, "Processor", "Needs");
  any.processor.gives = get_text (reading, "Processor", "Gives");
  any.processor.rank = (gint) CLAMP (get_number (reading, "Processor", "Rank", 0), G_MININT, G_MAXINT);
  any.processor.options = (const ObelusOption *) reading->options->data;
  if (reading->problem != NULL)
    return NULL;
  return obelus_component_new (info, OBELUS_COMPONENT_PROCESSOR, &any, sizeof (ObelusOption), &reading->problem);
}

static gboolean
load (Reading *reading, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, &error))
    complain (reading, "the manifest cannot be read: %s", error->message);
  else if (length > MAX_BYTES)
    complain (reading, "the manifest has more than %d bytes; a manifest is a page of text", MAX_BYTES);
  else if (!g_key_file_load_from_data (reading->file, contents, length, G_KEY_FILE_NONE, &error))
    complain (reading, "the manifest is no key file: %s", error->message);
  return reading->problem == NULL;
}

ObelusComponent *
obelus_manifest_read (const char *path, char **problem)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GArray) options = g_array_new (FALSE, FALSE, sizeof (ObelusOption));
  Reading *reading = g_new0 (Reading, 1);
  ObelusComponent *component = NULL;

  reading->file = file;
  reading->options = options;
  reading->strings = g_string_chunk_new (512);
  if (load (reading, path))
    {
      check_groups (reading);
      g_autoptr (ObelusPluginInfo) info = make_info (reading, path);
      component = make_component (reading, info);
    }
  *problem = reading->problem;

  /* The component's declaration points to the strings for as long as it lives. */
  if (component != NULL)
    g_object_set_data_full (G_OBJECT (component), "obelus-manifest", reading, free_strings);
  else
    free_strings (reading);
  return component;
}
