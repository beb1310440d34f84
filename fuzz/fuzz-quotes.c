/* Texts with quotation marks, divided into words and single marks: whatever the marks, quotations lie in the text and
 * within each other or apart, and begin with a mark. */
#include "fuzz.h"
#include "words.h"

#include "../plugins/quotes/pairing.h"

#include <obelus/obelus.h>

#include <string.h>

static const char *const seeds[] = {
  "\"We sail,\" said Ann. \"The captains' hats aren't 'lost'.\"\n\n\"At dawn.\n\n\"With the tide.\" They did.",
  "“He said ‘no, “never” again’,” she said. „Ja“, »Nein«, «oui», ‹non›, 「はい」『本』, ``Well,'' he said.",
  "'One thing. 'Two things. 'Three.' The 'dogs' bowl', rock 'n' roll (\"a\")—\"b\"—5\" x 6'2\". \" so \" \"\" ”x” »y»",
};

GBytes *
fuzz_get_seed (guint n)
{
  return n < G_N_ELEMENTS (seeds) ? g_bytes_new_static (seeds[n], strlen (seeds[n])) : NULL;
}

/* Sentences end with full stops. */
static void
find_sentences (const char *text, const GArray *starts, GArray *sentences)
{
  for (guint i = 0; i < starts->len; i++)
    if (i == 0 || text[g_array_index (starts, guint32, i - 1)] == '.')
      g_array_append_val (sentences, g_array_index (starts, guint32, i));
}

static void
check (const QuotedText *text, const Quotations *quotations)
{
  guint32 ends[QUOTES_MAX_DEPTH], depth = 0;

  for (guint32 i = 0; i < quotations->n; i++)
    {
      Quotation row = quotations->rows[i];
      MarkFamily family;
      MarkShape shape;
      g_assert_true (i == 0 || row.start > quotations->rows[i - 1].start);
      g_assert_true (row.start < row.end && row.end <= text->length);
      g_assert_cmpuint (mark_read (text->text + row.start, row.end - row.start, &family, &shape), >, 0);
      while (depth > 0 && ends[depth - 1] <= row.start)
        depth--;
      g_assert_true (depth == 0 || row.end <= ends[depth - 1]);
      g_assert_cmpuint (row.depth, ==, depth);
      g_assert_cmpuint (depth, <, QUOTES_MAX_DEPTH);
      ends[depth++] = row.end;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *copy = g_strndup ("", size);
  memcpy (copy, data, size);
  if (obelus_utf8_validate (copy, size) != size)
    return 0;

  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) sentences = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint32 *paragraphs = NULL;
  Quotations quotations = { 0 };
  QuotedText text = { .text = copy, .length = (guint32) size };

  fuzz_find_words (copy, text.length, starts, ends);
  find_sentences (copy, starts, sentences);
  text.token_starts = (const guint32 *) (gpointer) starts->data;
  text.token_ends = (const guint32 *) (gpointer) ends->data;
  text.n_tokens = starts->len;
  text.sentence_starts = (const guint32 *) (gpointer) sentences->data;
  text.n_sentences = sentences->len;
  g_assert_true (quoted_text_find_paragraphs (&text, &paragraphs));
  g_assert_true (quotations_find (&quotations, &text));
  check (&text, &quotations);
  quotations_clear (&quotations);
  return 0;
}
