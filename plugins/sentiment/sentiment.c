/* The processor `sentiment`: scores the sentences of a document and the document itself. */
#include "components.h"
#include "document-language.h"
#include "model.h"
#include "target-model.h"

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

/* What the stage works with, read-only */
typedef struct
{
  SentimentModel model;
  SentimentTargetModel targets;
} Shared;

/* A thread's memory */
typedef struct
{
  SentimentScratch *scratch;
  SentimentTargetWindow window;
  guint8 masked[SENTIMENT_WINDOW];
} Memory;

static const ObelusOption sentiment_options[]
    = { OBELUS_OPTION_MODEL ("model", "sentiment.obm", "Model that 'obelus train sentiment' made"),
        OBELUS_OPTION_REAL ("min-positive", 0.0, 1.0, 0.12, "Least score that is called positive"),
        OBELUS_OPTION_REAL ("max-negative", -1.0, 0.0, -0.16, "Largest score that is called negative"),
        OBELUS_OPTION_FLAG ("sentences", TRUE, "Give a row to each sentence, and not to the document alone"),
        OBELUS_OPTION_FLAG ("targets", TRUE, "Give a row to each entity: what is felt towards it"),
        OBELUS_OPTION_END };

static gboolean
sentiment_load (ObelusContext *context, gpointer *shared_out, GError **error)
{
  g_autofree Shared *shared = g_new0 (Shared, 1);
  ObelusModel *file = obelus_context_get_model (context, "model");

  if (!sentiment_model_init (&shared->model, file, error)
      || !sentiment_target_model_init (&shared->targets, file, error))
    return FALSE;
  *shared_out = g_steal_pointer (&shared);
  return TRUE;
}

static gboolean
sentiment_begin (ObelusContext *context, gpointer *memory_out, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  SentimentScratch *scratch = sentiment_scratch_new (&shared->model);

  if (scratch == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                "there is not enough memory to use the model; free some or use a smaller model");
  Memory *memory = g_new0 (Memory, 1);
  memory->scratch = scratch;
  *memory_out = memory;
  return TRUE;
}

static void
sentiment_end (gpointer data)
{
  Memory *memory = data;

  g_free (memory->scratch);
  g_free (memory);
}

/* Where rows go, with everything that is the same for all of them */
typedef struct
{
  ObelusLayerBuilder *builder;
  guint unit, label, score, positive, neutral, negative;
  guint target;
  gint32 labels[SENTIMENT_N_CLASSES], document, sentence, target_unit;
  double min_positive, max_negative;
} Rows;

static void
rows_init (Rows *rows, ObelusContext *context, ObelusLayerBuilder *builder)
{
  rows->builder = builder;
  rows->target = G_MAXUINT;
  rows->unit = obelus_layer_builder_add_column (builder, "unit", OBELUS_COLUMN_STRING);
  rows->label = obelus_layer_builder_add_column (builder, "label", OBELUS_COLUMN_STRING);
  rows->score = obelus_layer_builder_add_column (builder, "score", OBELUS_COLUMN_REAL);
  rows->positive = obelus_layer_builder_add_column (builder, "positive", OBELUS_COLUMN_REAL);
  rows->neutral = obelus_layer_builder_add_column (builder, "neutral", OBELUS_COLUMN_REAL);
  rows->negative = obelus_layer_builder_add_column (builder, "negative", OBELUS_COLUMN_REAL);
  for (guint i = 0; i < SENTIMENT_N_CLASSES; i++)
    rows->labels[i] = obelus_layer_builder_intern (builder, sentiment_class_names[i], -1);
  rows->document = obelus_layer_builder_intern (builder, "document", -1);
  rows->sentence = obelus_layer_builder_intern (builder, "sentence", -1);
  rows->target_unit = obelus_layer_builder_intern (builder, "target", -1);
  rows->min_positive = obelus_context_get_real (context, "min-positive");
  rows->max_negative = obelus_context_get_real (context, "max-negative");
}

static void
rows_set_labelled (Rows *rows, guint32 row, gint32 unit, SentimentVerdict verdict, SentimentClass label)
{
  obelus_layer_builder_set_string_index (rows->builder, rows->unit, row, unit);
  obelus_layer_builder_set_string_index (rows->builder, rows->label, row, rows->labels[label]);
  obelus_layer_builder_set_real (rows->builder, rows->score, row, verdict.score);
  obelus_layer_builder_set_real (rows->builder, rows->positive, row, verdict.positive);
  obelus_layer_builder_set_real (rows->builder, rows->neutral, row, verdict.neutral);
  obelus_layer_builder_set_real (rows->builder, rows->negative, row, verdict.negative);
}

