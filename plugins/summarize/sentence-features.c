/* What the ranker's trees look at: features of each sentence. */
#include "sentence-features.h"

#include "logarithm.h"

#include <math.h>
#include <obelus/obelus-context.h>
#include <stdlib.h>
#include <string.h>

#define N_RANK_STEPS 15
#define DAMPING 0.85
#define N_TOP_WORDS 12

void
feature_table_init (FeatureTable *table)
{
  table->values = g_array_new (FALSE, FALSE, sizeof (float));
  table->norms = g_array_new (FALSE, FALSE, sizeof (float));
  table->centrality = g_array_new (FALSE, FALSE, sizeof (float));
  table->word_sums = g_array_new (FALSE, FALSE, sizeof (double));
  table->mass = g_array_new (FALSE, FALSE, sizeof (double));
  table->spare = g_array_new (FALSE, FALSE, sizeof (double));
  table->links = g_array_new (FALSE, FALSE, sizeof (guint32));
  table->link_ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  table->inverses = g_array_new (FALSE, FALSE, sizeof (double));
  table->gathered = g_array_new (FALSE, FALSE, sizeof (double));
  table->order = g_array_new (FALSE, FALSE, sizeof (guint32));
}

void
feature_table_clear (FeatureTable *table)
{
  g_array_unref (table->values);
  g_array_unref (table->norms);
  g_array_unref (table->centrality);
  g_array_unref (table->word_sums);
  g_array_unref (table->mass);
  g_array_unref (table->spare);
  g_array_unref (table->links);
  g_array_unref (table->link_ends);
  g_array_unref (table->inverses);
  g_array_unref (table->gathered);
  g_array_unref (table->order);
}

/* Centrality */

/*
 * TextRank (Mihalcea and Tarau, 2004) ranks sentences by a walk over a graph whose edges are the words two sentences
 * share, divided by their lengths. With s(i, j) = Σ_w [w in i][w in j] / (l(i) l(j)), l the logarithm of the length, a
 * step of the walk is two products with the matrix of sentences and words: no edge is ever made, the time is that of
 * reading the words, and a word that is in every sentence costs no more than another.
 */

/* The words of the candidates that stand in several of them; only those join sentences. */
static void
link_words (FeatureTable *table, const Article *article)
{
  g_array_set_size (table->links, article->words->len);
  guint32 *links = (guint32 *) (gpointer) table->links->data;
  guint32 n = 0;
  for (guint32 i = 0; i < article->candidates->len; i++)
    {
      const Candidate *candidate = article_get_candidate (article, i);
      const guint32 *words = article_get_words (article, candidate);
      for (guint32 k = 0; k < candidate->n_content; k++)
        {
          links[n] = words[k];
          n += article_get_word (article, words[k])->n_sentences > 1 ? 1 : 0;
        }
      g_array_index (table->link_ends, guint32, i) = n;
      g_array_index (table->inverses, double, i) = 1.0 / learn_log (2.0 + candidate->n_content);
    }
}

/* For each sentence i Σ over the words w that it shares of Σ over the other sentences j that hold w of shares[j]. */
static void
gather_shares (FeatureTable *table, guint32 n_words, const double *shares, double *gathered)
{
  const guint32 *links = (const guint32 *) (gconstpointer) table->links->data;
  const guint32 *ends = (const guint32 *) (gconstpointer) table->link_ends->data;
  double *sums = (double *) (gpointer) table->word_sums->data;
  guint32 n = table->link_ends->len;

  memset (sums, 0, sizeof *sums * n_words);
  for (guint32 i = 0, k = 0; i < n; i++)
    for (double own = shares[i]; k < ends[i]; k++)
      sums[links[k]] += own;
  for (guint32 i = 0, k = 0; i < n; i++)
    {
      double sum = 0.0, own = shares[i];
      for (; k < ends[i]; k++)
        sum += sums[links[k]] - own;
      gathered[i] = sum;
    }
}

