/* The processor `sentiment`: scores the sentences of a document and the document itself. */
#include "components.h"
#include "document-language.h"
#include "model.h"

#include <math.h>

/* A text of up to so many words is read as one piece: a tweet, a line of a review. A text of more than the second
 * number is what its sentences are; between the two the one fades into the other. */
#define SHORT_TEXT 60
#define LONG_TEXT 180

/* In a longer text the first sentence says what it is about and the last part what to think of it. On 2,000 whole film
 * reviews the second of these is worth two points of accuracy. */
#define FIRST_WEIGHT 1.5
#define LAST_WEIGHT 2.0
#define LAST_PART 0.85

/* What happens in a story is sadder than the story: the mean of sentences lies below zero for reviews (0.15) and news
 * (0.07) alike, and its spread is smaller than that of single sentences. */
#define MEAN_OFFSET 0.1
#define MEAN_GAIN 1.5

/* Longer sentences count more, up to so many words */
#define LONG_SENTENCE 40

typedef enum
{
  LABEL_NEGATIVE,
  LABEL_NEUTRAL,
  LABEL_POSITIVE,
  N_LABELS
} Label;

static const char *const label_names[N_LABELS] = { "negative", "neutral", "positive" };

static const ObelusOption sentiment_options[]
    = { OBELUS_OPTION_MODEL ("model", "sentiment.obm", "Model that 'obelus train sentiment' made"),
        OBELUS_OPTION_REAL ("min-positive", 0.0, 1.0, 0.12, "Least score that is called positive"),
        OBELUS_OPTION_REAL ("max-negative", -1.0, 0.0, -0.16, "Largest score that is called negative"),
        OBELUS_OPTION_FLAG ("sentences", TRUE, "Give a row to each sentence, and not to the document alone"),
        OBELUS_OPTION_END };

static gboolean
sentiment_load (ObelusContext *context, gpointer *shared, GError **error)
{
  g_autofree SentimentModel *model = g_new0 (SentimentModel, 1);

  if (!sentiment_model_init (model, obelus_context_get_model (context, "model"), error))
    return FALSE;
  *shared = g_steal_pointer (&model);
  return TRUE;
}

static gboolean
sentiment_begin (ObelusContext *context, gpointer *scratch, GError **error)
{
  *scratch = sentiment_scratch_new (obelus_context_get_shared (context));
  return *scratch != NULL
         || obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                 "there is not enough memory to use the model; free some or use a smaller model");
}

/* Where rows go, with everything that is the same for all of them */
typedef struct
{
  ObelusLayerBuilder *builder;
  guint unit, label, score, positive, neutral, negative;
  gint32 labels[N_LABELS], document, sentence;
  double min_positive, max_negative;
} Rows;

static void
rows_init (Rows *rows, ObelusContext *context, ObelusLayerBuilder *builder)
{
  rows->builder = builder;
  rows->unit = obelus_layer_builder_add_column (builder, "unit", OBELUS_COLUMN_STRING);
  rows->label = obelus_layer_builder_add_column (builder, "label", OBELUS_COLUMN_STRING);
  rows->score = obelus_layer_builder_add_column (builder, "score", OBELUS_COLUMN_REAL);
  rows->positive = obelus_layer_builder_add_column (builder, "positive", OBELUS_COLUMN_REAL);
  rows->neutral = obelus_layer_builder_add_column (builder, "neutral", OBELUS_COLUMN_REAL);
  rows->negative = obelus_layer_builder_add_column (builder, "negative", OBELUS_COLUMN_REAL);
  for (guint i = 0; i < N_LABELS; i++)
    rows->labels[i] = obelus_layer_builder_intern (builder, label_names[i], -1);
  rows->document = obelus_layer_builder_intern (builder, "document", -1);
  rows->sentence = obelus_layer_builder_intern (builder, "sentence", -1);
  rows->min_positive = obelus_context_get_real (context, "min-positive");
  rows->max_negative = obelus_context_get_real (context, "max-negative");
}

