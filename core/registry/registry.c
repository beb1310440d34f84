/* What the search path offers, and what is wrong with the rest of it. */
#include "registry-private.h"
#include "built-in-private.h"
#include "elf-check-private.h"
#include "look-private.h"
#include "manifest-private.h"
#include "module-place-private.h"
#include "module-private.h"
#include "plugin-path-private.h"
#include "scan-cache-private.h"
#include "suggest-private.h"

#include <dlfcn.h>
#include <string.h>

typedef struct
{
  char *path;
  char *reason;
} BrokenModule;

struct _ObelusRegistry
{
  GObject parent_instance;

  GPtrArray *components; /* ObelusComponent *, sorted by kind, then by name */
  GArray *broken;        /* BrokenModule */
  char **model_path;
};

G_DEFINE_FINAL_TYPE (ObelusRegistry, obelus_registry, G_TYPE_OBJECT)

static void
clear_broken (gpointer data)
{
  BrokenModule *module = data;

  g_free (module->path);
  g_free (module->reason);
}

static void
obelus_registry_finalize (GObject *object)
{
  ObelusRegistry *registry = OBELUS_REGISTRY (object);

  g_clear_pointer (&registry->components, g_ptr_array_unref);
  g_clear_pointer (&registry->broken, g_array_unref);
  g_clear_pointer (&registry->model_path, g_strfreev);

  G_OBJECT_CLASS (obelus_registry_parent_class)->finalize (object);
}

static void
obelus_registry_class_init (ObelusRegistryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = obelus_registry_finalize;
}

static void
obelus_registry_init (ObelusRegistry *registry)
{
  registry->components = g_ptr_array_new_with_free_func (g_object_unref);
  registry->broken = g_array_new (FALSE, FALSE, sizeof (BrokenModule));
  g_array_set_clear_func (registry->broken, clear_broken);
  registry->model_path = obelus_model_path_get ();
}

/* Takes @reason. */
static void
add_broken (ObelusRegistry *registry, const char *path, char *reason)
{
  BrokenModule module = { g_strdup (path != NULL ? path : "(built in)"), reason };

  g_array_append_val (registry->broken, module);
}

/* Taking plugins over */

static char *
describe_conflict (ObelusComponent *old, ObelusComponent *new)
{
  const char *old_path = obelus_component_get_plugin_path (old);
  const char *new_path = obelus_component_get_plugin_path (new);

  if (strcmp (obelus_component_get_plugin_name (old), obelus_component_get_plugin_name (new)) == 0)
    return g_strdup_printf (
        "plugin '%s' is already taken from %s, which is found before %s; remove or rename one of them",
        obelus_component_get_plugin_name (old), old_path, new_path);

  if (obelus_component_get_kind (old) == obelus_component_get_kind (new)
      && strcmp (obelus_component_get_name (old), obelus_component_get_name (new)) == 0)
    return g_strdup_printf ("%s '%s' is already taken from %s, which is found before %s; remove or rename one of them",
                            obelus_component_kind_get_name (obelus_component_get_kind (old)),
                            obelus_component_get_name (old), old_path, new_path);

  return NULL;
}

static char *
find_conflict (ObelusRegistry *registry, GPtrArray *components)
{
  for (guint i = 0; i < components->len; i++)
    for (guint j = 0; j < registry->components->len; j++)
      {
        char *conflict = describe_conflict (registry->components->pdata[j], components->pdata[i]);
        if (conflict != NULL)
          return conflict;
      }

  return NULL;
}

/* A plugin is taken whole or not at all. @components is NULL where there is a problem already; both are taken. Returns
 * whether it was. */
static gboolean
add_components (ObelusRegistry *registry, GPtrArray *components, const char *path, char *problem)
{
  if (components != NULL)
    problem = find_conflict (registry, components);

  if (problem == NULL)
    {
      g_ptr_array_extend_and_steal (registry->components, components);
      return TRUE;
    }
  add_broken (registry, path, problem);
  g_clear_pointer (&components, g_ptr_array_unref);
  return FALSE;
}