/* Leaves each sentence's rank in `centrality` and its degree in `mass`. */
static void
rank_sentences (FeatureTable *table, const Article *article)
{
  guint32 n = article->candidates->len, n_words = article->vocabulary->len;
  double *degrees = (double *) (gpointer) table->mass->data;
  double *shares = (double *) (gpointer) table->spare->data;
  double *gathered = (double *) (gpointer) table->gathered->data;
  const double *inverses = (const double *) (gconstpointer) table->inverses->data;
  float *ranks = (float *) (gpointer) table->centrality->data;

  link_words (table, article);
  gather_shares (table, n_words, inverses, gathered);
  for (guint32 i = 0; i < n; i++)
    {
      ranks[i] = 1.0f;
      degrees[i] = inverses[i] * gathered[i];
    }

  for (guint step = 0; step < N_RANK_STEPS && !obelus_is_cancelled_at (0); step++)
    {
      for (guint32 i = 0; i < n; i++)
        shares[i] = degrees[i] > 1e-9 ? ranks[i] * inverses[i] / degrees[i] : 0.0;
      gather_shares (table, n_words, shares, gathered);
      for (guint32 i = 0; i < n; i++)
        ranks[i] = (float) (1.0 - DAMPING + DAMPING * inverses[i] * gathered[i]);
    }
}

/* Ranks among the candidates */

typedef struct
{
  float value;
  guint32 candidate;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;
  if (x->value != y->value)
    return x->value > y->value ? -1 : 1;
  return x->candidate < y->candidate ? -1 : x->candidate > y->candidate;
}

/* Writes for each candidate which share of the others has more of one feature. */
static void
write_ranks (FeatureTable *table, const Article *article, guint from, guint to)
{
  guint32 n = article->candidates->len;
  float *values = (float *) (gpointer) table->values->data;
  Ranked *ranked = (Ranked *) (gpointer) table->order->data;

  for (guint32 i = 0; i < n; i++)
    ranked[i] = (Ranked){ values[(gsize) i * N_STATIC_FEATURES + from], i };
  qsort (ranked, n, sizeof *ranked, compare_ranked);
  for (guint32 i = 0; i < n; i++)
    values[(gsize) ranked[i].candidate * N_STATIC_FEATURES + to] = (float) i / n;
}

/* The words that most sentences hold, by how many do; 0 marks none. */
static guint32
find_top_limit (const Article *article)
{
  guint32 counts[64] = { 0 }; /* of words by the sentences that hold them; the last for all above */
  for (guint32 w = 0; w < article->vocabulary->len; w++)
    counts[MIN (article_get_word (article, w)->n_sentences, 63)]++;
  guint32 n = 0, limit = 63;
  for (; limit > 2; limit--)
    {
      n += counts[limit];
      if (n >= N_TOP_WORDS)
        break;
    }
  return limit;
}

/* Sums over the words of one candidate */
typedef struct
{
  double weight;         /* of its words */
  double square;         /* of their weights */
  double mass;           /* weight × sentences that hold the word */
  double frequency;      /* sentences that hold the word */
  double first;          /* weight shared with the first candidate */
  double lead;           /* … with the first three */
  double title;          /* … with a title */
  double name_frequency; /* sentences that hold the word, of names */
  float largest;         /* weight */
  guint32 n_once;
  guint32 n_top;
  guint32 n_new;
} WordSums;

static WordSums
sum_words (const Article *article, guint32 index, guint32 top_limit)
{
  const Candidate *candidate = article_get_candidate (article, index);
  const guint32 *words = article_get_words (article, candidate);
  WordSums sums = { 0 };
  for (guint32 k = 0; k < candidate->n_content; k++)
    {
      const Word *word = article_get_word (article, words[k]);
      sums.weight += word->weight;
      sums.square += word->weight * word->weight;
      sums.mass += word->weight * word->n_sentences;
      sums.frequency += word->n_sentences;
      sums.first += word->first == 0 ? word->weight : 0.0f;
      sums.lead += word->first < 3 ? word->weight : 0.0f;
      sums.title += word->in_title ? word->weight : 0.0f;
      sums.name_frequency += word->is_name ? word->n_sentences : 0;
      sums.largest = MAX (sums.largest, word->weight);
      sums.n_once += word->n_sentences == 1 ? 1 : 0;
      sums.n_top += word->n_sentences >= top_limit ? 1 : 0;
      sums.n_new += word->first == index ? 1 : 0;
    }
  return sums;
}

