/* What the rest of the core may do with a document that others may not. */
#pragma once

#include "metadata-private.h"

#include <obelus/obelus-document.h>

/* While a stage works on a document, only the stage's context may read layers and commit: a plugin that goes around its
 * declarations gets NULL or OBELUS_ERROR_UNDECLARED. */
void obelus_document_begin_stage (ObelusDocument *document);
void obelus_document_end_stage (ObelusDocument *document);

/* Like obelus_document_get_layer (), also while a stage works on the document. */
ObelusLayer *obelus_document_peek_layer (ObelusDocument *document, const char *name);

/* Like obelus_document_commit (), also while a stage works on the document. @stage is noted as the origin of what was
 * built. After an error @fault_offset, if not NULL, is the byte of the text the error is about, or OBELUS_NO_OFFSET. */
gboolean obelus_document_commit_from_stage (ObelusDocument *document, ObelusLayerBuilder *builder, const char *stage,
                                            guint32 *fault_offset, GError **error);

/* A document over a text that is known to be valid UTF-8 of at most OBELUS_MAX_TEXT_LENGTH bytes, ends with a NUL, and
 * outlives it. */
ObelusDocument *obelus_document_new_borrowing (const char *id, const char *text, guint32 length);

/* A document with the same id, text and metadata (shared, not copied) and those of the layers that @names lists. */
ObelusDocument *obelus_document_new_with_layers (ObelusDocument *document, const char *const *names);

/* Whether memory can be had for what a stage or a writer does with so long a text; see obelus_memory_check (). */
gboolean obelus_document_check_memory (ObelusDocument *document, GError **error);

/* Likewise all layers, also while a stage works on the document. */
guint obelus_document_get_n_stage_layers (ObelusDocument *document);
ObelusLayer *obelus_document_peek_nth_layer (ObelusDocument *document, guint index);

/* Adds a layer as it is; it was committed to a document of the same text before. Takes over the reference. */
void obelus_document_take_layer (ObelusDocument *document, ObelusLayer *layer);

/* Sets or replaces the id of a document that has none. */
void obelus_document_set_id (ObelusDocument *document, const char *id);

/* All metadata at once, without a key twice, and one by its place: a record may have many. */
void obelus_document_take_metadata (ObelusDocument *document, GArray *metadata);
const ObelusMetadataItem *obelus_document_get_nth_metadata (ObelusDocument *document, guint index);
