/* Which known word a mistyped one was meant to be. */
#include "suggest-private.h"

#include <string.h>

/* Names of components, options and layers are short; what is longer is no mistyped name. */
#define MAX_LENGTH 64

/* '_' for '-' and capitals are the commonest slips in names: they cost nothing. */
static char
fold (char character)
{
  return character == '_' ? '-' : g_ascii_tolower (character);
}

/* Edit distance with transpositions of neighbours (optimal string alignment: no part is edited twice), row by row. */
static guint
measure_distance (const char *a, gsize a_length, const char *b, gsize b_length)
{
  guint rows[3][MAX_LENGTH + 1];
  guint *before = rows[0], *previous = rows[1], *current = rows[2];

  for (gsize j = 0; j <= b_length; j++)
    previous[j] = j;

  for (gsize i = 1; i <= a_length; i++)
    {
      current[0] = i;
      for (gsize j = 1; j <= b_length; j++)
        {
          gboolean same = fold (a[i - 1]) == fold (b[j - 1]);
          guint cost = MIN (previous[j], current[j - 1]) + 1;

          cost = MIN (cost, previous[j - 1] + (same ? 0 : 1));
          if (i > 1 && j > 1 && fold (a[i - 1]) == fold (b[j - 2]) && fold (a[i - 2]) == fold (b[j - 1]))
            cost = MIN (cost, before[j - 2] + 1);
          current[j] = cost;
        }

      guint *oldest = before;
      before = previous;
      previous = current;
      current = oldest;
    }

  return previous[b_length];
}

const char *
obelus_suggest (const char *word, const char *const *candidates)
{
  gsize length = strlen (word);
  guint nearest_distance = MAX (length / 3, 1) + 1;
  const char *nearest = NULL;

  if (length == 0 || length > MAX_LENGTH)
    return NULL;

  for (gsize i = 0; candidates[i] != NULL; i++)
    {
      gsize candidate_length = strlen (candidates[i]);
      if (candidate_length > MAX_LENGTH)
        continue;

      guint distance = measure_distance (word, length, candidates[i], candidate_length);
      /* Words without a letter in common are no slips of each other, however short they are. */
      if (distance < nearest_distance && distance < MAX (length, candidate_length))
        {
          nearest_distance = distance;
          nearest = candidates[i];
        }
    }

  return nearest;
}
