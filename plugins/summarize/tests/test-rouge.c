/* The stemmer and ROUGE against figures of the package rouge-score 0.1.2. */
#include "porter.h"
#include "../rouge.h"

#include <string.h>

static void
test_stems_are_those_of_the_package (void)
{
  static const char *const words[][2] = {
    { "caresses", "caress" },
    { "ponies", "poni" },
    { "ties", "tie" },
    { "dies", "die" },
    { "agreed", "agre" },
    { "plastered", "plaster" },
    { "motoring", "motor" },
    { "sing", "sing" },
    { "conflated", "conflat" },
    { "troubled", "troubl" },
    { "hopping", "hop" },
    { "falling", "fall" },
    { "hissing", "hiss" },
    { "fizzed", "fizz" },
    { "filing", "file" },
    { "happy", "happi" },
    { "enjoy", "enjoy" },
    { "spies", "spi" },
    { "relational", "relat" },
    { "conditional", "condit" },
    { "rational", "ration" },
    { "digitizer", "digit" },
    { "radically", "radic" },
    { "differently", "differ" },
    { "analogously", "analog" },
    { "vietnamization", "vietnam" },
    { "operator", "oper" },
    { "feudalism", "feudal" },
    { "decisiveness", "decis" },
    { "hopefulness", "hope" },
    { "formality", "formal" },
    { "sensitivity", "sensit" },
    { "sensibility", "sensibl" },
    { "triplicate", "triplic" },
    { "formative", "form" },
    { "formalize", "formal" },
    { "electricity", "electr" },
    { "electrical", "electr" },
    { "goodness", "good" },
    { "revival", "reviv" },
    { "allowance", "allow" },
    { "inference", "infer" },
    { "airliner", "airlin" },
    { "adjustable", "adjust" },
    { "defensible", "defens" },
    { "irritant", "irrit" },
    { "replacement", "replac" },
    { "adjustment", "adjust" },
    { "dependent", "depend" },
    { "adoption", "adopt" },
    { "communism", "commun" },
    { "activate", "activ" },
    { "homologous", "homolog" },
    { "effective", "effect" },
    { "bowdlerize", "bowdler" },
    { "probate", "probat" },
    { "rate", "rate" },
    { "cease", "ceas" },
    { "controlling", "control" },
    { "rolling", "roll" },
    { "skies", "sky" },
    { "dying", "die" },
    { "news", "news" },
    { "innings", "inning" },
    { "proceed", "proceed" },
    { "hopefully", "hope" },
    { "biology", "biolog" },
    { "yyyy", "yyyi" },
    { "syzygies", "syzygi" },
    { "oed", "o" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *word = g_strdup (words[i][0]);
      word[learn_porter_stem (word, strlen (word))] = '\0';
      g_assert_cmpstr (word, ==, words[i][1]);
    }
}

static void
score (const char *reference, const char *summary, double scores[ROUGE_N_KINDS])
{
  g_autoptr (RougeVocabulary) vocabulary = rouge_vocabulary_new ();
  g_autoptr (RougeText) a = rouge_text_read (vocabulary, reference, strlen (reference));
  g_autoptr (RougeText) b = rouge_text_read (vocabulary, summary, strlen (summary));
  g_assert_true (rouge_score (vocabulary, a, b, scores));
}

static void
test_scores_are_those_of_the_package (void)
{
  static const struct
  {
    const char *reference;
    const char *summary;
    double scores[ROUGE_N_KINDS];
  } cases[] = {
    { "The ferry left the harbour at dawn and returned at dusk.",
      "At dawn the ferry leaves its harbour; by dusk it had returned.",
      { 0.608696, 0.190476, 0.347826, 0.347826 } },
    { "Engineers finished repairing the old bridges.",
      "The old bridge was finished by an engineer who repairs bridges.",
      { 0.705882, 0.266667, 0.352941, 0.352941 } },
    { "Council approves 2,500 new homes",
      "The council's approval of 2,500 homes was new",
      { 0.75, 0.142857, 0.625, 0.625 } },
    { "same words here", "same words here", { 1, 1, 1, 1 } },
    { "apples", "pears", { 0, 0, 0, 0 } },
    { "", "", { 0, 0, 0, 0 } },
    { "word", "", { 0, 0, 0, 0 } },
    { "one word", "word", { 0.666667, 0, 0.666667, 0.666667 } },
    { "The pier was closed on Monday.\nFerries went to the old harbour.\n\nNobody was hurt at the pier.",
      "Nobody was hurt on Monday.\nThe ferries went on from the old pier.\nThe harbour was closed.",
      { 0.857143, 0.363636, 0.514286, 0.857143 } },
    { "a b c d e f\nb c a d", "d a b c\nf e d b c a a\nb", { 0.909091, 0.4, 0.636364, 0.545455 } },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double scores[ROUGE_N_KINDS];
      score (cases[i].reference, cases[i].summary, scores);
      for (guint kind = 0; kind < ROUGE_N_KINDS; kind++)
        g_assert_cmpfloat_with_epsilon (scores[kind], cases[i].scores[kind], 1e-6);
    }
}

/* The package lower-cases before it looks for ASCII letters. */
static void
test_letters_that_become_ascii (void)
{
  double scores[ROUGE_N_KINDS];
  score ("3 k i stanbul", "3 \xe2\x84\xaa \xc4\xb0stanbul", scores);
  g_assert_cmpfloat (scores[ROUGE_1], ==, 1.0);
  score ("caf", "caf\xc3\xa9", scores);
  g_assert_cmpfloat (scores[ROUGE_1], ==, 1.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rouge/stems-are-those-of-the-package", test_stems_are_those_of_the_package);
  g_test_add_func ("/rouge/scores-are-those-of-the-package", test_scores_are_those_of_the_package);
  g_test_add_func ("/rouge/letters-that-become-ascii", test_letters_that_become_ascii);
  return g_test_run ();
}
