/* Replies: written by a worker as its stage commits, taken apart by a host that trusts none of it. */
#include "document-private.h"
#include "layer-private.h"
#include "wire-reply-private.h"

#include <obelus/obelus-error.h>

#include <string.h>

/* More columns than any layer has; without a limit a reply of nothing but columns would cost more than it weighs. */
#define MAX_COLUMNS 1024
#define MAX_WARNINGS 64

typedef struct
{
  guint32 record; /* ObelusWireRecord */
  guint32 document;
  guint32 code; /* of the error, plus 1; 0 for none */
  guint32 offset;
} ResultHead;

typedef struct
{
  guint32 type;
  guint32 has_validity;
} ColumnHead;

/* Writing */

/* The code under which records know an error of any domain. */
static guint32
find_code (const GError *error)
{
  const char *name = obelus_error_get_name (error);

  for (gint code = OBELUS_ERROR_FAILED; code <= OBELUS_ERROR_UNSUPPORTED; code++)
    {
      GError candidate = { OBELUS_ERROR, code, NULL };
      if (strcmp (obelus_error_get_name (&candidate), name) == 0)
        return (guint32) code;
    }
  return OBELUS_ERROR_FAILED;
}

/* A column that no layer keeps because all its cells are missing; it was committed all the same. */
static void
pack_missing_cells (ObelusPack *pack, const ObelusBuildColumn *build, guint32 n_rows)
{
  gsize size = n_rows * obelus_column_type_get_size (build->type);
  gpointer values = obelus_pack_reserve (pack, size);
  if (values != NULL)
    memset (values, 0, size);

  gpointer validity = obelus_pack_reserve (pack, obelus_validity_size (n_rows));
  if (validity != NULL)
    memset (validity, 0, obelus_validity_size (n_rows));
}

static void
pack_column (ObelusPack *pack, const ObelusBuildColumn *build, ObelusLayer *layer)
{
  gint index = obelus_layer_find_column (layer, build->name);
  const ObelusColumn *column = index >= 0 ? obelus_layer_get_column (layer, (guint) index) : NULL;
  ColumnHead head = { build->type, column == NULL || column->validity != NULL };

  obelus_pack_add_struct (pack, &head, sizeof head);
  obelus_pack_add_string (pack, build->name, -1);
  obelus_pack_add_string (pack, build->target, -1);
  if (column == NULL)
    {
      pack_missing_cells (pack, build, layer->n_rows);
      return;
    }
  obelus_pack_add_array (pack, g_bytes_get_data (column->values, NULL),
                         layer->n_rows * obelus_column_type_get_size (build->type));
  if (column->validity != NULL)
    obelus_pack_add_array (pack, g_bytes_get_data (column->validity, NULL), obelus_validity_size (layer->n_rows));
}

void
obelus_wire_pack_commit (ObelusPack *pack, guint document, ObelusLayerBuilder *builder, ObelusLayer *layer)
{
  guint64 record = OBELUS_WIRE_COMMIT;
  ObelusWireCommitHead head = {
    .document = document,
    .kind = builder->kind,
    .n_rows = layer->n_rows,
    .n_columns = builder->columns->len,
  };
  const gsize *offsets = NULL;
  const char *text = NULL;
  gsize text_size = 0;

  if (builder->kind == OBELUS_BUILD_REVISION)
    head.n_old_rows = builder->base->n_rows;
  if (builder->vocabulary != NULL)
    {
      text = obelus_vocabulary_get_parts (builder->vocabulary, &text_size, &offsets);
      head.n_strings = obelus_vocabulary_get_size (builder->vocabulary);
      head.text_size = text_size;
    }

  obelus_pack_add_struct (pack, &record, sizeof record);
  obelus_pack_add_struct (pack, &head, sizeof head);
  obelus_pack_add_string (pack, builder->name, -1);
  if (builder->kind != OBELUS_BUILD_EXTENSION)
    {
      obelus_pack_add_array (pack, layer->starts, layer->n_rows * sizeof (guint32));
      obelus_pack_add_array (pack, layer->ends, layer->n_rows * sizeof (guint32));
    }
  if (builder->kind == OBELUS_BUILD_REVISION)
    obelus_pack_add_array (pack, builder->row_map, head.n_old_rows * sizeof (guint32));
  if (head.n_strings > 0)
    {
      obelus_pack_add_array (pack, offsets, ((gsize) head.n_strings + 1) * sizeof *offsets);
      obelus_pack_add_array (pack, text, text_size);
    }
  for (guint i = 0; i < head.n_columns; i++)
    pack_column (pack, obelus_layer_builder_get_column (builder, i), layer);
}

