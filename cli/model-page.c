/* A model as `obelus inspect` shows it: its card and its sections. */
#include "pages.h"

#include "terminal.h"

#include <string.h>

/* Lays JSON out, a member or an item a line. The text is taken as it is: it was valid JSON when the model was made, and
 * what is not is shown all the same. */
static void
append_json (GString *output, const char *json)
{
  guint depth = 1;
  gboolean in_string = FALSE;

  g_string_append (output, "  ");
  for (const char *at = json; *at != '\0'; at++)
    {
      if (in_string)
        {
          in_string = *at != '"';
          g_string_append_c (output, *at);
          if (*at == '\\' && at[1] != '\0')
            g_string_append_c (output, *++at);
          continue;
        }

      switch (*at)
        {
        case ' ':
        case '\t':
        case '\n':
        case '\r':
          continue;
        case '{':
        case '[':
          if (at[1 + strspn (at + 1, " \t\r\n")] == (*at == '{' ? '}' : ']'))
            {
              g_string_append_c (output, *at);
              at += 1 + strspn (at + 1, " \t\r\n");
              g_string_append_c (output, *at);
              break;
            }
          depth++;
          g_string_append_printf (output, "%c\n%*s", *at, (int) (2 * MIN (depth, 40)), "");
          break;
        case '}':
        case ']':
          depth = MAX (depth, 2) - 1;
          g_string_append_printf (output, "\n%*s%c", (int) (2 * MIN (depth, 40)), "", *at);
          break;
        case ',':
          g_string_append_printf (output, ",\n%*s", (int) (2 * MIN (depth, 40)), "");
          break;
        case ':':
          g_string_append (output, ": ");
          break;
        default:
          in_string = *at == '"';
          g_string_append_c (output, *at);
        }
    }
  g_string_append_c (output, '\n');
}

gboolean
cli_append_model_page (GString *output, ObelusModel *model, GError **error)
{
  const char *card = obelus_model_get_card (model, error);
  g_autoptr (CliTable) table = cli_table_new ("lrl");
  gsize total = 0;
  gboolean good = TRUE;

  if (card == NULL)
    return FALSE;

  cli_table_add_row (table, "name", "size", "", NULL);
  for (guint i = 0; i < obelus_model_get_n_sections (model); i++)
    {
      g_autoptr (GError) damage = NULL;
      gsize length, n_bytes;
      const char *name = obelus_model_get_section_name (model, i, &length);
      g_autofree char *size = g_format_size (length);

      total += length;
      const gboolean whole = obelus_model_get_section (model, name, 1, &n_bytes, &damage) != NULL || damage == NULL;
      cli_table_add_row (table, name, size, whole ? "" : "damaged", NULL);
      if (!whole && good)
        {
          g_propagate_error (error, g_steal_pointer (&damage));
          good = FALSE;
        }
    }

  g_autofree char *size = g_format_size (total);
  g_string_append_printf (output, "%s%s%s, a model for '%s', %s\n\n", cli_style_bold (), obelus_model_get_name (model),
                          cli_style_end (), obelus_model_get_kind (model), size);
  g_string_append_printf (output, "%sCard%s\n", cli_style_bold (), cli_style_end ());
  append_json (output, card);
  g_string_append_printf (output, "\n%sSections%s\n", cli_style_bold (), cli_style_end ());
  cli_table_append (table, output, 2);
  return good;
}
