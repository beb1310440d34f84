/* Documents in the four columns of CoNLL-2003 (Tjong Kim Sang and De Meulder 2003): word, tag, chunk, label of a name.
 */
#include "writer.h"

#include "columns.h"
#include "repetition.h"

#include <string.h>

#define NO_COLUMN G_MAXUINT

/* More than the marks and spaces beside a value take. */
#define ROOM_BETWEEN 64

typedef enum
{
  SCHEME_IOB2, /* B- where a name begins */
  SCHEME_IOB1, /* B- only between two names of one type (Ramshaw and Marcus 1995) */
} Scheme;

/* The names of a document, walked along with its tokens. */
typedef struct
{
  const guint32 *starts;
  const guint32 *ends;
  guint32 n_rows;
  guint32 next;    /* the first that has not been looked at */
  guint32 open;    /* the one that tokens go on with, or OBELUS_NO_ROW */
  guint32 covered; /* where what the names before hold ends */
  gboolean is_widened;
  guint32 n_widened;
  guint32 n_left_out;
} Names;

typedef struct
{
  const char *text;
  GString *output;
  ObelusLayer *tokens;
  guint form_column; /* of tokens, like the next two; NO_COLUMN for none */
  guint tag_column;
  guint chunk_column;
  ObelusLayer *entities;
  guint label_column;
  const gint32 *labels; /* an index an entity, or NULL */
  Names names;
  Scheme scheme;
  LearnRepetition repetition;
} Writing;

static guint
find_column (ObelusLayer *layer, const char *name)
{
  gint column = obelus_layer_find_column (layer, name);

  return column >= 0 && obelus_layer_get_column_type (layer, (guint) column) == OBELUS_COLUMN_STRING ? (guint) column
                                                                                                     : NO_COLUMN;
}

static gboolean
open_writing (Writing *writing, ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  ObelusLayer *tokens = obelus_context_get_layer (context, document, "token", error);
  ObelusLayer *entities = tokens != NULL ? obelus_context_get_layer (context, document, "entity", error) : NULL;
  if (entities == NULL)
    return FALSE;

  guint32 length;
  *writing = (Writing){
    .text = obelus_document_get_text (document, &length),
    .output = output,
    .tokens = tokens,
    /* Columns are taken as they come: naming them in `needs` would have them made for files that are only copied. */
    .form_column = find_column (tokens, "form"),
    .tag_column = find_column (tokens, "xpos"),
    .chunk_column = find_column (tokens, CONLL_CHUNK),
    .entities = entities,
    .label_column = find_column (entities, "label"),
    .names = { obelus_layer_get_starts (entities), obelus_layer_get_ends (entities), obelus_layer_get_n_rows (entities),
               .open = OBELUS_NO_ROW },
    .scheme = (Scheme) obelus_context_get_choice (context, "scheme"),
  };
  learn_repetition_init (&writing->repetition, context, length);
  if (writing->tag_column == NO_COLUMN)
    writing->tag_column = find_column (tokens, "upos");
  if (writing->label_column != NO_COLUMN)
    writing->labels = obelus_layer_get_string_indices (entities, writing->label_column);

  return TRUE;
}

/* Names */

/* The row of the name that a token is part of, or OBELUS_NO_ROW. Tokens come in order. Of names that share a token or
 * overlap the first counts, which of those that start together is the longest. */
static guint32
take_name (Names *names, guint32 start, guint32 end)
{
  if (names->open == OBELUS_NO_ROW || names->ends[names->open] <= start)
    {
      names->open = OBELUS_NO_ROW;
      for (; names->next < names->n_rows; names->next++, names->n_left_out++)
        if (names->starts[names->next] >= names->covered
            && names->ends[names->next] > MAX (start, names->starts[names->next]))
          break;
      if (names->next == names->n_rows || names->starts[names->next] >= end)
        return OBELUS_NO_ROW;
      names->open = names->next++;
      names->is_widened = FALSE;
    }

  guint32 open = names->open;
  names->covered = MAX (names->covered, MAX (names->ends[open], end));
  if (!names->is_widened && (start < names->starts[open] || end > names->ends[open]))
    {
      names->is_widened = TRUE;
      names->n_widened++;
    }

  return open;
}

/* A document that comes out otherwise than it was is told, without a word of its text. */
static void
tell_changes (ObelusContext *context, ObelusDocument *document, const Names *names)
{
  guint32 n_left_out = names->n_left_out + names->n_rows - names->next;

  if (names->n_widened > 0)
    obelus_context_warn (context, "%s: %u name%s that began or ended within a token now hold%s the whole token",
                         obelus_document_get_id (document), names->n_widened, names->n_widened > 1 ? "s" : "",
                         names->n_widened > 1 ? "" : "s");
  if (n_left_out > 0)
    obelus_context_warn (context, "%s: %u name%s left out that overlapped another or held no token",
                         obelus_document_get_id (document), n_left_out, n_left_out > 1 ? "s were" : " was");
}

/* Columns */

/* White space would end a column, an empty one would not be there, and a mark would end the document. */
static gboolean
append_value (Writing *writing, const char *value, gsize length, GError **error)
{
  const LearnField field = { value, length };
  GString *output = writing->output;
  gsize at = output->len;

  if (!obelus_string_reserve (output, length + ROOM_BETWEEN, error))
    return FALSE;
  if (length == 0)
    {
      g_string_append_c (output, '_');
      return TRUE;
    }

  g_string_append_len (output, value, (gssize) length);
  if (conll_is_same (&field, CONLL_MARK))
    output->str[at] = '_';
  for (; at < output->len; at++)
    if (g_ascii_isspace (output->str[at]) || output->str[at] == '\v')
      output->str[at] = '_';

  return TRUE;
}

