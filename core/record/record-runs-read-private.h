/* What a record says of where its text came from, as it is read: when the text and what offsets count are known. */
#pragma once

#include "json-scan-private.h"

#include <obelus/obelus-document.h>

/* Reads `source_runs` at the cursor into a document that has the record's text. */
gboolean obelus_record_runs_read (ObelusJsonScanner *scanner, ObelusDocument *document, ObelusOffsetUnit unit,
                                  GError **error);
