/* A lexicon of four words, each with a vector of its own, for learning from texts of these alone */
#pragma once

#include "../word-rows.h"

/* The words: nothing but what texts say of them sets them apart. */
extern const char *const few_words[4];

typedef struct
{
  SentimentEntry *slots;
  gsize n_slots;
  SentimentLexicon lexicon;
  SentimentVectors *vectors;
} FewWords;

void few_words_init (FewWords *few);
void few_words_clear (FewWords *few);
