/* Quotation marks and the quotations that they make. */
#include "../pairing.h"

#include <string.h>
#include <time.h>

typedef struct
{
  GArray *token_starts;
  GArray *token_ends;
  GArray *sentence_starts;
} Divided;

static void
divided_clear (Divided *divided)
{
  g_array_unref (divided->token_starts);
  g_array_unref (divided->token_ends);
  g_array_unref (divided->sentence_starts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Divided, divided_clear)

/* Words with the apostrophes within them, and each other character alone. A sentence begins at a capital behind a full
 * stop. */
static void
divide (const char *text, Divided *divided)
{
  guint32 length = (guint32) strlen (text);
  gboolean ends = TRUE;

  divided->token_starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  divided->token_ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  divided->sentence_starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 at = 0; at < length;)
    {
      gunichar first = g_utf8_get_char (text + at);
      guint32 end = at + (guint32) g_utf8_skip[(guchar) text[at]];
      if (g_unichar_isspace (first))
        {
          at = end;
          continue;
        }
      if (g_unichar_isalnum (first))
        for (gboolean goes_on = TRUE; goes_on;)
          {
            guint32 next = end;
            if (g_str_has_prefix (text + next, "'"))
              next++;
            else if (g_str_has_prefix (text + next, "\u2019"))
              next += 3;
            goes_on = g_unichar_isalnum (g_utf8_get_char (text + next));
            if (goes_on)
              end = next + (guint32) g_utf8_skip[(guchar) text[next]];
          }
      if (ends && g_unichar_isupper (first))
        {
          g_array_append_val (divided->sentence_starts, at);
          ends = FALSE;
        }
      ends |= first == '.';
      g_array_append_val (divided->token_starts, at);
      g_array_append_val (divided->token_ends, end);
      at = end;
    }
}

static void
find (const char *text, Quotations *quotations)
{
  g_auto (Divided) divided = { 0 };

  divide (text, &divided);
  QuotedText quoted = {
    .text = text,
    .length = (guint32) strlen (text),
    .token_starts = (const guint32 *) (gpointer) divided.token_starts->data,
    .token_ends = (const guint32 *) (gpointer) divided.token_ends->data,
    .n_tokens = divided.token_starts->len,
    .sentence_starts = (const guint32 *) (gpointer) divided.sentence_starts->data,
    .n_sentences = divided.sentence_starts->len,
  };
  g_autofree guint32 *paragraph_starts = NULL;
  g_assert_true (quoted_text_find_paragraphs (&quoted, &paragraph_starts));
  g_assert_true (quotations_find (quotations, &quoted));
}

/* The quotations with bars between, each with as many `>` as it is deep. */
static void
assert_quotations (const char *text, const char *expected)
{
  Quotations quotations = { 0 };
  g_autoptr (GString) found = g_string_new (NULL);

  find (text, &quotations);
  for (guint32 i = 0; i < quotations.n; i++)
    {
      const Quotation *row = &quotations.rows[i];
      g_string_append (found, i > 0 ? " | " : "");
      for (guint32 depth = 0; depth < row->depth; depth++)
        g_string_append_c (found, '>');
      g_string_append_len (found, text + row->start, row->end - row->start);
    }
  quotations_clear (&quotations);
  if (strcmp (found->str, expected) != 0)
    g_error ("in: %s\nfound:    %s\nexpected: %s", text, found->str, expected);
}

static void
test_marks_of_many_sorts (void)
{
  assert_quotations ("\"We sail,\" he said, \"at dawn.\"", "\"We sail,\" | \"at dawn.\"");
  assert_quotations ("“We sail,” he said. ‘At dawn.’", "“We sail,” | ‘At dawn.’");
  assert_quotations ("Il dit : « Nous partons », et ‹ oui ›.", "« Nous partons » | ‹ oui ›");
  assert_quotations ("„Wir fahren“, sagte sie. ‚Morgen‘, »heute«, „now”.", "„Wir fahren“ | ‚Morgen‘ | »heute« | „now”");
  assert_quotations ("”Vi seglar”, sade hon. »Nu»", "”Vi seglar” | »Nu»");
  assert_quotations ("彼は「はい」と言い、『本』を読む。", "「はい」 | 『本』");
  assert_quotations ("``Well,'' he said, ''no''.", "``Well,'' | ''no''");
  assert_quotations ("said:\"Yes\" and (\"no\")—\"or\"—\"maybe\"", "\"Yes\" | \"no\" | \"or\" | \"maybe\"");
  assert_quotations ("He said \" yes \" and left.", "\" yes \"");
}

static void
test_apostrophes_are_no_marks (void)
{
  assert_quotations ("The crew's boats and the captains' hats aren't 'lost'.", "'lost'");
  assert_quotations ("'The captains' hats were lost,' she said.", "'The captains' hats were lost,'");
  assert_quotations ("The 'captains' wore hats. 'We won,' she said.", "'captains' | 'We won,'");
  assert_quotations ("‘The captains’ hats aren’t lost,’ she said of the crews’ ‘hats’.",
                     "‘The captains’ hats aren’t lost,’ | ‘hats’");
  assert_quotations ("She said 'we beat the Reds' and left. It's Ada's.", "'we beat the Reds'");
  assert_quotations ("'A will-o'-the-wisp,' she said. \"Never\"-ending.", "'A will-o'-the-wisp,' | \"Never\"");
  assert_quotations ("A 5' 10\" man with a 12\" pipe", "");
  assert_quotations ("\"The captains' hats,\" she said, 'are the crews' own.'",
                     "\"The captains' hats,\" | 'are the crews' own.'");
  assert_quotations ("We sold 'em hats. The men left. The crews' hats.", "");
}

