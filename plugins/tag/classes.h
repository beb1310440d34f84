/* What a lexicon says of words: with which labels each occurred in training, roughly. */
#pragma once

#include "templates.h"
#include "word-table.h"

/* How often it occurred (1; 2 to 4; more) in two bits above three labels of six, each one more than its number. */
#define TAG_CLASS_BITS 20

static inline TagClass
tag_classes_find (const LearnWordTable *table, guint64 lower)
{
  return (TagClass) learn_word_table_find (table, TAG_CLASS_BITS, lower) & ((1u << TAG_CLASS_BITS) - 1);
}

/* Counting, in parts of the training texts: a model must learn how much a class can be trusted, so that what it sees of
 * a word while learning comes from the other parts only. */
typedef struct _TagClassCounter TagClassCounter;

TagClassCounter *tag_class_counter_new (void);
void tag_class_counter_free (TagClassCounter *counter);
void tag_class_counter_add (TagClassCounter *counter, guint part, guint64 lower, guint8 label);

/* The class of a word by all parts but @part. */
TagClass tag_class_counter_find (TagClassCounter *counter, guint part, guint64 lower);

/* The table of the classes by all parts, of words that occur at least @min_count times. */
GArray *tag_class_counter_compile (TagClassCounter *counter, guint min_count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TagClassCounter, tag_class_counter_free)
