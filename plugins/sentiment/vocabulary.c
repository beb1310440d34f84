/* Gives numbers to features and sources. */
#include "vocabulary.h"

void
sentiment_vocabulary_init (SentimentVocabulary *vocabulary)
{
  vocabulary->hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  vocabulary->numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  vocabulary->sources = g_ptr_array_new_with_free_func (g_free);
}

void
sentiment_vocabulary_clear (SentimentVocabulary *vocabulary)
{
  g_array_unref (vocabulary->hashes);
  g_hash_table_unref (vocabulary->numbers);
  g_ptr_array_unref (vocabulary->sources);
}

guint32
sentiment_vocabulary_number_feature (SentimentVocabulary *vocabulary, guint64 hash)
{
  gpointer number = g_hash_table_lookup (vocabulary->numbers, &hash);

  if (number == NULL)
    {
      g_array_append_val (vocabulary->hashes, hash);
      number = GUINT_TO_POINTER (vocabulary->hashes->len);
      g_hash_table_insert (vocabulary->numbers, g_memdup2 (&hash, sizeof hash), number);
    }
  return GPOINTER_TO_UINT (number) - 1;
}

guint
sentiment_vocabulary_number_source (SentimentVocabulary *vocabulary, const char *name)
{
  for (guint i = 0; i < vocabulary->sources->len; i++)
    if (g_str_equal (vocabulary->sources->pdata[i], name))
      return i;
  g_ptr_array_add (vocabulary->sources, g_strdup (name));
  return vocabulary->sources->len - 1;
}
