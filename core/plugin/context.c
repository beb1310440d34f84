/* A component as its plugin sees it: options, what its functions made, errors and messages. */
#include "context-struct-private.h"

#include <math.h>

/* Life */

ObelusContext *
obelus_context_new_bare (ObelusStageCore *core)
{
  ObelusContext *context = g_new0 (ObelusContext, 1);

  context->core = obelus_stage_core_ref (core);
  context->given = g_byte_array_new ();
  context->faults = g_array_new (FALSE, FALSE, sizeof (ObelusContextFault));
  context->last_fault_offset = OBELUS_NO_OFFSET;

  return context;
}

ObelusContext *
obelus_context_new (ObelusStageCore *core, GError **error)
{
  const ObelusProcessorClass *processor = obelus_component_get_processor (core->component);
  g_autoptr (ObelusContext) context = NULL;
  GError *failure = NULL;
  gboolean succeeded = TRUE;

  g_return_val_if_fail (core->is_loaded, NULL);

  context = obelus_context_new_bare (core);
  if (processor != NULL && processor->begin != NULL)
    succeeded = processor->begin (context, &context->scratch, &failure);

  if (!obelus_stage_core_settle (core, succeeded, failure, error))
    {
      obelus_stage_core_prefix_error (core, error);
      return NULL;
    }

  context->has_begun = TRUE;
  return g_steal_pointer (&context);
}

void
obelus_context_free (ObelusContext *context)
{
  const ObelusProcessorClass *processor = obelus_component_get_processor (context->core->component);

  if (context->has_begun && processor != NULL && processor->begin != NULL && processor->end != NULL)
    processor->end (context->scratch);

  g_clear_object (&context->cancellable);
  g_byte_array_unref (context->given);
  g_array_unref (context->faults);
  obelus_stage_core_unref (context->core);
  g_free (context);
}

void
obelus_context_set_cancellable (ObelusContext *context, GCancellable *cancellable)
{
  g_set_object (&context->cancellable, cancellable);
}

void
obelus_context_set_committed_func (ObelusContext *context, ObelusContextCommitted func, gpointer user_data)
{
  context->committed = func;
  context->committed_data = user_data;
}

void
obelus_context_add_foreign_time (ObelusContext *context, guint64 nanoseconds)
{
  context->foreign_nanoseconds += nanoseconds;
}

guint64
obelus_context_get_foreign_time (ObelusContext *context)
{
  return context->foreign_nanoseconds;
}

guint64
obelus_context_get_n_rows (ObelusContext *context)
{
  return context->n_rows;
}

void
obelus_context_set_place (ObelusContext *context, guint64 place)
{
  context->place = place;
}

guint64
obelus_context_get_place (ObelusContext *context)
{
  g_return_val_if_fail (context != NULL, 0);
  return context->place;
}

const char *
obelus_context_get_stage (ObelusContext *context)
{
  g_return_val_if_fail (context != NULL, NULL);
  return context->core->name;
}

gpointer
obelus_context_get_shared (ObelusContext *context)
{
  g_return_val_if_fail (context != NULL, NULL);
  return context->core->shared;
}

gpointer
obelus_context_get_scratch (ObelusContext *context)
{
  g_return_val_if_fail (context != NULL, NULL);
  return context->scratch;
}

/* Options */

gboolean
obelus_context_get_flag (ObelusContext *context, const char *option)
{
  g_return_val_if_fail (context != NULL && option != NULL, FALSE);
  return obelus_option_set_get_flag (context->core->options, option);
}

gint64
obelus_context_get_integer (ObelusContext *context, const char *option)
{
  g_return_val_if_fail (context != NULL && option != NULL, 0);
  return obelus_option_set_get_integer (context->core->options, option);
}

double
obelus_context_get_real (ObelusContext *context, const char *option)
{
  g_return_val_if_fail (context != NULL && option != NULL, 0.0);
  return obelus_option_set_get_real (context->core->options, option);
}

