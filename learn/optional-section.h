/* Sections that a model may do without. */
#pragma once

#include <obelus/obelus-plugin.h>

/* Whether a model has a section of this name. */
static inline gboolean
learn_model_has_section (ObelusModel *model, const char *name)
{
  for (guint i = 0; i < obelus_model_get_n_sections (model); i++)
    if (g_str_equal (obelus_model_get_section_name (model, i, NULL), name))
      return TRUE;

  return FALSE;
}
