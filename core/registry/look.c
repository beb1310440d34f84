/* A module is opened when a stage is about to use it, and must then be what it was when it was looked into. */
#include "look-private.h"
#include "module-private.h"
#include "scan-cache-private.h"

#include <string.h>

GPtrArray *
obelus_look_open (const char *path, gboolean *is_lasting, char **problem)
{
  const ObelusPlugin *plugin = obelus_module_open (path, is_lasting, problem);

  if (plugin == NULL)
    return NULL;
  *is_lasting = TRUE;
  return obelus_descriptor_read (plugin, obelus_module_measure, path, problem);
}

static gboolean
is_as_described (GPtrArray *components, GBytes *description)
{
  gsize size = g_bytes_get_size (description);
  g_autofree guint8 *bytes = g_malloc0 (size);
  ObelusPack pack = { .base = bytes, .capacity = size };

  obelus_description_pack (&pack, components);
  return pack.size == size && memcmp (bytes, g_bytes_get_data (description, NULL), size) == 0;
}

static GPtrArray *
open_described (const ObelusClosedModule *closed, const char *path, char **problem)
{
  g_autoptr (GPtrArray) components = NULL;
  ObelusFileIdentity identity;
  gboolean is_lasting;

  if (!obelus_file_identity_get (path, &identity) || !obelus_file_identity_equal (&identity, closed->data))
    {
      *problem = g_strdup ("the module was replaced or removed after it was looked into; start again");
      return NULL;
    }

  components = obelus_look_open (path, &is_lasting, problem);
  if (components == NULL || is_as_described (components, closed->description))
    return g_steal_pointer (&components);

  obelus_scan_cache_forget (path);
  *problem
      = g_strdup ("the module offers something else than it did when it was looked into, which is forgotten now; start "
                  "again, and if that does not help tell its author");
  return NULL;
}

GPtrArray *
obelus_look_describe (GBytes *description, const char *path, const ObelusFileIdentity *identity)
{
  return obelus_description_unpack (description, path, open_described, g_memdup2 (identity, sizeof *identity), g_free);
}
