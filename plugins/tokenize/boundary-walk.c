/* Features of places where a sentence may end. */
#include "boundary-walk.h"

#include "token-scan.h"
#include "word-hash.h"

#include <string.h>

#define LONGEST_HASHED 32

/* How far the next end mark is looked for. */
#define LONGEST_OUTLOOK 40

/* In tokens: how far verbs are looked for. */
#define VERB_REACH 7

#define NO_TOKEN G_MAXUINT32
#define NO_KIND 31

/* The kinds of characters in a row, each once: `McCoy` → AaAa, `3.5` → 0.0. Marks stand for themselves. */
static guint32
hash_shape (const CharacterTable *characters, const guchar *text, guint32 length)
{
  guint32 shape = 0;
  guint n_runs = 0;
  guint before = G_MAXUINT;
  guint size;

  for (guint32 i = 0; i < length && n_runs < 6; i += size)
    {
      Character class = character_at (characters, text + i, &size);
      guint run = class == CHARACTER_MARK ? 16u + text[i] : (guint) class;
      if (run == before || class == CHARACTER_EXTEND)
        continue;
      shape = (shape ^ run) * 16777619u + 1;
      before = run;
      n_runs++;
    }
  /* One capital is a name or a sentence's start, several are an acronym or a shout. */
  if (length > 1 && n_runs == 1 && before == CHARACTER_UPPER)
    shape++;

  return shape;
}

void
boundary_walk_init (BoundaryWalk *walk, const Rules *rules, const Clusters *clusters, const char *text,
                    const Spans *tokens, guint32 first, guint32 end, Style style)
{
  memset (walk, 0, sizeof *walk);
  walk->rules = rules;
  walk->clusters = clusters;
  walk->text = (const guchar *) text;
  walk->tokens = tokens;
  walk->first = walk->begun = walk->next_end = first;
  walk->end = end;
  walk->style = style;
  guint32 ending = style_has_end_mark (tokens, first, end) ? 0 : end - first < STYLE_SHORTEST_JUDGED ? 1 : 2;
  walk->manner = (guint32) style.letters | (guint32) style.marks << 2 | ending << 4;
  for (guint i = 0; i < G_N_ELEMENTS (walk->known); i++)
    walk->known[i].token = NO_TOKEN;
}

void
boundary_walk_pass (BoundaryWalk *walk, guint32 token)
{
  switch (spans_get_kind (walk->tokens, token))
    {
    case TOKEN_OPEN:
      walk->depth = MIN (walk->depth + 1, 3);
      break;
    case TOKEN_CLOSE:
      walk->depth = MAX (walk->depth - 1, 0);
      break;
    case TOKEN_QUOTE_OPEN:
      walk->in_quotes = TRUE;
      break;
    case TOKEN_QUOTE_CLOSE:
      walk->in_quotes = FALSE;
      break;
    default:
      break;
    }
}

void
boundary_walk_break (BoundaryWalk *walk, guint32 token)
{
  walk->begun = token + 1;
  walk->depth = 0;
}

static gboolean
stays_with_sentence (TokenKind kind)
{
  return kind == TOKEN_PICTURE || kind == TOKEN_CLOSE || kind == TOKEN_COMMA;
}

/* Whether the rules may end a sentence with such a token: an end mark, or what stays with one. */
static gboolean
may_be_last (TokenKind kind)
{
  return kind >= TOKEN_MAY_END || token_kind_follows_end_mark (kind);
}

/* `@name` or `#topic`: rows of them stay together. */
static gboolean
is_handle (const BoundaryWalk *walk, guint32 token)
{
  guchar first = walk->text[walk->tokens->starts[token]];

  return spans_get_kind (walk->tokens, token) == TOKEN_LINK && (first == '@' || first == '#');
}

gboolean
boundary_walk_is_candidate (const BoundaryWalk *walk, guint32 token)
{
  const Spans *tokens = walk->tokens;
  TokenKind kind = spans_get_kind (tokens, token), next = spans_get_kind (tokens, token + 1);

  if (!token_kinds_may_part (tokens->kinds[token], tokens->kinds[token + 1]))
    return FALSE;
  /* What was opened has something in it. */
  if (kind == TOKEN_OPEN || kind == TOKEN_QUOTE_OPEN)
    return FALSE;
  if (spans_touch_before (tokens, token + 1) && stays_with_sentence (next))
    return FALSE;
  if (!may_be_last (kind)
      && (next == TOKEN_COMMA || next == TOKEN_COLON || next == TOKEN_SEMICOLON || next == TOKEN_CLOSE))
    return FALSE;
  /* A bracket or a quotation mark alone is no sentence. */
  if (token == walk->begun && (kind == TOKEN_CLOSE || kind == TOKEN_QUOTE_CLOSE))
    return FALSE;

  return !is_handle (walk, token) || !is_handle (walk, token + 1);
}

