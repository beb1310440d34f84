/* Learning to tag: from annotated documents to a model's sections. */
#include "lesson.h"

#include "chain-trainer.h"
#include "chain.h"
#include "classes.h"
#include "feature-counter.h"
#include "feature-index.h"
#include "model-sections.h"
#include "random.h"

#include <obelus/obelus-error.h>

#include <math.h>
#include <string.h>

/* One point of a stored weight is worth 1 / POINTS in natural logarithms of probability. */
#define POINTS 48.0f

/* Labels that lag behind a token's best by more are never on the best way, as far as was seen. */
#define MARGIN (6 * (guint) POINTS)

/* What stands together hardly ever makes up for such a lead. */
#define SURE (8 * (guint) POINTS)

/* Binary logarithm of the rough counters that tell which features occur once. */
#define ROUGH_BITS 28

#define NO_LABEL G_MAXUINT8

typedef struct
{
  char *text;
  guint32 *starts;
  guint32 *ends;
  guint32 n;
  LearnSentence *sentences;
  guint32 n_sentences;
  guint16 *names; /* a number in lesson->names a token; G_MAXUINT16 for none */
  guint8 *labels; /* once they are chosen */
  guint part;
} Example;

struct _TagLesson
{
  GPtrArray *examples;
  GHashTable *numbers; /* name → number */
  GPtrArray *names;
  GArray *counts; /* guint32, by number */
  TagLabels labels;
  TagLemmaLesson *lemmas;
};

static void
example_free (gpointer data)
{
  Example *example = data;

  g_free (example->text);
  g_free (example->starts);
  g_free (example->ends);
  g_free (example->sentences);
  g_free (example->names);
  g_free (example->labels);
  g_free (example);
}

TagLesson *
tag_lesson_new (void)
{
  TagLesson *lesson = g_new0 (TagLesson, 1);
  lesson->examples = g_ptr_array_new_with_free_func (example_free);
  lesson->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  lesson->names = g_ptr_array_new_with_free_func (g_free);
  lesson->counts = g_array_new (FALSE, TRUE, sizeof (guint32));
  lesson->lemmas = tag_lemma_lesson_new ();

  return lesson;
}

void
tag_lesson_free (TagLesson *lesson)
{
  if (lesson == NULL)
    return;
  g_ptr_array_unref (lesson->examples);
  g_hash_table_unref (lesson->numbers);
  g_ptr_array_unref (lesson->names);
  g_array_unref (lesson->counts);
  tag_labels_clear (&lesson->labels);
  tag_lemma_lesson_free (lesson->lemmas);
  g_free (lesson);
}

static guint16
number_name (TagLesson *lesson, const char *upos, const char *xpos)
{
  if (upos == NULL || *upos == '\0' || strchr (upos, '/') != NULL)
    return G_MAXUINT16;

  g_autofree char *name = tag_label_make_name (upos, xpos);
  gpointer known;
  if (!g_hash_table_lookup_extended (lesson->numbers, name, NULL, &known))
    {
      guint32 zero = 0;
      if (lesson->names->len == G_MAXUINT16)
        return G_MAXUINT16;
      known = GUINT_TO_POINTER (lesson->names->len);
      g_hash_table_insert (lesson->numbers, name, known);
      g_array_append_val (lesson->counts, zero);
      g_ptr_array_add (lesson->names, g_steal_pointer (&name));
    }
  guint number = GPOINTER_TO_UINT (known);
  g_array_index (lesson->counts, guint32, number)++;

  return (guint16) number;
}

