/* The processor `keyphrases`: the phrases that tell what a text is about, with all their places. */
#include "keyphrases.h"

#include "analysis.h"
#include "choice.h"
#include "keyed-hash.h"
#include "language-code.h"
#include "optional-layer.h"
#include "tree-model.h"

/* What threads share */
typedef struct
{
  StopWords *stop_words;
  LearnTreeModel model;
} Shared;

/* A thread's own */
typedef struct
{
  Analysis *analysis;
  GArray *chosen;
} Scratch;

static void
keyphrases_unload (gpointer data)
{
  Shared *shared = data;
  stop_words_free (shared->stop_words);
  learn_tree_model_clear (&shared->model);
  g_free (shared);
}

static gboolean
keyphrases_load (ObelusContext *context, gpointer *result, GError **error)
{
  Shared *shared = g_new0 (Shared, 1);
  shared->stop_words = stop_words_new ();
  if (!learn_tree_model_load (&shared->model, obelus_context_get_model (context, "model"), N_FEATURES, error))
    {
      keyphrases_unload (shared);
      return FALSE;
    }
  *result = shared;
  return TRUE;
}

static gboolean
keyphrases_begin (ObelusContext *context, gpointer *result, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  Scratch *scratch = g_new0 (Scratch, 1);

  (void) error;
  scratch->analysis = analysis_new (shared->model.frequencies);
  scratch->chosen = g_array_new (FALSE, FALSE, sizeof (KeyPhrase));
  *result = scratch;
  return TRUE;
}

static void
keyphrases_end (gpointer data)
{
  Scratch *scratch = data;
  analysis_free (scratch->analysis);
  g_array_unref (scratch->chosen);
  g_free (scratch);
}

/* The layer */

typedef struct
{
  ObelusLayerBuilder *builder;
  const Scratch *scratch;
  const guint32 *starts, *ends;
  GHashTable *ranks; /* hash of a phrase → rank from 1 */
  gint32 *spellings; /* by rank, in the column's vocabulary */
  guint phrase, rank, score;
} Layer;

static gboolean
add_place (const Place *place, gpointer user_data)
{
  Layer *layer = user_data;
  const guint rank = GPOINTER_TO_UINT (g_hash_table_lookup (layer->ranks, &place->hash));
  const Analysis *analysis = layer->scratch->analysis;
  if (rank == 0)
    return TRUE;
  /* `Accounting` has the stem of `accountants` and is something else. */
  const Phrase *phrase
      = &analysis->phrases->phrases[g_array_index (layer->scratch->chosen, KeyPhrase, rank - 1).phrase];
  if (phrase_place_form (analysis->words, place) != phrase->form)
    return TRUE;

  const guint32 row
      = obelus_layer_builder_append (layer->builder, layer->starts[place->first], layer->ends[place->last]);
  /* Trees that fit chances may sum up to a little more than certainty. Thousandths: finer differences mean nothing. */
  const double score = g_array_index (layer->scratch->chosen, KeyPhrase, rank - 1).score / LEARN_GBDT_UNIT;
  obelus_layer_builder_set_string_index (layer->builder, layer->phrase, row, layer->spellings[rank - 1]);
  obelus_layer_builder_set_integer (layer->builder, layer->rank, row, rank);
  obelus_layer_builder_set_real (layer->builder, layer->score, row, (int) (CLAMP (score, 0.0, 1.0) * 1000.0) / 1000.0);
  return TRUE;
}

/* The phrase as the text spells it where its place has no part in the spelling; what divides its lines is one space. */
static gint32
intern_spelling (Layer *layer, const char *text, const Phrase *phrase)
{
  const guint32 start = layer->starts[phrase->spelled_first], end = layer->ends[phrase->spelled_last];
  g_autoptr (GString) spelling = g_string_sized_new (end - start);

  for (guint32 i = start; i < end; i++)
    if (!g_ascii_isspace (text[i]))
      g_string_append_c (spelling, text[i]);
    else if (i > start && !g_ascii_isspace (text[i - 1]))
      g_string_append_c (spelling, ' ');
  return obelus_layer_builder_intern (layer->builder, spelling->str, spelling->len);
}

