/* From what a module exports to components: versions, sizes, copies. */
#include "descriptor-private.h"
#include "name-check-private.h"
#include "option-value-private.h"

#include <string.h>

#define END_OF(type, member) (G_STRUCT_OFFSET (type, member) + sizeof (((type *) NULL)->member))

/* The oldest interface whose descriptors can still be read. */
#define OLDEST_INTERFACE 1

/* No struct of an interface will grow beyond this; a larger size is rubbish. */
#define LARGEST_STRUCT 4096

/* A list without a NULL at its end would otherwise be read until something breaks. */
#define MAX_COMPONENTS 256

#define OUTSIDE "which the module does not have; make it constant data of the module"

/* The sizes that interface 1 began with. They never change: members are only added behind. */
static const struct
{
  const char *name;
  gsize offset; /* of the recorded size */
  gsize least;
} sizes[] = {
  { "ObelusPlugin", G_STRUCT_OFFSET (ObelusPlugin, plugin_size), END_OF (ObelusPlugin, evaluators) },
  { "ObelusOption", G_STRUCT_OFFSET (ObelusPlugin, option_size), END_OF (ObelusOption, summary) },
  { "ObelusProcessorClass", G_STRUCT_OFFSET (ObelusPlugin, processor_size), END_OF (ObelusProcessorClass, unload) },
  { "ObelusReaderClass", G_STRUCT_OFFSET (ObelusPlugin, reader_size), END_OF (ObelusReaderClass, unload) },
  { "ObelusWriterClass", G_STRUCT_OFFSET (ObelusPlugin, writer_size), END_OF (ObelusWriterClass, unload) },
  { "ObelusTrainerClass", G_STRUCT_OFFSET (ObelusPlugin, trainer_size), END_OF (ObelusTrainerClass, train) },
  { "ObelusEvaluatorClass", G_STRUCT_OFFSET (ObelusPlugin, evaluator_size), END_OF (ObelusEvaluatorClass, end) },
};

/* The plugin's facts */

static void
clear_info (gpointer data)
{
  ObelusPluginInfo *info = data;

  g_free (info->name);
  g_free (info->version);
  g_free (info->license);
  g_free (info->path);
  g_free (info->data_folder);
  if (info->program != NULL)
    g_free (info->program->path);
  g_free (info->program);
  if (info->closed != NULL)
    {
      g_clear_pointer (&info->closed->components, g_ptr_array_unref);
      if (info->closed->free_data != NULL)
        info->closed->free_data (info->closed->data);
      g_bytes_unref (info->closed->description);
      g_mutex_clear (&info->closed->lock);
      g_free (info->closed);
    }
}

ObelusPluginInfo *
obelus_plugin_info_ref (ObelusPluginInfo *info)
{
  return g_atomic_rc_box_acquire (info);
}

void
obelus_plugin_info_unref (ObelusPluginInfo *info)
{
  g_atomic_rc_box_release_full (info, clear_info);
}

static char *
copy_fact (const char *text)
{
  return text != NULL ? g_utf8_make_valid (text, -1) : g_strdup ("");
}

ObelusPluginInfo *
obelus_plugin_info_new (const char *name, const char *version, const char *license, const char *path)
{
  ObelusPluginInfo *info = g_atomic_rc_box_new0 (ObelusPluginInfo);

  /* An identifier cannot hold a hyphen. */
  info->name = g_strdelimit (g_strdup (name), "_", '-');
  info->version = copy_fact (version);
  info->license = copy_fact (license);
  info->path = g_strdup (path != NULL ? path : "(built in)");
  if (path != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (path);
      info->data_folder = g_build_filename (folder, info->name, NULL);
    }

  return info;
}

/* Versions and sizes */

static char *
check_version (const ObelusPlugin *plugin, gsize size)
{
  if (size < END_OF (ObelusPlugin, plugin_size) || plugin->magic != OBELUS_PLUGIN_MAGIC)
    return g_strdup (
        "what the module exports as 'obelus_plugin' is no descriptor (it lacks the magic number); make it with "
        "OBELUS_PLUGIN ()");

  if (plugin->interface_version > OBELUS_PLUGIN_INTERFACE)
    return g_strdup_printf (
        "the module is too new: it was built for plugin interface %u and this Obelus knows %d; install "
        "a newer Obelus",
        plugin->interface_version, OBELUS_PLUGIN_INTERFACE);
  if (plugin->interface_version < OLDEST_INTERFACE)
    return g_strdup_printf (
        "the module is too old: it was built for plugin interface %u and this Obelus knows %d; build "
        "it again with the present headers",
        plugin->interface_version, OBELUS_PLUGIN_INTERFACE);

  return NULL;
}

