/* A cache that somebody has damaged, or laid there for others to find, is as if it were not there. */
#include "scanned.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder; /* with two sound modules */

/* Makes the cache as it should be. */
static void
warm_up (void)
{
  g_autoptr (ObelusRegistry) registry = scanned_read (folder);

  g_assert_true (scanned_has (registry, "sound"));
}

static gboolean
is_warm (void)
{
  scanned_take_scanner_away ();
  g_autoptr (ObelusRegistry) registry = scanned_read (folder);
  scanned_give_scanner_back ();
  return scanned_has (registry, "sound");
}

/* Whatever lies there now: it is not believed, and all is well. */
static void
assert_ignored (void)
{
  g_assert_false (is_warm ());
  warm_up ();
}

static char *
get_cache (void)
{
  char *path;

  warm_up ();
  path = scanned_find_cache ();
  g_assert_nonnull (path);
  g_assert_true (is_warm ());
  return path;
}

static void
put (const char *path, const char *data, gsize length)
{
  g_unlink (path);
  g_assert_true (g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
test_private (void)
{
  g_autofree char *path = get_cache ();
  struct stat status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (scanned_get_cache_folder (), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
}

static void
test_truncated (void)
{
  g_autofree char *path = get_cache ();
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  for (gsize cut = 0; cut < length; cut += cut < 300 ? 7 : 97)
    {
      g_test_message ("%zu of %zu bytes", cut, length);
      put (path, contents, cut);
      g_assert_false (is_warm ());
    }
  assert_ignored ();
  g_assert_true (is_warm ());
}

static void
test_flipped (void)
{
  g_autofree char *path = get_cache ();
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  for (gsize i = 0; i < length; i += i < 300 ? 3 : 31)
    {
      contents[i] ^= 0x10;
      put (path, contents, length);
      g_assert_false (is_warm ());
      contents[i] ^= 0x10;
    }
  assert_ignored ();
}

static void
test_random (void)
{
  g_autofree char *path = get_cache ();

  for (guint size = 1; size < 100000; size = size * 3 + 1)
    {
      g_autofree char *bytes = g_malloc (size);
      for (guint i = 0; i < size; i++)
        bytes[i] = (char) g_test_rand_int ();
      put (path, bytes, size);
      assert_ignored ();
    }
}

static void
test_huge (void)
{
  g_autofree char *path = get_cache ();

  g_assert_cmpint (truncate (path, G_GINT64_CONSTANT (1) << 40), ==, 0);
  assert_ignored ();
}

static void
test_writable_by_others (void)
{
  g_autofree char *path = get_cache ();

  g_assert_cmpint (g_chmod (path, 0606), ==, 0);
  assert_ignored ();
  g_assert_cmpint (g_chmod (path, 0660), ==, 0);
  assert_ignored ();
  g_assert_true (is_warm ());
}

static void
test_folder_writable_by_others (void)
{
  g_autofree char *path = get_cache ();

  g_assert_cmpint (g_chmod (scanned_get_cache_folder (), 0777), ==, 0);
  assert_ignored ();
  g_assert_false (is_warm ());
  g_assert_cmpint (g_chmod (scanned_get_cache_folder (), 0700), ==, 0);
  g_assert_true (is_warm ());
}

static void
test_other_owner (void)
{
  g_autofree char *path = get_cache ();

  if (geteuid () != 0)
    {
      g_test_skip ("only root can give a file to somebody else");
      return;
    }
  g_assert_cmpint (chown (path, 65534, 65534), ==, 0);
  assert_ignored ();
  g_assert_true (is_warm ());
  g_assert_cmpint (chown (scanned_get_cache_folder (), 65534, 65534), ==, 0);
  assert_ignored ();
  g_assert_false (is_warm ());
  g_assert_cmpint (chown (scanned_get_cache_folder (), 0, 0), ==, 0);
}

/* Neither read through nor written through. */
static void
test_link (void)
{
  g_autofree char *path = get_cache ();
  g_autofree char *aside = g_build_filename (folder, "aside", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length, new_length;

  g_assert_cmpint (g_rename (path, aside), ==, 0);
  g_assert_true (g_file_get_contents (aside, &before, &length, NULL));
  g_assert_cmpint (symlink (aside, path), ==, 0);
  assert_ignored ();
  g_assert_true (is_warm ());
  g_assert_false (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (aside, &after, &new_length, NULL));
  g_assert_cmpmem (before, length, after, new_length);
}

static void
test_linked_folder (void)
{
  g_autofree char *path = get_cache ();
  g_autofree char *aside = g_strconcat (scanned_get_cache_folder (), "-aside", NULL);

  g_assert_cmpint (g_rename (scanned_get_cache_folder (), aside), ==, 0);
  g_assert_cmpint (symlink (aside, scanned_get_cache_folder ()), ==, 0);
  assert_ignored ();
  g_assert_false (is_warm ());
  g_assert_cmpint (g_unlink (scanned_get_cache_folder ()), ==, 0);
  g_assert_cmpint (g_rename (aside, scanned_get_cache_folder ()), ==, 0);
  g_assert_true (is_warm ());
}

static void
test_no_file (void)
{
  g_autofree char *path = get_cache ();

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_ignored (); /* and nobody waits for a writer */
  g_assert_true (is_warm ());

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_ignored ();
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
test_unwritable (void)
{
  g_autofree char *path = get_cache ();
  struct stat status;

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (scanned_get_cache_folder ()), ==, 0);
  put (scanned_get_cache_folder (), "", 0); /* a file in its place, which not even root can write into */
  assert_ignored ();
  g_assert_false (is_warm ());
  g_assert_cmpint (g_stat (scanned_get_cache_folder (), &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 0);
  g_assert_cmpint (g_unlink (scanned_get_cache_folder ()), ==, 0);
}

/* A module that has only just been written could be written again without a change of its times. */
static void
test_fresh (void)
{
  g_autofree char *path = scanned_make_path (folder, "sound");

  warm_up ();
  g_assert_true (is_warm ());
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_false (is_warm ());
  warm_up ();
  g_usleep (30000);
  warm_up ();
  g_assert_true (is_warm ());
}

static void
test_gone (void)
{
  char *other = scanned_make_folder ("sound-too", NULL);
  g_autofree char *name = g_path_get_basename (other);
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  g_object_unref (scanned_read (other));
  path = get_cache ();
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_nonnull (memmem (contents, length, name, strlen (name)));
  g_clear_pointer (&contents, g_free);

  scanned_remove_folder (other);
  other = scanned_make_folder ("sound-too", NULL);
  g_object_unref (scanned_read (other));
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_null (memmem (contents, length, name, strlen (name)));
  scanned_remove_folder (other);
}

static GSubprocess *
list (const char *const *variables)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;

  for (; *variables != NULL; variables += 2)
    if (variables[1][0] == '\0')
      g_subprocess_launcher_unsetenv (launcher, variables[0]);
    else
      g_subprocess_launcher_setenv (launcher, variables[0], variables[1], TRUE);
  GSubprocess *process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("OBELUS_TEST_COMMAND"), "list",
                                                      "--plugin-path", folder, NULL);
  g_assert_no_error (error);
  return process;
}

static void
assert_lists (GSubprocess *process)
{
  g_autofree char *output = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (process));
  g_assert_nonnull (strstr (output, "sound-too"));
}

static void
test_concurrent (void)
{
  const char *const nothing[] = { NULL };
  g_autofree char *path = get_cache ();
  GSubprocess *processes[12];

  for (guint round = 0; round < 4; round++)
    {
      g_assert_cmpint (g_unlink (path), ==, 0);
      for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
        processes[i] = list (nothing);
      for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
        {
          assert_lists (processes[i]);
          g_object_unref (processes[i]);
        }
      g_assert_true (is_warm ());
      g_free (path);
      path = scanned_find_cache ();
    }
}

static void
test_no_home (void)
{
  const char *const without[][9] = {
    { "XDG_CACHE_HOME", "", "HOME", "/nonexistent", NULL },
    { "XDG_CACHE_HOME", "/nonexistent/cache", "HOME", "", NULL },
    { "XDG_CACHE_HOME", "/dev/null", NULL },
    { "XDG_CACHE_HOME", "/proc", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (without); i++)
    {
      g_autoptr (GSubprocess) process = list (without[i]);
      assert_lists (process);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  scanned_begin ();
  folder = scanned_make_folder ("sound", "sound-too", NULL);
  g_test_add_func ("/cache/private", test_private);
  g_test_add_func ("/cache/truncated", test_truncated);
  g_test_add_func ("/cache/flipped", test_flipped);
  g_test_add_func ("/cache/random", test_random);
  g_test_add_func ("/cache/huge", test_huge);
  g_test_add_func ("/cache/writable-by-others", test_writable_by_others);
  g_test_add_func ("/cache/folder-writable-by-others", test_folder_writable_by_others);
  g_test_add_func ("/cache/other-owner", test_other_owner);
  g_test_add_func ("/cache/link", test_link);
  g_test_add_func ("/cache/linked-folder", test_linked_folder);
  g_test_add_func ("/cache/no-file", test_no_file);
  g_test_add_func ("/cache/unwritable", test_unwritable);
  g_test_add_func ("/cache/fresh", test_fresh);
  g_test_add_func ("/cache/gone", test_gone);
  g_test_add_func ("/cache/concurrent", test_concurrent);
  g_test_add_func ("/cache/no-home", test_no_home);
  int status = g_test_run ();
  scanned_remove_folder (folder);
  return scanned_end (status);
}