static void
add_plugin (ObelusRegistry *registry, const ObelusPlugin *plugin)
{
  char *problem = NULL;
  GPtrArray *components = obelus_descriptor_read (plugin, NULL, NULL, &problem);

  add_components (registry, components, NULL, problem);
}

/* Modules in folders */

/* A file that may be a module, or the manifest of a program. */
typedef struct
{
  char *path;
  ObelusFileIdentity identity;
  GPtrArray *components; /* what it offers, */
  char *problem;         /* or why it offers nothing */
} Candidate;

static void
free_candidate (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->path);
  g_clear_pointer (&candidate->components, g_ptr_array_unref);
  g_free (candidate->problem);
  g_free (candidate);
}

/* A manifest is read, and its program started by the stages that use it. */
static void
read_manifest (Candidate *candidate)
{
  ObelusComponent *component = obelus_manifest_read (candidate->path, &candidate->problem);

  if (component == NULL)
    return;
  candidate->components = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (candidate->components, component);
}

/* @result comes from a process that had to do with a module, or from a file: it is a description only if it reads like
 * one. */
static void
take_result (Candidate *candidate, const ObelusScanResult *result)
{
  if (result->kind == OBELUS_SCAN_DESCRIBED)
    candidate->components = obelus_look_describe (result->bytes, candidate->path, &candidate->identity);
  else
    candidate->problem = g_strdup (g_bytes_get_data (result->bytes, NULL));
}

static gboolean
is_settled (const Candidate *candidate)
{
  return candidate->components != NULL || candidate->problem != NULL;
}

/* All that can be told of a file without looking into a module. */
static void
judge (Candidate *candidate, ObelusScanCache *cache)
{
  ObelusScanResult known = { 0 };

  candidate->problem = obelus_module_check_place (candidate->path);
  if (candidate->problem != NULL)
    return;
  if (g_str_has_suffix (candidate->path, OBELUS_MANIFEST_SUFFIX))
    read_manifest (candidate);
  else if (candidate->identity.inode == 0) /* no regular file */
    candidate->problem = obelus_elf_check (candidate->path);
  else if (obelus_scan_cache_find (cache, candidate->path, &candidate->identity, &known))
    {
      take_result (candidate, &known);
      obelus_scan_result_clear (&known);
    }
}

/* Whether the file was met before, by whatever name: a folder may be on the path twice, a module may be linked. */
static gboolean
was_seen (GHashTable *seen, const ObelusFileIdentity *identity)
{
  return identity->inode != 0
         && !g_hash_table_add (
             seen, g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, identity->device, identity->inode));
}

static GPtrArray *
list_candidates (ObelusRegistry *registry, const char *const *folders, ObelusScanCache *cache)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *candidates = g_ptr_array_new_with_free_func (free_candidate);

  for (; *folders != NULL; folders++)
    {
      g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
      char *problem = obelus_module_list (*folders, paths);

      if (problem != NULL)
        add_broken (registry, *folders, problem);
      for (guint i = 0; i < paths->len; i++)
        {
          Candidate *candidate = g_new0 (Candidate, 1);

          candidate->path = g_strdup (paths->pdata[i]);
          obelus_file_identity_get (candidate->path, &candidate->identity);
          if (was_seen (seen, &candidate->identity))
            {
              free_candidate (candidate);
              continue;
            }
          judge (candidate, cache);
          g_ptr_array_add (candidates, candidate);
        }
    }
  return candidates;
}

