/* The key phrases of a document, each once, the best first. */
#pragma once

#include "names.h"

typedef struct
{
  char *text;    /* as one line that does no harm */
  guint count;   /* places */
  guint32 first; /* the row of the first of them */
  gint64 rank;   /* in the layer */
  guint n_named; /* places within names */
} KeyPhrase;

/* Lists what the rows of a layer of key phrases, each a place of one, are places of. Rows with one rank are one phrase;
 * where there are no ranks, those with one text. Left out is what @names (nullable) say already, and what stands within
 * rows of @entities (nullable) in half of its places or more. Words on their own step back a few places, since phrases
 * of several tell more. */
GPtrArray *phrases_list (const char *text, ObelusLayer *keyphrases, ObelusLayer *entities, const Names *names);
