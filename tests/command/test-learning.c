/* Training, inspecting and evaluating a model with the command alone. */
#include "command.h"

#include <string.h>

static char *
read_file (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_file_get_contents (path, &contents, length, &error);
  g_assert_no_error (error);
  return contents;
}

static void
test_a_model_is_trained_inspected_and_evaluated (void)
{
  g_autofree char *gold = command_find_file ("tests/gold/news.conll");
  g_autofree char *card = command_make_file ("names.card.json", "{\"about\": \"a test\", \"licence\": \"free\"}");
  g_autofree char *path = command_make_path ("names.obm");

  g_auto (Outcome) training
      = command_run (NULL, "train", "entities epochs=4", "--from", "conll", "--card", card, "-o", path, gold, NULL);
  g_assert_cmpint (training.status, ==, 0);
  g_assert_cmpstr (training.output, ==, "");
  command_assert_contains (training.messages, "wrote '");

  g_auto (Outcome) page = command_run (NULL, "inspect", path, NULL);
  g_assert_cmpint (page.status, ==, 0);
  command_assert_contains (page.output, "a model for 'entities'");
  command_assert_contains (page.output, "\"about\": \"a test\"");
  command_assert_contains (page.output, "Sections\n");

  /* It knows what it has learned by heart. */
  g_autofree char *pipeline = g_strdup_printf ("entities model=%s", path);
  g_auto (Outcome) report = command_run (NULL, "evaluate", "entities", "-e", pipeline, gold, NULL);
  g_assert_cmpint (report.status, ==, 0);
  command_assert_contains (report.output, "precision");
  command_assert_contains (report.output, "PER");
  command_remove_files ();
}

/* Records with names alone: the text is divided into tokens before anything is learned from it or judged by it. */
static void
test_records_with_names_alone_are_enough (void)
{
  g_autoptr (GString) records = g_string_new (NULL);
  static const char *const drugs[] = { "aspirin", "codeine", "heparin", "insulin" };
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (records,
                            "{\"text\":\"She took %s today.\",\"layers\":{\"entity\":[{\"start\":9,\"end\":16,"
                            "\"label\":\"Chemical\"}]}}\n",
                            drugs[i % G_N_ELEMENTS (drugs)]);
  g_autofree char *gold = command_make_file ("drugs.jsonl", records->str);
  g_autofree char *path = command_make_path ("drugs.obm");
  g_autofree char *pipeline = g_strdup_printf ("entities model=%s", path);

  g_auto (Outcome) training = command_run (NULL, "train", "entities types=DRUG labels=Chemical:DRUG epochs=8 prune=0",
                                           "-q", "-o", path, gold, NULL);
  g_assert_cmpstr (training.messages, ==, "");
  g_assert_cmpint (training.status, ==, 0);
  g_auto (Outcome) report = command_run (NULL, "evaluate", "entities labels=Chemical:DRUG", "-e", pipeline, gold, NULL);
  g_assert_cmpint (report.status, ==, 0);
  command_assert_contains (report.output, "tokens 200\n");
  command_assert_contains (report.output, "DRUG        1.0000    1.0000    1.0000       40       40       40");
  g_auto (Outcome) same = command_run (NULL, "evaluate", "entities", "--gold", gold, gold, NULL);
  g_assert_cmpint (same.status, ==, 0);
  command_assert_contains (same.output, "Chemical    1.0000    1.0000    1.0000       40       40       40");
  command_remove_files ();
}

/* Options in a file: those of the line come before them, and files are looked for beside it. */
static void
test_options_stand_in_a_file (void)
{
  g_autofree char *gold = command_find_file ("tests/gold/news.conll");
  g_autofree char *list = command_make_file ("places.tsv", "Port Ellery\tplace\n");
  g_autofree char *options = command_make_file ("names.training", "# what is learned\n"
                                                                  "[Trainer entities]\n"
                                                                  "types = PER, LOC\n"
                                                                  "labels = ORG:, MISC:\n"
                                                                  "gazetteers = places.tsv\n"
                                                                  "epochs = 3\n"
                                                                  "\n"
                                                                  "[Evaluator entities]\n"
                                                                  "types = PER, LOC\n");
  g_autofree char *path = command_make_path ("names.obm"), *other_path = command_make_path ("other.obm");
  g_autofree char *at = g_strdup_printf ("@%s", options), *more = g_strdup_printf ("%s epochs=4", at);
  g_autofree char *plain = g_strdup_printf ("entities types=PER,LOC labels=ORG:,MISC: gazetteers='%s' epochs=4", list);
  g_autofree char *pipeline = g_strdup_printf ("entities model=%s", path);

  g_auto (Outcome) from_file = command_run (NULL, "train", more, "-q", "-o", path, gold, NULL);
  g_auto (Outcome) from_line = command_run (NULL, "train", plain, "-q", "-o", other_path, gold, NULL);
  g_assert_cmpstr (from_file.messages, ==, "");
  g_assert_cmpstr (from_line.messages, ==, "");
  gsize length, other_length;
  g_autofree char *model = read_file (path, &length), *other_model = read_file (other_path, &other_length);
  g_assert_cmpmem (model, length, other_model, other_length);

  g_auto (Outcome) report = command_run (NULL, "evaluate", at, "-e", pipeline, gold, NULL);
  g_assert_cmpint (report.status, ==, 0);
  command_assert_contains (report.output, "\nLOC ");
  command_assert_lacks (report.output, "\nORG ");
  command_remove_files ();
}

