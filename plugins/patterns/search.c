/* Two passes over a text. The first goes backwards and knows at each character which states of the automaton still come to
 * a match: where one of them is the root's, a match begins. The second goes forwards from such places only, over states
 * that come to a match only, so that it never looks further than the match reaches. Scanners that go on from the longest
 * match so far until they fail take quadratic time over all (Reps, "Maximal-munch" tokenization in linear time, TOPLAS 20,
 * 1998); the idea of the two passes is from there and from Grathwohl et al., Two-pass greedy regular expression parsing,
 * CIAA 2013.
 *
 * The sets of the first pass are states of a deterministic automaton, built when they are met (Thompson's construction as
 * Cox describes it, Regular expression matching can be simple and fast, 2007). Where they become too many all are
 * forgotten, so that neither memory nor the time for a character depend on how many there could be.
 *
 * To have them in the second pass without keeping one for each character, the first keeps one for each block, from which
 * those within it are found again. */
#include "search.h"

#include <obelus/obelus-plugin.h>
#include <string.h>

enum
{
  BLOCK = 1024,            /* bytes, but for a character that lies across */
  MAX_SETS = 8 * BLOCK,    /* room for those of two blocks, three for each byte */
  NEW_SETS = 3 * BLOCK,    /* the most that a block can add */
  N_REMEMBERED = 1 << 12,  /* characters beyond ASCII with their classes */
  FIRST_ROOM = 256,
  NO_BLOCK = G_MAXUINT32,
};

/* What a character is to a border. */
typedef enum
{
  SIDE_OTHER,
  SIDE_LETTER,
  SIDE_DIGIT,
} Side;

/* What is known behind a character: the positions from which a match is reached, the character's side, and whether a token
 * ends here. */
typedef struct
{
  guint8 side;
  guint8 token_ends;
  guint8 begins; /* the root comes to a match */
  guint32 with_end; /* the set with @token_ends; 0 if it was not built */
} SetFacts;

typedef struct
{
  guint32 token; /* tokens from here on begin or end behind */
  guint8 side;
  guint8 token_ends;
  guint8 begins; /* a match may begin in the block before */
} BlockFacts;

typedef struct
{
  guint32 block;
  guint32 start;
  guint32 sets[BLOCK + 4];
} BlockSets;

struct _PatternSearch
{
  const PatternAutomaton *automaton;
  const CharacterTable *table;
  guint n_words; /* guint64s of a set of positions */

  /* Sets of positions, from 1 on */
  guint32 n_sets;
  guint32 room;
  guint64 *bits;    /* n_words each */
  guint32 *moves;   /* n_classes each: the set before such a character; 0 if it was not built */
  SetFacts *facts;
  guint32 *buckets; /* 2 * MAX_SETS: sets by hash */
  guint64 *new_bits;
  guint64 *first_bits; /* the positions at which matches begin */
  guint8 *marks;    /* of states, while a set is built */
  GArray *stack;    /* guint32 */

  struct
  {
    gunichar character;
    guint16 character_class;
  } remembered[N_REMEMBERED];

  /* The text */
  const char *text;
  guint32 length;
  const guint32 *starts;
  const guint32 *ends;
  guint32 n_tokens;
  BlockFacts *blocks; /* what is known at the end of each block, with @block_bits */
  guint64 *block_bits;
  gsize block_room;
  BlockSets recent[2]; /* blocks with an even and with an odd number */
  GArray *now;         /* guint32: positions of the second pass */
  GArray *soon;
};

void
pattern_search_free (PatternSearch *search)
{
  if (search == NULL)
    return;
  g_free (search->bits);
  g_free (search->moves);
  g_free (search->facts);
  g_free (search->buckets);
  g_free (search->new_bits);
  g_free (search->first_bits);
  g_free (search->marks);
  g_free (search->blocks);
  g_free (search->block_bits);
  g_array_unref (search->stack);
  g_array_unref (search->now);
  g_array_unref (search->soon);
  g_free (search);
}

