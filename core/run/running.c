/* One run of a runner: threads that each read a batch, take it through the stages and deliver it in its turn. */
#include "cancel-private.h"
#include "component-private.h"
#include "delivery-private.h"
#include "merging-private.h"
#include "runner-private.h"
#include "sink-private.h"

#include <obelus/obelus-error.h>

#include <string.h>

/* Batches a thread may be ahead of the one that is delivered next. */
#define WINDOW_PER_THREAD 4

typedef struct
{
  ObelusRunner *runner;
  ObelusStageCore *writer;
  const ObelusWriterClass *writer_class;
  GCancellable *cancellable;
  gboolean is_isolated; /* whether any stage is */
  ObelusDelivery *delivery;

  GMutex reading_lock;
  ObelusReading *reading;
  ObelusMerging *merging; /* NULL if documents stay apart */
  ObelusReadItem held;    /* read, but too long for the batch it would have been part of */
  gboolean holds_item;
  gint is_exhausted; /* atomic */
  guint64 n_batches;
  guint64 n_items; /* in them */

  GMutex lock; /* of what follows */
  GError *error;
  GPtrArray *threads;

  gboolean has_written; /* used by the delivering thread only, as is the next one */
  gboolean is_cut;
} Job;

/* Delivering */

/* Notes the first thing that ends the run, and ends it. */
static void
fail_job (Job *job, GError *error)
{
  g_mutex_lock (&job->lock);
  if (job->error == NULL)
    job->error = error;
  else
    g_error_free (error);
  g_mutex_unlock (&job->lock);

  obelus_delivery_stop (job->delivery);
}

static gboolean
write_batch (Job *job, const ObelusBatch *batch, GError **error)
{
  ObelusSink *sink = job->runner->sink;
  const char *separator = job->writer_class->separator;

  if (batch->n_records == 0)
    return TRUE;
  if (job->has_written && separator != NULL && !obelus_sink_write (sink, separator, strlen (separator), error))
    return FALSE;
  job->has_written = TRUE;

  return obelus_sink_write (sink, batch->output->str, batch->output->len, error) && obelus_sink_flush (sink, error);
}

static gboolean
deliver_batch (ObelusBatch *batch, gpointer user_data)
{
  Job *job = user_data;
  GError *error = NULL;

  if (!write_batch (job, batch, &error))
    {
      fail_job (job, error);
      return FALSE;
    }

  __atomic_fetch_add (&job->runner->n_documents, batch->n_documents, __ATOMIC_RELAXED);
  __atomic_fetch_add (&job->runner->n_failures, batch->n_failures, __ATOMIC_RELAXED);
  for (guint i = 0; batch->messages != NULL && i < batch->messages->len; i++)
    obelus_runner_tell (job->runner, g_ptr_array_index (batch->messages, i));
  job->is_cut |= batch->is_cut;

  return !batch->is_cut;
}

/* Working */

static guint32
measure_item (const ObelusReadItem *item)
{
  guint32 length = 0;

  if (item->document != NULL)
    obelus_document_get_text (item->document, &length);

  return length;
}

static gboolean
read_item (Job *job, ObelusReadItem *item)
{
  return job->merging != NULL ? obelus_merging_next (job->merging, item) : obelus_reading_next (job->reading, item);
}

/* Reads a batch. A source that is slow, such as a program that writes a line now and then, does not hold up what it has
 * given: then the batch ends early. */
static void
fill_batch (Job *job, ObelusBatch *batch)
{
  static const gint64 patience = 5 * G_TIME_SPAN_MILLISECOND;
  gint64 start = g_get_monotonic_time ();
  const guint max_items = job->is_isolated ? OBELUS_BATCH_MAX_DOCUMENTS : OBELUS_BATCH_USUAL_DOCUMENTS;
  const gsize max_bytes = job->is_isolated ? OBELUS_BATCH_MAX_BYTES : OBELUS_BATCH_USUAL_BYTES;
  gsize n_bytes = 0;

  while (batch->n_items < max_items && n_bytes < max_bytes)
    {
      ObelusReadItem *item = &batch->items[batch->n_items];
      if (job->holds_item)
        {
          *item = job->held;
          job->holds_item = FALSE;
        }
      else if (!read_item (job, item))
        {
          g_atomic_int_set (&job->is_exhausted, TRUE);
          return;
        }

      gsize length = measure_item (item);
      if (batch->n_items > 0 && n_bytes + length > max_bytes)
        {
          job->held = *item;
          job->holds_item = TRUE;
          return;
        }
      batch->n_items++;
      n_bytes += length;
      if (g_get_monotonic_time () - start > patience)
        return;
    }
}

/* Returns NULL if there is nothing more to do. */
static ObelusBatch *
take_batch (Job *job)
{
  g_autoptr (ObelusBatch) batch = obelus_batch_new ();

  g_mutex_lock (&job->reading_lock);
  if (!g_atomic_int_get (&job->is_exhausted) && obelus_delivery_wait (job->delivery, job->n_batches))
    fill_batch (job, batch);
  if (batch->n_items > 0)
    {
      batch->number = job->n_batches++;
      batch->place = job->n_items;
      job->n_items += batch->n_items;
    }
  g_mutex_unlock (&job->reading_lock);

  return batch->n_items > 0 ? g_steal_pointer (&batch) : NULL;
}

