/* A source as the host uses it between a reader's calls. */
#pragma once

#include <obelus/obelus-source.h>

/* What the reader called the document it is reading, since the last call (transfer full); NULL if it did not say. */
char *obelus_source_take_document_name (ObelusSource *source);

/* How many bytes the reader has been given so far. */
guint64 obelus_source_get_n_read (ObelusSource *source);

/* Gives back the file, when a source has been read to its end. */
void obelus_source_close (ObelusSource *source);
