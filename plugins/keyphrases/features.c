/* What is known of a phrase, as numbers for the trees that judge it. */
#include "features.h"

#include "logarithm.h"
#include "word-graph.h"

#include <math.h>

void
feature_text_init (FeatureText *text, const Words *words, const Phrases *phrases, ObelusLayer *tokens, guint32 n_names)
{
  double sum = 0.0, squares = 0.0;

  *text = (FeatureText){
    .words = words,
    .phrases = phrases,
    .starts = obelus_layer_get_starts (tokens),
    .ends = obelus_layer_get_ends (tokens),
    .n_names = n_names,
    .most_word = 1,
  };
  for (guint32 i = 0; i < phrases->n_phrases; i++)
    {
      const Phrase *phrase = &phrases->phrases[i];
      text->most[phrase->n_words] = MAX (text->most[phrase->n_words], phrase->n);
    }

  guint32 n_words = 0;
  for (guint32 i = 0; i < words->n_words; i++)
    {
      const Word *word = words_get (words, i);
      if (word->place == 0)
        continue;
      n_words++;
      sum += word->n;
      squares += (double) word->n * word->n;
      text->most_word = MAX (text->most_word, word->n);
    }
  text->mean_count = n_words == 0 ? 0.0 : sum / n_words;
  text->deviation = n_words == 0 ? 0.0 : sqrt (MAX (squares / n_words - text->mean_count * text->mean_count, 0.0));
}

static float
share (double part, double whole)
{
  return whole <= 0.0 ? 0.0f : (float) (part / whole);
}

static float
logarithm (double value)
{
  return (float) learn_log2 (1.0 + value);
}

/* YAKE's score of a word (Campos et al. 2020, section 3.2): the lower, the more it says. The mean of its sentences
 * stands for their median. */
static double
score_word (const FeatureText *text, const Word *word)
{
  const double n = word->n;
  const double left = share (word_count_neighbours (word->left, word->n_neighbours[0]), MAX (word->n_neighbours[0], 1));
  const double right
      = share (word_count_neighbours (word->right, word->n_neighbours[1]), MAX (word->n_neighbours[1], 1));
  const double casing = MAX (word->n_capital, word->n_capitals) / (1.0 + learn_log (n));
  const double position = learn_log (learn_log (3.0 + (double) word->sentence_sum / n));
  const double frequency = n / (text->mean_count + text->deviation);
  const double relatedness = 1.0 + (left + right) * n / text->most_word;
  const double spread = (double) word->n_sentences / MAX (text->words->n_sentences, 1);

  return relatedness * position / (casing + frequency / relatedness + spread / relatedness);
}

/* The score of a word, which phrases share. */
static double
get_score (const FeatureText *text, guint32 number)
{
  Word *word = &text->words->words[number];

  if (word->yake < 0.0)
    word->yake = score_word (text, word);
  return word->yake;
}

/* Sums over a phrase's words */
typedef struct
{
  double rarity, yake_sum, yake_product;
  double graph_sum, graph_most, graph_least;
  guint32 longest;
  const Word *first, *last;
  guint32 last_token;
} PhraseWords;

static void
sum_words (const FeatureText *text, const Phrase *phrase, PhraseWords *sums)
{
  *sums = (PhraseWords){ .yake_product = 1.0, .graph_least = (double) WORD_GRAPH_UNIT };
  for (guint32 at = phrase->first; at <= phrase->last; at++)
    {
      if (text->words->tokens[at].word == NO_WORD)
        continue;
      const Word *word = words_get (text->words, text->words->tokens[at].word);
      const double yake = get_score (text, text->words->tokens[at].word);
      const double place = (double) word->place / (double) WORD_GRAPH_UNIT * text->words->n_words;
      sums->rarity += word->rarity;
      sums->yake_sum += yake;
      sums->yake_product *= yake;
      sums->graph_sum += place;
      sums->graph_most = MAX (sums->graph_most, place);
      sums->graph_least = MIN (sums->graph_least, place);
      sums->longest = MAX (sums->longest, text->ends[at] - text->starts[at]);
      sums->first = sums->first == NULL ? word : sums->first;
      sums->last = word;
      sums->last_token = at;
    }
}

