/* Running documents through the stages of a prepared pipeline, and counting what that costs. */
#include "document-private.h"
#include "pipeline-state-private.h"
#include "cancel-private.h"

#include <string.h>
#include <time.h>

struct _ObelusWorkspace
{
  ObelusPipeline *pipeline;
  ObelusContext **contexts; /* one a stage */
  guint n_stages;
  GCancellable *cancellable;

  /* For the documents that are being processed. */
  guint capacity;
  ObelusDocument **selected; /* those that the stage runs for */
  guint *places;             /* where each of them is among all documents */
  gboolean *brings_layers;   /* of all documents: whether they had layers when they came */
  GError **errors;
  guint32 *offsets;
};

ObelusWorkspace *
obelus_workspace_new (ObelusPipeline *pipeline, GError **error)
{
  g_autoptr (ObelusWorkspace) workspace = g_new0 (ObelusWorkspace, 1);

  workspace->pipeline = pipeline;
  workspace->contexts = g_new0 (ObelusContext *, pipeline->stages->len + 1);
  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const ObelusStage *stage = g_ptr_array_index (pipeline->stages, i);
      workspace->contexts[i] = obelus_context_new (stage->core, error);
      if (workspace->contexts[i] == NULL)
        return NULL;
      workspace->n_stages++;
    }

  return g_steal_pointer (&workspace);
}

void
obelus_workspace_free (ObelusWorkspace *workspace)
{
  if (workspace == NULL)
    return;

  for (guint i = 0; i < workspace->n_stages; i++)
    obelus_context_free (workspace->contexts[i]);
  g_clear_object (&workspace->cancellable);
  g_free (workspace->contexts);
  g_free (workspace->selected);
  g_free (workspace->places);
  g_free (workspace->brings_layers);
  g_free (workspace->errors);
  g_free (workspace->offsets);
  g_free (workspace);
}

void
obelus_workspace_set_cancellable (ObelusWorkspace *workspace, GCancellable *cancellable)
{
  if (!g_set_object (&workspace->cancellable, cancellable))
    return;

  for (guint i = 0; i < workspace->n_stages; i++)
    obelus_context_set_cancellable (workspace->contexts[i], cancellable);
}

static void
reserve (ObelusWorkspace *workspace, guint n_documents)
{
  if (n_documents <= workspace->capacity)
    return;

  workspace->capacity = n_documents;
  workspace->selected = g_renew (ObelusDocument *, workspace->selected, n_documents);
  workspace->places = g_renew (guint, workspace->places, n_documents);
  workspace->brings_layers = g_renew (gboolean, workspace->brings_layers, n_documents);
  workspace->errors = g_renew (GError *, workspace->errors, n_documents);
  workspace->offsets = g_renew (guint32, workspace->offsets, n_documents);
}

/* CPU time of this thread in nanoseconds. */
static guint64
read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (guint64) now.tv_sec * 1000000000u + (guint64) now.tv_nsec;
}

/* Which documents a stage runs for */

static gboolean
has_item (ObelusDocument *document, const ObelusLayerListItem *item)
{
  ObelusLayer *layer = obelus_document_get_layer (document, item->layer);

  return layer != NULL && (item->column == NULL || obelus_layer_find_column (layer, item->column) >= 0);
}

/* Whether a document brought along all that the stage was added for. */
static gboolean
is_needless (const ObelusStage *stage, ObelusDocument *document)
{
  for (guint i = 0; i < stage->purpose->len; i++)
    if (!has_item (document, &g_array_index (stage->purpose, ObelusLayerListItem, i)))
      return FALSE;

  return stage->purpose->len > 0;
}

static void
count (guint64 *total, guint64 amount)
{
  __atomic_fetch_add (total, amount, __ATOMIC_RELAXED);
}

/* A stage begins a document only if memory for its work can be had: containers of GLib end the program without. */
static gboolean
check_memory (ObelusStage *stage, guint index, ObelusDocument *document, ObelusFault *fault)
{
  if (obelus_document_check_memory (document, &fault->error))
    return TRUE;

  fault->stage = index;
  fault->offset = OBELUS_NO_OFFSET;
  count (&stage->statistics.documents, 1);
  count (&stage->statistics.failures, 1);
  return FALSE;
}

static guint
select_documents (ObelusWorkspace *workspace, guint index, ObelusDocument *const *documents, guint n_documents,
                  ObelusFault *faults)
{
  ObelusStage *stage = g_ptr_array_index (workspace->pipeline->stages, index);
  guint n_selected = 0;

  for (guint i = 0; i < n_documents; i++)
    {
      if (faults[i].error != NULL
          || (stage->condition != NULL && !obelus_condition_holds (stage->condition, documents[i]))
          || (workspace->brings_layers[i] && is_needless (stage, documents[i]))
          || !check_memory (stage, index, documents[i], &faults[i]))
        continue;
      workspace->selected[n_selected] = documents[i];
      workspace->places[n_selected] = i;
      workspace->errors[n_selected] = NULL;
      workspace->offsets[n_selected] = OBELUS_NO_OFFSET;
      n_selected++;
    }

  return n_selected;
}

/* Running one stage */

