/* Feature templates. After Ratinov and Roth (2009), Krishnan and Manning (2006), and what was found to help. */
#include "templates.h"

#include "hash.h"

#include <string.h>

/* A head is sought so many words back. */
#define MOST_WORDS_FROM_HEAD 8

/* Each kind of feature is a number in its hashes. New kinds go to the end and raise ENTITY_FEATURES_VERSION. */
typedef enum
{
  KIND_WORD, /* a kind for each offset follows */
  KIND_SHAPE = KIND_WORD + 8,
  KIND_SUFFIX_NEAR = KIND_SHAPE + 8,
  KIND_CLUSTER = KIND_SUFFIX_NEAR + 8, /* a kind for each offset and size */
  KIND_CLUSTER_SHAPE = KIND_CLUSTER + 8 * LEARN_N_CLUSTERS,
  KIND_EXACT = KIND_CLUSTER_SHAPE + LEARN_N_CLUSTERS,
  KIND_LONG_SHAPE,
  KIND_PREFIX,
  KIND_SUFFIX = KIND_PREFIX + LEARN_N_AFFIXES,
  KIND_BIAS = KIND_SUFFIX + LEARN_N_AFFIXES,
  KIND_SENTENCE,
  KIND_SENTENCE_SHAPE,
  KIND_FIRST,
  KIND_TWEET,
  KIND_WORDS_BEFORE,
  KIND_WORDS_AFTER,
  KIND_WORDS_TWO_BEFORE,
  KIND_WORDS_TWO_AFTER,
  KIND_WORDS_AROUND,
  KIND_WORD_BEFORE_SHAPE,
  KIND_WORD_AFTER_SHAPE,
  KIND_SHAPES_BEFORE,
  KIND_SHAPES_AFTER,
  KIND_SHAPES_THREE,
  KIND_CLUSTERS_BEFORE,
  KIND_CLUSTERS_AFTER = KIND_CLUSTERS_BEFORE + LEARN_N_CLUSTERS,
  KIND_ELSEWHERE = KIND_CLUSTERS_AFTER + LEARN_N_CLUSTERS,
  KIND_ELSEWHERE_CASING,
  KIND_ELSEWHERE_SHAPE,
  KIND_ELSEWHERE_BEFORE,
  KIND_ELSEWHERE_AFTER,
  KIND_LIST,
  KIND_LISTS = KIND_LIST + LEARN_MAX_LISTS,
  KIND_LISTS_CASING,
  KIND_LISTS_BEFORE,
  KIND_LISTS_AFTER,
  KIND_OTHER_BEFORE,
  KIND_OTHER_AFTER,
  KIND_OTHER_CLUSTER_BEFORE,
  KIND_OTHER_CLUSTER_AFTER = KIND_OTHER_CLUSTER_BEFORE + LEARN_N_CLUSTERS,
  KIND_DEFINITION = KIND_OTHER_CLUSTER_AFTER + LEARN_N_CLUSTERS,
  KIND_HEAD,
  KIND_HEAD_CLUSTER, /* a kind for each size */
} Kind;

static inline guint64
combine (Kind kind, guint64 value)
{
  return learn_hash_mix (value, kind + 1000);
}

static inline guint64
combine_two (Kind kind, guint64 a, guint64 b)
{
  return learn_hash_mix (a + (b << 21 | b >> 43), kind + 1000);
}

