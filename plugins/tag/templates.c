/* Feature templates. */
#include "templates.h"

#include "hash.h"

/* Each kind of feature is a number in its hashes. A change here raises TAG_FEATURES_VERSION. */
typedef enum
{
  KIND_WORD, /* a kind for each offset follows */
  KIND_CLASS = KIND_WORD + 8,
  KIND_SHAPE = KIND_CLASS + 8,
  KIND_SUFFIX_NEAR = KIND_SHAPE + 8,
  KIND_CLUSTER = KIND_SUFFIX_NEAR + 8, /* a kind for each offset and size */
  KIND_CLUSTER_SHAPE = KIND_CLUSTER + 8 * LEARN_N_CLUSTERS,
  KIND_CLUSTER_SUFFIX = KIND_CLUSTER_SHAPE + LEARN_N_CLUSTERS,
  KIND_EXACT = KIND_CLUSTER_SUFFIX + LEARN_N_CLUSTERS,
  KIND_LONG_SHAPE,
  KIND_PREFIX,
  KIND_SUFFIX = KIND_PREFIX + LEARN_N_AFFIXES,
  KIND_SUFFIX_CASING = KIND_SUFFIX + LEARN_N_AFFIXES,
  KIND_CLASS_CASING = KIND_SUFFIX_CASING + LEARN_N_AFFIXES,
  KIND_CLASS_SUFFIX,
  KIND_BIAS,
  KIND_SENTENCE,
  KIND_WRITING,
  KIND_ELSEWHERE,
  KIND_WORDS_BEFORE,
  KIND_WORDS_AFTER,
  KIND_WORDS_AROUND,
  KIND_CLASSES_AROUND,
  KIND_CLASSES_TWO_BEFORE,
  KIND_CLASSES_TWO_AFTER,
  KIND_CLASSES_THREE,
  KIND_WORD_CLASS_BEFORE,
  KIND_WORD_CLASS_AFTER,
  KIND_CLASS_WORD_BEFORE,
  KIND_CLASS_WORD_AFTER,
  KIND_SUFFIX_WORD_BEFORE,
  KIND_CLUSTERS_BEFORE,
  KIND_CLUSTERS_AFTER = KIND_CLUSTERS_BEFORE + LEARN_N_CLUSTERS,
  KIND_SUFFIX_WORD_AFTER = KIND_CLUSTERS_AFTER + LEARN_N_CLUSTERS,
  KIND_CASINGS,
  KIND_CLASS_CASINGS,
  KIND_CLASS_WRITING,
  KIND_VERB_AHEAD,
  KIND_VERB_BEHIND,
  KIND_WORD_TWO_BEFORE,
  KIND_WORD_THREE_BEFORE,
  KIND_WORD_TWO_AFTER,
  KIND_WORD_CLASS_TWO_AFTER,
  KIND_WORD_CLASS_THREE_AFTER,
  KIND_KIN,
  KIND_KIN_KNOWN = KIND_KIN + LEARN_N_KIN,
} Kind;

static inline guint64
combine (Kind kind, guint64 value)
{
  return learn_hash_mix (value, kind + 2000);
}

static inline guint64
combine_two (Kind kind, guint64 a, guint64 b)
{
  return learn_hash_mix (a + (b << 21 | b >> 43), kind + 2000);
}

guint
tag_features_list_word (const LearnWord *word, TagClass class, int offset, guint64 *features)
{
  guint n = 0;
  guint side = (guint) (offset + LEARN_REACH);

  features[n++] = combine (KIND_WORD + side, word->lower);
  features[n++] = combine (KIND_CLASS + side, class);
  if (offset < -1 || offset > 1)
    {
      for (guint i = 1; i < 3 && word->clusters[i] != 0; i++)
        features[n++] = combine (KIND_CLUSTER + 8 * i + side, word->clusters[i]);
      return n;
    }
  for (guint i = 0; i < LEARN_N_CLUSTERS && word->clusters[i] != 0; i++)
    features[n++] = combine (KIND_CLUSTER + 8 * i + side, word->clusters[i]);

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
      if (i == 1 || i == 2)
        features[n++] = combine_two (KIND_SUFFIX_CASING + i, word->suffixes[i], word->casing);
    }
  for (guint i = 0; i < LEARN_N_CLUSTERS; i++)
    if (word->clusters[i] != 0)
      {
        features[n++] = combine_two (KIND_CLUSTER_SHAPE + i, word->clusters[i], word->shape);
        if (i == 1 && word->suffixes[1] != 0)
          features[n++] = combine_two (KIND_CLUSTER_SUFFIX + i, word->clusters[i], word->suffixes[1]);
      }
  features[n++] = combine_two (KIND_CLASS_CASING, class, word->casing);
  features[n++] = combine_two (KIND_CLASS_SUFFIX, class, word->suffixes[1]);

  return n;
}

