/* A text as other stages divided it. */
#pragma once

#include "row-kinds.h"

#include <obelus/obelus-plugin.h>

/* Spans in bytes, in the order of the text; the arrays belong to layers, or to whoever made them. */
typedef struct
{
  const char *text; /* valid UTF-8 */
  guint32 length;
  const guint32 *token_starts;
  const guint32 *token_ends;
  guint32 n_tokens;
  const guint32 *sentence_starts;
  guint32 n_sentences;
  const guint32 *paragraph_starts;
  guint32 n_paragraphs;
  LearnRowKinds around; /* of paragraphs, where a layer tells their kinds: captions, phrases of the site */
} QuotedText;

static inline gboolean
quoted_text_is_around (const QuotedText *text, guint32 paragraph)
{
  return learn_row_kinds_have (&text->around, paragraph);
}

/* Sets the paragraphs of a text that nobody divided into some: they end with blank lines. *@starts is to be freed when
 * the text is done with. Returns FALSE if memory could not be had. */
gboolean quoted_text_find_paragraphs (QuotedText *text, guint32 **starts);
