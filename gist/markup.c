/* Tags and character references, recognised one at a time and without a tree: the text may be cut anywhere. */
#include "markup.h"

#include "reference.h"

#include <string.h>

#define MAX_TAG 256 /* bytes, with its attributes */

/* Tags between which words do not touch. */
static const char *const dividing_tags[]
    = { "br",     "p",      "div",    "li",         "ul",   "ol",   "tr",   "td",         "th",      "table",
        "h1",     "h2",     "h3",     "h4",         "h5",   "h6",   "hr",   "blockquote", "section", "article",
        "header", "footer", "figure", "figcaption", "body", "html", "head", "title",      NULL };

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
    length = learn_reference_read (at, end, character);
  else if (*at == '<')
    length = read_tag (at, end, character);
  if (length > 0)
    return length;

  *character = g_utf8_get_char (at);
  return (gsize) (g_utf8_next_char (at) - at);
}
