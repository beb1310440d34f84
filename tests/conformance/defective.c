/* Plugins with one planted defect each, for the conformance kit to find. DEFECT says which; without it the plugin is
 * sound. */
#include <obelus/obelus-plugin.h>

#include <fenv.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum
{
  SOUND,
  CRASHES_ON_EMPTY,
  STOPS_AT_NUL,
  ABORTS_ON_ARABIC,
  EXITS,
  HANGS_ON_COMBINING_MARKS,
  CUTS_CHARACTERS,
  FAILS_ON_LONG,
  LEAKS_BY_DOCUMENT,
  LEAKS_BY_LOADING,
  LEAVES_FILE_OPEN,
  CLOSES_STANDARD_INPUT,
  PRINTS,
  PRINTS_ERRORS,
  SETS_LOCALE,
  SETS_VARIABLE,
  CHANGES_FOLDER,
  CHANGES_MASK,
  CATCHES_SIGNAL,
  CHANGES_ROUNDING,
  LEAVES_THREAD,
  READS_UNDECLARED,
  FORGETS_LAYER,
  WANTS_OPTIONAL,
  REFUSES_MAXIMUM,
  CRASHES_ON_CHOICE,
  ASKS_FOR_UNKNOWN_OPTION,
  COUNTS_DOCUMENTS,
  SHARES_BETWEEN_THREADS,
  COUNTS_LOADS,
  IGNORES_CANCELLATION,
  IS_QUADRATIC,
  NEVER_ENDS_READING,
  CRASHES_READING_NOISE,
  NUMBERS_ITS_OUTPUT,
  LEARNS_RANDOMLY,
  LEAKS_JUDGING,
} Defect;

#ifndef DEFECT
#define DEFECT SOUND
#endif

static const Defect defect = DEFECT;

/* What a plugin must not have. */
static guint n_documents, n_loads;
static guint32 shared_start;
static gpointer kept;

/* Processor: marks what is behind the last full stop, and the paragraph's first letter */

static gpointer
sleep_on (gpointer data)
{
  for (;;)
    g_usleep (G_USEC_PER_SEC);
  return data;
}

static void
harm_surroundings (void)
{
  switch (defect)
    {
    case LEAVES_FILE_OPEN:
      kept = fopen ("/dev/zero", "r");
      break;
    case CLOSES_STANDARD_INPUT:
      close (STDIN_FILENO);
      break;
    case PRINTS:
      printf ("processing\n");
      break;
    case PRINTS_ERRORS:
      fprintf (stderr, "careful!\n");
      break;
    case SETS_LOCALE:
      setlocale (LC_CTYPE, n_documents++ % 2 == 0 ? "C" : "C.UTF-8");
      break;
    case SETS_VARIABLE:
      {
        char value[16];
        g_snprintf (value, sizeof value, "%u", n_documents++);
        setenv ("DEFECTIVE", value, 1);
        break;
      }
    case CHANGES_FOLDER:
      if (chdir (n_documents++ % 2 == 0 ? "/" : "/usr") != 0)
        abort ();
      break;
    case CHANGES_MASK:
      umask (n_documents++ % 2 == 0 ? 0077 : 0007);
      break;
    case CATCHES_SIGNAL:
      signal (SIGUSR1, n_documents++ % 2 == 0 ? SIG_IGN : SIG_DFL);
      break;
    case CHANGES_ROUNDING:
      fesetround (n_documents++ % 2 == 0 ? FE_UPWARD : FE_DOWNWARD);
      break;
    case LEAVES_THREAD:
      g_thread_unref (g_thread_new ("left", sleep_on, NULL));
      break;
    default:
      break;
    }
}

static gboolean
harm_by_text (const char *text, guint32 length)
{
  if (defect == CRASHES_ON_EMPTY && length == 0)
    *(volatile int *) kept = 1;
  if (defect == STOPS_AT_NUL && strlen (text) != length)
    return FALSE;
  if (defect == ABORTS_ON_ARABIC && strstr (text, "\xd8\xac") != NULL)
    abort ();
  if (defect == EXITS && length > 100)
    exit (0);
  if (defect == FAILS_ON_LONG && length > 30000)
    return FALSE;
  for (guint32 i = 0; defect == HANGS_ON_COMBINING_MARKS && i < length;)
    i += (guchar) text[i] == 0xcc ? 0 : 1;
  return TRUE;
}

