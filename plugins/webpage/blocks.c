/* From tags and texts to blocks. */
#include "blocks.h"

#include "elements.h"
#include "reference.h"
#include "roles.h"

#include <obelus/obelus-error.h>
#include <obelus/obelus-memory.h>
#include <string.h>

#define MOST_WORDS_OF_CELL 8
#define MOST_WORDS_OF_LINK 60 /* a longer one has lost its end */
#define CANCEL_BYTES 65536

/* An element whose contents are left out or set apart, until its end tag; others of its name may be nested in it. */
typedef struct
{
  const char *name;
  gsize name_length;
  guint depth; /* 0: there is none */
} Region;

typedef struct
{
  PageBlocks *page;
  Block block; /* the one that is being read */
  Region hidden, outside;
  gboolean is_only_named; /* the region outside goes by a class or an id, which may be that of what holds all */
  gsize first_outside;    /* the first block in it */
  gboolean trusts_hidden; /* what is hidden is left out */
  gboolean is_xml;        /* tags may close themselves */
  guint n_articles;       /* that are open */
  gboolean is_link, is_preformatted, is_reading;
  guint32 n_words_of_link;
  guint32 n_words_before_cell; /* of the block */
  gboolean is_in_word;         /* the text so far ends within a word */
  gboolean wants_space;
  guint n_wide; /* characters of scripts without spaces in the word so far */
} Reading;

static void
region_begin (Region *region, const Piece *tag)
{
  if (region->depth == 0)
    *region = (Region){ tag->name, tag->name_length, 1 };
}

static gboolean
region_is_named (const Region *region, const Piece *tag)
{
  return region->depth > 0 && region->name_length == tag->name_length
         && g_ascii_strncasecmp (region->name, tag->name, tag->name_length) == 0;
}

static void
region_nest (Region *region, const Piece *tag)
{
  region->depth += region_is_named (region, tag) ? 1 : 0;
}

static void
region_leave (Region *region, const Piece *tag)
{
  region->depth -= region_is_named (region, tag) ? 1 : 0;
}

/* Words */

static void
end_word (Reading *reading)
{
  if (!reading->is_in_word)
    return;
  /* Scripts without spaces have about two characters a word. */
  guint n = MAX (1, reading->n_wide / 2);
  reading->block.n_words += n;
  reading->block.n_link_words += reading->is_link ? n : 0;
  reading->n_words_of_link += reading->is_link ? n : 0;
  reading->is_link &= reading->n_words_of_link < MOST_WORDS_OF_LINK;
  reading->is_in_word = FALSE;
  reading->n_wide = 0;
}

static void
add_space (Reading *reading)
{
  end_word (reading);
  if (reading->is_preformatted && reading->wants_space)
    g_string_append_c (reading->page->text, ' ');
  reading->wants_space = reading->page->text->len > reading->block.start;
}

static void
add_character (Reading *reading, gunichar c)
{
  GString *text = reading->page->text;
  gboolean is_line_kept = reading->is_preformatted && (c == '\n' || c == '\t');

  if (g_unichar_isspace (c) && !is_line_kept)
    {
      add_space (reading);
      return;
    }
  /* Controls and soft hyphens show nothing. */
  if (!is_line_kept && (c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0xAD))
    return;

  if (is_line_kept)
    end_word (reading);
  else if (reading->wants_space && (text->len == 0 || text->str[text->len - 1] != '\n'))
    g_string_append_c (text, ' ');
  reading->wants_space = FALSE;
  reading->is_in_word = !is_line_kept;
  reading->n_wide += c >= 0x2E80 ? 1 : 0;
  g_string_append_unichar (text, c);
}

/* Blocks */

static gboolean
append_block (PageBlocks *page, const Block *block, GError **error)
{
  if (page->n_blocks == page->n_allocated)
    {
      gsize n = MAX (2 * page->n_allocated, 64);
      Block *blocks = g_try_renew (Block, page->blocks, n);
      if (blocks == NULL)
        {
          g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                       "no memory is left for a page of more than %" G_GSIZE_FORMAT " blocks; cut it into smaller ones",
                       page->n_blocks);
          return FALSE;
        }
      page->blocks = blocks;
      page->n_allocated = n;
    }
  page->blocks[page->n_blocks++] = *block;

  return TRUE;
}

static void
trim_block (Reading *reading)
{
  GString *text = reading->page->text;

  end_word (reading);
  reading->wants_space = FALSE;
  while (text->len > reading->block.start && g_ascii_isspace (text->str[text->len - 1]))
    g_string_truncate (text, text->len - 1);
}

/* Ends the block that is being read; the next one is of @kind. */
static gboolean
end_block (Reading *reading, BlockKind kind, GError **error)
{
  GString *text = reading->page->text;

  trim_block (reading);
  reading->block.end = text->len;
  reading->block.is_outside = reading->outside.depth > 0;
  reading->block.is_only_named = reading->block.is_outside && reading->is_only_named;
  reading->block.is_in_article = reading->n_articles > 0;
  if (reading->block.n_words > 0 && !append_block (reading->page, &reading->block, error))
    return FALSE;
  if (reading->block.n_words == 0)
    g_string_truncate (text, reading->block.start);
  reading->block = (Block){ .start = text->len, .kind = kind };
  reading->n_words_before_cell = 0;

  return TRUE;
}

