/* The readers `text`, `markdown` and `subtitles`, and the writer `text`: texts in, a sentence a line out. */
#include "kind.h"
#include "markdown.h"
#include "mojibake.h"
#include "repetition.h"
#include "subtitles.h"

#include <obelus/obelus-plugin.h>
#include <string.h>

/* Reading: a source is one document */

enum
{
  INVALID_REPLACE,
  INVALID_REJECT,
};

/* Beyond one replaced byte in so many a text is in another encoding, or no text. */
#define MIN_BYTES_FOR_ONE_INVALID 8

static gboolean
text_open (ObelusContext *context, ObelusSource *source, gpointer *reading, GError **error)
{
  if (obelus_source_open (source, obelus_context_get_cancellable (context), error) == NULL)
    return FALSE;
  *reading = g_new0 (gboolean, 1); /* whether the document was read */
  return TRUE;
}

static gboolean
is_declared (const char *encoding)
{
  return g_ascii_strcasecmp (encoding, "auto") != 0 && g_ascii_strcasecmp (encoding, "utf-8") != 0
         && g_ascii_strcasecmp (encoding, "utf8") != 0;
}

static gboolean
text_load (ObelusContext *context, gpointer *shared, GError **error)
{
  *shared = NULL;
  return obelus_encoding_check (obelus_context_get_text (context, "encoding"), error);
}

/* Whether all that is not ASCII was replaced: then the text is likely to be in one of the older encodings. */
static gboolean
lacks_valid (ObelusDocument *document)
{
  static const char replacement[] = "\xef\xbf\xbd";
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);

  for (guint32 i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      {
        if (length - i < 3 || memcmp (text + i, replacement, 3) != 0)
          return FALSE;
        i += 2;
      }
  return TRUE;
}

/* Whether so much had to be replaced that what is left is not worth reading. */
static gboolean
check_replaced (ObelusContext *context, ObelusDocument *document, gsize n_replaced, gsize length, const char *encoding,
                GError **error)
{
  const char *id = obelus_document_get_id (document);

  if (n_replaced == 0)
    return TRUE;

  if (n_replaced > 1 && n_replaced > length / MIN_BYTES_FOR_ONE_INVALID)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_TEXT, OBELUS_NO_OFFSET,
                                "%" G_GSIZE_FORMAT " places in %" G_GSIZE_FORMAT
                                " bytes are not valid %s: this is text in another encoding, or no text; name the "
                                "encoding, as in --from '%s encoding=windows-1252'",
                                n_replaced, length, encoding, obelus_context_get_stage (context));

  g_autofree char *what = g_strdup_printf (
      n_replaced == 1 ? "place that was not valid %s was" : "places that were not valid %s were", encoding);
  const gboolean is_other = g_str_equal (encoding, "UTF-8") && lacks_valid (document);
  g_autofree char *advice = is_other ? g_strdup_printf ("name the encoding if it is another, as in --from '%s "
                                                        "encoding=windows-1252', or ",
                                                        obelus_context_get_stage (context))
                                     : g_strdup ("");
  obelus_context_warn (context,
                       "%s: %" G_GSIZE_FORMAT " %s replaced by U+FFFD; %sset invalid=reject to refuse such texts", id,
                       n_replaced, what, advice);
  return TRUE;
}

/* The encoding as messages call it: the one declared, or the one whose mark the text has. */
static const char *
name_encoding (const char *encoding, const char *text, gsize length)
{
  if (is_declared (encoding))
    return encoding;
  return length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0) ? "UTF-16" : "UTF-8";
}

static ObelusDocument *
decode (ObelusContext *context, const char *id, const char *text, gsize length, GError **error)
{
  const char *encoding = obelus_context_get_text (context, "encoding");
  ObelusInvalidPolicy policy = obelus_context_get_choice (context, "invalid") == INVALID_REJECT
                                   ? OBELUS_INVALID_REJECT
                                   : OBELUS_INVALID_REPLACE;
  const char *kind = is_declared (encoding) ? NULL : kind_of_bytes (text, length);
  gsize n_replaced;

  if (kind != NULL)
    {
      obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET, "this looks like %s", kind);
      return NULL;
    }

  g_autoptr (ObelusDocument) document
      = obelus_document_new_decoded (id, text, length, encoding, policy, &n_replaced, error);

  if (document == NULL
      || !check_replaced (context, document, n_replaced, length, name_encoding (encoding, text, length), error))
    return NULL;
  return g_steal_pointer (&document);
}