guint
entity_features_list_word (const LearnWord *word, int offset, guint64 *features)
{
  guint n = 0;
  guint side = (guint) (offset + LEARN_REACH);

  features[n++] = combine (KIND_WORD + side, word->lower);
  if (offset < -2 || offset > 2)
    return n;

  for (guint i = 0; i < LEARN_N_CLUSTERS; i++)
    if (word->clusters[i] != 0)
      features[n++] = combine (KIND_CLUSTER + 8 * i + side, word->clusters[i]);
  if (offset < -1 || offset > 1)
    return n;

  features[n++] = combine (KIND_SHAPE + side, word->shape);
  if (offset != 0)
    {
      if (word->suffixes[2] != 0)
        features[n++] = combine (KIND_SUFFIX_NEAR + side, word->suffixes[2]);
      return n;
    }

  features[n++] = combine (KIND_EXACT, word->exact);
  features[n++] = combine (KIND_LONG_SHAPE, word->long_shape);
  for (guint i = 0; i < LEARN_N_AFFIXES && word->prefixes[i] != 0; i++)
    {
      features[n++] = combine (KIND_PREFIX + i, word->prefixes[i]);
      features[n++] = combine (KIND_SUFFIX + i, word->suffixes[i]);
    }
  for (guint i = 0; i < LEARN_N_CLUSTERS; i++)
    if (word->clusters[i] != 0)
      features[n++] = combine_two (KIND_CLUSTER_SHAPE + i, word->clusters[i], word->shape);

  return n;
}

guint
entity_features_list_sentence (LearnSentenceCasing casing, gboolean is_first, gboolean is_tweet, guint64 *features)
{
  guint n = 0;

  features[n++] = combine (KIND_BIAS, 0);
  features[n++] = combine (KIND_SENTENCE, casing);
  if (is_first)
    features[n++] = combine (KIND_FIRST, 0);
  if (is_tweet)
    features[n++] = combine (KIND_TWEET, 0);

  return n;
}

guint
entity_features_list_writing (guint8 elsewhere, LearnCasing casing, gboolean is_first, guint64 *features)
{
  features[0] = combine (KIND_ELSEWHERE, elsewhere);
  features[1] = combine (KIND_ELSEWHERE_CASING, elsewhere | (guint64) casing << 8 | (guint64) is_first << 16);

  return 2;
}

guint
entity_features_list_writing_near (guint8 elsewhere, LearnCasing casing, guint side, guint64 *features)
{
  features[0] = combine (KIND_ELSEWHERE_BEFORE + side, elsewhere | (guint64) casing << 8);

  return 1;
}

guint
entity_features_list_place (const LearnStretch *stretch, guint32 place, guint64 *features)
{
  const LearnWord *const *words = stretch->words + place;
  const LearnWord *here = words[0], *before = words[-1], *after = words[1];
  guint n = 0;

  features[n++] = combine_two (KIND_WORDS_BEFORE, before->lower, here->lower);
  features[n++] = combine_two (KIND_WORDS_AFTER, here->lower, after->lower);
  features[n++] = combine_two (KIND_WORDS_TWO_BEFORE, words[-2]->lower, before->lower);
  features[n++] = combine_two (KIND_WORDS_TWO_AFTER, after->lower, words[2]->lower);
  features[n++] = combine_two (KIND_WORDS_AROUND, before->lower, after->lower);
  features[n++] = combine_two (KIND_WORD_BEFORE_SHAPE, before->lower, here->shape);
  features[n++] = combine_two (KIND_WORD_AFTER_SHAPE, after->lower, here->shape);

  return n;
}

guint
entity_features_list_shapes (const LearnStretch *stretch, guint32 place, guint64 *features)
{
  const LearnWord *const *words = stretch->words + place;
  guint64 here = words[0]->shape, after = words[1]->shape;
  guint64 shapes = learn_hash_mix (words[-1]->shape, here);

  features[0] = combine (KIND_SHAPES_BEFORE, shapes);
  features[1] = combine_two (KIND_SHAPES_AFTER, here, after);
  features[2] = combine_two (KIND_SHAPES_THREE, shapes, after);

  return 3;
}

static inline guint64
combine_clusters (Kind kind, guint size, const LearnWord *left, const LearnWord *right)
{
  return combine_two (kind + size, left->clusters[size], right->clusters[size]);
}

guint
entity_features_list_large_clusters (const LearnWord *left, const LearnWord *right, guint side, guint64 *features)
{
  for (guint i = 0; i < ENTITY_N_LARGE_CLUSTERS; i++)
    features[i] = combine_clusters (side == 0 ? KIND_CLUSTERS_BEFORE : KIND_CLUSTERS_AFTER, i, left, right);

  return ENTITY_N_LARGE_CLUSTERS;
}

