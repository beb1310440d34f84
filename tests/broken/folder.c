/* Where the broken modules are, and what is said of them. */
#include "folder.h"

#include <string.h>

const char *
get_folder (void)
{
  const char *folder = g_getenv ("OBELUS_TEST_BROKEN");

  g_assert_nonnull (folder);
  return folder;
}

const char *
find_reason (ObelusRegistry *registry, const char *path)
{
  for (guint i = 0; i < obelus_registry_get_n_broken (registry); i++)
    if (strcmp (obelus_registry_get_broken_path (registry, i), path) == 0)
      return obelus_registry_get_broken_reason (registry, i);

  return NULL;
}

ObelusRegistry *
read_folder (const char *folder)
{
  const char *const path[] = { folder, NULL };

  return obelus_registry_new (path);
}
