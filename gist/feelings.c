/* What is felt towards what is named. */
#include "feelings.h"

Feeling *
feelings_read (ObelusLayer *sentiment, guint32 n_entities)
{
  const gint target = sentiment == NULL ? -1 : obelus_layer_find_column (sentiment, "target");
  const gint score = sentiment == NULL ? -1 : obelus_layer_find_column (sentiment, "score");
  if (target < 0 || score < 0)
    return NULL;

  Feeling *feelings = g_try_new0 (Feeling, (gsize) n_entities + 1);
  const guint32 *targets = obelus_layer_get_references (sentiment, (guint) target);
  const double *scores = obelus_layer_get_reals (sentiment, (guint) score);
  for (guint32 row = 0; feelings != NULL && row < obelus_layer_get_n_rows (sentiment); row++)
    if (targets[row] < n_entities && obelus_layer_has_value (sentiment, (guint) score, row))
      {
        feelings[targets[row]].sum += scores[row];
        feelings[targets[row]].n++;
      }

  return feelings;
}

const char *
feeling_get_sign (const Feeling *feeling)
{
  const double mean = feeling->n == 0 ? 0.0 : feeling->sum / feeling->n;

  return mean >= FEELING_CLEAR ? "+" : mean <= -FEELING_CLEAR ? "−" : NULL;
}