/* Cells of figures and words are parts of a row; those of a page that is laid out by tables are blocks of their own. */
static gboolean
begin_cell (Reading *reading, GError **error)
{
  trim_block (reading);
  if (reading->block.n_words > reading->n_words_before_cell + MOST_WORDS_OF_CELL)
    {
      if (!end_block (reading, BLOCK_PLAIN, error))
        return FALSE;
    }
  else if (reading->page->text->len > reading->block.start)
    g_string_append_c (reading->page->text, '\t');
  reading->n_words_before_cell = reading->block.n_words;

  return TRUE;
}

/* A line's end within a block; two of them end it. */
static gboolean
break_line (Reading *reading, GError **error)
{
  GString *text = reading->page->text;
  gboolean is_second = text->len > reading->block.start && text->str[text->len - 1] == '\n';

  end_word (reading);
  if (is_second)
    return end_block (reading, reading->block.kind, error);
  reading->wants_space = FALSE;
  if (text->len > reading->block.start)
    g_string_append_c (text, '\n');

  return TRUE;
}

/* Tags */

static BlockKind
get_kind (ElementFlags flags, BlockKind otherwise)
{
  return (flags & ELEMENT_HEADING) != 0   ? BLOCK_HEADING
         : (flags & ELEMENT_ITEM) != 0    ? BLOCK_ITEM
         : (flags & ELEMENT_CAPTION) != 0 ? BLOCK_CAPTION
                                          : otherwise;
}

/* What holds the article is not beside it, whatever it is called. */
static void
leave_wrong_region (Reading *reading)
{
  if (reading->outside.depth == 0 || !reading->is_only_named)
    return;
  reading->outside.depth = 0;
  for (gsize i = reading->first_outside; i < reading->page->n_blocks; i++)
    reading->page->blocks[i].is_outside = FALSE;
}

/* Enters what is not for reading, or is beside the text. */
static void
enter_regions (Reading *reading, const Piece *tag, ElementFlags flags)
{
  gboolean is_hidden = (flags & ELEMENT_HIDDEN) != 0;
  gboolean is_outside = (flags & ELEMENT_OUTSIDE) != 0 || ((flags & ELEMENT_HEADER) != 0 && reading->n_articles == 0);

  gboolean is_named = FALSE;
  role_read (tag, &is_hidden, &is_outside, &is_named);
  if (is_hidden && reading->trusts_hidden)
    region_begin (&reading->hidden, tag);
  if ((is_outside || is_named) && reading->outside.depth == 0)
    {
      region_begin (&reading->outside, tag);
      reading->is_only_named = !is_outside;
      reading->first_outside = reading->page->n_blocks;
    }
}

/* Whether there is nothing in an element: in XML where its tag says so, in HTML only of drawings. */
static gboolean
closes_itself (const Reading *reading, const Piece *tag, ElementFlags flags)
{
  return piece_is_closed (tag) && (flags & ELEMENT_EMPTY) == 0
         && (reading->is_xml || piece_has_name (tag, "svg") || piece_has_name (tag, "math"));
}

/* Whether an `a` is a link, and not a place that others lead to. */
static gboolean
leads_somewhere (const Piece *tag)
{
  Attribute attribute;

  for (const char *at = tag->start; attribute_next (&at, tag->end, &attribute);)
    if (attribute_has_name (&attribute, "href"))
      return TRUE;

  return FALSE;
}

