/* Merging the names of several taggers. */
#include "entity-merge.h"

#include "optional-layer.h"
#include "span-set.h"

#include <string.h>

typedef enum
{
  PREFER_LONGER,
  PREFER_SCORE,
  PREFER_THIS,
  PREFER_EARLIER,
  PREFER_STAGE,
} Criterion;

typedef enum
{
  OVERLAP_DROP,
  OVERLAP_NEST,
  OVERLAP_KEEP,
} OverlapPolicy;

#define STAGE_PREFIX "stage:"
#define MAX_CRITERIA 32

struct _LearnEntityRules
{
  guint n_criteria;
  Criterion criteria[MAX_CRITERIA];
  char *stages[MAX_CRITERIA]; /* of PREFER_STAGE */
  OverlapPolicy overlap;
};

/* A row of the merged layer that may yet be dropped. */
typedef struct
{
  guint32 start;
  guint32 end;
  guint32 old_row; /* OBELUS_NO_ROW for a name that was found only now */
  guint32 found;   /* G_MAXUINT32 for one that was there before */
  guint32 heir;    /* the item that stands for this one though it was dropped, or G_MAXUINT32 */
  gboolean dropped;
  double score;
  guint64 stages; /* a bit for each PREFER_STAGE that it is from */
} Item;

static const char *const words[] = { "longer", "score", "this", "earlier" };

LearnEntityRules *
learn_entity_rules_new (ObelusContext *context, GError **error)
{
  g_autoptr (LearnEntityRules) rules = g_new0 (LearnEntityRules, 1);
  const char *const *prefer = obelus_context_get_list (context, "prefer");

  rules->overlap = (OverlapPolicy) obelus_context_get_choice (context, "overlap");
  for (; *prefer != NULL; prefer++)
    {
      guint criterion = 0;
      if (rules->n_criteria == MAX_CRITERIA)
        {
          obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                               "option 'prefer' has more than %d items; leave some out", MAX_CRITERIA);
          return NULL;
        }
      while (criterion < PREFER_STAGE && strcmp (*prefer, words[criterion]) != 0)
        criterion++;
      if (criterion == PREFER_STAGE
          && (!g_str_has_prefix (*prefer, STAGE_PREFIX) || (*prefer)[strlen (STAGE_PREFIX)] == '\0'))
        {
          obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                               "option 'prefer' has '%s'; write longer, score, this, earlier or stage:NAME with commas "
                               "between",
                               *prefer);
          return NULL;
        }
      if (criterion == PREFER_STAGE)
        rules->stages[rules->n_criteria] = g_strdup (*prefer + strlen (STAGE_PREFIX));
      rules->criteria[rules->n_criteria++] = (Criterion) criterion;
    }

  return g_steal_pointer (&rules);
}

void
learn_entity_rules_free (LearnEntityRules *rules)
{
  if (rules == NULL)
    return;
  for (guint i = 0; i < rules->n_criteria; i++)
    g_free (rules->stages[i]);
  g_free (rules);
}

/* Preference */

/* Whether the stage is one of those that @tagger, names with `+` between, tells. */
static gboolean
names_stage (const char *tagger, const char *stage)
{
  gsize length = strlen (stage);

  for (const char *at = tagger; at != NULL; at = strchr (at, '+'), at = at != NULL ? at + 1 : NULL)
    if (strncmp (at, stage, length) == 0 && (at[length] == '+' || at[length] == '\0'))
      return TRUE;

  return FALSE;
}

static guint64
find_stages (const LearnEntityRules *rules, const char *tagger)
{
  guint64 stages = 0;

  for (guint i = 0; i < rules->n_criteria; i++)
    if (rules->criteria[i] == PREFER_STAGE && names_stage (tagger, rules->stages[i]))
      stages |= (guint64) 1 << i;

  return stages;
}