/* So many characters that were damaged are no chance. */
#define FEWEST_DAMAGED 3

/* Where UTF-8 was taken for another encoding before, says so, or mends it if that is wanted. */
static ObelusDocument *
mend (ObelusContext *context, ObelusDocument *document, GError **error)
{
  guint32 length;
  g_autoptr (ObelusDocument) damaged = document;
  const char *id = obelus_document_get_id (document), *text = obelus_document_get_text (document, &length);

  if (mojibake_count (text, length, FEWEST_DAMAGED) < FEWEST_DAMAGED)
    return g_steal_pointer (&damaged);
  if (!obelus_context_get_flag (context, "mend"))
    {
      obelus_context_warn (
          context,
          "%s: this looks as if UTF-8 had been taken for windows-1252 and saved again (`caf\xC3\x83\xC2\xA9`); "
          "--from '%s mend=yes' reads it as it was meant",
          id, obelus_context_get_stage (context));
      return g_steal_pointer (&damaged);
    }

  g_autoptr (GString) mended = g_string_new (NULL);
  if (!obelus_string_reserve (mended, (gsize) length + 1, error))
    return NULL;
  mojibake_mend (text, length, mended);
  return obelus_document_new (id, mended->str, (gssize) mended->len, error);
}

/* The whole source as text, once. */
static ObelusDocument *
read_source (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  gboolean *was_read = reading;

  if (*was_read)
    return NULL;
  *was_read = TRUE;

  g_autoptr (GBytes) bytes = obelus_source_load (source, obelus_context_get_cancellable (context), error);

  if (bytes == NULL)
    return NULL;

  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autofree char *id = g_filename_display_name (obelus_source_get_name (source));

  ObelusDocument *document = decode (context, id, text != NULL ? text : "", length, error);
  return document != NULL ? mend (context, document, error) : NULL;
}

/* Another reader may be meant where a text comes through a pipe. */
static void
tell_other_reader (ObelusContext *context, ObelusDocument *document)
{
  guint32 length;
  const char *id = obelus_document_get_id (document), *text = obelus_document_get_text (document, &length);

  if (kind_is_page (text, length))
    obelus_context_warn (context,
                         "%s: this looks like a web page and is read as it stands; --from html reads its article", id);
  else if (kind_is_json (text, length))
    obelus_context_warn (context,
                         "%s: this looks like JSON and is read as it stands; --from jsonl reads records, one a line "
                         "(jq -c '.[]' makes lines of a list)",
                         id);
  else if (kind_is_mail (text, length))
    obelus_context_warn (context,
                         "%s: this looks like mail and is read as it stands, with its header and in its encoding; "
                         "export the message as text first",
                         id);
  else if (subtitles_are_text (text, length))
    obelus_context_warn (
        context, "%s: these look like subtitles and are read as they stand; --from subtitles reads what is said", id);
  else if (markdown_has_front_matter (text, length))
    obelus_context_warn (
        context, "%s: this looks like Markdown and is read as it stands; --from markdown reads it without marks", id);
}

static ObelusDocument *
text_read (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  ObelusDocument *document = read_source (context, source, reading, error);

  if (document != NULL)
    tell_other_reader (context, document);
  return document;
}

static const ObelusOption reader_options[] = {
  OBELUS_OPTION_TEXT ("encoding", "auto",
                      "How texts are encoded, such as windows-1252; auto for UTF-8, or what a byte order mark says"),
  OBELUS_OPTION_CHOICE ("invalid", "replace|reject", "replace", "What to do with bytes that are no characters"),
  OBELUS_OPTION_FLAG ("mend", FALSE, "Mend text of which the UTF-8 was taken for windows-1252 before"),
  OBELUS_OPTION_END,
};

static const ObelusReaderClass reader = {
  .name = "text",
  .summary = "Read plain text, one document a source",
  .extensions = ".txt .text",
  .options = reader_options,
  .load = text_load,
  .open = text_open,
  .read = text_read,
  .close = g_free,
};