void
tag_lesson_add (TagLesson *lesson, const LearnTokens *tokens, const LearnSentence *sentences, guint32 n_sentences,
                const char *const *upos, const char *const *xpos, const char *const *lemmas)
{
  if (tokens->n == 0)
    return;

  Example *example = g_new0 (Example, 1);
  example->text = g_memdup2 (tokens->text, (gsize) tokens->ends[tokens->n - 1] + 1);
  example->starts = g_memdup2 (tokens->starts, tokens->n * sizeof (guint32));
  example->ends = g_memdup2 (tokens->ends, tokens->n * sizeof (guint32));
  example->n = tokens->n;
  example->sentences = g_memdup2 (sentences, n_sentences * sizeof *sentences);
  example->n_sentences = n_sentences;
  example->names = g_new (guint16, tokens->n);
  example->part = lesson->examples->len;
  for (guint32 i = 0; i < tokens->n; i++)
    {
      example->names[i] = number_name (lesson, upos[i], xpos[i]);
      if (example->names[i] != G_MAXUINT16 && lemmas[i] != NULL)
        tag_lemma_lesson_add (lesson->lemmas, tokens->text + tokens->starts[i], tokens->ends[i] - tokens->starts[i],
                              example->names[i], lemmas[i]);
    }
  g_ptr_array_add (lesson->examples, example);
}

/* The same document in capitals or in small letters. */
static Example *
copy_in_case (const Example *example, gboolean capitals)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Example *copy = g_new0 (Example, 1);
  *copy = *example;
  copy->starts = g_new (guint32, example->n);
  copy->ends = g_new (guint32, example->n);

  for (guint32 i = 0; i < example->n; i++)
    {
      const char *word = example->text + example->starts[i];
      gssize length = example->ends[i] - example->starts[i];
      g_autofree char *changed = capitals ? g_utf8_strup (word, length) : g_utf8_strdown (word, length);
      copy->starts[i] = (guint32) text->len;
      g_string_append (text, changed);
      copy->ends[i] = (guint32) text->len;
    }
  copy->text = g_memdup2 (text->str, text->len + 1);
  copy->sentences = g_memdup2 (example->sentences, example->n_sentences * sizeof *example->sentences);
  copy->names = g_memdup2 (example->names, example->n * sizeof *example->names);
  copy->labels = g_memdup2 (example->labels, example->n);

  return copy;
}

static void
add_case_copies (TagLesson *lesson, double share, guint64 seed)
{
  LearnRandom random = { seed };
  guint n = lesson->examples->len;

  for (guint i = 0; i < n; i++)
    for (guint capitals = 0; capitals < 2; capitals++)
      if (learn_random_below (&random, 1000000) < (guint32) (share * 1000000.0))
        g_ptr_array_add (lesson->examples, copy_in_case (g_ptr_array_index (lesson->examples, i), capitals == 1));
}

/* Labels */

static void
choose_labels (TagLesson *lesson, guint max)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < lesson->names->len; i++)
    g_hash_table_insert (counts, g_ptr_array_index (lesson->names, i),
                         GUINT_TO_POINTER (g_array_index (lesson->counts, guint32, i)));
  tag_labels_choose (&lesson->labels, counts, max);

  g_autofree guint8 *label_of = g_new (guint8, MAX (lesson->names->len, 1));
  for (guint i = 0; i < lesson->names->len; i++)
    {
      gint label = tag_labels_find (&lesson->labels, g_ptr_array_index (lesson->names, i));
      label_of[i] = label < 0 ? NO_LABEL : (guint8) label;
    }
  for (guint i = 0; i < lesson->examples->len; i++)
    {
      Example *example = g_ptr_array_index (lesson->examples, i);
      example->labels = g_malloc (example->n);
      for (guint32 token = 0; token < example->n; token++)
        example->labels[token] = example->names[token] == G_MAXUINT16 ? NO_LABEL : label_of[example->names[token]];
    }
  tag_lemma_lesson_set_labels (lesson->lemmas, label_of, lesson->names->len);
}

static TagClassCounter *
count_classes (TagLesson *lesson, guint n_parts)
{
  g_autoptr (TagClassCounter) counter = tag_class_counter_new ();

  for (guint i = 0; i < lesson->examples->len; i++)
    {
      Example *example = g_ptr_array_index (lesson->examples, i);
      example->part %= n_parts;
      for (guint32 token = 0; token < example->n; token++)
        {
          LearnCasing casing;
          guint64 lower = learn_word_hash_lower (example->text + example->starts[token],
                                                 example->ends[token] - example->starts[token], &casing);
          if (example->labels[token] != NO_LABEL)
            tag_class_counter_add (counter, example->part, lower, example->labels[token]);
        }
    }

  return g_steal_pointer (&counter);
}

/* Features */

