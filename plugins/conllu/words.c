/* Rebuilding text and spans from the ten columns of CoNLL-U (universaldependencies.org/format). */
#include "words.h"

#include <string.h>

void
words_init (Words *words)
{
  words->text = g_string_new (NULL);
  words->words = g_array_new (FALSE, FALSE, sizeof (Word));
  words->sentences = g_array_new (FALSE, FALSE, sizeof (Sentence));
  words->ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  words->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  words->comments = g_string_new (NULL);
  words->paragraphs = g_array_new (FALSE, FALSE, sizeof (Span));
  words->metadata = g_ptr_array_new_with_free_func (g_free);
}

void
words_clear (Words *words)
{
  g_string_free (words->text, TRUE);
  g_array_unref (words->words);
  g_array_unref (words->sentences);
  g_array_unref (words->ranges);
  g_array_unref (words->nodes);
  g_string_free (words->comments, TRUE);
  g_array_unref (words->paragraphs);
  g_ptr_array_unref (words->metadata);
}

void
words_reset (Words *words)
{
  g_string_truncate (words->text, 0);
  g_array_set_size (words->words, 0);
  g_array_set_size (words->sentences, 0);
  g_array_set_size (words->ranges, 0);
  g_array_set_size (words->nodes, 0);
  g_string_truncate (words->comments, 0);
  g_array_set_size (words->paragraphs, 0);
  g_ptr_array_set_size (words->metadata, 0);
  words->first_word = 0;
  words->first_comment = 0;
  words->n_in_range = 0;
  words->ran_out = FALSE;
  words->space_before_next = FALSE;
  words->begins_paragraph = FALSE;
}

guint
words_get_n (const Words *words)
{
  return words->words->len;
}

guint
words_get_n_sentences (const Words *words)
{
  return words->sentences->len;
}

void
words_begin_paragraph (Words *words)
{
  words->begins_paragraph = TRUE;
}

void
words_add_metadata (Words *words, const char *key, const char *value)
{
  g_ptr_array_add (words->metadata, g_strdup (key));
  g_ptr_array_add (words->metadata, g_strdup (value));
}

gboolean
words_add_comment (Words *words, const Piece *line)
{
  if (obelus_utf8_validate (line->start, line->length) < line->length)
    return FALSE;

  g_string_append_len (words->comments, line->start, (gssize) line->length);
  g_string_append_c (words->comments, '\n');

  return TRUE;
}

void
words_drop_comments (Words *words)
{
  g_string_truncate (words->comments, words->first_comment);
}

static gboolean
is_missing (const Piece *column)
{
  return column->length == 0 || (column->length == 1 && column->start[0] == '_');
}

/* Splits at tabs. Returns FALSE unless there are exactly ten columns. */
static gboolean
split_columns (const Piece *line, Piece *columns)
{
  const char *at = line->start, *end = line->start + line->length;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      const char *tab = memchr (at, '\t', (gsize) (end - at));
      if ((tab == NULL) != (i == N_COLUMNS - 1))
        return FALSE;
      columns[i].start = at;
      columns[i].length = (gsize) ((tab != NULL ? tab : end) - at);
      at = tab != NULL ? tab + 1 : end;
    }

  return TRUE;
}

/* Reads digits from @at on; G_MAXUINT32 if there are none or too many. */
static guint32
parse_number (const Piece *piece, gsize *at)
{
  guint64 number = 0;
  gsize first = *at;

  while (*at < piece->length && g_ascii_isdigit (piece->start[*at]) && *at - first < 9)
    number = number * 10 + (guint64) (piece->start[(*at)++] - '0');

  return *at > first ? (guint32) number : G_MAXUINT32;
}

