/* A document to learn from. */
#pragma once

#include "labels.h"
#include "scan.h"

#define TAG_NO_LABEL G_MAXUINT8

typedef struct
{
  char *text;
  guint32 *starts;
  guint32 *ends;
  guint32 n;
  LearnSentence *sentences;
  guint32 n_sentences;
  guint16 *names; /* a number of a label's name a token; G_MAXUINT16 for none */
  guint8 *labels; /* once they are chosen; TAG_NO_LABEL for none */
  guint part;
  float weight;
} TagExample;

/* Copies all. @names may be NULL for none at all. */
TagExample *tag_example_new (const LearnTokens *tokens, const LearnSentence *sentences, guint32 n_sentences);
void tag_example_free (gpointer example);

/* The same document in capitals, or in small letters. */
TagExample *tag_example_copy_in_case (const TagExample *example, gboolean capitals);

static inline LearnTokens
tag_example_get_tokens (const TagExample *example)
{
  return (LearnTokens){ example->text, example->starts, example->ends, example->n };
}
