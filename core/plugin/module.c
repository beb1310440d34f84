/* Modules by way of libltdl, with the reasons that it does not give. */
#include "module-private.h"
#include "elf-check-private.h"
#include "manifest-private.h"
#include "module-place-private.h"

#include <dlfcn.h>
#include <glib/gstdio.h>
#include <ltdl.h>
#include <string.h>

#ifdef __ELF__
#include <link.h>
#endif

#define SYMBOL "obelus_plugin"

/* libltdl keeps its list of modules and its last error without a lock. */
static GMutex ltdl_mutex;

/* Initialises libltdl, once for the life of the process: modules stay. */
static gboolean
start_ltdl (void)
{
  static gboolean started = FALSE;

  if (!started)
    started = lt_dlinit () == 0;
  return started;
}

/* Finding */

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
describe_folder_error (const GError *error)
{
  switch (error->code)
    {
    case G_FILE_ERROR_NOENT:
      return NULL;
    case G_FILE_ERROR_NOTDIR:
      return g_strdup ("it is a file and no folder with plugins; take it from the search path");
    case G_FILE_ERROR_ACCES:
      return g_strdup ("the plugin folder may not be read; correct its permissions or take it from the search path");
    default:
      return g_strdup_printf ("the plugin folder cannot be read (%s); take it from the search path", error->message);
    }
}

char *
obelus_module_list (const char *folder, GPtrArray *paths)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  char *problem;
  const char *name;

  if (dir == NULL)
    return describe_folder_error (error);
  problem = obelus_module_check_folder (folder);
  if (problem != NULL)
    return problem;

  while ((name = g_dir_read_name (dir)) != NULL)
    if ((g_str_has_suffix (name, "." G_MODULE_SUFFIX) || g_str_has_suffix (name, OBELUS_MANIFEST_SUFFIX))
        && name[0] != '.')
      g_ptr_array_add (found, g_build_filename (folder, name, NULL));

  g_ptr_array_sort (found, compare_paths);
  g_ptr_array_extend_and_steal (paths, g_steal_pointer (&found));
  return NULL;
}

/* Opening */

/* What the loader says, as a sentence that tells what to do. */
static char *
describe_loader_error (const char *path, const char *message)
{
  gsize path_length = strlen (path);
  const char *missing_library = strstr (message, ": cannot open shared object file");

  if (strncmp (message, path, path_length) == 0 && g_str_has_prefix (message + path_length, ": "))
    message += path_length + 2;

  if (g_str_has_prefix (message, "undefined symbol: obelus_"))
    return g_strdup_printf ("the module uses '%s', which this Obelus does not have; install a newer one",
                            message + strlen ("undefined symbol: "));
  if (g_str_has_prefix (message, "undefined symbol: "))
    return g_strdup_printf (
        "the module uses '%s', which nothing it is linked with has; link it with the library that does",
        message + strlen ("undefined symbol: "));
  if (missing_library != NULL && missing_library > message)
    return g_strdup_printf ("the module needs '%.*s', which is not installed; install it",
                            (int) (missing_library - message), message);

  return g_strdup_printf ("the module cannot be loaded: %s; build it again on this machine", message);
}

/* Binds everything at once, so that a function that is missing is found now and not when it is first called. The handle
 * is never closed: components point into the module for the life of the process. */
static char *
try_loader (const char *path)
{
  const char *message;

  if (dlopen (path, RTLD_NOW | RTLD_LOCAL) != NULL)
    return NULL;

  message = dlerror ();
  return describe_loader_error (path, message != NULL ? message : "no reason was given");
}

static lt_dlhandle
open_with_ltdl (const char *path)
{
  lt_dlhandle handle = NULL;
  lt_dladvise advise;

  if (lt_dladvise_init (&advise) != 0)
    return NULL;

  if (lt_dladvise_local (&advise) == 0 && lt_dladvise_resident (&advise) == 0)
    handle = lt_dlopenadvise (path, advise);
  lt_dladvise_destroy (&advise);

  return handle;
}

