/* Layers that a component uses where they are there. */
#pragma once

#include <obelus/obelus-plugin.h>

/* Sets *@layer to the layer @name, which the component must name in its needs with a question mark, or to %NULL where
 * the document has none. */
static inline gboolean
learn_find_layer (ObelusContext *context, ObelusDocument *document, const char *name, ObelusLayer **layer,
                  GError **error)
{
  g_autoptr (GError) reason = NULL;

  *layer = obelus_context_get_layer (context, document, name, &reason);
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));

  return FALSE;
}
