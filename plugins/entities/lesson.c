/* From labelled documents to the sections of a model. */
#include "lesson.h"

#include "calibration-lesson.h"
#include "chain.h"
#include "example.h"
#include "feature-index.h"
#include "forms.h"
#include "labels.h"
#include "model-sections.h"
#include "random.h"
#include "templates.h"

#include <obelus/obelus-error.h>

#include <math.h>
#include <string.h>

/* Points of score in one natural logarithm of the odds. The largest weights are near 4, and int8 ends at 127. */
#define POINTS 32

/* One document is made for so many in forms that they do not have. */
#define FORMS_EVERY 120
#define QUOTATIONS_EVERY 30

/* The chance that a feature that occurs once is kept for colliding with another is about n / 2^ROUGH_BITS. */
#define ROUGH_BITS 29

typedef struct
{
  float weight;
  guint64 types;    /* those that occur, as bits */
  gboolean is_kept; /* for the calibration */
  gboolean is_quoted;
} Source;

struct _EntityLesson
{
  char **types;
  guint n_types;
  GPtrArray *examples; /* EntityExample: those that are learned from */
  GPtrArray *kept;     /* and those that are not */
  GArray *sources;
};

EntityLesson *
entity_lesson_new (const char *const *types)
{
  EntityLesson *lesson = g_new0 (EntityLesson, 1);
  lesson->types = g_strdupv ((char **) types);
  lesson->n_types = g_strv_length (lesson->types);
  lesson->examples = g_ptr_array_new_with_free_func (entity_example_free);
  lesson->kept = g_ptr_array_new_with_free_func (entity_example_free);
  lesson->sources = g_array_new (FALSE, TRUE, sizeof (Source));

  return lesson;
}

void
entity_lesson_free (EntityLesson *lesson)
{
  if (lesson == NULL)
    return;
  g_strfreev (lesson->types);
  g_ptr_array_unref (lesson->examples);
  g_ptr_array_unref (lesson->kept);
  g_array_unref (lesson->sources);
  g_free (lesson);
}

guint
entity_lesson_add_source (EntityLesson *lesson, double weight, gboolean is_kept)
{
  Source source = { (float) weight, 0, is_kept, FALSE };
  g_array_append_val (lesson->sources, source);

  return lesson->sources->len - 1;
}

void
entity_lesson_quote_source (EntityLesson *lesson, guint source)
{
  g_array_index (lesson->sources, Source, source).is_quoted = TRUE;
}

void
entity_lesson_add (EntityLesson *lesson, guint source, const LearnTokens *tokens, const LearnSentence *sentences,
                   guint32 n_sentences, const guint8 *labels)
{
  if (tokens->n == 0)
    return;

  const Source *properties = &g_array_index (lesson->sources, Source, source);
  g_ptr_array_add (properties->is_kept ? lesson->kept : lesson->examples,
                   entity_example_new (source, tokens, sentences, n_sentences, labels));

  for (guint32 i = 0; i < tokens->n; i++)
    if (labels[i] != ENTITY_OUTSIDE && labels[i] != ENTITY_UNKNOWN)
      g_array_index (lesson->sources, Source, source).types |= (guint64) 1 << entity_label_get_type_number (labels[i]);
}

guint
entity_lesson_get_n_kept (const EntityLesson *lesson)
{
  return lesson->kept->len;
}

static void
add_case_copies (EntityLesson *lesson, double share, guint64 seed)
{
  LearnRandom random = { seed };
  guint n = lesson->examples->len;

  for (guint i = 0; i < n; i++)
    for (guint capitals = 0; capitals < 2; capitals++)
      if (learn_random_happens (&random, share))
        g_ptr_array_add (lesson->examples,
                         entity_example_copy_in_case (g_ptr_array_index (lesson->examples, i), capitals == 1));
}

/* Makes quotations of sentences in other languages. */
static void
add_quotations (EntityLesson *lesson, LearnRandom *random)
{
  g_autoptr (GPtrArray) quoted = g_ptr_array_new ();

  for (guint i = 0; i < lesson->examples->len; i++)
    {
      EntityExample *example = g_ptr_array_index (lesson->examples, i);
      if (g_array_index (lesson->sources, Source, example->source).is_quoted)
        g_ptr_array_add (quoted, example);
    }
  entity_forms_add_quotations (lesson->examples, quoted, QUOTATIONS_EVERY, random);
}

