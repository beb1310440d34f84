/* Documents to learn from. */
#include "example.h"

#include "labels.h"
#include "letter-case.h"

EntityExample *
entity_example_new (guint source, const LearnTokens *tokens, const LearnSentence *sentences, guint32 n_sentences,
                    const guint8 *labels)
{
  EntityExample *example = g_new0 (EntityExample, 1);

  example->source = source;
  example->text = g_memdup2 (tokens->text, (gsize) tokens->ends[tokens->n - 1] + 1);
  example->starts = g_memdup2 (tokens->starts, tokens->n * sizeof (guint32));
  example->ends = g_memdup2 (tokens->ends, tokens->n * sizeof (guint32));
  example->n = tokens->n;
  example->sentences = g_memdup2 (sentences, n_sentences * sizeof *sentences);
  example->n_sentences = n_sentences;
  example->labels = g_memdup2 (labels, tokens->n);

  return example;
}

void
entity_example_free (gpointer data)
{
  EntityExample *example = data;

  g_free (example->text);
  g_free (example->starts);
  g_free (example->ends);
  g_free (example->sentences);
  g_free (example->labels);
  g_free (example);
}

EntityExample *
entity_example_copy_in_case (const EntityExample *example, gboolean capitals)
{
  const LearnTokens tokens = entity_example_get_tokens (example);
  EntityExample *copy = g_new0 (EntityExample, 1);

  *copy = *example;
  learn_tokens_copy_in_case (&tokens, capitals, &copy->text, &copy->starts, &copy->ends);
  copy->sentences = g_memdup2 (example->sentences, example->n_sentences * sizeof *example->sentences);
  copy->labels = g_memdup2 (example->labels, example->n);

  return copy;
}

/* Dividing */

#define MOST_PIECES 8

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || (c & 0x80) != 0;
}

/* Puts the ends of a token's pieces, hyphens among them, into @ends and returns how many there are: 1 for a token that
 * is not divided, as dates are not. */
static guint
list_pieces (const char *text, guint32 start, guint32 end, guint32 *ends)
{
  guint n = 0, n_hyphens = 0;
  gboolean has_letters = FALSE;

  for (guint32 i = start; i < end; i++)
    {
      has_letters = has_letters || (is_word_byte (text[i]) && !g_ascii_isdigit (text[i]));
      if (text[i] != '-' || i == start || i + 1 == end || !is_word_byte (text[i - 1]) || !is_word_byte (text[i + 1])
          || n + 3 > MOST_PIECES)
        continue;
      ends[n++] = i;
      ends[n++] = i + 1;
      n_hyphens++;
    }
  if (n_hyphens > 1 && !has_letters)
    n = 0;
  ends[n++] = end;

  return n;
}

static gboolean
is_capital_at (const char *text)
{
  return g_unichar_isupper (g_utf8_get_char (text));
}

/* The last token of the name that begins with the token. */
static guint32
find_name_end (const EntityExample *example, guint32 token)
{
  while (token + 1 < example->n && !entity_label_is_closed (example->labels[token]))
    token++;

  return token;
}

typedef struct
{
  GArray *starts;
  GArray *ends;
  GByteArray *labels;
} Pieces;

/* Appends the pieces of the tokens from @first to @last, which are a name or a token outside of names. */
static void
append_pieces (Pieces *pieces, const EntityExample *example, guint32 first, guint32 last)
{
  guint8 label = example->labels[first];
  guint n_before = pieces->labels->len;
  gboolean is_unclear = label == ENTITY_UNKNOWN;

  for (guint32 token = first; token <= last; token++)
    {
      guint32 ends[MOST_PIECES], start = example->starts[token];
      guint n = list_pieces (example->text, start, example->ends[token], ends);
      gboolean has_capital = FALSE;
      for (guint i = 0; i < n; i++)
        {
          guint8 part = label;
          has_capital = has_capital || is_capital_at (example->text + start);
          is_unclear = label == ENTITY_UNKNOWN
                       || (n > 1 && (label == ENTITY_OUTSIDE ? has_capital : !is_capital_at (example->text + start)));
          g_array_append_val (pieces->starts, start);
          g_array_append_val (pieces->ends, ends[i]);
          g_byte_array_append (pieces->labels, &part, 1);
          start = ends[i];
        }
    }

  guint8 *labels = pieces->labels->data + n_before;
  guint n = pieces->labels->len - n_before, type = label != ENTITY_OUTSIDE ? entity_label_get_type_number (label) : 0;
  for (guint i = 0; i < n; i++)
    if (is_unclear)
      labels[i] = ENTITY_UNKNOWN;
    else if (label != ENTITY_OUTSIDE)
      labels[i] = entity_label (type, n == 1       ? ENTITY_UNIT
                                      : i == 0     ? ENTITY_BEGIN
                                      : i + 1 == n ? ENTITY_LAST
                                                   : ENTITY_INSIDE);
}

EntityExample *
entity_example_copy_divided (const EntityExample *example)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GByteArray) labels = g_byte_array_new ();
  g_autofree LearnSentence *sentences = g_memdup2 (example->sentences, example->n_sentences * sizeof *sentences);
  Pieces pieces = { starts, ends, labels };

  for (guint32 s = 0; s < example->n_sentences; s++)
    {
      guint32 token = example->sentences[s].first, end = token + example->sentences[s].n;
      sentences[s].first = starts->len;
      while (token < end)
        {
          guint32 last = MIN (find_name_end (example, token), end - 1);
          append_pieces (&pieces, example, token, last);
          token = last + 1;
        }
      sentences[s].n = starts->len - sentences[s].first;
    }
  if (starts->len <= example->n)
    return NULL;

  LearnTokens tokens = { example->text, (const guint32 *) (gpointer) starts->data,
                         (const guint32 *) (gpointer) ends->data, starts->len };

  return entity_example_new (example->source, &tokens, sentences, example->n_sentences, labels->data);
}
