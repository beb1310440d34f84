/* A processor that runs in workers: what they return is committed here, what they do wrong is found out here, and a
 * document that brings its worker down fails alone. */
#include "context-struct-private.h"
#include "document-private.h"
#include "isolated-stage-private.h"
#include "worker-process-private.h"

#include <obelus/obelus-error.h>

#include <string.h>

/* After so many documents in a row that failed in their workers, with none between that did not, the stage is ended. */
#define MAX_FAILURES_IN_A_ROW 16

/* Workers are started again at once this often in a row; then after a pause that doubles up to the longest. */
#define FREE_RESTARTS 4
#define FIRST_PAUSE (5 * G_TIME_SPAN_MILLISECOND)
#define LONGEST_PAUSE (160 * G_TIME_SPAN_MILLISECOND)

/* What contexts of the stage share. */
typedef struct
{
  ObelusStageCore *core; /* borrowed: it holds this */
  ObelusWireStage sent;
  ObelusIsolation limits;
  ObelusSpawner *spawner;

  GMutex lock;
  GPtrArray *idle;           /* (ObelusWorkerProcess) loaded, and used by no context now */
  guint n_failures_in_a_row; /* documents */
  guint n_deaths_in_a_row;   /* workers */
  char *ended;               /* why nothing is tried any more; NULL while it is */
} Isolated;

/* One thread's worker. */
typedef struct
{
  Isolated *isolated;
  ObelusWorkerProcess *process; /* NULL after one was lost */
} Keeper;

/* Documents that are being worked on. */
typedef struct
{
  ObelusContext *context;
  Keeper *keeper;
  ObelusDocument *const *documents;
  GError **errors;
} Batch;

/* Starting workers */

static void
pack_stage (ObelusPack *pack, gpointer user_data)
{
  obelus_wire_pack_stage (pack, user_data);
}

static ObelusError
get_error_code (ObelusFailureKind kind)
{
  switch (kind)
    {
    case OBELUS_FAILURE_TIMED_OUT:
      return OBELUS_ERROR_TIMED_OUT;
    case OBELUS_FAILURE_TOO_LARGE:
      return OBELUS_ERROR_TOO_LARGE;
    case OBELUS_FAILURE_CANCELLED:
      return OBELUS_ERROR_CANCELLED;
    case OBELUS_FAILURE_HOST:
      return OBELUS_ERROR_NO_MEMORY;
    default:
      return OBELUS_ERROR_CRASHED;
    }
}

static void
pass_warnings (Isolated *isolated, const ObelusWireReply *reply)
{
  ObelusStageCore *core = isolated->core;

  for (guint i = 0; core->message_func != NULL && i < reply->warnings->len; i++)
    core->message_func (core->name, reply->warnings->pdata[i], -1, core->message_data);
}

/* A worker with the stage loaded. The error is what `load` or `begin` failed with, or why there is no worker. */
static ObelusWorkerProcess *
start_worker (Isolated *isolated, GCancellable *cancellable, GError **error)
{
  g_autoptr (ObelusWorkerProcess) process = obelus_worker_process_new (isolated->spawner, error);
  ObelusWorkerFailure failure = { 0 };
  ObelusWireReply reply = { 0 };
  ObelusWorkerRequest request = {
    .kind = OBELUS_WIRE_LOAD,
    .pack = pack_stage,
    .user_data = &isolated->sent,
    .limits = &isolated->limits,
    .cancellable = cancellable,
  };

  if (process == NULL)
    return NULL;
  if (!obelus_worker_process_exchange (process, &request, &reply, &failure))
    {
      g_set_error (error, OBELUS_ERROR, (gint) get_error_code (failure.kind),
                   "its worker failed while it loaded the stage: %s; tell the author of the plugin", failure.reason);
      obelus_worker_failure_clear (&failure);
      return NULL;
    }

  pass_warnings (isolated, &reply);
  GError *problem = g_steal_pointer (&reply.results[0].error);
  obelus_wire_reply_clear (&reply);
  obelus_worker_process_take_time (process); /* loading is no work on documents */
  if (problem == NULL)
    return g_steal_pointer (&process);

  g_propagate_error (error, problem);
  return NULL;
}

/* Waits before one more worker is started where many have died. */
static void
pause_before_start (Isolated *isolated)
{
  guint n_deaths;
  gint64 length = FIRST_PAUSE;

  g_mutex_lock (&isolated->lock);
  n_deaths = isolated->n_deaths_in_a_row;
  g_mutex_unlock (&isolated->lock);
  if (n_deaths < FREE_RESTARTS)
    return;

  for (guint i = FREE_RESTARTS; i < n_deaths && length < LONGEST_PAUSE; i++)
    length *= 2;
  g_usleep ((gulong) length);
}

