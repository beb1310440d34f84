/* Where sentences end: rules over tokens and what surrounds them. */
#include "sentences.h"

#include "token-scan.h"

#include <string.h>

/* How many tokens after a quotation the verb that tells its speaker is looked for. */
#define SPEECH_REACH 4

typedef struct
{
  const Rules *rules;
  const guchar *text;
  const Spans *tokens;
  guint32 end;   /* the token after the paragraph */
  guint32 begun; /* first token of the sentence */
} Scan;

static inline TokenKind
kind_at (const Scan *scan, guint32 token)
{
  return token < scan->end ? spans_get_kind (scan->tokens, token) : TOKEN_SYMBOL;
}

static inline gboolean
has_space_before (const Scan *scan, guint32 token)
{
  return token < scan->end && !spans_touch_before (scan->tokens, token);
}

static inline Character
first_class (const Scan *scan, guint32 token)
{
  guint length;

  return character_at (&scan->rules->characters, scan->text + scan->tokens->starts[token], &length);
}

static inline guint
look_up (const Scan *scan, guint32 token)
{
  guint32 start = scan->tokens->starts[token], end = scan->tokens->ends[token];

  return lexicon_look_up (scan->rules->lexicon, scan->text + start, end - start);
}

static gboolean
is_closing (TokenKind kind)
{
  return kind == TOKEN_CLOSE || kind == TOKEN_QUOTE_CLOSE;
}

static gboolean
is_opening (TokenKind kind)
{
  return kind == TOKEN_OPEN || kind == TOKEN_QUOTE_OPEN;
}

/* Whether a mark that closes a quotation stands apart on both sides, as in French: `« Non ! » dit-il`. */
static gboolean
is_closing_apart (const Scan *scan, guint32 token)
{
  return kind_at (scan, token) == TOKEN_QUOTE_CLOSE && has_space_before (scan, token)
         && (token + 1 >= scan->end || has_space_before (scan, token + 1));
}

/* The token after a note's mark that starts at @token (`[12]`), or 0 if there is none. */
static guint32
skip_note (const Scan *scan, guint32 token)
{
  if (kind_at (scan, token) != TOKEN_OPEN || scan->text[scan->tokens->starts[token]] != '['
      || kind_at (scan, token + 1) != TOKEN_NUMBER || kind_at (scan, token + 2) != TOKEN_CLOSE)
    return 0;

  return token + 3;
}

/* The token after the sentence that ends with @token: closing marks, further end marks, the marks of notes and
 * emoticons go with it. */
static guint32
skip_tail (const Scan *scan, guint32 token, gboolean *closes_quotation)
{
  guint32 next = token + 1;

  *closes_quotation = FALSE;
  while (next < scan->end)
    {
      TokenKind kind = kind_at (scan, next);
      gboolean is_end_mark = kind == TOKEN_STOP || kind == TOKEN_EXCLAMATION || kind == TOKEN_ELLIPSIS;

      if (is_end_mark && !has_space_before (scan, next))
        ;
      else if (is_end_mark && (kind == TOKEN_EXCLAMATION || kind == TOKEN_STOP))
        ; /* `Really ?` */
      else if (is_closing (kind) && (!has_space_before (scan, next) || is_closing_apart (scan, next)))
        *closes_quotation |= kind == TOKEN_QUOTE_CLOSE;
      else if (kind == TOKEN_PICTURE)
        ;
      else if (skip_note (scan, next) != 0)
        next += 2;
      else
        break;
      next++;
    }

  return next;
}

