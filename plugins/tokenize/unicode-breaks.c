/* The rules of Unicode Standard Annex 29; names such as WB6 are the rules' numbers there. */
#include "unicode-breaks.h"

#include "characters.h"

typedef struct
{
  guint8 word;
  guint8 sentence;
  guint8 is_picture;
  guint8 is_space;
} UnicodeClass;

#include "unicode-tables.inc"

static inline const UnicodeClass *
class_at (const guchar *text, guint32 at, guint *length)
{
  gunichar c = character_decode (text + at, length);

  return &unicode_classes[unicode_blocks[unicode_index[c / UNICODE_BLOCK_SIZE] * UNICODE_BLOCK_SIZE
                                         + c % UNICODE_BLOCK_SIZE]];
}

gboolean
unicode_is_space (const guchar *text, guint32 start, guint32 end)
{
  guint length;

  for (guint32 at = start; at < end; at += length)
    if (!class_at (text, at, &length)->is_space)
      return FALSE;

  return TRUE;
}

#define BIT(value) (1u << (value))
#define WORD_IGNORED (BIT (WORD_EXTEND) | BIT (WORD_FORMAT) | BIT (WORD_ZWJ))
#define WORD_LINE_END (BIT (WORD_CR) | BIT (WORD_LF) | BIT (WORD_NEWLINE))
#define WORD_LETTER (BIT (WORD_ALETTER) | BIT (WORD_HEBREW_LETTER))
#define WORD_INSIDE_WORD (BIT (WORD_MID_LETTER) | BIT (WORD_MID_NUM_LET) | BIT (WORD_SINGLE_QUOTE))
#define WORD_INSIDE_NUMBER (BIT (WORD_MID_NUM) | BIT (WORD_MID_NUM_LET) | BIT (WORD_SINGLE_QUOTE))
#define WORD_JOINED (WORD_LETTER | BIT (WORD_NUMERIC))

/* The end of the first character from @at on that counts, if it is of one of the given values; else 0. */
static guint32
match_word_value (const guchar *text, guint32 at, guint32 end, guint values, guint *value)
{
  guint length;

  for (; at < end; at += length)
    {
      guint found = class_at (text, at, &length)->word;
      if ((BIT (found) & WORD_IGNORED) != 0)
        continue;
      *value = found;
      return (BIT (found) & values) != 0 ? at + length : 0;
    }

  return 0;
}

/* Whether WB5, WB8 to WB10 and WB13 to WB13b keep two characters together. */
static gboolean
joins_words (guint left, guint right)
{
  if ((BIT (left) & WORD_JOINED) != 0 && (BIT (right) & WORD_JOINED) != 0)
    return TRUE;
  if (left == WORD_KATAKANA && right == WORD_KATAKANA)
    return TRUE;

  guint with_connector = WORD_JOINED | BIT (WORD_KATAKANA);
  if (right == WORD_EXTEND_NUM_LET)
    return (BIT (left) & (with_connector | BIT (WORD_EXTEND_NUM_LET))) != 0;
  return left == WORD_EXTEND_NUM_LET && (BIT (right) & with_connector) != 0;
}

/* What may follow a mark with @mark before it, for the three to be together (WB6, WB7b, WB12). */
static guint
values_behind_mark (guint left, guint mark)
{
  guint values = 0;

  if ((BIT (left) & WORD_LETTER) != 0 && (BIT (mark) & WORD_INSIDE_WORD) != 0)
    values |= WORD_LETTER;
  if (left == WORD_HEBREW_LETTER && mark == WORD_DOUBLE_QUOTE)
    values |= BIT (WORD_HEBREW_LETTER);
  if (left == WORD_NUMERIC && (BIT (mark) & WORD_INSIDE_NUMBER) != 0)
    values |= BIT (WORD_NUMERIC);

  return values;
}

