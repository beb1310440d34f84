/* Where sentences end: what the features of a place weigh, and where that is not asked. */
#include "boundaries.h"

#include "token-scan.h"

/* Letters of Latin and its extensions end here; what follows is Greek. */
#define FIRST_FOREIGN_LETTER 0x0370

/* In tokens. */
#define LONGEST_DATELINE 14

/* Sentences start with capitals and all paragraphs end with marks, this one as well: edited prose, where the rules are
 * better than they are on the web. */
#define MANNER_OF_PROSE 0

/* In points of weights: how sure the model must be that a sentence ends where the rules see none in edited prose, how
 * sure it must be of the opposite where they see one, and how sure that one ends with a mere word in other texts with
 * capitals. On sentences of news that the model has not seen, this halves what it gets wrong. */
#define LEAST_SUM_IN_PROSE 96
#define LEAST_SUM_WITH_RULES (-64)
#define LEAST_SUM_OF_WORDS 24

/* In edited prose the first look may agree with the rules where it is less sure than elsewhere. Three in four of the
 * places that would be left open are settled so, and the stage takes 0.8 of the time. */
#define LEAST_QUICK_SUM_IN_PROSE (-64)
#define LEAST_QUICK_SUM_WITH_RULES 0

/* Whether letters or signs of a script that the model has not learned from stand there. */
static gboolean
is_foreign (const BoundaryWalk *walk, guint32 token)
{
  guint size;
  gunichar c = character_decode (walk->text + walk->tokens->starts[token], &size);

  if (c < FIRST_FOREIGN_LETTER)
    return FALSE;
  if (spans_get_kind (walk->tokens, token) == TOKEN_STOP || spans_get_kind (walk->tokens, token) == TOKEN_EXCLAMATION)
    return TRUE;

  guint class = CHARACTER_BIT (character_get_class (&walk->rules->characters, c));

  return (class & (CHARACTER_ALPHABETIC | CHARACTER_BIT (CHARACTER_IDEOGRAPH))) != 0;
}

/* Whether @token is the dash of a dateline: `LISBON, Nov. 3 (Agency) —`. In talk, of which the model has seen more, a
 * dash ends what was broken off. */
static gboolean
ends_dateline (const BoundaryWalk *walk, guint32 token)
{
  const Spans *tokens = walk->tokens;

  if (spans_get_kind (tokens, token) != TOKEN_DASH || walk->begun != walk->first
      || token - walk->first > LONGEST_DATELINE)
    return FALSE;

  guint32 word = walk->first + (spans_get_kind (tokens, walk->first) == TOKEN_OPEN);
  const guchar *text = walk->text + tokens->starts[word];

  return word < token && tokens->ends[word] - tokens->starts[word] >= 2 && g_ascii_isupper (text[0])
         && g_ascii_isupper (text[1]);
}

/* Whether @token is a mark of exclamation that belongs to a name (`Yahoo! as well`): within a sentence that
 * begins with a capital a capitalised word stands before it, and a small letter behind it. */
static gboolean
ends_name (const BoundaryWalk *walk, guint32 token)
{
  const Spans *tokens = walk->tokens;

  if (spans_get_kind (tokens, token) != TOKEN_EXCLAMATION || tokens->ends[token] - tokens->starts[token] != 1
      || walk->text[tokens->starts[token]] != '!' || !spans_touch_before (tokens, token)
      || (tokens->kinds[token + 1] & TOKEN_STARTS_LOWER) == 0)
    return FALSE;

  const guchar *word = walk->text + tokens->starts[token - 1];
  guchar first = walk->text[tokens->starts[walk->begun]];

  return token > walk->begun + 1 && g_ascii_isupper (first) && g_ascii_isupper (word[0])
         && tokens->ends[token - 1] - tokens->starts[token - 1] >= 2 && g_ascii_islower (word[1]);
}

