/* What is wrong with a pipeline: problems with their places, collected, put in order and shown. */
#pragma once

#include <obelus/obelus-pipeline.h>

typedef struct _ObelusProblemList ObelusProblemList;

/* Something that is written: `length` bytes from `column` of `line`, both from 1. Zeros stand for what is not known. */
typedef struct
{
  guint line;
  guint column;
  guint length;
} ObelusPlace;

#define OBELUS_NO_PLACE ((ObelusPlace){ 0, 0, 0 })

/* How a pipeline is written. A line of a file holds one thing, and messages name it; on one line only the column tells.
 */
typedef enum
{
  OBELUS_NOTATION_FILE,
  OBELUS_NOTATION_LINE,
} ObelusNotation;

/* Problems that are kept. Whoever wrote more than that has another file in their hands than they think. */
#define OBELUS_MAX_PROBLEMS 1000

/* @file is what problems call the place they are in; it must be valid UTF-8. */
ObelusProblemList *obelus_problem_list_new (const char *file, ObelusNotation notation);
void obelus_problem_list_free (ObelusProblemList *list);

/* Adds a problem of the kind @code, a constant such as "unknown-option"; docs/operators.md lists them. Line breaks in
 * the message become spaces and bytes that are not UTF-8 are replaced, so that whatever an operator wrote stays one
 * printable line. Beyond OBELUS_MAX_PROBLEMS problems are counted only. */
void obelus_problem_list_add (ObelusProblemList *list, ObelusPlace place, const char *code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* Says what should stand at the place of the problem that was added last. NULL says nothing. */
void obelus_problem_list_suggest (ObelusProblemList *list, const char *replacement);

/* Adds the problems of another list as they are. */
void obelus_problem_list_add_all (ObelusProblemList *list, ObelusProblemList *others);

/* By line, then by column; those without a line come last, those of one place stay in the order in which they were
 * found. The last one says how many were left out. */
void obelus_problem_list_sort (ObelusProblemList *list);

guint obelus_problem_list_get_n_problems (ObelusProblemList *list);
const ObelusProblem *obelus_problem_list_get_problem (ObelusProblemList *list, guint index);

/* `FILE:LINE: MESSAGE`, of a pipeline on one line `FILE:LINE:COLUMN: MESSAGE`; without the numbers that are 0. */
char *obelus_problem_list_format (ObelusProblemList *list, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusProblemList, obelus_problem_list_free)
