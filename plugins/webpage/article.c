/* Telling the text of a page from its surroundings: by the words and the share of links of a block and its neighbours,
 * as in Kohlschütter, Fankhauser and Nejdl, Boilerplate Detection using Shallow Text Features, WSDM 2010, whose tree of
 * thresholds this is; and by what pages say of their parts. */
#include "article.h"

#include <string.h>

enum
{
  LEAST_WORDS = 30, /* of an article */
};

static double
get_link_share (const Block *block)
{
  return block->n_words > 0 ? (double) block->n_link_words / block->n_words : 0.0;
}

/* Any of the three may be an empty block, as beyond the ends of a page. */
static gboolean
is_text (const Block *before, const Block *block, const Block *after)
{
  if (get_link_share (block) > 0.333333)
    return FALSE;
  if (get_link_share (before) > 0.555556)
    return block->n_words > 40 || after->n_words > 17;

  return block->n_words > 16 || after->n_words > 15 || before->n_words > 4;
}

static guint64
count_words (const PageBlocks *page, const gboolean *chosen, gboolean in_articles_only)
{
  guint64 n = 0;

  for (gsize i = 0; i < page->n_blocks; i++)
    if (chosen[i] && (page->blocks[i].is_in_article || !in_articles_only))
      n += page->blocks[i].n_words;

  return n;
}

/* A heading belongs to the text that follows it, whatever its length. */
static void
choose_headings (const PageBlocks *page, gboolean *chosen)
{
  for (gsize i = page->n_blocks; i-- > 0;)
    if (page->blocks[i].kind == BLOCK_HEADING && !page->blocks[i].is_outside)
      chosen[i] = i + 1 < page->n_blocks && chosen[i + 1];
}

/* Chooses what is text by words and links, with or without what is only named as if it were beside the article. */
static void
choose_text (const PageBlocks *page, gboolean trusts_names, gboolean *chosen)
{
  static const Block nothing;

  for (gsize i = 0; i < page->n_blocks; i++)
    {
      const Block *block = &page->blocks[i];
      const Block *before = i > 0 ? block - 1 : &nothing, *after = i + 1 < page->n_blocks ? block + 1 : &nothing;
      gboolean is_outside = block->is_outside && (trusts_names || !block->is_only_named);
      chosen[i] = !is_outside && block->kind != BLOCK_CAPTION && is_text (before, block, after);
    }
}

void
article_choose (const PageBlocks *page, gboolean *chosen)
{
  /* Names of classes are guesses: where most of the text would be gone, they meant something else. */
  choose_text (page, FALSE, chosen);
  guint64 n_all_words = count_words (page, chosen, FALSE);
  choose_text (page, TRUE, chosen);
  if (2 * count_words (page, chosen, FALSE) < n_all_words)
    choose_text (page, FALSE, chosen);
  choose_headings (page, chosen);

  /* What a page calls its article or its main part is believed if most of its text is there. */
  guint64 n_words = count_words (page, chosen, FALSE);
  if (2 * count_words (page, chosen, TRUE) >= n_words)
    for (gsize i = 0; i < page->n_blocks; i++)
      chosen[i] &= page->blocks[i].is_in_article;
  if (n_words < LEAST_WORDS)
    for (gsize i = 0; i < page->n_blocks; i++)
      chosen[i] = TRUE;
}
