/* A stretch of text around quotations, as what attribution reads: words, names, marks, and each quotation as one. */
#pragma once

#include "names.h"
#include "pairing.h"
#include "vocabulary.h"

typedef enum
{
  ITEM_WORD,
  ITEM_NAME,
  ITEM_QUOTE,
  ITEM_COMMA,
  ITEM_COLON,
  ITEM_DASH,
  ITEM_OPEN,
  ITEM_CLOSE,
  ITEM_STOP, /* what ends a sentence, or half of one */
  ITEM_MARK, /* any other */
} ItemKind;

typedef struct
{
  guint8 kind;            /* ItemKind */
  guint8 begins_sentence; /* as the layer of sentences says */
  guint32 flags;          /* of a word: WordFlags */
  guint32 index;          /* of a name or a quotation: which one */
  /* Of a quotation. */
  guint8 is_direct;     /* it ends in a mark or begins like a sentence of its own */
  guint8 ends_sentence; /* with a mark that ends sentences */
  guint8 ends_in_comma; /* or any mark behind which the sentence around it may go on: `!`, `?`, a dash */
  guint8 is_question;
  guint8 is_title; /* few words, with capitals, as titles of works have */
} Item;

/* What a frame is made of; all of it in the order of the text. */
typedef struct
{
  const QuotedText *text;
  const Quotations *quotations;
  const SpokenNames *names;
  const Vocabulary *vocabulary;
} FrameSource;

typedef struct
{
  const FrameSource *source;
  Item *items;
  guint32 n;
  guint32 capacity;
} Frame;

/* Fills the frame with the text `[start, end)` around the quotations of @depth from the @first_quote-th on, of which
 * all must lie in it that begin in it. Returns FALSE if memory could not be had or the work of this thread was
 * cancelled. */
gboolean frame_fill (Frame *frame, guint32 start, guint32 end, guint32 first_quote, guint32 depth);
void frame_clear (Frame *frame);

/* The row of the one person who is named in items `[start, end)`. *@n is set to 0, 1, or 2 for several, or perhaps
 * several. */
guint32 frame_find_only_person (const Frame *frame, guint32 start, guint32 end, guint *n);

static inline const Item *
frame_get (const Frame *frame, guint32 i)
{
  return &frame->items[i];
}

/* Whether item @i, which may lie beyond either end, is of this kind. */
static inline gboolean
frame_is (const Frame *frame, guint32 i, ItemKind kind)
{
  return i < frame->n && frame->items[i].kind == kind;
}

/* The flags of item @i if it is a word, otherwise 0. */
static inline guint32
frame_get_flags (const Frame *frame, guint32 i)
{
  return frame_is (frame, i, ITEM_WORD) ? frame->items[i].flags : 0;
}

static inline const SpokenName *
frame_get_name (const Frame *frame, guint32 i)
{
  return &frame->source->names->names[frame->items[i].index];
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Frame, frame_clear)