/* Cosine of two candidates' word weights. */
static float
compare_neighbours (const FeatureTable *table, const Article *article, guint32 one, guint32 other, guint8 *marks)
{
  const Candidate *a = article_get_candidate (article, one), *b = article_get_candidate (article, other);
  const guint32 *words_a = article_get_words (article, a), *words_b = article_get_words (article, b);
  double sum = 0.0;
  for (guint32 k = 0; k < a->n_content; k++)
    marks[words_a[k]] = 1;
  for (guint32 k = 0; k < b->n_content; k++)
    if (marks[words_b[k]])
      {
        float weight = article_get_word (article, words_b[k])->weight;
        sum += weight * weight;
      }
  for (guint32 k = 0; k < a->n_content; k++)
    marks[words_a[k]] = 0;
  double norms = (double) g_array_index (table->norms, float, one) * g_array_index (table->norms, float, other);
  return norms > 0.0 ? (float) (sum / norms) : 0.0f;
}

static float
share (double part, double whole)
{
  return whole > 0.0 ? (float) (part / whole) : 0.0f;
}

/* Words in a sentence; then a word each: names, words inside quotation marks, and these. */
static const WordFlags manner_flags[] = { WORD_PERSONAL, WORD_SAYING, WORD_TIME, WORD_NUMBER };
#define N_MANNER (3 + G_N_ELEMENTS (manner_flags))

/* The averages that single sentences are compared with. */
typedef struct
{
  guint32 n;
  double mean_words;
  double mean_degree;
  double first_weight;
  double lead_weight;
  double centroid_norm;
  guint32 top_limit;
  float manner[N_MANNER]; /* of the text: what tells news from talk and tales */
} Averages;

static void
describe_manner (const Article *article, float manner[N_MANNER])
{
  double sums[N_MANNER] = { 0 };
  for (guint32 i = 0; i < article->candidates->len; i++)
    {
      const Candidate *candidate = article_get_candidate (article, i);
      sums[1] += candidate->n_names;
      sums[2] += candidate->n_quoted;
      for (guint k = 0; k < G_N_ELEMENTS (manner_flags); k++)
        sums[3 + k] += candidate_count (candidate, manner_flags[k]);
    }
  manner[0] = share (article->n_words, article->candidates->len);
  for (guint k = 1; k < N_MANNER; k++)
    manner[k] = share (sums[k], article->n_words);
}

static Averages
average_article (const FeatureTable *table, const Article *article)
{
  Averages averages = { .n = article->candidates->len, .top_limit = find_top_limit (article) };
  const double *degrees = (const double *) (gconstpointer) table->mass->data;
  double square = 0.0;
  averages.mean_words = (double) article->n_words / averages.n;
  for (guint32 i = 0; i < averages.n; i++)
    averages.mean_degree += degrees[i] / averages.n;
  for (guint32 w = 0; w < article->vocabulary->len; w++)
    {
      const Word *word = article_get_word (article, w);
      double mass = (double) word->weight * word->n_sentences;
      square += mass * mass;
      averages.first_weight += word->first == 0 ? word->weight : 0.0f;
      averages.lead_weight += word->first < 3 ? word->weight : 0.0f;
    }
  averages.centroid_norm = sqrt (square);
  describe_manner (article, averages.manner);
  return averages;
}

