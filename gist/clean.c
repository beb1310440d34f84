/* Making text harmless, measuring and cutting it. */
#include "clean.h"

#include "markup.h"

#include <string.h>

/* Scripts need a few marks on a letter; towers of them climb into other lines. */
#define MAX_MARKS 8

/* Names are short; what a broken tagger marks need not be. */
#define MAX_NAME_BYTES 160
#define MAX_NAME_COLUMNS 60

/* Longer words and addresses of links are shown as they stand. */
#define MAX_LINK_BYTES 300

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

static gboolean
is_lower_at (const char *at, const char *end)
{
  return at < end && g_unichar_islower (g_utf8_get_char (at));
}

/* Where the text goes on behind a line feed: the marks of quoted mail are no part of it. */
static const char *
skip_mail_marks (const char *at, const char *end)
{
  const char *behind = at;

  while (behind < end && (*behind == '>' || *behind == ' '))
    behind++;
  return memchr (at, '>', (gsize) (behind - at)) != NULL ? behind : at;
}

/* Where the second half of a word begins that a hyphen at @at divides at the end of a line; NULL if there is none. A
 * word with further hyphens may have been divided at one of its own, which stays. */
static const char *
find_second_half (const char *text, const char *at, const char *end, gboolean *stays)
{
  if (at == text || at + 2 >= end || at[1] != '\n' || !is_lower_at (g_utf8_find_prev_char (text, at), end))
    return NULL;
  const char *half = skip_mail_marks (at + 2, end), *behind;
  while (half < end && (*half == ' ' || *half == '\t'))
    half++;
  for (behind = half; is_lower_at (behind, end);)
    behind = g_utf8_next_char (behind);
  *stays = behind < end && *behind == '-';
  return behind > half ? half : NULL;
}

/* Behind the address of a link that Markdown writes behind its words, from the bracket at @at on; NULL if there is
 * none. */
static const char *
skip_link_address (const char *at, const char *end)
{
  static const char opening[] = "](http";
  const gsize length = strlen (opening);

  if ((gsize) (end - at) <= length || memcmp (at, opening, length) != 0)
    return NULL;
  for (const char *behind = at + length; behind < end && behind - at < MAX_LINK_BYTES && *behind != '\n'; behind++)
    if (*behind == ')')
      return behind + 1;
  return NULL;
}

/* Whether the bracket at @at opens the words of such a link. */
static gboolean
opens_link (const char *at, const char *end)
{
  for (const char *close = at + 1; close < end && close - at < MAX_LINK_BYTES && *close != '['; close++)
    if (*close == ']')
      return skip_link_address (close, end) != NULL;
  return FALSE;
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
      gboolean stays;
      const char *half = *at == '-' ? find_second_half (text, at, end, &stays) : NULL;
      if (half != NULL)
        {
          if (stays)
            g_string_append_c (output, '-');
          columns += stays;
          at = half;
          continue;
        }

      const char *behind_link = *at == ']' ? skip_link_address (at, end) : NULL;
      if (behind_link != NULL || (*at == '[' && opens_link (at, end)))
        {
          at = behind_link != NULL ? behind_link : at + 1;
          continue;
        }

      gunichar character;
      const gboolean is_line_feed = *at == '\n';
      at += markup_read (at, end, &character);
      if (character == MARKUP_NOTHING)
        continue;
      if (is_line_feed)
        at = skip_mail_marks (at, end);
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

/* Where the words of a sentence begin that opens an item of a list or quoted mail. */
static guint32
skip_bullet (const char *text, guint32 start, guint32 end)
{
  static const char *const bullets[] = { "- ", "* ", "> ", ">> ", "\xe2\x80\xa2 ", "\xe2\x80\x93 " };

  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    if (end - start > strlen (bullets[i]) && memcmp (text + start, bullets[i], strlen (bullets[i])) == 0)
      return start + (guint32) strlen (bullets[i]);
  return start;
}

char *
clean_dup_sentence (const char *text, guint32 start, guint32 end)
{
  start = skip_bullet (text, start, end);
  return mend_lone_mark (clean_dup (text + start, end - start, MAX_SENTENCE_COLUMNS));
}