/* Whether one of the items of MISC, which have `|` between, is this one. */
static gboolean
has_item (const Piece *misc, const char *item)
{
  gsize size = strlen (item), at = 0;

  while (at < misc->length)
    {
      const char *bar = memchr (misc->start + at, '|', misc->length - at);
      gsize end = bar != NULL ? (gsize) (bar - misc->start) : misc->length;
      if (end - at == size && memcmp (misc->start + at, item, size) == 0)
        return TRUE;
      at = end + 1;
    }

  return FALSE;
}

/* Puts a form into the text, and before it the white space that is due. */
static Span
append_form (Words *words, const Piece *form)
{
  Span span;

  if (words->begins_paragraph && words->text->len > 0)
    g_string_append (words->text, "\n\n");
  else if (words->space_before_next && words->text->len > 0)
    g_string_append_c (words->text, ' ');

  span.start = (guint32) words->text->len;
  g_string_append_len (words->text, form->start, (gssize) form->length);
  span.end = (guint32) words->text->len;

  if (words->begins_paragraph)
    {
      g_array_append_val (words->paragraphs, span);
      words->begins_paragraph = FALSE;
    }
  if (words->paragraphs->len > 0)
    g_array_index (words->paragraphs, Span, words->paragraphs->len - 1).end = span.end;

  return span;
}

/* Gives the words of a finished range their places: side by side if they make up the surface word, else all on it. */
static void
place_range (Words *words)
{
  gsize length = 0;

  for (guint i = words->first_in_range; i < words->words->len; i++)
    length += g_array_index (words->words, Word, i).form.length;

  gboolean is_whole = length == words->range_end - words->range_start;
  gsize at = words->range_start;
  for (guint i = words->first_in_range; is_whole && i < words->words->len; i++)
    {
      const Piece *form = &g_array_index (words->words, Word, i).form;
      is_whole = memcmp (words->text->str + at, form->start, form->length) == 0;
      at += form->length;
    }

  at = words->range_start;
  for (guint i = words->first_in_range; i < words->words->len; i++)
    {
      Word *word = &g_array_index (words->words, Word, i);

      word->start = is_whole ? (guint32) at : words->range_start;
      word->end = is_whole ? (guint32) (at + word->form.length) : words->range_end;
      at += word->form.length;
      if (is_whole)
        word->form.length = 0;
    }
}

static const char *
add_range (Words *words, const Piece *columns, guint32 first, guint32 last)
{
  if (words->n_in_range > 0)
    return "a range of words begins inside another; ranges must not overlap";
  if (last <= first || last - first >= 1000)
    return "a range must run from a smaller to a larger word number";
  if (first != words->words->len - words->first_word + 1)
    return "a range must stand before its first word";

  Range range;
  Span span = append_form (words, &columns[COLUMN_FORM]);
  range.span = span;
  memcpy (range.columns, columns, sizeof range.columns);
  g_array_append_val (words->ranges, range);
  words->n_in_range = last - first + 1;
  words->range_start = span.start;
  words->range_end = span.end;
  words->first_in_range = words->words->len;
  words->space_before_next = !has_item (&columns[COLUMN_MISC], "SpaceAfter=No");

  return NULL;
}

