/* Which parts of a document are in another language than the one that a model is for. */
#pragma once

#include "language-code.h"
#include "optional-layer.h"

/* A document's layer `language`, read from the beginning to the end: its first row is the whole text, the others blocks
 * in another language than most of it. */
typedef struct
{
  gboolean is_foreign; /* the text as a whole */
  ObelusLayer *layer;  /* NULL where nothing is said */
  guint column;
  const char *language;
  guint32 next; /* the next block */
} LearnLanguages;

/* Whether a row says that it is in another language than the model. */
static inline gboolean
learn_languages_is_row_foreign (const LearnLanguages *languages, guint32 row)
{
  const char *code = obelus_layer_get_string (languages->layer, languages->column, row, NULL);

  return learn_language_code_is_known (code) && !learn_language_code_matches (code, languages->language);
}

/* Begins with the layer `language`, which the component must name in its needs with a question mark. Nothing is foreign
 * where there is no such layer, and to a model for any language, whose @language is %NULL. */
static inline gboolean
learn_languages_init (LearnLanguages *languages, ObelusContext *context, ObelusDocument *document, const char *language,
                      GError **error)
{
  *languages = (LearnLanguages){ .language = language, .next = 1 };
  if (language == NULL)
    return TRUE;
  if (!learn_find_layer (context, document, "language", &languages->layer, error))
    return FALSE;

  gint column = languages->layer != NULL ? obelus_layer_find_column (languages->layer, "code") : -1;
  if (column < 0 || obelus_layer_get_n_rows (languages->layer) == 0)
    {
      languages->layer = NULL;
      return TRUE;
    }
  languages->column = (guint) column;
  languages->is_foreign = learn_languages_is_row_foreign (languages, 0);

  return TRUE;
}

/* Whether the text at @place is foreign. Places must be asked for from left to right. */
static inline gboolean
learn_languages_is_foreign_at (LearnLanguages *languages, guint32 place)
{
  if (languages->layer == NULL)
    return FALSE;

  guint32 n_rows = obelus_layer_get_n_rows (languages->layer);
  const guint32 *starts = obelus_layer_get_starts (languages->layer), *ends = obelus_layer_get_ends (languages->layer);
  while (languages->next < n_rows && ends[languages->next] <= place)
    languages->next++;

  return languages->next < n_rows && starts[languages->next] <= place
             ? learn_languages_is_row_foreign (languages, languages->next)
             : languages->is_foreign;
}
