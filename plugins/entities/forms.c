/* Making registers and datelines. */
#include "forms.h"

#include "example.h"
#include "labels.h"

#include <string.h>

#define MOST_ENTRIES 8
#define MOST_WORDS 3

/* How often a place is drawn that is not as is asked. */
#define MOST_TRIES 1000

#define MOST_QUOTED_WORDS 20

/* A name of an example: its first token and how many there are. */
typedef struct
{
  const EntityExample *example;
  guint32 first;
  guint32 n;
} Name;

/* A document in the making. */
typedef struct
{
  GString *text;
  GArray *starts;
  GArray *ends;
  GByteArray *labels;
  GArray *sentences; /* LearnSentence */
  guint32 sentence_start;
} Draft;

static void
draft_init (Draft *draft)
{
  *draft = (Draft){
    .text = g_string_new (NULL),
    .starts = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .ends = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .labels = g_byte_array_new (),
    .sentences = g_array_new (FALSE, FALSE, sizeof (LearnSentence)),
  };
}

static void
draft_add (Draft *draft, const char *word, gssize length, guint8 label)
{
  if (draft->text->len > 0)
    g_string_append_c (draft->text, ' ');
  guint32 start = (guint32) draft->text->len;
  g_string_append_len (draft->text, word, length);
  guint32 end = (guint32) draft->text->len;
  g_array_append_val (draft->starts, start);
  g_array_append_val (draft->ends, end);
  g_byte_array_append (draft->labels, &label, 1);
}

static void
draft_add_token (Draft *draft, const EntityExample *example, guint32 token, guint8 label)
{
  draft_add (draft, example->text + example->starts[token], example->ends[token] - example->starts[token], label);
}

static void
draft_end_sentence (Draft *draft)
{
  LearnSentence sentence = { draft->sentence_start, draft->starts->len - draft->sentence_start };
  if (sentence.n > 0)
    g_array_append_val (draft->sentences, sentence);
  draft->sentence_start = draft->starts->len;
}

/* The document, which is of @source; the draft is empty then. */
static EntityExample *
draft_finish (Draft *draft, guint source)
{
  LearnTokens tokens = { draft->text->str, (const guint32 *) (gpointer) draft->starts->data,
                         (const guint32 *) (gpointer) draft->ends->data, draft->starts->len };
  EntityExample *example
      = entity_example_new (source, &tokens, (const LearnSentence *) (gpointer) draft->sentences->data,
                            draft->sentences->len, draft->labels->data);

  g_string_free (draft->text, TRUE);
  g_array_unref (draft->starts);
  g_array_unref (draft->ends);
  g_byte_array_unref (draft->labels);
  g_array_unref (draft->sentences);

  return example;
}

/* Whether the token is a capitalised word with at least one small letter. */
static gboolean
is_plain_name_word (const EntityExample *example, guint32 token)
{
  const char *text = example->text + example->starts[token], *end = example->text + example->ends[token];
  gboolean has_small = FALSE;

  if (!g_unichar_isupper (g_utf8_get_char (text)))
    return FALSE;
  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (!g_unichar_isalpha (c) && c != '-' && c != '\'')
        return FALSE;
      has_small = has_small || g_unichar_islower (c);
    }

  return has_small;
}

/* Names of @type of @least to MOST_WORDS plain words. */
static GArray *
list_names (const GPtrArray *examples, guint type, guint least)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (Name));

  for (guint i = 0; i < examples->len; i++)
    {
      const EntityExample *example = g_ptr_array_index (examples, i);
      for (guint32 token = 0; token < example->n; token++)
        {
          Name name = { example, token, 1 };
          guint8 label = example->labels[token];
          if (label != entity_label (type, ENTITY_BEGIN) && label != entity_label (type, ENTITY_UNIT))
            continue;
          while (token + 1 < example->n && !entity_label_is_closed (example->labels[token]))
            token++;
          name.n = token + 1 - name.first;
          gboolean is_plain = name.n >= least && name.n <= MOST_WORDS;
          for (guint32 k = 0; is_plain && k < name.n; k++)
            is_plain = is_plain_name_word (example, name.first + k);
          if (is_plain)
            g_array_append_val (names, name);
        }
    }

  return names;
}

