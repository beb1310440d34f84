/* A plugin that does something as it is opened: tests/scanning/meson.build says which modules are made of this file and
 * what each does. Without anything it is sound. */
#include <obelus/obelus-plugin.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef ON_OPENING
#define ON_OPENING
#endif

static gboolean
do_nothing (ObelusContext *context, ObelusDocument *document, GError **error)
{
  (void) document;
  return !obelus_context_is_cancelled (context, error);
}

static const ObelusOption options[] = {
  OBELUS_OPTION_REAL ("share", 0, 1, 0.5, "Share of nothing"),
  OBELUS_OPTION_CHOICE ("mode", "fast|exact", "fast", "How nothing is done"),
  OBELUS_OPTION_END,
};

#ifdef HUGE
/* Two megabytes of it. */
#define TEN(x) x x x x x x x x x x
#define SUMMARY TEN (TEN (TEN (TEN (TEN ("Do nothing at all ")))))
#else
#define SUMMARY "Do nothing"
#endif

static const ObelusProcessorClass processor = {
  .name = MODULE,
  .summary = SUMMARY,
  .needs = "sentence?",
  .gives = "acme.nothing?",
  .options = options,
  .rank = 7,
  .process = do_nothing,
};

static const ObelusProcessorClass *const processors[] = { &processor, NULL };

OBELUS_PLUGIN_LINKAGE OBELUS_PLUGIN_VISIBILITY ObelusPlugin obelus_plugin;
ObelusPlugin obelus_plugin = {
  .magic = OBELUS_PLUGIN_MAGIC,
  .interface_version = OBELUS_PLUGIN_INTERFACE,
  .plugin_size = sizeof (ObelusPlugin),
  .option_size = sizeof (ObelusOption),
  .processor_size = sizeof (ObelusProcessorClass),
  .reader_size = sizeof (ObelusReaderClass),
  .writer_size = sizeof (ObelusWriterClass),
  .trainer_size = sizeof (ObelusTrainerClass),
  .evaluator_size = sizeof (ObelusEvaluatorClass),
  .name = MODULE,
  .version = "1.0",
  .license = "MIT",
  .processors = processors,
};

/* One version to the process that looks into it, and another to the one that uses it. */
static void G_GNUC_UNUSED
show_face (void)
{
  if (getenv ("OBELUS_TEST_SCANNING") != NULL)
    obelus_plugin.version = "2.0";
}

static guint overflow (guint depth);
static guint (*volatile further) (guint depth) = overflow;

static guint
overflow (guint depth)
{
  volatile char block[65536];

  block[0] = (char) depth;
  return (guint) block[0] + further (depth + 1) + (guint) block[depth % sizeof block];
}

static void G_GNUC_UNUSED
take_memory (void)
{
  while (TRUE)
    {
      char *block = malloc (16 << 20);
      if (block == NULL)
        abort ();
      memset (block, 1, 16 << 20);
    }
}

/* An answer that says nothing of the kind: whoever reads it must not take it for one. */
static void G_GNUC_UNUSED
write_everywhere (void)
{
  static const char rubbish[64] = "\0\0\0\0\1\0\0\0\20\0\0\0";

  for (int fd = 3; fd < 64; fd++)
    if (write (fd, rubbish, sizeof rubbish) < 0)
      continue;
}

/* If anything of it gets out, the test finds the file. */
static void G_GNUC_UNUSED
leave_trace (void)
{
  Dl_info info = { 0 };
  char path[4096];

  dladdr (&obelus_plugin, &info);
  snprintf (path, sizeof path, "%s.trace", info.dli_fname);
  int fd = open (path, O_WRONLY | O_CREAT, 0600);

  if (fd >= 0)
    close (fd);
}

__attribute__ ((constructor)) static void
be_opened (void)
{
  ON_OPENING;
}
