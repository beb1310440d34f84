/* What every layer must be before it becomes visible. */
#include "commit-private.h"

#include "layer-private.h"
#include "schema-private.h"
#include "span-check-private.h"
#include "utf8-private.h"

#include <obelus/obelus-error.h>

#include <math.h>
#include <string.h>

/* Sets an error about a row: "layer 'entity', row 3: …". */
static void G_GNUC_PRINTF (4, 5)
    fail_row (ObelusLayerBuilder *builder, guint32 row, GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_LAYER, "layer '%s', row %u: %s", builder->name, row, message);
}

static void G_GNUC_PRINTF (3, 4) fail_layer (ObelusLayerBuilder *builder, GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_LAYER, "layer '%s': %s", builder->name, message);
}

/* Where an error about a row stands in the text. */
static guint32
get_row_offset (ObelusLayerBuilder *builder, guint32 row, guint32 length)
{
  const guint32 *starts = builder->kind == OBELUS_BUILD_EXTENSION ? builder->base->starts : builder->starts;
  return MIN (starts[row], length);
}

static gboolean
check_name (ObelusLayerBuilder *builder, GError **error)
{
  if (obelus_schema_find_layer (builder->name) != NULL || obelus_schema_is_vendor_name (builder->name))
    return TRUE;
  fail_layer (builder, error, "this is neither a core layer nor a name like 'vendor.name' in lower case");
  return FALSE;
}

