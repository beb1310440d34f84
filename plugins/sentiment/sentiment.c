/* The processor `sentiment`: scores the sentences of a document and the document itself. */
#include "components.h"
#include "document-language.h"
#include "explain.h"
#include "mean.h"
#include "phrases.h"
#include "rows.h"

#include <math.h>

/* What the stage works with, read-only */
typedef struct
{
  SentimentModel model;
  SentimentTargetModel targets;
  const SentimentShares *shares; /* of the domain */
  gint has_warned;               /* that the model knows nothing of targets; once a load, by any thread */
  char *language;                /* of the model; NULL for any */
} Shared;

/* A thread's memory */
typedef struct
{
  SentimentScratch *scratch;
  SentimentTargetWindow window;
  LearnRowCache target_words; /* empty where the model knows nothing of targets */
  SentimentTargetWord found[SENTIMENT_WINDOW];
  SentimentExplainer *explainer;         /* NULL where nothing is explained */
  SentimentEvidenceList evidence, parts; /* of all rows; of the document, its sentences */
} Memory;

static const ObelusOption sentiment_options[]
    = { OBELUS_OPTION_MODEL ("model", "sentiment.obm", "Model that 'obelus train sentiment' made"),
        OBELUS_OPTION_CHOICE ("domain", SENTIMENT_DOMAIN_CHOICES, "general",
                              "Kind of text: how shares and labels follow from scores"),
        OBELUS_OPTION_REAL ("min-positive", 0.0, 1.0, 0.0, "Least share of a positive text; 0 for the domain's own"),
        OBELUS_OPTION_REAL ("min-negative", 0.0, 1.0, 0.0, "Least share of a negative text; 0 for the domain's own"),
        OBELUS_OPTION_FLAG ("sentences", TRUE, "Give a row to each sentence, and not to the document alone"),
        OBELUS_OPTION_FLAG ("targets", TRUE, "Give a row to each entity: what is felt towards it"),
        OBELUS_OPTION_FILE ("lexicon", NULL,
                            "Words and phrases of one's own: a tab and a rating from -1 to 1 behind each"),
        LEARN_BAD_LINES_OPTION,
        OBELUS_OPTION_FLAG ("explain", FALSE, "Tell which words made each score, in " SENTIMENT_EVIDENCE_LAYER),
        OBELUS_OPTION_END };

static void
sentiment_unload (gpointer data)
{
  Shared *shared = data;

  g_free ((gpointer) shared->model.lexicon.own.slots);
  g_free (shared->language);
  g_free (shared);
}

static gboolean
sentiment_load (ObelusContext *context, gpointer *shared_out, GError **error)
{
  Shared *shared = g_new0 (Shared, 1);
  ObelusModel *file = obelus_context_get_model (context, "model");

  if (!obelus_model_dup_language (file, &shared->language, error) || !sentiment_model_init (&shared->model, file, error)
      || !sentiment_target_model_init (&shared->targets, file, error)
      || !sentiment_phrases_load (&shared->model.lexicon.own, context, "lexicon", &shared->model.lexicon, error))
    {
      sentiment_unload (shared);
      return FALSE;
    }
  shared->shares = &shared->model.domains[obelus_context_get_choice (context, "domain")];
  *shared_out = shared;
  return TRUE;
}

static void
sentiment_end (gpointer data)
{
  Memory *memory = data;

  sentiment_explainer_free (memory->explainer);
  sentiment_evidence_list_clear (&memory->evidence);
  sentiment_evidence_list_clear (&memory->parts);
  learn_row_cache_clear (&memory->target_words);
  g_free (memory->scratch);
  g_free (memory);
}

static gboolean
sentiment_begin (ObelusContext *context, gpointer *memory_out, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  gboolean explains = obelus_context_get_flag (context, "explain");
  Memory *memory = g_new0 (Memory, 1);

  memory->scratch = sentiment_scratch_new (&shared->model);
  memory->explainer = explains ? sentiment_explainer_new () : NULL;
  gboolean remembers
      = shared->targets.rows == NULL
        || learn_row_cache_init (&memory->target_words, SENTIMENT_TARGET_MEMORY, SENTIMENT_TARGET_SCORES);
  if (memory->scratch == NULL || !remembers || (explains && memory->explainer == NULL))
    {
      sentiment_end (memory);
      return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                  "there is not enough memory to use the model; free some or use a smaller model");
    }
  *memory_out = memory;
  return TRUE;
}