/* Whether one of the next words tells who spoke: `"Why?" Anna asked.` */
static gboolean
is_speaker_ahead (const Scan *scan, guint32 token)
{
  for (guint32 i = token; i < scan->end && i < token + SPEECH_REACH; i++)
    {
      TokenKind kind = kind_at (scan, i);
      if (kind == TOKEN_STOP || kind == TOKEN_EXCLAMATION || is_opening (kind))
        return FALSE;
      if (kind == TOKEN_WORD && first_class (scan, i) == CHARACTER_LOWER && (look_up (scan, i) & WORD_SPEECH) != 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether the sentence so far is only a number or a letter before a full stop: `1.`, `b.`: the mark of a list's item.
 */
static gboolean
is_item_mark (const Scan *scan, guint32 stop)
{
  guint32 length = scan->tokens->ends[stop] - scan->tokens->starts[scan->begun];

  return stop == scan->begun + 1 && length <= 4
         && (kind_at (scan, scan->begun) == TOKEN_NUMBER || (kind_at (scan, scan->begun) == TOKEN_WORD && length == 2));
}

/* How far the bracket around a wide end mark is looked for, in tokens. */
#define BRACKET_REACH 128

/* Whether an end mark is one of those that no space follows: 。！？ and their like. */
static gboolean
is_wide (const Scan *scan, guint32 token)
{
  guint length;

  return character_decode (scan->text + scan->tokens->starts[token], &length) >= 0x3000;
}

/* Whether @token stands inside brackets or quotation marks that the sentence has opened. */
static gboolean
is_enclosed (const Scan *scan, guint32 token)
{
  gint depth = 0;

  for (guint32 i = token; i > scan->begun && token - i < BRACKET_REACH; i--)
    {
      TokenKind kind = kind_at (scan, i - 1);
      depth += is_closing (kind);
      if (is_opening (kind) && depth-- == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether the sentence goes on behind a quotation or a title that ends in @end_mark; @next is what follows its last
 * mark. Chinese and Japanese quote whole sentences within one: 「行く。」と言った。 */
static gboolean
goes_on_when_wide (const Scan *scan, guint32 end_mark, guint32 next, gboolean closes_quotation)
{
  /* Those that quote go on in many ways (`という`, `との`), the others are words. */
  static const char *const quoting[] = { "と", "って" };
  static const char *const particles[] = { "の", "は", "が", "を", "に", "も", "で", "や", "な" };

  if (!is_wide (scan, end_mark) || !is_enclosed (scan, end_mark))
    return FALSE;
  if (next == end_mark + 1 || kind_at (scan, next - 1) == TOKEN_EXCLAMATION || kind_at (scan, next - 1) == TOKEN_STOP)
    return is_enclosed (scan, next);
  if (!closes_quotation)
    return kind_at (scan, scan->begun) != TOKEN_OPEN;

  const char *text = (const char *) scan->text + scan->tokens->starts[next];
  guint32 length = scan->tokens->ends[next] - scan->tokens->starts[next];
  for (guint i = 0; i < G_N_ELEMENTS (quoting); i++)
    if (length >= strlen (quoting[i]) && memcmp (text, quoting[i], strlen (quoting[i])) == 0)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    if (length == strlen (particles[i]) && memcmp (text, particles[i], length) == 0)
      return TRUE;

  return FALSE;
}

/* Whether a sentence may start with @token, which follows one that may have ended. */
static gboolean
can_start (const Scan *scan, guint32 token, guint32 end_mark, gboolean closes_quotation)
{
  TokenKind ended_by = kind_at (scan, end_mark);
  TokenKind kind = kind_at (scan, token);
  guint32 word = token;

  while (word < scan->end && word < token + 3
         && (is_opening (kind_at (scan, word)) || kind_at (scan, word) == TOKEN_DASH
             || kind_at (scan, word) == TOKEN_ELLIPSIS || kind_at (scan, word) == TOKEN_SYMBOL))
    word++;
  if (word >= scan->end)
    word = token;
  /* `It was quiet. …then it rang.` */
  if (kind == TOKEN_ELLIPSIS && token + 1 < scan->end && has_space_before (scan, token)
      && !has_space_before (scan, token + 1) && ended_by != TOKEN_ABBREVIATION && ended_by != TOKEN_ELLIPSIS)
    return TRUE;

  Character class = first_class (scan, word);

  switch (ended_by)
    {
    case TOKEN_STOP:
      if (kind == TOKEN_COMMA || kind == TOKEN_SEMICOLON || kind == TOKEN_COLON)
        return FALSE;
      if (class == CHARACTER_LOWER)
        return FALSE;
      /* `1.5` with something between; scripts with a full stop of their own need no space behind it. */
      if (class == CHARACTER_DIGIT && !has_space_before (scan, token)
          && scan->text[scan->tokens->starts[end_mark]] == '.')
        return FALSE;
      return TRUE;
    case TOKEN_EXCLAMATION:
      if (kind == TOKEN_COMMA || kind == TOKEN_SEMICOLON || kind == TOKEN_COLON || kind == TOKEN_DASH)
        return FALSE;
      if (class == CHARACTER_LOWER)
        return FALSE;
      if (closes_quotation && is_speaker_ahead (scan, token))
        return FALSE;
      return TRUE;
    case TOKEN_ELLIPSIS:
      return class == CHARACTER_UPPER && has_space_before (scan, token);
    case TOKEN_ABBREVIATION:
      return class == CHARACTER_UPPER && (look_up (scan, word) & WORD_STARTER) != 0;
    default:
      return FALSE;
    }
}

gboolean
sentences_divide (const Rules *rules, const char *text, const Spans *tokens, guint32 first, guint32 end,
                  Spans *sentences)
{
  Scan scan = { .rules = rules, .text = (const guchar *) text, .tokens = tokens, .end = end, .begun = first };
  guint32 token = first, n_looks = 0;

  while ((token = token_scan_end_mark (tokens->kinds, token, end)) < end)
    {
      TokenKind kind = spans_get_kind (tokens, token);

      if (obelus_is_cancelled_at (++n_looks))
        return FALSE;

      gboolean closes_quotation;
      guint32 next = skip_tail (&scan, token, &closes_quotation);
      if (next < end && !(kind == TOKEN_STOP && is_item_mark (&scan, token))
          && !goes_on_when_wide (&scan, token, next, closes_quotation)
          && can_start (&scan, next, token, closes_quotation))
        {
          if (!spans_append (sentences, tokens->starts[scan.begun], tokens->ends[next - 1], 0))
            return FALSE;
          scan.begun = next;
        }
      token = next;
    }

  return scan.begun >= end || spans_append (sentences, tokens->starts[scan.begun], tokens->ends[end - 1], 0);
}