/* Looks into those of which nothing is known yet. */
static void
scan (GPtrArray *candidates, ObelusScanCache *cache)
{
  g_autoptr (GPtrArray) unknown = g_ptr_array_new ();
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  for (guint i = 0; i < candidates->len; i++)
    if (!is_settled (candidates->pdata[i]))
      {
        g_ptr_array_add (unknown, candidates->pdata[i]);
        g_ptr_array_add (paths, ((Candidate *) candidates->pdata[i])->path);
      }
  if (paths->len == 0)
    return;

  g_autofree ObelusScanResult *results = g_new0 (ObelusScanResult, paths->len);
  obelus_scan_modules (paths, results);
  for (guint i = 0; i < unknown->len; i++)
    {
      Candidate *candidate = unknown->pdata[i];

      take_result (candidate, &results[i]);
      if (is_settled (candidate))
        obelus_scan_cache_note (cache, candidate->path, &candidate->identity, &results[i]);
      else
        candidate->problem
            = g_strdup ("the module describes itself in a way that cannot be; tell its author, or remove it");
      obelus_scan_result_clear (&results[i]);
    }
  obelus_scan_cache_save (cache);
}

static void
add_folders (ObelusRegistry *registry, const char *const *folders)
{
  g_autoptr (ObelusScanCache) cache = obelus_scan_cache_load ();
  g_autoptr (GPtrArray) candidates = list_candidates (registry, folders, cache);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  scan (candidates, cache);
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = candidates->pdata[i];
      g_autofree char *name = g_path_get_basename (candidate->path);

      /* As with programs, a folder hides what the folders behind it call the same. */
      if (!g_hash_table_contains (taken, name)
          && add_components (registry, g_steal_pointer (&candidate->components), candidate->path,
                             g_steal_pointer (&candidate->problem)))
        g_hash_table_add (taken, g_steal_pointer (&name));
    }
}

static void
add_preloaded (ObelusRegistry *registry)
{
  g_autoptr (GPtrArray) plugins = obelus_module_list_preloaded ();

  for (guint i = 0; i < plugins->len; i++)
    add_plugin (registry, plugins->pdata[i]);
}

static int
compare_with (ObelusComponent *component, ObelusComponentKind kind, const char *name)
{
  ObelusComponentKind own = obelus_component_get_kind (component);

  if (own != kind)
    return own < kind ? -1 : 1;
  return strcmp (obelus_component_get_name (component), name);
}

static int
compare_components (gconstpointer a, gconstpointer b)
{
  ObelusComponent *right = *(ObelusComponent *const *) b;

  return compare_with (*(ObelusComponent *const *) a, obelus_component_get_kind (right),
                       obelus_component_get_name (right));
}

/* Whether a module's calls would reach this copy of the core. They do not where a program has the core linked in: its
 * modules would bring a second one along. */
static gboolean
can_load_modules (void)
{
  return dlsym (RTLD_DEFAULT, "obelus_registry_new") == (gpointer) obelus_registry_new;
}

ObelusRegistry *
obelus_registry_new (const char *const *plugin_path)
{
  ObelusRegistry *registry = g_object_new (OBELUS_TYPE_REGISTRY, NULL);

  add_preloaded (registry);

  if (can_load_modules ())
    {
      g_auto (GStrv) folders = obelus_plugin_path_get (plugin_path);
      add_folders (registry, (const char *const *) folders);
    }
  else
    {
      for (; plugin_path != NULL && *plugin_path != NULL; plugin_path++)
        add_broken (
            registry, *plugin_path,
            g_strdup ("this program has Obelus linked in and takes built-in plugins only; use one that links the "
                      "shared libobelus-1"));
    }

  g_ptr_array_sort (registry->components, compare_components);
  return registry;
}

ObelusRegistry *
obelus_registry_new_for_plugins (const ObelusPlugin *const *plugins)
{
  ObelusRegistry *registry = g_object_new (OBELUS_TYPE_REGISTRY, NULL);

  for (; *plugins != NULL; plugins++)
    add_plugin (registry, *plugins);

  g_ptr_array_sort (registry->components, compare_components);
  return registry;
}

/* Looking up */

