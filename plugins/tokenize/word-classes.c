/* Counting parts of speech by cluster. */
#include "word-classes.h"

#include "clusters.h"
#include "word-hash.h"

#include <string.h>

struct _WordClassCounts
{
  guint32 counts[CLUSTERS_N_FINE][N_WORD_CLASSES];
};

typedef struct
{
  const char *tag;
  WordClass class;
} Tag;

/* Parts of speech of Universal Dependencies. */
static const Tag tags[] = {
  { "NOUN", WORD_CLASS_NOUN },         { "PROPN", WORD_CLASS_NAME },         { "PRON", WORD_CLASS_PRONOUN },
  { "VERB", WORD_CLASS_VERB },         { "AUX", WORD_CLASS_VERB },           { "ADJ", WORD_CLASS_ADJECTIVE },
  { "ADV", WORD_CLASS_ADVERB },        { "ADP", WORD_CLASS_ADPOSITION },     { "DET", WORD_CLASS_DETERMINER },
  { "CCONJ", WORD_CLASS_CONJUNCTION }, { "SCONJ", WORD_CLASS_SUBORDINATOR }, { "NUM", WORD_CLASS_NUMERAL },
  { "INTJ", WORD_CLASS_INTERJECTION }, { "PART", WORD_CLASS_PARTICLE },
};

static WordClass
find_class (const char *upos, const char *feats)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strcmp (tags[i].tag, upos) == 0)
      {
        gboolean is_finite
            = tags[i].class == WORD_CLASS_VERB && feats != NULL && strstr (feats, "VerbForm=Fin") != NULL;
        return is_finite ? WORD_CLASS_FINITE : tags[i].class;
      }

  return WORD_CLASS_OTHER;
}

WordClassCounts *
word_class_counts_new (void)
{
  return g_new0 (WordClassCounts, 1);
}

void
word_class_counts_free (WordClassCounts *counts)
{
  g_free (counts);
}

void
word_class_counts_add (WordClassCounts *counts, const Clusters *clusters, ObelusDocument *document)
{
  ObelusLayer *tokens = obelus_document_get_layer (document, "token");
  const char *text = obelus_document_get_text (document, NULL);
  gint upos = obelus_layer_find_column (tokens, "upos"), feats = obelus_layer_find_column (tokens, "feats");

  if (upos < 0)
    return;
  for (guint32 row = 0; row < obelus_layer_get_n_rows (tokens); row++)
    {
      guint32 start = obelus_layer_get_starts (tokens)[row], end = obelus_layer_get_ends (tokens)[row];
      const char *tag = obelus_layer_get_string (tokens, (guint) upos, row, NULL);
      guint32 cluster = clusters_find (clusters, hash_word ((const guchar *) text + start, end - start));

      if (tag != NULL && cluster != 0)
        counts->counts[cluster >> 8][find_class (
            tag, feats >= 0 ? obelus_layer_get_string (tokens, (guint) feats, row, NULL) : NULL)]++;
    }
}

GBytes *
word_class_counts_finish (const WordClassCounts *counts)
{
  guint8 *classes = g_new0 (guint8, CLUSTERS_N_FINE);

  for (guint cluster = 0; cluster < CLUSTERS_N_FINE; cluster++)
    for (guint class = 1; class < N_WORD_CLASSES; class ++)
      if (counts->counts[cluster][class] > counts->counts[cluster][classes[cluster]])
        classes[cluster] = (guint8) class;

  return g_bytes_new_take (classes, CLUSTERS_N_FINE);
}
