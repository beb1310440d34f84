/* The search paths of plugins and models: given, from the environment, of the user, of the installation. */
#include "plugin-path-private.h"

#include <dlfcn.h>
#include <string.h>

#ifdef __ELF__
#include <link.h>
#endif

/* Lies in the library, or in the program that holds it. */
static const char anchor = 0;

static void
add_folder (GPtrArray *folders, const char *folder)
{
  g_autofree char *absolute = NULL;

  if (*folder == '\0')
    return;

  absolute = g_canonicalize_filename (folder, NULL);
  if (!g_ptr_array_find_with_equal_func (folders, absolute, g_str_equal, NULL))
    g_ptr_array_add (folders, g_steal_pointer (&absolute));
}

static void
add_folders_of_variable (GPtrArray *folders, const char *variable)
{
  const char *value = g_getenv (variable);
  g_auto (GStrv) parts = g_strsplit (value != NULL ? value : "", G_SEARCHPATH_SEPARATOR_S, -1);

  for (char **part = parts; *part != NULL; part++)
    add_folder (folders, *part);
}

static void
add_folder_of_user (GPtrArray *folders, const char *name)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "obelus", name, NULL);

  add_folder (folders, folder);
}

/* How many leading bytes two absolute paths share, counted in whole folders. */
static gsize
measure_common_folders (const char *a, const char *b)
{
  gsize common = 0;

  for (gsize i = 0;; i++)
    {
      gboolean a_ends = a[i] == '\0' || a[i] == G_DIR_SEPARATOR;
      gboolean b_ends = b[i] == '\0' || b[i] == G_DIR_SEPARATOR;

      if (a_ends && b_ends)
        common = i;
      if (a[i] != b[i] || a[i] == '\0')
        return common;
    }
}

char *
obelus_plugin_path_relocate (const char *target, const char *compiled_library_folder, const char *library_folder)
{
  gsize common = measure_common_folders (target, compiled_library_folder);
  g_autoptr (GString) path = g_string_new (library_folder);

  if (common == 0)
    return NULL;

  for (const char *rest = compiled_library_folder + common; *rest != '\0'; rest++)
    if (*rest == G_DIR_SEPARATOR && rest[1] != '\0')
      g_string_append (path, G_DIR_SEPARATOR_S "..");
  g_string_append (path, target + common);

  return g_canonicalize_filename (path->str, NULL);
}

#ifdef __ELF__

/* Called for the program first, and then no more. */
static int
has_anchor (struct dl_phdr_info *info, size_t size G_GNUC_UNUSED, void *data)
{
  for (guint i = 0; i < info->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *segment = &info->dlpi_phdr[i];
      ElfW (Addr) start = info->dlpi_addr + segment->p_vaddr;

      if (segment->p_type == PT_LOAD && (ElfW (Addr)) & anchor >= start
          && (ElfW (Addr)) & anchor - start < segment->p_memsz)
        *(gboolean *) data = TRUE;
    }

  return 1;
}

/* A program that was found on the PATH is known to the loader by its bare name; but the system knows where it is. */
static char *
find_program (void)
{
  gboolean found = FALSE;

  dl_iterate_phdr (has_anchor, &found);
  return found ? g_file_read_link ("/proc/self/exe", NULL) : NULL;
}

#else

static char *
find_program (void)
{
  return NULL;
}

#endif

/* The folder of the library, or of the program that holds it, as it was loaded; and where it was to be installed. NULL
 * if the system does not tell. */
static char *
get_own_folder (char **compiled)
{
  g_autofree char *path = find_program ();
  Dl_info info;

  if (path != NULL)
    {
      *compiled = g_strdup (OBELUS_BINDIR);
      return g_path_get_dirname (path);
    }
  if (dladdr (&anchor, &info) == 0 || info.dli_fname == NULL || strchr (info.dli_fname, G_DIR_SEPARATOR) == NULL)
    return NULL;

  *compiled = g_strdup (OBELUS_LIBDIR);
  path = g_canonicalize_filename (info.dli_fname, NULL);
  return g_path_get_dirname (path);
}

/* Where a path that was compiled in is now, seen from the library or the program that holds it; NULL if there is no way
 * to tell. */
static char *
relocate (const char *compiled)
{
  g_autofree char *compiled_folder = NULL;
  g_autofree char *own_folder = get_own_folder (&compiled_folder);

  return own_folder != NULL ? obelus_plugin_path_relocate (compiled, compiled_folder, own_folder) : NULL;
}

static void
add_folder_of_installation (GPtrArray *folders, const char *compiled)
{
  g_autofree char *moved = relocate (compiled);

  add_folder (folders, moved != NULL && g_file_test (moved, G_FILE_TEST_IS_DIR) ? moved : compiled);
}

static char **
finish (GPtrArray *folders)
{
  g_ptr_array_add (folders, NULL);
  return (char **) g_ptr_array_free (folders, FALSE);
}

char **
obelus_plugin_path_get (const char *const *first)
{
  GPtrArray *folders = g_ptr_array_new ();

  for (; first != NULL && *first != NULL; first++)
    add_folder (folders, *first);
  add_folders_of_variable (folders, "OBELUS_PLUGIN_PATH");
  add_folder_of_user (folders, "plugins");
  add_folder_of_installation (folders, OBELUS_PLUGINDIR);

  return finish (folders);
}

char **
obelus_model_path_get (void)
{
  GPtrArray *folders = g_ptr_array_new ();

  add_folders_of_variable (folders, "OBELUS_MODEL_PATH");
  add_folder_of_user (folders, "models");
  add_folder_of_installation (folders, OBELUS_MODELDIR);

  return finish (folders);
}

char *
obelus_worker_path_get (void)
{
  const char *given = g_getenv ("OBELUS_WORKER");
  char *moved;

  if (given != NULL && *given != '\0')
    return g_canonicalize_filename (given, NULL);

  moved = relocate (OBELUS_WORKER_PATH);
  if (moved != NULL && g_file_test (moved, G_FILE_TEST_IS_EXECUTABLE))
    return moved;
  g_free (moved);
  return g_strdup (OBELUS_WORKER_PATH);
}

gboolean
obelus_plugin_path_is_own (const char *module)
{
  g_autofree char *moved = relocate (OBELUS_PLUGINDIR);
  g_autofree char *folder = g_path_get_dirname (module);

  return g_strcmp0 (folder, moved) == 0 || strcmp (folder, OBELUS_PLUGINDIR) == 0;
}
