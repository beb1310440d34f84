/* Replies: records that a program sends back about a document that it was sent. */
#pragma once

#include "record-layer-read-private.h"

typedef struct
{
  ObelusLayerTarget layers; /* its user_data is everybody's */
  /* Whether a layer is to be read at all. */
  gboolean (*wants_layer) (const char *layer, gpointer user_data);
  /* Where in the text the error is that the reply reports: a byte, or OBELUS_NO_OFFSET. */
  void (*note_offset) (guint32 offset, gpointer user_data);
} ObelusReplyTarget;

/* Takes what is new of a reply: `{"layers": {…}, "types": {…}}`, or a whole record with more in it than was sent, or
 * `{"error": {"message", "offset"}}`, which is then the error. @unit is what its offsets count unless it says so.
 *
 * Returns: whether everything that was wanted is committed */
gboolean obelus_record_take_reply (const char *json, gsize length, ObelusDocument *document, ObelusOffsetUnit unit,
                                   const ObelusReplyTarget *target, GError **error);