static ObelusWorkerProcess *
take_idle (Isolated *isolated)
{
  ObelusWorkerProcess *process = NULL;

  g_mutex_lock (&isolated->lock);
  if (isolated->idle->len > 0)
    process = g_ptr_array_steal_index_fast (isolated->idle, isolated->idle->len - 1);
  g_mutex_unlock (&isolated->lock);
  return process;
}

/* What a processor's functions are here */

static void isolated_unload (gpointer shared);

static gboolean
isolated_load (ObelusContext *context, gpointer *shared, GError **error)
{
  ObelusStageCore *core = context->core;
  const char *module = obelus_component_get_plugin_path (core->component);

  Isolated *isolated = g_new0 (Isolated, 1);
  isolated->core = core;
  isolated->limits = core->isolation;
  isolated->sent = (ObelusWireStage){
    .name = g_strdup (core->name),
    .component = g_strdup (obelus_component_get_name (core->component)),
    .module = g_strdup (module),
    .settings = g_ptr_array_new_with_free_func (g_free),
    .files = g_ptr_array_new_with_free_func (g_free),
    .max_bytes = core->isolation.max_bytes,
  };
  obelus_option_set_list_assigned (core->options, isolated->sent.settings);
  obelus_option_set_list_located (core->options, isolated->sent.files);
  isolated->spawner = obelus_spawner_new ();
  g_mutex_init (&isolated->lock);
  isolated->idle = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_worker_process_free);

  /* The first worker shows whether there can be one. */
  ObelusWorkerProcess *process = start_worker (isolated, context->cancellable, error);
  if (process == NULL)
    {
      isolated_unload (isolated);
      return FALSE;
    }
  g_ptr_array_add (isolated->idle, process);
  *shared = isolated;
  return TRUE;
}

static void
isolated_unload (gpointer shared)
{
  Isolated *isolated = shared;

  g_ptr_array_unref (isolated->idle);
  obelus_spawner_free (isolated->spawner);
  obelus_wire_stage_clear (&isolated->sent);
  g_mutex_clear (&isolated->lock);
  g_free (isolated->ended);
  g_free (isolated);
}

static gboolean
isolated_begin (ObelusContext *context, gpointer *scratch, GError **error)
{
  Keeper *keeper = g_new0 (Keeper, 1);

  keeper->isolated = context->core->shared;
  keeper->process = take_idle (keeper->isolated);
  if (keeper->process == NULL)
    keeper->process = start_worker (keeper->isolated, context->cancellable, error);
  if (keeper->process == NULL)
    {
      g_free (keeper);
      return FALSE;
    }
  *scratch = keeper;
  return TRUE;
}

static void
isolated_end (gpointer scratch)
{
  Keeper *keeper = scratch;

  if (keeper->process != NULL)
    {
      g_mutex_lock (&keeper->isolated->lock);
      g_ptr_array_add (keeper->isolated->idle, keeper->process);
      g_mutex_unlock (&keeper->isolated->lock);
    }
  g_free (keeper);
}

/* Taking results over */

static void
commit_sent (Batch *batch, const ObelusWireCommit *sent, guint document, guint *n_unsound)
{
  g_autoptr (ObelusLayerBuilder) builder = NULL;
  GError **error = &batch->errors[document];
  const char *problem;

  if (*error != NULL)
    return;

  builder = obelus_wire_make_builder (sent, batch->documents[document], &problem);
  if (builder == NULL)
    g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_CRASHED,
                 "its worker broke the rules: %s; tell the author of the plugin", problem);
  else if (!obelus_context_commit (batch->context, batch->documents[document], builder, error))
    {
      /* A worker holds what its plugin commits against the same rules, so that this is not the plugin's honest error.
       */
      g_prefix_error (error, "its worker broke the rules: ");
      (*error)->code = OBELUS_ERROR_CRASHED;
    }
  *n_unsound += *error != NULL;
}

