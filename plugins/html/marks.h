/* What layers say of places in the text, as elements that are well nested whatever the layers do. */
#pragma once

#include "targets.h"

/* Kinds of spans; each is a track that is walked along the text. */
typedef enum
{
  TRACK_SUMMARY,
  TRACK_QUOTE,
  TRACK_INNER_QUOTE,
  TRACK_PHRASE,
  TRACK_NAME,
  TRACK_MENTION,
  TRACK_REASON,
  N_TRACKS,
} HtmlTrackKind;

/* The spans of one kind, in order and without overlap: where rows of a layer overlap, the later one begins where the
 * earlier one ends. */
typedef struct
{
  HtmlTrackKind kind;
  ObelusLayer *layer; /* NULL for none, and when all rows have been passed */
  guint32 next;       /* the row behind the span */
  guint32 covered;    /* where the rows that were passed end */
  guint32 start;      /* the span that is open, or the next one */
  guint32 end;
  guint32 row;
} HtmlTrack;

/* A walk along the text. The stack holds the spans that are open, the outermost first. */
typedef struct
{
  HtmlPage *page; /* borrowed */
  HtmlTrack tracks[N_TRACKS];
  HtmlTrackKind stack[N_TRACKS];
  guint depth;
  guint32 felt;     /* the row of the next sentence that clearly feels something */
  guint32 felt_end; /* and where that ends; G_MAXUINT32 if there is none */
  gboolean felt_positive;
  guint32 block_start; /* of the text that is being appended */
  guint32 block_end;
  HtmlTargets targets;
  GHashTable *ranks; /* (int64) ranks of the key phrases that are told; NULL if they have none */
  guint64 n_steps;
} HtmlMarks;

void html_marks_init (HtmlMarks *marks, HtmlPage *page);
void html_marks_clear (HtmlMarks *marks);

/* Appends the text `[start, end)` with its marks. Spans that cross each other, or an end of it, are cut in two. What
 * ends in the white space behind it is told of at its end, and so are rows that are linked to and have no span. To be
 * called for pieces in order; linear in the text and the rows. */
gboolean html_marks_append (HtmlMarks *marks, guint32 start, guint32 end, GError **error);
