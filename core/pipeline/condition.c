/* `when=`: which documents a stage runs for. */
#include "condition-private.h"

#include <string.h>

struct _ObelusCondition
{
  char *text;
  char **ranges; /* of languages: `en`, `pt-BR` */
};

/* Whether a language tag is within a range: RFC 4647, section 3.3.1, basic filtering. `en` holds `en-GB`, not `eng`. */
static gboolean
is_in_range (const char *tag, gsize length, const char *range)
{
  gsize range_length = strlen (range);

  return length >= range_length && g_ascii_strncasecmp (tag, range, range_length) == 0
         && (length == range_length || tag[range_length] == '-');
}

static gboolean
is_range (const char *text)
{
  gsize subtag_length = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '-' ? subtag_length == 0 : !g_ascii_isalnum (*p))
        return FALSE;
      subtag_length = *p == '-' ? 0 : subtag_length + 1;
      if (subtag_length > 8)
        return FALSE;
    }

  return subtag_length > 0;
}

ObelusCondition *
obelus_condition_parse (const char *text, char **problem)
{
  if (!g_str_has_prefix (text, "language:"))
    {
      *problem = g_strdup_printf ("cannot run when '%s'; write when=language:CODE, for example when=language:en", text);
      return NULL;
    }

  g_autoptr (ObelusCondition) condition = g_new0 (ObelusCondition, 1);
  condition->text = g_strdup (text);
  condition->ranges = g_strsplit (text + strlen ("language:"), ",", -1);
  for (guint i = 0; condition->ranges[i] != NULL; i++)
    {
      if (is_range (g_strstrip (condition->ranges[i])))
        continue;
      *problem
          = g_strdup_printf ("cannot run when the language is '%s', which is no language code; write one such as en "
                             "or pt-BR",
                             condition->ranges[i]);
      return NULL;
    }
  if (condition->ranges[0] == NULL)
    {
      *problem = g_strdup ("has when=language: without a code; write when=language:CODE, for example when=language:en");
      return NULL;
    }

  return g_steal_pointer (&condition);
}

void
obelus_condition_free (ObelusCondition *condition)
{
  if (condition == NULL)
    return;

  g_free (condition->text);
  g_strfreev (condition->ranges);
  g_free (condition);
}

const char *
obelus_condition_get_layer (const ObelusCondition *condition)
{
  (void) condition;

  return "language";
}

const char *
obelus_condition_get_text (const ObelusCondition *condition)
{
  return condition->text;
}

static gboolean
holds_for_tag (const ObelusCondition *condition, const char *tag, gsize length)
{
  for (guint i = 0; condition->ranges[i] != NULL; i++)
    if (is_in_range (tag, length, condition->ranges[i]))
      return TRUE;

  return FALSE;
}

gboolean
obelus_condition_holds (const ObelusCondition *condition, ObelusDocument *document)
{
  ObelusLayer *languages = obelus_document_get_layer (document, "language");
  if (languages == NULL || obelus_layer_get_n_rows (languages) == 0)
    return FALSE;

  /* Longer rows come first: if a row covers the whole text, the first one does. */
  guint32 text_length;
  obelus_document_get_text (document, &text_length);
  gint column = obelus_layer_find_column (languages, "code");
  if (column < 0 || obelus_layer_get_starts (languages)[0] != 0 || obelus_layer_get_ends (languages)[0] != text_length)
    return FALSE;

  gsize length;
  const char *code = obelus_layer_get_string (languages, (guint) column, 0, &length);
  return code != NULL && holds_for_tag (condition, code, length);
}

gboolean
obelus_condition_overlaps (const ObelusCondition *a, const ObelusCondition *b)
{
  if (a == NULL || b == NULL)
    return TRUE;

  for (guint i = 0; a->ranges[i] != NULL; i++)
    if (holds_for_tag (b, a->ranges[i], strlen (a->ranges[i])))
      return TRUE;
  for (guint i = 0; b->ranges[i] != NULL; i++)
    if (holds_for_tag (a, b->ranges[i], strlen (b->ranges[i])))
      return TRUE;

  return FALSE;
}

gboolean
obelus_condition_is_covered (const ObelusCondition *condition, GPtrArray *others)
{
  if (condition == NULL)
    return g_ptr_array_find (others, NULL, NULL);

  for (guint i = 0; condition->ranges[i] != NULL; i++)
    {
      gboolean covered = FALSE;
      for (guint j = 0; j < others->len && !covered; j++)
        {
          const ObelusCondition *other = g_ptr_array_index (others, j);
          covered = other == NULL || holds_for_tag (other, condition->ranges[i], strlen (condition->ranges[i]));
        }
      if (!covered)
        return FALSE;
    }

  return TRUE;
}