static void
waste_time (guint32 length)
{
  volatile guint64 sum = 0;

  if (defect == IGNORES_CANCELLATION && length > 50000)
    {
      const gint64 end = g_get_monotonic_time () + 1500000;
      while (g_get_monotonic_time () < end)
        sum++;
    }
  for (guint32 i = 0; defect == IS_QUADRATIC && i < length; i++)
    for (guint32 j = 0; j < length / 64; j++)
      sum++;
}

static gboolean
is_mad_layer_use (ObelusContext *context, ObelusDocument *document, GError **error)
{
  if (defect == READS_UNDECLARED)
    return obelus_context_get_layer (context, document, "token", error) == NULL;
  if (defect == WANTS_OPTIONAL && obelus_context_get_layer (context, document, "language", NULL) == NULL)
    return !obelus_context_fail (context, error, OBELUS_ERROR_FAILED, OBELUS_NO_OFFSET, "there is no language");
  return FALSE;
}

static gboolean
defective_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  gint64 value = obelus_context_get_integer (context, "count");

  harm_surroundings ();
  if (!harm_by_text (text, length))
    return obelus_context_fail (context, error, OBELUS_ERROR_FAILED, OBELUS_NO_OFFSET, "the text is not to its taste");
  waste_time (length);
  if (is_mad_layer_use (context, document, error))
    return FALSE;
  if (defect == LEAKS_BY_DOCUMENT)
    kept = g_malloc (40);
  if (defect == CRASHES_ON_CHOICE && obelus_context_get_choice (context, "mode") == 2)
    abort ();
  if (defect == ASKS_FOR_UNKNOWN_OPTION)
    value += obelus_context_get_integer (context, "cuont");
  if (defect == COUNTS_DOCUMENTS)
    value = n_documents++;
  if (defect == COUNTS_LOADS)
    value = GPOINTER_TO_UINT (obelus_context_get_shared (context));
  if (defect == FORGETS_LAYER)
    return TRUE;

  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "acme.mark", error);
  if (builder == NULL)
    return FALSE;
  const guint column = obelus_layer_builder_add_column (builder, "value", OBELUS_COLUMN_INTEGER);
  const char *stop = memrchr (text, '.', length);
  guint32 start = stop != NULL ? (guint32) (stop - text) : 0;
  if (defect == SHARES_BETWEEN_THREADS)
    {
      shared_start = start;
      g_usleep (300);
      start = MIN (shared_start, length);
    }
  const guint32 end = defect == CUTS_CHARACTERS ? MIN (start + 2, length) : length;
  obelus_layer_builder_set_integer (builder, column, obelus_layer_builder_append (builder, start, end), value);
  return obelus_context_commit (context, document, builder, error);
}

static gboolean
defective_load (ObelusContext *context, gpointer *shared, GError **error)
{
  if (defect == REFUSES_MAXIMUM && obelus_context_get_integer (context, "count") == 100)
    return obelus_context_fail (context, error, OBELUS_ERROR_FAILED, OBELUS_NO_OFFSET, "that is too many");
  if (defect == LEAKS_BY_LOADING)
    kept = g_malloc (400);
  *shared = GUINT_TO_POINTER (++n_loads);
  return TRUE;
}

static const ObelusOption options[] = {
  OBELUS_OPTION_INTEGER ("count", 1, 100, 5, "A number"),
  OBELUS_OPTION_CHOICE ("mode", "one|two|three", "one", "A choice"),
  OBELUS_OPTION_REAL ("share", 0, 1, 0.5, "A share"),
  OBELUS_OPTION_TEXT ("word", NULL, "A word"),
  OBELUS_OPTION_END,
};

static const ObelusProcessorClass processor = {
  .name = "defective",
  .summary = "Mark what is behind the last full stop",
  .needs = "sentence language?",
  .gives = "acme.mark acme.mark.value",
  .options = options,
  .load = defective_load,
  .process = defective_process,
};

/* Reader: the whole source as one document */

