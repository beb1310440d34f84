/* Decoding linear chains. */
#include "chain.h"

#include "real.h"

/* Potentials below e^−MAX_DEPTH of a place's best are as good as nothing, and would only make sums underflow. */
#define MAX_DEPTH 30.0f

void
learn_chain_init (LearnChain *chain, guint n_labels, const gint16 *scores, guint64 firsts, guint64 lasts, float unit)
{
  g_return_if_fail (n_labels > 0 && n_labels <= LEARN_CHAIN_MAX_LABELS && unit > 0.0f);

  guint n_lanes = (n_labels + 7) / 8 * 8;
  *chain = (LearnChain){
    .n_labels = n_labels,
    .n_lanes = n_lanes,
    .scores = g_new0 (gint16, n_labels * n_lanes),
    .froms = g_new0 (guint8, n_labels * n_labels),
    .n_froms = g_new0 (guint8, n_labels),
    .firsts = firsts,
    .lasts = lasts,
    .unit = unit,
    .weights = g_new0 (float, n_labels *n_lanes),
  };

  for (guint from = 0; from < n_labels; from++)
    for (guint to = 0; to < n_labels; to++)
      {
        gint16 score = scores[from * n_labels + to];
        chain->scores[from * n_lanes + to] = score;
        if (score == LEARN_CHAIN_FORBIDDEN)
          continue;
        chain->froms[to * n_labels + chain->n_froms[to]++] = (guint8) from;
        chain->weights[from * n_lanes + to] = learn_exp (unit * (float) score);
      }

  chain->n_powers = (guint) CLAMP (MAX_DEPTH / unit, 1.0f, 32768.0f);
  chain->powers = g_new (float, chain->n_powers);
  for (guint i = 0; i < chain->n_powers; i++)
    chain->powers[i] = learn_exp (-unit * (float) i);
}

void
learn_chain_clear (LearnChain *chain)
{
  g_free (chain->scores);
  g_free (chain->froms);
  g_free (chain->n_froms);
  g_free (chain->weights);
  g_free (chain->powers);
  *chain = (LearnChain){ 0 };
}

gboolean
learn_chain_scratch_reserve (LearnChainScratch *scratch, const LearnChain *chain, guint32 n_places)
{
  if (n_places <= scratch->n_places)
    return TRUE;

  learn_chain_scratch_clear (scratch);
  gsize n = MAX (n_places, 64);
  scratch->backs = g_try_malloc_n (n, chain->n_lanes);
  scratch->potentials = g_try_malloc_n (n, chain->n_lanes * sizeof (float));
  scratch->forwards = g_try_malloc_n (n, chain->n_lanes * sizeof (float));
  scratch->backwards = g_try_malloc_n (n, chain->n_lanes * sizeof (float));
  scratch->norms = g_try_malloc_n (n, sizeof (float));
  if (scratch->backs == NULL || scratch->potentials == NULL || scratch->forwards == NULL || scratch->backwards == NULL
      || scratch->norms == NULL)
    {
      learn_chain_scratch_clear (scratch);
      return FALSE;
    }
  scratch->n_places = (guint32) n;

  return TRUE;
}

void
learn_chain_scratch_clear (LearnChainScratch *scratch)
{
  g_free (scratch->backs);
  g_free (scratch->potentials);
  g_free (scratch->forwards);
  g_free (scratch->backwards);
  g_free (scratch->norms);
  *scratch = (LearnChainScratch){ 0 };
}

void
learn_chain_decode (const LearnChain *chain, LearnChainScratch *scratch, const gint16 *scores, guint32 n,
                    guint8 *labels)
{
  g_return_if_fail (n > 0 && n <= LEARN_CHAIN_MAX_LENGTH && n <= scratch->n_places);

  guint n_labels = chain->n_labels, n_lanes = chain->n_lanes;
  gint32 sums[2][LEARN_CHAIN_MAX_LABELS];
  gint32 *before = sums[0], *now = sums[1];

  for (guint to = 0; to < n_labels; to++)
    now[to] = scores[to] + (chain->firsts >> to & 1 ? 0 : LEARN_CHAIN_FORBIDDEN);

  for (guint32 place = 1; place < n; place++)
    {
      const gint16 *here = scores + (gsize) place * n_lanes;
      guint8 *backs = scratch->backs + (gsize) place * n_lanes;
      gint32 *other = before;
      before = now;
      now = other;

      for (guint to = 0; to < n_labels; to++)
        {
          const guint8 *froms = chain->froms + to * n_labels;
          guint8 best_from = 0;
          gint32 best = G_MININT32;
          for (guint i = 0; i < chain->n_froms[to]; i++)
            {
              gint32 sum = before[froms[i]] + chain->scores[froms[i] * n_lanes + to];
              best_from = sum > best ? froms[i] : best_from;
              best = MAX (sum, best);
            }
          now[to] = best + here[to];
          backs[to] = best_from;
        }
    }

  guint best_last = 0;
  gint32 best = G_MININT32;
  for (guint label = 0; label < n_labels; label++)
    if ((chain->lasts >> label & 1) != 0 && now[label] > best)
      {
        best = now[label];
        best_last = label;
      }

  for (guint32 place = n; place-- > 0;)
    {
      labels[place] = (guint8) best_last;
      if (place > 0)
        best_last = scratch->backs[(gsize) place * n_lanes + best_last];
    }
}

