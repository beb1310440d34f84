/* From the labels that a source has to the types that are learned and judged. */
#pragma once

#include <glib.h>

typedef struct _EntityLabelMap EntityLabelMap;

/* The options that trainer and evaluator share. */
#define ENTITY_STANDARD_LABELS                                                                                 \
  "person:PER,Person:PER,organization:ORG,Organization:ORG,organisation:ORG,Organisation:ORG,corporation:ORG," \
  "company:ORG,group:ORG,sportsteam:ORG,location:LOC,Location:LOC,place:LOC,geo-loc:LOC,GPE:LOC,FAC:LOC,PERSON:PER"

/* @renamed are `label:type` items; a label without a type, as in `product:`, stands for none. Other labels are their
 * own types. Returns NULL and the item in @bad if one has no colon. */
EntityLabelMap *entity_label_map_new (const char *const *renamed, const char **bad);
void entity_label_map_free (EntityLabelMap *map);

/* The type that a label stands for; NULL for none. */
const char *entity_label_map_find (EntityLabelMap *map, const char *label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntityLabelMap, entity_label_map_free)
