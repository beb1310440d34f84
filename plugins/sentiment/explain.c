/* Divides scores among words: n-grams, features and filters exactly, ratings by what each adds in two orders. */
#include "explain.h"

#include <string.h>

/* A word of a piece that has an n-gram's weight, a rating or a row for filters */
typedef struct
{
  guint32 start, end;
  guint16 row;          /* in the tables of the convolution */
  double units;         /* of the weights of n-grams */
  double filtered;      /* what it adds to maxima of filters */
  double share;         /* of what ratings make */
  SentimentRated rated; /* no ratings where the word has none */
} Part;

struct _SentimentExplainer
{
  Part *parts;
  gsize n_parts, n_allocated;
  SentimentDetails details;
  double units[SENTIMENT_WINDOW];
};

SentimentExplainer *
sentiment_explainer_new (void)
{
  return g_try_new0 (SentimentExplainer, 1);
}

void
sentiment_explainer_free (SentimentExplainer *explainer)
{
  if (explainer == NULL)
    return;
  g_free (explainer->parts);
  g_free (explainer);
}

static gboolean
reserve_parts (SentimentExplainer *explainer, gsize n)
{
  if (explainer->n_parts + n <= explainer->n_allocated)
    return TRUE;

  gsize room = MAX (explainer->n_allocated * 2, explainer->n_parts + n);
  Part *parts = g_try_realloc_n (explainer->parts, room, sizeof *parts);
  if (parts == NULL)
    return FALSE;
  explainer->parts = parts;
  explainer->n_allocated = room;
  return TRUE;
}

/* Turns the words of a window that count into parts. */
static gboolean
add_parts (SentimentExplainer *explainer, const SentimentModel *model, const SentimentWord *words, gsize n_words)
{
  const SentimentDetails *details = &explainer->details;
  guint next = 0;

  if (!reserve_parts (explainer, n_words))
    return FALSE;
  for (gsize i = 0; i < n_words; i++)
    {
      const SentimentRated *rated
          = next < details->n_rated && details->rated[next].word == i ? &details->rated[next++] : NULL;
      /* Words are found by their number where there are filters. */
      if (explainer->units[i] == 0.0 && rated == NULL && model->convolution.n_rows == 0)
        continue;
      Part *part = &explainer->parts[explainer->n_parts++];
      *part = (Part){ .start = words[rated != NULL ? rated->first : i].start,
                      .end = words[i].end,
                      .row = sentiment_get_convolution_row (&words[i]),
                      .units = explainer->units[i] };
      if (rated != NULL)
        part->rated = *rated;
    }
  return TRUE;
}

/* Gives each word under the maximum of a filter what its row adds there. */
static void
divide_maxima (SentimentExplainer *explainer, const SentimentModel *model, const SentimentConvolved *convolved,
               const guint32 lasts[SENTIMENT_N_FILTERS])
{
  const SentimentConvolution *convolution = &model->convolution;

  for (guint filter = 0; filter < SENTIMENT_N_FILTERS && convolution->n_rows > 0; filter++)
    for (guint32 place = 0; place < SENTIMENT_FILTER_WIDTH && convolved->highest[filter] > 0; place++)
      if (place <= lasts[filter])
        {
          Part *part = &explainer->parts[lasts[filter] - place];
          part->filtered += convolution->filters->weights[filter]
                            * sentiment_convolution_get_row (convolution, part->row)->places[place][filter];
        }
}

static gboolean
read_parts (SentimentExplainer *explainer, const SentimentModel *model, SentimentScratch *scratch, const char *text,
            guint32 start, guint32 end, SentimentSums *sums, SentimentNgrams *ngrams, guint64 *n_known)
{
  const SentimentDetails *details = &explainer->details;
  SentimentConvolved convolved = { 0 };
  guint32 lasts[SENTIMENT_N_FILTERS] = { 0 };
  guint32 position = start;

  *n_known = 0;
  explainer->n_parts = 0;
  memset (sums, 0, sizeof *sums);
  memset (ngrams, 0, sizeof *ngrams);
  sentiment_scratch_begin_piece (model, scratch);
  while (position < end && !obelus_is_cancelled_at (0))
    {
      gsize n_words = sentiment_scan_words (&model->lexicon, text, &position, end, scratch->words, SENTIMENT_WINDOW);
      gsize n_ngrams = sentiment_sums_add (sums, scratch->words, n_words, scratch->ngrams, &explainer->details);
      memset (explainer->units, 0, n_words * sizeof *explainer->units);
      for (gsize i = 0; i < n_ngrams; i++)
        {
          gint weight = sentiment_take_ngram (model, scratch, scratch->ngrams[i], ngrams);
          for (guint k = 0; weight != 0 && k < details->widths[i]; k++)
            explainer->units[details->lasts[i] - k] += (double) weight / details->widths[i];
        }
      for (gsize i = 0; i < n_words; i++)
        *n_known += scratch->words[i].entry.fingerprint != 0;
      sentiment_convolution_add (&model->convolution, &convolved, scratch->words, n_words, lasts,
                                 (guint32) explainer->n_parts);
      if (!add_parts (explainer, model, scratch->words, n_words))
        return FALSE;
    }
  divide_maxima (explainer, model, &convolved, lasts);
  return TRUE;
}