static void
test_wrong_files_of_options_are_told (void)
{
  static const struct
  {
    const char *options;
    const char *told; /* behind the file's name */
  } cases[] = {
    { "[Trainer entities]\nepoch = 3\nrate = high\n",
      ":2: trainer 'entities' has no option 'epoch'; did you mean 'epochs'?" },
    { "[Trainer entities]\nepochs = 3\nrate = high\n", ":3: trainer 'entities' option 'rate' must be a number" },
    { "[Evaluator entities]\n", ": there is no section for a trainer; write [Trainer NAME]" },
    { "[Trainr entities]\n", ":1: there is no section [Trainr entities]; write [Trainer NAME] or [Evaluator NAME]" },
    { "[Trainer entities]\n[Trainer tag]\n", ":2: [Trainer tag] is the second section for a trainer; remove one" },
    { "epochs = 3\n", ":1: 'epochs' stands before the first section" },
    { "", ": there is no section for a trainer" },
  };
  g_autofree char *gold = command_find_file ("tests/gold/news.conll");
  g_autofree char *path = command_make_path ("names.obm");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *options = command_make_file ("names.training", cases[i].options);
      g_autofree char *at = g_strdup_printf ("@%s", options);
      g_autofree char *told = g_strconcat (options, cases[i].told, NULL);
      g_auto (Outcome) outcome = command_run (NULL, "train", at, "-o", path, gold, NULL);
      g_assert_cmpint (outcome.status, ==, 1);
      command_assert_contains (outcome.messages, told);
    }

  g_auto (Outcome) missing = command_run (NULL, "train", "@no-such-file", "-o", path, gold, NULL);
  command_assert_contains (missing.messages, "no-such-file: there is no such file");
  g_auto (Outcome) nothing = command_run (NULL, "train", "@", "-o", path, gold, NULL);
  command_assert_contains (nothing.messages, "'@' names no file; write @FILE");
  g_auto (Outcome) unknown = command_run (NULL, "evaluate", "@no-such-file", gold, NULL);
  g_assert_cmpint (unknown.status, ==, 1);
  command_assert_contains (unknown.messages, "no-such-file: there is no such file");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  command_remove_files ();
}

static void
test_the_same_training_makes_the_same_bytes (void)
{
  g_autofree char *gold = command_find_file ("tests/gold/news.conll");
  g_autofree char *first_path = command_make_path ("first.obm"), *second_path = command_make_path ("second.obm");
  g_auto (Outcome) first = command_run (NULL, "train", "entities epochs=2", "-q", "-o", first_path, gold, NULL);
  g_auto (Outcome) second = command_run (NULL, "train", "entities epochs=2", "-q", "-o", second_path, gold, NULL);
  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpint (second.status, ==, 0);
  g_assert_cmpstr (first.messages, ==, "");

  gsize first_length, second_length;
  g_autofree char *first_bytes = read_file (first_path, &first_length);
  g_autofree char *second_bytes = read_file (second_path, &second_length);
  g_assert_cmpmem (first_bytes, first_length, second_bytes, second_length);
  command_remove_files ();
}

