/* The trainer `sentiment`: makes a model from word lists and from texts that have a score or a label. */
#include "components.h"
#include "convolution-fit.h"
#include "fit.h"
#include "lexicon-builder.h"
#include "model.h"
#include "parts.h"
#include "phrases.h"
#include "shares-fit.h"
#include "target-filters-fit.h"
#include "target-fit.h"
#include "vocabulary.h"

#include <math.h>
#include <string.h>

/* Steps after which targets are judged no better */
#define TARGET_ITERATIONS 150

static const ObelusOption train_options[]
    = { OBELUS_OPTION_FILE ("ratings", NULL, "Words with mean ratings from -4 to 4 (VADER's lexicon)"),
        OBELUS_OPTION_FILE ("positive-words", NULL, "Words of praise, one a line"),
        OBELUS_OPTION_FILE ("negative-words", NULL, "Words of blame, one a line"),
        OBELUS_OPTION_FILE ("emoji", NULL, "Emoji with their names"),
        OBELUS_OPTION_FILE ("phrases", NULL, "Idioms and emoji with ratings from -1 to 1, or what they do to others"),
        LEARN_BAD_LINES_OPTION,
        OBELUS_OPTION_FILE ("induced", NULL, "Words with ratings carried over from other words"),
        OBELUS_OPTION_FILE ("clusters", NULL, "Words with four cluster numbers, the commonest words first"),
        OBELUS_OPTION_FILE ("vectors", NULL, "Words with 32 numbers that are alike for words used alike"),
        OBELUS_OPTION_FILE ("rare-vectors", NULL, "Further words with such numbers, for filters only"),
        OBELUS_OPTION_INTEGER ("max-words", 0, 1000000, 20000, "Words that are taken from the clusters"),
        OBELUS_OPTION_INTEGER ("max-ngrams", 1, 1000000, 87000, "N-grams that keep a weight"),
        OBELUS_OPTION_REAL ("ngram-penalty", 1e-6, 1e6, 1, "How dear the weight of an n-gram is"),
        OBELUS_OPTION_REAL ("measure-penalty", 1e-6, 1e6, 1000, "How dear the weight of a measure is"),
        OBELUS_OPTION_REAL ("filters-share", 0, 1, 0.3, "Share of filters over vectors, where there are any"),
        OBELUS_OPTION_REAL ("rules-share", 0, 1, 0.5, "Share of the rules in text that is all familiar talk"),
        OBELUS_OPTION_INTEGER ("max-target-features", 0, 1000000, 40000, "Features of targets that keep a weight"),
        OBELUS_OPTION_REAL ("target-penalty", 1e-6, 1e6, 16, "How dear the weight of a target's feature is"),
        OBELUS_OPTION_REAL ("target-measure-penalty", 1e-6, 1e6, 5, "How dear the weight of a target's measure is"),
        OBELUS_OPTION_REAL ("target-vector-penalty", 1e-6, 1e6, 100, "How dear the weight of a sum of vectors is"),
        OBELUS_OPTION_REAL ("target-filters-share", 0, 1, 0.4, "What the filters make of a target's score"),
        OBELUS_OPTION_INTEGER ("iterations", 1, 10000, 100, "Most steps of the fit"),
        OBELUS_OPTION_INTEGER ("calibration-folds", 2, 20, 3,
                               "Parts in which texts are judged unseen to fit the shares"),
        OBELUS_OPTION_INTEGER ("folds", 1, 100, 1, "Parts that the texts are divided into; see 'leave-out'"),
        OBELUS_OPTION_INTEGER ("leave-out", -1, 99, -1, "Part to leave out, for an honest evaluation; -1 for none"),
        OBELUS_OPTION_END };

/* Texts with their gold values, kept for the calibration */
typedef struct
{
  ObelusDocument *document;
  char *source;
  SentimentGold gold;
  double value, weight;
  SentimentSpan target; /* of a text about a target */
} Text;

static void
text_free (gpointer data)
{
  Text *text = data;

  g_object_unref (text->document);
  g_free (text->source);
  g_free (text);
}

