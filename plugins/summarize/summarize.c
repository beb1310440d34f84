/* The processor `summarize`: the sentences that together say most of a text. */
#include "summarize.h"

#include "layers.h"
#include "ranker.h"
#include "tree-model.h"

#include <math.h>
#include <string.h>

/* What threads share */
typedef struct
{
  WordLexicon *lexicon;
  LearnTreeModel model;
} Shared;

/* A thread's own */
typedef struct
{
  Article *article;
  Ranker *ranker;
  GArray *kinds;
} Scratch;

static void
summarize_unload (gpointer data)
{
  Shared *shared = data;
  g_clear_pointer (&shared->lexicon, word_lexicon_free);
  learn_tree_model_clear (&shared->model);
  g_free (shared);
}

static gboolean
summarize_load (ObelusContext *context, gpointer *result, GError **error)
{
  Shared *shared = g_new0 (Shared, 1);
  shared->lexicon = word_lexicon_new ();
  if (obelus_context_get_choice (context, "method") == RANKER_LEARNED
      && !learn_tree_model_load (&shared->model, obelus_context_get_model (context, "model"), N_FEATURES, error))
    {
      summarize_unload (shared);
      return FALSE;
    }
  *result = shared;
  return TRUE;
}

static gboolean
summarize_begin (ObelusContext *context, gpointer *result, GError **error)
{
  (void) error;
  const Shared *shared = obelus_context_get_shared (context);
  Scratch *scratch = g_new0 (Scratch, 1);
  scratch->article = article_new (shared->lexicon, shared->model.frequencies);
  scratch->ranker = ranker_new ();
  scratch->kinds = g_array_new (FALSE, FALSE, sizeof (guint8));
  *result = scratch;
  return TRUE;
}

static void
summarize_end (gpointer data)
{
  Scratch *scratch = data;
  article_free (scratch->article);
  ranker_free (scratch->ranker);
  g_array_unref (scratch->kinds);
  g_free (scratch);
}

/* `words`, `bytes` and `ratio` take the place of `sentences`; of several the strictest holds. */
static Budget
get_budget (ObelusContext *context, const Article *article)
{
  gint64 n_words = obelus_context_get_integer (context, "words");
  double ratio = obelus_context_get_real (context, "ratio");
  Budget budget = { .n_bytes = (guint32) obelus_context_get_integer (context, "bytes") };

  if (n_words > 0)
    budget.n_words = (guint32) n_words;
  if (ratio > 0.0)
    {
      guint32 share = MAX (1, (guint32) (ratio * article->n_words + 0.5));
      budget.n_words = budget.n_words > 0 ? MIN (budget.n_words, share) : share;
    }
  if (budget.n_words == 0 && budget.n_bytes == 0)
    budget.n_sentences = (guint32) obelus_context_get_integer (context, "sentences");
  return budget;
}

/* Says which of several merged texts a sentence is from. */
static void
set_input (ObelusLayerBuilder *builder, guint column, guint32 row, ObelusLayer *inputs, guint32 start)
{
  ObelusRowIter iter;
  guint32 input;
  obelus_layer_find_at (inputs, start, &iter);
  if (obelus_row_iter_next (&iter, &input))
    obelus_layer_builder_set_reference (builder, column, row, input);
}

static gboolean
commit_summary (ObelusContext *context, ObelusDocument *document, ObelusLayer *inputs, const Article *article,
                const Ranker *ranker, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "summary", error);
  if (builder == NULL)
    return FALSE;

  const GArray *chosen = ranker->choice.chosen;
  guint sentence = obelus_layer_builder_add_reference (builder, "sentence", "sentence");
  guint rank = obelus_layer_builder_add_column (builder, "rank", OBELUS_COLUMN_INTEGER);
  guint score = obelus_layer_builder_add_column (builder, "score", OBELUS_COLUMN_REAL);
  guint input = inputs == NULL ? 0 : obelus_layer_builder_add_reference (builder, "obelus.input", "obelus.input");
  obelus_layer_builder_reserve (builder, chosen->len);
  for (guint i = 0; i < chosen->len; i++)
    {
      const Candidate *candidate = article_get_candidate (article, g_array_index (chosen, guint32, i));
      guint32 row = obelus_layer_builder_append (builder, candidate->start, candidate->end);
      /* Thousandths: finer differences mean nothing. */
      int thousandths = (int) (g_array_index (ranker->choice.scores, float, i) * 1000.0f);
      obelus_layer_builder_set_reference (builder, sentence, row, candidate->sentence);
      obelus_layer_builder_set_integer (builder, rank, row, i + 1);
      obelus_layer_builder_set_real (builder, score, row, thousandths / 1000.0);
      if (inputs != NULL)
        set_input (builder, input, row, inputs, candidate->start);
    }
  obelus_layer_builder_sort (builder);
  return obelus_context_commit (context, document, builder, error);
}

