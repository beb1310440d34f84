/* Running: one record a document, in order, whatever goes wrong; the same bytes for any number of threads. */
#include "../test-registry.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  ObelusRunner *runner;
  GOutputStream *stream;
  GString *messages;
} Run;

static void
note_message (ObelusRunner *runner, const char *message, gpointer user_data)
{
  (void) runner;
  g_string_append_printf (user_data, "%s\n", message);
}

static Run
start (const char *pipeline_line, const char *reader, const char *writer, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, pipeline_line);
  Run run = { obelus_runner_new (pipeline), g_memory_output_stream_new_resizable (), g_string_new (NULL) };
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_stream ("memory", run.stream);

  obelus_runner_set_reader (run.runner, reader, &error);
  g_assert_no_error (error);
  obelus_runner_set_writer (run.runner, writer, &error);
  g_assert_no_error (error);
  obelus_runner_set_sink (run.runner, sink);
  obelus_runner_set_n_threads (run.runner, n_threads);
  obelus_runner_set_message_func (run.runner, note_message, run.messages, NULL);

  return run;
}

static void
add_text (Run *run, const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (ObelusSource) source = obelus_source_new_for_bytes (name, bytes);

  obelus_runner_add_source (run->runner, source);
}

static char *
get_output (Run *run)
{
  GMemoryOutputStream *stream = G_MEMORY_OUTPUT_STREAM (run->stream);

  return g_strndup (g_memory_output_stream_get_data (stream), g_memory_output_stream_get_data_size (stream));
}

static void
end (Run *run)
{
  g_object_unref (run->runner);
  g_object_unref (run->stream);
  g_string_free (run->messages, TRUE);
}

