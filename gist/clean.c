/* Making text harmless, measuring and cutting it. */
#include "clean.h"

#include "markup.h"

#include <string.h>

/* Scripts need a few marks on a letter; towers of them climb into other lines. */
#define MAX_MARKS 8

/* Names are short; what a broken tagger marks need not be. */
#define MAX_NAME_BYTES 160
#define MAX_NAME_COLUMNS 60

/* Sentences that run on are cut after so many columns. */
#define MAX_SENTENCE_COLUMNS 600

guint
clean_measure_character (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;
  return g_unichar_iswide (character) ? 2 : 1;
}

guint
clean_measure (const char *clean)
{
  guint columns = 0;

  for (const char *at = clean; *at != '\0'; at = g_utf8_next_char (at))
    columns += clean_measure_character (g_utf8_get_char (at));

  return columns;
}

/* What stands for a character; 0 for nothing. Of the format characters only joiners, which shape words in many scripts,
 * and plain marks of direction are kept: all others hide or reorder text. */
static gunichar
make_harmless (gunichar character)
{
  if (character < 0x20)
    return 0x2400 + character;
  if (character < 0x7f)
    return character;
  if (character == 0x7f)
    return 0x2421;

  switch (g_unichar_type (character))
    {
    case G_UNICODE_CONTROL:
      return 0xfffd;
    case G_UNICODE_FORMAT:
      return character >= 0x200c && character <= 0x200f ? character : 0;
    default:
      return character;
    }
}

static gboolean
is_space (gunichar character)
{
  return g_unichar_isspace (character) || character == 0x0b || character == 0x85;
}

/* Appends clean text until more than `max_columns` are taken up (0 for no limit), however much there is behind. */
static void
append_limited (GString *output, const char *text, gsize length, guint max_columns)
{
  const gsize first = output->len;
  const char *end = text + length;
  gboolean space_pending = FALSE;
  guint n_marks = 0, columns = 0;

  for (const char *at = text; at < end && (max_columns == 0 || columns <= max_columns);)
    {
      gunichar character;
      at += markup_read (at, end, &character);
      if (character == MARKUP_NOTHING)
        continue;
      if (is_space (character))
        {
          space_pending = output->len > first;
          continue;
        }

      character = make_harmless (character);
      if (character == 0)
        continue;
      const guint width = clean_measure_character (character);
      n_marks = width == 0 ? n_marks + 1 : 0;
      if (n_marks > MAX_MARKS)
        continue;

      if (space_pending)
        g_string_append_c (output, ' ');
      columns += width + (space_pending ? 1 : 0);
      space_pending = FALSE;
      g_string_append_unichar (output, character);
    }
}

void
clean_append (GString *output, const char *text, gsize length)
{
  append_limited (output, text, length, 0);
}

/* Ends a text that was cut: a comma before the ellipsis would go with nothing. */
static void
append_ellipsis (GString *clean)
{
  while (clean->len > 1 && strchr (",;:", clean->str[clean->len - 1]) != NULL)
    g_string_truncate (clean, clean->len - 1);
  g_string_append (clean, "…");
}

char *
clean_dup (const char *text, gsize length, guint max_columns)
{
  GString *clean = g_string_new (NULL);
  append_limited (clean, text, length, max_columns);

  guint columns = 0;
  gsize fits = 0, word_end = 0;
  for (const char *at = clean->str; max_columns > 0 && *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      const gsize offset = (gsize) (at - clean->str);

      columns += clean_measure_character (character);
      if (columns > max_columns)
        {
          g_string_truncate (clean, word_end > 0 ? word_end : fits);
          append_ellipsis (clean);
          break;
        }
      /* The ellipsis takes a column itself. */
      if (columns < max_columns)
        fits = offset + (gsize) g_unichar_to_utf8 (character, NULL);
      if (character == ' ')
        word_end = offset;
    }

  return g_string_free (clean, FALSE);
}

char *
clean_dup_name (const char *text, guint32 start, guint32 end)
{
  gsize length = end - start;

  if (length > MAX_NAME_BYTES)
    length = (gsize) (g_utf8_find_prev_char (text + start, text + start + MAX_NAME_BYTES) - (text + start));
  return clean_dup (text + start, length, MAX_NAME_COLUMNS);
}

static gboolean
is_quotation_mark (gunichar character)
{
  return character == '"' || character == 0xab || character == 0xbb || (character >= 0x201c && character <= 0x201f);
}

/* A quotation of several sentences leaves its marks on the first and the last of them. Where one is shown alone, a mark
 * that has no partner in it is taken away from its edge; within it, it gets one. */
static char *
mend_lone_mark (char *sentence)
{
  const char *first = NULL, *last = sentence;
  guint n_marks = 0;

  for (const char *at = sentence; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (is_quotation_mark (g_utf8_get_char (at)) && n_marks++ == 0)
        first = at;
      last = at;
    }
  if (n_marks != 1)
    return sentence;

  const char *behind = g_utf8_next_char (first);
  if (first == sentence)
    memmove (sentence, behind, strlen (behind) + 1);
  else if (first == last)
    sentence[first - sentence] = '\0';
  else if (*first == '"')
    {
      /* Before a word it opens what goes on to the end, behind one it closes what went before. */
      char *mended = first[-1] == ' ' ? g_strconcat (sentence, "\"", NULL) : g_strconcat ("\"", sentence, NULL);
      g_free (sentence);
      return mended;
    }
  return sentence;
}

char *
clean_dup_sentence (const char *text, guint32 start, guint32 end)
{
  return mend_lone_mark (clean_dup (text + start, end - start, MAX_SENTENCE_COLUMNS));
}
