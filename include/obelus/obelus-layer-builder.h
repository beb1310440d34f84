/* Making annotations: a builder collects rows and becomes a layer when it is committed. */
#pragma once

#include <obelus/obelus-layer.h>

G_BEGIN_DECLS

/**
 * ObelusLayerBuilder:
 *
 * Collects the rows and columns of one layer until they are committed to a document.
 *
 * None of its functions reports an error: the first thing that goes wrong (a wrong type, a row that is not there,
 * memory that could not be had) is remembered, later calls do nothing, and the commit fails with it. So code that
 * builds a layer reads straight through and checks once.
 *
 * There are three kinds, after the function that made it: one for a new layer, one that adds columns to the rows of a
 * committed layer, and one that revises a committed layer. A builder belongs to one thread and is spent by its commit.
 */
typedef struct _ObelusLayerBuilder ObelusLayerBuilder;

#define OBELUS_TYPE_LAYER_BUILDER (obelus_layer_builder_get_type ())
OBELUS_API GType obelus_layer_builder_get_type (void);

/**
 * obelus_layer_builder_new:
 * @layer_name: the name of a core layer, or `vendor.name`
 *
 * Starts a new layer. Plugins use [method@Context.build_layer] instead, which knows what they declared.
 *
 * Returns: (transfer full): a builder without rows. A core layer's columns are added when they are first asked for.
 */
OBELUS_API ObelusLayerBuilder *obelus_layer_builder_new (const char *layer_name);

/**
 * obelus_layer_builder_new_extending:
 * @layer: a committed layer
 *
 * Starts to add columns to the rows of @layer. Rows cannot be appended: they are already there, numbered as in @layer.
 * A new column of the name of an old one takes its place.
 *
 * Returns: (transfer full): a builder with the rows of @layer and every cell of its new columns missing
 */
OBELUS_API ObelusLayerBuilder *obelus_layer_builder_new_extending (ObelusLayer *layer);

/**
 * obelus_layer_builder_new_revising:
 * @layer: a committed layer
 *
 * Starts a revision of @layer: other rows in its place. Each old row that lives on is tied to its new one with
 * [method@LayerBuilder.replace_row]; references to it in other layers are rewritten when the revision is committed.
 * References to old rows that were not tied become missing.
 *
 * Returns: (transfer full): a builder without rows
 */
OBELUS_API ObelusLayerBuilder *obelus_layer_builder_new_revising (ObelusLayer *layer);

/**
 * obelus_layer_builder_ref:
 * @builder: a builder
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @builder
 */
OBELUS_API ObelusLayerBuilder *obelus_layer_builder_ref (ObelusLayerBuilder *builder);

/**
 * obelus_layer_builder_unref:
 * @builder: (transfer full) (nullable): a builder
 *
 * Gives up a reference. A builder that was not committed takes its rows with it.
 */
OBELUS_API void obelus_layer_builder_unref (ObelusLayerBuilder *builder);

/**
 * obelus_layer_builder_reserve:
 * @builder: a builder
 * @n_rows: how many rows are expected in all
 *
 * Makes room ahead. Without it the buffers grow by doubling; with it they are exact.
 */
OBELUS_API void obelus_layer_builder_reserve (ObelusLayerBuilder *builder, guint32 n_rows);

/**
 * obelus_layer_builder_append:
 * @builder: a builder
 * @start: where the annotation starts, in bytes
 * @end: the byte after its last; equal to @start for an empty span
 *
 * Adds a row, all cells missing. Rows are appended in a layer's order (start ascending, longer first), or
 * [method@LayerBuilder.sort] puts them into it before the commit.
 *
 * Returns: the row's number
 */
OBELUS_API guint32 obelus_layer_builder_append (ObelusLayerBuilder *builder, guint32 start, guint32 end);

/**
 * obelus_layer_builder_append_spans:
 * @builder: a builder
 * @starts: (array length=n_spans): where the annotations start, in bytes
 * @ends: (array length=n_spans): the bytes after their last
 * @n_spans: how many there are
 *
 * Adds many rows at once.
 *
 * Returns: the first of the new rows
 */
OBELUS_API guint32 obelus_layer_builder_append_spans (ObelusLayerBuilder *builder, const guint32 *starts,
                                                      const guint32 *ends, guint32 n_spans);

