/* Training and evaluating: components that learn from annotated documents or judge annotations. */
#include "cancel-private.h"
#include "card-private.h"
#include "document-private.h"
#include "document-stream-private.h"
#include "pipeline-private.h"
#include "spec-private.h"

#include <obelus/obelus-error.h>
#include <obelus/obelus-runner.h>

/* Who listens to what components say. */
typedef struct
{
  ObelusRunnerMessage func;
  gpointer user_data;
} Listener;

static void
pass_message (const char *stage, const char *message, double share, gpointer user_data)
{
  const Listener *listener = user_data;

  if (listener->func == NULL)
    return;

  g_autofree char *line = share < 0 ? g_strdup_printf ("'%s': %s", stage, message)
                                    : g_strdup_printf ("%3.0f %%  %s", 100 * CLAMP (share, 0, 1), message);
  listener->func (NULL, line, listener->user_data);
}

/* Sets the error if a component returned FALSE and did not. */
static gboolean
settle (gboolean succeeded, ObelusStageCore *core, GError **error)
{
  if (!succeeded && error != NULL && *error == NULL)
    g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_FAILED,
                 "'%s' failed without a reason; tell the author of plugin '%s'", obelus_stage_core_get_name (core),
                 obelus_component_get_plugin_name (obelus_stage_core_get_component (core)));

  return succeeded;
}

/* The stage core of a component that is written as a spec, loaded. */
static ObelusStageCore *
load_component (ObelusRegistry *registry, ObelusComponentKind kind, const char *spec, Listener *listener,
                GError **error)
{
  ObelusComponent *component;
  g_autoptr (ObelusOptionSet) options = obelus_spec_resolve (registry, kind, spec, &component, error);
  if (options == NULL)
    return NULL;

  g_autoptr (ObelusStageCore) core = obelus_stage_core_new (obelus_component_get_name (component), component, options);
  obelus_stage_core_set_message_func (core, pass_message, listener);
  if (!obelus_stage_core_load (core, error))
    return NULL;

  return g_steal_pointer (&core);
}

/* The documents of @sources, each with the layers in @needs, which @component asks for. */
static ObelusDocumentStream *
open_stream (ObelusRegistry *registry, const char *reader, GPtrArray *sources, ObelusComponent *component,
             const ObelusLayerList *needs, Listener *listener, GCancellable *cancellable, GError **error)
{
  g_autoptr (ObelusStageCore) core = NULL;

  if (reader != NULL)
    {
      core = load_component (registry, OBELUS_COMPONENT_READER, reader, listener, error);
      if (core == NULL)
        return NULL;
    }

  ObelusReading *reading = obelus_reading_new (registry, core, sources, cancellable, pass_message, listener);
  g_autofree char *wanted_by
      = g_strdup_printf ("%s '%s'", obelus_component_kind_get_name (obelus_component_get_kind (component)),
                         obelus_component_get_name (component));

  return obelus_document_stream_new (reading, needs, wanted_by);
}

/* Plans a pipeline for what is no gold: documents that bring none of @layers, which @list holds, are analysed by it. */
static void
prepare_stream (ObelusRegistry *registry, ObelusComponent *component, ObelusDocumentStream *stream, const char *layers,
                const ObelusLayerList *list, Listener *listener, GCancellable *cancellable)
{
  gboolean makes_any = FALSE;
  for (guint i = 0; i < list->n_items; i++)
    makes_any = makes_any || !list->items[i].optional;
  if (!makes_any)
    return;

  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (registry);
  g_autofree char *wanted_by
      = g_strdup_printf ("%s '%s'", obelus_component_kind_get_name (obelus_component_get_kind (component)),
                         obelus_component_get_name (component));
  obelus_pipeline_require (pipeline, layers, wanted_by, FALSE);
  obelus_pipeline_set_message_func (pipeline, pass_message, listener);
  obelus_document_stream_set_pipeline (stream, list, pipeline, cancellable);
}

/* Training */

/* Components that use the model read the card and refuse a damaged one; better now than after all was learned. */
static gboolean
check_card (const char *card, GError **error)
{
  g_autofree char *language = NULL;

  if (obelus_card_read_language (card, &language, error))
    return TRUE;

  g_prefix_error (error, "the model's card: ");
  return FALSE;
}

