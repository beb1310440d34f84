/* The choice among phrases that say nearly the same, with trees that know what each phrase is worth. */
#include "../analysis.h"
#include "../choice.h"
#include "marked-text.h"

typedef struct
{
  const char *phrase;
  float score;
} Worth;

/* Trees that give each phrase what it is worth, and others nothing. */
static LearnGbdt *
fit_trees (const Analysis *analysis, const Worth *worths)
{
  const LearnGbdtSettings settings
      = { .n_trees = 60, .n_leaves = 32, .min_leaf_rows = 1, .rate = 0.5, .feature_share = 1.0, .row_share = 1.0 };
  const guint32 n_rows = analysis->phrases->n_phrases;
  g_autofree float *values = g_new (float, (gsize) n_rows *N_FEATURES);
  g_autofree float *targets = g_new0 (float, n_rows);
  g_autofree guint8 *rows = g_malloc ((gsize) n_rows * N_FEATURES);
  const char *problem = NULL;
  gsize length;

  for (guint32 i = 0; i < n_rows; i++)
    {
      features_fill (&analysis->text, &analysis->phrases->phrases[i], values + (gsize) i * N_FEATURES);
      for (const Worth *worth = worths; worth->phrase != NULL; worth++)
        if (analysis->phrases->phrases[i].hash == phrase_hash (worth->phrase))
          targets[i] = worth->score;
    }
  g_autoptr (LearnBins) bins = learn_bins_new (values, n_rows, N_FEATURES, LEARN_GBDT_MAX_THRESHOLDS);
  for (guint32 i = 0; i < n_rows; i++)
    learn_bins_apply (bins, values + (gsize) i * N_FEATURES, rows + (gsize) i * N_FEATURES);
  g_autoptr (GBytes) packed = learn_gbdt_train (bins, rows, targets, NULL, n_rows, &settings, NULL, NULL);
  gconstpointer data = g_bytes_get_data (packed, &length);
  LearnGbdt *trees = learn_gbdt_new (data, length, N_FEATURES, &problem);
  g_assert_null (problem);

  return trees;
}

static void
assert_choice (const char *marked, const Worth *worths, const char *expected)
{
  MarkedText text;
  marked_text_init (&text, marked);
  g_autoptr (Analysis) analysis = analysis_new (NULL);
  g_assert_true (analysis_read (analysis, &text.input, NULL));
  g_autoptr (LearnGbdt) trees = fit_trees (analysis, worths);
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (KeyPhrase));
  g_autoptr (GString) shown = g_string_new (NULL);

  g_assert_true (choice_make (trees, &analysis->text, 10, (gint32) (0.3 * LEARN_GBDT_UNIT), chosen));
  for (guint i = 0; i < chosen->len; i++)
    {
      const Phrase *phrase = &analysis->phrases->phrases[g_array_index (chosen, KeyPhrase, i).phrase];
      const guint32 start = analysis->text.starts[phrase->first], end = analysis->text.ends[phrase->last];
      g_string_append_printf (shown, "%s%.*s", i == 0 ? "" : "; ", (int) (end - start), text.input.text + start);
    }
  g_assert_cmpstr (shown->str, ==, expected);
  marked_text_clear (&text);
}

/* Three places of `crude oil price`, four of `crude` and six of `oil price`. */
#define OIL                                                                                                          \
  "crude/ADJ oil/NOUN price/NOUN rose/VERB\ncrude/ADJ oil/NOUN price/NOUN fell/VERB\ncrude/ADJ oil/NOUN price/NOUN " \
  "holds/VERB\ncrude/NOUN sinks/VERB\noil/NOUN price/NOUN rose/VERB\noil/NOUN price/NOUN fell/VERB\noil/NOUN "       \
  "price/NOUN holds/VERB\nships/NOUN wait/VERB"

static void
test_the_fuller_phrase_stands_for_its_part (void)
{
  static const Worth worths[] = { { "crude", 0.9f }, { "crude oil price", 0.7f }, { "ships", 0.5f }, { NULL, 0.0f } };
  assert_choice (OIL, worths, "crude oil price; ships");
}

static void
test_the_fuller_phrase_is_not_one_that_was_said (void)
{
  static const Worth worths[]
      = { { "oil price", 1.0f }, { "crude", 0.9f }, { "crude oil price", 0.7f }, { "ships", 0.5f }, { NULL, 0.0f } };
  assert_choice (OIL, worths, "oil price; crude; ships");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/choice/fuller", test_the_fuller_phrase_stands_for_its_part);
  g_test_add_func ("/choice/said", test_the_fuller_phrase_is_not_one_that_was_said);
  return g_test_run ();
}