ObelusComponent *
obelus_registry_find (ObelusRegistry *registry, ObelusComponentKind kind, const char *name)
{
  guint low = 0, high;

  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  high = registry->components->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = compare_with (registry->components->pdata[middle], kind, name);

      if (order == 0)
        return registry->components->pdata[middle];
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

/* Length of the longest of @extensions that the file's @name ends with, whatever the case; 0 if there is none. */
static gsize
match_extensions (const char *extensions, const char *name)
{
  g_auto (GStrv) words = g_strsplit (extensions, " ", -1);
  gsize name_length = strlen (name);
  gsize longest = 0;

  for (char **word = words; *word != NULL; word++)
    {
      gsize length = strlen (*word);
      if (length > longest && length < name_length && g_ascii_strcasecmp (name + name_length - length, *word) == 0)
        longest = length;
    }

  return longest;
}

gsize
obelus_match_packed_name (const char *name)
{
  static const char ending[] = ".gz";
  const gsize length = strlen (name), n = sizeof ending - 1;

  return length > n && g_ascii_strcasecmp (name + length - n, ending) == 0 ? n : 0;
}

ObelusComponent *
obelus_registry_find_for_path (ObelusRegistry *registry, ObelusComponentKind kind, const char *path)
{
  ObelusComponent *best = NULL;
  const char *separator;
  gsize longest = 0;

  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  separator = strrchr (path, G_DIR_SEPARATOR);
  g_autofree char *name = g_strdup (separator != NULL ? separator + 1 : path);
  if (kind == OBELUS_COMPONENT_READER)
    name[strlen (name) - obelus_match_packed_name (name)] = '\0'; /* sources are unpacked; nothing is written packed */

  for (guint i = 0; i < registry->components->len; i++)
    {
      ObelusComponent *component = registry->components->pdata[i];
      const char *extensions = obelus_component_get_extensions (component);

      if (obelus_component_get_kind (component) == kind && extensions != NULL)
        {
          gsize length = match_extensions (extensions, name);
          if (length > longest)
            {
              longest = length;
              best = component;
            }
        }
    }

  return best;
}

const char *
obelus_registry_suggest (ObelusRegistry *registry, ObelusComponentKind kind, const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < registry->components->len; i++)
    if (obelus_component_get_kind (registry->components->pdata[i]) == kind)
      g_ptr_array_add (names, (gpointer) obelus_component_get_name (registry->components->pdata[i]));
  g_ptr_array_add (names, NULL);

  return obelus_suggest (name, (const char *const *) names->pdata);
}

guint
obelus_registry_get_n_components (ObelusRegistry *registry)
{
  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), 0);
  return registry->components->len;
}

ObelusComponent *
obelus_registry_get_component (ObelusRegistry *registry, guint index)
{
  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (index < registry->components->len, NULL);
  return registry->components->pdata[index];
}

guint
obelus_registry_get_n_broken (ObelusRegistry *registry)
{
  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), 0);
  return registry->broken->len;
}

const char *
obelus_registry_get_broken_path (ObelusRegistry *registry, guint index)
{
  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (index < registry->broken->len, NULL);
  return g_array_index (registry->broken, BrokenModule, index).path;
}

const char *
obelus_registry_get_broken_reason (ObelusRegistry *registry, guint index)
{
  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (index < registry->broken->len, NULL);
  return g_array_index (registry->broken, BrokenModule, index).reason;
}

const char *const *
obelus_registry_get_model_path (ObelusRegistry *registry)
{
  return (const char *const *) registry->model_path;
}

char *
obelus_registry_find_model (ObelusRegistry *registry, const char *name)
{
  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  const char *const *folders = obelus_registry_get_model_path (registry);

  for (guint i = 0; folders != NULL && folders[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folders[i], name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  return obelus_model_find_built_in (name) != NULL ? g_strconcat (OBELUS_MODEL_BUILT_IN, name, NULL) : NULL;
}
