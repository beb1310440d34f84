/* Phrases as evaluations compare them. */
#include "match.h"

#include "porter.h"

#include <string.h>

static void
append_word (GString *normalized, char *word, gsize length, gboolean stems)
{
  gboolean is_ascii = TRUE;

  for (gsize i = 0; i < length; i++)
    is_ascii = is_ascii && (guchar) word[i] < 0x80;
  if (stems && is_ascii && length > 2)
    length = learn_porter_stem (word, length);
  if (normalized->len > 0)
    g_string_append_c (normalized, ' ');
  g_string_append_len (normalized, word, (gssize) length);
}

char *
match_normalize (const char *text, gssize length, gboolean stems)
{
  g_autofree char *folded = g_utf8_strdown (text, length);
  GString *normalized = g_string_new (NULL);

  for (char *at = folded; *at != '\0';)
    {
      char *end = at;
      while (*end != '\0' && (g_unichar_isalnum (g_utf8_get_char (end)) || g_unichar_ismark (g_utf8_get_char (end))))
        end = g_utf8_next_char (end);
      if (end > at)
        append_word (normalized, at, (gsize) (end - at), stems);
      at = *end == '\0' ? end : g_utf8_next_char (end);
    }
  return g_string_free (normalized, FALSE);
}

MatchScore
match_score (const GPtrArray *found, guint n_best, const GPtrArray *gold)
{
  const guint n_found = MIN (n_best, found->len);
  guint n_right = 0;

  if (n_found == 0 || gold->len == 0)
    return (MatchScore){ 0 };
  g_autofree gboolean *is_taken = g_new0 (gboolean, gold->len);
  for (guint i = 0; i < n_found; i++)
    for (guint j = 0; j < gold->len; j++)
      if (!is_taken[j] && g_strv_contains (gold->pdata[j], found->pdata[i]))
        {
          is_taken[j] = TRUE;
          n_right++;
          break;
        }

  MatchScore score = { .precision = (double) n_right / n_found, .recall = (double) n_right / gold->len };
  if (n_right > 0)
    score.f1 = 2.0 * score.precision * score.recall / (score.precision + score.recall);
  return score;
}
