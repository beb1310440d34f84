/* The readers `html`, a page in and the text of its article out, and `feed`, a document for each item. */
#include "feed.h"
#include "page.h"

enum
{
  CONTENT_ARTICLE,
  CONTENT_ALL,
};

static gboolean
page_load (ObelusContext *context, gpointer *shared, GError **error)
{
  *shared = NULL;
  return page_check_options (context, error);
}

static gboolean
page_open (ObelusContext *context, ObelusSource *source, gpointer *reading, GError **error)
{
  if (obelus_source_open (source, obelus_context_get_cancellable (context), error) == NULL)
    return FALSE;
  *reading = g_new0 (gboolean, 1); /* whether the page was read */

  return TRUE;
}

static ObelusDocument *
page_read (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  const gboolean is_article = obelus_context_get_choice (context, "content") == CONTENT_ARTICLE;
  gboolean *was_read = reading;
  if (*was_read)
    return NULL;
  *was_read = TRUE;

  g_autoptr (ObelusDocument) decoded = page_decode (context, source, error);
  if (decoded == NULL)
    return NULL;

  guint32 length;
  const char *markup = obelus_document_get_text (decoded, &length);
  return page_make_document (context, obelus_document_get_id (decoded), markup, length, is_article, NULL, error);
}

static const ObelusOption page_options[] = {
  OBELUS_OPTION_CHOICE ("content", "article|all", "article",
                        "What is read: the article without its surroundings, or all that a page shows"),
  PAGE_OPTION_ENCODING,
  PAGE_OPTION_INVALID,
  OBELUS_OPTION_END,
};

static const ObelusReaderClass page_reader = {
  .name = "html",
  .summary = "Read the article of a web page, one a source",
  .extensions = ".html .htm .xhtml",
  .options = page_options,
  .load = page_load,
  .open = page_open,
  .read = page_read,
  .close = g_free,
};

/* Feeds */

static gboolean
feed_open (ObelusContext *context, ObelusSource *source, gpointer *reading, GError **error)
{
  if (obelus_source_open (source, obelus_context_get_cancellable (context), error) == NULL)
    return FALSE;
  *reading = g_new0 (Feed, 1);

  return TRUE;
}

static ObelusDocument *
feed_read (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  Feed *feed = reading;

  if (!feed->has_begun && !feed_begin (feed, page_decode (context, source, error), error))
    return NULL;

  g_auto (FeedItem) item = { 0 };
  if (feed->markup == NULL || !feed_next (feed, &item))
    return NULL;
  g_autofree char *id = g_strdup_printf ("%s:%u", obelus_document_get_id (feed->markup), feed->n_items);
  obelus_source_name_document (source, id);

  return page_make_document (context, id, item.body->str, item.body->len, FALSE, &item.facts, error);
}

static void
feed_close (gpointer reading)
{
  feed_clear (reading);
  g_free (reading);
}

static const ObelusOption feed_options[] = { PAGE_OPTION_ENCODING, PAGE_OPTION_INVALID, OBELUS_OPTION_END };

static const ObelusReaderClass feed_reader = {
  .name = "feed",
  .summary = "Read the items of an RSS or Atom feed, a document each",
  .extensions = ".rss .atom .xml",
  .options = feed_options,
  .load = page_load,
  .open = feed_open,
  .read = feed_read,
  .close = feed_close,
};

static const ObelusReaderClass *const readers[] = { &page_reader, &feed_reader, NULL };

OBELUS_PLUGIN (webpage, .version = "1.0", .license = "MIT", .summary = "Web pages and feeds", .readers = readers)
