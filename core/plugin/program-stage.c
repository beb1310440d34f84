/*
 * Processors that are programs. A stage's thread has a program of its own. It is sent a line that says which stage it
 * is, with its options, and then a record for each document; it answers every line with one of its own. What was sent
 * to a program that then died, hung or babbled is sent again, a document at a time, to one that was started anew, so
 * that only the document fails that is to blame.
 */
#include "program-stage-private.h"
#include "context-struct-private.h"
#include "document-private.h"
#include "program-greeting-private.h"
#include "program-process-private.h"
#include "program-reply-private.h"
#include "record-reply-private.h"

#include <obelus/obelus-error.h>
#include <obelus/obelus-record.h>

/* Documents are sent together up to so many bytes: a program then need not wait for its next one. */
#define MAX_SENT_BYTES (1 << 20)

/* After so many documents in a row that the program failed on, nothing more is tried. */
#define MAX_FAILURES_IN_A_ROW 16

/* What contexts of the stage share. */
typedef struct
{
  const char **layers;      /* to send: those that the component needs */
  GPtrArray *layer_names;   /* which hold them */
  GPtrArray *files;         /* (char *) that it may read: its own, and those of its options */
  GString *greeting;        /* the line that a program is sent first */
  gint n_failures_in_a_row; /* atomic */
} Shared;

/* One thread's program. */
typedef struct
{
  ObelusContext *context;
  Shared *shared;
  ObelusProgramProcess *process; /* NULL after one was lost */
} Speaker;

/* The program's life */

static void
pass_complaint (const char *line, gpointer user_data)
{
  Speaker *speaker = *(Speaker **) user_data;

  obelus_context_warn (speaker->context, "%s", line);
}

/* What the first answer says. */
typedef struct
{
  Speaker *speaker; /* first: complaints find it there */
  GError *error;
  ObelusDocument *nothing;
} Welcome;

static ObelusLayer *
get_no_layer (const char *name, gpointer user_data)
{
  (void) name;
  (void) user_data;
  return NULL;
}

static gboolean
want_no_layer (const char *name, gpointer user_data)
{
  (void) name;
  (void) user_data;
  return FALSE;
}

static gboolean
note_layer (const char *name, gpointer has_layers)
{
  (void) name;
  *(gboolean *) has_layers = TRUE;
  return FALSE;
}

static void
note_no_offset (guint32 offset, gpointer user_data)
{
  (void) offset;
  (void) user_data;
}

static void
take_welcome (guint number, const char *line, gsize length, gpointer user_data)
{
  Welcome *welcome = user_data;
  const ObelusReplyTarget target
      = { .layers = { .get_layer = get_no_layer }, .wants_layer = want_no_layer, .note_offset = note_no_offset };

  (void) number;
  obelus_record_take_reply (line, length, welcome->nothing, OBELUS_OFFSET_BYTE, &target, &welcome->error);
}

static char *
describe_outcome (Speaker *speaker, ObelusProgramOutcome outcome, double seconds)
{
  switch (outcome)
    {
    case OBELUS_PROGRAM_TIMED_OUT:
      return g_strdup_printf ("it did not answer within %g s", seconds);
    case OBELUS_PROGRAM_TOO_LONG:
      return g_strdup ("its answer is longer than the memory that it may take");
    case OBELUS_PROGRAM_BABBLED:
      return g_strdup ("it wrote more than one line for a document");
    case OBELUS_PROGRAM_CANCELLED:
      return g_strdup ("the run was cancelled");
    default:
      return obelus_program_process_describe_end (speaker->process);
    }
}

static ObelusError
get_code (ObelusProgramOutcome outcome)
{
  switch (outcome)
    {
    case OBELUS_PROGRAM_TIMED_OUT:
      return OBELUS_ERROR_TIMED_OUT;
    case OBELUS_PROGRAM_TOO_LONG:
      return OBELUS_ERROR_TOO_LARGE;
    case OBELUS_PROGRAM_CANCELLED:
      return OBELUS_ERROR_CANCELLED;
    default:
      return OBELUS_ERROR_CRASHED;
    }
}

