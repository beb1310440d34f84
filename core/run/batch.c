/* A few documents that travel through the stages together, and the records that become of them. */
#include "batch-private.h"
#include "component-private.h"
#include "document-private.h"

#include <obelus/obelus-error.h>

/* What formatting works with. */
typedef struct
{
  ObelusBatch *batch;
  ObelusContext *context;
  const ObelusWriterClass *class;
  const char *plugin;
  GCancellable *cancellable;
} Formatter;

ObelusBatch *
obelus_batch_new (void)
{
  ObelusBatch *batch = g_new0 (ObelusBatch, 1);

  batch->output = g_string_new (NULL);

  return batch;
}

void
obelus_batch_free (ObelusBatch *batch)
{
  if (batch == NULL)
    return;

  for (guint i = 0; i < batch->n_items; i++)
    obelus_read_item_clear (&batch->items[i]);
  g_string_free (batch->output, TRUE);
  g_clear_pointer (&batch->messages, g_ptr_array_unref);
  g_free (batch);
}

/* Begins a record: returns where it starts, so that it can be taken back. */
static gsize
begin_record (Formatter *formatter)
{
  ObelusBatch *batch = formatter->batch;
  gsize start = batch->output->len;

  if (batch->n_records > 0 && formatter->class->separator != NULL)
    g_string_append (batch->output, formatter->class->separator);

  return start;
}

static void
tell_failure (ObelusBatch *batch, const ObelusFailure *failure)
{
  GString *message = g_string_new (failure->id);

  if (*failure->stage != '\0')
    g_string_append_printf (message, ": stage '%s' (plugin %s)", failure->stage, failure->plugin);
  g_string_append_printf (message, ": %s", failure->message);
  if (failure->offset != OBELUS_NO_OFFSET)
    g_string_append_printf (message, " (at byte %u)", failure->offset);

  if (batch->messages == NULL)
    batch->messages = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (batch->messages, g_string_free (message, FALSE));
}

static void
format_failure (Formatter *formatter, const ObelusFailure *failure)
{
  formatter->batch->n_failures++;
  if (formatter->class->format_failure == NULL)
    {
      tell_failure (formatter->batch, failure);
      return;
    }

  begin_record (formatter);
  formatter->class->format_failure (formatter->context, failure, formatter->batch->output);
  formatter->batch->n_records++;
}

static void
format_error (Formatter *formatter, const char *id, const GError *error, const char *stage, const char *plugin,
              guint32 offset)
{
  ObelusFailure failure = {
    .id = id,
    .code = obelus_error_get_name (error),
    .message = error->message,
    .stage = stage,
    .plugin = plugin,
    .offset = offset,
  };

  format_failure (formatter, &failure);
}

static void
format_document (Formatter *formatter, ObelusDocument *document)
{
  g_autoptr (GError) error = NULL;
  gsize start = begin_record (formatter);

  if (obelus_document_check_memory (document, &error)
      && formatter->class->format (formatter->context, document, formatter->batch->output, &error))
    {
      formatter->batch->n_records++;
      return;
    }

  /* Half a record is none; and one that cancellation has stopped is left for another run. */
  g_string_truncate (formatter->batch->output, start);
  formatter->batch->is_cut = g_cancellable_is_cancelled (formatter->cancellable);
  if (formatter->batch->is_cut)
    return;
  if (error == NULL)
    error = g_error_new (OBELUS_ERROR, OBELUS_ERROR_FAILED, "the writer failed without a reason");
  format_error (formatter, obelus_document_get_id (document), error, "", formatter->plugin,
                obelus_context_take_fault_offset (formatter->context));
}

static void
format_item (Formatter *formatter, ObelusPipeline *pipeline, const ObelusReadItem *item, const ObelusFault *fault)
{
  if (item->document == NULL)
    format_error (formatter, item->id, item->error, "", item->plugin, item->offset);
  else if (fault->error == NULL)
    format_document (formatter, item->document);
  else
    format_error (formatter, obelus_document_get_id (item->document), fault->error,
                  obelus_pipeline_get_stage_name (pipeline, fault->stage),
                  obelus_component_get_plugin_name (obelus_pipeline_get_stage_component (pipeline, fault->stage)),
                  fault->offset);
}

void
obelus_batch_run (ObelusBatch *batch, ObelusPipeline *pipeline, ObelusWorkspace *workspace,
                  ObelusContext *writer_context, const ObelusWriterClass *writer, const char *writer_plugin,
                  GCancellable *cancellable)
{
  Formatter formatter = { batch, writer_context, writer, writer_plugin, cancellable };
  ObelusDocument *documents[OBELUS_BATCH_MAX_DOCUMENTS];
  ObelusFault faults[OBELUS_BATCH_MAX_DOCUMENTS] = { 0 };
  guint n_documents = 0;

  for (guint i = 0; i < batch->n_items; i++)
    if (batch->items[i].document != NULL)
      documents[n_documents++] = batch->items[i].document;
  obelus_workspace_process (workspace, documents, n_documents, faults);

  for (guint i = 0, n = 0; i < batch->n_items; i++)
    {
      ObelusReadItem *item = &batch->items[i];
      ObelusFault *fault = item->document == NULL ? NULL : &faults[n++];

      /* After cancellation a document that failed may have failed because of it, and is left for another run. */
      batch->is_cut |= fault != NULL && fault->error != NULL && g_cancellable_is_cancelled (cancellable);
      if (!batch->is_cut)
        {
          obelus_context_set_place (writer_context, batch->place + i);
          format_item (&formatter, pipeline, item, fault);
          batch->n_documents += batch->is_cut ? 0 : 1;
        }
      if (fault != NULL)
        g_clear_error (&fault->error);
      obelus_read_item_clear (item);
    }
}
