/* Finding and opening the files that options name. */
#include "option-files-private.h"
#include "built-in-private.h"

#include <obelus/obelus-error.h>

static void
add_candidate (GPtrArray *candidates, const char *folder, const char *name)
{
  if (folder != NULL)
    g_ptr_array_add (candidates, g_canonicalize_filename (name, folder));
}

static GPtrArray *
list_candidates (const char *name, gboolean assigned, const ObelusOptionPlaces *places)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func (g_free);

  if (g_path_is_absolute (name))
    {
      g_ptr_array_add (candidates, g_strdup (name));
      return candidates;
    }

  if (places->folder != NULL || assigned)
    {
      /* The folder itself may be relative to the working folder. */
      g_autofree char *folder = g_canonicalize_filename (places->folder != NULL ? places->folder : ".", NULL);
      add_candidate (candidates, folder, name);
    }
  add_candidate (candidates, places->data_folder, name);
  for (guint i = 0; places->model_path != NULL && places->model_path[i] != NULL; i++)
    add_candidate (candidates, places->model_path[i], name);

  return candidates;
}

/* "/a, /b or /c" */
static char *
list_folders (const GPtrArray *candidates)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < candidates->len; i++)
    {
      g_autofree char *folder = g_path_get_dirname (candidates->pdata[i]);

      if (i > 0)
        g_string_append (list, i + 1 < candidates->len ? ", " : " or ");
      g_string_append (list, folder);
    }

  return g_string_free (list, FALSE);
}

static char *
describe_missing (const char *option, const char *name, gboolean assigned, const GPtrArray *candidates)
{
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *folders = NULL;

  for (guint i = 0; i < candidates->len; i++)
    if (g_file_test (candidates->pdata[i], G_FILE_TEST_IS_DIR))
      return g_strdup_printf ("option '%s' names '%s', which is a folder; name a file", option, shown);

  if (g_path_is_absolute (name))
    return g_strdup_printf ("option '%s' names '%s', which does not exist; correct the path", option, shown);

  folders = list_folders (candidates);
  if (assigned)
    return g_strdup_printf ("option '%s' names '%s', which is not in %s; correct the path", option, shown, folders);
  return g_strdup_printf ("needs '%s' for its option '%s', which is not in %s; install it or name another with %s=PATH",
                          shown, option, folders, option);
}

char *
obelus_option_file_locate (ObelusOptionFile *file, const char *option, const char *name, gboolean assigned,
                           gboolean is_model, const ObelusOptionPlaces *places)
{
  g_autoptr (GPtrArray) candidates = list_candidates (name, assigned, places);

  if (file->bytes != NULL || file->model != NULL)
    return NULL;
  g_clear_pointer (&file->path, g_free);

  for (guint i = 0; i < candidates->len; i++)
    if (g_file_test (candidates->pdata[i], G_FILE_TEST_EXISTS)
        && !g_file_test (candidates->pdata[i], G_FILE_TEST_IS_DIR))
      {
        file->path = g_strdup (candidates->pdata[i]);
        return NULL;
      }

  if (is_model && obelus_model_find_built_in (name) != NULL)
    {
      file->path = g_str_has_prefix (name, OBELUS_MODEL_BUILT_IN) ? g_strdup (name)
                                                                  : g_strconcat (OBELUS_MODEL_BUILT_IN, name, NULL);
      return NULL;
    }

  return describe_missing (option, name, assigned, candidates);
}

static gboolean
map_file (ObelusOptionFile *file, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (file->path, FALSE, &reason);

  if (mapped == NULL)
    {
      /* GLib's message names the file. */
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_IO, "%s; correct the path or its permissions", reason->message);
      return FALSE;
    }

  file->bytes = g_mapped_file_get_bytes (mapped);
  return TRUE;
}

gboolean
obelus_option_file_open (ObelusOptionFile *file, const char *name, gboolean is_model, GError **error)
{
  if (file->bytes != NULL || file->model != NULL)
    return TRUE;

  if (file->path == NULL)
    {
      g_autofree char *shown = g_filename_display_name (name);
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND, "'%s' was not found; correct the path", shown);
      return FALSE;
    }

  if (!is_model)
    return map_file (file, error);

  file->model = obelus_model_open (file->path, error);
  return file->model != NULL;
}

void
obelus_option_file_clear (ObelusOptionFile *file)
{
  g_clear_pointer (&file->path, g_free);
  g_clear_pointer (&file->bytes, g_bytes_unref);
  g_clear_object (&file->model);
}
