/* From rows of languages to paragraphs. */
#include "paragraph-profiles.h"

void
paragraph_profiles_reset (ParagraphProfiles *profiles)
{
  g_clear_pointer (&profiles->others, g_free);
  profiles->whole = NULL;
}

void
paragraph_profiles_set (ParagraphProfiles *profiles, const Profile *whole)
{
  paragraph_profiles_reset (profiles);
  profiles->whole = whole;
}

static const Profile *
find_of_row (const Languages *languages, ObelusLayer *layer, gint column, guint32 row)
{
  const char *code = column >= 0 ? obelus_layer_get_string (layer, (guint) column, row, NULL) : NULL;

  return code != NULL ? languages_find (languages, code) : NULL;
}

gboolean
paragraph_profiles_find (ParagraphProfiles *profiles, const Languages *languages, ObelusLayer *layer,
                         const Spans *paragraphs)
{
  guint32 n_rows = obelus_layer_get_n_rows (layer);
  gint column = obelus_layer_find_column (layer, "code");
  const guint32 *starts = obelus_layer_get_starts (layer), *ends = obelus_layer_get_ends (layer);

  paragraph_profiles_set (profiles, n_rows > 0 ? find_of_row (languages, layer, column, 0) : NULL);
  if (n_rows < 2 || paragraphs->n == 0)
    return TRUE;

  profiles->others = g_try_new (const Profile *, paragraphs->n);
  if (profiles->others == NULL)
    return FALSE;

  /* The first row is the whole text, the others are stretches of it one after the other. */
  guint32 first = 1;
  for (guint32 i = 0; i < paragraphs->n; i++)
    {
      guint32 start = paragraphs->starts[i], end = paragraphs->ends[i];

      profiles->others[i] = profiles->whole;
      while (first < n_rows && ends[first] <= start)
        first++;
      for (guint32 row = first; row < n_rows && starts[row] < end; row++)
        if ((MIN (ends[row], end) - MAX (starts[row], start)) * 2ull > end - start && ends[row] > start)
          {
            profiles->others[i] = find_of_row (languages, layer, column, row);
            break;
          }
    }

  return TRUE;
}