static int
compare_shares (gconstpointer a, gconstpointer b, gpointer data)
{
  const float *shares = data;
  guint x = *(const guint *) a, y = *(const guint *) b;
  if (fabsf (shares[x]) != fabsf (shares[y]))
    return fabsf (shares[x]) > fabsf (shares[y]) ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* A row for each reason that is worth a thousandth, the weightiest of each sentence first. */
static gboolean
commit_reasons (ObelusContext *context, ObelusDocument *document, const Article *article, const Ranker *ranker,
                GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder
      = obelus_context_build_layer (context, document, "obelus.summary-reason", error);
  if (builder == NULL)
    return FALSE;

  const Choice *choice = &ranker->choice;
  guint sentence = obelus_layer_builder_add_reference (builder, "sentence", "sentence");
  guint reason = obelus_layer_builder_add_column (builder, "reason", OBELUS_COLUMN_STRING);
  guint share = obelus_layer_builder_add_column (builder, "share", OBELUS_COLUMN_REAL);
  for (guint i = 0; i < choice->chosen->len; i++)
    {
      guint32 index = g_array_index (choice->chosen, guint32, i);
      const Candidate *candidate = article_get_candidate (article, index);
      float shares[N_REASONS];
      guint order[N_REASONS];
      memcpy (shares, reasons_get (&ranker->reasons, i), sizeof shares);
      for (guint k = 0; k < N_REASONS; k++)
        order[k] = k;
      g_qsort_with_data (order, N_REASONS, sizeof *order, compare_shares, shares);
      for (guint k = 0; k < N_REASONS; k++)
        {
          int thousandths = (int) (shares[order[k]] * 1000.0f);
          if (thousandths == 0)
            continue;
          guint32 row = obelus_layer_builder_append (builder, candidate->start, candidate->end);
          obelus_layer_builder_set_reference (builder, sentence, row, candidate->sentence);
          obelus_layer_builder_set_string (builder, reason, row, reason_names[order[k]], -1);
          obelus_layer_builder_set_real (builder, share, row, thousandths / 1000.0);
        }
    }
  obelus_layer_builder_sort (builder);
  return obelus_context_commit (context, document, builder, error);
}

static gboolean
summarize_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  Scratch *scratch = obelus_context_get_scratch (context);
  ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
  if (sentences == NULL)
    return FALSE;
  ObelusLayer *tokens = obelus_context_get_layer (context, document, "token", error);
  if (tokens == NULL)
    return FALSE;
  ObelusLayer *paragraphs = obelus_context_get_layer (context, document, "paragraph", NULL);
  ObelusLayer *inputs = obelus_context_get_layer (context, document, "obelus.input", NULL);

  ArticleInput input;
  article_input_set (&input, document, sentences, tokens, paragraphs, inputs, scratch->kinds);
  article_read (scratch->article, &input);

  const char *query = obelus_context_get_text (context, "query");
  Budget budget = get_budget (context, scratch->article);
  RankerMethod method = (RankerMethod) obelus_context_get_choice (context, "method");
  Preference preference = {
    .method = method,
    .explains = method == RANKER_LEARNED && obelus_context_get_flag (context, "explain"),
    .trees = shared->model.trees,
    .n_query = query == NULL ? 0 : article_mark_query (scratch->article, query),
    .query_weight = QUERY_WEIGHT,
    .leaning_cost = LEANING_COST,
    .blemish_cost = BLEMISH_COST,
    .repeating_cost = REPEATING_COST,
  };
  ranker_choose (scratch->ranker, scratch->article, &budget, &preference);
  if (obelus_context_is_cancelled (context, error))
    return FALSE;
  return commit_summary (context, document, inputs, scratch->article, scratch->ranker, error)
         && (!preference.explains || commit_reasons (context, document, scratch->article, scratch->ranker, error));
}

static const ObelusOption summarize_options[] = {
  OBELUS_OPTION_INTEGER ("sentences", 1, 1000000, 3, "Most sentences"),
  OBELUS_OPTION_INTEGER ("words", 0, 100000000, 0, "Most words, in place of sentences; 0 for no such limit"),
  OBELUS_OPTION_INTEGER ("bytes", 0, G_MAXUINT32, 0, "Most bytes, in place of sentences; 0 for no such limit"),
  OBELUS_OPTION_REAL ("ratio", 0.0, 1.0, 0.0,
                      "Most words as a share of the text's, in place of sentences; 0 for no such limit"),
  OBELUS_OPTION_TEXT ("query", NULL, "Words that the summary should lean towards"),
  OBELUS_OPTION_CHOICE ("method", "learned|lead|lexrank|textrank|sumbasic|centroid", "learned",
                        "How sentences are chosen: by the model, the first ones, or as in one of the classic papers"),
  OBELUS_OPTION_FLAG ("explain", FALSE,
                      "Also tell why the method 'learned' chose each sentence, in the layer obelus.summary-reason"),
  OBELUS_OPTION_MODEL_FOR ("model", "summarize.obm", "method=learned", "What the method 'learned' has learned"),
  OBELUS_OPTION_END
};

static const ObelusProcessorClass summarize = {
  .name = "summarize",
  .summary = "Choose the sentences that together say most of a text",
  .needs = "sentence token paragraph? obelus.input?",
  .gives = "summary obelus.summary-reason?",
  .options = summarize_options,
  .load = summarize_load,
  .begin = summarize_begin,
  .process = summarize_process,
  .end = summarize_end,
  .unload = summarize_unload,
};

static const ObelusProcessorClass *const processors[] = { &summarize, NULL };
static const ObelusTrainerClass *const trainers[] = { &summarize_trainer, NULL };
static const ObelusEvaluatorClass *const evaluators[] = { &summaries_evaluator, NULL };

OBELUS_PLUGIN (summarize, .version = "1.0", .license = "MIT", .summary = "Summaries made of a text's own sentences",
               .processors = processors, .trainers = trainers, .evaluators = evaluators)