static void
add_words (ObelusContext *context, SentimentLexiconBuilder *builder, SentimentVectors *vectors)
{
  GBytes *file;
  guint n_unused = 0;

  if ((file = obelus_context_get_file (context, "ratings", NULL)) != NULL)
    n_unused += sentiment_lexicon_builder_add_ratings (builder, file);
  if ((file = obelus_context_get_file (context, "positive-words", NULL)) != NULL)
    n_unused += sentiment_lexicon_builder_add_opinions (builder, file, TRUE);
  if ((file = obelus_context_get_file (context, "negative-words", NULL)) != NULL)
    n_unused += sentiment_lexicon_builder_add_opinions (builder, file, FALSE);
  if ((file = obelus_context_get_file (context, "emoji", NULL)) != NULL)
    sentiment_lexicon_builder_add_emoji (builder, file);
  if ((file = obelus_context_get_file (context, "induced", NULL)) != NULL)
    n_unused += sentiment_lexicon_builder_add_induced (builder, file);
  if ((file = obelus_context_get_file (context, "clusters", NULL)) != NULL)
    sentiment_lexicon_builder_add_clusters (builder, file, (guint) obelus_context_get_integer (context, "max-words"));
  if ((file = obelus_context_get_file (context, "vectors", NULL)) != NULL)
    n_unused += sentiment_vectors_add (vectors, file);
  if (n_unused > 0)
    obelus_context_report_progress (context, 0.0, "%u lines of the word lists hold no single word and are not used",
                                    n_unused);
}

/* Takes the gold value of a document: its first row's score, and its label where it has one. A row about a target is
 * taken with the target's place. */
static gboolean
take_gold (ObelusDocument *document, Text *text, gboolean *is_target)
{
  ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");

  if (layer == NULL || obelus_layer_get_n_rows (layer) == 0)
    return FALSE;
  gint score = obelus_layer_find_column (layer, "score");
  gint label = obelus_layer_find_column (layer, "label");
  gint unit = obelus_layer_find_column (layer, "unit");
  const char *unit_name = unit < 0 ? NULL : obelus_layer_get_string (layer, (guint) unit, 0, NULL);
  *is_target = unit_name != NULL && g_str_equal (unit_name, "target");
  text->target = (SentimentSpan){ obelus_layer_get_starts (layer)[0], obelus_layer_get_ends (layer)[0] };
  const char *name = label < 0 ? NULL : obelus_layer_get_string (layer, (guint) label, 0, NULL);

  if (name != NULL)
    {
      text->gold = SENTIMENT_GOLD_CLASS;
      text->value = g_str_equal (name, "positive") ? 1.0 : g_str_equal (name, "negative") ? -1.0 : 0.0;
      return TRUE;
    }
  if (score < 0 || !obelus_layer_has_value (layer, (guint) score, 0))
    return FALSE;
  text->gold = SENTIMENT_GOLD_SCORE;
  text->value = obelus_layer_get_reals (layer, (guint) score)[0];
  return TRUE;
}

static double
get_weight (ObelusDocument *document)
{
  const char *weight = obelus_document_get_metadata (document, "weight", NULL);
  double number = weight == NULL ? 1.0 : g_ascii_strtod (weight, NULL);

  return number >= 0.0 && number <= 1000.0 ? number : 1.0;
}

static SentimentClass
get_class (double value)
{
  return value > 0.33 ? SENTIMENT_CLASS_POSITIVE : value < -0.33 ? SENTIMENT_CLASS_NEGATIVE : SENTIMENT_CLASS_NEUTRAL;
}

/* What kind of text it is, if its metadata say so */
static SentimentDomain
find_domain (ObelusDocument *document)
{
  const char *name = obelus_document_get_metadata (document, "domain", NULL);

  for (guint i = 0; name != NULL && i < SENTIMENT_N_DOMAINS; i++)
    if (g_str_equal (name, sentiment_domain_names[i]))
      return (SentimentDomain) i;
  return SENTIMENT_DOMAIN_GENERAL;
}

/* Labels without a neutral among them come from raters who were not offered it. */
static void
find_polarities (GPtrArray *texts)
{
  g_autoptr (GHashTable) neutral = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < texts->len; i++)
    {
      const Text *text = texts->pdata[i];
      if (text->gold == SENTIMENT_GOLD_CLASS && text->value == 0.0)
        g_hash_table_add (neutral, text->source);
    }
  for (guint i = 0; i < texts->len; i++)
    {
      Text *text = texts->pdata[i];
      if (text->gold == SENTIMENT_GOLD_CLASS && !g_hash_table_contains (neutral, text->source))
        text->gold = SENTIMENT_GOLD_POLARITY;
    }
}

