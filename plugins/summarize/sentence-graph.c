/* The graph of an article's sentences, joined by the words they share, and how central a walk over it finds each. */
#include "sentence-graph.h"

#include "logarithm.h"

#include <math.h>
#include <obelus/obelus-context.h>
#include <string.h>

#define MOST_REACH 256u
#define LEAST_REACH 16u
#define MOST_PAIRS (1u << 22)

#define DAMPING 0.85f
#define MOST_STEPS 100
#define LEAST_CHANGE 1e-4f
#define LEXRANK_THRESHOLD 0.1f

typedef struct
{
  guint32 to;
  float weight;
} Edge;

void
sentence_graph_init (SentenceGraph *graph)
{
  word_index_init (&graph->index);
  graph->next = g_array_new (FALSE, FALSE, sizeof (guint32));
  graph->rarities = g_array_new (FALSE, FALSE, sizeof (float));
  graph->lengths = g_array_new (FALSE, FALSE, sizeof (float));
  graph->sums = g_array_new (FALSE, FALSE, sizeof (float));
  graph->firsts = g_array_new (FALSE, FALSE, sizeof (guint32));
  graph->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  graph->degrees = g_array_new (FALSE, FALSE, sizeof (float));
  graph->shares = g_array_new (FALSE, FALSE, sizeof (float));
  graph->new_ranks = g_array_new (FALSE, FALSE, sizeof (float));
}

void
sentence_graph_clear (SentenceGraph *graph)
{
  word_index_clear (&graph->index);
  g_array_unref (graph->next);
  g_array_unref (graph->rarities);
  g_array_unref (graph->lengths);
  g_array_unref (graph->sums);
  g_array_unref (graph->firsts);
  g_array_unref (graph->edges);
  g_array_unref (graph->degrees);
  g_array_unref (graph->shares);
  g_array_unref (graph->new_ranks);
}

static float *
resize (GArray *array, guint n)
{
  g_array_set_size (array, n);
  return (float *) (gpointer) array->data;
}

/* What a word that two sentences share adds to their similarity, for each time each says it. */
static float
weigh_word (const Article *article, GraphKind kind, guint32 word)
{
  if (kind == GRAPH_TEXTRANK)
    return 1.0f;
  return (float) learn_log ((article->candidates->len + 1.0) / article_get_word (article, word)->n_sentences);
}

/* LexRank: the length of the sentence's vector. TextRank: the logarithm of its words. */
static float
measure_length (const SentenceGraph *graph, const Article *article, GraphKind kind, const Candidate *candidate)
{
  const guint32 *words = article_get_words (article, candidate);
  const guint32 *counts = article_get_counts (article, candidate);
  if (kind == GRAPH_TEXTRANK)
    return (float) learn_log (MAX (candidate->n_words, 1));

  float square = 0.0f;
  for (guint32 k = 0; k < candidate->n_content; k++)
    {
      float part = counts[k] * g_array_index (graph->rarities, float, words[k]);
      square += part * part;
    }
  return sqrtf (square);
}

/* How strongly two sentences are joined that share @sum; 0 if they are not. */
static float
weigh_edge (GraphKind kind, float sum, float length, float other)
{
  if (kind == GRAPH_TEXTRANK)
    return length + other > 0.0f ? sum / (length + other) : 0.0f;
  return sum > LEXRANK_THRESHOLD * length * other ? 1.0f : 0.0f;
}

/* Adds up what a sentence shares with each of the @reach ahead of it. */
static void
sum_ahead (SentenceGraph *graph, const Article *article, GraphKind kind, guint32 sentence, guint32 reach)
{
  const Candidate *candidate = article_get_candidate (article, sentence);
  const guint32 *words = article_get_words (article, candidate);
  const guint32 *counts = article_get_counts (article, candidate);
  float *sums = (float *) (gpointer) graph->sums->data;

  memset (sums, 0, (reach + 1) * sizeof *sums);
  for (guint32 k = 0; k < candidate->n_content; k++)
    {
      guint32 end = word_index_get_first (&graph->index, words[k] + 1);
      guint32 at = ++g_array_index (graph->next, guint32, words[k]); /* past the sentence itself */
      float weight = g_array_index (graph->rarities, float, words[k]);
      for (; at < end; at++)
        {
          const Occurrence *occurrence = word_index_get (&graph->index, at);
          if (occurrence->candidate - sentence > reach)
            break;
          sums[occurrence->candidate - sentence]
              += kind == GRAPH_TEXTRANK ? 1.0f : counts[k] * occurrence->count * weight * weight;
        }
    }
}

