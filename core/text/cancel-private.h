/* What a run's cancellation means to the core: the cancellable of the run is the current one of each of its threads. */
#pragma once

#include <obelus/obelus-context.h>

static inline gboolean
obelus_fail_cancelled (GError **error)
{
  g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED, "the run was cancelled; start it again to finish");
  return FALSE;
}

/* Makes a cancellable the thread's current one for as long as the variable lives. */
typedef GCancellable ObelusCancelScope;

static inline ObelusCancelScope *
obelus_cancel_scope_enter (GCancellable *cancellable)
{
  if (cancellable != NULL)
    g_cancellable_push_current (cancellable);
  return cancellable;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusCancelScope, g_cancellable_pop_current)
