/* Whether planned stages fit together: what is made twice, and what is made for some documents only. */
#include "plan-private.h"

/* An earlier stage that makes the layer for documents for which @stage makes it too. */
static const ObelusStage *
find_earlier_maker (GPtrArray *stages, guint n_stages, const ObelusStage *stage, const ObelusLayerListItem *item)
{
  for (guint i = 0; i < n_stages; i++)
    {
      const ObelusStage *earlier = g_ptr_array_index (stages, i);
      const ObelusLayerListItem *given = obelus_layer_list_find (obelus_stage_get_gives (earlier), item->layer, NULL);
      if (given != NULL && !given->optional && obelus_condition_overlaps (earlier->condition, stage->condition))
        return earlier;
    }

  return NULL;
}

/* A layer is made once; whoever makes it again must read it, and so revise it. */
static void
check_made_once (const ObelusPlanRequest *request, GPtrArray *stages, guint index, ObelusProblemList *problems)
{
  const ObelusStage *stage = g_ptr_array_index (stages, index);
  const ObelusLayerList *gives = obelus_stage_get_gives (stage);

  for (guint i = 0; i < gives->n_items; i++)
    {
      const ObelusLayerListItem *item = &gives->items[i];
      if (item->column != NULL || item->optional
          || obelus_layer_list_mentions (obelus_stage_get_needs (stage), item->layer))
        continue;

      const ObelusStage *earlier = find_earlier_maker (stages, index, stage, item);
      if (earlier != NULL)
        obelus_problem_list_add (
            problems, stage->line, stage->column,
            "stage '%s' makes '%s', which stage '%s' has made already; remove one of them, or give "
            "each a 'when' of its own",
            stage->name, item->layer, earlier->name);
      else if (obelus_plan_is_provided (request, item))
        obelus_problem_list_add (problems, stage->line, stage->column,
                                 "stage '%s' makes '%s', which the documents bring along; remove the stage",
                                 stage->name, item->layer);
    }
}

/* Whether the item is there for all documents for which @condition holds. @giver is set to one that gives it for
 * others. */
static gboolean
is_given_for_all (const ObelusPlanRequest *request, GPtrArray *stages, guint n_stages, const ObelusLayerListItem *item,
                  const ObelusCondition *condition, const ObelusStage **giver)
{
  g_autoptr (GPtrArray) conditions = g_ptr_array_new ();
  *giver = NULL;

  if (obelus_plan_is_provided (request, item))
    return TRUE;

  for (guint i = 0; i < n_stages; i++)
    {
      const ObelusStage *stage = g_ptr_array_index (stages, i);
      if (obelus_layer_list_find (obelus_stage_get_gives (stage), item->layer, item->column) == NULL)
        continue;
      if (stage->condition == NULL)
        return TRUE;
      *giver = stage;
      g_ptr_array_add (conditions, stage->condition);
    }

  /* Without any giver the plan has said so already. */
  return *giver == NULL || obelus_condition_is_covered (condition, conditions);
}

static void
check_given_for_all (const ObelusPlanRequest *request, GPtrArray *stages, guint index, ObelusProblemList *problems)
{
  const ObelusStage *stage = g_ptr_array_index (stages, index);
  const ObelusLayerList *needs = obelus_stage_get_needs (stage);

  for (guint i = 0; i < needs->n_items; i++)
    {
      const ObelusStage *giver;
      if (needs->items[i].optional
          || is_given_for_all (request, stages, index, &needs->items[i], stage->condition, &giver))
        continue;

      g_autofree char *item = obelus_plan_name_item (&needs->items[i]);
      const char *condition = obelus_condition_get_text (giver->condition);
      obelus_problem_list_add (
          problems, stage->line != 0 ? stage->line : giver->line, stage->line != 0 ? stage->column : giver->column,
          "stage '%s' needs '%s' for all its documents, but stage '%s' gives it only when=%s; give "
          "'%s' a 'when' that fits, or take it from '%s'",
          stage->name, item, giver->name, condition, stage->name, giver->name);
    }
}

static void
check_requirement (const ObelusPlanRequest *request, GPtrArray *stages, const ObelusRequirement *requirement,
                   ObelusProblemList *problems)
{
  for (guint i = 0; i < requirement->layers->n_items; i++)
    {
      const ObelusLayerListItem *wanted = &requirement->layers->items[i];
      const ObelusStage *giver;
      if (wanted->optional || is_given_for_all (request, stages, stages->len, wanted, NULL, &giver))
        continue;

      g_autofree char *item = obelus_plan_name_item (wanted);
      obelus_problem_list_add (
          problems, giver->line, giver->column,
          "%s needs '%s' for all documents, but stage '%s' gives it only when=%s; take 'when' from it",
          requirement->wanted_by, item, giver->name, obelus_condition_get_text (giver->condition));
    }
}

void
obelus_plan_check (const ObelusPlanRequest *request, GPtrArray *stages, ObelusProblemList *problems)
{
  for (guint i = 0; i < stages->len; i++)
    {
      check_made_once (request, stages, i, problems);
      check_given_for_all (request, stages, i, problems);
    }
  for (guint i = 0; i < request->requirements->len; i++)
    check_requirement (request, stages, g_ptr_array_index (request->requirements, i), problems);
}
