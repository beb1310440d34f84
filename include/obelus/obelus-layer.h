/* Reading annotations: a layer is an immutable, ordered table of spans with typed columns. */
#pragma once

#include <obelus/obelus-macros.h>

G_BEGIN_DECLS

/**
 * ObelusColumnType:
 * @OBELUS_COLUMN_INTEGER: `gint64`
 * @OBELUS_COLUMN_REAL: `double`, always finite
 * @OBELUS_COLUMN_STRING: `gint32`, an index into the column's vocabulary; −1 where missing
 * @OBELUS_COLUMN_REFERENCE: `guint32`, a row of the column's target layer; `OBELUS_NO_ROW` where missing
 *
 * What the cells of a column are, and how they lie in memory.
 */
typedef enum
{
  OBELUS_COLUMN_INTEGER,
  OBELUS_COLUMN_REAL,
  OBELUS_COLUMN_STRING,
  OBELUS_COLUMN_REFERENCE,
} ObelusColumnType;

/**
 * ObelusLayer:
 *
 * A named table of annotations over one text: one row an annotation, `[start, end)` in bytes, and typed columns.
 *
 * Rows are ordered by start, longer first, equal spans in the order in which they were added. A layer never changes; it
 * may be read from any number of threads. Adding a column or revising rows makes a new layer that shares the old one's
 * buffers, and whoever holds the old one keeps what they had.
 *
 * Loops over rows use the arrays: [method@Layer.get_starts], [method@Layer.get_ends], [method@Layer.get_reals] and
 * their kin are plain C arrays of [method@Layer.get_n_rows] elements, owned by the layer.
 */
#define OBELUS_TYPE_LAYER (obelus_layer_get_type ())
OBELUS_API
G_DECLARE_FINAL_TYPE (ObelusLayer, obelus_layer, OBELUS, LAYER, GObject)

/**
 * obelus_layer_get_name:
 * @layer: a layer
 *
 * Returns: the layer's name, such as `token` or `acme.shout`
 */
OBELUS_API const char *obelus_layer_get_name (ObelusLayer *layer);

/**
 * obelus_layer_get_stage:
 * @layer: a layer
 *
 * Returns: the name of the stage that made the rows, or `""` if they came from outside a pipeline
 */
OBELUS_API const char *obelus_layer_get_stage (ObelusLayer *layer);

/**
 * obelus_layer_get_n_rows:
 * @layer: a layer
 *
 * Returns: how many rows the layer has, which may be none
 */
OBELUS_API guint32 obelus_layer_get_n_rows (ObelusLayer *layer);

/**
 * obelus_layer_get_starts: (skip)
 * @layer: a layer
 *
 * Returns: (transfer none): where each row starts, in bytes; never %NULL
 */
OBELUS_API const guint32 *obelus_layer_get_starts (ObelusLayer *layer);

/**
 * obelus_layer_get_ends: (skip)
 * @layer: a layer
 *
 * Returns: (transfer none): the byte after each row's last; never %NULL
 */
OBELUS_API const guint32 *obelus_layer_get_ends (ObelusLayer *layer);

/**
 * obelus_layer_get_start_bytes:
 * @layer: a layer
 *
 * Returns: (transfer none): the buffer of starts, `guint32` a row, for bindings
 */
OBELUS_API GBytes *obelus_layer_get_start_bytes (ObelusLayer *layer);

/**
 * obelus_layer_get_end_bytes:
 * @layer: a layer
 *
 * Returns: (transfer none): the buffer of ends, `guint32` a row, for bindings
 */
OBELUS_API GBytes *obelus_layer_get_end_bytes (ObelusLayer *layer);

/* Columns */

/**
 * obelus_layer_get_n_columns:
 * @layer: a layer
 *
 * Returns: how many columns the layer has besides start and end
 */
OBELUS_API guint obelus_layer_get_n_columns (ObelusLayer *layer);

/**
 * obelus_layer_find_column:
 * @layer: a layer
 * @name: a column's name
 *
 * Returns: the number of the column called @name, or −1 if the layer has none. A core column in which every value is
 *   missing need not be there.
 */