static void
test_quotations_within_quotations (void)
{
  assert_quotations ("\"He told me 'go' and I went,\" she said.", "\"He told me 'go' and I went,\" | >'go'");
  assert_quotations ("‘He said “no, “never” again” to me’",
                     "‘He said “no, “never” again” to me’ | >“no, “never” again” | >>“never”");
  assert_quotations ("\"'Go,' he said,\" said Tom.", "\"'Go,' he said,\" | >'Go,'");
  assert_quotations ("\"I heard 'go'\"", "\"I heard 'go'\" | >'go'");
  assert_quotations ("\"I heard 'go and went,\" she said.", "\"I heard 'go and went,\"");
}

static void
test_several_paragraphs (void)
{
  assert_quotations ("She said: \"One.\n\n\"Two.\n\n\"Three.\" Then.", "\"One.\n\n\"Two.\n\n\"Three.\"");
  assert_quotations ("“One.\n\n“Two.\n\nThree.", "“One.\n\n“Two.");
  assert_quotations ("« Un.\n\n» Deux. »\n\nTrois.", "« Un.\n\n» Deux. »");
  /* Where lines were joined. */
  assert_quotations ("'One thing. 'Two things. 'Three.' Then.", "'One thing. 'Two things. 'Three.'");
  assert_quotations ("\"One.\" \"Two.\"\n\n\"Three.\"", "\"One.\" | \"Two.\" | \"Three.\"");
}

static void
test_marks_without_partners (void)
{
  assert_quotations ("The \"big one was lost.\n\nThe \"small one\" was not.", "\"small one\"");
  assert_quotations ("The \"big one and the \"small one\"", "\"small one\"");
  assert_quotations ("The big one\" was lost. \"So.\"", "\"So.\"");
  assert_quotations ("\"All of this is said.\n\nThis is not.", "\"All of this is said.");
  assert_quotations ("'All of this is said.\n\nThis is not.", "");
  assert_quotations ("\"\" '' \"…\" \"", "");
  assert_quotations ("", "");
  assert_quotations ("\"", "");
}

/* Whatever the marks, quotations lie within each other or apart, and are not deeper than they may be. */
static void
assert_sound (const char *text)
{
  Quotations quotations = { 0 };

  find (text, &quotations);
  for (guint32 i = 0; i < quotations.n; i++)
    {
      const Quotation *row = &quotations.rows[i];
      g_assert_cmpuint (row->start, <, row->end);
      g_assert_cmpuint (row->end, <=, strlen (text));
      g_assert_cmpuint (row->depth, <, QUOTES_MAX_DEPTH);
      guint32 depth = 0;
      for (guint32 k = 0; k < i; k++)
        {
          const Quotation *other = &quotations.rows[k];
          g_assert_cmpuint (other->start, <, row->start);
          g_assert_true (other->end <= row->start || other->end >= row->end);
          depth += other->end > row->start ? 1 : 0;
        }
      g_assert_cmpuint (depth, ==, row->depth);
    }
  quotations_clear (&quotations);
}

static void
test_any_marks_in_any_order (void)
{
  static const char *const pieces[] = { "\"", "'", "“", "”", "‘", "’", "„",  "«", "»", "‹",  "›", "「", "」", "``",
                                        "''", "‚", " ", " ", " ", "a", "Bs", "5", ".", ". ", ",", "(",  "—",  "\n\n" };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      for (guint i = 0; i < 60; i++)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      assert_sound (text->str);
    }
}

/* The seconds that it takes to read so many marks and a letter as tokens that all end behind the letter. */
static double
measure_overlapping (guint32 n)
{
  g_autofree char *text = g_strnfill (n + 1, '"');
  g_autofree guint32 *starts = g_new (guint32, n), *ends = g_new (guint32, n);
  QuotedText quoted = { .text = text, .length = n + 1, .token_starts = starts, .token_ends = ends, .n_tokens = n };
  Quotations quotations = { 0 };

  text[n] = 'a';
  for (guint32 i = 0; i < n; i++)
    {
      starts[i] = i;
      ends[i] = n + 1;
    }
  clock_t before = clock ();
  g_assert_true (quotations_find (&quotations, &quoted));
  clock_t after = clock ();
  g_assert_cmpuint (quotations.n, ==, 0);
  quotations_clear (&quotations);

  return (double) (after - before) / CLOCKS_PER_SEC;
}

static void
test_tokens_that_overlap_take_linear_time (void)
{
  double shorter = measure_overlapping (5000), longer = measure_overlapping (40000);

  g_test_message ("%.4f s and %.4f s", shorter, longer);
  g_assert_cmpfloat (longer, <, shorter * 24 + 0.1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quotes-pairing/marks-of-many-sorts", test_marks_of_many_sorts);
  g_test_add_func ("/quotes-pairing/apostrophes-are-no-marks", test_apostrophes_are_no_marks);
  g_test_add_func ("/quotes-pairing/quotations-within-quotations", test_quotations_within_quotations);
  g_test_add_func ("/quotes-pairing/several-paragraphs", test_several_paragraphs);
  g_test_add_func ("/quotes-pairing/marks-without-partners", test_marks_without_partners);
  g_test_add_func ("/quotes-pairing/any-marks-in-any-order", test_any_marks_in_any_order);
  g_test_add_func ("/quotes-pairing/tokens-that-overlap-take-linear-time", test_tokens_that_overlap_take_linear_time);
  return g_test_run ();
}
