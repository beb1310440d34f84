/* A document's layers as the arrays that scanning works on. */
#pragma once

#include "scan.h"

#include <obelus/obelus-document.h>

/* Sets @tokens to the document's tokens, and fills @sentences (LearnSentence) with those of each sentence that has
 * some. */
static inline void
learn_find_tokens (ObelusDocument *document, ObelusLayer *sentence_layer, ObelusLayer *token_layer, LearnTokens *tokens,
                   GArray *sentences)
{
  const guint32 *starts = obelus_layer_get_starts (sentence_layer);
  const guint32 *ends = obelus_layer_get_ends (sentence_layer);
  guint32 n_sentences = obelus_layer_get_n_rows (sentence_layer);

  *tokens = (LearnTokens){
    .text = obelus_document_get_text (document, NULL),
    .starts = obelus_layer_get_starts (token_layer),
    .ends = obelus_layer_get_ends (token_layer),
    .n = obelus_layer_get_n_rows (token_layer),
  };
  g_array_set_size (sentences, 0);

  /* Both layers are in order of their starts, so one walk finds all; a token belongs to the sentence it starts in. */
  guint32 next = 0;
  for (guint32 row = 0; row < n_sentences; row++)
    {
      while (next < tokens->n && tokens->starts[next] < starts[row])
        next++;
      LearnSentence sentence = { next, 0 };
      while (next < tokens->n && tokens->starts[next] < ends[row])
        next++;
      sentence.n = next - sentence.first;
      if (sentence.n > 0)
        g_array_append_val (sentences, sentence);
    }
}
