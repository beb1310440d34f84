/* Key phrases that people gave a text, as its metadata holds them. */
#pragma once

#include <obelus/obelus-document.h>

G_BEGIN_DECLS

/* The metadata field: a phrase a line, with other names of the same thing behind tabs. */
#define GOLD_FIELD "keyphrases"

/**
 * gold_read:
 * @document: a document
 *
 * Returns: (transfer full) (nullable) (element-type GStrv): the phrases, each with its other names behind it; %NULL
 *   where the document has none
 */
GPtrArray *gold_read (ObelusDocument *document);

G_END_DECLS
