/* The phrases that a text's key phrases are chosen from, and what is counted of each. */
#include "phrases.h"

#include "fold.h"
#include "keyed-hash.h"

#include <obelus/obelus-context.h>

#include <string.h>

#define FEWEST_PHRASES 1024u

/* Larger tables are given back before the next text. */
#define MOST_PHRASES_KEPT (1u << 14)

/* Walking over a text's phrases */

typedef struct
{
  const Words *words;
  const NameSpan *names;
  guint32 n_names;
  guint32 next_name; /* the first that ends behind the run's beginning */
  PlaceVisitor visit;
  gpointer user_data;
} Walk;

static gboolean
has_flags (const Walk *walk, guint32 at, guint flags)
{
  return (walk->words->tokens[at].flags & flags) == flags;
}

/* Sets what the names say of a place; FALSE if it cuts one in two. */
static gboolean
compare_with_names (const Walk *walk, guint32 name, Place *place)
{
  while (name < walk->n_names && walk->names[name].last < place->first)
    name++;
  for (; name < walk->n_names && walk->names[name].first <= place->last; name++)
    {
      const NameSpan *span = &walk->names[name];
      if (span->first == place->first && span->last == place->last)
        place->kind = span->kind;
      else if (span->first <= place->first && span->last >= place->last)
        place->is_in_name = TRUE;
      else if (span->first < place->first || span->last > place->last)
        return FALSE;
    }
  return TRUE;
}

static guint64
add_to_hash (const Walk *walk, guint64 hash, guint32 at)
{
  return learn_hash_mix (hash, walk->words->words[walk->words->tokens[at].word].hash);
}

/* Phrases that begin at @first and go no further than @last, where the run of @from … @last ends. */
static gboolean
visit_beginning (const Walk *walk, guint32 from, guint32 first, guint32 last)
{
  Place place = { .first = first };

  for (guint32 at = first; at <= last && at - first < 2 * MOST_PHRASE_WORDS; at++)
    {
      if (walk->words->tokens[at].word == NO_WORD)
        continue;
      if (place.n_words == (walk->words->is_tagged ? MOST_PHRASE_WORDS : MOST_UNTAGGED_WORDS))
        break;
      place.hash = add_to_hash (walk, place.hash, at);
      place.n_words++;
      place.last = at;
      place.kind = NO_NAME;
      place.is_in_name = FALSE;
      place.is_whole = first == from && at == last;
      if (has_flags (walk, at, TOKEN_LAST) && compare_with_names (walk, walk->next_name, &place)
          && !walk->visit (&place, walk->user_data))
        return FALSE;
    }
  return TRUE;
}

/* A run of tokens that may all stand in one phrase. */
static gboolean
visit_run (Walk *walk, guint32 from, guint32 behind)
{
  while (from < behind && !has_flags (walk, from, TOKEN_FIRST))
    from++;
  while (behind > from && !has_flags (walk, behind - 1, TOKEN_LAST))
    behind--;
  for (guint32 first = from; first < behind; first++)
    {
      while (walk->next_name < walk->n_names && walk->names[walk->next_name].last < first)
        walk->next_name++;
      if (obelus_is_cancelled_at (first))
        return FALSE;
      if (has_flags (walk, first, TOKEN_FIRST) && !visit_beginning (walk, from, first, behind - 1))
        return FALSE;
    }
  return TRUE;
}

/* A name that no run holds, since it has words such as `of` in it. */
static gboolean
visit_name (const Walk *walk, const NameSpan *name)
{
  gboolean is_run = has_flags (walk, name->first, TOKEN_FIRST) && has_flags (walk, name->last, TOKEN_LAST);
  Place place = { .first = name->first, .last = name->last, .is_whole = TRUE, .kind = name->kind };

  if (name->last - name->first >= 2 * MOST_NAME_WORDS || walk->words->tokens[name->first].word == NO_WORD)
    return TRUE;
  for (guint32 at = name->first; at <= name->last; at++)
    {
      is_run = is_run && has_flags (walk, at, TOKEN_INSIDE);
      if (walk->words->tokens[at].word == NO_WORD)
        continue;
      place.hash = add_to_hash (walk, place.hash, at);
      place.n_words++;
    }
  if ((is_run && place.n_words <= (walk->words->is_tagged ? MOST_PHRASE_WORDS : MOST_UNTAGGED_WORDS))
      || place.n_words > MOST_NAME_WORDS)
    return TRUE;
  return walk->visit (&place, walk->user_data);
}

