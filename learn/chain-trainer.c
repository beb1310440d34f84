/* Training linear chains. */
#include "chain-trainer.h"

#include "chain.h"
#include "random.h"
#include "real.h"

#include <math.h>

/* Rows are padded to whole vectors of four. */
#define MAX_LANES LEARN_CHAIN_MAX_LABELS
#define ADAGRAD_START 1e-4f

typedef struct
{
  gsize first_feature;
  gsize first_place;
  guint32 n_places;
  float weight;
} Sequence;

struct _LearnChainTrainer
{
  guint n_labels;
  guint n_lanes;
  guint64 legal[LEARN_CHAIN_MAX_LABELS];
  guint64 firsts;
  guint64 lasts;
  guint32 n_features;
  const guint32 *counts;

  GArray *features;  /* guint32, of all sequences */
  GArray *ends;      /* guint32 a place, counted from the sequence's first feature */
  GArray *allowed;   /* guint64 a place */
  GArray *sequences; /* Sequence */

  float *rows;     /* a feature: n_lanes weights, n_lanes sums of squared gradients */
  float *averages; /* a feature: n_lanes */
  float *pairs;    /* n_labels × n_lanes, and behind them the squared gradients */
  float *pair_averages;

  /* of the sequence at hand */
  guint32 n_reserved;
  float *potentials;
  float *forwards;
  float *backwards;
  float *gradients;
  float *norms;
  float pair_weights[MAX_LANES * MAX_LANES];
  float pair_gradients[MAX_LANES * MAX_LANES];
  GArray *kept;      /* guint32: features that were not dropped */
  GArray *kept_ends; /* guint32 a place */
};

LearnChainTrainer *
learn_chain_trainer_new (guint n_labels, const guint64 *legal, guint64 firsts, guint64 lasts)
{
  g_return_val_if_fail (n_labels > 0 && n_labels <= LEARN_CHAIN_MAX_LABELS, NULL);

  LearnChainTrainer *trainer = g_new0 (LearnChainTrainer, 1);
  trainer->n_labels = n_labels;
  trainer->n_lanes = (n_labels + 3) / 4 * 4;
  memcpy (trainer->legal, legal, n_labels * sizeof *legal);
  trainer->firsts = firsts;
  trainer->lasts = lasts;
  trainer->features = g_array_new (FALSE, FALSE, sizeof (guint32));
  trainer->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  trainer->allowed = g_array_new (FALSE, FALSE, sizeof (guint64));
  trainer->sequences = g_array_new (FALSE, FALSE, sizeof (Sequence));
  trainer->pairs = g_new0 (float, n_labels * trainer->n_lanes * 2);
  trainer->kept = g_array_new (FALSE, FALSE, sizeof (guint32));
  trainer->kept_ends = g_array_new (FALSE, FALSE, sizeof (guint32));

  return trainer;
}

void
learn_chain_trainer_free (LearnChainTrainer *trainer)
{
  if (trainer == NULL)
    return;
  g_array_unref (trainer->features);
  g_array_unref (trainer->ends);
  g_array_unref (trainer->allowed);
  g_array_unref (trainer->sequences);
  g_array_unref (trainer->kept);
  g_array_unref (trainer->kept_ends);
  g_free (trainer->rows);
  g_free (trainer->averages);
  g_free (trainer->pairs);
  g_free (trainer->pair_averages);
  g_free (trainer->potentials);
  g_free (trainer->forwards);
  g_free (trainer->backwards);
  g_free (trainer->gradients);
  g_free (trainer->norms);
  g_free (trainer);
}

void
learn_chain_trainer_add (LearnChainTrainer *trainer, const guint32 *features, const guint32 *ends,
                         const guint64 *allowed, guint32 n, float weight)
{
  if (n == 0 || weight <= 0.0f)
    return;

  Sequence sequence = {
    .first_feature = trainer->features->len,
    .first_place = trainer->ends->len,
    .n_places = n,
    .weight = weight,
  };
  g_array_append_val (trainer->sequences, sequence);
  g_array_append_vals (trainer->features, features, ends[n - 1]);
  g_array_append_vals (trainer->ends, ends, n);
  g_array_append_vals (trainer->allowed, allowed, n);
}

static void
reserve_places (LearnChainTrainer *trainer, guint32 n)
{
  if (n <= trainer->n_reserved)
    return;
  trainer->n_reserved = n;
  gsize n_cells = (gsize) n * trainer->n_lanes;
  trainer->potentials = g_renew (float, trainer->potentials, n_cells);
  trainer->forwards = g_renew (float, trainer->forwards, n_cells);
  trainer->backwards = g_renew (float, trainer->backwards, n_cells);
  trainer->gradients = g_renew (float, trainer->gradients, n_cells);
  trainer->norms = g_renew (float, trainer->norms, n);
}

