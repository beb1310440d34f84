/* What the tests of scanning share. */
#include "scanned.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

static char *cache_home;
static char *scanner;

void
scanned_begin (void)
{
  cache_home = g_dir_make_tmp ("obelus-cache-XXXXXX", NULL);
  g_assert_nonnull (cache_home);
  g_setenv ("XDG_CACHE_HOME", cache_home, TRUE);
  scanner = g_strdup (g_getenv ("OBELUS_WORKER"));
}

static void
remove_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_remove (path) != 0)
        remove_files (path);
    }
  g_rmdir (folder);
}

int
scanned_end (int status)
{
  g_chmod (cache_home, 0700);
  remove_files (cache_home);
  return status;
}

const char *
scanned_get_cache_folder (void)
{
  static char *folder;

  if (folder == NULL)
    folder = g_build_filename (cache_home, "obelus", NULL);
  return folder;
}

char *
scanned_find_cache (void)
{
  g_autoptr (GDir) dir = g_dir_open (scanned_get_cache_folder (), 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;
  char *path = name != NULL ? g_build_filename (scanned_get_cache_folder (), name, NULL) : NULL;

  if (name != NULL)
    g_assert_null (g_dir_read_name (dir)); /* nothing is left lying there */
  return path;
}

char *
scanned_make_path (const char *folder, const char *module)
{
  g_autofree char *name = g_strconcat (module, "." G_MODULE_SUFFIX, NULL);

  return g_build_filename (folder, name, NULL);
}

char *
scanned_make_folder (const char *first, ...)
{
  char *folder = g_dir_make_tmp ("obelus-scanning-XXXXXX", NULL);
  va_list modules;

  g_assert_nonnull (folder);
  va_start (modules, first);
  for (const char *module = first; module != NULL; module = va_arg (modules, const char *))
    {
      g_autofree char *from = scanned_make_path (g_getenv ("OBELUS_TEST_SCANNING"), module);
      g_autofree char *to = scanned_make_path (folder, module);
      g_autofree char *contents = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
      g_assert_true (g_file_set_contents_full (to, contents, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
  va_end (modules);
  g_usleep (30000);
  return folder;
}

void
scanned_remove_folder (char *folder)
{
  remove_files (folder);
  g_free (folder);
}

ObelusRegistry *
scanned_read (const char *folder)
{
  const char *const path[] = { folder, NULL };

  return obelus_registry_new (path);
}

const char *
scanned_find_reason (ObelusRegistry *registry, const char *module)
{
  g_autofree char *name = g_strconcat (module, "." G_MODULE_SUFFIX, NULL);

  for (guint i = 0; i < obelus_registry_get_n_broken (registry); i++)
    {
      g_autofree char *file = g_path_get_basename (obelus_registry_get_broken_path (registry, i));
      if (strcmp (file, name) == 0)
        return obelus_registry_get_broken_reason (registry, i);
    }
  return NULL;
}

gboolean
scanned_has (ObelusRegistry *registry, const char *component)
{
  return obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, component) != NULL;
}

gboolean
scanned_is_open (const char *folder, const char *module)
{
  g_autofree char *path = scanned_make_path (folder, module);
  g_autofree char *maps = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  return strstr (maps, path) != NULL;
}

void
scanned_take_scanner_away (void)
{
  g_setenv ("OBELUS_WORKER", "/nonexistent/obelus-worker", TRUE);
}

void
scanned_give_scanner_back (void)
{
  g_setenv ("OBELUS_WORKER", scanner, TRUE);
}