/* Below 0 if @a is preferred. Never 0 for two items, so that the result does not depend on how they were sorted. */
static int
compare_preference (gconstpointer a, gconstpointer b, gpointer data)
{
  const Item *first = *(const Item *const *) a, *second = *(const Item *const *) b;
  const LearnEntityRules *rules = data;

  for (guint i = 0; i < rules->n_criteria; i++)
    {
      double difference = 0;
      switch (rules->criteria[i])
        {
        case PREFER_LONGER:
          difference = (double) (second->end - second->start) - (double) (first->end - first->start);
          break;
        case PREFER_SCORE:
          difference = second->score - first->score;
          break;
        case PREFER_THIS:
          difference = (second->found != G_MAXUINT32) - (first->found != G_MAXUINT32);
          break;
        case PREFER_EARLIER:
          difference = (second->old_row != OBELUS_NO_ROW) - (first->old_row != OBELUS_NO_ROW);
          break;
        case PREFER_STAGE:
          difference = (second->stages >> i & 1) > (first->stages >> i & 1)   ? 1
                       : (second->stages >> i & 1) < (first->stages >> i & 1) ? -1
                                                                              : 0;
          break;
        }
      if (difference != 0)
        return difference < 0 ? -1 : 1;
    }

  return first < second ? -1 : first > second;
}

/* The layer that is there */

typedef struct
{
  ObelusLayer *layer;
  guint32 n_rows;
  gint label;
  gint score;
  gint tagger;
  gint id;
} OldNames;

static void
read_old_names (OldNames *old, ObelusLayer *layer)
{
  old->layer = layer;
  old->n_rows = obelus_layer_get_n_rows (layer);
  old->label = obelus_layer_find_column (layer, "label");
  old->score = obelus_layer_find_column (layer, "score");
  old->id = obelus_layer_find_column (layer, "id");
  old->tagger = obelus_layer_find_column (layer, "tagger");
}

/* What a row that does not say so itself is from: the stage that made the layer. */
static const char *
get_old_tagger (const OldNames *old, guint32 row)
{
  const char *tagger = old->tagger >= 0 ? obelus_layer_get_string (old->layer, (guint) old->tagger, row, NULL) : NULL;

  return tagger != NULL ? tagger : obelus_layer_get_stage (old->layer);
}

static double
get_old_score (const OldNames *old, guint32 row)
{
  return old->score >= 0 && obelus_layer_has_value (old->layer, (guint) old->score, row)
             ? obelus_layer_get_reals (old->layer, (guint) old->score)[row]
             : NAN;
}

static gboolean
has_label (const OldNames *old, guint32 row, const LearnEntity *found)
{
  gsize length;
  const char *label = old->label >= 0 ? obelus_layer_get_string (old->layer, (guint) old->label, row, &length) : NULL;
  gsize found_length = found->label_length < 0 ? strlen (found->label) : (gsize) found->label_length;

  return label != NULL && length == found_length && memcmp (label, found->label, length) == 0;
}

/* Deciding */

/* Both lists in one, in a layer's order; of equal spans the old ones first. */
static void
list_items (const LearnEntityRules *rules, const OldNames *old, const GArray *found, const char *stage, Item *items)
{
  const guint32 *starts = obelus_layer_get_starts (old->layer), *ends = obelus_layer_get_ends (old->layer);
  guint32 row = 0, next = 0;
  guint64 this_stages = find_stages (rules, stage);

  for (gsize n = 0; row < old->n_rows || next < found->len; n++)
    {
      const LearnEntity *entity = next < found->len ? &g_array_index (found, LearnEntity, next) : NULL;
      gboolean is_old
          = entity == NULL
            || (row < old->n_rows
                && (starts[row] < entity->start || (starts[row] == entity->start && ends[row] >= entity->end)));
      double score = is_old ? get_old_score (old, row) : entity->score;

      items[n] = (Item){
        .start = is_old ? starts[row] : entity->start,
        .end = is_old ? ends[row] : entity->end,
        .old_row = is_old ? row++ : OBELUS_NO_ROW,
        .found = is_old ? G_MAXUINT32 : next++,
        .heir = G_MAXUINT32,
        /* Who gives no score is sure. */
        .score = isnan (score) ? 1 : score,
        .stages = this_stages,
      };
      if (is_old)
        items[n].stages = find_stages (rules, get_old_tagger (old, items[n].old_row));
    }
}

