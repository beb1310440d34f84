/* Values to try an option with. */
#include "option-values.h"

/* As much text as a careless script may put there. */
#define LONG_TEXT 10000

static void
add_integer (GPtrArray *values, double value)
{
  g_ptr_array_add (values, g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) value));
}

static void
add_real (GPtrArray *values, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ptr_array_add (values, g_strdup (g_ascii_dtostr (buffer, sizeof buffer, value)));
}

GPtrArray *
option_list_allowed (const ObelusOption *option)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  const double middle = option->minimum / 2 + option->maximum / 2;

  switch (option->type)
    {
    case OBELUS_OPTION_TYPE_FLAG:
      g_ptr_array_add (values, g_strdup ("yes"));
      g_ptr_array_add (values, g_strdup ("no"));
      break;
    case OBELUS_OPTION_TYPE_INTEGER:
      add_integer (values, option->minimum);
      add_integer (values, option->maximum);
      add_integer (values, middle);
      add_integer (values, MIN (option->minimum + 1, option->maximum));
      break;
    case OBELUS_OPTION_TYPE_REAL:
      add_real (values, option->minimum);
      add_real (values, option->maximum);
      add_real (values, middle);
      break;
    case OBELUS_OPTION_TYPE_CHOICE:
      {
        g_auto (GStrv) choices = g_strsplit (option->choices, "|", -1);
        for (char **choice = choices; *choice != NULL; choice++)
          g_ptr_array_add (values, g_strdup (*choice));
        break;
      }
    case OBELUS_OPTION_TYPE_TEXT:
    case OBELUS_OPTION_TYPE_LIST:
      g_ptr_array_add (values, g_strdup (""));
      g_ptr_array_add (values, g_strdup ("x"));
      g_ptr_array_add (values, g_strdup ("zażółć gęślą jaźń 渡轮"));
      g_ptr_array_add (values, g_strdup ("%s%n/../{}$(x)"));
      g_ptr_array_add (values, g_strnfill (LONG_TEXT, 'y'));
      break;
    case OBELUS_OPTION_TYPE_FILE:
    case OBELUS_OPTION_TYPE_MODEL:
      break;
    }
  return values;
}

GPtrArray *
option_list_forbidden (const ObelusOption *option)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  switch (option->type)
    {
    case OBELUS_OPTION_TYPE_FLAG:
    case OBELUS_OPTION_TYPE_CHOICE:
      g_ptr_array_add (values, g_strdup ("neither-this-nor-that"));
      break;
    case OBELUS_OPTION_TYPE_INTEGER:
      add_integer (values, option->minimum - 1);
      add_integer (values, option->maximum + 1);
      break;
    case OBELUS_OPTION_TYPE_REAL:
      add_real (values, option->minimum - 1 - ABS (option->minimum));
      add_real (values, option->maximum + 1 + ABS (option->maximum));
      g_ptr_array_add (values, g_strdup ("nan"));
      break;
    case OBELUS_OPTION_TYPE_TEXT:
    case OBELUS_OPTION_TYPE_LIST:
      break;
    case OBELUS_OPTION_TYPE_FILE:
    case OBELUS_OPTION_TYPE_MODEL:
      g_ptr_array_add (values, g_strdup ("no/such/file"));
      break;
    }
  return values;
}

gboolean
option_may_refuse (const ObelusOption *option)
{
  return option->type == OBELUS_OPTION_TYPE_TEXT || option->type == OBELUS_OPTION_TYPE_LIST;
}
