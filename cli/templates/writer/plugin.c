/* The writer `@name@`: a table of sentences for spreadsheets, with tabs between the columns. */
#include <obelus/obelus-plugin.h>

#include <string.h>

/* In the order of the option's choices. */
static const ObelusOffsetUnit units[] = { OBELUS_OFFSET_CODEPOINT, OBELUS_OFFSET_BYTE, OBELUS_OFFSET_UTF16 };

/* Tabs and line feeds would be taken for the table's own. */
static void
append_cell (GString *output, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    g_string_append_c (output, g_ascii_iscntrl (text[i]) ? ' ' : text[i]);
}

static gboolean
@ident@_begin (ObelusContext *context, GString *output, GError **error)
{
  (void) error;
  if (obelus_context_get_flag (context, "header"))
    g_string_append (output, "document\tstart\tend\tsentence\n");
  return TRUE;
}

static gboolean
@ident@_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  const char *text = obelus_document_get_text (document, @null@);
  const char *id = obelus_document_get_id (document);
  const ObelusOffsetUnit unit = units[obelus_context_get_choice (context, "offsets")];
  ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
  if (sentences == @null@)
    return FALSE;

  const guint32 *starts = obelus_layer_get_starts (sentences);
  const guint32 *ends = obelus_layer_get_ends (sentences);
  for (guint32 i = 0; i < obelus_layer_get_n_rows (sentences); i++)
    {
      append_cell (output, id, strlen (id));
      g_string_append_printf (output, "\t%u\t%u\t", obelus_document_offset_from_bytes (document, unit, starts[i]),
                              obelus_document_offset_from_bytes (document, unit, ends[i]));
      append_cell (output, text + starts[i], ends[i] - starts[i]);
      g_string_append_c (output, '\n');
    }
  return TRUE;
}

/* A document that failed has a line too, without offsets, so that nobody misses it. */
static void
@ident@_format_failure (ObelusContext *context, const ObelusFailure *failure, GString *output)
{
  (void) context;
  append_cell (output, failure->id, strlen (failure->id));
  g_string_append (output, "\t\t\tfailed: ");
  append_cell (output, failure->message, strlen (failure->message));
  g_string_append_c (output, '\n');
}

static const ObelusOption @ident@_options[] = {
  OBELUS_OPTION_FLAG ("header", 1, "Begin with a line that names the columns"),
  OBELUS_OPTION_CHOICE ("offsets", "codepoint|byte|utf16", "codepoint", "What starts and ends count"),
  OBELUS_OPTION_END
};

static const ObelusWriterClass @ident@_class = {
  .name = "@name@",
  .summary = "Write a table of sentences with tabs between the columns",
  .extensions = ".@name@",
  .needs = "sentence",
  .options = @ident@_options,
  .begin = @ident@_begin,
  .format = @ident@_format,
  .format_failure = @ident@_format_failure,
};

static const ObelusWriterClass *const writers[] = { &@ident@_class, @null@ };

OBELUS_PLUGIN (@ident@, .version = "0.1.0", .license = "MIT", .writers = writers)