OBELUS_API gint obelus_layer_find_column (ObelusLayer *layer, const char *name);

/**
 * obelus_layer_get_column_name:
 * @layer: a layer
 * @column: a column's number, below [method@Layer.get_n_columns]
 *
 * Returns: the column's name, such as `label` or `acme.share`
 */
OBELUS_API const char *obelus_layer_get_column_name (ObelusLayer *layer, guint column);

/**
 * obelus_layer_get_column_type:
 * @layer: a layer
 * @column: a column's number
 *
 * Returns: what its cells are
 */
OBELUS_API ObelusColumnType obelus_layer_get_column_type (ObelusLayer *layer, guint column);

/**
 * obelus_layer_get_column_stage:
 * @layer: a layer
 * @column: a column's number
 *
 * Returns: the name of the stage that made the column, or `""`
 */
OBELUS_API const char *obelus_layer_get_column_stage (ObelusLayer *layer, guint column);

/**
 * obelus_layer_get_column_target:
 * @layer: a layer
 * @column: a column's number
 *
 * Returns: (nullable): the name of the layer whose rows a reference column holds; %NULL for other types
 */
OBELUS_API const char *obelus_layer_get_column_target (ObelusLayer *layer, guint column);

/**
 * obelus_layer_get_column_bytes:
 * @layer: a layer
 * @column: a column's number
 *
 * Returns: (transfer none): the column's buffer in the layout of its [enum@ColumnType]
 */
OBELUS_API GBytes *obelus_layer_get_column_bytes (ObelusLayer *layer, guint column);

/**
 * obelus_layer_get_validity_bytes:
 * @layer: a layer
 * @column: a column's number
 *
 * The validity bitmap in Arrow's layout: bit `row % 8` of byte `row / 8`, least significant first, is 1 where there is
 * a value.
 *
 * Returns: (transfer none) (nullable): the bitmap, or %NULL if no value is missing
 */
OBELUS_API GBytes *obelus_layer_get_validity_bytes (ObelusLayer *layer, guint column);

/**
 * obelus_layer_has_value:
 * @layer: a layer
 * @column: a column's number
 * @row: a row's number
 *
 * Returns: whether the cell holds a value
 */
OBELUS_API gboolean obelus_layer_has_value (ObelusLayer *layer, guint column, guint32 row);

/**
 * obelus_layer_get_integers: (skip)
 * @layer: a layer
 * @column: the number of an integer column
 *
 * Returns: (transfer none) (nullable): one value a row, 0 where missing; %NULL if the column is of another type
 */
OBELUS_API const gint64 *obelus_layer_get_integers (ObelusLayer *layer, guint column);

/**
 * obelus_layer_get_reals: (skip)
 * @layer: a layer
 * @column: the number of a real column
 *
 * Returns: (transfer none) (nullable): one value a row, 0.0 where missing; %NULL if the column is of another type
 */
OBELUS_API const double *obelus_layer_get_reals (ObelusLayer *layer, guint column);

/**
 * obelus_layer_get_string_indices: (skip)
 * @layer: a layer
 * @column: the number of a string column
 *
 * Returns: (transfer none) (nullable): one index a row into the column's vocabulary, −1 where missing; %NULL if the
 *   column is of another type. Equal strings of a column have equal indices.
 */
OBELUS_API const gint32 *obelus_layer_get_string_indices (ObelusLayer *layer, guint column);

/**
 * obelus_layer_get_references: (skip)
 * @layer: a layer
 * @column: the number of a reference column
 *
 * Returns: (transfer none) (nullable): one row of the target layer a row, `OBELUS_NO_ROW` where missing; %NULL if
 *   the column is of another type
 */
OBELUS_API const guint32 *obelus_layer_get_references (ObelusLayer *layer, guint column);

/**
 * obelus_layer_get_vocabulary_size:
 * @layer: a layer
 * @column: the number of a string column
 *
 * Returns: how many different strings the column's vocabulary holds; indices run from 0
 */
OBELUS_API guint32 obelus_layer_get_vocabulary_size (ObelusLayer *layer, guint column);

