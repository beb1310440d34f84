/* Files that are read and written, with and without stages between; texts that never were CoNLL-U. */
#include "../../../tests/plugin-host.h"

#include <string.h>

static ObelusRegistry *registry;
static guint64 n_failures; /* of the last run */

static char *
run (const char *reader, const char *stages, const char *writer, const char *input, gsize length)
{
  const TestRoute route = { .registry = registry,
                            .name = "input",
                            .reader = reader,
                            .stages = stages,
                            .provided = stages == NULL ? "sentence token" : NULL,
                            .writer = writer };

  return test_run_route (&route, input, length, &n_failures);
}

/* All that the format has: comments, paragraphs, ranges with columns of their own, nodes before, within and behind
 * words, both kinds of missing heads, words that look like something else. */
static const char whole_format[] = "# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC\n"
                                   "# newdoc id = one two\n"
                                   "# meta::genre = letter\n"
                                   "# newpar\n"
                                   "# sent_id = 1\n"
                                   "# text = vámonos al mar_ x\n"
                                   "#without a space\n"
                                   "0.1\ttú\ttú\tPRON\t_\t_\t_\t_\t2:nsubj\tOwn=0\n"
                                   "1-2\tvámonos\t_\t_\t_\tTypo=Yes\t_\t_\t_\tGloss=let's\n"
                                   "1\tvamos\tir\tVERB\tV\tMood=Imp|Number=Plur\t0\troot\t0:root\t_\n"
                                   "2\tnos\tnosotros\tPRON\t_\t_\t1\tobj:x\t1:obj|5.1:obl:a\t_\n"
                                   "3-4\tal\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                   "3\ta\ta\tADP\t_\t_\t5\tcase\t_\tOwn=1\n"
                                   "3.1\t_\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                   "4\tel\tel\tDET\t_\t_\t5\tdet\t_\t_\n"
                                   "5\tmar\tmar\tNOUN\t_\t_\t1\tobl\t_\tSpaceAfter=No\n"
                                   "5.1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                   "5.2\tb\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                   "\n"
                                   "1\t_\t_\tPUNCT\t_\t_\t_\troot\t_\t_\n"
                                   "2\tx\t_\tX\t_\t_\t0\t_\t_\t_\n"
                                   "\n"
                                   "# stands before the mark\n"
                                   "# newdoc\n"
                                   "# newpar\n"
                                   "1\t10 000\t10000\tNUM\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                                   "1.1\tq\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                   "\n"
                                   "0.1\tr\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                   "1\t東京\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                                   "\n"
                                   "# newpar\n"
                                   "1-2\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                                   "1\tca\tcan\tAUX\t_\t_\t_\t_\t_\t_\n"
                                   "2\tn't\tnot\tPART\t_\t_\t_\t_\t_\t_\n"
                                   "3\t#\t#\tSYM\t_\t_\t_\t_\t_\t_\n"
                                   "4\t# x\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                   "\n";

static void
test_files_come_back (void)
{
  static const char *const readers[] = { "conllu", "conllu documents=file", "conllu documents=sentences sentences=1",
                                         "conllu documents=sentences sentences=2" };

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autofree char *output = run (readers[i], NULL, "conllu", whole_format, strlen (whole_format));
      g_assert_cmpstr (output, ==, whole_format);
    }
}

static void
test_records_carry_files (void)
{
  g_autofree char *records = run ("conllu", NULL, "jsonl", whole_format, strlen (whole_format));
  g_autofree char *output = run ("jsonl", NULL, "conllu", records, strlen (records));

  g_assert_cmpstr (output, ==, whole_format);
}

