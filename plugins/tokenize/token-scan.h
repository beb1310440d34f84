/* Looking through the kinds of tokens, 16 at a time where the processor can: most tokens can end no sentence. */
#pragma once

#include "tokens.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Words, numbers, commas and titles: the kinds after which a sentence seldom ends. */
#define TOKEN_NOT_WORD_LIKE_BITS 0x1C

/* Behind these and links, colons, semicolons and dashes, all kinds up to that, none ends without a space. */
#define TOKEN_ABOVE_DASH_BITS 0x18

static inline gboolean
token_kind_is_word_like (guint8 kind)
{
  return (kind & TOKEN_NOT_WORD_LIKE_BITS) == 0;
}

/* Whether a sentence may end between tokens of these kinds at all, or something opens or closes with the first: not
 * after a word before one in lower case, nor where they touch behind anything that stays inside of sentences. */
static inline gboolean
token_kinds_may_part (guint8 kind, guint8 next)
{
  guint plain = kind & TOKEN_KIND_BITS;

  if ((next & TOKEN_TOUCHES) != 0)
    return (kind & TOKEN_ABOVE_DASH_BITS) != 0 && plain != TOKEN_SYMBOL && plain != TOKEN_IDEOGRAPH;

  return !token_kind_is_word_like (kind) || (next & TOKEN_STARTS_LOWER) == 0;
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
      __m128i plain = _mm_and_si128 (kind, _mm_set1_epi8 (TOKEN_KIND_BITS));
      __m128i is_word_like = _mm_cmpeq_epi8 (_mm_and_si128 (kind, _mm_set1_epi8 (TOKEN_NOT_WORD_LIKE_BITS)), zero);
      __m128i stays_inside = _mm_cmpeq_epi8 (_mm_and_si128 (kind, _mm_set1_epi8 (TOKEN_ABOVE_DASH_BITS)), zero);
      stays_inside
          = _mm_or_si128 (stays_inside, _mm_or_si128 (_mm_cmpeq_epi8 (plain, _mm_set1_epi8 (TOKEN_SYMBOL)),
                                                      _mm_cmpeq_epi8 (plain, _mm_set1_epi8 (TOKEN_IDEOGRAPH))));
      __m128i is_apart = _mm_cmpeq_epi8 (_mm_and_si128 (next, _mm_set1_epi8 (TOKEN_TOUCHES)), zero);
      __m128i is_not_lower = _mm_cmpeq_epi8 (_mm_and_si128 (next, _mm_set1_epi8 (TOKEN_STARTS_LOWER)), zero);
      /* A word before a small letter stays inside whether they touch or not. */
      guint joined = (guint) _mm_movemask_epi8 (
          _mm_or_si128 (_mm_andnot_si128 (is_not_lower, is_word_like), _mm_andnot_si128 (is_apart, stays_inside)));
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
