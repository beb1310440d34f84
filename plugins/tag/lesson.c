/* Learning to tag: from documents to a model's sections. */
#include "lesson.h"

#include "lemma-lesson.h"
#include "model-sections.h"
#include "random.h"
#include "weights-lesson.h"

#include <obelus/obelus-error.h>

#include <string.h>

/* In natural logarithms of probability: labels that lag behind a token's best by more are never on the best way, and
 * what stands together hardly ever makes up for such a lead, as far as was seen. */
#define MARGIN 6
#define SURE 3

struct _TagLesson
{
  GPtrArray *examples; /* TagExample */
  GHashTable *numbers; /* name → number */
  GPtrArray *names;
  GArray *counts; /* guint32, by number */
  TagLabels labels;
  TagLemmaLesson *lemmas;
};

TagLesson *
tag_lesson_new (void)
{
  TagLesson *lesson = g_new0 (TagLesson, 1);
  lesson->examples = g_ptr_array_new_with_free_func (tag_example_free);
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
tag_lesson_add (TagLesson *lesson, double weight, const LearnTokens *tokens, const LearnSentence *sentences,
                guint32 n_sentences, const char *const *upos, const char *const *xpos, const char *const *lemmas)
{
  if (tokens->n == 0)
    return;

  TagExample *example = tag_example_new (tokens, sentences, n_sentences);
  example->names = g_new (guint16, tokens->n);
  example->weight = (float) weight;
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

static void
add_case_copies (TagLesson *lesson, double share, guint64 seed)
{
  LearnRandom random = { seed };
  guint n = lesson->examples->len;

  for (guint i = 0; i < n; i++)
    for (guint capitals = 0; capitals < 2; capitals++)
      if (learn_random_happens (&random, share))
        g_ptr_array_add (lesson->examples,
                         tag_example_copy_in_case (g_ptr_array_index (lesson->examples, i), capitals == 1));
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
      label_of[i] = label < 0 ? TAG_NO_LABEL : (guint8) label;
    }
  for (guint i = 0; i < lesson->examples->len; i++)
    {
      TagExample *example = g_ptr_array_index (lesson->examples, i);
      example->labels = g_malloc (example->n);
      for (guint32 token = 0; token < example->n; token++)
        example->labels[token] = example->names[token] == G_MAXUINT16 ? TAG_NO_LABEL : label_of[example->names[token]];
    }
  tag_lemma_lesson_set_labels (lesson->lemmas, label_of, lesson->names->len);
}

static TagClassCounter *
count_classes (TagLesson *lesson, guint n_parts)
{
  g_autoptr (TagClassCounter) counter = tag_class_counter_new ();

  for (guint i = 0; i < lesson->examples->len; i++)
    {
      TagExample *example = g_ptr_array_index (lesson->examples, i);
      example->part %= n_parts;
      for (guint32 token = 0; token < example->n; token++)
        {
          LearnCasing casing;
          guint64 lower = learn_word_hash_lower (example->text + example->starts[token],
                                                 example->ends[token] - example->starts[token], &casing);
          if (example->labels[token] != TAG_NO_LABEL)
            tag_class_counter_add (counter, example->part, lower, example->labels[token]);
        }
    }

  return g_steal_pointer (&counter);
}

/* Tables and weights before they are a model's sections. */
typedef struct
{
  LearnLexicon lexicon;
  GArray *clusters;
  GArray *classes;
  TagWeights weights;
} Made;

static void
made_clear (Made *made)
{
  g_clear_pointer (&made->clusters, g_array_unref);
  g_clear_pointer (&made->classes, g_array_unref);
  tag_weights_clear (&made->weights);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Made, made_clear)

static gboolean
compile_clusters (Made *made, const TagPlan *plan, GError **error)
{
  gsize length = 0;
  const char *text = plan->clusters != NULL ? g_bytes_get_data (plan->clusters, &length) : "";
  g_autofree char *fault = NULL;

  made->clusters = learn_lexicon_compile_clusters (text, length, plan->max_words, &fault);
  if (made->clusters == NULL)
    {
      g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_FAILED, fault);
      return FALSE;
    }
  const char *problem = learn_word_table_read (&made->lexicon.clusters,
                                               (const guint64 *) (gpointer) made->clusters->data, made->clusters->len);
  g_assert (problem == NULL);

  return TRUE;
}

/* Result */

static void
add_settings (TagLesson *lesson, ObelusModelBuilder *model)
{
  TagSettings settings = {
    .features_version = GUINT32_TO_LE (TAG_FEATURES_VERSION),
    .n_labels = GUINT32_TO_LE (lesson->labels.n),
    .margin = GUINT32_TO_LE (MARGIN * TAG_POINTS),
    .sure = GUINT32_TO_LE (SURE * TAG_POINTS),
  };
  obelus_model_builder_add_section (model, TAG_SECTION_SETTINGS, &settings, sizeof settings);

  g_autoptr (GByteArray) names = g_byte_array_new ();
  for (guint i = 0; i < lesson->labels.n; i++)
    g_byte_array_append (names, (const guint8 *) lesson->labels.names[i], (guint) strlen (lesson->labels.names[i]) + 1);
  obelus_model_builder_add_section (model, TAG_SECTION_LABELS, names->data, names->len);
}

static void
add_table (ObelusModelBuilder *model, const char *section, const GArray *words)
{
  obelus_model_builder_add_section (model, section, words->data, words->len * sizeof (guint64));
}

static void
add_weights (const TagWeights *weights, guint n_labels, ObelusModelBuilder *model)
{
  obelus_model_builder_add_section (model, TAG_SECTION_FEATURES, weights->index->data,
                                    weights->index->len * sizeof (guint32));
  obelus_model_builder_add_section (model, TAG_SECTION_WEIGHTS, weights->rows->data, weights->rows->len);
  obelus_model_builder_add_section (model, TAG_SECTION_PAIRS, weights->pairs,
                                    n_labels * n_labels * sizeof *weights->pairs);
}

gboolean
tag_lesson_learn (TagLesson *lesson, const TagPlan *plan, ObelusModelBuilder *model, ObelusContext *context,
                  GError **error)
{
  g_auto (Made) made = { 0 };

  choose_labels (lesson, plan->max_labels);
  if (lesson->labels.n == 0)
    {
      g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_FAILED,
                           "there is nothing to learn from: no token has a part of speech");
      return FALSE;
    }
  if (!compile_clusters (&made, plan, error))
    return FALSE;
  g_autoptr (TagClassCounter) classes = count_classes (lesson, plan->n_parts);
  made.classes = tag_class_counter_compile (classes, 1);
  add_case_copies (lesson, plan->case_copies, plan->chain.seed);

  TagWeightsSource source = { lesson->examples, &lesson->labels, &made.lexicon, classes };
  if (!tag_weights_learn (&made.weights, &source, plan, context, error))
    return FALSE;

  add_settings (lesson, model);
  add_weights (&made.weights, lesson->labels.n, model);
  add_table (model, TAG_SECTION_CLUSTERS, made.clusters);
  add_table (model, TAG_SECTION_CLASSES, made.classes);
  tag_lemma_lesson_learn (lesson->lemmas, &made.lexicon, lesson->labels.n, plan->chain.seed, model);

  return TRUE;
}
