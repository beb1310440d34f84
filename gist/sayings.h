/* The quotations that tell most of a document, with who said them. */
#pragma once

#include "mood.h"
#include "names.h"

typedef struct
{
  guint32 row;   /* of the layer of quotations */
  char *speaker; /* clean, as the document mostly spells the name's fullest form */
  char *words;   /* clean and cut, without the marks around it */
} Saying;

/* Chooses at most @n_wanted of the quotations that have a speaker: the longest of each, those first who say most. What
 * is divided only by who said it is one quotation (`"Oak," she said, "is dear."`), and what begins inside a sentence
 * counts for half. What lies in a sentence of the summary (nullable) up to @last_rank, in one of the strongest
 * sentences of the mood (both nullable) that says more, or within another quotation is left out, and so are quotations
 * of less than four words in their first 300 bytes. In the order of the text, what one speaker says together. @names
 * (nullable) are those of @entities. */
GPtrArray *sayings_choose (const char *text, ObelusLayer *quotes, ObelusLayer *entities, const Names *names,
                           ObelusLayer *summary, gint64 last_rank, ObelusLayer *sentiment, const Mood *mood,
                           guint n_wanted);
