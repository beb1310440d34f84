/* Finding out what columns are, over the formats that files of names come in. */
#include "../columns.h"

#include <string.h>

static ConllLayout
find (const char *text)
{
  ConllLayout layout;
  g_assert_cmpstr (conll_find_layout (&layout, text, strlen (text), 0, 0), ==, NULL);

  return layout;
}

static void
assert_columns (const char *text, guint token, guint tag, gboolean has_marks)
{
  ConllLayout layout = find (text);
  g_assert_cmpuint (layout.token, ==, token);
  g_assert_cmpuint (layout.tag, ==, tag);
  g_assert_cmpint (layout.has_marks, ==, has_marks);
}

static void
test_columns_are_found (void)
{
  g_test_summary ("token and tag");
  assert_columns ("Ada\tB-PER\nLovelace\tI-PER\nslept\tO\n", 0, 1, FALSE);
  g_test_summary ("index, token and tag");
  assert_columns ("0\tAda\tB-PER\n1\tslept\tO\n\n0\t1815\tO\n1\t.\tO\n", 1, 2, FALSE);
  g_test_summary ("the four columns of CoNLL-2003, in which chunks look like names");
  assert_columns ("-DOCSTART- -X- -X- O\n\nAda NNP I-NP I-PER\nslept VBD I-VP O\n. . O O\n", 0, 3, TRUE);
  g_test_summary ("IOB2 with comments");
  assert_columns ("# newdoc id = a\n# text = Ada slept\n1\tAda\tB-PER\t-\t-\n2\tslept\tO\t-\t-\n", 1, 2, TRUE);
  g_test_summary ("numbers that are tokens");
  assert_columns ("1\tO\n2\tO\n3\tO\n", 0, 1, FALSE);
}

static void
test_columns_can_be_missing (void)
{
  ConllLayout layout;
  const char *text = "Ada\tNNP\nslept\tVBD\n";
  g_assert_nonnull (strstr (conll_find_layout (&layout, text, strlen (text), 0, 0), "no column of labels"));
  g_assert_cmpstr (conll_find_layout (&layout, text, strlen (text), 1, 2), ==, NULL);
  g_assert_nonnull (strstr (conll_find_layout (&layout, text, strlen (text), 1, 3), "fewer columns"));
  g_assert_cmpstr (conll_find_layout (&layout, "", 0, 0, 0), ==, NULL);
  g_assert_cmpstr (conll_find_layout (&layout, "\n\n\n", 3, 0, 0), ==, NULL);
}

static void
test_lines_are_told_apart (void)
{
  const ConllLayout layout = { .has_tabs = TRUE, .n_columns = 2, .token = 0, .tag = 1 };
  static const struct
  {
    const char *line;
    ConllLineKind kind;
  } cases[] = {
    { "", CONLL_LINE_EMPTY },
    { " \t ", CONLL_LINE_EMPTY },
    { "#\tO", CONLL_LINE_TOKEN },
    { "# text = x", CONLL_LINE_COMMENT },
    { "# newdoc id = x", CONLL_LINE_DOCUMENT },
    { "-DOCSTART-\tO", CONLL_LINE_DOCUMENT },
    { "0\t-DOCSTART-\tO", CONLL_LINE_DOCUMENT },
    { "#tag\tO", CONLL_LINE_TOKEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LearnField line = { cases[i].line, strlen (cases[i].line) }, fields[CONLL_MAX_COLUMNS];
      guint n_fields;
      g_test_message ("line '%s'", cases[i].line);
      g_assert_cmpint (conll_classify (&layout, &line, fields, &n_fields), ==, cases[i].kind);
    }
}

static void
test_lines_lose_their_ends (void)
{
  const char *text = "a\r\nb\n\nc", *end = text + strlen (text);
  const char *const expected[] = { "a", "b", "", "c" };
  LearnField line;
  guint n = 0;

  for (; learn_line_read (&text, end, &line.start, &line.length); n++)
    {
      g_autofree char *found = g_strndup (line.start, line.length);
      g_assert_cmpuint (n, <, G_N_ELEMENTS (expected));
      g_assert_cmpstr (found, ==, expected[n]);
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
}

static void
test_long_lines_are_cut_off (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "x\t");
  ConllLayout layout = { .has_tabs = TRUE };
  LearnField line = { text->str, text->len }, fields[CONLL_MAX_COLUMNS];
  g_assert_cmpuint (conll_split (&layout, &line, fields), ==, CONLL_MAX_COLUMNS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conll/columns/found", test_columns_are_found);
  g_test_add_func ("/conll/columns/missing", test_columns_can_be_missing);
  g_test_add_func ("/conll/lines/kinds", test_lines_are_told_apart);
  g_test_add_func ("/conll/lines/ends", test_lines_lose_their_ends);
  g_test_add_func ("/conll/lines/long", test_long_lines_are_cut_off);

  return g_test_run ();
}
