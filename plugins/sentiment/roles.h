/* Words that change the words around them. */
#pragma once

#include "lexicon.h"

typedef struct
{
  SentimentRole role;
  const char *words; /* with spaces between, clitics apart */
} SentimentRoleWords;

/* Ends with role SENTIMENT_ROLE_NONE. */
extern const SentimentRoleWords sentiment_role_words[];
