/* Scores pieces of text: whole numbers for n-grams, a fixed order of summation for measures. */
#include "model.h"

#include <math.h>
#include <string.h>

/* What the rules compose, −1…1, in units of the learned function */
#define RULES_SCALE 2.0

/* N-grams whose slots are asked for ahead */
#define PREFETCH 12

/* The same on every machine, which the exponentials of C libraries are not: they differ by instruction set. */
double
sentiment_exponential (double x)
{
  x = CLAMP (x, -40.0, 40.0);

  double k = floor (x * 1.4426950408889634 + 0.5);
  double r = (x - k * 0.693147180369123816490) - k * 1.90821492927058770002e-10;
  double sum = 1.0;
  for (gint i = 13; i >= 1; i--)
    sum = 1.0 + r * sum / i;
  return ldexp (sum, (int) k);
}

static double
get_logistic (double x)
{
  return 1.0 / (1.0 + sentiment_exponential (-x));
}

static gboolean
check_ngrams (const guint32 *ngrams, gsize n_slots)
{
  if (n_slots == 0 || n_slots > G_MAXINT32 || (n_slots & (n_slots - 1)) != 0)
    return FALSE;
  /* A search ends at a free slot, so there must be one. */
  for (gsize i = 0; i < n_slots; i++)
    if (ngrams[i] == 0)
      return TRUE;
  return FALSE;
}

gboolean
sentiment_are_sound (const double *numbers, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (numbers[i]) || fabs (numbers[i]) > 1e12)
      return FALSE;
  return TRUE;
}

static gboolean
are_domains_sound (const SentimentShares *domains)
{
  for (guint i = 0; i < SENTIMENT_N_DOMAINS; i++)
    if (domains[i].slope <= 0.0 || domains[i].reach < 1e-6)
      return FALSE;
  return sentiment_are_sound ((const double *) domains, SENTIMENT_N_DOMAINS * sizeof *domains / sizeof (double));
}

gboolean
sentiment_model_init (SentimentModel *model, ObelusModel *file, GError **error)
{
  gsize n_slots, n_measures, n_constants, n_domains;

  if (!g_str_equal (obelus_model_get_kind (file), "sentiment"))
    return obelus_model_fail (file, NULL, "is a model for another component, not for 'sentiment'", error);

  if (!sentiment_lexicon_init_from_model (&model->lexicon, file, error))
    return FALSE;
  model->ngrams = obelus_model_get_section (file, "ngrams", sizeof *model->ngrams, &n_slots, error);
  if (model->ngrams == NULL)
    return FALSE;
  model->measures = obelus_model_get_section (file, "measures", sizeof *model->measures, &n_measures, error);
  if (model->measures == NULL)
    return FALSE;
  const SentimentConstants *constants
      = obelus_model_get_section (file, "constants", sizeof *constants, &n_constants, error);
  if (constants == NULL)
    return FALSE;
  model->domains = obelus_model_get_section (file, "domains", sizeof *model->domains, &n_domains, error);
  if (model->domains == NULL)
    return FALSE;

  if (n_constants != 1 || !sentiment_are_sound ((const double *) constants, sizeof *constants / sizeof (double)))
    return obelus_model_fail (file, "constants", "has numbers that no trainer writes", error);
  if (n_measures != SENTIMENT_N_MEASURES
      || !sentiment_are_sound ((const double *) model->measures,
                               n_measures * sizeof *model->measures / sizeof (double)))
    return obelus_model_fail (file, "measures", "is for other measures, or has numbers that no trainer writes", error);
  if (n_domains != SENTIMENT_N_DOMAINS || !are_domains_sound (model->domains))
    return obelus_model_fail (file, "domains", "is for other domains, or has numbers that no trainer writes", error);
  if (!check_ngrams (model->ngrams, n_slots))
    return obelus_model_fail (file, "ngrams", "is no table whose size is a power of two, with a free slot", error);

  model->ngram_mask = (guint32) (n_slots - 1);
  model->constants = *constants;
  return sentiment_convolution_init (&model->convolution, file, error);
}

SentimentScratch *
sentiment_scratch_new (const SentimentModel *model)
{
  return g_try_malloc0 (sizeof (SentimentScratch) + (gsize) model->ngram_mask + 1);
}

void
sentiment_scratch_begin_piece (const SentimentModel *model, SentimentScratch *scratch)
{
  if (++scratch->generation == 0)
    {
      memset (scratch->stamps, 0, (gsize) model->ngram_mask + 1);
      scratch->generation = 1;
    }
}

guint32 *
sentiment_ngrams_pack (const guint64 *hashes, const SentimentUnits *weights, gsize n, gsize *n_slots)
{
  gsize size = 16;

  while (size * 2 < n * 3)
    size *= 2;

  guint32 *slots = g_new0 (guint32, size);
  for (gsize k = 0; k < n; k++)
    {
      gsize i = (guint32) hashes[k] & (size - 1);
      while (slots[i] != 0)
        i = (i + 1) & (size - 1);
      slots[i] = (guint32) (hashes[k] >> 48) << 16 | (guint32) (guint8) weights[k].value << 8
                 | (guint8) weights[k].subjectivity;
    }
  *n_slots = size;
  return slots;
}

double
sentiment_model_get_rules_share (const SentimentModel *model, const SentimentSums *sums)
{
  return model->constants.rules_share * sentiment_sums_get_familiarity (sums);
}

double
sentiment_model_get_ngram_value (const SentimentModel *model, const SentimentSums *sums, guint64 n_ngrams, double units)
{
  return model->constants.ngram_step * units * sentiment_get_ngram_norm (n_ngrams)
         * sentiment_get_ngram_share (sentiment_sums_get_familiarity (sums));
}

