/* Documents as CoNLL-U. What the reader kept of a file is written as it was; what stages added stands in its column;
 * what neither says is made of the text. */
#include "writer.h"

#include "columns.h"
#include "repetition.h"

#include <string.h>

#define NO_COLUMN G_MAXUINT

/* More than tabs, numbers and keys take from one value to the next. */
#define ROOM_BETWEEN 512

/* Bytes of the document's id that stand before the number of each of its sentences. */
#define MAX_ID_IN_SENTENCE 200

/* A layer with the cells that are written. */
typedef struct
{
  ObelusLayer *layer; /* NULL if it is not there */
  guint32 n_rows;
  const guint32 *starts;
  const guint32 *ends;
  guint columns[N_COLUMNS]; /* strings; NO_COLUMN where there is none */
} Table;

/* One document. */
typedef struct
{
  ObelusDocument *document;
  const char *text;
  GString *output;
  Table sentences;
  Table tokens;
  Table multiwords;
  Table paragraphs;
  Table kept;
  Table nodes;
  guint comments_column;         /* of kept */
  const guint32 *heads;          /* of tokens, or NULL */
  const guint32 *node_sentences; /* of nodes, or NULL */
  gboolean trusts_kept_heads;    /* no stage has put other heads in their place */
  /* How far the layers beside tokens have been walked: all are in the order of the text. */
  guint32 next_multiword;
  guint32 next_paragraph;
  guint32 next_kept;
  guint32 next_node;
  guint n_sentences; /* written */
  LearnRepetition repetition;
  GError **error;
  gboolean has_failed; /* the error says why, and nothing more is written */
} Writing;

/* Words that are one piece of text: a range line and the words of it, or one word. */
typedef struct
{
  guint32 first;
  guint32 end;
  guint32 start_offset;
  guint32 end_offset;
  guint32 multiword; /* or OBELUS_NO_ROW */
} Group;

/* Layers and cells */

static guint
find_column (ObelusLayer *layer, const char *name, ObelusColumnType type)
{
  gint column = layer != NULL ? obelus_layer_find_column (layer, name) : -1;

  return column >= 0 && obelus_layer_get_column_type (layer, (guint) column) == type ? (guint) column : NO_COLUMN;
}

static void
open_table (Table *table, ObelusLayer *layer, const char *prefix)
{
  table->layer = layer;
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autofree char *column = g_strconcat (prefix, conllu_column_names[i], NULL);
      table->columns[i] = find_column (layer, column, OBELUS_COLUMN_STRING);
    }
  if (layer != NULL)
    {
      table->n_rows = obelus_layer_get_n_rows (layer);
      table->starts = obelus_layer_get_starts (layer);
      table->ends = obelus_layer_get_ends (layer);
    }
}

static const char *
get_cell (const Table *table, guint column, guint32 row, gsize *length)
{
  return column != NO_COLUMN ? obelus_layer_get_string (table->layer, column, row, length) : NULL;
}

/* Before what another row may have written already. */
static void
note_repetition (Writing *writing, gsize length, guint32 offset)
{
  writing->has_failed
      = writing->has_failed || !learn_repetition_take (&writing->repetition, length, offset, writing->error);
}

/* What would end a column or a line becomes a space. Everything whose size a document decides is appended by this; it
 * leaves room for what stands between. */
static void
append_value (Writing *writing, const char *value, gsize length)
{
  GString *output = writing->output;

  if (writing->has_failed || !obelus_string_reserve (output, length + ROOM_BETWEEN, writing->error))
    {
      writing->has_failed = TRUE;
      return;
    }
  if (value == NULL || length == 0)
    {
      g_string_append_c (output, '_');
      return;
    }

  gsize at = output->len;
  g_string_append_len (output, value, (gssize) length);
  for (; at < output->len; at++)
    if (output->str[at] == '\t' || output->str[at] == '\n' || output->str[at] == '\r')
      output->str[at] = ' ';
}

static void
append_cell (Writing *writing, const Table *table, guint column, guint32 row)
{
  gsize length = 0;
  const char *value = get_cell (table, column, row, &length);

  append_value (writing, value, length);
}