/* What the sum of the features must exceed for a sentence to end with @token. */
static gint32
find_least_sum (const BoundaryWalk *walk, guint32 token, gboolean rule)
{
  if (walk->manner == MANNER_OF_PROSE)
    return rule ? LEAST_SUM_WITH_RULES : LEAST_SUM_IN_PROSE;
  if (walk->style.letters == STYLE_CAPITALS && !rule && token_kind_is_word_like (walk->tokens->kinds[token]))
    return LEAST_SUM_OF_WORDS;

  return 0;
}

/* Whether a sentence ends with @token. */
static gboolean
judge (BoundaryWalk *walk, const Boundaries *boundaries, guint32 token, gboolean rule, Effort *effort)
{
  const Gate *gate = &boundaries->gate;
  guint32 rows[GATE_N_FEATURES];
  guint64 features[BOUNDARY_N_FEATURES];
  gint32 sum = 0;
  guint32 at = walk->tokens->starts[token];

  if (!effort_spend (effort, at, EFFORT_GLANCE))
    return rule;
  boundary_walk_extract_first (walk, token, rule, rows);
  for (guint i = 0; i < GATE_N_FIRST_FEATURES; i++)
    sum += gate->weights[rows[i]];
  if (sum <= gate->first_no)
    return FALSE;

  if (!effort_spend (effort, at, EFFORT_LOOK))
    return rule;
  boundary_walk_extract_quick (walk, token, rule, rows);
  for (guint i = GATE_N_FIRST_FEATURES; i < GATE_N_FEATURES; i++)
    sum += gate->weights[rows[i]];
  gboolean is_prose = walk->manner == MANNER_OF_PROSE;
  if (sum <= (is_prose && !rule ? MAX (gate->no, LEAST_QUICK_SUM_IN_PROSE) : gate->no))
    return FALSE;
  if (rule ? sum >= (is_prose ? MIN (gate->yes, LEAST_QUICK_SUM_WITH_RULES) : gate->yes)
           : sum >= gate->yes && !is_prose)
    return TRUE;
  if (!rule && walk->style.letters == STYLE_CAPITALS && (walk->tokens->kinds[token + 1] & TOKEN_STARTS_LOWER) != 0)
    return FALSE;

  if (!effort_spend (effort, at, EFFORT_JUDGEMENT))
    return rule;
  boundary_walk_extract (walk, token, rule, features);

  return learn_weights_sum (&boundaries->weights, features, BOUNDARY_N_FEATURES) > find_least_sum (walk, token, rule);
}

gboolean
boundaries_divide (const Rules *rules, const Boundaries *boundaries, const char *text, const Spans *tokens,
                   guint32 first, guint32 end, Style style, const Spans *rule_sentences, guint32 first_rule,
                   Effort *effort, Spans *sentences)
{
  BoundaryWalk walk;
  guint32 rule = first_rule, n_looks = 0;

  boundary_walk_init (&walk, rules, &boundaries->clusters, text, tokens, first, end, style);
  if (first == end)
    return TRUE;
  /* Nothing is to be noted of the tokens between. */
  for (guint32 token = first; (token = token_scan_parting (tokens->kinds, token, end - 1)) < end - 1; token++)
    {
      if (obelus_is_cancelled_at (++n_looks))
        return FALSE;
      boundary_walk_pass (&walk, token);
      if (!boundary_walk_is_candidate (&walk, token))
        continue;

      while (rule < rule_sentences->n && rule_sentences->ends[rule] < tokens->ends[token])
        rule++;
      gboolean rule_ends = rule < rule_sentences->n && rule_sentences->ends[rule] == tokens->ends[token];
      gboolean ends = rule_ends;
      if (!is_foreign (&walk, token) && !is_foreign (&walk, token + 1) && !ends_dateline (&walk, token)
          && !(ends_name (&walk, token) && !rule_ends))
        ends = judge (&walk, boundaries, token, rule_ends, effort);
      if (!ends)
        continue;
      if (!spans_append (sentences, tokens->starts[walk.begun], tokens->ends[token], 0))
        return FALSE;
      boundary_walk_break (&walk, token);
    }

  return spans_append (sentences, tokens->starts[walk.begun], tokens->ends[end - 1], 0);
}