static gboolean
fail_for_memory (GError **error)
{
  g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                       "there is not enough memory to search for patterns; use fewer rules or shorter documents");
  return FALSE;
}

/* Characters */

static Side
get_side (CharacterKind kind)
{
  return kind == KIND_DIGIT ? SIDE_DIGIT : ((KINDS_LETTER >> kind) & 1) != 0 ? SIDE_LETTER : SIDE_OTHER;
}

static guint16
classify_wide (PatternSearch *search, gunichar character)
{
  guint place = character % N_REMEMBERED;

  if (search->remembered[place].character != character)
    {
      search->remembered[place].character = character;
      search->remembered[place].character_class = character_table_classify (search->table, character);
    }

  return search->remembered[place].character_class;
}

/* The class of the character before @*at, which is moved to its beginning. */
static inline guint16
read_back (PatternSearch *search, guint32 *at)
{
  guint32 place = *at - 1;

  if ((guchar) search->text[place] < 128)
    {
      *at = place;
      return search->table->ascii[(guchar) search->text[place]];
    }
  while (((guchar) search->text[place] & 0xc0) == 0x80)
    place--;
  *at = place;
  return classify_wide (search, g_utf8_get_char (search->text + place));
}

static Side
get_side_at (PatternSearch *search, guint32 at)
{
  if (at >= search->length)
    return SIDE_OTHER;
  guchar byte = (guchar) search->text[at];
  guint16 found = byte < 128 ? search->table->ascii[byte] : classify_wide (search, g_utf8_get_char (search->text + at));

  return get_side ((CharacterKind) search->table->kinds[found]);
}

static gboolean
is_border (Side before, Side behind)
{
  return before != behind || before == SIDE_OTHER;
}

/* Sets */

static void
forget_sets (PatternSearch *search)
{
  memset (search->buckets, 0, sizeof (guint32) * 2 * MAX_SETS);
  search->n_sets = 1;
  search->recent[0].block = search->recent[1].block = NO_BLOCK;
}

static gboolean
make_room (PatternSearch *search, GError **error)
{
  guint32 room = search->room == 0 ? FIRST_ROOM : search->room * 2;

  if (search->n_sets < search->room)
    return TRUE;
  guint64 *bits = g_try_realloc_n (search->bits, room, search->n_words * sizeof *bits);
  search->bits = bits != NULL ? bits : search->bits;
  guint32 *moves = g_try_realloc_n (search->moves, room, search->table->n_classes * sizeof *moves);
  search->moves = moves != NULL ? moves : search->moves;
  SetFacts *facts = g_try_realloc_n (search->facts, room, sizeof *facts);
  search->facts = facts != NULL ? facts : search->facts;
  if (bits == NULL || moves == NULL || facts == NULL)
    return fail_for_memory (error);
  search->room = room;

  return TRUE;
}

static const guint64 *
get_bits (const PatternSearch *search, guint32 set)
{
  return search->bits + (gsize) set * search->n_words;
}

static void
mark (PatternSearch *search, guint32 state)
{
  if (search->marks[state])
    return;
  search->marks[state] = TRUE;
  g_array_append_val (search->stack, state);
}

/* Marks the states from which a match is reached at a place between characters. The stack holds them, and grows no
 * further than there are states. */
static void
mark_states (PatternSearch *search, const guint64 *bits, gboolean token_ends, gboolean border)
{
  const PatternAutomaton *automaton = search->automaton;

  for (guint word = 0; word < search->n_words; word++)
    for (guint64 rest = bits[word]; rest != 0; rest &= rest - 1)
      mark (search, g_array_index (automaton->positions, guint32, word * 64 + (guint) __builtin_ctzll (rest)));
  for (guint i = 0; token_ends && i < automaton->matches->len; i++)
    mark (search, g_array_index (automaton->matches, guint32, i));

  for (guint i = 0; i < search->stack->len; i++)
    {
      guint32 state = g_array_index (search->stack, guint32, i);
      for (guint32 j = automaton->first_source[state]; j < automaton->first_source[state + 1]; j++)
        {
          StateKind kind = (StateKind) pattern_automaton_get_state (automaton, automaton->sources[j])->kind;
          if (kind == STATE_SPLIT || (kind == STATE_BORDER && border))
            mark (search, automaton->sources[j]);
        }
    }
}

