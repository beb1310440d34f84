/* How common words are: document frequencies learned from the training texts. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FrequencyTable FrequencyTable;

/**
 * frequency_table_new:
 * @hashes: hashes of words, ascending
 * @weights: how rare each word is, 0 … 255
 * @n: how many
 *
 * Both are kept, not copied. Words that are not in the table are the rarest.
 *
 * Returns: (transfer full): the table; %NULL if @hashes are out of order
 */
FrequencyTable *frequency_table_new (const guint32 *hashes, const guint8 *weights, gsize n);

void frequency_table_free (FrequencyTable *table);

/* How rare a word is, 0 … 1. */
float frequency_table_get (const FrequencyTable *table, guint32 hash);

/* Counting, for the trainer */

typedef struct _FrequencyCounter FrequencyCounter;

FrequencyCounter *frequency_counter_new (void);
void frequency_counter_free (FrequencyCounter *counter);

/* Counts the different words of one text. */
void frequency_counter_add (FrequencyCounter *counter, const guint32 *hashes, gsize n);

/**
 * frequency_counter_finish:
 * @counter: a counter
 * @least: texts that a word must be in to have a place in the table
 * @hashes: (out) (transfer full): of the words, ascending
 * @weights: (out) (transfer full): how rare each is
 *
 * Returns: how many words the table has
 */
gsize frequency_counter_finish (FrequencyCounter *counter, guint32 least, guint32 **hashes, guint8 **weights);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FrequencyTable, frequency_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FrequencyCounter, frequency_counter_free)

G_END_DECLS
