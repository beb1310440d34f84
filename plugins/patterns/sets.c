/* Building sets of positions: Thompson's construction as Cox describes it, Regular expression matching can be simple
 * and fast, 2007, but backwards. */
#include "sets.h"

#include <obelus/obelus-plugin.h>
#include <string.h>

enum
{
  FIRST_ROOM = 256,
};

gboolean
pattern_fail_for_memory (GError **error)
{
  g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                       "there is not enough memory to search for patterns; use fewer rules or shorter documents");
  return FALSE;
}

guint16
pattern_sets_classify_wide (PatternSets *sets, gunichar character)
{
  guint place = character % N_REMEMBERED;

  if (sets->remembered[place].character != character)
    {
      sets->remembered[place].character = character;
      sets->remembered[place].character_class = character_table_classify (sets->table, character);
    }

  return sets->remembered[place].character_class;
}

void
pattern_sets_clear (PatternSets *sets)
{
  memset (sets->buckets, 0, sizeof (guint32) * 2 * PATTERN_MAX_SUBSETS);
  sets->n_sets = 1;
}

static gboolean
make_room (PatternSets *sets, GError **error)
{
  guint32 room = sets->room == 0 ? FIRST_ROOM : sets->room * 2;

  if (sets->n_sets < sets->room)
    return TRUE;
  guint64 *bits = g_try_realloc_n (sets->bits, room, sets->n_words * sizeof *bits);
  sets->bits = bits != NULL ? bits : sets->bits;
  guint32 *moves = g_try_realloc_n (sets->moves, room, sets->table->n_classes * sizeof *moves);
  sets->moves = moves != NULL ? moves : sets->moves;
  SetFacts *facts = g_try_realloc_n (sets->facts, room, sizeof *facts);
  sets->facts = facts != NULL ? facts : sets->facts;
  if (bits == NULL || moves == NULL || facts == NULL)
    return pattern_fail_for_memory (error);
  sets->room = room;

  return TRUE;
}

static void
mark (PatternSets *sets, guint32 state)
{
  if (sets->marks[state])
    return;
  sets->marks[state] = TRUE;
  g_array_append_val (sets->stack, state);
}

/* Marks the states from which a match is reached at a place between characters. The stack holds them, and grows no
 * further than there are states. */
static void
mark_states (PatternSets *sets, const guint64 *bits, gboolean token_ends, gboolean border)
{
  const PatternAutomaton *automaton = sets->automaton;

  for (guint word = 0; word < sets->n_words; word++)
    for (guint64 rest = bits[word]; rest != 0; rest &= rest - 1)
      mark (sets, g_array_index (automaton->positions, guint32, word * 64 + (guint) __builtin_ctzll (rest)));
  for (guint i = 0; token_ends && i < automaton->matches->len; i++)
    mark (sets, g_array_index (automaton->matches, guint32, i));

  for (guint i = 0; i < sets->stack->len; i++)
    {
      guint32 state = g_array_index (sets->stack, guint32, i);
      for (guint32 j = automaton->first_source[state]; j < automaton->first_source[state + 1]; j++)
        {
          StateKind kind = (StateKind) pattern_automaton_get_state (automaton, automaton->sources[j])->kind;
          if (kind == STATE_SPLIT || (kind == STATE_BORDER && border))
            mark (sets, automaton->sources[j]);
        }
    }
}

void
pattern_sets_clear_marks (PatternSets *sets)
{
  for (guint i = 0; i < sets->stack->len; i++)
    sets->marks[g_array_index (sets->stack, guint32, i)] = FALSE;
  g_array_set_size (sets->stack, 0);
}

