/* Layers as a component may reach them: those that it declared. */
#include "context-struct-private.h"
#include "document-private.h"
#include "layer-builder-private.h"

#include <string.h>

/* What a component declared about reading a layer. */
typedef enum
{
  NOT_DECLARED,
  MAY_BE_MISSING,
  MUST_BE_THERE,
} Need;

static Need
find_need_in (const ObelusLayerList *list, const char *layer)
{
  Need need = NOT_DECLARED;

  for (guint i = 0; i < list->n_items; i++)
    if (strcmp (list->items[i].layer, layer) == 0)
      need = MAX (need, list->items[i].optional ? MAY_BE_MISSING : MUST_BE_THERE);

  return need;
}

/* Evaluators read gold documents and what a pipeline made of them, and declare both. */
static Need
find_need (ObelusComponent *component, const char *layer)
{
  Need need = find_need_in (obelus_component_get_needs_list (component), layer);

  need = MAX (need, find_need_in (obelus_component_get_keeps_list (component), layer));
  return MAX (need, find_need_in (obelus_component_get_judges_list (component), layer));
}

static gboolean
fail_undeclared (ObelusContext *context, GError **error, const char *layer, const char *deed, const char *member)
{
  return obelus_context_fail (context, error, OBELUS_ERROR_UNDECLARED, OBELUS_NO_OFFSET,
                              "it %s layer '%s' without having declared it; add '%s' to its .%s", deed, layer, layer,
                              member);
}

/* Finds which of the documents being worked on this is. Outside of process functions any document is the right one. */
static gboolean
find_document (ObelusContext *context, ObelusDocument *document, guint *index, GError **error)
{
  *index = 0;
  if (context->documents == NULL)
    return TRUE;

  for (guint i = 0; i < context->n_documents; i++)
    {
      guint candidate = (context->last_document + i) % context->n_documents;
      if (context->documents[candidate] == document)
        {
          context->last_document = *index = candidate;
          return TRUE;
        }
    }

  return obelus_context_fail (context, error, OBELUS_ERROR_UNDECLARED, OBELUS_NO_OFFSET,
                              "it reaches into a document that it was not given; pass the one that it works on");
}

static gboolean
fail_missing (ObelusContext *context, GError **error, const char *layer)
{
  return obelus_context_fail (
      context, error, OBELUS_ERROR_NOT_FOUND, OBELUS_NO_OFFSET,
      "it needs layer '%s', which the document does not have; put a stage that gives '%s' before "
      "it",
      layer, layer);
}

ObelusLayer *
obelus_context_get_layer (ObelusContext *context, ObelusDocument *document, const char *name, GError **error)
{
  ObelusLayer *layer;
  Need need;
  guint index;

  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  need = find_need (context->core->component, name);
  if (need == NOT_DECLARED)
    {
      fail_undeclared (context, error, name, "reads", "needs");
      return NULL;
    }
  if (!find_document (context, document, &index, error))
    return NULL;

  layer = obelus_document_peek_layer (document, name);
  if (layer == NULL && need == MUST_BE_THERE)
    fail_missing (context, error, name);
  return layer;
}

ObelusLayerBuilder *
obelus_context_build_layer (ObelusContext *context, ObelusDocument *document, const char *name, GError **error)
{
  guint index;

  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (obelus_layer_list_find (obelus_component_get_gives_list (context->core->component), name, NULL) == NULL)
    {
      fail_undeclared (context, error, name, "makes", "gives");
      return NULL;
    }
  if (!find_document (context, document, &index, error))
    return NULL;

  return obelus_layer_builder_new (name);
}

/* The layer that columns are added to or that is revised. */
static ObelusLayer *
find_basis (ObelusContext *context, ObelusDocument *document, const char *name, GError **error)
{
  guint index;

  if (!find_document (context, document, &index, error))
    return NULL;

  ObelusLayer *layer = obelus_document_peek_layer (document, name);
  if (layer == NULL)
    fail_missing (context, error, name);
  return layer;
}

/* Whether any column of the layer is to be added. */
static gboolean
gives_columns (const ObelusLayerList *gives, const char *layer)
{
  for (guint i = 0; i < gives->n_items; i++)
    if (gives->items[i].column != NULL && strcmp (gives->items[i].layer, layer) == 0)
      return TRUE;

  return FALSE;
}

ObelusLayerBuilder *
obelus_context_extend_layer (ObelusContext *context, ObelusDocument *document, const char *name, GError **error)
{
  ObelusLayer *layer;

  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!gives_columns (obelus_component_get_gives_list (context->core->component), name))
    {
      obelus_context_fail (
          context, error, OBELUS_ERROR_UNDECLARED, OBELUS_NO_OFFSET,
          "it adds columns to layer '%s' without having declared them; add '%s.COLUMN' to its .gives for "
          "each",
          name, name);
      return NULL;
    }

  layer = find_basis (context, document, name, error);
  return layer != NULL ? obelus_layer_builder_new_extending (layer) : NULL;
}