typedef struct
{
  TagLesson *lesson;
  LearnScan *scan;
  TagClassCounter *classes;
  LearnFeatureCounter *counter;
  LearnChainTrainer *trainer; /* NULL in the first pass */
  GArray *features;           /* guint32, of the stretch */
  GArray *ends;
  GArray *allowed;
} Extraction;

static void
extract_place (Extraction *extraction, const TagStretch *stretch, guint32 place)
{
  guint64 features[TAG_MAX_FEATURES];
  guint n = tag_features_list_all (stretch, place, features);

  for (guint i = 0; i < n; i++)
    if (extraction->trainer == NULL)
      learn_feature_counter_note (extraction->counter, features[i]);
    else
      {
        guint32 number = learn_feature_counter_number (extraction->counter, features[i]);
        if (number != LEARN_NO_FEATURE)
          g_array_append_val (extraction->features, number);
      }
}

static void
extract_stretch (Extraction *extraction, const Example *example, const TagStretch *stretch, guint32 first, guint32 n)
{
  g_array_set_size (extraction->features, 0);
  g_array_set_size (extraction->ends, 0);
  g_array_set_size (extraction->allowed, 0);
  for (guint32 place = 0; place < n; place++)
    {
      guint8 label = example->labels[first + place];
      guint64 allowed = label == NO_LABEL ? G_MAXUINT64 : (guint64) 1 << label;

      extract_place (extraction, stretch, place);
      g_array_append_val (extraction->ends, extraction->features->len);
      g_array_append_val (extraction->allowed, allowed);
    }
  if (extraction->trainer != NULL)
    learn_chain_trainer_add (extraction->trainer, (const guint32 *) (gpointer) extraction->features->data,
                             (const guint32 *) (gpointer) extraction->ends->data,
                             (const guint64 *) (gpointer) extraction->allowed->data, n, 1.0f);
}

static gboolean
extract_example (Extraction *extraction, const Example *example)
{
  LearnTokens tokens = { example->text, example->starts, example->ends, example->n };
  TagClass classes[LEARN_STRETCH + 2 * LEARN_REACH];
  TagStretch stretch;
  guint32 first, n;

  if (!learn_scan_begin (extraction->scan, &tokens, example->sentences, example->n_sentences))
    return FALSE;
  for (guint32 s = 0; s < example->n_sentences; s++)
    {
      learn_scan_enter_sentence (extraction->scan, s);
      while (learn_scan_next_stretch (extraction->scan, &stretch.words, &first, &n))
        {
          for (guint32 i = 0; i < n + 2 * LEARN_REACH; i++)
            classes[i] = tag_class_counter_find (extraction->classes, example->part,
                                                 stretch.words.words[(gssize) i - LEARN_REACH]->lower);
          stretch.classes = classes + LEARN_REACH;
          stretch.n = n;
          stretch.verbs = tag_labels_select (&extraction->lesson->labels, "VERB", "AUX");
          stretch.stops = tag_labels_select (&extraction->lesson->labels, "PUNCT", NULL);
          extract_stretch (extraction, example, &stretch, first, n);
        }
    }

  return TRUE;
}

static gboolean
extract_all (Extraction *extraction, GError **error)
{
  for (guint i = 0; i < extraction->lesson->examples->len; i++)
    if (!extract_example (extraction, g_ptr_array_index (extraction->lesson->examples, i)))
      {
        g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                             "no memory is left for learning; learn from fewer documents");
        return FALSE;
      }

  return TRUE;
}

/* Result */

static gint
quantize (float weight)
{
  return (gint) CLAMP (floorf (weight * POINTS + 0.5f), -127.0f, 127.0f);
}

/* Weights that all labels of a feature share say nothing: the middle one becomes 0, and most with it. */
static float
find_middle (const float *weights, guint n)
{
  float sorted[TAG_MAX_LABELS];

  for (guint i = 0; i < n; i++)
    {
      guint at = i;
      for (; at > 0 && sorted[at - 1] > weights[i]; at--)
        sorted[at] = sorted[at - 1];
      sorted[at] = weights[i];
    }

  return sorted[n / 2];
}

