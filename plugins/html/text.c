/* The text, as headings, paragraphs, lists and code. */
#include "parts.h"

#include "about.h"
#include "blocks.h"
#include "clean.h"
#include "marks.h"

#define MAX_TITLE_COLUMNS 160

/* What goes around a block: attributes go behind @open, which lacks its `>`. */
typedef struct
{
  const char *open;
  const char *inner;
  const char *close;
} Tags;

static const Tags tags[N_BLOCK_KINDS] = {
  [BLOCK_PROSE] = { "<p", "", "</p>\n" },
  [BLOCK_TITLE] = { "<h2", "", "</h2>\n" },
  [BLOCK_HEADING] = { "<h2", "", "</h2>\n" },
  [BLOCK_BYLINE] = { "<p class=\"byline\"", "", "</p>\n" },
  [BLOCK_CAPTION] = { "<p class=\"caption\"", "", "</p>\n" },
  [BLOCK_LIST] = { "<li", "", "</li>\n" },
  [BLOCK_CODE] = { "<pre", "<code>", "</code></pre>\n" },
  [BLOCK_BOILERPLATE] = { "<p class=\"boilerplate\"", "", "</p>\n" },
  [BLOCK_UNKNOWN] = { "<p class=\"lines\"", "", "</p>\n" },
};

/* A walk over the text while it is written. */
typedef struct
{
  HtmlPage *page;
  HtmlBlocks blocks;
  HtmlMarks marks;
  guint32 language; /* the next block in another language */
  guint32 input;    /* the merged text that is told of next */
  gboolean in_list; /* list items follow each other */
} Writing;

/* The language of a block where it differs from the text's; NULL otherwise. The first row is the whole text, the others
 * are blocks in another language. A row that ends within this block can hold none of the next ones either. */
static const char *
find_block_language (Writing *writing, const HtmlBlock *block)
{
  ObelusLayer *languages = writing->page->layers[LAYER_LANGUAGE];
  const gint column = languages == NULL ? -1 : obelus_layer_find_column (languages, "code");
  const guint32 n_rows = column < 0 ? 0 : obelus_layer_get_n_rows (languages);

  while (writing->language < n_rows && obelus_layer_get_ends (languages)[writing->language] < block->end)
    writing->language++;
  return writing->language < n_rows && obelus_layer_get_starts (languages)[writing->language] <= block->start
             ? obelus_layer_get_string (languages, (guint) column, writing->language, NULL)
             : NULL;
}

static gboolean
append_block (Writing *writing, const HtmlBlock *block, const Tags *around, GError **error)
{
  HtmlPage *page = writing->page;

  html_page_add (page, around->open);
  html_page_add_language (page, find_block_language (writing, block));
  html_page_add (page, " dir=\"auto\">");
  html_page_add (page, around->inner);
  if (!html_marks_append (&writing->marks, block->start, block->end, error))
    return FALSE;
  html_page_add (page, around->close);
  return TRUE;
}

/* Texts that were merged are told apart by their names. */
static void
append_origin (Writing *writing, guint32 start)
{
  HtmlPage *page = writing->page;
  ObelusLayer *inputs = page->layers[LAYER_INPUT];
  const guint32 n_rows = inputs == NULL ? 0 : obelus_layer_get_n_rows (inputs);
  gboolean begins = FALSE;

  for (; writing->input < n_rows && obelus_layer_get_starts (inputs)[writing->input] <= start; writing->input++)
    begins = TRUE;
  g_autofree char *origin = begins ? about_dup_origin (inputs, start) : NULL;
  if (origin == NULL)
    return;
  if (writing->in_list)
    html_page_add (page, "</ul>\n");
  writing->in_list = FALSE;
  html_page_add (page, "<p class=\"origin\"><bdi>");
  html_append_string (page->output, origin);
  html_page_add (page, "</bdi></p>\n");
}

static gboolean
append_blocks (Writing *writing, GError **error)
{
  HtmlPage *page = writing->page;
  HtmlBlock block;

  while (html_blocks_next (&writing->blocks, &block))
    {
      append_origin (writing, block.start);
      if ((block.kind == BLOCK_LIST) != writing->in_list)
        html_page_add (page, writing->in_list ? "</ul>\n" : "<ul>\n");
      writing->in_list = block.kind == BLOCK_LIST;
      if (!append_block (writing, &block, &tags[block.kind], error))
        return FALSE;
    }
  if (writing->in_list)
    html_page_add (page, "</ul>\n");
  return !obelus_context_is_cancelled (page->context, error);
}