guint
tag_features_list_kin (const LearnWord *word, const TagKin *kin, guint64 *features)
{
  /* how many letters a kin is shorter by, or has others for */
  static const guint8 endings[] = { 1, 2, 3, 4, 3, 3 };
  guint n = 0, known = 0;

  for (guint i = 0; i < LEARN_N_KIN; i++)
    {
      if (kin->classes[i] == 0)
        continue;
      guint label = tag_class_get_first (kin->classes[i]);
      guint64 ending = i < G_N_ELEMENTS (endings) ? word->suffixes[endings[i] - 1] : 0;
      features[n++] = combine_two (KIND_KIN + i, ending, label);
      known |= 1u << i;
    }
  if (known != 0)
    features[n++] = combine_two (KIND_KIN_KNOWN, known, word->casing);

  return n;
}

guint
tag_features_list_writing (LearnSentenceCasing sentence, guint8 elsewhere, LearnCasing casing, gboolean is_first,
                           guint64 *features)
{
  features[0] = combine (KIND_BIAS, 0);
  features[1] = combine (KIND_SENTENCE, sentence * 2u + (is_first ? 1 : 0));
  features[2] = combine (KIND_WRITING, (sentence * 2u + (is_first ? 1 : 0)) << 8 | casing);
  features[3] = combine (KIND_ELSEWHERE, (guint64) elsewhere << 16 | (is_first ? 1 : 0) << 8 | casing);

  return 4;
}

/* Which verb follows within a few words, by the label that it has most often, and whether at once: what tells `before
 * leaving` from `before they left` from `before noon`. */
static guint
find_verb_ahead (const TagStretch *stretch, guint32 place)
{
  for (guint32 at = place + 1; at < place + 1 + TAG_VERB_REACH && at < stretch->n; at++)
    {
      guint label = tag_class_get_first (stretch->classes[at]);
      if ((stretch->verbs >> label & 1) != 0)
        return label * 2 + (at == place + 1 ? 1 : 0);
      if ((stretch->stops >> label & 1) != 0)
        return 2 * 64;
    }

  return 2 * 64 + 1;
}

/* The verb that stands within a few words before. */
static guint64
find_verb_behind (const TagStretch *stretch, guint32 place)
{
  for (guint32 at = place; at > 0 && at + TAG_VERB_REACH > place; at--)
    {
      guint label = tag_class_get_first (stretch->classes[at - 1]);
      if ((stretch->verbs >> label & 1) != 0)
        return stretch->words.words[at - 1]->lower;
      if ((stretch->stops >> label & 1) != 0)
        return 1;
    }

  return 0;
}

/* What is known of a common word beyond its neighbours: what tells `for them to see` from `for them`, and `there have
 * been` from `they have been`. */
static guint
list_further (const TagStretch *stretch, guint32 place, guint64 *features)
{
  const LearnWord *const *words = stretch->words.words + place;
  const TagClass *classes = stretch->classes + place;
  guint64 here = words[0]->lower;
  guint n = 0;

  features[n++] = combine_two (KIND_WORDS_BEFORE, words[-1]->lower, here);
  features[n++] = combine_two (KIND_WORDS_AFTER, here, words[1]->lower);
  features[n++] = combine_two (KIND_WORD_CLASS_BEFORE, here, classes[-1]);
  features[n++] = combine_two (KIND_WORD_CLASS_AFTER, here, classes[1]);
  features[n++] = combine_two (KIND_WORD_TWO_BEFORE, here, words[-2]->lower);
  features[n++] = combine_two (KIND_WORD_THREE_BEFORE, here, words[-3]->lower);
  features[n++] = combine_two (KIND_WORD_TWO_AFTER, here, words[2]->lower);
  features[n++] = combine_two (KIND_WORD_CLASS_TWO_AFTER, here, classes[2]);
  features[n++] = combine_two (KIND_WORD_CLASS_THREE_AFTER, here, classes[3]);
  features[n++] = combine_two (KIND_VERB_AHEAD, here, find_verb_ahead (stretch, place));
  features[n++] = combine_two (KIND_VERB_BEHIND, here, find_verb_behind (stretch, place));

  return n;
}