/* Makes registers and datelines; names of types that are not learned have none. */
static void
add_forms (EntityLesson *lesson, const EntityPlan *plan)
{
  LearnRandom random = { plan->chain.seed };

  for (guint i = 0; i < lesson->n_types; i++)
    if (g_strcmp0 (lesson->types[i], plan->registers) == 0)
      entity_forms_add_registers (lesson->examples, i, FORMS_EVERY, &random);
  for (guint i = 0; i < lesson->n_types; i++)
    if (g_strcmp0 (lesson->types[i], plan->datelines) == 0)
      entity_forms_add_datelines (lesson->examples, i, FORMS_EVERY, &random);
  add_quotations (lesson, &random);
}

/* Divides the words of a share of the documents. They are not learned in both forms, which would give those of a kind
 * that has many hyphens, as news have, more weight. */
static void
divide_words (EntityLesson *lesson, double share, guint64 seed)
{
  LearnRandom random = { seed };

  for (guint i = 0; i < lesson->examples->len; i++)
    if (learn_random_happens (&random, share))
      {
        EntityExample *example = g_ptr_array_index (lesson->examples, i);
        EntityExample *copy = entity_example_copy_divided (example);
        if (copy == NULL)
          continue;
        g_ptr_array_index (lesson->examples, i) = copy;
        entity_example_free (example);
      }
}

/* Features */

typedef struct
{
  EntityLesson *lesson;
  LearnScan *scan;
  EntityFeatureGroups groups;
  LearnFeatureCounter *counter;
  LearnChainTrainer *trainer; /* NULL in the first pass */
  guint64 hidden;             /* types that may hide, as bits */
  GArray *features;           /* guint32, of the stretch */
  GArray *ends;
  GArray *allowed;
} Extraction;

static void
extract_place (Extraction *extraction, const LearnStretch *stretch, guint32 place, gboolean is_first_pass)
{
  guint64 features[ENTITY_MAX_FEATURES];
  guint n_firm;
  guint n = entity_features_list_all (stretch, place, extraction->groups, features, &n_firm);

  for (guint i = 0; i < n; i++)
    if (is_first_pass)
      learn_feature_counter_note (extraction->counter, features[i]);
    else
      {
        guint32 number = learn_feature_counter_number (extraction->counter, features[i]);
        if (number == LEARN_NO_FEATURE)
          continue;
        if (i >= n_firm)
          number |= LEARN_CHAIN_GROUP;
        g_array_append_val (extraction->features, number);
      }
}

/* Outside of names anything may stand that the source does not label, if it is of a type that may hide. */
static guint64
find_allowed (guint8 label, guint64 hidden_types)
{
  if (label == ENTITY_UNKNOWN)
    return G_MAXUINT64;

  guint64 allowed = (guint64) 1 << label;
  if (label == ENTITY_OUTSIDE)
    for (guint type = 0; hidden_types >> type != 0; type++)
      if ((hidden_types >> type & 1) != 0)
        allowed |= (guint64) 0xf << entity_label (type, ENTITY_BEGIN);

  return allowed;
}

static gboolean
extract_example (Extraction *extraction, const EntityExample *example, gboolean is_first_pass)
{
  LearnTokens tokens = entity_example_get_tokens (example);
  const Source *source = &g_array_index (extraction->lesson->sources, Source, example->source);
  guint64 hidden = extraction->hidden & ~source->types;
  LearnStretch stretch;
  guint32 first, n;

  if (!learn_scan_begin (extraction->scan, &tokens, example->sentences, example->n_sentences))
    return FALSE;
  for (guint32 s = 0; s < example->n_sentences; s++)
    {
      learn_scan_enter_sentence (extraction->scan, s);
      while (learn_scan_next_stretch (extraction->scan, &stretch, &first, &n))
        {
          g_array_set_size (extraction->features, 0);
          g_array_set_size (extraction->ends, 0);
          g_array_set_size (extraction->allowed, 0);
          for (guint32 place = 0; place < n; place++)
            {
              extract_place (extraction, &stretch, place, is_first_pass);
              guint64 allowed = find_allowed (example->labels[first + place], hidden);
              g_array_append_val (extraction->ends, extraction->features->len);
              g_array_append_val (extraction->allowed, allowed);
            }
          if (!is_first_pass)
            learn_chain_trainer_add (extraction->trainer, (const guint32 *) (gpointer) extraction->features->data,
                                     (const guint32 *) (gpointer) extraction->ends->data,
                                     (const guint64 *) (gpointer) extraction->allowed->data, n, source->weight);
        }
    }

  return TRUE;
}