/* The entities of a document */
typedef struct
{
  SentimentSpans spans;
  guint32 next; /* the first that no sentence has come to */
} Targets;

static SentimentSpan
get_next_span (const Targets *targets)
{
  return (SentimentSpan){ targets->spans.starts[targets->next], targets->spans.ends[targets->next] };
}

static const double neutral_shares[SENTIMENT_N_CLASSES] = { [SENTIMENT_CLASS_NEUTRAL] = 1.0 };

/* Gives the entities before byte @end neutral rows: nothing is said around them that the model could read. */
static gboolean
pass_targets (ObelusContext *context, guint32 end, Targets *targets, SentimentRows *rows, GError **error)
{
  for (; targets->next < targets->spans.n && targets->spans.starts[targets->next] < end; targets->next++)
    {
      if (obelus_context_is_cancelled_at (context, targets->next, error))
        return FALSE;
      sentiment_rows_add_target (rows, get_next_span (targets), targets->next, neutral_shares);
    }
  return TRUE;
}

/* Explains the score of a target by the words in the window. */
static void
explain_target (const Shared *shared, Memory *memory, SentimentSpan target, guint32 number, const double *shares)
{
  SentimentEvidence whole = { .start = target.start,
                              .end = target.end,
                              .number = number,
                              .unit = SENTIMENT_UNIT_TARGET,
                              .share = log (shares[SENTIMENT_CLASS_POSITIVE] / shares[SENTIMENT_CLASS_NEGATIVE]) };

  sentiment_explain_target (&shared->targets, &memory->window, memory->found, &whole, &memory->evidence);
}

/* Judges the entities that start in a sentence, which was just read. FALSE if the work was cancelled. */
static gboolean
judge_targets (ObelusContext *context, const char *text, SentimentSpan sentence, Targets *targets, SentimentRows *rows,
               GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  Memory *memory = obelus_context_get_scratch (context);
  SentimentWord *words = memory->scratch->words;
  guint32 position = sentence.start;

  if (!pass_targets (context, sentence.start, targets, rows, error))
    return FALSE;
  while (targets->next < targets->spans.n && targets->spans.starts[targets->next] < sentence.end)
    {
      gsize n_words = memory->scratch->n_words;
      if (n_words > 0)
        position = sentence.end;
      else
        n_words = sentiment_scan_words (&shared->model.lexicon, text, &position, sentence.end, words, SENTIMENT_WINDOW);
      guint32 reached = n_words == 0 || position >= sentence.end ? sentence.end : position;
      guint32 behind = targets->next;
      while (behind < targets->spans.n && targets->spans.starts[behind] < reached)
        behind++;
      sentiment_mask_names (words, n_words, targets->spans.starts + targets->next, targets->spans.ends + targets->next,
                            behind - targets->next);
      sentiment_target_model_find_words (&shared->targets, &memory->target_words, words, n_words, memory->found);
      for (; targets->next < behind; targets->next++)
        {
          SentimentSpan target = get_next_span (targets);
          double shares[SENTIMENT_N_CLASSES];
          gboolean found = sentiment_target_window_init (&memory->window, words, n_words, target);
          if (found)
            sentiment_target_model_judge (&shared->targets, &memory->window, memory->found, shares);
          if (found && memory->explainer != NULL)
            explain_target (shared, memory, target, targets->next, shares);
          sentiment_rows_add_target (rows, target, targets->next, found ? shares : neutral_shares);
          if (obelus_context_is_cancelled_at (context, targets->next, error))
            return FALSE;
        }
      /* One sentence may be all of a long text. */
      if (obelus_context_is_cancelled (context, error))
        return FALSE;
    }
  return TRUE;
}

static SentimentSpans
get_spans (ObelusLayer *layer)
{
  return (SentimentSpans){ obelus_layer_get_starts (layer), obelus_layer_get_ends (layer),
                           obelus_layer_get_n_rows (layer) };
}

