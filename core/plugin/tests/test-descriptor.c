/* Descriptors of plugins that were compiled with an older or a newer header. */
#define OBELUS_STATIC
#include <obelus/obelus-plugin.h>

#include "component-private.h"
#include "descriptor-private.h"

#include <string.h>

static gboolean
do_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusDocument *document G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

/* The structs as a later header of the same interface may have them: grown at their end. */
typedef struct
{
  ObelusOption option;
  gpointer later[2];
} LaterOption;

typedef struct
{
  ObelusProcessorClass processor;
  gpointer later[3];
} LaterProcessor;

typedef struct
{
  ObelusPlugin plugin;
  gpointer later[5];
} LaterPlugin;

static gboolean
read_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusSource *source G_GNUC_UNUSED, gpointer *reading G_GNUC_UNUSED,
              GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static ObelusDocument *
read_none (ObelusContext *context G_GNUC_UNUSED, ObelusSource *source G_GNUC_UNUSED, gpointer reading G_GNUC_UNUSED,
           GError **error G_GNUC_UNUSED)
{
  return NULL;
}

#define RUBBISH GSIZE_TO_POINTER (0xdead)

static const LaterOption later_options[] = {
  { OBELUS_OPTION_INTEGER ("count", 1, 9, 5, "How many"), { RUBBISH, RUBBISH } },
  { OBELUS_OPTION_TEXT ("query", "x", "What"), { RUBBISH, RUBBISH } },
  { OBELUS_OPTION_END, { RUBBISH, RUBBISH } },
};

static const LaterProcessor later_processor = {
  {
      .name = "later",
      .summary = "Comes from the future",
      .options = &later_options[0].option,
      .rank = 7,
      .process = do_nothing,
  },
  { RUBBISH, RUBBISH, RUBBISH },
};

static const ObelusProcessorClass *const later_processors[] = { &later_processor.processor, NULL };

static const LaterPlugin later_plugin = {
  {
      .magic = OBELUS_PLUGIN_MAGIC,
      .interface_version = OBELUS_PLUGIN_INTERFACE,
      .plugin_size = sizeof (LaterPlugin),
      .option_size = sizeof (LaterOption),
      .processor_size = sizeof (LaterProcessor),
      .reader_size = sizeof (ObelusReaderClass),
      .writer_size = sizeof (ObelusWriterClass),
      .trainer_size = sizeof (ObelusTrainerClass),
      .evaluator_size = sizeof (ObelusEvaluatorClass),
      .name = "from_the_future",
      .processors = later_processors,
  },
  { RUBBISH, RUBBISH, RUBBISH, RUBBISH, RUBBISH },
};

static GPtrArray *
read_descriptor (const ObelusPlugin *plugin, const char *path)
{
  g_autofree char *problem = NULL;
  GPtrArray *components = obelus_descriptor_read (plugin, NULL, path, &problem);

  g_assert_cmpstr (problem, ==, NULL);
  g_assert_nonnull (components);
  return components;
}

static void
test_later (void)
{
  g_autoptr (GPtrArray) components = read_descriptor (&later_plugin.plugin, "/plugins/future.so");
  ObelusComponent *component = components->pdata[0];
  const ObelusOption *options;
  guint n_options;

  g_assert_cmpuint (components->len, ==, 1);
  g_assert_cmpint (obelus_component_get_rank (component), ==, 7);
  g_assert_true (obelus_component_get_processor (component)->process == do_nothing);
  g_assert_null (obelus_component_get_processor (component)->unload);
  g_assert_null (obelus_component_get_reader (component));

  /* Elements are as far apart as the plugin has them; the copies stand as close as the core has them. */
  options = obelus_component_get_options (component, &n_options);
  g_assert_cmpuint (n_options, ==, 2);
  g_assert_cmpstr (options[0].name, ==, "count");
  g_assert_cmpstr (options[1].name, ==, "query");
  g_assert_cmpstr (options[1].text, ==, "x");
  g_assert_null (options[2].name);
  g_assert_true (obelus_component_get_processor (component)->options == options);
}

