/* An averaged perceptron. */
#include "perceptron.h"

#include "weights.h"

#include <math.h>

struct _TagPerceptron
{
  GHashTable *numbers; /* hash → number + 1 */
  GArray *hashes;
  GArray *weights; /* double */
  GArray *sums;    /* double: what to take from a weight times the number of steps */
  double n_steps;
};

TagPerceptron *
tag_perceptron_new (void)
{
  TagPerceptron *perceptron = g_new0 (TagPerceptron, 1);

  perceptron->numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  perceptron->hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  perceptron->weights = g_array_new (FALSE, FALSE, sizeof (double));
  perceptron->sums = g_array_new (FALSE, FALSE, sizeof (double));

  return perceptron;
}

void
tag_perceptron_free (TagPerceptron *perceptron)
{
  if (perceptron == NULL)
    return;
  g_hash_table_unref (perceptron->numbers);
  g_array_unref (perceptron->hashes);
  g_array_unref (perceptron->weights);
  g_array_unref (perceptron->sums);
  g_free (perceptron);
}

double
tag_perceptron_get (const TagPerceptron *perceptron, guint64 hash)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (perceptron->numbers, &hash));

  return number == 0 ? 0.0 : g_array_index (perceptron->weights, double, number - 1);
}

void
tag_perceptron_change (TagPerceptron *perceptron, guint64 hash, double by)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (perceptron->numbers, &hash));

  if (number == 0)
    {
      double zero = 0.0;
      g_array_append_val (perceptron->hashes, hash);
      g_array_append_val (perceptron->weights, zero);
      g_array_append_val (perceptron->sums, zero);
      number = perceptron->hashes->len;
      g_hash_table_insert (perceptron->numbers, g_memdup2 (&hash, sizeof hash), GUINT_TO_POINTER (number));
    }
  g_array_index (perceptron->weights, double, number - 1) += by;
  g_array_index (perceptron->sums, double, number - 1) += by * perceptron->n_steps;
}

void
tag_perceptron_step (TagPerceptron *perceptron)
{
  perceptron->n_steps += 1.0;
}

GArray *
tag_perceptron_compile (const TagPerceptron *perceptron, double points)
{
  g_autofree gint8 *means = g_new (gint8, MAX (perceptron->hashes->len, 1));

  for (guint i = 0; i < perceptron->hashes->len; i++)
    {
      double mean = g_array_index (perceptron->weights, double, i)
                    - g_array_index (perceptron->sums, double, i) / MAX (perceptron->n_steps, 1.0);
      means[i] = (gint8) CLAMP (floor (mean * points + 0.5), -127.0, 127.0);
    }

  return learn_weights_compile ((const guint64 *) (gpointer) perceptron->hashes->data, means, perceptron->hashes->len);
}
