/* Hashes with a key. */
#include "keyed-hash.h"

#include <string.h>

/* Held against another implementation: Python's hash () of bytes is SipHash-1-3, with a key of zeros if PYTHONHASHSEED
 * is 0, as in `PYTHONHASHSEED=0 python3 -c 'print (hash (b"a") % 2**64)'`. */
static void
test_other_implementation (void)
{
  static const struct
  {
    const char *bytes;
    guint64 hash;
  } cases[] = {
    { "a", G_GUINT64_CONSTANT (0x407448d2b89b1813) },
    { "Oslo", G_GUINT64_CONSTANT (0xf393ff63b0fe1588) },
    { "seven b", G_GUINT64_CONSTANT (0xab2262fcb5199654) },
    { "eight by", G_GUINT64_CONSTANT (0xd54cf3f0e0ee2aad) },
    { "nine byte", G_GUINT64_CONSTANT (0xbf1900b61a2cf12c) },
    { "The harbour of Bergen, in the rain", G_GUINT64_CONSTANT (0xc085990f5230c8bd) },
  };
  static const guint64 key[2] = { 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmphex (learn_siphash (cases[i].bytes, strlen (cases[i].bytes), key), ==, cases[i].hash);
}

static void
test_key (void)
{
  static const guint64 one[2] = { 1, 0 }, other[2] = { 0, 1 };

  g_assert_cmphex (learn_siphash ("Oslo", 4, one), !=, learn_siphash ("Oslo", 4, other));
}

/* Two letters that can stand for each other make any number of words with one hash for GLib. */
static void
test_prepared_words (void)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new (NULL, NULL);
  guint first = 0;

  for (guint i = 0; i < 4096; i++)
    {
      g_autoptr (GString) word = g_string_new (NULL);
      for (guint bit = 0; bit < 12; bit++)
        g_string_append (word, (i >> bit & 1) != 0 ? "\u043f" : "\u045e");
      first = i == 0 ? g_str_hash (word->str) : first;
      g_assert_cmphex (g_str_hash (word->str), ==, first);
      g_hash_table_add (hashes, GUINT_TO_POINTER (learn_keyed_string_hash (word->str)));
    }
  /* Of 4,096 numbers of 32 bits two are the same once in five hundred times, ten never. */
  g_assert_cmpuint (g_hash_table_size (hashes), >, 4086);
}

static void
test_prepared_numbers (void)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new (NULL, NULL);

  for (gint64 i = 0; i < 4096; i++)
    {
      gint64 number = i << 32; /* GLib takes the lower half */
      g_hash_table_add (hashes, GUINT_TO_POINTER (learn_keyed_int64_hash (&number)));
    }
  g_assert_cmpuint (g_hash_table_size (hashes), >, 4086);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyed-hash/other-implementation", test_other_implementation);
  g_test_add_func ("/keyed-hash/key", test_key);
  g_test_add_func ("/keyed-hash/prepared-words", test_prepared_words);
  g_test_add_func ("/keyed-hash/prepared-numbers", test_prepared_numbers);
  return g_test_run ();
}
