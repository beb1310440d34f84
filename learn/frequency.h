/* How common words are: document frequencies learned from the training texts. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LearnFrequencyTable LearnFrequencyTable;

/**
 * learn_frequency_table_new:
 * @hashes: hashes of words, ascending
 * @weights: how rare each word is, 0 … 255
 * @n: how many
 *
 * Both are kept, not copied. Words that are not in the table are the rarest.
 *
 * Returns: (transfer full): the table; %NULL if @hashes are out of order
 */
LearnFrequencyTable *learn_frequency_table_new (const guint32 *hashes, const guint8 *weights, gsize n);

void learn_frequency_table_free (LearnFrequencyTable *table);

/* How rare a word is, 0 … 1. */
float learn_frequency_table_get (const LearnFrequencyTable *table, guint32 hash);

/* Asks for what learn_frequency_table_get () reads first, ahead of its use. */
void learn_frequency_table_prefetch (const LearnFrequencyTable *table, guint32 hash);

/* Counting, for the trainer */

typedef struct _LearnFrequencyCounter LearnFrequencyCounter;

LearnFrequencyCounter *learn_frequency_counter_new (void);
void learn_frequency_counter_free (LearnFrequencyCounter *counter);

/* Counts the different words of one text. */
void learn_frequency_counter_add (LearnFrequencyCounter *counter, const guint32 *hashes, gsize n);

/**
 * learn_frequency_counter_finish:
 * @counter: a counter
 * @least: texts that a word must be in to have a place in the table
 * @hashes: (out) (transfer full): of the words, ascending
 * @weights: (out) (transfer full): how rare each is
 *
 * Returns: how many words the table has
 */
gsize learn_frequency_counter_finish (LearnFrequencyCounter *counter, guint32 least, guint32 **hashes,
                                      guint8 **weights);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LearnFrequencyTable, learn_frequency_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LearnFrequencyCounter, learn_frequency_counter_free)

G_END_DECLS
