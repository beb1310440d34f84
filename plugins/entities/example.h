/* A document to learn from. */
#pragma once

#include "scan.h"

typedef struct
{
  guint source;
  char *text;
  guint32 *starts;
  guint32 *ends;
  guint32 n;
  LearnSentence *sentences;
  guint32 n_sentences;
  guint8 *labels; /* one a token */
} EntityExample;

/* Copies all. @tokens are at least one. */
EntityExample *entity_example_new (guint source, const LearnTokens *tokens, const LearnSentence *sentences,
                                   guint32 n_sentences, const guint8 *labels);
void entity_example_free (gpointer example);

/* The same document in capitals, or in small letters. */
EntityExample *entity_example_copy_in_case (const EntityExample *example, gboolean capitals);

/* The same document with words divided at their hyphens, as `tokenize` divides them and as few labelled texts do; NULL
 * if there are none. Names keep their labels (`Anne - Gaelle Sidot`), but where what is labelled may be other than
 * before (`Boston - based`), nothing is said. */
EntityExample *entity_example_copy_divided (const EntityExample *example);

static inline LearnTokens
entity_example_get_tokens (const EntityExample *example)
{
  return (LearnTokens){ example->text, example->starts, example->ends, example->n };
}
