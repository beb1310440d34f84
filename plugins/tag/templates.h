/* The features of a token: what the tagger's weights are about. */
#pragma once

#include "scan.h"

/* A model holds weights for the features of one version only. */
#define TAG_FEATURES_VERSION 1

/* More features than a token can have. */
#define TAG_MAX_FEATURES 160

/* Words this far away bring something of their own; the table of what they bring has a row for each offset. */
#define TAG_WORD_REACH 2

/* What a lexicon says of a word: 0 if it is not there, else the labels that it had in training, the commonest first
 * (see lexicon-classes.h). */
typedef guint32 TagClass;

/* The label that a word has most often, or a number that is none. */
static inline guint
tag_class_get_first (TagClass class)
{
  return ((class >> 12 & 0x3f) - 1u) & 0x3f;
}

/* How far to look for a verb. */
#define TAG_VERB_REACH 6

/* A stretch of a sentence, and the class of each of its words, reaching as far as the words do. */
typedef struct
{
  LearnStretch words;
  guint32 n;
  const TagClass *classes;
  guint64 verbs; /* labels of verbs, and of marks, as bits */
  guint64 stops;
} TagStretch;

/* The features of a token come in groups by what they depend on, since sums over a group of few cases need to be made
 * only once. Each function puts a group into @features and returns how many there are. */

/* Because a word stands @offset places (−TAG_WORD_REACH…TAG_WORD_REACH) from it. */
guint tag_features_list_word (const LearnWord *word, TagClass class, int offset, guint64 *features);

/* Because of the sentence it is in, and how its word is written here and elsewhere in the document. */
guint tag_features_list_writing (LearnSentenceCasing sentence, guint8 elsewhere, LearnCasing casing, gboolean is_first,
                                 guint64 *features);

/* Because of what stands together at @place. */
guint tag_features_list_place (const TagStretch *stretch, guint32 place, guint64 *features);

/* All of the above. */
guint tag_features_list_all (const TagStretch *stretch, guint32 place, guint64 *features);
