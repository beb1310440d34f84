/* What is wrong with a pipeline: problems with their places, collected, put in order and shown. */
#include "problem-list-private.h"

struct _ObelusProblemList
{
  char *file;
  ObelusNotation notation;
  GArray *problems; /* of ObelusProblem; owns messages and suggestions */
  guint n_left_out;
};

static void
clear_problem (gpointer data)
{
  ObelusProblem *problem = data;

  g_free ((char *) problem->message);
  g_free ((char *) problem->suggestion);
}

ObelusProblemList *
obelus_problem_list_new (const char *file, ObelusNotation notation)
{
  ObelusProblemList *list = g_new0 (ObelusProblemList, 1);

  list->file = g_strdup (file);
  list->notation = notation;
  list->problems = g_array_new (FALSE, FALSE, sizeof (ObelusProblem));
  g_array_set_clear_func (list->problems, clear_problem);

  return list;
}

void
obelus_problem_list_free (ObelusProblemList *list)
{
  if (list == NULL)
    return;

  g_array_unref (list->problems);
  g_free (list->file);
  g_free (list);
}

static void
append (ObelusProblemList *list, const ObelusProblem *problem)
{
  ObelusProblem copy = *problem;

  if (list->problems->len >= OBELUS_MAX_PROBLEMS)
    {
      list->n_left_out++;
      return;
    }
  copy.file = list->file;
  copy.message = g_strdup (problem->message);
  copy.suggestion = g_strdup (problem->suggestion);
  g_array_append_val (list->problems, copy);
}

void
obelus_problem_list_add (ObelusProblemList *list, ObelusPlace place, const char *code, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_autofree char *valid = g_utf8_make_valid (message, -1);

  for (char *p = valid; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';

  ObelusProblem problem = {
    .line = place.line,
    .column = place.column,
    .message = valid,
    .end_column = place.column == 0 ? 0 : place.column + place.length,
    .code = code,
  };
  append (list, &problem);
}

void
obelus_problem_list_suggest (ObelusProblemList *list, const char *replacement)
{
  /* The problem itself may have been left out. */
  if (list->n_left_out > 0 || list->problems->len == 0)
    return;

  ObelusProblem *last = &g_array_index (list->problems, ObelusProblem, list->problems->len - 1);
  g_free ((char *) last->suggestion);
  last->suggestion = g_strdup (replacement);
}

void
obelus_problem_list_add_all (ObelusProblemList *list, ObelusProblemList *others)
{
  for (guint i = 0; i < others->problems->len; i++)
    append (list, &g_array_index (others->problems, ObelusProblem, i));
  list->n_left_out += others->n_left_out;
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const ObelusProblem *first = a;
  const ObelusProblem *second = b;

  /* 0 − 1 wraps around to the largest number: no place comes after all places. */
  if (first->line != second->line)
    return first->line - 1 < second->line - 1 ? -1 : 1;

  return first->column == second->column ? 0 : first->column < second->column ? -1 : 1;
}

void
obelus_problem_list_sort (ObelusProblemList *list)
{
  g_array_sort (list->problems, compare_places); /* stable since GLib 2.32 */
  if (list->n_left_out == 0)
    return;

  ObelusProblem rest = {
    .file = list->file,
    .message = g_strdup_printf ("%u more problems are left out; mend those above first, if this is a pipeline at all",
                                list->n_left_out),
    .code = "too-many",
  };
  g_array_append_val (list->problems, rest);
  list->n_left_out = 0;
}

guint
obelus_problem_list_get_n_problems (ObelusProblemList *list)
{
  return list->problems->len;
}

const ObelusProblem *
obelus_problem_list_get_problem (ObelusProblemList *list, guint index)
{
  return index < list->problems->len ? &g_array_index (list->problems, ObelusProblem, index) : NULL;
}

char *
obelus_problem_list_format (ObelusProblemList *list, guint index)
{
  const ObelusProblem *problem = &g_array_index (list->problems, ObelusProblem, index);

  if (problem->line == 0)
    return g_strdup_printf ("%s: %s", problem->file, problem->message);
  if (problem->column == 0 || list->notation == OBELUS_NOTATION_FILE)
    return g_strdup_printf ("%s:%u: %s", problem->file, problem->line, problem->message);

  return g_strdup_printf ("%s:%u:%u: %s", problem->file, problem->line, problem->column, problem->message);
}
