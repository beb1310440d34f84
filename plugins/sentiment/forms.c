/* The form of a word: letters in lower case, no letter more than twice in a row, without its ending where asked. */
#include "forms.h"

#include <string.h>

guint64
sentiment_hash_bytes (const guint8 *bytes, gsize length)
{
  /* FNV-1a, and a finaliser so that the low bits depend on every byte */
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);

  hash ^= hash >> 32;
  hash *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  return hash ^ (hash >> 32);
}

void
sentiment_form_append_any (SentimentForm *form, gunichar c)
{
  gunichar lower = c < 0x80 ? (gunichar) (guint8) g_ascii_tolower ((char) c) : g_unichar_tolower (c);
  gboolean is_letter = c < 0x80 ? g_ascii_isalpha ((char) c) : TRUE;
  gboolean is_capital = lower != c;

  form->has_letter |= is_letter;
  if (form->n_letters == 0 && form->length == 0)
    form->starts_capital = is_capital;
  if (is_letter && form->n_letters < G_MAXUINT8)
    {
      form->n_letters++;
      form->n_capitals += is_capital ? 1 : 0;
    }

  if (lower == form->last && is_letter)
    {
      if (form->run < 3)
        form->run++;
    }
  else
    form->run = 1;
  form->last = lower;
  if (form->run >= 3)
    {
      form->lengthened = TRUE;
      return;
    }

  char utf8[6];
  gint length = 1;
  if (lower < 0x80)
    utf8[0] = (char) lower;
  else
    length = g_unichar_to_utf8 (lower, utf8);

  if (form->length + length > SENTIMENT_FORM_SIZE)
    return;
  memcpy (form->bytes + form->length, utf8, length);
  form->length += length;
  if (form->run == 1)
    {
      memcpy (form->singles + form->n_singles, utf8, length);
      form->n_singles += length;
    }
}

static gboolean
ends_with (const guint8 *form, gsize length, const char *ending)
{
  gsize n = strlen (ending);

  return length >= n && memcmp (form + length - n, ending, n) == 0;
}

static gboolean
has_vowel (const guint8 *form, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr ("aeiouy", form[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Takes off what inflection adds, roughly: enough that love, loved, loves and loving meet. */
gsize
sentiment_find_stem (const guint8 *form, gsize length)
{
  if (length < 4)
    return length;

  if (ends_with (form, length, "ies") && length > 4)
    return length - 3;
  if (ends_with (form, length, "sses") || ends_with (form, length, "xes") || ends_with (form, length, "ches")
      || ends_with (form, length, "shes"))
    length -= 2;
  else if (form[length - 1] == 's' && strchr ("siu", form[length - 2]) == NULL)
    length -= 1;

  if (length > 5 && ends_with (form, length, "ingly"))
    length -= 2;
  else if (length > 4 && ends_with (form, length, "edly"))
    length -= 2;
  else if (length > 5 && ends_with (form, length, "ly"))
    length -= 2;

  gsize stem = length;
  if (length > 5 && ends_with (form, length, "ing"))
    stem = length - 3;
  else if (length > 4 && ends_with (form, length, "ed"))
    stem = length - 2;
  else if (length > 4 && ends_with (form, length, "er"))
    stem = length - 2;
  else if (length > 5 && ends_with (form, length, "est"))
    stem = length - 3;

  if (stem < length && stem >= 3 && has_vowel (form, stem))
    {
      length = stem;
      if (form[length - 1] == form[length - 2] && strchr ("lsz", form[length - 1]) == NULL)
        length--;
    }

  if (length > 3 && (form[length - 1] == 'e' || form[length - 1] == 'y'))
    length--;
  return length;
}

/* Where a word that holds an apostrophe comes apart: do|n't, it|'s, can|not; its length where it does not. */
gsize
sentiment_find_clitic (const guint8 *form, gsize length)
{
  static const char *const clitics[] = { "'s", "'ve", "'re", "'ll", "'d", "'m" };

  if (length > 3 && ends_with (form, length, "n't"))
    return length - 3;
  for (guint i = 0; i < G_N_ELEMENTS (clitics); i++)
    if (length > strlen (clitics[i]) && ends_with (form, length, clitics[i]))
      return length - strlen (clitics[i]);
  return length;
}

void
sentiment_form_split (const SentimentForm *form, gsize at, SentimentForm *head, SentimentForm *tail)
{
  *head = *form;
  head->length = (guint8) at;
  head->lengthened = FALSE;
  head->n_letters = (guint8) MIN (form->n_letters, at);
  head->n_capitals = MIN (form->n_capitals, head->n_letters);

  memset (tail, 0, sizeof *tail);
  tail->length = form->length - (guint8) at;
  memcpy (tail->bytes, form->bytes + at, tail->length);
  tail->has_letter = TRUE;
}