/* Chooses the features of this visit: trainer->kept and kept_ends. */
static void
drop_features (LearnChainTrainer *trainer, const Sequence *sequence, const LearnChainPlan *plan, LearnRandom *random)
{
  const guint32 *features = &g_array_index (trainer->features, guint32, sequence->first_feature);
  const guint32 *ends = &g_array_index (trainer->ends, guint32, sequence->first_place);
  guint32 limit = (guint32) (plan->dropout * 65536.0f);
  guint32 group_limit = (guint32) (plan->group_dropout * 65536.0f);

  g_array_set_size (trainer->kept, ends[sequence->n_places - 1]);
  g_array_set_size (trainer->kept_ends, sequence->n_places);
  guint32 *kept = (guint32 *) (gpointer) trainer->kept->data;
  guint32 *kept_ends = (guint32 *) (gpointer) trainer->kept_ends->data;
  guint32 n_kept = 0;

  for (guint32 place = 0, i = 0; place < sequence->n_places; place++)
    {
      gboolean has_group = (learn_random_next (random) & 0xffff) >= group_limit;
      guint64 bits = 0;
      for (guint used = 0; i < ends[place]; i++, used++)
        {
          bits = used % 4 == 0 ? learn_random_next (random) : bits >> 16;
          gboolean keep = (bits & 0xffff) >= limit && (has_group || (features[i] & LEARN_CHAIN_GROUP) == 0);
          kept[n_kept] = features[i] & ~LEARN_CHAIN_GROUP;
          n_kept += keep ? 1 : 0;
        }
      kept_ends[place] = n_kept;
    }
}

/* Fills potentials: exp of each label's score, relative to the place's best. */
static void
score_places (LearnChainTrainer *trainer, guint32 n)
{
  guint n_lanes = trainer->n_lanes;
  const guint32 *kept = (const guint32 *) (gpointer) trainer->kept->data;
  const guint32 *kept_ends = (const guint32 *) (gpointer) trainer->kept_ends->data;

  for (guint32 place = 0, i = 0; place < n; place++)
    {
      float sums[MAX_LANES] = { 0.0f };
      for (; i < kept_ends[place]; i++)
        {
          const float *row = trainer->rows + (gsize) kept[i] * n_lanes * 2;
          if (i + 8 < kept_ends[n - 1])
            {
              const float *ahead = trainer->rows + (gsize) kept[i + 8] * n_lanes * 2;
              __builtin_prefetch (ahead);
              __builtin_prefetch (ahead + 16);
            }
          for (guint label = 0; label < n_lanes; label++)
            sums[label] += row[label];
        }

      float best = sums[0];
      for (guint label = 1; label < trainer->n_labels; label++)
        best = MAX (best, sums[label]);
      float *potentials = trainer->potentials + (gsize) place * n_lanes;
      for (guint label = 0; label < n_lanes; label++)
        potentials[label] = learn_exp (MAX (sums[label] - best, -60.0f));
      for (guint label = trainer->n_labels; label < n_lanes; label++)
        potentials[label] = 0.0f;
    }
}

static inline float
weigh_allowed (float value, guint64 allowed, guint label)
{
  return (allowed >> label & 1) != 0 ? value : 0.0f;
}

/* Adds the expected counts of labels and pairs, times @sign, to the gradients, over the sequences that @allowed leaves
 * (NULL for all), and the logarithm of the sum over them to @loss. Returns FALSE if nothing is legal and allowed. */
