/* Readers, writers, a trainer and an evaluator for the tests of running. */
#include "probe.h"

#include <string.h>

/* A reader with a document a line. `BAD` is a line that cannot be read, `STUCK` one that cannot be passed. */

typedef struct
{
  GBytes *bytes;
  gsize position;
  guint64 n_made;
} Lines;

static gboolean
lines_open (ObelusContext *context, ObelusSource *source, gpointer *reading, GError **error)
{
  GBytes *bytes = obelus_source_load (source, obelus_context_get_cancellable (context), error);
  if (bytes == NULL)
    return FALSE;

  Lines *lines = g_new0 (Lines, 1);
  lines->bytes = bytes;
  *reading = lines;

  return TRUE;
}

static ObelusDocument *
lines_read (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  Lines *lines = reading;
  gsize size;
  const char *data = g_bytes_get_data (lines->bytes, &size);
  const char *line = data + lines->position;
  gsize rest = size - lines->position;

  if (rest == 0)
    return NULL;
  const char *end = memchr (line, '\n', rest);
  gsize length = end == NULL ? rest : (gsize) (end - line);
  if (length == 5 && memcmp (line, "STUCK", 5) == 0)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT, "no way on");
      return NULL;
    }

  lines->position += length + (end != NULL);
  if (length >= 3 && memcmp (line, "BAD", 3) == 0)
    {
      if (length > 3)
        {
          g_autofree char *id = g_strndup (line + 4, length - 4);
          obelus_source_name_document (source, id);
        }
      obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, 0, "a bad line");
      return NULL;
    }

  /* `#id text` names a document. */
  if (length > 0 && *line == '#')
    {
      const char *space = memchr (line, ' ', length);
      gsize id_length = space == NULL ? length : (gsize) (space - line);
      g_autofree char *id = g_strndup (line + 1, id_length - 1);
      return obelus_document_new (id, line + id_length, (gssize) (length - id_length), error);
    }

  return obelus_document_new (NULL, line, (gssize) length, error);
}

static void
lines_close (gpointer reading)
{
  Lines *lines = reading;

  g_bytes_unref (lines->bytes);
  g_free (lines);
}

static const ObelusReaderClass lines = {
  .name = "lines",
  .summary = "A document a line",
  .extensions = ".lines",
  .open = lines_open,
  .read = lines_read,
  .close = lines_close,
};

/* A reader with a document a source. */

static gboolean
whole_open (ObelusContext *context, ObelusSource *source, gpointer *reading, GError **error)
{
  (void) context;
  (void) source;
  (void) error;
  *reading = g_new0 (gboolean, 1);
  return TRUE;
}

static ObelusDocument *
whole_read (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  gboolean *is_read = reading;
  gsize size;

  if (*is_read)
    return NULL;
  *is_read = TRUE;
  g_autoptr (GBytes) bytes = obelus_source_load (source, obelus_context_get_cancellable (context), error);
  if (bytes == NULL)
    return NULL;
  const char *data = g_bytes_get_data (bytes, &size);

  return obelus_document_new (NULL, data, (gssize) size, error);
}

static const ObelusReaderClass whole = {
  .name = "whole",
  .summary = "A document a source",
  .extensions = ".txt",
  .open = whole_open,
  .read = whole_read,
  .close = g_free,
};

/* A reader that makes documents of nothing and knows how many of them live. */

typedef struct
{
  gint n_live; /* atomic */
  gint peak;   /* of the reading thread */
} Census;

typedef struct
{
  Census *census;
  gint64 n_left;
} Spring;

static gboolean
spring_load (ObelusContext *context, gpointer *shared, GError **error)
{
  (void) context;
  (void) error;
  *shared = g_new0 (Census, 1);
  return TRUE;
}

static gboolean
spring_open (ObelusContext *context, ObelusSource *source, gpointer *reading, GError **error)
{
  (void) source;
  (void) error;
  Spring *spring = g_new0 (Spring, 1);
  spring->census = obelus_context_get_shared (context);
  spring->n_left = obelus_context_get_integer (context, "count");
  *reading = spring;
  return TRUE;
}

static void
count_death (gpointer data, GObject *document)
{
  Census *census = data;

  (void) document;
  g_atomic_int_add (&census->n_live, -1);
}

