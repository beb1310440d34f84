/* The words that made scores of sentiment what they are. */
#include "reasons.h"

#include <math.h>
#include <string.h>

/* A word that makes less of the score, in log-odds, is no reason. */
#define LEAST_REASON 0.1

struct _Reasons
{
  ObelusLayer *evidence;
  const guint32 *explained; /* for each row of it, the row of sentiment that it explains */
  const double *shares;
  guint kind;
  guint32 n_explained;
  guint32 *first; /* for each row of sentiment the first row that explains it, OBELUS_NO_ROW for none */
  guint32 *next;  /* and behind each row the next one */
};

static gint
find_column (ObelusLayer *layer, const char *name, ObelusColumnType type)
{
  const gint column = obelus_layer_find_column (layer, name);

  return column >= 0 && obelus_layer_get_column_type (layer, (guint) column) == type ? column : -1;
}

Reasons *
reasons_read (ObelusLayer *evidence, ObelusLayer *sentiment)
{
  if (evidence == NULL || sentiment == NULL)
    return NULL;

  const gint explains = find_column (evidence, "explains", OBELUS_COLUMN_REFERENCE);
  const gint kind = find_column (evidence, "kind", OBELUS_COLUMN_STRING);
  const gint share = find_column (evidence, "share", OBELUS_COLUMN_REAL);
  if (explains < 0 || kind < 0 || share < 0)
    return NULL;

  const guint32 n_rows = obelus_layer_get_n_rows (evidence);
  g_autoptr (Reasons) reasons = g_new0 (Reasons, 1);
  *reasons = (Reasons){
    .evidence = evidence,
    .explained = obelus_layer_get_references (evidence, (guint) explains),
    .shares = obelus_layer_get_reals (evidence, (guint) share),
    .kind = (guint) kind,
    .n_explained = obelus_layer_get_n_rows (sentiment),
  };
  reasons->first = g_try_new (guint32, (gsize) reasons->n_explained + 1);
  reasons->next = g_try_new (guint32, (gsize) n_rows + 1);
  if (reasons->first == NULL || reasons->next == NULL)
    return NULL;

  for (guint32 row = 0; row < reasons->n_explained; row++)
    reasons->first[row] = OBELUS_NO_ROW;
  for (guint32 row = n_rows; row-- > 0;)
    if (reasons->explained[row] < reasons->n_explained)
      {
        reasons->next[row] = reasons->first[reasons->explained[row]];
        reasons->first[reasons->explained[row]] = row;
      }
  return g_steal_pointer (&reasons);
}

void
reasons_free (Reasons *reasons)
{
  g_free (reasons->first);
  g_free (reasons->next);
  g_free (reasons);
}

guint32
reasons_get_explained (const Reasons *reasons, guint32 row)
{
  return reasons->explained[row] < reasons->n_explained ? reasons->explained[row] : OBELUS_NO_ROW;
}

gboolean
reasons_is_one (const Reasons *reasons, guint32 row, gboolean positive)
{
  const double share = reasons->shares[row];
  const char *kind = obelus_layer_get_string (reasons->evidence, reasons->kind, row, NULL);

  return (positive ? share >= LEAST_REASON : share <= -LEAST_REASON) && kind != NULL && g_str_equal (kind, "word");
}

/* Whether two rows share a byte */
static gboolean
do_overlap (ObelusLayer *layer, guint32 a, guint32 b)
{
  const guint32 *starts = obelus_layer_get_starts (layer), *ends = obelus_layer_get_ends (layer);

  return starts[a] < ends[b] && starts[b] < ends[a];
}

/* Puts a row among the strongest. Of those that overlap only the strongest stays. */
static guint
insert_reason (ObelusLayer *evidence, const double *shares, guint32 row, guint32 *reasons, guint n_reasons)
{
  guint n_kept = 0;

  for (guint i = 0; i < n_reasons; i++)
    if (do_overlap (evidence, reasons[i], row) && fabs (shares[reasons[i]]) >= fabs (shares[row]))
      return n_reasons;
  for (guint i = 0; i < n_reasons; i++)
    if (!do_overlap (evidence, reasons[i], row))
      reasons[n_kept++] = reasons[i];

  guint at = n_kept;
  while (at > 0 && fabs (shares[reasons[at - 1]]) < fabs (shares[row]))
    at--;
  if (at == REASONS_MAX)
    return n_kept;
  n_kept = MIN (n_kept + 1, REASONS_MAX);
  memmove (reasons + at + 1, reasons + at, (n_kept - 1 - at) * sizeof *reasons);
  reasons[at] = row;
  return n_kept;
}

guint
reasons_find (const Reasons *reasons, guint32 explained, gboolean positive, guint32 found[REASONS_MAX])
{
  guint n_found = 0;

  if (explained >= reasons->n_explained)
    return 0;
  for (guint32 row = reasons->first[explained]; row != OBELUS_NO_ROW; row = reasons->next[row])
    if (reasons_is_one (reasons, row, positive))
      n_found = insert_reason (reasons->evidence, reasons->shares, row, found, n_found);
  return n_found;
}