/**
 * obelus_layer_get_vocabulary_string:
 * @layer: a layer
 * @column: the number of a string column
 * @index: an index into the column's vocabulary
 * @length: (out) (optional): the string's length in bytes; it may contain U+0000
 *
 * Returns: (transfer none): the string, followed by a NUL that is not part of it
 */
OBELUS_API const char *obelus_layer_get_vocabulary_string (ObelusLayer *layer, guint column, gint32 index,
                                                           gsize *length);

/**
 * obelus_layer_find_vocabulary_index:
 * @layer: a layer
 * @column: the number of a string column
 * @string: a string
 *
 * Looks a string up once, so that a loop over rows can compare numbers. Columns that were committed together share a
 * vocabulary, so that numbers say nothing of how many strings this column has.
 *
 * Returns: the index of @string in the column's vocabulary, or −2 if no row has it (never −1, which marks missing
 * cells)
 */
OBELUS_API gint32 obelus_layer_find_vocabulary_index (ObelusLayer *layer, guint column, const char *string);

/**
 * obelus_layer_get_string:
 * @layer: a layer
 * @column: the number of a string column
 * @row: a row's number
 * @length: (out) (optional): the string's length in bytes; it may contain U+0000
 *
 * Returns: (transfer none) (nullable): the cell, or %NULL if it is missing
 */
OBELUS_API const char *obelus_layer_get_string (ObelusLayer *layer, guint column, guint32 row, gsize *length);

/* Look-ups: O(log n), and as much again for each row found where rows nest or overlap */

/**
 * ObelusRowIter:
 *
 * The rows that a look-up found, in order. It lies on the stack and needs no freeing; the layer must outlive it.
 */
typedef struct
{
  /*< private >*/
  ObelusLayer *layer;
  guint32 next;
  guint32 stop;
  guint32 limit;
  guint32 kind;
} ObelusRowIter;

/**
 * obelus_layer_find_covered:
 * @layer: a layer
 * @start: start of a span in bytes
 * @end: end of the span
 * @iter: (out caller-allocates): set to the rows found
 *
 * Finds the rows that lie within `[start, end)`: `row.start >= start && row.end <= end`. An empty row lies within a
 * span that it touches at either end.
 */
OBELUS_API void obelus_layer_find_covered (ObelusLayer *layer, guint32 start, guint32 end, ObelusRowIter *iter);

/**
 * obelus_layer_find_covering:
 * @layer: a layer
 * @start: start of a span in bytes
 * @end: end of the span
 * @iter: (out caller-allocates): set to the rows found
 *
 * Finds the rows that `[start, end)` lies within: `row.start <= start && row.end >= end`.
 */
OBELUS_API void obelus_layer_find_covering (ObelusLayer *layer, guint32 start, guint32 end, ObelusRowIter *iter);

/**
 * obelus_layer_find_at:
 * @layer: a layer
 * @offset: a byte offset
 * @iter: (out caller-allocates): set to the rows found
 *
 * Finds the rows that hold the byte at @offset: `row.start <= offset && offset < row.end`.
 */
OBELUS_API void obelus_layer_find_at (ObelusLayer *layer, guint32 offset, ObelusRowIter *iter);

/**
 * obelus_row_iter_next:
 * @iter: an iterator that a look-up has set
 * @row: (out): the row
 *
 * Returns: %FALSE when there are no more rows
 */
OBELUS_API gboolean obelus_row_iter_next (ObelusRowIter *iter, guint32 *row);

/**
 * obelus_layer_find_starting:
 * @layer: a layer
 * @start: start of a span in bytes
 * @end: end of the span
 * @first: (out): the first such row
 *
 * Finds the rows that start in `[start, end)`; they are always neighbours. For a layer whose rows do not straddle the
 * span, such as the tokens of a sentence, these are the rows within it:
 *
 * ```c
 * guint32 first, n = obelus_layer_find_starting (tokens, sentence_start, sentence_end, &first);
 * for (guint32 row = first; row < first + n; row++)
 *   …
 * ```
 *
 * Returns: how many rows there are from @first
 */
OBELUS_API guint32 obelus_layer_find_starting (ObelusLayer *layer, guint32 start, guint32 end, guint32 *first);

G_END_DECLS
