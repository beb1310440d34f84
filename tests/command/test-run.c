/* What the command does with texts: digests, records, files, pipes, terminals, failures, signals. */
#include "command.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static void
test_an_input_is_not_overwritten (void)
{
  g_autofree char *file = command_make_file ("precious.txt", "Ann met Bob.\n");
  g_auto (Outcome) outcome = command_run (NULL, "run", "--to", "text", "-o", file, file, NULL);
  g_autofree char *contents = NULL;

  g_assert_cmpint (outcome.status, ==, 1);
  command_assert_contains (outcome.messages, "is read and would be overwritten; name another file with -o");
  g_assert_true (g_file_get_contents (file, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "Ann met Bob.\n");
  command_remove_files ();
}

static void
test_a_file_alone_gives_a_digest (void)
{
  g_autofree char *article = command_find_file ("examples/news.txt");
  g_auto (Outcome) outcome = command_run (NULL, "run", article, NULL);

  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_cmpstr (outcome.messages, ==, "");
  command_assert_contains (outcome.output, "Port Ellery ferries sail again after eleven-day strike");
  command_assert_contains (outcome.output, "  • ");
  command_assert_contains (outcome.output, "  People ");
  command_assert_contains (outcome.output, "Lindqvist");
  command_assert_contains (outcome.output, "  Places ");
  command_assert_contains (outcome.output, "Kilbride");
  command_assert_contains (outcome.output, "  Mood ");
  command_assert_lacks (outcome.output, "\033");
}

static void
test_a_page_is_made (void)
{
  g_autofree char *article = command_find_file ("examples/news.txt");
  g_autofree char *page = command_make_file ("page.html", "");
  g_auto (Outcome) outcome = command_run (NULL, "run", "-o", page, article, article, NULL);
  g_autofree char *contents = NULL;

  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_true (g_file_get_contents (page, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "<!DOCTYPE html>\n<html lang=\"en\">\n"));
  command_assert_contains (contents, "<title>Port Ellery ferries sail again after eleven-day strike</title>");
  command_assert_contains (contents, "title=\"Marta Lindqvist (person)\"");
  command_assert_contains (contents, "<article class=\"document\" id=\"d2\">");
  command_assert_contains (contents, "<li><a href=\"#d2\">");
  g_assert_true (g_str_has_suffix (contents, "</body>\n</html>\n"));
  command_remove_files ();
}

static void
test_broken_markup_and_many_languages_are_digested (void)
{
  g_autofree char *article = command_find_file ("examples/rough.txt");
  g_auto (Outcome) outcome = command_run (NULL, "run", article, NULL);

  g_assert_cmpint (outcome.status, ==, 0);
  command_assert_contains (outcome.output, "  • ");
  command_assert_contains (outcome.output, "  People ");
}

static void
test_a_pipe_is_read (void)
{
  g_auto (Outcome) silent = command_run ("Lima is a city.\n", "run", NULL);
  g_assert_cmpint (silent.status, ==, 0);
  command_assert_contains (silent.output, "Lima");

  g_auto (Outcome) named = command_run ("Lima is a city.\n", "run", "-", NULL);
  g_assert_cmpstr (named.output, ==, silent.output);
}

static void
test_a_terminal_without_a_file_gets_advice (void)
{
  if (!command_has_terminals ())
    return;

  g_auto (Outcome) outcome = command_run_on_terminal (80, NULL, "run", NULL);

  g_assert_cmpint (outcome.status, ==, 1);
  command_assert_contains (outcome.output, "obelus run article.txt");
}

static void
test_terminals_get_colour_and_their_width (void)
{
  static const guint widths[] = { 40, 60, 80, 96 };
  g_autofree char *article = command_find_file ("examples/news.txt");

  if (!command_has_terminals ())
    return;

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_auto (Outcome) coloured = command_run_on_terminal (widths[i], NULL, "run", article, NULL);
      g_auto (Outcome) plain = command_run_on_terminal (widths[i], "NO_COLOR=1", "run", article, NULL);

      g_assert_cmpint (coloured.status, ==, 0);
      command_assert_contains (coloured.output, "\033[1m");
      command_assert_lacks (plain.output, "\033");

      g_auto (GStrv) lines = g_strsplit (plain.output, "\n", -1);
      glong widest = 0;
      for (guint line = 0; lines[line] != NULL; line++)
        widest = MAX (widest, g_utf8_strlen (lines[line], -1));
      g_assert_cmpint (widest, ==, widths[i]);
    }

  g_auto (Outcome) dumb = command_run_on_terminal (80, "TERM=dumb", "run", article, NULL);
  command_assert_lacks (dumb.output, "\033");
}

