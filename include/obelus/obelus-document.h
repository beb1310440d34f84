/* The document: an immutable text with an id, metadata and layers of annotations. */
#pragma once

#include <obelus/obelus-layer-builder.h>

G_BEGIN_DECLS

/**
 * ObelusDocument:
 *
 * A text and what is known about it.
 *
 * The text is valid UTF-8 of at most [const@MAX_TEXT_LENGTH] bytes, may contain U+0000, is followed by a NUL
 * that is not part of it, and never changes. Annotations stand off in layers. A document belongs to one thread at a
 * time; the layers it hands out may be shared.
 */
#define OBELUS_TYPE_DOCUMENT (obelus_document_get_type ())
OBELUS_API
G_DECLARE_FINAL_TYPE (ObelusDocument, obelus_document, OBELUS, DOCUMENT, GObject)

/**
 * ObelusOffsetUnit:
 * @OBELUS_OFFSET_BYTE: bytes of UTF-8, what layers hold
 * @OBELUS_OFFSET_CODEPOINT: Unicode code points, what Python counts
 * @OBELUS_OFFSET_UTF16: UTF-16 code units, what JavaScript and Java count
 *
 * What an offset counts.
 */
typedef enum
{
  OBELUS_OFFSET_BYTE,
  OBELUS_OFFSET_CODEPOINT,
  OBELUS_OFFSET_UTF16,
} ObelusOffsetUnit;

/**
 * obelus_document_new:
 * @id: (nullable): what the document is called in results and errors; %NULL for none
 * @text: the text; copied
 * @length: its length in bytes, or −1 if it ends with a NUL
 * @error: return location for an error
 *
 * Makes a document without layers.
 *
 * Returns: (transfer full): the document, or %NULL with [error@Error.INVALID_TEXT] (the message has the offset),
 *   [error@Error.TOO_LARGE] or [error@Error.NO_MEMORY]
 */
OBELUS_API ObelusDocument *obelus_document_new (const char *id, const char *text, gssize length, GError **error);

/**
 * obelus_document_new_take: (skip)
 * @id: (nullable): what the document is called
 * @text: (transfer full): the text, from g_malloc(), with a NUL at `text[length]`
 * @length: its length in bytes
 * @error: return location for an error
 *
 * Like [ctor@Document.new] without a copy. @text is taken over also when the call fails.
 *
 * Returns: (transfer full): the document, or %NULL with an error as from [ctor@Document.new]
 */
OBELUS_API ObelusDocument *obelus_document_new_take (const char *id, char *text, gsize length, GError **error);

/**
 * obelus_document_get_id:
 * @document: a document
 *
 * Returns: the id, `""` if it has none
 */
OBELUS_API const char *obelus_document_get_id (ObelusDocument *document);

/**
 * obelus_document_get_text:
 * @document: a document
 * @length: (out) (optional): the text's length in bytes
 *
 * Returns: (transfer none): the text, followed by a NUL that is not part of it
 */
OBELUS_API const char *obelus_document_get_text (ObelusDocument *document, guint32 *length);

/**
 * obelus_document_get_text_bytes:
 * @document: a document
 *
 * The text as spans count it, for bindings whose strings end at U+0000 or count otherwise.
 *
 * Returns: (transfer full): the text's bytes, shared with the document and not copied; they outlive it
 */
OBELUS_API GBytes *obelus_document_get_text_bytes (ObelusDocument *document);

/* Metadata: strings by name, in the order in which a reader gave them */

/**
 * obelus_document_set_metadata:
 * @document: a document that no stage has seen yet
 * @key: a name
 * @value: valid UTF-8
 * @length: its length in bytes, or −1 if it ends with a NUL
 *
 * Notes a fact about the document, in place of an older one of the same name. Only readers and embedders do this.
 */
OBELUS_API void obelus_document_set_metadata (ObelusDocument *document, const char *key, const char *value,
                                              gssize length);

/**
 * obelus_document_set_metadata_json:
 * @document: a document that no stage has seen yet
 * @key: a name
 * @json: one JSON value that is not a string: a number, `true`, a list, an object
 *
 * Notes a fact that is not a string; records write it as it is here.
 */
OBELUS_API void obelus_document_set_metadata_json (ObelusDocument *document, const char *key, const char *json);

/**
 * obelus_document_get_metadata:
 * @document: a document
 * @key: a name
 * @length: (out) (optional): the value's length in bytes
 *
 * Returns: (transfer none) (nullable): the value (of one that is not a string: its JSON), or %NULL if there is none
 */
OBELUS_API const char *obelus_document_get_metadata (ObelusDocument *document, const char *key, gsize *length);

/**
 * obelus_document_get_n_metadata:
 * @document: a document
 *
 * Returns: how many facts the document has
 */
OBELUS_API guint obelus_document_get_n_metadata (ObelusDocument *document);

