/* Decoding, probabilities and training of chains against trying out every sequence. */
#include "chain-trainer.h"
#include "chain.h"
#include "random.h"

#include <math.h>

enum
{
  N_LABELS = 5,
  N_PLACES = 6,
  N_LANES = 8
};

typedef struct
{
  LearnChain chain;
  LearnChainScratch scratch;
  gint16 pairs[N_LABELS * N_LABELS];
  gint16 scores[N_PLACES * N_LANES];
  guint64 firsts;
  guint64 lasts;
} Example;

static void
make_example (Example *example, guint64 seed)
{
  LearnRandom random = { seed };

  for (guint i = 0; i < N_LABELS * N_LABELS; i++)
    example->pairs[i] = learn_random_below (&random, 4) == 0 ? LEARN_CHAIN_FORBIDDEN
                                                             : (gint16) ((gint) learn_random_below (&random, 101) - 50);
  for (guint i = 0; i < N_LABELS; i++) /* so that there is a way through */
    example->pairs[i * N_LABELS + i] = 3;
  for (guint i = 0; i < N_PLACES * N_LANES; i++)
    example->scores[i] = (gint16) ((gint) learn_random_below (&random, 201) - 100);
  example->firsts = 0x1b;
  example->lasts = 0x17;
  learn_chain_init (&example->chain, N_LABELS, example->pairs, example->firsts, example->lasts, 1.0f / 32);
  g_assert_cmpuint (example->chain.n_lanes, ==, N_LANES);
  g_assert_true (learn_chain_scratch_reserve (&example->scratch, &example->chain, N_PLACES));
}

static void
clear_example (Example *example)
{
  learn_chain_clear (&example->chain);
  learn_chain_scratch_clear (&example->scratch);
}

/* Goes through all 5⁶ sequences; FALSE at the end. */
static gboolean
next_sequence (guint8 *labels)
{
  for (guint i = 0; i < N_PLACES; i++)
    {
      if (++labels[i] < N_LABELS)
        return TRUE;
      labels[i] = 0;
    }

  return FALSE;
}

static gboolean
sum_scores (const Example *example, const guint8 *labels, gint *sum)
{
  *sum = 0;
  if ((example->firsts >> labels[0] & 1) == 0 || (example->lasts >> labels[N_PLACES - 1] & 1) == 0)
    return FALSE;
  for (guint i = 0; i < N_PLACES; i++)
    {
      *sum += example->scores[i * N_LANES + labels[i]];
      if (i == 0)
        continue;
      gint16 pair = example->pairs[labels[i - 1] * N_LABELS + labels[i]];
      if (pair == LEARN_CHAIN_FORBIDDEN)
        return FALSE;
      *sum += pair;
    }

  return TRUE;
}

static void
test_decoding_finds_the_best (void)
{
  for (guint64 seed = 1; seed < 100; seed++)
    {
      Example example = { 0 };
      guint8 labels[N_PLACES] = { 0 }, found[N_PLACES];
      gint best = G_MININT, sum, sum_found;
      make_example (&example, seed);

      do
        if (sum_scores (&example, labels, &sum))
          best = MAX (best, sum);
      while (next_sequence (labels));

      learn_chain_decode (&example.chain, &example.scratch, example.scores, N_PLACES, found);
      g_assert_true (sum_scores (&example, found, &sum_found));
      g_assert_cmpint (sum_found, ==, best);
      clear_example (&example);
    }
}

enum
{
  MANY_LABELS = 19,
  MANY_LANES = 24,
  MANY_PLACES = 50
};

/* The best sequence by sums without bounds and shortcuts. */
static void
decode_plainly (const gint16 *pairs, const gint16 *scores, guint8 *labels)
{
  gint sums[MANY_PLACES][MANY_LABELS];
  guint8 backs[MANY_PLACES][MANY_LABELS];

  for (guint place = 0; place < MANY_PLACES; place++)
    for (guint to = 0; to < MANY_LABELS; to++)
      {
        sums[place][to] = place == 0 ? 0 : G_MININT / 2;
        for (guint from = 0; place > 0 && from < MANY_LABELS; from++)
          {
            gint pair = pairs[from * MANY_LABELS + to];
            gint sum = sums[place - 1][from] + (pair == LEARN_CHAIN_FORBIDDEN ? -1000000 : pair);
            if (sum <= sums[place][to])
              continue;
            sums[place][to] = sum;
            backs[place][to] = (guint8) from;
          }
        sums[place][to] += scores[place * MANY_LANES + to];
      }

  guint8 last = 0;
  for (guint8 label = 1; label < MANY_LABELS; label++)
    last = sums[MANY_PLACES - 1][label] > sums[MANY_PLACES - 1][last] ? label : last;
  for (guint place = MANY_PLACES; place-- > 0;)
    {
      labels[place] = last;
      last = place > 0 ? backs[place][last] : 0;
    }
}

