/* Putting a model file together. */
#include "checksum-private.h"
#include "model-format-private.h"

#include <obelus/obelus-model.h>
#include <string.h>

typedef struct
{
  char *name;
  guchar *data;
  gsize length;
} Section;

struct _ObelusModelBuilder
{
  gatomicrefcount ref_count;
  char *kind;
  GArray *sections; /* of Section; the first is the card */
};

G_DEFINE_BOXED_TYPE (ObelusModelBuilder, obelus_model_builder, obelus_model_builder_ref, obelus_model_builder_unref)

static void
section_clear (gpointer data)
{
  Section *section = data;

  g_free (section->name);
  g_free (section->data);
}

static Section
section_make (const char *name, gconstpointer data, gsize length)
{
  return (Section){ g_strdup (name), g_memdup2 (data, length), length };
}

static void
put_name (char *field, const char *name)
{
  memcpy (field, name, strlen (name));
}

ObelusModelBuilder *
obelus_model_builder_new (const char *kind)
{
  g_return_val_if_fail (kind != NULL && obelus_model_name_is_valid (kind), NULL);

  ObelusModelBuilder *builder = g_new0 (ObelusModelBuilder, 1);

  g_atomic_ref_count_init (&builder->ref_count);
  builder->kind = g_strdup (kind);
  builder->sections = g_array_new (FALSE, FALSE, sizeof (Section));
  g_array_set_clear_func (builder->sections, section_clear);
  g_array_append_vals (builder->sections, &(Section){ NULL }, 1);
  obelus_model_builder_set_card (builder, "{}");
  return builder;
}

ObelusModelBuilder *
obelus_model_builder_ref (ObelusModelBuilder *builder)
{
  g_return_val_if_fail (builder != NULL, NULL);

  g_atomic_ref_count_inc (&builder->ref_count);
  return builder;
}

void
obelus_model_builder_unref (ObelusModelBuilder *builder)
{
  g_return_if_fail (builder != NULL);

  if (!g_atomic_ref_count_dec (&builder->ref_count))
    return;

  g_array_unref (builder->sections);
  g_free (builder->kind);
  g_free (builder);
}

void
obelus_model_builder_set_card (ObelusModelBuilder *builder, const char *card)
{
  g_return_if_fail (builder != NULL);
  g_return_if_fail (card != NULL);

  Section *section = &g_array_index (builder->sections, Section, 0);

  section_clear (section);
  *section = section_make (OBELUS_MODEL_CARD, card, strlen (card) + 1);
}

void
obelus_model_builder_add_section (ObelusModelBuilder *builder, const char *name, gconstpointer data, gsize length)
{
  g_return_if_fail (builder != NULL);
  g_return_if_fail (name != NULL && obelus_model_name_is_valid (name));
  g_return_if_fail (data != NULL || length == 0);
  g_return_if_fail (builder->sections->len < OBELUS_MODEL_MAX_SECTIONS);

  for (guint i = 0; i < builder->sections->len; i++)
    g_return_if_fail (strcmp (g_array_index (builder->sections, Section, i).name, name) != 0);

  g_array_append_vals (builder->sections, &(Section[]){ section_make (name, data, length) }, 1);
}

GBytes *
obelus_model_builder_finish (ObelusModelBuilder *builder)
{
  g_return_val_if_fail (builder != NULL, NULL);

  guint n_sections = builder->sections->len;
  gsize table_end = sizeof (ObelusModelHeader) + n_sections * sizeof (ObelusModelEntry);
  gsize file_size = table_end;

  for (guint i = 0; i < n_sections; i++)
    file_size += obelus_model_round_up (g_array_index (builder->sections, Section, i).length);

  guchar *file = g_malloc0 (file_size);
  ObelusModelHeader header = {
    .magic = OBELUS_MODEL_MAGIC,
    .version = GUINT32_TO_LE (OBELUS_MODEL_VERSION),
    .n_sections = GUINT32_TO_LE (n_sections),
    .file_size = GUINT64_TO_LE ((guint64) file_size),
  };
  g_autofree ObelusModelEntry *table = g_new0 (ObelusModelEntry, n_sections);
  gsize offset = table_end;

  for (guint i = 0; i < n_sections; i++)
    {
      const Section *section = &g_array_index (builder->sections, Section, i);
      gsize padded = obelus_model_round_up (section->length);

      if (section->length > 0)
        memcpy (file + offset, section->data, section->length);
      put_name (table[i].name, section->name);
      table[i].offset = GUINT64_TO_LE ((guint64) offset);
      table[i].length = GUINT64_TO_LE ((guint64) section->length);
      table[i].checksum = GUINT64_TO_LE (obelus_checksum (file + offset, padded));
      offset += padded;
    }

  put_name (header.kind, builder->kind);
  header.checksum = GUINT64_TO_LE (obelus_model_header_checksum (&header, table, n_sections));
  memcpy (file, &header, sizeof header);
  memcpy (file + sizeof header, table, n_sections * sizeof *table);
  return g_bytes_new_take (file, file_size);
}
