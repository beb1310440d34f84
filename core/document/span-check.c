/* Looking over whole columns of spans at once. */
#include "span-check-private.h"

#include "utf8-private.h"

#include <string.h>

/* Looking an offset up in the text costs as much as this share of looking a byte up among the offsets. */
#define ROWS_PER_LOOKUP 16

static gboolean
are_ordered (const guint32 *starts, const guint32 *ends, guint32 n_rows, guint32 length)
{
  guint32 wrong = 0;

  for (guint32 row = 0; row < n_rows; row++)
    wrong |= (guint32) (ends[row] < starts[row]) | (guint32) (ends[row] > length);
  for (guint32 row = 1; row < n_rows; row++)
    wrong |= (guint32) (starts[row] < starts[row - 1])
             | ((guint32) (starts[row] == starts[row - 1]) & (guint32) (ends[row] > ends[row - 1]));
  return wrong == 0;
}

gboolean
obelus_offsets_ascend (const guint32 *offsets, guint32 n)
{
  guint32 falls = 0;

  for (guint32 i = 1; i < n; i++)
    falls |= (guint32) (offsets[i] < offsets[i - 1]);
  return falls == 0;
}

/* Whether one of @offsets, which ascend, is @wanted. Without branches that depend on them. */
static gboolean
contains (const guint32 *offsets, guint32 n, guint32 wanted)
{
  const guint32 *first = offsets;

  while (n > 1)
    {
      guint32 half = n / 2;
      first += first[half - 1] < wanted ? half : 0;
      n -= half;
    }
  return n > 0 && *first == wanted;
}

/* Whether a character starts at every offset; every one is looked up in the text. */
static gboolean
are_boundaries (const guint32 *offsets, guint32 n, const char *text)
{
  guint32 wrong = 0;

  for (guint32 i = 0; i < n; i++)
    wrong |= (guint32) !obelus_utf8_is_boundary (text, offsets[i]);
  return wrong == 0;
}

/* The next byte from @at on that is not ASCII, or @length. */
static guint32
find_beyond_ascii (const char *text, guint32 length, guint32 at)
{
  for (; length - at >= sizeof (guint64); at += sizeof (guint64))
    {
      guint64 bytes;
      memcpy (&bytes, text + at, sizeof bytes);
      if ((bytes & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
        break;
    }
  while (at < length && (guchar) text[at] < 0x80)
    at++;
  return at;
}

gboolean
obelus_spans_are_sound (const guint32 *starts, const guint32 *ends, guint32 n_rows, const char *text, guint32 length)
{
  if (!are_ordered (starts, ends, n_rows, length))
    return FALSE;

  /* Most news is ASCII but for a few bytes. Where it is, these are looked up among the offsets. */
  guint32 n_lookups = obelus_offsets_ascend (ends, n_rows) ? n_rows / ROWS_PER_LOOKUP : 0;
  guint32 at = n_lookups > 0 ? find_beyond_ascii (text, length, 0) : 0;
  for (; n_lookups > 0 && at < length; at = find_beyond_ascii (text, length, at + 1))
    {
      if (obelus_utf8_is_boundary (text, at))
        continue;
      if (contains (starts, n_rows, at) || contains (ends, n_rows, at))
        return FALSE;
      n_lookups--;
    }
  return n_lookups > 0 || (are_boundaries (starts, n_rows, text) && are_boundaries (ends, n_rows, text));
}
