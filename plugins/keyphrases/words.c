/* A text's words as key phrases see them: folded, stemmed, numbered and counted. */
#include "words.h"

#include "fold.h"
#include "keyed-hash.h"
#include "logarithm.h"
#include "roles.h"
#include "title-prefix.h"

#include <obelus/obelus-context.h>

#include <string.h>

#define FEWEST_SLOTS 1024u

/* Words are asked for so many before they are looked up. */
#define N_AHEAD 8

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
      guint32 slot = learn_hash_place (words_get (words, i)->hash, n_slots);
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

  guint32 slot = learn_hash_place (hash, words->n_slots);
  for (; words->slots[slot] != 0; slot = (slot + 1) % words->n_slots)
    if (words_get (words, words->slots[slot] - 1)->hash == hash)
      {
        *number = words->slots[slot] - 1;
        return TRUE;
      }
  *number = NO_WORD;
  if (words->n_words >= MOST_WORDS)
    return TRUE;

  Word word = { .hash = hash, .last_sentence = G_MAXUINT32, .rarity = 1.0f, .yake = -1.0 };
  *number = words->n_words;
  words->words[words->n_words++] = word;
  words->slots[slot] = words->n_words;
  return TRUE;
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
  Roles roles;
  gint kind_column;
  guint32 next_paragraph, next_sentence;
  guint32 furthest; /* end of the tokens so far */
  Block block;
  guint32 label_end; /* of what is no word of the block that it begins: `Subject:`, `Image source` */
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

/* How many bytes of a paragraph tell what it is. */
static guint32
measure_label (const Reading *reading, guint32 row)
{
  static const char *const labels[]
      = { "Image source", "Image caption", "Image copyright", "Media caption", "Picture caption" };
  ObelusLayer *paragraphs = reading->input->paragraphs;
  const guint32 start = obelus_layer_get_starts (paragraphs)[row];
  const guint32 length = obelus_layer_get_ends (paragraphs)[row] - start;
  const char *text = reading->input->text + start;

  if (reading->block == BLOCK_HEADING)
    return learn_title_prefix_measure (text, length);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strlen (labels[i]) <= length && memcmp (text, labels[i], strlen (labels[i])) == 0)
      return (guint32) strlen (labels[i]);
  return 0;
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
    {
      reading->block = read_block (paragraphs, reading->kind_column, reading->next_paragraph);
      reading->label_end = obelus_layer_get_starts (paragraphs)[reading->next_paragraph]
                           + measure_label (reading, reading->next_paragraph);
      reading->next_paragraph++;
    }
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

/* The unit of the number before it, without a space: `94mph`. */
static gboolean
is_unit (const Reading *reading, guint32 at)
{
  return at > 0 && reading->ends[at - 1] == reading->starts[at] && reading->ends[at - 1] > reading->starts[at - 1]
         && g_ascii_isdigit (reading->input->text[reading->ends[at - 1] - 1]);
}