/* Names of one span, which are neighbours: those of one label become one, of others the preferred one stays. */
static void
settle_equal_spans (const LearnEntityRules *rules, const OldNames *old, const GArray *found, Item *items, gsize n_items)
{
  for (gsize i = 1, first = 0; i < n_items; i++)
    {
      if (items[i].start != items[first].start || items[i].end != items[first].end)
        first = i;
      if (items[i].found == G_MAXUINT32 || first == i)
        continue;

      const LearnEntity *entity = &g_array_index (found, LearnEntity, items[i].found);
      gsize twin = first;
      while (twin < i && (items[twin].old_row == OBELUS_NO_ROW || !has_label (old, items[twin].old_row, entity)))
        twin++;
      if (twin < i)
        {
          items[twin].found = items[i].found;
          items[twin].score = MAX (items[twin].score, items[i].score);
          items[twin].stages |= items[i].stages;
          items[i].dropped = TRUE;
          items[i].heir = (guint32) twin;
          continue;
        }
      if (rules->overlap == OVERLAP_KEEP)
        continue;

      /* The new one against each of the old: it stays if it is preferred to all. */
      const Item *challenger = &items[i];
      gboolean wins = TRUE;
      gsize winner = first;
      for (gsize j = first; j < i; j++)
        {
          const Item *other = &items[j];
          if (compare_preference (&other, &challenger, (gpointer) rules) < 0)
            {
              wins = FALSE;
              winner = j;
              break;
            }
        }
      for (gsize j = first; wins && j < i; j++)
        {
          items[j].dropped = TRUE;
          items[j].heir = (guint32) i;
        }
      if (!wins)
        {
          items[i].dropped = TRUE;
          items[i].heir = (guint32) winner;
        }
    }
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

/* The most preferred name stays, then the next unless it is in the way of one of the other list that stays. */
static gboolean
settle_overlaps (const LearnEntityRules *rules, Item *items, gsize n_items)
{
  g_autofree const Item **order = g_try_new (const Item *, MAX (n_items, 1));
  g_autofree guint32 *edges = g_try_new (guint32, MAX (2 * n_items, 1));
  if (order == NULL || edges == NULL)
    return FALSE;

  gsize n = 0;
  for (gsize i = 0; i < n_items; i++)
    {
      /* Empty spans are in nobody's way. */
      if (items[i].dropped || items[i].start == items[i].end)
        continue;
      edges[2 * n] = items[i].start;
      edges[2 * n + 1] = items[i].end;
      order[n++] = &items[i];
    }
  if (n == 0)
    return TRUE;
  qsort (edges, 2 * n, sizeof *edges, compare_numbers);
  g_qsort_with_data (order, (gint) n, sizeof *order, compare_preference, (gpointer) rules);

  g_autoptr (LearnSpanSet) before = learn_span_set_new (edges, 2 * n), now = learn_span_set_new (edges, 2 * n);
  if (before == NULL || now == NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      Item *item = (Item *) order[i];
      gboolean is_old = item->old_row != OBELUS_NO_ROW, is_new = item->found != G_MAXUINT32;
      gboolean (*is_in_the_way) (const LearnSpanSet *, guint32, guint32)
          = rules->overlap == OVERLAP_NEST ? learn_span_set_crosses : learn_span_set_overlaps;

      /* What both lists have is held against neither. */
      if (is_old != is_new && is_in_the_way (is_old ? now : before, item->start, item->end))
        {
          item->dropped = TRUE;
          continue;
        }
      if (is_old)
        learn_span_set_add (before, item->start, item->end);
      if (is_new)
        learn_span_set_add (now, item->start, item->end);
    }

  return TRUE;
}

/* Building */

/* The columns of a name, in a layer that is built. */
typedef struct
{
  guint label;
  guint score;
  guint id;
  guint tagger;
} Columns;

static Columns
add_columns (ObelusLayerBuilder *builder)
{
  return (Columns){
    .label = obelus_layer_builder_add_column (builder, "label", OBELUS_COLUMN_STRING),
    .score = obelus_layer_builder_add_column (builder, "score", OBELUS_COLUMN_REAL),
    .id = obelus_layer_builder_add_column (builder, "id", OBELUS_COLUMN_STRING),
    .tagger = obelus_layer_builder_add_column (builder, "tagger", OBELUS_COLUMN_STRING),
  };
}

static void
set_found (ObelusLayerBuilder *builder, const Columns *columns, guint32 row, const LearnEntity *entity)
{
  obelus_layer_builder_set_string (builder, columns->label, row, entity->label, entity->label_length);
  if (!isnan (entity->score))
    obelus_layer_builder_set_real (builder, columns->score, row, entity->score);
  if (entity->id != NULL)
    obelus_layer_builder_set_string (builder, columns->id, row, entity->id, entity->id_length);
}

static void
copy_column (ObelusLayerBuilder *builder, const OldNames *old, guint column, const Item *items, const guint32 *new_rows,
             const guint32 *row_map, gsize n_items)
{
  ObelusLayer *layer = old->layer;
  ObelusColumnType type = obelus_layer_get_column_type (layer, column);
  const char *name = obelus_layer_get_column_name (layer, column);
  const char *target = obelus_layer_get_column_target (layer, column);
  gboolean is_inner = type == OBELUS_COLUMN_REFERENCE && strcmp (target, obelus_layer_get_name (layer)) == 0;
  guint copy = type == OBELUS_COLUMN_REFERENCE ? obelus_layer_builder_add_reference (builder, name, target)
                                               : obelus_layer_builder_add_column (builder, name, type);

  for (gsize i = 0; i < n_items; i++)
    {
      guint32 row = items[i].old_row;
      if (items[i].dropped || row == OBELUS_NO_ROW || !obelus_layer_has_value (layer, column, row))
        continue;
      gsize length;
      const char *string;
      guint32 reference;
      switch (type)
        {
        case OBELUS_COLUMN_INTEGER:
          obelus_layer_builder_set_integer (builder, copy, new_rows[i], obelus_layer_get_integers (layer, column)[row]);
          break;
        case OBELUS_COLUMN_REAL:
          obelus_layer_builder_set_real (builder, copy, new_rows[i], obelus_layer_get_reals (layer, column)[row]);
          break;
        case OBELUS_COLUMN_STRING:
          string = obelus_layer_get_string (layer, column, row, &length);
          obelus_layer_builder_set_string (builder, copy, new_rows[i], string, (gssize) length);
          break;
        case OBELUS_COLUMN_REFERENCE:
          reference = obelus_layer_get_references (layer, column)[row];
          obelus_layer_builder_set_reference (builder, copy, new_rows[i], is_inner ? row_map[reference] : reference);
          break;
        }
    }
}

/* Which stage a row is from: one, or several that found the same. */
static void
set_tagger (ObelusLayerBuilder *builder, const Columns *columns, const OldNames *old, const Item *item, guint32 row,
            const char *stage)
{
  const char *tagger = item->old_row != OBELUS_NO_ROW ? get_old_tagger (old, item->old_row) : "";

  if (item->found == G_MAXUINT32 || *tagger == '\0' || names_stage (tagger, stage))
    {
      const char *only = item->found != G_MAXUINT32 && *tagger == '\0' ? stage : tagger;
      if (*only != '\0')
        obelus_layer_builder_set_string (builder, columns->tagger, row, only, -1);
      return;
    }
  g_autofree char *both = g_strdup_printf ("%s+%s", tagger, stage);
  obelus_layer_builder_set_string (builder, columns->tagger, row, both, -1);
}

static gboolean
build_revision (ObelusLayerBuilder *builder, const OldNames *old, const GArray *found, const Item *items, gsize n_items,
                const char *stage)
{
  g_autofree guint32 *new_rows = g_try_new (guint32, MAX (n_items, 1));
  g_autofree guint32 *row_map = g_try_new (guint32, MAX (old->n_rows, 1));
  if (new_rows == NULL || row_map == NULL)
    return FALSE;

  for (gsize i = 0; i < n_items; i++)
    new_rows[i]
        = items[i].dropped ? OBELUS_NO_ROW : obelus_layer_builder_append (builder, items[i].start, items[i].end);
  for (gsize i = 0; i < n_items; i++)
    {
      if (items[i].old_row == OBELUS_NO_ROW)
        continue;
      guint32 row = items[i].dropped && items[i].heir != G_MAXUINT32 ? new_rows[items[i].heir] : new_rows[i];
      row_map[items[i].old_row] = row;
      if (row != OBELUS_NO_ROW)
        obelus_layer_builder_replace_row (builder, items[i].old_row, row);
    }

  Columns columns = add_columns (builder);
  for (gsize i = 0; i < n_items; i++)
    if (!items[i].dropped && items[i].found != G_MAXUINT32)
      set_found (builder, &columns, new_rows[i], &g_array_index (found, LearnEntity, items[i].found));
  /* Where both have a value, the earlier stage's stays. */
  for (guint column = 0; column < obelus_layer_get_n_columns (old->layer); column++)
    copy_column (builder, old, column, items, new_rows, row_map, n_items);
  for (gsize i = 0; i < n_items; i++)
    if (!items[i].dropped)
      set_tagger (builder, &columns, old, &items[i], new_rows[i], stage);

  return TRUE;
}

static gboolean
fail_for_memory (ObelusContext *context, gsize n_names, GError **error)
{
  return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                              "no memory is left for %" G_GSIZE_FORMAT " names; cut the document into smaller ones",
                              n_names);
}

