/* Tags and texts, after the tokenization of the HTML standard, without what only matters to a tree. */
#include "markup.h"

#include <string.h>

void
markup_scan_init (MarkupScan *scan, const char *page, gsize length)
{
  *scan = (MarkupScan){ .at = page, .end = page + length };
}

static gboolean
has_word (const char *text, gsize length, const char *word)
{
  return strlen (word) == length && g_ascii_strncasecmp (text, word, length) == 0;
}

gboolean
piece_has_name (const Piece *piece, const char *name)
{
  return has_word (piece->name, piece->name_length, name);
}

gboolean
attribute_has_name (const Attribute *attribute, const char *name)
{
  return has_word (attribute->name, attribute->name_length, name);
}

gboolean
attribute_has_value (const Attribute *attribute, const char *value)
{
  return has_word (attribute->value, attribute->value_length, value);
}

/* The first of @what from @at on, or the end. */
static const char *
find (const char *at, const char *end, const char *what)
{
  const char *found = at < end ? memmem (at, (gsize) (end - at), what, strlen (what)) : NULL;

  return found != NULL ? found : end;
}

/* Behind a comment that begins at @at. */
static const char *
skip_comment (const char *at, const char *end)
{
  for (at = find (at + 2, end, "--"); at < end; at = find (at + 1, end, "--"))
    if (end - at > 2 && at[2] == '>')
      return at + 3;
    else if (end - at > 3 && at[2] == '!' && at[3] == '>')
      return at + 4;

  return end;
}

/* Behind a comment or declaration that begins at @at. */
static const char *
skip_declaration (const char *at, const char *end)
{
  if (end - at >= 4 && memcmp (at, "<!--", 4) == 0)
    return skip_comment (at, end);

  const char *found = find (at, end, ">");
  return found < end ? found + 1 : end;
}

/* The `>` of the tag whose attributes begin at @at, or the end. */
static const char *
find_tag_end (MarkupScan *scan, const char *at)
{
  gboolean is_value = FALSE; /* behind an equals sign, where a quotation mark quotes */

  for (; at < scan->end && *at != '>'; at++)
    if (is_value && (*at == '"' || *at == '\'') && !scan->quotes_are_broken)
      {
        const char *partner = memchr (at + 1, *at, (gsize) (scan->end - at - 1));
        scan->quotes_are_broken = partner == NULL;
        at = partner != NULL ? partner : at;
        is_value = FALSE;
      }
    else if (!g_ascii_isspace (*at))
      is_value = *at == '=';

  return at;
}

PieceKind
markup_scan_next (MarkupScan *scan, Piece *piece)
{
  const char *start = scan->at;

  while (scan->at < scan->end)
    {
      const char *mark = memchr (scan->at, '<', (gsize) (scan->end - scan->at));
      char next = mark != NULL && mark + 1 < scan->end ? mark[1] : '\0';
      gboolean is_finish = next == '/' && mark + 2 < scan->end && g_ascii_isalpha (mark[2]);
      gboolean is_tag = g_ascii_isalpha (next) || is_finish;

      if (mark == NULL)
        {
          scan->at = scan->end;
          break;
        }
      if (!is_tag && next != '!' && next != '?' && next != '/')
        {
          scan->at = mark + 1;
          continue;
        }
      if (mark > start)
        {
          scan->at = mark;
          break;
        }
      if (!is_tag)
        {
          start = scan->at = skip_declaration (mark, scan->end);
          continue;
        }

      const char *name = mark + (is_finish ? 2 : 1), *end = name;
      while (end < scan->end && !g_ascii_isspace (*end) && *end != '/' && *end != '>')
        end++;
      const char *close = find_tag_end (scan, end);
      *piece = (Piece){ is_finish ? PIECE_FINISH : PIECE_BEGIN, end, close, name, (gsize) (end - name) };
      scan->at = close < scan->end ? close + 1 : scan->end;
      return piece->kind;
    }

  *piece = (Piece){ scan->at > start ? PIECE_TEXT : PIECE_END, start, scan->at, NULL, 0 };
  return piece->kind;
}

const char *
markup_scan_skip_contents (MarkupScan *scan, const Piece *piece)
{
  const char *contents = scan->at;

  for (const char *at = find (scan->at, scan->end, "</"); at < scan->end; at = find (at + 2, scan->end, "</"))
    {
      const char *name = at + 2, *behind = name + piece->name_length;
      if ((gsize) (scan->end - name) >= piece->name_length
          && g_ascii_strncasecmp (name, piece->name, piece->name_length) == 0
          && (behind == scan->end || g_ascii_isspace (*behind) || *behind == '/' || *behind == '>'))
        {
          scan->at = at;
          return contents;
        }
    }
  scan->at = scan->end;

  return contents;
}

static gboolean
is_name_end (char c)
{
  return g_ascii_isspace (c) || c == '/' || c == '=';
}

gboolean
attribute_next (const char **at, const char *end, Attribute *attribute)
{
  const char *p = *at;

  while (p < end && is_name_end (*p))
    p++;
  if (p == end)
    return FALSE;
  *attribute = (Attribute){ .name = p, .value = p };
  while (p < end && !is_name_end (*p))
    p++;
  attribute->name_length = (gsize) (p - attribute->name);

  const char *behind = p;
  while (p < end && g_ascii_isspace (*p))
    p++;
  *at = behind;
  if (p == end || *p != '=')
    return TRUE;
  p++;
  while (p < end && g_ascii_isspace (*p))
    p++;

  const char *close = NULL;
  if (p < end && (*p == '"' || *p == '\''))
    close = memchr (p + 1, *p, (gsize) (end - p - 1));
  attribute->value = close != NULL ? p + 1 : p;
  if (close == NULL)
    for (close = p; close < end && !g_ascii_isspace (*close);)
      close++;
  attribute->value_length = (gsize) (close - attribute->value);
  *at = close < end && attribute->value > p ? close + 1 : close;

  return TRUE;
}
