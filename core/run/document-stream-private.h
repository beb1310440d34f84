/* Annotated documents as trainers and evaluators get them: the first bad one ends the work. */
#pragma once

#include "layer-list-private.h"
#include "reading-private.h"

#include <obelus/obelus-pipeline.h>

/* @needs: layers that each document must have; @wanted_by: who needs them, for errors. */
ObelusDocumentStream *obelus_document_stream_new (ObelusReading *reading, const ObelusLayerList *needs,
                                                  const char *wanted_by);

/* Has documents that come without any of the layers in @made, which are not optional there, analysed by @pipeline
 * before they are handed out. It is prepared for the first of them. */
void obelus_document_stream_set_pipeline (ObelusDocumentStream *stream, const ObelusLayerList *made,
                                          ObelusPipeline *pipeline, GCancellable *cancellable);

void obelus_document_stream_free (ObelusDocumentStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusDocumentStream, obelus_document_stream_free)