static const Name *
draw_name (const GArray *names, LearnRandom *random)
{
  return &g_array_index (names, Name, learn_random_below (random, names->len));
}

/* The part that a word has in a name of @n words. */
static EntityPart
find_part (guint32 i, guint32 n)
{
  return n == 1 ? ENTITY_UNIT : i == 0 ? ENTITY_BEGIN : i + 1 == n ? ENTITY_LAST : ENTITY_INSIDE;
}

static void
draft_add_words (Draft *draft, const Name *name, guint32 from, guint32 to, guint type)
{
  for (guint32 i = from; i < to; i++)
    draft_add_token (draft, name->example, name->first + i, entity_label (type, find_part (i - from, to - from)));
}

static void
draft_add_in_capitals (Draft *draft, const EntityExample *example, guint32 token, guint8 label)
{
  g_autofree char *word
      = g_utf8_strup (example->text + example->starts[token], example->ends[token] - example->starts[token]);

  draft_add (draft, word, -1, label);
}

/* `Marlow , Ada Grete`, or `MARLOW , Ada Grete` */
static void
draft_add_inverted (Draft *draft, const Name *name, guint type, gboolean has_capitals)
{
  guint32 surname = name->first + name->n - 1;

  if (has_capitals)
    draft_add_in_capitals (draft, name->example, surname, entity_label (type, ENTITY_BEGIN));
  else
    draft_add_token (draft, name->example, surname, entity_label (type, ENTITY_BEGIN));
  draft_add (draft, ",", 1, entity_label (type, ENTITY_INSIDE));
  for (guint32 i = 0; i + 1 < name->n; i++)
    draft_add_token (draft, name->example, name->first + i,
                     entity_label (type, i + 2 == name->n ? ENTITY_LAST : ENTITY_INSIDE));
}

static void
draft_add_number (Draft *draft, guint32 number)
{
  char digits[16];
  g_snprintf (digits, sizeof digits, "%u", number);
  draft_add (draft, digits, -1, ENTITY_OUTSIDE);
}

/* An entry a line, often with a number before or behind it. */
static void
draft_add_lines (Draft *draft, const GArray *names, guint type, guint n, LearnRandom *random)
{
  guint32 before = learn_random_below (random, 3), behind = learn_random_below (random, 3);
  gboolean has_capitals = learn_random_below (random, 4) == 0;

  for (guint i = 0; i < n; i++)
    {
      if (before == 0)
        {
          draft_add_number (draft, i + 1);
          draft_add (draft, ".", 1, ENTITY_OUTSIDE);
        }
      draft_add_inverted (draft, draw_name (names, random), type, has_capitals);
      if (behind == 0)
        draft_add_number (draft, learn_random_below (random, 2000));
      draft_end_sentence (draft);
    }
}

/* Entries in a row, with the beginning of some document before them. */
static void
draft_add_row (Draft *draft, const GArray *names, guint type, guint n, LearnRandom *random)
{
  const EntityExample *example = draw_name (names, random)->example;
  guint32 n_words = learn_random_below (random, 4);
  gboolean has_capitals = learn_random_below (random, 4) == 0;

  for (guint32 i = 0; i < MIN (n_words, example->n) && example->labels[i] == ENTITY_OUTSIDE; i++)
    draft_add_token (draft, example, i, ENTITY_OUTSIDE);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        draft_add (draft, ";", 1, ENTITY_OUTSIDE);
      draft_add_inverted (draft, draw_name (names, random), type, has_capitals);
    }
  if (learn_random_below (random, 2) == 0)
    draft_add (draft, ".", 1, ENTITY_OUTSIDE);
  draft_end_sentence (draft);
}

