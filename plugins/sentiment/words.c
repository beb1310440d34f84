/* Finds the words of a piece of text: one pass, no allocation, no look behind. */
#include "words.h"
#include "forms.h"
#include "phrases.h"

#include <string.h>

/* The longest emoticon that is looked for, in bytes */
#define EMOTICON_SIZE 7

typedef struct
{
  const char *text;
  guint32 at, end;
} Piece;

typedef enum
{
  SIGN_SPACE,
  SIGN_LETTER,
  SIGN_DIGIT,
  SIGN_APOSTROPHE,
  SIGN_EMOJI,
  SIGN_JOINER, /* a modifier of an emoji */
  SIGN_COMMA,
  SIGN_STOP,
  SIGN_EXCLAMATION,
  SIGN_QUESTION,
  SIGN_QUOTE,
  SIGN_OTHER,
} Sign;

static Sign
classify_unicode (gunichar c)
{
  switch (c)
    {
    case 0x2018:
    case 0x2019:
    case 0x02bc:
    case 0xff07:
      return SIGN_APOSTROPHE;
    case 0x201c:
    case 0x201d:
    case 0x00ab:
    case 0x00bb:
    case 0x201e:
      return SIGN_QUOTE;
    case 0x2026:
    case 0x3002:
      return SIGN_STOP;
    case 0x00a1:
    case 0xff01:
    case 0x203c:
      return SIGN_EXCLAMATION;
    case 0x00bf:
    case 0xff1f:
      return SIGN_QUESTION;
    case 0x2013:
    case 0x2014:
      return SIGN_COMMA;
    case 0x200d:
    case 0xfe0e:
    case 0xfe0f:
      return SIGN_JOINER;
    default:
      break;
    }
  if (c >= 0x1f3fb && c <= 0x1f3ff)
    return SIGN_JOINER;
  if ((c >= 0x1f000 && c <= 0x1faff) || (c >= 0x2600 && c <= 0x27bf) || (c >= 0x2b00 && c <= 0x2bff))
    return SIGN_EMOJI;
  if (g_unichar_isalpha (c) || g_unichar_ismark (c))
    return SIGN_LETTER;
  if (g_unichar_isdigit (c))
    return SIGN_DIGIT;
  return g_unichar_isspace (c) ? SIGN_SPACE : SIGN_OTHER;
}

static const guint8 ascii_signs[128] = {
  ['!'] = SIGN_EXCLAMATION, ['"'] = SIGN_QUOTE,      ['#'] = SIGN_OTHER,          ['$'] = SIGN_OTHER,
  ['%'] = SIGN_OTHER,       ['&'] = SIGN_OTHER,      ['\''] = SIGN_APOSTROPHE,    ['('] = SIGN_COMMA,
  [')'] = SIGN_COMMA,       ['*'] = SIGN_OTHER,      ['+'] = SIGN_OTHER,          [','] = SIGN_COMMA,
  ['-'] = SIGN_OTHER,       ['.'] = SIGN_STOP,       ['/'] = SIGN_OTHER,          ['0' ... '9'] = SIGN_DIGIT,
  [':'] = SIGN_COMMA,       [';'] = SIGN_COMMA,      ['<'] = SIGN_OTHER,          ['='] = SIGN_OTHER,
  ['>'] = SIGN_OTHER,       ['?'] = SIGN_QUESTION,   ['@'] = SIGN_OTHER,          ['A' ... 'Z'] = SIGN_LETTER,
  ['['] = SIGN_COMMA,       ['\\'] = SIGN_OTHER,     [']'] = SIGN_COMMA,          ['^'] = SIGN_OTHER,
  ['_'] = SIGN_OTHER,       ['`'] = SIGN_APOSTROPHE, ['a' ... 'z'] = SIGN_LETTER, ['{'] = SIGN_COMMA,
  ['|'] = SIGN_OTHER,       ['}'] = SIGN_COMMA,      ['~'] = SIGN_OTHER,          ['\x7f'] = SIGN_OTHER,
};

static Sign
look_beyond_ascii (const Piece *piece, guint32 at, guint32 *length)
{
  guint8 first = (guint8) piece->text[at];

  *length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (*length > piece->end - at)
    {
      /* A piece that ends inside a character has no more signs. */
      *length = piece->end - at;
      return SIGN_SPACE;
    }
  return classify_unicode (g_utf8_get_char (piece->text + at));
}

/* The sign at an offset and its length in bytes; the text is valid UTF-8. */
static inline Sign
look (const Piece *piece, guint32 at, guint32 *length)
{
  guint8 first = (guint8) piece->text[at];

  *length = 1;
  return first < 0x80 ? ascii_signs[first] : look_beyond_ascii (piece, at, length);
}

