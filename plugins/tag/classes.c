/* Counting words with their labels. */
#include "classes.h"

#include "labels.h"

/* Labels that less than one in so many occurrences has are left out. */
#define RARE 40

typedef struct
{
  guint64 key;
  guint32 counts[TAG_MAX_LABELS];
} Row;

struct _TagClassCounter
{
  GHashTable *all;   /* lower → Row */
  GHashTable *parts; /* lower and part → Row */
};

TagClassCounter *
tag_class_counter_new (void)
{
  TagClassCounter *counter = g_new0 (TagClassCounter, 1);
  counter->all = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  counter->parts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);

  return counter;
}

void
tag_class_counter_free (TagClassCounter *counter)
{
  if (counter == NULL)
    return;
  g_hash_table_unref (counter->all);
  g_hash_table_unref (counter->parts);
  g_free (counter);
}

static guint64
make_part_key (guint64 lower, guint part)
{
  return learn_hash_mix (lower, part + 1);
}

static void
count (GHashTable *rows, guint64 key, guint8 label)
{
  Row *row = g_hash_table_lookup (rows, &key);

  if (row == NULL)
    {
      row = g_new0 (Row, 1);
      row->key = key;
      g_hash_table_insert (rows, &row->key, row);
    }
  row->counts[label]++;
}

void
tag_class_counter_add (TagClassCounter *counter, guint part, guint64 lower, guint8 label)
{
  count (counter->all, lower, label);
  count (counter->parts, make_part_key (lower, part), label);
}

static TagClass
make_class (const guint32 *counts)
{
  guint32 total = 0;
  gint chosen[3] = { -1, -1, -1 };

  for (guint label = 0; label < TAG_MAX_LABELS; label++)
    total += counts[label];
  if (total == 0)
    return 0;

  for (guint rank = 0; rank < G_N_ELEMENTS (chosen); rank++)
    for (gint label = 0; label < TAG_MAX_LABELS - 1; label++)
      if (label != chosen[0] && label != chosen[1] && counts[label] > 0 && counts[label] * RARE >= total
          && (chosen[rank] < 0 || counts[label] > counts[chosen[rank]]))
        chosen[rank] = label;

  TagClass class = total == 1 ? 1 : total < 5 ? 2 : 3;
  for (guint rank = 0; rank < G_N_ELEMENTS (chosen); rank++)
    class = class << 6 | (TagClass) (chosen[rank] + 1);

  return class;
}

TagClass
tag_class_counter_find (TagClassCounter *counter, guint part, guint64 lower)
{
  const Row *all = g_hash_table_lookup (counter->all, &lower);
  if (all == NULL)
    return 0;

  guint64 key = make_part_key (lower, part);
  const Row *own = g_hash_table_lookup (counter->parts, &key);
  guint32 counts[TAG_MAX_LABELS];
  for (guint label = 0; label < TAG_MAX_LABELS; label++)
    counts[label] = all->counts[label] - (own != NULL ? own->counts[label] : 0);

  return make_class (counts);
}

void
tag_class_counter_find_kin (TagClassCounter *counter, guint part, TagClass class, const char *text, guint32 length,
                            TagKin *kin)
{
  guint64 hashes[LEARN_N_KIN];

  *kin = (TagKin){ 0 };
  if (!tag_class_is_rare (class))
    return;
  learn_word_hash_kin (text, length, hashes);
  for (guint i = 0; i < LEARN_N_KIN; i++)
    kin->classes[i] = hashes[i] != 0 ? tag_class_counter_find (counter, part, hashes[i]) : 0;
}

GArray *
tag_class_counter_compile (TagClassCounter *counter, guint min_count)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (LearnWordEntry));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, counter->all);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Row *row = value;
      guint32 total = 0;
      for (guint label = 0; label < TAG_MAX_LABELS; label++)
        total += row->counts[label];
      LearnWordEntry entry = { row->key, make_class (row->counts) };
      if (total >= min_count)
        g_array_append_val (entries, entry);
    }

  return learn_word_table_compile (entries, TAG_CLASS_BITS);
}