/* Where the heads or relations came from another stage than the kept HEAD, that is out of date. */
static gboolean
is_kept_head_fresh (ObelusLayer *tokens)
{
  gint kept = obelus_layer_find_column (tokens, CONLLU_HEAD);
  static const char *const names[] = { "head", "deprel" };

  for (guint i = 0; kept >= 0 && i < G_N_ELEMENTS (names); i++)
    {
      gint column = obelus_layer_find_column (tokens, names[i]);
      if (column >= 0
          && strcmp (obelus_layer_get_column_stage (tokens, (guint) column),
                     obelus_layer_get_column_stage (tokens, (guint) kept))
                 != 0)
        return FALSE;
    }

  return kept >= 0;
}

static gboolean
open_writing (Writing *writing, ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
  ObelusLayer *tokens = sentences != NULL ? obelus_context_get_layer (context, document, "token", error) : NULL;
  if (tokens == NULL)
    return FALSE;

  guint32 length;
  *writing = (Writing){
    .document = document, .text = obelus_document_get_text (document, &length), .output = output, .error = error
  };
  learn_repetition_init (&writing->repetition, context, length);
  open_table (&writing->sentences, sentences, "");
  open_table (&writing->tokens, tokens, "");
  /* What else a document may have is taken as it comes: naming it in `needs` would have it made. */
  open_table (&writing->multiwords, obelus_document_get_layer (document, "multiword"), "conllu.");
  open_table (&writing->paragraphs, obelus_document_get_layer (document, "paragraph"), "");
  open_table (&writing->kept, obelus_document_get_layer (document, CONLLU_SENTENCE_LAYER), "");
  open_table (&writing->nodes, obelus_document_get_layer (document, CONLLU_NODE_LAYER), "");

  writing->tokens.columns[COLUMN_HEAD] = find_column (tokens, CONLLU_HEAD, OBELUS_COLUMN_STRING);
  writing->tokens.columns[COLUMN_DEPS] = find_column (tokens, CONLLU_DEPS, OBELUS_COLUMN_STRING);
  writing->tokens.columns[COLUMN_MISC] = find_column (tokens, CONLLU_MISC, OBELUS_COLUMN_STRING);
  writing->trusts_kept_heads = is_kept_head_fresh (tokens);
  guint head = find_column (tokens, "head", OBELUS_COLUMN_REFERENCE);
  writing->heads = head != NO_COLUMN ? obelus_layer_get_references (tokens, head) : NULL;

  writing->comments_column = find_column (writing->kept.layer, "comments", OBELUS_COLUMN_STRING);
  guint sentence = find_column (writing->nodes.layer, "sentence", OBELUS_COLUMN_REFERENCE);
  writing->node_sentences = sentence != NO_COLUMN ? obelus_layer_get_references (writing->nodes.layer, sentence) : NULL;

  return TRUE;
}

/* Words */

/* The words from @first on that share a piece of text, not reaching beyond @end. */
static Group
find_group (Writing *writing, guint32 first, guint32 end)
{
  const Table *tokens = &writing->tokens, *multiwords = &writing->multiwords;
  Group group = {
    .first = first,
    .end = first + 1,
    .start_offset = tokens->starts[first],
    .end_offset = tokens->ends[first],
    .multiword = OBELUS_NO_ROW,
  };

  guint32 row = writing->next_multiword;
  while (row < multiwords->n_rows && multiwords->ends[row] <= group.start_offset)
    row++;
  writing->next_multiword = row;
  gboolean is_inside = row < multiwords->n_rows && multiwords->starts[row] <= group.start_offset
                       && group.end_offset <= multiwords->ends[row];

  while (group.end < end
         && (is_inside
                 ? tokens->ends[group.end] <= multiwords->ends[row] && tokens->starts[group.end] < multiwords->ends[row]
                 : tokens->starts[group.end] < group.end_offset))
    {
      group.end_offset = MAX (group.end_offset, tokens->ends[group.end]);
      group.end++;
    }
  if (is_inside && group.end - first > 1)
    {
      group.multiword = row;
      group.start_offset = multiwords->starts[row];
      group.end_offset = multiwords->ends[row];
    }

  return group;
}

