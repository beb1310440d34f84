/* Tags and character references, recognised one at a time and without a tree: the text may be cut anywhere. */
#include "markup.h"

#include <string.h>

enum
{
  MAX_TAG = 256,      /* bytes of a tag, with its attributes */
  MAX_REFERENCE = 12, /* bytes of a character reference */
};

/* The names of U+00A0 to U+00FF in HTML 4, in that order. */
static const char latin1_names[]
    = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute "
      "micro para "
      "middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil "
      "Egrave "
      "Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave "
      "Uacute Ucirc "
      "Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave "
      "iacute icirc "
      "iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml ";

static const struct
{
  const char *name;
  gunichar character;
} other_names[] = {
  { "amp", '&' },      { "lt", '<' },        { "gt", '>' },        { "quot", '"' },      { "apos", '\'' },
  { "ndash", 0x2013 }, { "mdash", 0x2014 },  { "lsquo", 0x2018 },  { "rsquo", 0x2019 },  { "sbquo", 0x201a },
  { "ldquo", 0x201c }, { "rdquo", 0x201d },  { "bdquo", 0x201e },  { "bull", 0x2022 },   { "hellip", 0x2026 },
  { "prime", 0x2032 }, { "lsaquo", 0x2039 }, { "rsaquo", 0x203a }, { "euro", 0x20ac },   { "trade", 0x2122 },
  { "minus", 0x2212 }, { "OElig", 0x0152 },  { "oelig", 0x0153 },  { "Scaron", 0x0160 }, { "scaron", 0x0161 },
  { "ensp", ' ' },     { "emsp", ' ' },      { "thinsp", ' ' },
};

/* Tags between which words do not touch. */
static const char *const dividing_tags[]
    = { "br",     "p",      "div",    "li",         "ul",   "ol",   "tr",   "td",         "th",      "table",
        "h1",     "h2",     "h3",     "h4",         "h5",   "h6",   "hr",   "blockquote", "section", "article",
        "header", "footer", "figure", "figcaption", "body", "html", "head", "title",      NULL };

static gunichar
find_name (const char *name, gsize length)
{
  gunichar character = 0xa0;

  for (gsize i = 0; i < G_N_ELEMENTS (other_names); i++)
    if (strlen (other_names[i].name) == length && memcmp (other_names[i].name, name, length) == 0)
      return other_names[i].character;
  for (const char *at = latin1_names; *at != '\0'; character++)
    {
      gsize size = strcspn (at, " ");
      if (size == length && memcmp (at, name, length) == 0)
        return character;
      at += size + 1;
    }
  return 0;
}

static gunichar
read_number (const char *digits, gsize length)
{
  const gboolean is_hexadecimal = length > 1 && (digits[0] == 'x' || digits[0] == 'X');
  gunichar value = 0;

  for (gsize i = is_hexadecimal ? 1 : 0; i < length; i++)
    {
      const gint digit = is_hexadecimal ? g_ascii_xdigit_value (digits[i]) : g_ascii_digit_value (digits[i]);
      if (digit < 0 || value > 0x10ffff)
        return 0;
      value = value * (is_hexadecimal ? 16 : 10) + (gunichar) digit;
    }
  return g_unichar_validate (value) ? value : 0;
}

/* How many bytes the reference takes; 0 if it is none. */
static gsize
read_reference (const char *at, const char *end, gunichar *character)
{
  const char *semicolon = memchr (at, ';', (gsize) MIN (end - at, MAX_REFERENCE));

  if (semicolon == NULL || semicolon == at + 1)
    return 0;
  *character = at[1] == '#' ? read_number (at + 2, (gsize) (semicolon - at - 2))
                            : find_name (at + 1, (gsize) (semicolon - at - 1));
  return *character == 0 ? 0 : (gsize) (semicolon + 1 - at);
}

static gboolean
divides (const char *name, gsize length)
{
  for (gsize i = 0; dividing_tags[i] != NULL; i++)
    if (strlen (dividing_tags[i]) == length && g_ascii_strncasecmp (dividing_tags[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

/* How many bytes the tag takes; 0 if it is none. An end tag may lack its `>` at the end of the text, where a sentence
 * was cut. */
static gsize
read_tag (const char *at, const char *end, gunichar *character)
{
  const gsize available = (gsize) MIN (end - at, MAX_TAG);
  const gboolean is_end_tag = available > 1 && at[1] == '/';
  const char *name = at + (is_end_tag ? 2 : 1);
  gsize length = 0;

  if (available > 3 && memcmp (at, "<!--", 4) == 0)
    {
      const char *close = g_strstr_len (at, (gssize) available, "-->");
      *character = MARKUP_NOTHING;
      return close != NULL ? (gsize) (close + 3 - at) : 0;
    }

  while (name + length < at + available && g_ascii_isalnum (name[length]))
    length++;
  if (length == 0 || !g_ascii_isalpha (name[0]))
    return 0;

  *character = divides (name, length) ? ' ' : MARKUP_NOTHING;
  for (const char *c = name + length; c < at + available; c++)
    if (*c == '>')
      return (gsize) (c + 1 - at);
    else if (*c == '<' || (c == name + length && !g_ascii_isspace (*c) && *c != '/'))
      return 0;
  return is_end_tag && name + length == end ? (gsize) (end - at) : 0;
}

gsize
markup_read (const char *at, const char *end, gunichar *character)
{
  gsize length = 0;

  if (*at == '&')
    length = read_reference (at, end, character);
  else if (*at == '<')
    length = read_tag (at, end, character);
  if (length > 0)
    return length;

  *character = g_utf8_get_char (at);
  return (gsize) (g_utf8_next_char (at) - at);
}
