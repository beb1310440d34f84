/* Lines of streams that come in pieces. */
#include "../lines.h"

#include <obelus/obelus-plugin.h>
#include <string.h>

enum
{
  NO_LIMIT = 1 << 30,
};

/* A stream that gives a few bytes at a time, and may fail at its end. */
typedef struct
{
  GInputStream parent;
  const char *data;
  gsize length;
  gsize step;
  gboolean fails;
} PieceStream;

typedef struct
{
  GInputStreamClass parent;
} PieceStreamClass;

static GType piece_stream_get_type (void);
G_DEFINE_TYPE (PieceStream, piece_stream, G_TYPE_INPUT_STREAM)

static gssize
piece_stream_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  PieceStream *pieces = (PieceStream *) stream;
  gsize n = MIN (MIN (count, pieces->step), pieces->length);

  (void) cancellable;
  if (n == 0 && count > 0 && pieces->fails)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the disk is gone");
      return -1;
    }
  if (n > 0)
    memcpy (buffer, pieces->data, n);
  pieces->data += n;
  pieces->length -= n;
  return (gssize) n;
}

static void
piece_stream_class_init (PieceStreamClass *class)
{
  G_INPUT_STREAM_CLASS (class)->read_fn = piece_stream_read;
}

static void
piece_stream_init (PieceStream *stream)
{
  (void) stream;
}

static GInputStream *
make_stream (const char *data, gsize length, gsize step, gboolean fails)
{
  PieceStream *stream = g_object_new (piece_stream_get_type (), NULL);

  stream->data = data;
  stream->length = length;
  stream->step = step;
  stream->fails = fails;
  return G_INPUT_STREAM (stream);
}

/* The lines with a bar behind each, whatever pieces the stream comes in. */
static void
assert_lines (const char *data, gsize length, const char *expected)
{
  for (gsize step = 1; step <= length + 1; step++)
    {
      g_autoptr (GInputStream) stream = make_stream (data, length, step, FALSE);
      g_autoptr (GString) joined = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      Lines *lines = lines_new (stream, NO_LIMIT);
      const char *line;
      gsize line_length;
      guint64 n_lines = 0;

      while ((line = lines_next (lines, &line_length, NULL, &error)) != NULL)
        {
          g_string_append_len (joined, line, (gssize) line_length);
          g_string_append_c (joined, '|');
          g_assert_cmpuint (lines_get_number (lines), ==, ++n_lines);
        }
      g_assert_no_error (error);
      g_assert_cmpstr (joined->str, ==, expected);
      g_assert_null (lines_next (lines, &line_length, NULL, &error));
      lines_free (lines);
    }
}

static void
test_lines_end_in_many_ways (void)
{
  assert_lines ("", 0, "");
  assert_lines ("\n", 1, "|");
  assert_lines ("a\nbc\n", 5, "a|bc|");
  assert_lines ("a\nbc", 4, "a|bc|");
  assert_lines ("a\r\n\r\nb\r\n", 8, "a||b|");
  assert_lines ("a\rb\n", 4, "a\rb|");
  assert_lines ("\xef\xbb\xbf"
                "a\nb",
                6, "a|b|");
  assert_lines ("a\n\xef\xbb\xbf"
                "b",
                6,
                "a|\xef\xbb\xbf"
                "b|");
}

static void
test_long_lines_are_linear (void)
{
  gsize length = 40 << 20;
  g_autofree char *data = g_malloc (length);
  memset (data, 'x', length);
  data[length - 2] = '\n';

  g_autoptr (GInputStream) stream = make_stream (data, length, 65536, FALSE);
  Lines *lines = lines_new (stream, NO_LIMIT);
  gsize line_length;

  const char *line = lines_next (lines, &line_length, NULL, NULL);
  g_assert_nonnull (line);
  g_assert_cmpuint (line_length, ==, length - 2);
  g_assert_cmpmem (line, line_length, data, line_length);
  g_assert_nonnull (lines_next (lines, &line_length, NULL, NULL));
  g_assert_cmpuint (line_length, ==, 1);
  lines_free (lines);
}

static void
test_lines_have_a_limit (void)
{
  gsize length = 2 << 20;
  g_autofree char *data = g_malloc (length);
  g_autoptr (GError) error = NULL;
  gsize line_length;

  memset (data, 'x', length);
  data[1] = '\n';
  data[length - 3] = '\n';

  g_autoptr (GInputStream) stream = make_stream (data, length, 1000, FALSE);
  Lines *lines = lines_new (stream, 1 << 20);

  g_assert_nonnull (lines_next (lines, &line_length, NULL, &error));
  g_assert_cmpuint (line_length, ==, 1);
  g_assert_null (lines_next (lines, &line_length, NULL, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE);
  g_assert_cmpuint (lines_get_number (lines), ==, 2);
  g_clear_error (&error);

  /* What stands behind it is not lost. */
  g_assert_nonnull (lines_next (lines, &line_length, NULL, &error));
  g_assert_cmpuint (line_length, ==, 2);
  g_assert_cmpuint (lines_get_number (lines), ==, 3);
  g_assert_null (lines_next (lines, &line_length, NULL, &error));
  g_assert_no_error (error);
  lines_free (lines);
}

static void
test_a_broken_stream_ends (void)
{
  g_autoptr (GInputStream) stream = make_stream ("a\nb", 3, 2, TRUE);
  g_autoptr (GError) error = NULL;
  Lines *lines = lines_new (stream, NO_LIMIT);
  gsize line_length;

  g_assert_nonnull (lines_next (lines, &line_length, NULL, &error));
  g_assert_null (lines_next (lines, &line_length, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (lines_next (lines, &line_length, NULL, &error));
  g_assert_no_error (error);
  lines_free (lines);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lines/end-in-many-ways", test_lines_end_in_many_ways);
  g_test_add_func ("/lines/long-ones-are-linear", test_long_lines_are_linear);
  g_test_add_func ("/lines/have-a-limit", test_lines_have_a_limit);
  g_test_add_func ("/lines/a-broken-stream-ends", test_a_broken_stream_ends);
  return g_test_run ();
}