/* What part of speech the word in that place is taken for. Of words without a cluster, those with a capital are names.
 */
static guint8
find_class (const BoundaryWalk *walk, guint place)
{
  guint32 cluster = walk->known[place].cluster, token = walk->known[place].token;

  if (walk->known[place].kind != TOKEN_WORD)
    return N_WORD_CLASSES + walk->known[place].kind;
  if (cluster != 0)
    return walk->clusters->classes[cluster >> 8];

  return (walk->tokens->kinds[token] & TOKEN_STARTS_LOWER) != 0 ? WORD_CLASS_UNKNOWN : WORD_CLASS_NAME;
}

/* The place in walk->known where @token is described. Tokens beyond the paragraph are all alike. */
static guint
know (BoundaryWalk *walk, guint32 token)
{
  guint place = token % G_N_ELEMENTS (walk->known);

  if (walk->known[place].token == token)
    return place;

  walk->known[place].token = token;
  if (token < walk->first || token >= walk->end)
    {
      walk->known[place].word = walk->known[place].shape = 2;
      walk->known[place].cluster = 0;
      walk->known[place].kind = NO_KIND;
      walk->known[place].class = N_WORD_CLASSES + NO_KIND;
      walk->known[place].is_touching = FALSE;
      return place;
    }

  guint32 start = walk->tokens->starts[token];
  guint32 length = walk->tokens->ends[token] - start;
  walk->known[place].word = hash_word (walk->text + start, length);
  walk->known[place].cluster = clusters_find (walk->clusters, walk->known[place].word);
  walk->known[place].shape = hash_shape (&walk->rules->characters, walk->text + start, MIN (length, LONGEST_HASHED));
  walk->known[place].kind = (guint8) spans_get_kind (walk->tokens, token);
  walk->known[place].class = find_class (walk, place);
  walk->known[place].is_touching = spans_touch_before (walk->tokens, token);

  return place;
}

/* Whether one of the tokens [token, end) is a finite verb, and what else tells clauses. */
static guint32
look_for_verb (BoundaryWalk *walk, guint32 token, guint32 end)
{
  for (; token < end; token++)
    if (walk->known[know (walk, token)].class == WORD_CLASS_FINITE)
      return 1;

  return 0;
}

/* Numbers told apart more coarsely the larger they are. */
static guint
coarsen (guint32 n)
{
  if (n < 6)
    return n;
  if (n < 10)
    return 6;
  if (n < 16)
    return 7;

  return n < 30 ? 8 : 9;
}

static guint32
find_next_end (BoundaryWalk *walk, guint32 token)
{
  if (walk->next_end <= token)
    walk->next_end = token + 1;
  for (;;)
    {
      walk->next_end = token_scan_end_mark (walk->tokens->kinds, walk->next_end, walk->end);
      if (walk->next_end >= walk->end || spans_get_kind (walk->tokens, walk->next_end) != TOKEN_ABBREVIATION)
        break;
      walk->next_end++;
    }

  return MIN (walk->next_end - token, LONGEST_OUTLOOK);
}