void
obelus_wire_pack_result (ObelusPack *pack, guint document, const GError *error, guint32 offset)
{
  guint64 record = OBELUS_WIRE_RESULT;
  ResultHead head = { OBELUS_WIRE_RESULT, document, error != NULL ? find_code (error) + 1 : 0, offset };

  obelus_pack_add_struct (pack, &record, sizeof record);
  obelus_pack_add_struct (pack, &head, sizeof head);
  if (error != NULL)
    obelus_pack_add_string (pack, error->message, -1);
}

void
obelus_wire_pack_warning (ObelusPack *pack, const char *message)
{
  guint64 record = OBELUS_WIRE_WARNING;

  obelus_pack_add_struct (pack, &record, sizeof record);
  obelus_pack_add_string (pack, message, -1);
}

/* Reading */

static void
clear_commit (gpointer data)
{
  ObelusWireCommit *commit = data;

  for (guint32 i = 0; commit->columns != NULL && i < commit->head.n_columns; i++)
    {
      g_free (commit->columns[i].name);
      g_free (commit->columns[i].target);
    }
  g_free (commit->columns);
  g_free (commit->layer);
}

static const char *
unpack_column (ObelusUnpack *unpack, guint32 n_rows, ObelusWireColumn *column)
{
  ColumnHead head;

  obelus_unpack_struct (unpack, &head, sizeof head);
  column->name = obelus_unpack_string (unpack, NULL);
  column->target = obelus_unpack_string (unpack, NULL);
  column->type = head.type;
  if (head.type > OBELUS_COLUMN_REFERENCE)
    return "it sent a column of no known type";
  column->values = obelus_unpack_array (unpack, n_rows, obelus_column_type_get_size (head.type));
  if (head.has_validity)
    column->validity = obelus_unpack_array (unpack, obelus_validity_size (n_rows), 1);
  if (unpack->failed)
    return "it sent half a record";
  if (column->name == NULL || (column->target == NULL) != (head.type != OBELUS_COLUMN_REFERENCE)
      || !g_utf8_validate (column->name, -1, NULL)
      || (column->target != NULL && !g_utf8_validate (column->target, -1, NULL)))
    return "it sent a column without what makes a column";
  return NULL;
}

static const char *
unpack_commit (ObelusUnpack *unpack, guint32 n_documents, ObelusWireReply *reply)
{
  ObelusWireCommit *commit;

  g_array_set_size (reply->commits, reply->commits->len + 1);
  commit = &g_array_index (reply->commits, ObelusWireCommit, reply->commits->len - 1);

  ObelusWireCommitHead head;
  obelus_unpack_struct (unpack, &head, sizeof head);
  commit->layer = obelus_unpack_string (unpack, NULL);
  if (unpack->failed)
    return "it sent half a record";
  if (head.document >= n_documents)
    return "it sent results for a document that it was not given";
  if (head.kind > OBELUS_BUILD_REVISION || head.n_columns > MAX_COLUMNS || commit->layer == NULL
      || !g_utf8_validate (commit->layer, -1, NULL))
    return "it sent a layer that cannot be";

  if (head.kind != OBELUS_BUILD_EXTENSION)
    {
      commit->starts = obelus_unpack_array (unpack, head.n_rows, sizeof (guint32));
      commit->ends = obelus_unpack_array (unpack, head.n_rows, sizeof (guint32));
    }
  if (head.kind == OBELUS_BUILD_REVISION)
    commit->row_map = obelus_unpack_array (unpack, head.n_old_rows, sizeof (guint32));
  if (head.n_strings > 0)
    {
      commit->offsets = obelus_unpack_array (unpack, (guint64) head.n_strings + 1, sizeof (gsize));
      commit->text = obelus_unpack_array (unpack, head.text_size, 1);
    }

  commit->columns = g_new0 (ObelusWireColumn, head.n_columns);
  commit->head = head;
  for (guint32 i = 0; i < head.n_columns && !unpack->failed; i++)
    {
      const char *problem = unpack_column (unpack, head.n_rows, &commit->columns[i]);
      if (problem != NULL)
        return problem;
    }
  return unpack->failed ? "it sent half a record" : NULL;
}

static const char *
unpack_result (ObelusUnpack *unpack, guint32 n_documents, ObelusWireReply *reply)
{
  ResultHead head;

  obelus_unpack_struct (unpack, &head, sizeof head);
  if (unpack->failed || head.document >= n_documents || reply->results[head.document].is_there)
    return "it sent a result for a document that has one, or that it was not given";

  ObelusWireResult *result = &reply->results[head.document];
  result->is_there = TRUE;
  result->offset = head.offset;
  if (head.code == 0)
    return NULL;

  g_autofree char *message = obelus_unpack_string (unpack, NULL);
  if (message == NULL || head.code - 1 > OBELUS_ERROR_UNSUPPORTED)
    return "it sent an error without what makes an error";
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  result->error = g_error_new_literal (OBELUS_ERROR, (gint) head.code - 1, valid);
  return NULL;
}

