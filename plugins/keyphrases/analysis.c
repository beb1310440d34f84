/* A text from its layers to its phrases with all that is known of them. */
#include "analysis.h"

#include "word-graph.h"

Analysis *
analysis_new (const LearnFrequencyTable *frequencies)
{
  Analysis *analysis = g_new0 (Analysis, 1);
  analysis->words = words_new (frequencies);
  analysis->phrases = phrases_new ();
  return analysis;
}

void
analysis_free (Analysis *analysis)
{
  words_free (analysis->words);
  phrases_free (analysis->phrases);
  g_free (analysis->names);
  g_free (analysis);
}

gboolean
analysis_read (Analysis *analysis, const TextInput *input, ObelusLayer *entities)
{
  g_clear_pointer (&analysis->names, g_free);
  if (!words_read (analysis->words, input)
      || !names_read (entities, input->tokens, analysis->words, &analysis->names, &analysis->n_names)
      || !word_graph_rank (analysis->words)
      || !phrases_count (analysis->phrases, input, analysis->words, analysis->names, analysis->n_names))
    return FALSE;
  feature_text_init (&analysis->text, analysis->words, analysis->phrases, input->tokens, analysis->n_names);
  return TRUE;
}