static double
standardize (const SentimentMeasure *measure, double value)
{
  return CLAMP ((value - measure->center) * measure->scale, -SENTIMENT_MEASURE_LIMIT, SENTIMENT_MEASURE_LIMIT);
}

double
sentiment_model_combine (const SentimentModel *model, const SentimentSums *sums, const SentimentNgrams *ngrams,
                         double filtered, double *subjectivity)
{
  double measures[SENTIMENT_N_MEASURES];
  double value
      = model->constants.intercept + sentiment_model_get_ngram_value (model, sums, ngrams->n, (double) ngrams->units);
  double felt
      = model->constants.subjectivity_step * (double) ngrams->subjectivity * sentiment_get_ngram_norm (ngrams->n);

  sentiment_sums_measure (sums, measures);
  for (guint i = 0; i < SENTIMENT_N_MEASURES; i++)
    {
      double standard = standardize (&model->measures[i], measures[i]);
      value += model->measures[i].weight * standard;
      felt += model->measures[i].subjectivity * standard;
    }
  if (subjectivity != NULL)
    *subjectivity = CLAMP (felt, -SENTIMENT_SCORE_RANGE, SENTIMENT_SCORE_RANGE);

  value += sentiment_model_get_filters_share (model) * (filtered - value);

  /* People who talk to each other say what they mean with words that are rated: there the rules hold where training
   * texts of that kind are few or none. */
  double rules = sentiment_model_get_rules_share (model, sums);
  return value + rules * (RULES_SCALE * sentiment_sums_compose (sums) - value);
}

void
sentiment_model_read (const SentimentModel *model, SentimentScratch *scratch, const char *text, guint32 start,
                      guint32 end, SentimentReading *reading)
{
  SentimentSums sums = { 0 };
  guint32 position = start;
  SentimentNgrams ngrams = { 0 };
  SentimentConvolved convolved = { 0 };
  gboolean is_first = TRUE;

  reading->n_known = 0;
  scratch->n_words = 0;
  sentiment_scratch_begin_piece (model, scratch);
  while (position < end && !obelus_is_cancelled_at (0))
    {
      gsize n_words = sentiment_scan_words (&model->lexicon, text, &position, end, scratch->words, SENTIMENT_WINDOW);
      gsize n_ngrams = sentiment_sums_add (&sums, scratch->words, n_words, scratch->ngrams, NULL);
      /* Reading waits for slots and stamps that are far away in memory, so they are asked for ahead. */
      for (gsize i = 0; i < n_ngrams + PREFETCH; i++)
        {
          if (i < n_ngrams)
            {
              guint32 slot = (guint32) scratch->ngrams[i] & model->ngram_mask;
              __builtin_prefetch (&model->ngrams[slot]);
              __builtin_prefetch (&scratch->stamps[slot], 1);
            }
          if (i >= PREFETCH)
            sentiment_take_ngram (model, scratch, scratch->ngrams[i - PREFETCH], &ngrams);
        }
      sentiment_convolution_add (&model->convolution, &convolved, scratch->words, n_words, NULL, 0);
      for (gsize i = 0; i < n_words; i++)
        reading->n_known += scratch->words[i].entry.fingerprint != 0;
      scratch->n_words = is_first && position >= end ? n_words : 0;
      is_first = FALSE;
    }

  double filtered = sentiment_convolution_get_value (&model->convolution, &convolved);
  double value = sentiment_model_combine (model, &sums, &ngrams, filtered, &reading->subjectivity);
  reading->n_words = sums.n_words;
  reading->evidence = sentiment_sums_get_evidence (&sums);
  /* Where no word is known, the way of writing alone says nothing. */
  reading->value = reading->n_known == 0 ? 0.0 : CLAMP (value, -30.0, 30.0);
}

SentimentVerdict
sentiment_shares_judge (const SentimentShares *shares, const SentimentReading *reading)
{
  const double value = reading->value;

  if (reading->n_known == 0)
    return (SentimentVerdict){ .neutral = 1.0 };

  double counted = shares->reach * sentiment_squash (value, shares->reach * shares->reach);
  double positive_threshold = shares->positive_threshold + shares->positive_evidence * reading->evidence
                              + shares->positive_subjectivity * reading->subjectivity;
  double negative_threshold = shares->negative_threshold + shares->negative_evidence * reading->evidence
                              + shares->negative_subjectivity * reading->subjectivity;
  double more = get_logistic (shares->slope * (counted - positive_threshold));
  double less = get_logistic (shares->slope * (negative_threshold - counted));

  /* The two sides were fitted apart; together they leave room for neutral. */
  double excess = MAX (more + less, 1.0);
  gint positive = (gint) floor (more / excess * 10000.0 + 0.5);
  gint negative = (gint) floor (less / excess * 10000.0 + 0.5);
  negative = MIN (negative, 10000 - positive);

  double score = 2.0 * get_logistic (SENTIMENT_LOG_ODDS * value) - 1.0;
  SentimentVerdict verdict = {
    .score = floor (score * 10000.0 + 0.5) / 10000.0,
    .positive = positive / 10000.0,
    .neutral = (10000 - positive - negative) / 10000.0,
    .negative = negative / 10000.0,
  };
  return verdict;
}

SentimentClass
sentiment_verdict_get_label (const SentimentVerdict *verdict, double min_positive, double min_negative)
{
  if (verdict->score > 0.0 && verdict->positive >= min_positive)
    return SENTIMENT_CLASS_POSITIVE;
  return verdict->score < 0.0 && verdict->negative >= min_negative ? SENTIMENT_CLASS_NEGATIVE : SENTIMENT_CLASS_NEUTRAL;
}
