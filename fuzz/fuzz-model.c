/* Model files: whatever opens has sections that lie within the file, or errors that say which does not. */
#include "fuzz.h"

#include <obelus/obelus.h>

GBytes *
fuzz_get_seed (guint n)
{
  g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new ("fuzz");
  guint32 numbers[40] = { 1, 2, 3 };

  if (n > 2)
    return NULL;
  obelus_model_builder_set_card (builder, "{\"name\": \"fuzz\"}");
  for (guint section = 0; section < n; section++)
    {
      g_autofree char *name = g_strdup_printf ("section-%u", section);
      obelus_model_builder_add_section (builder, name, numbers, (section + 1) * sizeof (guint32) * 11);
    }
  return obelus_model_builder_finish (builder);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("fuzz.obm", bytes, &error);
  guint sum = 0;

  if (model == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  for (guint i = 0; i < obelus_model_get_n_sections (model); i++)
    {
      gsize length;
      g_autoptr (GError) damage = NULL;
      const char *name = obelus_model_get_section_name (model, i, NULL);
      const uint8_t *section = obelus_model_get_section (model, name, 1, &length, &damage);
      g_assert_true ((section == NULL) == (damage != NULL));
      for (gsize j = 0; section != NULL && j < length; j++)
        sum += section[j];
    }
  return sum == G_MAXUINT ? 1 : 0;
}
