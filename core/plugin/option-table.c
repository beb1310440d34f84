/* Taking over tables of options from plugins, checked. */
#include "option-table-private.h"
#include "name-check-private.h"
#include "option-value-private.h"

#include <math.h>
#include <string.h>

/* A table without an end would otherwise be read until something breaks. */
#define MAX_OPTIONS 256

static char *
check_numbers (const ObelusOption *option)
{
  gboolean whole = option->type == OBELUS_OPTION_TYPE_INTEGER;

  if (isnan (option->minimum) || isnan (option->maximum) || option->minimum > option->maximum)
    return g_strdup_printf ("option '%s' has a range that begins behind its end; exchange minimum and maximum",
                            option->name);
  if (whole && (option->minimum < -OBELUS_OPTION_MAX_INTEGER || option->maximum > OBELUS_OPTION_MAX_INTEGER))
    return g_strdup_printf ("option '%s' has a range beyond 2^53, where integers are no longer exact; narrow it",
                            option->name);
  if (!(option->number >= option->minimum && option->number <= option->maximum) || !isfinite (option->number))
    return g_strdup_printf ("option '%s' has a default outside its range; correct one of them", option->name);
  if (whole
      && (option->number != floor (option->number) || option->minimum != floor (option->minimum)
          || option->maximum != floor (option->maximum)))
    return g_strdup_printf ("option '%s' is an integer and has a default or range that is not; correct it",
                            option->name);

  return NULL;
}

static char *
check_choices (const ObelusOption *option)
{
  g_auto (GStrv) choices = g_strsplit (option->choices != NULL ? option->choices : "", "|", -1);

  if (choices[0] == NULL)
    return g_strdup_printf ("option '%s' has no choices; list them with '|' between", option->name);

  for (guint i = 0; choices[i] != NULL; i++)
    {
      if (*choices[i] == '\0')
        return g_strdup_printf ("option '%s' has an empty choice; list words with '|' between", option->name);
      for (guint j = 0; j < i; j++)
        if (strcmp (choices[i], choices[j]) == 0)
          return g_strdup_printf ("option '%s' has choice '%s' twice; list it once", option->name, choices[i]);
    }

  if (option->text == NULL || !g_strv_contains ((const char *const *) choices, option->text))
    return g_strdup_printf ("option '%s' has a default that is none of its choices; correct one of them", option->name);
  return NULL;
}

/* A default is read the way an assigned value is, so that it can be no more than that. */
static char *
check_default_text (const ObelusOption *option)
{
  ObelusOptionValue value = { 0 };
  g_autofree char *problem = NULL;

  if (option->text == NULL)
    return NULL;

  problem = obelus_option_value_parse (option, option->text, &value);
  obelus_option_value_clear (option, &value);
  return problem == NULL ? NULL : g_strdup_printf ("option '%s' has a bad default: %s", option->name, problem);
}

static char *
check_option (const ObelusOption *option)
{
  if (!obelus_name_check (option->name))
    {
      g_autofree char *excerpt = obelus_option_value_excerpt (option->name);
      return g_strdup_printf ("option '%s' has a bad name; write lower-case words joined by hyphens", excerpt);
    }
  if (strcmp (option->name, "when") == 0)
    return g_strdup ("option 'when' has the name by which pipelines say when a stage runs; rename it");
  if (strcmp (option->name, "isolate") == 0 || g_str_has_prefix (option->name, "isolate-"))
    return g_strdup_printf ("option '%s' has a name by which pipelines say how a stage is isolated; rename it",
                            option->name);
  if (!obelus_name_check_summary (option->summary))
    return g_strdup_printf ("option '%s' has no summary; say in one line what it does", option->name);

  switch (option->type)
    {
    case OBELUS_OPTION_TYPE_FLAG:
      if (option->number != 0 && option->number != 1)
        return g_strdup_printf ("option '%s' is a flag and its default is neither 0 nor 1; correct it", option->name);
      return NULL;
    case OBELUS_OPTION_TYPE_INTEGER:
    case OBELUS_OPTION_TYPE_REAL:
      return check_numbers (option);
    case OBELUS_OPTION_TYPE_CHOICE:
      return check_choices (option);
    case OBELUS_OPTION_TYPE_TEXT:
    case OBELUS_OPTION_TYPE_LIST:
    case OBELUS_OPTION_TYPE_FILE:
    case OBELUS_OPTION_TYPE_MODEL:
      return check_default_text (option);
    }

  return g_strdup_printf ("option '%s' is of a type (%d) that this Obelus does not know; install a newer one",
                          option->name, (int) option->type);
}

/* Where a model is needed: `choice=value`, both of the same table. */
static char *
check_condition (const ObelusOption *option, const ObelusOption *table)
{
  if (option->type != OBELUS_OPTION_TYPE_MODEL || option->choices == NULL)
    return NULL;

  for (; table->name != NULL; table++)
    {
      gsize length = strlen (table->name);

      if (table->type != OBELUS_OPTION_TYPE_CHOICE || strncmp (option->choices, table->name, length) != 0
          || option->choices[length] != '=')
        continue;

      g_auto (GStrv) choices = g_strsplit (table->choices, "|", -1);
      if (g_strv_contains ((const char *const *) choices, option->choices + length + 1))
        return NULL;
    }
  return g_strdup_printf ("option '%s' is needed for '%s', which is no choice of its table; write choice=value",
                          option->name, option->choices);
}

ObelusOption *
obelus_option_table_read (const ObelusOption *first, gsize stride, guint *n_options, char **problem)
{
  g_autoptr (GArray) table = g_array_new (TRUE, TRUE, sizeof (ObelusOption));
  const char *next = (const char *) first;

  *problem = NULL;
  *n_options = 0;

  for (; next != NULL; next += stride)
    {
      ObelusOption option = { 0 };

      memcpy (&option, next, MIN (stride, sizeof option));
      if (option.name == NULL)
        break;

      *problem = check_option (&option);
      for (guint i = 0; *problem == NULL && i < table->len; i++)
        if (strcmp (g_array_index (table, ObelusOption, i).name, option.name) == 0)
          *problem = g_strdup_printf ("option '%s' is declared twice; rename one", option.name);
      if (*problem == NULL && table->len == MAX_OPTIONS)
        *problem = g_strdup_printf ("its table of options does not end after %d; end it with OBELUS_OPTION_END",
                                    MAX_OPTIONS);
      if (*problem != NULL)
        return NULL;

      g_array_append_val (table, option);
    }

  for (guint i = 0; i < table->len; i++)
    {
      *problem
          = check_condition (&g_array_index (table, ObelusOption, i), (const ObelusOption *) (gpointer) table->data);
      if (*problem != NULL)
        return NULL;
    }

  *n_options = table->len;
  g_array_set_size (table, table->len + 1);
  return (ObelusOption *) g_array_free (g_steal_pointer (&table), FALSE);
}
