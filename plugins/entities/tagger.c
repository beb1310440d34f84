/* From scores to names. */
#include "tagger.h"

#include "agreement.h"
#include "capitals.h"
#include "compounds.h"
#include "datelines.h"
#include "definitions.h"
#include "labels.h"
#include "name-kinds.h"
#include "rolls.h"
#include "scorer.h"

#include <obelus/obelus-context.h>

struct _EntityTagger
{
  const EntityModel *model;
  LearnScan *scan;
  EntityScorer *scorer;
  gboolean handles;
  LearnChainScratch chain;
  gint16 *scores;
  guint8 labels[LEARN_STRETCH];
  GArray *spans;  /* EntitySpan */
  GArray *parted; /* EntitySpan: the same, with line-ups parted */
  GArray *joined; /* EntitySpan: the same, with what abbreviations delimit */
};

EntityTagger *
entity_tagger_new (const EntityModel *model)
{
  g_autoptr (EntityTagger) tagger = g_new0 (EntityTagger, 1);
  tagger->model = model;
  tagger->scan = learn_scan_new (&model->lexicon, TRUE);
  tagger->scorer = entity_scorer_new (model);
  tagger->scores = g_try_new (gint16, LEARN_STRETCH * model->chain.n_lanes);
  tagger->spans = g_array_sized_new (FALSE, FALSE, sizeof (EntitySpan), 64);
  tagger->parted = g_array_sized_new (FALSE, FALSE, sizeof (EntitySpan), 64);
  tagger->joined = g_array_sized_new (FALSE, FALSE, sizeof (EntitySpan), 64);
  if (tagger->scan == NULL || tagger->scorer == NULL || tagger->scores == NULL
      || !learn_chain_scratch_reserve (&tagger->chain, &model->chain, LEARN_STRETCH))
    return NULL;

  return g_steal_pointer (&tagger);
}

void
entity_tagger_free (EntityTagger *tagger)
{
  if (tagger == NULL)
    return;
  learn_scan_free (tagger->scan);
  entity_scorer_free (tagger->scorer);
  learn_chain_scratch_clear (&tagger->chain);
  g_free (tagger->scores);
  g_array_unref (tagger->spans);
  g_array_unref (tagger->parted);
  g_array_unref (tagger->joined);
  g_free (tagger);
}

void
entity_tagger_set_handles (EntityTagger *tagger, gboolean handles)
{
  tagger->handles = handles;
}

/* Leaves a handle, and what a lone @ makes one, only the way outside. */
static void
forbid_handles (EntityTagger *tagger, const LearnTokens *tokens, guint32 first, guint32 n)
{
  guint n_lanes = tagger->model->chain.n_lanes;

  for (guint32 i = 0; i < n; i++)
    {
      guint32 token = first + i;
      gboolean is_handle = tokens->text[tokens->starts[token]] == '@'
                           || (token > 0 && tokens->ends[token - 1] - tokens->starts[token - 1] == 1
                               && tokens->text[tokens->starts[token - 1]] == '@');
      if (is_handle)
        for (guint label = 1; label < tagger->model->chain.n_labels; label++)
          tagger->scores[i * n_lanes + label] = LEARN_CHAIN_FORBIDDEN;
    }
}

/* Leaves the month of a dateline in a sentence of tokens [first, first + n) only the way outside. */
static void
forbid_month (EntityTagger *tagger, const LearnTokens *tokens, guint32 first, guint32 n)
{
  const guint32 month = entity_find_dateline_month (tokens, first, n);
  guint n_lanes = tagger->model->chain.n_lanes;

  for (guint label = 1; month < first + n && label < tagger->model->chain.n_labels; label++)
    tagger->scores[(month - first) * n_lanes + label] = LEARN_CHAIN_FORBIDDEN;
}

/* Turns the labels of a stretch into spans. */
static void
collect_spans (EntityTagger *tagger, const LearnTokens *tokens, guint32 first, guint32 n)
{
  const EntityModel *model = tagger->model;
  gboolean is_weighed = FALSE;

  for (guint32 i = 0, begin = 0; i < n; i++)
    {
      guint8 label = tagger->labels[i];
      if (label == ENTITY_OUTSIDE)
        continue;
      begin = entity_label_is_opening (label) ? i : begin;
      if (!entity_label_is_closed (label))
        continue;

      if (!is_weighed)
        learn_chain_weigh (&model->chain, &tagger->chain, tagger->scores, n, i);
      is_weighed = TRUE;
      EntitySpan span = {
        .first = first + begin,
        .n = i - begin + 1,
        .type = entity_label_get_type_number (label),
        .score
        = learn_chain_get_probability (&model->chain, &tagger->chain, begin, tagger->labels + begin, i - begin + 1),
      };
      entity_compounds_append (tagger->spans, tokens, &span);
    }
}

/* Makes scores of probabilities, which takes the whole document. */
static void
calibrate_spans (EntityTagger *tagger, guint32 n_tokens)
{
  const EntityCalibration *calibration = tagger->model->calibration;
  double dense = entity_calibration_weigh_dense (tagger->joined->len, n_tokens);

  for (guint i = 0; i < tagger->joined->len; i++)
    {
      EntitySpan *span = &g_array_index (tagger->joined, EntitySpan, i);
      span->score = entity_calibration_apply (calibration, span->score, dense);
    }
}

/* A bit for each type that is one of people. */
static guint
find_persons (const EntityModel *model)
{
  guint persons = 0;

  for (guint type = 0; type < model->n_types; type++)
    persons |= learn_name_classify (model->types[type]) == LEARN_NAME_PERSON ? 1u << type : 0;
  return persons;
}

const EntitySpan *
entity_tagger_tag (EntityTagger *tagger, const LearnTokens *tokens, const LearnSentence *sentences, guint32 n_sentences,
                   guint32 *n_spans)
{
  const EntityModel *model = tagger->model;

  g_array_set_size (tagger->spans, 0);
  *n_spans = 0;
  if (!learn_scan_begin (tagger->scan, tokens, sentences, n_sentences))
    return NULL;

  for (guint32 s = 0; s < n_sentences; s++)
    {
      LearnStretch stretch;
      guint32 first, n;

      learn_scan_enter_sentence (tagger->scan, s);
      while (learn_scan_next_stretch (tagger->scan, &stretch, &first, &n))
        {
          if (obelus_is_cancelled_at (0))
            return NULL;
          entity_scorer_score (tagger->scorer, &stretch, learn_scan_get_memory (tagger->scan), n, tagger->scores);
          if (!tagger->handles)
            forbid_handles (tagger, tokens, first, n);
          if (first == sentences[s].first)
            forbid_month (tagger, tokens, first, n);
          learn_chain_decode (&model->chain, &tagger->chain, tagger->scores, n, tagger->labels);
          collect_spans (tagger, tokens, first, n);
        }
    }
  entity_rolls_part (tokens, sentences, n_sentences, find_persons (model), tagger->spans, tagger->parted);
  entity_definitions_join (tokens, tagger->parted, tagger->joined);
  EntitySpan *spans = (EntitySpan *) (gpointer) tagger->joined->data;
  g_array_set_size (tagger->joined, entity_capitals_apply (tokens, sentences, n_sentences, spans, tagger->joined->len));
  if (!entity_agreement_apply (tokens, model->n_types, spans, tagger->joined->len))
    return NULL;
  if (model->calibration != NULL)
    calibrate_spans (tagger, tokens->n);
  *n_spans = tagger->joined->len;

  return spans;
}
