/* Offsets against a plain count from the start. */
#include "offset-map-private.h"

#include "utf8-private.h"

static guint32
count_from_start (const char *text, guint32 offset, ObelusOffsetUnit unit)
{
  guint32 units = 0;
  for (const char *c = text; c < text + offset; c = g_utf8_next_char (c))
    units += unit == OBELUS_OFFSET_UTF16 && g_utf8_get_char (c) > 0xFFFF ? 2 : 1;
  return units;
}

static void
check_text (const char *text, guint32 length)
{
  g_autoptr (ObelusOffsetMap) map = obelus_offset_map_new (text, length);

  for (int unit = OBELUS_OFFSET_CODEPOINT; unit <= OBELUS_OFFSET_UTF16; unit++)
    {
      g_assert_cmpuint (obelus_offset_map_get_length (map, unit), ==, count_from_start (text, length, unit));
      for (guint32 i = 0; i <= length; i++)
        {
          guint32 back;
          if (!obelus_utf8_is_boundary (text, i))
            continue;
          guint32 there = obelus_offset_map_from_bytes (map, unit, i);
          g_assert_cmpuint (there, ==, count_from_start (text, i, unit));
          g_assert_true (obelus_offset_map_to_bytes (map, unit, there, &back));
          g_assert_cmpuint (back, ==, i);
        }
    }
}

static void
test_every_offset_converts_both_ways (void)
{
  static const char *const pieces[] = { "a", "é", "日", "👍", "xyz ", "\n" };

  check_text ("", 0);
  check_text ("ascii only", 10);
  check_text ("👍", 4);
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n = (guint) g_test_rand_int_range (0, 900);
      for (guint i = 0; i < n; i++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      check_text (text->str, (guint32) text->len);
    }
}

static void
test_offsets_inside_characters (void)
{
  const char text[] = "a👍b";
  guint32 bytes;
  g_autoptr (ObelusOffsetMap) map = obelus_offset_map_new (text, sizeof text - 1);

  g_assert_cmpuint (obelus_offset_map_from_bytes (map, OBELUS_OFFSET_CODEPOINT, 3), ==, 1);
  g_assert_false (obelus_offset_map_to_bytes (map, OBELUS_OFFSET_BYTE, 3, &bytes));
  g_assert_false (obelus_offset_map_to_bytes (map, OBELUS_OFFSET_UTF16, 2, &bytes));
  g_assert_true (obelus_offset_map_to_bytes (map, OBELUS_OFFSET_UTF16, 3, &bytes));
  g_assert_cmpuint (bytes, ==, 5);
}

static void
test_offsets_beyond_the_text (void)
{
  const char text[] = "é";
  guint32 bytes;
  g_autoptr (ObelusOffsetMap) map = obelus_offset_map_new (text, sizeof text - 1);

  g_assert_true (obelus_offset_map_to_bytes (map, OBELUS_OFFSET_CODEPOINT, 1, &bytes));
  g_assert_cmpuint (bytes, ==, 2);
  g_assert_false (obelus_offset_map_to_bytes (map, OBELUS_OFFSET_CODEPOINT, 2, &bytes));
  g_assert_false (obelus_offset_map_to_bytes (map, OBELUS_OFFSET_BYTE, 3, &bytes));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/offset-map/both-ways", test_every_offset_converts_both_ways);
  g_test_add_func ("/offset-map/inside", test_offsets_inside_characters);
  g_test_add_func ("/offset-map/beyond", test_offsets_beyond_the_text);
  return g_test_run ();
}