/* Starts the program and hears what it says to the stage's options. */
static gboolean
ensure_process (Speaker *speaker, GError **error)
{
  ObelusStageCore *core = speaker->context->core;
  const ObelusProgram *program = obelus_component_get_program (core->component);
  g_autoptr (ObelusDocument) nothing = NULL;
  guint n_answered;

  if (speaker->process != NULL)
    return TRUE;
  nothing = obelus_document_new (NULL, "", 0, error);
  if (nothing == NULL)
    return FALSE;
  speaker->process = obelus_program_process_new (program, &core->isolation, speaker->shared->files, error);
  if (speaker->process == NULL)
    return FALSE;

  Welcome welcome = { speaker, NULL, nothing };
  const ObelusProgramRequest request = {
    .lines = speaker->shared->greeting->str,
    .length = speaker->shared->greeting->len,
    .n_lines = 1,
    .seconds = core->isolation.worker_seconds,
    .answer = take_welcome,
    .complaint = pass_complaint,
    .user_data = &welcome,
    .cancellable = speaker->context->cancellable,
  };
  const ObelusProgramOutcome outcome = obelus_program_process_exchange (speaker->process, &request, &n_answered);
  if (outcome == OBELUS_PROGRAM_ANSWERED && welcome.error == NULL)
    return TRUE;

  if (outcome == OBELUS_PROGRAM_ANSWERED)
    g_propagate_prefixed_error (error, welcome.error, "its program %s does not take the stage: ", program->path);
  else
    {
      g_autofree char *reason = describe_outcome (speaker, outcome, request.seconds);
      g_clear_error (&welcome.error);
      g_set_error (error, OBELUS_ERROR, (gint) get_code (outcome),
                   "its program %s failed before the first document: %s; run it by hand and see what it says",
                   program->path, reason);
    }
  g_clear_pointer (&speaker->process, obelus_program_process_free);
  return FALSE;
}

/* A component's functions */

static void
list_layers (Shared *shared, const ObelusLayerList *needs)
{
  shared->layer_names = g_ptr_array_new ();
  for (guint i = 0; i < needs->n_items; i++)
    if (!g_ptr_array_find_with_equal_func (shared->layer_names, needs->items[i].layer, g_str_equal, NULL))
      g_ptr_array_add (shared->layer_names, (gpointer) needs->items[i].layer);
  g_ptr_array_add (shared->layer_names, NULL);
  shared->layers = (const char **) shared->layer_names->pdata;
}

/* What lies beside the program is its own. */
static void
list_files (Shared *shared, ObelusStageCore *core)
{
  g_autoptr (GPtrArray) located = g_ptr_array_new_with_free_func (g_free);

  shared->files = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (shared->files, g_path_get_dirname (obelus_component_get_program (core->component)->path));
  obelus_option_set_list_located (core->options, located);
  for (guint i = 1; i < located->len; i += 2)
    g_ptr_array_add (shared->files, g_strdup (located->pdata[i]));
}

static void
program_unload (gpointer data)
{
  Shared *shared = data;

  g_ptr_array_unref (shared->files);
  g_ptr_array_unref (shared->layer_names);
  g_string_free (shared->greeting, TRUE);
  g_free (shared);
}

static gboolean
program_load (ObelusContext *context, gpointer *data, GError **error)
{
  Shared *shared = g_new0 (Shared, 1);
  Speaker speaker = { context, shared, NULL };

  list_layers (shared, obelus_component_get_needs_list (context->core->component));
  list_files (shared, context->core);
  shared->greeting = obelus_program_greeting_new (context->core);
  /* Once, to hear early what is wrong. */
  if (!ensure_process (&speaker, error))
    {
      program_unload (shared);
      return FALSE;
    }
  obelus_program_process_free (speaker.process);
  *data = shared;
  return TRUE;
}

