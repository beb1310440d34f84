/* Decoding linear chains. */
#include "chain.h"

#include "real.h"
#include "vectors.h"

/* Potentials below e^−MAX_DEPTH of a place's best are as good as nothing, and would only make sums underflow. */
#define MAX_DEPTH 30.0f

/* How far behind the best a label may be and still be told from others behind it. No later place makes up for so much.
 */
#define MAX_LAG 12000

/* Four labels, or eight scores, at a time. All sums are made lane by lane in a fixed order, so that the result does not
 * hang on how wide a machine's own vectors are. */
typedef float Reals __attribute__ ((vector_size (16)));

static inline LearnLanes
load_scores (const gint16 *scores)
{
  LearnLanes vector;
  memcpy (&vector, scores, sizeof vector);

  return vector;
}

static inline LearnLanes
spread_score (gint16 score)
{
  return (LearnLanes){ score, score, score, score, score, score, score, score };
}

/* By how much label 0 must be ahead of @from for no way on to be better from there; so much as there never is where
 * @from leads to what label 0 does not lead to. */
static gint16
find_lead (const LearnChain *chain, guint from)
{
  gint lead = 0;

  for (guint to = 0; to < chain->n_labels; to++)
    {
      gint score = chain->scores[from * chain->n_lanes + to];
      if (score != LEARN_CHAIN_FORBIDDEN)
        lead = MAX (lead, score - chain->scores[to]);
    }

  return (gint16) MIN (lead, MAX_LAG + 1);
}

/* Lists which labels lead to any of eight, or with @is_backward which any of them leads to. */
static void
list_sources (const LearnChain *chain, guint first, gboolean is_backward, LearnChainSources *sources)
{
  sources->weights = g_new (float, chain->n_labels * 8);
  for (guint source = 0; source < chain->n_labels; source++)
    {
      float *weights = sources->weights + sources->n * 8;
      gboolean leads = FALSE;
      for (guint i = 0; i < 8; i++)
        {
          guint from = is_backward ? first + i : source, to = is_backward ? source : first + i;
          weights[i] = MAX (from, to) < chain->n_labels ? chain->weights[from * chain->n_lanes + to] : 0.0f;
          leads = leads || weights[i] != 0.0f;
        }
      if (leads)
        sources->labels[sources->n++] = (guint8) source;
    }
}

void
learn_chain_init (LearnChain *chain, guint n_labels, const gint16 *scores, guint64 firsts, guint64 lasts, float unit)
{
  g_return_if_fail (n_labels > 0 && n_labels <= LEARN_CHAIN_MAX_LABELS && unit > 0.0f);

  guint n_lanes = (n_labels + 7) / 8 * 8;
  *chain = (LearnChain){
    .n_labels = n_labels,
    .n_lanes = n_lanes,
    .scores = g_new (gint16, n_labels * n_lanes),
    .firsts = firsts,
    .lasts = lasts,
    .unit = unit,
    .weights = g_new0 (float, n_labels *n_lanes),
    .leads = g_new0 (gint16, n_lanes),
    .is_label = g_new0 (gint16, n_lanes),
  };

  for (guint i = 0; i < n_labels * n_lanes; i++)
    chain->scores[i] = LEARN_CHAIN_FORBIDDEN;
  for (guint from = 0; from < n_labels; from++)
    for (guint to = 0; to < n_labels; to++)
      {
        gint16 score = scores[from * n_labels + to];
        if (score == LEARN_CHAIN_FORBIDDEN)
          continue;
        chain->scores[from * n_lanes + to] = score;
        chain->sources[to / 8] |= (guint64) 1 << from;
        chain->weights[from * n_lanes + to] = learn_exp (unit * (float) score);
      }

  for (guint lane = 0; lane < n_lanes; lane += 8)
    {
      list_sources (chain, lane, FALSE, &chain->forwards[lane / 8]);
      list_sources (chain, lane, TRUE, &chain->backwards[lane / 8]);
    }
  for (guint label = 0; label < n_labels; label++)
    {
      chain->leads[label] = find_lead (chain, label);
      chain->is_label[label] = -1;
    }

  chain->n_powers = (guint) CLAMP (MAX_DEPTH / unit, 1.0f, 32768.0f);
  chain->powers = g_new0 (float, chain->n_powers + 1);
  for (guint i = 0; i < chain->n_powers; i++)
    chain->powers[i] = learn_exp (-unit * (float) i);
}

