/* The key phrases of a document, each once, the best first. */
#pragma once

#include "names.h"

typedef struct
{
  char *text;    /* as one line that does no harm */
  guint count;   /* places */
  guint32 first; /* the row of the first of them */
  gint64 rank;   /* lower ones come first */
} KeyPhrase;

/* Lists what the rows of a layer of key phrases, each a place of one, are places of. Rows with one rank are one phrase;
 * where there are no ranks, those with one text. What @names (nullable) say already is left out. */
GPtrArray *phrases_list (const char *text, ObelusLayer *keyphrases, const Names *names);