/* FORM of a whole group. */
static void
append_surface (Writing *writing, const Group *group)
{
  gsize length = 0;
  const char *form = NULL;

  if (group->end - group->first == 1)
    form = get_cell (&writing->tokens, writing->tokens.columns[COLUMN_FORM], group->first, &length);
  if (form == NULL)
    {
      form = writing->text + group->start_offset;
      length = group->end_offset - group->start_offset;
      note_repetition (writing, length, group->start_offset);
    }
  append_value (writing, form, length);
}

/* Whether the next word, of this sentence or another, follows at once. */
static gboolean
is_glued (const Writing *writing, const Group *group)
{
  return group->end < writing->tokens.n_rows && writing->tokens.starts[group->end] <= group->end_offset;
}

static void
append_misc (Writing *writing, const Table *table, guint32 row, const Group *group)
{
  if (table->columns[COLUMN_MISC] != NO_COLUMN)
    append_cell (writing, table, table->columns[COLUMN_MISC], row);
  else
    g_string_append (writing->output, is_glued (writing, group) ? "SpaceAfter=No" : "_");
  g_string_append_c (writing->output, '\n');
}

static void
append_range (Writing *writing, const Group *group, guint32 sentence_first)
{
  const Table *multiwords = &writing->multiwords;

  g_string_append_printf (writing->output, "%u-%u\t", group->first - sentence_first + 1, group->end - sentence_first);
  append_surface (writing, group);
  for (guint column = COLUMN_LEMMA; column < COLUMN_MISC; column++)
    {
      g_string_append_c (writing->output, '\t');
      if (group->multiword != OBELUS_NO_ROW)
        append_cell (writing, multiwords, multiwords->columns[column], group->multiword);
      else
        g_string_append_c (writing->output, '_');
    }
  g_string_append_c (writing->output, '\t');
  if (group->multiword != OBELUS_NO_ROW)
    append_misc (writing, multiwords, group->multiword, group);
  else
    g_string_append (writing->output, is_glued (writing, group) ? "SpaceAfter=No\n" : "_\n");
}

static void
append_head (Writing *writing, guint32 row, guint32 first, guint32 end)
{
  const Table *tokens = &writing->tokens;
  guint32 head = writing->heads != NULL ? writing->heads[row] : OBELUS_NO_ROW;
  const char *kept = writing->trusts_kept_heads ? get_cell (tokens, tokens->columns[COLUMN_HEAD], row, NULL) : NULL;

  if (head >= first && head < end)
    g_string_append_printf (writing->output, "%u", head - first + 1);
  else if (head != OBELUS_NO_ROW)
    g_string_append_c (writing->output, '_'); /* a word of another sentence has no number here */
  else if (kept != NULL)
    g_string_append_c (writing->output, strcmp (kept, "0") == 0 ? '0' : '_');
  else
    g_string_append_c (writing->output,
                       get_cell (tokens, tokens->columns[COLUMN_DEPREL], row, NULL) != NULL ? '0' : '_');
}

static void
append_word (Writing *writing, guint32 row, const Group *group, guint32 first, guint32 end)
{
  static const guint before_head[] = { COLUMN_LEMMA, COLUMN_UPOS, COLUMN_XPOS, COLUMN_FEATS };
  const Table *tokens = &writing->tokens;
  gboolean is_alone = group->end - group->first == 1;
  const Group word = { row, row + 1, tokens->starts[row], tokens->ends[row], OBELUS_NO_ROW };

  g_string_append_printf (writing->output, "%u\t", row - first + 1);
  append_surface (writing, &word);
  for (guint i = 0; i < G_N_ELEMENTS (before_head); i++)
    {
      g_string_append_c (writing->output, '\t');
      append_cell (writing, tokens, tokens->columns[before_head[i]], row);
    }
  g_string_append_c (writing->output, '\t');
  append_head (writing, row, first, end);
  g_string_append_c (writing->output, '\t');
  append_cell (writing, tokens, tokens->columns[COLUMN_DEPREL], row);
  g_string_append_c (writing->output, '\t');
  append_cell (writing, tokens, tokens->columns[COLUMN_DEPS], row);
  g_string_append_c (writing->output, '\t');
  if (is_alone || tokens->columns[COLUMN_MISC] != NO_COLUMN)
    append_misc (writing, tokens, row, &word);
  else
    g_string_append (writing->output, "_\n");
}