static const SentimentNgrams no_ngrams;

/* Gives part @part half of what it adds to the value. */
static void
add_share (const SentimentModel *model, SentimentSums *sums, Part *part, double *value)
{
  if (part->rated.ratings[0] == 0.0 && part->rated.ratings[1] == 0.0 && part->rated.ratings[2] == 0.0)
    return;

  double before = *value;
  sentiment_sums_add_rated (sums, &part->rated);
  *value = sentiment_model_combine (model, sums, &no_ngrams, 0.0, NULL);
  part->share += 0.5 * (*value - before);
}

void
sentiment_explainer_explain_piece (SentimentExplainer *explainer, const SentimentModel *model,
                                   SentimentScratch *scratch, const char *text, const SentimentEvidence *piece,
                                   SentimentEvidenceList *list)
{
  SentimentSums all;
  SentimentNgrams ngrams;
  guint64 n_known;

  if (!read_parts (explainer, model, scratch, text, piece->start, piece->end, &all, &ngrams, &n_known))
    {
      list->failed = TRUE;
      return;
    }
  if (n_known == 0)
    return;

  SentimentSums none = all;
  sentiment_sums_clear_ratings (&none);
  double nothing = sentiment_model_combine (model, &none, &no_ngrams, 0.0, NULL), value = nothing;
  SentimentSums sums = none;
  for (gsize i = 0; i < explainer->n_parts && !obelus_is_cancelled_at (i); i++)
    add_share (model, &sums, &explainer->parts[i], &value);
  sums = none;
  value = nothing;
  for (gsize i = explainer->n_parts; i > 0 && !obelus_is_cancelled_at (i); i--)
    add_share (model, &sums, &explainer->parts[i - 1], &value);

  double rules = sentiment_model_get_rules_share (model, &all), filters = sentiment_model_get_filters_share (model);
  for (gsize i = 0; i < explainer->n_parts; i++)
    {
      const Part *part = &explainer->parts[i];
      SentimentEvidence item = *piece;
      double features = sentiment_model_get_ngram_value (model, &all, ngrams.n, part->units);
      features = (1.0 - rules) * (features + filters * (part->filtered - features));
      item.start = part->start;
      item.end = part->end;
      item.kind = SENTIMENT_EVIDENCE_WORD;
      item.share = piece->share * SENTIMENT_LOG_ODDS * (features + part->share);
      sentiment_evidence_list_add (list, &item);
    }
}

/* Gives each rated word of a window half of what it adds to positive over negative, in one order of the words. */
static void
add_target_shares (const SentimentTargetModel *model, const SentimentTargetWindow *window, gboolean from_the_end,
                   double *shares, gsize *firsts)
{
  SentimentTargetSums sums = { 0 };
  double value = sentiment_target_model_compare (model, &sums, window);
  for (guint32 k = 0; k < window->n_words; k++)
    {
      guint32 i = from_the_end ? window->n_words - 1 - k : k;
      double ratings[SENTIMENT_N_LEXICONS];
      if (!sentiment_compose_ratings (window->words, window->n_words, i, ratings, &firsts[i]))
        continue;
      sentiment_target_sums_add (&sums, window, i, ratings);
      double after = sentiment_target_model_compare (model, &sums, window);
      shares[i] += 0.5 * (after - value);
      value = after;
    }
}

void
sentiment_explain_target (const SentimentTargetModel *model, const SentimentTargetWindow *window,
                          const SentimentTargetWord *found, const SentimentEvidence *target,
                          SentimentEvidenceList *list)
{
  double shares[2 * SENTIMENT_TARGET_REACH + 1] = { 0 };
  gsize firsts[2 * SENTIMENT_TARGET_REACH + 1], first = list->n_items;

  sentiment_target_model_share_features (model, window, found, shares);
  for (gsize i = 0; i < window->n_words; i++)
    firsts[i] = i;
  add_target_shares (model, window, FALSE, shares, firsts);
  add_target_shares (model, window, TRUE, shares, firsts);

  for (guint32 i = 0; i < window->n_words; i++)
    if (!sentiment_target_window_is_name (window, i))
      {
        SentimentEvidence item = *target;
        item.start = window->words[firsts[i]].start;
        item.end = window->words[i].end;
        item.kind = SENTIMENT_EVIDENCE_WORD;
        item.share = shares[i];
        sentiment_evidence_list_add (list, &item);
      }
  sentiment_evidence_list_settle (list, first, target, SENTIMENT_LEAST_SHARE);
}
