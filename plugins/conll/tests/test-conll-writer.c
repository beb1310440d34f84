/* Files of four columns that are read and written, and documents that never were such a file. */
#include "../../../tests/plugin-host.h"

#include <string.h>

static ObelusRegistry *registry;
static GString *messages; /* of the last run */

static char *
run (const char *reader, const char *writer, const char *input, gsize length)
{
  const TestRoute route = { .registry = registry,
                            .name = "input",
                            .reader = reader,
                            .provided = "sentence token entity",
                            .writer = writer,
                            .messages = messages };

  return test_run_route (&route, input, length, NULL);
}

/* What becomes of a record; the mark of its document is taken off. */
static char *
write_record (const char *writer, const char *record)
{
  static const char mark[] = "-DOCSTART- -X- -X- O\n\n";
  g_autofree char *output = run ("jsonl", writer, record, strlen (record));

  g_assert_true (g_str_has_prefix (output, mark));
  return g_strdup (output + strlen (mark));
}

static const char in_iob2[]
    = "-DOCSTART- -X- -X- O\n\n"
      "New NNP B-NP B-LOC\nYork NNP I-NP I-LOC\nParis NNP I-NP B-LOC\n( ( O O\n"
      "Reuters NNP B-NP B-ORG\n) ) O O\n\n"
      "Bonn NNP B-NP B-LOC\n\n"
      "-DOCSTART- -X- -X- O\n\n"
      "Ada NNP B-NP B-PER\nLovelace NNP I-NP I-PER\nReuters NNP I-NP B-ORG\nslept VBD B-VP O\n\n";
static const char in_iob1[]
    = "-DOCSTART- -X- -X- O\n\n"
      "New NNP B-NP I-LOC\nYork NNP I-NP I-LOC\nParis NNP I-NP B-LOC\n( ( O O\n"
      "Reuters NNP B-NP I-ORG\n) ) O O\n\n"
      "Bonn NNP B-NP I-LOC\n\n"
      "-DOCSTART- -X- -X- O\n\n"
      "Ada NNP B-NP I-PER\nLovelace NNP I-NP I-PER\nReuters NNP I-NP I-ORG\nslept VBD B-VP O\n\n";

static void
test_files_come_back (void)
{
  static const char *const readers[] = { "conll2003", "conll2003 documents=marks" };

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autofree char *same = run (readers[i], "conll2003", in_iob2, strlen (in_iob2));
      g_assert_cmpstr (same, ==, in_iob2);
      g_autofree char *older = run (readers[i], "conll2003 scheme=iob1", in_iob1, strlen (in_iob1));
      g_assert_cmpstr (older, ==, in_iob1);
      g_assert_cmpstr (messages->str, ==, "");
    }

  g_autofree char *newer = run ("conll2003", "conll2003 scheme=iob2", in_iob1, strlen (in_iob1));
  g_assert_cmpstr (newer, ==, in_iob2);
  g_autofree char *older = run ("conll2003", "conll2003 scheme=iob1", in_iob2, strlen (in_iob2));
  g_assert_cmpstr (older, ==, in_iob1);
}

