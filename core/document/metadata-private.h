/* Facts about a document, by name. */
#pragma once

#include <glib.h>

typedef struct
{
  char *key;
  char *value;
  gsize length;
  gboolean is_json; /* the value is JSON and not a string */
} ObelusMetadataItem;

/* An array of ObelusMetadataItem that frees what it holds. */
GArray *obelus_metadata_new (void);
GArray *obelus_metadata_copy (GArray *metadata);
void obelus_metadata_set (GArray *metadata, const char *key, const char *value, gsize length, gboolean is_json);
const ObelusMetadataItem *obelus_metadata_find (GArray *metadata, const char *key);
