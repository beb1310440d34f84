/* What is said around a name: masked words, measures and features from which the feeling towards it follows. */
#pragma once

#include "measures.h"

G_BEGIN_DECLS

/* Words on either side of a target that are looked at, a run of masked words being one */
#define SENTIMENT_TARGET_REACH 40

#define SENTIMENT_TARGET_MEASURES 68

/* The hash of what stands for a name that is not the target */
#define SENTIMENT_NAME_SYMBOL G_GUINT64_CONSTANT (0x6e616d6500000001)

typedef struct
{
  guint32 start, end;
} SentimentSpan;

/* A target between the words around it. The window has room for both sides and the target itself. */
typedef struct
{
  SentimentWord words[2 * SENTIMENT_TARGET_REACH + 1];
  guint16 places[2 * SENTIMENT_TARGET_REACH + 1]; /* where each stands among the words the window was made of */
  guint32 n_words;
  guint32 target;                   /* its place among the words */
  guint32 clause_start, clause_end; /* the words of its clause */
  gboolean begins;                  /* no word was left out before the first */
} SentimentTargetWindow;

/**
 * sentiment_mask_names:
 * @words: the words of a sentence or a part of one; those of names become symbols
 * @n_words: how many
 * @starts: where the names that are known start, in this order
 * @ends: the bytes after their last
 * @n_names: how many are known
 *
 * Masks the words of names, those given and those that capitals give away, so that no score can follow from who is
 * named.
 */
void sentiment_mask_names (SentimentWord *words, gsize n_words, const guint32 *starts, const guint32 *ends,
                           gsize n_names);

/**
 * sentiment_target_window_init:
 * @window: (out): what is around the target
 * @words: the words of a sentence or a part of one, names masked
 * @n_words: at most [const@SENTIMENT_WINDOW]
 * @target: the target's bytes
 *
 * Returns: %FALSE if no word lies in @target
 */
gboolean sentiment_target_window_init (SentimentTargetWindow *window, const SentimentWord *words, gsize n_words,
                                       SentimentSpan target);

/**
 * sentiment_target_window_find:
 * @window: (out): what is around the target
 * @lexicon: what is known of words
 * @text: a sentence or a short text
 * @length: its length in bytes
 * @target: the target's bytes
 * @words: (out): room for [const@SENTIMENT_WINDOW] words; those that the window was made of, names masked
 * @n_words: (out): how many these are
 *
 * [func@sentiment_target_window_init] for a text whose words were not scanned before
 */
gboolean sentiment_target_window_find (SentimentTargetWindow *window, const SentimentLexicon *lexicon, const char *text,
                                       guint32 length, SentimentSpan target, SentimentWord *words, gsize *n_words);

/* Whether word @i is the target or another name, whose letters no score depends on */
gboolean sentiment_target_window_is_name (const SentimentTargetWindow *window, guint32 i);

/* Fills [const@SENTIMENT_TARGET_MEASURES] finite numbers. */
void sentiment_target_measure (const SentimentTargetWindow *window, double *measures);

/* How far ratings carry is told apart in so many ways. */
#define SENTIMENT_TARGET_REACHES 3

typedef struct
{
  double positive, negative;
} SentimentSides;

/* Sums of the ratings around a target, from which its measures follow */
typedef struct
{
  SentimentSides faded[SENTIMENT_N_LEXICONS][2][SENTIMENT_TARGET_REACHES]; /* by side: left, right */
  SentimentSides clause[SENTIMENT_N_LEXICONS], whole[SENTIMENT_N_LEXICONS];
  double nearest[2];    /* what the nearest word of feeling on each side feels, faded with distance */
  guint32 distances[2]; /* how far away it is, in words; 0 for none */
} SentimentTargetSums;

/* [func@sentiment_target_measure] in steps, from sums of zero: one word's ratings more, the measures. */
void sentiment_target_sums_add (SentimentTargetSums *sums, const SentimentTargetWindow *window, guint32 i,
                                const double ratings[SENTIMENT_N_LEXICONS]);
void sentiment_target_sums_measure (const SentimentTargetSums *sums, const SentimentTargetWindow *window,
                                    double *measures);

G_END_DECLS
