/* Which mistyped words are understood. */
#include "suggest-private.h"

typedef struct
{
  const char *word;
  const char *expected;
} Case;

static const char *const names[] = { "min-score", "max-length", "entities", "tokenize", "no", "id", NULL };

static const Case cases[] = {
  { "min-score", "min-score" }, /* itself */
  { "min_score", "min-score" }, /* the wrong joint */
  { "mni-score", "min-score" }, /* a transposition counts once */
  { "minscore", "min-score" },  /* left out */
  { "Tokenize", "tokenize" },   /* capitals */
  { "TOKENIZE", "tokenize" },
  { "entites", "entities" },
  { "on", "no" },
  { "it", "id" },
  { "summarize", NULL },
  { "xy", NULL },
  { "", NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("'%s'", cases[i].word);
      g_assert_cmpstr (obelus_suggest (cases[i].word, names), ==, cases[i].expected);
    }
}

static void
test_distance_limit (void)
{
  const char *const six[] = { "abcdef", NULL };

  /* A third of the word's length may be wrong, and no more. */
  g_assert_cmpstr (obelus_suggest ("abcdxy", six), ==, "abcdef");
  g_assert_cmpstr (obelus_suggest ("abcxyz", six), ==, NULL);
}

static void
test_nearest_wins (void)
{
  const char *const both[] = { "sentences", "sentence", NULL };

  g_assert_cmpstr (obelus_suggest ("sentenc", both), ==, "sentence");
  g_assert_cmpstr (obelus_suggest ("sentencess", both), ==, "sentences");
}

static void
test_long_words (void)
{
  g_autofree char *word = g_strnfill (100000, 'a');
  const char *const candidates[] = { word, "aa", NULL };

  g_assert_null (obelus_suggest (word, candidates));
  g_assert_null (obelus_suggest ("bb", candidates));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/suggest/cases", test_cases);
  g_test_add_func ("/suggest/distance-limit", test_distance_limit);
  g_test_add_func ("/suggest/nearest-wins", test_nearest_wins);
  g_test_add_func ("/suggest/long-words", test_long_words);
  return g_test_run ();
}