static void
rows_set (Rows *rows, guint32 row, gint32 unit, SentimentVerdict verdict)
{
  Label label = verdict.score > 0.0 && verdict.score >= rows->min_positive   ? LABEL_POSITIVE
                : verdict.score < 0.0 && verdict.score <= rows->max_negative ? LABEL_NEGATIVE
                                                                             : LABEL_NEUTRAL;

  obelus_layer_builder_set_string_index (rows->builder, rows->unit, row, unit);
  obelus_layer_builder_set_string_index (rows->builder, rows->label, row, rows->labels[label]);
  obelus_layer_builder_set_real (rows->builder, rows->score, row, verdict.score);
  obelus_layer_builder_set_real (rows->builder, rows->positive, row, verdict.positive);
  obelus_layer_builder_set_real (rows->builder, rows->neutral, row, verdict.neutral);
  obelus_layer_builder_set_real (rows->builder, rows->negative, row, verdict.negative);
}

/* The value of a text from those of its sentences */
typedef struct
{
  double sum, evidence, weight;
  guint64 n_words, n_known;
} Mean;

static void
mean_add (Mean *mean, const SentimentReading *reading, double position)
{
  if (reading->n_words == 0)
    return;

  double weight = sqrt ((double) MIN (reading->n_words, LONG_SENTENCE));
  if (mean->n_words == 0)
    weight *= FIRST_WEIGHT;
  if (position >= LAST_PART)
    weight *= LAST_WEIGHT;
  mean->sum += weight * reading->value;
  mean->evidence += weight * reading->evidence;
  mean->weight += weight;
  mean->n_words += reading->n_words;
  mean->n_known += reading->n_known;
}

static SentimentReading
mean_finish (const Mean *mean)
{
  SentimentReading reading = { .n_words = mean->n_words, .n_known = mean->n_known };

  if (mean->n_words > 0)
    {
      reading.value = MEAN_GAIN * (mean->sum / mean->weight + MEAN_OFFSET);
      reading.evidence = mean->evidence / mean->weight;
    }
  return reading;
}

static gboolean
sentiment_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const SentimentModel *model = obelus_context_get_shared (context);
  SentimentScratch *scratch = obelus_context_get_scratch (context);
  gboolean wants_sentences = obelus_context_get_flag (context, "sentences"), foreign;
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  Mean mean = { 0 };
  Rows rows;

  ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
  if (sentences == NULL || !learn_find_foreign (context, document, &foreign, error))
    return FALSE;
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "sentiment", error);
  if (builder == NULL)
    return FALSE;

  guint32 n_sentences = obelus_layer_get_n_rows (sentences);
  const guint32 *starts = obelus_layer_get_starts (sentences), *ends = obelus_layer_get_ends (sentences);
  rows_init (&rows, context, builder);
  obelus_layer_builder_reserve (builder, wants_sentences ? n_sentences + 1 : 1);
  obelus_layer_builder_append (builder, 0, length);

  for (guint32 i = 0; i < n_sentences; i++)
    {
      SentimentReading reading = { 0 };
      if (!foreign)
        sentiment_model_read (model, scratch, text, starts[i], ends[i], &reading);
      mean_add (&mean, &reading, (double) starts[i] / length);
      if (wants_sentences)
        rows_set (&rows, obelus_layer_builder_append (builder, starts[i], ends[i]), rows.sentence,
                  sentiment_model_judge (model, &reading));
      if (obelus_context_is_cancelled (context, error))
        return FALSE;
    }

  SentimentReading whole = mean_finish (&mean);
  if (mean.n_words > 0 && mean.n_words < LONG_TEXT)
    {
      SentimentReading piece;
      double share = mean.n_words <= SHORT_TEXT ? 0.0 : (double) (mean.n_words - SHORT_TEXT) / (LONG_TEXT - SHORT_TEXT);
      sentiment_model_read (model, scratch, text, 0, length, &piece);
      whole.value = share * whole.value + (1.0 - share) * piece.value;
      whole.evidence = share * whole.evidence + (1.0 - share) * piece.evidence;
    }
  rows_set (&rows, 0, rows.document, sentiment_model_judge (model, &whole));
  return obelus_context_commit (context, document, builder, error);
}

const ObelusProcessorClass sentiment_processor = {
  .name = "sentiment",
  .summary = "Score how a text and each of its sentences feel, from -1 to 1",
  .needs = "sentence language?",
  .gives = "sentiment",
  .options = sentiment_options,
  .load = sentiment_load,
  .begin = sentiment_begin,
  .process = sentiment_process,
  .end = g_free,
  .unload = g_free,
};