gboolean
phrases_visit (const Words *words, const NameSpan *names, guint32 n_names, PlaceVisitor visit, gpointer user_data)
{
  Walk walk = { words, names, n_names, 0, visit, user_data };

  for (guint32 at = 0; at < words->n_tokens;)
    {
      const guint32 from = at;
      if (obelus_is_cancelled_at (at))
        return FALSE;
      while (at < words->n_tokens && has_flags (&walk, at, TOKEN_INSIDE)
             && words->tokens[at].sentence == words->tokens[from].sentence)
        at++;
      if (!visit_run (&walk, from, at))
        return FALSE;
      at = MAX (at, from + 1);
    }
  for (guint32 i = 0; i < n_names; i++)
    if (obelus_is_cancelled_at (i) || !visit_name (&walk, &names[i]))
      return FALSE;
  return TRUE;
}

guint64
phrase_hash (const char *text)
{
  static const char separators[] = " \t\n-/'";
  guint64 hash = 0;

  while (*text != '\0')
    {
      const gsize length = strcspn (text, separators);
      const guint64 word = word_hash (text, length);
      if (word != 0)
        hash = learn_hash_mix (hash, word);
      text += length + (text[length] == '\0' ? 0 : 1);
    }
  return hash;
}

/* Counting */

typedef struct
{
  Phrases *phrases;
  const Words *words;
  const char *text;
  const guint32 *starts, *ends; /* of tokens */
} Count;

Phrases *
phrases_new (void)
{
  return g_new0 (Phrases, 1);
}

void
phrases_free (Phrases *phrases)
{
  g_free (phrases->phrases);
  g_free (phrases->slots);
  g_free (phrases);
}

static guint32
find_slot (const Phrases *phrases, guint64 hash)
{
  const guint32 n_slots = phrases->capacity * 2;
  guint32 slot = learn_hash_place (hash, n_slots);

  while (phrases->slots[slot] != 0 && phrases->phrases[phrases->slots[slot] - 1].hash != hash)
    slot = slot + 1 == n_slots ? 0 : slot + 1;
  return slot;
}

static void
fill_slots (Phrases *phrases)
{
  memset (phrases->slots, 0, 2 * (gsize) phrases->capacity * sizeof *phrases->slots);
  for (guint32 i = 0; i < phrases->n_phrases; i++)
    phrases->slots[find_slot (phrases, phrases->phrases[i].hash)] = i + 1;
}

static gboolean
grow (Phrases *phrases)
{
  const guint32 capacity = MAX (FEWEST_PHRASES, phrases->capacity * 2);
  Phrase *grown = g_try_renew (Phrase, phrases->phrases, capacity);
  if (grown == NULL)
    return FALSE;
  phrases->phrases = grown;
  guint32 *slots = g_try_renew (guint32, phrases->slots, 2 * (gsize) capacity);
  if (slots == NULL)
    return FALSE;

  phrases->slots = slots;
  phrases->capacity = capacity;
  fill_slots (phrases);
  return TRUE;
}

/* Forgets rare phrases until half of the table is free, as lossy counting does (Manku and Motwani 2002). What is asked
 * of a phrase begins anew each time: it grows with the phrases that recur, not with how often rare ones were forgotten.
 */
static void
forget_rare (Phrases *phrases)
{
  for (guint32 least = 2; phrases->n_phrases > MOST_PHRASES / 2; least *= 2)
    {
      guint32 n_kept = 0;
      for (guint32 i = 0; i < phrases->n_phrases; i++)
        if (phrases->phrases[i].n >= least || phrases->phrases[i].first < PROTECTED_TOKENS)
          phrases->phrases[n_kept++] = phrases->phrases[i];
      phrases->n_phrases = n_kept;
    }
  fill_slots (phrases);
}

/* How much a place's spelling is the phrase's own: little in a heading, at a sentence's beginning, in capitals. */
static guint32
weigh_spelling (const Words *words, const Place *place)
{
  if ((words->tokens[place->first].flags & (TOKEN_OPENS | TOKEN_HEADING)) != 0)
    return 1;
  for (guint32 at = place->first; at <= place->last; at++)
    if (place->kind == NO_NAME && (words->tokens[at].flags & TOKEN_CAPITALS) != 0)
      return 2;
  return 4;
}

guint64
phrase_place_form (const Words *words, const Place *place)
{
  guint64 form = 0;

  for (guint32 at = place->first; at <= place->last; at++)
    if (words->tokens[at].word != NO_WORD)
      form = learn_hash_mix (form, words->tokens[at].form);
  return form;
}

/* One step of the vote of Boyer and Moore (1981), which whatever more than half are for wins, else something that many
 * are for. Whether @candidate took the place of @elected. */
static gboolean
vote (guint64 *elected, guint32 *votes, guint64 candidate, guint32 weight)
{
  if (*elected == candidate && *votes > 0)
    *votes += weight;
  else if (*votes >= weight)
    *votes -= weight;
  else
    {
      *votes = weight - *votes;
      *elected = candidate;
      return TRUE;
    }
  return FALSE;
}

