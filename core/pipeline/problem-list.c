/* What is wrong with a pipeline: problems with their places, collected, put in order and shown. */
#include "problem-list-private.h"

#include <string.h>

#define MAX_PROBLEMS 1000
/* In bytes. A message may quote what was written, which may be a megabyte without a break. */
#define MAX_MESSAGE 2000

struct _ObelusProblemList
{
  char *file;
  GArray *problems; /* of ObelusProblem; owns the messages */
};

static void
clear_problem (gpointer data)
{
  ObelusProblem *problem = data;

  g_free ((char *) problem->message);
}

ObelusProblemList *
obelus_problem_list_new (const char *file)
{
  ObelusProblemList *list = g_new0 (ObelusProblemList, 1);

  list->file = g_strdup (file);
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

/* Takes the middle out of a message that is too long: what to do stands at its end. */
static void
shorten (char *message)
{
  static const char gap[] = " … ";
  const gsize half = MAX_MESSAGE / 2;
  gsize length = strlen (message);
  if (length <= MAX_MESSAGE + sizeof gap)
    return;

  char *head_end = message + half;
  char *tail = message + length - half;
  while (head_end > message && ((guchar) *head_end & 0xc0) == 0x80)
    head_end--;
  while (((guchar) *tail & 0xc0) == 0x80)
    tail++;
  memcpy (head_end, gap, sizeof gap - 1);
  memmove (head_end + sizeof gap - 1, tail, strlen (tail) + 1);
}

void
obelus_problem_list_add (ObelusProblemList *list, guint line, guint column, const char *format, ...)
{
  /* Nobody reads more. */
  if (list->problems->len > MAX_PROBLEMS)
    return;
  if (list->problems->len == MAX_PROBLEMS)
    {
      line = column = 0;
      format = "there are more problems; mend these first";
    }

  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  shorten (message);
  ObelusProblem problem = { list->file, line, column, g_utf8_make_valid (message, -1) };
  for (char *p = (char *) problem.message; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  g_array_append_val (list->problems, problem);
}

void
obelus_problem_list_add_all (ObelusProblemList *list, ObelusProblemList *others)
{
  for (guint i = 0; i < others->problems->len; i++)
    {
      const ObelusProblem *other = &g_array_index (others->problems, ObelusProblem, i);
      obelus_problem_list_add (list, other->line, other->column, "%s", other->message);
    }
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
}

const char *
obelus_problem_list_get_file (ObelusProblemList *list)
{
  return list->file;
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
obelus_problem_format (const ObelusProblem *problem)
{
  if (problem->line == 0)
    return g_strdup_printf ("%s: %s", problem->file, problem->message);
  if (problem->column == 0)
    return g_strdup_printf ("%s:%u: %s", problem->file, problem->line, problem->message);

  return g_strdup_printf ("%s:%u:%u: %s", problem->file, problem->line, problem->column, problem->message);
}
