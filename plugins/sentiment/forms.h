/* The form of a word that its hash is taken of. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer words are told apart by their beginning only; no word of feeling is longer. */
#define SENTIMENT_FORM_SIZE 48

/* Normalised letters of a word while it is read */
typedef struct
{
  guint8 bytes[SENTIMENT_FORM_SIZE];   /* letters repeated at most twice */
  guint8 singles[SENTIMENT_FORM_SIZE]; /* letters repeated at most once; only where lengthened */
  guint8 length, n_singles;
  guint8 n_letters, n_capitals; /* saturating */
  guint8 run;
  gboolean starts_capital, lengthened, has_letter;
  gunichar last;
} SentimentForm;

guint64 sentiment_hash_bytes (const guint8 *bytes, gsize length);

/* Adds a letter, digit or apostrophe to a form; a form that is full keeps its beginning. */
void sentiment_form_append_any (SentimentForm *form, gunichar c);

/* The same, with a short way for what nearly every character is: an ASCII letter unlike the one before it */
static inline void
sentiment_form_append (SentimentForm *form, gunichar c)
{
  const gunichar lower = c | 0x20;

  if (lower - 'a' > 25 || lower == form->last || form->length >= SENTIMENT_FORM_SIZE)
    {
      sentiment_form_append_any (form, c);
      return;
    }

  if (form->length == 0)
    form->starts_capital = c != lower;
  form->has_letter = TRUE;
  if (form->n_letters < G_MAXUINT8)
    {
      form->n_letters++;
      form->n_capitals += c != lower;
    }
  form->run = 1;
  form->last = lower;
  form->bytes[form->length++] = (guint8) lower;
  form->singles[form->n_singles++] = (guint8) lower;
}

/* The length of a form without what inflection adds, roughly: enough that love, loved, loves and loving meet */
gsize sentiment_find_stem (const guint8 *form, gsize length);

/* Where a form with an apostrophe comes apart: do|n't, it|'s; its length where it does not */
gsize sentiment_find_clitic (const guint8 *form, gsize length);

/* Divides a form into what stands before byte @at and what follows. */
void sentiment_form_split (const SentimentForm *form, gsize at, SentimentForm *head, SentimentForm *tail);

G_END_DECLS
