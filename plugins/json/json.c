/* The reader `jsonl` and the writers `jsonl` and `json`: documents as records. */
#include "lines.h"

#include <obelus/obelus-plugin.h>
#include <string.h>

/* Reading */

static gboolean
jsonl_open (ObelusContext *context, ObelusSource *source, gpointer *reading, GError **error)
{
  GInputStream *stream = obelus_source_open (source, obelus_context_get_cancellable (context), error);

  if (stream == NULL)
    return FALSE;
  *reading = lines_new (stream, (gsize) obelus_context_get_integer (context, "max-line") << 20);
  return TRUE;
}

static void
jsonl_close (gpointer reading)
{
  lines_free (reading);
}

static gboolean
is_blank (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
      return FALSE;
  return TRUE;
}

/* A record that is read by itself is on line 1; people look for its line in the file. */
static void
fail_line (ObelusContext *context, guint64 number, const GError *problem, GError **error)
{
  static const char first_line[] = "line 1, ";
  ObelusError code = problem->domain == OBELUS_ERROR ? (ObelusError) problem->code : OBELUS_ERROR_INVALID_INPUT;
  gboolean has_place = g_str_has_prefix (problem->message, first_line);

  obelus_context_fail (context, error, code, OBELUS_NO_OFFSET, "line %" G_GUINT64_FORMAT "%s%s", number,
                       has_place ? ", " : ": ", problem->message + (has_place ? strlen (first_line) : 0));
}

static ObelusDocument *
jsonl_read (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  Lines *lines = reading;
  GCancellable *cancellable = obelus_context_get_cancellable (context);
  g_autoptr (GError) problem = NULL;
  const char *line;
  gsize length;

  do
    {
      line = lines_next (lines, &length, cancellable, &problem);
      if (line == NULL && problem != NULL)
        fail_line (context, lines_get_number (lines), problem, error);
      if (line == NULL)
        return NULL;
    }
  while (is_blank (line, length));

  g_autofree char *id = NULL;
  ObelusDocument *document = obelus_record_parse (line, length, &id, &problem);

  if (document == NULL)
    {
      if (id != NULL)
        obelus_source_name_document (source, id);
      fail_line (context, lines_get_number (lines), problem, error);
    }
  return document;
}

/* As they are declared, with a question mark behind each. */
#define CORE_LAYERS \
  "language? paragraph? sentence? token? multiword? entity? mention? sentiment? summary? keyphrase? quote?"

static const ObelusOption jsonl_reader_options[] = {
  OBELUS_OPTION_INTEGER ("max-line", 1, 65536, 1024, "Longest line in MiB; a longer one is an error"),
  OBELUS_OPTION_END,
};

static const ObelusReaderClass jsonl_reader = {
  .name = "jsonl",
  .summary = "Read records, one JSON object a line",
  .extensions = ".jsonl .ndjson",
  .gives = CORE_LAYERS,
  .options = jsonl_reader_options,
  .open = jsonl_open,
  .read = jsonl_read,
  .close = jsonl_close,
};

/* Writing */

/* Whether a layer of this name may exist: names of others than the core's have a full stop in them. */
static gboolean
may_exist (const char *layer)
{
  g_auto (GStrv) known = g_strsplit_set (CORE_LAYERS, "? ", -1);

  return strchr (layer, '.') != NULL || (*layer != '\0' && g_strv_contains ((const char *const *) known, layer));
}

static gboolean
records_load (ObelusContext *context, gpointer *shared, GError **error)
{
  const char *const *layers = obelus_context_get_list (context, "layers");

  *shared = NULL;
  for (guint i = 0; layers[i] != NULL; i++)
    if (!may_exist (layers[i]))
      {
        g_autofree char *names = g_strndup (CORE_LAYERS, strlen (CORE_LAYERS) - 1);
        g_strdelimit (names, "?", ',');
        return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                                    "option 'layers' has '%s', and there is no such layer; there are %s and those of "
                                    "plugins, which have a full stop in their names",
                                    layers[i], names);
      }
  return TRUE;
}

/* What is worth making for somebody who asked for records and named no pipeline. */
#define USUAL_LAYERS "paragraph? sentence? token? entity? sentiment? summary?"

#define OFFSETS_OPTION OBELUS_OPTION_CHOICE ("offsets", "byte|codepoint|utf16", "codepoint", "What offsets count")
#define LAYERS_OPTION \
  OBELUS_OPTION_LIST ("layers", NULL, "Layers to write, without the others; all unless some are named")

static gboolean
append_record (ObelusContext *context, ObelusDocument *document, GString *output, guint indent, GError **error)
{
  const char *const *layers = obelus_context_get_list (context, "layers");
  /* The option's choices stand in the order of the enumeration. */
  ObelusOffsetUnit unit = (ObelusOffsetUnit) obelus_context_get_choice (context, "offsets");

  return obelus_record_append (output, document, unit, layers[0] != NULL ? layers : NULL, indent, error);
}

static gboolean
jsonl_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  if (!append_record (context, document, output, 0, error))
    return FALSE;
  g_string_append_c (output, '\n');
  return TRUE;
}

static void
jsonl_format_failure (ObelusContext *context, const ObelusFailure *failure, GString *output)
{
  (void) context;
  obelus_record_append_failure (output, failure, 0);
  g_string_append_c (output, '\n');
}

static const ObelusOption jsonl_writer_options[] = { OFFSETS_OPTION, LAYERS_OPTION, OBELUS_OPTION_END };

static const ObelusWriterClass jsonl_writer = {
  .name = "jsonl",
  .summary = "Write records, one JSON object a line",
  .extensions = ".jsonl .ndjson",
  .needs = USUAL_LAYERS,
  .options = jsonl_writer_options,
  .load = records_load,
  .format = jsonl_format,
  .format_failure = jsonl_format_failure,
};

static guint
get_indent (ObelusContext *context)
{
  return (guint) obelus_context_get_integer (context, "indent");
}

static gboolean
json_begin (ObelusContext *context, GString *output, GError **error)
{
  (void) context;
  (void) error;
  g_string_append (output, "[\n");
  return TRUE;
}

static gboolean
json_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  return append_record (context, document, output, get_indent (context), error);
}

static void
json_format_failure (ObelusContext *context, const ObelusFailure *failure, GString *output)
{
  obelus_record_append_failure (output, failure, get_indent (context));
}

static gboolean
json_end (ObelusContext *context, GString *output, GError **error)
{
  (void) context;
  (void) error;
  g_string_append (output, "\n]\n");
  return TRUE;
}

static const ObelusOption json_options[] = {
  OFFSETS_OPTION,
  LAYERS_OPTION,
  OBELUS_OPTION_INTEGER ("indent", 0, 8, 2, "Spaces for each level of nesting; 0 for a record a line"),
  OBELUS_OPTION_END,
};

static const ObelusWriterClass json_writer = {
  .name = "json",
  .summary = "Write one JSON list of indented records",
  .extensions = ".json",
  .needs = USUAL_LAYERS,
  .options = json_options,
  .load = records_load,
  .begin = json_begin,
  .format = json_format,
  .format_failure = json_format_failure,
  .separator = ",\n",
  .end = json_end,
};

static const ObelusReaderClass *const readers[] = { &jsonl_reader, NULL };
static const ObelusWriterClass *const writers[] = { &jsonl_writer, &json_writer, NULL };

OBELUS_PLUGIN (json, .version = "1.0", .license = "MIT", .summary = "Documents as JSON records", .readers = readers,
               .writers = writers)