static gboolean
check_spans (ObelusLayerBuilder *builder, const char *text, guint32 length, guint32 *fault_row, GError **error)
{
  if (obelus_spans_are_sound (builder->starts, builder->ends, builder->n_rows, text, length))
    return TRUE;

  guint32 previous_start = 0, previous_end = G_MAXUINT32;

  for (guint32 row = 0; row < builder->n_rows; row++)
    {
      guint32 start = builder->starts[row], end = builder->ends[row];
      if (G_UNLIKELY (end < start))
        fail_row (builder, row, error, "ends at byte %u, before its start at byte %u", end, start);
      else if (G_UNLIKELY (end > length))
        fail_row (builder, row, error, "ends at byte %u, beyond the text's %u bytes", end, length);
      else if (G_UNLIKELY (!obelus_utf8_is_boundary (text, start)))
        fail_row (builder, row, error, "starts at byte %u, inside a character", start);
      else if (G_UNLIKELY (!obelus_utf8_is_boundary (text, end)))
        fail_row (builder, row, error, "ends at byte %u, inside a character", end);
      else if (G_UNLIKELY (start < previous_start || (start == previous_start && end > previous_end)))
        fail_row (builder, row, error,
                  "[%u, %u) must stand before row %u, which is [%u, %u): append rows by start, longer ones first, or "
                  "call obelus_layer_builder_sort ()",
                  start, end, row - 1, previous_start, previous_end);
      else
        {
          previous_start = start;
          previous_end = end;
          continue;
        }
      *fault_row = row;
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_column_name (ObelusLayerBuilder *builder, const ObelusBuildColumn *column, GError **error)
{
  static const char *const reserved[] = { "start", "end", "text", NULL };
  const ObelusSchemaLayer *layer = obelus_schema_find_layer (builder->name);

  if (g_strv_contains (reserved, column->name))
    fail_layer (builder, error, "a column cannot be called '%s': every row has that already", column->name);
  else if (layer == NULL && !obelus_schema_is_name (column->name))
    fail_layer (builder, error, "column '%s' must be named in lower-case letters, digits, '-', '_' and '.'",
                column->name);
  else if (layer != NULL && !obelus_schema_is_vendor_name (column->name))
    {
      const ObelusSchemaColumn *core = obelus_schema_layer_find_column (layer, column->name);
      if (core == NULL)
        fail_layer (builder, error, "there is no core column '%s'; a column of one's own is named 'vendor.%s'",
                    column->name, column->name);
      else if (core->type != column->type)
        fail_layer (builder, error, "column '%s' is %s, not %s", column->name, obelus_column_type_get_name (core->type),
                    obelus_column_type_get_name (column->type));
      else if (g_strcmp0 (core->target, column->target) != 0)
        fail_layer (builder, error, "column '%s' refers to layer '%s', not to '%s'", column->name, core->target,
                    column->target);
      else
        return TRUE;
    }
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_reals (ObelusLayerBuilder *builder, const ObelusBuildColumn *column, guint32 *fault_row, GError **error)
{
  const double *values = (const double *) column->values;
  for (guint32 row = 0; row < builder->n_rows; row++)
    if (G_UNLIKELY (!isfinite (values[row])))
      {
        *fault_row = row;
        fail_row (builder, row, error, "column '%s' is not a finite number", column->name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_references (ObelusLayerBuilder *builder, const ObelusBuildColumn *column, guint32 n_target_rows,
                  guint32 *fault_row, GError **error)
{
  const guint32 *values = (const guint32 *) column->values;
  for (guint32 row = 0; row < builder->n_rows; row++)
    if (G_UNLIKELY (values[row] != OBELUS_NO_ROW && values[row] >= n_target_rows))
      {
        *fault_row = row;
        fail_row (builder, row, error, "column '%s' refers to row %u of layer '%s', which has %u rows", column->name,
                  values[row], column->target, n_target_rows);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_column (ObelusLayerBuilder *builder, const ObelusBuildColumn *column, ObelusLayerFinder find_layer,
              gpointer document, guint32 *fault_row, GError **error)
{
  if (!check_column_name (builder, column, error))
    return FALSE;
  if (column->type == OBELUS_COLUMN_REAL)
    return check_reals (builder, column, fault_row, error);
  if (column->type != OBELUS_COLUMN_REFERENCE)
    return TRUE;

  guint32 n_target_rows = builder->n_rows;
  if (strcmp (column->target, builder->name) != 0)
    {
      ObelusLayer *target = find_layer (document, column->target);
      if (target == NULL)
        {
          fail_layer (builder, error, "column '%s' refers to layer '%s', which is not there", column->name,
                      column->target);
          return FALSE;
        }
      n_target_rows = target->n_rows;
    }
  return check_references (builder, column, n_target_rows, fault_row, error);
}

static gboolean
check_base (ObelusLayerBuilder *builder, ObelusLayer *current, GError **error)
{
  if (builder->kind == OBELUS_BUILD_NEW && current != NULL)
    fail_layer (builder, error, "it is already there, made by %s%s%s; revise it or choose another name",
                *current->stage != '\0' ? "stage '" : "the reader", current->stage, *current->stage != '\0' ? "'" : "");
  else if (builder->kind != OBELUS_BUILD_NEW && current != builder->base)
    fail_layer (builder, error,
                "it was changed after this builder was started; start again from the layer as it is now");
  else
    return TRUE;
  return FALSE;
}

/* Takes an array over and gives it exactly the room it needs. */
static GBytes *
take_array (gpointer array, guint32 n_elements, guint32 capacity, gsize element_size)
{
  gsize size = n_elements * element_size;
  gpointer exact = size > 0 && n_elements < capacity ? g_try_realloc (array, size) : NULL;

  return g_bytes_new_take (exact != NULL ? exact : array, size);
}

static ObelusColumn *
take_column (ObelusLayerBuilder *builder, ObelusBuildColumn *build, char *stage)
{
  GBytes *values = take_array (g_steal_pointer (&build->values), builder->n_rows, build->capacity,
                               obelus_column_type_get_size (build->type));
  GBytes *validity = NULL;

  if (build->n_valid < builder->n_rows)
    {
      validity = g_bytes_new_take (build->validity, obelus_validity_size (builder->n_rows));
      build->validity = NULL;
    }
  ObelusVocabulary *vocabulary = NULL;
  if (build->type == OBELUS_COLUMN_STRING && builder->vocabulary != NULL)
    vocabulary = obelus_vocabulary_ref (builder->vocabulary);
  return obelus_column_new (build->name, build->type, build->target, stage, values, validity, vocabulary);
}

/* The base's columns that stay, then the new ones. Core columns without a single value are left out. */
static GPtrArray *
take_columns (ObelusLayerBuilder *builder, char *stage)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_column_unref);
  gboolean is_core = obelus_schema_find_layer (builder->name) != NULL;

  if (builder->kind == OBELUS_BUILD_EXTENSION)
    for (guint i = 0; i < builder->base->columns->len; i++)
      {
        ObelusColumn *old = builder->base->columns->pdata[i];
        gboolean stays = TRUE;
        for (guint j = 0; j < builder->columns->len && stays; j++)
          stays = strcmp (obelus_layer_builder_get_column_name (builder, j), old->name) != 0;
        if (stays)
          g_ptr_array_add (columns, obelus_column_ref (old));
      }

  for (guint i = 0; i < builder->columns->len; i++)
    {
      ObelusBuildColumn *build = obelus_layer_builder_get_column (builder, i);
      if (build->n_valid > 0 || !is_core || strchr (build->name, '.') != NULL)
        g_ptr_array_add (columns, take_column (builder, build, stage));
    }
  return columns;
}

static gboolean
check_build (ObelusLayerBuilder *builder, const char *text, guint32 length, ObelusLayerFinder find_layer,
             gpointer document, guint32 *fault_row, GError **error)
{
  if (builder->spent)
    {
      fail_layer (builder, error, "this builder was committed before");
      return FALSE;
    }
  if (!obelus_layer_builder_settle (builder))
    {
      g_propagate_error (error, g_steal_pointer (&builder->fault));
      return FALSE;
    }
  if (!check_name (builder, error) || !check_base (builder, find_layer (document, builder->name), error))
    return FALSE;
  if (builder->kind != OBELUS_BUILD_EXTENSION && !check_spans (builder, text, length, fault_row, error))
    return FALSE;
  for (guint i = 0; i < builder->columns->len; i++)
    if (!check_column (builder, obelus_layer_builder_get_column (builder, i), find_layer, document, fault_row, error))
      return FALSE;
  return TRUE;
}

ObelusLayer *
obelus_commit_build (ObelusLayerBuilder *builder, const char *text, guint32 length, const char *stage,
                     ObelusLayerFinder find_layer, gpointer document, guint32 *fault_offset, GError **error)
{
  guint32 fault_row = OBELUS_NO_ROW;
  gboolean is_sound = check_build (builder, text, length, find_layer, document, &fault_row, error);

  builder->spent = TRUE;
  *fault_offset = fault_row == OBELUS_NO_ROW ? OBELUS_NO_OFFSET : get_row_offset (builder, fault_row, length);
  if (!is_sound)
    return NULL;

  char *origin = g_ref_string_new (stage);
  ObelusLayer *layer;
  if (builder->kind == OBELUS_BUILD_EXTENSION)
    layer = obelus_layer_new_with_columns (builder->base, take_columns (builder, origin));
  else
    layer = obelus_layer_new (
        builder->name, origin,
        take_array (g_steal_pointer (&builder->starts), builder->n_rows, builder->capacity, sizeof (guint32)),
        take_array (g_steal_pointer (&builder->ends), builder->n_rows, builder->capacity, sizeof (guint32)),
        take_columns (builder, origin));
  if (layer == NULL)
    g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY, "layer '%s': no memory to index %u rows", builder->name,
                 builder->n_rows);
  g_ref_string_release (origin);
  return layer;
}