static gboolean
defective_open (ObelusContext *context, ObelusSource *source, gpointer *reading, GError **error)
{
  *reading = obelus_source_load (source, obelus_context_get_cancellable (context), error);
  return *reading != NULL;
}

static ObelusDocument *
defective_read (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (reading, &length);
  static GBytes *last;

  (void) context;
  if (defect == NEVER_ENDS_READING)
    return obelus_document_new ("again", "Again.", -1, error);
  if (defect == CRASHES_READING_NOISE && length > 10 && !g_utf8_validate (text, (gssize) length, NULL)
      && memchr (text, 0, length) != NULL && (guchar) text[0] > 0x20 && !g_str_has_prefix (text, "Before"))
    abort ();
  if (last == reading)
    {
      last = NULL;
      return NULL;
    }
  last = reading;
  return obelus_document_new_decoded (obelus_source_get_name (source), text != NULL ? text : "", length, "auto",
                                      OBELUS_INVALID_REPLACE, NULL, error);
}

static const ObelusReaderClass reader = {
  .name = "defective",
  .summary = "Read a text",
  .open = defective_open,
  .read = defective_read,
  .close = (void (*) (gpointer)) g_bytes_unref,
};

/* Writer, trainer, evaluator */

static gboolean
defective_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  (void) context;
  (void) error;
  g_string_append (output, obelus_document_get_id (document));
  if (defect == NUMBERS_ITS_OUTPUT)
    g_string_append_printf (output, " %u", n_documents++);
  g_string_append_c (output, '\n');
  return TRUE;
}

static const ObelusWriterClass writer = {
  .name = "defective",
  .summary = "Write ids",
  .format = defective_format,
};

static gboolean
defective_train (ObelusContext *context, ObelusDocumentStream *stream, ObelusModelBuilder *model, GError **error)
{
  GError *problem = NULL;
  ObelusDocument *document;
  guint32 bytes = 0;

  (void) context;
  while ((document = obelus_document_stream_next (stream, NULL, &problem)) != NULL)
    {
      bytes += obelus_document_get_length (document, OBELUS_OFFSET_BYTE);
      g_object_unref (document);
    }
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (defect == LEARNS_RANDOMLY)
    bytes += g_random_int ();
  obelus_model_builder_add_section (model, "bytes", &bytes, sizeof bytes);
  return TRUE;
}

static const ObelusTrainerClass trainer = {
  .name = "defective",
  .summary = "Learn how many bytes there are",
  .needs = "sentence",
  .train = defective_train,
};

static gboolean
defective_begin (ObelusContext *context, gpointer *tally, GError **error)
{
  (void) context;
  (void) error;
  *tally = g_new0 (guint64, 1);
  return TRUE;
}

static gboolean
defective_add (ObelusContext *context, gpointer tally, ObelusDocument *gold, ObelusDocument *result, GError **error)
{
  (void) context;
  (void) gold;
  (void) result;
  (void) error;
  *(guint64 *) tally += 1;
  if (defect == LEAKS_JUDGING)
    kept = g_malloc (24);
  return TRUE;
}

static gboolean
defective_report (ObelusContext *context, gpointer tally, GString *report, GError **error)
{
  (void) context;
  (void) error;
  g_string_append_printf (report, "documents %" G_GUINT64_FORMAT "\n", *(guint64 *) tally);
  return TRUE;
}

static const ObelusEvaluatorClass evaluator = {
  .name = "defective",
  .summary = "Count documents",
  .needs = "sentence",
  .judges = "sentence",
  .begin = defective_begin,
  .add = defective_add,
  .report = defective_report,
  .end = g_free,
};

static const ObelusProcessorClass *const processors[] = { &processor, NULL };
static const ObelusReaderClass *const readers[] = { &reader, NULL };
static const ObelusWriterClass *const writers[] = { &writer, NULL };
static const ObelusTrainerClass *const trainers[] = { &trainer, NULL };
static const ObelusEvaluatorClass *const evaluators[] = { &evaluator, NULL };

OBELUS_PLUGIN (defective, .version = "1.0", .license = "MIT", .processors = processors, .readers = readers,
               .writers = writers, .trainers = trainers, .evaluators = evaluators)
