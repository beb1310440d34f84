/* Descriptions of plugins, from files that may say anything, and entries of a cache. */
#define OBELUS_STATIC
#include <obelus/obelus-plugin.h>

#include "description-private.h"
#include "look-private.h"
#include "scan-cache-private.h"

#include <string.h>

static gboolean
do_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusDocument *document G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
open_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusSource *source G_GNUC_UNUSED, gpointer *reading G_GNUC_UNUSED,
              GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static ObelusDocument *
read_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusSource *source G_GNUC_UNUSED, gpointer reading G_GNUC_UNUSED,
              GError **error G_GNUC_UNUSED)
{
  return NULL;
}

static gboolean
format_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusDocument *document G_GNUC_UNUSED,
                GString *output G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static const ObelusOption options[] = {
  OBELUS_OPTION_REAL ("share", -0.5, 1, 0.25, "Share of nothing"),
  OBELUS_OPTION_CHOICE ("mode", "fast|exact", "exact", "How it is done"),
  OBELUS_OPTION_MODEL_FOR ("model", "nothing.obm", "mode=exact", "What it learned"),
  OBELUS_OPTION_LIST ("labels", NULL, "Labels in Grüße, 語 and עברית"),
  OBELUS_OPTION_END,
};

static const ObelusProcessorClass processor = { .name = "zero",
                                                .summary = "Do nothing",
                                                .needs = "sentence token.upos?",
                                                .gives = "acme.nothing acme.nothing.share?",
                                                .options = options,
                                                .rank = -3,
                                                .process = do_nothing };
static const ObelusReaderClass reader = {
  .name = "empty", .summary = "Read nothing", .extensions = ".nil .none", .open = open_nothing, .read = read_nothing
};
static const ObelusWriterClass writer = { .name = "empty", .summary = "Write nothing", .format = format_nothing };

static const ObelusProcessorClass *const processors[] = { &processor, NULL };
static const ObelusReaderClass *const readers[] = { &reader, NULL };
static const ObelusWriterClass *const writers[] = { &writer, NULL };

OBELUS_PLUGIN (nothing_much, .version = "1.0", .license = "MIT", .processors = processors, .readers = readers,
               .writers = writers)

static GPtrArray *
read_plugin (void)
{
  char *problem = NULL;
  GPtrArray *components = obelus_descriptor_read (&nothing_much_LTX_obelus_plugin, NULL, "/a/nothing.so", &problem);

  g_assert_null (problem);
  return components;
}

static GBytes *
describe (GPtrArray *components)
{
  guint8 *bytes = g_malloc (OBELUS_DESCRIPTION_MAX);
  ObelusPack pack = { .base = bytes, .capacity = OBELUS_DESCRIPTION_MAX };

  memset (bytes, 0xa5, OBELUS_DESCRIPTION_MAX);
  obelus_description_pack (&pack, components);
  g_assert_true (obelus_pack_fits (&pack));
  return g_bytes_new_take (bytes, pack.size);
}

static guint n_opened;

static GPtrArray *
open_plugin (const ObelusClosedModule *closed, const char *path, char **problem)
{
  (void) closed;
  g_assert_cmpstr (path, ==, "/a/nothing.so");
  if (n_opened++ == 0)
    return read_plugin ();
  *problem = g_strdup ("it was opened before");
  return NULL;
}

static GPtrArray *
undescribe (GBytes *description)
{
  return obelus_description_unpack (description, "/a/nothing.so", open_plugin, NULL, NULL);
}

static void
assert_option_equal (const ObelusOption *a, const ObelusOption *b)
{
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpint (a->type, ==, b->type);
  g_assert_cmpfloat (a->minimum, ==, b->minimum);
  g_assert_cmpfloat (a->maximum, ==, b->maximum);
  g_assert_cmpfloat (a->number, ==, b->number);
  g_assert_cmpstr (a->text, ==, b->text);
  g_assert_cmpstr (a->choices, ==, b->choices);
  g_assert_cmpstr (a->summary, ==, b->summary);
}

