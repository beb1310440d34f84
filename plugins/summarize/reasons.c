/* Why a sentence was chosen: what it gained by each kind of feature over a sentence of the text that is average in it.
 */
#include "reasons.h"

#include <string.h>

const char *const reason_names[N_REASONS]
    = { "place", "length", "centrality", "lead", "names", "speech", "wording", "novelty", "query" };

/* The first feature of each kind, and the end of the last. */
static const guint firsts[] = { FEATURES_PLACE,  FEATURES_LENGTH,  FEATURES_CENTRALITY, FEATURES_LEAD, FEATURES_NAMES,
                                FEATURES_SPEECH, FEATURES_WORDING, FEATURES_NOVELTY,    N_FEATURES };

void
reasons_init (Reasons *reasons)
{
  reasons->shares = g_array_new (FALSE, FALSE, sizeof (float));
}

void
reasons_clear (Reasons *reasons)
{
  g_array_unref (reasons->shares);
}

void
reasons_begin (Reasons *reasons, const Article *article, const FeatureTable *table)
{
  guint32 n = article->candidates->len;
  g_array_set_size (reasons->shares, 0);
  memset (reasons->means, 0, sizeof reasons->means);
  for (guint32 i = 0; i < n; i++)
    for (guint f = 0; f < N_STATIC_FEATURES; f++)
      reasons->means[f] += feature_table_get_row (table, i)[f];
  for (guint f = 0; f < N_STATIC_FEATURES; f++)
    reasons->means[f] /= MAX (n, 1);
}

/* Leaves the bins of an average sentence beside what is chosen so far. */
static void
bin_average (Reasons *reasons, const LearnGbdt *trees, Choice *choice, const GArray *asked)
{
  float values[N_FEATURES];
  double sums[N_DYNAMIC_FEATURES] = { 0 };

  for (guint k = 0; k < asked->len; k++)
    {
      choice_compute (choice, g_array_index (asked, guint32, k), values);
      for (guint f = 0; f < N_DYNAMIC_FEATURES; f++)
        sums[f] += values[f];
    }
  for (guint f = 0; f < N_FEATURES; f++)
    values[f] = (float) (f < N_STATIC_FEATURES ? reasons->means[f] : sums[f - N_STATIC_FEATURES] / asked->len);
  learn_gbdt_bin_range (trees, values, 0, N_FEATURES, reasons->average);
}

void
reasons_add (Reasons *reasons, const LearnGbdt *trees, Choice *choice, const GArray *asked, guint32 candidate,
             float query_gain)
{
  guint8 row[N_FEATURES], changed[N_FEATURES];
  float values[N_FEATURES], shares[N_REASONS];

  memcpy (values, feature_table_get_row (choice->table, candidate), sizeof *values * N_STATIC_FEATURES);
  choice_compute (choice, candidate, values + N_STATIC_FEATURES);
  learn_gbdt_bin_range (trees, values, 0, N_FEATURES, row);
  gint32 whole = learn_gbdt_predict (trees, row);
  bin_average (reasons, trees, choice, asked);
  for (guint reason = 0; reason < REASON_QUERY; reason++)
    {
      memcpy (changed, row, sizeof changed);
      memcpy (changed + firsts[reason], reasons->average + firsts[reason], firsts[reason + 1] - firsts[reason]);
      shares[reason] = (float) ((whole - learn_gbdt_predict (trees, changed)) / LEARN_GBDT_UNIT);
    }
  shares[REASON_QUERY] = query_gain;
  g_array_append_vals (reasons->shares, shares, N_REASONS);
}
