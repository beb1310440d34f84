/* Strings that grow where memory may be short. */
#include <obelus/obelus-error.h>
#include <obelus/obelus-memory.h>

#include <string.h>

static void
test_room_is_made_and_nothing_is_lost (void)
{
  g_autoptr (GString) string = g_string_new ("obelus");
  g_autoptr (GError) error = NULL;

  g_assert_true (obelus_string_reserve (string, 100000, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (string->allocated_len, >, 100006);
  g_assert_cmpstr (string->str, ==, "obelus");

  const char *place = string->str;
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (string, 'x');
  g_assert_true (string->str == place);
  g_assert_cmpuint (string->len, ==, 100006);
}

static void
test_room_is_doubled (void)
{
  g_autoptr (GString) string = g_string_new (NULL);
  guint n_moves = 0;
  gsize capacity = string->allocated_len;

  for (guint i = 0; i < 1000000; i++)
    {
      g_assert_true (obelus_string_reserve (string, 3, NULL));
      n_moves += string->allocated_len != capacity;
      capacity = string->allocated_len;
      g_string_append (string, "abc");
    }
  g_assert_cmpuint (n_moves, <, 24);
  g_assert_cmpuint (string->len, ==, 3000000);
}

static void
test_what_is_not_there_is_an_error (void)
{
  static const gsize sizes[] = { G_MAXSIZE, G_MAXSIZE - 1, G_MAXSIZE - 6, G_MAXSSIZE };
  g_autoptr (GString) string = g_string_new ("obelus");

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) reserving = NULL;
      g_autoptr (GError) checking = NULL;

      g_assert_false (obelus_string_reserve (string, sizes[i], &reserving));
      g_assert_error (reserving, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY);
      g_assert_nonnull (strstr (reserving->message, "split the document"));
      g_assert_cmpstr (string->str, ==, "obelus");
      g_assert_cmpuint (string->len, ==, 6);

      g_assert_false (obelus_memory_check (sizes[i], &checking));
      g_assert_error (checking, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY);
    }
}

static void
test_what_is_there_is_none (void)
{
  g_assert_true (obelus_memory_check (0, NULL));
  g_assert_true (obelus_memory_check (1 << 20, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/memory/room-is-made-and-nothing-is-lost", test_room_is_made_and_nothing_is_lost);
  g_test_add_func ("/memory/room-is-doubled", test_room_is_doubled);
  g_test_add_func ("/memory/what-is-not-there-is-an-error", test_what_is_not_there_is_an_error);
  g_test_add_func ("/memory/what-is-there-is-none", test_what_is_there_is_none);
  return g_test_run ();
}
