/* From trees of rules to states, after Thompson, Regular expression search algorithm, CACM 11 (1968). */
#include "automaton.h"

#include <obelus/obelus-plugin.h>

#define NO_STATE G_MAXUINT32

typedef struct
{
  PatternAutomaton *automaton;
  guint16 rule;
  const char *problem; /* NULL for none */
} Compiler;

static guint32
add_state (Compiler *compiler, StateKind kind, guint32 out, guint32 other, guint32 set)
{
  PatternAutomaton *automaton = compiler->automaton;
  guint32 number = automaton->states->len;
  PatternState state = { (guint8) kind, compiler->rule, out, other, set, automaton->positions->len };

  if (number == PATTERN_MAX_STATES || (kind == STATE_CHARACTER && automaton->positions->len == PATTERN_MAX_POSITIONS))
    {
      compiler->problem = "the rules are too large for the automaton";
      return 0;
    }
  if (kind == STATE_CHARACTER)
    g_array_append_val (automaton->positions, number);
  else if (kind == STATE_MATCH)
    g_array_append_val (automaton->matches, number);
  g_array_append_val (automaton->states, state);

  return number;
}

static guint32
add_character (Compiler *compiler, guint set, gboolean fold, guint32 next)
{
  gint folded = fold ? character_table_fold (compiler->automaton->rules->table, set) : (gint) set;

  if (folded < 0)
    {
      compiler->problem = "the rules have too many sets of characters";
      return 0;
    }

  return add_state (compiler, STATE_CHARACTER, next, NO_STATE, (guint32) folded);
}

/* White space with at most one end of a line in it; with @border, or a border. */
static guint32
add_white (Compiler *compiler, gboolean border, guint32 next)
{
  CharacterSet *space = character_set_new (), *line = character_set_new ();
  space->kinds = 1 << KIND_SPACE;
  line->kinds = 1 << KIND_LINE;
  gint space_number = character_table_add (compiler->automaton->rules->table, space);
  gint line_number = character_table_add (compiler->automaton->rules->table, line);

  if (space_number < 0 || line_number < 0)
    {
      compiler->problem = "the rules have too many sets of characters";
      return 0;
    }
  guint32 behind = add_state (compiler, STATE_SPLIT, NO_STATE, next, 0);
  guint32 more_behind = add_state (compiler, STATE_CHARACTER, behind, NO_STATE, (guint32) space_number);
  guint32 end_of_line = add_state (compiler, STATE_CHARACTER, behind, NO_STATE, (guint32) line_number);
  guint32 goes_on = add_state (compiler, STATE_SPLIT, end_of_line, next, 0);
  guint32 before = add_state (compiler, STATE_SPLIT, NO_STATE, goes_on, 0);
  guint32 more_before = add_state (compiler, STATE_CHARACTER, before, NO_STATE, (guint32) space_number);
  guint32 white = add_state (compiler, STATE_SPLIT, more_before, end_of_line, 0);
  if (compiler->problem != NULL)
    return 0;
  g_array_index (compiler->automaton->states, PatternState, behind).out = more_behind;
  g_array_index (compiler->automaton->states, PatternState, before).out = more_before;
  if (!border)
    return white;

  return add_state (compiler, STATE_SPLIT, add_state (compiler, STATE_BORDER, next, NO_STATE, 0), white, 0);
}

/* Adds the states of a tree, which lead to @next; returns where they begin. Each call adds one at least, or is above
 * one that does, so the bound on states bounds time. */
static guint32
add_tree (Compiler *compiler, guint32 number, gboolean fold, guint32 next)
{
  RuleNode node = g_array_index (compiler->automaton->rules->nodes, RuleNode, number);
  guint32 entry = next;

  if (compiler->problem != NULL)
    return 0;
  switch ((NodeKind) node.kind)
    {
    case NODE_SET:
      return add_character (compiler, node.first, fold, next);
    case NODE_SPACE:
    case NODE_GAP:
      return add_white (compiler, node.kind == NODE_GAP, next);
    case NODE_PART:
      return add_tree (compiler, node.first, fold, next);
    case NODE_FOLD:
      return add_tree (compiler, node.child, TRUE, next);
    case NODE_REPEAT:
      if (node.last == PATTERN_UNBOUNDED)
        {
          entry = add_state (compiler, STATE_SPLIT, NO_STATE, next, 0);
          guint32 body = add_tree (compiler, node.child, fold, entry);
          if (compiler->problem == NULL)
            g_array_index (compiler->automaton->states, PatternState, entry).out = body;
        }
      else
        for (guint i = node.first; i < node.last && compiler->problem == NULL; i++)
          entry = add_state (compiler, STATE_SPLIT, add_tree (compiler, node.child, fold, entry), next, 0);
      for (guint i = 0; i < node.first && compiler->problem == NULL; i++)
        entry = add_tree (compiler, node.child, fold, entry);
      return entry;
    case NODE_SEQUENCE:
    case NODE_EITHER:
    default:
      {
        g_autoptr (GArray) children = g_array_new (FALSE, FALSE, sizeof (guint32));
        for (guint32 child = node.child; child != NODE_NONE;
             child = g_array_index (compiler->automaton->rules->nodes, RuleNode, child).next)
          g_array_append_val (children, child);
        for (guint i = children->len; i-- > 0 && compiler->problem == NULL;)
          {
            guint32 child = g_array_index (children, guint32, i);
            if (node.kind == NODE_SEQUENCE)
              entry = add_tree (compiler, child, fold, entry);
            else
              {
                guint32 begin = add_tree (compiler, child, fold, next);
                entry = i + 1 == children->len ? begin : add_state (compiler, STATE_SPLIT, begin, entry, 0);
              }
          }
        return entry;
      }
    }
}

