/* Search paths: their order, and installations that were moved. */
#include "plugin-path-private.h"

typedef struct
{
  const char *target;
  const char *compiled;
  const char *now;
  const char *expected;
} Case;

static const Case cases[] = {
  { "/usr/lib/obelus-1/plugins", "/usr/lib", "/opt/o/lib", "/opt/o/lib/obelus-1/plugins" },
  { "/usr/share/obelus/models", "/usr/lib", "/opt/o/lib", "/opt/o/share/obelus/models" },
  { "/usr/share/obelus/models", "/usr/lib/x86_64-linux-gnu", "/opt/o/lib/x86_64-linux-gnu",
    "/opt/o/share/obelus/models" },
  { "/usr/local/share/obelus/models", "/usr/locale/lib", "/opt/o/lib", "/opt/local/share/obelus/models" },
  { "/usr/share/obelus/models", "/usr/lib", "/usr/lib", "/usr/share/obelus/models" },
  { "/var/obelus/models", "/usr/lib", "/opt/o/lib", NULL }, /* nothing in common */
};

static void
test_relocate (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *moved = obelus_plugin_path_relocate (cases[i].target, cases[i].compiled, cases[i].now);

      g_test_message ("%s", cases[i].target);
      g_assert_cmpstr (moved, ==, cases[i].expected);
    }
}

static void
test_order (void)
{
  const char *const first[] = { "/one", "relative", "/one/", NULL };
  g_autofree char *here = g_get_current_dir ();
  g_autofree char *relative = g_build_filename (here, "relative", NULL);
  g_autofree char *user = g_build_filename (g_get_user_data_dir (), "obelus", "plugins", NULL);
  g_auto (GStrv) path = NULL;

  g_setenv ("OBELUS_PLUGIN_PATH", "/two::/one:/three/../four", TRUE);
  path = obelus_plugin_path_get (first);

  g_assert_cmpstr (path[0], ==, "/one");
  g_assert_cmpstr (path[1], ==, relative);
  g_assert_cmpstr (path[2], ==, "/two");
  g_assert_cmpstr (path[3], ==, "/four");
  g_assert_cmpstr (path[4], ==, user);
  g_assert_true (g_str_has_suffix (path[5], "/obelus-1/plugins"));
  g_assert_null (path[6]);
}

static void
test_models (void)
{
  g_auto (GStrv) path = NULL;

  g_setenv ("OBELUS_MODEL_PATH", "/models", TRUE);
  path = obelus_model_path_get ();

  g_assert_cmpstr (path[0], ==, "/models");
  g_assert_true (g_str_has_suffix (path[1], "/obelus/models"));
  g_assert_true (g_str_has_suffix (path[2], "/obelus/models"));
  g_assert_null (path[3]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("XDG_DATA_HOME", "/no/user/data", TRUE);
  g_test_add_func ("/plugin-path/relocate", test_relocate);
  g_test_add_func ("/plugin-path/order", test_order);
  g_test_add_func ("/plugin-path/models", test_models);
  return g_test_run ();
}
