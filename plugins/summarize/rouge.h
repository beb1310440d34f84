/* ROUGE: how much of a reference's words, word pairs and word order a summary has. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ROUGE_1,    /* words */
  ROUGE_2,    /* pairs of neighbouring words */
  ROUGE_L,    /* longest common subsequence of the whole texts */
  ROUGE_LSUM, /* the union of those of each line of the reference with the lines of the summary */
  ROUGE_N_KINDS
} RougeKind;

/* Stemmed words of a text, in order, as numbers of a shared vocabulary. */
typedef struct
{
  guint32 *words;
  guint n_words;
  guint32 *line_ends; /* in words; the last is `n_words` */
  guint n_lines;
} RougeText;

typedef struct _RougeVocabulary RougeVocabulary;

RougeVocabulary *rouge_vocabulary_new (void);
void rouge_vocabulary_free (RougeVocabulary *vocabulary);

/**
 * rouge_text_read:
 * @vocabulary: numbers the words
 * @text: UTF-8
 * @length: its length in bytes
 *
 * Splits as `rouge-score` does: lines, and in them lower-cased runs of `a`–`z` and `0`–`9`, those of more than three
 * stemmed.
 *
 * Returns: (transfer full): the words
 */
RougeText *rouge_text_read (RougeVocabulary *vocabulary, const char *text, gsize length);

void rouge_text_free (RougeText *text);

/**
 * rouge_score:
 * @vocabulary: of both texts
 * @reference: what a summary should say
 * @summary: what it says
 * @scores: (out caller-allocates): F1 by kind, 0 … 1
 *
 * As Lin (2004) defines it. Time grows with the product of the texts' lengths, memory with that of the longest lines'.
 *
 * Cancelled, it stops somewhere, and the scores mean nothing.
 *
 * Returns: %FALSE if there is not memory enough
 */
gboolean rouge_score (RougeVocabulary *vocabulary, const RougeText *reference, const RougeText *summary,
                      double scores[ROUGE_N_KINDS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RougeVocabulary, rouge_vocabulary_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RougeText, rouge_text_free)

G_END_DECLS