/* Other columns come out as these four, and hold the same sentences, tokens and names. */
static void
test_other_files_keep_their_names (void)
{
  static const char *const files[] = {
    "Ada\tB-PER\nLovelace\tI-PER\nslept\tO\n\nParis\tB-LOC\nLyon\tB-LOC\n",
    "0\tNew\tI-loc\n1\tYork\tI-loc\n2\t\xc3\x89vry\tB-loc\n\n0\t\xe6\x9d\xb1\xe4\xba\xac\tI-loc\n1\t.\tO\n",
    "1 O\n2 O\n\n3 B-NUMBER\n",
    "",
  };
  static const char *const schemes[] = { "conll2003", "conll2003 scheme=iob1" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    for (guint k = 0; k < G_N_ELEMENTS (schemes); k++)
      {
        g_autofree char *before = run ("conll", "jsonl", files[i], strlen (files[i]));
        g_autofree char *columns = run ("conll", schemes[k], files[i], strlen (files[i]));
        g_autofree char *after = run ("conll token-column=1 tag-column=4", "jsonl", columns, strlen (columns));
        g_assert_cmpstr (before, ==, after);
      }
}

/* What a stage or another reader knows of a token stands in the columns; `form` is what is written of a word. */
static void
test_columns_are_filled (void)
{
  g_autofree char *output
      = write_record ("conll2003", "{\"text\":\"du lac\",\"layers\":{\"sentence\":[{\"start\":0,\"end\":6}],"
                                   "\"token\":[{\"start\":0,\"end\":2,\"form\":\"de\",\"upos\":\"ADP\"},"
                                   "{\"start\":0,\"end\":2,\"form\":\"le\",\"upos\":\"DET\"},{\"start\":3,\"end\":6}],"
                                   "\"entity\":[{\"start\":0,\"end\":6,\"label\":\"LOC\"}]}}");
  g_assert_cmpstr (output, ==, "de ADP O B-LOC\nle DET O I-LOC\nlac -X- O I-LOC\n\n");

  g_autofree char *both = write_record (
      "conll2003", "{\"text\":\"a\",\"layers\":{\"sentence\":[],"
                   "\"token\":[{\"start\":0,\"end\":1,\"upos\":\"DET\",\"xpos\":\"DT\",\"conll.chunk\":\"B-NP\"}],"
                   "\"entity\":[]}}");
  g_assert_cmpstr (both, ==, "a DT B-NP O\n\n");
}

/* A record of "one two three four" with a sentence over the first two words and one over the others. */
static char *
make_record (const char *entities)
{
  return g_strdup_printf ("{\"id\":\"d\",\"text\":\"one two three four\",\"layers\":{"
                          "\"sentence\":[{\"start\":0,\"end\":7},{\"start\":8,\"end\":18}],"
                          "\"token\":[{\"start\":0,\"end\":3},{\"start\":4,\"end\":7},{\"start\":8,\"end\":13},"
                          "{\"start\":14,\"end\":18}],\"entity\":[%s]}}",
                          entities);
}

static void
test_names_are_fitted (void)
{
  static const struct
  {
    const char *what;
    const char *entities;
    const char *labels; /* of the four tokens */
    const char *told;
  } cases[] = {
    { "whole tokens", "{\"start\":4,\"end\":7,\"label\":\"A\"}", "O B-A O O", "" },
    { "begins within a token", "{\"start\":9,\"end\":18,\"label\":\"A\"}", "O O B-A I-A",
      "1 name that began or ended within a token now holds the whole token" },
    { "ends within a token", "{\"start\":0,\"end\":5,\"label\":\"A\"}", "B-A I-A O O", "1 name that began" },
    { "lies within a token", "{\"start\":9,\"end\":11,\"label\":\"A\"}", "O O B-A O", "1 name that began" },
    { "two in one token", "{\"start\":8,\"end\":9,\"label\":\"A\"},{\"start\":10,\"end\":18,\"label\":\"B\"}",
      "O O B-A O", "1 name was left out" },
    { "goes on in the next sentence", "{\"start\":4,\"end\":13,\"label\":\"A\"}", "O B-A B-A O", "" },
    { "one within another", "{\"start\":0,\"end\":7,\"label\":\"A\"},{\"start\":4,\"end\":7,\"label\":\"B\"}",
      "B-A I-A O O", "1 name was left out that overlapped another or held no token" },
    { "the longer of two that start together",
      "{\"start\":0,\"end\":7,\"label\":\"A\"},{\"start\":0,\"end\":3,\"label\":\"B\"}", "B-A I-A O O",
      "1 name was left out" },
    { "across each other", "{\"start\":4,\"end\":13,\"label\":\"A\"},{\"start\":8,\"end\":18,\"label\":\"B\"}",
      "O B-A B-A O", "1 name was left out" },
    { "the same span twice", "{\"start\":0,\"end\":3,\"label\":\"A\"},{\"start\":0,\"end\":3,\"label\":\"B\"}",
      "B-A O O O", "1 name was left out" },
    { "white space and nothing", "{\"start\":3,\"end\":4,\"label\":\"A\"},{\"start\":15,\"end\":15,\"label\":\"B\"}",
      "O O O O", "2 names were left out" },
    { "without a label", "{\"start\":0,\"end\":3}", "B-_ O O O", "" },
    { "a label with a space", "{\"start\":0,\"end\":3,\"label\":\"A B\"}", "B-A_B O O O", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].what);
      g_autofree char *record = make_record (cases[i].entities);
      g_autofree char *output = write_record ("conll2003", record);
      g_auto (GStrv) labels = g_strsplit (cases[i].labels, " ", -1);
      g_autofree char *expected = g_strdup_printf ("one -X- O %s\ntwo -X- O %s\n\nthree -X- O %s\nfour -X- O %s\n\n",
                                                   labels[0], labels[1], labels[2], labels[3]);
      g_assert_cmpstr (output, ==, expected);
      g_assert_nonnull (strstr (messages->str, cases[i].told));
      g_assert_cmpint (*cases[i].told == '\0', ==, messages->len == 0);
    }
}