static gboolean
extract_all (Extraction *extraction, gboolean is_first_pass, GError **error)
{
  for (guint i = 0; i < extraction->lesson->examples->len; i++)
    if (!extract_example (extraction, g_ptr_array_index (extraction->lesson->examples, i), is_first_pass))
      {
        g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                             "no memory is left for learning; learn from fewer documents");
        return FALSE;
      }

  return TRUE;
}

/* Result */

static gint8
quantize (float weight)
{
  return (gint8) CLAMP (floorf (weight * POINTS + 0.5f), -127.0f, 127.0f);
}

static void
add_weights (LearnChainTrainer *trainer, LearnFeatureCounter *counter, guint n_labels, const EntityPlan *plan,
             ObelusModelBuilder *model)
{
  guint32 n_features = learn_feature_counter_get_n_features (counter);
  const guint64 *hashes = learn_feature_counter_get_hashes (counter);
  const guint32 *counts = learn_feature_counter_get_counts (counter);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GByteArray) rows = g_byte_array_new ();

  for (guint32 i = 0; i < n_features; i++)
    {
      const float *weights = learn_chain_trainer_get_weights (trainer, i);
      float largest = 0.0f;
      gint8 row[LEARN_CHAIN_MAX_LABELS];
      for (guint label = 0; label < n_labels; label++)
        {
          largest = MAX (largest, fabsf (weights[label]));
          row[label] = quantize (weights[label]);
        }
      if (counts[i] < plan->min_count || largest < (float) plan->prune)
        continue;
      g_array_append_val (kept, hashes[i]);
      g_byte_array_append (rows, (const guint8 *) row, n_labels);
    }

  g_autoptr (GArray) index = learn_feature_index_build ((const guint64 *) (gpointer) kept->data, kept->len);
  const guint8 padding[ENTITY_WEIGHTS_PADDING] = { 0 };
  g_byte_array_append (rows, padding, sizeof padding);
  obelus_model_builder_add_section (model, ENTITY_SECTION_FEATURES, index->data, index->len * sizeof (guint32));
  obelus_model_builder_add_section (model, ENTITY_SECTION_WEIGHTS, rows->data, rows->len);
}

static void
add_pairs (LearnChainTrainer *trainer, guint n_labels, ObelusModelBuilder *model)
{
  g_autofree gint16 *pairs = g_new0 (gint16, n_labels * n_labels);

  for (guint from = 0; from < n_labels; from++)
    for (guint to = 0; to < n_labels; to++)
      if (entity_label_may_follow ((guint8) from, (guint8) to))
        pairs[from * n_labels + to] = GINT16_TO_LE (
            (gint16) CLAMP (floorf (learn_chain_trainer_get_pair (trainer, from, to) * POINTS + 0.5f), -2047, 2047));
  obelus_model_builder_add_section (model, ENTITY_SECTION_PAIRS, pairs, n_labels * n_labels * sizeof *pairs);
}

static void
add_settings (EntityLesson *lesson, const EntityPlan *plan, ObelusModelBuilder *model)
{
  /* Features that were dropped in learning are all there in use, so that sums come out larger than the probabilities
   * that were fitted. */
  EntitySettings settings = {
    .features_version = GUINT32_TO_LE (ENTITY_FEATURES_VERSION),
    .n_types = GUINT32_TO_LE (lesson->n_types),
    .points = GUINT32_TO_LE (POINTS),
    .temperature = GUINT32_TO_LE ((guint32) (1000.0 / (1.0 - plan->chain.dropout))),
  };
  obelus_model_builder_add_section (model, ENTITY_SECTION_SETTINGS, &settings, sizeof settings);

  g_autoptr (GByteArray) types = g_byte_array_new ();
  for (guint i = 0; i < lesson->n_types; i++)
    g_byte_array_append (types, (const guint8 *) lesson->types[i], (guint) strlen (lesson->types[i]) + 1);
  obelus_model_builder_add_section (model, ENTITY_SECTION_TYPES, types->data, types->len);
}

static gboolean
compile_lexicon (const EntityPlan *plan, LearnLexicon *lexicon, GArray **clusters, GArray **names, GError **error)
{
  gsize n_clusters = 0, n_names = 0;
  const char *cluster_text = plan->clusters != NULL ? g_bytes_get_data (plan->clusters, &n_clusters) : "";
  const char *name_text = plan->gazetteers != NULL ? g_bytes_get_data (plan->gazetteers, &n_names) : "";

  g_autofree char *fault = NULL;
  *clusters = learn_lexicon_compile_clusters (cluster_text, n_clusters, plan->max_words, &fault);
  *names = fault == NULL ? learn_lexicon_compile_names (name_text, n_names, &fault) : NULL;
  if (fault != NULL)
    {
      g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_FAILED, fault);
      return FALSE;
    }
  const char *problem
      = learn_lexicon_read_clusters (lexicon, (const guint64 *) (gpointer) (*clusters)->data, (*clusters)->len);
  g_assert (problem == NULL);
  problem = learn_lexicon_read_names (lexicon, (const guint64 *) (gpointer) (*names)->data, (*names)->len);
  g_assert (problem == NULL);

  return TRUE;
}

