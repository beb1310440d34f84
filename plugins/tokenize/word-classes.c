/* Counting parts of speech by cluster and by word. */
#include "word-classes.h"

#include "clusters.h"
#include "word-hash.h"

#include <string.h>

typedef struct
{
  guint32 hash;
  guint32 counts[N_WORD_CLASSES];
} WordCounts;

struct _WordClassCounts
{
  guint32 counts[CLUSTERS_N_FINE][N_WORD_CLASSES];
  GHashTable *words; /* by hash */
};

typedef struct
{
  const char *tag;
  WordClass class;
} Tag;

/* Parts of speech of Universal Dependencies. */
static const Tag tags[] = {
  { "NOUN", WORD_CLASS_NOUN },         { "PROPN", WORD_CLASS_NAME },         { "PRON", WORD_CLASS_PRONOUN },
  { "VERB", WORD_CLASS_VERB },         { "AUX", WORD_CLASS_VERB },           { "ADJ", WORD_CLASS_ADJECTIVE },
  { "ADV", WORD_CLASS_ADVERB },        { "ADP", WORD_CLASS_ADPOSITION },     { "DET", WORD_CLASS_DETERMINER },
  { "CCONJ", WORD_CLASS_CONJUNCTION }, { "SCONJ", WORD_CLASS_SUBORDINATOR }, { "NUM", WORD_CLASS_NUMERAL },
  { "INTJ", WORD_CLASS_INTERJECTION }, { "PART", WORD_CLASS_PARTICLE },
};

static WordClass
find_class (const char *upos, const char *feats)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strcmp (tags[i].tag, upos) == 0)
      {
        gboolean is_finite
            = tags[i].class == WORD_CLASS_VERB && feats != NULL && strstr (feats, "VerbForm=Fin") != NULL;
        return is_finite ? WORD_CLASS_FINITE : tags[i].class;
      }

  return WORD_CLASS_OTHER;
}

WordClassCounts *
word_class_counts_new (void)
{
  WordClassCounts *counts = g_new0 (WordClassCounts, 1);
  counts->words = g_hash_table_new_full (g_int_hash, g_int_equal, NULL, g_free);

  return counts;
}

void
word_class_counts_free (WordClassCounts *counts)
{
  g_hash_table_unref (counts->words);
  g_free (counts);
}

static void
count_word (WordClassCounts *counts, guint32 hash, WordClass class)
{
  WordCounts *word = g_hash_table_lookup (counts->words, &hash);

  if (word == NULL)
    {
      word = g_new0 (WordCounts, 1);
      word->hash = hash;
      g_hash_table_insert (counts->words, &word->hash, word);
    }
  word->counts[class]++;
}

void
word_class_counts_add (WordClassCounts *counts, const Clusters *clusters, ObelusDocument *document)
{
  ObelusLayer *tokens = obelus_document_get_layer (document, "token");
  const char *text = obelus_document_get_text (document, NULL);
  gint upos = obelus_layer_find_column (tokens, "upos"), feats = obelus_layer_find_column (tokens, "feats");

  if (upos < 0)
    return;
  for (guint32 row = 0; row < obelus_layer_get_n_rows (tokens); row++)
    {
      guint32 start = obelus_layer_get_starts (tokens)[row], end = obelus_layer_get_ends (tokens)[row];
      const char *tag = obelus_layer_get_string (tokens, (guint) upos, row, NULL);
      guint32 hash = hash_word ((const guchar *) text + start, end - start), cluster = clusters_find (clusters, hash);

      if (tag == NULL)
        continue;
      WordClass class = find_class (tag,
                                    feats >= 0 ? obelus_layer_get_string (tokens, (guint) feats, row, NULL) : NULL);
      count_word (counts, hash, class);
      if (cluster != 0)
        counts->counts[cluster >> 8][class]++;
    }
}

static guint8
find_commonest (const guint32 *counts)
{
  guint8 commonest = 0;

  for (guint8 class = 1; class < N_WORD_CLASSES; class ++)
    if (counts[class] > counts[commonest])
      commonest = class;

  return commonest;
}

GBytes *
word_class_counts_finish (const WordClassCounts *counts)
{
  guint8 *classes = g_new0 (guint8, CLUSTERS_N_FINE);

  for (guint cluster = 0; cluster < CLUSTERS_N_FINE; cluster++)
    classes[cluster] = find_commonest (counts->counts[cluster]);

  return g_bytes_new_take (classes, CLUSTERS_N_FINE);
}

static guint32
count_all (const WordCounts *word)
{
  guint32 sum = 0;

  for (guint class = 0; class < N_WORD_CLASSES; class ++)
    sum += word->counts[class];

  return sum;
}

/* The commonest first, in an order that does not hang on the hash table. */
static int
compare_words (gconstpointer a, gconstpointer b)
{
  const WordCounts *x = *(const WordCounts *const *) a, *y = *(const WordCounts *const *) b;
  guint32 n_x = count_all (x), n_y = count_all (y);

  return n_x != n_y ? (n_x < n_y) - (n_x > n_y) : (x->hash > y->hash) - (x->hash < y->hash);
}

GArray *
word_class_counts_list_words (const WordClassCounts *counts)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer word;
  guint n = 0;

  g_hash_table_iter_init (&iter, counts->words);
  while (g_hash_table_iter_next (&iter, NULL, &word))
    g_ptr_array_add (words, word);
  g_ptr_array_sort (words, compare_words);
  while (n < words->len && count_all (g_ptr_array_index (words, n)) > 1)
    n++;

  GArray *table = clusters_new_table (n);
  for (guint i = 0; i < n; i++)
    {
      const WordCounts *counted = g_ptr_array_index (words, i);
      clusters_add (table, counted->hash, 0, find_commonest (counted->counts));
    }

  return table;
}
