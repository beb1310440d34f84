/* Writing a folder of files from templates. */
#include "scaffold.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define PREFIX "/obelus/new/"

static const char *
find_value (const char *key, gsize length, const ScaffoldValue *values)
{
  for (; values->key != NULL; values++)
    if (strlen (values->key) == length && memcmp (values->key, key, length) == 0)
      return values->value;
  return NULL;
}

/* The length of the key that stands behind an `@`, if an `@` follows it: lower-case words joined by hyphens. */
static gsize
measure_key (const char *text)
{
  gsize length = 0;

  while (g_ascii_islower (text[length]) || text[length] == '-')
    length++;
  return text[length] == '@' ? length : 0;
}

char *
scaffold_expand (const char *text, const ScaffoldValue *values)
{
  g_autoptr (GString) expanded = g_string_new (NULL);

  while (*text != '\0')
    {
      const gsize length = *text == '@' ? measure_key (text + 1) : 0;
      const char *value = length > 0 ? find_value (text + 1, length, values) : NULL;

      g_assert (length == 0 || value != NULL);
      if (value != NULL)
        g_string_append (expanded, value);
      else
        g_string_append_c (expanded, *text);
      text += value != NULL ? length + 2 : 1;
    }
  return g_string_free (g_steal_pointer (&expanded), FALSE);
}

static gboolean
is_free (const char *folder, GError **error)
{
  if (!g_file_test (folder, G_FILE_TEST_EXISTS) && !g_file_test (folder, G_FILE_TEST_IS_SYMLINK))
    return TRUE;

  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  if (dir != NULL && g_dir_read_name (dir) == NULL)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
               "'%s' is already there; choose another folder with --folder, or remove it", folder);
  return FALSE;
}

/* What was made, so that half of it does not stay behind. */
static void
remove_made (GPtrArray *made)
{
  for (guint i = made->len; i > 0; i--)
    g_remove (made->pdata[i - 1]);
}

/* Makes a folder and those above it. */
static gboolean
make_folder (const char *path, GPtrArray *made, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;

  g_autofree char *above = g_path_get_dirname (path);
  if (!make_folder (above, made, error))
    return FALSE;
  if (g_mkdir (path, 0777) != 0)
    {
      const int reason = errno;
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (reason),
                   "the folder '%s' cannot be made (%s); choose another place with --folder", path,
                   g_strerror (reason));
      return FALSE;
    }
  g_ptr_array_add (made, g_strdup (path));
  return TRUE;
}

static gboolean
write_file (const char *folder, const ScaffoldFile *file, const ScaffoldValue *values, GPtrArray *made, GError **error)
{
  g_autofree char *resource = g_strconcat (PREFIX, file->template, NULL);
  g_autoptr (GBytes) template = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (template == NULL)
    return FALSE;

  /* A resource's data are followed by a NUL. */
  g_autofree char *contents = scaffold_expand (g_bytes_get_data (template, NULL), values);
  g_autofree char *name = scaffold_expand (file->path, values);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  if (!make_folder (parent, made, error))
    return FALSE;
  g_ptr_array_add (made, g_strdup (path));
  /* What begins as a script is meant to be run. */
  return g_file_set_contents_full (path, contents, -1, G_FILE_SET_CONTENTS_CONSISTENT,
                                   g_str_has_prefix (contents, "#!") ? 0777 : 0666, error);
}

gboolean
scaffold_write (const char *folder, const ScaffoldFile *files, const ScaffoldValue *values, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);

  if (!is_free (folder, error))
    return FALSE;
  for (const ScaffoldFile *file = files; file->template != NULL; file++)
    if (!write_file (folder, file, values, made, error))
      {
        remove_made (made);
        return FALSE;
      }
  return TRUE;
}
