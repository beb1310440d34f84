/* Documents to learn from. */
#include "example.h"

#include "letter-case.h"

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
  const LearnTokens tokens = tag_example_get_tokens (example);
  TagExample *copy = g_new0 (TagExample, 1);

  *copy = *example;
  learn_tokens_copy_in_case (&tokens, capitals, &copy->text, &copy->starts, &copy->ends);
  copy->sentences = g_memdup2 (example->sentences, example->n_sentences * sizeof *example->sentences);
  copy->names = g_memdup2 (example->names, example->n * sizeof *example->names);
  copy->labels = g_memdup2 (example->labels, example->n);

  return copy;
}