/* Elects the form of a phrase, and the spelling among the places that have it. */
static void
vote_for_spelling (Phrase *phrase, const Count *counting, const Place *place)
{
  const guint32 start = counting->starts[place->first], end = counting->ends[place->last];
  const guint64 spelling = learn_hash_bytes (counting->text + start, end - start, 0);
  const guint64 form = phrase_place_form (counting->words, place);
  const guint32 weight = weigh_spelling (counting->words, place);

  if (vote (&phrase->form, &phrase->form_votes, form, weight))
    phrase->votes = 0;
  if (phrase->form == form && vote (&phrase->spelling, &phrase->votes, spelling, weight))
    {
      phrase->spelled_first = place->first;
      phrase->spelled_last = place->last;
    }
}

static gboolean
is_capitalized (const Words *words, const Place *place)
{
  for (guint32 at = place->first; at <= place->last; at++)
    if (words->tokens[at].word != NO_WORD && (words->tokens[at].flags & TOKEN_CAPITAL) == 0)
      return FALSE;
  return (words->tokens[place->first].flags & (TOKEN_OPENS | TOKEN_HEADING)) == 0;
}

static void
count_place (Phrase *phrase, const Words *words, const Place *place)
{
  const Token *token = &words->tokens[place->first];

  phrase->n++;
  phrase->n_whole += place->is_whole;
  phrase->n_in_name += place->is_in_name;
  phrase->n_heading += (token->flags & TOKEN_HEADING) != 0;
  phrase->n_article += place->first > 0 && (token[-1].flags & TOKEN_ARTICLE) != 0;
  phrase->n_capital += is_capitalized (words, place);
  if (place->kind != NO_NAME)
    {
      phrase->kind = phrase->n_name == 0 ? (guint8) place->kind : phrase->kind;
      phrase->n_name++;
    }
  if (token->sentence < phrase->first_sentence)
    {
      phrase->first_sentence = token->sentence;
      phrase->first = place->first;
      phrase->last = place->last;
    }
  if (phrase->n == 1 || token->sentence != phrase->last_sentence)
    phrase->n_sentences++;
  phrase->last_sentence = phrase->n == 1 ? token->sentence : MAX (phrase->last_sentence, token->sentence);
  phrase->sentence_sum += token->sentence;
}

static gboolean
count (const Place *place, gpointer user_data)
{
  Count *counting = user_data;
  Phrases *phrases = counting->phrases;

  if (phrases->n_phrases == phrases->capacity)
    {
      if (phrases->capacity >= MOST_PHRASES)
        forget_rare (phrases);
      else if (!grow (phrases))
        return FALSE;
    }
  const guint32 slot = find_slot (phrases, place->hash);
  if (phrases->slots[slot] == 0)
    {
      phrases->phrases[phrases->n_phrases++] = (Phrase){
        .hash = place->hash,
        .first_sentence = G_MAXUINT32,
        .n_words = (guint8) place->n_words,
      };
      phrases->slots[slot] = phrases->n_phrases;
    }
  count_place (&phrases->phrases[phrases->slots[slot] - 1], counting->words, place);
  vote_for_spelling (&phrases->phrases[phrases->slots[slot] - 1], counting, place);
  return TRUE;
}

/* Tells the phrases of a phrase's words but its first or last that it holds them. */
static void
tell_parts (Phrases *phrases, const Words *words, const Phrase *phrase)
{
  guint64 without_first = 0, without_last = 0;
  guint n = 0;

  if (phrase->n_words < 2)
    return;
  for (guint32 at = phrase->first; at <= phrase->last; at++)
    {
      if (words->tokens[at].word == NO_WORD)
        continue;
      const guint64 hash = words->words[words->tokens[at].word].hash;
      if (n > 0)
        without_first = learn_hash_mix (without_first, hash);
      if (++n < phrase->n_words)
        without_last = learn_hash_mix (without_last, hash);
    }
  for (guint i = 0; i < 2; i++)
    {
      const guint32 slot = find_slot (phrases, i == 0 ? without_first : without_last);
      if (phrases->slots[slot] != 0)
        {
          Phrase *part = &phrases->phrases[phrases->slots[slot] - 1];
          part->n_longer = MAX (part->n_longer, phrase->n);
        }
    }
}

gboolean
phrases_count (Phrases *phrases, const TextInput *input, const Words *words, const NameSpan *names, guint32 n_names)
{
  Count counting
      = { phrases, words, input->text, obelus_layer_get_starts (input->tokens), obelus_layer_get_ends (input->tokens) };

  phrases->n_phrases = 0;
  if (phrases->capacity > MOST_PHRASES_KEPT)
    {
      g_clear_pointer (&phrases->phrases, g_free);
      g_clear_pointer (&phrases->slots, g_free);
      phrases->capacity = 0;
    }
  if (phrases->capacity > 0)
    fill_slots (phrases);
  if (!phrases_visit (words, names, n_names, count, &counting))
    return FALSE;
  for (guint32 i = 0; i < phrases->n_phrases; i++)
    tell_parts (phrases, words, &phrases->phrases[i]);
  return TRUE;
}