static ObelusDocument *
read_marked (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  g_autoptr (ObelusDocument) decoded = read_source (context, source, reading, error);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_auto (FrontMatter) matter = { 0 };

  if (decoded == NULL)
    return NULL;
  guint32 length;
  const char *text = obelus_document_get_text (decoded, &length);
  if (!markdown_read (context, text, length, shown, &matter, error))
    return NULL;

  g_autoptr (ObelusDocument) document
      = obelus_document_new (obelus_document_get_id (decoded), shown->str, (gssize) shown->len, error);
  const struct
  {
    const char *key;
    const char *value;
  } facts[] = {
    { "title", matter.title },       { "author", matter.author },           { "date", matter.date },
    { "language", matter.language }, { "description", matter.description },
  };
  for (guint i = 0; document != NULL && i < G_N_ELEMENTS (facts); i++)
    if (facts[i].value != NULL)
      obelus_document_set_metadata (document, facts[i].key, facts[i].value, -1);
  return g_steal_pointer (&document);
}

static const ObelusReaderClass markdown_reader = {
  .name = "markdown",
  .summary = "Read Markdown as the text of the page that it makes, one document a source",
  .extensions = ".md .markdown",
  .options = reader_options,
  .load = text_load,
  .open = text_open,
  .read = read_marked,
  .close = g_free,
};

static ObelusDocument *
read_subtitles (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  g_autoptr (ObelusDocument) decoded = read_source (context, source, reading, error);
  g_autoptr (GString) spoken = g_string_new (NULL);

  if (decoded == NULL)
    return NULL;
  guint32 length;
  const char *text = obelus_document_get_text (decoded, &length);
  if (!subtitles_read (context, text, length, spoken, error))
    return NULL;
  return obelus_document_new (obelus_document_get_id (decoded), spoken->str, (gssize) spoken->len, error);
}

static const ObelusReaderClass subtitles_reader = {
  .name = "subtitles",
  .summary = "Read what is said in subtitles of SubRip and WebVTT, one document a source",
  .extensions = ".srt .vtt",
  .options = reader_options,
  .load = text_load,
  .open = text_open,
  .read = read_subtitles,
  .close = g_free,
};

/* Writing: lines of tokens, as programs take them that count words or learn from them */

typedef enum
{
  LINES_SENTENCE,
  LINES_PARAGRAPH,
  LINES_DOCUMENT,
} Lines;

typedef struct
{
  ObelusContext *context;
  const char *text;
  guint32 length;
  GString *output;
  ObelusLayer *tokens; /* NULL: the text itself is written */
  gint columns[2];     /* of the token layer, in which a token's form is looked for; -1 for none */
  LearnRepetition repetition;
  GError **error;
} Writing;

/* A token that holds white space would be read as several. */
static gboolean
append_token (Writing *writing, const char *token, gsize length, guint32 offset)
{
  GString *output = writing->output;
  gsize start = output->len;

  if (!learn_repetition_take (&writing->repetition, length, offset, writing->error)
      || !obelus_string_reserve (output, length + 2, writing->error))
    return FALSE;
  g_string_append_len (output, token, (gssize) length);
  for (char *p = output->str + start; p < output->str + output->len; p++)
    if (g_ascii_isspace (*p) || *p == '\0')
      *p = '_';
  return TRUE;
}

static const char *
get_form (Writing *writing, guint32 row, gsize *length)
{
  for (guint i = 0; i < G_N_ELEMENTS (writing->columns); i++)
    {
      const char *form = NULL;

      if (writing->columns[i] >= 0)
        form = obelus_layer_get_string (writing->tokens, (guint) writing->columns[i], row, length);
      if (form != NULL)
        return form;
    }

  guint32 start = obelus_layer_get_starts (writing->tokens)[row];

  *length = obelus_layer_get_ends (writing->tokens)[row] - start;
  return writing->text + start;
}

static gboolean
append_tokens (Writing *writing, guint32 start, guint32 end)
{
  guint32 first, n = obelus_layer_find_starting (writing->tokens, start, end, &first);
  gboolean any = FALSE;

  for (guint32 row = first; row < first + n; row++)
    {
      gsize length;
      const char *form = get_form (writing, row, &length);

      if (length == 0)
        continue;
      if (any)
        g_string_append_c (writing->output, ' ');
      if (!append_token (writing, form, length, obelus_layer_get_starts (writing->tokens)[row]))
        return FALSE;
      any = TRUE;
      if (obelus_context_is_cancelled_at (writing->context, row + 1, writing->error))
        return FALSE;
    }
  return TRUE;
}