/* Whether the first block is a title or heading, which then is the heading of it all. */
static gboolean
find_heading (const HtmlPage *page, HtmlBlocks *blocks, HtmlBlock *block)
{
  html_blocks_init (blocks, page->context, page->text, page->length, page->layers[LAYER_PARAGRAPH]);
  return html_blocks_next (blocks, block) && (block->kind == BLOCK_TITLE || block->kind == BLOCK_HEADING);
}

char *
html_part_dup_title (const HtmlPage *page, const char *name)
{
  guint32 start, end;

  if (!about_find_title (page->text, page->layers[LAYER_PARAGRAPH], &start, &end))
    return g_strdup (name);
  return clean_dup (page->text + start, end - start, MAX_TITLE_COLUMNS);
}

static void
append_source (HtmlPage *page, const char *name)
{
  html_page_add (page, "<p class=\"source\"><bdi>");
  html_append_string (page->output, name);
  html_page_add (page, "</bdi></p>\n");
}

/* Above a text that does not begin with its title, which stands behind the head of a mail or so: the title's words, or
 * the document's name where it has none. */
static void
append_name (HtmlPage *page, const char *name)
{
  g_autofree char *title = html_part_dup_title (page, name);
  const gboolean is_named = !g_str_equal (title, name);

  if (is_named)
    append_source (page, name);
  html_page_add (page, is_named ? "<h1 class=\"told\" dir=\"auto\"" : "<h1 class=\"name\" dir=\"auto\"");
  if (is_named)
    html_page_add_language (page, page->language);
  html_page_add (page, ">");
  html_append_string (page->output, title);
  html_page_add (page, "</h1>\n");
}

/* The heading in the text, with its marks; otherwise what the text is called. */
static gboolean
append_heading (Writing *writing, const char *name, GError **error)
{
  static const Tags around = { "<h1", "", "</h1>\n" };
  HtmlPage *page = writing->page;
  HtmlBlocks blocks;
  HtmlBlock block;

  if (!find_heading (page, &blocks, &block))
    {
      append_name (page, name);
      return TRUE;
    }

  append_source (page, name);
  html_page_add (page, "<div");
  html_page_add_language (page, page->language);
  html_page_add (page, ">");
  writing->blocks = blocks;
  if (!append_block (writing, &block, &around, error))
    return FALSE;
  html_page_add (page, "</div>\n");
  return TRUE;
}

static gboolean
append_all (Writing *writing, const char *name, const GString *glance, GError **error)
{
  HtmlPage *page = writing->page;

  html_page_add (page, "<header>\n");
  if (!append_heading (writing, name, error))
    return FALSE;
  html_page_add (page, "</header>\n");
  if (!obelus_string_reserve (page->output, glance->len, error))
    return FALSE;
  g_string_append_len (page->output, glance->str, (gssize) glance->len);

  if (about_is_blank (page->text, page->length))
    {
      html_page_add (page, "<p class=\"empty\">This text is empty.");
      /* What is told of its white space has a place all the same. */
      if (!html_marks_append (&writing->marks, page->length, page->length, error))
        return FALSE;
      html_page_add (page, "</p>\n");
      return TRUE;
    }
  html_page_add (page, "<div class=\"text\"");
  html_page_add_language (page, page->language);
  html_page_add (page, ">\n");
  if (!append_blocks (writing, error))
    return FALSE;
  html_page_add (page, "</div>\n");
  return TRUE;
}

gboolean
html_part_append_text (HtmlPage *page, const char *name, const GString *glance, GError **error)
{
  Writing writing = { .page = page, .language = 1 };

  html_blocks_init (&writing.blocks, page->context, page->text, page->length, page->layers[LAYER_PARAGRAPH]);
  html_marks_init (&writing.marks, page);
  const gboolean is_done = append_all (&writing, name, glance, error);
  html_marks_clear (&writing.marks);
  return is_done;
}