guint
entity_features_list_small_clusters (const LearnStretch *stretch, guint32 place, guint64 *features)
{
  const LearnWord *const *words = stretch->words + place;
  guint n = 0;

  for (guint i = ENTITY_N_LARGE_CLUSTERS; i < LEARN_N_CLUSTERS; i++)
    {
      features[n++] = combine_clusters (KIND_CLUSTERS_BEFORE, i, words[-1], words[0]);
      features[n++] = combine_clusters (KIND_CLUSTERS_AFTER, i, words[0], words[1]);
    }

  return n;
}

guint
entity_features_list_shape_writing (const LearnStretch *stretch, guint32 place, guint64 *features)
{
  guint64 shape = stretch->words[place]->shape;

  features[0] = combine_two (KIND_SENTENCE_SHAPE, stretch->sentence_casing, shape);
  features[1] = combine_two (KIND_ELSEWHERE_SHAPE, stretch->elsewhere[place], shape);

  return 2;
}

/* Words in small letters that names go on behind. */
typedef enum
{
  JOINER_NONE,
  JOINER_OF, /* the word before it is what is named: a guild, a bank */
  JOINER_THE,
  JOINER_AND,
} Joiner;

static Joiner
find_joiner (const LearnStretch *stretch, guint32 place)
{
  const LearnTokens *tokens = stretch->tokens;
  const guint32 token = stretch->first + place;
  const char *word = tokens->text + tokens->starts[token];

  switch (tokens->ends[token] - tokens->starts[token])
    {
    case 1:
      return *word == '&' ? JOINER_AND : JOINER_NONE;
    case 2:
      return memcmp (word, "of", 2) == 0 || memcmp (word, "de", 2) == 0 ? JOINER_OF : JOINER_NONE;
    case 3:
      return memcmp (word, "for", 3) == 0   ? JOINER_OF
             : memcmp (word, "the", 3) == 0 ? JOINER_THE
             : memcmp (word, "and", 3) == 0 ? JOINER_AND
                                            : JOINER_NONE;
    default:
      return JOINER_NONE;
    }
}

/* The first word before @place that has a capital and `of` behind it, with nothing but capitalised words and joiners
 * from there on; NULL if there is none. `and the` begins another phrase. */
static const LearnWord *
find_head (const LearnStretch *stretch, guint32 place)
{
  const LearnWord *head = NULL;
  const guint32 least = place - MIN (place, MOST_WORDS_FROM_HEAD);
  Joiner behind = stretch->words[place]->casing > LEARN_CASING_LOWER ? JOINER_NONE : find_joiner (stretch, place);

  if (behind == JOINER_NONE && stretch->words[place]->casing <= LEARN_CASING_LOWER)
    return NULL;
  for (guint32 at = place; at-- > least;)
    {
      const gboolean is_capital = stretch->words[at]->casing > LEARN_CASING_LOWER;
      const Joiner here = is_capital ? JOINER_NONE : find_joiner (stretch, at);
      if ((!is_capital && here == JOINER_NONE) || (here == JOINER_AND && behind == JOINER_THE))
        break;
      if (is_capital && behind == JOINER_OF)
        head = stretch->words[at];
      behind = here;
    }

  return head;
}

guint
entity_features_list_phrase (const LearnStretch *stretch, guint32 place, guint64 *features)
{
  const LearnWord *here = stretch->words[place], *head = find_head (stretch, place);
  guint n = 0;

  if (head != NULL)
    {
      features[n++] = combine_two (KIND_HEAD, head->lower, here->casing);
      for (guint i = 0; i < LEARN_N_CLUSTERS; i++)
        if (head->clusters[i] != 0)
          features[n++] = combine_two (KIND_HEAD_CLUSTER + i, head->clusters[i], here->casing);
    }
  if (stretch->definitions[place] != LEARN_MARK_NONE)
    features[n++] = combine (KIND_DEFINITION, stretch->definitions[place] | (guint64) here->casing << 8);

  return n;
}