static void
test_one_bad_document_harms_no_other (void)
{
  g_autofree char *good = command_make_file ("good.txt", "Lima is a city in Peru.\n");
  g_autofree char *missing = command_make_path ("missing.txt");
  g_autofree char *records = command_make_file ("records.jsonl", "{\"id\": \"one\", \"text\": \"One.\"}\n"
                                                                 "{\"id\": \"two\", \"text\": 2}\n"
                                                                 "{\"id\": \"three\", \"text\": \"Three.\"}\n");
  g_auto (Outcome) outcome = command_run (NULL, "run", "-e", "tokenize", "--to", "jsonl", good, missing, records, NULL);

  g_assert_cmpint (outcome.status, ==, 3);
  g_auto (GStrv) lines = g_strsplit (outcome.output, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 6);
  command_assert_contains (lines[0], "Lima");
  command_assert_contains (lines[1], "\"error\"");
  command_assert_contains (lines[1], "missing.txt");
  command_assert_contains (lines[2], "\"one\"");
  command_assert_contains (lines[3], "\"error\"");
  command_assert_contains (lines[4], "\"three\"");
  command_assert_contains (outcome.messages, "2 of 5 documents failed");

  g_auto (Outcome) digest = command_run (NULL, "run", good, missing, NULL);
  g_assert_cmpint (digest.status, ==, 3);
  command_assert_contains (digest.output, "✗ ");
  command_remove_files ();
}