static ObelusDocument *
spring_read (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  Spring *spring = reading;
  Census *census = spring->census;

  (void) source;
  if (spring->n_left-- == 0)
    {
      obelus_context_warn (context, "peak %d", census->peak);
      return NULL;
    }

  ObelusDocument *document = obelus_document_new (NULL, "a b c", 5, error);
  g_object_weak_ref (G_OBJECT (document), count_death, census);
  gint n_live = g_atomic_int_add (&census->n_live, 1) + 1;
  census->peak = MAX (census->peak, n_live);

  return document;
}

static const ObelusOption spring_options[]
    = { OBELUS_OPTION_INTEGER ("count", 0, 1e9, 100, "How many documents"), OBELUS_OPTION_END };
static const ObelusReaderClass spring = {
  .name = "spring",
  .summary = "Documents from nothing",
  .options = spring_options,
  .load = spring_load,
  .open = spring_open,
  .read = spring_read,
  .close = g_free,
  .unload = g_free,
};

/* Gold documents: words and names are there already. */

static ObelusDocument *
gold_read (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  g_autoptr (ObelusDocument) document = lines_read (context, source, reading, error);
  if (document == NULL)
    return NULL;

  guint32 length;
  obelus_document_get_text (document, &length);
  g_autoptr (ObelusLayerBuilder) sentences = obelus_context_build_layer (context, document, "sentence", error);
  g_autoptr (ObelusLayerBuilder) tokens = obelus_context_build_layer (context, document, "token", error);
  g_autoptr (ObelusLayerBuilder) entities = obelus_context_build_layer (context, document, "entity", error);
  obelus_layer_builder_append (sentences, 0, length);
  obelus_layer_builder_append (tokens, 0, length);
  obelus_layer_builder_append (entities, 0, length);
  if (!obelus_context_commit (context, document, sentences, error)
      || !obelus_context_commit (context, document, tokens, error)
      || !obelus_context_commit (context, document, entities, error))
    return NULL;

  return g_steal_pointer (&document);
}

static const ObelusReaderClass gold = {
  .name = "gold",
  .summary = "A line is one word and one name",
  .extensions = ".gold",
  .gives = "sentence token entity",
  .open = lines_open,
  .read = gold_read,
  .close = lines_close,
};

const ObelusReaderClass *const probe_readers[] = { &lines, &whole, &spring, &gold, NULL };

/* A writer that shows all there is to know, and one that has no form for failures. */

static gboolean
show_begin (ObelusContext *context, GString *output, GError **error)
{
  (void) context;
  (void) error;
  g_string_append (output, "[\n");
  return TRUE;
}

static gboolean
show_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);

  g_string_append_printf (output, "%s", obelus_document_get_id (document));
  if (strstr (text, "UNWRITABLE") != NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_FAILED, 1, "there is no form for this");

  for (guint i = 0; i < obelus_document_get_n_layers (document); i++)
    {
      ObelusLayer *layer = obelus_document_get_nth_layer (document, i);
      g_string_append_printf (output, " %s=%u", obelus_layer_get_name (layer), obelus_layer_get_n_rows (layer));
    }
  g_string_append (output, ": ");
  g_string_append_len (output, text, length);

  return TRUE;
}

static void
show_failure (ObelusContext *context, const ObelusFailure *failure, GString *output)
{
  (void) context;
  g_string_append_printf (output, "%s failed: %s [%s/%s", failure->id, failure->code, failure->stage, failure->plugin);
  if (failure->offset != OBELUS_NO_OFFSET)
    g_string_append_printf (output, "@%u", failure->offset);
  g_string_append_printf (output, "] %s", failure->message);
}

static gboolean
show_end (ObelusContext *context, GString *output, GError **error)
{
  (void) error;
  g_string_append_printf (output, "\n]%s\n", obelus_context_get_flag (context, "color") ? " in colour" : "");
  return TRUE;
}

static const ObelusOption show_options[]
    = { OBELUS_OPTION_FLAG ("color", 0, "Whether to use colour"), OBELUS_OPTION_END };
