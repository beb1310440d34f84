/* Reading weights of sources. */
#include "source-weights.h"

#include <math.h>
#include <string.h>

gboolean
learn_find_source_weight (ObelusContext *context, const char *source, double *weight, GError **error)
{
  const char *const *items = obelus_context_get_list (context, "weights");

  *weight = 1.0;
  for (; *items != NULL; items++)
    {
      const char *colon = strrchr (*items, ':');
      char *end = NULL;
      double value = colon != NULL ? g_ascii_strtod (colon + 1, &end) : 0.0;
      if (colon == NULL || end == colon + 1 || *end != '\0' || !isfinite (value) || value < 0.0)
        return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                                    "option 'weights' has an item that is not part:weight with a weight of 0 or more");

      g_autofree char *part = g_strndup (*items, (gsize) (colon - *items));
      if (strstr (source, part) != NULL)
        {
          *weight = value;
          return TRUE;
        }
    }

  return TRUE;
}
