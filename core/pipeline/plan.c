/* Planning: from what an operator named and others require to stages in an order in which each finds what it needs. */
#include "option-value-private.h"
#include "plan-private.h"

#include <string.h>

/* Processors tried before planning gives up. A search that long means dozens of processors that need each other. */
#define MAX_TRIES 10000

/* Why something that is needed cannot be had. */
typedef struct
{
  ObelusLayerListItem item;
  const ObelusStage *later;   /* a named stage that gives it, but stands behind */
  ObelusComponent *processor; /* gives it, but … */
  ObelusLayerListItem other;  /* … needs this, or makes this a second time */
  gboolean is_made_twice;
} Obstacle;

typedef struct
{
  const ObelusPlanRequest *request;
  ObelusProblemList *problems;
  GPtrArray *named;  /* (nullable ObelusStage): those that are not placed yet are owned here */
  guint n_placed;    /* how many of them are placed or being placed */
  GPtrArray *stages; /* the plan so far */
  GPtrArray *active; /* (ObelusComponent) being added: one that needs itself is no way to get anything */
  guint n_tries;
  const ObelusStage *blamed; /* for coming too late for the stage being placed */
} Planner;

void
obelus_requirement_free (ObelusRequirement *requirement)
{
  if (requirement == NULL)
    return;

  obelus_layer_list_free (requirement->layers);
  g_free (requirement->wanted_by);
  g_free (requirement);
}

char *
obelus_plan_name_item (const ObelusLayerListItem *item)
{
  return item->column == NULL ? g_strdup (item->layer) : g_strdup_printf ("%s.%s", item->layer, item->column);
}

/* Who gives what */

static const ObelusLayerListItem *
find_item (const ObelusLayerList *list, const ObelusLayerListItem *item)
{
  return obelus_layer_list_find (list, item->layer, item->column);
}

const ObelusStage *
obelus_plan_find_giver (GPtrArray *stages, guint n_stages, const ObelusLayerListItem *item)
{
  for (guint i = n_stages; i-- > 0;)
    {
      const ObelusStage *stage = g_ptr_array_index (stages, i);
      if (find_item (obelus_stage_get_gives (stage), item) != NULL)
        return stage;
    }

  return NULL;
}

