/* Validating UTF-8 thirty-two bytes at a time, where the processor can. */
#include "utf8-private.h"

#ifdef OBELUS_UTF8_HAS_AVX2

#include <immintrin.h>

/*
 * After Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte" (2021). Whatever can be wrong with
 * two bytes that follow each other shows in three half-bytes: both of the first, and the upper one of the second. Each
 * half-byte is looked up in a table of the faults that it allows; a fault that all three allow is there. That a third
 * or fourth byte must follow is compared with "a continuation behind a continuation", which the tables tell like a
 * fault.
 */
enum
{
  CUT_SHORT = 1 << 0,      /* a lead, and then no continuation */
  UNLED = 1 << 1,          /* ASCII, and then a continuation */
  OVERLONG_THREE = 1 << 2, /* E0 before 80…9F */
  BEYOND = 1 << 3,         /* F4 before 90…BF, or a greater lead before any */
  SURROGATE = 1 << 4,      /* ED before A0…BF */
  OVERLONG_TWO = 1 << 5,   /* C0 or C1 */
  OVERLONG_FOUR = 1 << 6,  /* F0 before 80…8F; a lead greater than F4 there is told by the same bit */
  CONTINUATIONS = 1 << 7,  /* one behind another: right where a longer sequence goes on */
  ANY_LOW = CUT_SHORT | UNLED | CONTINUATIONS, /* do not depend on the first byte's lower half */
  GREAT_LEAD = ANY_LOW | BEYOND | OVERLONG_FOUR,
  ANY_CONTINUATION = UNLED | OVERLONG_TWO | CONTINUATIONS,
};

/* clang-format off */
#define TWICE(...) { __VA_ARGS__, __VA_ARGS__ }
static const guint8 first_high[32] = TWICE (
  UNLED, UNLED, UNLED, UNLED, UNLED, UNLED, UNLED, UNLED,
  CONTINUATIONS, CONTINUATIONS, CONTINUATIONS, CONTINUATIONS,
  CUT_SHORT | OVERLONG_TWO, CUT_SHORT, CUT_SHORT | OVERLONG_THREE | SURROGATE,
  CUT_SHORT | BEYOND | OVERLONG_FOUR);
static const guint8 first_low[32] = TWICE (
  ANY_LOW | OVERLONG_TWO | OVERLONG_THREE | OVERLONG_FOUR, ANY_LOW | OVERLONG_TWO, ANY_LOW, ANY_LOW,
  ANY_LOW | BEYOND, GREAT_LEAD, GREAT_LEAD, GREAT_LEAD,
  GREAT_LEAD, GREAT_LEAD, GREAT_LEAD, GREAT_LEAD,
  GREAT_LEAD, GREAT_LEAD | SURROGATE, GREAT_LEAD, GREAT_LEAD);
static const guint8 second_high[32] = TWICE (
  CUT_SHORT, CUT_SHORT, CUT_SHORT, CUT_SHORT, CUT_SHORT, CUT_SHORT, CUT_SHORT, CUT_SHORT,
  ANY_CONTINUATION | OVERLONG_THREE | OVERLONG_FOUR, ANY_CONTINUATION | OVERLONG_THREE | BEYOND,
  ANY_CONTINUATION | SURROGATE | BEYOND, ANY_CONTINUATION | SURROGATE | BEYOND,
  CUT_SHORT, CUT_SHORT, CUT_SHORT, CUT_SHORT);
/* clang-format on */

#define AVX2 __attribute__ ((target ("avx2")))

AVX2 static inline __m256i
load (const void *bytes)
{
  return _mm256_loadu_si256 ((const __m256i *) bytes);
}

/* What is wrong with the bytes of @input, given the 32 before them; not zero where anything is. */
AVX2 static inline __m256i
find_faults (__m256i input, __m256i before)
{
  const __m256i low_half = _mm256_set1_epi8 (0x0f);
  __m256i across = _mm256_permute2x128_si256 (before, input, 0x21);
  __m256i one_back = _mm256_alignr_epi8 (input, across, 15);
  __m256i two_back = _mm256_alignr_epi8 (input, across, 14);
  __m256i three_back = _mm256_alignr_epi8 (input, across, 13);

  __m256i faults
      = _mm256_shuffle_epi8 (load (first_high), _mm256_and_si256 (_mm256_srli_epi16 (one_back, 4), low_half));
  faults = _mm256_and_si256 (faults, _mm256_shuffle_epi8 (load (first_low), _mm256_and_si256 (one_back, low_half)));
  faults = _mm256_and_si256 (
      faults, _mm256_shuffle_epi8 (load (second_high), _mm256_and_si256 (_mm256_srli_epi16 (input, 4), low_half)));

  /* The upper bit is set behind E0…FF by two and behind F0…FF by three: there the sequence has to go on. */
  __m256i third = _mm256_subs_epu8 (two_back, _mm256_set1_epi8 (0xe0 - 0x80));
  __m256i fourth = _mm256_subs_epu8 (three_back, _mm256_set1_epi8 ((char) (0xf0 - 0x80)));
  __m256i goes_on = _mm256_and_si256 (_mm256_or_si256 (third, fourth), _mm256_set1_epi8 ((char) 0x80));

  return _mm256_xor_si256 (faults, goes_on);
}

/* Whether a sequence begins in the last three bytes and does not end there. */
AVX2 static inline gboolean
is_cut (__m256i input)
{
  guint32 last = (guint32) _mm256_extract_epi32 (input, 7);

  return last >> 24 >= 0xc0 || (last >> 16 & 0xff) >= 0xe0 || (last >> 8 & 0xff) >= 0xf0;
}

AVX2 gsize
obelus_utf8_validate_avx2 (const char *text, gsize length)
{
  __m256i before = _mm256_setzero_si256 ();
  gsize i = 0;

  for (; length - i >= 64; i += 64)
    {
      __m256i first = load (text + i), second = load (text + i + 32);

      if (_mm256_movemask_epi8 (_mm256_or_si256 (first, second)) == 0)
        {
          if (is_cut (before))
            break;
          before = second;
          continue;
        }

      __m256i faults = _mm256_or_si256 (find_faults (first, before), find_faults (second, first));

      if (!_mm256_testz_si256 (faults, faults))
        break;
      before = second;
    }

  /* What was cut at the end of the last sound block is left to the caller. */
  if (i > 0)
    for (i--; i > 0 && ((guchar) text[i] & 0xc0) == 0x80;)
      i--;
  return i;
}

#endif