static void
test_what_cannot_be_learned_from_leaves_no_model (void)
{
  g_autofree char *gold = command_find_file ("tests/gold/news.conll");
  g_autofree char *missing = command_make_path ("missing.conll"), *path = command_make_path ("names.obm");
  g_autofree char *nowhere = command_make_path ("no-folder/names.obm");

  g_auto (Outcome) file = command_run (NULL, "train", "entities", "-o", path, missing, NULL);
  g_assert_cmpint (file.status, ==, 1);
  command_assert_contains (file.messages, "missing.conll");
  g_auto (Outcome) card = command_run (NULL, "train", "entities", "-o", path, "--card", missing, gold, NULL);
  g_assert_cmpint (card.status, ==, 1);
  command_assert_contains (card.messages, "card");
  g_auto (Outcome) option = command_run (NULL, "train", "entities epoch=2", "-o", path, gold, NULL);
  g_assert_cmpint (option.status, ==, 1);
  command_assert_contains (option.messages, "'epochs'?");
  g_auto (Outcome) kept = command_run (NULL, "train", "entities calibrate=nwes", "-o", path, gold, NULL);
  g_assert_cmpint (kept.status, ==, 1);
  command_assert_contains (kept.messages, "'calibrate' is 'nwes'");
  command_assert_contains (kept.messages, "news");
  g_auto (Outcome) folder = command_run (NULL, "train", "entities", "-o", nowhere, gold, NULL);
  g_assert_cmpint (folder.status, ==, 1);
  command_assert_contains (folder.messages, "no-folder");

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  command_remove_files ();
}

/* A model of sentiment that is learned from rated texts alone judges no names, and says so once. */
static void
test_a_model_without_targets_is_told (void)
{
  g_autoptr (GString) texts = g_string_new (NULL);
  for (guint i = 0; i < 128; i++)
    g_string_append_printf (texts, "%u\tthe %s was %s\n", i % 2, i % 4 < 2 ? "soup" : "song",
                            i % 2 == 1 ? "sweet" : "grim");
  g_autofree char *rated = command_make_file ("rated.tsv", texts->str), *path = command_make_path ("mine.obm");
  g_auto (Outcome) trained
      = command_run (NULL, "train", "sentiment", "--from", "ratings", "-q", "-o", path, rated, NULL);
  g_assert_cmpint (trained.status, ==, 0);

  g_autofree char *line = g_strdup_printf ("tokenize ! entities ! sentiment model=%s", path);
  g_autofree char *silent = g_strdup_printf ("%s targets=no", line);
  static const char records[] = "{\"text\": \"Ann Lee went to Paris.\"}\n{\"text\": \"Paris was grim.\"}\n";
  g_auto (Outcome) told = command_run (records, "run", "-e", line, "-f", "jsonl", "-t", "jsonl", "-", NULL);
  g_assert_cmpint (told.status, ==, 0);
  command_assert_lacks (told.output, "\"target\":0");
  const char *first = strstr (told.messages, "nothing of targets");
  g_assert_nonnull (first);
  g_assert_null (strstr (first + 1, "nothing of targets"));

  g_auto (Outcome) unwanted = command_run (records, "run", "-e", silent, "-f", "jsonl", "-t", "jsonl", "-", NULL);
  g_assert_cmpstr (unwanted.messages, ==, "");
  command_remove_files ();
}

static void
test_a_damaged_model_is_told (void)
{
  g_autofree char *path = command_make_file ("broken.obm", "this is no model");
  g_autofree char *article = command_find_file ("examples/news.txt");
  g_autofree char *pipeline = g_strdup_printf ("entities model=%s", path);

  g_auto (Outcome) page = command_run (NULL, "inspect", path, NULL);
  g_assert_cmpint (page.status, ==, 1);
  command_assert_contains (page.messages, "broken.obm");

  g_auto (Outcome) outcome = command_run (NULL, "run", "-e", pipeline, article, NULL);
  g_assert_cmpint (outcome.status, ==, 1);
  g_assert_cmpstr (outcome.output, ==, "");
  command_assert_contains (outcome.messages, "broken.obm");
  command_remove_files ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/learning/a-model-is-trained-inspected-and-evaluated",
                   test_a_model_is_trained_inspected_and_evaluated);
  g_test_add_func ("/command/learning/records-with-names-alone-are-enough", test_records_with_names_alone_are_enough);
  g_test_add_func ("/command/learning/options-stand-in-a-file", test_options_stand_in_a_file);
  g_test_add_func ("/command/learning/wrong-files-of-options-are-told", test_wrong_files_of_options_are_told);
  g_test_add_func ("/command/learning/the-same-training-makes-the-same-bytes",
                   test_the_same_training_makes_the_same_bytes);
  g_test_add_func ("/command/learning/what-cannot-be-learned-from-leaves-no-model",
                   test_what_cannot_be_learned_from_leaves_no_model);
  g_test_add_func ("/command/learning/a-model-without-targets-is-told", test_a_model_without_targets_is_told);
  g_test_add_func ("/command/learning/a-damaged-model-is-told", test_a_damaged_model_is_told);
  return g_test_run ();
}