/* What looks like entries and is not: names with commas between them, whole ones or surnames. */
static void
draft_add_enumeration (Draft *draft, const GArray *names, guint type, guint n, LearnRandom *random)
{
  gboolean is_whole = learn_random_below (random, 2) == 0;

  for (guint i = 0; i < n + 1; i++)
    {
      const Name *name = draw_name (names, random);
      if (i == n)
        draft_add (draft, "and", -1, ENTITY_OUTSIDE);
      else if (i > 0)
        draft_add (draft, ",", 1, ENTITY_OUTSIDE);
      draft_add_words (draft, name, is_whole ? 0 : name->n - 1, name->n, type);
    }
  draft_end_sentence (draft);
}

void
entity_forms_add_registers (GPtrArray *examples, guint type, guint every, LearnRandom *random)
{
  g_autoptr (GArray) names = list_names (examples, type, 2);
  guint n_wanted = names->len > 0 ? examples->len / every : 0;

  for (guint i = 0; i < n_wanted; i++)
    {
      guint source = draw_name (names, random)->example->source;
      guint n = 1 + learn_random_below (random, MOST_ENTRIES);
      Draft draft;
      draft_init (&draft);
      switch (learn_random_below (random, 3))
        {
        case 0:
          draft_add_lines (&draft, names, type, n, random);
          break;
        case 1:
          draft_add_row (&draft, names, type, n, random);
          break;
        default:
          draft_add_enumeration (&draft, names, type, n, random);
        }
      g_ptr_array_add (examples, draft_finish (&draft, source));
    }
}

/* `, May 29` or `, 29 May`: in registers a first name stands there. */
static void
draft_add_date (Draft *draft, LearnRandom *random)
{
  static const char *const months[]
      = { "Jan", "Feb", "March",   "April",    "May",  "June", "July", "Aug",   "Sept",     "Oct",
          "Nov", "Dec", "January", "February", "Jan.", "Feb.", "Aug.", "Sept.", "November", "December" };
  const char *month = months[learn_random_below (random, G_N_ELEMENTS (months))];
  guint32 day = 1 + learn_random_below (random, 31);
  gboolean is_day_first = learn_random_below (random, 3) == 0;

  draft_add (draft, ",", 1, ENTITY_OUTSIDE);
  if (is_day_first)
    draft_add_number (draft, day);
  draft_add (draft, month, -1, ENTITY_OUTSIDE);
  if (!is_day_first)
    draft_add_number (draft, day);
}

void
entity_forms_add_datelines (GPtrArray *examples, guint type, guint every, LearnRandom *random)
{
  static const char *const dashes[] = { "-", "--", "\xe2\x80\x93", "\xe2\x80\x94" };
  g_autoptr (GArray) names = list_names (examples, type, 1);
  guint n_wanted = names->len > 0 ? examples->len / every : 0;

  for (guint i = 0; i < n_wanted; i++)
    {
      /* of the same document, whose place it is likely to be, and before its first sentence */
      const Name *name = draw_name (names, random);
      const EntityExample *example = name->example;
      LearnSentence sentence = example->sentences[0];
      Draft draft;

      draft_init (&draft);
      for (guint32 k = 0; k < name->n; k++)
        draft_add_in_capitals (&draft, example, name->first + k, entity_label (type, find_part (k, name->n)));
      if (learn_random_below (random, 3) == 0)
        {
          const Name *wider = draw_name (names, random);
          draft_add (&draft, ",", 1, ENTITY_OUTSIDE);
          draft_add_words (&draft, wider, 0, wider->n, type);
        }
      if (learn_random_below (random, 3) == 0)
        draft_add_date (&draft, random);
      draft_add (&draft, dashes[learn_random_below (random, G_N_ELEMENTS (dashes))], -1, ENTITY_OUTSIDE);
      for (guint32 k = 0; k < sentence.n; k++)
        draft_add_token (&draft, example, sentence.first + k, example->labels[sentence.first + k]);
      draft_end_sentence (&draft);
      g_ptr_array_add (examples, draft_finish (&draft, example->source));
    }
}

