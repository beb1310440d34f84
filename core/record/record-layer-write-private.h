/* Layers as they are written into a record, row by row. */
#pragma once

#include "document-private.h"
#include "metadata-private.h"

#include <obelus/obelus-document.h>

typedef struct
{
  guint index; /* in the layer */
  ObelusColumnType type;
  gboolean is_typed; /* its type is said in `types` */
  char *key;         /* `, "label": ` */
  gsize key_length;
  union
  {
    const gint64 *integers;
    const double *reals;
    const gint32 *strings;
    const guint32 *references;
  } cells;
  const guint8 *validity; /* NULL where no cell is missing */
} ObelusColumnWriting;

typedef struct
{
  ObelusDocument *document;
  ObelusLayer *layer;
  ObelusOffsetUnit unit;
  const char *text;
  const guint32 *starts;
  const guint32 *ends;
  gboolean is_identity; /* every offset is its byte's */
  gboolean has_text;    /* rows repeat the text they span */
  guint32 byte;         /* the sweep: how far it has come, in bytes and in units */
  guint32 n_units;
  guint n_columns;
  ObelusColumnWriting *columns;
  gsize row_bound; /* no row takes more bytes than this */
} ObelusLayerWriting;

/* Those of the document's layers that @names lists (NULL: all), in the document's order, as ObelusLayerWriting. */
GPtrArray *obelus_layer_writings_new (ObelusDocument *document, ObelusOffsetUnit unit, const char *const *names);

/* Appends `{"start": 0, …}`. Rows are to be asked for from first to last. */
void obelus_layer_writing_append_row (ObelusLayerWriting *writing, guint32 row, GString *output);

/* No type takes more bytes than this. */
gsize obelus_layer_writing_bound_type (ObelusLayerWriting *writing, const ObelusColumnWriting *column);

/* Appends `"subject": "reference entity"`. */
void obelus_layer_writing_append_type (ObelusLayerWriting *writing, const ObelusColumnWriting *column, GString *output);
