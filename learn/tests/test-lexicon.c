/* Tests of tables of words, clusters and lists of names. */
#include "lexicon.h"

#include "random.h"

static void
test_bad_word_lists_are_refused (void)
{
  static const struct
  {
    const char *text;
    const char *line;
  } lists[] = { { "the 1 2 3 4\nof 1 2 3\n", "line 2" }, { "the 64 2 3 4\n", "line 1" } };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *problem = NULL;
      g_assert_null (learn_lexicon_compile_clusters (lists[i].text, strlen (lists[i].text), 10, &problem));
      g_assert_nonnull (strstr (problem, lists[i].line));
    }

  g_autofree char *problem = NULL;
  g_assert_null (learn_lexicon_compile_names ("Ada first\n", 10, &problem));
  g_assert_nonnull (strstr (problem, "line 1"));
}

static void
test_clusters_are_found (void)
{
  static const char text[] = "the 1 2 3 4\nparis 63 255 1023 4095\n";
  g_autofree char *problem = NULL;
  g_autoptr (GArray) words = learn_lexicon_compile_clusters (text, strlen (text), 10, &problem);
  LearnLexicon lexicon = { 0 };
  LearnCasing casing;
  guint16 ids[LEARN_N_CLUSTERS];

  g_assert_cmpstr (problem, ==, NULL);
  g_assert_cmpstr (learn_lexicon_read_clusters (&lexicon, (guint64 *) (gpointer) words->data, words->len), ==, NULL);
  g_assert_true (learn_lexicon_find_clusters (&lexicon, learn_word_hash_lower ("Paris", 5, &casing), ids));
  g_assert_cmpuint (ids[0], ==, 63);
  g_assert_cmpuint (ids[1], ==, 255);
  g_assert_cmpuint (ids[2], ==, 1023);
  g_assert_cmpuint (ids[3], ==, 4095);
  g_assert_false (learn_lexicon_find_clusters (&lexicon, learn_word_hash_lower ("Oslo", 4, &casing), ids));
}

/* Against a hash table of GLib's. */
static void
test_word_tables_keep_what_they_were_given (void)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (LearnWordEntry));
  g_autoptr (GHashTable) oracle = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  LearnRandom random = { 7 };

  for (guint i = 0; i < 5000; i++)
    {
      LearnWordEntry entry = { learn_random_next (&random), learn_random_below (&random, 1 << 12) };
      g_array_append_val (entries, entry);
      g_hash_table_insert (oracle, g_memdup2 (&entry.hash, 8), g_memdup2 (&entry.value, 8));
    }
  g_autoptr (GArray) words = learn_word_table_compile (entries, 12);
  LearnWordTable table;
  g_assert_cmpstr (learn_word_table_read (&table, (guint64 *) (gpointer) words->data, words->len), ==, NULL);

  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init (&iter, oracle);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_assert_cmpuint (learn_word_table_find (&table, 12, *(guint64 *) key) & 0xfff, ==, *(guint64 *) value);
  for (guint i = 0; i < 5000; i++)
    g_assert_cmpuint (learn_word_table_find (&table, 12, learn_random_next (&random)), ==, 0);

  g_assert_nonnull (learn_word_table_read (&table, (guint64 *) (gpointer) words->data, 1));
  g_assert_nonnull (learn_word_table_read (&table, (guint64 *) (gpointer) words->data, 2000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lexicon/bad", test_bad_word_lists_are_refused);
  g_test_add_func ("/lexicon/clusters", test_clusters_are_found);
  g_test_add_func ("/word-table/kept", test_word_tables_keep_what_they_were_given);

  return g_test_run ();
}
