/* What a lexicon says of words: with which labels each occurred in training, roughly. */
#pragma once

#include "templates.h"
#include "word-table.h"

static inline TagClass
tag_classes_find (const LearnWordTable *table, guint64 lower)
{
  return (TagClass) learn_word_table_find (table, TAG_CLASS_BITS, lower) & ((1u << TAG_CLASS_BITS) - 1);
}

/* Finds the kin of a word of this class. */
static inline void
tag_kin_find (const LearnWordTable *table, TagClass class, const char *text, guint32 length, TagKin *kin)
{
  guint64 hashes[LEARN_N_KIN];

  *kin = (TagKin){ 0 };
  if (!tag_class_is_rare (class))
    return;
  learn_word_hash_kin (text, length, hashes);
  for (guint i = 0; i < LEARN_N_KIN; i++)
    kin->classes[i] = hashes[i] != 0 ? tag_classes_find (table, hashes[i]) : 0;
}

/* Counting, in parts of the training texts: a model must learn how much a class can be trusted, so that what it sees of
 * a word while learning comes from the other parts only. */
typedef struct _TagClassCounter TagClassCounter;

TagClassCounter *tag_class_counter_new (void);
void tag_class_counter_free (TagClassCounter *counter);
void tag_class_counter_add (TagClassCounter *counter, guint part, guint64 lower, guint8 label);

/* The class of a word by all parts but @part. */
TagClass tag_class_counter_find (TagClassCounter *counter, guint part, guint64 lower);

/* The same for its kin. */
void tag_class_counter_find_kin (TagClassCounter *counter, guint part, TagClass class, const char *text, guint32 length,
                                 TagKin *kin);

/* The table of the classes by all parts, of words that occur at least @min_count times. */
GArray *tag_class_counter_compile (TagClassCounter *counter, guint min_count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TagClassCounter, tag_class_counter_free)