/* The cell of a token, or what stands where nothing is known. */
static gboolean
append_cell (Writing *writing, guint column, guint32 row, const char *otherwise, GError **error)
{
  gsize length = 0;
  const char *value = column != NO_COLUMN ? obelus_layer_get_string (writing->tokens, column, row, &length) : NULL;

  return value != NULL ? append_value (writing, value, length, error)
                       : append_value (writing, otherwise, strlen (otherwise), error);
}

static gboolean
append_word (Writing *writing, guint32 row, GError **error)
{
  guint32 start = obelus_layer_get_starts (writing->tokens)[row], end = obelus_layer_get_ends (writing->tokens)[row];
  gsize length = 0;
  const char *form = writing->form_column != NO_COLUMN
                         ? obelus_layer_get_string (writing->tokens, writing->form_column, row, &length)
                         : NULL;

  if (form != NULL)
    return append_value (writing, form, length, error);
  return learn_repetition_take (&writing->repetition, end - start, start, error)
         && append_value (writing, writing->text + start, end - start, error);
}

static gboolean
is_same_type (const Writing *writing, guint32 name, guint32 other)
{
  return writing->labels == NULL || writing->labels[name] == writing->labels[other];
}

/* @before: the name of the token before in the sentence, or OBELUS_NO_ROW. */
static gboolean
append_label (Writing *writing, guint32 name, guint32 before, GError **error)
{
  if (name == OBELUS_NO_ROW)
    {
      g_string_append_c (writing->output, 'O');
      return TRUE;
    }

  gboolean begins = name != before;
  if (writing->scheme == SCHEME_IOB1)
    begins = begins && before != OBELUS_NO_ROW && is_same_type (writing, name, before);
  g_string_append (writing->output, begins ? "B-" : "I-");

  gsize length = 0;
  const char *label = writing->labels != NULL
                          ? obelus_layer_get_string (writing->entities, writing->label_column, name, &length)
                          : NULL;

  return learn_repetition_take (&writing->repetition, length, writing->names.starts[name], error)
         && append_value (writing, label, length, error);
}

static gboolean
append_token (Writing *writing, guint32 row, guint32 name, guint32 before, GError **error)
{
  GString *output = writing->output;
  gsize at = output->len;

  if (!append_word (writing, row, error))
    return FALSE;
  g_string_append_c (output, ' ');
  if (!append_cell (writing, writing->tag_column, row, CONLL_NO_TAG, error))
    return FALSE;
  g_string_append_c (output, ' ');
  if (!append_cell (writing, writing->chunk_column, row, "O", error))
    return FALSE;
  g_string_append_c (output, ' ');
  if (!append_label (writing, name, before, error))
    return FALSE;

  /* No line may look like a comment. */
  if (output->str[at] == '#')
    {
      const ConllLayout layout = { .n_columns = 4, .tag = 3 };
      const LearnField line = { output->str + at, output->len - at };
      LearnField fields[CONLL_MAX_COLUMNS];
      guint n_fields;
      if (conll_classify (&layout, &line, fields, &n_fields) != CONLL_LINE_TOKEN)
        output->str[at] = '_';
    }
  g_string_append_c (output, '\n');

  return TRUE;
}

static gboolean
append_sentence (Writing *writing, ObelusContext *context, guint32 first, guint32 end, GError **error)
{
  const guint32 *starts = obelus_layer_get_starts (writing->tokens), *ends = obelus_layer_get_ends (writing->tokens);
  guint32 before = OBELUS_NO_ROW;

  if (first == end)
    return TRUE;
  for (guint32 row = first; row < end; row++)
    {
      guint32 name = take_name (&writing->names, starts[row], ends[row]);
      if (obelus_context_is_cancelled_at (context, row, error) || !append_token (writing, row, name, before, error))
        return FALSE;
      before = name;
    }
  g_string_append_c (writing->output, '\n');

  return TRUE;
}

static gboolean
conll2003_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  Writing writing;
  ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
  if (sentences == NULL || !open_writing (&writing, context, document, output, error)
      || !obelus_string_reserve (output, ROOM_BETWEEN, error))
    return FALSE;

  const guint32 *starts = obelus_layer_get_starts (sentences), *ends = obelus_layer_get_ends (sentences);
  const guint32 *token_starts = obelus_layer_get_starts (writing.tokens);
  const guint32 n_sentences = obelus_layer_get_n_rows (sentences), n_tokens = obelus_layer_get_n_rows (writing.tokens);
  guint32 row = 0;

  g_string_append (output, CONLL_MARK " " CONLL_NO_TAG " " CONLL_NO_TAG " O\n\n");
  for (guint32 sentence = 0; row < n_tokens; sentence++)
    {
      /* Tokens that no sentence holds are one. */
      gboolean is_last = sentence >= n_sentences;
      guint32 first = row;
      while (row < n_tokens && (is_last || token_starts[row] < starts[sentence]))
        row++;
      if (!append_sentence (&writing, context, first, row, error))
        return FALSE;

      first = row;
      while (row < n_tokens && !is_last && token_starts[row] < ends[sentence])
        row++;
      if (!append_sentence (&writing, context, first, row, error))
        return FALSE;
    }
  tell_changes (context, document, &writing.names);

  return TRUE;
}

static const ObelusOption conll2003_options[] = {
  OBELUS_OPTION_CHOICE ("scheme", "iob2|iob1", "iob2",
                        "Which labels begin with B-: the first of each name, or only that of a name behind another of "
                        "its type"),
  OBELUS_OPTION_END
};

const ObelusWriterClass conll2003_writer = {
  .name = "conll2003",
  .summary = "Write names in the four columns of CoNLL-2003",
  .extensions = ".conll",
  .needs = "sentence token entity",
  .options = conll2003_options,
  .format = conll2003_format,
};