static void
rows_set (Rows *rows, guint32 row, gint32 unit, SentimentVerdict verdict)
{
  SentimentClass label = verdict.score > 0.0 && verdict.score >= rows->min_positive   ? SENTIMENT_CLASS_POSITIVE
                         : verdict.score < 0.0 && verdict.score <= rows->max_negative ? SENTIMENT_CLASS_NEGATIVE
                                                                                      : SENTIMENT_CLASS_NEUTRAL;

  rows_set_labelled (rows, row, unit, verdict, label);
}

/* A target is labelled as what is likeliest: its score is the difference of two shares and says less. */
static void
rows_add_target (Rows *rows, SentimentSpan span, guint32 entity, const double *shares)
{
  gint positive = (gint) floor (shares[SENTIMENT_CLASS_POSITIVE] * 10000.0 + 0.5);
  gint negative = MIN ((gint) floor (shares[SENTIMENT_CLASS_NEGATIVE] * 10000.0 + 0.5), 10000 - positive);
  gint neutral = 10000 - positive - negative;
  SentimentClass label = neutral >= MAX (positive, negative) ? SENTIMENT_CLASS_NEUTRAL
                         : positive > negative               ? SENTIMENT_CLASS_POSITIVE
                                                             : SENTIMENT_CLASS_NEGATIVE;
  SentimentVerdict verdict = {
    .score = (positive - negative) / 10000.0,
    .positive = positive / 10000.0,
    .neutral = neutral / 10000.0,
    .negative = negative / 10000.0,
  };
  guint32 row = obelus_layer_builder_append (rows->builder, span.start, span.end);

  if (rows->target == G_MAXUINT)
    rows->target = obelus_layer_builder_add_reference (rows->builder, "target", "entity");
  rows_set_labelled (rows, row, rows->target_unit, verdict, label);
  obelus_layer_builder_set_reference (rows->builder, rows->target, row, entity);
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

/* The entities of a document, in the order of their starts */
typedef struct
{
  const guint32 *starts, *ends;
  guint32 n, next; /* the first that no sentence has come to */
} Targets;

static SentimentSpan
get_next_span (const Targets *targets)
{
  return (SentimentSpan){ targets->starts[targets->next], targets->ends[targets->next] };
}

static const double neutral_shares[SENTIMENT_N_CLASSES] = { [SENTIMENT_CLASS_NEUTRAL] = 1.0 };

/* Gives the entities before byte @end neutral rows: nothing is said around them that the model could read. */
static gboolean
pass_targets (ObelusContext *context, guint32 end, Targets *targets, Rows *rows, GError **error)
{
  for (; targets->next < targets->n && targets->starts[targets->next] < end; targets->next++)
    {
      if (obelus_context_is_cancelled_at (context, targets->next, error))
        return FALSE;
      rows_add_target (rows, get_next_span (targets), targets->next, neutral_shares);
    }
  return TRUE;
}

/* Judges the entities that start in a sentence. FALSE if the work was cancelled. */
static gboolean
judge_targets (ObelusContext *context, const char *text, SentimentSpan sentence, Targets *targets, Rows *rows,
               GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  Memory *memory = obelus_context_get_scratch (context);
  SentimentWord *words = memory->scratch->words;
  guint32 position = sentence.start;

  if (!pass_targets (context, sentence.start, targets, rows, error))
    return FALSE;
  while (targets->next < targets->n && targets->starts[targets->next] < sentence.end)
    {
      gsize n_words
          = sentiment_scan_words (&shared->model.lexicon, text, &position, sentence.end, words, SENTIMENT_WINDOW);
      guint32 reached = n_words == 0 || position >= sentence.end ? sentence.end : position;
      guint32 behind = targets->next;
      while (behind < targets->n && targets->starts[behind] < reached)
        behind++;
      sentiment_mask_names (words, n_words, targets->starts + targets->next, targets->ends + targets->next,
                            behind - targets->next, memory->masked);
      for (; targets->next < behind; targets->next++)
        {
          SentimentSpan target = get_next_span (targets);
          double shares[SENTIMENT_N_CLASSES];
          gboolean found = sentiment_target_window_init (&memory->window, words, n_words, memory->masked, target);
          if (found)
            sentiment_target_model_judge (&shared->targets, &memory->window, shares);
          rows_add_target (rows, target, targets->next, found ? shares : neutral_shares);
          if (obelus_context_is_cancelled_at (context, targets->next, error))
            return FALSE;
        }
      /* One sentence may be all of a long text. */
      if (obelus_context_is_cancelled (context, error))
        return FALSE;
    }
  return TRUE;
}

/* Takes a document's entities, if targets are wanted and there are any. */
static gboolean
find_targets (ObelusContext *context, const Shared *shared, ObelusDocument *document, Targets *targets, GError **error)
{
  ObelusLayer *layer;

  *targets = (Targets){ 0 };
  if (shared->targets.slots == NULL || !obelus_context_get_flag (context, "targets"))
    return TRUE;
  if (!learn_find_layer (context, document, "entity", &layer, error))
    return FALSE;
  if (layer != NULL)
    *targets = (Targets){ obelus_layer_get_starts (layer), obelus_layer_get_ends (layer),
                          obelus_layer_get_n_rows (layer), 0 };
  return TRUE;
}

static gboolean
sentiment_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  const SentimentModel *model = &shared->model;
  Memory *memory = obelus_context_get_scratch (context);
  gboolean wants_sentences = obelus_context_get_flag (context, "sentences"), foreign;
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  Mean mean = { 0 };
  Targets targets;
  Rows rows;

  ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
  if (sentences == NULL || !learn_find_foreign (context, document, &foreign, error)
      || !find_targets (context, shared, document, &targets, error))
    return FALSE;
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "sentiment", error);
  if (builder == NULL)
    return FALSE;

  guint32 n_sentences = obelus_layer_get_n_rows (sentences);
  const guint32 *starts = obelus_layer_get_starts (sentences), *ends = obelus_layer_get_ends (sentences);
  rows_init (&rows, context, builder);
  obelus_layer_builder_reserve (builder, (wants_sentences ? n_sentences + 1 : 1) + targets.n);
  obelus_layer_builder_append (builder, 0, length);

  for (guint32 i = 0; i < n_sentences; i++)
    {
      SentimentReading reading = { 0 };
      if (!foreign)
        sentiment_model_read (model, memory->scratch, text, starts[i], ends[i], &reading);
      mean_add (&mean, &reading, (double) starts[i] / length);
      if (wants_sentences)
        rows_set (&rows, obelus_layer_builder_append (builder, starts[i], ends[i]), rows.sentence,
                  sentiment_model_judge (model, &reading));
      if (!foreign && !judge_targets (context, text, (SentimentSpan){ starts[i], ends[i] }, &targets, &rows, error))
        return FALSE;
      if (obelus_context_is_cancelled (context, error))
        return FALSE;
    }

  if (!pass_targets (context, G_MAXUINT32, &targets, &rows, error))
    return FALSE;

  SentimentReading whole = mean_finish (&mean);
  if (mean.n_words > 0 && mean.n_words < LONG_TEXT)
    {
      SentimentReading piece;
      double share = mean.n_words <= SHORT_TEXT ? 0.0 : (double) (mean.n_words - SHORT_TEXT) / (LONG_TEXT - SHORT_TEXT);
      sentiment_model_read (model, memory->scratch, text, 0, length, &piece);
      whole.value = share * whole.value + (1.0 - share) * piece.value;
      whole.evidence = share * whole.evidence + (1.0 - share) * piece.evidence;
    }
  rows_set (&rows, 0, rows.document, sentiment_model_judge (model, &whole));
  /* A name may be longer than the sentence it starts in. */
  if (targets.n > 0)
    obelus_layer_builder_sort (builder);
  return obelus_context_commit (context, document, builder, error);
}

const ObelusProcessorClass sentiment_processor = {
  .name = "sentiment",
  .summary = "Score how a text and each of its sentences feel, from -1 to 1",
  .needs = "sentence language? entity?",
  .gives = "sentiment",
  .options = sentiment_options,
  .load = sentiment_load,
  .begin = sentiment_begin,
  .process = sentiment_process,
  .end = sentiment_end,
  .unload = g_free,
};
