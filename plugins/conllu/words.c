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
      if (!piece_is_missing (column) || (is_underscore && column->length > 0))
        word.fields[i] = *column;
    }

  const Piece *head = &columns[COLUMN_HEAD];
  if (!piece_is_missing (head))
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
