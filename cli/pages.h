/* Pages that `obelus inspect` prints. */
#pragma once

#include <obelus/obelus.h>

/* A component from its declarations alone. */
void cli_append_component_page (GString *output, ObelusComponent *component, guint width);

/* A model file: its card and its sections, each verified. */
gboolean cli_append_model_page (GString *output, ObelusModel *model, GError **error);
