/* Where readers read from and writers write to. */
#pragma once

#include <obelus/obelus-document.h>

G_BEGIN_DECLS

/**
 * ObelusSource:
 *
 * Something that a reader reads: a file, standard input, a piece of memory.
 */
#define OBELUS_TYPE_SOURCE (obelus_source_get_type ())
OBELUS_API
G_DECLARE_FINAL_TYPE (ObelusSource, obelus_source, OBELUS, SOURCE, GObject)

/**
 * obelus_source_new_for_path:
 * @path: a file's name, or `-` for standard input; a file whose name ends with `.gz` is unpacked as it is read
 *
 * The file is opened when it is first read, so that a missing one is an error of its own place in the output.
 *
 * Returns: (transfer full): a source
 */
OBELUS_API ObelusSource *obelus_source_new_for_path (const char *path);

/**
 * obelus_source_new_for_bytes:
 * @name: what errors and ids call the source
 * @bytes: the contents
 *
 * Returns: (transfer full): a source
 */
OBELUS_API ObelusSource *obelus_source_new_for_bytes (const char *name, GBytes *bytes);

/**
 * obelus_source_get_name:
 * @source: a source
 *
 * Returns: the name as the user gave it
 */
OBELUS_API const char *obelus_source_get_name (ObelusSource *source);

/**
 * obelus_source_open:
 * @source: a source
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the source's one stream, owned by the source; %NULL with an error that says what
 * is wrong (missing, a folder, not readable)
 */
OBELUS_API GInputStream *obelus_source_open (ObelusSource *source, GCancellable *cancellable, GError **error);

/**
 * obelus_source_load:
 * @source: a source
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Reads the whole of a source, for formats in which a source is one document.
 *
 * Returns: (transfer full): the contents (a file is mapped where that is safe), or %NULL with an error as from
 *   [method@Source.open], with [error@Error.TOO_LARGE] or [error@Error.NO_MEMORY], or what the stream reports
 */
OBELUS_API GBytes *obelus_source_load (ObelusSource *source, GCancellable *cancellable, GError **error);

/**
 * obelus_source_name_document:
 * @source: a source
 * @id: (nullable): the id of the document that is being read
 *
 * Says what to call the document if reading it fails later. Without it the host makes an id of the source's name and
 * the document's number in it.
 */
OBELUS_API void obelus_source_name_document (ObelusSource *source, const char *id);

/* Decoding */

/**
 * ObelusInvalidPolicy:
 * @OBELUS_INVALID_REPLACE: U+FFFD takes the place of each ill-formed part
 * @OBELUS_INVALID_REJECT: the document is refused
 *
 * What becomes of bytes that are no character in the encoding of a source.
 */
typedef enum
{
  OBELUS_INVALID_REPLACE,
  OBELUS_INVALID_REJECT,
} ObelusInvalidPolicy;

/**
 * obelus_encoding_check:
 * @encoding: a name, such as `UTF-16LE`, `windows-1252` or `auto`
 * @error: return location for an error
 *
 * Returns: whether [ctor@Document.new_decoded] knows the encoding; otherwise the error suggests another name
 */
OBELUS_API gboolean obelus_encoding_check (const char *encoding, GError **error);

/**
 * obelus_encoding_skip_mark: (skip)
 * @bytes: (inout): where a source begins
 * @length: (inout): how many bytes there are, at least four unless there are no more
 * @error: return location for an error
 *
 * For readers of formats that are always UTF-8: passes over a byte order mark, and refuses a source that has another
 * encoding's.
 *
 * Returns: whether the source may be UTF-8; otherwise with [error@Error.INVALID_TEXT]
 */
OBELUS_API gboolean obelus_encoding_skip_mark (const char **bytes, gsize *length, GError **error);

/**
 * obelus_document_new_decoded:
 * @id: (nullable): what the document is called
 * @bytes: (array length=length) (element-type guint8): what a source holds
 * @length: how many
 * @encoding: how the text is encoded; `auto` for what a byte order mark says, and UTF-8 without one
 * @policy: what becomes of invalid bytes
 * @n_replaced: (out) (optional): how many parts were replaced
 * @error: return location for an error
 *
 * Makes a document of a source's bytes. A byte order mark is left out. Where the text is not the source byte for byte,
 * the document has the way back: see [method@Document.offset_to_source].
 *
 * Returns: (transfer full) (nullable): the document; %NULL with [error@Error.INVALID_TEXT] if a byte was refused,
 *   [error@Error.NOT_FOUND] if the encoding is not known
 */
OBELUS_API ObelusDocument *obelus_document_new_decoded (const char *id, const char *bytes, gsize length,
                                                        const char *encoding, ObelusInvalidPolicy policy,
                                                        gsize *n_replaced, GError **error);

/**
 * ObelusSink:
 *
 * Something that a writer writes to: standard output, a file, a stream.
 */
#define OBELUS_TYPE_SINK (obelus_sink_get_type ())
OBELUS_API
G_DECLARE_FINAL_TYPE (ObelusSink, obelus_sink, OBELUS, SINK, GObject)

/**
 * obelus_sink_new_for_path:
 * @path: (nullable): a file's name, or `-` or %NULL for standard output
 *
 * A file is written beside its final name and takes its place when the sink is closed, so that nobody sees half of it.
 *
 * Returns: (transfer full): a sink; a file that cannot be written is an error of the first write
 */
OBELUS_API ObelusSink *obelus_sink_new_for_path (const char *path);

/**
 * obelus_sink_new_for_stream:
 * @name: what errors call the sink
 * @stream: where the bytes go
 *
 * Returns: (transfer full): a sink
 */
OBELUS_API ObelusSink *obelus_sink_new_for_stream (const char *name, GOutputStream *stream);

/**
 * obelus_sink_get_name:
 * @sink: a sink
 *
 * Returns: what errors call the sink
 */
OBELUS_API const char *obelus_sink_get_name (ObelusSink *sink);

/**
 * obelus_sink_write:
 * @sink: a sink
 * @data: (array length=length) (element-type guint8): bytes
 * @length: how many
 * @error: return location for an error
 *
 * Returns: whether all of them were written or kept to be; otherwise with [error@Error.IO] or
 *   [error@Error.NOT_FOUND], what a stream reports, or `G_IO_ERROR_BROKEN_PIPE` if nobody reads any more.
 *   After an error a sink takes nothing more
 */
OBELUS_API gboolean obelus_sink_write (ObelusSink *sink, gconstpointer data, gsize length, GError **error);

/**
 * obelus_sink_close:
 * @sink: a sink
 * @error: return location for an error
 *
 * Writes what is still buffered and puts a file in its place. A sink that is dropped without it leaves no file.
 *
 * Returns: whether all is safely where it belongs; otherwise with an error as from [method@Sink.write]
 */
OBELUS_API gboolean obelus_sink_close (ObelusSink *sink, GError **error);

G_END_DECLS
