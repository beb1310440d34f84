/* The features of a token: what the tagger's weights are about. */
#pragma once

#include "scan.h"

/* A model holds weights for the features of one version only. */
#define TAG_FEATURES_VERSION 1

/* More features than a token can have. */
#define TAG_MAX_FEATURES 160

/* Words this far away bring something of their own; the table of what they bring has a row for each offset. */
#define TAG_WORD_REACH 2

/* What a lexicon says of a word: 0 if it is not there, else how often it occurred (1; 2 to 4; more) in two bits above
 * three labels of six, the commonest first, each one more than its number. */
typedef guint32 TagClass;

#define TAG_CLASS_BITS 20

/* Whether so little is known of a word that its kin matter. */
static inline gboolean
tag_class_is_rare (TagClass class)
{
  return class >> 18 < 2;
}

/* Whether a word was met often. */
static inline gboolean
tag_class_is_common (TagClass class)
{
  return class >> 18 == 3;
}

/* The classes of words that may be a word's kin, all 0 if it is not rare. */
typedef struct
{
  TagClass classes[LEARN_N_KIN];
} TagKin;

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
  const TagKin *kin; /* of the stretch's own words; asked for by tag_features_list_all () only */
  guint64 verbs;     /* labels of verbs, and of marks, as bits */
  guint64 stops;
} TagStretch;

/* Which sizes of clusters count where they stand together: 256 and 1024. */
#define TAG_LARGE_CLUSTERS 1
#define TAG_SMALL_CLUSTERS 2

/* The features of a token come in groups by what they depend on, since sums over a group of few cases need to be made
 * only once. Each function puts a group into @features and returns how many there are. */

/* Because a word stands @offset places (−TAG_WORD_REACH…TAG_WORD_REACH) from it. */
guint tag_features_list_word (const LearnWord *word, TagClass class, int offset, guint64 *features);

/* Because of its word's kin. */
guint tag_features_list_kin (const LearnWord *word, const TagKin *kin, guint64 *features);

/* Because of the sentence it is in, and how its word is written here and elsewhere in the document. */
guint tag_features_list_writing (LearnSentenceCasing sentence, guint8 elsewhere, LearnCasing casing, gboolean is_first,
                                 guint64 *features);

/* Because of what stands together at @place. */
guint tag_features_list_place (const TagStretch *stretch, guint32 place, guint64 *features);

/* Because of the clusters, of one of two sizes, of its word and those on either side. */
guint tag_features_list_clusters (const TagStretch *stretch, guint32 place, guint size, guint64 *features);

/* Because of the casings around it. */
guint tag_features_list_casings (const TagStretch *stretch, guint32 place, guint64 *features);

/* Because of how a word of its class is written there. */
guint tag_features_list_class_writing (const TagStretch *stretch, guint32 place, guint64 *features);

/* All of the above. */
guint tag_features_list_all (const TagStretch *stretch, guint32 place, guint64 *features);