static void
test_texts_are_merged_into_one (void)
{
  g_autofree char *rain = command_make_file ("rain.txt", "Heavy rain closed the coast road near Lima on Sunday.\n");
  g_autofree char *empty = command_make_file ("empty.txt", "");
  g_autofree char *missing = command_make_path ("missing.txt");
  g_autofree char *road = command_make_file ("road.txt", "Engineers in Lima opened the coast road again on Tuesday.");
  g_auto (Outcome) outcome
      = command_run (NULL, "run", "--merge", "-e", "summarize", "--to", "jsonl", rain, empty, missing, road, NULL);

  g_assert_cmpint (outcome.status, ==, 3);
  g_auto (GStrv) lines = g_strsplit (outcome.output, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  command_assert_contains (lines[0], "\"error\"");
  command_assert_contains (lines[0], "missing.txt");
  command_assert_contains (lines[1], "rain.txt and 2 more\"");
  command_assert_contains (lines[1], "on Sunday.\\n\\n\\n\\n\\nEngineers in Lima");
  command_assert_contains (lines[1], "\"obelus.input\": 0}");
  command_assert_contains (lines[1], "\"obelus.input\": 2}");

  g_auto (Outcome) digest = command_run (NULL, "run", "--merge", rain, road, NULL);
  g_assert_cmpint (digest.status, ==, 0);
  command_assert_contains (digest.output, "Sunday. (rain.txt)");
  command_assert_contains (digest.output, "Tuesday. (road.txt)");

  /* What brings layers of its own, as what was merged does, cannot be merged, and says so. */
  g_auto (Outcome) again = command_run (lines[1], "run", "--merge", "-e", "", "--from", "jsonl", "--to", "jsonl", NULL);
  g_assert_cmpint (again.status, ==, 3);
  command_assert_contains (again.output, "only texts can be merged");
  g_auto (Outcome) nothing = command_run ("", "run", "--merge", "-e", "", "--from", "jsonl", "--to", "jsonl", NULL);
  g_assert_cmpint (nothing.status, ==, 0);
  g_assert_cmpstr (nothing.output, ==, "");
  command_remove_files ();
}

static void
test_a_wrong_pipeline_reads_nothing (void)
{
  g_autofree char *article = command_find_file ("examples/news.txt");
  g_auto (Outcome) outcome = command_run (NULL, "run", "-e", "tokenize ! entities min_score=2", article, NULL);

  g_assert_cmpint (outcome.status, ==, 1);
  g_assert_cmpstr (outcome.output, ==, "");
  command_assert_contains (outcome.messages, "did you mean 'min-score'?");
}

static void
test_stages_are_no_files (void)
{
  g_auto (Outcome) outcome = command_run (NULL, "run", "tokenize ! entities", "-", NULL);

  g_assert_cmpint (outcome.status, ==, 1);
  g_assert_cmpstr (outcome.output, ==, "");
  command_assert_contains (outcome.messages, "say so with -e 'tokenize ! entities'");
}

static void
test_a_file_appears_whole_or_not_at_all (void)
{
  g_autofree char *article = command_find_file ("examples/news.txt");
  g_autofree char *path = command_make_path ("out.jsonl");
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;

  g_auto (Outcome) outcome = command_run (NULL, "run", "-e", "tokenize", "-o", path, article, NULL);
  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_cmpstr (outcome.output, ==, "");
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (contents, "{\"id\""));

  g_auto (Outcome) printed = command_run (NULL, "run", "-e", "tokenize", "--to", "jsonl", article, NULL);
  g_assert_cmpstr (contents, ==, printed.output);

  /* Nothing else is left beside it. */
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (files), ==, "out.jsonl");
  g_assert_null (g_dir_read_name (files));

  g_autofree char *nowhere = g_build_filename (folder, "no", "such", "folder.jsonl", NULL);
  g_auto (Outcome) failed = command_run (NULL, "run", "-e", "tokenize", "-o", nowhere, article, NULL);
  g_assert_cmpint (failed.status, ==, 1);
  command_assert_contains (failed.messages, "folder.jsonl");
  command_remove_files ();
}

static void
test_what_was_written_is_read_again (void)
{
  g_autofree char *article = command_find_file ("examples/rough.txt");
  g_auto (Outcome) first = command_run (NULL, "run", "--to", "jsonl", article, NULL);
  g_auto (Outcome) second = command_run (first.output, "run", "-e", "", "--from", "jsonl", "--to", "jsonl", NULL);

  g_assert_cmpint (second.status, ==, 0);
  g_assert_cmpstr (second.output, ==, first.output);
}

static void
test_threads_do_not_change_the_output (void)
{
  g_autofree char *article = command_find_file ("examples/news.txt");
  g_autofree char *rough = command_find_file ("examples/rough.txt");
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_auto (Outcome) alone = command_run (NULL, "run", "--jobs", "1", article, rough, article, rough, article, NULL);
  g_auto (Outcome) many = command_run (NULL, "run", "--jobs", "8", article, rough, article, rough, article, NULL);

  g_assert_cmpint (alone.status, ==, 0);
  g_assert_cmpstr (alone.output, ==, many.output);
}

static void
test_explanation_and_statistics_are_messages (void)
{
  g_autofree char *article = command_find_file ("examples/news.txt");
  g_auto (Outcome) plain = command_run (NULL, "run", article, NULL);
  g_auto (Outcome) outcome = command_run (NULL, "run", "--explain", "--stats", article, NULL);

  g_assert_cmpstr (outcome.output, ==, plain.output);
  command_assert_contains (outcome.messages, "tokenize");
  command_assert_contains (outcome.messages, "stage ");
  command_assert_contains (outcome.messages, "whole run");
}