void
learn_chain_clear (LearnChain *chain)
{
  g_free (chain->scores);
  g_free (chain->weights);
  for (guint i = 0; i < G_N_ELEMENTS (chain->forwards); i++)
    {
      g_free (chain->forwards[i].weights);
      g_free (chain->backwards[i].weights);
    }
  g_free (chain->powers);
  g_free (chain->leads);
  g_free (chain->is_label);
  *chain = (LearnChain){ 0 };
}

gboolean
learn_chain_scratch_reserve (LearnChainScratch *scratch, const LearnChain *chain, guint32 n_places)
{
  if (n_places <= scratch->n_places)
    return TRUE;

  learn_chain_scratch_clear (scratch);
  gsize n = MAX (n_places, 64);
  scratch->backs = g_try_malloc_n (n, chain->n_lanes * sizeof (gint16));
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

/* Goes on to a place: from the sums of the best ways to each label before it (0 for the best, −MAX_LAG at worst) to
 * those at it, with where they come from. 16 bits hold every sum: −MAX_LAG, a pair's score and a place's, one of which
 * is cut off at −16000 where it is forbidden. Most places are plainly outside of what the other labels are for: label 0
 * is then so far ahead that no other need be looked at that can only lead where it does. */
static void
step (const LearnChain *chain, gint16 *sums, const gint16 *scores, gint16 *backs)
{
  guint n_lanes = chain->n_lanes;
  const LearnLanes worst = spread_score (G_MININT16), floor = spread_score (-16000);
  LearnLanes top = worst;
  gint16 next[LEARN_CHAIN_MAX_LABELS];
  guint64 alive = 1;

  for (guint lane = 0; lane < n_lanes; lane += 8)
    alive |= learn_vectors_get_bits (load_scores (sums + lane) > sums[0] - load_scores (chain->leads + lane)) << lane;

  for (guint lane = 0; lane < n_lanes; lane += 8)
    {
      LearnLanes best = worst, back = spread_score (0);
      for (guint64 froms = chain->sources[lane / 8] & alive; froms != 0; froms &= froms - 1)
        {
          guint from = (guint) __builtin_ctzll (froms);
          LearnLanes sum = sums[from] + load_scores (chain->scores + from * n_lanes + lane);
          LearnLanes is_better = sum > best;
          best = learn_vectors_get_larger (sum, best);
          back = learn_vectors_choose (is_better, spread_score ((gint16) from), back);
        }
      best = learn_vectors_get_larger (best, floor) + load_scores (scores + lane);
      best = learn_vectors_choose (load_scores (chain->is_label + lane), best, worst);
      top = learn_vectors_get_larger (top, best);
      memcpy (next + lane, &best, sizeof best);
      memcpy (backs + lane, &back, sizeof back);
    }

  gint16 highest = learn_vectors_get_top (top);
  LearnLanes lowest = spread_score ((gint16) MAX (highest - MAX_LAG, G_MININT16));
  for (guint lane = 0; lane < n_lanes; lane += 8)
    {
      LearnLanes here = learn_vectors_get_larger (load_scores (next + lane), lowest) - highest;
      memcpy (sums + lane, &here, sizeof here);
    }
}

void
learn_chain_decode (const LearnChain *chain, LearnChainScratch *scratch, const gint16 *scores, guint32 n,
                    guint8 *labels)
{
  g_return_if_fail (n > 0 && n <= scratch->n_places);

  guint n_labels = chain->n_labels;
  gsize n_lanes = chain->n_lanes;
  gint16 sums[LEARN_CHAIN_MAX_LABELS] = { 0 };
  gint top = G_MININT;

  for (guint label = 0; label < n_labels; label++)
    if ((chain->firsts >> label & 1) != 0)
      top = MAX (top, scores[label]);
  for (guint label = 0; label < n_labels; label++)
    sums[label] = (chain->firsts >> label & 1) != 0 ? (gint16) MAX (scores[label] - top, -MAX_LAG) : -MAX_LAG;
  for (guint32 place = 1; place < n; place++)
    step (chain, sums, scores + place * n_lanes, scratch->backs + place * n_lanes);

  guint last = 0;
  gint best = G_MININT;
  for (guint label = 0; label < n_labels; label++)
    if ((chain->lasts >> label & 1) != 0 && sums[label] > best)
      {
        best = sums[label];
        last = label;
      }

  for (guint32 place = n; place-- > 0;)
    {
      labels[place] = (guint8) last;
      if (place > 0)
        last = (guint) scratch->backs[place * n_lanes + last];
    }
}

static void
weigh_places (const LearnChain *chain, LearnChainScratch *scratch, const gint16 *scores, guint32 n)
{
  guint n_labels = chain->n_labels, n_lanes = chain->n_lanes;

  for (guint32 place = 0; place < n; place++)
    {
      const gint16 *here = scores + (gsize) place * n_lanes;
      float *potentials = scratch->potentials + (gsize) place * n_lanes;
      LearnLanes top = spread_score (G_MININT16);

      for (guint lane = 0; lane < n_lanes; lane += 8)
        top = learn_vectors_get_larger (
            top, learn_vectors_choose (load_scores (chain->is_label + lane), load_scores (here + lane), top));
      gint best = learn_vectors_get_top (top);
      for (guint label = 0; label < n_labels; label++)
        potentials[label] = chain->powers[MIN ((guint) (best - here[label]), chain->n_powers)];
      for (guint label = n_labels; label < n_lanes; label++)
        potentials[label] = 0.0f;
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

static inline Reals
load_reals (const float *reals)
{
  Reals vector;
  memcpy (&vector, reals, sizeof vector);

  return vector;
}

static void
scale_row (float *row, guint n_lanes, float factor)
{
  for (guint lane = 0; lane < n_lanes; lane += 4)
    {
      Reals here = load_reals (row + lane) * factor;
      memcpy (row + lane, &here, sizeof here);
    }
}

/* A place at which every sequence has lost its probability is one where the scores leave no legal way; any answer will
 * do, but it must be a number. */
static float
invert (float sum)
{
  return sum > 0.0f ? 1.0f / sum : 0.0f;
}

/* Multiplies a row of probabilities by a matrix: out[j] = Σ row[i] × matrix[i][j], i in ascending order, without those
 * from which eight labels have nothing but zeros. */
static inline void
multiply (const LearnChain *chain, const float *row, const LearnChainSources *sources, float *out)
{
  for (guint lane = 0; lane < chain->n_lanes; lane += 8, sources++)
    {
      const float *weights = sources->weights;
      Reals first = { 0.0f }, second = { 0.0f };
      for (guint i = 0; i < sources->n; i++, weights += 8)
        {
          float source = row[sources->labels[i]];
          first += source * load_reals (weights);
          second += source * load_reals (weights + 4);
        }
      memcpy (out + lane, &first, sizeof first);
      memcpy (out + lane + 4, &second, sizeof second);
    }
}

/* Multiplies two rows, and the products by a factor. */
static inline void
multiply_rows (const float *a, const float *b, float factor, guint n_lanes, float *out)
{
  for (guint lane = 0; lane < n_lanes; lane += 4)
    {
      Reals here = load_reals (a + lane) * load_reals (b + lane) * factor;
      memcpy (out + lane, &here, sizeof here);
    }
}

void
learn_chain_weigh (const LearnChain *chain, LearnChainScratch *scratch, const gint16 *scores, guint32 n, guint32 first)
{
  g_return_if_fail (n > 0 && n <= scratch->n_places);

  guint n_labels = chain->n_labels;
  gsize n_lanes = chain->n_lanes;
  weigh_places (chain, scratch, scores, n);

  for (guint32 place = 0; place < n; place++)
    {
      float *forward = scratch->forwards + place * n_lanes;
      const float *potentials = scratch->potentials + place * n_lanes;

      if (place > 0)
        multiply (chain, forward - n_lanes, chain->forwards, forward);
      else
        for (guint to = 0; to < n_lanes; to++)
          forward[to] = to < n_labels && (chain->firsts >> to & 1) != 0 ? 1.0f : 0.0f;
      multiply_rows (forward, potentials, 1.0f, n_lanes, forward);

      scratch->norms[place] = invert (sum_row (forward, n_labels));
      scale_row (forward, n_lanes, scratch->norms[place]);
    }

  float *backward = scratch->backwards + (n - 1) * n_lanes;
  const float *last = scratch->forwards + (n - 1) * n_lanes;
  float end = 0.0f;
  for (guint label = 0; label < n_lanes; label++)
    {
      backward[label] = label < n_labels && (chain->lasts >> label & 1) != 0 ? 1.0f : 0.0f;
      end += last[label] * backward[label];
    }
  scale_row (backward, n_lanes, invert (end));

  for (guint32 place = n - 1; place > first; place--)
    {
      const float *after = scratch->backwards + place * n_lanes;
      const float *potentials = scratch->potentials + place * n_lanes;
      float products[LEARN_CHAIN_MAX_LABELS];

      multiply_rows (after, potentials, scratch->norms[place], n_lanes, products);
      multiply (chain, products, chain->backwards, scratch->backwards + (place - 1) * n_lanes);
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
