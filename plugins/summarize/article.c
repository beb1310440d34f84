/* An article as the ranker sees it: sentences that may be chosen, their words, and what is known of each. */
#include "article.h"
#include "clean.h"
#include "greeting.h"
#include "keyed-hash.h"
#include "kinds.h"
#include "leaning.h"

#include <obelus/obelus-context.h>
#include <string.h>

#define NO_WORD G_MAXUINT32

/* An interview has so many questions, and so many paragraphs to each at most. */
#define FEWEST_QUESTIONS 3
#define MOST_ANSWERS 6

Article *
article_new (const WordLexicon *lexicon, const LearnFrequencyTable *frequencies)
{
  Article *article = g_new0 (Article, 1);
  article->lexicon = lexicon;
  article->frequencies = frequencies;
  article->candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  article->words = g_array_new (FALSE, FALSE, sizeof (guint32));
  article->counts = g_array_new (FALSE, FALSE, sizeof (guint32));
  article->vocabulary = g_array_new (FALSE, FALSE, sizeof (Word));
  article->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  article->paragraphs = g_array_new (FALSE, FALSE, sizeof (guint32));
  article->kinds = g_array_new (FALSE, FALSE, sizeof (guint8));
  article->slots = g_array_new (FALSE, FALSE, sizeof (guint32));
  article->seen = g_array_new (FALSE, FALSE, sizeof (guint64));
  return article;
}

void
article_free (Article *article)
{
  g_array_unref (article->candidates);
  g_array_unref (article->words);
  g_array_unref (article->counts);
  g_array_unref (article->vocabulary);
  g_array_unref (article->parts);
  g_array_unref (article->paragraphs);
  g_array_unref (article->kinds);
  g_array_unref (article->slots);
  g_array_unref (article->seen);
  g_free (article);
}

/* The vocabulary */

/* A power of two that leaves half of the slots free. */
static guint
choose_n_slots (guint n)
{
  guint slots = 64;
  while (slots / 2 < n && slots < 1u << 31)
    slots *= 2;
  return slots;
}

static void
clear_slots (GArray *slots, guint n, gsize element_size)
{
  g_array_set_size (slots, n);
  memset (slots->data, 0, (gsize) n * element_size);
}

