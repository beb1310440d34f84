/* Walking over blocks. */
#include "blocks.h"

#include <string.h>

void
html_blocks_init (HtmlBlocks *blocks, ObelusContext *context, const char *text, guint32 length, ObelusLayer *paragraphs)
{
  *blocks = (HtmlBlocks){
    .context = context,
    .text = text,
    .length = length,
    .paragraphs = paragraphs,
    .kind = paragraphs == NULL ? -1 : obelus_layer_find_column (paragraphs, "kind"),
  };
}

static HtmlBlockKind
read_kind (const HtmlBlocks *blocks, guint32 row)
{
  static const char *const kinds[N_BLOCK_KINDS] = {
    [BLOCK_TITLE] = "title",
    [BLOCK_HEADING] = "heading",
    [BLOCK_BYLINE] = "byline",
    [BLOCK_CAPTION] = "caption",
    [BLOCK_LIST] = "list",
    [BLOCK_CODE] = "code",
    [BLOCK_BOILERPLATE] = "boilerplate",
  };
  const char *name
      = blocks->kind < 0 ? NULL : obelus_layer_get_string (blocks->paragraphs, (guint) blocks->kind, row, NULL);

  for (guint kind = 0; name != NULL && kind < N_BLOCK_KINDS; kind++)
    if (kinds[kind] != NULL && g_str_equal (kinds[kind], name))
      return (HtmlBlockKind) kind;
  return BLOCK_PROSE;
}

/* Behind the `## ` that tells a heading of Markdown, which is an element of its own here. */
static guint32
pass_heading_mark (const char *text, guint32 start, guint32 end)
{
  guint32 at = start;

  while (at < end && text[at] == '#')
    at++;
  return at > start && at + 1 < end && text[at] == ' ' ? at + 1 : start;
}

/* Takes white space from around a block, but not the indentation of code, which paragraphs may begin behind. @taken:
 * where what stands before the block ends. Returns whether anything is left. */
static gboolean
trim (const char *text, guint32 taken, HtmlBlock *block)
{
  while (block->start < block->end && html_is_space (text[block->start]))
    block->start++;
  if (block->start == block->end)
    return FALSE;
  while (html_is_space (text[block->end - 1]))
    block->end--;
  if (block->kind == BLOCK_TITLE || block->kind == BLOCK_HEADING)
    block->start = pass_heading_mark (text, block->start, block->end);
  while (block->kind == BLOCK_CODE && block->start > taken
         && (text[block->start - 1] == ' ' || text[block->start - 1] == '\t'))
    block->start--;
  return TRUE;
}

/* Where the text from @start on is divided by an empty line; @end if it is not. */
static guint32
find_empty_line (const char *text, guint32 start, guint32 end)
{
  const char *at = text + start, *stop = text + end;

  while ((at = memchr (at, '\n', (gsize) (stop - at))) != NULL)
    {
      const char *line = ++at;
      while (at < stop && html_is_space (*at) && *at != '\n')
        at++;
      if (at < stop && *at == '\n')
        return (guint32) (line - text);
    }
  return end;
}

/* The next piece of what no paragraph was made of. */
static gboolean
take_gap (HtmlBlocks *blocks, HtmlBlock *block)
{
  while (blocks->at < blocks->gap_end && html_is_space (blocks->text[blocks->at]))
    blocks->at++;

  const guint32 end = find_empty_line (blocks->text, blocks->at, blocks->gap_end);
  *block = (HtmlBlock){ BLOCK_UNKNOWN, blocks->at, end };
  blocks->at = end;
  if (!trim (blocks->text, blocks->taken, block))
    return FALSE;
  blocks->taken = end;
  return TRUE;
}

/* Lines of code that paragraphs part are one block, so that its lines stand under each other as they did. */
static void
join_code (HtmlBlocks *blocks, HtmlBlock *block)
{
  const guint32 n_rows = obelus_layer_get_n_rows (blocks->paragraphs);

  for (; blocks->row < n_rows && read_kind (blocks, blocks->row) == BLOCK_CODE; blocks->row++)
    {
      const guint32 start = obelus_layer_get_starts (blocks->paragraphs)[blocks->row];
      guint32 at = blocks->at;
      while (at < start && html_is_space (blocks->text[at]))
        at++;
      if (at < start)
        return;
      blocks->at = MAX (blocks->at, obelus_layer_get_ends (blocks->paragraphs)[blocks->row]);
      block->end = blocks->at;
    }
}

gboolean
html_blocks_next (HtmlBlocks *blocks, HtmlBlock *block)
{
  const guint32 n_rows = blocks->paragraphs == NULL ? 0 : obelus_layer_get_n_rows (blocks->paragraphs);

  while (!obelus_context_is_cancelled_at (blocks->context, ++blocks->n_steps, NULL))
    {
      if (blocks->at < blocks->gap_end)
        {
          if (take_gap (blocks, block))
            return TRUE;
          continue;
        }
      if (blocks->row == n_rows)
        {
          if (blocks->at == blocks->length)
            return FALSE;
          blocks->gap_end = blocks->length;
          continue;
        }

      const guint32 start = MAX (obelus_layer_get_starts (blocks->paragraphs)[blocks->row], blocks->at);
      const guint32 end = obelus_layer_get_ends (blocks->paragraphs)[blocks->row];
      if (start > blocks->at)
        {
          blocks->gap_end = start;
          continue;
        }
      *block = (HtmlBlock){ read_kind (blocks, blocks->row), start, end };
      blocks->row++;
      if (end <= start)
        continue;
      blocks->at = end;
      if (block->kind == BLOCK_CODE)
        join_code (blocks, block);
      const gboolean is_left = trim (blocks->text, blocks->taken, block);
      blocks->taken = blocks->at;
      if (is_left)
        return TRUE;
    }
  return FALSE;
}