static void
test_a_pipeline_file_runs (void)
{
  g_autofree char *article = command_find_file ("examples/news.txt");
  g_autofree char *file = command_find_file ("examples/news.pipeline");
  g_auto (Outcome) outcome = command_run (NULL, "run", "-p", file, article, NULL);

  g_assert_cmpint (outcome.status, ==, 0);
  command_assert_contains (outcome.output, "  People ");
}

/* Waits until PROCESS has a handler for SIGNAL, as the system tells of it; where it does not, for a while. */
static void
wait_for_handler (GSubprocess *process, int signal_number)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (process));

  for (guint i = 0; i < 6000; i++)
    {
      g_autofree char *status = NULL;
      const char *caught;

      if (!g_file_get_contents (path, &status, NULL, NULL) || (caught = strstr (status, "SigCgt:")) == NULL)
        break;
      if (g_ascii_strtoull (caught + strlen ("SigCgt:"), NULL, 16) & G_GUINT64_CONSTANT (1) << (signal_number - 1))
        return;
      g_usleep (5 * G_TIME_SPAN_MILLISECOND);
    }
  g_usleep (2 * G_TIME_SPAN_SECOND);
}

/* The command waits on a pipe that nobody closes until a signal ends it. */
static void
assert_signal_ends_run (int number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = command_make_path ("never.jsonl");
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                          command_get_path (), "run", "--from", "jsonl", "-e", "tokenize", "-o", path, NULL);
  g_assert_no_error (error);

  GOutputStream *input = g_subprocess_get_stdin_pipe (process);
  g_output_stream_write_all (input, "{\"text\": \"One.\"}\n", strlen ("{\"text\": \"One.\"}\n"), NULL, NULL, &error);
  g_assert_no_error (error);
  wait_for_handler (process, number);
  g_subprocess_send_signal (process, number);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (command_get_status (process), ==, 128 + number);

  /* Half a run is not put in the place of a whole one, nor left beside it. */
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) files = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  for (const char *name = g_dir_read_name (files); name != NULL; name = g_dir_read_name (files))
    command_assert_lacks (name, "never.jsonl");
  command_remove_files ();
}

static void
test_an_interrupt_ends_the_run (void)
{
  assert_signal_ends_run (SIGINT);
}

static void
test_a_closed_terminal_ends_the_run (void)
{
  struct sigaction before;

  if (sigaction (SIGHUP, NULL, &before) == 0 && before.sa_handler == SIG_IGN)
    g_test_skip ("hang-ups are ignored here, and so by what is started from here");
  else
    assert_signal_ends_run (SIGHUP);
}

static void
test_files_are_named_in_a_list (void)
{
  g_autofree char *one = command_make_file ("one.txt", "Ann met Bo.\n");
  g_autofree char *two = command_make_file ("two words.txt", "It rained.\n");
  g_autofree char *lines = g_strdup_printf ("%s\n\n%s", one, two);
  g_autofree char *list = command_make_file ("list", lines);

  g_auto (Outcome) listed = command_run (NULL, "run", "-e", "", "--to", "jsonl", "--files-from", list, two, NULL);
  g_assert_cmpint (listed.status, ==, 0);
  g_auto (GStrv) records = g_strsplit (listed.output, "\n", -1);
  g_assert_cmpuint (g_strv_length (records), ==, 4);
  command_assert_contains (records[0], "It rained.");
  command_assert_contains (records[1], "Ann met Bo.");
  command_assert_contains (records[2], "It rained.");

  g_auto (Outcome) piped = command_run (lines, "run", "-e", "", "--to", "jsonl", "--files-from", "-", two, NULL);
  g_assert_cmpstr (piped.output, ==, listed.output);

  g_auto (Outcome) none = command_run ("", "run", "-e", "", "--to", "jsonl", "--files-from", "-", NULL);
  g_assert_cmpint (none.status, ==, 0);
  g_assert_cmpstr (none.output, ==, "");

  g_autofree char *missing = command_make_path ("missing");
  g_auto (Outcome) refused = command_run (NULL, "run", "--files-from", missing, NULL);
  g_assert_cmpint (refused.status, ==, 1);
  command_assert_contains (refused.messages, "the list of files cannot be read: there is no file '");

  g_auto (Outcome) twice = command_run (lines, "run", "--files-from", "-", "-", NULL);
  g_assert_cmpint (twice.status, ==, 1);
  command_assert_contains (twice.messages, "standard input cannot be both the list of files and something else");
  command_remove_files ();
}