static gboolean
commit_keyphrases (ObelusContext *context, ObelusDocument *document, ObelusLayer *tokens, const Scratch *scratch,
                   GError **error)
{
  const Analysis *analysis = scratch->analysis;
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "keyphrase", error);
  g_autoptr (GHashTable) ranks = g_hash_table_new (learn_keyed_int64_hash, g_int64_equal);
  g_autofree gint32 *spellings = g_new (gint32, scratch->chosen->len + 1);
  if (builder == NULL)
    return FALSE;

  Layer layer = {
    .builder = builder,
    .scratch = scratch,
    .starts = obelus_layer_get_starts (tokens),
    .ends = obelus_layer_get_ends (tokens),
    .ranks = ranks,
    .spellings = spellings,
    .phrase = obelus_layer_builder_add_column (builder, "phrase", OBELUS_COLUMN_STRING),
    .rank = obelus_layer_builder_add_column (builder, "rank", OBELUS_COLUMN_INTEGER),
    .score = obelus_layer_builder_add_column (builder, "score", OBELUS_COLUMN_REAL),
  };
  for (guint i = 0; i < scratch->chosen->len; i++)
    {
      Phrase *phrase = &analysis->phrases->phrases[g_array_index (scratch->chosen, KeyPhrase, i).phrase];
      g_hash_table_insert (ranks, &phrase->hash, GUINT_TO_POINTER (i + 1));
      spellings[i] = intern_spelling (&layer, obelus_document_get_text (document, NULL), phrase);
    }
  if (scratch->chosen->len > 0)
    phrases_visit (analysis->words, analysis->names, analysis->n_names, add_place, &layer);
  if (obelus_context_is_cancelled (context, error))
    return FALSE;
  obelus_layer_builder_sort (builder);
  return obelus_context_commit (context, document, builder, error);
}

/* What to read of the document; FALSE if a layer cannot be had. */
static gboolean
find_layers (ObelusContext *context, ObelusDocument *document, TextInput *input, ObelusLayer **entities, GError **error)
{
  ObelusLayer *languages;

  input->text = obelus_document_get_text (document, NULL);
  input->sentences = obelus_context_get_layer (context, document, "sentence", error);
  if (input->sentences == NULL)
    return FALSE;
  input->tokens = obelus_context_get_layer (context, document, "token", error);
  if (input->tokens == NULL || !learn_find_layer (context, document, "paragraph", &input->paragraphs, error)
      || !learn_find_layer (context, document, "entity", entities, error)
      || !learn_find_layer (context, document, "language", &languages, error))
    return FALSE;

  const gint column = languages == NULL ? -1 : obelus_layer_find_column (languages, "code");
  if (column >= 0 && obelus_layer_get_n_rows (languages) > 0)
    input->language = obelus_layer_get_string (languages, (guint) column, 0, NULL);
  if (!learn_language_code_is_known (input->language))
    input->language = NULL;
  return TRUE;
}

static gboolean
keyphrases_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  Scratch *scratch = obelus_context_get_scratch (context);
  TextInput input = { .stop_words = shared->stop_words, .uses_tags = TRUE };
  ObelusLayer *entities;

  if (!find_layers (context, document, &input, &entities, error))
    return FALSE;

  const guint32 n_wanted = (guint32) obelus_context_get_integer (context, "count");
  const gint32 least = (gint32) (obelus_context_get_real (context, "min-score") * LEARN_GBDT_UNIT);
  const gboolean done
      = analysis_read (scratch->analysis, &input, entities)
        && choice_make (shared->model.trees, &scratch->analysis->text, n_wanted, least, scratch->chosen);
  if (obelus_context_is_cancelled (context, error))
    return FALSE;
  if (!done)
    return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                "no memory is left for the phrases of %u tokens; cut the document into smaller ones",
                                obelus_layer_get_n_rows (input.tokens));
  return commit_keyphrases (context, document, input.tokens, scratch, error);
}

static const ObelusOption keyphrases_options[]
    = { OBELUS_OPTION_INTEGER ("count", 1, 500, 20, "Most phrases"),
        OBELUS_OPTION_REAL ("min-score", 0.0, 1.0, 0.06,
                            "Lowest score of a phrase: about the chance that a person would choose it"),
        OBELUS_OPTION_MODEL ("model", "keyphrases.obm", "The trees that judge phrases, and how common words are"),
        OBELUS_OPTION_END };

static const ObelusProcessorClass keyphrases = {
  .name = "keyphrases",
  .summary = "Find the phrases that tell what a text is about, with all their places",
  .needs = "sentence token token.upos? paragraph? entity? language?",
  .gives = "keyphrase",
  .options = keyphrases_options,
  .load = keyphrases_load,
  .begin = keyphrases_begin,
  .process = keyphrases_process,
  .end = keyphrases_end,
  .unload = keyphrases_unload,
};

static const ObelusProcessorClass *const processors[] = { &keyphrases, NULL };
static const ObelusTrainerClass *const trainers[] = { &keyphrases_trainer, NULL };
static const ObelusEvaluatorClass *const evaluators[] = { &keyphrases_evaluator, NULL };

OBELUS_PLUGIN (keyphrases, .version = "1.0", .license = "MIT", .summary = "Phrases that tell what a text is about",
               .processors = processors, .trainers = trainers, .evaluators = evaluators)
