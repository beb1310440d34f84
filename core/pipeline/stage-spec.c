/* What is written of a stage. */
#include "stage-spec-private.h"

#include <string.h>

static void
clear_setting (gpointer data)
{
  ObelusStageSetting *setting = data;

  g_free (setting->name);
  g_free (setting->value);
}

ObelusStageSpec *
obelus_stage_spec_new (const char *name, const char *component, ObelusPlace place, ObelusNotation notation)
{
  ObelusStageSpec *spec = g_new0 (ObelusStageSpec, 1);

  spec->name = g_strdup (name);
  spec->component = g_strdup (component);
  spec->place = place;
  spec->component_place = place;
  spec->notation = notation;
  spec->settings = g_array_new (FALSE, FALSE, sizeof (ObelusStageSetting));
  g_array_set_clear_func (spec->settings, clear_setting);

  return spec;
}

void
obelus_stage_spec_free (ObelusStageSpec *spec)
{
  if (spec == NULL)
    return;

  g_free (spec->name);
  g_free (spec->component);
  g_array_unref (spec->settings);
  g_free (spec);
}

void
obelus_stage_spec_add_setting (ObelusStageSpec *spec, const char *name, const char *value, ObelusPlace name_place,
                               ObelusPlace value_place)
{
  ObelusStageSetting setting = { g_strdup (name), g_strdup (value), name_place, value_place };

  g_array_append_val (spec->settings, setting);
}

const ObelusStageSetting *
obelus_stage_spec_find_setting (const ObelusStageSpec *spec, const char *name)
{
  for (guint i = 0; i < spec->settings->len; i++)
    {
      const ObelusStageSetting *setting = &g_array_index (spec->settings, ObelusStageSetting, i);
      if (strcmp (setting->name, name) == 0)
        return setting;
    }

  return NULL;
}
