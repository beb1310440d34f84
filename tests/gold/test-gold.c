/* The shipped analysers against texts written for this project: a model that is broken, or missing, fails here without
 * any other data. The thresholds lie a little under what the analysers reach; the texts are too few for figures. */
#include "../command/command.h"

#include <string.h>

/* The number in the `column`-th place (from 1) behind the name at the start of a line of a report. */
static double
find_figure (const char *report, const char *name, guint column)
{
  g_auto (GStrv) lines = g_strsplit (report, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!g_str_has_prefix (lines[i], name) || g_ascii_isalnum (lines[i][strlen (name)]))
        continue;

      const char *at = lines[i] + strlen (name);
      double figure = 0.0;
      for (guint n = 0; n < column; n++)
        {
          char *end;
          figure = g_ascii_strtod (at, &end);
          if (end == at)
            g_error ("the line of '%s' has no figure %u:\n%s", name, column, report);
          at = end;
        }
      return figure;
    }
  g_error ("there is no line of '%s' in the report:\n%s", name, report);
}

static char *
evaluate (const char *evaluator, const char *reader, const char *file)
{
  g_autofree char *name = g_build_filename ("tests", "gold", file, NULL);
  g_autofree char *path = command_find_file (name);
  g_auto (Outcome) outcome = command_run (NULL, "evaluate", evaluator, "--from", reader, path, NULL);

  if (outcome.status != 0)
    g_error ("obelus evaluate %s ended with status %d: %s", evaluator, outcome.status, outcome.messages);
  return g_steal_pointer (&outcome.output);
}

static void
test_tokens_and_sentences (void)
{
  g_autofree char *report = evaluate ("tokens", "conllu", "news.conllu");

  g_assert_cmpfloat (find_figure (report, "Tokens", 3), >=, 99.0);
  g_assert_cmpfloat (find_figure (report, "Sentences", 3), >=, 95.0);
  g_assert_cmpfloat (find_figure (report, "Words", 3), >=, 99.0);
}

/* Copying adds nothing to a file's empty columns, however a stage might fill them. */
static void
test_a_file_is_copied (void)
{
  g_autofree char *name = g_build_filename ("tests", "gold", "news.conllu", NULL);
  g_autofree char *path = command_find_file (name);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, &error));
  g_auto (Outcome) copy = command_run (NULL, "run", "--to", "conllu", path, NULL);
  g_assert_cmpint (copy.status, ==, 0);
  g_assert_cmpstr (copy.output, ==, contents);
}

/* Gold files and files to judge, in every order that makes sense, and those that do not. */
static void
test_gold_files_are_named (void)
{
  g_autofree char *name = g_build_filename ("tests", "gold", "news.conllu", NULL);
  g_autofree char *path = command_find_file (name);

  g_auto (Outcome) run = command_run (NULL, "evaluate", "tokens", "--gold", path, NULL);
  g_auto (Outcome) plain = command_run (NULL, "evaluate", "tokens", path, NULL);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.output, ==, plain.output);

  g_auto (Outcome) same = command_run (NULL, "evaluate", "tags", "--gold", path, path, NULL);
  g_assert_cmpint (same.status, ==, 0);
  g_assert_cmpfloat (find_figure (same.output, "Words", 3), ==, 100.0);
  g_assert_cmpfloat (find_figure (same.output, "Lemmas", 3), ==, 100.0);

  g_auto (Outcome) twice = command_run (NULL, "evaluate", "tags", "--gold", path, "--gold", path, path, NULL);
  g_assert_cmpint (twice.status, ==, 1);
  g_assert_nonnull (strstr (twice.messages, "there is no result for this gold document"));
  g_auto (Outcome) more = command_run (NULL, "evaluate", "tags", "--gold", path, path, path, NULL);
  g_assert_cmpint (more.status, ==, 1);
  g_assert_nonnull (strstr (more.messages, "there is no gold document for this result"));
  g_auto (Outcome) both = command_run (NULL, "evaluate", "tags", "-e", "tokenize", "--gold", path, path, NULL);
  g_assert_cmpint (both.status, ==, 1);
  g_assert_nonnull (strstr (both.messages, "no pipeline runs"));
}

static void
test_parts_of_speech_and_lemmas (void)
{
  g_autofree char *report = evaluate ("tags", "conllu", "news.conllu");

  g_assert_cmpfloat (find_figure (report, "UPOS", 3), >=, 98.0);
  g_assert_cmpfloat (find_figure (report, "Lemmas", 3), >=, 98.0);
}

static void
test_names (void)
{
  g_autofree char *report = evaluate ("entities", "conll", "news.conll");

  g_assert_cmpfloat (find_figure (report, "all", 3), >=, 0.88);
}

static void
test_feelings (void)
{
  g_autofree char *report = evaluate ("sentiment", "ratings", "news.tsv");

  g_assert_cmpfloat (find_figure (report, "correlation", 1), >=, 0.8);
}

static void
test_summaries (void)
{
  g_autofree char *report = evaluate ("summaries", "jsonl", "news.jsonl");

  g_assert_cmpfloat (find_figure (report, "summary", 1), >=, 44.0);
}

static void
test_key_phrases (void)
{
  g_autofree char *report = evaluate ("keyphrases", "jsonl", "news.jsonl");

  g_assert_cmpfloat (find_figure (report, "stemmed", 6), >=, 45.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gold/tokens-and-sentences", test_tokens_and_sentences);
  g_test_add_func ("/gold/a-file-is-copied", test_a_file_is_copied);
  g_test_add_func ("/gold/gold-files-are-named", test_gold_files_are_named);
  g_test_add_func ("/gold/parts-of-speech-and-lemmas", test_parts_of_speech_and_lemmas);
  g_test_add_func ("/gold/names", test_names);
  g_test_add_func ("/gold/feelings", test_feelings);
  g_test_add_func ("/gold/summaries", test_summaries);
  g_test_add_func ("/gold/key-phrases", test_key_phrases);
  return g_test_run ();
}