static void
clear_marks (PatternSearch *search)
{
  for (guint i = 0; i < search->stack->len; i++)
    search->marks[g_array_index (search->stack, guint32, i)] = FALSE;
  g_array_set_size (search->stack, 0);
}

/* The set with these bits, which are not within search->bits. 0 with an error. */
static guint32
find_set (PatternSearch *search, const guint64 *bits, Side side, gboolean token_ends, GError **error)
{
  guint64 hash = (guint64) side * 2 + (token_ends != FALSE);

  for (guint i = 0; i < search->n_words; i++)
    {
      hash = (hash ^ bits[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  guint32 place = (guint32) hash % (2 * MAX_SETS);
  for (; search->buckets[place] != 0; place = (place + 1) % (2 * MAX_SETS))
    {
      guint32 set = search->buckets[place];
      const SetFacts *facts = &search->facts[set];
      if (facts->side == side && facts->token_ends == (token_ends != FALSE)
          && memcmp (get_bits (search, set), bits, search->n_words * sizeof *bits) == 0)
        return set;
    }

  if (!make_room (search, error))
    return 0;
  guint32 set = search->n_sets++;
  g_assert (set < MAX_SETS);
  memcpy (search->bits + (gsize) set * search->n_words, bits, search->n_words * sizeof *bits);
  memset (search->moves + (gsize) set * search->table->n_classes, 0, search->table->n_classes * sizeof (guint32));
  mark_states (search, bits, token_ends, TRUE);
  search->facts[set] = (SetFacts){ .side = (guint8) side, .token_ends = token_ends != FALSE };
  search->facts[set].begins = search->automaton->n_outputs > 0 && search->marks[search->automaton->root];
  clear_marks (search);
  search->buckets[place] = set;

  return set;
}

/* The set before a character; 0 with an error. */
static guint32
build_move (PatternSearch *search, guint32 set, guint16 character_class, GError **error)
{
  const PatternAutomaton *automaton = search->automaton;
  const SetFacts *facts = &search->facts[set];
  Side side = get_side ((CharacterKind) search->table->kinds[character_class]);

  mark_states (search, get_bits (search, set), facts->token_ends, is_border (side, (Side) facts->side));
  memset (search->new_bits, 0, search->n_words * sizeof (guint64));
  for (guint i = 0; i < search->stack->len; i++)
    {
      guint32 state = g_array_index (search->stack, guint32, i);
      for (guint32 j = automaton->first_source[state]; j < automaton->first_source[state + 1]; j++)
        {
          const PatternState *source = pattern_automaton_get_state (automaton, automaton->sources[j]);
          if (source->kind == STATE_CHARACTER && character_table_contains (search->table, source->set, character_class))
            search->new_bits[source->position / 64] |= (guint64) 1 << source->position % 64;
        }
    }
  clear_marks (search);
  guint32 next = find_set (search, search->new_bits, side, FALSE, error);
  if (next != 0)
    search->moves[(gsize) set * search->table->n_classes + character_class] = next;

  return next;
}

/* The set where a token ends as well; 0 with an error. */
static guint32
add_end (PatternSearch *search, guint32 set, GError **error)
{
  if (search->facts[set].token_ends)
    return set;
  if (search->facts[set].with_end == 0)
    {
      memcpy (search->new_bits, get_bits (search, set), search->n_words * sizeof (guint64));
      guint32 found = find_set (search, search->new_bits, (Side) search->facts[set].side, TRUE, error);
      if (found == 0)
        return 0;
      search->facts[set].with_end = found;
    }

  return search->facts[set].with_end;
}

/* The first pass */

static guint32
get_n_blocks (const PatternSearch *search)
{
  return (guint32) (((guint64) search->length + BLOCK - 1) / BLOCK);
}

/* Where a block begins, which is where a character does. */
static guint32
get_block_start (const PatternSearch *search, guint32 block)
{
  guint64 start = (guint64) block * BLOCK;

  if (start >= search->length)
    return search->length;
  while (((guchar) search->text[start] & 0xc0) == 0x80)
    start++;

  return (guint32) start;
}

static guint32
get_block (const PatternSearch *search, guint32 at)
{
  guint32 block = at / BLOCK;

  return at < get_block_start (search, block) ? block - 1 : block;
}

/* From the end of a block to its beginning; returns the set there, or 0 with an error. @token is moved back over tokens
 * that end behind the beginning. Says whether a match may begin in the block, and puts the sets into @sets if it is not
 * NULL. */
static guint32
walk_back (PatternSearch *search, guint32 block, guint32 set, guint32 *token, gboolean *begins, guint32 *sets,
           GError **error)
{
  guint32 start = get_block_start (search, block), at = get_block_start (search, block + 1), first = *token;
  const guint n_classes = search->table->n_classes;

  while (at > start)
    {
      while (first > 0 && search->ends[first - 1] >= at)
        first--;
      guint32 stop = first > 0 ? MAX (start, search->ends[first - 1]) : start;
      while (at > stop)
        {
          guint16 found = read_back (search, &at);
          guint32 next = search->moves[(gsize) set * n_classes + found];
          if (G_UNLIKELY (next == 0) && (next = build_move (search, set, found, error)) == 0)
            return 0;
          set = next;
          *begins |= search->facts[set].begins;
          if (sets != NULL)
            sets[at - start] = set;
        }
      /* A token that ends within a character, which no tokenizer makes, ends nowhere. */
      if (first > 0 && search->ends[first - 1] == at)
        {
          if ((set = add_end (search, set, error)) == 0)
            return 0;
          if (sets != NULL)
            sets[at - start] = set;
          first--;
        }
    }
  *token = first;

  return set;
}

static gboolean
reserve_blocks (PatternSearch *search, guint32 n_blocks, GError **error)
{
  if (n_blocks < search->block_room)
    return TRUE;
  gsize room = (gsize) n_blocks + 1;
  g_clear_pointer (&search->blocks, g_free);
  g_clear_pointer (&search->block_bits, g_free);
  search->block_room = 0;
  search->blocks = g_try_malloc_n (room, sizeof *search->blocks);
  search->block_bits = g_try_malloc_n (room, search->n_words * sizeof (guint64));
  if (search->blocks == NULL || search->block_bits == NULL)
    return fail_for_memory (error);
  search->block_room = room;

  return TRUE;
}

static void
keep_set (PatternSearch *search, guint32 block, guint32 set, guint32 token)
{
  search->blocks[block] = (BlockFacts){ .token = token, .side = search->facts[set].side,
                                        .token_ends = search->facts[set].token_ends };
  memcpy (search->block_bits + (gsize) block * search->n_words, get_bits (search, set),
          search->n_words * sizeof (guint64));
}

/* The set at the end of a block, or 0 with an error. */
static guint32
recall_set (PatternSearch *search, guint32 block, GError **error)
{
  if (search->n_sets + NEW_SETS > MAX_SETS)
    forget_sets (search);

  return find_set (search, search->block_bits + (gsize) (block + 1) * search->n_words,
                   (Side) search->blocks[block + 1].side, search->blocks[block + 1].token_ends, error);
}

static gboolean
search_back (PatternSearch *search, GError **error)
{
  guint32 n_blocks = get_n_blocks (search), token = search->n_tokens;

  search->recent[0].block = search->recent[1].block = NO_BLOCK;
  if (!reserve_blocks (search, n_blocks, error))
    return FALSE;
  search->blocks[n_blocks] = (BlockFacts){ .token = token };
  memset (search->block_bits + (gsize) n_blocks * search->n_words, 0, search->n_words * sizeof (guint64));
  while (token > 0 && search->ends[token - 1] > search->length)
    token--;
  search->blocks[n_blocks].token_ends = token > 0 && search->ends[token - 1] == search->length;
  for (guint32 block = n_blocks; block-- > 0;)
    {
      gboolean begins = FALSE;
      if (obelus_is_cancelled_at (block))
        {
          g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED, "cancelled");
          return FALSE;
        }
      guint32 set = recall_set (search, block, error);
      if (set == 0 || (set = walk_back (search, block, set, &token, &begins, NULL, error)) == 0)
        return FALSE;
      keep_set (search, block, set, token);
      search->blocks[block + 1].begins = begins != FALSE;
    }

  return TRUE;
}

/* The second pass */

/* The set at a place before the end of the text; 0 with an error. */
static guint32
get_set (PatternSearch *search, guint32 at, GError **error)
{
  guint32 block = get_block (search, at);
  BlockSets *recent = &search->recent[block % 2];

  if (recent->block != block)
    {
      gboolean begins = FALSE;
      guint32 token = search->blocks[block + 1].token, set = recall_set (search, block, error);
      recent->block = NO_BLOCK;
      if (set == 0 || walk_back (search, block, set, &token, &begins, recent->sets, error) == 0)
        return 0;
      recent->block = block;
      recent->start = get_block_start (search, block);
    }

  return recent->sets[at - recent->start];
}

typedef struct
{
  guint32 start;
  guint32 token; /* the first that does not end before the place that is looked at */
  PatternMatch best;
} Attempt;

/* Goes to the positions that a state leads to without a character. Where it leads to a match, and a token ends, the match
 * counts. */
static void
enter_state (PatternSearch *search, Attempt *attempt, guint32 entry, guint32 at, gboolean border, gboolean token_ends)
{
  const PatternAutomaton *automaton = search->automaton;
  guint i = search->stack->len;

  mark (search, entry);
  for (; i < search->stack->len; i++)
    {
      const PatternState *state = pattern_automaton_get_state (automaton, g_array_index (search->stack, guint32, i));
      if (state->kind == STATE_CHARACTER)
        g_array_append_val (search->soon, state->position);
      else if (state->kind == STATE_SPLIT)
        {
          mark (search, state->out);
          mark (search, state->other);
        }
      else if (state->kind == STATE_BORDER && border)
        mark (search, state->out);
      else if (state->kind == STATE_MATCH && token_ends && at > attempt->start
               && (at > attempt->best.end || state->rule < attempt->best.rule)
               && pattern_check_passes (automaton->outputs[state->rule].check, search->text + attempt->start,
                                        at - attempt->start))
        {
          attempt->best.end = at;
          attempt->best.rule = state->rule;
        }
    }
}

static void
finish_step (PatternSearch *search)
{
  GArray *now = search->now;

  clear_marks (search);
  search->now = search->soon;
  search->soon = now;
  g_array_set_size (search->soon, 0);
}

/* The longest match from the attempt's start on, if there is one; @bits are the set's there. */
static gboolean
match_here (PatternSearch *search, Attempt *attempt, const guint64 *bits, GError **error)
{
  const PatternAutomaton *automaton = search->automaton;
  guint32 at = attempt->start;

  attempt->best = (PatternMatch){ at, at, 0 };
  g_array_set_size (search->now, 0);
  for (guint word = 0; word < search->n_words; word++)
    for (guint64 rest = search->first_bits[word] & bits[word]; rest != 0; rest &= rest - 1)
      {
        guint32 position = word * 64 + (guint32) __builtin_ctzll (rest);
        g_array_append_val (search->now, position);
      }
  while (search->now->len > 0 && at < search->length)
    {
      guint32 set = get_set (search, at, error);
      if (set == 0)
        return FALSE;
      /* Fetching a set may move them all. */
      bits = get_bits (search, set);
      guint32 next = at + (guint32) g_utf8_skip[(guchar) search->text[at]];
      gboolean border = is_border (get_side_at (search, at), get_side_at (search, next));
      while (attempt->token < search->n_tokens && search->ends[attempt->token] < next)
        attempt->token++;
      gboolean token_ends = attempt->token < search->n_tokens && search->ends[attempt->token] == next;
      for (guint i = 0; i < search->now->len; i++)
        {
          guint32 position = g_array_index (search->now, guint32, i);
          const PatternState *state
              = pattern_automaton_get_state (automaton, g_array_index (automaton->positions, guint32, position));
          /* From a position in the set a match is reached, and this character is one of its own. One that would be refused
           * for its length is not gone after, or time would be spent for nothing. */
          if (((bits[position / 64] >> position % 64) & 1) != 0
              && (automaton->outputs[state->rule].check == PATTERN_CHECK_NONE
                  || next - attempt->start <= PATTERN_MAX_CHECKED))
            enter_state (search, attempt, state->out, next, border, token_ends);
        }
      finish_step (search);
      at = next;
    }

  return TRUE;
}

static gboolean
search_forwards (PatternSearch *search, GArray *found, GError **error)
{
  guint32 token = 0, end = 0;

  while (token < search->n_tokens)
    {
      guint32 start = search->starts[token];
      if (start < end || start >= search->length)
        {
          token++;
          continue;
        }
      guint32 block = get_block (search, start);
      if (!search->blocks[block + 1].begins)
        {
          end = get_block_start (search, block + 1);
          continue;
        }
      if (obelus_is_cancelled_at (token))
        {
          g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED, "cancelled");
          return FALSE;
        }
      guint32 set = get_set (search, start, error);
      if (set == 0)
        return FALSE;
      if (search->facts[set].begins)
        {
          Attempt attempt = { .start = start, .token = token };
          if (!match_here (search, &attempt, get_bits (search, set), error))
            return FALSE;
          if (attempt.best.end > start)
            {
              g_array_append_val (found, attempt.best);
              end = attempt.best.end;
            }
        }
      token++;
    }

  return TRUE;
}

/* A token begins where a match does, so there is a border. */
static void
find_first (PatternSearch *search)
{
  const PatternAutomaton *automaton = search->automaton;

  if (automaton->n_outputs > 0)
    mark (search, automaton->root);
  for (guint i = 0; i < search->stack->len; i++)
    {
      const PatternState *state = pattern_automaton_get_state (automaton, g_array_index (search->stack, guint32, i));
      if (state->kind == STATE_CHARACTER)
        search->first_bits[state->position / 64] |= (guint64) 1 << state->position % 64;
      else if (state->kind != STATE_MATCH)
        mark (search, state->out);
      if (state->kind == STATE_SPLIT)
        mark (search, state->other);
    }
  clear_marks (search);
}

PatternSearch *
pattern_search_new (const PatternAutomaton *automaton)
{
  PatternSearch *search = g_new0 (PatternSearch, 1);

  search->automaton = automaton;
  search->table = automaton->rules->table;
  search->n_words = automaton->positions->len / 64 + 1;
  search->buckets = g_new0 (guint32, (gsize) 2 * MAX_SETS);
  search->new_bits = g_new0 (guint64, search->n_words);
  search->first_bits = g_new0 (guint64, search->n_words);
  search->marks = g_new0 (guint8, automaton->states->len + 1);
  search->stack = g_array_new (FALSE, FALSE, sizeof (guint32));
  search->now = g_array_new (FALSE, FALSE, sizeof (guint32));
  search->soon = g_array_new (FALSE, FALSE, sizeof (guint32));
  search->n_sets = 1;
  find_first (search);
  for (guint i = 0; i < N_REMEMBERED; i++)
    search->remembered[i].character = G_MAXUINT32;

  return search;
}

gboolean
pattern_search_run (PatternSearch *search, const char *text, guint32 length, const guint32 *starts, const guint32 *ends,
                    guint32 n_tokens, GArray *found, GError **error)
{
  search->text = text;
  search->length = length;
  search->starts = starts;
  search->ends = ends;
  search->n_tokens = n_tokens;
  if (length == 0 || n_tokens == 0 || search->automaton->n_outputs == 0)
    return TRUE;

  return search_back (search, error) && search_forwards (search, found, error);
}