ObelusLayerBuilder *
obelus_context_revise_layer (ObelusContext *context, ObelusDocument *document, const char *name, GError **error)
{
  ObelusComponent *component;
  ObelusLayer *layer;

  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  component = context->core->component;
  if (find_need (component, name) == NOT_DECLARED)
    {
      fail_undeclared (context, error, name, "revises", "needs");
      return NULL;
    }
  if (obelus_layer_list_find (obelus_component_get_gives_list (component), name, NULL) == NULL)
    {
      fail_undeclared (context, error, name, "revises", "gives");
      return NULL;
    }

  layer = find_basis (context, document, name, error);
  return layer != NULL ? obelus_layer_builder_new_revising (layer) : NULL;
}

/* Committing */

/* Holds a builder against `gives`: the layer as a whole, or each column that it adds. */
static gboolean
check_declared (ObelusContext *context, ObelusLayerBuilder *builder, GError **error)
{
  ObelusComponent *component = context->core->component;
  const ObelusLayerList *gives = obelus_component_get_gives_list (component);
  const char *layer = obelus_layer_builder_get_layer_name (builder);
  ObelusBuildKind kind = obelus_layer_builder_get_kind (builder);

  if (kind == OBELUS_BUILD_REVISION && find_need (component, layer) == NOT_DECLARED)
    return fail_undeclared (context, error, layer, "revises", "needs");

  if (kind != OBELUS_BUILD_EXTENSION)
    return obelus_layer_list_find (gives, layer, NULL) != NULL
           || fail_undeclared (context, error, layer, kind == OBELUS_BUILD_NEW ? "makes" : "revises", "gives");

  for (guint i = 0; i < obelus_layer_builder_get_n_columns (builder); i++)
    {
      const char *column = obelus_layer_builder_get_column_name (builder, i);

      if (obelus_layer_list_find (gives, layer, column) == NULL)
        return obelus_context_fail (context, error, OBELUS_ERROR_UNDECLARED, OBELUS_NO_OFFSET,
                                    "it adds column '%s' to layer '%s' without having declared it; add '%s.%s' to its "
                                    ".gives",
                                    column, layer, layer, column);
    }

  return TRUE;
}

static gboolean
adds_column (ObelusLayerBuilder *builder, const char *column)
{
  for (guint i = 0; i < obelus_layer_builder_get_n_columns (builder); i++)
    if (strcmp (obelus_layer_builder_get_column_name (builder, i), column) == 0)
      return TRUE;

  return FALSE;
}

/* What a commit of @builder fulfils of `gives`, in the row behind those of the documents. */
static guint8 *
note_fulfilled (ObelusContext *context, const ObelusLayerList *gives, ObelusLayerBuilder *builder)
{
  const char *layer = obelus_layer_builder_get_layer_name (builder);
  gboolean is_whole = obelus_layer_builder_get_kind (builder) != OBELUS_BUILD_EXTENSION;
  guint8 *fulfilled = context->given->data + (gsize) context->n_documents * gives->n_items;

  for (guint i = 0; i < gives->n_items; i++)
    fulfilled[i] = strcmp (gives->items[i].layer, layer) == 0
                   && (is_whole || (gives->items[i].column != NULL && adds_column (builder, gives->items[i].column)));

  return fulfilled;
}

gboolean
obelus_context_commit (ObelusContext *context, ObelusDocument *document, ObelusLayerBuilder *builder, GError **error)
{
  const ObelusLayerList *gives;
  ObelusComponent *component;
  GError *failure = NULL;
  guint32 fault_offset;
  guint32 n_rows;
  const char *stage;
  guint8 *fulfilled = NULL;
  guint index;

  g_return_val_if_fail (context != NULL, FALSE);
  g_return_val_if_fail (OBELUS_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (builder != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_declared (context, builder, error) || !find_document (context, document, &index, error))
    return FALSE;

  component = context->core->component;
  gives = obelus_component_get_gives_list (component);
  n_rows = obelus_layer_builder_get_n_rows (builder);
  /* The builder is spent by the commit, so what it fulfils is noted before and counts after. */
  if (context->documents != NULL)
    fulfilled = note_fulfilled (context, gives, builder);

  /* What a reader brings along was not made by a stage. */
  stage = obelus_component_get_kind (component) == OBELUS_COMPONENT_PROCESSOR ? context->core->name : "";
  if (!obelus_document_commit_from_stage (document, builder, stage, &fault_offset, &failure))
    {
      obelus_context_note_fault (context, failure, fault_offset);
      g_propagate_error (error, failure);
      return FALSE;
    }

  for (guint i = 0; fulfilled != NULL && i < gives->n_items; i++)
    context->given->data[(gsize) index * gives->n_items + i] |= fulfilled[i];
  context->n_rows += n_rows;
  if (context->committed != NULL)
    context->committed (index, builder,
                        obelus_document_peek_layer (document, obelus_layer_builder_get_layer_name (builder)),
                        context->committed_data);
  return TRUE;
}
