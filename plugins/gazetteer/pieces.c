/* Cutting text into pieces, and their normal forms. */
#include "pieces.h"

enum
{
  /* Longer words are not remembered. */
  MAX_REMEMBERED = 40,
  N_REMEMBERED = 4096,
  /* So many words cost less than the memory does, which is a quarter of a megabyte. */
  N_BEFORE_REMEMBERING = 64,
};

/* A word with other letters than ASCII's, whose form takes long to make. */
typedef struct
{
  guint64 hash;
  guint8 length; /* 0: empty */
  char word[MAX_REMEMBERED];
} RememberedWord;

struct _PieceReader
{
  GazetteerCase letter_case;
  GazetteerForm form;
  GString *buffer;
  RememberedWord *remembered; /* NULL until it is worth its memory */
  guint n_wide;               /* words that it would have held until then */
};

typedef enum
{
  KIND_OTHER,
  KIND_WORD,
  KIND_SPACE,
  KIND_LINE_END,
} CharacterKind;

PieceReader *
piece_reader_new (GazetteerCase letter_case, GazetteerForm form)
{
  PieceReader *reader = g_new0 (PieceReader, 1);

  reader->letter_case = letter_case;
  reader->form = form;
  reader->buffer = g_string_new (NULL);

  return reader;
}

void
piece_reader_free (PieceReader *reader)
{
  if (reader == NULL)
    return;
  g_string_free (reader->buffer, TRUE);
  g_free (reader->remembered);
  g_free (reader);
}

/* Scripts that put no spaces between words: there each character is a piece. */
static gboolean
is_unspaced (gunichar character)
{
  return (character >= 0x2e80 && character <= 0x30ff) || (character >= 0x3400 && character <= 0x9fff)
         || (character >= 0x0e00 && character <= 0x0eff) || (character >= 0x1000 && character <= 0x109f)
         || (character >= 0x1780 && character <= 0x17ff) || (character >= 0xf900 && character <= 0xfaff)
         || (character >= 0x20000 && character <= 0x3ffff);
}

/* A character that is part of the piece before it. */
static gboolean
is_attached (gunichar character)
{
  return g_unichar_ismark (character) || g_unichar_type (character) == G_UNICODE_FORMAT;
}

static CharacterKind
classify_wide (gunichar character)
{
  switch (g_unichar_type (character))
    {
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return KIND_LINE_END;
    case G_UNICODE_SPACE_SEPARATOR:
      return KIND_SPACE;
    default:
      return !is_unspaced (character) && (g_unichar_isalnum (character) || is_attached (character)) ? KIND_WORD
                                                                                                    : KIND_OTHER;
    }
}

static const guint8 ascii_kinds[128] = {
  ['\t'] = KIND_SPACE,       ['\n'] = KIND_LINE_END,    ['\v'] = KIND_SPACE,
  ['\f'] = KIND_LINE_END,    ['\r'] = KIND_SPACE,       [' '] = KIND_SPACE,
  ['0' ... '9'] = KIND_WORD, ['A' ... 'Z'] = KIND_WORD, ['a' ... 'z'] = KIND_WORD,
};

/* @text has a NUL behind, so that a character can be read at any place before the end. */
static inline CharacterKind
read_kind (const char *text, guint32 at, guint32 *next)
{
  guchar byte = (guchar) text[at];

  if (byte < 128)
    {
      *next = at + 1;
      return (CharacterKind) ascii_kinds[byte];
    }
  gunichar character = g_utf8_get_char (text + at);
  *next = at + (guint32) g_utf8_skip[byte];
  return classify_wide (character);
}

/* Normal forms */

static void
append_folded (GString *output, const char *piece, gsize length, GazetteerForm form)
{
  static const struct
  {
    gunichar character;
    char plain;
  } marks[] = { { 0x2018, '\'' }, { 0x2019, '\'' }, { 0x02bc, '\'' }, { 0x2010, '-' }, { 0x2011, '-' } };
  gunichar character = g_utf8_get_char (piece);

  if (form != GAZETTEER_FORM_NONE && length == (gsize) g_utf8_skip[(guchar) *piece])
    for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
      if (marks[i].character == character)
        {
          g_string_append_c (output, marks[i].plain);
          return;
        }
  g_string_append_len (output, piece, (gssize) length);
}

static void
append_without_marks (GString *output, const char *decomposed)
{
  for (const char *at = decomposed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      if (!is_attached (character))
        g_string_append_unichar (output, character == 0x142   ? 'l'
                                         : character == 0xf8  ? 'o'
                                         : character == 0x141 ? 'L'
                                         : character == 0xd8  ? 'O'
                                                              : character);
    }
}