static gboolean
commit_alone (ObelusContext *context, ObelusDocument *document, const GArray *found, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, LEARN_ENTITY_GIVES, error);
  if (builder == NULL)
    return FALSE;

  Columns columns = add_columns (builder);
  obelus_layer_builder_reserve (builder, found->len);
  for (guint i = 0; i < found->len; i++)
    {
      const LearnEntity *entity = &g_array_index (found, LearnEntity, i);
      guint32 row = obelus_layer_builder_append (builder, entity->start, entity->end);
      set_found (builder, &columns, row, entity);
      obelus_layer_builder_set_string (builder, columns.tagger, row, obelus_context_get_stage (context), -1);
    }

  return obelus_context_commit (context, document, builder, error);
}

gboolean
learn_entity_commit (const LearnEntityRules *rules, ObelusContext *context, ObelusDocument *document,
                     const GArray *found, GError **error)
{
  ObelusLayer *layer;

  if (!learn_find_layer (context, document, LEARN_ENTITY_GIVES, &layer, error))
    return FALSE;
  if (layer == NULL)
    return commit_alone (context, document, found, error);

  OldNames old;
  const char *stage = obelus_context_get_stage (context);
  read_old_names (&old, layer);
  gsize n_items = (gsize) old.n_rows + found->len;
  g_autofree Item *items = g_try_new (Item, MAX (n_items, 1));
  g_autoptr (ObelusLayerBuilder) builder = NULL;

  if (n_items > G_MAXINT || items == NULL)
    return fail_for_memory (context, n_items, error);
  list_items (rules, &old, found, stage, items);
  settle_equal_spans (rules, &old, found, items, n_items);
  if (rules->overlap != OVERLAP_KEEP && !settle_overlaps (rules, items, n_items))
    return fail_for_memory (context, n_items, error);
  if (obelus_context_is_cancelled (context, error))
    return FALSE;

  builder = obelus_context_revise_layer (context, document, LEARN_ENTITY_GIVES, error);
  if (builder == NULL)
    return FALSE;
  if (!build_revision (builder, &old, found, items, n_items, stage))
    return fail_for_memory (context, n_items, error);

  return obelus_context_commit (context, document, builder, error);
}
