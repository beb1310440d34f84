/* A component as `obelus inspect` shows it: all from the plugin's declarations. */
#include "pages.h"

#include "terminal.h"

#include <string.h>

#define FACT_COLUMNS 10

static const char *
name_value (const ObelusOption *option)
{
  switch (option->type)
    {
    case OBELUS_OPTION_TYPE_FLAG:
      return "yes|no";
    case OBELUS_OPTION_TYPE_INTEGER:
      return "INTEGER";
    case OBELUS_OPTION_TYPE_REAL:
      return "NUMBER";
    case OBELUS_OPTION_TYPE_CHOICE:
      return "CHOICE";
    case OBELUS_OPTION_TYPE_TEXT:
      return "TEXT";
    case OBELUS_OPTION_TYPE_LIST:
      return "LIST";
    case OBELUS_OPTION_TYPE_FILE:
      return "FILE";
    case OBELUS_OPTION_TYPE_MODEL:
      return "MODEL";
    }
  return "VALUE";
}

static char *
format_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.15g", number));
}

/* The default as it would be written on a pipeline line; NULL if there is none. */
static char *
format_default (const ObelusOption *option)
{
  switch (option->type)
    {
    case OBELUS_OPTION_TYPE_FLAG:
      return g_strdup (option->number != 0.0 ? "yes" : "no");
    case OBELUS_OPTION_TYPE_INTEGER:
    case OBELUS_OPTION_TYPE_REAL:
      return format_number (option->number);
    default:
      if (option->text == NULL || *option->text == '\0')
        return NULL;
      return strpbrk (option->text, " !\"'") != NULL ? g_strdup_printf ("\"%s\"", option->text)
                                                     : g_strdup (option->text);
    }
}

/* What the value may be: `0 to 1; default 0.5`. */
static char *
describe_value (const ObelusOption *option)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *standard = format_default (option);

  if (option->type == OBELUS_OPTION_TYPE_INTEGER || option->type == OBELUS_OPTION_TYPE_REAL)
    {
      g_autofree char *minimum = format_number (option->minimum), *maximum = format_number (option->maximum);
      g_string_append_printf (text, "from %s to %s; ", minimum, maximum);
    }
  if (option->type == OBELUS_OPTION_TYPE_CHOICE && option->choices != NULL)
    {
      g_auto (GStrv) choices = g_strsplit (option->choices, "|", -1);
      g_autofree char *joined = g_strjoinv (", ", choices);
      g_string_append_printf (text, "one of %s; ", joined);
    }
  if (option->type == OBELUS_OPTION_TYPE_LIST)
    g_string_append (text, "items with commas between; ");
  if (standard != NULL)
    g_string_append_printf (text, "default %s", standard);
  else
    g_string_append (text, "no default");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_options (GString *output, const ObelusOption *options, guint n_options, guint width)
{
  glong column = 0;

  for (guint i = 0; i < n_options; i++)
    column = MAX (column, (glong) (strlen (options[i].name) + 1 + strlen (name_value (&options[i]))));
  column += 4;

  g_string_append_printf (output, "\n%sOptions%s\n", cli_style_bold (), cli_style_end ());
  for (guint i = 0; i < n_options; i++)
    {
      g_autofree char *form = g_strconcat (options[i].name, "=", name_value (&options[i]), NULL);
      g_autofree char *value = describe_value (&options[i]);

      g_string_append_printf (output, "  %-*s", (int) column - 2, form);
      cli_append_wrapped (output, options[i].summary, (guint) column, (guint) column, width);
      g_string_append_printf (output, "\n%*s%s", (int) column, "", cli_style_faint ());
      cli_append_wrapped (output, value, (guint) column, (guint) column, width);
      g_string_append_printf (output, "%s\n", cli_style_end ());
    }
}

static void
append_fact (GString *output, const char *name, const char *value, guint width)
{
  if (*value == '\0')
    return;
  g_string_append_printf (output, "  %-*s", FACT_COLUMNS, name);
  cli_append_wrapped (output, value, 2 + FACT_COLUMNS, 2 + FACT_COLUMNS, width);
  g_string_append_c (output, '\n');
}

