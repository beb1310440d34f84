/* Memory that the host shares with a worker, and cannot be tricked through: the host makes it, and its size is sealed.
 */
#pragma once

#include <glib.h>

typedef struct
{
  int fd;       /* −1 if there is no area */
  guint8 *data; /* as the host maps it */
  gsize size;
} ObelusArea;

#define OBELUS_AREA_NONE \
  {                      \
    -1, NULL, 0          \
  }

typedef enum
{
  OBELUS_AREA_REQUEST, /* the host writes; the seal lets nobody map it writable after the host did */
  OBELUS_AREA_REPLY,   /* the worker writes; the host maps it for reading */
} ObelusAreaKind;

/* Makes an area in place of what @area holds. Pages are taken as they are first written, so that a large one costs
 * little. */
gboolean obelus_area_create (ObelusArea *area, ObelusAreaKind kind, gsize size, GError **error);
void obelus_area_clear (ObelusArea *area);
