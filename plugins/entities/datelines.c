/* Telling the month of a dateline. */
#include "datelines.h"

#include "month.h"

#include <string.h>

/* The tokens of a place, of its country, and commas. */
#define LAST_MONTH 8

/* In bytes; what is longer is looked at so far. */
#define SHORTEST_PLACE 3
#define LONGEST_PLACE 32

static gboolean
is_in_capitals (const char *word, guint32 length)
{
  for (guint32 i = 0; i < length; i++)
    if (!g_ascii_isupper (word[i]) && (guchar) word[i] < 0x80)
      return FALSE;
  return length >= SHORTEST_PLACE;
}

guint32
entity_find_dateline_month (const LearnTokens *tokens, guint32 first, guint32 n)
{
  const guint32 *starts = tokens->starts, *ends = tokens->ends;
  const char *text = tokens->text;

  if (n < 4 || !is_in_capitals (text + starts[first], MIN (ends[first] - starts[first], LONGEST_PLACE)))
    return first + n;
  for (guint32 i = first + 2; i + 1 < first + n && i <= first + LAST_MONTH; i++)
    if (ends[i - 1] - starts[i - 1] == 1 && text[starts[i - 1]] == ',' && g_ascii_isdigit (text[starts[i + 1]])
        && learn_is_month (text + starts[i], ends[i] - starts[i]))
      return i;
  return first + n;
}