static gboolean
is_space_at (const Piece *piece, guint32 at)
{
  guint32 length;

  return at >= piece->end || look (piece, at, &length) == SIGN_SPACE;
}

static gboolean
is_alphanumeric_at (const Piece *piece, guint32 at)
{
  guint32 length;

  if (at >= piece->end)
    return FALSE;
  Sign sign = look (piece, at, &length);
  return sign == SIGN_LETTER || sign == SIGN_DIGIT;
}

/* Looks for a word with its letters once each where the lexicon does not have it lengthened. */
static void
finish_word (const SentimentLexicon *lexicon, const SentimentForm *form, SentimentWord *word)
{
  const SentimentForm *known = form;
  SentimentForm singles;

  word->kind = form->has_letter ? SENTIMENT_WORD : SENTIMENT_NUMBER;
  word->hash = sentiment_form_hash (form, form->length);
  word->run = 1;
  if (form->lengthened && sentiment_lexicon_find (lexicon, word->hash)->fingerprint == 0)
    {
      sentiment_form_reduce (form, &singles);
      guint64 hash = sentiment_form_hash (&singles, singles.length);
      if (sentiment_lexicon_find (lexicon, hash)->fingerprint != 0)
        {
          word->hash = hash;
          known = &singles;
        }
    }
  sentiment_lexicon_prefetch (lexicon, word->hash);
  word->stem = word->hash;
  if (form->has_letter)
    word->stem = sentiment_form_hash (known, sentiment_find_stem (known->bytes, known->length));

  if (form->starts_capital)
    word->flags |= SENTIMENT_CAPITALIZED;
  if (form->n_letters >= 2 && form->n_capitals == form->n_letters)
    word->flags |= SENTIMENT_CAPITALS;
  if (form->lengthened)
    word->flags |= SENTIMENT_LENGTHENED;
}

/* Reads letters and digits, with apostrophes between them. Returns one or two words. */
static guint
read_word (const SentimentLexicon *lexicon, Piece *piece, SentimentWord *words)
{
  SentimentForm form;
  guint32 start = piece->at, length;
  gboolean has_apostrophe = FALSE;

  sentiment_form_init (&form);
  while (TRUE)
    {
      piece->at += sentiment_form_append_letters (&form, piece->text + piece->at, piece->end - piece->at);
      if (piece->at >= piece->end)
        break;
      Sign sign = look (piece, piece->at, &length);
      if (sign == SIGN_LETTER || sign == SIGN_DIGIT)
        sentiment_form_append (&form, g_utf8_get_char (piece->text + piece->at));
      else if (sign == SIGN_APOSTROPHE && is_alphanumeric_at (piece, piece->at + length))
        {
          sentiment_form_append (&form, '\'');
          has_apostrophe = TRUE;
        }
      else if (sign != SIGN_OTHER || piece->text[piece->at] != '_' || !is_alphanumeric_at (piece, piece->at + 1))
        break;
      piece->at += length;
    }

  gsize split = form.length;
  if (has_apostrophe && form.length < SENTIMENT_FORM_SIZE)
    split = sentiment_find_clitic (form.bytes, form.length);
  else if (form.length == 6 && memcmp (form.bytes, "cannot", 6) == 0)
    split = 3;

  words[0].start = start;
  if (split == form.length)
    {
      finish_word (lexicon, &form, &words[0]);
      words[0].end = piece->at;
      return 1;
    }

  SentimentForm head, tail;
  sentiment_form_split (&form, split, &head, &tail);
  finish_word (lexicon, &head, &words[0]);
  finish_word (lexicon, &tail, &words[1]);
  /* Lengthened letters and curly apostrophes make bytes and form differ: the tail is plain, so count from the end. */
  guint32 cut = piece->at - MIN (tail.length, piece->at - start);
  while (cut > start && ((guint8) piece->text[cut] & 0xc0) == 0x80)
    cut--;
  words[0].end = words[1].start = cut;
  words[1].end = piece->at;
  return 2;
}

/* A clitic that stands apart from its word, as tokenised text has it: 's 've. Returns its length in bytes or 0. */
static guint32
match_loose_clitic (const Piece *piece, guint32 apostrophe)
{
  guint8 form[3] = { '\'' };
  guint32 n = 0, at = piece->at + apostrophe;

  while (n < 3 && at + n < piece->end && g_ascii_isalpha (piece->text[at + n]))
    n++;
  if (n == 0 || n == 3)
    return 0;
  for (guint32 i = 0; i < n; i++)
    form[i + 1] = (guint8) g_ascii_tolower (piece->text[at + i]);

  guint8 whole[4] = { 'x' };
  memcpy (whole + 1, form, n + 1);
  return sentiment_find_clitic (whole, n + 2) == 1 ? apostrophe + n : 0;
}