static const ObelusPlugin *
open_locked (const char *path, gboolean *is_lasting, char **problem)
{
  const ObelusPlugin *plugin;
  lt_dlhandle handle;

  *is_lasting = FALSE;
  *problem = obelus_module_check_place (path);
  if (*problem == NULL)
    {
      *problem = obelus_elf_check (path);
      *is_lasting = *problem != NULL && g_access (path, R_OK) == 0;
    }
  if (*problem == NULL)
    *problem = try_loader (path);
  if (*problem != NULL)
    return NULL;

  handle = start_ltdl () ? open_with_ltdl (path) : NULL;
  if (handle == NULL)
    {
      const char *message = lt_dlerror ();
      *problem = g_strdup_printf ("libltdl cannot open the module: %s; build it again on this machine",
                                  message != NULL ? message : "no reason was given");
      return NULL;
    }

  plugin = lt_dlsym (handle, SYMBOL);
  *is_lasting = plugin == NULL;
  if (plugin == NULL)
    *problem = g_strdup ("the module is no Obelus plugin: it exports no '" SYMBOL
                         "'; end one of its source files with OBELUS_PLUGIN () or remove it");
  return plugin;
}

const ObelusPlugin *
obelus_module_open (const char *path, gboolean *is_lasting, char **problem)
{
  const ObelusPlugin *plugin;
  gboolean lasts = FALSE;

  g_mutex_lock (&ltdl_mutex);
  plugin = open_locked (path, is_lasting != NULL ? is_lasting : &lasts, problem);
  g_mutex_unlock (&ltdl_mutex);

  return plugin;
}

/* Looking into what is loaded */

#if defined(__ELF__) && defined(__GLIBC__)

typedef struct
{
  ElfW (Addr) address;
  gsize size; /* of what is loaded from there on */
} Extent;

static int
measure_segment (struct dl_phdr_info *info, size_t size G_GNUC_UNUSED, void *data)
{
  Extent *extent = data;

  for (guint i = 0; i < info->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *segment = &info->dlpi_phdr[i];
      ElfW (Addr) start = info->dlpi_addr + segment->p_vaddr;

      if (segment->p_type == PT_LOAD && extent->address >= start && extent->address - start < segment->p_memsz)
        {
          extent->size = segment->p_memsz - (extent->address - start);
          return 1;
        }
    }

  return 0;
}

gsize
obelus_module_measure (gconstpointer address)
{
  Extent extent = { (ElfW (Addr)) address, 0 };
  const ElfW (Sym) *symbol = NULL;
  Dl_info info;

  dl_iterate_phdr (measure_segment, &extent);
  if (extent.size > 0 && dladdr1 (address, &info, (void **) &symbol, RTLD_DL_SYMENT) != 0 && symbol != NULL
      && info.dli_saddr == address && symbol->st_size > 0)
    return MIN (extent.size, symbol->st_size);
  return extent.size;
}

#else

gsize
obelus_module_measure (gconstpointer address G_GNUC_UNUSED)
{
  return G_MAXSIZE;
}

#endif

/* Preloaded modules */

/* Where the call-back of lt_dlpreload_open () puts what it finds: it is given no data. Guarded by the mutex. */
static GPtrArray *preloaded_plugins;

static int
collect_preloaded (lt_dlhandle handle)
{
  gpointer plugin = lt_dlsym (handle, SYMBOL);

  /* Other libraries of the program may preload modules of their own. */
  if (plugin != NULL)
    g_ptr_array_add (preloaded_plugins, plugin);
  return 0;
}

GPtrArray *
obelus_module_list_preloaded (void)
{
  GPtrArray *plugins = g_ptr_array_new ();

  g_mutex_lock (&ltdl_mutex);
  preloaded_plugins = plugins;
  if (start_ltdl ())
    lt_dlpreload_open (NULL, collect_preloaded);
  preloaded_plugins = NULL;
  g_mutex_unlock (&ltdl_mutex);

  return plugins;
}
