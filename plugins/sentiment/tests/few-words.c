#include "few-words.h"
#include "../lexicon-builder.h"

const char *const few_words[4] = { "fog", "sun", "hill", "lake" };

void
few_words_init (FewWords *few)
{
  g_autoptr (SentimentLexiconBuilder) builder = sentiment_lexicon_builder_new ();
  g_autoptr (GString) lines = g_string_new (NULL), ratings = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (few_words); i++)
    {
      char vector[] = "OOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOO";
      vector[i] = 'W';
      g_string_append_printf (lines, "%s\t%s\n", few_words[i], vector);
      g_string_append_printf (ratings, "%s\t0.1\n", few_words[i]);
    }
  few->vectors = sentiment_vectors_new ();
  g_autoptr (GBytes) vector_file = g_bytes_new (lines->str, lines->len);
  g_autoptr (GBytes) rating_file = g_bytes_new (ratings->str, ratings->len);
  g_assert_cmpuint (sentiment_vectors_add (few->vectors, vector_file), ==, 0);
  g_assert_cmpuint (sentiment_lexicon_builder_add_ratings (builder, rating_file), ==, 0);
  few->slots = sentiment_lexicon_builder_finish (builder, &few->n_slots);
  few->lexicon = (SentimentLexicon){ .slots = few->slots, .mask = (guint32) (few->n_slots - 1) };
}

void
few_words_clear (FewWords *few)
{
  sentiment_vectors_free (few->vectors);
  g_free (few->slots);
}