static const ObelusWriterClass show = {
  .name = "show",
  .summary = "All there is to know",
  .options = show_options,
  .begin = show_begin,
  .format = show_format,
  .format_failure = show_failure,
  .separator = "\n",
  .end = show_end,
};

static gboolean
ids_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  if (obelus_context_get_layer (context, document, "token", error) == NULL)
    return FALSE;
  g_string_append (output, obelus_document_get_id (document));
  return TRUE;
}

static const ObelusWriterClass ids = {
  .name = "ids",
  .summary = "Ids of what went well",
  .needs = "token",
  .format = ids_format,
  .separator = ",",
};

/* A writer of places in the input. */

static gboolean
places_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  (void) document;
  (void) error;
  g_string_append_printf (output, "%" G_GUINT64_FORMAT, obelus_context_get_place (context));
  return TRUE;
}

static void
places_failure (ObelusContext *context, const ObelusFailure *failure, GString *output)
{
  (void) failure;
  g_string_append_printf (output, "!%" G_GUINT64_FORMAT, obelus_context_get_place (context));
}

static const ObelusWriterClass places = {
  .name = "places",
  .summary = "Places in the input",
  .format = places_format,
  .format_failure = places_failure,
  .separator = " ",
};

const ObelusWriterClass *const probe_writers[] = { &show, &ids, &places, NULL };

/* A trainer that learns how many documents there were. */

static gboolean
count_train (ObelusContext *context, ObelusDocumentStream *stream, ObelusModelBuilder *model, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *last_source = NULL;
  guint64 n_documents = 0;
  ObelusDocument *document;
  const char *source;

  while ((document = obelus_document_stream_next (stream, &source, &cause)) != NULL)
    {
      n_documents++;
      g_free (last_source);
      last_source = g_strdup (source);
      g_object_unref (document);
    }
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  obelus_context_report_progress (context, 0.5, "counted %" G_GUINT64_FORMAT, n_documents);
  n_documents *= (guint64) obelus_context_get_integer (context, "times");
  obelus_model_builder_add_section (model, "count", &n_documents, sizeof n_documents);
  return TRUE;
}

static const ObelusOption count_options[]
    = { OBELUS_OPTION_INTEGER ("times", 1, 9, 1, "How often a document counts"), OBELUS_OPTION_END };
static const ObelusTrainerClass count = {
  .name = "count",
  .summary = "Count documents",
  .needs = "entity",
  .options = count_options,
  .train = count_train,
};

const ObelusTrainerClass *const probe_trainers[] = { &count, NULL };

/* An evaluator that counts rows: gold entities against those found, over gold tokens. */

typedef struct
{
  guint n_gold;
  guint n_found;
  guint n_tokens;
} Tally;

static gboolean
rows_begin (ObelusContext *context, gpointer *tally, GError **error)
{
  (void) context;
  (void) error;
  *tally = g_new0 (Tally, 1);
  return TRUE;
}

static gboolean
rows_add (ObelusContext *context, gpointer data, ObelusDocument *gold_document, ObelusDocument *result, GError **error)
{
  Tally *tally = data;
  ObelusLayer *expected = obelus_context_get_layer (context, gold_document, "entity", error);
  ObelusLayer *found = expected == NULL ? NULL : obelus_context_get_layer (context, result, "entity", error);
  if (found == NULL)
    return FALSE;

  tally->n_gold += obelus_layer_get_n_rows (expected);
  tally->n_found += obelus_layer_get_n_rows (found);
  tally->n_tokens += obelus_layer_get_n_rows (obelus_document_get_layer (result, "token"));
  return TRUE;
}

static gboolean
rows_report (ObelusContext *context, gpointer data, GString *report, GError **error)
{
  const Tally *tally = data;

  (void) context;
  (void) error;
  g_string_append_printf (report, "gold %u found %u tokens %u\n", tally->n_gold, tally->n_found, tally->n_tokens);
  return TRUE;
}

static const ObelusEvaluatorClass rows = {
  .name = "rows",
  .summary = "Count names",
  .needs = "entity token",
  .keeps = "sentence token",
  .judges = "entity",
  .begin = rows_begin,
  .add = rows_add,
  .report = rows_report,
  .end = g_free,
};

const ObelusEvaluatorClass *const probe_evaluators[] = { &rows, NULL };