static void
assert_component_equal (ObelusComponent *a, ObelusComponent *b)
{
  guint n_options, n_others;
  const ObelusOption *a_options = obelus_component_get_options (a, &n_options);
  const ObelusOption *b_options = obelus_component_get_options (b, &n_others);

  g_assert_cmpint (obelus_component_get_kind (a), ==, obelus_component_get_kind (b));
  g_assert_cmpstr (obelus_component_get_name (a), ==, obelus_component_get_name (b));
  g_assert_cmpstr (obelus_component_get_summary (a), ==, obelus_component_get_summary (b));
  g_assert_cmpstr (obelus_component_get_needs (a), ==, obelus_component_get_needs (b));
  g_assert_cmpstr (obelus_component_get_gives (a), ==, obelus_component_get_gives (b));
  g_assert_cmpstr (obelus_component_get_extensions (a), ==, obelus_component_get_extensions (b));
  g_assert_cmpint (obelus_component_get_rank (a), ==, obelus_component_get_rank (b));
  g_assert_cmpstr (obelus_component_get_plugin_name (a), ==, obelus_component_get_plugin_name (b));
  g_assert_cmpstr (obelus_component_get_plugin_version (a), ==, obelus_component_get_plugin_version (b));
  g_assert_cmpstr (obelus_component_get_plugin_license (a), ==, obelus_component_get_plugin_license (b));
  g_assert_cmpstr (obelus_component_get_plugin_path (a), ==, obelus_component_get_plugin_path (b));
  g_assert_cmpstr (obelus_component_get_data_folder (a), ==, obelus_component_get_data_folder (b));
  g_assert_cmpuint (n_options, ==, n_others);
  for (guint i = 0; i < n_options; i++)
    assert_option_equal (&a_options[i], &b_options[i]);
}

static void
test_nothing_is_lost (void)
{
  g_autoptr (GPtrArray) components = read_plugin ();
  g_autoptr (GBytes) description = describe (components);
  g_autoptr (GPtrArray) others = undescribe (description);

  g_assert_nonnull (others);
  g_assert_cmpuint (others->len, ==, 3);
  for (guint i = 0; i < others->len; i++)
    assert_component_equal (others->pdata[i], components->pdata[i]);

  g_autoptr (GBytes) again = describe (others);
  g_assert_true (g_bytes_equal (again, description));
}

/* One component's use opens the module for all of them, once. */
static void
test_opened_once (void)
{
  g_autoptr (GPtrArray) components = read_plugin ();
  g_autoptr (GBytes) description = describe (components);
  g_autoptr (GPtrArray) others = undescribe (description);
  g_autoptr (GError) error = NULL;

  n_opened = 0;
  g_assert_null (obelus_component_get_processor (others->pdata[0])->process);
  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < others->len; j++)
      {
        g_assert_true (obelus_component_open (others->pdata[j], &error));
        g_assert_no_error (error);
      }
  g_assert_cmpuint (n_opened, ==, 1);
  g_assert_true (obelus_component_get_processor (others->pdata[0])->process == do_nothing);
  g_assert_true (obelus_component_get_reader (others->pdata[1])->read == read_nothing);
  g_assert_true (obelus_component_get_writer (others->pdata[2])->format == format_nothing);

  /* What cannot be opened is an error that names the file, and is tried again. */
  g_autoptr (GPtrArray) failing = undescribe (description);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (obelus_component_open (failing->pdata[0], &error));
      g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_PLUGIN);
      g_assert_cmpstr (error->message, ==, "/a/nothing.so: it was opened before");
      g_clear_error (&error);
    }
}

/* Whatever is changed, it is no description or one of something that could be declared. */
static void
test_damaged (void)
{
  g_autoptr (GPtrArray) components = read_plugin ();
  g_autoptr (GBytes) description = describe (components);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (description, &size);
  guint n_refused = 0;

  for (gsize cut = 0; cut < size; cut++)
    {
      g_autoptr (GBytes) part = g_bytes_new (bytes, cut);
      g_assert_null (undescribe (part));
    }

  for (gsize i = 0; i < size; i++)
    for (guint value = 0; value < 4; value++)
      {
        static const guint8 flips[] = { 0x01, 0x20, 0x80, 0xff };
        guint8 *copy = g_memdup2 (bytes, size);
        copy[i] ^= flips[value];
        g_autoptr (GBytes) damaged = g_bytes_new_take (copy, size);
        g_autoptr (GPtrArray) others = undescribe (damaged);

        if (others == NULL)
          n_refused++;
        for (guint j = 0; others != NULL && j < others->len; j++)
          {
            g_assert_nonnull (obelus_component_get_name (others->pdata[j]));
            g_assert_true (g_utf8_validate (obelus_component_get_summary (others->pdata[j]), -1, NULL));
          }
      }
  g_assert_cmpuint (n_refused, >, size); /* of four times as many */
}

/* Entries */

static GBytes *
make_entries (GBytes *description)
{
  g_autofree guint8 *bytes = g_malloc0 (65536);
  ObelusPack pack = { .base = bytes, .capacity = 65536 };
  static const struct
  {
    const char *path;
    guint64 kind;
    const char *problem;
  } lines[] = { { "/a/nothing.so", OBELUS_SCAN_DESCRIBED, NULL },
                { "/a/broken.so", OBELUS_SCAN_BROKEN, "the file is empty; copy it again" },
                { "/a/crashed.so", OBELUS_SCAN_FAILED, "it crashed; tell its author" } };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const struct
      {
        ObelusFileIdentity identity;
        gint64 noted;
        guint64 kind;
        guint64 size;
      } head = { { 1, 2 + i, 3, 4, 5 },
                 g_get_real_time (),
                 lines[i].kind,
                 lines[i].problem != NULL ? strlen (lines[i].problem) + 1 : g_bytes_get_size (description) };

      obelus_pack_add_text (&pack, lines[i].path);
      obelus_pack_add_struct (&pack, &head, sizeof head);
      obelus_pack_add_array (&pack, lines[i].problem != NULL ? lines[i].problem : g_bytes_get_data (description, NULL),
                             (gsize) head.size);
    }
  return g_bytes_new (bytes, pack.size);
}

