/* A plugin with one thing wrong with it. Each macro is a place for a defect: tests/broken/meson.build says which
 * modules are made of this file and what each puts where. Without any it is sound. */
#include <obelus/obelus-plugin.h>

#include <time.h>

/* The descriptor */
#ifndef MAGIC
#define MAGIC OBELUS_PLUGIN_MAGIC
#endif
#ifndef INTERFACE
#define INTERFACE OBELUS_PLUGIN_INTERFACE
#endif
#ifndef PLUGIN_SIZE
#define PLUGIN_SIZE sizeof (ObelusPlugin)
#endif
#ifndef OPTION_SIZE
#define OPTION_SIZE sizeof (ObelusOption)
#endif
#ifndef PROCESSOR_SIZE
#define PROCESSOR_SIZE sizeof (ObelusProcessorClass)
#endif
#ifndef PLUGIN_NAME
#define PLUGIN_NAME MODULE
#endif
#ifndef PROCESSORS
#define PROCESSORS processors
#endif

/* Its processor, called like the module */
#ifndef PROCESSOR_NAME
#define PROCESSOR_NAME MODULE
#endif
#ifndef SUMMARY
#define SUMMARY "Do nothing"
#endif
#ifndef NEEDS
#define NEEDS "sentence"
#endif
#ifndef GIVES
#define GIVES "acme.nothing?"
#endif
#ifndef PROCESS
#define PROCESS do_nothing
#endif
#ifndef SECOND
#define SECOND NULL
#endif

/* Its option */
#ifndef OPTION
#define OPTION OBELUS_OPTION_REAL ("share", 0, 1, 0.5, "Share of nothing")
#endif
#ifndef SECOND_OPTION
#define SECOND_OPTION OBELUS_OPTION_END
#endif

#ifdef CALL
extern void CALL (void);
#else
#define CALL()
#endif

#ifdef DATA
extern const gboolean DATA;
#else
#define DATA TRUE
#endif

static gboolean G_GNUC_UNUSED
do_nothing (ObelusContext *context, ObelusDocument *document, GError **error)
{
  (void) document;
  CALL ();
  /* Of the C library, whose symbols have versions: what is said of those can be damaged, too. */
  return DATA && time (NULL) != 0 && !obelus_context_is_cancelled (context, error);
}

static const ObelusOption options[] = { OPTION, SECOND_OPTION, OBELUS_OPTION_END };

static const ObelusProcessorClass processor = {
  .name = PROCESSOR_NAME,
  .summary = SUMMARY,
  .needs = NEEDS,
  .gives = GIVES,
  .options = options,
  .process = PROCESS,
};

#ifdef SMALL_CLASS
/* As a file may have it that was compiled with a header before anybody thought of layers. */
typedef struct
{
  const char *name;
  const char *summary;
} SmallClass;

OBELUS_PLUGIN_LINKAGE OBELUS_PLUGIN_VISIBILITY const SmallClass small_class;
const SmallClass small_class = { "small", "Do little" };
#endif

static const ObelusProcessorClass *const processors[] G_GNUC_UNUSED = { &processor, SECOND, NULL };

#ifndef NO_DESCRIPTOR
OBELUS_PLUGIN_LINKAGE OBELUS_PLUGIN_VISIBILITY const ObelusPlugin obelus_plugin;
const ObelusPlugin obelus_plugin = {
  .magic = MAGIC,
  .interface_version = INTERFACE,
  .plugin_size = PLUGIN_SIZE,
  .option_size = OPTION_SIZE,
  .processor_size = PROCESSOR_SIZE,
  .reader_size = sizeof (ObelusReaderClass),
  .writer_size = sizeof (ObelusWriterClass),
  .trainer_size = sizeof (ObelusTrainerClass),
  .evaluator_size = sizeof (ObelusEvaluatorClass),
  .name = PLUGIN_NAME,
  .version = "1.0",
  .processors = PROCESSORS,
};
#else
extern const ObelusProcessorClass *const *no_descriptor;
const ObelusProcessorClass *const *no_descriptor = processors;
#endif