guint
tag_features_list_place (const TagStretch *stretch, guint32 place, guint64 *features)
{
  const LearnWord *const *words = stretch->words.words + place;
  const TagClass *classes = stretch->classes + place;
  const LearnWord *here = words[0], *before = words[-1], *after = words[1];
  guint n = tag_class_is_common (classes[0]) ? list_further (stretch, place, features) : 0;

  features[n++] = combine_two (KIND_WORDS_AROUND, before->lower, after->lower);
  features[n++] = combine (KIND_CLASSES_AROUND, (guint64) classes[-1] << 32 | classes[1]);
  features[n++] = combine (KIND_CLASSES_TWO_BEFORE, (guint64) classes[-2] << 32 | classes[-1]);
  features[n++] = combine (KIND_CLASSES_TWO_AFTER, (guint64) classes[1] << 32 | classes[2]);
  features[n++] = combine_two (KIND_CLASSES_THREE, (guint64) classes[-1] << 32 | classes[0], classes[1]);
  features[n++] = combine_two (KIND_CLASS_WORD_BEFORE, before->lower, classes[0]);
  features[n++] = combine_two (KIND_CLASS_WORD_AFTER, after->lower, classes[0]);
  features[n++] = combine_two (KIND_SUFFIX_WORD_BEFORE, before->lower, here->suffixes[2]);
  features[n++] = combine_two (KIND_SUFFIX_WORD_AFTER, after->lower, here->suffixes[2]);

  return n;
}

static guint
join_casings (const LearnWord *const *words)
{
  return words[-1]->casing << 8 | words[0]->casing << 4 | words[1]->casing;
}

guint
tag_features_list_clusters (const TagStretch *stretch, guint32 place, guint size, guint64 *features)
{
  const LearnWord *const *words = stretch->words.words + place;

  features[0] = combine_two (KIND_CLUSTERS_BEFORE + size, words[-1]->clusters[size], words[0]->clusters[size]);
  features[1] = combine_two (KIND_CLUSTERS_AFTER + size, words[0]->clusters[size], words[1]->clusters[size]);

  return 2;
}

guint
tag_features_list_casings (const TagStretch *stretch, guint32 place, guint64 *features)
{
  const LearnWord *const *words = stretch->words.words + place;

  features[0] = combine (KIND_CASINGS, (guint64) stretch->words.sentence_casing << 20 | join_casings (words)
                                           | words[-2]->casing << 12 | words[2]->casing << 16);

  return 1;
}

guint
tag_features_list_class_writing (const TagStretch *stretch, guint32 place, guint64 *features)
{
  const LearnWord *const *words = stretch->words.words + place;
  guint64 class = stretch->classes[place];

  features[0] = combine (KIND_CLASS_CASINGS, class << 20 | join_casings (words));
  features[1] = combine (KIND_CLASS_WRITING, class << 32 | stretch->words.sentence_casing << 16
                                                 | stretch->words.elsewhere[place] << 8 | words[0]->casing);

  return 2;
}

guint
tag_features_list_all (const TagStretch *stretch, guint32 place, guint64 *features)
{
  const LearnWord *const *words = stretch->words.words + place;
  gboolean is_first = stretch->words.is_sentence_start && place == 0;
  guint n = tag_features_list_writing (stretch->words.sentence_casing, stretch->words.elsewhere[place],
                                       (LearnCasing) words[0]->casing, is_first, features);

  for (int offset = -TAG_WORD_REACH; offset <= TAG_WORD_REACH; offset++)
    n += tag_features_list_word (words[offset], stretch->classes[(int) place + offset], offset, features + n);
  n += tag_features_list_kin (words[0], &stretch->kin[place], features + n);
  n += tag_features_list_place (stretch, place, features + n);
  n += tag_features_list_clusters (stretch, place, TAG_LARGE_CLUSTERS, features + n);
  n += tag_features_list_clusters (stretch, place, TAG_SMALL_CLUSTERS, features + n);
  n += tag_features_list_casings (stretch, place, features + n);
  n += tag_features_list_class_writing (stretch, place, features + n);

  return n;
}
