/* Interning strings against a GHashTable. */
#include "vocabulary-private.h"

#include <string.h>

static void
test_numbers_follow_the_order_of_arrival (void)
{
  g_autoptr (ObelusVocabulary) vocabulary = obelus_vocabulary_new ();
  g_autoptr (GHashTable) oracle = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpint (obelus_vocabulary_find (vocabulary, "", 0), ==, -2);
  for (guint i = 0; i < 200000; i++)
    {
      g_autofree char *string = g_strdup_printf ("%x", g_test_rand_int () % 50000);
      gpointer known;
      gint32 index = obelus_vocabulary_add (vocabulary, string, strlen (string));
      if (g_hash_table_lookup_extended (oracle, string, NULL, &known))
        g_assert_cmpint (index, ==, GPOINTER_TO_INT (known));
      else
        {
          g_assert_cmpuint ((guint) index, ==, g_hash_table_size (oracle));
          g_hash_table_insert (oracle, g_steal_pointer (&string), GINT_TO_POINTER (index));
        }
    }

  GHashTableIter iter;
  gpointer string, index;
  g_assert_cmpuint (obelus_vocabulary_get_size (vocabulary), ==, g_hash_table_size (oracle));
  g_hash_table_iter_init (&iter, oracle);
  while (g_hash_table_iter_next (&iter, &string, &index))
    {
      g_assert_cmpint (obelus_vocabulary_find (vocabulary, string, strlen (string)), ==, GPOINTER_TO_INT (index));
      g_assert_cmpstr (obelus_vocabulary_get (vocabulary, GPOINTER_TO_UINT (index), NULL), ==, string);
    }
}

static void
test_strings_may_hold_nul (void)
{
  g_autoptr (ObelusVocabulary) vocabulary = obelus_vocabulary_new ();

  g_assert_cmpint (obelus_vocabulary_add (vocabulary, "a\0b", 3), ==, 0);
  g_assert_cmpint (obelus_vocabulary_add (vocabulary, "a\0c", 3), ==, 1);
  g_assert_cmpint (obelus_vocabulary_add (vocabulary, "a", 1), ==, 2);
  g_assert_cmpint (obelus_vocabulary_add (vocabulary, "", 0), ==, 3);
  g_assert_cmpint (obelus_vocabulary_find (vocabulary, "a\0c", 3), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vocabulary/order", test_numbers_follow_the_order_of_arrival);
  g_test_add_func ("/vocabulary/nul", test_strings_may_hold_nul);
  return g_test_run ();
}