/* The order of the features is that of the trees: one is only ever added at the end. */
static void
write_features (FeatureTable *table, const Article *article, const Averages *averages, guint32 i, guint32 words_before,
                guint8 *marks)
{
  const Candidate *c = article_get_candidate (article, i);
  const Part *part = article_get_part (article, c);
  guint32 place = i - part->first_candidate;
  const Candidate *before = i > 0 ? article_get_candidate (article, i - 1) : NULL;
  const Candidate *after = i + 1 < averages->n ? article_get_candidate (article, i + 1) : NULL;
  const double *degrees = (const double *) (gconstpointer) table->mass->data;
  WordSums sums = sum_words (article, i, averages->top_limit);
  guint32 paragraph_length = g_array_index (article->paragraphs, guint32, c->paragraph);
  float *f = &g_array_index (table->values, float, (gsize) i *N_STATIC_FEATURES);
  guint n = 0;

  g_array_index (table->norms, float, i) = (float) sqrt (sums.square);

  g_assert (n == FEATURES_PLACE);
  f[n++] = place;
  f[n++] = (float) place / part->n_candidates;
  f[n++] = part->n_candidates - 1 - place;
  f[n++] = part->n_candidates;
  f[n++] = c->paragraph - part->first_paragraph;
  f[n++] = share (c->paragraph - part->first_paragraph, part->n_paragraphs);
  f[n++] = c->place;
  f[n++] = paragraph_length;
  f[n++] = c->place + 1 == paragraph_length;
  f[n++] = part->n_paragraphs;
  f[n++] = words_before;
  f[n++] = part->n_words;

  g_assert (n == FEATURES_LENGTH);
  f[n++] = c->n_words;
  f[n++] = share (c->n_words, averages->mean_words);
  f[n++] = share (c->end - c->start, c->n_words);
  f[n++] = c->n_content;
  f[n++] = share (c->n_content, c->n_words);
  f[n++] = candidate_count (c, WORD_PAUSE);
  f[n++] = before != NULL ? before->n_words : 0;
  f[n++] = after != NULL ? after->n_words : 0;

  g_assert (n == FEATURES_CENTRALITY);
  f[n++] = g_array_index (table->centrality, float, i);
  f[n++] = 0; /* its rank */
  f[n++] = (float) degrees[i];
  f[n++] = share (degrees[i], averages->mean_degree);
  f[n++] = 0; /* its rank */
  f[n++] = share (sums.mass, sqrt (sums.square) * averages->centroid_norm);
  f[n++] = 0; /* its rank */
  f[n++] = share (sums.mass, table->total_mass);
  f[n++] = 0; /* its rank */
  f[n++] = share (sums.frequency, c->n_content);
  f[n++] = share (sums.frequency, (double) c->n_content * averages->n);
  f[n++] = share (sums.mass, sums.weight);
  f[n++] = share (sums.n_once, c->n_content);
  f[n++] = sums.n_top;
  f[n++] = share (sums.n_top, c->n_content);
  f[n++] = share (sums.weight, c->n_content);
  f[n++] = sums.largest;
  f[n++] = share (sums.n_new, c->n_content);
  f[n++] = before != NULL ? compare_neighbours (table, article, i, i - 1, marks) : -1.0f;

  g_assert (n == FEATURES_LEAD);
  f[n++] = i == 0 ? -1.0f : share (sums.first, averages->first_weight);
  f[n++] = i == 0 ? -1.0f : share (sums.first, sums.weight);
  f[n++] = i < 3 ? -1.0f : share (sums.lead, averages->lead_weight);
  f[n++] = i < 3 ? -1.0f : share (sums.lead, sums.weight);
  f[n++] = article->title_weight <= 0.0f ? -1.0f : share (sums.title, article->title_weight);
  f[n++] = article->title_weight <= 0.0f ? -1.0f : share (sums.title, sums.weight);

  g_assert (n == FEATURES_NAMES);
  f[n++] = c->n_names;
  f[n++] = share (candidate_count (c, WORD_CAPITAL), c->n_words);
  f[n++] = c->n_new_names;
  f[n++] = share (sums.name_frequency, averages->n);
  f[n++] = candidate_count (c, WORD_NUMBER);
  f[n++] = candidate_count (c, WORD_MONEY);
  f[n++] = candidate_count (c, WORD_TIME);
  f[n++] = candidate_count (c, WORD_CAPITALS);

  g_assert (n == FEATURES_SPEECH);
  f[n++] = share (c->n_quoted, c->n_words);
  f[n++]
      = candidate_count (c, WORD_QUOTE) + candidate_count (c, WORD_QUOTE_OPEN) + candidate_count (c, WORD_QUOTE_CLOSE);
  f[n++] = c->starts_quoted + 2 * c->ends_quoted;
  f[n++] = candidate_count (c, WORD_SAYING);
  f[n++] = before != NULL && before->n_quoted * 2 > before->n_words;
  f[n++] = candidate_count (c, WORD_PERSONAL);

  g_assert (n == FEATURES_WORDING); /* how it begins, what it is made of */
  f[n++] = (c->opening & WORD_PRONOUN) != 0      ? 3
           : (c->opening & WORD_CONNECTIVE) != 0 ? 2
                                                 : (c->opening & WORD_POINTING) != 0;
  f[n++] = (c->opening & WORD_STOP) != 0;
  f[n++] = candidate_count (c, WORD_PRONOUN);
  f[n++] = candidate_count (c, WORD_AUXILIARY);
  f[n++] = candidate_count (c, WORD_CUE);
  f[n++] = candidate_count (c, WORD_CAPTION);
  f[n++] = candidate_count (c, WORD_NEGATION);
  f[n++] = candidate_count (c, WORD_BREAK);
  f[n++] = candidate_count (c, WORD_BRACKET);
  f[n++] = c->has_end + 2 * c->is_question;
  f[n++] = after != NULL && after->leans;
  f[n++] = share (candidate_count (c, WORD_STOP), c->n_words);
  f[n++] = (c->opening & WORD_CAPITAL) != 0;
  for (guint k = 0; k < N_MANNER; k++)
    f[n++] = averages->manner[k];
  g_assert (n == N_STATIC_FEATURES);
}

