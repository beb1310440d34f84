/* Reading feeds: a sequence of tags is enough, since items do not nest. */
#include "feed.h"

#include "reference.h"

#include <string.h>

/* The root of a feed stands near its beginning. */
#define LAST_ROOT 20

static gboolean
is_item (const Piece *tag)
{
  return piece_has_name (tag, "item") || piece_has_name (tag, "entry");
}

static gboolean
is_root (const Piece *tag)
{
  return piece_has_name (tag, "rss") || piece_has_name (tag, "feed") || piece_has_name (tag, "rdf:RDF");
}

gboolean
feed_begin (Feed *feed, ObelusDocument *markup, GError **error)
{
  feed->has_begun = TRUE;
  if (markup == NULL)
    return FALSE;

  guint32 length;
  const char *text = obelus_document_get_text (markup, &length);
  Piece piece;
  feed->markup = markup;
  markup_scan_init (&feed->scan, text, length);
  for (guint n = 0; n < LAST_ROOT && markup_scan_next (&feed->scan, &piece) != PIECE_END; n++)
    if (piece.kind == PIECE_BEGIN && is_root (&piece))
      return TRUE;

  g_clear_object (&feed->markup);
  g_set_error_literal (
      error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT,
      "this is no feed of RSS or Atom; read other markup with --from html, or as it is with --from text");
  return FALSE;
}

/* What an element holds. */
typedef struct
{
  const char *start;
  gsize length;
} Contents;

static Contents
read_contents (MarkupScan *scan, const Piece *tag)
{
  if (piece_is_closed (tag))
    return (Contents){ scan->at, 0 };
  const char *start = markup_scan_skip_contents (scan, tag);

  return (Contents){ start, (gsize) (scan->at - start) };
}

/* What stands in `<![CDATA[…]]>`, or all if that is not there. */
static gboolean
read_character_data (Contents *contents)
{
  static const char begin[] = "<![CDATA[", end[] = "]]>";
  const char *open = g_strstr_len (contents->start, (gssize) contents->length, begin);

  if (open == NULL)
    return FALSE;
  const char *behind = contents->start + contents->length;
  open += strlen (begin);
  const char *close = g_strstr_len (open, behind - open, end);
  *contents = (Contents){ open, (gsize) ((close != NULL ? close : behind) - open) };

  return TRUE;
}

static void
set_fact (char **fact, Contents contents)
{
  read_character_data (&contents);
  if (*fact == NULL)
    *fact = page_fact_dup (contents.start, contents.length);
}

/* Keeps the body if it is longer than what there was: feeds tell a text in short and in full. Markup may stand in it as
 * it is, as character data, or with references for its brackets. */
static void
set_body (FeedItem *item, Contents contents)
{
  const gboolean is_markup = read_character_data (&contents) || memchr (contents.start, '<', contents.length) != NULL;
  const char *end = contents.start + contents.length;

  if (contents.length <= item->body->len)
    return;
  g_string_truncate (item->body, 0);
  for (const char *at = contents.start; at < end;)
    {
      gunichar character;
      const gsize size = !is_markup && *at == '&' ? learn_reference_read (at, end, &character) : 0;
      if (size > 0)
        g_string_append_unichar (item->body, character);
      else
        g_string_append_c (item->body, *at);
      at += MAX (size, 1);
    }
}

/* RSS has the address in the element, Atom in an attribute of one of several. */
static void
read_link (MarkupScan *scan, const Piece *tag, PageFacts *facts)
{
  Attribute attribute, address = { 0 };
  gboolean is_other = FALSE;

  for (const char *at = tag->start; attribute_next (&at, tag->end, &attribute);)
    if (attribute_has_name (&attribute, "href"))
      address = attribute;
    else if (attribute_has_name (&attribute, "rel"))
      is_other = !attribute_has_value (&attribute, "alternate");
  if (address.value == NULL)
    set_fact (&facts->address, read_contents (scan, tag));
  else if (!is_other)
    set_fact (&facts->address, (Contents){ address.value, address.value_length });
}

static void
read_element (MarkupScan *scan, const Piece *tag, FeedItem *item)
{
  PageFacts *facts = &item->facts;
  const struct
  {
    const char *name;
    char **fact;
  } names[] = {
    { "title", &facts->title },       { "pubDate", &facts->date }, { "published", &facts->date },
    { "updated", &facts->date },      { "dc:date", &facts->date }, { "name", &facts->author },
    { "dc:creator", &facts->author }, { "media:title", NULL },     { "media:description", NULL },
  };
  static const char *const bodies[] = { "description", "content:encoded", "content", "summary" };

  if (piece_has_name (tag, "link"))
    read_link (scan, tag, facts);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (piece_has_name (tag, names[i].name))
      {
        const Contents contents = read_contents (scan, tag);
        if (names[i].fact != NULL)
          set_fact (names[i].fact, contents);
        return;
      }
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    if (piece_has_name (tag, bodies[i]))
      {
        set_body (item, read_contents (scan, tag));
        return;
      }
}

gboolean
feed_next (Feed *feed, FeedItem *item)
{
  gboolean is_in_item = FALSE;
  Piece piece;

  item->body = g_string_new (NULL);
  while (markup_scan_next (&feed->scan, &piece) != PIECE_END)
    if (piece.kind == PIECE_BEGIN && is_in_item)
      read_element (&feed->scan, &piece, item);
    else if (piece.kind == PIECE_BEGIN && is_item (&piece))
      is_in_item = TRUE;
    else if (piece.kind == PIECE_BEGIN && feed->n_items == 0 && piece_has_name (&piece, "title"))
      set_fact (&feed->site, read_contents (&feed->scan, &piece));
    else if (piece.kind == PIECE_FINISH && is_in_item && is_item (&piece))
      break;
  if (!is_in_item)
    return FALSE;

  feed->n_items++;
  item->facts.site = g_strdup (feed->site);
  return TRUE;
}

void
feed_item_clear (FeedItem *item)
{
  page_facts_clear (&item->facts);
  if (item->body != NULL)
    g_string_free (item->body, TRUE);
  item->body = NULL;
}

void
feed_clear (Feed *feed)
{
  g_clear_object (&feed->markup);
  g_clear_pointer (&feed->site, g_free);
}
