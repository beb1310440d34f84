/* A pipeline in words: which stages run, why each is there, and what each reads and makes. */
#include "isolation-settings-private.h"
#include "pipeline-state-private.h"
#include "quote-private.h"

#include <string.h>

static void
append_item (GString *text, const ObelusLayerListItem *item)
{
  g_string_append (text, item->layer);
  if (item->column != NULL)
    g_string_append_printf (text, ".%s", item->column);
}

/* Who gives an item to the stage at @index, or, at the end, to whoever requires it: `words`, `words or old-words` if it
 * is one for some documents and the other for others; NULL if nobody does. */
static char *
find_origin (ObelusPipeline *pipeline, guint index, const ObelusLayerListItem *item)
{
  const ObelusCondition *condition
      = index < pipeline->stages->len ? ((ObelusStage *) g_ptr_array_index (pipeline->stages, index))->condition : NULL;
  ObelusPlanRequest request = { .provided = pipeline->provided };
  g_autoptr (GPtrArray) conditions = g_ptr_array_new ();
  g_autoptr (GString) names = g_string_new (NULL);
  gboolean is_covered = FALSE;

  for (guint i = index; i-- > 0 && !is_covered;)
    {
      const ObelusStage *stage = g_ptr_array_index (pipeline->stages, i);
      if (obelus_layer_list_find (obelus_stage_get_gives (stage), item->layer, item->column) == NULL
          || !obelus_condition_overlaps (stage->condition, condition))
        continue;
      g_string_prepend (names, names->len == 0 ? "" : " or ");
      g_string_prepend (names, stage->name);
      g_ptr_array_add (conditions, stage->condition);
      is_covered = obelus_condition_is_covered (condition, conditions);
    }
  if (!is_covered && obelus_plan_is_provided (&request, item))
    g_string_append_printf (names, "%sthe document", names->len == 0 ? "" : " or ");

  return names->len == 0 ? NULL : g_string_free (g_steal_pointer (&names), FALSE);
}

/* `sentence, token from tokenize; entity from names`, and in @absent what is optional and not there. What the reader
 * itself @gives (nullable) is not absent: it would be read to be revised. */
static void
append_reads (ObelusPipeline *pipeline, GString *text, guint index, const ObelusLayerList *needs,
              const ObelusLayerList *gives, GString *absent)
{
  g_autofree char *last_origin = NULL;

  for (guint i = 0; i < needs->n_items; i++)
    {
      g_autofree char *origin = find_origin (pipeline, index, &needs->items[i]);
      if (origin == NULL && gives != NULL
          && obelus_layer_list_find (gives, needs->items[i].layer, needs->items[i].column) != NULL)
        continue;
      if (origin == NULL)
        {
          g_string_append (absent, absent->len == 0 ? "" : ", ");
          append_item (absent, &needs->items[i]);
          continue;
        }
      if (last_origin != NULL)
        {
          if (strcmp (origin, last_origin) == 0)
            g_string_append (text, ", ");
          else
            g_string_append_printf (text, " from %s; ", last_origin);
        }
      append_item (text, &needs->items[i]);
      g_free (last_origin);
      last_origin = g_steal_pointer (&origin);
    }
  if (last_origin != NULL)
    g_string_append_printf (text, " from %s", last_origin);
}

/* Whether a stage reads the layer, if there is one before it, and puts another in its place. */
static gboolean
is_revised (ObelusPipeline *pipeline, guint index, const char *layer)
{
  const ObelusStage *stage = g_ptr_array_index (pipeline->stages, index);
  const ObelusLayerListItem item = { .layer = layer };

  if (obelus_layer_list_find (obelus_stage_get_gives (stage), layer, NULL) == NULL
      || !obelus_layer_list_mentions (obelus_stage_get_needs (stage), layer))
    return FALSE;

  g_autofree char *origin = find_origin (pipeline, index, &item);
  return origin != NULL;
}

/* `sentence, token; perhaps multiword`: what a stage makes, or what it revises. */
static void
append_gives (ObelusPipeline *pipeline, GString *text, guint index, gboolean revised)
{
  const ObelusLayerList *gives = obelus_stage_get_gives (g_ptr_array_index (pipeline->stages, index));
  guint n_sure = 0, n_optional = 0;

  for (guint i = 0; i < gives->n_items; i++)
    if (!gives->items[i].optional && is_revised (pipeline, index, gives->items[i].layer) == revised)
      {
        g_string_append (text, n_sure++ == 0 ? "" : ", ");
        append_item (text, &gives->items[i]);
      }
  for (guint i = 0; i < gives->n_items; i++)
    if (gives->items[i].optional && is_revised (pipeline, index, gives->items[i].layer) == revised)
      {
        g_string_append (text, n_optional++ > 0 ? ", " : n_sure > 0 ? "; perhaps " : "perhaps ");
        append_item (text, &gives->items[i]);
      }
}

/* `processor entities, min-score=0.6, when=language:en`: what a stage has that its name does not say. */
static void
append_settings (GString *text, const ObelusStage *stage)
{
  const char *component = obelus_component_get_name (stage->component);
  g_autofree char *options = obelus_option_set_to_line (stage->options);

  if (strcmp (stage->name, component) != 0)
    g_string_append_printf (text, ", runs %s", component);
  if (*options != '\0')
    g_string_append_printf (text, ", %s", options);
  if (stage->condition != NULL)
    g_string_append_printf (text, ", when=%s", obelus_condition_get_text (stage->condition));
  obelus_isolation_append (text, &stage->isolation, ", ");
}

/* A line below a stage's first, under the text that stands behind its name. */
static void
append_line (GString *text, int width, const char *label, const char *content)
{
  if (*content != '\0')
    g_string_append_printf (text, "%*s%s %s\n", width + 7, "", label, content);
}