static gboolean
add_expectations (LearnChainTrainer *trainer, const guint64 *allowed, guint32 n, float sign, double *loss)
{
  guint n_labels = trainer->n_labels, n_lanes = trainer->n_lanes;

  for (guint32 place = 0; place < n; place++)
    {
      float *forward = trainer->forwards + (gsize) place * n_lanes;
      const float *potentials = trainer->potentials + (gsize) place * n_lanes;
      guint64 here = allowed != NULL ? allowed[place] : G_MAXUINT64;
      float sums[MAX_LANES] = { 0.0f };

      if (place == 0)
        for (guint label = 0; label < n_labels; label++)
          sums[label] = (trainer->firsts >> label & 1) != 0 ? 1.0f : 0.0f;
      else
        for (guint from = 0; from < n_labels; from++)
          {
            float before = (forward - n_lanes)[from];
            if (before == 0.0f)
              continue;
            const float *weights = trainer->pair_weights + from * n_lanes;
            for (guint to = 0; to < n_lanes; to++)
              sums[to] += before * weights[to];
          }

      float total = 0.0f;
      for (guint label = 0; label < n_lanes; label++)
        forward[label] = sums[label] * potentials[label];
      if (allowed != NULL)
        for (guint label = 0; label < n_labels; label++)
          forward[label] = weigh_allowed (forward[label], here, label);
      if (place == n - 1)
        for (guint label = 0; label < n_labels; label++)
          forward[label] = weigh_allowed (forward[label], trainer->lasts, label);
      for (guint label = 0; label < n_labels; label++)
        total += forward[label];
      if (!(total > 0.0f))
        return FALSE;
      float norm = 1.0f / total;
      for (guint label = 0; label < n_lanes; label++)
        forward[label] *= norm;
      trainer->norms[place] = norm;
      *loss -= sign * log (total);
    }

  float *backward = trainer->backwards + (gsize) (n - 1) * n_lanes;
  for (guint label = 0; label < n_lanes; label++)
    backward[label] = 1.0f;

  for (guint32 place = n; place-- > 0;)
    {
      const float *forward = trainer->forwards + (gsize) place * n_lanes;
      float *gradients = trainer->gradients + (gsize) place * n_lanes;
      backward = trainer->backwards + (gsize) place * n_lanes;

      for (guint label = 0; label < n_lanes; label++)
        gradients[label] += sign * forward[label] * backward[label];
      if (place == 0)
        break;

      const float *potentials = trainer->potentials + (gsize) place * n_lanes;
      const float *before = forward - n_lanes;
      float *earlier = backward - n_lanes;
      float products[MAX_LANES];
      for (guint to = 0; to < n_lanes; to++)
        products[to] = backward[to] * potentials[to] * trainer->norms[place];
      /* the forward row is zero where a label was not allowed, and so must be what flows back */
      for (guint to = 0; to < n_lanes; to++)
        products[to] = forward[to] > 0.0f ? products[to] : 0.0f;

      for (guint from = 0; from < n_labels; from++)
        {
          const float *weights = trainer->pair_weights + from * n_lanes;
          float *pairs = trainer->pair_gradients + from * n_lanes;
          float flows[MAX_LANES], lanes[4] = { 0.0f };
          for (guint to = 0; to < n_lanes; to++)
            flows[to] = weights[to] * products[to];
          for (guint to = 0; to < n_lanes; to += 4)
            for (guint lane = 0; lane < 4; lane++)
              lanes[lane] += flows[to + lane];
          earlier[from] = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
          float factor = sign * before[from];
          for (guint to = 0; to < n_lanes; to++)
            pairs[to] += factor * flows[to];
        }
      for (guint from = n_labels; from < n_lanes; from++)
        earlier[from] = 0.0f;
    }

  return TRUE;
}

/* One step of AdaGrad up the gradient. */
static inline void
step_row (float *restrict weights, float *restrict squares, const float *restrict gradients, guint n_lanes, float rate,
          float decay)
{
  for (guint label = 0; label < n_lanes; label++)
    {
      float gradient = gradients[label] - decay * weights[label];
      squares[label] += gradient * gradient;
      weights[label] += rate * gradient / sqrtf (squares[label] + ADAGRAD_START);
    }
}

static void
step (LearnChainTrainer *trainer, const LearnChainPlan *plan, guint32 n, float rate)
{
  guint n_labels = trainer->n_labels, n_lanes = trainer->n_lanes;
  const guint32 *kept = (const guint32 *) (gpointer) trainer->kept->data;
  const guint32 *kept_ends = (const guint32 *) (gpointer) trainer->kept_ends->data;

  for (guint32 place = 0, i = 0; place < n; place++)
    for (; i < kept_ends[place]; i++)
      {
        float *row = trainer->rows + (gsize) kept[i] * n_lanes * 2;
        step_row (row, row + n_lanes, trainer->gradients + (gsize) place * n_lanes, n_lanes, rate,
                  plan->decay / (float) MAX (trainer->counts[kept[i]], 1));
      }

  float *squares = trainer->pairs + n_labels * n_lanes;
  for (guint from = 0; from < n_labels; from++)
    step_row (trainer->pairs + from * n_lanes, squares + from * n_lanes, trainer->pair_gradients + from * n_lanes,
              n_lanes, rate, 0.0f);
}