/* What is learned of targets, and room for looking at one */
typedef struct
{
  const SentimentLexicon *lexicon;
  SentimentTargetFit *fit;
  SentimentTargetFiltersFit *filters;
  SentimentTargetWindow window;
  SentimentWord words[SENTIMENT_WINDOW];
} Targets;

static Targets *
targets_new (const SentimentLexicon *lexicon, const SentimentVectors *vectors)
{
  Targets *targets = g_new (Targets, 1);

  targets->lexicon = lexicon;
  targets->fit = sentiment_target_fit_new (vectors);
  targets->filters = sentiment_target_filters_fit_new ();
  return targets;
}

static void
targets_free (Targets *targets)
{
  sentiment_target_fit_free (targets->fit);
  sentiment_target_filters_fit_free (targets->filters);
  g_free (targets);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Targets, targets_free)

/* Finds how likely each class is: what people say is certain. What a teacher says is a score, with the share of neutral
 * beside it; FALSE if it is none of a teacher's. */
static gboolean
find_shares (ObelusDocument *document, const Text *gold, double shares[SENTIMENT_N_CLASSES])
{
  const char *neutral = obelus_document_get_metadata (document, "neutral", NULL);

  memset (shares, 0, SENTIMENT_N_CLASSES * sizeof *shares);
  if (gold->gold == SENTIMENT_GOLD_CLASS || neutral == NULL || *neutral == '\0')
    {
      shares[get_class (gold->value)] = 1.0;
      return FALSE;
    }
  double value = CLAMP (gold->value, -1.0, 1.0), share = g_ascii_strtod (neutral, NULL);
  share = share >= 0.0 ? MIN (share, 1.0 - fabs (value)) : 0.0;
  shares[SENTIMENT_CLASS_POSITIVE] = (1.0 - share + value) / 2.0;
  shares[SENTIMENT_CLASS_NEUTRAL] = share;
  shares[SENTIMENT_CLASS_NEGATIVE] = (1.0 - share - value) / 2.0;
  return TRUE;
}

/* Filters learn from teachers as well; the regression, which gains nothing so, from people only. */
static void
targets_add (Targets *targets, const char *source, ObelusDocument *document, const Text *gold)
{
  double shares[SENTIMENT_N_CLASSES];
  gsize n_words;
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);

  if (!sentiment_target_window_find (&targets->window, targets->lexicon, text, length, gold->target, targets->words,
                                     &n_words))
    return;
  if (!find_shares (document, gold, shares))
    sentiment_target_fit_add (targets->fit, source, get_class (gold->value), get_weight (document), &targets->window,
                              targets->words, n_words);
  sentiment_target_filters_fit_add (targets->filters, source, shares, get_weight (document), &targets->window);
}

static gboolean
gather_texts (ObelusContext *context, ObelusDocumentStream *stream, GPtrArray *texts, Targets *targets, GError **error)
{
  guint n_folds = (guint) obelus_context_get_integer (context, "folds");
  gint64 left_out = obelus_context_get_integer (context, "leave-out");
  const char *source;

  for (;;)
    {
      g_autoptr (GError) reason = NULL;
      g_autoptr (ObelusDocument) document = obelus_document_stream_next (stream, &source, &reason);
      if (reason != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      if (document == NULL)
        break;
      if (obelus_context_is_cancelled (context, error))
        return FALSE;

      Text gold = { 0 };
      gboolean is_target = FALSE;
      if (!take_gold (document, &gold, &is_target)
          || (left_out >= 0 && sentiment_find_part (document, n_folds) == left_out))
        continue;
      if (is_target)
        {
          targets_add (targets, source != NULL ? source : "", document, &gold);
          continue;
        }

      Text *text = g_new0 (Text, 1);
      *text = gold;
      text->weight = get_weight (document);
      text->document = g_steal_pointer (&document);
      text->source = g_strdup (source != NULL ? source : "");
      g_ptr_array_add (texts, text);
    }

  if (texts->len < 100)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "there are %u texts with a sentiment row; a model needs at least 100, and thousands to "
                                "be any good",
                                texts->len);
  find_polarities (texts);
  return TRUE;
}

