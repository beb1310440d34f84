/* Documents to learn from. */
#include "example.h"

#include <string.h>

TagExample *
tag_example_new (const LearnTokens *tokens, const LearnSentence *sentences, guint32 n_sentences)
{
  TagExample *example = g_new0 (TagExample, 1);

  example->text = g_memdup2 (tokens->text, tokens->n > 0 ? (gsize) tokens->ends[tokens->n - 1] + 1 : 1);
  example->starts = g_memdup2 (tokens->starts, tokens->n * sizeof (guint32));
  example->ends = g_memdup2 (tokens->ends, tokens->n * sizeof (guint32));
  example->n = tokens->n;
  example->sentences = g_memdup2 (sentences, n_sentences * sizeof *sentences);
  example->n_sentences = n_sentences;

  return example;
}

void
tag_example_free (gpointer data)
{
  TagExample *example = data;

  g_free (example->text);
  g_free (example->starts);
  g_free (example->ends);
  g_free (example->sentences);
  g_free (example->names);
  g_free (example->labels);
  g_free (example);
}

TagExample *
tag_example_copy_in_case (const TagExample *example, gboolean capitals)
{
  g_autoptr (GString) text = g_string_new (NULL);
  TagExample *copy = g_new0 (TagExample, 1);
  *copy = *example;
  copy->starts = g_new (guint32, example->n);
  copy->ends = g_new (guint32, example->n);

  for (guint32 i = 0; i < example->n; i++)
    {
      const char *word = example->text + example->starts[i];
      gssize length = example->ends[i] - example->starts[i];
      g_autofree char *changed = capitals ? g_utf8_strup (word, length) : g_utf8_strdown (word, length);
      copy->starts[i] = (guint32) text->len;
      g_string_append (text, changed);
      copy->ends[i] = (guint32) text->len;
    }
  copy->text = g_memdup2 (text->str, text->len + 1);
  copy->sentences = g_memdup2 (example->sentences, example->n_sentences * sizeof *example->sentences);
  copy->names = g_memdup2 (example->names, example->n * sizeof *example->names);
  copy->labels = g_memdup2 (example->labels, example->n);

  return copy;
}