static gboolean
begins_address (const Piece *piece)
{
  const char *text = piece->text + piece->at;
  guint32 left = piece->end - piece->at;

  if (text[0] != 'h' && text[0] != 'H' && text[0] != 'w' && text[0] != 'W')
    return FALSE;
  return (left > 7 && g_ascii_strncasecmp (text, "http://", 7) == 0)
         || (left > 8 && g_ascii_strncasecmp (text, "https://", 8) == 0)
         || (left > 4 && g_ascii_strncasecmp (text, "www.", 4) == 0);
}

static void
skip_to_space (Piece *piece)
{
  guint32 length;

  while (piece->at < piece->end && look (piece, piece->at, &length) != SIGN_SPACE)
    piece->at += length;
}

/* The longest emoticon of the lexicon that stands here, in bytes; 0 for none. */
static guint32
match_emoticon (const SentimentLexicon *lexicon, const Piece *piece, gboolean after_space, guint64 *hash)
{
  const char *text = piece->text + piece->at;
  guint32 left = MIN (piece->end - piece->at, EMOTICON_SIZE);
  guint8 form[EMOTICON_SIZE];
  guint32 n = 0;

  if (text[0] == '\0' || strchr (":;=<>()[]{}|^*@/\\'-3", text[0]) == NULL)
    return 0;
  /* A bracket that ends a phrase is no eye. */
  gboolean reversed = strchr ("()[]{}|/\\*-'", text[0]) != NULL;
  if (reversed && !after_space)
    return 0;
  while (n < left && (guint8) text[n] > ' ' && (guint8) text[n] < 0x7f)
    {
      form[n] = (guint8) g_ascii_tolower (text[n]);
      n++;
    }

  for (; n >= 2; n--)
    {
      gboolean ends_alphanumeric = g_ascii_isalnum (form[n - 1]);
      if (is_alphanumeric_at (piece, piece->at + n) || (n == 2 && reversed && ends_alphanumeric)
          || (reversed && !is_space_at (piece, piece->at + n)) || (ends_alphanumeric && !after_space))
        continue;
      *hash = sentiment_hash_bytes (form, n);
      const SentimentEntry *entry = sentiment_lexicon_find (lexicon, *hash);
      if (entry->fingerprint != 0 && entry->rating != 0)
        return n;
    }
  return 0;
}

static SentimentWordKind
get_kind (Sign sign)
{
  switch (sign)
    {
    case SIGN_COMMA:
      return SENTIMENT_COMMA;
    case SIGN_STOP:
      return SENTIMENT_STOP;
    case SIGN_EXCLAMATION:
      return SENTIMENT_EXCLAMATION;
    case SIGN_QUESTION:
      return SENTIMENT_QUESTION;
    default:
      return SENTIMENT_QUOTE;
    }
}

/* Reads one sign or a run of equal ones. */
static void
read_signs (Piece *piece, Sign sign, guint32 length, SentimentWord *word)
{
  guint8 form[2] = { (guint8) get_kind (sign), 1 };
  guint32 first = piece->at;

  word->start = first;
  word->run = 1;
  piece->at += length;
  if (sign == SIGN_EMOJI)
    {
      word->kind = SENTIMENT_EMOTICON;
      word->hash = sentiment_hash_bytes ((const guint8 *) piece->text + first, length);
    }
  else
    {
      guint32 next;
      while (piece->at < piece->end && look (piece, piece->at, &next) == sign)
        {
          piece->at += next;
          if (word->run < G_MAXUINT8)
            word->run++;
        }
      word->kind = get_kind (sign);
      form[1] = MIN (word->run, 3);
      word->hash = sentiment_hash_bytes (form, 2);
    }
  word->stem = word->hash;
  word->end = piece->at;
}

static void
read_reference (Piece *piece, SentimentWord *word, guint8 what)
{
  guint8 form[2] = { SENTIMENT_REFERENCE, what };

  word->kind = SENTIMENT_REFERENCE;
  word->hash = word->stem = sentiment_hash_bytes (form, 2);
  word->run = 1;
  word->end = piece->at;
}

/* Takes what the lexicon knows of the words. Each was asked for when it was read, so that reading waits for none, which
 * makes the stage 1.1 times as fast. */
