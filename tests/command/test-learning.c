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
  g_auto (Outcome) folder = command_run (NULL, "train", "entities", "-o", nowhere, gold, NULL);
  g_assert_cmpint (folder.status, ==, 1);
  command_assert_contains (folder.messages, "no-folder");

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
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
  g_test_add_func ("/command/learning/the-same-training-makes-the-same-bytes",
                   test_the_same_training_makes_the_same_bytes);
  g_test_add_func ("/command/learning/what-cannot-be-learned-from-leaves-no-model",
                   test_what_cannot_be_learned_from_leaves_no_model);
  g_test_add_func ("/command/learning/a-damaged-model-is-told", test_a_damaged_model_is_told);
  return g_test_run ();
}