/**
 * obelus_layer_builder_get_n_rows:
 * @builder: a builder
 *
 * Returns: how many rows there are so far
 */
OBELUS_API guint32 obelus_layer_builder_get_n_rows (ObelusLayerBuilder *builder);

/**
 * obelus_layer_builder_sort:
 * @builder: a builder
 *
 * Puts the rows into a layer's order, keeping equal spans in the order in which they were appended. Numbers that
 * [method@LayerBuilder.append] returned before no longer hold; columns, references within the layer and ties to old
 * rows move along.
 */
OBELUS_API void obelus_layer_builder_sort (ObelusLayerBuilder *builder);

/**
 * obelus_layer_builder_add_column:
 * @builder: a builder
 * @name: a column's name: one of the layer's own for a core layer, or `vendor.name`; any name for a layer of one's own
 * @type: what its cells are; for a reference use [method@LayerBuilder.add_reference]
 *
 * Adds a column, or finds the one that was added before.
 *
 * Returns: the column's number
 */
OBELUS_API guint obelus_layer_builder_add_column (ObelusLayerBuilder *builder, const char *name, ObelusColumnType type);

/**
 * obelus_layer_builder_add_reference:
 * @builder: a builder
 * @name: a column's name
 * @target: the name of the layer whose rows the column will hold; may be the layer being built
 *
 * Adds a reference column, or finds the one that was added before.
 *
 * Returns: the column's number
 */
OBELUS_API guint obelus_layer_builder_add_reference (ObelusLayerBuilder *builder, const char *name, const char *target);

/**
 * obelus_layer_builder_set_integer:
 * @builder: a builder
 * @column: the number of an integer column
 * @row: a row's number
 * @value: a number
 */
OBELUS_API void obelus_layer_builder_set_integer (ObelusLayerBuilder *builder, guint column, guint32 row, gint64 value);

/**
 * obelus_layer_builder_set_real:
 * @builder: a builder
 * @column: the number of a real column
 * @row: a row's number
 * @value: a finite number; the commit refuses others
 */
OBELUS_API void obelus_layer_builder_set_real (ObelusLayerBuilder *builder, guint column, guint32 row, double value);

/**
 * obelus_layer_builder_set_string:
 * @builder: a builder
 * @column: the number of a string column
 * @row: a row's number
 * @value: valid UTF-8
 * @length: its length in bytes, or −1 if it ends with a NUL
 */
OBELUS_API void obelus_layer_builder_set_string (ObelusLayerBuilder *builder, guint column, guint32 row,
                                                 const char *value, gssize length);

/**
 * obelus_layer_builder_intern:
 * @builder: a builder
 * @value: valid UTF-8
 * @length: its length in bytes, or −1 if it ends with a NUL
 *
 * Puts a string into the builder's vocabulary once, so that a loop can set cells by number with
 * [method@LayerBuilder.set_string_index].
 *
 * Returns: the string's index
 */
OBELUS_API gint32 obelus_layer_builder_intern (ObelusLayerBuilder *builder, const char *value, gssize length);

/**
 * obelus_layer_builder_set_string_index:
 * @builder: a builder
 * @column: the number of a string column
 * @row: a row's number
 * @index: what [method@LayerBuilder.intern] returned for a string
 */
OBELUS_API void obelus_layer_builder_set_string_index (ObelusLayerBuilder *builder, guint column, guint32 row,
                                                       gint32 index);

/**
 * obelus_layer_builder_set_reference:
 * @builder: a builder
 * @column: the number of a reference column
 * @row: a row's number
 * @target_row: a row of the target layer, or `OBELUS_NO_ROW` for missing
 */
OBELUS_API void obelus_layer_builder_set_reference (ObelusLayerBuilder *builder, guint column, guint32 row,
                                                    guint32 target_row);

/**
 * obelus_layer_builder_replace_row:
 * @builder: a builder from [ctor@LayerBuilder.new_revising]
 * @old_row: a row of the layer that is revised
 * @new_row: a row of this builder
 *
 * Says that @new_row stands for @old_row from now on. Several old rows may become one new row.
 */
OBELUS_API void obelus_layer_builder_replace_row (ObelusLayerBuilder *builder, guint32 old_row, guint32 new_row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusLayerBuilder, obelus_layer_builder_unref)

G_END_DECLS