/* The search goes from the end of a text to its beginning, and states must know whence one comes to them. */
static void
find_sources (PatternAutomaton *automaton)
{
  guint n = automaton->states->len;

  automaton->first_source = g_new0 (guint32, (gsize) n + 2);
  automaton->sources = g_new (guint32, (gsize) n * 2 + 1);
  for (gint pass = 0; pass < 2; pass++)
    {
      for (guint32 i = 0; i < n; i++)
        {
          const PatternState *state = pattern_automaton_get_state (automaton, i);
          guint32 targets[2] = { state->out, state->kind == STATE_SPLIT ? state->other : NO_STATE };
          for (guint j = 0; j < 2; j++)
            if (state->kind == STATE_MATCH || targets[j] == NO_STATE)
              continue;
            else if (pass == 0)
              automaton->first_source[targets[j] + 2]++;
            else
              automaton->sources[automaton->first_source[targets[j] + 1]++] = i;
        }
      for (guint i = 2; pass == 0 && i < n + 2; i++)
        automaton->first_source[i] += automaton->first_source[i - 1];
    }
}

static gboolean
is_wanted (const char *label, const char *const *labels)
{
  return labels == NULL || *labels == NULL || g_strv_contains (labels, label);
}

static void
choose_outputs (PatternAutomaton *automaton, const char *const *labels)
{
  PatternRules *rules = automaton->rules;

  automaton->outputs = g_new0 (PatternRule, MAX (rules->rules->len, 1));
  for (guint file = rules->n_files; file-- > 0;)
    for (guint i = 0; i < rules->rules->len; i++)
      {
        PatternRule rule = g_array_index (rules->rules, PatternRule, i);
        if (rule.file == file && is_wanted (rule.label, labels))
          automaton->outputs[automaton->n_outputs++] = rule;
      }
}

PatternAutomaton *
pattern_automaton_new (PatternRules *rules, const char *const *labels, GError **error)
{
  g_autoptr (PatternAutomaton) automaton = g_new0 (PatternAutomaton, 1);
  Compiler compiler = { .automaton = automaton };

  automaton->rules = rules;
  automaton->states = g_array_new (FALSE, FALSE, sizeof (PatternState));
  automaton->matches = g_array_new (FALSE, FALSE, sizeof (guint32));
  automaton->positions = g_array_new (FALSE, FALSE, sizeof (guint32));
  automaton->root = NO_STATE;
  choose_outputs (automaton, labels);
  for (guint i = 0; i < automaton->n_outputs && compiler.problem == NULL; i++)
    {
      compiler.rule = (guint16) i;
      guint32 match = add_state (&compiler, STATE_MATCH, NO_STATE, NO_STATE, 0);
      guint32 entry = add_tree (&compiler, automaton->outputs[i].node, FALSE, match);
      automaton->root = i == 0 ? entry : add_state (&compiler, STATE_SPLIT, automaton->root, entry, 0);
    }
  if (compiler.problem == NULL && !character_table_finish (rules->table))
    compiler.problem = "the rules tell too many characters apart";
  if (compiler.problem != NULL)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE,
                   "%s; have fewer, repeat less ({m,n} counts n times), or put names into a gazetteer",
                   compiler.problem);
      return NULL;
    }
  find_sources (automaton);

  return g_steal_pointer (&automaton);
}

void
pattern_automaton_free (PatternAutomaton *automaton)
{
  if (automaton == NULL)
    return;
  pattern_rules_free (automaton->rules);
  g_free (automaton->outputs);
  g_array_unref (automaton->states);
  g_array_unref (automaton->matches);
  g_array_unref (automaton->positions);
  g_free (automaton->first_source);
  g_free (automaton->sources);
  g_free (automaton);
}
