/* The readers of token and label columns, as files of named entities come. */
#include "writer.h"

#include "columns.h"
#include "name-labels.h"

#include <string.h>

typedef enum
{
  DOCUMENT_AUTO,
  DOCUMENT_MARKS,
  DOCUMENT_FILE,
  DOCUMENT_SENTENCES,
} DocumentUnit;

typedef struct
{
  GBytes *bytes;
  const char *next;
  const char *end;
  guint64 line_number;
  guint n_documents;
  ConllLayout layout;
  gboolean has_tags;      /* the columns behind the tokens are tags and chunks, as CoNLL-2003 has them */
  gboolean at_marks;      /* a document ends where a mark stands */
  guint n_sentences_each; /* or after so many sentences; 0 for no limit */
} Reading;

/* A document that is being put together. */
typedef struct
{
  GString *text;
  ObelusLayerBuilder *sentences;
  ObelusLayerBuilder *tokens;
  ObelusLayerBuilder *entities;
  gboolean has_tags;
  guint tag_column; /* of tokens; set if has_tags, like the next */
  guint chunk_column;
  guint32 sentence_start;
  gboolean in_sentence;
  guint n_sentences;
  guint n_tokens;
  LearnNameLabels labels;
} Draft;

static void
draft_clear (Draft *draft)
{
  g_string_free (draft->text, TRUE);
  obelus_layer_builder_unref (draft->sentences);
  obelus_layer_builder_unref (draft->tokens);
  obelus_layer_builder_unref (draft->entities);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static void
draft_init (Draft *draft, gboolean has_tags)
{
  *draft = (Draft){
    .text = g_string_new (NULL),
    .sentences = obelus_layer_builder_new ("sentence"),
    .tokens = obelus_layer_builder_new ("token"),
    .entities = obelus_layer_builder_new ("entity"),
    .has_tags = has_tags,
  };
  learn_name_labels_init (&draft->labels, draft->entities);
  if (has_tags)
    {
      draft->tag_column = obelus_layer_builder_add_column (draft->tokens, "xpos", OBELUS_COLUMN_STRING);
      draft->chunk_column = obelus_layer_builder_add_column (draft->tokens, CONLL_CHUNK, OBELUS_COLUMN_STRING);
    }
}

static void
close_sentence (Draft *draft)
{
  if (!draft->in_sentence)
    return;

  learn_name_labels_end (&draft->labels);
  obelus_layer_builder_append (draft->sentences, draft->sentence_start, (guint32) draft->text->len);
  draft->in_sentence = FALSE;
  draft->n_sentences++;
}

/* What a file says of a token beside its name; -X- says nothing. */
static void
set_cell (Draft *draft, guint column, guint32 row, const LearnField *field)
{
  if (!conll_is_same (field, CONLL_NO_TAG))
    obelus_layer_builder_set_string (draft->tokens, column, row, field->start, (gssize) field->length);
}

static gboolean
add_token (Draft *draft, const ConllLayout *layout, const LearnField *fields, GError **error)
{
  const LearnField *token = &fields[layout->token];
  if (!obelus_string_reserve (draft->text, token->length + 1, error))
    return FALSE;
  if (draft->text->len > 0)
    g_string_append_c (draft->text, draft->in_sentence ? ' ' : '\n');
  guint32 start = (guint32) draft->text->len;
  g_string_append_len (draft->text, token->start, (gssize) token->length);
  guint32 end = (guint32) draft->text->len;

  if (!draft->in_sentence)
    draft->sentence_start = start;
  draft->in_sentence = TRUE;
  draft->n_tokens++;
  guint32 row = obelus_layer_builder_append (draft->tokens, start, end);
  if (draft->has_tags)
    {
      set_cell (draft, draft->tag_column, row, &fields[layout->token + 1]);
      set_cell (draft, draft->chunk_column, row, &fields[layout->token + 2]);
    }
  learn_name_labels_add (&draft->labels, fields[layout->tag].start, fields[layout->tag].length, start, end);
  return TRUE;
}

static ObelusDocument *
finish (const char *id, Draft *draft, GError **error)
{
  g_autoptr (ObelusDocument) document = obelus_document_new (id, draft->text->str, (gssize) draft->text->len, error);
  if (document == NULL || !obelus_document_commit (document, draft->sentences, error)
      || !obelus_document_commit (document, draft->tokens, error)
      || !obelus_document_commit (document, draft->entities, error))
    return NULL;

  return g_steal_pointer (&document);
}

static gboolean
is_complete (const Reading *reading, const Draft *draft)
{
  return reading->n_sentences_each > 0 && draft->n_sentences >= reading->n_sentences_each;
}

/* Takes a line with columns. FALSE if something is wrong with it. */
static gboolean
take_line (ObelusContext *context, const Reading *reading, Draft *draft, const LearnField *line,
           const LearnField *fields, guint n_fields, GError **error)
{
  const ConllLayout *layout = &reading->layout;

  if (n_fields <= MAX (layout->token, layout->tag))
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "line %" G_GUINT64_FORMAT " has %u column%s where %u are needed; mend the line or %s",
                                reading->line_number, n_fields, n_fields == 1 ? "" : "s",
                                MAX (layout->token, layout->tag) + 1,
                                reading->has_tags ? "read the file with --from conll"
                                                  : "name the columns with the options 'token-column' and "
                                                    "'tag-column'");
  if (obelus_utf8_validate (line->start, line->length) < line->length)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_TEXT, OBELUS_NO_OFFSET,
                                "line %" G_GUINT64_FORMAT
                                " is not UTF-8; convert the file first, for instance with iconv",
                                reading->line_number);
  if (draft->text->len + fields[layout->token].length + 1 > OBELUS_MAX_TEXT_LENGTH)
    return obelus_context_fail (context, error, OBELUS_ERROR_TOO_LARGE, OBELUS_NO_OFFSET,
                                "line %" G_GUINT64_FORMAT " makes the document longer than %u bytes; cut it into "
                                "documents with the option 'documents'",
                                reading->line_number, OBELUS_MAX_TEXT_LENGTH);

  return fields[layout->token].length == 0 || add_token (draft, layout, fields, error);
}