static void
grow_vocabulary (Article *article)
{
  clear_slots (article->slots, article->slots->len * 2, sizeof (guint32));
  guint32 *slots = (guint32 *) (gpointer) article->slots->data;
  guint mask = article->slots->len - 1;
  for (guint32 number = 0; number < article->vocabulary->len; number++)
    {
      guint slot = learn_hash_place (article_get_word (article, number)->hash, article->slots->len);
      while (slots[slot] != 0)
        slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
}

/* The number of a word, which gets one if @add. */
static guint32
number_word (Article *article, guint32 hash, gboolean add)
{
  guint32 *slots = (guint32 *) (gpointer) article->slots->data;
  guint mask = article->slots->len - 1;
  guint slot = learn_hash_place (hash, article->slots->len);
  for (; slots[slot] != 0; slot = (slot + 1) & mask)
    if (article_get_word (article, slots[slot] - 1)->hash == hash)
      return slots[slot] - 1;
  if (!add)
    return NO_WORD;

  Word word = { .hash = hash, .first = G_MAXUINT32 };
  g_array_append_val (article->vocabulary, word);
  guint32 number = article->vocabulary->len - 1;
  slots[slot] = number + 1;
  if (article->vocabulary->len > article->slots->len / 2)
    grow_vocabulary (article);
  return number;
}

/* Reading the words of one sentence */

typedef struct
{
  Article *article;
  const ArticleInput *input;
  guint32 token;         /* the next token */
  gboolean quoted;       /* inside a quotation */
  guint32 paragraph_end; /* where the paragraph layer says the paragraph ends */
  guint32 paragraph_row;
  guint32 input_part;   /* the next of the merged texts */
  gboolean begins_part; /* no candidate has been read of the last of them */
  guint32 last_end;     /* of the sentence before */
} Reading;

static void
note_mark (Reading *reading, guint32 flags, const char *token, guint32 length)
{
  if (flags & WORD_QUOTE_OPEN)
    reading->quoted = TRUE;
  else if (flags & WORD_QUOTE_CLOSE || (flags & WORD_QUOTE && length == 2))
    reading->quoted = FALSE;
  else if (flags & WORD_QUOTE && (token[0] == '"' || (length == 6 && memcmp (token, "&quot;", 6) == 0)))
    reading->quoted = !reading->quoted;
}

static void
note_content_word (Reading *reading, Candidate *candidate, guint32 flags, guint32 hash, gboolean *in_name)
{
  Article *article = reading->article;
  guint32 number = number_word (article, hash, TRUE);
  Word *word = article_get_word (article, number);
  guint32 index = article->candidates->len;
  gboolean is_name = flags & WORD_CAPITAL && candidate->n_words > 1;

  if (is_name)
    {
      candidate->n_names += *in_name ? 0 : 1;
      candidate->n_new_names += word->first == G_MAXUINT32 ? 1 : 0;
      word->is_name = 1;
      word->is_last_name |= *in_name && word->first == G_MAXUINT32 ? 1 : 0;
    }
  *in_name = is_name;
  if (word->last_seen == index + 1)
    {
      g_array_index (article->counts, guint32, word->last_place)++;
      return;
    }
  guint32 place = candidate->first_word + candidate->n_content++;
  word->last_seen = index + 1;
  word->last_place = place;
  word->n_sentences++;
  if (word->first == G_MAXUINT32)
    word->first = index;
  g_array_index (article->words, guint32, place) = number;
  g_array_index (article->counts, guint32, place) = 1;
}

/* The word of a name that the sentence begins with and that an earlier one had as part of a longer one, + 1; 0 if it
 * begins with none. */
static guint32
find_short_name (const Article *article, const Candidate *candidate, const Leaning *leaning)
{
  if (candidate->n_content == 0 || !leaning_begins_with_short_name (leaning))
    return 0;
  guint32 number = article_get_words (article, candidate)[0];
  const Word *word = article_get_word (article, number);
  return word->first < article->candidates->len && (leaning->has_title || word->is_last_name) ? number + 1 : 0;
}

/* Whether there is a mark in the sentence between which and the next word a full stop may be missing. */
static gboolean
closes_something (const Candidate *candidate)
{
  return candidate_count (candidate, WORD_QUOTE) + candidate_count (candidate, WORD_QUOTE_OPEN)
             + candidate_count (candidate, WORD_BRACKET)
         > 0;
}

/* Whether the capitals that the sentence begins with are a name's and not its own: two words have them, or a word that
 * has one elsewhere. */
static gboolean
begins_with_name (const Article *article, const Candidate *candidate, const Leaning *leaning)
{
  return leaning->n_name_words > 1
         || (candidate->n_content > 0
             && article_get_word (article, article_get_words (article, candidate)[0])->is_name);
}

static void
size_words (Article *article, guint32 n)
{
  g_array_set_size (article->words, n);
  g_array_set_size (article->counts, n);
}

/* Reads the tokens of a sentence into a candidate. Returns a hash of its words, 0 if it has none. */
static guint64
read_candidate (Reading *reading, Candidate *candidate, guint32 row)
{
  const ArticleInput *input = reading->input;
  guint32 end = input->sentence_ends[row];
  gboolean in_name = FALSE;
  Leaning leaning = { 0 };
  guint64 hash = 0;

  *candidate = (Candidate){ .sentence = row, .first_word = reading->article->words->len };
  const gboolean opens = reading->article->candidates->len == 0 || reading->begins_part;
  candidate->start = clean_find_start (input->text, input->sentence_starts[row], end, opens);
  if (opens && reading->article->n_spoken == 1)
    candidate->start += learn_speaker_label_measure (input->text + candidate->start, end - candidate->start);
  candidate->end = clean_find_end (input->text, candidate->start, end);
  while (reading->token < input->n_tokens && input->token_starts[reading->token] < candidate->start)
    reading->token++;
  candidate->starts_quoted = reading->quoted;
  size_words (reading->article, candidate->first_word + input->n_tokens - reading->token); /* no more can come */

  for (; reading->token < input->n_tokens && input->token_starts[reading->token] < end; reading->token++)
    {
      const char *token = input->text + input->token_starts[reading->token];
      guint32 length = input->token_ends[reading->token] - input->token_starts[reading->token];
      if (obelus_is_cancelled_at (reading->token))
        break;

      guint32 word_hash, flags = word_read (reading->article->lexicon, token, length, &word_hash);
      candidate->n_tokens++;
      leaning_note (&leaning, flags);
      for (guint32 bits = flags; bits != 0; bits &= bits - 1)
        candidate->counts[__builtin_ctz (bits)]++;
      if (!(flags & WORD_IS_WORD))
        {
          note_mark (reading, flags, token, length);
          in_name = FALSE;
          continue;
        }
      if (candidate->n_words++ == 0)
        candidate->opening = flags;
      candidate->n_quoted += reading->quoted ? 1 : 0;
      hash = (hash ^ word_hash) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 29;
      if (flags & WORD_STOP)
        in_name = FALSE;
      else
        note_content_word (reading, candidate, flags, word_hash, &in_name);
    }

  size_words (reading->article, candidate->first_word + candidate->n_content);
  candidate->ends_quoted = reading->quoted;
  candidate->has_end = clean_has_end (input->text, candidate->start, candidate->end);
  candidate->is_run_together
      = closes_something (candidate) && clean_is_run_together (input->text, candidate->start, candidate->end);
  candidate->is_scene = leaning.is_scene && begins_with_name (reading->article, candidate, &leaning);
  candidate->is_question = memchr (input->text + candidate->start, '?', candidate->end - candidate->start) != NULL;
  candidate->leans = leaning_needs_sentence_before (&leaning, candidate->opening);
  candidate->short_name = find_short_name (reading->article, candidate, &leaning);
  return candidate->n_words == 0 ? 0 : hash == 0 ? 1 : hash;
}

/* Whether a sentence of these words was read before; remembers it. */
static gboolean
was_seen (Article *article, guint64 hash)
{
  guint64 *seen = (guint64 *) (gpointer) article->seen->data;
  guint mask = article->seen->len - 1;
  guint slot = learn_hash_place (hash, article->seen->len);
  for (; seen[slot] != 0; slot = (slot + 1) & mask)
    if (seen[slot] == hash)
      return TRUE;
  seen[slot] = hash;
  return FALSE;
}

/* Whether a new paragraph begins with the sentence. */
static gboolean
begins_paragraph (Reading *reading, guint32 row)
{
  const ArticleInput *input = reading->input;
  guint32 start = input->sentence_starts[row];
  if (reading->article->candidates->len == 0)
    return TRUE;
  if (input->n_paragraphs > 0)
    {
      guint32 before = reading->paragraph_row;
      while (reading->paragraph_row < input->n_paragraphs && input->paragraph_ends[reading->paragraph_row] <= start)
        reading->paragraph_row++;
      return reading->paragraph_row != before;
    }
  guint32 gap = MIN (reading->last_end, start);
  return memchr (input->text + gap, '\n', start - gap) != NULL;
}

/* Whether the sentence is of another of the merged texts than those before. */
static gboolean
begins_part (Reading *reading, guint32 row)
{
  const ArticleInput *input = reading->input;
  guint32 before = reading->input_part;
  while (reading->input_part < input->n_parts && input->part_starts[reading->input_part] <= input->sentence_starts[row])
    reading->input_part++;
  reading->begins_part |= reading->input_part != before;
  return reading->input_part != before;
}

/* Counts a new candidate among those of its part, which is a new one if it must. */
static void
add_to_part (Reading *reading, Candidate *candidate)
{
  Article *article = reading->article;
  if (reading->begins_part || article->parts->len == 0)
    {
      Part part = { .first_candidate = article->candidates->len, .first_paragraph = candidate->paragraph };
      g_array_append_val (article->parts, part);
      reading->begins_part = FALSE;
    }
  candidate->part = article->parts->len - 1;
  Part *part = &g_array_index (article->parts, Part, candidate->part);
  part->n_candidates++;
  part->n_paragraphs = candidate->paragraph + 1 - part->first_paragraph;
  part->n_words += candidate->n_words;
}

/* Line-ups and tables of results: names and numbers with marks between them, and hardly a word that joins them. */
static gboolean
is_roll (const Candidate *candidate)
{
  guint32 n = candidate->n_words, n_stops = candidate_count (candidate, WORD_STOP);
  guint32 n_names = candidate_count (candidate, WORD_CAPITAL) + candidate_count (candidate, WORD_NUMBER);
  guint32 n_marks = candidate_count (candidate, WORD_PAUSE) + candidate_count (candidate, WORD_BREAK)
                    + candidate_count (candidate, WORD_BRACKET);
  if (n_names * 10 < n * 7 || n < 5 || n_marks < 2)
    return FALSE;
  return n < 12 ? n_names >= n && n_stops == 0 : n_stops * 8 <= n || n_marks * 3 >= n;
}

/* Takes back what a sentence that is no candidate after all has put into the vocabulary. */
static void
drop_candidate (Article *article, const Candidate *candidate)
{
  const guint32 *words = article_get_words (article, candidate);
  for (guint32 i = 0; i < candidate->n_content; i++)
    {
      Word *word = article_get_word (article, words[i]);
      word->n_sentences--;
      word->last_seen = 0;
      if (word->first == article->candidates->len)
        word->first = G_MAXUINT32;
    }
  size_words (article, candidate->first_word);
}

static void
add_candidates (Article *article, const ArticleInput *input, guint8 most)
{
  Reading reading = { .article = article, .input = input };
  const guint8 *kinds = (const guint8 *) article->kinds->data;
  gboolean begins = FALSE;

  for (guint32 row = 0; row < input->n_sentences && !obelus_is_cancelled_at (row); row++)
    {
      if (kinds[row] > most || input->sentence_starts[row] == input->sentence_ends[row])
        continue;
      begins = begins_part (&reading, row) || begins;
      begins = begins_paragraph (&reading, row) || begins;
      reading.last_end = input->sentence_ends[row];
      reading.quoted = reading.quoted && !begins;

      Candidate candidate;
      guint64 hash = read_candidate (&reading, &candidate, row);
      if (hash == 0 || was_seen (article, hash) || (most < KIND_ASIDE && is_roll (&candidate)))
        {
          drop_candidate (article, &candidate);
          continue;
        }
      if (begins)
        {
          guint32 none = 0;
          g_array_append_val (article->paragraphs, none);
        }
      begins = FALSE;
      candidate.paragraph = article->paragraphs->len - 1;
      candidate.place = g_array_index (article->paragraphs, guint32, candidate.paragraph)++;
      add_to_part (&reading, &candidate);
      article->n_words += candidate.n_words;
      g_array_append_val (article->candidates, candidate);
    }
}

/* Marks the words of titles, which say what a text is about although they are no sentences of it. */
static void
read_titles (Article *article, const ArticleInput *input)
{
  const guint8 *kinds = (const guint8 *) article->kinds->data;
  guint32 token = 0;
  for (guint32 row = 0; row < input->n_sentences && !obelus_is_cancelled_at (row); row++)
    {
      if (kinds[row] != KIND_TITLE)
        continue;
      while (token < input->n_tokens && input->token_starts[token] < input->sentence_starts[row])
        token++;
      for (; token < input->n_tokens && input->token_starts[token] < input->sentence_ends[row]; token++)
        {
          guint32 hash, length = input->token_ends[token] - input->token_starts[token];
          guint32 flags = word_read (article->lexicon, input->text + input->token_starts[token], length, &hash);
          if ((flags & WORD_IS_WORD) == 0 || (flags & WORD_STOP) != 0)
            continue;
          Word *word = article_get_word (article, number_word (article, hash, TRUE));
          word->in_title = 1;
        }
    }
}

static void
clear_article (Article *article, const ArticleInput *input)
{
  g_array_set_size (article->candidates, 0);
  size_words (article, 0);
  g_array_set_size (article->vocabulary, 0);
  g_array_set_size (article->parts, 0);
  g_array_set_size (article->paragraphs, 0);
  clear_slots (article->slots, choose_n_slots (MIN (input->n_tokens / 2, 1u << 20)), sizeof (guint32));
  clear_slots (article->seen, choose_n_slots (input->n_sentences), sizeof (guint64));
  article->n_words = 0;
  article->title_weight = 0.0f;
}

/* Looks all words up at once, asking for what is needed some words ahead: one by one while reading, each would be
 * waited for. */
#define WORDS_AHEAD 8

static void
weigh_words (Article *article)
{
  guint32 n = article->vocabulary->len;
  for (guint32 number = 0; number < n; number++)
    {
      Word *word = article_get_word (article, number);
      if (article->frequencies != NULL && number + WORDS_AHEAD < n)
        learn_frequency_table_prefetch (article->frequencies, article_get_word (article, number + WORDS_AHEAD)->hash);
      word->weight = article->frequencies == NULL ? 1.0f : learn_frequency_table_get (article->frequencies, word->hash);
      article->title_weight += word->in_title ? word->weight : 0.0f;
    }
}

/* Marks the questions of interviews: those that end a paragraph, where several paragraphs do. */
static void
mark_questions (Article *article, const ArticleInput *input)
{
  const guint32 n = article->candidates->len;
  guint32 n_asking = 0;

  for (guint32 i = 0; i < n; i++)
    {
      Candidate *candidate = &g_array_index (article->candidates, Candidate, i);
      const gboolean is_last
          = candidate->place + 1 == g_array_index (article->paragraphs, guint32, candidate->paragraph);
      candidate->asks = is_last && candidate->n_quoted == 0 && input->text[candidate->end - 1] == '?';
      n_asking += candidate->asks;
    }
  if (n_asking >= FEWEST_QUESTIONS && n_asking * MOST_ANSWERS >= article->paragraphs->len)
    return;
  for (guint32 i = 0; i < n; i++)
    g_array_index (article->candidates, Candidate, i).asks = FALSE;
}

static void
read_candidates (Article *article, const ArticleInput *input)
{
  clear_article (article, input);
  article->n_spoken = kinds_find (article->kinds, input);
  read_titles (article, input);
  add_candidates (article, input, KIND_LIST);
  if (article->candidates->len > 0)
    return;

  /* No prose: headings and titles are better than nothing, and anything is better than that. */
  for (guint8 most = KIND_HEADING; most <= KIND_ASIDE && article->candidates->len == 0; most++)
    {
      clear_article (article, input);
      add_candidates (article, input, most);
    }
}

void
article_read (Article *article, const ArticleInput *input)
{
  read_candidates (article, input);
  mark_questions (article, input);
  weigh_words (article);
}

guint32
article_mark_query (Article *article, const char *query)
{
  guint32 n = 0;
  for (const char *p = query; *p != '\0';)
    {
      const char *start = p;
      while (*p != '\0' && g_unichar_isalnum (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (p == start)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      guint32 hash, flags = word_read (article->lexicon, start, p - start, &hash);
      if (!(flags & WORD_IS_WORD) || flags & WORD_STOP)
        continue;
      Word *word = article_get_word (article, number_word (article, hash, TRUE));
      n += word->in_query ? 0 : 1;
      word->in_query = 1;
    }
  return n;
}
