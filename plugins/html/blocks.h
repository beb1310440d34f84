/* The blocks that a text consists of: its paragraphs, and what stands between them. */
#pragma once

#include <obelus/obelus-plugin.h>

typedef enum
{
  BLOCK_PROSE,
  BLOCK_TITLE,
  BLOCK_HEADING,
  BLOCK_BYLINE,
  BLOCK_CAPTION,
  BLOCK_LIST,
  BLOCK_CODE,
  BLOCK_BOILERPLATE,
  BLOCK_UNKNOWN, /* text that no paragraph was made of */
  N_BLOCK_KINDS,
} HtmlBlockKind;

typedef struct
{
  HtmlBlockKind kind;
  guint32 start;
  guint32 end;
} HtmlBlock;

/* A walk over the blocks; all is borrowed. */
typedef struct
{
  ObelusContext *context;
  const char *text;
  guint32 length;
  ObelusLayer *paragraphs; /* nullable */
  gint kind;               /* the column, or -1 */
  guint32 row;             /* the next paragraph */
  guint32 at;              /* what was passed */
  guint32 gap_end;         /* where what no paragraph was made of ends */
  guint32 taken; /* where the last paragraph or block ends: the indentation of code begins there at the earliest */
  guint64 n_steps;
} HtmlBlocks;

/* White space of ASCII. */
static inline gboolean
html_is_space (char c)
{
  return g_ascii_isspace (c) || c == '\v';
}

void html_blocks_init (HtmlBlocks *blocks, ObelusContext *context, const char *text, guint32 length,
                       ObelusLayer *paragraphs);

/* The next block, without white space around it: each character that is none is in exactly one. Paragraphs that begin
 * before others have ended lose what they share; where there are none, empty lines divide. Linear in the text and the
 * paragraphs. %FALSE at the end, and where the work was cancelled. */
gboolean html_blocks_next (HtmlBlocks *blocks, HtmlBlock *block);