static void
look_up (const SentimentLexicon *lexicon, SentimentWord *words, gsize n_words)
{
  for (gsize i = 0; i < n_words; i++)
    words[i].entry = words[i].kind <= SENTIMENT_EMOTICON ? *sentiment_lexicon_find (lexicon, words[i].hash)
                                                         : sentiment_entry_unknown;
}

gsize
sentiment_scan_words (const SentimentLexicon *lexicon, const char *text, guint32 *position, guint32 end,
                      SentimentWord *words, gsize capacity)
{
  Piece piece = { text, *position, end };
  gboolean after_space = TRUE;
  guint8 pending = 0; /* flags for the next word */
  gsize n = 0;

  while (piece.at < piece.end && n + 2 <= capacity)
    {
      guint32 length;
      Sign sign = look (&piece, piece.at, &length);

      if (sign == SIGN_SPACE)
        {
          piece.at += length;
          after_space = TRUE;
          pending = 0;
          continue;
        }

      SentimentWord *word = &words[n];
      guint64 hash;
      word->flags = pending;
      pending = 0;

      if (sign == SIGN_LETTER || sign == SIGN_DIGIT)
        {
          if (after_space && sign == SIGN_LETTER && begins_address (&piece))
            {
              word->start = piece.at;
              skip_to_space (&piece);
              read_reference (&piece, word, 'u');
              n++;
            }
          else
            {
              words[n + 1].flags = 0;
              n += read_word (lexicon, &piece, word);
            }
          after_space = FALSE;
          continue;
        }

      guint32 matched = 0;
      if (length == 1)
        matched = match_emoticon (lexicon, &piece, after_space, &hash);
      if (matched > 0)
        {
          word->kind = SENTIMENT_EMOTICON;
          word->hash = word->stem = hash;
          word->run = 1;
          word->start = piece.at;
          word->end = piece.at += matched;
          n++;
        }
      else if (sign == SIGN_APOSTROPHE && (matched = match_loose_clitic (&piece, length)) > 0)
        {
          /* Read as what it would be after its word */
          SentimentForm form;
          sentiment_form_init (&form);
          sentiment_form_append (&form, '\'');
          form.has_letter = TRUE;
          for (guint32 i = length; i < matched; i++)
            sentiment_form_append (&form, (guint8) piece.text[piece.at + i]);
          word->start = piece.at;
          piece.at += matched;
          finish_word (lexicon, &form, word);
          word->end = piece.at;
          n++;
        }
      else if (text[piece.at] == '@' && is_alphanumeric_at (&piece, piece.at + 1))
        {
          word->start = piece.at++;
          while (piece.at < piece.end && (is_alphanumeric_at (&piece, piece.at) || text[piece.at] == '_'))
            {
              look (&piece, piece.at, &length);
              piece.at += length;
            }
          read_reference (&piece, word, '@');
          n++;
        }
      else if (text[piece.at] == '#' && is_alphanumeric_at (&piece, piece.at + 1))
        {
          pending = SENTIMENT_HASHTAG;
          piece.at++;
        }
      else if (sign == SIGN_APOSTROPHE || sign == SIGN_OTHER || sign == SIGN_JOINER)
        {
          piece.at += length;
        }
      else
        {
          read_signs (&piece, sign, length, word);
          n++;
        }
      after_space = FALSE;
    }

  *position = piece.at;
  look_up (lexicon, words, n);
  if (lexicon->own.slots != NULL)
    n = sentiment_phrases_apply (&lexicon->own, words, n);
  if (lexicon->phrases.slots != NULL)
    n = sentiment_phrases_apply (&lexicon->phrases, words, n);
  return n;
}

guint64
sentiment_hash_form (const char *form, gsize length)
{
  static const SentimentEntry nothing[1] = { 0 };
  const SentimentLexicon empty = { .slots = nothing };
  SentimentWord words[4];
  guint32 position = 0;

  if (length == 0 || length > 64)
    return 0;

  if (g_ascii_ispunct (form[0]))
    {
      guint8 lower[EMOTICON_SIZE];
      if (length < 2 || length > EMOTICON_SIZE || memchr (form, ' ', length) != NULL)
        return 0;
      for (gsize i = 0; i < length; i++)
        lower[i] = (guint8) g_ascii_tolower (form[i]);
      return sentiment_hash_bytes (lower, length);
    }

  gsize n = sentiment_scan_words (&empty, form, &position, (guint32) length, words, G_N_ELEMENTS (words));
  return n == 1 && position == length && words[0].kind <= SENTIMENT_EMOTICON ? words[0].hash : 0;
}