GBytes *
obelus_runner_train (ObelusRegistry *registry, const char *trainer, const char *reader, GPtrArray *sources,
                     const char *card, ObelusRunnerMessage message, gpointer user_data, GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (trainer != NULL, NULL);
  g_return_val_if_fail (sources != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  Listener listener = { message, user_data };
  if (card != NULL && !check_card (card, error))
    return NULL;

  g_autoptr (ObelusStageCore) core = load_component (registry, OBELUS_COMPONENT_TRAINER, trainer, &listener, error);
  if (core == NULL)
    return NULL;
  ObelusComponent *component = obelus_stage_core_get_component (core);
  g_autoptr (ObelusDocumentStream) stream = open_stream (
      registry, reader, sources, component, obelus_component_get_needs_list (component), &listener, cancellable, error);
  if (stream == NULL)
    return NULL;
  prepare_stream (registry, component, stream, obelus_component_get_trainer (component)->prepares,
                  obelus_component_get_prepares_list (component), &listener, cancellable);
  g_autoptr (ObelusContext) context = obelus_context_new (core, error);
  if (context == NULL)
    return NULL;
  obelus_context_set_cancellable (context, cancellable);

  g_autoptr (ObelusCancelScope) scope G_GNUC_UNUSED = obelus_cancel_scope_enter (cancellable);
  g_autoptr (GError) cause = NULL;
  g_autoptr (ObelusModelBuilder) model = obelus_model_builder_new (obelus_component_get_name (component));
  if (card != NULL)
    obelus_model_builder_set_card (model, card);
  if (!settle (obelus_component_get_trainer (component)->train (context, stream, model, &cause), core, &cause))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }

  return obelus_model_builder_finish (model);
}

/* Evaluating */

/* The names of the layers in a list, for obelus_document_new_with_layers (). */
static GPtrArray *
list_layers (const ObelusLayerList *list)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < list->n_items; i++)
    g_ptr_array_add (names, (gpointer) list->items[i].layer);
  g_ptr_array_add (names, NULL);

  return names;
}

/* What is judged. */
typedef struct
{
  ObelusDocumentStream *gold;
  ObelusDocumentStream *results; /* NULL for those of the pipeline */
  ObelusPipeline *pipeline;
  GPtrArray *kept; /* names of the layers that the pipeline is given */
  GCancellable *cancellable;
} Judged;

/* What is to be compared with a gold document; NULL with an error. */
static ObelusDocument *
make_result (const Judged *judged, ObelusDocument *gold, GError **error)
{
  if (judged->results == NULL)
    {
      g_autoptr (ObelusDocument) result
          = obelus_document_new_with_layers (gold, (const char *const *) judged->kept->pdata);
      return obelus_pipeline_process (judged->pipeline, result, judged->cancellable, error) ? g_steal_pointer (&result)
                                                                                            : NULL;
    }

  g_autoptr (GError) cause = NULL;
  ObelusDocument *result = obelus_document_stream_next (judged->results, NULL, &cause);
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (result == NULL)
    g_set_error_literal (
        error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT,
        "there is no result for this gold document; both sides must have the same documents in the same "
        "order");
  return result;
}

/* Whether no result is left over when the gold documents have ended. */
static gboolean
check_end (const Judged *judged, GError **error)
{
  if (judged->results == NULL)
    return TRUE;

  g_autoptr (GError) cause = NULL;
  g_autoptr (ObelusDocument) result = obelus_document_stream_next (judged->results, NULL, &cause);
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (result != NULL)
    g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT,
                 "%s: there is no gold document for this result; both sides must have the same documents in the same "
                 "order",
                 obelus_document_get_id (result));
  return cause == NULL && result == NULL;
}

