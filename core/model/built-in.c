/* Models that are part of the program: bytes of its own file, mapped with it. */
#include "built-in-private.h"

#include <string.h>

static const ObelusBuiltInModel *built_in_models;

void
obelus_model_set_built_in (const ObelusBuiltInModel *models)
{
  built_in_models = models;
}

const ObelusBuiltInModel *
obelus_model_find_built_in (const char *path)
{
  if (g_str_has_prefix (path, OBELUS_MODEL_BUILT_IN))
    path += strlen (OBELUS_MODEL_BUILT_IN);

  for (const ObelusBuiltInModel *model = built_in_models; model != NULL && model->name != NULL; model++)
    if (strcmp (model->name, path) == 0)
      return model;

  return NULL;
}
