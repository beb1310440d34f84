/* Reading a stretch of text around quotations. */
#include "frame.h"

#include <string.h>

enum
{
  /* A title has at most so many words and bytes. */
  MAX_TITLE_WORDS = 8,
  MAX_TITLE_BYTES = 80,
  /* Marks behind the last word that are looked at. */
  MAX_LAST_MARKS = 12,
  /* Whom a sentence names is not asked of longer ones, in items: each quotation in it may ask. */
  MAX_SENTENCE_OF_ONE = 200,
  MAX_POSTNOMINAL_BYTES = 4,
};

void
frame_clear (Frame *frame)
{
  g_clear_pointer (&frame->items, g_free);
  frame->n = frame->capacity = 0;
}

static Item *
append (Frame *frame, ItemKind kind)
{
  if (frame->n == frame->capacity)
    {
      guint32 capacity = MAX (frame->capacity * 2, 256);
      Item *items = capacity > frame->capacity ? g_try_realloc_n (frame->items, capacity, sizeof (Item)) : NULL;
      if (items == NULL)
        return NULL;
      frame->items = items;
      frame->capacity = capacity;
    }
  frame->items[frame->n] = (Item){ .kind = (guint8) kind };

  return &frame->items[frame->n++];
}

/* What a quotation is like */

/* The offset behind the opening mark, and that of the closing one, of which there may be none. */
static void
find_inside (const QuotedText *text, const Quotation *quotation, guint32 *start, guint32 *end)
{
  MarkFamily family;
  MarkShape shape;
  guint32 at = quotation->end;

  *start = quotation->start
           + mark_read (text->text + quotation->start, quotation->end - quotation->start, &family, &shape);
  *end = quotation->end;
  for (guint n = 0; n < MAX_LAST_MARKS && at > *start; n++)
    {
      guint32 previous = (guint32) (g_utf8_prev_char (text->text + at) - text->text);
      if (!g_unichar_isspace (g_utf8_get_char (text->text + previous)))
        previous = mark_find_before (text->text, *start, at);
      if (previous == at)
        break;
      *end = at = MAX (previous, *start);
    }
}

/* Whether all words but the small ones begin with capitals. */
static gboolean
is_title (const FrameSource *source, guint32 start, guint32 end)
{
  const char *text = source->text->text;
  guint n_words = 0, n_capitals = 0;
  gboolean is_inside = FALSE;

  if (end - start > MAX_TITLE_BYTES)
    return FALSE;
  for (guint32 at = start; at < end; at = (guint32) (g_utf8_next_char (text + at) - text))
    {
      gunichar character = g_utf8_get_char (text + at);
      gboolean is_word = g_unichar_isalnum (character) || character == '\'' || character == 0x2019;
      if (is_word && !is_inside)
        {
          guint32 word_end = at;
          while (word_end < end && (g_ascii_isalpha (text[word_end])))
            word_end++;
          guint32 flags = word_end > at ? vocabulary_find (source->vocabulary, text + at, word_end - at) : 0;
          gboolean is_capital = !g_unichar_islower (character);
          gboolean is_small = (flags & (WORDS_OUTSIDE_NAMES | WORD_DETERMINER)) != 0 && !(flags & WORD_SPEECH);
          if (!is_capital && (!is_small || n_words == 0))
            return FALSE;
          n_words++;
          n_capitals += is_capital ? 1 : 0;
        }
      is_inside = is_word;
    }

  return n_words > 0 && n_words <= MAX_TITLE_WORDS && n_capitals > 0;
}

static void
describe_quote (const FrameSource *source, const Quotation *quotation, Item *item)
{
  const char *text = source->text->text;
  guint32 start, end;

  find_inside (source->text, quotation, &start, &end);
  if (start >= end)
    return;
  gunichar last = g_utf8_get_char (g_utf8_prev_char (text + end));
  item->ends_sentence = last == '.' || last == '!' || last == '?' || last == 0x2026;
  item->ends_in_comma = last == ',' || last == '!' || last == '?' || last == 0x2026 || last == '-'
                        || g_unichar_type (last) == G_UNICODE_DASH_PUNCTUATION;
  item->is_question = last == '?';
  item->is_direct = item->ends_sentence || item->ends_in_comma || g_unichar_isupper (g_utf8_get_char (text + start));
  item->is_title = !item->ends_sentence && is_title (source, start, end);
}

/* Words and marks */

static ItemKind
classify_mark (const char *token, guint32 length)
{
  gunichar first = g_utf8_get_char (token);

  if (g_unichar_isalnum (first))
    return ITEM_WORD;
  switch (first)
    {
    case '.':
    case '!':
    case '?':
    case ';':
    case 0x2026:
    case 0x3002:
      return ITEM_STOP;
    case ',':
      return ITEM_COMMA;
    case ':':
      return length == 1 ? ITEM_COLON : ITEM_MARK;
    case '(':
    case '[':
      return ITEM_OPEN;
    case ')':
    case ']':
      return ITEM_CLOSE;
    default:
      break;
    }
  if (g_unichar_type (first) == G_UNICODE_DASH_PUNCTUATION)
    return ITEM_DASH;

  return length > 1 ? ITEM_WORD : ITEM_MARK;
}

