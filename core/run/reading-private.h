/* Reading documents from many sources, one after the other. */
#pragma once

#include "context-private.h"

#include <obelus/obelus-source.h>

typedef struct _ObelusReading ObelusReading;

/* A document, or why there is none. */
typedef struct
{
  ObelusDocument *document; /* NULL if it could not be read */
  GError *error;
  char *id;           /* of a document that could not be read */
  const char *plugin; /* whose reader failed; "" if the core did */
  guint32 offset;     /* the byte the error is about, or OBELUS_NO_OFFSET */
  const char *source; /* the name of the source, which outlives the reading's end */
} ObelusReadItem;

void obelus_read_item_clear (ObelusReadItem *item);

/* @reader is the reader for all sources, or NULL to choose by extension. Takes references. */
ObelusReading *obelus_reading_new (ObelusRegistry *registry, ObelusStageCore *reader, GPtrArray *sources,
                                   GCancellable *cancellable, ObelusContextMessage message, gpointer user_data);
void obelus_reading_free (ObelusReading *reading);

/* Reads on. FALSE at the end, and when the cancellable is cancelled. */
gboolean obelus_reading_next (ObelusReading *reading, ObelusReadItem *item);

/* Sets the error if the reading ended because it was cancelled. */
gboolean obelus_reading_is_cancelled (ObelusReading *reading, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusReading, obelus_reading_free)
