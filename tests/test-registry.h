/* What tests of pipelines share: a registry of the plugins that OBELUS_TEST_PLUGINS names, for as long as they run. */
#pragma once

#include <obelus/obelus.h>

static ObelusRegistry *registry;

static inline void
test_registry_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  const char *const path[] = { g_getenv ("OBELUS_TEST_PLUGINS"), NULL };
  registry = obelus_registry_new (path);
  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 0);
}

static inline int
test_registry_run (void)
{
  int status = g_test_run ();

  g_object_unref (registry);
  return status;
}
