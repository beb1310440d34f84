/* Lists of layers as `needs` and `gives` write them. */
#pragma once

#include <obelus/obelus-macros.h>

typedef struct
{
  const char *layer;  /* interned */
  const char *column; /* interned; NULL for the layer itself */
  gboolean optional;
} ObelusLayerListItem;

typedef struct
{
  guint n_items;
  ObelusLayerListItem *items;
} ObelusLayerList;

/* Reads `sentence entity? token.upos acme.shout.share`. Returns NULL with a sentence in @problem (transfer full) if the
 * text is no such list. NULL or "" is the empty list. */
ObelusLayerList *obelus_layer_list_parse (const char *text, char **problem);
void obelus_layer_list_free (ObelusLayerList *list);

/* The item that names @layer (and @column, or the layer itself if that is NULL), or NULL. */
const ObelusLayerListItem *obelus_layer_list_find (const ObelusLayerList *list, const char *layer, const char *column);

/* Whether the list names the layer in any way, itself or one of its columns. */
gboolean obelus_layer_list_mentions (const ObelusLayerList *list, const char *layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusLayerList, obelus_layer_list_free)