/* A line must be a token whatever the token is. */
static void
test_words_cannot_break_lines (void)
{
  g_autofree char *output = write_record (
      "conll2003", "{\"text\":\"10 000|a\\tb\\n|-DOCSTART-|#\",\"layers\":{\"sentence\":[{\"start\":0,\"end\":24}],"
                   "\"token\":[{\"start\":0,\"end\":6},{\"start\":6,\"end\":6},{\"start\":7,\"end\":11,\"xpos\":\"\"},"
                   "{\"start\":12,\"end\":22,\"xpos\":\"-DOCSTART-\"},{\"start\":23,\"end\":24,\"xpos\":\"newdoc\"}],"
                   "\"entity\":[]}}");
  g_assert_cmpstr (output, ==, "10_000 -X- O O\n_ -X- O O\na_b_ _ O O\n_DOCSTART- _DOCSTART- O O\n_ newdoc O O\n\n");
}

static void
test_other_columns_are_refused (void)
{
  static const char narrow[] = "Ada B-PER\nslept O\n";
  g_autofree char *output = run ("conll2003", "jsonl", narrow, strlen (narrow));
  g_assert_nonnull (strstr (output, "read it with --from conll"));

  static const char torn[] = "Ada NNP B-NP I-PER\nslept VBD\n. . O O\n";
  g_autofree char *line = run ("conll2003", "jsonl", torn, strlen (torn));
  g_assert_nonnull (strstr (line, "line 2 has 2 columns where 4 are needed; mend the line or read the file with"));
}

static void
append_random_rows (GString *record, GRand *random, const char *layer, gint n, gint length, const char *key)
{
  static const char *const values[] = { "A", "B", "", "a b", "-DOCSTART-", "O", "=" };

  gint start = 0, end = length;
  g_string_append_printf (record, "\"%s\":[", layer);
  for (gint i = 0; i < n; i++)
    {
      gint before = start;
      start = g_rand_int_range (random, start, MIN (start + 3, length) + 1);
      end = g_rand_int_range (random, start, (start > before ? MIN (length, start + 6) : MAX (start, end)) + 1);
      g_string_append_printf (record, "%s{\"start\":%d,\"end\":%d", i > 0 ? "," : "", start, end);
      if (key != NULL && g_rand_boolean (random))
        g_string_append_printf (record, ",\"%s\":\"%s\"", key,
                                values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))]);
      g_string_append_c (record, '}');
    }
  g_string_append_c (record, ']');
}

static guint
count (const char *text, const char *piece)
{
  guint n = 0;
  for (; (text = strstr (text, piece)) != NULL; text += strlen (piece))
    n++;

  return n;
}

