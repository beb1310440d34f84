/* Model files: whatever opens has sections that lie within the file, or errors that say which does not. */
#include "fuzz.h"
#include "mend-model.h"

#include <obelus/obelus.h>
#include <string.h>

GBytes *
fuzz_get_seed (guint n)
{
  g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new ("fuzz");
  guint32 numbers[40] = { 1, 2, 3 };

  if (n > 2)
    return NULL;
  obelus_model_builder_set_card (builder, "{\"name\": \"fuzz\", \"language\": \"en\"}");
  for (guint section = 0; section < n; section++)
    {
      g_autofree char *name = g_strdup_printf ("section-%u", section);
      obelus_model_builder_add_section (builder, name, numbers, (section + 1) * sizeof (guint32) * 11);
    }
  return obelus_model_builder_finish (builder);
}

/* Opens the bytes and reads all that they offer. */
static guint
read_model (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("fuzz.obm", bytes, &error);
  guint sum = 0;

  g_assert_true ((model == NULL) == (error != NULL));
  if (model == NULL)
    return 0;

  g_autoptr (GError) bad_card = NULL;
  const char *card = obelus_model_get_card (model, &bad_card);

  g_assert_true ((card == NULL) == (bad_card != NULL));
  sum += card != NULL ? (guint) strlen (card) : 0;
  g_autoptr (GError) bad_language = NULL;
  g_autofree char *language = NULL;
  gboolean has_sound_card = obelus_model_dup_language (model, &language, &bad_language);
  g_assert_true (has_sound_card == (bad_language == NULL));
  sum += language != NULL ? (guint) strlen (language) : 0;
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
  return sum;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree guchar *mended = g_memdup2 (data, size);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  guint sum = read_model (bytes);

  fuzz_mend_model (mended, size);
  g_autoptr (GBytes) forged = g_bytes_new (mended, size);
  sum += read_model (forged);
  return sum == G_MAXUINT ? 1 : 0;
}
