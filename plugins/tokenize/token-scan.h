/* Looking through the kinds of tokens, 16 at a time where the processor can: most tokens can end no sentence. */
#pragma once

#include "tokens.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Words, numbers, commas and titles: the kinds after which a sentence seldom ends. */
#define TOKEN_LAST_WORD_LIKE TOKEN_TITLE
#define TOKEN_NOT_WORD_LIKE_BITS 0x1C

static inline gboolean
token_kind_is_word_like (guint8 kind)
{
  return (kind & TOKEN_NOT_WORD_LIKE_BITS) == 0;
}

/* Whether a sentence may end between tokens of these kinds at all: not after a word that touches what follows, nor
 * before a word in lower case. */
static inline gboolean
token_kinds_may_part (guint8 kind, guint8 next)
{
  return !token_kind_is_word_like (kind) || (next & (TOKEN_STARTS_LOWER | TOKEN_TOUCHES)) == 0;
}

/* The first of [token, end) whose kind may end a sentence by the rules, or @end. */
static inline guint32
token_scan_end_mark_plainly (const guint8 *kinds, guint32 token, guint32 end)
{
  while (token < end && (kinds[token] & TOKEN_MAY_END) == 0)
    token++;

  return token;
}

/* The first of [token, end) that token_kinds_may_part () from the next one, or @end. The kind of @end is looked at too.
 */
static inline guint32
token_scan_parting_plainly (const guint8 *kinds, guint32 token, guint32 end)
{
  while (token < end && !token_kinds_may_part (kinds[token], kinds[token + 1]))
    token++;

  return token;
}

#ifdef __SSE2__

static inline __m128i
token_scan_load (const guint8 *kinds)
{
  return _mm_loadu_si128 ((const __m128i *) (gconstpointer) kinds);
}

/* The same as those above. They read up to 16 kinds behind @end, for which there is SPANS_KINDS_MARGIN. */
static inline guint32
token_scan_end_mark (const guint8 *kinds, guint32 token, guint32 end)
{
  for (; token < end; token += 16)
    {
      /* The bit is the fifth of eight; the highest is what is asked for. */
      guint marks = (guint) _mm_movemask_epi8 (_mm_slli_epi16 (token_scan_load (kinds + token), 3));
      if (marks != 0)
        return MIN (token + (guint32) __builtin_ctz (marks), end);
    }

  return end;
}

static inline guint32
token_scan_parting (const guint8 *kinds, guint32 token, guint32 end)
{
  const __m128i zero = _mm_setzero_si128 ();

  for (; token < end; token += 16)
    {
      __m128i kind = token_scan_load (kinds + token), next = token_scan_load (kinds + token + 1);
      __m128i is_word_like = _mm_cmpeq_epi8 (_mm_and_si128 (kind, _mm_set1_epi8 (TOKEN_NOT_WORD_LIKE_BITS)), zero);
      __m128i begins = _mm_cmpeq_epi8 (_mm_and_si128 (next, _mm_set1_epi8 (TOKEN_STARTS_LOWER | TOKEN_TOUCHES)), zero);
      guint joined = (guint) _mm_movemask_epi8 (_mm_andnot_si128 (begins, is_word_like));
      if (joined != 0xFFFF)
        return MIN (token + (guint32) __builtin_ctz (~joined), end);
    }

  return end;
}

#else

static inline guint32
token_scan_end_mark (const guint8 *kinds, guint32 token, guint32 end)
{
  return token_scan_end_mark_plainly (kinds, token, end);
}

static inline guint32
token_scan_parting (const guint8 *kinds, guint32 token, guint32 end)
{
  return token_scan_parting_plainly (kinds, token, end);
}

#endif
