/* A plugin that is linked into the program: the source that makes a module on disk, handed to lt_dlpreload (). */
#define OBELUS_STATIC
#include "../../../examples/shout.c"

#include "component-private.h"

#include <ltdl.h>

/* What libtool would write for a program that was linked with -dlpreopen; the second is not Obelus's. */
static const lt_dlsymlist preloaded[] = {
  { "@PROGRAM@", NULL },
  { "shout", NULL },
  { "shout_LTX_obelus_plugin", (void *) &shout_LTX_obelus_plugin },
  { "another", NULL },
  { "another_LTX_function", (void *) &shout_LTX_obelus_plugin },
  { NULL, NULL },
};

static void
test_preloaded (void)
{
  g_autoptr (ObelusRegistry) before = obelus_registry_new (NULL);
  g_autoptr (ObelusRegistry) registry = NULL;
  ObelusComponent *component;

  g_assert_cmpuint (obelus_registry_get_n_components (before), ==, 0);

  g_assert_cmpint (lt_dlinit (), ==, 0);
  g_assert_cmpint (lt_dlpreload (preloaded), ==, 0);
  registry = obelus_registry_new (NULL);

  component = obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, "shout");
  g_assert_nonnull (component);
  g_assert_true (obelus_component_get_processor (component)->process == shout_process);
  g_assert_cmpstr (obelus_component_get_plugin_path (component), ==, "(built in)");
  g_assert_cmpuint (obelus_registry_get_n_components (registry), ==, 1);
  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 0);
}

/* A module would bring a second copy of the core into this program. */
static void
test_no_modules (void)
{
  const char *const path[] = { "/some/folder", NULL };
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (path);

  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 1);
  g_assert_cmpstr (obelus_registry_get_broken_path (registry, 0), ==, "/some/folder");
  g_assert_cmpstr (obelus_registry_get_broken_reason (registry, 0), ==,
                   "this program has Obelus linked in and takes built-in plugins only; use one that links the shared "
                   "libobelus-1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("XDG_DATA_HOME", "/no/user/data", TRUE);
  g_test_add_func ("/preloaded/preloaded", test_preloaded);
  g_test_add_func ("/preloaded/no-modules", test_no_modules);
  return g_test_run ();
}