static double
visit (LearnChainTrainer *trainer, const Sequence *sequence, const LearnChainPlan *plan, LearnRandom *random,
       float rate)
{
  guint n_labels = trainer->n_labels, n_lanes = trainer->n_lanes;
  guint32 n = sequence->n_places;
  gsize n_cells = (gsize) n * n_lanes;
  const guint64 *allowed = &g_array_index (trainer->allowed, guint64, sequence->first_place);

  reserve_places (trainer, n);
  drop_features (trainer, sequence, plan, random);
  score_places (trainer, n);
  for (guint from = 0; from < n_labels; from++)
    for (guint to = 0; to < n_lanes; to++)
      trainer->pair_weights[from * n_lanes + to] = to < n_labels && (trainer->legal[from] >> to & 1) != 0
                                                       ? learn_exp (trainer->pairs[from * n_lanes + to])
                                                       : 0.0f;

  memset (trainer->gradients, 0, n_cells * sizeof (float));
  memset (trainer->pair_gradients, 0, n_labels * n_lanes * sizeof (float));
  double loss = 0.0;
  if (!add_expectations (trainer, allowed, n, 1.0f, &loss) || !add_expectations (trainer, NULL, n, -1.0f, &loss))
    return 0.0;

  for (gsize i = 0; i < n_cells; i++)
    trainer->gradients[i] *= sequence->weight;
  for (guint i = 0; i < n_labels * n_lanes; i++)
    trainer->pair_gradients[i] *= sequence->weight;
  step (trainer, plan, n, rate);

  return loss * sequence->weight;
}

static void
add_to_averages (LearnChainTrainer *trainer, float share)
{
  guint n_lanes = trainer->n_lanes;

  for (guint32 i = 0; i < trainer->n_features; i++)
    for (guint label = 0; label < n_lanes; label++)
      trainer->averages[(gsize) i * n_lanes + label] += share * trainer->rows[(gsize) i * n_lanes * 2 + label];
  for (guint i = 0; i < trainer->n_labels * n_lanes; i++)
    trainer->pair_averages[i] += share * trainer->pairs[i];
}

gboolean
learn_chain_trainer_run (LearnChainTrainer *trainer, const LearnChainPlan *plan, guint32 n_features,
                         const guint32 *counts, LearnChainProgress progress, gpointer user_data)
{
  g_return_val_if_fail (trainer->rows == NULL && n_features < LEARN_CHAIN_GROUP, FALSE);

  guint32 n_sequences = trainer->sequences->len;
  guint n_averaged = CLAMP (plan->n_averaged, 1, plan->n_epochs);
  LearnRandom random = { plan->seed };
  g_autofree guint32 *order = g_new (guint32, MAX (n_sequences, 1));

  for (guint32 i = 0; i < n_sequences; i++)
    order[i] = i;
  trainer->n_features = n_features;
  trainer->counts = counts;
  trainer->rows = g_new0 (float, (gsize) n_features * trainer->n_lanes * 2);
  trainer->averages = g_new0 (float, (gsize) trainer->n_features * trainer->n_lanes);
  trainer->pair_averages = g_new0 (float, trainer->n_labels * trainer->n_lanes);

  guint64 n_visits = (guint64) plan->n_epochs * MAX (n_sequences, 1), visits = 0;
  for (guint epoch = 0; epoch < plan->n_epochs; epoch++)
    {
      double loss = 0.0, n_places = 0.0;
      learn_random_shuffle (&random, order, n_sequences);
      for (guint32 i = 0; i < n_sequences; i++)
        {
          const Sequence *sequence = &g_array_index (trainer->sequences, Sequence, order[i]);
          float share = (float) visits / (float) n_visits;
          loss += visit (trainer, sequence, plan, &random, plan->rate * (1.0f - 0.9f * share));
          n_places += sequence->n_places;
          visits++;
          if (progress != NULL && visits % (n_visits / 1000 + 1) == 0
              && !progress ((double) visits / (double) n_visits, epoch, loss / n_places, user_data))
            return FALSE;
        }
      if (epoch + n_averaged >= plan->n_epochs)
        add_to_averages (trainer, 1.0f / (float) n_averaged);
    }

  return TRUE;
}

const float *
learn_chain_trainer_get_weights (LearnChainTrainer *trainer, guint32 feature)
{
  g_return_val_if_fail (trainer->averages != NULL && feature < trainer->n_features, NULL);

  return trainer->averages + (gsize) feature * trainer->n_lanes;
}

float
learn_chain_trainer_get_pair (LearnChainTrainer *trainer, guint from, guint to)
{
  g_return_val_if_fail (trainer->pair_averages != NULL, 0.0f);

  return trainer->pair_averages[from * trainer->n_lanes + to];
}