void
boundary_walk_extract (BoundaryWalk *walk, guint32 token, gboolean rule, guint64 *features)
{
  /* The token before, the one that may be the last, and the three after. */
  guint b2 = know (walk, token >= walk->first + 2 ? token - 2 : NO_TOKEN - 2);
  guint b1 = know (walk, token >= walk->first + 1 ? token - 1 : NO_TOKEN - 1);
  guint at = know (walk, token), a1 = know (walk, token + 1), a2 = know (walk, token + 2), a3 = know (walk, token + 3);

  guint32 w0 = walk->known[at].word, w1 = walk->known[a1].word, w2 = walk->known[a2].word, v1 = walk->known[b1].word;
  guint32 s0 = walk->known[at].shape, s1 = walk->known[a1].shape, s2 = walk->known[a2].shape,
          s3 = walk->known[a3].shape, t1 = walk->known[b1].shape, t2 = walk->known[b2].shape;
  guint32 k0 = walk->known[at].kind, k1 = walk->known[a1].kind, k2 = walk->known[a2].kind, j1 = walk->known[b1].kind;
  guint32 c0 = walk->known[at].cluster, c1 = walk->known[a1].cluster, c2 = walk->known[a2].cluster,
          d1 = walk->known[b1].cluster;
  guint32 h0 = c0 & 0xFF, h1 = c1 & 0xFF, h2 = c2 & 0xFF, g1 = d1 & 0xFF;
  guint32 apart = walk->known[a1].is_touching ? 0 : 1;
  guint32 r = rule ? 1 : 0;
  guint32 style = (guint32) walk->style.letters;
  guint32 so_far = coarsen (token + 1 - walk->begun), to_come = coarsen (walk->end - token - 1);
  guint32 outlook = coarsen (find_next_end (walk, token));
  guint32 state = (guint32) walk->depth * 2 + (walk->in_quotes ? 1 : 0);
  guint32 first_start = walk->tokens->starts[walk->begun];
  guint32 first_word = hash_word (walk->text + first_start, walk->tokens->ends[walk->begun] - first_start);
  guint32 is_opening = walk->begun == walk->first ? 1 : 0;
  guint n = 0;

#define ADD(a, b) features[n] = learn_hash_mix (learn_hash_mix (n + 1, (a)), (b)), n++
#define PAIR(a, b) ((guint64) (a) << 32 | (b))
#define SMALL(a, b, c) ((guint64) (a) << 16 | (guint64) (b) << 8 | (c))
  ADD (k0, r);
  ADD (w0, PAIR (s1, apart));
  ADD (SMALL (k0, k1, apart), style);
  ADD (s0, PAIR (s1, apart));
  ADD (k0, PAIR (w1, apart));
  ADD (PAIR (s1, style), SMALL (r, k0, apart));
  ADD (r, w0);
  ADD (r, w1);
  ADD (SMALL (outlook, k0, r), s1);
  ADD (SMALL (so_far, k0, is_opening), s1);
  ADD (SMALL (j1, k0, k1), apart);
  ADD (w0, 0);
  ADD (w1, 0);
  ADD (v1, 0);
  ADD (w2, 0);
  ADD (w0, w1);
  ADD (v1, w0);
  ADD (w1, w2);
  ADD (s0, w1);
  ADD (w1, s1);
  ADD (SMALL (k0, k1, k2), apart);
  ADD (SMALL (j1, k0, k1), k2);
  ADD (s1, s2);
  ADD (t1, s0);
  ADD (PAIR (t1, s0), s1);
  ADD (PAIR (s0, s1), s2);
  ADD (PAIR (t2, t1), s0);
  ADD (PAIR (s1, s2), s3);
  ADD (SMALL (so_far, to_come, k0), k1);
  ADD (SMALL (to_come, k0, r), s1);
  ADD (SMALL (outlook, so_far, k0), to_come);
  ADD (first_word, SMALL (k0, so_far, 0));
  ADD (SMALL (state, k0, apart), k1);
  ADD (SMALL (state, k0, r), s1);
  ADD (SMALL (style, outlook, so_far), SMALL (k0, k1, r));
  ADD (c0 >> 8, PAIR (s1, apart));
  ADD (c1 >> 8, PAIR (k0, s1));
  ADD (PAIR (h0, h1), PAIR (s1, apart));
  ADD (PAIR (h1, h2), PAIR (s1, k0));
  ADD (PAIR (g1, h0), s1);
  ADD (c2 >> 8, PAIR (s1, k0));
  ADD (PAIR (h0, k0), SMALL (outlook, so_far, r));
  ADD (PAIR (h1, s1), SMALL (outlook, so_far, k0));
  guint32 p0 = walk->known[at].class, p1 = walk->known[a1].class, p2 = walk->known[a2].class,
          p3 = walk->known[a3].class;
  guint32 q1 = walk->known[b1].class, q2 = walk->known[b2].class;
  guint32 next_end = token + 1 + MIN (find_next_end (walk, token), VERB_REACH);
  guint32 verb_before
      = look_for_verb (walk, MAX (walk->begun, token + 1 > VERB_REACH ? token + 1 - VERB_REACH : 0), token + 1);
  guint32 verb_after = look_for_verb (walk, token + 1, MIN (next_end, walk->end));
  ADD (SMALL (q1, p0, p1), p2);
  ADD (SMALL (p0, p1, p2), p3);
  ADD (SMALL (q2, q1, p0), p1);
  ADD (SMALL (p1, p2, p3), s1);
  ADD (SMALL (verb_before, verb_after, k0), PAIR (s1, r));
  ADD (SMALL (verb_before, verb_after, p0), SMALL (p1, apart, r));
  ADD (SMALL (verb_before, verb_after, so_far), SMALL (outlook, k0, r));
  ADD (PAIR (w0, p1), p2);
  ADD (PAIR (g1, h0), PAIR (h1, s1));
  ADD (PAIR (h0, h1), PAIR (h2, s1));
#undef ADD
#undef PAIR
#undef SMALL
  g_assert (n == BOUNDARY_N_FEATURES);
}