static void
add_weights (LearnChainTrainer *trainer, LearnFeatureCounter *counter, guint n_labels, const TagPlan *plan,
             ObelusModelBuilder *model)
{
  guint32 n_features = learn_feature_counter_get_n_features (counter);
  const guint64 *hashes = learn_feature_counter_get_hashes (counter);
  const guint32 *counts = learn_feature_counter_get_counts (counter);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GByteArray) rows = g_byte_array_new ();

  for (guint32 i = 0; i < n_features; i++)
    {
      const float *weights = learn_chain_trainer_get_weights (trainer, i);
      float middle = find_middle (weights, n_labels);
      guint8 row[2 + 2 * TAG_MAX_LABELS] = { 0, (guint8) hashes[i] };

      for (guint label = 0; label < n_labels; label++)
        if (fabsf (weights[label] - middle) >= (float) plan->prune && quantize (weights[label] - middle) != 0)
          {
            row[2 + 2 * row[0]] = (guint8) label;
            row[3 + 2 * row[0]] = (guint8) (gint8) quantize (weights[label] - middle);
            row[0]++;
          }
      if (counts[i] < plan->min_count || row[0] == 0)
        continue;
      guint32 place = rows->len / 2;
      g_array_append_val (kept, hashes[i]);
      g_array_append_val (places, place);
      g_byte_array_append (rows, row, 2 + 2 * (guint) row[0]);
    }

  g_autoptr (GArray) index = learn_feature_index_build_at (
      (const guint64 *) (gpointer) kept->data, (const guint32 *) (gpointer) places->data, kept->len, rows->len / 2);
  const guint8 padding[TAG_WEIGHTS_PADDING] = { 0 };
  g_byte_array_append (rows, padding, sizeof padding);
  obelus_model_builder_add_section (model, TAG_SECTION_FEATURES, index->data, index->len * sizeof (guint32));
  obelus_model_builder_add_section (model, TAG_SECTION_WEIGHTS, rows->data, rows->len);
}

static void
add_pairs (LearnChainTrainer *trainer, guint n_labels, ObelusModelBuilder *model)
{
  g_autofree gint16 *pairs = g_new0 (gint16, n_labels * n_labels);

  for (guint from = 0; from < n_labels; from++)
    for (guint to = 0; to < n_labels; to++)
      pairs[from * n_labels + to] = GINT16_TO_LE (
          (gint16) CLAMP (floorf (learn_chain_trainer_get_pair (trainer, from, to) * POINTS + 0.5f), -2047, 2047));
  obelus_model_builder_add_section (model, TAG_SECTION_PAIRS, pairs, n_labels * n_labels * sizeof *pairs);
}

static void
add_settings (TagLesson *lesson, ObelusModelBuilder *model)
{
  TagSettings settings = {
    .features_version = GUINT32_TO_LE (TAG_FEATURES_VERSION),
    .n_labels = GUINT32_TO_LE (lesson->labels.n),
    .margin = GUINT32_TO_LE (MARGIN),
    .sure = GUINT32_TO_LE (SURE),
  };
  obelus_model_builder_add_section (model, TAG_SECTION_SETTINGS, &settings, sizeof settings);

  g_autoptr (GByteArray) names = g_byte_array_new ();
  for (guint i = 0; i < lesson->labels.n; i++)
    g_byte_array_append (names, (const guint8 *) lesson->labels.names[i], (guint) strlen (lesson->labels.names[i]) + 1);
  obelus_model_builder_add_section (model, TAG_SECTION_LABELS, names->data, names->len);
}

typedef struct
{
  TagProgress progress;
  gpointer user_data;
} Told;

static gboolean
tell (double share, guint epoch, double loss, gpointer user_data)
{
  Told *told = user_data;
  g_autofree char *what = g_strdup_printf ("epoch %u, loss %.4f a token", epoch + 1, loss);

  return told->progress == NULL || told->progress (0.1 + 0.85 * share, what, told->user_data);
}

