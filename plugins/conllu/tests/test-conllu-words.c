/* Documents from lines of CoNLL-U, without a host around the reader. */
#include "../words.h"

#include <string.h>

static const char *
add_text (Words *words, const char *conllu)
{
  const char *problem = NULL;

  while (*conllu != '\0' && problem == NULL)
    {
      Piece line = { .start = conllu, .length = strcspn (conllu, "\n") };
      problem = line.length > 0 ? words_add_line (words, &line) : words_end_sentence (words);
      conllu += line.length + (conllu[line.length] == '\n');
    }

  return problem;
}

static void
assert_rows (ObelusDocument *document, const char *name, const char *const *expected)
{
  ObelusLayer *layer = obelus_document_get_layer (document, name);
  const char *text = obelus_document_get_text (document, NULL);

  g_assert_nonnull (layer);
  g_assert_cmpuint (obelus_layer_get_n_rows (layer), ==, g_strv_length ((char **) expected));
  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    {
      guint32 start = obelus_layer_get_starts (layer)[row];
      g_autofree char *shown = g_strndup (text + start, obelus_layer_get_ends (layer)[row] - start);
      g_assert_cmpstr (shown, ==, expected[row]);
    }
}

static const char two_sentences[] = "1-2\tcannot\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                                    "1\tcan\tcan\tAUX\tMD\tVerbForm=Fin\t0\troot\t_\t_\n"
                                    "2\tnot\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n"
                                    "3\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_\n"
                                    "\n"
                                    "1\tVu\tvoir\tVERB\t_\t_\t0\troot\t_\t_\n"
                                    "2-3\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                    "2\tde\tde\tADP\t_\t_\t4\tcase\t_\t_\n"
                                    "3\tle\tle\tDET\t_\t_\t4\tdet\t_\t_\n"
                                    "3.1\tnode\tnode\tNOUN\t_\t_\t_\t_\t_\t_\n"
                                    "4\tport\tport\tNOUN\t_\t_\t1\tobl\t_\tA=b|SpaceAfter=No\n"
                                    "5\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_\n"
                                    "\n";

static void
test_rebuilds_text_and_layers (void)
{
  Words words;
  g_autoptr (GError) error = NULL;

  words_init (&words);
  words_reset (&words);
  g_assert_null (add_text (&words, two_sentences));
  g_autoptr (ObelusDocument) document = words_make_document (&words, "d", &error);
  g_assert_no_error (error);

  g_assert_cmpstr (obelus_document_get_text (document, NULL), ==, "cannot! Vu du port.");
  g_assert_null (obelus_document_get_layer (document, "paragraph"));
  assert_rows (document, "sentence", (const char *const[]){ "cannot!", "Vu du port.", NULL });
  assert_rows (document, "multiword", (const char *const[]){ "cannot", "du", NULL });
  assert_rows (document, "token", (const char *const[]){ "can", "not", "!", "Vu", "du", "du", "port", ".", NULL });

  ObelusLayer *tokens = obelus_document_get_layer (document, "token");
  guint form = (guint) obelus_layer_find_column (tokens, "form");
  g_assert_cmpstr (obelus_layer_get_string (tokens, form, 4, NULL), ==, "de");
  g_assert_cmpstr (obelus_layer_get_string (tokens, form, 5, NULL), ==, "le");
  g_assert_false (obelus_layer_has_value (tokens, form, 0));

  guint lemma = (guint) obelus_layer_find_column (tokens, "lemma");
  g_assert_cmpstr (obelus_layer_get_string (tokens, lemma, 3, NULL), ==, "voir");
  guint xpos = (guint) obelus_layer_find_column (tokens, "xpos");
  g_assert_false (obelus_layer_has_value (tokens, xpos, 3));

  const guint32 *heads = obelus_layer_get_references (tokens, (guint) obelus_layer_find_column (tokens, "head"));
  g_assert_cmpuint (heads[0], ==, OBELUS_NO_ROW);
  g_assert_cmpuint (heads[1], ==, 0);
  g_assert_cmpuint (heads[4], ==, 6);
  g_assert_cmpuint (heads[6], ==, 3);
  g_assert_cmpuint (heads[7], ==, OBELUS_NO_ROW);
  words_clear (&words);
}

static void
test_divides_paragraphs (void)
{
  Words words;
  g_autoptr (GError) error = NULL;

  words_init (&words);
  words_reset (&words);
  words_begin_paragraph (&words);
  g_assert_null (add_text (&words, "1\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\tTwo\t_\t_\t_\t_\t_\t_\t_\t_\n\n"));
  words_begin_paragraph (&words);
  g_assert_null (add_text (&words, "1\tThree\t_\t_\t_\t_\t_\t_\t_\t_\n\n"));
  g_autoptr (ObelusDocument) document = words_make_document (&words, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (obelus_document_get_text (document, NULL), ==, "One Two\n\nThree");
  assert_rows (document, "paragraph", (const char *const[]){ "One Two", "Three", NULL });
  words_clear (&words);
}

static void
test_refuses_broken_lines (void)
{
  static const struct
  {
    const char *conllu;
    const char *reason;
  } cases[] = {
    { "1\tOne\n", "ten columns" },
    { "1\tOne\t_\t_\t_\t_\t_\t_\t_\t_\t_\n", "ten columns" },
    { "2\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n", "numbered 1, 2, 3" },
    { "x\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n", "column ID" },
    { "1-\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n", "column ID" },
    { "99999999999\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n", "column ID" },
    { "1\t\t_\t_\t_\t_\t_\t_\t_\t_\n", "FORM is empty" },
    { "1\t\xFF\t_\t_\t_\t_\t_\t_\t_\t_\n", "not UTF-8" },
    { "1\tOne\t_\t_\t_\t_\tx\t_\t_\t_\n", "HEAD" },
    { "1\tOne\t_\t_\t_\t_\t7\t_\t_\t_\n\n", "HEAD" },
    { "2-1\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n", "smaller to a larger" },
    { "2-3\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n", "before its first word" },
    { "1-2\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n\n", "last range" },
    { "1-2\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n1-2\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n", "inside another" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Words words;

      words_init (&words);
      words_reset (&words);
      const char *problem = add_text (&words, cases[i].conllu);
      g_assert_nonnull (problem);
      if (strstr (problem, cases[i].reason) == NULL)
        g_error ("'%s' does not say '%s'", problem, cases[i].reason);
      words_clear (&words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conllu/words/rebuilds-text-and-layers", test_rebuilds_text_and_layers);
  g_test_add_func ("/conllu/words/divides-paragraphs", test_divides_paragraphs);
  g_test_add_func ("/conllu/words/refuses-broken-lines", test_refuses_broken_lines);

  return g_test_run ();
}