/* Runs to the end and returns the output. */
static char *
finish (Run *run)
{
  g_autoptr (GError) error = NULL;

  gboolean done = obelus_runner_run (run->runner, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (done);

  return get_output (run);
}

static void
test_records (void)
{
  Run run = start ("words", "lines", "show", 1);

  add_text (&run, "a", "one two\n#x three\nBAD\nfour\n");
  add_text (&run, "b", "BAD y\nUNWRITABLE\n");
  add_text (&run, "empty", "");
  g_autofree char *output = finish (&run);
  g_assert_cmpstr (output, ==,
                   "[\n"
                   "a sentence=1 token=2: one two\n"
                   "x sentence=1 token=1:  three\n"
                   "a#3 failed: invalid-input [/probe@0] a bad line\n"
                   "a#4 sentence=1 token=1: four\n"
                   "y failed: invalid-input [/probe@0] a bad line\n"
                   "b#2 failed: failed [/probe@1] there is no form for this\n"
                   "]\n");
  g_assert_cmpuint (obelus_runner_get_n_documents (run.runner), ==, 6);
  g_assert_cmpuint (obelus_runner_get_n_failures (run.runner), ==, 3);
  g_assert_cmpstr (run.messages->str, ==, "");
  end (&run);
}

static void
test_stage_failures (void)
{
  Run run = start ("check ! words", "lines", "show", 1);

  add_text (&run, "a", "fine\nto FAIL\nSULK\nWARN\n");
  g_autofree char *output = finish (&run);
  g_assert_cmpstr (output, ==,
                   "[\n"
                   "a sentence=1 token=1: fine\n"
                   "a#2 failed: invalid-text [check/probe@3] the document says so; write something else\n"
                   "a#3 failed: failed [check/probe] it failed without saying why; tell the author of plugin 'probe'\n"
                   "a#4 sentence=1 token=1: WARN\n"
                   "]\n");
  g_assert_cmpstr (run.messages->str, ==, "'check': a warning\n");
  end (&run);
}

/* A writer without a form for failures leaves them out, separators included, and the user is told in order. */
static void
test_failures_without_form (void)
{
  Run run = start ("check", "lines", "ids", 1);

  add_text (&run, "a", "FAIL\nfine\nBAD\nBAD q\nfine\nFAIL\n");
  g_autofree char *output = finish (&run);
  g_assert_cmpstr (output, ==, "a#2,a#5");
  g_assert_cmpstr (run.messages->str, ==,
                   "a: stage 'check' (plugin probe): the document says so; write something else (at byte 0)\n"
                   "a#3: a bad line (at byte 0)\n"
                   "q: a bad line (at byte 0)\n"
                   "a#6: stage 'check' (plugin probe): the document says so; write something else (at byte 0)\n");
  g_assert_cmpuint (obelus_runner_get_n_documents (run.runner), ==, 6);
  g_assert_cmpuint (obelus_runner_get_n_failures (run.runner), ==, 4);
  end (&run);
}

/* Whoever formats a document knows where in the whole input it stands. */
static void
test_places (void)
{
  g_autoptr (GString) lines = g_string_new (NULL), expected = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    {
      g_string_append (lines, i % 7 == 3 ? "BAD\n" : i % 7 == 5 ? "FAIL\n" : "fine\n");
      g_string_append_printf (expected, "%s%u", i % 7 == 3 || i % 7 == 5 ? "!" : "", i);
      g_string_append (expected, i + 1 < 1000 ? " " : "");
    }
  for (guint n_threads = 1; n_threads <= 8; n_threads *= 8)
    {
      Run run = start ("check", "lines", "places", n_threads);
      add_text (&run, "a", lines->str);
      g_autofree char *output = finish (&run);
      g_assert_cmpstr (output, ==, expected->str);
      end (&run);
    }
}

/* What the writer needs is planned for though nobody named it. */
static void
test_writer_needs (void)
{
  Run run = start ("", "lines", "ids", 1);

  add_text (&run, "a", "one\n");
  g_autofree char *output = finish (&run);
  g_assert_cmpstr (output, ==, "a");
  end (&run);
}

static char *
make_folder (void)
{
  return g_dir_make_tmp ("obelus-XXXXXX", NULL);
}

/* Each source that cannot be read is a record of its own between its neighbours. */
static void
test_bad_sources (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *good = g_build_filename (folder, "good.txt", NULL);
  g_autofree char *lines = g_build_filename (folder, "two.lines", NULL);
  g_autofree char *other = g_build_filename (folder, "other.dat", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.txt", NULL);
  g_autofree char *below = g_build_filename (good, "below.txt", NULL);
  const char *const paths[] = { good, missing, folder, lines, below, other };
  Run run = start ("", NULL, "show", 1);

  g_assert_true (g_file_set_contents (good, "one text\n", -1, NULL));
  g_assert_true (g_file_set_contents (lines, "one\ntwo\n", -1, NULL));
  g_assert_true (g_file_set_contents (other, "rest", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (ObelusSource) source = obelus_source_new_for_path (paths[i]);
      obelus_runner_add_source (run.runner, source);
    }

  g_autofree char *output = finish (&run);
  g_autofree char *expected
      = g_strdup_printf ("[\n"
                         "%s: one text\n\n"
                         "%s failed: not-found [/] there is no file '%s'; check its name\n"
                         "%s failed: io [/] '%s' is a folder; name the files in it\n"
                         "%s: one\n"
                         "%s#2: two\n"
                         "%s failed: not-found [/] there is no file '%s'; check its name\n"
                         "%s: rest\n"
                         "]\n",
                         good, missing, missing, folder, folder, lines, lines, below, below, other);
  g_assert_cmpstr (output, ==, expected);
  end (&run);

  g_assert_cmpint (g_remove (good), ==, 0);
  g_assert_cmpint (g_remove (lines), ==, 0);
  g_assert_cmpint (g_remove (other), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Some thousand documents of very different length, a few of them bad. */
static char *
make_lines (guint n_lines)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_lines; i++)
    {
      guint n_words = g_rand_int_range (random, 0, 100) == 0 ? 20000 : g_rand_int_range (random, 0, 20);
      if (g_rand_int_range (random, 0, 50) == 0)
        {
          g_string_append (text, "BAD\n");
          continue;
        }
      for (guint j = 0; j < n_words; j++)
        g_string_append_printf (text, "%s%u", g_rand_int_range (random, 0, 5000) == 0 ? "FAIL" : " W", j);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static void
test_same_bytes (void)
{
  g_autofree char *text = make_lines (3000);
  g_autofree char *reference = NULL;
  static const guint n_threads[] = { 1, 2, 8, 3 };

  for (guint i = 0; i < G_N_ELEMENTS (n_threads); i++)
    {
      Run run = start ("check ! names ! shorten", "lines", "show", n_threads[i]);
      add_text (&run, "t", text);
      g_autofree char *output = finish (&run);
      g_assert_cmpuint (obelus_runner_get_n_documents (run.runner), ==, 3000);
      g_assert_cmpuint (obelus_runner_get_n_failures (run.runner), >, 30);
      if (reference == NULL)
        reference = g_steal_pointer (&output);
      else
        g_assert_true (strcmp (output, reference) == 0);
      end (&run);
    }

  /* Order: the records are numbered as the lines are. */
  g_auto (GStrv) records = g_strsplit (reference, "\nt#", -1);
  g_assert_cmpuint (g_strv_length (records), ==, 3000);
  for (guint i = 1; i < 3000; i++)
    g_assert_cmpuint (g_ascii_strtoull (records[i], NULL, 10), ==, i + 1);
}

/* A hundred thousand documents, of which few live at a time. */
static void
test_bounded_memory (void)
{
  const guint n_threads = 4;
  Run run = start ("words", "spring count=100000", "ids", n_threads);
  add_text (&run, "s", "");

  g_autofree char *output = finish (&run);
  g_assert_cmpuint (obelus_runner_get_n_documents (run.runner), ==, 100000);
  g_assert_true (g_str_has_prefix (run.messages->str, "'spring': peak "));
  guint64 peak = g_ascii_strtoull (run.messages->str + strlen ("'spring': peak "), NULL, 10);
  g_assert_cmpuint (peak, >, 0);
  g_assert_cmpuint (peak, <=, n_threads * 32 + 1);
  end (&run);
}

/* A reader that cannot move on does not hang the run, and the sources behind it have their turn. */
static void
test_stuck_reader (void)
{
  Run run = start ("", "lines", "ids", 2);

  add_text (&run, "stuck", "STUCK\n");
  add_text (&run, "next", "fine");
  g_autofree char *output = finish (&run);
  g_assert_cmpstr (output, ==, "next");
  g_assert_cmpuint (obelus_runner_get_n_documents (run.runner), <, 1100);
  g_assert_nonnull (strstr (run.messages->str, "'lines': gave up on 'stuck' after 1007 errors in a row\n"));
  end (&run);
}

/* However many bad documents there are in a row, the good one behind them is not lost. */
static void
test_many_bad_documents (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Run run = start ("", "lines", "show", 2);

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "BAD\n");
  g_string_append (text, "good");
  add_text (&run, "t", text->str);
  g_autofree char *output = finish (&run);
  g_assert_cmpuint (obelus_runner_get_n_documents (run.runner), ==, 5001);
  g_assert_true (g_str_has_suffix (output, "\nt#5001: good\n]\n"));
  end (&run);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (50 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

/* Cancelled while stages work: what was written are whole records of the first documents, and no end. */
static void
test_cancel (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Run run = start ("check", "lines", "show", 2);

  for (guint i = 0; i < 40; i++)
    g_string_append (text, "fine\n");
  g_string_append (text, "WAIT\nfine\n");
  add_text (&run, "t", text->str);

  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (obelus_runner_run (run.runner, cancellable, &error));
  g_thread_join (thread);
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED);

  g_autofree char *output = get_output (&run);
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  g_assert_cmpuint (obelus_runner_get_n_documents (run.runner), ==, 40);
  g_assert_cmpuint (obelus_runner_get_n_failures (run.runner), ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 41);
  g_assert_cmpstr (lines[40], ==, "t#40: fine");
  end (&run);
}

/* Cancelled while a reader waits for a pipe into which nobody writes. */
static void
test_cancel_waiting_reader (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Run run = start ("", "whole", "show", 1);
  int pipe_ends[2];

  g_assert_cmpint (pipe (pipe_ends), ==, 0);
  g_autofree char *path = g_strdup_printf ("/dev/fd/%d", pipe_ends[0]);
  g_autoptr (ObelusSource) source = obelus_source_new_for_path (path);
  obelus_runner_add_source (run.runner, source);

  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (obelus_runner_run (run.runner, cancellable, &error));
  g_thread_join (thread);
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED);
  close (pipe_ends[0]);
  close (pipe_ends[1]);
  end (&run);
}

static void
test_writer_options (void)
{
  Run run = start ("", "lines", "show", 1);
  obelus_runner_suggest_writer_option (run.runner, "color", "yes");
  obelus_runner_suggest_writer_option (run.runner, "width", "80");
  add_text (&run, "a", "x");
  g_autofree char *output = finish (&run);
  g_assert_cmpstr (output, ==, "[\na: x\n] in colour\n");
  end (&run);

  /* What the user set stays. */
  Run plain = start ("", "lines", "show color=no", 1);
  obelus_runner_suggest_writer_option (plain.runner, "color", "yes");
  g_autofree char *plain_output = finish (&plain);
  g_assert_cmpstr (plain_output, ==, "[\n\n]\n");
  end (&plain);
}

static void
test_faulty_specs (void)
{
  static const struct
  {
    const char *spec;
    const char *message;
  } cases[] = {
    { "shwo", "no writer is called 'shwo'; did you mean 'show'?" },
    { "names", "'names' is the name of a processor, not of a writer" },
    { "show colour=yes x=1",
      "writer 'show' has no option 'colour'; did you mean 'color'?\nwriter 'show' has no option 'x'; it has color" },
    { "show ! ids", "'show ! ids' is not one writer; write its name and its options" },
    { "show x", "'x' is not an option of stage 'show'; write NAME=VALUE, or '!' before the next stage" },
  };
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (registry);
  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (obelus_runner_set_writer (runner, cases[i].spec, &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* A pipeline that cannot be prepared ends the run before a source is opened or a file is made. */
static void
test_faulty_pipeline (void)
{
  g_autoptr (GError) error = NULL;
  Run run = start ("wrods", "lines", "show", 1);

  add_text (&run, "a", "x");
  g_assert_false (obelus_runner_run (run.runner, NULL, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_PIPELINE);
  g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (run.stream)), ==, 0);
  end (&run);
}

static void
test_statistics (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "check ! words ! names");
  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_stream ("memory", stream);
  g_autoptr (GString) text = g_string_new (NULL);
  ObelusStageStatistics check, words, names;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, i % 10 == 0 ? "FAIL here\n" : "Three words Here\n");
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (ObelusSource) source = obelus_source_new_for_bytes ("t", bytes);
  obelus_runner_add_source (runner, source);
  obelus_runner_set_sink (runner, sink);
  obelus_runner_set_n_threads (runner, 4);
  obelus_runner_set_reader (runner, "lines", &error);
  obelus_runner_set_writer (runner, "show", &error);
  obelus_runner_run (runner, NULL, &error);
  g_assert_no_error (error);

  obelus_pipeline_get_statistics (pipeline, 0, &check);
  obelus_pipeline_get_statistics (pipeline, 1, &words);
  obelus_pipeline_get_statistics (pipeline, 2, &names);
  g_assert_cmpuint (check.documents, ==, 1000);
  g_assert_cmpuint (check.failures, ==, 100);
  g_assert_cmpuint (check.bytes, ==, 900 * 16 + 100 * 9);
  g_assert_cmpuint (check.rows, ==, 0);
  g_assert_cmpuint (words.documents, ==, 900);
  g_assert_cmpuint (words.failures, ==, 0);
  g_assert_cmpuint (words.rows, ==, 900 * 4);
  g_assert_cmpuint (words.nanoseconds, >, 0);
  g_assert_cmpuint (names.rows, ==, 900 * 2);
}

/* One document at a time, from several threads at once. */

static gpointer
process_many (gpointer data)
{
  ObelusPipeline *pipeline = data;

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ObelusDocument) document
          = obelus_document_new ("d", i % 2 == 0 ? "Ada met Grace" : "to FAIL", -1, NULL);
      gboolean done = obelus_pipeline_process (pipeline, document, NULL, &error);
      if (i % 2 == 0)
        {
          g_assert_no_error (error);
          g_assert_true (done);
          g_assert_cmpuint (obelus_layer_get_n_rows (obelus_document_get_layer (document, "entity")), ==, 2);
        }
      else
        {
          g_assert_false (done);
          g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_TEXT);
          g_assert_cmpstr (error->message, ==,
                           "stage 'check' (plugin probe): the document says so; write something else (at byte 3)");
          g_assert_nonnull (obelus_document_get_layer (document, "token"));
          g_assert_null (obelus_document_get_layer (document, "entity"));
        }
    }

  return NULL;
}

static void
test_process (void)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "words ! check ! names");
  GThread *threads[4];
  ObelusStageStatistics statistics;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("process", process_many, pipeline);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  obelus_pipeline_get_statistics (pipeline, 1, &statistics);
  g_assert_cmpuint (statistics.documents, ==, 800);
  g_assert_cmpuint (statistics.failures, ==, 400);
}

