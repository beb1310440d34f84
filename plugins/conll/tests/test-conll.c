/* The reader as a plugin: what becomes of files of names, as records show it. */
#include "../../../tests/plugin-host.h"

#include <string.h>

/* What the command `obelus run --from READER --to jsonl` writes for a file of the given text. */
static char *
read_to_records (const char *reader, const char *columns)
{
  const TestRoute route = { .name = "made.conll", .reader = reader, .writer = "jsonl" };

  return test_run_route (&route, columns, strlen (columns), NULL);
}

static void
assert_contains (const char *records, const char *piece)
{
  if (strstr (records, piece) == NULL)
    g_error ("'%s' is not in:\n%s", piece, records);
}

static guint
count_lines (const char *text)
{
  guint n = 0;
  for (; *text != '\0'; text++)
    n += *text == '\n' ? 1 : 0;

  return n;
}

static const char three_sentences[] = "-DOCSTART-\tO\n\nAda\tB-PER\nLovelace\tI-PER\nslept\tO\n\nParis\tB-LOC\n\n"
                                      "-DOCSTART-\tO\n\nLyon\tB-LOC\nNice\tB-LOC\n";

static void
test_layers (void)
{
  g_autofree char *records = read_to_records ("conll", three_sentences);

  g_assert_cmpuint (count_lines (records), ==, 2);
  assert_contains (records, "\"made.conll:1\"");
  assert_contains (records, "\"Ada Lovelace slept\\nParis\"");
  assert_contains (records, "\"sentence\": [{\"start\": 0, \"end\": 18, \"text\": \"Ada Lovelace slept\"}, "
                            "{\"start\": 19, \"end\": 24, \"text\": \"Paris\"}]");
  assert_contains (records, "{\"start\": 0, \"end\": 12, \"text\": \"Ada Lovelace\", \"label\": \"PER\"}, "
                            "{\"start\": 19, \"end\": 24, \"text\": \"Paris\", \"label\": \"LOC\"}");
  assert_contains (records, "\"text\": \"Lyon\", \"label\": \"LOC\"}, {\"start\": 5, \"end\": 9, \"text\": \"Nice\"");
}

static void
test_documents (void)
{
  static const struct
  {
    const char *reader;
    guint n_documents;
  } cases[] = {
    { "conll", 2 },
    { "conll documents=marks", 2 },
    { "conll documents=file", 1 },
    { "conll documents=sentences", 3 },
    { "conll documents=sentences sentences=2", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *records = read_to_records (cases[i].reader, three_sentences);
      g_test_message ("%s", cases[i].reader);
      g_assert_cmpuint (count_lines (records), ==, cases[i].n_documents);
    }
}

/* Columns that are told are believed: of two that hold labels the last is meant otherwise. */
static void
test_columns (void)
{
  static const char file[] = "B-PER\tAda\tB-PER\tO\nO\tslept\tO\tB-LOC\n";
  g_autofree char *found = read_to_records ("conll token-column=2", file);
  g_autofree char *told = read_to_records ("conll token-column=2 tag-column=3", file);

  assert_contains (found, "\"text\": \"slept\", \"label\": \"LOC\"}");
  assert_contains (told, "\"text\": \"Ada\", \"label\": \"PER\"}");
}

/* The same two names in every scheme of labels. */
static void
test_schemes (void)
{
  static const char *const files[] = {
    "New\tB-LOC\nYork\tI-LOC\nBonn\tB-LOC\nis\tO\n", /* IOB2 */
    "New\tI-LOC\nYork\tI-LOC\nBonn\tB-LOC\nis\tO\n", /* IOB1 */
    "New\tB-LOC\nYork\tL-LOC\nBonn\tU-LOC\nis\tO\n", /* BILOU */
    "New\tB-LOC\nYork\tE-LOC\nBonn\tS-LOC\nis\tO\n", /* BIOES */
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *records = read_to_records ("conll", files[i]);
      assert_contains (records, "\"entity\": [{\"start\": 0, \"end\": 8, \"text\": \"New York\", \"label\": \"LOC\"}, "
                                "{\"start\": 9, \"end\": 13, \"text\": \"Bonn\", \"label\": \"LOC\"}]");
    }
}

static void
test_faults_are_records (void)
{
  g_autofree char *narrow = read_to_records ("conll", "Ada\tB-PER\nslept\nhere\tO\n");
  assert_contains (narrow, "\"error\"");
  assert_contains (narrow, "line 2 has 1 column where 2 are needed");

  g_autofree char *unlabelled = read_to_records ("conll", "Ada\tNNP\nslept\tVBD\n");
  assert_contains (unlabelled, "no column of labels");

  g_autofree char *broken = read_to_records ("conll", "A\xff\tO\n\nfine\tO\n");
  assert_contains (broken, "\"invalid-text\"");
  assert_contains (broken, "line 1 is not UTF-8");
  assert_contains (broken, "\"fine\"");

  g_autofree char *empty = read_to_records ("conll", "");
  g_assert_cmpstr (empty, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conll/reader/layers", test_layers);
  g_test_add_func ("/conll/reader/documents", test_documents);
  g_test_add_func ("/conll/reader/columns", test_columns);
  g_test_add_func ("/conll/reader/schemes", test_schemes);
  g_test_add_func ("/conll/reader/faults", test_faults_are_records);

  return g_test_run ();
}
