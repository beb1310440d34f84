/* The line that says to a program which stage it is, and with which options. */
#include "program-greeting-private.h"

#include <obelus/obelus-record.h>
#include <obelus/obelus-version.h>

static void
append_list (GString *json, const char *const *items)
{
  g_string_append_c (json, '[');
  for (guint i = 0; items[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (json, ", ");
      obelus_json_append_string (json, items[i], -1);
    }
  g_string_append_c (json, ']');
}

static void
append_text (GString *json, const char *text)
{
  if (text == NULL)
    {
      g_string_append (json, "null");
      return;
    }
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  obelus_json_append_string (json, valid, -1);
}

/* Files and models are told by their paths. */
static const char *
get_path (ObelusOptionSet *options, const ObelusOption *option)
{
  const char *path = NULL;

  if (option->type == OBELUS_OPTION_TYPE_FILE)
    obelus_option_set_get_file (options, option->name, &path);
  else
    {
      ObelusModel *model = obelus_option_set_get_model (options, option->name);
      path = model != NULL ? obelus_model_get_name (model) : NULL;
    }
  return path;
}

static void
append_option (GString *json, ObelusOptionSet *options, const ObelusOption *option)
{
  obelus_json_append_string (json, option->name, -1);
  g_string_append (json, ": ");
  switch (option->type)
    {
    case OBELUS_OPTION_TYPE_FLAG:
      g_string_append (json, obelus_option_set_get_flag (options, option->name) ? "true" : "false");
      break;
    case OBELUS_OPTION_TYPE_INTEGER:
      g_string_append_printf (json, "%" G_GINT64_FORMAT, obelus_option_set_get_integer (options, option->name));
      break;
    case OBELUS_OPTION_TYPE_REAL:
      obelus_json_append_real (json, obelus_option_set_get_real (options, option->name));
      break;
    case OBELUS_OPTION_TYPE_CHOICE:
    case OBELUS_OPTION_TYPE_TEXT:
      append_text (json, obelus_option_set_get_text (options, option->name));
      break;
    case OBELUS_OPTION_TYPE_LIST:
      append_list (json, obelus_option_set_get_list (options, option->name));
      break;
    case OBELUS_OPTION_TYPE_FILE:
    case OBELUS_OPTION_TYPE_MODEL:
      append_text (json, get_path (options, option));
      break;
    }
}

GString *
obelus_program_greeting_new (ObelusStageCore *core)
{
  GString *json = g_string_new ("{\"obelus\": ");
  guint n_options;
  const ObelusOption *options = obelus_component_get_options (core->component, &n_options);

  obelus_json_append_string (json, obelus_get_version (), -1);
  g_string_append (json, ", \"stage\": ");
  obelus_json_append_string (json, core->name, -1);
  g_string_append (json, ", \"options\": {");
  for (guint i = 0; i < n_options; i++)
    {
      if (i > 0)
        g_string_append (json, ", ");
      append_option (json, core->options, &options[i]);
    }
  g_string_append (json, "}}\n");
  return json;
}