static gboolean
append_token (Frame *frame, guint32 token)
{
  const FrameSource *source = frame->source;
  guint32 start = source->text->token_starts[token], length = source->text->token_ends[token] - start;
  const char *word = source->text->text + start;
  Item *item = append (frame, ITEM_WORD);

  if (item == NULL || length == 0)
    return item != NULL;
  item->kind = (guint8) classify_mark (word, length);
  if (item->kind == ITEM_WORD)
    item->flags = vocabulary_find (source->vocabulary, word, length);
  else if (item->kind == ITEM_MARK)
    {
      /* The genitive of a name that ends in s. */
      guint32 flags = vocabulary_find (source->vocabulary, word, length);
      if (flags & WORD_POSSESSIVE)
        {
          item->kind = ITEM_WORD;
          item->flags = flags;
        }
    }

  return TRUE;
}

/* The first of @n rows that begins at @offset or behind it; @n if none does. Each takes up @size bytes, of which its
 * start in the text is the first member. */
static guint32
find_first (gconstpointer rows, gsize size, guint32 n, guint32 offset)
{
  guint32 low = 0, high = n;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const guint32 *start = (gconstpointer) ((const char *) rows + middle * size);
      if (*start < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Whether a token is what stands behind the names of some people: `Ann Lee KC`, `Bo Lind MP`. */
static gboolean
is_postnominal (const QuotedText *text, guint32 token)
{
  const guint32 start = text->token_starts[token], length = text->token_ends[token] - start;

  for (guint32 i = start; i < start + length; i++)
    if (!g_ascii_isupper (text->text[i]))
      return FALSE;
  return length >= 2 && length <= MAX_POSTNOMINAL_BYTES;
}

gboolean
frame_fill (Frame *frame, guint32 start, guint32 end, guint32 first_quote, guint32 depth)
{
  const FrameSource *source = frame->source;
  const QuotedText *text = source->text;
  const Quotation *quotes = source->quotations->rows;
  guint32 n_quotes = source->quotations->n, quote = first_quote;
  guint32 token = find_first (text->token_starts, sizeof (guint32), text->n_tokens, start);
  guint32 sentence = find_first (text->sentence_starts, sizeof (guint32), text->n_sentences, start);
  guint32 name = find_first (source->names->names, sizeof (SpokenName), source->names->n, start), covered = start;
  gboolean has_postnominals = FALSE; /* may stand next */

  frame->n = 0;
  for (; token < text->n_tokens; token++)
    {
      guint32 at = text->token_starts[token];
      if (at >= end)
        break;
      if (obelus_is_cancelled_at (token))
        return FALSE;
      if (at < covered)
        continue;
      while (quote < n_quotes && (quotes[quote].depth != depth || quotes[quote].end <= at))
        quote++;
      while (name < source->names->n && source->names->names[name].end <= at)
        name++;

      const gboolean is_behind_person = has_postnominals;
      has_postnominals = FALSE;
      gboolean begins = sentence < text->n_sentences && text->sentence_starts[sentence] <= at;
      while (sentence < text->n_sentences && text->sentence_starts[sentence] <= at)
        sentence++;
      gboolean is_there = TRUE;
      if (quote < n_quotes && quotes[quote].start <= at && quotes[quote].end <= end)
        {
          Item *item = append (frame, ITEM_QUOTE);
          is_there = item != NULL;
          if (is_there)
            {
              item->index = quote;
              describe_quote (source, &quotes[quote], item);
            }
          covered = quotes[quote].end;
          /* Sentences within it are not those around it. */
          while (sentence < text->n_sentences && text->sentence_starts[sentence] < covered)
            sentence++;
        }
      else if (name < source->names->n && source->names->names[name].start <= at)
        {
          Item *item = append (frame, ITEM_NAME);
          is_there = item != NULL;
          if (is_there)
            item->index = name;
          covered = source->names->names[name].end;
          has_postnominals = source->names->names[name].kind == LEARN_NAME_PERSON;
        }
      else if (is_behind_person && !begins && is_postnominal (text, token))
        {
          has_postnominals = TRUE;
          continue;
        }
      else
        is_there = append_token (frame, token);
      if (!is_there)
        return FALSE;
      frame->items[frame->n - 1].begins_sentence = begins ? 1 : 0;
    }

  return TRUE;
}

guint32
frame_find_only_person (const Frame *frame, guint32 start, guint32 end, guint *n)
{
  guint32 row = OBELUS_NO_ROW;

  *n = end - start > MAX_SENTENCE_OF_ONE ? 2 : 0;
  for (guint32 i = start; i < end && *n < 2; i++)
    {
      if (!frame_is (frame, i, ITEM_NAME) || frame_get_name (frame, i)->kind != LEARN_NAME_PERSON)
        continue;
      if (*n > 0 && frame_get_name (frame, i)->row != row)
        {
          *n = 2;
          break;
        }
      row = frame_get_name (frame, i)->row;
      *n = 1;
    }

  return *n == 1 ? row : OBELUS_NO_ROW;
}
