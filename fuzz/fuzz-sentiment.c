/* Lists of words of one's own, and texts: whatever either says, words come from left to right and lie in the text,
 * ratings stay in their range, measures are finite, and bad lines are told in words. */
#include "fuzz.h"

#include "../plugins/sentiment/lexicon-builder.h"
#include "../plugins/sentiment/measures.h"
#include "../plugins/sentiment/phrases.h"

#include <math.h>
#include <obelus/obelus.h>
#include <string.h>

#define RATINGS "good\t2.0\nbad\t-2.0\n:-)\t1.5\nso\t0.0\n"
#define TEXT "Not so good, a piece of cake!!! can't complain :-) \360\237\253\240 \346\235\261\344\272\254 baaad"

static const char *const seeds[] = {
  "word\trating\n# mine\npiece of cake\t0.8\npiece\t-.4\ncan't complain\t+1\n\360\237\253\240\t-0.8\n",
  "good\t0\nnot so good\t-1\nx\t2\n\ty\n...\t0.1\n@ann\t1\n\xff\t0\n",
  TEXT,
};

GBytes *
fuzz_get_seed (guint n)
{
  return n < G_N_ELEMENTS (seeds) ? g_bytes_new_static (seeds[n], strlen (seeds[n])) : NULL;
}

static void
read_text (const SentimentLexicon *lexicon, const char *text, guint32 length)
{
  SentimentWord words[SENTIMENT_WINDOW];
  guint64 ngrams[SENTIMENT_WINDOW * SENTIMENT_NGRAMS_A_WORD];
  double measures[SENTIMENT_N_MEASURES];
  SentimentDetails details;
  SentimentSums sums = { 0 };
  guint32 position = 0, last_end = 0;

  while (position < length)
    {
      gsize n = sentiment_scan_words (lexicon, text, &position, length, words, SENTIMENT_WINDOW);
      g_assert_true (n > 0 || position == length);
      for (gsize i = 0; i < n; i++)
        {
          g_assert_cmpuint (words[i].start, >=, last_end);
          g_assert_cmpuint (words[i].end, >=, words[i].start);
          g_assert_cmpuint (words[i].end, <=, length);
          g_assert_cmpint (words[i].entry.rating, <=, 100);
          g_assert_cmpint (words[i].entry.rating, >=, -100);
          last_end = words[i].end;
        }
      gsize n_ngrams = sentiment_sums_add (&sums, words, n, ngrams, &details);
      for (gsize i = 0; i < n_ngrams; i++)
        g_assert_cmpuint (details.widths[i], <=, details.lasts[i] + 1);
      for (guint i = 0; i < details.n_rated; i++)
        g_assert_cmpuint (details.rated[i].first, <=, details.rated[i].word);
    }
  sentiment_sums_measure (&sums, measures);
  for (guint i = 0; i < SENTIMENT_N_MEASURES; i++)
    g_assert_true (isfinite (measures[i]));
}

/* A small lexicon, made once */
static SentimentLexicon
get_lexicon (void)
{
  static const char ratings_text[] = RATINGS;
  static SentimentEntry *slots;
  static gsize n_slots;

  if (slots == NULL)
    {
      g_autoptr (SentimentLexiconBuilder) builder = sentiment_lexicon_builder_new ();
      g_autoptr (GBytes) ratings = g_bytes_new_static (ratings_text, sizeof ratings_text - 1);
      sentiment_lexicon_builder_add_ratings (builder, ratings);
      slots = sentiment_lexicon_builder_finish (builder, &n_slots);
    }
  return (SentimentLexicon){ .slots = slots, .mask = (guint32) (n_slots - 1) };
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  SentimentLexicon lexicon = get_lexicon ();
  g_autoptr (GBytes) list = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  LearnBadLines bad;
  gsize n_slots;

  learn_bad_lines_init (&bad);
  g_autofree SentimentPhrase *own = sentiment_phrases_read (&lexicon, "fuzz", list, &bad, &n_slots, &error);
  g_autofree char *told = learn_bad_lines_describe (&bad);
  g_assert_true ((own == NULL) == (error != NULL));
  g_assert_true (told == NULL || g_utf8_validate (told, -1, NULL));
  learn_bad_lines_clear (&bad);
  if (own != NULL)
    sentiment_phrases_init (&lexicon.own, own, n_slots);
  read_text (&lexicon, TEXT, sizeof TEXT - 1);

  /* The list as a text; documents are valid UTF-8. */
  g_autofree char *valid = g_utf8_make_valid ((const char *) data, (gssize) size);
  read_text (&lexicon, valid, (guint32) strlen (valid));
  return 0;
}