static void
test_facts (void)
{
  g_autoptr (GPtrArray) components = read_descriptor (&later_plugin.plugin, "/plugins/future.so");
  ObelusComponent *component = components->pdata[0];

  g_assert_cmpstr (obelus_component_get_plugin_name (component), ==, "from-the-future");
  g_assert_cmpstr (obelus_component_get_plugin_version (component), ==, "");
  g_assert_cmpstr (obelus_component_get_plugin_path (component), ==, "/plugins/future.so");
  g_assert_cmpstr (obelus_component_get_data_folder (component), ==, "/plugins/from-the-future");
  g_assert_cmpstr (obelus_component_get_needs (component), ==, "");
  g_assert_cmpstr (obelus_component_get_gives (component), ==, "");
}

static void
test_built_in (void)
{
  g_autoptr (GPtrArray) components = read_descriptor (&later_plugin.plugin, NULL);

  g_assert_cmpstr (obelus_component_get_plugin_path (components->pdata[0]), ==, "(built in)");
  g_assert_null (obelus_component_get_data_folder (components->pdata[0]));
}

/* Components outlive the list they came in, and their plugin's facts with them. */
static void
test_ownership (void)
{
  GPtrArray *components = read_descriptor (&later_plugin.plugin, NULL);
  g_autoptr (ObelusComponent) component = g_object_ref (components->pdata[0]);

  g_ptr_array_unref (components);
  g_assert_cmpstr (obelus_component_get_plugin_name (component), ==, "from-the-future");
}

/* All kinds; a name is taken within its kind only */

static gboolean
format_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusDocument *document G_GNUC_UNUSED,
                GString *output G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
train_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusDocumentStream *stream G_GNUC_UNUSED,
               ObelusModelBuilder *model G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
