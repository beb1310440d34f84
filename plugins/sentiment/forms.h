/* The form of a word that its hash is taken of. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer words are told apart by their beginning only; no word of feeling is longer. */
#define SENTIMENT_FORM_SIZE 48

/* Normalised letters of a word while it is read */
typedef struct
{
  guint8 bytes[SENTIMENT_FORM_SIZE]; /* letters repeated at most twice */
  guint8 length;
  guint8 n_letters, n_capitals; /* saturating */
  guint8 run;
  gboolean starts_capital, lengthened, has_letter;
  gunichar last;
  guint64 state; /* of the hash of all bytes */
} SentimentForm;

/* A hash is made a byte at a time, from this state on, after FNV-1a. */
#define SENTIMENT_HASH_STATE G_GUINT64_CONSTANT (0xcbf29ce484222325)

static inline guint64
sentiment_hash_add (guint64 state, guint8 byte)
{
  return (state ^ byte) * G_GUINT64_CONSTANT (0x100000001b3);
}

/* Undoes the adding of a byte, so that a stem's hash follows from its word's. */
static inline guint64
sentiment_hash_remove (guint64 state, guint8 byte)
{
  const guint64 inverse = G_GUINT64_CONSTANT (0xce965057aff6957b); /* of the prime, modulo 2⁶⁴ */

  return (state * inverse) ^ byte;
}

/* Makes the low bits depend on every byte. */
static inline guint64
sentiment_hash_finish (guint64 state)
{
  state ^= state >> 32;
  state *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  return state ^ (state >> 32);
}

guint64 sentiment_hash_bytes (const guint8 *bytes, gsize length);

static inline void
sentiment_form_init (SentimentForm *form)
{
  form->length = form->n_letters = form->n_capitals = form->run = 0;
  form->starts_capital = form->lengthened = form->has_letter = FALSE;
  form->last = 0;
  form->state = SENTIMENT_HASH_STATE;
}

/* Adds a letter, digit or apostrophe to a form; a form that is full keeps its beginning. */
void sentiment_form_append (SentimentForm *form, gunichar c);

/* Adds the ASCII letters that @text begins with, up to one that comes a third time in a row. Nearly all letters are
 * such. Returns how many there were. */
static inline guint32
sentiment_form_append_letters (SentimentForm *form, const char *text, guint32 length)
{
  guint32 room = MIN (SENTIMENT_FORM_SIZE - form->length, G_MAXUINT8 - form->n_letters);
  guint8 *bytes = form->bytes + form->length;
  guint64 state = form->state;
  gunichar last = form->last;
  guint32 run = form->run, n_capitals = 0, n = 0;

  for (length = MIN (length, room); n < length; n++)
    {
      gunichar c = (guint8) text[n], lower = c | 0x20;
      guint32 times = lower == last ? run + 1 : 1;
      if (lower - 'a' > 25 || times > 2)
        break;
      run = times;
      last = lower;
      n_capitals += c != lower;
      bytes[n] = (guint8) lower;
      state = sentiment_hash_add (state, (guint8) lower);
    }
  if (n == 0)
    return 0;

  if (form->length == 0)
    form->starts_capital = text[0] != (char) bytes[0];
  form->has_letter = TRUE;
  form->length += (guint8) n;
  form->n_letters += (guint8) n;
  form->n_capitals += (guint8) n_capitals;
  form->run = (guint8) run;
  form->last = last;
  form->state = state;
  return n;
}

/* Makes @singles of the form's letters, each repeated at most once. */
void sentiment_form_reduce (const SentimentForm *form, SentimentForm *singles);

/* The length of a form without what inflection adds, roughly: enough that love, loved, loves and loving meet */
gsize sentiment_find_stem (const guint8 *form, gsize length);

/* The hash of the first @length bytes of a form */
static inline guint64
sentiment_form_hash (const SentimentForm *form, gsize length)
{
  guint64 state = form->state;

  for (gsize i = form->length; i > length; i--)
    state = sentiment_hash_remove (state, form->bytes[i - 1]);
  return sentiment_hash_finish (state);
}

/* Where a form with an apostrophe comes apart: do|n't, it|'s; its length where it does not */
gsize sentiment_find_clitic (const guint8 *form, gsize length);

/* Divides a form into what stands before byte @at and what follows. */
void sentiment_form_split (const SentimentForm *form, gsize at, SentimentForm *head, SentimentForm *tail);

G_END_DECLS