/* Labels in three vectors, the last with padding that holds anything; label 0 is far ahead at most places, or never. */
static void
test_shortcuts_change_nothing (void)
{
  const guint64 all = ((guint64) 1 << MANY_LABELS) - 1;

  for (guint64 seed = 1; seed < 200; seed++)
    {
      LearnRandom random = { seed };
      gint16 pairs[MANY_LABELS * MANY_LABELS], scores[MANY_PLACES * MANY_LANES];
      guint8 found[MANY_PLACES], wanted[MANY_PLACES];
      LearnChain chain;
      LearnChainScratch scratch = { 0 };

      for (guint i = 0; i < MANY_LABELS * MANY_LABELS; i++)
        pairs[i] = i > MANY_LABELS && i % (MANY_LABELS + 1) != 0 && learn_random_below (&random, 3) == 0
                       ? LEARN_CHAIN_FORBIDDEN
                       : (gint16) ((gint) learn_random_below (&random, 41) - 20);
      for (guint i = 0; i < MANY_PLACES * MANY_LANES; i++)
        scores[i] = (gint16) ((gint) learn_random_below (&random, 61) - 30);
      for (guint place = 0; place < MANY_PLACES; place++)
        if (learn_random_below (&random, 4) < seed % 5)
          scores[place * MANY_LANES] = (gint16) (scores[place * MANY_LANES] + 80);

      learn_chain_init (&chain, MANY_LABELS, pairs, all, all, 1.0f / 32);
      g_assert_true (learn_chain_scratch_reserve (&scratch, &chain, MANY_PLACES));
      learn_chain_decode (&chain, &scratch, scores, MANY_PLACES, found);
      decode_plainly (pairs, scores, wanted);
      g_assert_cmpmem (found, sizeof found, wanted, sizeof wanted);
      learn_chain_scratch_clear (&scratch);
      learn_chain_clear (&chain);
    }
}

static void
test_probabilities_are_shares (void)
{
  for (guint64 seed = 1; seed < 30; seed++)
    {
      Example example = { 0 };
      guint8 labels[N_PLACES] = { 0 };
      const guint8 wanted[2] = { 3, 3 };
      double all = 0.0, with = 0.0;
      gint sum;
      make_example (&example, seed);

      do
        if (sum_scores (&example, labels, &sum))
          {
            all += exp (sum / 32.0);
            with += labels[2] == wanted[0] && labels[3] == wanted[1] ? exp (sum / 32.0) : 0.0;
          }
      while (next_sequence (labels));

      learn_chain_weigh (&example.chain, &example.scratch, example.scores, N_PLACES, 3);
      double probability = learn_chain_get_probability (&example.chain, &example.scratch, 2, wanted, 2);
      g_assert_cmpfloat_with_epsilon (probability, with / all, 1e-4);
      clear_example (&example);
    }
}

/* Two labels, and features that tell them apart: 0 with the one, 1 with the other, 2 with both. Labels may be hidden.
 */
static LearnChainTrainer *
train (float hidden_share)
{
  const guint64 legal[] = { 3, 3 };
  const guint32 counts[] = { 400, 400, 800 };
  LearnChainTrainer *trainer = learn_chain_trainer_new (2, legal, 3, 3);
  LearnRandom random = { 3 };

  for (guint s = 0; s < 200; s++)
    {
      guint32 features[8], ends[4];
      guint64 allowed[4];
      for (guint i = 0; i < 4; i++)
        {
          guint label = learn_random_below (&random, 2);
          features[2 * i] = label;
          features[2 * i + 1] = 2;
          ends[i] = 2 * i + 2;
          allowed[i] = learn_random_below (&random, 100) < hidden_share * 100 ? 3 : 1u << label;
        }
      learn_chain_trainer_add (trainer, features, ends, allowed, 4, 1.0f);
    }

  const LearnChainPlan plan
      = { .n_epochs = 4, .n_averaged = 2, .rate = 0.2f, .decay = 0.1f, .dropout = 0.1f, .seed = 9 };
  g_assert_true (learn_chain_trainer_run (trainer, &plan, 3, counts, NULL, NULL));

  return trainer;
}

static void
test_training_learns (void)
{
  g_autoptr (LearnChainTrainer) trainer = train (0.0f);

  for (guint label = 0; label < 2; label++)
    g_assert_cmpfloat (learn_chain_trainer_get_weights (trainer, label)[label], >,
                       learn_chain_trainer_get_weights (trainer, label)[1 - label] + 1.0f);
}

static void
test_training_bears_hidden_labels (void)
{
  g_autoptr (LearnChainTrainer) trainer = train (0.6f);

  for (guint label = 0; label < 2; label++)
    g_assert_cmpfloat (learn_chain_trainer_get_weights (trainer, label)[label], >,
                       learn_chain_trainer_get_weights (trainer, label)[1 - label] + 1.0f);
}

static void
test_training_repeats_itself (void)
{
  g_autoptr (LearnChainTrainer) once = train (0.3f);
  g_autoptr (LearnChainTrainer) twice = train (0.3f);

  for (guint feature = 0; feature < 3; feature++)
    g_assert_cmpmem (learn_chain_trainer_get_weights (once, feature), 2 * sizeof (float),
                     learn_chain_trainer_get_weights (twice, feature), 2 * sizeof (float));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/chain/decode", test_decoding_finds_the_best);
  g_test_add_func ("/learn/chain/shortcuts", test_shortcuts_change_nothing);
  g_test_add_func ("/learn/chain/probability", test_probabilities_are_shares);
  g_test_add_func ("/learn/chain-trainer/learns", test_training_learns);
  g_test_add_func ("/learn/chain-trainer/hidden", test_training_bears_hidden_labels);
  g_test_add_func ("/learn/chain-trainer/repeats", test_training_repeats_itself);

  return g_test_run ();
}