guint32
unicode_end_word (const guchar *text, guint32 at, guint32 end)
{
  guint length;
  guint left = class_at (text, at, &length)->word; /* without what WB4 ignores */
  guint before = left;                             /* with it */
  gboolean after_odd_flag = left == WORD_REGIONAL_INDICATOR;

  at += length;
  if (left == WORD_CR && at < end && text[at] == '\n')
    return at + 1;
  if ((BIT (left) & WORD_LINE_END) != 0)
    return at;

  while (at < end)
    {
      const UnicodeClass *class = class_at (text, at, &length);
      guint right = class->word, behind;
      guint32 next = at + length;

      if ((BIT (right) & WORD_IGNORED) != 0)
        {
          before = right;
          at = next;
          continue;
        }
      if ((BIT (right) & WORD_LINE_END) != 0)
        return at;

      gboolean is_second_flag = after_odd_flag && right == WORD_REGIONAL_INDICATOR;
      guint values = values_behind_mark (left, right);
      guint32 over = values == 0 ? 0 : match_word_value (text, next, end, values, &behind);
      if (over != 0)
        {
          right = behind;
          next = over;
        }
      else if (!(before == WORD_ZWJ && class->is_picture)                     /* WB3c */
               && !(before == WORD_WSEG_SPACE && right == WORD_WSEG_SPACE)    /* WB3d */
               && !(left == WORD_HEBREW_LETTER && right == WORD_SINGLE_QUOTE) /* WB7a */
               && !is_second_flag                                             /* WB15, WB16 */
               && !joins_words (left, right))
        return at;

      after_odd_flag = right == WORD_REGIONAL_INDICATOR && !is_second_flag;
      left = before = right;
      at = next;
    }

  return at;
}

#define SENTENCE_IGNORED (BIT (SENTENCE_EXTEND) | BIT (SENTENCE_FORMAT))
#define SENTENCE_LINE_END (BIT (SENTENCE_CR) | BIT (SENTENCE_LF) | BIT (SENTENCE_SEP))
#define SENTENCE_TERMINATOR (BIT (SENTENCE_ATERM) | BIT (SENTENCE_STERM))
#define SENTENCE_CASED (BIT (SENTENCE_UPPER) | BIT (SENTENCE_LOWER))

/* Whether the sentence goes on in small letters from @at on (SB8). No further full stop is passed, so that text is
 * looked at once for each that stands before it. */
static gboolean
goes_on_in_lower_case (const guchar *text, guint32 at, guint32 end)
{
  guint length;

  for (; at < end; at += length)
    {
      guint value = class_at (text, at, &length)->sentence;
      if (value == SENTENCE_LOWER)
        return TRUE;
      if ((BIT (value) & (SENTENCE_LINE_END | SENTENCE_TERMINATOR | BIT (SENTENCE_UPPER) | BIT (SENTENCE_OLETTER)))
          != 0)
        return FALSE;
    }

  return FALSE;
}

/* How far a sentence's end has come: terminator, closing marks, spaces. */
typedef enum
{
  ENDING_NONE,
  ENDING_TERMINATOR,
  ENDING_CLOSE,
  ENDING_SPACE,
} Ending;

guint32
unicode_end_sentence (const guchar *text, guint32 at, guint32 end)
{
  guint length;
  guint left = SENTENCE_OTHER, before_terminator = SENTENCE_OTHER, terminator = SENTENCE_OTHER;
  Ending ending = ENDING_NONE;

  for (; at < end; at += length)
    {
      guint right = class_at (text, at, &length)->sentence;

      if ((BIT (right) & SENTENCE_IGNORED) != 0)
        continue;
      if ((BIT (right) & SENTENCE_LINE_END) != 0)
        return at + length + (right == SENTENCE_CR && at + length < end && text[at + length] == '\n');

      if ((BIT (right) & SENTENCE_TERMINATOR) != 0) /* SB8a */
        {
          before_terminator = left;
          terminator = right;
          ending = ENDING_TERMINATOR;
        }
      else if (ending == ENDING_NONE)
        ;
      else if (right == SENTENCE_CLOSE && ending <= ENDING_CLOSE) /* SB9 */
        ending = ENDING_CLOSE;
      else if (right == SENTENCE_SP) /* SB9, SB10 */
        ending = ENDING_SPACE;
      else if (right == SENTENCE_SCONTINUE /* SB8a */
               || (terminator == SENTENCE_ATERM
                   && ((ending == ENDING_TERMINATOR && right == SENTENCE_NUMERIC) /* SB6 */
                       || (ending == ENDING_TERMINATOR && right == SENTENCE_UPPER
                           && (BIT (before_terminator) & SENTENCE_CASED) != 0) /* SB7 */
                       || goes_on_in_lower_case (text, at, end))))             /* SB8 */
        ending = ENDING_NONE;
      else
        return at;
      left = right;
    }

  return at;
}