static GArray *
compile_clusters (const TagPlan *plan, LearnLexicon *lexicon, GError **error)
{
  gsize length = 0;
  const char *text = plan->clusters != NULL ? g_bytes_get_data (plan->clusters, &length) : "";
  g_autofree char *fault = NULL;
  GArray *clusters = learn_lexicon_compile_clusters (text, length, plan->max_words, &fault);

  if (clusters == NULL)
    {
      g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_FAILED, fault);
      return NULL;
    }
  const char *problem
      = learn_lexicon_read_clusters (lexicon, (const guint64 *) (gpointer) clusters->data, clusters->len);
  g_assert (problem == NULL);

  return clusters;
}

static gboolean
run_trainer (LearnChainTrainer *trainer, LearnFeatureCounter *counter, const TagPlan *plan, TagProgress progress,
             gpointer user_data, GError **error)
{
  LearnChainPlan chain_plan = {
    .n_epochs = plan->n_epochs,
    .n_averaged = plan->n_averaged,
    .rate = (float) plan->rate,
    .decay = (float) plan->decay,
    .dropout = (float) plan->dropout,
    .seed = plan->seed,
  };
  Told told = { progress, user_data };
  if (learn_chain_trainer_run (trainer, &chain_plan, learn_feature_counter_get_n_features (counter),
                               learn_feature_counter_get_counts (counter), tell, &told))
    return TRUE;

  g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED, "training was stopped");
  return FALSE;
}

/* Finds weights for the features of all examples, and adds them to the model. */
static gboolean
learn_weights (TagLesson *lesson, const TagPlan *plan, const LearnLexicon *lexicon, TagClassCounter *classes,
               ObelusModelBuilder *model, TagProgress progress, gpointer user_data, GError **error)
{
  guint n_labels = lesson->labels.n;
  g_autoptr (LearnScan) scan = learn_scan_new (lexicon, FALSE);
  g_autoptr (LearnFeatureCounter) counter = learn_feature_counter_new (ROUGH_BITS);
  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) allowed = g_array_new (FALSE, FALSE, sizeof (guint64));
  Extraction extraction = {
    .lesson = lesson,
    .scan = scan,
    .classes = classes,
    .counter = counter,
    .features = features,
    .ends = ends,
    .allowed = allowed,
  };
  if (!extract_all (&extraction, error))
    return FALSE;

  guint64 all = n_labels < 64 ? ((guint64) 1 << n_labels) - 1 : G_MAXUINT64;
  guint64 legal[LEARN_CHAIN_MAX_LABELS];
  for (guint from = 0; from < n_labels; from++)
    legal[from] = all;
  g_autoptr (LearnChainTrainer) trainer = learn_chain_trainer_new (n_labels, legal, all, all);
  extraction.trainer = trainer;
  if (!extract_all (&extraction, error) || !run_trainer (trainer, counter, plan, progress, user_data, error))
    return FALSE;

  add_weights (trainer, counter, n_labels, plan, model);
  add_pairs (trainer, n_labels, model);

  return TRUE;
}

gboolean
tag_lesson_learn (TagLesson *lesson, const TagPlan *plan, ObelusModelBuilder *model, TagProgress progress,
                  gpointer user_data, GError **error)
{
  LearnLexicon lexicon = { 0 };

  choose_labels (lesson, plan->max_labels);
  if (lesson->labels.n == 0)
    {
      g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_FAILED,
                           "there is nothing to learn from: no token has a part of speech");
      return FALSE;
    }
  g_autoptr (GArray) clusters = compile_clusters (plan, &lexicon, error);
  if (clusters == NULL)
    return FALSE;
  g_autoptr (TagClassCounter) classes = count_classes (lesson, plan->n_parts);
  g_autoptr (GArray) class_table = tag_class_counter_compile (classes, 1);
  add_case_copies (lesson, plan->case_copies, plan->seed);

  add_settings (lesson, model);
  if (!learn_weights (lesson, plan, &lexicon, classes, model, progress, user_data, error))
    return FALSE;
  obelus_model_builder_add_section (model, TAG_SECTION_CLUSTERS, clusters->data, clusters->len * sizeof (guint64));
  obelus_model_builder_add_section (model, TAG_SECTION_CLASSES, class_table->data, class_table->len * sizeof (guint64));
  tag_lemma_lesson_learn (lesson->lemmas, &lexicon, lesson->labels.n, plan->seed, model);

  return TRUE;
}