/* The types among @names that some source labels: what nobody ever labels cannot be told from anything else. */
static guint64
find_hidden_types (EntityLesson *lesson, const char *const *names)
{
  guint64 named = 0, labelled = 0;

  for (; names != NULL && *names != NULL; names++)
    for (guint i = 0; i < lesson->n_types; i++)
      named |= g_str_equal (lesson->types[i], *names) ? (guint64) 1 << i : 0;
  for (guint i = 0; i < lesson->sources->len; i++)
    if (!g_array_index (lesson->sources, Source, i).is_kept)
      labelled |= g_array_index (lesson->sources, Source, i).types;

  return named & labelled;
}

/* Fits scores to the documents that were kept for it. */
static gboolean
calibrate (EntityLesson *lesson, guint64 hidden, ObelusModelBuilder *model, GError **error)
{
  if (lesson->kept->len == 0)
    return TRUE;

  g_autofree guint64 *judged = g_new (guint64, lesson->sources->len);
  for (guint i = 0; i < lesson->sources->len; i++)
    judged[i] = ~(hidden & ~g_array_index (lesson->sources, Source, i).types);

  return entity_calibration_learn (lesson->kept, judged, model, error);
}

gboolean
entity_lesson_learn (EntityLesson *lesson, const EntityPlan *plan, ObelusModelBuilder *model, ObelusContext *context,
                     GError **error)
{
  guint n_labels = entity_count_labels (lesson->n_types);
  g_autoptr (GArray) clusters = NULL, names = NULL;
  LearnLexicon lexicon = { 0 };
  if (!compile_lexicon (plan, &lexicon, &clusters, &names, error))
    return FALSE;

  divide_words (lesson, plan->divided, plan->chain.seed);
  add_case_copies (lesson, plan->case_copies, plan->chain.seed);
  add_forms (lesson, plan);
  if (lesson->examples->len == 0)
    {
      g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_FAILED,
                           "there is nothing to learn from: no document has tokens");
      return FALSE;
    }

  g_autoptr (LearnScan) scan = learn_scan_new (&lexicon, TRUE);
  g_autoptr (LearnFeatureCounter) counter = learn_feature_counter_new (ROUGH_BITS);
  if (scan == NULL || counter == NULL)
    {
      g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY, "no memory is left for learning");
      return FALSE;
    }

  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) allowed = g_array_new (FALSE, FALSE, sizeof (guint64));
  Extraction extraction = {
    .lesson = lesson,
    .scan = scan,
    .groups = plan->features,
    .counter = counter,
    .hidden = find_hidden_types (lesson, plan->hidden),
    .features = features,
    .ends = ends,
    .allowed = allowed,
  };
  if (!extract_all (&extraction, TRUE, error))
    return FALSE;

  guint64 legal[LEARN_CHAIN_MAX_LABELS] = { 0 }, firsts = 0, lasts = 0;
  for (guint from = 0; from < n_labels; from++)
    {
      firsts |= entity_label_is_opening ((guint8) from) ? (guint64) 1 << from : 0;
      lasts |= entity_label_is_closed ((guint8) from) ? (guint64) 1 << from : 0;
      for (guint to = 0; to < n_labels; to++)
        legal[from] |= entity_label_may_follow ((guint8) from, (guint8) to) ? (guint64) 1 << to : 0;
    }
  g_autoptr (LearnChainTrainer) trainer = learn_chain_trainer_new (n_labels, legal, firsts, lasts);
  extraction.trainer = trainer;
  if (!extract_all (&extraction, FALSE, error) || !learn_chain_fit (trainer, &plan->chain, counter, context, error))
    return FALSE;

  add_settings (lesson, plan, model);
  add_weights (trainer, counter, n_labels, plan, model);
  add_pairs (trainer, n_labels, model);
  obelus_model_builder_add_section (model, ENTITY_SECTION_CLUSTERS, clusters->data, clusters->len * sizeof (guint64));
  obelus_model_builder_add_section (model, ENTITY_SECTION_NAMES, names->data, names->len * sizeof (guint64));

  return calibrate (lesson, extraction.hidden, model, error);
}