static gboolean
program_begin (ObelusContext *context, gpointer *scratch, GError **error)
{
  Speaker *speaker = g_new0 (Speaker, 1);

  (void) error;
  speaker->context = context;
  speaker->shared = context->core->shared;
  *scratch = speaker;
  return TRUE;
}

static void
program_end (gpointer scratch)
{
  Speaker *speaker = scratch;

  obelus_program_process_free (speaker->process);
  g_free (speaker);
}

/* Documents that are out at the program. */
typedef struct
{
  Speaker *speaker; /* first: complaints find it there */
  ObelusDocument *const *documents;
  GError **errors;
  GPtrArray *answers; /* (GBytes) kept until all are there: one too many, and they belong to other documents */
} Batch;

static void
take_answer (guint number, const char *line, gsize length, gpointer user_data)
{
  Batch *batch = user_data;

  (void) number;
  g_ptr_array_add (batch->answers, g_bytes_new (line, length));
}

static void
take_replies (Batch *batch, guint n_documents)
{
  for (guint i = 0; i < n_documents; i++)
    {
      gsize length;
      const char *line = g_bytes_get_data (batch->answers->pdata[i], &length);

      obelus_program_reply_take (batch->speaker->context, batch->documents[i], line != NULL ? line : "", length,
                                 &batch->errors[i]);
    }
  g_atomic_int_set (&batch->speaker->shared->n_failures_in_a_row, 0);
}

/* Behind the documents the program is asked once more what it was asked first. An answer with layers is a document's:
 * somewhere it wrote a line too many, and nobody knows where. */
static gboolean
is_in_step (Batch *batch)
{
  gboolean has_layers = FALSE;
  const ObelusReplyTarget target = {
    .layers = { .get_layer = get_no_layer, .user_data = &has_layers },
    .wants_layer = note_layer,
    .note_offset = note_no_offset,
  };
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *line = g_bytes_get_data (batch->answers->pdata[batch->answers->len - 1], &length);

  return obelus_record_take_reply (line != NULL ? line : "", length, batch->documents[0], OBELUS_OFFSET_BYTE, &target,
                                   &error)
         && !has_layers;
}

/* One exchange. FALSE if nothing came of it: @outcome and @reason say what happened, and the program is lost. */
static gboolean
send_documents (Batch *batch, GString *lines, guint n_documents, ObelusProgramOutcome *outcome, char **reason)
{
  Speaker *speaker = batch->speaker;
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;
  guint n_answered;

  batch->answers = answers;
  if (!ensure_process (speaker, &error))
    {
      *outcome = g_error_matches (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED) ? OBELUS_PROGRAM_CANCELLED
                                                                               : OBELUS_PROGRAM_ENDED;
      *reason = g_strdup (error->message);
      return FALSE;
    }
  g_string_append_len (lines, speaker->shared->greeting->str, (gssize) speaker->shared->greeting->len);
  const ObelusProgramRequest request = {
    .lines = lines->str,
    .length = lines->len,
    .n_lines = n_documents + 1,
    .seconds = speaker->context->core->isolation.document_seconds,
    .answer = take_answer,
    .complaint = pass_complaint,
    .user_data = batch,
    .cancellable = speaker->context->cancellable,
  };
  *outcome = obelus_program_process_exchange (speaker->process, &request, &n_answered);
  if (*outcome == OBELUS_PROGRAM_ANSWERED && !is_in_step (batch))
    *outcome = OBELUS_PROGRAM_BABBLED;
  if (*outcome == OBELUS_PROGRAM_ANSWERED)
    {
      take_replies (batch, n_documents);
      return TRUE;
    }
  *reason = describe_outcome (speaker, *outcome, request.seconds);
  g_clear_pointer (&speaker->process, obelus_program_process_free);
  return FALSE;
}

