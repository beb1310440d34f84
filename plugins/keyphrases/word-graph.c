/* A text's words as a graph in which those are tied that stand near each other.
 *
 * TextRank (Mihalcea and Tarau 2004) with the bias to early places of PositionRank (Florescu and Caragea 2017). The
 * graph is never built: what a word is given is a sum over the windows around its places, and windows slide. All
 * numbers are whole, so that sums are the same whatever their order. */
#include "word-graph.h"

#include <obelus/obelus-context.h>

#include <string.h>

/* Neighbours on each side among the words that may be in phrases. */
#define REACH 4

#define N_ROUNDS 12

/* One step in so many begins anew. */
#define RESTART_DIVISOR 7

typedef struct
{
  guint32 *places; /* numbers of the words that may be in phrases, in text order */
  guint32 n_places;
  guint64 *shares; /* what a word gives to each neighbour */
  guint64 *sums;   /* what it is given */
  guint64 *starts; /* what it has from those who begin anew */
} Graph;

static void
graph_clear (Graph *graph)
{
  g_free (graph->places);
  g_free (graph->shares);
  g_free (graph->sums);
  g_free (graph->starts);
}

static gboolean
graph_init (Graph *graph, const Words *words)
{
  graph->places = g_try_new (guint32, MAX (words->n_tokens, 1));
  graph->shares = g_try_new0 (guint64, MAX (words->n_words, 1));
  graph->sums = g_try_new0 (guint64, MAX (words->n_words, 1));
  graph->starts = g_try_new0 (guint64, MAX (words->n_words, 1));
  if (graph->places == NULL || graph->shares == NULL || graph->sums == NULL || graph->starts == NULL)
    return FALSE;

  for (guint32 at = 0; at < words->n_tokens; at++)
    if (words->tokens[at].word != NO_WORD && (words->tokens[at].flags & TOKEN_INSIDE) != 0)
      graph->places[graph->n_places++] = words->tokens[at].word;
  return TRUE;
}

/* Whoever begins anew does so at a place with a chance of one by its number from 1. */
static void
find_starts (Graph *graph, guint32 n_words)
{
  guint64 total = 0;

  for (guint32 i = 0; i < graph->n_places; i++)
    {
      const guint64 chance = (1u << 30) / (i + 1) + 1;
      graph->starts[graph->places[i]] += chance;
      total += chance;
    }
  for (guint32 word = 0; word < n_words && total > 0; word++)
    graph->starts[word] = (guint64) ((double) graph->starts[word] / (double) total * (double) WORD_GRAPH_UNIT);
}

/* How many neighbours the place has. */
static guint64
count_neighbours (const Graph *graph, guint32 i)
{
  return MIN (i, REACH) + MIN (graph->n_places - 1 - i, REACH);
}

/* Adds to each word what its neighbours give at all its places. */
static gboolean
spread (Graph *graph)
{
  guint64 window = 0;

  for (guint32 i = 0; i < MIN (REACH, graph->n_places); i++)
    window += graph->shares[graph->places[i]];
  for (guint32 i = 0; i < graph->n_places; i++)
    {
      if (obelus_is_cancelled_at (i))
        return FALSE;
      if (i + REACH < graph->n_places)
        window += graph->shares[graph->places[i + REACH]];
      if (i > REACH)
        window -= graph->shares[graph->places[i - REACH - 1]];
      graph->sums[graph->places[i]] += window - graph->shares[graph->places[i]];
    }
  return TRUE;
}

static gboolean
walk (Graph *graph, Words *words)
{
  g_autofree guint64 *degrees = g_try_new0 (guint64, MAX (words->n_words, 1));
  if (degrees == NULL)
    return FALSE;
  for (guint32 i = 0; i < graph->n_places; i++)
    degrees[graph->places[i]] += count_neighbours (graph, i);

  for (guint32 word = 0; word < words->n_words; word++)
    words->words[word].place = graph->starts[word];
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      for (guint32 word = 0; word < words->n_words; word++)
        {
          graph->shares[word] = degrees[word] == 0 ? 0 : words->words[word].place / degrees[word];
          graph->sums[word] = 0;
        }
      if (!spread (graph))
        return FALSE;
      for (guint32 word = 0; word < words->n_words; word++)
        words->words[word].place
            = graph->sums[word] - graph->sums[word] / RESTART_DIVISOR + graph->starts[word] / RESTART_DIVISOR;
    }
  return TRUE;
}

gboolean
word_graph_rank (Words *words)
{
  Graph graph = { 0 };
  gboolean done = graph_init (&graph, words);

  if (done)
    {
      find_starts (&graph, words->n_words);
      done = walk (&graph, words);
    }
  graph_clear (&graph);
  return done;
}
