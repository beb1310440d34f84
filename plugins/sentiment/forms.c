/* The form of a word: letters in lower case, no letter more than twice in a row, without its ending where asked. */
#include "forms.h"

#include <string.h>

guint64
sentiment_hash_bytes (const guint8 *bytes, gsize length)
{
  guint64 state = SENTIMENT_HASH_STATE;

  for (gsize i = 0; i < length; i++)
    state = sentiment_hash_add (state, bytes[i]);
  return sentiment_hash_finish (state);
}

/* Beyond ASCII only letters and digits come here; a digit there counts as a letter. */
static gboolean
is_letter (gunichar c)
{
  return c >= 0x80 || g_ascii_isalpha ((char) c);
}

static void
add_byte (SentimentForm *form, guint8 byte)
{
  form->bytes[form->length++] = byte;
  form->state = sentiment_hash_add (form->state, byte);
}

/* Adds a character if there is room for all of it. */
static void
add_character (SentimentForm *form, gunichar c)
{
  char utf8[6] = { (char) c };
  gint length = c < 0x80 ? 1 : g_unichar_to_utf8 (c, utf8);

  if (form->length + length <= SENTIMENT_FORM_SIZE)
    for (gint i = 0; i < length; i++)
      add_byte (form, (guint8) utf8[i]);
}

void
sentiment_form_append (SentimentForm *form, gunichar c)
{
  gunichar lower = c < 0x80 ? (gunichar) (guint8) g_ascii_tolower ((char) c) : g_unichar_tolower (c);
  gboolean is_capital = lower != c;

  form->has_letter |= is_letter (c);
  if (form->n_letters == 0 && form->length == 0)
    form->starts_capital = is_capital;
  if (is_letter (c) && form->n_letters < G_MAXUINT8)
    {
      form->n_letters++;
      form->n_capitals += is_capital ? 1 : 0;
    }

  if (lower == form->last && is_letter (c))
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

  add_character (form, lower);
}

void
sentiment_form_reduce (const SentimentForm *form, SentimentForm *singles)
{
  const char *begin = (const char *) form->bytes, *end = begin + form->length;
  gunichar last = 0;

  sentiment_form_init (singles);
  for (const char *at = begin; at < end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (c != last || !is_letter (c))
        add_character (singles, c);
      last = c;
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
  for (; head->length > at; head->length--)
    head->state = sentiment_hash_remove (head->state, head->bytes[head->length - 1]);
  head->lengthened = FALSE;
  head->n_letters = (guint8) MIN (form->n_letters, at);
  head->n_capitals = MIN (form->n_capitals, head->n_letters);

  sentiment_form_init (tail);
  for (gsize i = at; i < form->length; i++)
    add_byte (tail, form->bytes[i]);
  tail->has_letter = TRUE;
}