static const char *
unpack_warning (ObelusUnpack *unpack, ObelusWireReply *reply)
{
  g_autofree char *message = obelus_unpack_string (unpack, NULL);

  if (message == NULL)
    return "it sent a warning without words";
  if (reply->warnings->len < MAX_WARNINGS)
    g_ptr_array_add (reply->warnings, g_utf8_make_valid (message, -1));
  return NULL;
}

static const char *
unpack_record (ObelusUnpack *unpack, guint32 n_documents, ObelusWireReply *reply)
{
  guint64 record;

  obelus_unpack_struct (unpack, &record, sizeof record);
  switch (record)
    {
    case OBELUS_WIRE_COMMIT:
      return unpack_commit (unpack, n_documents, reply);
    case OBELUS_WIRE_RESULT:
      return unpack_result (unpack, n_documents, reply);
    case OBELUS_WIRE_WARNING:
      return unpack_warning (unpack, reply);
    default:
      return "it sent what is no record";
    }
}

gboolean
obelus_wire_unpack_reply (ObelusUnpack *unpack, guint32 n_documents, ObelusWireReply *reply, const char **problem)
{
  reply->commits = g_array_new (FALSE, TRUE, sizeof (ObelusWireCommit));
  g_array_set_clear_func (reply->commits, clear_commit);
  reply->warnings = g_ptr_array_new_with_free_func (g_free);
  reply->n_results = n_documents;
  reply->results = g_new0 (ObelusWireResult, n_documents);
  *problem = NULL;

  while (*problem == NULL && unpack->position < unpack->size)
    *problem = unpack_record (unpack, n_documents, reply);
  for (guint32 i = 0; *problem == NULL && i < n_documents; i++)
    if (!reply->results[i].is_there)
      *problem = "it sent no result for a document";
  return *problem == NULL;
}

void
obelus_wire_reply_clear (ObelusWireReply *reply)
{
  g_clear_pointer (&reply->commits, g_array_unref);
  g_clear_pointer (&reply->warnings, g_ptr_array_unref);
  for (guint32 i = 0; i < reply->n_results; i++)
    g_clear_error (&reply->results[i].error);
  g_clear_pointer (&reply->results, g_free);
  reply->n_results = 0;
}

/* Building */

/* The layer that is extended or revised, if it has as many rows as were sent. */
static ObelusLayer *
find_base (const ObelusWireCommit *commit, ObelusDocument *document)
{
  ObelusLayer *base = obelus_document_peek_layer (document, commit->layer);
  guint32 n_rows = commit->head.kind == OBELUS_BUILD_EXTENSION ? commit->head.n_rows : commit->head.n_old_rows;

  return base != NULL && base->n_rows == n_rows ? base : NULL;
}

ObelusLayerBuilder *
obelus_wire_make_builder (const ObelusWireCommit *commit, ObelusDocument *document, const char **problem)
{
  ObelusLayer *base = commit->head.kind == OBELUS_BUILD_NEW ? NULL : find_base (commit, document);
  ObelusLayerBuilder *builder;

  *problem = NULL;
  if (commit->head.kind == OBELUS_BUILD_NEW)
    builder = obelus_layer_builder_new (commit->layer);
  else if (base == NULL)
    {
      *problem = "it sent a change to a layer that is not there or has other rows";
      return NULL;
    }
  else if (commit->head.kind == OBELUS_BUILD_EXTENSION)
    builder = obelus_layer_builder_new_extending (base);
  else
    builder = obelus_layer_builder_new_revising (base);

  if (commit->head.kind != OBELUS_BUILD_EXTENSION)
    obelus_layer_builder_append_spans (builder, commit->starts, commit->ends, commit->head.n_rows);
  if (commit->head.n_strings > 0)
    obelus_layer_builder_fill_vocabulary (builder, commit->text, commit->head.text_size, commit->offsets,
                                          commit->head.n_strings);
  for (guint32 i = 0; i < commit->head.n_columns; i++)
    {
      const ObelusWireColumn *sent = &commit->columns[i];
      guint column = sent->type == OBELUS_COLUMN_REFERENCE
                         ? obelus_layer_builder_add_reference (builder, sent->name, sent->target)
                         : obelus_layer_builder_add_column (builder, sent->name, sent->type);
      obelus_layer_builder_fill_column (builder, column, sent->values, sent->validity);
    }
  if (commit->head.kind == OBELUS_BUILD_REVISION)
    obelus_layer_builder_fill_row_map (builder, commit->row_map);
  return builder;
}