/* Returns how many documents came back with what cannot be committed. */
static guint
take_results (Batch *batch, guint first, const ObelusWireReply *reply)
{
  guint n_unsound = 0;

  for (guint i = 0; i < reply->commits->len; i++)
    {
      const ObelusWireCommit *sent = &g_array_index (reply->commits, ObelusWireCommit, i);
      /* What a document that failed had made until then is dropped with it. */
      if (reply->results[sent->head.document].error == NULL)
        commit_sent (batch, sent, first + sent->head.document, &n_unsound);
    }
  for (guint32 i = 0; i < reply->n_results; i++)
    {
      ObelusWireResult *result = &reply->results[i];
      guint32 length;
      if (result->error == NULL)
        continue;
      obelus_document_get_text (batch->documents[first + i], &length);
      obelus_context_note_fault (batch->context, result->error,
                                 result->offset <= length ? result->offset : OBELUS_NO_OFFSET);
      batch->errors[first + i] = g_steal_pointer (&result->error);
    }
  pass_warnings (batch->keeper->isolated, reply);
  return n_unsound;
}

/* Sending documents */

typedef struct
{
  Batch *batch;
  guint first;
  guint n_documents;
} Part;

static void
pack_documents (ObelusPack *pack, gpointer user_data)
{
  const Part *part = user_data;
  ObelusComponent *component = part->batch->context->core->component;

  for (guint i = 0; i < part->n_documents; i++)
    obelus_wire_pack_document (pack, part->batch->documents[part->first + i],
                               obelus_component_get_needs_list (component),
                               obelus_component_get_gives_list (component));
}

static void
note_life (Isolated *isolated)
{
  g_mutex_lock (&isolated->lock);
  isolated->n_failures_in_a_row = isolated->n_deaths_in_a_row = 0;
  g_mutex_unlock (&isolated->lock);
}

/* The last straw ends the stage: it is told once, and every further document says why nothing was tried. */
static void
note_failure (Isolated *isolated, const ObelusWorkerFailure *failure)
{
  ObelusStageCore *core = isolated->core;
  g_autofree char *told = NULL;

  g_mutex_lock (&isolated->lock);
  if (++isolated->n_failures_in_a_row >= MAX_FAILURES_IN_A_ROW && isolated->ended == NULL)
    {
      isolated->ended = g_strdup_printf ("the stage was ended after %d documents in a row had each failed in a worker "
                                         "of their own, the last because %s; "
                                         "run without the stage, or tell the author of plugin '%s'",
                                         MAX_FAILURES_IN_A_ROW, failure->reason,
                                         obelus_component_get_plugin_name (core->component));
      told = g_strdup (isolated->ended);
    }
  g_mutex_unlock (&isolated->lock);

  if (told != NULL && core->message_func != NULL)
    core->message_func (core->name, told, -1, core->message_data);
}

static void
lose_worker (Keeper *keeper)
{
  g_clear_pointer (&keeper->process, obelus_worker_process_free);
  g_mutex_lock (&keeper->isolated->lock);
  keeper->isolated->n_deaths_in_a_row++;
  g_mutex_unlock (&keeper->isolated->lock);
}

static gboolean
ensure_worker (Batch *batch, ObelusWorkerFailure *failure)
{
  Keeper *keeper = batch->keeper;
  g_autoptr (GError) error = NULL;

  if (keeper->process != NULL)
    return TRUE;

  pause_before_start (keeper->isolated);
  keeper->process = start_worker (keeper->isolated, batch->context->cancellable, &error);
  if (keeper->process != NULL)
    return TRUE;

  failure->kind = g_error_matches (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED) ? OBELUS_FAILURE_CANCELLED
                                                                                : OBELUS_FAILURE_CRASHED;
  failure->reason = g_strdup_printf ("it could not be started again: %s", error->message);
  failure->suspect = G_MAXUINT;
  lose_worker (keeper);
  return FALSE;
}

/* One exchange. FALSE if nothing came of it and the worker is lost. */
static gboolean
try_part (Batch *batch, guint first, guint n_documents, ObelusWorkerFailure *failure)
{
  Keeper *keeper = batch->keeper;
  Part part = { batch, first, n_documents };
  ObelusWireReply reply = { 0 };
  ObelusWorkerRequest request = {
    .kind = OBELUS_WIRE_PROCESS,
    .n_documents = n_documents,
    .pack = pack_documents,
    .user_data = &part,
    .limits = &keeper->isolated->limits,
    .cancellable = batch->context->cancellable,
  };

  obelus_worker_failure_clear (failure);
  if (!ensure_worker (batch, failure))
    return FALSE;

  gboolean is_answered = obelus_worker_process_exchange (keeper->process, &request, &reply, failure);
  obelus_context_add_foreign_time (batch->context, obelus_worker_process_take_time (keeper->process));
  if (!is_answered)
    {
      lose_worker (keeper);
      return FALSE;
    }

  guint n_unsound = take_results (batch, first, &reply);
  obelus_wire_reply_clear (&reply);
  if (n_unsound < n_documents)
    note_life (keeper->isolated);
  else
    {
      failure->reason = g_strdup ("it sent what no document can take");
      for (guint i = 0; i < n_documents; i++)
        note_failure (keeper->isolated, failure);
    }
  if (n_unsound > 0)
    lose_worker (keeper);
  else
    obelus_worker_process_tidy (keeper->process);
  return TRUE;
}