static void
test_process_cancelled (void)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "words");
  g_autoptr (ObelusDocument) document = obelus_document_new (NULL, "x", -1, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (obelus_pipeline_process (pipeline, document, cancellable, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED);

  /* The next one is not. */
  g_clear_error (&error);
  g_assert_true (obelus_pipeline_process (pipeline, document, NULL, &error));
  g_assert_no_error (error);
}

static void
test_when (void)
{
  Run run = start ("guess ! words when=language:en ! old-words when=language:de,fr", "lines", "show", 1);

  add_text (&run, "t", "en: one two\nen-GB: colour\nde: eins\neng: no\nnl: een\nno language\nFR: un\n");
  g_autofree char *output = finish (&run);
  g_assert_cmpstr (output, ==,
                   "[\n"
                   "t language=1 sentence=1 token=3: en: one two\n"
                   "t#2 language=1 sentence=1 token=2: en-GB: colour\n"
                   "t#3 language=1 sentence=1 token=2: de: eins\n"
                   "t#4 language=1: eng: no\n"
                   "t#5 language=1: nl: een\n"
                   "t#6 language=0: no language\n"
                   "t#7 language=1 sentence=1 token=2: FR: un\n"
                   "]\n");
  end (&run);
}

/* Every document has one of two stages, also one whose language nobody knows. */
static void
test_when_not (void)
{
  Run run = start ("guess ! words when=not-language:en,de ! old-words when=language:en,de ! names "
                   "when=not-language:fr",
                   "lines", "show", 1);

  add_text (&run, "t", "en: A B\nen-GB: A B\nFR: A Bach\nnl: A Bach\nA Bach\n");
  g_autofree char *output = finish (&run);
  g_assert_cmpstr (output, ==,
                   "[\n"
                   "t language=1 sentence=1 token=3 entity=2: en: A B\n"
                   "t#2 language=1 sentence=1 token=3 entity=2: en-GB: A B\n"
                   "t#3 language=1 sentence=1 token=3: FR: A Bach\n"
                   "t#4 language=1 sentence=1 token=3 entity=2: nl: A Bach\n"
                   "t#5 language=0 sentence=1 token=2 entity=2: A Bach\n"
                   "]\n");
  end (&run);
}

/* Names of one stage that others make better, one component after itself: each revises what the one before left. */
static void
test_revised_twice (void)
{
  Run run = start ("join gap=1 ! join gap=4", "lines", "show", 1);

  add_text (&run, "t", "Ada Lovelace met Grace Hopper of Yale\nnobody\nA B C\n");
  g_autofree char *output = finish (&run);
  g_assert_cmpstr (output, ==,
                   "[\n"
                   "t sentence=1 token=7 entity=2: Ada Lovelace met Grace Hopper of Yale\n"
                   "t#2 sentence=1 token=1 entity=0: nobody\n"
                   "t#3 sentence=1 token=3 entity=1: A B C\n"
                   "]\n");
  end (&run);
}

/* A stage that planning added is not run for a document that brought along what it was added for. */
static void
test_brought_along (void)
{
  Run run = start ("names", NULL, "show", 1);

  add_text (&run, "a.lines", "Ada met Grace\n");
  add_text (&run, "b.gold", "Ada met Grace\n");
  g_autofree char *output = finish (&run);

  g_assert_true (g_str_has_prefix (output, "[\na.lines sentence=1 token=3 entity=2: Ada met Grace\n"));
  /* `names` was named, not added: it runs, and finds its layer taken. */
  g_assert_nonnull (strstr (output, "b.gold failed: invalid-layer [names/probe"));
  end (&run);

  Run tagged = start ("tag", "gold", "show", 1);
  add_text (&tagged, "b", "Ada met Grace\n");
  g_autofree char *tags = finish (&tagged);
  g_assert_cmpstr (tags, ==, "[\nb sentence=1 token=1 entity=1: Ada met Grace\n]\n");
  end (&tagged);
}

/* Training and evaluating */

static GPtrArray *
make_sources (const char *name, const char *text)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_ptr_array_add (sources, obelus_source_new_for_bytes (name, bytes));

  return sources;
}