/* What stands together at a place. Training adds up in the order that features are listed in. */
static guint
list_together (const LearnStretch *stretch, guint32 place, guint64 *features)
{
  const LearnWord *const *words = stretch->words + place;
  guint n = entity_features_list_place (stretch, place, features);

  n += entity_features_list_shapes (stretch, place, features + n);
  for (guint i = 0; i < ENTITY_N_LARGE_CLUSTERS; i++)
    {
      features[n++] = combine_clusters (KIND_CLUSTERS_BEFORE, i, words[-1], words[0]);
      features[n++] = combine_clusters (KIND_CLUSTERS_AFTER, i, words[0], words[1]);
    }
  n += entity_features_list_small_clusters (stretch, place, features + n);
  n += entity_features_list_phrase (stretch, place, features + n);

  return n + entity_features_list_shape_writing (stretch, place, features + n);
}

guint
entity_features_list_others (const LearnStretch *stretch, guint32 place, guint64 *features)
{
  guint n = 0;
  const LearnOthers *others = &stretch->others[place];
  for (guint other = 0; other < others->n; other++)
    {
      features[n++] = combine (KIND_OTHER_BEFORE, others->before[other]->lower);
      features[n++] = combine (KIND_OTHER_AFTER, others->after[other]->lower);
      for (guint i = 1; i < LEARN_N_CLUSTERS - 1; i++)
        {
          features[n++] = combine (KIND_OTHER_CLUSTER_BEFORE + i, others->before[other]->clusters[i]);
          features[n++] = combine (KIND_OTHER_CLUSTER_AFTER + i, others->after[other]->clusters[i]);
        }
    }

  return n;
}

guint
entity_features_list_lists (const LearnStretch *stretch, guint32 place, guint64 *features)
{
  const guint32 *marks = stretch->marks + place;
  guint n = 0;

  for (guint list = 0; list < LEARN_MAX_LISTS && marks[0] >> 3 * list != 0; list++)
    if ((marks[0] >> 3 * list & 7) != 0)
      features[n++] = combine (KIND_LIST + list, marks[0] >> 3 * list & 7);
  if (marks[0] != 0)
    {
      features[n++] = combine (KIND_LISTS, marks[0]);
      features[n++] = combine (KIND_LISTS_CASING, marks[0] | (guint64) stretch->words[place]->casing << 32);
    }
  if (marks[-1] != 0)
    features[n++] = combine (KIND_LISTS_BEFORE, marks[-1]);
  if (marks[1] != 0)
    features[n++] = combine (KIND_LISTS_AFTER, marks[1]);

  return n;
}

guint
entity_features_list_all (const LearnStretch *stretch, guint32 place, EntityFeatureGroups groups, guint64 *features,
                          guint *n_firm)
{
  const LearnWord *const *words = stretch->words + place;
  const guint8 *elsewhere = stretch->elsewhere + place;
  gboolean is_first = stretch->is_sentence_start && place == 0;
  guint n = 0;

  n += entity_features_list_sentence (stretch->sentence_casing, is_first, stretch->is_tweet, features);
  if ((groups & ENTITY_FEATURES_DOCUMENT) != 0)
    {
      n += entity_features_list_writing (elsewhere[0], words[0]->casing, is_first, features + n);
      n += entity_features_list_writing_near (elsewhere[-1], words[-1]->casing, 0, features + n);
      n += entity_features_list_writing_near (elsewhere[1], words[1]->casing, 1, features + n);
    }
  for (int offset = -LEARN_REACH; offset <= LEARN_REACH && (groups & ENTITY_FEATURES_WORDS) != 0; offset++)
    n += entity_features_list_word (words[offset], offset, features + n);
  if ((groups & ENTITY_FEATURES_PAIRS) != 0)
    n += list_together (stretch, place, features + n);
  *n_firm = n;
  if ((groups & ENTITY_FEATURES_DOCUMENT) != 0)
    n += entity_features_list_others (stretch, place, features + n);
  if ((groups & ENTITY_FEATURES_LISTS) != 0)
    n += entity_features_list_lists (stretch, place, features + n);

  return n;
}
