/* How records name the types of columns that their cells do not show. */
#pragma once

#include <obelus/obelus-layer.h>

/*
 * A reader can see from its cells that a vendor's column holds integers, reals or strings. It cannot see that integers
 * are references, and of a column without a single value it sees nothing. For these columns, and no others, a record
 * says
 *
 *   "types": {"acme.clause": {"subject": "reference entity", "note": "string"}}
 */
#define OBELUS_RECORD_REFERENCE "reference "

enum
{
  OBELUS_RECORD_MAX_LAYERS = 1024,
  OBELUS_RECORD_MAX_COLUMNS = 1024, /* of one layer */
};

/* "integer", "real", "string", "reference". */
const char *obelus_record_type_get_name (ObelusColumnType type);

/* Reads what such a name says; @target is the layer of a reference within @text. */
gboolean obelus_record_type_parse (const char *text, ObelusColumnType *type, const char **target);