/* A reader goes by what stands before `.gz`; nothing is written packed. */
static void
test_packed_files_have_the_reader_of_what_they_hold (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = command_make_path ("two.jsonl.gz");
  g_autofree char *packed = command_make_path ("out.jsonl.gz");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GOutputStream) plain = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, 0, NULL, &error));
  g_assert_no_error (error);
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GOutputStream) packing = g_converter_output_stream_new (plain, compressor);
  g_output_stream_printf (packing, NULL, NULL, &error, "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n");
  g_output_stream_close (packing, NULL, &error);
  g_assert_no_error (error);

  g_auto (Outcome) read = command_run (NULL, "run", "-e", "", "--to", "jsonl", path, NULL);
  g_assert_cmpint (read.status, ==, 0);
  command_assert_contains (read.output, "two.jsonl.gz\", \"text\": \"One.\"");
  command_assert_contains (read.output, "two.jsonl.gz#2\", \"text\": \"Two.\"");

  g_auto (Outcome) written = command_run (NULL, "run", "-e", "", "-o", packed, path, NULL);
  g_assert_cmpint (written.status, ==, 1);
  command_assert_contains (written.messages, "no writer claims the ending of");
  command_remove_files ();
}

static void
test_a_text_is_no_pipeline_file (void)
{
  g_autofree char *article = command_find_file ("examples/news.txt");
  g_auto (Outcome) outcome = command_run (NULL, "run", "-p", article, article, NULL);
  g_auto (GStrv) lines = g_strsplit (outcome.messages, "\n", -1);

  g_assert_cmpint (outcome.status, ==, 1);
  g_assert_cmpuint (g_strv_length (lines), ==, 11);
  command_assert_contains (lines[9], " more; is it a pipeline file? 'obelus check' lists them all");
}

/* The model of a choice that was not taken is not asked for. */
static void
test_a_model_is_needed_only_where_it_serves (void)
{
  if (!command_loads ("models"))
    return;

  g_autofree char *models = g_strdup (g_getenv ("OBELUS_MODEL_PATH"));
  g_setenv ("OBELUS_MODEL_PATH", "/nonexistent", TRUE);
  g_auto (Outcome) rules
      = command_run ("One. Two.", "run", "-e", "tokenize sentences=rules", "--to", "text", "-", NULL);
  g_auto (Outcome) learned = command_run ("One. Two.", "run", "-e", "tokenize", "--to", "text", "-", NULL);
  g_auto (Outcome) named
      = command_run ("One. Two.", "run", "-e", "tokenize sentences=rules model=typo.obm", "--to", "text", "-", NULL);
  g_setenv ("OBELUS_MODEL_PATH", models != NULL ? models : "", TRUE);

  g_assert_cmpint (rules.status, ==, 0);
  g_assert_cmpstr (rules.output, ==, "One .\nTwo .\n");
  g_assert_cmpint (learned.status, ==, 1);
  command_assert_contains (learned.messages, "needs 'tokenize.obm' for its option 'model', which is not in ");
  command_assert_contains (learned.messages, "/nonexistent");
  g_assert_cmpint (named.status, ==, 1);
  command_assert_contains (named.messages, "names 'typo.obm'");
}

/* The command waits for its input with the model mapped; then the file is replaced, or cut short, and several threads
 * read it. */
