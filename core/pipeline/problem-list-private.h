/* What is wrong with a pipeline: problems with their places, collected, put in order and shown. */
#pragma once

#include <obelus/obelus-pipeline.h>

typedef struct _ObelusProblemList ObelusProblemList;

/* @file is what problems call the place they are in; it must be valid UTF-8. */
ObelusProblemList *obelus_problem_list_new (const char *file);
void obelus_problem_list_free (ObelusProblemList *list);

/* Adds a problem. Line breaks in the message become spaces and bytes that are not UTF-8 are replaced, so that whatever
 * an operator wrote stays one printable line; the middle of a very long one is left out. After a thousand problems one
 * more says that there are more, and the rest is dropped. */
void obelus_problem_list_add (ObelusProblemList *list, guint line, guint column, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* Adds the problems of another list as they are. */
void obelus_problem_list_add_all (ObelusProblemList *list, ObelusProblemList *others);

/* By line, then by column; those without a line come last, those of one place stay in the order in which they were
 * found. */
void obelus_problem_list_sort (ObelusProblemList *list);

const char *obelus_problem_list_get_file (ObelusProblemList *list);
guint obelus_problem_list_get_n_problems (ObelusProblemList *list);
const ObelusProblem *obelus_problem_list_get_problem (ObelusProblemList *list, guint index);

/* `FILE:LINE:COLUMN: MESSAGE`, without the numbers that are 0. */
char *obelus_problem_format (const ObelusProblem *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusProblemList, obelus_problem_list_free)