void
piece_reader_append_form (PieceReader *reader, const char *piece, gsize length, GString *output)
{
  guchar all = 0;
  for (gsize i = 0; i < length; i++)
    all |= (guchar) piece[i];
  if (all < 128 || (reader->letter_case == GAZETTEER_CASE_EXACT && reader->form == GAZETTEER_FORM_NONE))
    {
      gsize before = output->len;
      g_string_append_len (output, piece, (gssize) length);
      for (gsize i = before; reader->letter_case == GAZETTEER_CASE_IGNORE && i < output->len; i++)
        output->str[i] = g_ascii_tolower (output->str[i]);
      return;
    }

  g_autofree char *folded
      = reader->letter_case == GAZETTEER_CASE_IGNORE ? g_utf8_casefold (piece, (gssize) length) : NULL;
  if (folded != NULL)
    {
      piece = folded;
      length = strlen (folded);
    }
  if (reader->form == GAZETTEER_FORM_NONE)
    {
      g_string_append_len (output, piece, (gssize) length);
      return;
    }

  static const GNormalizeMode modes[] = { G_NORMALIZE_NFC, G_NORMALIZE_NFC, G_NORMALIZE_NFKC, G_NORMALIZE_NFKD };
  g_autofree char *normal = g_utf8_normalize (piece, (gssize) length, modes[reader->form]);
  if (normal == NULL || *normal == '\0')
    g_string_append_len (output, piece, (gssize) length);
  else if (reader->form == GAZETTEER_FORM_PLAIN && normal[0] != '\0' && !is_attached (g_utf8_get_char (normal)))
    append_without_marks (output, normal);
  else
    append_folded (output, normal, strlen (normal), reader->form);
}

static guint64
hash_ascii (const PieceReader *reader, const char *piece, gsize length)
{
  char lower[64];

  if (reader->letter_case == GAZETTEER_CASE_EXACT)
    return piece_hash (piece, length);
  if (length > sizeof lower)
    {
      g_autofree char *long_lower = g_ascii_strdown (piece, (gssize) length);
      return piece_hash (long_lower, length);
    }
  for (gsize i = 0; i < length; i++)
    lower[i] = g_ascii_tolower (piece[i]);
  return piece_hash (lower, length);
}

/* The hash of any piece; of words that come again and again it is remembered. */
static guint64
hash_wide (PieceReader *reader, const char *piece, gsize length)
{
  RememberedWord *word = NULL;

  if (length <= MAX_REMEMBERED && (reader->remembered != NULL || ++reader->n_wide > N_BEFORE_REMEMBERING))
    {
      if (reader->remembered == NULL)
        reader->remembered = g_new0 (RememberedWord, N_REMEMBERED);
      word = &reader->remembered[learn_hash_bytes (piece, length, 1) % N_REMEMBERED];
      if (word->length == length && memcmp (word->word, piece, length) == 0)
        return word->hash;
    }
  g_string_truncate (reader->buffer, 0);
  piece_reader_append_form (reader, piece, length, reader->buffer);
  guint64 hash = piece_hash (reader->buffer->str, reader->buffer->len);
  if (word != NULL)
    {
      word->hash = hash;
      word->length = (guint8) length;
      memcpy (word->word, piece, length);
    }

  return hash;
}

gboolean
piece_reader_next (PieceReader *reader, const char *text, guint32 length, guint32 *at, GazetteerPiece *piece)
{
  guint32 start = *at, next;
  guint n_line_ends = 0;
  CharacterKind kind = KIND_OTHER;

  for (; start < length; start = next)
    {
      kind = read_kind (text, start, &next);
      if (kind == KIND_LINE_END)
        n_line_ends++;
      else if (kind != KIND_SPACE)
        break;
    }
  if (n_line_ends > 1)
    {
      *piece = (GazetteerPiece){ PIECE_BREAK, start, start };
      *at = start;
      return TRUE;
    }
  if (start >= length)
    {
      *at = length;
      return FALSE;
    }

  guint32 end = next;
  guchar all = 0;
  if (kind == KIND_WORD)
    while (end < length && read_kind (text, end, &next) == KIND_WORD)
      end = next;
  else
    while (end < length && (guchar) text[end] >= 128 && is_attached (g_utf8_get_char (text + end)))
      end += (guint32) g_utf8_skip[(guchar) text[end]];
  for (guint32 i = start; i < end; i++)
    all |= (guchar) text[i];

  *piece = (GazetteerPiece){ .start = start, .end = end };
  piece->hash
      = all < 128 ? hash_ascii (reader, text + start, end - start) : hash_wide (reader, text + start, end - start);
  *at = end;

  return TRUE;
}