/**
 * obelus_document_get_metadata_key:
 * @document: a document
 * @index: a number from 0, below [method@Document.get_n_metadata]
 * @is_json: (out) (optional): whether the value is JSON and not a string
 *
 * Returns: (transfer none): the name of the fact at @index
 */
OBELUS_API const char *obelus_document_get_metadata_key (ObelusDocument *document, guint index, gboolean *is_json);

/* Layers */

/**
 * obelus_document_get_layer:
 * @document: a document
 * @name: a layer's name
 *
 * Plugins use [method@Context.get_layer], which sees what they declared.
 *
 * Returns: (transfer none) (nullable): the layer as it stands now, or %NULL. It lives until a later commit puts another
 *   in its place; take a reference to keep it longer.
 */
OBELUS_API ObelusLayer *obelus_document_get_layer (ObelusDocument *document, const char *name);

/**
 * obelus_document_get_n_layers:
 * @document: a document
 *
 * Returns: how many layers the document has
 */
OBELUS_API guint obelus_document_get_n_layers (ObelusDocument *document);

/**
 * obelus_document_get_nth_layer:
 * @document: a document
 * @index: a number from 0, below [method@Document.get_n_layers]
 *
 * Returns: (transfer none): a layer; layers come in the order in which they were first committed
 */
OBELUS_API ObelusLayer *obelus_document_get_nth_layer (ObelusDocument *document, guint index);

/**
 * obelus_document_commit:
 * @document: a document that no stage is working on
 * @builder: a builder; spent by this call whether it succeeds or not
 * @error: return location for an error
 *
 * Checks what was built and makes it visible: spans within the text and on character boundaries, rows in order,
 * references to rows that are there, names and types that core layers have, finite reals. After an error the document
 * is as it was.
 *
 * Returns: whether the layer now stands in the document; otherwise [error@Error.INVALID_LAYER] names layer, row and
 *   column
 */
OBELUS_API gboolean obelus_document_commit (ObelusDocument *document, ObelusLayerBuilder *builder, GError **error);

/* Offsets */

/**
 * obelus_document_get_length:
 * @document: a document
 * @unit: what to count
 *
 * Returns: the length of the text in @unit
 */
OBELUS_API guint32 obelus_document_get_length (ObelusDocument *document, ObelusOffsetUnit unit);

/**
 * obelus_document_offset_from_bytes:
 * @document: a document
 * @unit: what to count
 * @offset: an offset in bytes, at most the text's length
 *
 * Returns: @offset in @unit; an offset inside a character is that of the character
 */
OBELUS_API guint32 obelus_document_offset_from_bytes (ObelusDocument *document, ObelusOffsetUnit unit, guint32 offset);

/**
 * obelus_document_offset_to_bytes:
 * @document: a document
 * @unit: what @offset counts
 * @offset: an offset in @unit
 * @byte_offset: (out): the same in bytes
 *
 * Returns: %FALSE if @offset is beyond the text or inside a character
 */
OBELUS_API gboolean obelus_document_offset_to_bytes (ObelusDocument *document, ObelusOffsetUnit unit, guint32 offset,
                                                     guint32 *byte_offset);

/* Where the text came from */

/**
 * ObelusSourceRun:
 * @start: where the run begins in the text, in bytes; it ends where the next begins
 * @step: how many bytes of the source each character of the run takes; 0 for as many as it has in the text
 * @source: where the run begins in the source, in bytes
 *
 * A stretch of a text whose way back to the source's bytes is regular.
 */
typedef struct
{
  guint32 start;
  guint32 step;
  guint64 source;
} ObelusSourceRun;

/**
 * obelus_document_set_source_runs: (skip)
 * @document: a document that no stage has seen yet
 * @runs: (array length=n_runs): runs, the first at 0, each behind the one before, at the start of a character
 * @n_runs: how many; 0 for a text that is its source
 * @error: return location for an error
 *
 * Notes where the text's bytes stood in the source, for a text that was decoded or repaired. Only readers and embedders
 * do this.
 *
 * Returns: %FALSE with [error@Error.INVALID_INPUT] if the runs do not fit the text
 */
OBELUS_API gboolean obelus_document_set_source_runs (ObelusDocument *document, const ObelusSourceRun *runs,
                                                     guint32 n_runs, GError **error);

/**
 * obelus_document_get_source_runs: (skip)
 * @document: a document
 * @n_runs: (out): how many
 *
 * Returns: (transfer none) (nullable): the runs; %NULL if each byte of the text stands where it stood in the source
 */
OBELUS_API const ObelusSourceRun *obelus_document_get_source_runs (ObelusDocument *document, guint32 *n_runs);

/**
 * obelus_document_offset_to_source:
 * @document: a document
 * @offset: an offset in bytes, at most the text's length
 *
 * Returns: the byte of the source that stands there, before it was decoded or repaired
 */
OBELUS_API guint64 obelus_document_offset_to_source (ObelusDocument *document, guint32 offset);

G_END_DECLS
