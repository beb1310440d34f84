/* Quotation marks as they stand in a text: what each looks like it does there. */
#pragma once

#include "quoted-text.h"

/* Marks of different families are never partners. */
typedef enum
{
  FAMILY_DOUBLE,
  FAMILY_SINGLE,
  FAMILY_ANGLE,
  FAMILY_SMALL_ANGLE,
  FAMILY_CORNER,
  FAMILY_WHITE_CORNER,
} MarkFamily;

typedef enum
{
  SHAPE_STRAIGHT, /* " ' */
  SHAPE_LEFT,     /* “ ‘ « */
  SHAPE_RIGHT,    /* ” ’ » */
  SHAPE_LOW,      /* „ ‚ */
} MarkShape;

typedef struct
{
  guint32 start;
  guint32 end;
  MarkFamily family;
  MarkShape shape;
  guint32 sentence;              /* the number of the one it stands in, from 1; 0 where there are none */
  guint32 paragraph;             /* the same */
  guint32 last_word;             /* where the last word before it ends; 0 if there is none */
  guint32 paragraph_before_end;  /* where the paragraph of the mark before ends, if this one is in another */
  guint32 paragraph_before_word; /* and where the last word in it ends */
  gboolean looks_opening;
  gboolean looks_closing;
  gboolean begins_paragraph;
  gboolean follows_sentence; /* a mark that ends sentences stands before it */
  gboolean follows_mark;     /* one that may stand at a quotation's end: a comma, a full stop */
  gboolean is_spaced;        /* white space on both sides */
  gboolean is_possessive;    /* as behind `the dogs` before another word: perhaps an apostrophe */
  gboolean goes_on;          /* a word, then the mark, then a small letter: a quotation that is part of a sentence */
} Mark;

typedef struct
{
  const QuotedText *text;
  guint32 token;      /* the next one to be looked at */
  gboolean is_within; /* it, which is several marks, of which some were read */
  guint32 covered;    /* where the last mark ends */
  guint32 run_end;    /* where marks that touch each other end */
  guint32 sentence;   /* as in Mark */
  guint32 paragraph;
  guint32 paragraph_start;
  guint32 last_end; /* of the token before, other than marks */
  guint32 last_word;
  guint32 paragraph_end; /* of the last mark's paragraph; 0 while it goes on */
  guint32 paragraph_word;
  guint8 before; /* what stands before the run, and behind it */
  guint8 after;
  gboolean is_cancelled;
} MarkReader;

void mark_reader_init (MarkReader *reader, const QuotedText *text);

/* Reads the next mark. A mark is a token, or part of one that consists of marks; what a tokenizer left on a word is an
 * apostrophe. Returns %FALSE behind the last one, or if the work of this thread was cancelled. */
gboolean mark_reader_next (MarkReader *reader, Mark *mark);

/* How many bytes of quotation mark @text begins with, 0 for none, and which it is. */
guint32 mark_read (const char *text, guint32 length, MarkFamily *family, MarkShape *shape);

/* Where the mark that ends at @end begins; @end if none does. Nothing before @start is looked at. */
guint32 mark_find_before (const char *text, guint32 start, guint32 end);

/* Where the paragraph of the last mark ends, without white space, and where its last word does; to be asked when all
 * marks were read. */
guint32 mark_reader_find_end (const MarkReader *reader, guint32 *last_word);