const char *
obelus_context_get_text (ObelusContext *context, const char *option)
{
  g_return_val_if_fail (context != NULL && option != NULL, NULL);
  return obelus_option_set_get_text (context->core->options, option);
}

guint
obelus_context_get_choice (ObelusContext *context, const char *option)
{
  g_return_val_if_fail (context != NULL && option != NULL, 0);
  return obelus_option_set_get_choice (context->core->options, option);
}

const char *const *
obelus_context_get_list (ObelusContext *context, const char *option)
{
  g_return_val_if_fail (context != NULL && option != NULL, NULL);
  return obelus_option_set_get_list (context->core->options, option);
}

GBytes *
obelus_context_get_file (ObelusContext *context, const char *option, const char **path)
{
  g_return_val_if_fail (context != NULL && option != NULL, NULL);
  return obelus_option_set_get_file (context->core->options, option, path);
}

ObelusModel *
obelus_context_get_model (ObelusContext *context, const char *option)
{
  g_return_val_if_fail (context != NULL && option != NULL, NULL);
  return obelus_option_set_get_model (context->core->options, option);
}

/* Errors */

void
obelus_context_note_fault (ObelusContext *context, const GError *error, guint32 offset)
{
  ObelusContextFault fault = { error, offset };

  context->last_fault_offset = offset;
  if (context->documents == NULL)
    return;

  /* An error that was freed may have had the same address. */
  for (guint i = 0; i < context->faults->len; i++)
    if (g_array_index (context->faults, ObelusContextFault, i).error == error)
      {
        g_array_index (context->faults, ObelusContextFault, i).offset = offset;
        return;
      }
  g_array_append_val (context->faults, fault);
}

guint32
obelus_context_take_fault_offset (ObelusContext *context)
{
  guint32 offset = context->last_fault_offset;

  context->last_fault_offset = OBELUS_NO_OFFSET;
  return offset;
}

gboolean
obelus_context_fail (ObelusContext *context, GError **error, ObelusError code, guint32 offset, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  g_return_val_if_fail (context != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (error == NULL)
    {
      context->last_fault_offset = offset;
      return FALSE;
    }

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error_literal (error, OBELUS_ERROR, (gint) code, message);
  obelus_context_note_fault (context, *error, offset);
  return FALSE;
}

/* Messages */

static void
send_message (ObelusContext *context, double share, const char *format, va_list arguments)
{
  ObelusStageCore *core = context->core;
  g_autofree char *message = NULL;
  g_autofree char *valid = NULL;

  if (core->message_func == NULL)
    return;

  message = g_strdup_vprintf (format, arguments);
  valid = g_utf8_make_valid (message, -1);
  core->message_func (core->name, valid, share, core->message_data);
}

void
obelus_context_warn (ObelusContext *context, const char *format, ...)
{
  va_list arguments;

  g_return_if_fail (context != NULL);

  va_start (arguments, format);
  send_message (context, -1.0, format, arguments);
  va_end (arguments);
}

void
obelus_context_report_progress (ObelusContext *context, double share, const char *format, ...)
{
  va_list arguments;

  g_return_if_fail (context != NULL);

  va_start (arguments, format);
  send_message (context, isnan (share) ? 0.0 : CLAMP (share, 0.0, 1.0), format, arguments);
  va_end (arguments);
}

gboolean
obelus_context_is_isolated (ObelusContext *context)
{
  g_return_val_if_fail (context != NULL, FALSE);
  return context->core->isolation.is_isolated;
}

/* Cancellation */

gboolean
obelus_context_is_cancelled (ObelusContext *context, GError **error)
{
  g_return_val_if_fail (context != NULL, FALSE);

  if (G_LIKELY (context->cancellable == NULL || !g_cancellable_is_cancelled (context->cancellable)))
    return FALSE;

  g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED, "the run was cancelled; start it again to finish");
  return TRUE;
}

GCancellable *
obelus_context_get_cancellable (ObelusContext *context)
{
  g_return_val_if_fail (context != NULL, NULL);
  return context->cancellable;
}