static void
weigh_places (const LearnChain *chain, LearnChainScratch *scratch, const gint16 *scores, guint32 n)
{
  for (guint32 place = 0; place < n; place++)
    {
      const gint16 *here = scores + (gsize) place * chain->n_lanes;
      float *potentials = scratch->potentials + (gsize) place * chain->n_lanes;
      gint16 best = here[0];

      for (guint label = 1; label < chain->n_labels; label++)
        best = MAX (best, here[label]);
      for (guint label = 0; label < chain->n_lanes; label++)
        {
          guint depth = label < chain->n_labels ? (guint) (best - here[label]) : G_MAXUINT;
          potentials[label] = depth < chain->n_powers ? chain->powers[depth] : 0.0f;
        }
    }
}

/* Sums one row, left to right, so that the result does not hang on how wide a machine's vectors are. */
static float
sum_row (const float *row, guint n)
{
  float sum = 0.0f;
  for (guint i = 0; i < n; i++)
    sum += row[i];

  return sum;
}

static void
scale_row (float *row, guint n, float factor)
{
  for (guint i = 0; i < n; i++)
    row[i] *= factor;
}

/* A place at which every sequence has lost its probability is one where the scores leave no legal way; any answer will
 * do, but it must be a number. */
static float
invert (float sum)
{
  return sum > 0.0f ? 1.0f / sum : 0.0f;
}

void
learn_chain_weigh (const LearnChain *chain, LearnChainScratch *scratch, const gint16 *scores, guint32 n)
{
  g_return_if_fail (n > 0 && n <= scratch->n_places);

  guint n_labels = chain->n_labels, n_lanes = chain->n_lanes;
  weigh_places (chain, scratch, scores, n);

  for (guint32 place = 0; place < n; place++)
    {
      float *forward = scratch->forwards + (gsize) place * n_lanes;
      const float *potentials = scratch->potentials + (gsize) place * n_lanes;

      for (guint to = 0; to < n_lanes; to++)
        forward[to] = place > 0 || (to < n_labels && (chain->firsts >> to & 1) != 0) ? 1.0f : 0.0f;
      if (place > 0)
        {
          const float *before = forward - n_lanes;
          float sums[LEARN_CHAIN_MAX_LABELS] = { 0.0f };
          for (guint from = 0; from < n_labels; from++)
            for (guint to = 0; to < n_lanes; to++)
              sums[to] += before[from] * chain->weights[from * n_lanes + to];
          memcpy (forward, sums, n_lanes * sizeof *forward);
        }
      for (guint to = 0; to < n_lanes; to++)
        forward[to] *= potentials[to];

      scratch->norms[place] = invert (sum_row (forward, n_labels));
      scale_row (forward, n_lanes, scratch->norms[place]);
    }

  float *backward = scratch->backwards + (gsize) (n - 1) * n_lanes;
  const float *last = scratch->forwards + (gsize) (n - 1) * n_lanes;
  float end = 0.0f;
  for (guint label = 0; label < n_lanes; label++)
    {
      backward[label] = label < n_labels && (chain->lasts >> label & 1) != 0 ? 1.0f : 0.0f;
      end += last[label] * backward[label];
    }
  scale_row (backward, n_lanes, invert (end));

  for (guint32 place = n - 1; place > 0; place--)
    {
      const float *after = scratch->backwards + (gsize) place * n_lanes;
      const float *potentials = scratch->potentials + (gsize) place * n_lanes;
      float *here = scratch->backwards + (gsize) (place - 1) * n_lanes;
      float products[LEARN_CHAIN_MAX_LABELS];

      for (guint to = 0; to < n_lanes; to++)
        products[to] = after[to] * potentials[to] * scratch->norms[place];
      for (guint from = 0; from < n_lanes; from++)
        {
          float sum = 0.0f;
          if (from < n_labels)
            for (guint to = 0; to < n_labels; to++)
              sum += chain->weights[from * n_lanes + to] * products[to];
          here[from] = sum;
        }
    }
}

float
learn_chain_get_probability (const LearnChain *chain, const LearnChainScratch *scratch, guint32 first,
                             const guint8 *labels, guint32 n)
{
  g_return_val_if_fail (n > 0 && first + n <= scratch->n_places, 0.0f);

  gsize n_lanes = chain->n_lanes;
  float probability = scratch->forwards[first * n_lanes + labels[0]];
  for (guint32 i = 1; i < n; i++)
    probability *= chain->weights[labels[i - 1] * n_lanes + labels[i]]
                   * scratch->potentials[(first + i) * n_lanes + labels[i]] * scratch->norms[first + i];
  probability *= scratch->backwards[(first + n - 1) * n_lanes + labels[n - 1]];

  return CLAMP (probability, 0.0f, 1.0f);
}
