/* Spans beside a plain rule for each of them, over texts of more and less ASCII. */
#include "span-check-private.h"

#include <string.h>

enum
{
  TEXTS = 400,
  LENGTH = 600,
};

/* A text in which one character out of @rarity is not ASCII; returns its length. */
static guint32
make_text (GRand *random, guint rarity, char *text)
{
  static const char *const others[] = { "é", "€", "𝄞" };
  guint32 length = 0;

  while (length < LENGTH - 4)
    if (g_rand_int_range (random, 0, (gint32) rarity) == 0)
      length += (guint32) g_strlcpy (text + length, others[g_rand_int_range (random, 0, 3)], 5);
    else
      text[length++] = 'a';
  text[length] = '\0';
  return length;
}

static gboolean
is_inside (const char *text, guint32 offset)
{
  return ((guchar) text[offset] & 0xC0) == 0x80;
}

/* What obelus_spans_are_sound () promises, row by row. */
static gboolean
are_sound (const guint32 *starts, const guint32 *ends, guint32 n_rows, const char *text, guint32 length)
{
  for (guint32 row = 0; row < n_rows; row++)
    {
      if (ends[row] < starts[row] || ends[row] > length || is_inside (text, starts[row]) || is_inside (text, ends[row]))
        return FALSE;
      if (row > 0 && (starts[row] < starts[row - 1] || (starts[row] == starts[row - 1] && ends[row] > ends[row - 1])))
        return FALSE;
    }
  return TRUE;
}

/* Words of a few characters, some of them with a row for their first character inside. */
static guint32
make_spans (GRand *random, const char *text, guint32 length, guint32 *starts, guint32 *ends)
{
  gboolean nests = g_rand_boolean (random);
  guint32 n_rows = 0;

  for (guint32 at = 0; at < length;)
    {
      guint32 start = at, first = 0;
      for (gint32 n = g_rand_int_range (random, 1, 5); n > 0 && at < length; n--)
        {
          at = (guint32) (g_utf8_next_char (text + at) - text);
          first = first == 0 ? at : first;
        }
      starts[n_rows] = start;
      ends[n_rows++] = at;
      if (nests && g_rand_int_range (random, 0, 8) == 0)
        {
          starts[n_rows] = start;
          ends[n_rows++] = first;
        }
    }
  return n_rows;
}

static void
test_random_spans (void)
{
  static const guint rarities[] = { 1, 3, 20, 200, 100000 };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint n_sound = 0, n_unsound = 0;

  for (guint i = 0; i < TEXTS; i++)
    {
      char text[LENGTH + 8];
      guint32 starts[2 * LENGTH], ends[2 * LENGTH];
      guint32 length = make_text (random, rarities[i % G_N_ELEMENTS (rarities)], text);
      guint32 n_rows = make_spans (random, text, length, starts, ends);

      g_assert_true (are_sound (starts, ends, n_rows, text, length));
      g_assert_true (obelus_spans_are_sound (starts, ends, n_rows, text, length));

      /* One offset is moved, as a rule by a byte. */
      for (guint j = 0; j < 20; j++)
        {
          guint32 *moved = (g_rand_boolean (random) ? starts : ends) + g_rand_int_range (random, 0, (gint32) n_rows);
          guint32 was = *moved;
          *moved += (guint32) g_rand_int_range (random, -1, j == 0 ? 1000 : 2);
          gboolean is_sound = are_sound (starts, ends, n_rows, text, length);
          g_assert_true (obelus_spans_are_sound (starts, ends, n_rows, text, length) == is_sound);
          n_sound += is_sound;
          n_unsound += !is_sound;
          *moved = was;
        }
    }
  g_assert_cmpuint (n_sound, >, 100);
  g_assert_cmpuint (n_unsound, >, 100);
}

static void
test_no_rows (void)
{
  g_assert_true (obelus_spans_are_sound (NULL, NULL, 0, "", 0));
  g_assert_true (obelus_offsets_ascend (NULL, 0));
}

static void
test_ascending (void)
{
  static const guint32 offsets[] = { 1, 4, 4, 9, 8 };

  g_assert_true (obelus_offsets_ascend (offsets, 4));
  g_assert_false (obelus_offsets_ascend (offsets, 5));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spans/random", test_random_spans);
  g_test_add_func ("/spans/no-rows", test_no_rows);
  g_test_add_func ("/spans/ascending", test_ascending);
  return g_test_run ();
}