/* A model whose tables are in memory, for trying it out before it is written */
typedef struct
{
  SentimentModel model;
  SentimentMeasure measures[SENTIMENT_N_MEASURES];
  guint32 *ngrams;
  gsize n_ngram_slots;
  SentimentConvolutionTables *convolution; /* or NULL */
} Draft;

/* What one unit of these weights is worth, if the largest has 127 */
static double
get_step (const GArray *weights)
{
  double largest = 0.0;

  for (guint i = 0; i < weights->len; i++)
    largest = MAX (largest, fabs (g_array_index (weights, double, i)));
  return largest > 0.0 ? largest / 127.0 : 1.0;
}

static void
draft_init (Draft *draft, const SentimentLexicon *lexicon, const SentimentWeights *weights, double rules_share)
{
  guint n = weights->hashes->len, kept = 0;
  g_autofree guint64 *hashes = g_new (guint64, n + 1);
  g_autofree SentimentUnits *units = g_new (SentimentUnits, n + 1);
  const GArray *values = weights->ngram_weights[SENTIMENT_FUNCTION_VALUE];
  const GArray *subjectivities = weights->ngram_weights[SENTIMENT_FUNCTION_SUBJECTIVITY];
  double step = get_step (values), subjectivity_step = get_step (subjectivities);

  for (guint i = 0; i < n; i++)
    {
      units[kept].value = (gint8) lround (g_array_index (values, double, i) / step);
      units[kept].subjectivity = (gint8) lround (g_array_index (subjectivities, double, i) / subjectivity_step);
      hashes[kept] = g_array_index (weights->hashes, guint64, i);
      kept += units[kept].value != 0 || units[kept].subjectivity != 0;
    }

  draft->ngrams = sentiment_ngrams_pack (hashes, units, kept, &draft->n_ngram_slots);
  for (guint i = 0; i < SENTIMENT_N_MEASURES; i++)
    {
      draft->measures[i].center = weights->centers[i];
      draft->measures[i].scale = weights->scales[i];
      draft->measures[i].weight = weights->weights[SENTIMENT_FUNCTION_VALUE][i];
      draft->measures[i].subjectivity = weights->weights[SENTIMENT_FUNCTION_SUBJECTIVITY][i];
    }
  draft->model.lexicon = *lexicon;
  draft->model.ngrams = draft->ngrams;
  draft->model.ngram_mask = (guint32) (draft->n_ngram_slots - 1);
  draft->model.measures = draft->measures;
  draft->model.constants.ngram_step = step;
  draft->model.constants.subjectivity_step = subjectivity_step;
  draft->model.constants.intercept = 0.0;
  draft->model.constants.rules_share = rules_share;
}

/* Adds a convolution, if there is any to learn. FALSE if the work was cancelled. */
static gboolean
draft_add_convolution (Draft *draft, SentimentConvolutionFit *fit, gint left_out, double share)
{
  SentimentConvolutionTables *tables = fit == NULL ? NULL : sentiment_convolution_fit_solve (fit, left_out);

  if (tables == NULL)
    return fit == NULL;
  tables->filters.share = share;
  draft->convolution = tables;
  draft->model.convolution = (SentimentConvolution){
    .rows = (const SentimentConvolutionRow *) (gpointer) tables->rows->data,
    .n_rows = tables->rows->len,
    .filters = &tables->filters,
  };
  return TRUE;
}

static void
draft_clear (Draft *draft)
{
  g_clear_pointer (&draft->convolution, sentiment_convolution_tables_free);
  g_clear_pointer (&draft->ngrams, g_free);
}

static gboolean
read_fold (const Draft *draft, GPtrArray *texts, guint n_folds, guint fold, SentimentReading *readings)
{
  g_autofree SentimentScratch *scratch = sentiment_scratch_new (&draft->model);

  if (scratch == NULL)
    return FALSE;
  for (guint i = 0; i < texts->len; i++)
    {
      const Text *item = texts->pdata[i];
      guint32 length;
      const char *text = obelus_document_get_text (item->document, &length);
      if (sentiment_find_part (item->document, n_folds) == fold)
        sentiment_model_read (&draft->model, scratch, text, 0, length, &readings[i]);
    }
  return TRUE;
}