static gboolean
append_document (GString *lines, ObelusContext *context, ObelusDocument *document, const char *const *layers,
                 GError **error)
{
  /* Of the document itself nobody sees the layers while a stage works on it. */
  g_autoptr (ObelusDocument) sent = obelus_document_new_with_layers (document, layers);

  if (!obelus_record_append (lines, sent, obelus_component_get_program (context->core->component)->unit, layers, 0,
                             error))
    return FALSE;
  g_string_append_c (lines, '\n');
  return TRUE;
}

static void
blame (Batch *batch, guint document, ObelusProgramOutcome outcome, const char *reason)
{
  Shared *shared = batch->speaker->shared;

  if (outcome == OBELUS_PROGRAM_CANCELLED)
    g_set_error_literal (&batch->errors[document], OBELUS_ERROR, OBELUS_ERROR_CANCELLED,
                         "the run was cancelled; start it again to finish");
  else
    g_set_error (&batch->errors[document], OBELUS_ERROR, (gint) get_code (outcome),
                 "its program failed on this document, and again with it alone: %s; see the program's own messages",
                 reason);
  if (outcome != OBELUS_PROGRAM_CANCELLED)
    g_atomic_int_inc (&shared->n_failures_in_a_row);
}

static gboolean
has_given_up (Batch *batch, guint index)
{
  if (g_atomic_int_get (&batch->speaker->shared->n_failures_in_a_row) < MAX_FAILURES_IN_A_ROW)
    return FALSE;
  g_set_error (&batch->errors[index], OBELUS_ERROR, OBELUS_ERROR_CRASHED,
               "the stage was ended after its program had failed on %d documents in a row; run the program by hand and "
               "see what it says, or run without the stage",
               MAX_FAILURES_IN_A_ROW);
  return TRUE;
}

/* The program failed on the document at `index`, or on others that were sent with it: once more, alone. */
static void
try_alone (Batch *batch, guint index)
{
  Batch alone = { batch->speaker, batch->documents + index, batch->errors + index, NULL };
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *reason = NULL;
  ObelusProgramOutcome outcome;

  if (has_given_up (batch, index))
    return;
  if (!append_document (line, batch->speaker->context, batch->documents[index], batch->speaker->shared->layers,
                        &batch->errors[index]))
    return;
  if (!send_documents (&alone, line, 1, &outcome, &reason))
    blame (&alone, 0, outcome, reason);
}

static void
program_process_batch (ObelusContext *context, ObelusDocument *const *documents, guint n_documents, GError **errors)
{
  Speaker *speaker = context->scratch;
  guint n_sent;

  speaker->context = context;
  for (guint first = 0; first < n_documents; first += n_sent)
    {
      Batch batch = { speaker, documents + first, errors + first, NULL };
      g_autoptr (GString) lines = g_string_new (NULL);
      g_autofree char *reason = NULL;
      ObelusProgramOutcome outcome;

      n_sent = 1;
      if (has_given_up (&batch, 0))
        continue;
      if (!append_document (lines, context, documents[first], speaker->shared->layers, &errors[first]))
        continue;
      while (first + n_sent < n_documents && lines->len < MAX_SENT_BYTES)
        {
          const gsize length = lines->len;
          if (!append_document (lines, context, documents[first + n_sent], speaker->shared->layers, NULL))
            {
              g_string_truncate (lines, length); /* its turn comes again, and then it is the first */
              break;
            }
          n_sent++;
        }
      if (send_documents (&batch, lines, n_sent, &outcome, &reason))
        continue;
      for (guint i = 0; i < n_sent; i++)
        if (outcome == OBELUS_PROGRAM_CANCELLED)
          blame (&batch, i, outcome, reason);
        else
          try_alone (&batch, i);
    }
}

static gboolean
program_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  GError *failure = NULL;

  program_process_batch (context, &document, 1, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

const ObelusProcessorClass *
obelus_program_stage_get_functions (void)
{
  static const ObelusProcessorClass functions = {
    .load = program_load,
    .begin = program_begin,
    .process = program_process,
    .process_batch = program_process_batch,
    .end = program_end,
    .unload = program_unload,
  };

  return &functions;
}
