/* What sources give to readers: files, packed ones, pipes. */
#include <obelus/obelus.h>

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static char *folder;

static char *
pack (const char *text, gsize length, gsize *n_packed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_data (text, (gssize) length, NULL);
  g_autoptr (GInputStream) packing = g_converter_input_stream_new (plain, compressor);
  g_autoptr (GOutputStream) packed = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (packed, packing, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  *n_packed = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (packed));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (packed));
}

/* What the reader of a file with these bytes gets, or what it is told instead. */
static char *
load (const char *name, const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));

  g_autoptr (ObelusSource) source = obelus_source_new_for_path (path);
  g_autoptr (GBytes) loaded = obelus_source_load (source, NULL, &error);
  g_remove (path);
  if (loaded == NULL)
    {
      g_assert_cmpint (error->domain, ==, OBELUS_ERROR);
      return g_strdup (error->message);
    }
  return g_strndup (g_bytes_get_data (loaded, NULL), g_bytes_get_size (loaded));
}

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("'%s' is not in '%.200s'", part, text);
}

static void
test_packed_files_are_unpacked (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, "Ship %u came in.\n", i * 7919);

  gsize n;
  g_autofree char *packed = pack (text->str, text->len, &n);
  g_autofree char *loaded = load ("ships.TXT.GZ", packed, n);
  g_assert_cmpstr (loaded, ==, text->str);

  g_autofree char *plain = load ("ships.txt", "Ann met Bo.", 11);
  g_assert_cmpstr (plain, ==, "Ann met Bo.");
}

static void
test_every_member_of_a_packed_file_is_read (void)
{
  gsize n_first, n_empty, n_last;
  g_autofree char *first = pack ("Ann met Bo. ", 12, &n_first);
  g_autofree char *empty = pack ("", 0, &n_empty);
  g_autofree char *last = pack ("It rained.", 10, &n_last);
  g_autoptr (GString) file = g_string_new_len (first, (gssize) n_first);
  g_string_append_len (file, empty, (gssize) n_empty);
  g_string_append_len (file, last, (gssize) n_last);

  g_autofree char *together = load ("two.gz", file->str, file->len);
  g_assert_cmpstr (together, ==, "Ann met Bo. It rained.");

  g_string_append_len (file, "\0\0\0\0", 4);
  g_autofree char *filled = load ("two.gz", file->str, file->len);
  g_assert_cmpstr (filled, ==, "Ann met Bo. It rained.");

  g_string_append (file, "more");
  g_autofree char *more = load ("two.gz", file->str, file->len);
  assert_contains (more, "two.gz' holds more behind what is packed with gzip; copy or pack it again");
}

static void
test_damaged_packed_files_are_told_of (void)
{
  gsize n;
  g_autofree char *packed = pack ("Ann met Bo, and it rained.", 26, &n);

  for (gsize length = 1; length < n; length++)
    {
      g_autofree char *told = load ("a.gz", packed, length);
      assert_contains (told, "a.gz' is packed with gzip and ends too early; copy or pack it again");
    }
  packed[n - 5] ^= 1; /* in the checksum */
  g_autofree char *damaged = load ("a.gz", packed, n);
  assert_contains (damaged, "a.gz' is packed with gzip and damaged; copy or pack it again");

  g_autofree char *text = load ("a.gz", "Ann met Bo.", 11);
  assert_contains (text, "a.gz' is not packed with gzip as its ending says; give it another name");
  g_autofree char *empty = load ("a.gz", "", 0);
  assert_contains (empty, "a.gz' is empty, and no file packed with gzip as its ending says");
}

static void
test_a_bomb_does_not_fill_memory (void)
{
  const gsize length = 100 * 1024 * 1024;
  g_autofree char *spaces = g_malloc (length);
  memset (spaces, ' ', length);

  gsize n;
  g_autofree char *packed = pack (spaces, length, &n);
  g_autofree char *told = load ("spaces.gz", packed, n);
  assert_contains (told, "spaces.gz' unpacks to hundreds of times its size, as no text does");
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (50 * 1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_a_pipe_without_a_writer_can_be_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = g_build_filename (folder, "pipe", NULL);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);

  g_autoptr (ObelusSource) source = obelus_source_new_for_path (path);
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_autoptr (GBytes) loaded = obelus_source_load (source, cancellable, &error);
  g_thread_join (thread);
  g_remove (path);

  g_assert_null (loaded);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
write_late (gpointer path)
{
  g_usleep (50 * 1000);
  g_file_set_contents_full (path, "Late.", 5, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
  return NULL;
}

static void
test_a_pipe_is_waited_for (void)
{
  g_autofree char *path = g_build_filename (folder, "pipe", NULL);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);

  g_autoptr (ObelusSource) source = obelus_source_new_for_path (path);
  GThread *thread = g_thread_new ("write", write_late, path);
  g_autoptr (GBytes) loaded = obelus_source_load (source, NULL, NULL);
  g_thread_join (thread);
  g_remove (path);

  g_assert_nonnull (loaded);
  g_assert_cmpmem (g_bytes_get_data (loaded, NULL), g_bytes_get_size (loaded), "Late.", 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("obelus-source-XXXXXX", NULL);
  g_test_add_func ("/source/packed", test_packed_files_are_unpacked);
  g_test_add_func ("/source/members", test_every_member_of_a_packed_file_is_read);
  g_test_add_func ("/source/damaged", test_damaged_packed_files_are_told_of);
  g_test_add_func ("/source/bomb", test_a_bomb_does_not_fill_memory);
  g_test_add_func ("/source/cancelled-pipe", test_a_pipe_without_a_writer_can_be_cancelled);
  g_test_add_func ("/source/late-pipe", test_a_pipe_is_waited_for);

  const int status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
