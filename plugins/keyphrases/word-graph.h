/* A text's words as a graph in which those are tied that stand near each other. */
#pragma once

#include "words.h"

G_BEGIN_DECLS

/* The sum of all words' places in the graph. */
#define WORD_GRAPH_UNIT (G_GUINT64_CONSTANT (1) << 44)

/* Sets the words' `place`: how often somebody is at a word who walks from word to word along the graph and now and then
 * begins anew at a word that the text begins with. %FALSE where no memory is left or the work was cancelled. O(tokens),
 * however often words stand near each other. */
gboolean word_graph_rank (Words *words);

G_END_DECLS