static gboolean
read_begin (Reading *reading, MarkupScan *scan, const Piece *tag, GError **error)
{
  ElementFlags flags = element_get_flags (tag);

  if (closes_itself (reading, tag, flags))
    return (flags & ELEMENT_BLOCK) == 0 || reading->hidden.depth > 0 || end_block (reading, BLOCK_PLAIN, error);
  if ((flags & ELEMENT_RAW) != 0 || ((flags & ELEMENT_TITLE) != 0 && reading->hidden.depth == 0))
    {
      const char *contents = markup_scan_skip_contents (scan, tag);
      if ((flags & ELEMENT_TITLE) != 0)
        page_facts_read_title (&reading->page->facts, contents, (gsize) (scan->at - contents));
      return TRUE;
    }
  if ((flags & ELEMENT_FACTS) != 0 || piece_has_name (tag, "html"))
    page_facts_read (&reading->page->facts, tag);
  region_nest (&reading->hidden, tag);
  region_nest (&reading->outside, tag);
  if (reading->hidden.depth > 0)
    return TRUE;
  if ((flags & ELEMENT_BREAK) != 0)
    return break_line (reading, error);

  /* An item goes on in the paragraph that it begins with. */
  BlockKind otherwise = reading->block.n_words == 0 && !reading->is_in_word ? reading->block.kind : BLOCK_PLAIN;
  if ((flags & ELEMENT_BLOCK) != 0 && !end_block (reading, get_kind (flags, otherwise), error))
    return FALSE;
  if ((flags & ELEMENT_LINK) != 0 && leads_somewhere (tag))
    {
      end_word (reading);
      reading->is_link = TRUE;
      reading->n_words_of_link = 0;
    }
  reading->is_reading = (flags & ELEMENT_READING) != 0 || (reading->is_reading && (flags & ELEMENT_BLOCK) == 0);
  if ((flags & ELEMENT_CELL) != 0 && !begin_cell (reading, error))
    return FALSE;
  reading->is_preformatted |= (flags & ELEMENT_PREFORMATTED) != 0;
  reading->n_articles += (flags & ELEMENT_ARTICLE) != 0 ? 1 : 0;
  if ((flags & ELEMENT_ARTICLE) != 0 || piece_has_name (tag, "h1"))
    leave_wrong_region (reading);
  if ((flags & ELEMENT_EMPTY) == 0)
    enter_regions (reading, tag, flags);

  return TRUE;
}

static gboolean
read_finish (Reading *reading, const Piece *tag, GError **error)
{
  ElementFlags flags = element_get_flags (tag);
  gboolean was_hidden = reading->hidden.depth > 0;

  if (!was_hidden && (flags & ELEMENT_BLOCK) != 0 && !end_block (reading, BLOCK_PLAIN, error))
    return FALSE;
  if (!was_hidden && (flags & ELEMENT_LINK) != 0)
    {
      end_word (reading);
      reading->is_link = FALSE;
    }
  if ((flags & (ELEMENT_READING | ELEMENT_BLOCK)) != 0 || piece_has_name (tag, "ruby"))
    reading->is_reading = FALSE;
  if ((flags & ELEMENT_PREFORMATTED) != 0)
    reading->is_preformatted = FALSE;
  if ((flags & ELEMENT_ARTICLE) != 0 && reading->n_articles > 0)
    reading->n_articles--;
  region_leave (&reading->hidden, tag);
  region_leave (&reading->outside, tag);

  return TRUE;
}

static void
read_text (Reading *reading, const char *at, const char *end)
{
  if (reading->hidden.depth > 0 || reading->is_reading)
    return;
  while (at < end)
    {
      gunichar c;
      gsize size = *at == '&' ? learn_reference_read (at, end, &c) : 0;
      if (size == 0)
        {
          c = g_utf8_get_char (at);
          size = g_utf8_skip[(guchar) *at];
        }
      add_character (reading, c);
      at += size;
    }
}

static gboolean
read_pieces (Reading *reading, const char *page, gsize length, GCancellable *cancellable, GError **error)
{
  const char *checked = page; /* up to where it was asked whether the work is cancelled */
  MarkupScan scan;
  Piece piece;

  markup_scan_init (&scan, page, length);
  reading->is_xml = length >= 5 && memcmp (page, "<?xml", 5) == 0;
  while (markup_scan_next (&scan, &piece) != PIECE_END)
    {
      gboolean done = TRUE;
      if (piece.kind == PIECE_TEXT)
        read_text (reading, piece.start, piece.end);
      else
        done = piece.kind == PIECE_BEGIN ? read_begin (reading, &scan, &piece, error)
                                         : read_finish (reading, &piece, error);
      if (!done)
        return FALSE;
      if (scan.at - checked > CANCEL_BYTES)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          checked = scan.at;
        }
    }

  return end_block (reading, BLOCK_PLAIN, error);
}

gboolean
page_blocks_read (PageBlocks *blocks, const char *page, gsize length, GCancellable *cancellable, GError **error)
{
  *blocks = (PageBlocks){ .text = g_string_new (NULL) };

  /* No text is longer than what it was written as. */
  if (!obelus_string_reserve (blocks->text, length + 1, error))
    return FALSE;

  /* Where something hidden never ends, an end tag is missing: then nothing is believed to be hidden. */
  for (gboolean trusts_hidden = TRUE;; trusts_hidden = FALSE)
    {
      Reading reading = { .page = blocks, .trusts_hidden = trusts_hidden };
      gboolean done = read_pieces (&reading, page, length, cancellable, error);
      gboolean is_open = reading.hidden.depth > 0;

      if (blocks->facts.title == NULL)
        blocks->facts.title = g_strdup (blocks->facts.element_title);
      if (!done || !is_open || !trusts_hidden)
        return done;
      g_string_truncate (blocks->text, 0);
      blocks->n_blocks = 0;
    }
}

void
page_blocks_clear (PageBlocks *blocks)
{
  if (blocks->text != NULL)
    g_string_free (blocks->text, TRUE);
  g_free (blocks->blocks);
  page_facts_clear (&blocks->facts);
  *blocks = (PageBlocks){ 0 };
}