static gpointer work (gpointer data);

/* Another thread is started once there is work for one, so that a single short document costs none. */
static void
start_thread (Job *job)
{
  g_mutex_lock (&job->lock);
  if (job->threads->len + 1 < job->runner->n_threads)
    {
      GThread *thread = g_thread_try_new ("obelus-worker", work, job, NULL);
      if (thread != NULL) /* with fewer threads than wished for the work is done as well */
        g_ptr_array_add (job->threads, thread);
    }
  g_mutex_unlock (&job->lock);
}

static gpointer
work (gpointer data)
{
  Job *job = data;
  g_autoptr (ObelusWorkspace) workspace = NULL;
  g_autoptr (ObelusContext) writer_context = NULL;
  g_autoptr (ObelusCancelScope) scope G_GNUC_UNUSED = obelus_cancel_scope_enter (job->cancellable);
  const char *writer_plugin = obelus_component_get_plugin_name (job->runner->writer);
  ObelusBatch *batch;

  while ((batch = take_batch (job)) != NULL)
    {
      GError *error = NULL;
      if (!g_atomic_int_get (&job->is_exhausted))
        start_thread (job);

      if (workspace == NULL)
        {
          workspace = obelus_workspace_new (job->runner->pipeline, &error);
          writer_context = workspace == NULL ? NULL : obelus_context_new (job->writer, &error);
          if (writer_context == NULL)
            {
              obelus_batch_free (batch);
              fail_job (job, error);
              break;
            }
          obelus_workspace_set_cancellable (workspace, job->cancellable);
          obelus_context_set_cancellable (writer_context, job->cancellable);
        }

      obelus_batch_run (batch, job->runner->pipeline, workspace, writer_context, job->writer_class, writer_plugin,
                        job->cancellable);
      obelus_delivery_add (job->delivery, batch);
    }

  return NULL;
}

/* Writes what stands before the first or behind the last record. */
static gboolean
write_frame (Job *job, gboolean (*make) (ObelusContext *, GString *, GError **), GError **error)
{
  g_autoptr (GString) output = g_string_new (NULL);
  g_autoptr (ObelusContext) context = NULL;

  if (make == NULL)
    return TRUE;

  context = obelus_context_new (job->writer, error);
  if (context == NULL)
    return FALSE;
  if (!make (context, output, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_FAILED, "writer '%s' failed without a reason",
                     obelus_stage_core_get_name (job->writer));
      return FALSE;
    }

  return obelus_sink_write (job->runner->sink, output->str, output->len, error);
}

static void
join_threads (Job *job)
{
  /* Threads start threads: the list may grow while it is joined. */
  for (guint i = 0;; i++)
    {
      g_mutex_lock (&job->lock);
      GThread *thread = i < job->threads->len ? g_ptr_array_index (job->threads, i) : NULL;
      g_mutex_unlock (&job->lock);
      if (thread == NULL)
        return;
      g_thread_join (thread);
    }
}

static gboolean
finish (Job *job, GError **error)
{
  if (job->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&job->error));
      return FALSE;
    }
  if (g_cancellable_is_cancelled (job->cancellable))
    {
      /* Without its end the output says itself that it is not complete; a file is not put in its place. */
      obelus_sink_flush (job->runner->sink, NULL);
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED,
                   "the run was cancelled after %" G_GUINT64_FORMAT " documents",
                   obelus_runner_get_n_documents (job->runner));
      return FALSE;
    }

  return write_frame (job, job->writer_class->end, error) && obelus_sink_close (job->runner->sink, error);
}

gboolean
obelus_runner_run_documents (ObelusRunner *runner, ObelusStageCore *writer, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  g_autoptr (ObelusReading) reading
      = obelus_reading_new (obelus_pipeline_get_registry (runner->pipeline), runner->reader, runner->sources,
                            cancellable, obelus_runner_pass_message, runner);
  g_autoptr (ObelusMerging) merging = runner->merges ? obelus_merging_new (reading) : NULL;
  Job job = {
    .runner = runner,
    .writer = writer,
    .writer_class = obelus_component_get_writer (runner->writer),
    .cancellable = cancellable,
    .is_isolated = obelus_pipeline_is_isolated (runner->pipeline),
    .reading = reading,
    .merging = merging,
    .threads = threads,
  };
  g_autoptr (ObelusDelivery) delivery
      = obelus_delivery_new (runner->n_threads * WINDOW_PER_THREAD, deliver_batch, &job);
  job.delivery = delivery;

  if (!write_frame (&job, job.writer_class->begin, error))
    return FALSE;

  g_mutex_init (&job.lock);
  g_mutex_init (&job.reading_lock);

  work (&job);
  join_threads (&job);
  if (job.holds_item)
    obelus_read_item_clear (&job.held);

  g_mutex_clear (&job.reading_lock);
  g_mutex_clear (&job.lock);

  gboolean done = finish (&job, error);
  g_clear_error (&job.error);
  return done;
}