static void
try_changed_model (gboolean replace)
{
  g_autofree char *shipped = g_build_filename (g_getenv ("OBELUS_MODEL_PATH"), "summarize.obm", NULL);
  g_autofree char *path = command_make_path (replace ? "replaced.obm" : "cut.obm");
  g_autofree char *stage = g_strdup_printf ("summarize model=%s", path);
  g_autofree char *model = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (shipped, &model, &length, NULL));
  g_assert_true (g_file_set_contents (path, model, (gssize) length, NULL));

  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
      command_get_path (), "run", "-e", stage, "--jobs", "8", "--from", "jsonl", "--to", "jsonl", NULL);
  g_assert_no_error (error);

  static const char record[] = "{\"id\": \"a\", \"text\": \"The town votes. The harbour will be built, said the mayor. "
                               "Nobody was against it.\"}\n";
  GOutputStream *input = g_subprocess_get_stdin_pipe (process);
  g_autoptr (GString) messages = g_string_new (NULL);
  char buffer[4096];
  gsize n_read = 0;

  signal (SIGPIPE, SIG_IGN); /* it may end before it has read all */
  g_output_stream_write_all (input, record, sizeof record - 1, NULL, NULL, &error);
  g_assert_no_error (error);
  /* What is loaded is loaded before any document is read; wait until it is. */
  g_autofree char *maps = g_strdup_printf ("/proc/%s/maps", g_subprocess_get_identifier (process));
  gboolean is_mapped = FALSE;
  for (guint i = 0; i < 6000 && !is_mapped; i++)
    {
      g_autofree char *text = NULL;
      is_mapped = g_file_get_contents (maps, &text, NULL, NULL) && strstr (text, path) != NULL;
      if (!is_mapped)
        g_usleep (5 * G_TIME_SPAN_MILLISECOND);
    }
  g_assert_true (is_mapped);

  if (replace)
    g_assert_true (g_file_set_contents (path, "another", -1, NULL)); /* which renames */
  else
    g_assert_cmpint (truncate (path, 0), ==, 0);

  for (guint i = 0; i < 20; i++)
    g_output_stream_write_all (input, record, sizeof record - 1, NULL, NULL, NULL);
  g_output_stream_close (input, NULL, NULL);
  while (g_input_stream_read_all (g_subprocess_get_stderr_pipe (process), buffer, sizeof buffer, &n_read, NULL, NULL)
         && n_read > 0)
    g_string_append_len (messages, buffer, (gssize) n_read);
  g_assert_true (g_subprocess_wait (process, NULL, &error));
  g_assert_cmpint (command_get_status (process), ==, replace ? 0 : 1);
  if (!replace)
    command_assert_contains (messages->str, path);
}

static gboolean
has_lists_of_mappings (void)
{
  if (g_file_test ("/proc/self/maps", G_FILE_TEST_EXISTS))
    return TRUE;
  g_test_skip ("this system does not list mappings in /proc");
  return FALSE;
}

static void
test_a_replaced_model_stays_in_use (void)
{
  if (has_lists_of_mappings ())
    try_changed_model (TRUE);
}

static void
test_a_model_cut_short_is_named (void)
{
  if (has_lists_of_mappings ())
    try_changed_model (FALSE);
}

