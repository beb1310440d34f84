/* From tokens to labels. */
#include "tagger.h"

#include "path.h"
#include "scorer.h"

struct _TagTagger
{
  const TagModel *model;
  LearnScan *scan;
  TagScorer *scorer;
  TagPath *path;
  gint16 *scores;
  TagClass classes[LEARN_STRETCH + 2 * LEARN_REACH];
  guint8 labels[LEARN_STRETCH];
};

TagTagger *
tag_tagger_new (const TagModel *model)
{
  g_autoptr (TagTagger) tagger = g_new0 (TagTagger, 1);

  tagger->model = model;
  tagger->scan = learn_scan_new (&model->lexicon, FALSE);
  if (tagger->scan == NULL)
    return NULL;
  tagger->scorer = tag_scorer_new (model, learn_scan_get_memory (tagger->scan));
  tagger->path = tag_path_new (model, LEARN_STRETCH);
  tagger->scores = g_try_new (gint16, LEARN_STRETCH * model->n_lanes);
  if (tagger->scorer == NULL || tagger->path == NULL || tagger->scores == NULL)
    return NULL;

  return g_steal_pointer (&tagger);
}

void
tag_tagger_free (TagTagger *tagger)
{
  if (tagger == NULL)
    return;
  learn_scan_free (tagger->scan);
  tag_scorer_free (tagger->scorer);
  tag_path_free (tagger->path);
  g_free (tagger->scores);
  g_free (tagger);
}

gboolean
tag_tagger_begin (TagTagger *tagger, const LearnTokens *tokens, const LearnSentence *sentences, guint32 n_sentences)
{
  return learn_scan_begin (tagger->scan, tokens, sentences, n_sentences);
}

void
tag_tagger_enter_sentence (TagTagger *tagger, guint32 sentence)
{
  learn_scan_enter_sentence (tagger->scan, sentence);
}

gboolean
tag_tagger_next (TagTagger *tagger, TagStretchLabels *result)
{
  TagStretch stretch;

  if (!learn_scan_next_stretch (tagger->scan, &stretch.words, &result->first, &result->n))
    return FALSE;

  for (guint32 i = 0; i < result->n + 2 * LEARN_REACH; i++)
    tagger->classes[i] = tag_scorer_get_class (tagger->scorer, stretch.words.words[(gssize) i - LEARN_REACH]);
  stretch.classes = tagger->classes + LEARN_REACH;
  stretch.n = result->n;
  stretch.verbs = tagger->model->verbs;
  stretch.stops = tagger->model->stops;
  tag_scorer_score (tagger->scorer, &stretch, result->n, tagger->scores);
  tag_path_find (tagger->path, tagger->scores, result->n, tagger->labels);
  result->labels = tagger->labels;
  result->words = stretch.words.words;
  result->is_upper = stretch.words.sentence_casing == LEARN_SENTENCE_UPPER;

  return TRUE;
}

const LearnMemory *
tag_tagger_get_memory (const TagTagger *tagger)
{
  return learn_scan_get_memory (tagger->scan);
}