/* Has the evaluator compare each gold document with its result. */
static gboolean
judge_all (const Judged *judged, ObelusContext *context, ObelusComponent *component, gpointer tally, GError **error)
{
  const ObelusEvaluatorClass *evaluator = obelus_component_get_evaluator (component);
  g_autoptr (GError) cause = NULL;

  while (TRUE)
    {
      g_autoptr (ObelusDocument) gold = obelus_document_stream_next (judged->gold, NULL, &cause);
      if (gold == NULL)
        break;

      g_autoptr (ObelusDocument) result = make_result (judged, gold, &cause);
      if (result == NULL)
        {
          g_prefix_error (&cause, "%s: ", obelus_document_get_id (gold));
          break;
        }
      if (!evaluator->add (context, tally, gold, result, &cause))
        {
          if (cause == NULL)
            cause = g_error_new (OBELUS_ERROR, OBELUS_ERROR_FAILED, "the evaluator failed without a reason");
          g_prefix_error (&cause, "%s: ", obelus_document_get_id (gold));
          break;
        }
    }

  if (cause == NULL)
    return check_end (judged, error);

  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static char *
judge (const Judged *judged, ObelusStageCore *core, GError **error)
{
  ObelusComponent *component = obelus_stage_core_get_component (core);
  const ObelusEvaluatorClass *evaluator = obelus_component_get_evaluator (component);
  g_autoptr (ObelusContext) context = obelus_context_new (core, error);
  g_autoptr (GString) report = g_string_new (NULL);
  g_autoptr (GError) cause = NULL;
  gpointer tally = NULL;

  if (context == NULL)
    return NULL;
  obelus_context_set_cancellable (context, judged->cancellable);

  g_autoptr (ObelusCancelScope) scope G_GNUC_UNUSED = obelus_cancel_scope_enter (judged->cancellable);
  gboolean begun = settle (evaluator->begin (context, &tally, &cause), core, &cause);
  gboolean done = begun && judge_all (judged, context, component, tally, &cause)
                  && settle (evaluator->report (context, tally, report, &cause), core, &cause);
  if (begun && evaluator->end != NULL)
    evaluator->end (tally);

  if (!done)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  return g_string_free (g_steal_pointer (&report), FALSE);
}

char *
obelus_runner_evaluate (ObelusPipeline *pipeline, const char *evaluator, const char *reader, GPtrArray *sources,
                        ObelusRunnerMessage message, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_PIPELINE (pipeline), NULL);
  g_return_val_if_fail (evaluator != NULL, NULL);
  g_return_val_if_fail (sources != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  Listener listener = { message, user_data };
  ObelusRegistry *registry = obelus_pipeline_get_registry (pipeline);
  g_autoptr (ObelusStageCore) core = load_component (registry, OBELUS_COMPONENT_EVALUATOR, evaluator, &listener, error);
  if (core == NULL)
    return NULL;
  ObelusComponent *component = obelus_stage_core_get_component (core);
  g_autoptr (ObelusDocumentStream) stream = open_stream (
      registry, reader, sources, component, obelus_component_get_needs_list (component), &listener, cancellable, error);
  if (stream == NULL)
    return NULL;
  prepare_stream (registry, component, stream, obelus_component_get_evaluator (component)->keeps,
                  obelus_component_get_keeps_list (component), &listener, cancellable);

  if (!obelus_pipeline_is_prepared (pipeline))
    {
      const ObelusEvaluatorClass *class = obelus_component_get_evaluator (component);
      g_autofree char *wanted_by = g_strdup_printf ("evaluator '%s'", obelus_component_get_name (component));
      obelus_pipeline_provide (pipeline, class->keeps);
      obelus_pipeline_require (pipeline, class->judges, wanted_by, FALSE);
    }

  obelus_pipeline_set_message_func (pipeline, pass_message, &listener);
  g_autoptr (GPtrArray) kept = list_layers (obelus_component_get_keeps_list (component));
  const Judged judged = { .gold = stream, .pipeline = pipeline, .kept = kept, .cancellable = cancellable };
  char *report = obelus_pipeline_prepare (pipeline, error) ? judge (&judged, core, error) : NULL;
  obelus_pipeline_set_message_func (pipeline, NULL, NULL);

  return report;
}

char *
obelus_runner_compare (ObelusRegistry *registry, const char *evaluator, const char *reader, GPtrArray *gold,
                       GPtrArray *results, ObelusRunnerMessage message, gpointer user_data, GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (OBELUS_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (evaluator != NULL, NULL);
  g_return_val_if_fail (gold != NULL && results != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  Listener listener = { message, user_data };
  g_autoptr (ObelusStageCore) core = load_component (registry, OBELUS_COMPONENT_EVALUATOR, evaluator, &listener, error);
  if (core == NULL)
    return NULL;
  ObelusComponent *component = obelus_stage_core_get_component (core);
  const ObelusLayerList *needs = obelus_component_get_needs_list (component);
  const ObelusLayerList *judges = obelus_component_get_judges_list (component);
  g_autoptr (ObelusDocumentStream) gold_stream
      = open_stream (registry, reader, gold, component, needs, &listener, cancellable, error);
  if (gold_stream == NULL)
    return NULL;
  prepare_stream (registry, component, gold_stream, obelus_component_get_evaluator (component)->keeps,
                  obelus_component_get_keeps_list (component), &listener, cancellable);
  g_autoptr (ObelusDocumentStream) result_stream
      = open_stream (registry, reader, results, component, judges, &listener, cancellable, error);
  if (result_stream == NULL)
    return NULL;

  const Judged judged = { .gold = gold_stream, .results = result_stream, .cancellable = cancellable };
  return judge (&judged, core, error);
}
