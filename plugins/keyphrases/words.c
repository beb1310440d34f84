/* A text's words as key phrases see them: folded, stemmed, numbered and counted. */
#include "words.h"

#include "hash.h"
#include "logarithm.h"
#include "porter.h"
#include "stop-words.h"

#include <obelus/obelus-context.h>

#include <string.h>

/* Longer tokens are no words of a language; they are told apart byte by byte. */
#define LONGEST_WORD 64

/* Tokens by which a text's language is guessed. */
#define N_GUESSED_TOKENS 2000

/* A text is in another language than English if so many times as many of its words carry no topic there. */
#define FOREIGN_RATIO 1.5

#define FEWEST_SLOTS 1024u

/* Larger tables are given back before the next text. */
#define MOST_SLOTS_KEPT (1u << 15)

Words *
words_new (const LearnFrequencyTable *frequencies)
{
  Words *words = g_new0 (Words, 1);
  words->frequencies = frequencies;
  return words;
}

void
words_free (Words *words)
{
  g_free (words->tokens);
  g_free (words->slots);
  g_free (words->words);
  g_free (words);
}

/* Small letters, letters and digits only: `U.S.` is `us`. Returns the length, 0 for what is no word, LONGEST_WORD where
 * it is too long. */
static gsize
fold_word (const char *text, gsize length, char *folded, gboolean *is_ascii)
{
  gsize n = 0;

  *is_ascii = TRUE;
  for (const char *at = text; at < text + length && n < LONGEST_WORD;)
    {
      const guchar byte = (guchar) *at;
      if (byte < 0x80)
        {
          if (g_ascii_isalnum (byte))
            folded[n++] = g_ascii_tolower ((char) byte);
          at++;
          continue;
        }
      const gunichar character = g_utf8_get_char (at);
      at = g_utf8_next_char (at);
      if (!g_unichar_isalnum (character) && !g_unichar_ismark (character))
        continue;
      if (n + 4 > LONGEST_WORD)
        return LONGEST_WORD;
      *is_ascii = FALSE;
      n += (gsize) g_unichar_to_utf8 (g_unichar_tolower (character), folded + n);
    }
  return n;
}

/* What inflection adds in languages around English, as light stemmers take it off (Savoy 2006): a plural's or a case's
 * consonant, and the e before it. */
static gsize
strip_ending (const char *folded, gsize length)
{
  if (length > 4 && strchr ("nsmr", folded[length - 1]) != NULL)
    length--;
  return length > 4 && folded[length - 1] == 'e' ? length - 1 : length;
}

static guint64
hash_folded (char *folded, gsize length, gboolean is_ascii, gboolean is_english)
{
  if (!is_english)
    length = strip_ending (folded, length);
  else if (is_ascii && length > 2 && !g_ascii_isdigit (folded[0]))
    length = learn_porter_stem (folded, length);
  return learn_hash_bytes (folded, length, 0) | 1;
}

guint64
word_hash (const char *text, gsize length)
{
  char folded[LONGEST_WORD + 8];
  gboolean is_ascii;
  const gsize n = fold_word (text, length, folded, &is_ascii);

  if (n == 0)
    return 0;
  return n >= LONGEST_WORD ? learn_hash_bytes (text, length, 0) | 1 : hash_folded (folded, n, is_ascii, TRUE);
}

/* The table of words */

static gboolean
grow_slots (Words *words)
{
  const guint32 n_slots = MAX (FEWEST_SLOTS, words->n_slots * 2);
  Word *grown = g_try_renew (Word, words->words, n_slots / 2);
  if (grown == NULL)
    return FALSE;
  words->words = grown;
  guint32 *slots = g_try_new0 (guint32, n_slots);
  if (slots == NULL)
    return FALSE;

  for (guint32 i = 0; i < words->n_words; i++)
    {
      guint32 slot = learn_hash_scale (words_get (words, i)->hash, n_slots);
      while (slots[slot] != 0)
        slot = (slot + 1) % n_slots;
      slots[slot] = i + 1;
    }
  g_free (words->slots);
  words->slots = slots;
  words->n_slots = n_slots;
  return TRUE;
}

/* The word's number, a new one if need be; NO_WORD if there are too many already. FALSE if there is no memory. */
static gboolean
number_word (Words *words, guint64 hash, guint32 *number)
{
  if (words->n_words * 2 >= words->n_slots && words->n_words < MOST_WORDS && !grow_slots (words))
    return FALSE;

  guint32 slot = learn_hash_scale (hash, words->n_slots);
  for (; words->slots[slot] != 0; slot = (slot + 1) % words->n_slots)
    if (words_get (words, words->slots[slot] - 1)->hash == hash)
      {
        *number = words->slots[slot] - 1;
        return TRUE;
      }
  *number = NO_WORD;
  if (words->n_words >= MOST_WORDS)
    return TRUE;

  Word word = { .hash = hash, .last_sentence = G_MAXUINT32, .rarity = 1.0f };
  if (words->frequencies != NULL)
    word.rarity = learn_frequency_table_get (words->frequencies, (guint32) (hash >> 32));
  *number = words->n_words;
  words->words[words->n_words++] = word;
  words->slots[slot] = words->n_words;
  return TRUE;
}

