/* Facts about a document, by name. */
#pragma once

#include "vocabulary-private.h"

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

/* @keys: the keys of the items in their order, made and kept up to date here once there are many; NULL before. */
void obelus_metadata_set (GArray *metadata, ObelusVocabulary **keys, const char *key, const char *value, gsize length,
                          gboolean is_json);
const ObelusMetadataItem *obelus_metadata_find (GArray *metadata, ObelusVocabulary **keys, const char *key);