/* The text with every run of white space as one space. */
static gboolean
append_text (Writing *writing, guint32 start, guint32 end)
{
  const char *p = writing->text + start, *stop = writing->text + end;
  gsize before = writing->output->len;

  if (!learn_repetition_take (&writing->repetition, end - start, start, writing->error)
      || !obelus_string_reserve (writing->output, end - start + 2, writing->error))
    return FALSE;
  while (p < stop)
    {
      const char *word = p;

      while (p < stop && !g_ascii_isspace (*p))
        p++;
      if (p > word && writing->output->len > before)
        g_string_append_c (writing->output, ' ');
      g_string_append_len (writing->output, word, p - word);
      while (p < stop && g_ascii_isspace (*p))
        p++;
    }
  return TRUE;
}

/* A line that would be empty is left out: an empty line stands between documents. */
static gboolean
append_line (Writing *writing, guint32 start, guint32 end)
{
  gsize before = writing->output->len;

  if (!(writing->tokens != NULL ? append_tokens (writing, start, end) : append_text (writing, start, end)))
    return FALSE;
  if (writing->output->len > before)
    g_string_append_c (writing->output, '\n');
  return TRUE;
}

static gboolean
text_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  static const char *const form_columns[] = { "form", "norm", "lemma" };
  static const char *const line_layers[] = { [LINES_SENTENCE] = "sentence", [LINES_PARAGRAPH] = "paragraph" };
  Writing writing = { .context = context, .output = output, .columns = { -1, -1 }, .error = error };
  guint lines = obelus_context_get_choice (context, "lines");
  ObelusLayer *units = NULL;

  writing.text = obelus_document_get_text (document, &writing.length);
  learn_repetition_init (&writing.repetition, context, writing.length);
  if (obelus_context_get_flag (context, "tokens"))
    {
      writing.tokens = obelus_document_get_layer (document, "token");
      if (writing.tokens == NULL)
        return obelus_context_fail (context, error, OBELUS_ERROR_NOT_FOUND, OBELUS_NO_OFFSET,
                                    "there are no tokens to write; add a stage that gives them or set tokens=no");
      writing.columns[0]
          = obelus_layer_find_column (writing.tokens, form_columns[obelus_context_get_choice (context, "form")]);
      writing.columns[1] = obelus_layer_find_column (writing.tokens, "form");
    }

  if (lines != LINES_DOCUMENT)
    {
      units = obelus_document_get_layer (document, line_layers[lines]);
      if (units == NULL)
        return obelus_context_fail (context, error, OBELUS_ERROR_NOT_FOUND, OBELUS_NO_OFFSET,
                                    "there is no layer '%s' to take lines from; add a stage that gives it or set "
                                    "lines=document",
                                    line_layers[lines]);
    }

  if (units == NULL)
    return append_line (&writing, 0, writing.length);
  for (guint32 row = 0; row < obelus_layer_get_n_rows (units); row++)
    if (!append_line (&writing, obelus_layer_get_starts (units)[row], obelus_layer_get_ends (units)[row])
        || obelus_context_is_cancelled_at (context, row + 1, error))
      return FALSE;
  return TRUE;
}

static const ObelusOption writer_options[] = {
  OBELUS_OPTION_CHOICE ("lines", "sentence|paragraph|document", "sentence", "What stands on a line"),
  OBELUS_OPTION_FLAG ("tokens", 1, "Separate tokens by spaces; otherwise the text stands as it is, on one line"),
  OBELUS_OPTION_CHOICE ("form", "form|norm|lemma", "form", "Which form of a token is written, if it has one"),
  OBELUS_OPTION_END,
};

static const ObelusWriterClass writer = {
  .name = "text",
  .summary = "Write plain text, a sentence a line, tokens separated by spaces",
  .extensions = ".txt .text",
  .needs = "sentence token paragraph?",
  .options = writer_options,
  .format = text_format,
  .separator = "\n",
};

static const ObelusReaderClass *const readers[] = { &reader, &markdown_reader, &subtitles_reader, NULL };
static const ObelusWriterClass *const writers[] = { &writer, NULL };

OBELUS_PLUGIN (text, .version = "1.0", .license = "MIT", .summary = "Plain text", .readers = readers,
               .writers = writers)
