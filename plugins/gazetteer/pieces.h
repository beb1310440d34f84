/* Text as the pieces that names are compared by: words, and each other character alone. They are the same whatever
 * tokenizer ran, so that a list fits any. */
#pragma once

#include "hash.h"

typedef enum
{
  GAZETTEER_CASE_EXACT,
  GAZETTEER_CASE_IGNORE,
  N_GAZETTEER_CASES,
} GazetteerCase;

typedef enum
{
  GAZETTEER_FORM_NONE,  /* as it is written */
  GAZETTEER_FORM_NFC,   /* é is e and its accent; ’ is ' and all short dashes are - */
  GAZETTEER_FORM_NFKC,  /* and ﬁ is fi, Ｔ is T */
  GAZETTEER_FORM_PLAIN, /* and é is e */
  N_GAZETTEER_FORMS,
} GazetteerForm;

typedef struct
{
  guint64 hash;  /* of the normal form; PIECE_BREAK for a blank line, which no name reaches across */
  guint32 start; /* in bytes */
  guint32 end;
} GazetteerPiece;

#define PIECE_BREAK 0

/* Reads pieces and remembers normal forms of words it met. */
typedef struct _PieceReader PieceReader;

PieceReader *piece_reader_new (GazetteerCase letter_case, GazetteerForm form);
void piece_reader_free (PieceReader *reader);

/* Reads the piece at *@at or behind, and moves *@at to its end. @text is valid UTF-8. FALSE at the end of the text. */
gboolean piece_reader_next (PieceReader *reader, const char *text, guint32 length, guint32 *at, GazetteerPiece *piece);

/* Appends the normal form of some text that is one piece. */
void piece_reader_append_form (PieceReader *reader, const char *piece, gsize length, GString *output);

/* Hash of a normal form; never PIECE_BREAK. */
static inline guint64
piece_hash (const char *form, gsize length)
{
  guint64 hash = learn_hash_bytes (form, length, 0);

  return hash + (hash == PIECE_BREAK);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PieceReader, piece_reader_free)