static guint32
get_size (const ObelusPlugin *plugin, gsize offset)
{
  return G_STRUCT_MEMBER (guint32, plugin, offset);
}

static char *
check_sizes (const ObelusPlugin *plugin, gsize size)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint32 recorded = get_size (plugin, sizes[i].offset);

      if (recorded < sizes[i].least)
        return g_strdup_printf ("the descriptor says that %s has %u bytes, and it never had fewer than %u; make the "
                                "descriptor with OBELUS_PLUGIN ()",
                                sizes[i].name, recorded, (guint) sizes[i].least);
      if (recorded > LARGEST_STRUCT || recorded % sizeof (gpointer) != 0)
        return g_strdup_printf ("the descriptor says that %s has %u bytes, which cannot be; make the descriptor with "
                                "OBELUS_PLUGIN ()",
                                sizes[i].name, recorded);
    }

  if (plugin->plugin_size > size)
    return g_strdup_printf ("the descriptor says that it has %u bytes, and the module exports %" G_GSIZE_FORMAT
                            "; make the descriptor with OBELUS_PLUGIN ()",
                            plugin->plugin_size, size);

  return NULL;
}

static char *
check_name (const ObelusPlugin *plugin)
{
  g_autofree char *name = NULL;
  g_autofree char *excerpt = NULL;

  if (plugin->name == NULL || plugin->name[0] == '\0')
    return g_strdup ("the plugin has no name; give OBELUS_PLUGIN () one");

  name = g_strdelimit (g_strndup (plugin->name, 128), "_", '-');
  if (obelus_name_check (name))
    return NULL;

  excerpt = obelus_option_value_excerpt (plugin->name);
  return g_strdup_printf ("the plugin's name '%s' must be lower-case words joined by underscores; rename it in "
                          "OBELUS_PLUGIN ()",
                          excerpt);
}

/* Components */

typedef struct
{
  const ObelusPlugin *plugin;
  ObelusMeasureFunc measure;
  ObelusPluginInfo *info;
  GPtrArray *components;
  GPtrArray *classes; /* of all components so far, as the plugin has them */
} Reading;

static gsize
measure (const Reading *reading, gconstpointer address)
{
  return reading->measure != NULL ? reading->measure (address) : G_MAXSIZE;
}

/* Two files of a plugin that were compiled with different headers: one has the classes, the other says how large they
 * are. What is read of a class that is smaller belongs to something else. */
static char *
check_class_size (const Reading *reading, ObelusComponentKind kind, gconstpointer class_struct, gsize recorded)
{
  const char *name = obelus_component_kind_get_name (kind);
  guintptr start = (guintptr) class_struct;
  gsize size = measure (reading, class_struct);

  if (size == 0)
    return g_strdup_printf ("a %s of the plugin is at an address " OUTSIDE, name);

  for (guint i = 0; i < reading->classes->len; i++)
    {
      guintptr other = (guintptr) reading->classes->pdata[i];

      if (other > start && other - start < size)
        size = other - start;
    }

  if (size >= recorded)
    return NULL;
  return g_strdup_printf ("the descriptor says that each %s has %" G_GSIZE_FORMAT " bytes, and one has %" G_GSIZE_FORMAT
                          "; compile all files of the plugin with the same headers",
                          name, recorded, size);
}

static gboolean
is_declared (const GPtrArray *components, ObelusComponent *component)
{
  for (guint i = 0; i < components->len; i++)
    if (obelus_component_get_kind (components->pdata[i]) == obelus_component_get_kind (component)
        && strcmp (obelus_component_get_name (components->pdata[i]), obelus_component_get_name (component)) == 0)
      return TRUE;

  return FALSE;
}

