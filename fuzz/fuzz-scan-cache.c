/* What is remembered of modules: whatever the file says, its entries are well-formed or not there, and what describes a
 * module makes components that could have been declared, or none. */
#define OBELUS_STATIC
#include "fuzz.h"

#include "description-private.h"
#include "scan-cache-private.h"

#include <obelus/obelus-plugin.h>
#include <string.h>

#define ROOM 8192

static gboolean
do_nothing (ObelusContext *context G_GNUC_UNUSED, ObelusDocument *document G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static const ObelusOption options[] = {
  OBELUS_OPTION_INTEGER ("count", 1, 9, 5, "How many"),
  OBELUS_OPTION_CHOICE ("mode", "fast|exact", "exact", "How it is done"),
  OBELUS_OPTION_END,
};
static const ObelusProcessorClass processor = { .name = "zero",
                                                .summary = "Do nothing",
                                                .needs = "sentence token.upos?",
                                                .gives = "acme.nothing",
                                                .options = options,
                                                .process = do_nothing };
static const ObelusProcessorClass *const processors[] = { &processor, NULL };

OBELUS_PLUGIN (nothing, .version = "1.0", .license = "MIT", .processors = processors)

static void
pack_description (ObelusPack *pack)
{
  g_autofree char *problem = NULL;
  g_autoptr (GPtrArray) components
      = obelus_descriptor_read (&nothing_LTX_obelus_plugin, NULL, "/a/nothing.so", &problem);

  g_assert_null (problem);
  obelus_description_pack (pack, components);
}

/* A description, and a file's entries with it and with a sentence. */
GBytes *
fuzz_get_seed (guint n)
{
  g_autofree guint8 *bytes = g_malloc0 (ROOM), *description = g_malloc0 (ROOM);
  ObelusPack pack = { .base = bytes, .capacity = ROOM }, inner = { .base = description, .capacity = ROOM };
  static const char sentence[] = "the file is empty; copy it again";

  if (n > 2)
    return NULL;
  pack_description (&inner);
  if (n == 0)
    return g_bytes_new (description, inner.size);

  for (guint i = 0; i < n; i++)
    {
      const guint64 head[8] = {
        1, 2, 3, 4, 5, 6, i == 0 ? OBELUS_SCAN_DESCRIBED : OBELUS_SCAN_BROKEN, i == 0 ? inner.size : sizeof sentence
      };
      obelus_pack_add_text (&pack, i == 0 ? "/a/nothing.so" : "/a/empty.so");
      obelus_pack_add_struct (&pack, head, sizeof head);
      obelus_pack_add_array (&pack, i == 0 ? (const char *) description : sentence, (gsize) head[7]);
    }
  return g_bytes_new (bytes, pack.size);
}

static GPtrArray *
open_never (const ObelusClosedModule *closed G_GNUC_UNUSED, const char *path G_GNUC_UNUSED,
            char **problem G_GNUC_UNUSED)
{
  g_assert_not_reached ();
}

static void
read_description (GBytes *bytes)
{
  g_autoptr (GPtrArray) components = obelus_description_unpack (bytes, "/a/nothing.so", open_never, NULL, NULL);

  for (guint i = 0; components != NULL && i < components->len; i++)
    {
      ObelusComponent *component = components->pdata[i];
      guint n_options;
      const ObelusOption *table = obelus_component_get_options (component, &n_options);

      g_assert_true (g_utf8_validate (obelus_component_get_name (component), -1, NULL));
      g_assert_true (g_utf8_validate (obelus_component_get_summary (component), -1, NULL));
      g_assert_true (g_utf8_validate (obelus_component_get_plugin_version (component), -1, NULL));
      g_assert_nonnull (obelus_component_get_needs_list (component));
      for (guint j = 0; j < n_options; j++)
        g_assert_true (g_utf8_validate (table[j].summary, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ObelusScanCache) cache = obelus_scan_cache_new ();

  obelus_scan_cache_parse (cache, bytes);
  g_assert_cmpuint (obelus_scan_cache_get_n_entries (cache), <=, size);
  read_description (bytes);
  return 0;
}