/* Says once that there will be no rows of targets, though there are entities. */
static void
warn_of_targets (ObelusContext *context)
{
  Shared *shared = obelus_context_get_shared (context);

  if (g_atomic_int_compare_and_exchange (&shared->has_warned, FALSE, TRUE))
    obelus_context_warn (context,
                         "the model has learned nothing of targets, so there are no rows unit=target; train it "
                         "with texts that name targets, use the one that comes along, or set targets=no");
}

/* Takes a document's entities, if targets are wanted and there are any. */
static gboolean
find_targets (ObelusContext *context, ObelusDocument *document, Targets *targets, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  ObelusLayer *layer;

  *targets = (Targets){ 0 };
  if (!obelus_context_get_flag (context, "targets"))
    return TRUE;
  if (!learn_find_layer (context, document, "entity", &layer, error))
    return FALSE;
  if (layer != NULL && shared->targets.rows == NULL)
    {
      warn_of_targets (context);
      return TRUE;
    }
  if (layer != NULL)
    targets->spans = get_spans (layer);
  return TRUE;
}

/* Judges one sentence. */
static SentimentReading
read_sentence (const Shared *shared, Memory *memory, const char *text, SentimentSpan span, guint32 number,
               gboolean is_row)
{
  SentimentReading reading = { 0 };

  sentiment_model_read (&shared->model, memory->scratch, text, span.start, span.end, &reading);
  if (memory->explainer != NULL && is_row)
    {
      gsize first = memory->evidence.n_items;
      SentimentEvidence whole
          = { .start = span.start, .end = span.end, .number = number, .unit = SENTIMENT_UNIT_SENTENCE, .share = 1.0 };
      sentiment_explainer_explain_piece (memory->explainer, &shared->model, memory->scratch, text, &whole,
                                         &memory->evidence);
      whole.share = SENTIMENT_LOG_ODDS * reading.value;
      sentiment_evidence_list_settle (&memory->evidence, first, &whole, SENTIMENT_LEAST_SHARE);
    }
  return reading;
}

/* Judges the text as a whole: as one piece, by its sentences, or by something of both; by its sentences where some of
 * them are not to be read. */
static SentimentReading
read_document (const Shared *shared, Memory *memory, const char *text, guint32 length, const SentimentMean *mean,
               gboolean is_whole)
{
  SentimentReading whole = sentiment_mean_finish (mean);
  double share = is_whole ? sentiment_mean_get_share (mean) : 1.0;
  SentimentEvidence evidence = { .end = length, .unit = SENTIMENT_UNIT_DOCUMENT, .share = 1.0 - share };
  gsize first = memory->evidence.n_items;

  if (mean->n_words > 0 && share < 1.0)
    {
      SentimentReading piece;
      sentiment_model_read (&shared->model, memory->scratch, text, 0, length, &piece);
      whole.value = share * whole.value + (1.0 - share) * piece.value;
      whole.evidence = share * whole.evidence + (1.0 - share) * piece.evidence;
      whole.subjectivity = share * whole.subjectivity + (1.0 - share) * piece.subjectivity;
      if (memory->explainer != NULL)
        sentiment_explainer_explain_piece (memory->explainer, &shared->model, memory->scratch, text, &evidence,
                                           &memory->evidence);
    }
  if (memory->explainer == NULL || whole.n_known == 0)
    return whole;

  for (gsize i = 0; share > 0.0 && i < memory->parts.n_items; i++)
    {
      SentimentEvidence part = memory->parts.items[i];
      part.share = share * SENTIMENT_LOG_ODDS * sentiment_mean_get_part (mean, part.share);
      sentiment_evidence_list_add (&memory->evidence, &part);
    }
  memory->evidence.failed |= memory->parts.failed;
  evidence.share = SENTIMENT_LOG_ODDS * whole.value;
  /* One of thousands of sentences makes little of a score. */
  sentiment_evidence_list_settle (&memory->evidence, first, &evidence, share < 1.0 ? SENTIMENT_LEAST_SHARE : 0.0);
  return whole;
}

