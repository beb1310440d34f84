/* Words without case, marks and inflection. */
#include "fold.h"

#include "hash.h"
#include "porter.h"

#include <string.h>

gsize
word_fold (const char *text, gsize length, char *folded, gboolean *is_ascii)
{
  gsize n = 0;

  *is_ascii = TRUE;
  for (const char *at = text; at < text + length && n < LONGEST_WORD;)
    {
      const guchar byte = (guchar) *at;
      if (byte < 0x80)
        {
          if (g_ascii_isalnum (byte))
            folded[n++] = g_ascii_tolower ((char) byte);
          at++;
          continue;
        }
      const gunichar character = g_utf8_get_char (at);
      at = g_utf8_next_char (at);
      if (!g_unichar_isalnum (character) && !g_unichar_ismark (character))
        continue;
      if (n + 4 > LONGEST_WORD)
        return LONGEST_WORD;
      *is_ascii = FALSE;
      n += (gsize) g_unichar_to_utf8 (g_unichar_tolower (character), folded + n);
    }
  return n;
}

/* What inflection adds in languages around English, as light stemmers take it off (Savoy 2006): a plural's or a case's
 * consonant, and the e before it. */
static gsize
strip_ending (const char *folded, gsize length)
{
  if (length > 4 && strchr ("nsmr", folded[length - 1]) != NULL)
    length--;
  return length > 4 && folded[length - 1] == 'e' ? length - 1 : length;
}

gsize
word_strip_plural (char *folded, gsize length)
{
  if (length < 4 || folded[length - 1] != 's' || strchr ("su", folded[length - 2]) != NULL)
    return length;
  if (folded[length - 2] != 'e')
    return length - 1;

  const char before = folded[length - 3];
  if (before == 'i' && length > 4 && strchr ("ea", folded[length - 4]) == NULL)
    {
      folded[length - 3] = 'y';
      return length - 2;
    }
  const gboolean hisses
      = strchr ("xsz", before) != NULL || (before == 'h' && strchr ("cs", folded[length - 4]) != NULL);
  return length - (hisses ? 2 : 1);
}

guint64
word_hash_folded (char *folded, gsize length, gboolean is_ascii, gboolean is_english)
{
  if (!is_english)
    length = strip_ending (folded, length);
  else if (is_ascii && length > 2 && !g_ascii_isdigit (folded[0]))
    length = learn_porter_stem (folded, length);
  return learn_hash_bytes (folded, length, 0) | 1;
}

guint64
word_hash (const char *text, gsize length)
{
  char folded[FOLDED_BYTES];
  gboolean is_ascii;
  const gsize n = word_fold (text, length, folded, &is_ascii);

  if (n == 0)
    return 0;
  return n >= LONGEST_WORD ? learn_hash_bytes (text, length, 0) | 1 : word_hash_folded (folded, n, is_ascii, TRUE);
}
