/* Web pages as a sequence of tags and runs of text, without a tree: what is broken costs no more than what is sound. */
#pragma once

#include <glib.h>

typedef enum
{
  PIECE_TEXT,
  PIECE_BEGIN,  /* `<p class="lead">` */
  PIECE_FINISH, /* `</p>` */
  PIECE_END,    /* of the page */
} PieceKind;

typedef struct
{
  PieceKind kind;
  const char *start; /* of a text; of a tag, behind its name */
  const char *end;
  const char *name; /* of a tag */
  gsize name_length;
} Piece;

typedef struct
{
  const char *at;
  const char *end;
  gboolean quotes_are_broken; /* some attribute's quotation mark had no partner */
} MarkupScan;

void markup_scan_init (MarkupScan *scan, const char *page, gsize length);

/* The next piece. Comments and declarations are passed over, and what is not finished is taken for finished by the end
 * of the page. */
PieceKind markup_scan_next (MarkupScan *scan, Piece *piece);

/* Goes to the end tag of the element that was just begun, such as a script, whose contents are no markup. Returns where
 * these begin. */
const char *markup_scan_skip_contents (MarkupScan *scan, const Piece *piece);

/* Whether a tag ends with `/>`. */
static inline gboolean
piece_is_closed (const Piece *tag)
{
  return tag->end > tag->start && tag->end[-1] == '/';
}

gboolean piece_has_name (const Piece *piece, const char *name);

typedef struct
{
  const char *name;
  gsize name_length;
  const char *value; /* as it stands, without its quotation marks */
  gsize value_length;
} Attribute;

/* Reads the attribute at *@at and goes behind it; FALSE where there is none any more. */
gboolean attribute_next (const char **at, const char *end, Attribute *attribute);

gboolean attribute_has_name (const Attribute *attribute, const char *name);
gboolean attribute_has_value (const Attribute *attribute, const char *value);
