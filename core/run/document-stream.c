/* Annotated documents as trainers and evaluators get them: the first bad one ends the work. */
#include "document-stream-private.h"
#include "pipeline-private.h"

#include <obelus/obelus-error.h>

struct _ObelusDocumentStream
{
  ObelusReading *reading;
  const ObelusLayerList *needs;
  char *wanted_by;
  const ObelusLayerList *made; /* by the pipeline */
  ObelusPipeline *pipeline;    /* NULL if documents must bring what is needed */
  GCancellable *cancellable;
};

ObelusDocumentStream *
obelus_document_stream_new (ObelusReading *reading, const ObelusLayerList *needs, const char *wanted_by)
{
  ObelusDocumentStream *stream = g_new0 (ObelusDocumentStream, 1);

  stream->reading = reading;
  stream->needs = needs;
  stream->wanted_by = g_strdup (wanted_by);

  return stream;
}

void
obelus_document_stream_set_pipeline (ObelusDocumentStream *stream, const ObelusLayerList *made,
                                     ObelusPipeline *pipeline, GCancellable *cancellable)
{
  stream->made = made;
  g_set_object (&stream->pipeline, pipeline);
  g_set_object (&stream->cancellable, cancellable);
}

void
obelus_document_stream_free (ObelusDocumentStream *stream)
{
  if (stream == NULL)
    return;

  g_clear_pointer (&stream->reading, obelus_reading_free);
  g_clear_object (&stream->pipeline);
  g_clear_object (&stream->cancellable);
  g_free (stream->wanted_by);
  g_free (stream);
}

static gboolean
brings_any (const ObelusLayerList *made, ObelusDocument *document)
{
  for (guint i = 0; i < made->n_items; i++)
    if (!made->items[i].optional && obelus_document_get_layer (document, made->items[i].layer) != NULL)
      return TRUE;

  return FALSE;
}

/* Only documents that bring none of it: what a reader knows better must not be mixed with what a pipeline thinks. */
static gboolean
prepare_document (ObelusDocumentStream *stream, ObelusDocument *document, const char *source, GError **error)
{
  if (stream->pipeline == NULL || brings_any (stream->made, document))
    return TRUE;

  gboolean is_ready
      = obelus_pipeline_is_prepared (stream->pipeline) || obelus_pipeline_prepare (stream->pipeline, error);
  if (is_ready && obelus_pipeline_process (stream->pipeline, document, stream->cancellable, error))
    return TRUE;

  g_prefix_error (error, "'%s' in '%s': ", obelus_document_get_id (document), source);
  return FALSE;
}

static gboolean
check_layers (ObelusDocumentStream *stream, ObelusDocument *document, const char *source, GError **error)
{
  for (guint i = 0; i < stream->needs->n_items; i++)
    {
      const ObelusLayerListItem *item = &stream->needs->items[i];
      if (item->optional || obelus_document_get_layer (document, item->layer) != NULL)
        continue;
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT,
                   "'%s' in '%s' has no layer '%s', which %s needs; is this the right reader for the file?",
                   obelus_document_get_id (document), source, item->layer, stream->wanted_by);
      return FALSE;
    }

  return TRUE;
}

ObelusDocument *
obelus_document_stream_next (ObelusDocumentStream *stream, const char **source, GError **error)
{
  ObelusReadItem item;

  g_return_val_if_fail (stream != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!obelus_reading_next (stream->reading, &item))
    {
      obelus_reading_is_cancelled (stream->reading, error);
      return NULL;
    }
  if (source != NULL)
    *source = item.source;

  if (item.document == NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&item.error), "%s: ", item.id);
      obelus_read_item_clear (&item);
      return NULL;
    }
  if (!prepare_document (stream, item.document, item.source, error)
      || !check_layers (stream, item.document, item.source, error))
    g_clear_object (&item.document);

  return item.document;
}