/* @recorded is the size of a class struct as the plugin has it, @own as the core has it. */
static char *
read_class (Reading *reading, ObelusComponentKind kind, gconstpointer class_struct, gsize recorded, gsize own)
{
  g_autoptr (ObelusComponent) component = NULL;
  ObelusAnyClass any;
  char *problem = check_class_size (reading, kind, class_struct, recorded);

  if (problem != NULL)
    return problem;

  memset (&any, 0, sizeof any);
  memcpy (&any, class_struct, MIN (recorded, own));

  component = obelus_component_new (reading->info, kind, &any, reading->plugin->option_size, &problem);
  if (component == NULL)
    return problem;
  if (is_declared (reading->components, component))
    return g_strdup_printf ("%s '%s' is declared twice; rename one", obelus_component_kind_get_name (kind),
                            obelus_component_get_name (component));

  g_ptr_array_add (reading->components, g_steal_pointer (&component));
  return NULL;
}

/* @list is what a plugin calls .processors, .readers and so on. */
static char *
read_list (Reading *reading, ObelusComponentKind kind, gconstpointer list, gsize recorded, gsize own)
{
  const char *name = obelus_component_kind_get_name (kind);
  const gconstpointer *classes = list;
  guint n_classes = 0;

  if (classes == NULL)
    return NULL;

  for (;; n_classes++)
    {
      if (n_classes > MAX_COMPONENTS)
        return g_strdup_printf ("its list of %ss does not end after %d; end it with NULL", name, MAX_COMPONENTS);
      if (measure (reading, classes + n_classes) < sizeof *classes)
        return g_strdup_printf ("its list of %ss is at an address " OUTSIDE ", and end it with NULL", name);
      if (classes[n_classes] == NULL)
        break;
      g_ptr_array_add (reading->classes, (gpointer) classes[n_classes]);
    }

  for (guint i = 0; i < n_classes; i++)
    {
      char *problem = read_class (reading, kind, classes[i], recorded, own);
      if (problem != NULL)
        return problem;
    }

  return NULL;
}

static char *
read_components (Reading *reading)
{
  const ObelusPlugin *plugin = reading->plugin;
  char *problem;

  problem = read_list (reading, OBELUS_COMPONENT_PROCESSOR, plugin->processors, plugin->processor_size,
                       sizeof (ObelusProcessorClass));
  if (problem == NULL)
    problem = read_list (reading, OBELUS_COMPONENT_READER, plugin->readers, plugin->reader_size,
                         sizeof (ObelusReaderClass));
  if (problem == NULL)
    problem = read_list (reading, OBELUS_COMPONENT_WRITER, plugin->writers, plugin->writer_size,
                         sizeof (ObelusWriterClass));
  if (problem == NULL)
    problem = read_list (reading, OBELUS_COMPONENT_TRAINER, plugin->trainers, plugin->trainer_size,
                         sizeof (ObelusTrainerClass));
  if (problem == NULL)
    problem = read_list (reading, OBELUS_COMPONENT_EVALUATOR, plugin->evaluators, plugin->evaluator_size,
                         sizeof (ObelusEvaluatorClass));
  if (problem == NULL && reading->components->len == 0)
    problem = g_strdup ("the plugin offers nothing; list its components in OBELUS_PLUGIN () as .processors, .readers, "
                        ".writers, .trainers or .evaluators");

  return problem;
}

GPtrArray *
obelus_descriptor_read (const ObelusPlugin *plugin, ObelusMeasureFunc measure_func, const char *path, char **problem)
{
  const gsize size = measure_func != NULL ? measure_func (plugin) : G_MAXSIZE;
  g_autoptr (GPtrArray) classes = g_ptr_array_new ();
  g_autoptr (GPtrArray) components = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ObelusPluginInfo) info = NULL;
  ObelusPlugin copy = { 0 };

  *problem = check_version (plugin, size);
  if (*problem == NULL)
    *problem = check_sizes (plugin, size);
  if (*problem != NULL)
    return NULL;

  memcpy (&copy, plugin, MIN (plugin->plugin_size, sizeof copy));
  *problem = check_name (&copy);
  if (*problem != NULL)
    return NULL;

  info = obelus_plugin_info_new (copy.name, copy.version, copy.license, path);
  *problem = read_components (&(Reading){ &copy, measure_func, info, components, classes });
  return *problem == NULL ? g_steal_pointer (&components) : NULL;
}
