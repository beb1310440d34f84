/* Finding what rules match, in time that is linear in the text whatever the rules are. */
#pragma once

#include "automaton.h"

typedef struct
{
  guint32 start; /* in bytes */
  guint32 end;
  guint rule; /* of the automaton's outputs */
} PatternMatch;

/* The states that a search built; it serves one text after another, on one thread. */
typedef struct _PatternSearch PatternSearch;

PatternSearch *pattern_search_new (const PatternAutomaton *automaton);
void pattern_search_free (PatternSearch *search);

/* Appends to @found (PatternMatch) the leftmost-longest matches that begin and end with tokens, from left to right; of
 * rules that match the same the most preferred. @text is valid UTF-8; tokens are in a layer's order. FALSE with an
 * error if memory is short or the work was cancelled. */
gboolean pattern_search_run (PatternSearch *search, const char *text, guint32 length, const guint32 *starts,
                             const guint32 *ends, guint32 n_tokens, GArray *found, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PatternSearch, pattern_search_free)