/* Parts of speech */

static guint
read_tag (const char *tag)
{
  static const struct
  {
    const char *tag;
    guint flags;
  } tags[] = {
    { "NOUN", TOKEN_INSIDE | TOKEN_FIRST | TOKEN_LAST },
    { "PROPN", TOKEN_INSIDE | TOKEN_FIRST | TOKEN_LAST | TOKEN_NAME },
    { "ADJ", TOKEN_INSIDE | TOKEN_FIRST | TOKEN_ADJECTIVE },
    { "NUM", TOKEN_INSIDE },
    { "DET", TOKEN_ARTICLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (g_str_equal (tag, tags[i].tag))
      return tags[i].flags;
  return 0;
}

/* What the strings of the tag column mean, by their numbers; NULL without a column or without memory. */
static guint16 *
read_tags (ObelusLayer *tokens, const gint32 **indices)
{
  const gint column = obelus_layer_find_column (tokens, "upos");
  if (column < 0)
    return NULL;

  const guint32 n_tags = obelus_layer_get_vocabulary_size (tokens, (guint) column);
  guint16 *meanings = g_try_new (guint16, MAX (n_tags, 1));
  for (guint32 i = 0; meanings != NULL && i < n_tags; i++)
    meanings[i] = (guint16) read_tag (obelus_layer_get_vocabulary_string (tokens, (guint) column, (gint32) i, NULL));
  *indices = obelus_layer_get_string_indices (tokens, (guint) column);
  return meanings;
}

/* Reading a text */

typedef enum
{
  BLOCK_PROSE,
  BLOCK_HEADING,
  BLOCK_ASIDE, /* code, bylines and phrases of the site: no phrase of the text's */
} Block;

typedef struct
{
  const TextInput *input;
  Words *words;
  const guint32 *starts, *ends;
  const guint16 *tags; /* NULL: stop words tell what is in a phrase */
  const gint32 *tag_indices;
  gint language;
  gint kind_column;
  guint32 next_paragraph, next_sentence;
  Block block;
} Reading;

static Block
read_block (ObelusLayer *paragraphs, gint column, guint32 row)
{
  const char *kind = column < 0 ? NULL : obelus_layer_get_string (paragraphs, (guint) column, row, NULL);

  if (kind == NULL)
    return BLOCK_PROSE;
  if (g_str_equal (kind, "title") || g_str_equal (kind, "heading"))
    return BLOCK_HEADING;
  return g_str_equal (kind, "byline") || g_str_equal (kind, "code") || g_str_equal (kind, "boilerplate") ? BLOCK_ASIDE
                                                                                                         : BLOCK_PROSE;
}

/* Goes on to the block and the sentence that a token at @start is in. */
static void
follow (Reading *reading, guint32 start)
{
  ObelusLayer *paragraphs = reading->input->paragraphs, *sentences = reading->input->sentences;
  const guint32 n_paragraphs = paragraphs == NULL ? 0 : obelus_layer_get_n_rows (paragraphs);
  const guint32 n_sentences = obelus_layer_get_n_rows (sentences);

  while (reading->next_paragraph < n_paragraphs
         && obelus_layer_get_starts (paragraphs)[reading->next_paragraph] <= start)
    reading->block = read_block (paragraphs, reading->kind_column, reading->next_paragraph++);
  while (reading->next_sentence < n_sentences && obelus_layer_get_starts (sentences)[reading->next_sentence] <= start)
    reading->next_sentence++;
}

/* A hyphen without spaces around it: `second-language` is the two words. */
static gboolean
is_hyphen (const Reading *reading, guint32 at)
{
  const char *text = reading->input->text + reading->starts[at];
  const guint32 length = reading->ends[at] - reading->starts[at];

  return ((length == 1 && *text == '-') || (length == 3 && memcmp (text, "\xe2\x80\x90", 3) == 0)) && at > 0
         && at + 1 < reading->words->n_tokens && reading->ends[at - 1] == reading->starts[at]
         && reading->ends[at] == reading->starts[at + 1];
}

/* Words in the syllables that Japanese writes what is between its nouns in. */
static gboolean
is_hiragana (const char *folded, gsize length)
{
  for (const char *at = folded; at < folded + length; at = g_utf8_next_char (at))
    if (g_unichar_get_script (g_utf8_get_char (at)) != G_UNICODE_SCRIPT_HIRAGANA)
      return FALSE;
  return TRUE;
}

static guint
read_tagged_role (const Reading *reading, guint32 at, guint stop, gboolean is_letter)
{
  const guint role = reading->tag_indices[at] < 0 ? 0 : reading->tags[reading->tag_indices[at]];

  /* `New` of a name and `new harbour`, but neither `a lot of harbours` nor `a kind of harbour`. */
  if ((stop & STOP_ARTICLE) != 0 && !is_letter)
    return TOKEN_ARTICLE;
  if ((stop & STOP_WORD) != 0 && (role & (TOKEN_NAME | TOKEN_ADJECTIVE)) == 0)
    return role & TOKEN_ARTICLE;
  return role;
}

static guint
read_untagged_role (const Reading *reading, const char *folded, gsize length, guint stop, gboolean is_capital)
{
  if ((stop & STOP_WORD) != 0 || is_hiragana (folded, length))
    return (stop & STOP_ARTICLE) != 0 ? TOKEN_ARTICLE : 0;
  if (stop_words_capitalize_nouns (reading->input->stop_words, reading->language) && !is_capital)
    return TOKEN_INSIDE | TOKEN_FIRST;
  return TOKEN_INSIDE | TOKEN_FIRST | TOKEN_LAST;
}

/* What a word may be in a phrase. */
static guint
read_role (const Reading *reading, guint32 at, const char *folded, gsize length, gboolean is_capital)
{
  const gboolean is_number = g_ascii_isdigit (folded[0]) && strspn (folded, "0123456789") >= length;
  const gboolean is_letter = (gsize) g_utf8_skip[(guchar) folded[0]] >= length;
  const guint stop = stop_words_look_up (reading->input->stop_words, reading->language, folded, length);
  const guint role = reading->tags != NULL ? read_tagged_role (reading, at, stop, is_letter)
                                           : read_untagged_role (reading, folded, length, stop, is_capital);

  if (is_number)
    return role & TOKEN_INSIDE;
  /* Letters by themselves are initials and list marks. */
  return is_letter || (stop & STOP_DATE) != 0 ? role & ~(guint) TOKEN_FIRST : role;
}

static guint
read_casing (const char *text, guint32 length)
{
  const gunichar first = g_utf8_get_char (text);
  const char *second = g_utf8_next_char (text);

  if (!(first < 0x80 ? g_ascii_isupper ((char) first) : g_unichar_isupper (first)))
    return 0;
  if (second >= text + length)
    return TOKEN_CAPITAL;
  for (const char *at = second; at < text + length; at = g_utf8_next_char (at))
    if (g_unichar_islower (g_utf8_get_char (at)))
      return TOKEN_CAPITAL;
  return TOKEN_CAPITAL | TOKEN_CAPITALS;
}

static gboolean
is_address (const char *text, guint32 length)
{
  for (guint32 i = 0; i < length; i++)
    if (text[i] == '/' || text[i] == '@' || text[i] == '\\' || text[i] == '_')
      return TRUE;
  return FALSE;
}

static guint64
get_sketch_bit (guint64 hash)
{
  return G_GUINT64_CONSTANT (1) << (hash >> 58);
}

static void
count_word (Words *words, guint32 at)
{
  const Token *token = &words->tokens[at];
  Word *word = &words->words[token->word];

  word->n++;
  if ((token->flags & TOKEN_CAPITAL) != 0 && (token->flags & (TOKEN_OPENS | TOKEN_HEADING)) == 0)
    word->n_capital++;
  word->n_capitals += (token->flags & TOKEN_CAPITALS) != 0;
  word->sentence_sum += token->sentence;
  if (word->last_sentence != token->sentence)
    {
      word->last_sentence = token->sentence;
      word->n_sentences++;
    }

  const Token *before = at == 0 ? NULL : token - 1;
  if (before == NULL || before->word == NO_WORD || before->sentence != token->sentence)
    return;
  Word *other = &words->words[before->word];
  word->left |= get_sketch_bit (other->hash);
  word->n_neighbours[0]++;
  other->right |= get_sketch_bit (word->hash);
  other->n_neighbours[1]++;
}

/* Reads one token; FALSE if there is no memory. */
static gboolean
read_token (Reading *reading, guint32 at)
{
  const guint32 start = reading->starts[at], length = reading->ends[at] - start;
  const char *text = reading->input->text + start;
  Words *words = reading->words;
  Token *token = &words->tokens[at];
  char folded[LONGEST_WORD + 8];
  gboolean is_ascii;

  follow (reading, start);
  *token = (Token){ .word = NO_WORD, .sentence = reading->next_sentence == 0 ? 0 : reading->next_sentence - 1 };
  if (reading->block == BLOCK_HEADING)
    token->flags |= TOKEN_HEADING;
  if (at == 0 || words->tokens[at - 1].sentence != token->sentence)
    token->flags |= TOKEN_OPENS;
  if (reading->block == BLOCK_ASIDE || length == 0 || (at > 0 && start < reading->ends[at - 1]))
    return TRUE;
  if (is_hyphen (reading, at))
    {
      token->flags |= TOKEN_INSIDE;
      return TRUE;
    }
  const gsize n_folded = fold_word (text, length, folded, &is_ascii);
  if (n_folded == 0 || n_folded >= LONGEST_WORD || is_address (text, length))
    return TRUE;

  folded[n_folded] = '\0';
  const guint casing = read_casing (text, length);
  token->flags |= (guint16) (casing | read_role (reading, at, folded, n_folded, (casing & TOKEN_CAPITAL) != 0));
  if (!number_word (words, hash_folded (folded, n_folded, is_ascii, reading->language == 0), &token->word))
    return FALSE;
  if (token->word != NO_WORD)
    count_word (words, at);
  else
    token->flags &= (guint16) ~(TOKEN_INSIDE | TOKEN_FIRST | TOKEN_LAST);
  return TRUE;
}

/* The language of whose words the text holds most that carry no topic. Where they are few it is English, unless most
 * words are in another script: then -1. */
static gint
guess_language (const TextInput *input)
{
  const guint n_languages = stop_words_get_n_languages (input->stop_words);
  const guint32 *starts = obelus_layer_get_starts (input->tokens), *ends = obelus_layer_get_ends (input->tokens);
  const guint32 n_tokens = MIN (obelus_layer_get_n_rows (input->tokens), N_GUESSED_TOKENS);
  guint32 counts[MOST_LANGUAGES] = { 0 }, n_foreign = 0, n_words = 0;
  char folded[LONGEST_WORD + 8];
  gboolean is_ascii;
  gint best = 0;

  for (guint32 i = 0; i < n_tokens; i++)
    {
      const gsize length = fold_word (input->text + starts[i], ends[i] - starts[i], folded, &is_ascii);
      stop_words_count (input->stop_words, folded, length, counts);
      n_words += length > 0;
      n_foreign += length > 0 && (guchar) folded[0] >= 0xc0 + 0x0e; /* from U+0380 on: no Latin */
    }
  for (guint i = 1; i < n_languages; i++)
    if (counts[i] > counts[best])
      best = (gint) i;
  if (counts[best] > FOREIGN_RATIO * counts[0] + 2)
    return best;
  return 2 * n_foreign > n_words ? -1 : 0;
}

gboolean
words_read (Words *words, const TextInput *input)
{
  const guint32 n_tokens = obelus_layer_get_n_rows (input->tokens);
  Reading reading = {
    .input = input,
    .words = words,
    .starts = obelus_layer_get_starts (input->tokens),
    .ends = obelus_layer_get_ends (input->tokens),
    .language
    = input->language == NULL ? guess_language (input) : stop_words_find_language (input->stop_words, input->language),
    .kind_column = input->paragraphs == NULL ? -1 : obelus_layer_find_column (input->paragraphs, "kind"),
  };
  g_autofree guint16 *tags = NULL;

  words->n_words = 0;
  if (words->n_slots > MOST_SLOTS_KEPT)
    {
      g_clear_pointer (&words->words, g_free);
      g_clear_pointer (&words->slots, g_free);
      words->n_slots = 0;
    }
  if (words->n_slots > 0)
    memset (words->slots, 0, words->n_slots * sizeof *words->slots);
  g_free (words->tokens);
  words->tokens = g_try_new (Token, MAX (n_tokens, 1));
  words->n_tokens = words->tokens == NULL ? 0 : n_tokens;
  words->n_sentences = obelus_layer_get_n_rows (input->sentences);
  if (words->tokens == NULL)
    return FALSE;

  /* The tagger knows English alone. */
  if (input->uses_tags && reading.language == 0)
    tags = read_tags (input->tokens, &reading.tag_indices);
  reading.tags = tags;
  words->is_tagged = tags != NULL;
  for (guint32 at = 0; at < n_tokens; at++)
    if (obelus_is_cancelled_at (at) || !read_token (&reading, at))
      return FALSE;
  return TRUE;
}

guint32
word_count_neighbours (guint64 sketch, guint32 n)
{
  const guint n_free = 64 - (guint) __builtin_popcountll (sketch);
  const double estimate = n_free == 0 ? n : 64.0 * learn_log (64.0 / n_free) + 0.5;

  return MIN (n, (guint32) MIN (estimate, (double) G_MAXUINT32));
}