static const char *
add_word (Words *words, const Piece *columns, guint32 number)
{
  static const guint sources[N_FIELDS] = { COLUMN_LEMMA, COLUMN_UPOS, COLUMN_XPOS, COLUMN_FEATS, COLUMN_DEPREL };
  Word word = {
    .form = columns[COLUMN_FORM],
    .deps = columns[COLUMN_DEPS],
    .misc = columns[COLUMN_MISC],
    .head_column = columns[COLUMN_HEAD],
    .head = G_MAXUINT32,
    .line = words->line,
  };
  gsize at = 0;

  if (number != words->words->len - words->first_word + 1)
    return "words must be numbered 1, 2, 3 and so on in each sentence";

  for (guint i = 0; i < N_FIELDS; i++)
    {
      const Piece *column = &columns[sources[i]];
      /* A lemma `_` is the lemma of the word `_`. */
      gboolean is_underscore = i == FIELD_LEMMA && word.form.length == 1 && word.form.start[0] == '_';
      if (!is_missing (column) || (is_underscore && column->length > 0))
        word.fields[i] = *column;
    }

  const Piece *head = &columns[COLUMN_HEAD];
  if (!is_missing (head))
    {
      word.head = parse_number (head, &at);
      if (word.head == G_MAXUINT32 || at != head->length)
        return "the column HEAD must be a number or '_'";
    }

  if (words->n_in_range > 0)
    {
      g_array_append_val (words->words, word);
      words->n_in_range--;
      if (words->n_in_range == 0)
        place_range (words);
      return NULL;
    }

  Span span = append_form (words, &word.form);
  word.start = span.start;
  word.end = span.end;
  word.form.length = 0;
  g_array_append_val (words->words, word);
  words->space_before_next = !has_item (&columns[COLUMN_MISC], "SpaceAfter=No");

  return NULL;
}

/* Asked now and then, for as much as everything would take if it doubled until the next time. */
static gboolean
has_memory (const Words *words, const Piece *line)
{
  enum
  {
    WORDS_BETWEEN = 4096,
    LONG_LINE = 65536
  };
  gsize size = words->words->len * sizeof (Word) + words->ranges->len * sizeof (Range)
               + words->nodes->len * sizeof (Node) + words->text->len + words->comments->len;

  if ((words->words->len + words->ranges->len + words->nodes->len) % WORDS_BETWEEN != 0 && line->length < LONG_LINE)
    return TRUE;
  return obelus_memory_check (2 * (size + line->length) + 2 * WORDS_BETWEEN * sizeof (Word), NULL);
}

const char *
words_add_line (Words *words, const Piece *line)
{
  Piece columns[N_COLUMNS];
  gsize at = 0;

  if (!split_columns (line, columns))
    return "a word must have ten columns with tabs between; check that this is CoNLL-U";
  if (obelus_utf8_validate (line->start, line->length) < line->length)
    return "this is not UTF-8; convert the file first, for instance with iconv";
  if (columns[COLUMN_FORM].length == 0)
    return "the column FORM is empty";
  if (words->text->len + columns[COLUMN_FORM].length + 2 > OBELUS_MAX_TEXT_LENGTH)
    return "the document is longer than 4 GiB; divide it with '# newdoc' or documents=sentences";

  if (!has_memory (words, line))
    {
      words->ran_out = TRUE;
      return "there is not enough memory for the document; divide it with '# newdoc' or documents=sentences";
    }

  const Piece *id = &columns[COLUMN_ID];
  guint32 first = parse_number (id, &at);
  if (first != G_MAXUINT32 && at == id->length)
    return add_word (words, columns, first);

  if (first != G_MAXUINT32 && id->start[at] == '-')
    {
      at++;
      guint32 last = parse_number (id, &at);
      if (last != G_MAXUINT32 && at == id->length)
        return add_range (words, columns, first, last);
    }
  else if (first != G_MAXUINT32 && id->start[at] == '.')
    {
      /* An empty node stands for no text. */
      at++;
      if (parse_number (id, &at) != G_MAXUINT32 && at == id->length)
        {
          Node node = { .sentence = words->sentences->len, .n_before = words->words->len };
          memcpy (node.columns, columns, sizeof node.columns);
          g_array_append_val (words->nodes, node);
          return NULL;
        }
    }

  return "the column ID must be a number, a range (3-4) or that of an empty node (8.1)";
}