/* What the stage gives stands in its columns, all else is as it was. */
static void
test_stages_are_merged (void)
{
  static const char *const changed[] = {
    "1\tvamos\tir\tX\tV\tMood=Imp|Number=Plur\t0\troot\t0:root\t_\n",
    "2\tnos\tnosotros\tX\t_\t_\t1\tdep\t1:obj|5.1:obl:a\t_\n",
    "3\ta\ta\tX\t_\t_\t1\tdep\t_\tOwn=1\n",
    "4\tel\tel\tX\t_\t_\t1\tdep\t_\t_\n",
    "5\tmar\tmar\tX\t_\t_\t1\tdep\t_\tSpaceAfter=No\n",
    "1\t_\t_\tX\t_\t_\t0\troot\t_\t_\n",
    "2\tx\t_\tX\t_\t_\t1\tdep\t_\t_\n",
    "1\t10 000\t10000\tX\t_\t_\t0\troot\t_\tSpaceAfter=No\n",
    "1\t東京\t_\tX\t_\t_\t0\troot\t_\tSpaceAfter=No\n",
    "1\tca\tcan\tX\t_\t_\t0\troot\t_\t_\n",
    "2\tn't\tnot\tX\t_\t_\t1\tdep\t_\t_\n",
    "3\t#\t#\tX\t_\t_\t1\tdep\t_\t_\n",
    "4\t# x\t_\tX\t_\t_\t1\tdep\t_\t_\n",
  };
  g_autoptr (GString) expected = g_string_new (NULL);
  guint n_changed = 0;
  g_auto (GStrv) lines = g_strsplit (whole_format, "\n", -1);

  for (guint i = 0; lines[i + 1] != NULL; i++)
    {
      gsize digits = strspn (lines[i], "0123456789");
      if (digits > 0 && lines[i][digits] == '\t')
        g_string_append (expected, changed[n_changed++]);
      else
        g_string_append_printf (expected, "%s\n", lines[i]);
    }
  g_assert_cmpuint (n_changed, ==, G_N_ELEMENTS (changed));

  g_autofree char *output = run ("conllu", "probe", "conllu", whole_format, strlen (whole_format));
  g_assert_cmpstr (output, ==, expected->str);
}

/* The tokens `Go on :` lie in no sentence, `de` and `le` on one word without a row that says so. */
static void
test_texts_become_files (void)
{
  static const char record[]
      = "{\"id\":\"a letter\",\"text\":\"I can't. Go on:\\n\\nthe "
        "du\\nport\",\"meta\":{\"genre\":\"letter\",\"no=\":\"x\"},"
        "\"layers\":{\"paragraph\":[{\"start\":0,\"end\":15},{\"start\":17,\"end\":28}],"
        "\"sentence\":[{\"start\":0,\"end\":8},{\"start\":17,\"end\":28}],"
        "\"token\":[{\"start\":0,\"end\":1,\"deprel\":\"root\"},"
        "{\"start\":2,\"end\":4,\"lemma\":\"can\",\"head\":0,\"deprel\":\"aux\"},"
        "{\"start\":4,\"end\":7,\"lemma\":\"not\\tat\\nall\",\"head\":5},{\"start\":7,\"end\":8},"
        "{\"start\":9,\"end\":11},{\"start\":12,\"end\":14},{\"start\":14,\"end\":15},{\"start\":17,\"end\":20},"
        "{\"start\":21,\"end\":23,\"form\":\"de\"},{\"start\":21,\"end\":23,\"form\":\"le\"},"
        "{\"start\":24,\"end\":28,\"form\":\"Port\"}],\"multiword\":[{\"start\":2,\"end\":7}]}}";
  static const char expected[] = "# newdoc id = a letter\n"
                                 "# meta::genre = letter\n"
                                 "# newpar\n"
                                 "# sent_id = a_letter-1\n"
                                 "# text = I can't.\n"
                                 "1\tI\t_\t_\t_\t_\t0\troot\t_\t_\n"
                                 "2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                                 "2\tca\tcan\t_\t_\t_\t1\taux\t_\t_\n"
                                 "3\tn't\tnot at all\t_\t_\t_\t_\t_\t_\t_\n"
                                 "4\t.\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                 "\n"
                                 "# sent_id = a_letter-2\n"
                                 "# text = Go on:\n"
                                 "1\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                 "2\ton\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                                 "3\t:\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                 "\n"
                                 "# newpar\n"
                                 "# sent_id = a_letter-3\n"
                                 "# text = the du Port\n"
                                 "1\tthe\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                 "2-3\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                 "2\tde\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                 "3\tle\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                 "4\tPort\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                 "\n";
  g_autofree char *output = run ("jsonl", NULL, "conllu", record, strlen (record));

  g_assert_cmpstr (output, ==, expected);
}

/* Whatever can be read is written so that it reads the same: mutilated files, which are mostly wrong, and right ones
 * made of pieces. */