static ObelusDocument *
conll_read (ObelusContext *context, ObelusSource *source, gpointer data, GError **error)
{
  Reading *reading = data;
  LearnField line, fields[CONLL_MAX_COLUMNS];
  guint n_fields;
  gboolean is_sound = TRUE;
  g_auto (Draft) draft;

  draft_init (&draft, reading->has_tags);
  reading->n_documents++;
  g_autofree char *id = g_strdup_printf ("%s:%u", obelus_source_get_name (source), reading->n_documents);
  obelus_source_name_document (source, id);
  while (!is_complete (reading, &draft))
    {
      const char *here = reading->next;
      if (!learn_line_read (&reading->next, reading->end, &line.start, &line.length))
        break;
      reading->line_number++;
      if (is_sound && obelus_context_is_cancelled_at (context, reading->line_number, error))
        return NULL;

      ConllLineKind kind = conll_classify (&reading->layout, &line, fields, &n_fields);
      if (kind == CONLL_LINE_EMPTY || kind == CONLL_LINE_DOCUMENT)
        close_sentence (&draft);
      if (kind == CONLL_LINE_DOCUMENT && reading->at_marks && draft.n_tokens > 0)
        {
          reading->next = here; /* it will begin the next document, and be passed over there */
          reading->line_number--;
          break;
        }
      if (kind != CONLL_LINE_TOKEN)
        continue;

      is_sound = is_sound && take_line (context, reading, &draft, &line, fields, n_fields, error);
      if (!is_sound)
        {
          /* What is left of the document is passed over: a part of one is none. */
          draft.in_sentence = TRUE;
          draft.n_tokens++;
        }
    }
  close_sentence (&draft);

  return draft.n_tokens == 0 || !is_sound ? NULL : finish (id, &draft, error);
}

static void
conll_close (gpointer data)
{
  Reading *reading = data;

  g_bytes_unref (reading->bytes);
  g_free (reading);
}