/* Adds the rows of all sentences and targets to the first, which is the document's. */
static gboolean
judge (ObelusContext *context, ObelusDocument *document, ObelusLayer *sentences, LearnLanguages *languages,
       Targets *targets, SentimentRows *rows, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  Memory *memory = obelus_context_get_scratch (context);
  gboolean wants_sentences = obelus_context_get_flag (context, "sentences");
  guint32 length, n_sentences = obelus_layer_get_n_rows (sentences);
  const char *text = obelus_document_get_text (document, &length);
  const guint32 *starts = obelus_layer_get_starts (sentences), *ends = obelus_layer_get_ends (sentences);
  SentimentMean mean = { 0 };
  gboolean is_whole = TRUE;
  guint32 covered = 0;

  obelus_layer_builder_reserve (rows->builder, (wants_sentences ? n_sentences + 1 : 1) + targets->spans.n);
  obelus_layer_builder_append (rows->builder, 0, length);
  for (guint32 i = 0; i < n_sentences; i++)
    {
      SentimentSpan span = { starts[i], ends[i] };
      /* Sentences of others may overlap: what they share is read once. */
      SentimentSpan fresh = { MAX (span.start, covered), MAX (span.end, covered) };
      SentimentReading reading = { 0 };
      covered = fresh.end;
      gboolean is_foreign = learn_languages_is_foreign_at (languages, span.start);
      is_whole &= !is_foreign;
      if (!is_foreign)
        reading = read_sentence (shared, memory, text, fresh, i, wants_sentences);
      double weight = sentiment_mean_add (&mean, &reading, (double) span.start / length);
      if (memory->explainer != NULL)
        sentiment_evidence_list_add (&memory->parts, &(SentimentEvidence){ .start = span.start,
                                                                           .end = span.end,
                                                                           .unit = SENTIMENT_UNIT_DOCUMENT,
                                                                           .kind = SENTIMENT_EVIDENCE_SENTENCE,
                                                                           .share = weight * reading.value });
      if (wants_sentences)
        sentiment_rows_set (rows, obelus_layer_builder_append (rows->builder, span.start, span.end),
                            SENTIMENT_UNIT_SENTENCE, sentiment_shares_judge (shared->shares, &reading));
      if ((!is_foreign && !judge_targets (context, text, fresh, targets, rows, error))
          || obelus_context_is_cancelled (context, error))
        return FALSE;
    }
  if (!pass_targets (context, G_MAXUINT32, targets, rows, error))
    return FALSE;

  SentimentReading whole = read_document (shared, memory, text, length, &mean, is_whole);
  sentiment_rows_set (rows, 0, SENTIMENT_UNIT_DOCUMENT, sentiment_shares_judge (shared->shares, &whole));
  /* A name may be longer than the sentence it starts in. */
  if (targets->spans.n > 0)
    obelus_layer_builder_sort (rows->builder);
  return TRUE;
}

static gboolean
sentiment_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  Memory *memory = obelus_context_get_scratch (context);
  LearnLanguages languages;
  Targets targets;
  SentimentRows rows;

  ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
  if (sentences == NULL || !learn_languages_init (&languages, context, document, shared->language, error)
      || !find_targets (context, document, &targets, error))
    return FALSE;
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "sentiment", error);
  if (builder == NULL)
    return FALSE;

  SentimentSpans spans = { 0 };
  if (obelus_context_get_flag (context, "sentences"))
    spans = get_spans (sentences);
  double min_positive = obelus_context_get_real (context, "min-positive");
  double min_negative = obelus_context_get_real (context, "min-negative");
  sentiment_rows_init (&rows, builder, min_positive > 0.0 ? min_positive : shared->shares->min_positive,
                       min_negative > 0.0 ? min_negative : shared->shares->min_negative);
  gboolean done
      = judge (context, document, sentences, &languages, &targets, &rows, error)
        && obelus_context_commit (context, document, builder, error)
        && (memory->explainer == NULL
            || sentiment_evidence_list_commit (&memory->evidence, &spans, &targets.spans, context, document, error));
  sentiment_evidence_list_clear (&memory->evidence);
  sentiment_evidence_list_clear (&memory->parts);
  return done;
}

const ObelusProcessorClass sentiment_processor = {
  .name = "sentiment",
  .summary = "Score how a text and each of its sentences feel, from -1 to 1",
  .needs = "sentence language? entity?",
  .gives = "sentiment " SENTIMENT_EVIDENCE_LAYER "?",
  .options = sentiment_options,
  .load = sentiment_load,
  .begin = sentiment_begin,
  .process = sentiment_process,
  .end = sentiment_end,
  .unload = sentiment_unload,
};