static void
test_entries (void)
{
  g_autoptr (GPtrArray) components = read_plugin ();
  g_autoptr (GBytes) description = describe (components);
  g_autoptr (GBytes) entries = make_entries (description);
  g_autoptr (ObelusScanCache) cache = obelus_scan_cache_new ();
  const ObelusFileIdentity first = { 1, 2, 3, 4, 5 }, second = { 1, 3, 3, 4, 5 };
  ObelusScanResult result = { 0 };

  obelus_scan_cache_parse (cache, entries);
  g_assert_cmpuint (obelus_scan_cache_get_n_entries (cache), ==, 3);

  g_assert_true (obelus_scan_cache_find (cache, "/a/nothing.so", &first, &result));
  g_assert_cmpint (result.kind, ==, OBELUS_SCAN_DESCRIBED);
  g_assert_true (g_bytes_equal (result.bytes, description));
  obelus_scan_result_clear (&result);
  g_assert_true (obelus_scan_cache_find (cache, "/a/broken.so", &second, &result));
  g_assert_cmpstr (g_bytes_get_data (result.bytes, NULL), ==, "the file is empty; copy it again");
  obelus_scan_result_clear (&result);

  /* Any difference makes it another file. */
  const ObelusFileIdentity others[]
      = { { 9, 2, 3, 4, 5 }, { 1, 9, 3, 4, 5 }, { 1, 2, 9, 4, 5 }, { 1, 2, 3, 9, 5 }, { 1, 2, 3, 4, 9 } };
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (obelus_scan_cache_find (cache, "/a/nothing.so", &others[i], &result));
  g_assert_false (obelus_scan_cache_find (cache, "/b/nothing.so", &first, &result));
}

static void
test_damaged_entries (void)
{
  g_autoptr (GPtrArray) components = read_plugin ();
  g_autoptr (GBytes) description = describe (components);
  g_autoptr (GBytes) entries = make_entries (description);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (entries, &size);

  for (gsize i = 0; i < size; i++)
    {
      guint8 *copy = g_memdup2 (bytes, size);
      copy[i] ^= 0xff;
      g_autoptr (GBytes) damaged = g_bytes_new_take (copy, size);
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (entries, 0, i);
      g_autoptr (ObelusScanCache) cache = obelus_scan_cache_new ();

      obelus_scan_cache_parse (cache, damaged);
      g_assert_cmpuint (obelus_scan_cache_get_n_entries (cache), <=, 3);
      obelus_scan_cache_parse (cache, part);
    }
}

/* That a module crashed is believed for an hour. */
static void
test_failures_are_tried_again (void)
{
  g_autoptr (ObelusScanCache) cache = obelus_scan_cache_new ();
  const ObelusFileIdentity old = { 1, 4, 3, 4, 5 };
  ObelusScanResult failure = { 0 }, unusable = { 0 }, found = { 0 };

  obelus_scan_result_set_problem (&failure, OBELUS_SCAN_FAILED, g_strdup ("it crashed; tell its author"));
  obelus_scan_result_set_problem (&unusable, OBELUS_SCAN_UNUSABLE, g_strdup ("it needs libc.so.5; install it"));
  obelus_scan_cache_note (cache, "/a/crashed.so", &old, &failure);
  obelus_scan_cache_note (cache, "/a/unusable.so", &old, &unusable);
  g_assert_true (obelus_scan_cache_find (cache, "/a/crashed.so", &old, &found));
  obelus_scan_result_clear (&found);
  g_assert_false (obelus_scan_cache_find (cache, "/a/unusable.so", &old, &found));

  /* What was changed right now may change again. */
  const ObelusFileIdentity fresh = { 1, 5, 3, g_get_real_time () * 1000, g_get_real_time () * 1000 };
  obelus_scan_cache_note (cache, "/a/fresh.so", &fresh, &failure);
  g_assert_false (obelus_scan_cache_find (cache, "/a/fresh.so", &fresh, &found));

  obelus_scan_result_clear (&failure);
  obelus_scan_result_clear (&unusable);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/description/nothing-is-lost", test_nothing_is_lost);
  g_test_add_func ("/description/opened-once", test_opened_once);
  g_test_add_func ("/description/damaged", test_damaged);
  g_test_add_func ("/description/entries", test_entries);
  g_test_add_func ("/description/damaged-entries", test_damaged_entries);
  g_test_add_func ("/description/failures-are-tried-again", test_failures_are_tried_again);
  return g_test_run ();
}
