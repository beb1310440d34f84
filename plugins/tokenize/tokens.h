/* Text to tokens: spans and what kind of thing stands there. */
#pragma once

#include <obelus/obelus-plugin.h>

#include "characters.h"
#include "clusters.h"
#include "decisions.h"
#include "effort.h"
#include "lexicon.h"

/* What stands in an element of Spans.kinds of a token: its kind, and what is asked of nearly every token, whether it
 * starts with a small letter and whether it touches the token before it. */
#define TOKEN_KIND_BITS 0x1F
#define TOKEN_MAY_END 0x10
#define TOKEN_STARTS_LOWER 0x20
#define TOKEN_TOUCHES 0x40
/* And whether it is written for several words: `du` for `de` and `le`. */
#define TOKEN_EXPANDS 0x80

/* The first four are those after which a sentence ends only if a new one seems to begin. */
typedef enum
{
  TOKEN_WORD,
  TOKEN_NUMBER,
  TOKEN_COMMA,
  TOKEN_TITLE, /* an abbreviation with its full stop; never ends a sentence */
  TOKEN_LINK,  /* address of a page, a mail box, a file, a handle, a hashtag */
  TOKEN_COLON,
  TOKEN_SEMICOLON,
  TOKEN_DASH,
  TOKEN_OPEN,        /* opening bracket */
  TOKEN_CLOSE,       /* closing bracket */
  TOKEN_QUOTE_OPEN,  /* opening quotation mark */
  TOKEN_QUOTE_CLOSE, /* closing quotation mark */
  TOKEN_PICTURE,     /* emoji and emoticons */
  TOKEN_IDEOGRAPH,   /* letters of a script without spaces between words */
  TOKEN_SYMBOL,
  /* What may end a sentence by the rules. */
  TOKEN_ABBREVIATION = TOKEN_MAY_END, /* with its full stop */
  TOKEN_STOP,                         /* one full stop */
  TOKEN_EXCLAMATION,                  /* marks of exclamation and question, one or several */
  TOKEN_ELLIPSIS,
} TokenKind;

/* So many kinds may be read behind the last: they are looked through in vectors. */
#define SPANS_KINDS_MARGIN 32

/* Spans in growing arrays that are kept from one text to the next. */
typedef struct
{
  guint32 *starts;
  guint32 *ends;
  guint8 *kinds;
  guint32 n;
  guint32 capacity;
  gboolean has_kinds;
} Spans;

/* Grows by doubling. Returns FALSE if memory could not be had; the spans are then as they were. */
gboolean spans_grow (Spans *spans);
void spans_clear (Spans *spans);

static inline gboolean
spans_append (Spans *spans, guint32 start, guint32 end, guint8 kind)
{
  if (G_UNLIKELY (spans->n == spans->capacity) && !spans_grow (spans))
    return FALSE;

  spans->starts[spans->n] = start;
  spans->ends[spans->n] = end;
  if (spans->has_kinds)
    spans->kinds[spans->n] = kind;
  spans->n++;

  return TRUE;
}

static inline TokenKind
spans_get_kind (const Spans *tokens, guint32 token)
{
  return (TokenKind) (tokens->kinds[token] & TOKEN_KIND_BITS);
}

static inline gboolean
spans_touch_before (const Spans *tokens, guint32 token)
{
  return (tokens->kinds[token] & TOKEN_TOUCHES) != 0;
}

/* What the rules know before they see a text: shared by threads, only read. */
typedef struct
{
  CharacterTable characters;
  Lexicon *lexicon;
  LearnWeights decisions;     /* in doubtful places; without any the rules decide */
  Clusters words;             /* what decisions know of the words around: the class of each */
  DecisionRecorder *recorder; /* only while learning: knows the decisions */
} Rules;

Rules *rules_new (void);
/* Without any words of English. */
Rules *rules_new_bare (const CharacterTable *characters);
void rules_free (Rules *rules);

/* Divides text[start, end), which is one paragraph, into tokens, and notes surface words of more than one token.
 * Everything but white space is in exactly one token. @effort is the text's and may be NULL. Returns FALSE if memory
 * could not be had, or if @context, which may be NULL, was cancelled: that is asked every megabyte. */
gboolean tokens_divide (const Rules *rules, const char *text, guint32 start, guint32 end, Spans *tokens,
                        Spans *multiwords, Effort *effort, ObelusContext *context);
