/* Names that a file keeps in MISC. */
#include "names.h"

#include "name-labels.h"

#include <string.h>

/* What stands behind `KEY=` in a column; empty without. */
static Piece
find_item (const Piece *misc, const char *key)
{
  const gsize size = strlen (key);
  const char *end = misc->start + misc->length;

  for (const char *item = misc->start; item < end;)
    {
      const char *bar = memchr (item, '|', (gsize) (end - item));
      const char *stop = bar != NULL ? bar : end;
      if ((gsize) (stop - item) > size && memcmp (item, key, size) == 0 && item[size] == '=')
        return (Piece){ item + size + 1, (gsize) (stop - item) - size - 1 };
      item = stop + 1;
    }

  return (Piece){ NULL, 0 };
}

gboolean
names_commit (const Words *words, const char *key, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("entity");
  LearnNameLabels labels;
  guint sentence = 0;

  learn_name_labels_init (&labels, builder);
  for (guint i = 0; i < words->words->len; i++)
    {
      const Word *word = &g_array_index (words->words, Word, i);
      const Piece label = find_item (&word->misc, key);
      for (; sentence < words->sentences->len
             && g_array_index (words->sentences, Sentence, sentence).span.end <= word->start;
           sentence++)
        learn_name_labels_end (&labels);
      learn_name_labels_add (&labels, label.start, label.length, word->start, word->end);
    }
  learn_name_labels_end (&labels);
  obelus_layer_builder_sort (builder); /* words of a range may begin together, and the longer name later */

  return obelus_document_commit (document, builder, error);
}