/* `sentence token entity?` as people say it: `sentence, token; optionally entity`. */
static void
append_layers (GString *output, const char *name, const char *layers, guint width)
{
  g_auto (GStrv) items = g_strsplit (layers, " ", -1);
  g_autoptr (GString) always = g_string_new (NULL);
  g_autoptr (GString) maybe = g_string_new (NULL);

  for (guint i = 0; items[i] != NULL; i++)
    {
      const gsize length = strlen (items[i]);
      const gboolean optional = length > 0 && items[i][length - 1] == '?';
      GString *list = optional ? maybe : always;

      if (length > 0)
        g_string_append_printf (list, "%s%.*s", list->len > 0 ? ", " : "", (int) (optional ? length - 1 : length),
                                items[i]);
    }

  if (maybe->len > 0)
    g_string_append_printf (always, "%soptionally %s", always->len > 0 ? "; " : "", maybe->str);
  append_fact (output, name, always->str, width);
}

/* How it is used, with an option of its own set to what it is anyway. */
static void
append_use (GString *output, ObelusComponent *component, const ObelusOption *options, guint n_options)
{
  static const char *const uses[] = {
    [OBELUS_COMPONENT_PROCESSOR] = "obelus run -e %s --to jsonl article.txt",
    [OBELUS_COMPONENT_READER] = "obelus run --from %s FILE",
    [OBELUS_COMPONENT_WRITER] = "obelus run --to %s article.txt",
    [OBELUS_COMPONENT_TRAINER] = "obelus train %s -o model.obm FILE…",
    [OBELUS_COMPONENT_EVALUATOR] = "obelus evaluate %s FILE…",
  };
  const char *name = obelus_component_get_name (component);
  g_autofree char *spec = g_strdup (name);

  for (guint i = 0; i < n_options; i++)
    {
      g_autofree char *standard = format_default (&options[i]);
      if (standard == NULL || options[i].type >= OBELUS_OPTION_TYPE_TEXT)
        continue;
      g_free (spec);
      spec = g_strdup_printf ("'%s %s=%s'", name, options[i].name, standard);
      break;
    }

  const char *use = strstr (uses[obelus_component_get_kind (component)], "%s");
  const char *start = uses[obelus_component_get_kind (component)];
  g_string_append_printf (output, "\n%sUse%s\n  %.*s%s%s\n", cli_style_bold (), cli_style_end (), (int) (use - start),
                          start, spec, use + 2);
}

void
cli_append_component_page (GString *output, ObelusComponent *component, guint width)
{
  guint n_options;
  const ObelusOption *options = obelus_component_get_options (component, &n_options);
  const char *license = obelus_component_get_plugin_license (component);
  g_autofree char *plugin = g_strdup_printf ("%s %s%s%s%s", obelus_component_get_plugin_name (component),
                                             obelus_component_get_plugin_version (component),
                                             *license == '\0' ? "" : " (", license, *license == '\0' ? "" : ")");

  g_string_append_printf (
      output, "%s%s%s, %s %s\n", cli_style_bold (), obelus_component_get_name (component), cli_style_end (),
      strchr ("aeiou", *obelus_component_kind_get_name (obelus_component_get_kind (component))) != NULL ? "an" : "a",
      obelus_component_kind_get_name (obelus_component_get_kind (component)));
  cli_append_wrapped (output, obelus_component_get_summary (component), 0, 0, width);
  g_string_append (output, "\n\n");

  append_layers (output, "Needs", obelus_component_get_needs (component), width);
  append_layers (output, "Gives", obelus_component_get_gives (component), width);
  append_fact (output, "Plugin", plugin, width);
  append_fact (output, "Module", obelus_component_get_plugin_path (component), 0);

  if (n_options > 0)
    append_options (output, options, n_options, width);
  append_use (output, component, options, n_options);
}
