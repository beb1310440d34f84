/* Annotated documents as trainers and evaluators get them: the first bad one ends the work. */
#pragma once

#include "layer-list-private.h"
#include "reading-private.h"

/* @needs: layers that each document must have; @wanted_by: who needs them, for errors. */
ObelusDocumentStream *obelus_document_stream_new (ObelusReading *reading, const ObelusLayerList *needs,
                                                  const char *wanted_by);
void obelus_document_stream_free (ObelusDocumentStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusDocumentStream, obelus_document_stream_free)