/* Half of a word that a hyphen divides at the end of a line. */
static gboolean
is_half (const Reading *reading, guint32 at)
{
  const char *text = reading->input->text;
  const guint32 start = reading->starts[at], end = reading->ends[at];
  guint32 before = start;

  if (end - start > 1 && text[end - 1] == '-' && text[end] == '\n')
    return TRUE;
  if (text[end] == '-' && text[end + 1] == '\n')
    return TRUE;
  while (before > 0 && start - before < 8 && text[before - 1] == ' ')
    before--;
  return before > 2 && text[before - 1] == '\n' && text[before - 2] == '-' && g_ascii_islower (text[before - 3])
         && g_ascii_islower (text[start]);
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

/* Addresses, names of files, and what pages hold beside words. */
static gboolean
is_no_word (const char *text, guint32 length)
{
  /* What pages write for a character, and their tags. */
  if ((text[0] == '&' && text[length - 1] == ';') || (text[0] == '<' && text[length - 1] == '>'))
    return TRUE;
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

static guint32
hash_form (const char *folded, gsize length, gboolean is_ascii)
{
  char form[FOLDED_BYTES];

  if (is_ascii)
    {
      memcpy (form, folded, length);
      length = word_strip_plural (form, length);
      folded = form;
    }
  return (guint32) (learn_hash_bytes (folded, length, 0) >> 32);
}

/* Reads one token; FALSE if there is no memory. */
static gboolean
read_token (Reading *reading, guint32 at)
{
  const guint32 start = reading->starts[at], length = reading->ends[at] - start;
  const char *text = reading->input->text + start;
  Words *words = reading->words;
  Token *token = &words->tokens[at];
  const gboolean overlaps = start < reading->furthest;
  char folded[FOLDED_BYTES];
  gboolean is_ascii;

  follow (reading, start);
  reading->furthest = MAX (reading->furthest, reading->ends[at]);
  *token = (Token){ .word = NO_WORD, .sentence = reading->next_sentence == 0 ? 0 : reading->next_sentence - 1 };
  if (reading->block == BLOCK_HEADING)
    token->flags |= TOKEN_HEADING;
  if (at == 0 || words->tokens[at - 1].sentence != token->sentence)
    token->flags |= TOKEN_OPENS;
  /* Each byte is read once, whatever a record says of its tokens. */
  if (reading->block == BLOCK_ASIDE || start < reading->label_end || length == 0 || overlaps)
    return TRUE;
  if (is_hyphen (reading, at))
    {
      token->flags |= TOKEN_INSIDE;
      return TRUE;
    }
  const gsize n_folded = word_fold (text, length, folded, &is_ascii);
  if (n_folded == 0 || n_folded >= LONGEST_WORD || is_no_word (text, length))
    return TRUE;

  folded[n_folded] = '\0';
  const guint casing = read_casing (text, length);
  token->flags
      |= (guint16) (casing | roles_read (&reading->roles, at, folded, n_folded, (casing & TOKEN_CAPITAL) != 0));
  const gboolean is_english = reading->roles.language == 0;
  const guint32 form = is_english ? hash_form (folded, n_folded, is_ascii) : 0;
  const guint64 hash = word_hash_folded (folded, n_folded, is_ascii, is_english);
  token->form = is_english ? form : (guint32) (hash >> 32);
  if (!number_word (words, hash, &token->word))
    return FALSE;
  if (token->word != NO_WORD)
    count_word (words, at);
  if (token->word == NO_WORD || is_unit (reading, at) || is_half (reading, at))
    token->flags &= (guint16) ~(TOKEN_INSIDE | TOKEN_FIRST | TOKEN_LAST);
  return TRUE;
}

/* Looks up all words one after another, each asked for some time before: few are near. */
static void
find_rarities (Words *words)
{
  const LearnFrequencyTable *table = words->frequencies;

  for (guint32 i = 0; table != NULL && i < words->n_words; i++)
    {
      if (i + N_AHEAD < words->n_words)
        learn_frequency_table_prefetch (table, (guint32) (words->words[i + N_AHEAD].hash >> 32));
      words->words[i].rarity = learn_frequency_table_get (table, (guint32) (words->words[i].hash >> 32));
    }
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
    .kind_column = input->paragraphs == NULL ? -1 : obelus_layer_find_column (input->paragraphs, "kind"),
  };

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

  gboolean done = roles_init (&reading.roles, input);
  words->is_tagged = reading.roles.tags != NULL;
  for (guint32 at = 0; done && at < n_tokens; at++)
    done = !obelus_is_cancelled_at (at) && read_token (&reading, at);
  roles_clear (&reading.roles);
  find_rarities (words);
  return done;
}

guint32
word_count_neighbours (guint64 sketch, guint32 n)
{
  const guint n_free = 64 - (guint) __builtin_popcountll (sketch);
  const double estimate = n_free == 0 ? n : 64.0 * learn_log (64.0 / n_free) + 0.5;

  return MIN (n, (guint32) MIN (estimate, (double) G_MAXUINT32));
}