/* The set with these bits, which are not within sets->bits. 0 with an error. */
guint32
pattern_sets_find (PatternSets *sets, const guint64 *bits, Side side, gboolean token_ends, GError **error)
{
  guint64 hash = (guint64) side * 2 + (token_ends != FALSE);

  for (guint i = 0; i < sets->n_words; i++)
    {
      hash = (hash ^ bits[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  guint32 place = (guint32) hash % (2 * PATTERN_MAX_SUBSETS);
  for (; sets->buckets[place] != 0; place = (place + 1) % (2 * PATTERN_MAX_SUBSETS))
    {
      guint32 set = sets->buckets[place];
      const SetFacts *facts = &sets->facts[set];
      if (facts->side == side && facts->token_ends == (token_ends != FALSE)
          && memcmp (pattern_sets_get_bits (sets, set), bits, sets->n_words * sizeof *bits) == 0)
        return set;
    }

  if (!make_room (sets, error))
    return 0;
  guint32 set = sets->n_sets++;
  g_assert (set < PATTERN_MAX_SUBSETS);
  memcpy (sets->bits + (gsize) set * sets->n_words, bits, sets->n_words * sizeof *bits);
  memset (sets->moves + (gsize) set * sets->table->n_classes, 0, sets->table->n_classes * sizeof (guint32));
  mark_states (sets, bits, token_ends, TRUE);
  sets->facts[set] = (SetFacts){ .side = (guint8) side, .token_ends = token_ends != FALSE };
  sets->facts[set].begins = sets->automaton->n_outputs > 0 && sets->marks[sets->automaton->root];
  pattern_sets_clear_marks (sets);
  sets->buckets[place] = set;

  return set;
}

/* The set before a character; 0 with an error. */
guint32
pattern_sets_build_move (PatternSets *sets, guint32 set, guint16 character_class, GError **error)
{
  const PatternAutomaton *automaton = sets->automaton;
  const SetFacts *facts = &sets->facts[set];
  Side side = pattern_get_side ((CharacterKind) sets->table->kinds[character_class]);

  mark_states (sets, pattern_sets_get_bits (sets, set), facts->token_ends,
               pattern_is_border (side, (Side) facts->side));
  memset (sets->new_bits, 0, sets->n_words * sizeof (guint64));
  for (guint i = 0; i < sets->stack->len; i++)
    {
      guint32 state = g_array_index (sets->stack, guint32, i);
      for (guint32 j = automaton->first_source[state]; j < automaton->first_source[state + 1]; j++)
        {
          const PatternState *source = pattern_automaton_get_state (automaton, automaton->sources[j]);
          if (source->kind == STATE_CHARACTER && character_table_contains (sets->table, source->set, character_class))
            sets->new_bits[source->position / 64] |= (guint64) 1 << source->position % 64;
        }
    }
  pattern_sets_clear_marks (sets);
  guint32 next = pattern_sets_find (sets, sets->new_bits, side, FALSE, error);
  if (next != 0)
    sets->moves[(gsize) set * sets->table->n_classes + character_class] = next;

  return next;
}

/* The set where a token ends as well; 0 with an error. */
guint32
pattern_sets_add_end (PatternSets *sets, guint32 set, GError **error)
{
  if (sets->facts[set].token_ends)
    return set;
  if (sets->facts[set].with_end == 0)
    {
      memcpy (sets->new_bits, pattern_sets_get_bits (sets, set), sets->n_words * sizeof (guint64));
      guint32 found = pattern_sets_find (sets, sets->new_bits, (Side) sets->facts[set].side, TRUE, error);
      if (found == 0)
        return 0;
      sets->facts[set].with_end = found;
    }

  return sets->facts[set].with_end;
}

void
pattern_sets_enter (PatternSets *sets, guint32 entry, gboolean border)
{
  guint i = sets->stack->len;

  mark (sets, entry);
  for (; i < sets->stack->len; i++)
    {
      const PatternState *state
          = pattern_automaton_get_state (sets->automaton, g_array_index (sets->stack, guint32, i));
      if (state->kind == STATE_SPLIT || (state->kind == STATE_BORDER && border))
        mark (sets, state->out);
      if (state->kind == STATE_SPLIT)
        mark (sets, state->other);
    }
}

const PatternFollow *
pattern_sets_follow (PatternSets *sets, guint32 position, gboolean border, GError **error)
{
  const PatternAutomaton *automaton = sets->automaton;
  guint32 n = automaton->positions->len, at = position == PATTERN_FIRST ? n : position, n_positions = 0;
  PatternFollow **place = &sets->follows[(gsize) at * 2 + (border != FALSE)];

  if (*place != NULL)
    return *place;
  guint32 from = at == n ? automaton->root : g_array_index (automaton->positions, guint32, at);
  pattern_sets_enter (sets, at == n ? from : pattern_automaton_get_state (automaton, from)->out, border);
  const guint32 *states = (const guint32 *) (gpointer) sets->stack->data;
  for (guint i = 0; i < sets->stack->len; i++)
    n_positions += pattern_automaton_get_state (automaton, states[i])->kind == STATE_CHARACTER;

  gboolean is_dense = n_positions > sets->n_words;
  gsize size = sizeof (PatternFollow) + (is_dense ? sets->n_words * sizeof (guint64) : n_positions * sizeof (guint16));
  PatternFollow *follow = g_try_malloc0 (size);
  if (follow != NULL && is_dense)
    follow->bits = (guint64 *) (gpointer) (follow + 1);
  for (guint i = 0; follow != NULL && i < sets->stack->len; i++)
    {
      const PatternState *state = pattern_automaton_get_state (automaton, states[i]);
      if (state->kind == STATE_MATCH)
        follow->ends = TRUE;
      else if (state->kind == STATE_CHARACTER && is_dense)
        follow->bits[state->position / 64] |= (guint64) 1 << state->position % 64;
      else if (state->kind == STATE_CHARACTER)
        follow->positions[follow->n++] = (guint16) state->position;
    }
  pattern_sets_clear_marks (sets);
  if (follow == NULL)
    pattern_fail_for_memory (error);
  *place = follow;

  return follow;
}

PatternSets *
pattern_sets_new (const PatternAutomaton *automaton)
{
  PatternSets *sets = g_new0 (PatternSets, 1);

  sets->automaton = automaton;
  sets->table = automaton->rules->table;
  sets->n_words = automaton->positions->len / 64 + 1;
  sets->buckets = g_new0 (guint32, (gsize) 2 * PATTERN_MAX_SUBSETS);
  sets->new_bits = g_new0 (guint64, sets->n_words);
  sets->follows = g_new0 (PatternFollow *, (gsize) 2 * automaton->positions->len + 2);
  sets->marks = g_new0 (guint8, automaton->states->len + 1);
  sets->stack = g_array_new (FALSE, FALSE, sizeof (guint32));
  sets->n_sets = 1;
  for (guint i = 0; i < N_REMEMBERED; i++)
    sets->remembered[i].character = G_MAXUINT32;

  return sets;
}

void
pattern_sets_free (PatternSets *sets)
{
  if (sets == NULL)
    return;
  g_free (sets->bits);
  g_free (sets->moves);
  g_free (sets->facts);
  g_free (sets->buckets);
  g_free (sets->new_bits);
  for (gsize i = 0; i < (gsize) 2 * sets->automaton->positions->len + 2; i++)
    g_free (sets->follows[i]);
  g_free (sets->follows);
  g_free (sets->marks);
  g_array_unref (sets->stack);
  g_free (sets);
}