void
feature_table_compute (FeatureTable *table, const Article *article)
{
  guint32 n = article->candidates->len, words_before = 0;
  g_array_set_size (table->values, 0);
  g_array_set_size (table->values, (gsize) n * N_STATIC_FEATURES);
  g_array_set_size (table->norms, n);
  g_array_set_size (table->centrality, n);
  g_array_set_size (table->word_sums, article->vocabulary->len + 1);
  g_array_set_size (table->mass, n);
  g_array_set_size (table->spare, n);
  g_array_set_size (table->link_ends, n);
  g_array_set_size (table->inverses, n);
  g_array_set_size (table->gathered, n);
  g_array_set_size (table->order, 2 * n);
  table->total_mass = 0.0;
  if (n == 0)
    return;

  rank_sentences (table, article);
  for (guint32 w = 0; w < article->vocabulary->len; w++)
    table->total_mass += (double) article_get_word (article, w)->weight * article_get_word (article, w)->n_sentences;

  Averages averages = average_article (table, article);
  guint8 *marks = (guint8 *) table->word_sums->data; /* the sums are done with */
  memset (marks, 0, article->vocabulary->len);
  for (guint32 i = 0; i < n && !obelus_is_cancelled_at (i); i++)
    {
      const Candidate *candidate = article_get_candidate (article, i);
      if (article_get_part (article, candidate)->first_candidate == i)
        words_before = 0;
      write_features (table, article, &averages, i, words_before, marks);
      words_before += candidate->n_words;
    }
  if (obelus_is_cancelled_at (0))
    return;
  write_ranks (table, article, 20, 21);
  write_ranks (table, article, 22, 24);
  write_ranks (table, article, 25, 26);
  write_ranks (table, article, 27, 28);
}
