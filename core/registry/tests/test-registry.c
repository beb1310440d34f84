/* Finding components by kind, name and file. */
#define OBELUS_STATIC
#include <obelus/obelus-plugin.h>

#include "registry-private.h"

static gboolean
do_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusDocument *document G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
open_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusSource *source G_GNUC_UNUSED, gpointer *reading G_GNUC_UNUSED,
              GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static ObelusDocument *
read_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusSource *source G_GNUC_UNUSED, gpointer reading G_GNUC_UNUSED,
              GError **error G_GNUC_UNUSED)
{
  return NULL;
}

static const ObelusProcessorClass zebra = { .name = "zebra", .summary = "Last", .process = do_nothing };
static const ObelusProcessorClass ant = { .name = "ant", .summary = "First", .process = do_nothing };
static const ObelusReaderClass plain = {
  .name = "plain",
  .summary = "Any data",
  .extensions = ".data .txt",
  .open = open_nothing,
  .read = read_nothing,
};
static const ObelusReaderClass special = {
  .name = "special",
  .summary = "Special data",
  .extensions = " .special.data  .tgz ",
  .open = open_nothing,
  .read = read_nothing,
};
static const ObelusReaderClass by_hand = {
  .name = "by-hand",
  .summary = "Never chosen by itself",
  .open = open_nothing,
  .read = read_nothing,
};

static const ObelusProcessorClass *const processors[] = { &zebra, &ant, NULL };
static const ObelusReaderClass *const readers[] = { &special, &plain, &by_hand, NULL };
OBELUS_PLUGIN (animals, .processors = processors, .readers = readers)

/* Takes a name that is taken, and has another thing besides. */
static const ObelusProcessorClass bear = { .name = "bear", .summary = "Fine", .process = do_nothing };
static const ObelusProcessorClass *const rival_processors[] = { &bear, &ant, NULL };
OBELUS_PLUGIN (rivals, .processors = rival_processors)

static const ObelusProcessorClass *const twin_processors[] = { &bear, NULL };
static const ObelusPlugin twin = {
  .magic = OBELUS_PLUGIN_MAGIC,
  .interface_version = OBELUS_PLUGIN_INTERFACE,
  .plugin_size = sizeof (ObelusPlugin),
  .option_size = sizeof (ObelusOption),
  .processor_size = sizeof (ObelusProcessorClass),
  .reader_size = sizeof (ObelusReaderClass),
  .writer_size = sizeof (ObelusWriterClass),
  .trainer_size = sizeof (ObelusTrainerClass),
  .evaluator_size = sizeof (ObelusEvaluatorClass),
  .name = "animals",
  .processors = twin_processors,
};

static ObelusRegistry *
make_registry (const ObelusPlugin *second)
{
  const ObelusPlugin *const plugins[] = { &animals_LTX_obelus_plugin, second, NULL };

  return obelus_registry_new_for_plugins (plugins);
}

static void
test_order (void)
{
  static const char *const expected[] = { "ant", "zebra", "by-hand", "plain", "special" };
  g_autoptr (ObelusRegistry) registry = make_registry (NULL);

  g_assert_cmpuint (obelus_registry_get_n_components (registry), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (obelus_component_get_name (obelus_registry_get_component (registry, i)), ==, expected[i]);
}

static void
test_find (void)
{
  g_autoptr (ObelusRegistry) registry = make_registry (NULL);

  for (guint i = 0; i < obelus_registry_get_n_components (registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (registry, i);
      g_assert_true (
          obelus_registry_find (registry, obelus_component_get_kind (component), obelus_component_get_name (component))
          == component);
    }

  g_assert_null (obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, "plain"));
  g_assert_null (obelus_registry_find (registry, OBELUS_COMPONENT_READER, "ant"));
  g_assert_null (obelus_registry_find (registry, OBELUS_COMPONENT_EVALUATOR, "zzz"));
  g_assert_null (obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, ""));
}

typedef struct
{
  const char *path;
  const char *reader;
} PathCase;

static const PathCase path_cases[] = {
  { "a.data", "plain" },
  { "/x/A.TXT", "plain" },
  { "a.special.data", "special" }, /* the longest that fits */
  { "a.tgz", "special" },
  { "a.data.gz", "plain" }, /* is unpacked as it is read */
  { "A.SPECIAL.DATA.GZ", "special" },
  { "a.gz", NULL },
  { ".data.gz", NULL },
  { "a.datax", NULL },
  { "data", NULL },
  { ".txt", NULL }, /* a name, not an extension */
  { "/x/.txt", NULL },
  { "", NULL },
};

static void
test_find_for_path (void)
{
  g_autoptr (ObelusRegistry) registry = make_registry (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (path_cases); i++)
    {
      ObelusComponent *reader = obelus_registry_find_for_path (registry, OBELUS_COMPONENT_READER, path_cases[i].path);

      g_test_message ("'%s'", path_cases[i].path);
      g_assert_cmpstr (reader != NULL ? obelus_component_get_name (reader) : NULL, ==, path_cases[i].reader);
    }

  g_assert_null (obelus_registry_find_for_path (registry, OBELUS_COMPONENT_WRITER, "a.data"));
}

/* A plugin is taken whole or not at all. */
static void
test_taken_component (void)
{
  g_autoptr (ObelusRegistry) registry = make_registry (&rivals_LTX_obelus_plugin);

  g_assert_null (obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, "bear"));
  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 1);
  g_assert_cmpstr (obelus_registry_get_broken_path (registry, 0), ==, "(built in)");
  g_assert_cmpstr (
      obelus_registry_get_broken_reason (registry, 0), ==,
      "processor 'ant' is already taken from (built in), which is found before (built in); remove or rename "
      "one of them");
}

static void
test_taken_plugin_name (void)
{
  g_autoptr (ObelusRegistry) registry = make_registry (&twin);

  g_assert_null (obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, "bear"));
  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 1);
  g_assert_true (
      g_str_has_prefix (obelus_registry_get_broken_reason (registry, 0), "plugin 'animals' is already taken"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registry/order", test_order);
  g_test_add_func ("/registry/find", test_find);
  g_test_add_func ("/registry/find-for-path", test_find_for_path);
  g_test_add_func ("/registry/taken-component", test_taken_component);
  g_test_add_func ("/registry/taken-plugin-name", test_taken_plugin_name);
  return g_test_run ();
}
