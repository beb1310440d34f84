/* Whether a document is in a language that a model for English knows nothing of. */
#pragma once

#include "optional-layer.h"

#include <string.h>

/* Sets *@is_foreign if the layer `language`, which the component must name in its needs, says that the text is in
 * another language than English. Nothing is said where there is no such layer, and by the code `und`. */
static inline gboolean
learn_find_foreign (ObelusContext *context, ObelusDocument *document, gboolean *is_foreign, GError **error)
{
  ObelusLayer *languages;

  *is_foreign = FALSE;
  if (!learn_find_layer (context, document, "language", &languages, error))
    return FALSE;
  if (languages == NULL || obelus_layer_get_n_rows (languages) == 0)
    return TRUE;

  gint column = obelus_layer_find_column (languages, "code");
  const char *code = column < 0 ? NULL : obelus_layer_get_string (languages, (guint) column, 0, NULL);
  gsize length = code != NULL ? strcspn (code, "-_") : 0;
  *is_foreign = code != NULL && !(length == 2 && g_ascii_strncasecmp (code, "en", 2) == 0)
                && g_ascii_strcasecmp (code, "und") != 0;

  return TRUE;
}