static void
test_what_is_written_reads_the_same (void)
{
  static const char *const pieces[]
      = { "\n", "1",    "\t", "_", "2-3", "1.1", "# newdoc", "#", "# newpar\n", "東", "SpaceAfter=No",
          "0",  "\xFF", " ",  "|" };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint n_written = 0;

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GString) input = g_string_new (whole_format);
      for (gint i = g_rand_int_range (random, 0, 5); i > 0; i--)
        {
          gssize at = g_rand_int_range (random, 0, (gint) input->len);
          gssize length = g_rand_int_range (random, 1, 40);
          if (g_rand_boolean (random))
            g_string_erase (input, at, MIN (length, (gssize) input->len - at));
          else
            g_string_insert (input, at, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
        }
      g_autofree char *once = run ("conllu documents=sentences", NULL, "conllu", input->str, input->len);
      g_autofree char *twice = run ("conllu documents=sentences", NULL, "conllu", once, strlen (once));
      g_assert_cmpstr (once, ==, twice);
      n_written += *once != '\0';
    }
  g_assert_cmpuint (n_written, >, 50);
}

/* Rows in order over a text of so many characters, overlapping as they like, with cells of all kinds. */
static void
append_random_layer (GString *record, GRand *random, const char *name, gint n_rows, gint length,
                     const char *const *columns, const char *reference, gint n_targets)
{
  static const char *const values[]
      = { "x", "", "_", "a\\tb", "l\\nm", "# c", "# d\\nno mark\\n\\n# e", "1.1", "9.9", "東" };

  g_string_append_printf (record, "\"%s\":[", name);
  gint start = 0, end = length;
  for (gint row = 0; row < n_rows; row++)
    {
      gint before = start;
      start = g_rand_int_range (random, start, MIN (start + 3, length) + 1);
      end = g_rand_int_range (random, start, (start > before ? length : end) + 1);
      g_string_append_printf (record, "%s{\"start\":%d,\"end\":%d", row > 0 ? "," : "", start, end);
      for (guint i = 0; columns[i] != NULL; i++)
        if (g_rand_int_range (random, 0, 4) == 0)
          g_string_append_printf (record, ",\"%s\":\"%s\"", columns[i],
                                  values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))]);
      if (reference != NULL && n_targets > 0 && g_rand_boolean (random))
        g_string_append_printf (record, ",\"%s\":%d", reference, g_rand_int_range (random, 0, n_targets));
      g_string_append (record, "}");
    }
  g_string_append (record, "]");
}

/* Layers that no reader of CoNLL-U would make are still written as something that is CoNLL-U. */
static void
test_any_layers_can_be_written (void)
{
  static const char *const characters[] = { "a", "b", " ", "\\n", "\\t", "\\u0000", "東" };
  static const char *const of_tokens[]
      = { "form", "lemma", "upos", "deprel", "conllu.deps", "conllu.misc", "conllu.head", NULL };
  static const char *const of_ranges[] = { "conllu.misc", "conllu.feats", NULL };
  static const char *const of_sentences[] = { "comments", NULL };
  static const char *const of_nodes[] = { "id", "form", "misc", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  gsize n_written = 0;

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GString) record = g_string_new ("{\"id\":\"a b\",\"types\":{\"conllu.node\":{\"sentence\":"
                                                 "\"reference sentence\"}},\"text\":\"");
      gint length = g_rand_int_range (random, 0, 40), n_sentences = g_rand_int_range (random, 0, 5),
           n_tokens = g_rand_int_range (random, 0, 15);

      for (gint i = 0; i < length; i++)
        g_string_append (record, characters[g_rand_int_range (random, 0, G_N_ELEMENTS (characters))]);
      g_string_append (record, "\",\"layers\":{");
      append_random_layer (record, random, "sentence", n_sentences, length, none, NULL, 0);
      g_string_append_c (record, ',');
      append_random_layer (record, random, "token", n_tokens, length, of_tokens, "head", n_tokens);
      g_string_append_c (record, ',');
      append_random_layer (record, random, "multiword", g_rand_int_range (random, 0, 5), length, of_ranges, NULL, 0);
      g_string_append_c (record, ',');
      append_random_layer (record, random, "paragraph", g_rand_int_range (random, 0, 3), length, none, NULL, 0);
      g_string_append_c (record, ',');
      append_random_layer (record, random, "conllu.sentence", n_sentences, length, of_sentences, NULL, 0);
      g_string_append_c (record, ',');
      append_random_layer (record, random, "conllu.node", g_rand_int_range (random, 0, 5), length, of_nodes, "sentence",
                           n_sentences);
      g_string_append (record, "}}");

      g_autofree char *once = run ("jsonl", NULL, "conllu", record->str, record->len);
      g_assert_cmpuint (n_failures, ==, 0);
      gsize n_lines = 0;
      for (const char *p = once; *p != '\0'; p++)
        n_lines += *p == '\n';
      if (memmem (record->str, record->len, "\\u0000", 6) != NULL)
        continue; /* its output is no C string; that it was written at all is enough */
      g_autofree char *twice = run ("conllu", NULL, "conllu", once, strlen (once));
      g_assert_cmpuint (n_failures, ==, 0);
      g_assert_cmpstr (once, ==, twice);
      n_written += n_lines;
    }
  g_assert_cmpuint (n_written, >, 500);
}

