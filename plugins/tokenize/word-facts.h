/* Words of any script with a number for each, found without regard to case. */
#pragma once

#include <glib.h>

typedef struct
{
  guint32 *slots; /* positions in entries, from 1 on; 0: empty */
  guint32 n_slots;
  GArray *entries;
  GString *letters;
} WordFacts;

void word_facts_init (WordFacts *facts);
void word_facts_clear (WordFacts *facts);

/* The bits of a word; 0 if it is not there, or longer than any. Case and the form of apostrophes do not matter. */
guint32 word_facts_look_up (const WordFacts *facts, const guchar *word, gsize length);

/* Adds bits to those of a word. Returns FALSE if the word is longer than is taken. */
gboolean word_facts_add (WordFacts *facts, const char *word, gsize length, guint32 bits);
