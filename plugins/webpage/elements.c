/* Elements of HTML, as the HTML standard sorts them. */
#include "elements.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *name;
  ElementFlags flags;
} Element;

/* In alphabetical order. */
static const Element elements[] = {
  { "a", ELEMENT_LINK },
  { "address", ELEMENT_BLOCK },
  { "area", ELEMENT_EMPTY },
  { "article", ELEMENT_BLOCK | ELEMENT_ARTICLE },
  { "aside", ELEMENT_BLOCK | ELEMENT_OUTSIDE },
  { "audio", ELEMENT_HIDDEN },
  { "base", ELEMENT_EMPTY },
  { "blockquote", ELEMENT_BLOCK },
  { "body", ELEMENT_BLOCK },
  { "br", ELEMENT_EMPTY | ELEMENT_BREAK },
  { "button", ELEMENT_HIDDEN },
  { "canvas", ELEMENT_HIDDEN },
  { "caption", ELEMENT_BLOCK | ELEMENT_CAPTION },
  { "center", ELEMENT_BLOCK },
  { "col", ELEMENT_EMPTY },
  { "datalist", ELEMENT_HIDDEN },
  { "dd", ELEMENT_BLOCK },
  { "details", ELEMENT_BLOCK },
  { "dialog", ELEMENT_BLOCK | ELEMENT_OUTSIDE },
  { "div", ELEMENT_BLOCK },
  { "dl", ELEMENT_BLOCK },
  { "dt", ELEMENT_BLOCK },
  { "embed", ELEMENT_EMPTY },
  { "fieldset", ELEMENT_BLOCK },
  { "figcaption", ELEMENT_BLOCK | ELEMENT_CAPTION },
  { "figure", ELEMENT_BLOCK },
  { "footer", ELEMENT_BLOCK | ELEMENT_OUTSIDE },
  { "h1", ELEMENT_BLOCK | ELEMENT_HEADING },
  { "h2", ELEMENT_BLOCK | ELEMENT_HEADING },
  { "h3", ELEMENT_BLOCK | ELEMENT_HEADING },
  { "h4", ELEMENT_BLOCK | ELEMENT_HEADING },
  { "h5", ELEMENT_BLOCK | ELEMENT_HEADING },
  { "h6", ELEMENT_BLOCK | ELEMENT_HEADING },
  { "header", ELEMENT_BLOCK | ELEMENT_HEADER },
  { "hgroup", ELEMENT_BLOCK },
  { "hr", ELEMENT_EMPTY | ELEMENT_BLOCK },
  { "html", ELEMENT_BLOCK },
  { "iframe", ELEMENT_RAW | ELEMENT_HIDDEN },
  { "img", ELEMENT_EMPTY },
  { "input", ELEMENT_EMPTY },
  { "label", ELEMENT_HIDDEN },
  { "legend", ELEMENT_HIDDEN },
  { "li", ELEMENT_BLOCK | ELEMENT_ITEM },
  { "link", ELEMENT_EMPTY | ELEMENT_FACTS },
  { "main", ELEMENT_BLOCK | ELEMENT_ARTICLE },
  { "math", ELEMENT_HIDDEN },
  { "menu", ELEMENT_BLOCK | ELEMENT_OUTSIDE },
  { "meta", ELEMENT_EMPTY | ELEMENT_FACTS },
  { "nav", ELEMENT_BLOCK | ELEMENT_OUTSIDE },
  { "noembed", ELEMENT_RAW | ELEMENT_HIDDEN },
  { "noframes", ELEMENT_RAW | ELEMENT_HIDDEN },
  { "noscript", ELEMENT_HIDDEN },
  { "object", ELEMENT_HIDDEN },
  { "ol", ELEMENT_BLOCK },
  { "p", ELEMENT_BLOCK },
  { "param", ELEMENT_EMPTY },
  { "pre", ELEMENT_BLOCK | ELEMENT_PREFORMATTED },
  { "rp", ELEMENT_READING },
  { "rt", ELEMENT_READING },
  { "script", ELEMENT_RAW | ELEMENT_HIDDEN },
  { "section", ELEMENT_BLOCK },
  { "select", ELEMENT_HIDDEN },
  { "source", ELEMENT_EMPTY },
  { "style", ELEMENT_RAW | ELEMENT_HIDDEN },
  { "summary", ELEMENT_BLOCK },
  { "svg", ELEMENT_HIDDEN },
  { "table", ELEMENT_BLOCK },
  { "tbody", ELEMENT_BLOCK },
  { "td", ELEMENT_CELL },
  { "template", ELEMENT_HIDDEN },
  { "textarea", ELEMENT_RAW | ELEMENT_HIDDEN },
  { "tfoot", ELEMENT_BLOCK },
  { "th", ELEMENT_CELL },
  { "thead", ELEMENT_BLOCK },
  { "title", ELEMENT_TITLE },
  { "tr", ELEMENT_BLOCK },
  { "track", ELEMENT_EMPTY },
  { "ul", ELEMENT_BLOCK },
  { "video", ELEMENT_HIDDEN },
  { "wbr", ELEMENT_EMPTY },
  { "xmp", ELEMENT_RAW | ELEMENT_HIDDEN },
};

static int
compare (gconstpointer key, gconstpointer item)
{
  const Piece *tag = key;
  const Element *element = item;
  gsize length = strlen (element->name);
  int order = g_ascii_strncasecmp (tag->name, element->name, MIN (tag->name_length, length));

  return order != 0 ? order : (tag->name_length > length) - (tag->name_length < length);
}

ElementFlags
element_get_flags (const Piece *tag)
{
  const Element *found
      = tag->name_length < 12 ? bsearch (tag, elements, G_N_ELEMENTS (elements), sizeof elements[0], compare) : NULL;

  return found != NULL ? found->flags : 0;
}