/* Tokens that each are the rest of the text, @length bytes of it and @n_tokens of them, with forms of their own or
 * without. */
static GString *
make_nested (guint length, guint n_tokens, const char *form)
{
  g_autofree char *text = g_strnfill (length, 'a');
  GString *record = g_string_new (NULL);

  g_string_printf (record, "{\"id\":\"d\",\"text\":\"%s\",\"layers\":{\"sentence\":[],\"token\":[", text);
  for (guint i = 0; i < n_tokens; i++)
    g_string_append_printf (record, "%s{\"start\":%u,\"end\":%u%s}", i > 0 ? "," : "", i, length, form);
  return g_string_append (record, "]}}");
}

/* A small record must not become a file of any size. */
static void
test_texts_are_not_repeated_without_end (void)
{
  g_autoptr (GString) some = make_nested (20000, 50, "");
  g_autoptr (GString) many = make_nested (20000, 400, "");
  g_autoptr (GString) with_forms = make_nested (20000, 400, ",\"form\":\"x\"");
  g_autofree char *written = run ("jsonl", NULL, "conllu", some->str, some->len);
  g_assert_cmpuint (n_failures, ==, 0);
  g_assert_cmpuint (strlen (written), >, 50 * 19000);
  g_autofree char *refused = run ("jsonl", NULL, "conllu", many->str, many->len);
  g_assert_cmpuint (n_failures, ==, 1);
  g_assert_cmpstr (refused, ==, "");
  g_autofree char *short_forms = run ("jsonl", NULL, "conllu", with_forms->str, with_forms->len);
  g_assert_cmpuint (n_failures, ==, 0);
  g_assert_nonnull (strstr (short_forms, "\n400\tx\t"));
}

static void
test_long_ids_are_cut (void)
{
  g_autofree char *folder = g_strnfill (300, 'f'), *kept = g_strnfill (200 - strlen ("/a.txt"), 'f');
  g_autofree char *record = g_strdup_printf ("{\"id\":\"%s/a.txt\",\"text\":\"a\",\"layers\":{\"sentence\":[],"
                                             "\"token\":[{\"start\":0,\"end\":1}]}}",
                                             folder);
  g_autofree char *document = g_strdup_printf ("# newdoc id = %s/a.txt\n", folder);
  g_autofree char *sentence = g_strdup_printf ("\n# sent_id = %s/a.txt-1\n", kept);
  g_autofree char *output = run ("jsonl", NULL, "conllu", record, strlen (record));

  g_assert_nonnull (strstr (output, document));
  g_assert_nonnull (strstr (output, sentence));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *folder = g_path_get_dirname (argv[0]);
  g_autofree char *probes = g_build_filename (folder, "conllu", NULL);
  registry = obelus_registry_new ((const char *const[]){ probes, NULL });
  g_assert_nonnull (obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, "probe"));

  g_test_add_func ("/conllu/writer/files-come-back", test_files_come_back);
  g_test_add_func ("/conllu/writer/records-carry-files", test_records_carry_files);
  g_test_add_func ("/conllu/writer/stages-are-merged", test_stages_are_merged);
  g_test_add_func ("/conllu/writer/texts-become-files", test_texts_become_files);
  g_test_add_func ("/conllu/writer/what-is-written-reads-the-same", test_what_is_written_reads_the_same);
  g_test_add_func ("/conllu/writer/any-layers-can-be-written", test_any_layers_can_be_written);
  g_test_add_func ("/conllu/writer/texts-are-not-repeated-without-end", test_texts_are_not_repeated_without_end);
  g_test_add_func ("/conllu/writer/long-ids-are-cut", test_long_ids_are_cut);
  int status = g_test_run ();
  g_object_unref (registry);

  return status;
}
