/* Running a processor over documents and holding it to what it declared. */
#include "context-struct-private.h"
#include "document-private.h"

#include <string.h>

static void
begin_documents (ObelusContext *context, ObelusDocument *const *documents, guint n_documents)
{
  const ObelusLayerList *gives = obelus_component_get_gives_list (context->core->component);

  context->documents = documents;
  context->n_documents = n_documents;
  context->last_document = 0;
  context->last_fault_offset = OBELUS_NO_OFFSET;
  g_array_set_size (context->faults, 0);
  g_byte_array_set_size (context->given, (n_documents + 1) * gives->n_items);
  if (context->given->len > 0)
    memset (context->given->data, FALSE, context->given->len);

  for (guint i = 0; i < n_documents; i++)
    obelus_document_begin_stage (documents[i]);
}

static void
end_documents (ObelusContext *context)
{
  for (guint i = 0; i < context->n_documents; i++)
    obelus_document_end_stage (context->documents[i]);

  context->documents = NULL;
  context->n_documents = 0;
}

/* The place that a plugin gave along with an error. One that works on a single document may have wrapped the error in
 * another since: then the last place it gave is the one that is meant. */
static guint32
find_fault_offset (ObelusContext *context, const GError *error)
{
  for (guint i = 0; i < context->faults->len; i++)
    if (g_array_index (context->faults, ObelusContextFault, i).error == error)
      return g_array_index (context->faults, ObelusContextFault, i).offset;

  return context->n_documents == 1 ? context->last_fault_offset : OBELUS_NO_OFFSET;
}

/* A required column of a layer that is made as a whole is the layer's own affair: where every value is missing, it need
 * not be there. */
static gboolean
is_fulfilled (const ObelusLayerList *gives, guint item, const guint8 *given)
{
  const ObelusLayerListItem *promised = &gives->items[item];

  return promised->optional || given[item]
         || (promised->column != NULL && obelus_layer_list_find (gives, promised->layer, NULL) != NULL);
}

/* Whether all that `gives` promises for a document was committed. */
static gboolean
check_given (ObelusContext *context, guint document, GError **error)
{
  const ObelusLayerList *gives = obelus_component_get_gives_list (context->core->component);
  const guint8 *given = context->given->data + (gsize) document * gives->n_items;

  for (guint i = 0; i < gives->n_items; i++)
    {
      const ObelusLayerListItem *item = &gives->items[i];

      if (is_fulfilled (gives, i, given))
        continue;

      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_LAYER,
                   "it did not commit '%s%s%s', which its .gives promises; commit it also when it is empty, or mark it "
                   "optional with '?'",
                   item->layer, item->column != NULL ? "." : "", item->column != NULL ? item->column : "");
      return FALSE;
    }

  return TRUE;
}

/* Brings a document's error and offset into order after the plugin has worked on it. */
static void
finish_document (ObelusContext *context, guint document, gboolean succeeded, GError **error, guint32 *offset)
{
  GError *failure = g_steal_pointer (error);

  *offset = failure != NULL ? find_fault_offset (context, failure) : OBELUS_NO_OFFSET;
  if (obelus_stage_core_settle (context->core, succeeded, failure, error))
    check_given (context, document, error);
}

/* Works on documents with one call into the plugin. */
static void
process_together (ObelusContext *context, ObelusDocument *const *documents, guint n_documents, GError **errors,
                  guint32 *offsets)
{
  const ObelusProcessorClass *processor = obelus_component_get_processor (context->core->component);
  gboolean succeeded = TRUE;

  begin_documents (context, documents, n_documents);

  if (n_documents > 1)
    processor->process_batch (context, documents, n_documents, errors);
  else
    succeeded = processor->process (context, documents[0], &errors[0]);

  for (guint i = 0; i < n_documents; i++)
    finish_document (context, i, succeeded, &errors[i], &offsets[i]);

  end_documents (context);
}

/* Marks documents that are not begun any more. Returns whether that is so. */
static gboolean
refuse_if_cancelled (ObelusContext *context, guint n_documents, GError **errors, guint32 *offsets)
{
  if (!obelus_context_is_cancelled (context, NULL))
    return FALSE;

  for (guint i = 0; i < n_documents; i++)
    {
      obelus_context_is_cancelled (context, &errors[i]);
      offsets[i] = OBELUS_NO_OFFSET;
    }
  return TRUE;
}

void
obelus_context_process (ObelusContext *context, ObelusDocument *const *documents, guint n_documents, GError **errors,
                        guint32 *offsets)
{
  const ObelusProcessorClass *processor = obelus_component_get_processor (context->core->component);
  guint step;

  g_return_if_fail (processor != NULL);

  step = processor->process_batch != NULL ? MAX (n_documents, 1) : 1;
  for (guint i = 0; i < n_documents; i += step)
    if (!refuse_if_cancelled (context, step, errors + i, offsets + i))
      process_together (context, documents + i, step, errors + i, offsets + i);
}