const char *
words_end_sentence (Words *words)
{
  guint n_words = words->words->len - words->first_word;

  if (words->n_in_range > 0)
    return "the sentence ends before the words of its last range; check the numbers";
  if (n_words == 0 && words->nodes->len > 0
      && g_array_index (words->nodes, Node, words->nodes->len - 1).sentence == words->sentences->len)
    return "the sentence has empty nodes and no words";
  if (n_words == 0)
    return NULL;

  Sentence sentence = {
    .span.start = g_array_index (words->words, Word, words->first_word).start,
    .comments = words->first_comment,
  };
  for (guint i = words->first_word; i < words->words->len; i++)
    {
      Word *word = &g_array_index (words->words, Word, i);

      sentence.span.end = word->end;
      if (word->head == G_MAXUINT32 || word->head == 0)
        word->head = OBELUS_NO_ROW;
      else if (word->head <= n_words)
        word->head += words->first_word - 1;
      else
        {
          words->line = word->line;
          return "the HEAD is a number that no word of the sentence has";
        }
    }
  g_array_append_val (words->sentences, sentence);
  words->first_word = words->words->len;
  words->first_comment = words->comments->len;

  return NULL;
}

/* Making the document */

static gboolean
commit_spans (ObelusDocument *document, const char *layer, const GArray *spans, GError **error)
{
  if (spans->len == 0)
    return TRUE;

  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new (layer);
  obelus_layer_builder_reserve (builder, spans->len);
  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);
      obelus_layer_builder_append (builder, span->start, span->end);
    }

  return obelus_document_commit (document, builder, error);
}

/* Sets a cell, and makes the column with the first. */
static void
set_cell (ObelusLayerBuilder *builder, const char *name, gint *column, guint32 row, const Piece *value)
{
  if (*column < 0)
    *column = (gint) obelus_layer_builder_add_column (builder, name, OBELUS_COLUMN_STRING);
  obelus_layer_builder_set_string (builder, (guint) *column, row, value->start, (gssize) value->length);
}

/* Whether `_` and 0 in HEAD, which are one in the layer, would be mixed up by going by DEPREL. */
static gboolean
is_head_unusual (const Word *word)
{
  gboolean has_relation = word->fields[FIELD_DEPREL].start != NULL;

  return word->head == OBELUS_NO_ROW && is_missing (&word->head_column) == has_relation && word->head_column.length > 0;
}

static gboolean
commit_tokens (Words *words, ObelusDocument *document, GError **error)
{
  static const char *const names[N_FIELDS] = { "lemma", "upos", "xpos", "feats", "deprel" };
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("token");
  gint form_column = -1, reference_column = -1, deps_column = -1, misc_column = -1, head_column = -1;
  gint columns[N_FIELDS] = { -1, -1, -1, -1, -1 };

  obelus_layer_builder_reserve (builder, words->words->len);
  for (guint i = 0; i < words->words->len; i++)
    {
      const Word *word = &g_array_index (words->words, Word, i);
      guint32 row = obelus_layer_builder_append (builder, word->start, word->end);

      if (word->form.length > 0)
        set_cell (builder, "form", &form_column, row, &word->form);
      for (guint field = 0; field < N_FIELDS; field++)
        if (word->fields[field].start != NULL)
          set_cell (builder, names[field], &columns[field], row, &word->fields[field]);
      if (!is_missing (&word->deps))
        set_cell (builder, CONLLU_DEPS, &deps_column, row, &word->deps);
      if (!is_missing (&word->misc))
        set_cell (builder, CONLLU_MISC, &misc_column, row, &word->misc);
      if (is_head_unusual (word))
        set_cell (builder, CONLLU_HEAD, &head_column, row, &word->head_column);
    }

  /* Heads stand in front as often as behind: all rows must be there first. */
  for (guint i = 0; i < words->words->len; i++)
    {
      const Word *word = &g_array_index (words->words, Word, i);
      if (word->head == OBELUS_NO_ROW)
        continue;
      if (reference_column < 0)
        reference_column = (gint) obelus_layer_builder_add_reference (builder, "head", "token");
      obelus_layer_builder_set_reference (builder, (guint) reference_column, i, word->head);
    }

  return obelus_document_commit (document, builder, error);
}

