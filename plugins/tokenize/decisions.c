/* Features of doubtful places inside words, and the sum of their weights. Only a few bytes on each side are looked at,
 * so that a decision costs the same in any text. */
#include "decisions.h"

#include "cursor.h"

#include <string.h>

/* In bytes: how much of a run of letters is looked at, and how far behind white space the next one may begin. */
#define LONGEST_RUN 24
#define LONGEST_GAP 4

typedef struct
{
  guint32 start;
  guint32 end;
} Run;

/* Where bytes that go on a run of letters and digits end, on either side. Bytes beyond ASCII count as letters: a mark
 * among them makes the run longer and rarer, no more. */
static gboolean
is_run_byte (guchar c)
{
  return g_ascii_isalnum (c) || c >= 0x80;
}

static Run
find_run_after (const Cursor *cursor, guint32 at)
{
  Run run = { at, at };
  guint32 limit = MIN (cursor->end, at + LONGEST_RUN);

  while (run.end < limit && is_run_byte (cursor->text[run.end]))
    run.end++;

  return run;
}

static Run
find_run_before (const Cursor *cursor, guint32 at)
{
  Run run = { at, at };
  guint32 limit = at - cursor->start > LONGEST_RUN ? at - LONGEST_RUN : cursor->start;

  while (run.start > limit && is_run_byte (cursor->text[run.start - 1]))
    run.start--;

  return run;
}

static guint32
skip_gap (const Cursor *cursor, guint32 at)
{
  guint32 limit = MIN (cursor->end, at + LONGEST_GAP);

  while (at < limit && (cursor->text[at] == ' ' || cursor->text[at] == '\n'))
    at++;

  return at;
}

/* The low half of a hash of the bytes in small letters. */
static guint32
hash_lower (const Cursor *cursor, guint32 start, guint32 end)
{
  guchar lower[LONGEST_RUN];
  guint32 length = MIN (end - start, LONGEST_RUN);

  for (guint32 i = 0; i < length; i++)
    lower[i] = character_lower_ascii (cursor->text[start + i]);

  return (guint32) (learn_hash_bytes (lower, length, 7) >> 32);
}

/* Letters and digits of a run by kind, each kind once: `McCoy` as AaAa. */
static guint32
find_shape (const Cursor *cursor, Run run)
{
  guint32 shape = run.end - run.start == 1 ? 2 : 1;
  guchar before = 0;

  for (guint32 i = run.start; i < run.end; i++)
    {
      guchar c = cursor->text[i];
      guchar kind = g_ascii_isdigit (c) ? 1 : g_ascii_isupper (c) ? 2 : 3;
      if (kind != before)
        shape = shape * 4 + kind;
      before = kind;
    }

  return shape;
}

/* How many letters @run has in common with the beginning of @next: who breaks off often says the word again. */
static guint
count_repeated (const Cursor *cursor, Run run, Run next)
{
  guint n = 0;

  while (run.start + n < run.end && next.start + n < next.end
         && character_lower_ascii (cursor->text[run.start + n]) == character_lower_ascii (cursor->text[next.start + n]))
    n++;
  if (run.start + n == run.end && run.end > run.start)
    return 4;

  return MIN (n, 3);
}

/* What part of speech the word is most often. */
static guint32
find_class (const Cursor *cursor, Run run)
{
  if (run.start == run.end)
    return N_WORD_CLASSES;

  return clusters_find (&cursor->rules->words, hash_word (cursor->text + run.start, run.end - run.start));
}