/* Whether the token is a word in small letters outside of names. */
static gboolean
is_common_word (const EntityExample *example, guint32 token)
{
  const char *text = example->text + example->starts[token], *end = example->text + example->ends[token];

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    if (!g_unichar_islower (g_utf8_get_char (at)))
      return FALSE;

  return example->labels[token] == ENTITY_OUTSIDE;
}

static LearnSentence
find_sentence (const EntityExample *example, guint32 token)
{
  guint32 s = 0;

  while (s + 1 < example->n_sentences && example->sentences[s + 1].first <= token)
    s++;

  return example->sentences[s];
}

/* Draws a common word inside of a sentence whose first word has a capital: where a quotation may stand. Returns FALSE
 * if none is met. */
static gboolean
draw_place (const GPtrArray *examples, LearnRandom *random, const EntityExample **example, LearnSentence *sentence,
            guint32 *token)
{
  for (guint tries = 0; tries < MOST_TRIES; tries++)
    {
      *example = g_ptr_array_index (examples, learn_random_below (random, examples->len));
      *token = learn_random_below (random, (*example)->n);
      *sentence = find_sentence (*example, *token);
      if (*token > sentence->first && is_plain_name_word (*example, sentence->first)
          && is_common_word (*example, *token))
        return TRUE;
    }

  return FALSE;
}

static void
draft_add_tokens (Draft *draft, const EntityExample *example, guint32 first, guint32 end)
{
  for (guint32 token = first; token < end; token++)
    draft_add_token (draft, example, token, example->labels[token]);
}

/* A sentence between marks, without what ends it. */
static void
draft_add_quotation (Draft *draft, const EntityExample *quoted, LearnRandom *random)
{
  static const char *const marks[][2] = {
    { "\"", "\"" },
    { "\"", "\"" },
    { "\xe2\x80\x9c", "\xe2\x80\x9d" },
    { "\xe2\x80\x9e", "\xe2\x80\x9c" },
    { "\xc2\xab", "\xc2\xbb" },
    { "'", "'" },
  };
  const char *const *pair = marks[learn_random_below (random, G_N_ELEMENTS (marks))];
  LearnSentence sentence = quoted->sentences[0];
  guint32 end = sentence.first + MIN (sentence.n, MOST_QUOTED_WORDS);

  while (end > sentence.first + 1
         && (!entity_label_is_closed (quoted->labels[end - 1])
             || !g_unichar_isalnum (g_utf8_get_char (quoted->text + quoted->starts[end - 1]))))
    end--;
  draft_add (draft, pair[0], -1, ENTITY_OUTSIDE);
  draft_add_tokens (draft, quoted, sentence.first, end);
  if (learn_random_below (random, 2) == 0)
    draft_add (draft, ",", 1, ENTITY_OUTSIDE);
  draft_add (draft, pair[1], -1, ENTITY_OUTSIDE);
}

void
entity_forms_add_quotations (GPtrArray *examples, const GPtrArray *quoted, guint every, LearnRandom *random)
{
  guint n_wanted = quoted->len > 0 ? examples->len / every : 0;
  const EntityExample *example;
  LearnSentence sentence;
  guint32 token;

  for (guint i = 0; i < n_wanted && draw_place (examples, random, &example, &sentence, &token); i++)
    {
      const EntityExample *quotation = g_ptr_array_index (quoted, learn_random_below (random, quoted->len));
      gboolean is_behind = learn_random_below (random, 2) == 0;
      Draft draft;

      draft_init (&draft);
      if (is_behind)
        draft_add_tokens (&draft, example, sentence.first, token + 1);
      draft_add_quotation (&draft, quotation, random);
      if (!is_behind)
        draft_add_tokens (&draft, example, token, sentence.first + sentence.n);
      draft_end_sentence (&draft);
      g_ptr_array_add (examples, draft_finish (&draft, example->source));
    }
}