/* Whether an ID is that of an empty node, such as 8.1: behind which word it stands. */
static gboolean
parse_node_id (const char *id, guint64 *n_before)
{
  const char *dot = id + strspn (id, "0123456789");
  gsize n_digits = *dot == '.' ? strspn (dot + 1, "0123456789") : 0;

  *n_before = g_ascii_strtoull (id, NULL, 10);

  return dot > id && dot - id < 10 && n_digits > 0 && n_digits < 10 && dot[1 + n_digits] == '\0';
}

/* Writes the sentence's nodes that stand behind @n_words words or fewer. */
static void
append_nodes (Writing *writing, guint32 sentence, guint32 n_words)
{
  const Table *nodes = &writing->nodes;

  if (writing->node_sentences == NULL || sentence == OBELUS_NO_ROW)
    return;

  for (; writing->next_node < nodes->n_rows && !writing->has_failed; writing->next_node++)
    {
      guint32 row = writing->next_node, of = writing->node_sentences[row];
      if (of == OBELUS_NO_ROW || of < sentence)
        continue; /* its sentence is gone */
      const char *id = get_cell (nodes, nodes->columns[COLUMN_ID], row, NULL);
      guint64 n_before = 0;
      gboolean has_place = id != NULL && parse_node_id (id, &n_before);
      if (of > sentence || (has_place && n_before > n_words))
        break;
      if (!has_place)
        continue; /* it did not come from a file */
      for (guint column = 0; column < N_COLUMNS; column++)
        {
          append_cell (writing, nodes, nodes->columns[column], row);
          g_string_append_c (writing->output, column < COLUMN_MISC ? '\t' : '\n');
        }
    }
}

/* Comments */

static void
append_kept_comments (Writing *writing, guint32 row)
{
  gsize length = 0;
  const char *at = get_cell (&writing->kept, writing->comments_column, row, &length);

  for (const char *end = at + length; at != NULL && at < end && !writing->has_failed;)
    {
      const char *feed = memchr (at, '\n', (gsize) (end - at));
      const char *stop = feed != NULL ? feed : end;
      if (stop > at && *at != '#')
        g_string_append (writing->output, "# ");
      if (stop > at)
        {
          append_value (writing, at, (gsize) (stop - at));
          g_string_append_c (writing->output, '\n');
        }
      at = feed != NULL ? feed + 1 : end;
    }
}

static void
append_comment (Writing *writing, const char *key, const char *value)
{
  g_string_append_printf (writing->output, "# %s = ", key);
  append_value (writing, value, strlen (value));
  g_string_append_c (writing->output, '\n');
}

static void
append_document_comments (Writing *writing)
{
  const char *id = obelus_document_get_id (writing->document);

  if (*id != '\0')
    append_comment (writing, "newdoc id", id);
  else
    g_string_append (writing->output, "# newdoc\n");
  for (guint i = 0; i < obelus_document_get_n_metadata (writing->document) && !writing->has_failed; i++)
    {
      const char *key = obelus_document_get_metadata_key (writing->document, i, NULL);
      if (*key == '\0' || strpbrk (key, "=\t\r\n") != NULL)
        continue;
      g_autofree char *name = g_strconcat ("meta::", key, NULL);
      append_comment (writing, name, obelus_document_get_metadata (writing->document, key, NULL));
    }
}

/* `# text`, by which validators hold the forms: they and single spaces. */
static void
append_text (Writing *writing, guint32 first, guint32 end)
{
  guint32 multiword = writing->next_multiword;

  g_string_append (writing->output, "# text = ");
  for (guint32 row = first; row < end && !writing->has_failed;)
    {
      Group group = find_group (writing, row, end);
      append_surface (writing, &group);
      if (group.end < end && !is_glued (writing, &group))
        g_string_append_c (writing->output, ' ');
      row = group.end;
    }
  g_string_append_c (writing->output, '\n');
  writing->next_multiword = multiword;
}

/* What tells the document's sentences from those of others: all of its id, or the end of a long one, where names of
 * files differ and numbers stand. */