static void
extract (const Cursor *cursor, DecisionKind kind, guint32 at, gboolean rule, guint64 *features)
{
  gboolean is_inside = kind == DECISION_WORD;
  /* What stands before, after the mark or the middle of the word, and the words around. */
  Run left = find_run_before (cursor, at);
  guint32 mark_end = is_inside ? at : at + 1;
  if (!is_inside && cursor_byte (cursor, at) >= 0x80)
    mark_end = MIN (cursor->end, at + 3);
  Run right = find_run_after (cursor, mark_end);
  guint32 gap = right.end, next_start = skip_gap (cursor, gap);
  Run next = find_run_after (cursor, next_start);
  guint32 further_start = skip_gap (cursor, next.end);
  Run further = find_run_after (cursor, further_start);
  guint32 before_end = left.start;
  while (before_end > cursor->start && left.start - before_end < LONGEST_GAP && cursor->text[before_end - 1] == ' ')
    before_end--;
  Run before = find_run_before (cursor, before_end);

  guint32 l = hash_lower (cursor, left.start, left.end), r = hash_lower (cursor, right.start, right.end);
  guint32 n = hash_lower (cursor, next.start, next.end), b = hash_lower (cursor, before.start, before.end);
  guint32 shape_l = find_shape (cursor, left), shape_r = find_shape (cursor, right),
          shape_n = find_shape (cursor, next);
  guint32 length_l = MIN (left.end - left.start, 7), length_r = MIN (right.end - right.start, 7);
  /* The bytes at the edges: 0 at those of the paragraph. */
  guint32 edge_l = left.start > cursor->start ? cursor->text[left.start - 1] : 0;
  guint32 edge_r = cursor_byte (cursor, right.end), edge_n = cursor_byte (cursor, next_start);
  guint32 end_l = hash_lower (cursor, left.end - MIN (3, left.end - left.start), left.end);
  guint32 end_r = hash_lower (cursor, right.end - MIN (3, right.end - right.start), right.end);
  guint32 end_n = hash_lower (cursor, next.end - MIN (3, next.end - next.start), next.end);
  guint32 start_r = hash_lower (cursor, right.start, right.start + MIN (3, right.end - right.start));
  guint32 is_apart = next_start > gap ? 1 : 0;
  guint32 repeated = count_repeated (cursor, left, next);
  guint32 known = cursor_look_up (cursor, left.start, left.end);
  guint32 class_b = find_class (cursor, before), class_n = find_class (cursor, next),
          class_f = find_class (cursor, further);
  guint64 base = (guint64) kind + 1;
  guint32 said = rule ? 1 : 0;
  guint count = 0;

#define ADD(a, b) features[count] = learn_hash_mix (learn_hash_mix ((base << 8) + count, (a)), (b)), count++
#define PAIR(a, b) ((guint64) (a) << 32 | (b))
#define SMALL(a, b, c) ((guint64) (a) << 40 | (guint64) (b) << 20 | (c))
  ADD (said, 0);
  ADD (l, 0);
  ADD (r, 0);
  ADD (l, r);
  ADD (n, r);
  ADD (PAIR (l, r), n);
  ADD (PAIR (l, r), b);
  ADD (b, 0);
  ADD (PAIR (b, n), r);
  ADD (PAIR (shape_l, shape_r), edge_r);
  ADD (PAIR (shape_l, shape_r), SMALL (is_apart, edge_n, edge_r));
  ADD (SMALL (shape_l, length_l, length_r), shape_r);
  ADD (shape_n, SMALL (edge_r, is_apart, edge_n));
  ADD (l, SMALL (shape_n, edge_r, edge_n));
  ADD (PAIR (known, said), SMALL (shape_n, edge_r, edge_n));
  ADD (end_l, shape_r);
  ADD (end_r, shape_l);
  ADD (start_r, 1);
  ADD (end_n, r);
  ADD (SMALL (edge_l, edge_r, shape_l), shape_r);
  ADD (SMALL (repeated, edge_r, edge_n), length_l);
  ADD (PAIR (l, shape_l), shape_r);
  ADD (PAIR (edge_n, said), edge_r);
  ADD (PAIR (n, l), hash_lower (cursor, further.start, further.end));
  ADD (PAIR (l, r), class_n);
  ADD (PAIR (l, r), SMALL (1, class_n, class_f));
  ADD (PAIR (l, r), SMALL (2, class_b, class_n));
  ADD (r, SMALL (class_b, class_n, edge_r));
  ADD (r, SMALL (class_n, class_f, shape_l));
  ADD (PAIR (l, r), SMALL (3, class_b, edge_l));
#undef ADD
#undef PAIR
#undef SMALL
  g_assert (count == DECISION_N_FEATURES);
}

gboolean
cursor_divides (const Cursor *cursor, DecisionKind kind, guint32 at, gboolean rule)
{
  const LearnWeights *weights = &cursor->rules->decisions;
  DecisionRecorder *recorder = cursor->rules->recorder;
  guint64 features[DECISION_N_FEATURES];

  if (recorder == NULL && weights->slots == NULL)
    return rule;

  if (recorder == NULL && !effort_spend (cursor->effort, at, EFFORT_DECISION))
    return rule;
  extract (cursor, kind, at, rule, features);
  if (recorder != NULL)
    {
      guint8 label = recorder->ends[at];
      g_array_append_vals (recorder->hashes, features, DECISION_N_FEATURES);
      g_array_append_val (recorder->labels, label);
      return label;
    }

  gint32 sum = learn_weights_sum (weights, features, DECISION_N_FEATURES);

  return sum != 0 ? sum > 0 : rule;
}