/* Columns that are 0 are found out. */
static gboolean
open_reading (ObelusContext *context, ObelusSource *source, guint token_column, guint tag_column, gboolean has_tags,
              gpointer *data, GError **error)
{
  GBytes *bytes = obelus_source_load (source, obelus_context_get_cancellable (context), error);
  if (bytes == NULL)
    return FALSE;

  gsize length;
  Reading *reading = g_new0 (Reading, 1);
  reading->bytes = bytes;
  const char *text = g_bytes_get_data (bytes, &length);
  reading->next = text != NULL ? text : ""; /* of no bytes, there need be no address */
  if (!obelus_encoding_skip_mark (&reading->next, &length, error))
    {
      conll_close (reading);
      return FALSE;
    }
  reading->end = reading->next + length;

  reading->has_tags = has_tags;
  const char *problem = conll_find_layout (&reading->layout, reading->next, length, token_column, tag_column);
  if (problem != NULL)
    {
      if (has_tags)
        problem = "has not the columns of CoNLL-2003, which are word, tag, chunk and label; read it with --from conll";
      obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET, "%s %s",
                           obelus_source_get_name (source), problem);
      conll_close (reading);
      return FALSE;
    }

  DocumentUnit unit = (DocumentUnit) obelus_context_get_choice (context, "documents");
  if (unit == DOCUMENT_AUTO)
    unit = reading->layout.has_marks ? DOCUMENT_MARKS : DOCUMENT_SENTENCES;
  reading->at_marks = unit == DOCUMENT_MARKS;
  reading->n_sentences_each
      = unit == DOCUMENT_SENTENCES ? (guint) obelus_context_get_integer (context, "sentences") : 0;
  *data = reading;

  return TRUE;
}

static gboolean
conll_open (ObelusContext *context, ObelusSource *source, gpointer *data, GError **error)
{
  return open_reading (context, source, (guint) obelus_context_get_integer (context, "token-column"),
                       (guint) obelus_context_get_integer (context, "tag-column"), FALSE, data, error);
}

static gboolean
conll2003_open (ObelusContext *context, ObelusSource *source, gpointer *data, GError **error)
{
  return open_reading (context, source, 1, 4, TRUE, data, error);
}

/* clang-format off */
#define DOCUMENT_OPTIONS                                                                                          \
  OBELUS_OPTION_CHOICE ("documents", "auto|marks|file|sentences", "auto",                                         \
                        "What a document is: what stands between marks (-DOCSTART-, # newdoc), the file, or some " \
                        "sentences; auto takes marks if there are any, else sentences"),                          \
  OBELUS_OPTION_INTEGER ("sentences", 1, 1e9, 1, "How many sentences are a document where there are no marks")
/* clang-format on */

static const ObelusOption conll_options[] = {
  DOCUMENT_OPTIONS,
  OBELUS_OPTION_INTEGER ("token-column", 0, CONLL_MAX_COLUMNS, 0, "The column of the tokens, from 1; 0 finds it out"),
  OBELUS_OPTION_INTEGER ("tag-column", 0, CONLL_MAX_COLUMNS, 0, "The column of the labels, from 1; 0 finds it out"),
  OBELUS_OPTION_END
};

static const ObelusReaderClass conll = {
  .name = "conll",
  .summary = "Read names from columns of tokens and labels",
  .extensions = ".conll .iob2 .bio",
  .gives = "sentence token entity",
  .options = conll_options,
  .open = conll_open,
  .read = conll_read,
  .close = conll_close,
};

static const ObelusOption conll2003_options[] = { DOCUMENT_OPTIONS, OBELUS_OPTION_END };

static const ObelusReaderClass conll2003 = {
  .name = "conll2003",
  .summary = "Read names, tags and chunks from the four columns of CoNLL-2003",
  .gives = "sentence token token.xpos? token." CONLL_CHUNK "? entity",
  .options = conll2003_options,
  .open = conll2003_open,
  .read = conll_read,
  .close = conll_close,
};

static const ObelusReaderClass *const readers[] = { &conll, &conll2003, NULL };
static const ObelusWriterClass *const writers[] = { &conll2003_writer, NULL };

OBELUS_PLUGIN (conll, .version = "1.0", .license = "MIT", .summary = "Files of named entities in columns",
               .readers = readers, .writers = writers)
