/* The reader `@name@`: files that hold several texts with a line `%` between them, as collections of sayings do. */
#include <obelus/obelus-plugin.h>

#include <string.h>

/* One source that is being read. */
typedef struct
{
  GBytes *bytes;
  const char *at; /* what was not read yet */
  const char *end;
  guint n_texts;
} Reading;

static gboolean
@ident@_open (ObelusContext *context, ObelusSource *source, gpointer *reading, GError **error)
{
  GBytes *bytes = obelus_source_load (source, obelus_context_get_cancellable (context), error);
  if (bytes == @null@)
    return FALSE;

  Reading *started = g_new0 (Reading, 1);
  gsize length;
  started->bytes = bytes;
  started->at = (const char *) g_bytes_get_data (bytes, &length);
  started->end = started->at == @null@ ? @null@ : started->at + length;
  *reading = started;
  return TRUE;
}

static void
@ident@_close (gpointer data)
{
  Reading *reading = (Reading *) data;

  g_bytes_unref (reading->bytes);
  g_free (reading);
}

/* The end of the line that begins at `line`, without its line feed. */
static const char *
find_line_end (const char *line, const char *end)
{
  const char *feed = (const char *) memchr (line, '\n', (size_t) (end - line));

  return feed == @null@ ? end : feed;
}

static gboolean
is_divider (const char *line, const char *line_end)
{
  if (line_end > line && line_end[-1] == '\r')
    line_end--;
  return line_end - line == 1 && *line == '%';
}

static gboolean
is_blank (const char *text, const char *end)
{
  while (text < end && g_ascii_isspace (*text))
    text++;
  return text == end;
}

/* Takes the next text off the source; FALSE at the end. */
static gboolean
take_text (Reading *reading, const char **text, const char **text_end)
{
  while (reading->at < reading->end)
    {
      *text = *text_end = reading->at;
      while (reading->at < reading->end)
        {
          const char *line = reading->at, *line_end = find_line_end (line, reading->end);
          reading->at = line_end < reading->end ? line_end + 1 : line_end;
          if (is_divider (line, line_end))
            break;
          *text_end = reading->at;
        }
      if (!is_blank (*text, *text_end))
        return TRUE;
    }
  return FALSE;
}

static ObelusDocument *
@ident@_read (ObelusContext *context, ObelusSource *source, gpointer data, GError **error)
{
  Reading *reading = (Reading *) data;
  const char *text, *text_end;

  if (!take_text (reading, &text, &text_end))
    return @null@;

  g_autofree char *name = g_filename_display_name (obelus_source_get_name (source));
  g_autofree char *id = g_strdup_printf ("%s:%u", name, ++reading->n_texts);
  const ObelusInvalidPolicy policy
      = obelus_context_get_flag (context, "strict") ? OBELUS_INVALID_REJECT : OBELUS_INVALID_REPLACE;

  /* So that an error about this text names it. */
  obelus_source_name_document (source, id);
  return obelus_document_new_decoded (id, text, (gsize) (text_end - text), "auto", policy, @null@, error);
}

static const ObelusOption @ident@_options[] = {
  OBELUS_OPTION_FLAG ("strict", 0, "Refuse texts that are not valid UTF-8 instead of repairing them"),
  OBELUS_OPTION_END
};

static const ObelusReaderClass @ident@_class = {
  .name = "@name@",
  .summary = "Read files that hold several texts with a line of a percent sign between",
  .extensions = ".@name@",
  .options = @ident@_options,
  .open = @ident@_open,
  .read = @ident@_read,
  .close = @ident@_close,
};

static const ObelusReaderClass *const readers[] = { &@ident@_class, @null@ };

OBELUS_PLUGIN (@ident@, .version = "0.1.0", .license = "MIT", .readers = readers)
