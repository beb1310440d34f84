/* Counting and numbering features. */
#include "feature-counter.h"

#include "feature-index.h"

struct _LearnFeatureCounter
{
  guint bits;
  guint8 *rough; /* four counters a byte: 0, 1, 2 = more than once */

  guint32 *slots; /* number + 1, 0 if empty; a power of two, at most half full */
  guint32 n_slots;
  GArray *hashes; /* guint64 */
  GArray *counts; /* guint32 */
};

LearnFeatureCounter *
learn_feature_counter_new (guint bits)
{
  g_return_val_if_fail (bits >= 8 && bits <= 36, NULL);

  g_autofree guint8 *rough = g_try_malloc0 ((gsize) 1 << (bits - 2));
  if (rough == NULL)
    return NULL;

  LearnFeatureCounter *counter = g_new0 (LearnFeatureCounter, 1);
  counter->bits = bits;
  counter->rough = g_steal_pointer (&rough);
  counter->n_slots = 1 << 16;
  counter->slots = g_new0 (guint32, counter->n_slots);
  counter->hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  counter->counts = g_array_new (FALSE, FALSE, sizeof (guint32));

  return counter;
}

void
learn_feature_counter_free (LearnFeatureCounter *counter)
{
  if (counter == NULL)
    return;
  g_free (counter->rough);
  g_free (counter->slots);
  g_array_unref (counter->hashes);
  g_array_unref (counter->counts);
  g_free (counter);
}

void
learn_feature_counter_note (LearnFeatureCounter *counter, guint64 hash)
{
  guint64 place = hash >> (64 - counter->bits);
  guint shift = (guint) (place & 3) * 2;
  guint8 *byte = &counter->rough[place >> 2];
  guint seen = *byte >> shift & 3;

  if (seen < 2)
    *byte = (guint8) ((*byte & ~(3u << shift)) | (seen + 1) << shift);
}

static gboolean
was_noted_twice (LearnFeatureCounter *counter, guint64 hash)
{
  guint64 place = hash >> (64 - counter->bits);

  return (counter->rough[place >> 2] >> (place & 3) * 2 & 3) == 2;
}

static guint32
find_slot (LearnFeatureCounter *counter, guint64 hash)
{
  guint32 slot = (guint32) (hash ^ hash >> 32) & (counter->n_slots - 1);

  while (counter->slots[slot] != 0 && g_array_index (counter->hashes, guint64, counter->slots[slot] - 1) != hash)
    slot = (slot + 1) & (counter->n_slots - 1);

  return slot;
}

static void
grow (LearnFeatureCounter *counter)
{
  g_free (counter->slots);
  counter->n_slots *= 2;
  counter->slots = g_new0 (guint32, counter->n_slots);
  for (guint32 i = 0; i < counter->hashes->len; i++)
    counter->slots[find_slot (counter, g_array_index (counter->hashes, guint64, i))] = i + 1;
}

guint32
learn_feature_counter_number (LearnFeatureCounter *counter, guint64 hash)
{
  if (!was_noted_twice (counter, hash))
    return LEARN_NO_FEATURE;

  guint32 slot = find_slot (counter, hash);
  if (counter->slots[slot] == 0)
    {
      guint32 zero = 0;
      g_array_append_val (counter->hashes, hash);
      g_array_append_val (counter->counts, zero);
      counter->slots[slot] = counter->hashes->len;
      if (counter->hashes->len > counter->n_slots / 2)
        {
          grow (counter);
          slot = find_slot (counter, hash);
        }
    }

  guint32 number = counter->slots[slot] - 1;
  g_array_index (counter->counts, guint32, number)++;

  return number;
}

guint32
learn_feature_counter_get_n_features (LearnFeatureCounter *counter)
{
  return counter->hashes->len;
}

const guint64 *
learn_feature_counter_get_hashes (LearnFeatureCounter *counter)
{
  return (const guint64 *) (gpointer) counter->hashes->data;
}

const guint32 *
learn_feature_counter_get_counts (LearnFeatureCounter *counter)
{
  return (const guint32 *) (gpointer) counter->counts->data;
}
