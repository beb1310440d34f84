/* Rules as a nondeterministic automaton over classes of characters. */
#pragma once

#include "rules.h"

enum
{
  PATTERN_MAX_STATES = 65536,
  PATTERN_MAX_POSITIONS = 8192,
};

typedef enum
{
  STATE_CHARACTER, /* goes to @out with a character of the set @set */
  STATE_SPLIT,     /* goes to @out and to @other */
  STATE_BORDER,    /* goes to @out between characters that are neither both letters nor both digits */
  STATE_MATCH,     /* the rule @rule matches, if a token ends here */
} StateKind;

typedef struct
{
  guint8 kind;
  guint16 rule;
  guint32 out;
  guint32 other;
  guint32 set;
  guint32 position; /* its number among the states with a character */
} PatternState;

typedef struct
{
  PatternRules *rules;
  PatternRule *outputs; /* the rules that are used, the most preferred first; they belong to @rules */
  guint n_outputs;
  GArray *states; /* PatternState */
  guint32 root;
  GArray *matches;   /* guint32: the states that are matches */
  GArray *positions; /* guint32: the states with a character, those of one rule together */
  /* Where one may come from to each state: @sources[first_source[s]] up to that of s + 1 */
  guint32 *first_source;
  guint32 *sources;
} PatternAutomaton;

/* Compiles the rules with these labels (NULL for all), of which those of later files are preferred to those of earlier
 * ones, and in a file the upper. Takes @rules over. NULL with an error if they are too large. */
PatternAutomaton *pattern_automaton_new (PatternRules *rules, const char *const *labels, GError **error);
void pattern_automaton_free (PatternAutomaton *automaton);

static inline const PatternState *
pattern_automaton_get_state (const PatternAutomaton *automaton, guint32 state)
{
  return (const PatternState *) (gconstpointer) automaton->states->data + state;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PatternAutomaton, pattern_automaton_free)
