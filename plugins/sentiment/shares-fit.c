/* Fits shares to how often texts were called positive and negative, and the least shares for labels. */
#include "shares-fit.h"
#include "minimize.h"

#include <math.h>
#include <string.h>

/* A domain needs so many texts, and so many of each class, for shares of its own. */
#define LEAST_TEXTS 500
#define LEAST_OF_A_CLASS 50

/* What all texts of a source weigh together */
#define SOURCE_WEIGHT 1000.0

/* Draws the reach to that of the general domain's texts where values are too small to tell. */
#define USUAL_REACH 1.4
#define REACH_PENALTY 1.0

/* Least shares that are tried, in hundredths */
#define FIRST_LEAST 20
#define LAST_LEAST 60

enum
{
  LOG_SLOPE,
  LOG_REACH,
  POSITIVE,
  POSITIVE_EVIDENCE,
  POSITIVE_SUBJECTIVITY,
  NEGATIVE,
  NEGATIVE_EVIDENCE,
  NEGATIVE_SUBJECTIVITY,
  N_VARIABLES
};

typedef struct
{
  const GArray *judged;
  const double *weights; /* 0 for texts of other domains */
} Problem;

/* −log of the logistic function of @x, and the function of −@x */
static double
get_log_loss (double x, double *other)
{
  *other = 1.0 / (1.0 + exp (x));
  return x > 0.0 ? log1p (exp (-x)) : -x + log1p (exp (x));
}

/* Log loss of the two questions, whether a text was called positive and whether it was called negative. What must be
 * above zero is kept so by its logarithm. */
static double
evaluate (const double *x, double *gradient, gpointer data)
{
  const Problem *problem = data;
  double slope = exp (x[LOG_SLOPE]), reach = exp (x[LOG_REACH]), away = x[LOG_REACH] - log (USUAL_REACH);
  double value = 0.5 * REACH_PENALTY * away * away;

  memset (gradient, 0, N_VARIABLES * sizeof *gradient);
  gradient[LOG_REACH] = REACH_PENALTY * away;
  for (guint i = 0; i < problem->judged->len; i++)
    {
      const SentimentJudged *judged = &g_array_index (problem->judged, SentimentJudged, i);
      double weight = problem->weights[i], evidence = judged->reading->evidence;
      double subjectivity = judged->reading->subjectivity;
      if (weight == 0.0)
        continue;

      double size = judged->reading->value * judged->reading->value;
      double counted = reach * sentiment_squash (judged->reading->value, reach * reach);
      double by_reach = counted * size / (reach * reach + size);
      double up = judged->class == SENTIMENT_CLASS_POSITIVE ? 1.0 : -1.0;
      double down = judged->class == SENTIMENT_CLASS_NEGATIVE ? 1.0 : -1.0;
      double more = counted - x[POSITIVE] - x[POSITIVE_EVIDENCE] * evidence - x[POSITIVE_SUBJECTIVITY] * subjectivity;
      double less = x[NEGATIVE] + x[NEGATIVE_EVIDENCE] * evidence + x[NEGATIVE_SUBJECTIVITY] * subjectivity - counted;
      double wrong_up, wrong_down;

      value += weight * get_log_loss (up * slope * more, &wrong_up);
      value += weight * get_log_loss (down * slope * less, &wrong_down);
      double by_more = -up * slope * wrong_up * weight, by_less = -down * slope * wrong_down * weight;
      gradient[LOG_SLOPE] += by_more * more + by_less * less;
      gradient[LOG_REACH] += (by_more - by_less) * by_reach;
      gradient[POSITIVE] -= by_more;
      gradient[POSITIVE_EVIDENCE] -= by_more * evidence;
      gradient[POSITIVE_SUBJECTIVITY] -= by_more * subjectivity;
      gradient[NEGATIVE] += by_less;
      gradient[NEGATIVE_EVIDENCE] += by_less * evidence;
      gradient[NEGATIVE_SUBJECTIVITY] += by_less * subjectivity;
    }
  return value;
}

