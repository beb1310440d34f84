/* The features of a token: what the tagger's weights are about. */
#pragma once

#include "scan.h"

/* A model holds weights for the features of one version only. */
#define ENTITY_FEATURES_VERSION 2

/* More features than a token can have. */
#define ENTITY_MAX_FEATURES 128

/* The sizes of clusters come the largest first. So many are few enough for pairs of them to be met again and again. */
#define ENTITY_N_LARGE_CLUSTERS 2

/* The features of a token come in groups by what they depend on, since sums over a group of few cases need to be made
 * only once. Each function puts a group into @features and returns how many there are. */

/* Because @word stands @offset places (−LEARN_REACH…LEARN_REACH) from it. */
guint entity_features_list_word (const LearnWord *word, int offset, guint64 *features);

/* Because of the sentence it is in. */
guint entity_features_list_sentence (LearnSentenceCasing casing, gboolean is_first, gboolean is_tweet,
                                     guint64 *features);

/* Because of how its word is written here and elsewhere in the document. */
guint entity_features_list_writing (guint8 elsewhere, LearnCasing casing, gboolean is_first, guint64 *features);

/* Because of how the word before it (@side 0) or behind it (1) is written. */
guint entity_features_list_writing_near (guint8 elsewhere, LearnCasing casing, guint side, guint64 *features);

/* Because of the words that stand together at @place. */
guint entity_features_list_place (const LearnStretch *stretch, guint32 place, guint64 *features);

/* Because of the shapes that do. */
guint entity_features_list_shapes (const LearnStretch *stretch, guint32 place, guint64 *features);

/* Because of the phrase it stands in: the word that says what is named (`Guild` of `Northern Guild of the Blue
 * Lantern`), and the abbreviation that stands for it. */
guint entity_features_list_phrase (const LearnStretch *stretch, guint32 place, guint64 *features);

/* Because of the shape of its word with how its sentence is written, and how the word is elsewhere. */
guint entity_features_list_shape_writing (const LearnStretch *stretch, guint32 place, guint64 *features);

/* Because of the large clusters of two words side by side, of which the token is the right one (@side 0) or the left
 * one (1). */
guint entity_features_list_large_clusters (const LearnWord *left, const LearnWord *right, guint side,
                                           guint64 *features);

/* Because of the small clusters of the words on either side and its own. */
guint entity_features_list_small_clusters (const LearnStretch *stretch, guint32 place, guint64 *features);

/* Because of what its word stands beside elsewhere in the document. */
guint entity_features_list_others (const LearnStretch *stretch, guint32 place, guint64 *features);

/* Because of the lists of names. */
guint entity_features_list_lists (const LearnStretch *stretch, guint32 place, guint64 *features);

/* Groups that a model may be learned without. What it has no weights for, it need not be told of in use. */
typedef enum
{
  ENTITY_FEATURES_WORDS = 1 << 0,    /* each word nearby: form, shape, beginnings and ends, clusters */
  ENTITY_FEATURES_PAIRS = 1 << 1,    /* what stands together */
  ENTITY_FEATURES_DOCUMENT = 1 << 2, /* how a word is written, and what it stands beside, elsewhere in the document */
  ENTITY_FEATURES_LISTS = 1 << 3,
  ENTITY_FEATURES_ALL = (1 << 4) - 1,
} EntityFeatureGroups;

/* All of the above that belong to @groups, and those of the sentence. Those from @n_firm on are hints that some texts
 * do not give: the rest of a document, the lists. */
guint entity_features_list_all (const LearnStretch *stretch, guint32 place, EntityFeatureGroups groups,
                                guint64 *features, guint *n_firm);