/* Whatever the layers hold, a line a token is written, and reading and writing it again changes nothing more. */
static void
test_any_layers_can_be_written (void)
{
  static const char *const characters[]
      = { "a", "B", " ", "\\n", "\\t", "#", "-", "\xc3\xa9", "\xe6\x9d\xb1", "\\u000b" };
  static const char *const writers[] = { "conll2003", "conll2003 scheme=iob1" };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 400; round++)
    {
      const char *writer = writers[round % 2];
      gint length = g_rand_int_range (random, 0, 40), n_tokens = g_rand_int_range (random, 0, 15);
      g_autoptr (GString) record = g_string_new ("{\"text\":\"");
      for (gint i = 0; i < length; i++)
        g_string_append (record, characters[g_rand_int_range (random, 0, G_N_ELEMENTS (characters))]);
      g_string_append (record, "\",\"layers\":{");
      append_random_rows (record, random, "sentence", g_rand_int_range (random, 0, 4), length, NULL);
      g_string_append_c (record, ',');
      append_random_rows (record, random, "token", n_tokens, length, round % 3 == 0 ? "xpos" : "form");
      g_string_append_c (record, ',');
      append_random_rows (record, random, "entity", g_rand_int_range (random, 0, 8), length, "label");
      g_string_append (record, "}}");

      g_autofree char *once = run ("jsonl", writer, record->str, record->len);
      g_autofree char *twice = run ("conll2003", writer, once, strlen (once));
      g_autofree char *records = run ("conll2003", "jsonl layers=token", once, strlen (once));
      g_assert_cmpuint (count (records, "\"start\""), ==, (guint) n_tokens);
      if (n_tokens > 0)
        g_assert_cmpstr (once, ==, twice);
    }
}

/* A small record must not become a file of any size: @n_tokens that each are the rest of the text, or one letter each
 * of a name whose label is long. */
static void
test_texts_and_labels_are_not_repeated_without_end (void)
{
  static const struct
  {
    guint n_tokens;
    gboolean are_nested;
    guint label_length;
    gboolean is_refused;
  } cases[]
      = { { 50, TRUE, 3, FALSE }, { 400, TRUE, 3, TRUE }, { 100, FALSE, 20000, FALSE }, { 400, FALSE, 20000, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const guint length = 20000;
      g_autofree char *text = g_strnfill (length, 'a'), *label = g_strnfill (cases[i].label_length, 'L');
      g_autoptr (GString) record = g_string_new (NULL);

      g_string_printf (record,
                       "{\"text\":\"%s\",\"layers\":{\"sentence\":[],\"entity\":[{\"start\":0,\"end\":%u,"
                       "\"label\":\"%s\"}],\"token\":[",
                       text, length, label);
      for (guint row = 0; row < cases[i].n_tokens; row++)
        g_string_append_printf (record, "%s{\"start\":%u,\"end\":%u}", row > 0 ? "," : "", row,
                                cases[i].are_nested ? length : row + 1);
      g_string_append (record, "]}}");

      g_autofree char *output = run ("jsonl", "conll2003", record->str, record->len);
      g_assert_cmpint (*output == '\0', ==, cases[i].is_refused);
      g_assert_cmpint (strstr (messages->str, "repeat the text more than 64 times") != NULL, ==, cases[i].is_refused);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  registry = obelus_registry_new (NULL);
  messages = g_string_new (NULL);
  g_test_add_func ("/conll/writer/files-come-back", test_files_come_back);
  g_test_add_func ("/conll/writer/other-files-keep-their-names", test_other_files_keep_their_names);
  g_test_add_func ("/conll/writer/columns-are-filled", test_columns_are_filled);
  g_test_add_func ("/conll/writer/names-are-fitted", test_names_are_fitted);
  g_test_add_func ("/conll/writer/words-cannot-break-lines", test_words_cannot_break_lines);
  g_test_add_func ("/conll/writer/other-columns-are-refused", test_other_columns_are_refused);
  g_test_add_func ("/conll/writer/any-layers-can-be-written", test_any_layers_can_be_written);
  g_test_add_func ("/conll/writer/texts-and-labels-are-not-repeated-without-end",
                   test_texts_and_labels_are_not_repeated_without_end);
  int status = g_test_run ();
  g_string_free (messages, TRUE);
  g_object_unref (registry);

  return status;
}