static void
join_sentences (SentenceGraph *graph, const Article *article, GraphKind kind)
{
  guint32 n = article->candidates->len;
  guint32 reach = MIN (MAX (MIN (MOST_PAIRS / n, MOST_REACH), LEAST_REACH), n - 1);
  float *lengths = resize (graph->lengths, n), *degrees = resize (graph->degrees, n);
  float *sums = resize (graph->sums, reach + 1);
  gboolean is_cancelled = FALSE;

  for (guint32 i = 0; i < n; i++)
    {
      lengths[i] = measure_length (graph, article, kind, article_get_candidate (article, i));
      /* In LexRank's matrix a sentence is as near itself as can be, which counts. */
      degrees[i] = kind == GRAPH_LEXRANK ? 1.0f : 0.0f;
    }
  g_array_set_size (graph->firsts, n + 1);
  g_array_set_size (graph->edges, 0);
  for (guint32 i = 0; i < n; i++)
    {
      g_array_index (graph->firsts, guint32, i) = graph->edges->len;
      is_cancelled = is_cancelled || obelus_is_cancelled_at (i);
      if (is_cancelled) /* the rest has no edges */
        continue;
      guint32 ahead = MIN (reach, n - 1 - i);
      sum_ahead (graph, article, kind, i, ahead);
      for (guint32 k = 1; k <= ahead; k++)
        {
          float weight = sums[k] > 0.0f ? weigh_edge (kind, sums[k], lengths[i], lengths[i + k]) : 0.0f;
          if (weight <= 0.0f)
            continue;
          Edge edge = { i + k, weight };
          g_array_append_val (graph->edges, edge);
          degrees[i] += weight;
          degrees[i + k] += weight;
        }
    }
  g_array_index (graph->firsts, guint32, n) = graph->edges->len;
}

/* PageRank (Brin and Page, 1998) over the graph, until no rank changes by more than LEAST_CHANGE. */
static void
walk (SentenceGraph *graph, GraphKind kind, float *ranks, guint32 n)
{
  const guint32 *firsts = (const guint32 *) (gconstpointer) graph->firsts->data;
  const Edge *edges = (const Edge *) (gconstpointer) graph->edges->data;
  const float *degrees = (const float *) (gconstpointer) graph->degrees->data;
  float *shares = resize (graph->shares, n), *new_ranks = resize (graph->new_ranks, n), change = 1.0f;

  for (guint32 i = 0; i < n; i++)
    ranks[i] = 1.0f;
  for (guint step = 0; step < MOST_STEPS && change > LEAST_CHANGE && !obelus_is_cancelled_at (0); step++)
    {
      for (guint32 i = 0; i < n; i++)
        {
          shares[i] = degrees[i] > 0.0f ? ranks[i] / degrees[i] : 0.0f;
          new_ranks[i] = kind == GRAPH_LEXRANK ? shares[i] : 0.0f;
        }
      for (guint32 i = 0; i < n; i++)
        for (guint32 e = firsts[i]; e < firsts[i + 1]; e++)
          {
            new_ranks[i] += edges[e].weight * shares[edges[e].to];
            new_ranks[edges[e].to] += edges[e].weight * shares[i];
          }
      change = 0.0f;
      for (guint32 i = 0; i < n; i++)
        {
          float rank = 1.0f - DAMPING + DAMPING * new_ranks[i];
          change = MAX (change, fabsf (rank - ranks[i]));
          ranks[i] = rank;
        }
    }
}

void
sentence_graph_rank (SentenceGraph *graph, const Article *article, GraphKind kind, float *ranks)
{
  guint32 n_words = article->vocabulary->len;
  if (article->candidates->len == 0)
    return;

  word_index_read (&graph->index, article);
  float *rarities = resize (graph->rarities, n_words);
  g_array_set_size (graph->next, n_words);
  for (guint32 w = 0; w < n_words; w++)
    {
      rarities[w] = article_get_word (article, w)->n_sentences > 0 ? weigh_word (article, kind, w) : 0.0f;
      g_array_index (graph->next, guint32, w) = word_index_get_first (&graph->index, w);
    }
  join_sentences (graph, article, kind);
  walk (graph, kind, ranks, article->candidates->len);
}
