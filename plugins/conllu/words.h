/* Collecting the lines of CoNLL-U until they make a document. */
#pragma once

#include "columns.h"

#include <obelus/obelus-plugin.h>

/* A part of the file; not followed by a NUL. */
typedef struct
{
  const char *start;
  gsize length;
} Piece;

/* Whether a column is `_`, which stands for nothing. */
static inline gboolean
piece_is_missing (const Piece *column)
{
  return column->length == 0 || (column->length == 1 && column->start[0] == '_');
}

typedef enum
{
  FIELD_LEMMA,
  FIELD_UPOS,
  FIELD_XPOS,
  FIELD_FEATS,
  FIELD_DEPREL,
  N_FIELDS
} Field;

typedef struct
{
  guint32 start;
  guint32 end;
  Piece form; /* empty where it equals the text */
  Piece fields[N_FIELDS];
  Piece deps;
  Piece misc;
  Piece head_column; /* as it was written */
  guint32 head;      /* row, or OBELUS_NO_ROW */
  guint line;        /* of the file */
} Word;

typedef struct
{
  guint32 start;
  guint32 end;
} Span;

typedef struct
{
  Span span;
  Piece columns[N_COLUMNS];
} Range;

/* An empty node: it stands for no text. */
typedef struct
{
  guint32 sentence;
  guint n_before; /* words of the document before it */
  Piece columns[N_COLUMNS];
} Node;

typedef struct
{
  Span span;
  gsize comments; /* where its comments begin; they end where those of the next begin */
} Sentence;

typedef struct
{
  GString *text;
  GArray *words;       /* of Word */
  GArray *sentences;   /* of Sentence */
  GArray *ranges;      /* of Range */
  GArray *nodes;       /* of Node */
  GString *comments;   /* a line each */
  GArray *paragraphs;  /* of Span */
  GPtrArray *metadata; /* keys and values in turn */

  guint line;       /* of the file, to be set before a line is added; after a problem the line it is about */
  guint first_word; /* of the sentence */
  guint n_in_range; /* words that the current range still waits for */
  guint32 range_start;
  guint32 range_end;
  guint first_in_range;
  gboolean ran_out;    /* of memory: that was the problem */
  gsize first_comment; /* of the sentence */
  gboolean space_before_next;
  gboolean begins_paragraph;
} Words;

void words_init (Words *words);
void words_clear (Words *words);
void words_reset (Words *words);
guint words_get_n (const Words *words);
guint words_get_n_sentences (const Words *words);

/* What follows stands in a new paragraph. */
void words_begin_paragraph (Words *words);

/* Keeps a line that begins with #; FALSE if it is not UTF-8. */
gboolean words_add_comment (Words *words, const Piece *line);

/* Forgets the comments since the last sentence ended: they belong to the next document. */
void words_drop_comments (Words *words);

/* These take a line with columns, and the blank line at a sentence's end. They return what is wrong, or NULL. The line
 * must live until the document has been made. */
const char *words_add_line (Words *words, const Piece *line);
const char *words_end_sentence (Words *words);

void words_add_metadata (Words *words, const char *key, const char *value);

ObelusDocument *words_make_document (Words *words, const char *id, GError **error);
