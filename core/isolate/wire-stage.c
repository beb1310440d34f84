/* A stage on its way to a worker. */
#include "wire-private.h"

typedef struct
{
  guint32 n_settings;
  guint32 n_files;
  guint64 max_bytes;
} StageHead;

static void
pack_strings (ObelusPack *pack, GPtrArray *strings)
{
  for (guint i = 0; i < strings->len; i++)
    obelus_pack_add_string (pack, strings->pdata[i], -1);
}

void
obelus_wire_pack_stage (ObelusPack *pack, const ObelusWireStage *stage)
{
  StageHead head = { stage->settings->len, stage->files->len, stage->max_bytes };

  obelus_pack_add_struct (pack, &head, sizeof head);
  obelus_pack_add_string (pack, stage->name, -1);
  obelus_pack_add_string (pack, stage->component, -1);
  obelus_pack_add_string (pack, stage->module, -1);
  pack_strings (pack, stage->settings);
  pack_strings (pack, stage->files);
}

static GPtrArray *
unpack_strings (ObelusUnpack *unpack, guint32 n_strings)
{
  GPtrArray *strings = g_ptr_array_new_with_free_func (g_free);

  for (guint32 i = 0; i < n_strings && !unpack->failed; i++)
    g_ptr_array_add (strings, obelus_unpack_string (unpack, NULL));
  return strings;
}

gboolean
obelus_wire_unpack_stage (ObelusUnpack *unpack, ObelusWireStage *stage)
{
  StageHead head;

  obelus_unpack_struct (unpack, &head, sizeof head);
  stage->name = obelus_unpack_string (unpack, NULL);
  stage->component = obelus_unpack_string (unpack, NULL);
  stage->module = obelus_unpack_string (unpack, NULL);
  stage->settings = unpack_strings (unpack, head.n_settings);
  stage->files = unpack_strings (unpack, head.n_files);
  stage->max_bytes = head.max_bytes;
  return !unpack->failed;
}

void
obelus_wire_stage_clear (ObelusWireStage *stage)
{
  g_free (stage->name);
  g_free (stage->component);
  g_free (stage->module);
  g_clear_pointer (&stage->settings, g_ptr_array_unref);
  g_clear_pointer (&stage->files, g_ptr_array_unref);
}
