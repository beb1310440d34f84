/* Gathers the words that made scores, and makes a layer of them. */
#include "evidence.h"

#include <math.h>
#include <string.h>

const char *const sentiment_unit_names[SENTIMENT_N_UNITS] = { "document", "sentence", "target" };

static const char *const kind_names[SENTIMENT_N_EVIDENCE] = { "word", "sentence", "rest" };

void
sentiment_evidence_list_clear (SentimentEvidenceList *list)
{
  g_clear_pointer (&list->items, g_free);
  list->n_items = list->n_allocated = 0;
  list->failed = FALSE;
}

void
sentiment_evidence_list_add (SentimentEvidenceList *list, const SentimentEvidence *evidence)
{
  if (list->n_items == list->n_allocated && !list->failed)
    {
      gsize room = MAX (list->n_allocated * 2, 256);
      SentimentEvidence *items = g_try_realloc_n (list->items, room, sizeof *items);
      list->failed = items == NULL;
      if (items != NULL)
        {
          list->items = items;
          list->n_allocated = room;
        }
    }
  if (!list->failed)
    list->items[list->n_items++] = *evidence;
}

static double
round_share (double share)
{
  return floor (share * 1e6 + 0.5) / 1e6;
}

void
sentiment_evidence_list_settle (SentimentEvidenceList *list, gsize first, const SentimentEvidence *whole, double least)
{
  SentimentEvidence rest = *whole;
  gsize kept = first;

  for (gsize i = first; i < list->n_items; i++)
    {
      SentimentEvidence item = list->items[i];
      item.share = round_share (item.share);
      if (item.share == 0.0 || fabs (item.share) < least)
        continue;
      rest.share -= item.share;
      list->items[kept++] = item;
    }
  list->n_items = kept;

  rest.kind = SENTIMENT_EVIDENCE_REST;
  rest.share = round_share (rest.share);
  if (rest.share != 0.0)
    sentiment_evidence_list_add (list, &rest);
}

static gboolean
comes_first (const SentimentSpans *a, guint32 i, const SentimentSpans *b, guint32 k)
{
  if (a->starts[i] != b->starts[k])
    return a->starts[i] < b->starts[k];
  return a->ends[i] >= b->ends[k];
}

/* Numbers the rows of sentences and targets as a layer orders them, behind the document's: by start, longer first, and
 * a sentence before a target with the same bytes. */
static void
number_rows (const SentimentSpans *sentences, const SentimentSpans *targets, guint32 *rows[SENTIMENT_N_UNITS])
{
  guint32 i = 0, k = 0, row = 0;

  rows[SENTIMENT_UNIT_DOCUMENT][0] = row++;
  while (i < sentences->n || k < targets->n)
    if (k == targets->n || (i < sentences->n && comes_first (sentences, i, targets, k)))
      rows[SENTIMENT_UNIT_SENTENCE][i++] = row++;
    else
      rows[SENTIMENT_UNIT_TARGET][k++] = row++;
}

static gboolean
add_rows (const SentimentEvidenceList *list, ObelusContext *context, ObelusLayerBuilder *builder,
          guint32 *const rows[SENTIMENT_N_UNITS], GError **error)
{
  guint kind = obelus_layer_builder_add_column (builder, "kind", OBELUS_COLUMN_STRING);
  guint share = obelus_layer_builder_add_column (builder, "share", OBELUS_COLUMN_REAL);
  guint explains = obelus_layer_builder_add_reference (builder, "explains", "sentiment");
  gint32 kinds[SENTIMENT_N_EVIDENCE];

  for (guint i = 0; i < SENTIMENT_N_EVIDENCE; i++)
    kinds[i] = obelus_layer_builder_intern (builder, kind_names[i], -1);
  for (gsize i = 0; i < list->n_items; i++)
    {
      const SentimentEvidence *item = &list->items[i];
      guint32 row = obelus_layer_builder_append (builder, item->start, item->end);
      obelus_layer_builder_set_string_index (builder, kind, row, kinds[item->kind]);
      obelus_layer_builder_set_real (builder, share, row, item->share);
      obelus_layer_builder_set_reference (builder, explains, row, rows[item->unit][item->number]);
      if (obelus_context_is_cancelled_at (context, i, error))
        return FALSE;
    }
  obelus_layer_builder_sort (builder);
  return TRUE;
}

gboolean
sentiment_evidence_list_commit (const SentimentEvidenceList *list, const SentimentSpans *sentences,
                                const SentimentSpans *targets, ObelusContext *context, ObelusDocument *document,
                                GError **error)
{
  const gsize n_rows[SENTIMENT_N_UNITS] = { 1, sentences->n, targets->n };
  guint32 *rows[SENTIMENT_N_UNITS];
  g_autoptr (ObelusLayerBuilder) builder
      = obelus_context_build_layer (context, document, SENTIMENT_EVIDENCE_LAYER, error);
  gboolean has_room = !list->failed && list->n_items < G_MAXINT32, done = FALSE;

  if (builder == NULL)
    return FALSE;
  for (guint i = 0; i < SENTIMENT_N_UNITS; i++)
    {
      rows[i] = g_try_new (guint32, n_rows[i] + 1);
      has_room = has_room && rows[i] != NULL;
    }
  if (has_room)
    {
      number_rows (sentences, targets, rows);
      done
          = add_rows (list, context, builder, rows, error) && obelus_context_commit (context, document, builder, error);
    }
  else
    obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                         "there is not enough memory to explain the scores of this text; divide it, or do without "
                         "explain=yes");

  for (guint i = 0; i < SENTIMENT_N_UNITS; i++)
    g_free (rows[i]);
  return done;
}
