/* Two passes over a text. The first goes backwards and knows at each character which states of the automaton still come
 * to a match: where one of them is the root's, a match begins. The second goes forwards from such places only, over
 * states that come to a match only, so that it never looks further than the match reaches. Scanners that go on from the
 * longest match so far until they fail take quadratic time over all (Reps, "Maximal-munch" tokenization in linear time,
 * TOPLAS 20, 1998); the idea of the two passes is from there and from Grathwohl et al., Two-pass greedy regular
 * expression parsing, CIAA 2013.
 *
 * The sets of the first pass are built when they are met. Where they become too many all are forgotten, so that neither
 * memory nor the time for a character depend on how many there could be.
 *
 * To have them in the second pass without keeping one for each character, the first keeps one for each block, from
 * which those within it are found again. */
#include "search.h"
#include "sets.h"

#include <obelus/obelus-plugin.h>
#include <string.h>

enum
{
  BLOCK = 1024,         /* bytes, but for a character that lies across */
  NEW_SETS = 3 * BLOCK, /* more than a block can add; there is room for those of two blocks */
  NO_BLOCK = G_MAXUINT32,
};

G_STATIC_ASSERT (PATTERN_MAX_SUBSETS > 2 * NEW_SETS + 2);

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
  PatternSets *sets;

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
  guint64 *noted; /* bits of those in @soon */
};

static gboolean
fail_for_cancelling (GError **error)
{
  g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED, "cancelled");
  return FALSE;
}

/* Characters */

/* The class of the character before @*at, which is moved to its beginning. */
static inline guint16
read_back (PatternSearch *search, guint32 *at)
{
  guint32 place = *at - 1;

  if ((guchar) search->text[place] < 128)
    {
      *at = place;
      return search->sets->table->ascii[(guchar) search->text[place]];
    }
  while (((guchar) search->text[place] & 0xc0) == 0x80)
    place--;
  *at = place;
  return pattern_sets_classify_wide (search->sets, g_utf8_get_char (search->text + place));
}

