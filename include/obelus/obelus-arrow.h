/* Handing layers to other programs' tables: the Arrow C Data Interface. */
#pragma once

#include <obelus/obelus-layer.h>

#include <stdint.h>

G_BEGIN_DECLS

/* Two structs that every library of this interface declares alike, so that none depends on another
 * (https://arrow.apache.org/docs/format/CDataInterface.html). The guard is the specification's. Names of
 * another namespace have no place in introspection data, where the structs are addresses. */
#ifndef __GI_SCANNER__
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema
{
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release) (struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray
{
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release) (struct ArrowArray *);
  void *private_data;
};

#endif /* ARROW_C_DATA_INTERFACE */
#endif /* __GI_SCANNER__ */

/**
 * obelus_layer_export_arrow:
 * @layer: a layer
 * @schema: (type gpointer): where to put what the columns are; what is there is overwritten
 * @array: (type gpointer): where to put the columns; what is there is overwritten
 * @error: return location for an error
 *
 * Makes a layer readable for whatever speaks Arrow: a struct array with one row an annotation.
 *
 * | child | format |
 * |---|---|
 * | `start`, `end` | `I`, uint32, in bytes of the text |
 * | an integer column | `l`, int64 |
 * | a real column | `g`, double |
 * | a string column | `i`, int32, with a dictionary `u` of UTF-8 (`U` if its strings have 2 GiB or more) |
 * | a reference column | `I`, uint32; its metadata name the layer as `obelus.target` |
 *
 * Nothing is copied but the different strings of a column, once a call: the arrays hold references to the layer's
 * buffers, which outlive the layer. Both structs belong to the caller, who calls `release` of each once, in any order
 * and from any thread, or hands them to an importer that does. Children and dictionaries may be moved out before, as
 * the specification describes.
 *
 * Bindings pass the addresses of the two structs.
 *
 * Returns: %FALSE with [error@Error.NO_MEMORY], and then both structs are released
 */
OBELUS_API gboolean obelus_layer_export_arrow (ObelusLayer *layer, struct ArrowSchema *schema, struct ArrowArray *array,
                                               GError **error);

G_END_DECLS
