/* The page that a digest is written on: styles, labels, and sentences that hang from them. */
#pragma once

#include <obelus/obelus-plugin.h>

/* Styles: what ECMA-48 calls select graphic rendition */
#define STYLE_BOLD "1"
#define STYLE_FAINT "2"
#define STYLE_LABEL "36"
#define STYLE_GOOD "32"
#define STYLE_BAD "31"

/* Columns left of what does not begin a line. */
#define PAGE_MARGIN 2

/* A page while it is written, with what it is about; all of it is borrowed. */
typedef struct
{
  ObelusContext *context;
  GString *output;
  const char *text;
  guint32 length;
  guint width;
  gboolean color;
  gboolean beside; /* labels stand beside what they label */
} Page;

/* Begins a page of the context's options; the text is left as it is. */
void page_init (Page *page, ObelusContext *context, GString *output);

void page_begin_style (Page *page, const char *style);
void page_end_style (Page *page);
void page_append_styled (Page *page, const char *style, const char *text);

/* Begins a labelled part and returns the column in which it goes on, which is also where its lines hang. */
guint page_append_label (Page *page, const char *label);

/* Appends the text `[start, end)` as a sentence that begins in @column, where its lines hang. @origin: what it is from,
 * shown behind it; %NULL for nothing */
void page_append_sentence (Page *page, guint32 start, guint32 end, const char *origin, guint column);
