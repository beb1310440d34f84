/* The mood of a document: its whole, its course and its strongest sentences. */
#include "mood.h"

#include "greeting.h"

#include <math.h>

/* A sentence is worth quoting for its feeling from here on. */
#define STRONG 0.15
/* And if it is at least as long as this. */
#define MIN_TELLING_BYTES 12
/* Behind its end mark stand so many others at most. */
#define MAX_CLOSING 6

/* Shares of strong sentences of both kinds from which on a text that is even on the whole is mixed, not neutral. */
#define MIXED_SHARE 0.1

/* So many sentences make one step of the course. */
#define SENTENCES_A_STEP 2
#define MIN_STEPS 4

typedef enum
{
  UNIT_DOCUMENT,
  UNIT_SENTENCE,
  UNIT_OTHER,
} Unit;

static Unit
read_unit (ObelusLayer *sentiment, gint column, guint32 row, guint32 length)
{
  const char *unit = column >= 0 ? obelus_layer_get_string (sentiment, (guint) column, row, NULL) : NULL;

  if (unit == NULL)
    return obelus_layer_get_starts (sentiment)[row] == 0 && obelus_layer_get_ends (sentiment)[row] == length
               ? UNIT_DOCUMENT
               : UNIT_SENTENCE;
  if (g_str_equal (unit, "document"))
    return UNIT_DOCUMENT;
  return g_str_equal (unit, "sentence") ? UNIT_SENTENCE : UNIT_OTHER;
}

/* One word for the whole. A text that is even because praise and grief balance is not one without feeling. Scores of
 * whole texts are means of many sentences and seldom far from 0. */
static const char *
name_mood (double score, const char *label, double share_bright, double share_dark)
{
  const gboolean even = label != NULL ? g_str_equal (label, "neutral") : fabs (score) < MOOD_EVEN;
  const double strength = fabs (score);

  if (even)
    return share_bright >= MIXED_SHARE && share_dark >= MIXED_SHARE ? "mixed" : "neutral";
  if (score > 0.0)
    return strength >= 0.5 ? "very positive" : strength >= 0.2 ? "positive" : "slightly positive";
  return strength >= 0.5 ? "very negative" : strength >= 0.2 ? "negative" : "slightly negative";
}

/* How sure the label of a row is: what the column of its own name says. */
static double
read_certainty (ObelusLayer *sentiment, guint32 row, const char *label)
{
  const gint column = label != NULL ? obelus_layer_find_column (sentiment, label) : -1;
  const double *shares = column >= 0 ? obelus_layer_get_reals (sentiment, (guint) column) : NULL;

  if (shares == NULL || !obelus_layer_has_value (sentiment, (guint) column, row))
    return -1.0;
  return CLAMP (shares[row], 0.0, 1.0);
}

/* The mean score of the sentences in each of equal parts of the text, in the order of its sentences. */
static void
read_course (GArray *scores, Mood *mood)
{
  guint n_steps = MIN (scores->len / SENTENCES_A_STEP, MOOD_MAX_STEPS);
  if (n_steps < MIN_STEPS)
    return;

  gboolean even = TRUE;
  for (guint step = 0; step < n_steps; step++)
    {
      const guint from = (guint) ((guint64) scores->len * step / n_steps);
      const guint to = (guint) ((guint64) scores->len * (step + 1) / n_steps);
      double sum = 0.0;
      for (guint i = from; i < to; i++)
        sum += g_array_index (scores, double, i);
      mood->steps[step] = sum / (to - from);
      even = even && fabs (mood->steps[step]) <= MOOD_EVEN;
    }
  mood->n_steps = even ? 0 : n_steps;
}

/* Whether a row ends as sentences do: `Cook: 1 hour` and rows of tables do not. */
static gboolean
has_end_mark (ObelusLayer *sentiment, guint32 row, const char *text)
{
  const guint32 start = obelus_layer_get_starts (sentiment)[row];
  const char *first = text + start, *at = text + obelus_layer_get_ends (sentiment)[row];

  for (guint n = 0; at > first && n < MAX_CLOSING; n++)
    {
      at = g_utf8_prev_char (at);
      const gunichar character = g_utf8_get_char (at);
      switch (character)
        {
        case '.':
        case '!':
        case '?':
        case 0x2026:
        case 0x3002:
        case 0xff01:
        case 0xff1f:
          return TRUE;
        default:
          if (g_unichar_isalnum (character))
            return FALSE;
        }
    }
  return FALSE;
}

/* Whether most sentences of the text end with a mark, so that lines without one are something else. */
static gboolean
uses_end_marks (ObelusLayer *sentiment, gint unit, const char *text, guint32 length)
{
  guint32 n = 0, n_marked = 0;

  for (guint32 row = 0; row < obelus_layer_get_n_rows (sentiment); row++)
    if (read_unit (sentiment, unit, row, length) == UNIT_SENTENCE)
      {
        n++;
        n_marked += has_end_mark (sentiment, row, text);
      }
  return n_marked * 2 > n;
}

