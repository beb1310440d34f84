/* A text's names as ranges of its tokens. */
#include "names.h"

#include <obelus/obelus-context.h>

gboolean
names_read (ObelusLayer *entities, ObelusLayer *tokens, const Words *words, NameSpan **names, guint32 *n_names)
{
  const guint32 n_rows = entities == NULL ? 0 : obelus_layer_get_n_rows (entities);
  const gint label = entities == NULL ? -1 : obelus_layer_find_column (entities, "label");
  const guint32 *token_starts = obelus_layer_get_starts (tokens);
  guint32 next = 0;

  *n_names = 0;
  *names = g_try_new (NameSpan, MAX (n_rows, 1));
  if (*names == NULL)
    return FALSE;
  for (guint32 row = 0; row < n_rows; row++)
    {
      const guint32 start = obelus_layer_get_starts (entities)[row], end = obelus_layer_get_ends (entities)[row];
      if (obelus_is_cancelled_at (row))
        return FALSE;
      while (next < words->n_tokens && token_starts[next] < start)
        next++;
      guint32 first = next, behind = next;
      while (behind < words->n_tokens && token_starts[behind] < end)
        behind++;
      while (first < behind && (words->tokens[first].flags & TOKEN_ARTICLE) != 0)
        first++;
      if (first < behind)
        (*names)[(*n_names)++] = (NameSpan){
          .first = first,
          .last = behind - 1,
          .kind = learn_name_classify (label < 0 ? NULL : obelus_layer_get_string (entities, (guint) label, row, NULL)),
        };
      next = behind;
    }
  return TRUE;
}