static void
fill_counts (const FeatureText *text, const Phrase *phrase, const PhraseWords *sums, float *values)
{
  const double n = phrase->n, rarity = sums->rarity / phrase->n_words;

  values[FEATURE_WORDS] = phrase->n_words;
  values[FEATURE_BYTES] = (float) (text->ends[phrase->last] - text->starts[phrase->first]);
  values[FEATURE_LONGEST_WORD] = (float) sums->longest;
  values[FEATURE_COUNT] = logarithm (n);
  values[FEATURE_SHARE_OF_MOST] = share (n, text->most[phrase->n_words]);
  values[FEATURE_WHOLE] = share (phrase->n_whole, n);
  values[FEATURE_WHOLE_COUNT] = logarithm (phrase->n_whole);
  values[FEATURE_LONGER] = share (phrase->n_longer, n);
  values[FEATURE_OF_FIRST_WORD] = share (n, sums->first->n);
  values[FEATURE_OF_LAST_WORD] = share (n, sums->last->n);
  values[FEATURE_RARITY] = (float) rarity;
  values[FEATURE_HEAD_RARITY] = sums->last->rarity;
  values[FEATURE_RARITY_BY_COUNT] = (float) (rarity * logarithm (n));
  values[FEATURE_COUNT_IN_LENGTH] = share (1000.0 * n, text->words->n_tokens);
}

static void
fill_places (const FeatureText *text, const Phrase *phrase, float *values)
{
  const double n = phrase->n, n_sentences = MAX (text->words->n_sentences, 1);

  values[FEATURE_FIRST] = logarithm (phrase->first);
  values[FEATURE_FIRST_SHARE] = share (phrase->first, text->words->n_tokens);
  values[FEATURE_FIRST_SENTENCE] = logarithm (phrase->first_sentence);
  values[FEATURE_SPREAD] = share (phrase->last_sentence - phrase->first_sentence, n_sentences);
  values[FEATURE_MEAN_SENTENCE] = share ((double) phrase->sentence_sum / n, n_sentences);
  values[FEATURE_SENTENCES] = share (phrase->n_sentences, n_sentences);
  values[FEATURE_IN_HEADINGS] = logarithm (phrase->n_heading);
  values[FEATURE_ONLY_IN_HEADINGS] = share (phrase->n_heading, n);
}

static void
fill_kinds (const FeatureText *text, const Phrase *phrase, const PhraseWords *sums, float *values)
{
  const double n = phrase->n, as_name = share (phrase->n_name, n);
  const guint head = text->words->tokens[sums->last_token].flags;

  values[FEATURE_NAME] = (float) as_name;
  values[FEATURE_IN_NAME] = share (phrase->n_in_name, n);
  values[FEATURE_PERSON] = phrase->kind == LEARN_NAME_PERSON ? (float) as_name : 0.0f;
  values[FEATURE_ORGANISATION] = phrase->kind == LEARN_NAME_ORGANIZATION ? (float) as_name : 0.0f;
  values[FEATURE_PLACE] = phrase->kind == LEARN_NAME_PLACE ? (float) as_name : 0.0f;
  values[FEATURE_CAPITAL] = share (phrase->n_capital, n);
  values[FEATURE_CAPITALS] = share (sums->last->n_capitals, sums->last->n);
  values[FEATURE_HEAD_IS_NAME] = (head & TOKEN_NAME) != 0 ? 1.0f : 0.0f;
  values[FEATURE_ADJECTIVE_FIRST] = (text->words->tokens[phrase->first].flags & TOKEN_ADJECTIVE) != 0 ? 1.0f : 0.0f;
  values[FEATURE_ARTICLE] = share (phrase->n_article, n);
}

static void
fill_words (const Phrase *phrase, const PhraseWords *sums, float *values)
{
  const Word *first = sums->first, *last = sums->last;
  const double yake = sums->yake_product / (phrase->n * (1.0 + sums->yake_sum));

  values[FEATURE_GRAPH_SUM] = logarithm (sums->graph_sum);
  values[FEATURE_GRAPH_MOST] = logarithm (sums->graph_most);
  values[FEATURE_GRAPH_LEAST] = logarithm (sums->graph_least);
  values[FEATURE_GRAPH_HEAD] = logarithm ((double) last->place / (double) WORD_GRAPH_UNIT * 1e6);
  values[FEATURE_YAKE] = (float) -learn_log2 (MAX (yake, 1e-12));
  values[FEATURE_LEFT_VARIETY]
      = share (word_count_neighbours (first->left, first->n_neighbours[0]), first->n_neighbours[0]);
  values[FEATURE_RIGHT_VARIETY]
      = share (word_count_neighbours (last->right, last->n_neighbours[1]), last->n_neighbours[1]);
}

void
features_fill (const FeatureText *text, const Phrase *phrase, float *values)
{
  PhraseWords sums;

  sum_words (text, phrase, &sums);
  fill_counts (text, phrase, &sums, values);
  fill_places (text, phrase, values);
  fill_kinds (text, phrase, &sums, values);
  fill_words (phrase, &sums, values);
  values[FEATURE_TEXT_TOKENS] = logarithm (text->words->n_tokens);
  values[FEATURE_TEXT_IS_TAGGED] = text->words->is_tagged ? 1.0f : 0.0f;
  values[FEATURE_TEXT_HAS_NAMES] = text->n_names > 0 ? 1.0f : 0.0f;
}
