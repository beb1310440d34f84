/* Records: a document with its layers as one JSON object, and JSON for whoever writes some. */
#pragma once

#include <obelus/obelus-component.h>

G_BEGIN_DECLS

/**
 * obelus_record_append:
 * @output: where to append
 * @document: a document
 * @unit: what offsets count
 * @layers: (nullable) (array zero-terminated=1): which layers to write; %NULL for all
 * @indent: spaces for each level of nesting; 0 for one line
 * @error: return location for an error
 *
 * Appends a document as one JSON object without a line feed at its end:
 *
 * ```json
 * {"id": "a", "text": "Obelus.", "offsets": "codepoint", "meta": {},
 *  "layers": {"token": [{"start": 0, "end": 6, "text": "Obelus"}]}}
 * ```
 *
 * References are row numbers in the other layer, missing values are absent keys, reals are the shortest text that reads
 * back the same. What is written and read again is identical. Layers whose rows lie upon each other so deep that what
 * they span is more than 64 times the text are written without the `text` of each row.
 *
 * Returns: whether the whole record was appended; otherwise @output ends where it did, with [error@Error.NO_MEMORY], or
 * [error@Error.CANCELLED] if the thread's current cancellable ([func@Gio.Cancellable.get_current], in a run that of the
 * run) was cancelled meanwhile
 */
OBELUS_API gboolean obelus_record_append (GString *output, ObelusDocument *document, ObelusOffsetUnit unit,
                                          const char *const *layers, guint indent, GError **error);

/**
 * obelus_record_append_failure:
 * @output: where to append
 * @failure: what went wrong
 * @indent: spaces for each level of nesting; 0 for one line
 *
 * Appends an error record: `{"id": …, "error": {"code", "message", "stage", "plugin", "offset"}}`.
 */
OBELUS_API void obelus_record_append_failure (GString *output, const ObelusFailure *failure, guint indent);

/**
 * obelus_record_parse:
 * @json: (array length=length) (element-type guint8): one JSON object, valid UTF-8 or not
 * @length: its length in bytes
 * @id: (out) (optional) (transfer full) (nullable): the record's id as far as it could be read, also after an error
 * @error: return location for an error
 *
 * Reads a record, layers included. A row's `text` need not be there; where it is, it must equal the text it spans. Keys
 * of the record that Obelus does not know are kept as metadata.
 *
 * Returns: (transfer full): the document, or %NULL with an error that names line and column (of bad JSON) or layer and
 * row
 */
OBELUS_API ObelusDocument *obelus_record_parse (const char *json, gsize length, char **id, GError **error);

/**
 * obelus_json_append_string:
 * @output: where to append
 * @string: valid UTF-8; may contain U+0000
 * @length: its length in bytes, or −1 if it ends with a NUL
 *
 * Appends a JSON string with its quotes. Only what JSON demands is escaped.
 */
OBELUS_API void obelus_json_append_string (GString *output, const char *string, gssize length);

/**
 * obelus_json_append_real:
 * @output: where to append
 * @value: a finite number
 *
 * Appends the shortest decimal that reads back as @value, with a `.0` where it would look like an integer.
 */
OBELUS_API void obelus_json_append_real (GString *output, double value);

G_END_DECLS
