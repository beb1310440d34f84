#include "icu-breaks.h"

#ifdef HAVE_ICU

#include <unicode/ubrk.h>

struct _IcuBreaks
{
  gunichar2 *text;
  glong length;
  UBreakIterator *words;
  UBreakIterator *sentences;
  guint64 n_words;
  guint64 n_sentences;
};

IcuBreaks *
icu_breaks_new (const char *text, gsize length)
{
  IcuBreaks *breaks = g_new0 (IcuBreaks, 1);
  UErrorCode status = U_ZERO_ERROR;

  breaks->text = g_utf8_to_utf16 (text, (glong) length, NULL, &breaks->length, NULL);
  breaks->words = ubrk_open (UBRK_WORD, "en", NULL, 0, &status);
  breaks->sentences = ubrk_open (UBRK_SENTENCE, "en", NULL, 0, &status);
  if (breaks->text == NULL || U_FAILURE (status))
    g_error ("ICU: %s", u_errorName (status));

  return breaks;
}

void
icu_breaks_free (IcuBreaks *breaks)
{
  ubrk_close (breaks->words);
  ubrk_close (breaks->sentences);
  g_free (breaks->text);
  g_free (breaks);
}

void
icu_breaks_divide (IcuBreaks *breaks)
{
  const UChar *text = (const UChar *) breaks->text;
  UErrorCode status = U_ZERO_ERROR;

  ubrk_setText (breaks->words, text, (int32_t) breaks->length, &status);
  ubrk_setText (breaks->sentences, text, (int32_t) breaks->length, &status);
  if (U_FAILURE (status))
    g_error ("ICU: %s", u_errorName (status));

  breaks->n_words = breaks->n_sentences = 0;
  for (int32_t at = 0, next; (next = ubrk_next (breaks->words)) != UBRK_DONE; at = next)
    breaks->n_words += text[at] > ' ';
  while (ubrk_next (breaks->sentences) != UBRK_DONE)
    breaks->n_sentences++;
}

guint64
icu_breaks_get_n_words (const IcuBreaks *breaks)
{
  return breaks->n_words;
}

#else

IcuBreaks *
icu_breaks_new (const char *text G_GNUC_UNUSED, gsize length G_GNUC_UNUSED)
{
  return NULL;
}

void
icu_breaks_free (IcuBreaks *breaks G_GNUC_UNUSED)
{
}

void
icu_breaks_divide (IcuBreaks *breaks G_GNUC_UNUSED)
{
}

guint64
icu_breaks_get_n_words (const IcuBreaks *breaks G_GNUC_UNUSED)
{
  return 0;
}

#endif