begin_nothing (ObelusContext *context G_GNUC_UNUSED, gpointer *tally G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
add_nothing (ObelusContext *context G_GNUC_UNUSED, gpointer tally G_GNUC_UNUSED, ObelusDocument *gold G_GNUC_UNUSED,
             ObelusDocument *result G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
report_nothing (ObelusContext *context G_GNUC_UNUSED, gpointer tally G_GNUC_UNUSED, GString *report G_GNUC_UNUSED,
                GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static const ObelusProcessorClass processor = { .name = "same", .summary = "One", .process = do_nothing };
static const ObelusReaderClass reader = {
  .name = "same",
  .summary = "Two",
  .extensions = ".a .b",
  .gives = "token",
  .open = read_nothing,
  .read = read_none,
};
static const ObelusWriterClass writer = {
  .name = "same",
  .summary = "Three",
  .needs = "sentence",
  .format = format_nothing,
};
static const ObelusTrainerClass trainer
    = { .name = "same", .summary = "Four", .needs = "entity", .train = train_nothing };
static const ObelusEvaluatorClass evaluator = {
  .name = "same",
  .summary = "Five",
  .needs = "entity",
  .keeps = "token",
  .judges = "entity",
  .begin = begin_nothing,
  .add = add_nothing,
  .report = report_nothing,
};

static const ObelusProcessorClass *const processors[] = { &processor, NULL };
static const ObelusReaderClass *const readers[] = { &reader, NULL };
static const ObelusWriterClass *const writers[] = { &writer, NULL };
static const ObelusTrainerClass *const trainers[] = { &trainer, NULL };
static const ObelusEvaluatorClass *const evaluators[] = { &evaluator, NULL };

OBELUS_PLUGIN (kinds, .version = "2", .license = "MIT", .processors = processors, .readers = readers,
               .writers = writers, .trainers = trainers, .evaluators = evaluators)

static void
test_kinds (void)
{
  static const char *const names[] = { "processor", "reader", "writer", "trainer", "evaluator" };
  g_autoptr (GPtrArray) components = read_descriptor (&kinds_LTX_obelus_plugin, NULL);

  g_assert_cmpuint (components->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      ObelusComponentKind kind = obelus_component_get_kind (components->pdata[i]);
      g_assert_cmpint (kind, ==, (int) i);
      g_assert_cmpstr (obelus_component_kind_get_name (kind), ==, names[i]);
    }

  g_assert_cmpstr (obelus_component_get_reader (components->pdata[1])->extensions, ==, ".a .b");
  g_assert_cmpstr (obelus_component_get_gives (components->pdata[1]), ==, "token");
  g_assert_cmpstr (obelus_component_get_needs (components->pdata[2]), ==, "sentence");
  g_assert_nonnull (obelus_component_get_trainer (components->pdata[3]));
  g_assert_true (obelus_layer_list_mentions (obelus_component_get_keeps_list (components->pdata[4]), "token"));
  g_assert_true (obelus_layer_list_mentions (obelus_component_get_judges_list (components->pdata[4]), "entity"));
}

/* Lists without an end */

static void
test_endless_options (void)
{
  g_autofree ObelusOption *endless = g_new (ObelusOption, 2000);
  g_autofree char *names = g_malloc (2000 * 8);
  ObelusProcessorClass class = {
    .name = "endless", .summary = "Has no end", .options = endless, .process = do_nothing
  };
  const ObelusProcessorClass *const list[] = { &class, NULL };
  ObelusPlugin plugin = kinds_LTX_obelus_plugin;
  g_autofree char *problem = NULL;

  for (guint i = 0; i < 2000; i++)
    {
      g_snprintf (names + 8 * i, 8, "o%u", i);
      endless[i] = (ObelusOption) OBELUS_OPTION_FLAG (names + 8 * i, 0, "One of many");
    }

  plugin.processors = list;
  g_assert_null (obelus_descriptor_read (&plugin, NULL, NULL, &problem));
  g_assert_cmpstr (problem, ==,
                   "processor 'endless': its table of options does not end after 256; end it with OBELUS_OPTION_END");
}

static void
test_missing_functions (void)
{
  ObelusReaderClass class = reader;
  const ObelusReaderClass *const list[] = { &class, NULL };
  ObelusPlugin plugin = kinds_LTX_obelus_plugin;
  g_autofree char *problem = NULL;

  class.read = NULL;
  plugin.readers = list;
  g_assert_null (obelus_descriptor_read (&plugin, NULL, NULL, &problem));
  g_assert_cmpstr (problem, ==, "reader 'same' has no function 'read'; write one and name it as .read");
}

static void
test_bad_extensions (void)
{
  ObelusReaderClass class = reader;
  const ObelusReaderClass *const list[] = { &class, NULL };
  ObelusPlugin plugin = kinds_LTX_obelus_plugin;
  g_autofree char *problem = NULL;

  class.extensions = ".a b";
  plugin.readers = list;
  g_assert_null (obelus_descriptor_read (&plugin, NULL, NULL, &problem));
  g_assert_cmpstr (
      problem, ==,
      "reader 'same' has a bad list of extensions; write each with its dot and spaces between, '.txt .md'");
}

static void
test_prepares_without_need (void)
{
  ObelusTrainerClass class = trainer;
  const ObelusTrainerClass *const list[] = { &class, NULL };
  ObelusPlugin plugin = kinds_LTX_obelus_plugin;
  g_autofree char *problem = NULL;

  class.prepares = "sentence";
  plugin.trainers = list;
  g_assert_null (obelus_descriptor_read (&plugin, NULL, NULL, &problem));
  g_assert_cmpstr (problem, ==,
                   "trainer 'same': it has 'sentence' prepared without needing it; add 'sentence' to .needs");
}

/* What a trainer's class was before it grew a member behind `train` is read as if that were left out. */
static void
test_earlier (void)
{
  ObelusTrainerClass class = trainer;
  const ObelusTrainerClass *const list[] = { &class, NULL };
  ObelusPlugin plugin = kinds_LTX_obelus_plugin;
  g_autoptr (GPtrArray) components = NULL;

  class.prepares = RUBBISH;
  plugin.trainers = list;
  plugin.trainer_size = G_STRUCT_OFFSET (ObelusTrainerClass, prepares);

  components = read_descriptor (&plugin, NULL);
  g_assert_null (obelus_component_get_trainer (components->pdata[3])->prepares);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/descriptor/later", test_later);
  g_test_add_func ("/descriptor/earlier", test_earlier);
  g_test_add_func ("/descriptor/prepares-without-need", test_prepares_without_need);
  g_test_add_func ("/descriptor/facts", test_facts);
  g_test_add_func ("/descriptor/built-in", test_built_in);
  g_test_add_func ("/descriptor/ownership", test_ownership);
  g_test_add_func ("/descriptor/kinds", test_kinds);
  g_test_add_func ("/descriptor/endless-options", test_endless_options);
  g_test_add_func ("/descriptor/missing-functions", test_missing_functions);
  g_test_add_func ("/descriptor/bad-extensions", test_bad_extensions);
  return g_test_run ();
}