static const char *
get_id_end (const char *id)
{
  gsize length = strlen (id);
  const char *end = id + (length > MAX_ID_IN_SENTENCE ? length - MAX_ID_IN_SENTENCE : 0);

  while (((guchar) *end & 0xc0) == 0x80)
    end++;
  return end;
}

static void
append_new_comments (Writing *writing, gboolean begins_paragraph, guint32 first, guint32 end)
{
  const char *id = obelus_document_get_id (writing->document);

  if (writing->n_sentences == 0)
    append_document_comments (writing);
  if (begins_paragraph)
    g_string_append (writing->output, "# newpar\n");

  g_string_append (writing->output, "# sent_id = ");
  gsize at = writing->output->len;
  if (*id != '\0')
    {
      const char *prefix = get_id_end (id);
      append_value (writing, prefix, strlen (prefix));
      g_string_append_c (writing->output, '-');
    }
  for (; at < writing->output->len; at++)
    if (g_ascii_isspace (writing->output->str[at]))
      writing->output->str[at] = '_';
  g_string_append_printf (writing->output, "%u\n", writing->n_sentences + 1);
  append_text (writing, first, end);
}

/* Sentences */

/* Whether the reader's sentence stands here, unchanged; its row is writing->next_kept. */
static gboolean
find_kept (Writing *writing, guint32 sentence)
{
  const Table *kept = &writing->kept, *sentences = &writing->sentences;

  if (sentence == OBELUS_NO_ROW)
    return FALSE;
  while (writing->next_kept < kept->n_rows && kept->starts[writing->next_kept] < sentences->starts[sentence])
    writing->next_kept++;

  return writing->next_kept < kept->n_rows && kept->starts[writing->next_kept] == sentences->starts[sentence]
         && kept->ends[writing->next_kept] == sentences->ends[sentence];
}

/* @sentence: its row, or OBELUS_NO_ROW for words that no sentence holds. */
static void
append_sentence (Writing *writing, guint32 sentence, guint32 first, guint32 end)
{
  gboolean begins_paragraph = FALSE;

  while (writing->next_paragraph < writing->paragraphs.n_rows
         && writing->paragraphs.starts[writing->next_paragraph] <= writing->tokens.starts[first])
    {
      writing->next_paragraph++;
      begins_paragraph = TRUE;
    }
  if (find_kept (writing, sentence))
    append_kept_comments (writing, writing->next_kept);
  else
    append_new_comments (writing, begins_paragraph, first, end);

  append_nodes (writing, sentence, 0);
  for (guint32 row = first; row < end && !writing->has_failed;)
    {
      Group group = find_group (writing, row, end);
      if (group.end - group.first > 1)
        append_range (writing, &group, first);
      for (; row < group.end && !writing->has_failed; row++)
        {
          append_word (writing, row, &group, first, end);
          append_nodes (writing, sentence, row - first + 1);
        }
    }
  append_nodes (writing, sentence, G_MAXUINT32);
  g_string_append_c (writing->output, '\n');
  writing->n_sentences++;
}

static gboolean
conllu_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  Writing writing;
  guint32 row = 0;

  if (!open_writing (&writing, context, document, output, error))
    return FALSE;

  const Table *tokens = &writing.tokens, *sentences = &writing.sentences;
  for (guint32 sentence = 0; row < tokens->n_rows && !writing.has_failed; sentence++)
    {
      gboolean is_last = sentence >= sentences->n_rows;
      guint32 first = row;

      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      while (row < tokens->n_rows && (is_last || tokens->starts[row] < sentences->starts[sentence]))
        row++;
      if (row > first)
        append_sentence (&writing, OBELUS_NO_ROW, first, row);
      first = row;
      while (row < tokens->n_rows && !is_last && tokens->starts[row] < sentences->ends[sentence])
        row++;
      if (row > first)
        append_sentence (&writing, sentence, first, row);
    }

  return !writing.has_failed;
}

const ObelusWriterClass conllu_writer = {
  .name = "conllu",
  .summary = "Write CoNLL-U, the format of Universal Dependencies",
  .extensions = ".conllu",
  .needs = "sentence token token.lemma? token.upos? token.xpos? token.feats? token.head? token.deprel?",
  .format = conllu_format,
};