/* Fits the shares of all domains to texts with labels, each of which was judged unseen. */
static void
fit_shares (GPtrArray *texts, const SentimentReading *readings, SentimentShares shares[SENTIMENT_N_DOMAINS])
{
  g_autoptr (GArray) judged = g_array_new (FALSE, FALSE, sizeof (SentimentJudged));
  SentimentVocabulary vocabulary;

  sentiment_vocabulary_init (&vocabulary);
  for (guint i = 0; i < texts->len; i++)
    {
      const Text *text = texts->pdata[i];
      if (text->gold != SENTIMENT_GOLD_CLASS)
        continue;
      SentimentJudged item = { .class = get_class (text->value),
                               .domain = find_domain (text->document),
                               .source = sentiment_vocabulary_number_source (&vocabulary, text->source),
                               .reading = &readings[i] };
      g_array_append_val (judged, item);
    }
  sentiment_shares_fit (judged, vocabulary.sources->len, shares);
  sentiment_vocabulary_clear (&vocabulary);
}

/* Gives words their rows, for filters over texts and over what is beside targets; NULL where words have no vectors. */
static SentimentWordRows *
place_words (ObelusContext *context, SentimentConvolutionFit *convolution, const SentimentTargetFiltersFit *filters,
             const SentimentLexicon *lexicon, SentimentEntry *slots)
{
  GBytes *common = obelus_context_get_file (context, "vectors", NULL);
  GBytes *rare = obelus_context_get_file (context, "rare-vectors", NULL);
  g_autoptr (SentimentVectors) vectors = sentiment_vectors_new ();
  g_autoptr (GHashTable) counts = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (common == NULL || obelus_context_get_real (context, "filters-share") == 0.0)
    return NULL;
  sentiment_vectors_add (vectors, common);
  if (rare != NULL)
    sentiment_vectors_add (vectors, rare);

  sentiment_convolution_fit_count (convolution, counts);
  sentiment_target_filters_fit_count (filters, counts);
  SentimentWordRows *rows = sentiment_word_rows_new (slots, (gsize) lexicon->mask + 1, vectors, counts);
  sentiment_convolution_fit_take_rows (convolution, lexicon, rows);
  return rows;
}

