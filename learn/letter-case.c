/* Texts in other letters than they were written in: learners see them so that they do not rely on capitals. */
#include "letter-case.h"

void
learn_tokens_copy_in_case (const LearnTokens *tokens, gboolean capitals, char **text, guint32 **starts, guint32 **ends)
{
  GString *changed = g_string_new (NULL);

  *starts = g_new (guint32, tokens->n);
  *ends = g_new (guint32, tokens->n);
  for (guint32 i = 0; i < tokens->n; i++)
    {
      const char *word = tokens->text + tokens->starts[i];
      gssize length = tokens->ends[i] - tokens->starts[i];
      g_autofree char *form = capitals ? g_utf8_strup (word, length) : g_utf8_strdown (word, length);
      (*starts)[i] = (guint32) changed->len;
      g_string_append (changed, form);
      (*ends)[i] = (guint32) changed->len;
    }
  const gsize size = changed->len + 1;
  *text = g_realloc (g_string_free (changed, FALSE), size); /* it is kept */
}
