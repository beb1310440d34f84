/* Emoticons and emoji sequences. */
#include "cursor.h"

#include <string.h>

#define ZERO_WIDTH_JOINER 0x200D

/* By their first character; longer ones before their own beginnings. */
static const char *const with_colon[] = {
  ":'-(", ":'-)", ":-))", ":-((", ":'(", ":')", ":))", ":((", ":-)", ":-(", ":-D", ":-P", ":-p", ":-/", ":-\\",
  ":-|",  ":-O",  ":-o",  ":-*",  ":-]", ":-[", ":-S", ":-s", ":-X", ":-x", ":)",  ":(",  ":D",  ":P",  ":p",
  ":/",   ":\\",  ":|",   ":O",   ":o",  ":*",  ":]",  ":[",  ":3",  ":S",  ":s",  ":X",  ":x",  ":@",  NULL,
};
static const char *const with_semicolon[] = { ";-)", ";-(", ";-P", ";-D", ";_;", ";)", ";(", ";D", ";P", ";p", NULL };
static const char *const with_equals[] = { "=-)", "=-(", "=)", "=(", "=D", "=P", "=p", "=/", NULL };
static const char *const with_caret[] = { "^_^", "^.^", "^^", NULL };
static const char *const with_dash[] = { "-_-", NULL };
static const char *const with_opening[] = { "(-:", "(:", NULL };
static const char *const with_closing[] = { ")-:", "):", NULL };
static const char *const with_less[] = { "</3", "<3", NULL };
static const char *const with_greater[] = { ">:-(", ">:-)", ">:(", ">:)", NULL };
static const char *const with_macron[] = { "\xC2\xAF\\_(\xE3\x83\x84)_/\xC2\xAF", NULL };

static const char *const *
choose_emoticons (guchar first)
{
  switch (first)
    {
    case ':':
      return with_colon;
    case ';':
      return with_semicolon;
    case '=':
      return with_equals;
    case '^':
      return with_caret;
    case '-':
      return with_dash;
    case '(':
      return with_opening;
    case ')':
      return with_closing;
    case '<':
      return with_less;
    case '>':
      return with_greater;
    case 0xC2:
      return with_macron;
    default:
      return NULL;
    }
}

/* Whether an emoticon may stand between the characters around it. Letters and digits at its end must stand alone (not
 * `10:30`, `:Please`), and a slash must not begin a path. */
static gboolean
stands_alone (const Cursor *cursor, guint32 start, guint32 end)
{
  guint length;
  Character after = cursor_class (cursor, end, &length);
  guchar first = cursor->text[start], last = cursor->text[end - 1];
  gboolean ends_in_letter = g_ascii_isalnum (last);

  if (after == CHARACTER_DIGIT || (ends_in_letter && (CHARACTER_BIT (after) & CHARACTER_IN_WORD) != 0))
    return FALSE;
  if (strchr ("/\\@|", last) != NULL && after != CHARACTER_SPACE)
    return FALSE;
  if (first == ')' && after != CHARACTER_SPACE)
    return FALSE;
  if (end - start == 2 && (ends_in_letter || strchr ("/[]*", last) != NULL || first == '(' || first == ')')
      && cursor_class_before (cursor, start) != CHARACTER_SPACE)
    return FALSE;

  return TRUE;
}

guint32
picture_match_emoticon (const Cursor *cursor)
{
  const guchar *text = cursor->text + cursor->at;
  guint32 left = cursor->end - cursor->at;
  const char *const *emoticons = choose_emoticons (text[0]);

  /* A run of one mark is no face, but for `^^`. */
  if (emoticons == NULL || left < 2 || (text[1] == text[0] && text[0] != '^'))
    return 0;

  /* Behind a nose is a mouth. Most of what begins like a face and is none ends here. */
  static const char mouths[] = ")(DPp/\\|Oo*][SsXx";
  if (text[1] == '-' && (text[0] == ':' || text[0] == ';' || text[0] == '=')
      && (left < 3 || memchr (mouths, text[2], sizeof mouths - 1) == NULL))
    return 0;

  for (; *emoticons != NULL; emoticons++)
    {
      const char *emoticon = *emoticons;
      guint32 size = 1;

      /* Most differ at once. */
      while (emoticon[size] != 0 && size < left && emoticon[size] == (char) text[size])
        size++;
      if (emoticon[size] == 0 && stands_alone (cursor, cursor->at, cursor->at + size))
        return cursor->at + size;
    }

  return 0;
}

static gboolean
is_regional_indicator (gunichar c)
{
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}

/* A picture with what modifies it, and further pictures that joiners tie to it; two regional indicators are a flag
 * (Unicode Technical Standard 51, section 1.4.9). */
guint32
picture_match_emoji (const Cursor *cursor)
{
  guint length;
  guint32 at = cursor->at;
  gunichar first = character_decode (cursor->text + at, &length);

  at += length;
  if (is_regional_indicator (first) && at < cursor->end
      && is_regional_indicator (character_decode (cursor->text + at, &length)))
    return at + length;

  gboolean joined = FALSE;
  while (at < cursor->end)
    {
      gunichar c = character_decode (cursor->text + at, &length);
      Character class = character_get_class (&cursor->rules->characters, c);
      gboolean is_skin_tone = c >= 0x1F3FB && c <= 0x1F3FF;

      if (class != CHARACTER_EXTEND && !is_skin_tone && !(joined && class == CHARACTER_PICTURE)
          && !(joined && (c == 0x2640 || c == 0x2642)))
        break;
      joined = c == ZERO_WIDTH_JOINER;
      at += length;
    }

  return at;
}
