/* Words of any script with a number for each, found without regard to case. */
#pragma once

#include <glib.h>

typedef struct
{
  guint32 *slots; /* positions in entries, from 1 on; 0: empty */
  guint32 n_slots;
  GArray *entries;
  GString *letters;
} WordTable;

void word_table_init (WordTable *table);
void word_table_clear (WordTable *table);

/* The bits of a word; 0 if it is not there, or longer than any. Case and the form of apostrophes do not matter. */
guint32 word_table_look_up (const WordTable *table, const guchar *word, gsize length);

/* Adds bits to those of a word. Returns FALSE if the word is longer than a table takes. */
gboolean word_table_add (WordTable *table, const char *word, gsize length, guint32 bits);
