/* Reads the tables of words and phrases from a model. */
#include "phrases.h"

const SentimentEntry sentiment_entry_unknown = { 0 };

gboolean
sentiment_lexicon_init_from_model (SentimentLexicon *lexicon, ObelusModel *model, GError **error)
{
  gsize n_slots;
  const SentimentEntry *slots = obelus_model_get_section (model, "words", sizeof (SentimentEntry), &n_slots, error);

  if (slots == NULL)
    return FALSE;

  /* A search ends at a free slot, so there must be one. */
  gboolean has_free_slot = FALSE;
  for (gsize i = 0; i < n_slots && !has_free_slot; i++)
    has_free_slot = slots[i].fingerprint == 0;
  if (n_slots == 0 || n_slots > G_MAXUINT32 || (n_slots & (n_slots - 1)) != 0 || !has_free_slot)
    return obelus_model_fail (model, "words", "is no table whose size is a power of two, with a free slot", error);

  lexicon->slots = slots;
  lexicon->mask = (guint32) (n_slots - 1);
  sentiment_phrases_init (&lexicon->own, NULL, 0);
  return sentiment_phrases_init_from_model (&lexicon->phrases, model, error);
}