static Side
get_side_at (PatternSearch *search, guint32 at)
{
  if (at >= search->length)
    return SIDE_OTHER;
  guchar byte = (guchar) search->text[at];
  guint16 found = byte < 128 ? search->sets->table->ascii[byte]
                             : pattern_sets_classify_wide (search->sets, g_utf8_get_char (search->text + at));

  return pattern_get_side ((CharacterKind) search->sets->table->kinds[found]);
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
  const guint n_classes = search->sets->table->n_classes;

  while (at > start)
    {
      while (first > 0 && search->ends[first - 1] >= at)
        first--;
      guint32 stop = first > 0 ? MAX (start, search->ends[first - 1]) : start;
      while (at > stop)
        {
          guint16 found = read_back (search, &at);
          guint32 next = search->sets->moves[(gsize) set * n_classes + found];
          if (G_UNLIKELY (next == 0) && (next = pattern_sets_build_move (search->sets, set, found, error)) == 0)
            return 0;
          set = next;
          *begins |= search->sets->facts[set].begins;
          if (sets != NULL)
            sets[at - start] = set;
        }
      /* A token that ends within a character, which no tokenizer makes, ends nowhere. */
      if (first > 0 && search->ends[first - 1] == at)
        {
          if ((set = pattern_sets_add_end (search->sets, set, error)) == 0)
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
  search->block_bits = g_try_malloc_n (room, search->sets->n_words * sizeof (guint64));
  if (search->blocks == NULL || search->block_bits == NULL)
    return pattern_fail_for_memory (error);
  search->block_room = room;

  return TRUE;
}

static void
keep_set (PatternSearch *search, guint32 block, guint32 set, guint32 token)
{
  search->blocks[block] = (BlockFacts){ .token = token,
                                        .side = search->sets->facts[set].side,
                                        .token_ends = search->sets->facts[set].token_ends };
  memcpy (search->block_bits + (gsize) block * search->sets->n_words, pattern_sets_get_bits (search->sets, set),
          search->sets->n_words * sizeof (guint64));
}

/* The set at the end of a block, or 0 with an error. */
static guint32
recall_set (PatternSearch *search, guint32 block, GError **error)
{
  if (search->sets->n_sets + NEW_SETS > PATTERN_MAX_SUBSETS)
    {
      pattern_sets_clear (search->sets);
      search->recent[0].block = search->recent[1].block = NO_BLOCK;
    }

  return pattern_sets_find (search->sets, search->block_bits + (gsize) (block + 1) * search->sets->n_words,
                            (Side) search->blocks[block + 1].side, search->blocks[block + 1].token_ends, error);
}

static gboolean
search_back (PatternSearch *search, GError **error)
{
  guint32 n_blocks = get_n_blocks (search), token = search->n_tokens;

  search->recent[0].block = search->recent[1].block = NO_BLOCK;
  /* An error may have left some. */
  memset (search->noted, 0, search->sets->n_words * sizeof (guint64));
  if (!reserve_blocks (search, n_blocks, error))
    return FALSE;
  search->blocks[n_blocks] = (BlockFacts){ .token = token };
  memset (search->block_bits + (gsize) n_blocks * search->sets->n_words, 0, search->sets->n_words * sizeof (guint64));
  while (token > 0 && search->ends[token - 1] > search->length)
    token--;
  search->blocks[n_blocks].token_ends = token > 0 && search->ends[token - 1] == search->length;
  for (guint32 block = n_blocks; block-- > 0;)
    {
      gboolean begins = FALSE;
      if (obelus_is_cancelled_at ((guint64) block * (OBELUS_STEPS_BETWEEN_QUESTIONS / 4)))
        return fail_for_cancelling (error);
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

/* Where a position leads to matches that end here, they count. */
static void
end_here (PatternSearch *search, Attempt *attempt, guint32 position, guint32 at, gboolean border)
{
  const PatternAutomaton *automaton = search->automaton;
  const GArray *stack = search->sets->stack;
  guint32 from = g_array_index (automaton->positions, guint32, position);

  pattern_sets_enter (search->sets, pattern_automaton_get_state (automaton, from)->out, border);
  for (guint i = 0; i < stack->len; i++)
    {
      const PatternState *state = pattern_automaton_get_state (automaton, g_array_index (stack, guint32, i));
      if (state->kind == STATE_MATCH && (at > attempt->best.end || state->rule < attempt->best.rule)
          && pattern_check_passes (automaton->outputs[state->rule].check, search->text + attempt->start,
                                   at - attempt->start))
        {
          attempt->best.end = at;
          attempt->best.rule = state->rule;
        }
    }
  pattern_sets_clear_marks (search->sets);
}

/* Notes those positions for the next character from which a match is reached, which are in @bits. */
static void
go_on (PatternSearch *search, const PatternFollow *follow, const guint64 *bits)
{
  for (guint i = 0; i < follow->n; i++)
    {
      guint32 position = follow->positions[i];
      guint64 bit = (guint64) 1 << position % 64;
      if ((bits[position / 64] & ~search->noted[position / 64] & bit) == 0)
        continue;
      search->noted[position / 64] |= bit;
      g_array_append_val (search->soon, position);
    }
  for (guint word = 0; follow->bits != NULL && word < search->sets->n_words; word++)
    for (guint64 rest = follow->bits[word] & bits[word] & ~search->noted[word]; rest != 0; rest &= rest - 1)
      {
        guint32 position = word * 64 + (guint32) __builtin_ctzll (rest);
        search->noted[word] |= rest & -rest;
        g_array_append_val (search->soon, position);
      }
}

static void
turn_over (PatternSearch *search)
{
  GArray *now = search->now;

  search->now = search->soon;
  search->soon = now;
  g_array_set_size (search->soon, 0);
  for (guint i = 0; i < search->now->len; i++)
    search->noted[g_array_index (search->now, guint32, i) / 64] = 0;
}

/* Goes over one character from the positions in search->now, which it has. FALSE with an error. */
static gboolean
step_forwards (PatternSearch *search, Attempt *attempt, guint32 at, guint32 next, GError **error)
{
  const PatternAutomaton *automaton = search->automaton;
  gboolean border = pattern_is_border (get_side_at (search, at), get_side_at (search, next));
  guint32 set = next < search->length ? get_set (search, next, error) : 0;

  if (set == 0 && next < search->length)
    return FALSE;
  while (attempt->token < search->n_tokens && search->ends[attempt->token] < next)
    attempt->token++;
  gboolean token_ends = attempt->token < search->n_tokens && search->ends[attempt->token] == next;

  for (guint i = 0; i < search->now->len; i++)
    {
      guint32 position = g_array_index (search->now, guint32, i);
      guint16 rule
          = pattern_automaton_get_state (automaton, g_array_index (automaton->positions, guint32, position))->rule;
      /* What would be refused for its length is not gone after, or time would be spent for nothing. */
      if (automaton->outputs[rule].check != PATTERN_CHECK_NONE && next - attempt->start > PATTERN_MAX_CHECKED)
        continue;
      const PatternFollow *follow = pattern_sets_follow (search->sets, position, border, error);
      if (follow == NULL)
        return FALSE;
      if (set != 0)
        go_on (search, follow, pattern_sets_get_bits (search->sets, set));
      if (token_ends && follow->ends)
        end_here (search, attempt, position, next, border);
    }
  turn_over (search);

  return TRUE;
}

/* The longest match from the attempt's start on, if there is one; @set is the set there. */
static gboolean
match_here (PatternSearch *search, Attempt *attempt, guint32 set, GError **error)
{
  guint64 n_steps = 0;
  /* A token begins here, so there is a border. */
  const PatternFollow *first = pattern_sets_follow (search->sets, PATTERN_FIRST, TRUE, error);

  if (first == NULL)
    return FALSE;
  attempt->best = (PatternMatch){ attempt->start, attempt->start, 0 };
  g_array_set_size (search->soon, 0);
  go_on (search, first, pattern_sets_get_bits (search->sets, set));
  turn_over (search);
  for (guint32 at = attempt->start, next; search->now->len > 0; at = next)
    {
      if (obelus_is_cancelled_at (++n_steps))
        return fail_for_cancelling (error);
      next = at + (guint32) g_utf8_skip[(guchar) search->text[at]];
      if (!step_forwards (search, attempt, at, next, error))
        return FALSE;
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
      if (obelus_is_cancelled_at ((guint64) token * 16))
        return fail_for_cancelling (error);
      guint32 set = get_set (search, start, error);
      if (set == 0)
        return FALSE;
      if (search->sets->facts[set].begins)
        {
          Attempt attempt = { .start = start, .token = token };
          if (!match_here (search, &attempt, set, error))
            return FALSE;
          if (attempt.best.end > start)
            {
              /* Arrays grow by doubling. */
              if (found->len >= 1024 && (found->len & (found->len - 1)) == 0
                  && !obelus_memory_check (2 * (gsize) found->len * sizeof (PatternMatch), error))
                return FALSE;
              g_array_append_val (found, attempt.best);
              end = attempt.best.end;
            }
        }
      token++;
    }

  return TRUE;
}

PatternSearch *
pattern_search_new (const PatternAutomaton *automaton)
{
  PatternSearch *search = g_new0 (PatternSearch, 1);

  search->automaton = automaton;
  search->sets = pattern_sets_new (automaton);
  search->now = g_array_new (FALSE, FALSE, sizeof (guint32));
  search->soon = g_array_new (FALSE, FALSE, sizeof (guint32));
  search->noted = g_new0 (guint64, search->sets->n_words);

  return search;
}

void
pattern_search_free (PatternSearch *search)
{
  if (search == NULL)
    return;
  pattern_sets_free (search->sets);
  g_free (search->blocks);
  g_free (search->block_bits);
  g_array_unref (search->now);
  g_array_unref (search->soon);
  g_free (search->noted);
  g_free (search);
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
