/* How much a writer may repeat of a document. */
#pragma once

#include <obelus/obelus-plugin.h>

/* What rows span is written once for each of them, and what is said of a whole for each of its parts. Where rows lie
 * upon each other a hundred deep that would make an output of any size of a small document. No treebank repeats its
 * text twice; the records of the core draw the line at the same place. */
#define LEARN_MOST_REPETITIONS 64

typedef struct
{
  ObelusContext *context;
  guint64 n_left; /* bytes */
} LearnRepetition;

static inline void
learn_repetition_init (LearnRepetition *repetition, ObelusContext *context, guint32 text_length)
{
  /* Of a few words anything may be repeated. */
  *repetition = (LearnRepetition){ context, (guint64) text_length * LEARN_MOST_REPETITIONS + (1 << 20) };
}

/* Notes that so many bytes are written, for what stands at the byte @offset. FALSE with an error if that is too much.
 */
static inline gboolean
learn_repetition_take (LearnRepetition *repetition, gsize length, guint32 offset, GError **error)
{
  if (length > repetition->n_left)
    return obelus_context_fail (repetition->context, error, OBELUS_ERROR_TOO_LARGE, offset,
                                "the output would repeat the text more than %d times over, as its rows lie upon each "
                                "other, or names of them are very long; mend them, or write records (jsonl)",
                                LEARN_MOST_REPETITIONS);
  repetition->n_left -= length;
  return TRUE;
}