static void
test_train (void)
{
  g_autoptr (GPtrArray) sources = make_sources ("a.gold", "Ada\nGrace\nLinus\n");
  g_autoptr (GString) messages = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = obelus_runner_train (registry, "count times=2", NULL, sources, "{\"sources\": []}",
                                                  note_message, messages, NULL, &error);
  g_assert_no_error (error);

  gsize n_elements;
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("m", bytes, &error);
  g_assert_no_error (error);
  const guint64 *count = obelus_model_get_section (model, "count", sizeof (guint64), &n_elements, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (*count, ==, 6);
  g_assert_cmpstr (obelus_model_get_kind (model), ==, "count");
  g_assert_cmpstr (obelus_model_get_card (model, NULL), ==, "{\"sources\": []}");
  g_assert_cmpstr (messages->str, ==, " 50 %  counted 3\n");
}

static void
test_train_failures (void)
{
  static const struct
  {
    const char *trainer;
    const char *reader;
    const char *name;
    const char *text;
    const char *card;
    const char *message;
  } cases[] = {
    { "cuont", NULL, "a.gold", "", NULL, "no trainer is called 'cuont'; did you mean 'count'?" },
    { "count times=10", NULL, "a.gold", "", NULL,
      "trainer 'count' option 'times' must be a whole number from 1 to 9, not '10'" },
    { "count", "glod", "a.gold", "", NULL, "no reader is called 'glod'; did you mean 'gold'?" },
    { "count", "lines", "a", "Ada\n", NULL,
      "'a' in 'a' has no layer 'entity', which trainer 'count' needs; is this the right reader for the file?" },
    { "count", "gold", "a", "Ada\nBAD\n", NULL, "a#2: a bad line" },
    { "count", "gold", "a", "Ada\n", "[]",
      "the model's card: line 1, column 1: a card must be an object, but here is a list" },
    { "count", "gold", "a", "Ada\n", "{\"language\": \"en\",}",
      "the model's card: line 1, column 19: expected a key in double quotes here" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) sources = make_sources (cases[i].name, cases[i].text);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = obelus_runner_train (registry, cases[i].trainer, cases[i].reader, sources,
                                                      cases[i].card, NULL, NULL, NULL, &error);
      g_assert_null (bytes);
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_evaluate (void)
{
  g_autoptr (GPtrArray) sources = make_sources ("a.gold", "Ada\ngrace hopper\nLinus\n");
  g_autoptr (GError) error = NULL;

  /* The names are planned for; the words are the gold ones. */
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (registry);
  g_autofree char *report = obelus_runner_evaluate (pipeline, "rows", NULL, sources, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report, ==, "gold 3 found 2 tokens 3\n");

  g_autoptr (ObelusPipeline) clash = obelus_pipeline_new_from_line (registry, "words ! names");
  g_assert_null (obelus_runner_evaluate (clash, "rows", NULL, sources, NULL, NULL, NULL, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_PIPELINE);
  g_clear_error (&error);

  g_autoptr (GPtrArray) failing = make_sources ("b.gold", "Ada\nFAIL\n");
  g_autoptr (ObelusPipeline) checked = obelus_pipeline_new_from_line (registry, "check");
  g_assert_null (obelus_runner_evaluate (checked, "rows", NULL, failing, NULL, NULL, NULL, &error));
  g_assert_cmpstr (error->message, ==,
                   "b.gold#2: stage 'check' (plugin probe): the document says so; write something else (at byte 0)");
}

int
main (int argc, char **argv)
{
  test_registry_init (&argc, &argv);

  g_test_add_func ("/running/records", test_records);
  g_test_add_func ("/running/stage-failures", test_stage_failures);
  g_test_add_func ("/running/failures-without-form", test_failures_without_form);
  g_test_add_func ("/running/places", test_places);
  g_test_add_func ("/running/writer-needs", test_writer_needs);
  g_test_add_func ("/running/bad-sources", test_bad_sources);
  g_test_add_func ("/running/same-bytes", test_same_bytes);
  g_test_add_func ("/running/bounded-memory", test_bounded_memory);
  g_test_add_func ("/running/stuck-reader", test_stuck_reader);
  g_test_add_func ("/running/many-bad-documents", test_many_bad_documents);
  g_test_add_func ("/running/cancel", test_cancel);
  g_test_add_func ("/running/cancel-waiting-reader", test_cancel_waiting_reader);
  g_test_add_func ("/running/writer-options", test_writer_options);
  g_test_add_func ("/running/faulty-specs", test_faulty_specs);
  g_test_add_func ("/running/faulty-pipeline", test_faulty_pipeline);
  g_test_add_func ("/running/statistics", test_statistics);
  g_test_add_func ("/running/process", test_process);
  g_test_add_func ("/running/process-cancelled", test_process_cancelled);
  g_test_add_func ("/running/when", test_when);
  g_test_add_func ("/running/when-not", test_when_not);
  g_test_add_func ("/running/revised-twice", test_revised_twice);
  g_test_add_func ("/running/brought-along", test_brought_along);
  g_test_add_func ("/running/train", test_train);
  g_test_add_func ("/running/train-failures", test_train_failures);
  g_test_add_func ("/running/evaluate", test_evaluate);
  return test_registry_run ();
}