#define ROW(n, value) (guint32) (learn_hash_mix ((n), (value)) >> (64 - GATE_BITS))

/* The word of a token, or something else that no word has. */
static inline guint32
hash_token (const BoundaryWalk *walk, guint32 token)
{
  guint32 start = walk->tokens->starts[token];

  return hash_word (walk->text + start, walk->tokens->ends[token] - start);
}

static inline guint32
class_of_token (const BoundaryWalk *walk, guint32 token)
{
  guint size;

  return character_at (&walk->rules->characters, walk->text + walk->tokens->starts[token], &size);
}

/* What is known at once of the place behind a token. */
static inline guint32
describe_joint (const BoundaryWalk *walk, guint32 token, gboolean rule)
{
  const Spans *tokens = walk->tokens;
  guint32 k0 = spans_get_kind (tokens, token), k1 = spans_get_kind (tokens, token + 1);
  guint32 apart = spans_touch_before (tokens, token + 1) ? 0 : 1, r = rule ? 1 : 0;

  return k0 | k1 << 5 | class_of_token (walk, token + 1) << 10 | apart << 14 | r << 15
         | (guint32) walk->style.letters << 16;
}

void
boundary_walk_extract_first (BoundaryWalk *walk, guint32 token, gboolean rule, guint32 *rows)
{
  guint32 joint = describe_joint (walk, token, rule);
  guint32 k1 = joint >> 5 & 31, class_1 = joint >> 10 & 15;

  rows[0] = ROW (1, joint);
  rows[1] = ROW (2, (guint64) hash_token (walk, token) << 16 | class_1 << 8 | k1);
}

void
boundary_walk_extract_quick (BoundaryWalk *walk, guint32 token, gboolean rule, guint32 *rows)
{
  const Spans *tokens = walk->tokens;
  gboolean has_before = token > walk->first, has_second = token + 2 < walk->end;
  guint32 joint = describe_joint (walk, token, rule);
  guint32 k0 = joint & 31, class_1 = joint >> 10 & 15, apart = joint >> 14 & 1, r = joint >> 15 & 1;
  guint32 j1 = has_before ? spans_get_kind (tokens, token - 1) : NO_KIND;
  guint32 k2 = has_second ? spans_get_kind (tokens, token + 2) : NO_KIND;
  guint32 class_0 = class_of_token (walk, token), class_2 = has_second ? class_of_token (walk, token + 2) : 7;
  guint32 w1 = hash_token (walk, token + 1), v1 = has_before ? hash_token (walk, token - 1) : 7;
  guint32 outlook = coarsen (find_next_end (walk, token)), so_far = coarsen (token + 1 - walk->begun);
  guint32 to_come = coarsen (walk->end - token - 1), state = (guint32) walk->depth * 2 + (walk->in_quotes ? 1 : 0);

  rows[2] = ROW (3, (guint64) w1 << 16 | k0 << 8 | apart << 1 | r);
  rows[3] = ROW (4, outlook | so_far << 4 | k0 << 8 | class_1 << 13 | r << 17);
  rows[4] = ROW (5, (guint64) (j1 | k2 << 5 | class_0 << 10) << 32 | joint);
  rows[5] = ROW (6, so_far | to_come << 4 | k0 << 8 | class_1 << 13 | r << 17 | state << 18);
  rows[6] = ROW (7, (guint64) v1 << 16 | class_1 << 8 | k0 << 3 | class_2);
}

#undef ROW