static void
run_stage (ObelusWorkspace *workspace, guint index, guint n_selected, ObelusFault *faults, guint64 *clock)
{
  ObelusStage *stage = g_ptr_array_index (workspace->pipeline->stages, index);
  ObelusContext *context = workspace->contexts[index];
  guint64 n_rows = obelus_context_get_n_rows (context);
  guint64 n_failures = 0, n_bytes = 0, before = *clock;
  guint64 foreign = obelus_context_get_foreign_time (context);

  obelus_context_process (context, workspace->selected, n_selected, workspace->errors, workspace->offsets);

  for (guint i = 0; i < n_selected; i++)
    {
      guint32 length;
      obelus_document_get_text (workspace->selected[i], &length);
      n_bytes += length;
      if (workspace->errors[i] == NULL)
        continue;
      n_failures++;
      faults[workspace->places[i]] = (ObelusFault){ workspace->errors[i], index, workspace->offsets[i] };
    }

  *clock = read_clock ();
  count (&stage->statistics.documents, n_selected);
  count (&stage->statistics.failures, n_failures);
  count (&stage->statistics.bytes, n_bytes);
  count (&stage->statistics.nanoseconds, *clock - before + obelus_context_get_foreign_time (context) - foreign);
  count (&stage->statistics.rows, obelus_context_get_n_rows (context) - n_rows);
}

/* Marks all documents that are still sound as cancelled. */
static void
cancel_documents (guint n_documents, ObelusFault *faults, guint stage)
{
  for (guint i = 0; i < n_documents; i++)
    if (faults[i].error == NULL)
      {
        faults[i].error = g_error_new_literal (OBELUS_ERROR, OBELUS_ERROR_CANCELLED, "the run was cancelled");
        faults[i].stage = stage;
        faults[i].offset = OBELUS_NO_OFFSET;
      }
}

void
obelus_workspace_process (ObelusWorkspace *workspace, ObelusDocument *const *documents, guint n_documents,
                          ObelusFault *faults)
{
  if (workspace->n_stages == 0)
    return;

  reserve (workspace, n_documents);
  for (guint i = 0; i < n_documents; i++)
    workspace->brings_layers[i] = obelus_document_get_n_layers (documents[i]) > 0;

  guint64 clock = read_clock ();
  for (guint i = 0; i < workspace->n_stages; i++)
    {
      if (g_cancellable_is_cancelled (workspace->cancellable))
        {
          cancel_documents (n_documents, faults, i);
          return;
        }
      guint n_selected = select_documents (workspace, i, documents, n_documents, faults);
      if (n_selected > 0)
        run_stage (workspace, i, n_selected, faults, &clock);
    }
}

/* One document at a time */

static ObelusWorkspace *
take_workspace (ObelusPipeline *pipeline, GError **error)
{
  ObelusWorkspace *workspace = NULL;

  g_mutex_lock (&pipeline->lock);
  if (pipeline->idle->len > 0)
    workspace = g_ptr_array_steal_index_fast (pipeline->idle, pipeline->idle->len - 1);
  g_mutex_unlock (&pipeline->lock);

  return workspace != NULL ? workspace : obelus_workspace_new (pipeline, error);
}

static void
put_workspace_back (ObelusPipeline *pipeline, ObelusWorkspace *workspace)
{
  g_mutex_lock (&pipeline->lock);
  g_ptr_array_add (pipeline->idle, workspace);
  g_mutex_unlock (&pipeline->lock);
}

gboolean
obelus_pipeline_process (ObelusPipeline *pipeline, ObelusDocument *document, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_PIPELINE (pipeline), FALSE);
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!obelus_pipeline_prepare (pipeline, error))
    return FALSE;

  ObelusWorkspace *workspace = take_workspace (pipeline, error);
  if (workspace == NULL)
    return FALSE;

  ObelusFault fault = { 0 };
  g_autoptr (ObelusCancelScope) scope G_GNUC_UNUSED = obelus_cancel_scope_enter (cancellable);
  obelus_workspace_set_cancellable (workspace, cancellable);
  obelus_workspace_process (workspace, &document, 1, &fault);
  obelus_workspace_set_cancellable (workspace, NULL);
  put_workspace_back (pipeline, workspace);

  if (fault.error == NULL)
    return TRUE;

  const ObelusStage *stage = g_ptr_array_index (pipeline->stages, fault.stage);
  if (fault.offset != OBELUS_NO_OFFSET)
    {
      g_autofree char *message = g_strdup_printf ("%s (at byte %u)", fault.error->message, fault.offset);
      g_free (fault.error->message);
      fault.error->message = g_steal_pointer (&message);
    }
  g_propagate_prefixed_error (error, fault.error, "stage '%s' (plugin %s): ", stage->name,
                              obelus_component_get_plugin_name (stage->component));

  return FALSE;
}

void
obelus_pipeline_get_statistics (ObelusPipeline *pipeline, guint stage, ObelusStageStatistics *statistics)
{
  g_return_if_fail (OBELUS_IS_PIPELINE (pipeline));
  g_return_if_fail (stage < obelus_pipeline_get_n_stages (pipeline));
  g_return_if_fail (statistics != NULL);

  const ObelusStageStatistics *counted
      = &((const ObelusStage *) g_ptr_array_index (pipeline->stages, stage))->statistics;
  statistics->documents = __atomic_load_n (&counted->documents, __ATOMIC_RELAXED);
  statistics->failures = __atomic_load_n (&counted->failures, __ATOMIC_RELAXED);
  statistics->bytes = __atomic_load_n (&counted->bytes, __ATOMIC_RELAXED);
  statistics->nanoseconds = __atomic_load_n (&counted->nanoseconds, __ATOMIC_RELAXED);
  statistics->rows = __atomic_load_n (&counted->rows, __ATOMIC_RELAXED);
}