/* The mean F1 of the three classes with these least shares, each text with its weight */
static double
get_macro_f1 (const Problem *problem, const SentimentVerdict *verdicts, double min_positive, double min_negative)
{
  double right[SENTIMENT_N_CLASSES] = { 0 }, all[SENTIMENT_N_CLASSES] = { 0 }, sum = 0.0;

  for (guint i = 0; i < problem->judged->len; i++)
    {
      double weight = problem->weights[i];
      if (weight == 0.0)
        continue;
      SentimentClass gold = g_array_index (problem->judged, SentimentJudged, i).class;
      SentimentClass label = sentiment_verdict_get_label (&verdicts[i], min_positive, min_negative);
      right[gold] += gold == label ? weight : 0.0;
      all[gold] += weight;
      all[label] += weight;
    }
  for (guint class = 0; class < SENTIMENT_N_CLASSES; class ++)
    sum += all[class] > 0.0 ? 2.0 * right[class] / all[class] : 0.0;
  return sum / SENTIMENT_N_CLASSES;
}

/* Tries all least shares of one side; *@least becomes the best. */
static void
improve (const Problem *problem, const SentimentVerdict *verdicts, double *least, const SentimentShares *shares)
{
  double best = -1.0, best_least = *least;

  for (guint hundredths = FIRST_LEAST; hundredths <= LAST_LEAST; hundredths++)
    {
      *least = hundredths / 100.0;
      double found = get_macro_f1 (problem, verdicts, shares->min_positive, shares->min_negative);
      if (found > best)
        {
          best = found;
          best_least = *least;
        }
    }
  *least = best_least;
}

static void
fit_domain (const Problem *problem, SentimentShares *shares)
{
  double x[N_VARIABLES] = { [LOG_REACH] = log (USUAL_REACH), [POSITIVE] = 0.3, [NEGATIVE] = -0.3 };
  g_autofree SentimentVerdict *verdicts = g_new0 (SentimentVerdict, problem->judged->len + 1);

  minimize (evaluate, (gpointer) problem, x, N_VARIABLES, 200);
  *shares = (SentimentShares){ .slope = exp (x[LOG_SLOPE]),
                               .reach = exp (x[LOG_REACH]),
                               .positive_threshold = x[POSITIVE],
                               .positive_evidence = x[POSITIVE_EVIDENCE],
                               .positive_subjectivity = x[POSITIVE_SUBJECTIVITY],
                               .negative_threshold = x[NEGATIVE],
                               .negative_evidence = x[NEGATIVE_EVIDENCE],
                               .negative_subjectivity = x[NEGATIVE_SUBJECTIVITY],
                               .min_positive = 0.4,
                               .min_negative = 0.4 };
  for (guint i = 0; i < problem->judged->len; i++)
    verdicts[i] = sentiment_shares_judge (shares, g_array_index (problem->judged, SentimentJudged, i).reading);
  for (guint round = 0; round < 2; round++)
    {
      improve (problem, verdicts, &shares->min_positive, shares);
      improve (problem, verdicts, &shares->min_negative, shares);
    }
}

/* Weighs the texts of a domain; FALSE if they are too few. */
static gboolean
weigh (const GArray *judged, guint n_sources, SentimentDomain domain, double *weights)
{
  g_autofree guint *counts = g_new0 (guint, n_sources + 1);
  guint classes[SENTIMENT_N_CLASSES] = { 0 }, n = 0;

  for (guint i = 0; i < judged->len; i++)
    {
      const SentimentJudged *text = &g_array_index (judged, SentimentJudged, i);
      gboolean counts_here = domain == SENTIMENT_DOMAIN_GENERAL || text->domain == domain;
      weights[i] = counts_here;
      counts[text->source] += counts_here;
      classes[text->class] += counts_here;
      n += counts_here;
    }
  for (guint i = 0; i < judged->len; i++)
    if (weights[i] > 0.0)
      weights[i] = SOURCE_WEIGHT / counts[g_array_index (judged, SentimentJudged, i).source];
  return n >= LEAST_TEXTS && MIN (MIN (classes[0], classes[1]), classes[2]) >= LEAST_OF_A_CLASS;
}

void
sentiment_shares_fit (const GArray *judged, guint n_sources, SentimentShares shares[SENTIMENT_N_DOMAINS])
{
  g_autofree double *weights = g_new0 (double, judged->len + 1);
  const Problem problem = { judged, weights };

  for (guint domain = 0; domain < SENTIMENT_N_DOMAINS; domain++)
    {
      gboolean are_enough = weigh (judged, n_sources, (SentimentDomain) domain, weights);
      if (are_enough || domain == SENTIMENT_DOMAIN_GENERAL)
        fit_domain (&problem, &shares[domain]);
      else
        shares[domain] = shares[SENTIMENT_DOMAIN_GENERAL];
    }
}
