/* Pipelines as the runner uses them. */
#pragma once

#include "context-private.h"

#include <obelus/obelus-pipeline.h>

/* A thread's contexts for all stages of a prepared pipeline. */
typedef struct _ObelusWorkspace ObelusWorkspace;

ObelusWorkspace *obelus_workspace_new (ObelusPipeline *pipeline, GError **error);
void obelus_workspace_free (ObelusWorkspace *workspace);
void obelus_workspace_set_cancellable (ObelusWorkspace *workspace, GCancellable *cancellable);

/* Why and where a document failed. */
typedef struct
{
  GError *error;  /* NULL if the document did not fail */
  guint stage;    /* in which stage */
  guint32 offset; /* at which byte, or OBELUS_NO_OFFSET */
} ObelusFault;

/* Runs all stages over several documents; a document that failed is left out of the stages behind. @faults has an
 * element a document, zeroed by the caller. */
void obelus_workspace_process (ObelusWorkspace *workspace, ObelusDocument *const *documents, guint n_documents,
                               ObelusFault *faults);

/* Warnings and progress of all stages. Not to be changed while documents are processed. */
void obelus_pipeline_set_message_func (ObelusPipeline *pipeline, ObelusContextMessage func, gpointer user_data);
ObelusRegistry *obelus_pipeline_get_registry (ObelusPipeline *pipeline);
gboolean obelus_pipeline_is_prepared (ObelusPipeline *pipeline);
/* Whether a stage of a prepared pipeline runs in workers. */
gboolean obelus_pipeline_is_isolated (ObelusPipeline *pipeline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusWorkspace, obelus_workspace_free)
