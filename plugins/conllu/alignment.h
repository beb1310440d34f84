/* Two annotations of one text, word by word, as the CoNLL 2018 shared task aligned them. */
#pragma once

#include <obelus/obelus-plugin.h>

/* Offsets count the bytes of the text that are not white space. */
typedef struct
{
  guint32 start;
  guint32 end;
} AlignmentSpan;

typedef struct
{
  AlignmentSpan span; /* of a word of a multi-word token: that token's */
  gboolean in_multiword;
} AlignmentWord;

/* One annotation; its words are numbered like the rows of its layer `token`. */
typedef struct
{
  const char *text;
  guint32 length;
  ObelusLayer *tokens;
  gint form_column;
  GArray *spaces;    /* the runs of white space, with what they add up to */
  GArray *words;     /* of AlignmentWord */
  GArray *surface;   /* of AlignmentSpan: words, each multi-word token being one */
  GArray *sentences; /* of AlignmentSpan: from the first word to the last */
} AlignmentSide;

typedef struct
{
  guint32 gold;
  guint32 result;
} AlignmentPair;

/* The document has the layers `token` and `sentence`, and lives as long as the side. */
void alignment_side_init (AlignmentSide *side, ObelusDocument *document);
void alignment_side_clear (AlignmentSide *side);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AlignmentSide, alignment_side_clear)

/* Whether the texts are the same but for white space; if not, the byte of the gold text where they part. */
gboolean alignment_has_same_text (const AlignmentSide *gold, const AlignmentSide *result, guint32 *offset);

/* How many spans, in order on both sides, are the same. */
guint alignment_count_spans (const GArray *gold, const GArray *result);

/* The words that stand for each other, in order; array of AlignmentPair (transfer full). */
GArray *alignment_pair_words (const AlignmentSide *gold, const AlignmentSide *result);
