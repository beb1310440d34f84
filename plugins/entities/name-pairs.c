/* Pairing gold and found names. */
#include "name-pairs.h"

#define NOBODY G_MAXUINT

/* Names that nest deeply could otherwise each be compared with each. */
#define MOST_CANDIDATES 64

typedef struct
{
  const EntityName *names;
  guint n;
  guint *partners; /* indices on the other side, or NOBODY */
} Side;

static gint
compare_spans (const EntityName *a, const EntityName *b)
{
  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;

  return (a->end > b->end) - (a->end < b->end);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  const EntityName *x = a, *y = b;
  gint order = compare_spans (x, y);

  return order != 0 ? order : (x->type > y->type) - (x->type < y->type);
}

static void
side_init (Side *side, GArray *names)
{
  g_array_sort (names, compare_names);
  side->names = (const EntityName *) (gconstpointer) names->data;
  side->n = names->len;
  side->partners = g_new (guint, MAX (side->n, 1));
  for (guint i = 0; i < side->n; i++)
    side->partners[i] = NOBODY;
}

static void
marry (Side *gold, guint g, Side *found, guint f)
{
  gold->partners[g] = f;
  found->partners[f] = g;
}

/* Pairs names that are free and equal by the order that both sides are in. */
static void
pair_equal (Side *gold, Side *found, gboolean with_types)
{
  for (guint g = 0, f = 0; g < gold->n && f < found->n;)
    {
      const EntityName *x = &gold->names[g], *y = &found->names[f];
      gint order = with_types ? compare_names (x, y) : compare_spans (x, y);

      if (gold->partners[g] != NOBODY)
        g++;
      else if (found->partners[f] != NOBODY)
        f++;
      else
        {
          if (order == 0)
            marry (gold, g, found, f);
          g += order <= 0 ? 1 : 0;
          f += order >= 0 ? 1 : 0;
        }
    }
}

static guint32
count_shared (const EntityName *a, const EntityName *b)
{
  guint32 start = MAX (a->start, b->start), end = MIN (a->end, b->end);

  return end > start ? end - start : 0;
}

static void
pair_overlapping (Side *gold, Side *found)
{
  guint first = 0;

  for (guint g = 0; g < gold->n; g++)
    {
      const EntityName *name = &gold->names[g];
      guint best = NOBODY, most = 0;
      if (gold->partners[g] != NOBODY)
        continue;

      while (first < found->n && (found->partners[first] != NOBODY || found->names[first].end <= name->start))
        first++;
      for (guint f = first; f < found->n && f - first < MOST_CANDIDATES && found->names[f].start < name->end; f++)
        {
          guint shared = found->partners[f] == NOBODY ? count_shared (name, &found->names[f]) : 0;
          gboolean is_nearer = shared == most && best != NOBODY && found->names[f].type == name->type
                               && found->names[best].type != name->type;
          if (shared > most || is_nearer)
            {
              best = f;
              most = shared;
            }
        }
      if (best != NOBODY)
        marry (gold, g, found, best);
    }
}

EntityVerdict
entity_pair_judge (const EntityPair *pair)
{
  if (pair->found == NULL)
    return ENTITY_MISSED;
  if (pair->gold == NULL)
    return ENTITY_SPURIOUS;
  if (compare_spans (pair->gold, pair->found) == 0)
    return pair->gold->type == pair->found->type ? ENTITY_RIGHT : ENTITY_OTHER_TYPE;

  return pair->gold->type == pair->found->type ? ENTITY_OTHER_SPAN : ENTITY_OTHER_BOTH;
}

guint32
entity_pair_get_start (const EntityPair *pair)
{
  return pair->gold != NULL ? pair->gold->start : pair->found->start;
}

void
entity_pair_names (GArray *gold_names, GArray *found_names, GArray *pairs)
{
  Side gold, found;
  side_init (&gold, gold_names);
  side_init (&found, found_names);

  pair_equal (&gold, &found, TRUE);
  pair_equal (&gold, &found, FALSE);
  pair_overlapping (&gold, &found);

  for (guint g = 0, f = 0; g < gold.n || f < found.n;)
    {
      EntityPair pair = { NULL, NULL };
      if (f < found.n && found.partners[f] != NOBODY)
        {
          f++;
          continue;
        }
      if (f == found.n || (g < gold.n && gold.names[g].start <= found.names[f].start))
        {
          guint partner = gold.partners[g];
          pair.gold = &gold.names[g++];
          pair.found = partner != NOBODY ? &found.names[partner] : NULL;
        }
      else
        pair.found = &found.names[f++];
      g_array_append_val (pairs, pair);
    }

  g_free (gold.partners);
  g_free (found.partners);
}