/* Whether a row is a question, which asks what is felt and does not say so. */
static gboolean
is_question (ObelusLayer *sentiment, guint32 row, const char *text)
{
  const char *first = text + obelus_layer_get_starts (sentiment)[row],
             *at = text + obelus_layer_get_ends (sentiment)[row];

  for (guint n = 0; at > first && n < MAX_CLOSING; n++)
    {
      at = g_utf8_prev_char (at);
      const gunichar character = g_utf8_get_char (at);
      if (character == '?' || character == 0xff1f || character == 0x61f)
        return TRUE;
      if (g_unichar_isalnum (character) || character == '.' || character == '!')
        return FALSE;
    }
  return FALSE;
}

/* A greeting or an exclamation is felt but says nothing of the text, and a heading or caption says it again. */
static gboolean
is_telling (ObelusLayer *sentiment, guint32 row, const Frame *frame, gboolean uses_marks)
{
  const guint32 start = obelus_layer_get_starts (sentiment)[row], end = obelus_layer_get_ends (sentiment)[row];

  return end - start >= MIN_TELLING_BYTES && !learn_is_greeting (frame->text + start, end - start)
         && !frame_holds (frame, start) && !is_question (sentiment, row, frame->text)
         && !frame_is_heading (frame, start) && (!uses_marks || has_end_mark (sentiment, row, frame->text));
}

static void
read_rows (ObelusLayer *sentiment, const Frame *frame, guint32 length, Mood *mood)
{
  const gint unit = obelus_layer_find_column (sentiment, "unit");
  const gint score_column = obelus_layer_find_column (sentiment, "score");
  const double *scores = score_column >= 0 ? obelus_layer_get_reals (sentiment, (guint) score_column) : NULL;
  g_autoptr (GArray) sentences = g_array_new (FALSE, FALSE, sizeof (double));
  double sum = 0.0, highest = STRONG, lowest = -STRONG;
  guint n_bright = 0, n_dark = 0;
  const gboolean uses_marks = uses_end_marks (sentiment, unit, frame->text, length);
  const gint label_column = obelus_layer_find_column (sentiment, "label");
  const char *label = NULL;
  gboolean whole = FALSE;

  for (guint32 row = 0; scores != NULL && row < obelus_layer_get_n_rows (sentiment); row++)
    {
      if (!obelus_layer_has_value (sentiment, (guint) score_column, row))
        continue;

      const double score = CLAMP (scores[row], -1.0, 1.0);
      switch (read_unit (sentiment, unit, row, length))
        {
        case UNIT_DOCUMENT:
          mood->score = score;
          label = label_column < 0 ? NULL : obelus_layer_get_string (sentiment, (guint) label_column, row, NULL);
          mood->certainty = read_certainty (sentiment, row, label);
          whole = TRUE;
          break;
        case UNIT_SENTENCE:
          g_array_append_val (sentences, score);
          sum += score;
          n_bright += score >= STRONG;
          n_dark += score <= -STRONG;
          if (!is_telling (sentiment, row, frame, uses_marks))
            break;
          if (score >= highest && (mood->brightest == OBELUS_NO_ROW || score > highest))
            highest = score, mood->brightest = row;
          if (score <= lowest && (mood->darkest == OBELUS_NO_ROW || score < lowest))
            lowest = score, mood->darkest = row;
          break;
        case UNIT_OTHER:
          break;
        }
    }

  mood->known = whole || sentences->len > 0;
  if (!whole && sentences->len > 0)
    mood->score = sum / sentences->len;
  const double n_sentences = MAX (sentences->len, 1);
  if (mood->known)
    mood->word = name_mood (mood->score, label, n_bright / n_sentences, n_dark / n_sentences);
  if (g_str_equal (mood->word, "mixed"))
    mood->certainty = -1.0; /* is of the label `neutral`, which this is not */
  read_course (sentences, mood);
}

gboolean
mood_read (ObelusLayer *sentiment, const Frame *frame, guint32 length, gboolean is_foreign, Mood *mood)
{
  *mood = (Mood){ .brightest = OBELUS_NO_ROW, .darkest = OBELUS_NO_ROW, .word = "", .certainty = -1.0 };
  if (sentiment == NULL)
    return FALSE;

  read_rows (sentiment, frame, length, mood);
  return mood->known && !(is_foreign && fabs (mood->score) < MOOD_NOTHING);
}

char *
mood_dup_numbers (const Mood *mood)
{
  const gboolean is_even = fabs (mood->score) < MOOD_NOTHING;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, is_even ? "%.0f" : "%.2f", is_even ? 0.0 : fabs (mood->score));
  g_autoptr (GString) told = g_string_new (is_even ? "" : mood->score > 0.0 ? "+" : "−");
  g_string_append (told, number);
  if (mood->certainty >= 0.0)
    g_string_append_printf (told, ", %d %% sure", (int) lround (100.0 * mood->certainty));

  return g_string_free (g_steal_pointer (&told), FALSE);
}