static gboolean
commit_ranges (Words *words, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("multiword");
  gint columns[N_COLUMNS];

  if (words->ranges->len == 0)
    return TRUE;

  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = -1;
  for (guint i = 0; i < words->ranges->len; i++)
    {
      const Range *range = &g_array_index (words->ranges, Range, i);
      guint32 row = obelus_layer_builder_append (builder, range->span.start, range->span.end);

      for (guint column = COLUMN_LEMMA; column < N_COLUMNS; column++)
        {
          g_autofree char *name = g_strconcat ("conllu.", conllu_column_names[column], NULL);
          if (!is_missing (&range->columns[column]))
            set_cell (builder, name, &columns[column], row, &range->columns[column]);
        }
    }

  return obelus_document_commit (document, builder, error);
}

static gboolean
commit_sentences (Words *words, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusLayerBuilder) sentences = obelus_layer_builder_new ("sentence");
  g_autoptr (ObelusLayerBuilder) kept = obelus_layer_builder_new (CONLLU_SENTENCE_LAYER);
  gint column = -1;

  if (words->sentences->len == 0)
    return TRUE;

  obelus_layer_builder_reserve (sentences, words->sentences->len);
  obelus_layer_builder_reserve (kept, words->sentences->len);
  for (guint i = 0; i < words->sentences->len; i++)
    {
      const Sentence *sentence = &g_array_index (words->sentences, Sentence, i);
      gsize end = i + 1 < words->sentences->len ? g_array_index (words->sentences, Sentence, i + 1).comments
                                                : words->first_comment;

      obelus_layer_builder_append (sentences, sentence->span.start, sentence->span.end);
      guint32 row = obelus_layer_builder_append (kept, sentence->span.start, sentence->span.end);
      if (end == sentence->comments)
        continue;
      Piece comments = { words->comments->str + sentence->comments, end - sentence->comments - 1 };
      set_cell (kept, "comments", &column, row, &comments);
    }

  return obelus_document_commit (document, sentences, error) && obelus_document_commit (document, kept, error);
}

static gboolean
commit_nodes (Words *words, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new (CONLLU_NODE_LAYER);
  gint columns[N_COLUMNS];

  if (words->nodes->len == 0)
    return TRUE;

  guint sentence_column = obelus_layer_builder_add_reference (builder, "sentence", "sentence");
  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = -1;
  for (guint i = 0; i < words->nodes->len; i++)
    {
      const Node *node = &g_array_index (words->nodes, Node, i);
      const Sentence *sentence = &g_array_index (words->sentences, Sentence, node->sentence);
      guint32 at = node->n_before > 0 ? g_array_index (words->words, Word, node->n_before - 1).end : 0;
      guint32 row
          = obelus_layer_builder_append (builder, MAX (at, sentence->span.start), MAX (at, sentence->span.start));

      obelus_layer_builder_set_reference (builder, sentence_column, row, node->sentence);
      for (guint column = 0; column < N_COLUMNS; column++)
        if (!is_missing (&node->columns[column]))
          set_cell (builder, conllu_column_names[column], &columns[column], row, &node->columns[column]);
    }

  return obelus_document_commit (document, builder, error);
}

ObelusDocument *
words_make_document (Words *words, const char *id, GError **error)
{
  g_autoptr (ObelusDocument) document = obelus_document_new (id, words->text->str, (gssize) words->text->len, error);
  if (document == NULL)
    return NULL;

  for (guint i = 0; i + 1 < words->metadata->len; i += 2)
    obelus_document_set_metadata (document, words->metadata->pdata[i], words->metadata->pdata[i + 1], -1);

  if (!commit_spans (document, "paragraph", words->paragraphs, error) || !commit_sentences (words, document, error)
      || !commit_tokens (words, document, error) || !commit_ranges (words, document, error)
      || !commit_nodes (words, document, error))
    return NULL;

  return g_steal_pointer (&document);
}