/* Bytes that are no string of C. */
static char *
make_binary_file (const char *name, const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  char *path = command_make_file (name, "");

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_every_reader_knows_marks_and_refuses_what_is_not_utf8 (void)
{
  static const struct
  {
    const char *reader;
    const char *contents; /* of two documents, the first of which has an é */
  } formats[] = {
    { "jsonl", "{\"id\": \"a\", \"text\": \"caf\xc3\xa9\"}\n{\"id\": \"b\", \"text\": \"plain\"}\n" },
    { "conll", "caf\xc3\xa9 O\nAnn B-PER\n\nplain O\nBo B-PER\n" },
    { "conllu", "# newdoc\n1\tcaf\xc3\xa9\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
                "# newdoc\n1\tplain\t_\t_\t_\t_\t_\t_\t_\t_\n\n" },
    { "ratings", "text\tscore\ncaf\xc3\xa9\t1\nplain\t0.5\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const gboolean replaces = g_str_equal (formats[i].reader, "ratings");
      g_autofree char *empty_path = command_make_file ("empty", "");
      g_auto (Outcome) of_nothing
          = command_run (NULL, "run", "-e", "", "--from", formats[i].reader, "--to", "jsonl", empty_path, NULL);
      g_assert_cmpint (of_nothing.status, ==, 0);
      g_assert_cmpstr (of_nothing.output, ==, "");

      g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", formats[i].contents, NULL);
      g_autofree char *marked_path = command_make_file ("marked", marked);
      g_auto (Outcome) with_mark
          = command_run (NULL, "run", "-e", "", "--from", formats[i].reader, "--to", "jsonl", marked_path, NULL);
      g_assert_cmpint (with_mark.status, ==, 0);
      command_assert_contains (with_mark.output, "\"text\": \"caf\xc3\xa9");
      command_assert_lacks (with_mark.output, "\xef\xbb\xbf");

      gsize length;
      g_autofree char *wide = g_convert (formats[i].contents, -1, "UTF-16", "UTF-8", NULL, &length, NULL);
      g_autofree char *wide_path = make_binary_file ("wide", wide, length);
      g_auto (Outcome) of_wide
          = command_run (NULL, "run", "-e", "", "--from", formats[i].reader, "--to", "jsonl", wide_path, NULL);
      g_assert_cmpint (of_wide.status, ==, 3);
      command_assert_contains (of_wide.output, "this is text in UTF-16");
      command_assert_contains (of_wide.messages, "1 of 1 document failed");

      g_autofree char *legacy = g_convert (formats[i].contents, -1, "ISO-8859-1", "UTF-8", NULL, &length, NULL);
      g_autofree char *legacy_path = make_binary_file ("legacy", legacy, length);
      g_auto (Outcome) of_legacy
          = command_run (NULL, "run", "-e", "", "--from", formats[i].reader, "--to", "jsonl", legacy_path, NULL);
      g_assert_cmpint (of_legacy.status, ==, replaces ? 0 : 3);
      command_assert_contains (of_legacy.output, replaces ? "\"source_runs\"" : "not UTF-8");
      command_assert_contains (of_legacy.output, "\"text\": \"plain");
      command_assert_lacks (of_legacy.output, "\"text\": \"Ann"); /* what is left of the first document */
      command_assert_contains (of_legacy.messages,
                               replaces ? "line 2: 1 place holds no characters" : "1 of 2 documents failed");
      command_remove_files ();
    }
}

static void
test_rated_texts_have_encodings (void)
{
  static const char contents[] = "text\tscore\ncaf\xe9\t1\nplain\t0.5\n";
  g_autofree char *path = command_make_file ("ratings.tsv", contents);
  g_auto (Outcome) declared
      = command_run (NULL, "run", "-e", "", "--from", "ratings encoding=windows-1252", "--to", "jsonl", path, NULL);
  g_auto (Outcome) rejected
      = command_run (NULL, "run", "-e", "", "--from", "ratings invalid=reject", "--to", "jsonl", path, NULL);
  g_auto (Outcome) wide
      = command_run (NULL, "run", "-e", "", "--from", "ratings encoding=utf-16", "--to", "jsonl", path, NULL);

  g_assert_cmpint (declared.status, ==, 0);
  command_assert_contains (declared.output, "caf\xc3\xa9");
  g_assert_cmpint (rejected.status, ==, 3);
  command_assert_contains (rejected.output, "line 2: byte 3 (0xE9");
  g_assert_cmpint (wide.status, ==, 1);
  command_assert_contains (wide.messages, "convert them to UTF-8");
  command_remove_files ();
}

/* A NUL is a character like others: it ends neither a number nor the count of characters. */
static void
test_rated_texts_may_have_nul (void)
{
  static const char contents[] = "text\tscore\ttarget-start\ttarget-end\n"
                                 "a\0caf\xc3\xa9 good\t0.5\t2\t6\n"
                                 "plain\t1\0x\t0\t5\n";
  g_autofree char *path = make_binary_file ("ratings.tsv", contents, sizeof contents - 1);
  g_auto (Outcome) read = command_run (NULL, "run", "-e", "", "--from", "ratings", "--to", "jsonl", path, NULL);

  g_assert_cmpint (read.status, ==, 3);
  command_assert_contains (read.output, "\"entity\": [{\"start\": 2, \"end\": 6");
  command_assert_contains (read.output, "line 3: the value is neither a number nor positive");
  command_remove_files ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/run/an-input-is-not-overwritten", test_an_input_is_not_overwritten);
  g_test_add_func ("/command/run/a-file-alone-gives-a-digest", test_a_file_alone_gives_a_digest);
  g_test_add_func ("/command/run/a-page-is-made", test_a_page_is_made);
  g_test_add_func ("/command/run/broken-markup-and-many-languages-are-digested",
                   test_broken_markup_and_many_languages_are_digested);
  g_test_add_func ("/command/run/a-pipe-is-read", test_a_pipe_is_read);
  g_test_add_func ("/command/run/a-terminal-without-a-file-gets-advice", test_a_terminal_without_a_file_gets_advice);
  g_test_add_func ("/command/run/terminals-get-colour-and-their-width", test_terminals_get_colour_and_their_width);
  g_test_add_func ("/command/run/one-bad-document-harms-no-other", test_one_bad_document_harms_no_other);
  g_test_add_func ("/command/run/texts-are-merged-into-one", test_texts_are_merged_into_one);
  g_test_add_func ("/command/run/a-wrong-pipeline-reads-nothing", test_a_wrong_pipeline_reads_nothing);
  g_test_add_func ("/command/run/stages-are-no-files", test_stages_are_no_files);
  g_test_add_func ("/command/run/a-file-appears-whole-or-not-at-all", test_a_file_appears_whole_or_not_at_all);
  g_test_add_func ("/command/run/what-was-written-is-read-again", test_what_was_written_is_read_again);
  g_test_add_func ("/command/run/threads-do-not-change-the-output", test_threads_do_not_change_the_output);
  g_test_add_func ("/command/run/explanation-and-statistics-are-messages",
                   test_explanation_and_statistics_are_messages);
  g_test_add_func ("/command/run/a-pipeline-file-runs", test_a_pipeline_file_runs);
  g_test_add_func ("/command/run/an-interrupt-ends-the-run", test_an_interrupt_ends_the_run);
  g_test_add_func ("/run/a-model-is-needed-only-where-it-serves", test_a_model_is_needed_only_where_it_serves);
  g_test_add_func ("/run/a-replaced-model-stays-in-use", test_a_replaced_model_stays_in_use);
  g_test_add_func ("/run/a-model-cut-short-is-named", test_a_model_cut_short_is_named);
  g_test_add_func ("/command/run/every-reader-knows-marks-and-refuses-what-is-not-utf8",
                   test_every_reader_knows_marks_and_refuses_what_is_not_utf8);
  g_test_add_func ("/command/run/a-closed-terminal-ends-the-run", test_a_closed_terminal_ends_the_run);
  g_test_add_func ("/command/run/files-are-named-in-a-list", test_files_are_named_in_a_list);
  g_test_add_func ("/command/run/packed-files-have-the-reader-of-what-they-hold",
                   test_packed_files_have_the_reader_of_what_they_hold);
  g_test_add_func ("/command/run/a-text-is-no-pipeline-file", test_a_text_is_no_pipeline_file);
  g_test_add_func ("/command/run/rated-texts-have-encodings", test_rated_texts_have_encodings);
  g_test_add_func ("/command/run/rated-texts-may-have-nul", test_rated_texts_may_have_nul);
  return g_test_run ();
}