static void
append_passed_over (GString *text, const ObelusStage *stage, int width)
{
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 0; i < stage->passed_over->len; i++)
    {
      ObelusComponent *other = g_ptr_array_index (stage->passed_over, i);
      g_string_append_printf (others, "%s%s (plugin %s, rank %d)", i == 0 ? "" : " or ",
                              obelus_component_get_name (other), obelus_component_get_plugin_name (other),
                              obelus_component_get_rank (other));
    }
  if (others->len > 0)
    g_string_append_printf (others, "; its own rank is %d", obelus_component_get_rank (stage->component));
  append_line (text, width, "rather than", others->str);
}

static void
append_stage (ObelusPipeline *pipeline, GString *text, guint index, int width)
{
  const ObelusStage *stage = g_ptr_array_index (pipeline->stages, index);
  g_autoptr (GString) reads = g_string_new (NULL);
  g_autoptr (GString) absent = g_string_new (NULL);
  g_autoptr (GString) revises = g_string_new (NULL);
  g_autoptr (GString) makes = g_string_new (NULL);
  g_autoptr (GString) why = g_string_new (NULL);

  if (stage->reason != NULL)
    g_string_append_printf (why, "added: %s", stage->reason);
  else
    g_string_append (why, "named");
  if (stage->reason == NULL && stage->place.line > 0 && pipeline->notation == OBELUS_NOTATION_FILE)
    g_string_append_printf (why, " on line %u", stage->place.line);
  append_settings (why, stage);
  append_reads (pipeline, reads, index, obelus_stage_get_needs (stage), obelus_stage_get_gives (stage), absent);
  append_gives (pipeline, revises, index, TRUE);
  append_gives (pipeline, makes, index, FALSE);
  if (absent->len > 0)
    g_string_append (absent, ", which nothing before it gives");

  g_string_append_printf (text, "%3u  %-*s  %s\n", index + 1, width, stage->name, why->str);
  append_line (text, width, "reads", reads->str);
  append_line (text, width, "lacks", absent->str);
  append_line (text, width, "revises", revises->str);
  append_line (text, width, "makes", makes->str);
  append_passed_over (text, stage, width);
}

static void
append_requirements (ObelusPipeline *pipeline, GString *text)
{
  for (guint i = 0; i < pipeline->requirements->len; i++)
    {
      const ObelusRequirement *requirement = g_ptr_array_index (pipeline->requirements, i);
      g_autoptr (GString) reads = g_string_new (NULL);
      g_autoptr (GString) absent = g_string_new (NULL);

      append_reads (pipeline, reads, pipeline->stages->len, requirement->layers, NULL, absent);
      if (reads->len > 0)
        g_string_append_printf (text, "\nThen %s reads %s.\n", requirement->wanted_by, reads->str);
      if (absent->len > 0)
        g_string_append_printf (text, "%sNothing gives %s, which %s reads where it is there.\n",
                                reads->len > 0 ? "" : "\n", absent->str, requirement->wanted_by);
    }
}

static void
append_problems (ObelusPipeline *pipeline, GString *text)
{
  guint n_problems = obelus_problem_list_get_n_problems (pipeline->problems);

  if (n_problems == 0)
    return;

  g_string_append_printf (text, "\n%u problem%s:\n", n_problems, n_problems == 1 ? "" : "s");
  for (guint i = 0; i < n_problems; i++)
    {
      g_autofree char *problem = obelus_problem_list_format (pipeline->problems, i);
      g_string_append_printf (text, "  %s\n", problem);
    }
}

char *
obelus_pipeline_explain (ObelusPipeline *pipeline)
{
  g_return_val_if_fail (OBELUS_IS_PIPELINE (pipeline), NULL);

  obelus_pipeline_ensure_plan (pipeline);
  GString *text = g_string_new (NULL);
  guint n_stages = pipeline->stages->len, n_added = 0;
  glong width = 0;

  for (guint i = 0; i < n_stages; i++)
    {
      const ObelusStage *stage = g_ptr_array_index (pipeline->stages, i);
      width = MAX (width, g_utf8_strlen (stage->name, -1));
      n_added += stage->reason != NULL;
    }

  if (*pipeline->name != '\0')
    g_string_append_printf (text, "%s: ", pipeline->name);
  g_string_append_printf (text, "%u stage%s", n_stages, n_stages == 1 ? "" : "s");
  if (n_added > 0)
    g_string_append_printf (text, ", %u of them added", n_added);
  g_string_append (text, n_stages == 0 ? "\n" : "\n\n");

  for (guint i = 0; i < n_stages; i++)
    append_stage (pipeline, text, i, (int) width);
  append_requirements (pipeline, text);
  append_problems (pipeline, text);

  return g_string_free (text, FALSE);
}

char *
obelus_pipeline_to_line (ObelusPipeline *pipeline)
{
  g_return_val_if_fail (OBELUS_IS_PIPELINE (pipeline), NULL);

  obelus_pipeline_ensure_plan (pipeline);
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const ObelusStage *stage = g_ptr_array_index (pipeline->stages, i);
      g_autofree char *component = obelus_quote (obelus_component_get_name (stage->component));
      g_autofree char *options = obelus_option_set_to_line (stage->options);

      g_string_append_printf (line, "%s%s", i == 0 ? "" : " ! ", component);
      if (*options != '\0')
        g_string_append_printf (line, " %s", options);
      if (stage->condition != NULL)
        {
          g_autofree char *condition = obelus_quote (obelus_condition_get_text (stage->condition));
          g_string_append_printf (line, " when=%s", condition);
        }
      obelus_isolation_append (line, &stage->isolation, " ");
    }

  return g_string_free (line, FALSE);
}
