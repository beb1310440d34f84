/* Feeds of RSS and Atom, item by item. */
#pragma once

#include "facts.h"

#include <obelus/obelus-plugin.h>

typedef struct
{
  gboolean has_begun;
  ObelusDocument *markup; /* NULL before that, and if it is no feed */
  MarkupScan scan;
  char *site; /* what the feed is called; may be NULL */
  guint n_items;
} Feed;

typedef struct
{
  PageFacts facts;
  GString *body; /* HTML: the longest that the item tells */
} FeedItem;

/* Takes a feed over, which is valid UTF-8; @markup may be NULL where it could not be had. FALSE with an error if it is
 * none. */
gboolean feed_begin (Feed *feed, ObelusDocument *markup, GError **error);
/* Reads the next item; FALSE if there is none. */
gboolean feed_next (Feed *feed, FeedItem *item);
void feed_clear (Feed *feed);
void feed_item_clear (FeedItem *item);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FeedItem, feed_item_clear)
