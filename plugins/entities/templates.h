/* The features of a token: what the tagger's weights are about. */
#pragma once

#include "lexicon.h"

/* A model holds weights for the features of one version only. */
#define ENTITY_FEATURES_VERSION 1

/* Words up to this far away matter. */
#define ENTITY_REACH 3

/* More features than a token can have. */
#define ENTITY_MAX_FEATURES 128

typedef enum
{
  ENTITY_SENTENCE_EMPTY, /* no letters that have case */
  ENTITY_SENTENCE_UPPER, /* A HEADLINE IN CAPITALS */
  ENTITY_SENTENCE_LOWER, /* not one capital */
  ENTITY_SENTENCE_TITLE, /* Most Words Begin With One */
  ENTITY_SENTENCE_NORMAL,
} EntitySentenceCasing;

/* How a word is written elsewhere in its document: times in small letters (0, 1, more) and times capitalised inside a
 * sentence (0, 1, more). */
#define ENTITY_N_ELSEWHERE 9
#define ENTITY_ELSEWHERE(n_lower, n_capitalized) ((guint8) (MIN (n_lower, 2) * 3 + MIN (n_capitalized, 2)))

/* Where else in its document a capitalised word stands: what is around it there tells about it here as well. */
#define ENTITY_MAX_OTHERS 2

typedef struct
{
  guint n;
  const EntityWord *before[ENTITY_MAX_OTHERS];
  const EntityWord *after[ENTITY_MAX_OTHERS];
} EntityOthers;

/* The words of a stretch of a sentence, with ENTITY_REACH more (of the sentence, or boundaries) on each side: words[0]
 * is the stretch's first, words[-1] the one before it. */
typedef struct
{
  const EntityWord *const *words;
  const guint8 *elsewhere;    /* ENTITY_ELSEWHERE of each, reaching as far as @words */
  const guint32 *marks;       /* places in listed names, three bits a list, reaching as far as @words */
  const EntityOthers *others; /* of the stretch's own words */
  EntitySentenceCasing sentence_casing;
  gboolean is_tweet;
  gboolean is_sentence_start; /* whether words[0] begins its sentence */
} EntityStretch;

/* A mark's three bits. */
typedef enum
{
  ENTITY_MARK_NONE,
  ENTITY_MARK_UNIT,
  ENTITY_MARK_FIRST,
  ENTITY_MARK_INSIDE,
  ENTITY_MARK_LAST,
} EntityMark;

EntitySentenceCasing entity_sentence_find_casing (const guint8 *casings, guint32 n);

/* The features of a token come in groups by what they depend on, since sums over a group of few cases need to be made
 * only once. Each function puts a group into @features and returns how many there are. */

/* Because @word stands @offset places (−ENTITY_REACH…ENTITY_REACH) from it. */
guint entity_features_list_word (const EntityWord *word, int offset, guint64 *features);

/* Because of the sentence it is in. */
guint entity_features_list_sentence (EntitySentenceCasing casing, gboolean is_first, gboolean is_tweet,
                                     guint64 *features);

/* Because of how its word is written here and elsewhere in the document. */
guint entity_features_list_writing (guint8 elsewhere, EntityCasing casing, gboolean is_first, guint64 *features);

/* Because of how the word before it (@side 0) or behind it (1) is written. */
guint entity_features_list_writing_near (guint8 elsewhere, EntityCasing casing, guint side, guint64 *features);

/* Because of what stands together at @place. */
guint entity_features_list_place (const EntityStretch *stretch, guint32 place, guint64 *features);

/* Because of what its word stands beside elsewhere in the document. */
guint entity_features_list_others (const EntityStretch *stretch, guint32 place, guint64 *features);

/* Because of the lists of names. */
guint entity_features_list_lists (const EntityStretch *stretch, guint32 place, guint64 *features);

/* All of the above. Those from @n_firm on are hints that some texts do not give: the rest of a document, the lists. */
guint entity_features_list_all (const EntityStretch *stretch, guint32 place, guint64 *features, guint *n_firm);
