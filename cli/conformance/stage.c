/* One processor as the checks run it. */
#include "stage.h"

#include <string.h>

/* `needs` as a list of what is there: all of it, or what is not marked optional. */
static char *
list_provided (const char *needs, gboolean optional_too)
{
  g_auto (GStrv) words = g_strsplit_set (needs, " \t\n", -1);
  g_autoptr (GString) list = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    {
      const gsize length = strlen (*word);
      if (length == 0 || (!optional_too && (*word)[length - 1] == '?'))
        continue;
      g_string_append_len (list, *word, (gssize) ((*word)[length - 1] == '?' ? length - 1 : length));
      g_string_append_c (list, ' ');
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

Stage *
stage_new (Trial *trial, const char *const *options, gboolean optional_too, GError **error)
{
  g_autoptr (Stage) stage = g_new0 (Stage, 1);
  g_autoptr (GError) problem = NULL;
  const char *needs = obelus_component_get_needs (trial->component);
  g_autofree char *provided = list_provided (needs, optional_too);

  stage->before = obelus_pipeline_new (trial->registry);
  obelus_pipeline_require (stage->before, needs, "the conformance kit", optional_too);
  if (!obelus_pipeline_prepare (stage->before, &problem))
    {
      trial_skip (trial, "nothing makes what '%s' needs: %s", obelus_component_get_name (trial->component),
                  problem->message);
      return NULL;
    }

  stage->alone = obelus_pipeline_new (trial->registry);
  obelus_pipeline_provide (stage->alone, provided);
  obelus_pipeline_add_stage (stage->alone, obelus_component_get_name (trial->component), options);
  if (!obelus_pipeline_prepare (stage->alone, error))
    return NULL;
  return g_steal_pointer (&stage);
}

Stage *
stage_new_plain (Trial *trial)
{
  g_autoptr (GError) error = NULL;
  Stage *stage = stage_new (trial, NULL, FALSE, &error);

  if (error != NULL)
    trial_find (trial, "it cannot be loaded with its default options: %s", error->message);
  return stage;
}

ObelusDocument *
stage_make_document (Stage *stage, Trial *trial, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_document_new ("sample", text, (gssize) length, &error);

  if (document != NULL && obelus_pipeline_process (stage->before, document, NULL, &error))
    return g_steal_pointer (&document);
  trial_skip (trial, "what it needs could not be made for a text: %s", error->message);
  return NULL;
}

gboolean
stage_process (Stage *stage, ObelusDocument *document, GCancellable *cancellable, GError **error)
{
  return obelus_pipeline_process (stage->alone, document, cancellable, error);
}

double
stage_measure_seconds (Stage *stage)
{
  ObelusStageStatistics statistics;

  obelus_pipeline_get_statistics (stage->alone, 0, &statistics);
  return (double) statistics.nanoseconds / 1e9;
}

char *
stage_describe (Stage *stage, Trial *trial, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = stage_make_document (stage, trial, text, length);
  GString *record = g_string_new (NULL);

  if (document != NULL && stage_process (stage, document, NULL, &error))
    obelus_record_append (record, document, OBELUS_OFFSET_BYTE, NULL, 0, &error);
  if (error != NULL)
    g_string_append_printf (record, "error: %s", error->message);
  return g_string_free (record, FALSE);
}

void
stage_free (Stage *stage)
{
  g_clear_object (&stage->alone);
  g_clear_object (&stage->before);
  g_free (stage);
}
