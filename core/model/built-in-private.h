/* Models that are part of the program. */
#pragma once

#include <glib.h>

/* What a path begins with that leads into the program and not to a file: `built-in:entities.obm`. */
#define OBELUS_MODEL_BUILT_IN "built-in:"

typedef struct
{
  const char *name; /* `entities.obm`; NULL ends a table */
  const guchar *start;
  const guchar *end;
} ObelusBuiltInModel;

/* Hands a table over, to stay, before the first registry is made. */
void obelus_model_set_built_in (const ObelusBuiltInModel *models);

/* The built-in model that @path names, with or without what such paths begin with; or NULL. */
const ObelusBuiltInModel *obelus_model_find_built_in (const char *path);
