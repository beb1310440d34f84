/* Elements of HTML that are blocks, in texts that were taken from pages with their tags. */
#include "elements.h"

#include <string.h>

/* Longer ones are no tags, but a `<` that lacks its partner. */
#define LONGEST_TAG 1000

static const char *const names[]
    = { "p",       "div",  "li",    "ul",      "ol",   "tr",         "td",     "h1",   "h2",    "h3",     "h4",
        "h5",      "h6",   "hr",    "dl",      "dt",   "dd",         "th",     "br",   "body",  "table",  "article",
        "section", "html", "head",  "title",   "main", "header",     "footer", "nav",  "aside", "figure", "figcaption",
        "caption", "form", "tbody", "address", "pre",  "blockquote", "script", "style" };

static gboolean
has_name (const char *text, guint32 name, guint32 length, const char *wanted)
{
  return strlen (wanted) == length && g_ascii_strncasecmp (text + name, wanted, length) == 0;
}

/* Reads `<name` or `</name`, without the rest of the tag. */
static gboolean
read_name (const char *text, guint32 start, guint32 end, Element *element)
{
  guint32 name = start + 1;

  element->kind = ELEMENT_BEGINS;
  if (name < end && text[name] == '/')
    {
      element->kind = ELEMENT_ENDS;
      name++;
    }
  guint32 at = name;
  while (at < end && at < name + 12 && g_ascii_isalnum (text[at]))
    at++;
  if (at == end || (text[at] != '>' && text[at] != ' ' && text[at] != '/'))
    return FALSE;

  element->name = name;
  element->name_length = at - name;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (has_name (text, name, at - name, names[i]))
      return TRUE;
  return FALSE;
}

gboolean
element_is_block (const char *text, guint32 start, guint32 end)
{
  Element element;

  return read_name (text, start, end, &element);
}

gboolean
element_read (const char *text, guint32 start, guint32 end, Element *element)
{
  if (!read_name (text, start, end, element))
    return FALSE;

  guint32 at = element->name + element->name_length;
  const char *close = memchr (text + at, '>', MIN (end - at, LONGEST_TAG));
  if (close == NULL)
    return FALSE;
  element->end = (guint32) (close - text) + 1;

  if (has_name (text, element->name, element->name_length, "br")
      || has_name (text, element->name, element->name_length, "hr"))
    element->kind = ELEMENT_ENDS;
  else if (element->kind == ELEMENT_BEGINS
           && (has_name (text, element->name, element->name_length, "script")
               || has_name (text, element->name, element->name_length, "style")))
    element->kind = ELEMENT_HIDES;
  return TRUE;
}

guint32
element_find_end (const char *text, const Element *element, guint32 end)
{
  guint32 at = element->end;

  for (const char *tag; (tag = memmem (text + at, end - at, "</", 2)) != NULL;)
    {
      Element other;
      at = (guint32) (tag - text);
      if (element_read (text, at, end, &other) && other.name_length == element->name_length
          && g_ascii_strncasecmp (text + other.name, text + element->name, element->name_length) == 0)
        return other.end;
      at += 2;
    }
  return end;
}