static gboolean
train (ObelusContext *context, ObelusDocumentStream *stream, ObelusModelBuilder *model, GError **error)
{
  g_autoptr (SentimentLexiconBuilder) words = sentiment_lexicon_builder_new ();
  g_autoptr (SentimentVectors) vectors = sentiment_vectors_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (text_free);
  guint n_folds = (guint) obelus_context_get_integer (context, "calibration-folds");
  double rules_share = obelus_context_get_real (context, "rules-share");
  double filters_share = obelus_context_get_real (context, "filters-share");
  gsize n_slots;

  add_words (context, words, vectors);
  g_autofree SentimentEntry *slots = sentiment_lexicon_builder_finish (words, &n_slots);
  SentimentLexicon lexicon = { .slots = slots, .mask = (guint32) (n_slots - 1) };
  if (!sentiment_phrases_load (&lexicon.phrases, context, "phrases", &lexicon, error))
    return FALSE;
  g_autofree const SentimentPhrase *phrases = lexicon.phrases.slots;
  g_autoptr (Targets) targets = targets_new (&lexicon, vectors);
  if (!gather_texts (context, stream, texts, targets, error))
    return FALSE;

  const SentimentFitSettings settings = {
    .ngram_penalty = obelus_context_get_real (context, "ngram-penalty"),
    .measure_penalty = obelus_context_get_real (context, "measure-penalty"),
    .max_ngrams = (guint) obelus_context_get_integer (context, "max-ngrams"),
    .max_iterations = (guint) obelus_context_get_integer (context, "iterations"),
  };
  g_autoptr (SentimentFit) fit = sentiment_fit_new (&lexicon);
  g_autoptr (SentimentConvolutionFit) convolution = sentiment_convolution_fit_new ();
  for (guint i = 0; i < texts->len; i++)
    {
      const Text *text = texts->pdata[i];
      guint32 length;
      const char *characters = obelus_document_get_text (text->document, &length);
      guint part = sentiment_find_part (text->document, n_folds);
      sentiment_fit_add (fit, text->source, text->gold, text->value, text->weight, part, characters, length);
      sentiment_convolution_fit_add (convolution, &lexicon, text->source, text->gold, text->value, text->weight, part,
                                     characters, length);
    }

  g_autoptr (SentimentWordRows) rows = place_words (context, convolution, targets->filters, &lexicon, slots);
  if (rows == NULL)
    g_clear_pointer (&convolution, sentiment_convolution_fit_free);
  g_autofree SentimentReading *readings = g_new0 (SentimentReading, texts->len);
  for (guint fold = 0; fold < n_folds; fold++)
    {
      obelus_context_report_progress (context, (double) fold / (n_folds + 1), "part %u of %u, to judge it unseen",
                                      fold + 1, n_folds);
      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      g_autoptr (SentimentWeights) weights = sentiment_fit_solve (fit, &settings, (gint) fold);
      if (weights == NULL)
        return !obelus_context_is_cancelled (context, error);
      Draft draft = { 0 };
      draft_init (&draft, &lexicon, weights, rules_share);
      if (!draft_add_convolution (&draft, convolution, (gint) fold, filters_share))
        {
          draft_clear (&draft);
          return !obelus_context_is_cancelled (context, error);
        }
      gboolean was_read = read_fold (&draft, texts, n_folds, fold, readings);
      draft_clear (&draft);
      if (!was_read)
        return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                    "there is not enough memory to train; free some or set a smaller max-ngrams");
    }

  obelus_context_report_progress (context, (double) n_folds / (n_folds + 1), "all %u texts", texts->len);
  g_autoptr (SentimentWeights) weights = sentiment_fit_solve (fit, &settings, -1);
  if (weights == NULL)
    return !obelus_context_is_cancelled (context, error);
  Draft draft = { 0 };
  draft_init (&draft, &lexicon, weights, rules_share);
  if (!draft_add_convolution (&draft, convolution, -1, filters_share))
    {
      draft_clear (&draft);
      return !obelus_context_is_cancelled (context, error);
    }
  SentimentShares shares[SENTIMENT_N_DOMAINS];
  fit_shares (texts, readings, shares);

  obelus_model_builder_add_section (model, "words", slots, n_slots * sizeof *slots);
  if (phrases != NULL)
    obelus_model_builder_add_section (model, "phrases", phrases, ((gsize) lexicon.phrases.mask + 1) * sizeof *phrases);
  obelus_model_builder_add_section (model, "ngrams", draft.ngrams, draft.n_ngram_slots * sizeof *draft.ngrams);
  obelus_model_builder_add_section (model, "measures", draft.measures, sizeof draft.measures);
  obelus_model_builder_add_section (model, "constants", &draft.model.constants, sizeof draft.model.constants);
  obelus_model_builder_add_section (model, "domains", shares, sizeof shares);
  if (draft.convolution != NULL)
    {
      const GArray *table = draft.convolution->rows;
      obelus_model_builder_add_section (model, "convolution", table->data,
                                        table->len * sizeof (SentimentConvolutionRow));
      obelus_model_builder_add_section (model, "filters", &draft.convolution->filters, sizeof (SentimentFilters));
    }
  draft_clear (&draft);

  guint n_targets = sentiment_target_fit_get_n_samples (targets->fit);
  if (n_targets == 0)
    return !obelus_context_is_cancelled (context, error);
  obelus_context_report_progress (context, (double) n_folds / (n_folds + 1), "%u targets", n_targets);
  const SentimentTargetFitSettings target_settings = {
    .feature_penalty = obelus_context_get_real (context, "target-penalty"),
    .measure_penalty = obelus_context_get_real (context, "target-measure-penalty"),
    .vector_penalty = obelus_context_get_real (context, "target-vector-penalty"),
    .max_features = (guint) obelus_context_get_integer (context, "max-target-features"),
    .max_iterations = TARGET_ITERATIONS,
  };
  sentiment_target_fit_solve (targets->fit, &target_settings, model);
  double target_filters_share = obelus_context_get_real (context, "target-filters-share");
  if (rows != NULL && target_filters_share > 0.0)
    sentiment_target_filters_fit_solve (targets->filters, &lexicon, rows, target_filters_share, model);
  return !obelus_context_is_cancelled (context, error);
}

const ObelusTrainerClass sentiment_trainer = {
  .name = "sentiment",
  .summary = "Learn a model of sentiment from rated or labelled texts and word lists",
  .needs = "sentiment",
  .options = train_options,
  .train = train,
};
