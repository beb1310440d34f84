/* Contexts as the core makes them for its stages, readers, writers, trainers and evaluators. */
#pragma once

#include "option-set-private.h"

#include <obelus/obelus-context.h>

/* Told of warnings and progress. @share is negative for a warning. May be called from any thread. */
typedef void (*ObelusContextMessage) (const char *stage, const char *message, double share, gpointer user_data);

/* What all contexts of one stage have in common: component, options, what `load` made. */
typedef struct _ObelusStageCore ObelusStageCore;

/* How a stage is held that somebody does not trust. */
typedef struct
{
  gboolean is_isolated;
  double document_seconds; /* a document may take */
  double worker_seconds;   /* a worker may take for loading the stage, or for a batch of documents */
  guint64 max_bytes;       /* of memory that a worker may take */
} ObelusIsolation;

#define OBELUS_ISOLATION_NONE          \
  {                                    \
    FALSE, 30, 120, 1024 * 1024 * 1024 \
  }

/* @name is what errors call the stage. Takes references. */
ObelusStageCore *obelus_stage_core_new (const char *name, ObelusComponent *component, ObelusOptionSet *options);
ObelusStageCore *obelus_stage_core_ref (ObelusStageCore *core);
/* The last reference calls `unload`. */
void obelus_stage_core_unref (ObelusStageCore *core);
void obelus_stage_core_set_message_func (ObelusStageCore *core, ObelusContextMessage func, gpointer user_data);
void obelus_stage_core_set_isolation (ObelusStageCore *core, const ObelusIsolation *isolation);
const char *obelus_stage_core_get_name (ObelusStageCore *core);
ObelusComponent *obelus_stage_core_get_component (ObelusStageCore *core);

/* Opens option files and calls the component's `load`, once. The error names stage and plugin. */
gboolean obelus_stage_core_load (ObelusStageCore *core, GError **error);

/* A thread's view of a loaded stage; calls the processor's `begin`. NULL with an error if that fails. */
ObelusContext *obelus_context_new (ObelusStageCore *core, GError **error);
/* Calls the processor's `end`. */
void obelus_context_free (ObelusContext *context);
void obelus_context_set_cancellable (ObelusContext *context, GCancellable *cancellable);

/* Runs a processor over one document, or several, with declarations enforced and committed rows counted. Errors come
 * back as the plugin set them, or as OBELUS_ERROR_FAILED with a sentence if it returned FALSE without one. @errors and
 * @offsets have an element a document; @offsets[i] is the byte the error is about or OBELUS_NO_OFFSET. After a failure
 * in `gives` (a required layer that was not committed) the document fails as well. */
void obelus_context_process (ObelusContext *context, ObelusDocument *const *documents, guint n_documents,
                             GError **errors, guint32 *offsets);

/* The offset given with the last obelus_context_fail () or failed commit since the last call, or OBELUS_NO_OFFSET. */
guint32 obelus_context_take_fault_offset (ObelusContext *context);

/* Told of each commit that succeeded while documents are processed: which of the documents, by what builder, and what
 * became of it. */
typedef void (*ObelusContextCommitted) (guint document, ObelusLayerBuilder *builder, ObelusLayer *layer,
                                        gpointer user_data);
void obelus_context_set_committed_func (ObelusContext *context, ObelusContextCommitted func, gpointer user_data);

/* Where in the input the document is that is formatted next. */
void obelus_context_set_place (ObelusContext *context, guint64 place);

/* CPU time that others spent for this context, in nanoseconds. */
void obelus_context_add_foreign_time (ObelusContext *context, guint64 nanoseconds);
guint64 obelus_context_get_foreign_time (ObelusContext *context);

/* Rows committed through this context so far. */
guint64 obelus_context_get_n_rows (ObelusContext *context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusContext, obelus_context_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusStageCore, obelus_stage_core_unref)
