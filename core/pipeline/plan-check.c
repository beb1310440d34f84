/* Whether planned stages fit together: what is made twice, and what is made for some documents only. */
#include "option-value-private.h"
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

/* Adds `'token'` to what is listed: `'paragraph', 'sentence' and 'token'` in the end. */
static void
add_name (GPtrArray *names, const char *name)
{
  g_ptr_array_add (names, g_strdup_printf ("'%s'", name));
}

static char *
join_names (GPtrArray *names)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (joined, "%s%s",
                            i == 0               ? ""
                            : i + 1 < names->len ? ", "
                                                 : " and ",
                            (const char *) g_ptr_array_index (names, i));

  return g_string_free (joined, FALSE);
}

/* A layer is made once; whoever makes it again must read it, and so revise it. */
static void
check_made_once (const ObelusPlanRequest *request, GPtrArray *stages, guint index, ObelusProblemList *problems)
{
  const ObelusStage *stage = g_ptr_array_index (stages, index);
  const ObelusLayerList *gives = obelus_stage_get_gives (stage);
  g_autoptr (GPtrArray) again = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) brought = g_ptr_array_new_with_free_func (g_free);
  const ObelusStage *first = NULL;

  for (guint i = 0; i < gives->n_items; i++)
    {
      const ObelusLayerListItem *item = &gives->items[i];
      if (item->column != NULL || item->optional
          || obelus_layer_list_mentions (obelus_stage_get_needs (stage), item->layer))
        continue;

      const ObelusStage *earlier = find_earlier_maker (stages, index, stage, item);
      if (earlier != NULL && (first == NULL || earlier == first))
        {
          first = earlier;
          add_name (again, item->layer);
        }
      else if (earlier == NULL && obelus_plan_is_provided (request, item))
        add_name (brought, item->layer);
    }

  g_autofree char *layers = join_names (again);
  g_autofree char *brought_layers = join_names (brought);
  if (again->len > 0)
    obelus_problem_list_add (problems, stage->place, "made-twice",
                             "stage '%s' makes %s, which stage '%s' has made already; remove one of them, or give them "
                             "'when' conditions that exclude each other",
                             stage->name, layers, first->name);
  if (brought->len > 0)
    obelus_problem_list_add (problems, stage->place, "made-twice",
                             "stage '%s' makes %s, which the documents bring along; remove the stage", stage->name,
                             brought_layers);
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
  g_autoptr (GPtrArray) lacking = g_ptr_array_new_with_free_func (g_free);
  const ObelusStage *first = NULL;

  for (guint i = 0; i < needs->n_items; i++)
    {
      const ObelusStage *giver;
      if (needs->items[i].optional
          || is_given_for_all (request, stages, index, &needs->items[i], stage->condition, &giver)
          || (first != NULL && giver != first))
        continue;

      g_autofree char *item = obelus_plan_name_item (&needs->items[i]);
      first = giver;
      add_name (lacking, item);
    }
  if (first == NULL)
    return;

  g_autofree char *layers = join_names (lacking);
  g_autofree char *condition = obelus_option_value_excerpt (obelus_condition_get_text (first->condition));
  obelus_problem_list_add (problems, stage->place.line != 0 ? stage->place : first->place, "condition-gap",
                           "stage '%s' needs %s for all its documents, but stage '%s' gives %s only when %s; give '%s' "
                           "a 'when' that fits, or take it from '%s'",
                           stage->name, layers, first->name, lacking->len == 1 ? "it" : "them", condition, stage->name,
                           first->name);
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
      g_autofree char *condition = obelus_option_value_excerpt (obelus_condition_get_text (giver->condition));
      obelus_problem_list_add (
          problems, giver->place, "condition-gap",
          "%s needs '%s' for all documents, but stage '%s' gives it only when %s; take 'when' from it",
          requirement->wanted_by, item, giver->name, condition);
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