gboolean
obelus_plan_is_provided (const ObelusPlanRequest *request, const ObelusLayerListItem *item)
{
  for (guint i = 0; i < request->provided->len; i++)
    if (find_item (g_ptr_array_index (request->provided, i), item) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_given (const Planner *planner, const ObelusLayerListItem *item)
{
  return obelus_plan_is_provided (planner->request, item)
         || obelus_plan_find_giver (planner->stages, planner->stages->len, item) != NULL;
}

/* Whether a stage gives an item to documents that do not have it yet: it does not where it revises it. */
static gboolean
makes_item (const ObelusStage *stage, const ObelusLayerListItem *item)
{
  const ObelusLayerListItem *needed = find_item (obelus_stage_get_needs (stage), item);

  return find_item (obelus_stage_get_gives (stage), item) != NULL && (needed == NULL || needed->optional);
}

/* A named stage that is not placed yet and makes the item. */
static const ObelusStage *
find_later_giver (const Planner *planner, const ObelusLayerListItem *item)
{
  for (guint i = planner->n_placed; i < planner->named->len; i++)
    {
      const ObelusStage *stage = g_ptr_array_index (planner->named, i);
      if (stage != NULL && makes_item (stage, item))
        return stage;
    }

  return NULL;
}

/* Whether some requirement asks for the item. */
static gboolean
is_wanted (const Planner *planner, const ObelusLayerListItem *item)
{
  for (guint i = 0; i < planner->request->requirements->len; i++)
    {
      const ObelusRequirement *requirement = g_ptr_array_index (planner->request->requirements, i);
      const ObelusLayerListItem *wanted = find_item (requirement->layers, item);
      if (wanted != NULL && (!wanted->optional || requirement->optional_too))
        return TRUE;
    }

  return FALSE;
}

/* Candidates */

typedef struct
{
  ObelusComponent *component;
  gboolean is_sure; /* gives the item whatever its options and the text are */
} Candidate;

static gint
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;
  gint first_rank = obelus_component_get_rank (first->component);
  gint second_rank = obelus_component_get_rank (second->component);

  if (first->is_sure != second->is_sure)
    return first->is_sure ? -1 : 1;
  if (first_rank != second_rank)
    return first_rank > second_rank ? -1 : 1;

  return strcmp (obelus_component_get_name (first->component), obelus_component_get_name (second->component));
}

/* The processors that give the item without reading it first, the best first. */
static GArray *
list_candidates (const Planner *planner, const ObelusLayerListItem *item)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  ObelusRegistry *registry = planner->request->registry;

  for (guint i = 0; i < obelus_registry_get_n_components (registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (registry, i);
      if (obelus_component_get_kind (component) != OBELUS_COMPONENT_PROCESSOR)
        continue;
      const ObelusLayerListItem *given = find_item (obelus_component_get_gives_list (component), item);
      const ObelusLayerListItem *needed = find_item (obelus_component_get_needs_list (component), item);
      if (given == NULL || (needed != NULL && !needed->optional))
        continue;
      Candidate candidate = { component, !given->optional };
      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);

  return candidates;
}

/* A layer that the processor would make though it is there, or will be, and that it does not read to revise it. */
static const ObelusLayerListItem *
find_made_twice (const Planner *planner, ObelusComponent *component)
{
  const ObelusLayerList *gives = obelus_component_get_gives_list (component);

  for (guint i = 0; i < gives->n_items; i++)
    {
      const ObelusLayerListItem *item = &gives->items[i];
      if (item->column == NULL && !item->optional
          && !obelus_layer_list_mentions (obelus_component_get_needs_list (component), item->layer)
          && (is_given (planner, item) || find_later_giver (planner, item) != NULL))
        return item;
    }

  return NULL;
}

/* Adding */

static gboolean satisfy (Planner *planner, const ObelusLayerListItem *item, const char *whose, Obstacle *obstacle);

static gboolean
is_name_taken (GPtrArray *stages, const char *name)
{
  for (guint i = 0; i < stages->len; i++)
    {
      const ObelusStage *stage = g_ptr_array_index (stages, i);
      if (stage != NULL && strcmp (stage->name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

/* A component's name, or `name-2` if there is such a stage already. */
static char *
make_stage_name (const Planner *planner, const char *component)
{
  char *name = g_strdup (component);

  for (guint n = 2; is_name_taken (planner->stages, name) || is_name_taken (planner->named, name); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s-%u", component, n);
    }

  return name;
}

/* Adds what a stage may read, does not need, but finds if others want it anyway: a summary that is made after the names
 * are known is better than one before. What the stage gives itself, and reads only to revise it, is not looked for. */
static void
satisfy_optional (Planner *planner, ObelusComponent *component, const char *whose)
{
  const ObelusLayerList *needs = obelus_component_get_needs_list (component);

  for (guint i = 0; i < needs->n_items; i++)
    {
      const ObelusLayerListItem *item = &needs->items[i];
      if (item->optional && is_wanted (planner, item) && find_later_giver (planner, item) == NULL
          && find_item (obelus_component_get_gives_list (component), item) == NULL)
        {
          Obstacle ignored = { 0 };
          satisfy (planner, item, whose, &ignored);
        }
    }
}

static gboolean
satisfy_needs (Planner *planner, ObelusComponent *component, const char *whose, Obstacle *obstacle)
{
  const ObelusLayerList *needs = obelus_component_get_needs_list (component);

  for (guint i = 0; i < needs->n_items; i++)
    {
      Obstacle below = { 0 };
      if (needs->items[i].optional || satisfy (planner, &needs->items[i], whose, &below))
        continue;
      *obstacle = (Obstacle){ .later = below.later, .processor = component, .other = needs->items[i] };
      return FALSE;
    }
  satisfy_optional (planner, component, whose);

  return TRUE;
}

/* Adds a processor and all it needs, or leaves the plan as it was. */
static gboolean
try_candidate (Planner *planner, ObelusComponent *component, const ObelusLayerListItem *item, const char *whose,
               Obstacle *obstacle)
{
  guint n_stages = planner->stages->len;
  const ObelusLayerListItem *made_twice = find_made_twice (planner, component);

  if (made_twice != NULL)
    {
      *obstacle = (Obstacle){ .processor = component, .other = *made_twice, .is_made_twice = TRUE };
      return FALSE;
    }
  if (g_ptr_array_find (planner->active, component, NULL) || planner->n_tries++ >= MAX_TRIES)
    {
      *obstacle = (Obstacle){ .processor = component, .other = *item };
      return FALSE;
    }

  g_autofree char *name = make_stage_name (planner, obelus_component_get_name (component));
  g_autofree char *whose_need = g_strdup_printf ("stage '%s'", name);
  g_ptr_array_add (planner->active, component);
  gboolean satisfied = satisfy_needs (planner, component, whose_need, obstacle);
  g_ptr_array_set_size (planner->active, (gint) planner->active->len - 1);

  /* What it needs may come with the very thing it was to give. */
  made_twice = satisfied ? find_made_twice (planner, component) : NULL;
  if (made_twice != NULL)
    *obstacle = (Obstacle){ .processor = component, .other = *made_twice, .is_made_twice = TRUE };
  else if (satisfied)
    *obstacle = (Obstacle){ .processor = component, .other = *item };
  if (!satisfied || made_twice != NULL || is_given (planner, item))
    {
      g_ptr_array_set_size (planner->stages, (gint) n_stages);
      return FALSE;
    }

  g_autofree char *item_name = obelus_plan_name_item (item);
  g_autofree char *reason = g_strdup_printf ("%s needs %s", whose, item_name);
  g_ptr_array_add (planner->stages, obelus_stage_new_added (name, component, reason));

  return TRUE;
}

/* Makes sure that the plan gives the item. Otherwise the plan is as it was, and @obstacle says why. */
static gboolean
satisfy (Planner *planner, const ObelusLayerListItem *item, const char *whose, Obstacle *obstacle)
{
  if (is_given (planner, item))
    return TRUE;

  *obstacle = (Obstacle){ .item = *item, .later = find_later_giver (planner, item) };
  if (obstacle->later != NULL)
    return FALSE;

  g_autoptr (GArray) candidates = list_candidates (planner, item);
  for (guint i = 0; i < candidates->len; i++)
    {
      ObelusComponent *component = g_array_index (candidates, Candidate, i).component;
      Obstacle below = { 0 };

      if (try_candidate (planner, component, item, whose, &below))
        {
          ObelusStage *added = g_ptr_array_index (planner->stages, planner->stages->len - 1);
          for (guint j = 0; j < candidates->len; j++)
            if (j != i)
              g_ptr_array_add (added->passed_over, g_object_ref (g_array_index (candidates, Candidate, j).component));
          return TRUE;
        }
      if (obstacle->processor == NULL)
        {
          *obstacle = below;
          obstacle->item = *item;
        }
    }

  return FALSE;
}

/* Reporting */

/* Whether a stage must have something that another one gives. */
static gboolean
waits_for (const ObelusStage *stage, const ObelusStage *other)
{
  const ObelusLayerList *needs = obelus_stage_get_needs (stage);

  for (guint i = 0; i < needs->n_items; i++)
    if (!needs->items[i].optional && find_item (obelus_stage_get_gives (other), &needs->items[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_given_by_any (const Planner *planner, const ObelusLayerListItem *item)
{
  g_autoptr (GArray) candidates = list_candidates (planner, item);

  return candidates->len > 0;
}

static void
report_obstacle (Planner *planner, const ObelusStage *stage, const Obstacle *obstacle, const char *whose)
{
  ObelusPlace place = stage != NULL ? stage->place : OBELUS_NO_PLACE;
  g_autofree char *item = obelus_plan_name_item (&obstacle->item);

  if (obstacle->later != NULL && stage != NULL && waits_for (obstacle->later, stage))
    obelus_problem_list_add (planner->problems, place, "missing-layer",
                             "%s needs '%s' of stage '%s', which itself needs what '%s' gives; remove one of them",
                             whose, item, obstacle->later->name, stage->name);
  else if (obstacle->later != NULL)
    obelus_problem_list_add (planner->problems, place, "missing-layer",
                             "%s needs '%s', for which stage '%s' comes too late; move '%s' before it", whose, item,
                             obstacle->later->name, obstacle->later->name);
  else if (obstacle->processor == NULL)
    obelus_problem_list_add (planner->problems, place, "missing-layer",
                             "%s needs '%s', and no processor gives it; install a plugin that does", whose, item);
  else
    {
      const char *processor = obelus_component_get_name (obstacle->processor);
      g_autofree char *other = obelus_plan_name_item (&obstacle->other);
      if (obstacle->is_made_twice)
        obelus_problem_list_add (
            planner->problems, place, "missing-layer",
            "%s needs '%s'; processor '%s' gives it, but '%s' as well, which is made already; let one "
            "stage make both",
            whose, item, processor, other);
      else if (is_given_by_any (planner, &obstacle->other))
        obelus_problem_list_add (planner->problems, place, "missing-layer",
                                 "%s needs '%s'; processor '%s' gives it, but needs '%s', which cannot be had before "
                                 "it; use documents that bring one of them along, or another processor",
                                 whose, item, processor, other);
      else
        obelus_problem_list_add (
            planner->problems, place, "missing-layer",
            "%s needs '%s'; processor '%s' gives it, but needs '%s', which no processor gives; install "
            "a plugin that does",
            whose, item, processor, other);
    }
}

/* The stages that are named, with NULL for those that are unknown. */
static void
look_up_named (Planner *planner)
{
  for (guint i = 0; i < planner->request->specs->len; i++)
    {
      const ObelusStageSpec *spec = g_ptr_array_index (planner->request->specs, i);
      g_autofree char *name = spec->name != NULL ? g_strdup (spec->name) : make_stage_name (planner, spec->component);
      g_ptr_array_add (planner->named, obelus_stage_new (name, spec, planner->request->registry,
                                                         planner->request->folder, planner->problems));
    }
}

static void
satisfy_named (Planner *planner, const ObelusStage *stage, const ObelusLayerListItem *item, const char *whose,
               gboolean is_certain)
{
  Obstacle obstacle = { 0 };

  /* An unknown stage before this one may give what seems to be missing. */
  if (satisfy (planner, item, whose, &obstacle) || (!is_certain && obstacle.later == NULL)
      || (obstacle.later != NULL && obstacle.later == planner->blamed))
    return;

  planner->blamed = obstacle.later;
  report_obstacle (planner, stage, &obstacle, whose);
}

static void
place_named (Planner *planner)
{
  gboolean is_certain = TRUE;

  for (guint i = 0; i < planner->named->len; i++)
    {
      ObelusStage *stage = g_ptr_array_index (planner->named, i);
      planner->n_placed = i + 1;
      planner->blamed = NULL;
      if (stage == NULL)
        {
          is_certain = FALSE;
          continue;
        }

      g_autofree char *whose = g_strdup_printf ("stage '%s'", stage->name);
      const ObelusLayerList *needs = obelus_stage_get_needs (stage);
      const char *tested = stage->condition == NULL ? NULL : obelus_condition_get_layer (stage->condition);
      if (tested != NULL)
        {
          ObelusLayerListItem item = { g_intern_string (tested), NULL, FALSE };
          g_autofree char *condition = obelus_option_value_excerpt (obelus_condition_get_text (stage->condition));
          g_autofree char *with_condition = g_strdup_printf ("%s with when=%s", whose, condition);
          satisfy_named (planner, stage, &item, with_condition, is_certain);
        }
      for (guint j = 0; j < needs->n_items; j++)
        if (!needs->items[j].optional)
          satisfy_named (planner, stage, &needs->items[j], whose, is_certain);
      satisfy_optional (planner, stage->component, whose);

      g_ptr_array_add (planner->stages, stage);
      planner->named->pdata[i] = NULL; /* owned by the plan from now on */
    }
}

static void
place_required (Planner *planner, gboolean is_certain)
{
  for (guint i = 0; i < planner->request->requirements->len; i++)
    {
      const ObelusRequirement *requirement = g_ptr_array_index (planner->request->requirements, i);
      for (guint j = 0; j < requirement->layers->n_items; j++)
        {
          const ObelusLayerListItem *item = &requirement->layers->items[j];
          Obstacle obstacle = { 0 };
          if (item->optional && !requirement->optional_too)
            continue;
          if (!satisfy (planner, item, requirement->wanted_by, &obstacle) && !item->optional && is_certain)
            report_obstacle (planner, NULL, &obstacle, requirement->wanted_by);
        }
    }
}

/* Whether something behind the first @n_stages stages was the cause for giving the item. */
static gboolean
is_purpose (const Planner *planner, guint n_stages, const ObelusLayerListItem *item)
{
  for (guint i = n_stages; i < planner->stages->len; i++)
    {
      const ObelusLayerListItem *needed
          = find_item (obelus_stage_get_needs (g_ptr_array_index (planner->stages, i)), item);
      if (needed != NULL && !needed->optional)
        return TRUE;
    }

  return is_wanted (planner, item);
}

/* Notes what added stages were added for, and looks for their files: defaults may be missing as well. */
static void
complete_added (Planner *planner)
{
  for (guint i = 0; i < planner->stages->len; i++)
    {
      ObelusStage *stage = g_ptr_array_index (planner->stages, i);
      const ObelusLayerList *gives = obelus_stage_get_gives (stage);
      if (stage->reason == NULL)
        continue;

      for (guint j = 0; j < gives->n_items; j++)
        if (is_purpose (planner, i + 1, &gives->items[j]))
          g_array_append_val (stage->purpose, gives->items[j]);
      obelus_stage_locate_files (stage, NULL, planner->request->registry, planner->request->folder, planner->problems);
    }
}

GPtrArray *
obelus_plan_make (const ObelusPlanRequest *request, ObelusProblemList *problems)
{
  g_autoptr (GPtrArray) named = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_stage_free);
  g_autoptr (GPtrArray) active = g_ptr_array_new ();
  Planner planner = { .request = request, .problems = problems, .named = named, .active = active };

  planner.stages = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_stage_free);
  look_up_named (&planner);
  gboolean is_certain = !g_ptr_array_find (named, NULL, NULL);
  place_named (&planner);
  place_required (&planner, is_certain);
  complete_added (&planner);

  return planner.stages;
}
