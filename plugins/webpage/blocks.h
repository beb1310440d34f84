/* The blocks of text that a page is made of, with what tells whether they are part of what it is about. */
#pragma once

#include "facts.h"

#include <gio/gio.h>

typedef enum
{
  BLOCK_PLAIN,
  BLOCK_HEADING,
  BLOCK_ITEM,
  BLOCK_CAPTION,
} BlockKind;

typedef struct
{
  gsize start, end; /* in the text of the page */
  guint32 n_words;
  guint32 n_link_words;
  BlockKind kind;
  gboolean is_outside;    /* in a navigation, a footer, or what calls itself something like it */
  gboolean is_only_named; /* in what calls itself so, without being one */
  gboolean is_in_article; /* in an article or the main part */
} Block;

typedef struct
{
  GString *text;
  Block *blocks;
  gsize n_blocks, n_allocated;
  PageFacts facts;
} PageBlocks;

/* Reads a page, which must be UTF-8. FALSE with an error if no memory is left or the work was cancelled. */
gboolean page_blocks_read (PageBlocks *blocks, const char *page, gsize length, GCancellable *cancellable,
                           GError **error);
void page_blocks_clear (PageBlocks *blocks);