/* Finding who is guilty */

static const char *
get_ended (Isolated *isolated)
{
  const char *ended;

  g_mutex_lock (&isolated->lock);
  ended = isolated->ended;
  g_mutex_unlock (&isolated->lock);
  return ended;
}

static void
blame (Batch *batch, guint document, const ObelusWorkerFailure *failure)
{
  if (failure->kind == OBELUS_FAILURE_CANCELLED)
    {
      g_set_error_literal (&batch->errors[document], OBELUS_ERROR, OBELUS_ERROR_CANCELLED,
                           "the run was cancelled; start it again to finish");
      return;
    }

  g_set_error (&batch->errors[document], OBELUS_ERROR, (gint) get_error_code (failure->kind),
               "its worker failed on this document, and again with it alone: %s; tell the author of plugin '%s'",
               failure->reason, obelus_component_get_plugin_name (batch->context->core->component));
  note_failure (batch->keeper->isolated, failure);
}

/* Marks documents that nothing is tried with. Returns whether that is so. */
static gboolean
refuse (Batch *batch, guint first, guint n_documents)
{
  const char *ended = get_ended (batch->keeper->isolated);
  gboolean is_cancelled = g_cancellable_is_cancelled (batch->context->cancellable);

  for (guint i = 0; i < n_documents && (ended != NULL || is_cancelled); i++)
    if (ended != NULL)
      g_set_error_literal (&batch->errors[first + i], OBELUS_ERROR, OBELUS_ERROR_CRASHED, ended);
    else
      g_set_error_literal (&batch->errors[first + i], OBELUS_ERROR, OBELUS_ERROR_CANCELLED,
                           "the run was cancelled; start it again to finish");
  return ended != NULL || is_cancelled;
}

static void work_on (Batch *batch, guint first, guint n_documents, gboolean has_failed, gboolean asks_for_suspect);

/* A part has failed. The document that the worker says it was at is tried alone: the worker may be wrong, or lying, and
 * then halving what is left finds the one that is to blame. */
static void
divide (Batch *batch, guint first, guint n_documents, guint suspect)
{
  if (suspect < n_documents)
    {
      guint document = first + suspect;
      work_on (batch, document, 1, TRUE, FALSE);
      gboolean was_right = batch->errors[document] != NULL;
      work_on (batch, first, suspect, !was_right, was_right);
      work_on (batch, document + 1, n_documents - suspect - 1, !was_right, was_right);
      return;
    }

  guint half = n_documents / 2;
  work_on (batch, first, half, TRUE, FALSE);
  work_on (batch, first + half, n_documents - half, TRUE, FALSE);
}

/* @has_failed: these documents have been part of what failed, so that a document which fails alone has had its second
 * chance. The depth is bounded by the logarithm of the batch, and by a document a level where suspects are right. */
static void
work_on (Batch *batch, guint first, guint n_documents, gboolean has_failed, gboolean asks_for_suspect)
{
  ObelusWorkerFailure failure = { .suspect = G_MAXUINT };

  if (n_documents == 0 || refuse (batch, first, n_documents) || try_part (batch, first, n_documents, &failure))
    return;

  if (failure.kind == OBELUS_FAILURE_CANCELLED)
    refuse (batch, first, n_documents);
  else if (n_documents > 1)
    divide (batch, first, n_documents, asks_for_suspect ? failure.suspect : G_MAXUINT);
  else if (has_failed || !try_part (batch, first, 1, &failure))
    blame (batch, first, &failure);
  obelus_worker_failure_clear (&failure);
}

static void
isolated_process_batch (ObelusContext *context, ObelusDocument *const *documents, guint n_documents, GError **errors)
{
  Batch batch = { context, context->scratch, documents, errors };

  work_on (&batch, 0, n_documents, FALSE, TRUE);
}

static gboolean
isolated_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  GError *failure = NULL;

  isolated_process_batch (context, &document, 1, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

ObelusComponent *
obelus_isolated_component_new (ObelusComponent *component)
{
  static const ObelusProcessorClass functions = {
    .load = isolated_load,
    .begin = isolated_begin,
    .process = isolated_process,
    .process_batch = isolated_process_batch,
    .end = isolated_end,
    .unload = isolated_unload,
  };

  return obelus_component_new_with_functions (component, &functions);
}
