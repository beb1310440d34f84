/* Isolated stages do what they do otherwise, to the byte; and where they cannot be isolated they do not run. */
#include "isolated.h"

#include <glib/gstdio.h>
#include <string.h>

/* Five scripts, nothing, one character, U+0000, layouts, a long text. */
static char *
make_records (void)
{
  static const char *const texts[] = {
    "",
    "x",
    "Angela Merkel met Barack Obama in Paris on Tuesday. It was a wonderful meeting, said Mr. Obama.",
    "Bundeskanzler Scholz reiste nach Hamburg.\\n\\nDort traf er Frau Müller vom Rathaus; sie war wütend!",
    "El presidente visitó Madrid ayer. ¡Qué horror!",
    "Привет, мир! Москва — столица России.",
    "東京は大きい都市です。大阪も大きいです。",
    "हिन्दी में एक वाक्य। और एक।",
    "مرحبا بالعالم. هذه جملة ثانية.",
    "a\\u0000b c. Next\\u0000",
    "  \\n\\n\\t  ",
    "Peace talks resume\\n\\nGENEVA, 12 March – Talks resumed at the U.N. on Monday. See http://example.org/a?b=c or "
    "mail "
    "a.b@example.org.\\n\\n- one\\n- two\\n\\nint main (void) { return 0; }",
  };
  GString *records = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_string_append_printf (records,
                            "{\"id\": \"%u\", \"text\": \"%s\", \"meta\": {\"title\": \"Talks\", \"n\": {\"a\": 1}}}\n",
                            i, texts[i]);
  /* One that brings tokens along, and one that is long. */
  g_string_append (records,
                   "{\"id\": \"t\", \"text\": \"Ann saw Bob.\", \"layers\": {\"sentence\": [{\"start\": 0, \"end\": "
                   "12}], \"token\": [{\"start\": 0, \"end\": 3, \"upos\": \"PROPN\"}, {\"start\": 4, \"end\": 7}, "
                   "{\"start\": 8, \"end\": 11}, {\"start\": 11, \"end\": 12}]}}\n");
  g_string_append (records, "{\"id\": \"long\", \"text\": \"");
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (records, "Sentence %u tells of Mary Smith and the %uth of her happy days in London. ", i,
                            i);
  g_string_append (records, "\"}\n");
  return g_string_free (records, FALSE);
}

static void
assert_same (const char *line, guint n_threads)
{
  g_autofree char *records = make_records ();
  g_autoptr (GString) messages = g_string_new (NULL);
  g_autoptr (GString) isolated_messages = g_string_new (NULL);
  g_auto (GStrv) here = isolated_run (line, records, 1, OBELUS_ISOLATE_AS_WRITTEN, messages);
  g_auto (GStrv) there = isolated_run (line, records, n_threads, OBELUS_ISOLATE_ALL, isolated_messages);

  g_test_message ("%s", line);
  g_assert_cmpuint (g_strv_length (here), ==, g_strv_length (there));
  for (guint i = 0; here[i] != NULL; i++)
    g_assert_cmpstr (here[i], ==, there[i]);
  g_assert_cmpstr (messages->str, ==, isolated_messages->str);
}

/* Every processor that is shipped, with all that planning puts before it. */
static void
test_each_processor (void)
{
  ObelusRegistry *registry = isolated_get_registry ();
  guint n_processors = 0;

  if (!isolated_can_test ())
    return;
  for (guint i = 0; i < obelus_registry_get_n_components (registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (registry, i);
      if (obelus_component_get_kind (component) == OBELUS_COMPONENT_PROCESSOR)
        {
          assert_same (obelus_component_get_name (component), 1);
          n_processors++;
        }
    }
  g_assert_cmpuint (n_processors, >=, 6);
}

static void
test_whole_pipeline (void)
{
  if (!isolated_can_test ())
    return;
  assert_same ("tokenize ! tag ! entities ! mentions ! quotes ! sentiment ! keyphrases ! summarize", 1);
  assert_same ("tokenize rules=unicode ! entities ! sentiment ! summarize", 3);
}

/* Only those that say so, or that come from elsewhere. */
static void
test_who_is_isolated (void)
{
  static const char *const texts[] = { "GUILTY" };
  g_autofree char *records = isolated_make_records (texts, 1);

  if (!isolated_can_test ())
    return;
  g_auto (GStrv) written
      = isolated_run ("tokenize ! hostile isolate=yes do=kill-itself", records, 1, OBELUS_ISOLATE_AS_WRITTEN, NULL);
  g_assert_nonnull (strstr (written[0], "\"crashed\""));
  /* These lie where nothing was installed. */
  g_auto (GStrv) third = isolated_run ("hostile do=kill-itself", records, 1, OBELUS_ISOLATE_THIRD_PARTY, NULL);
  g_assert_nonnull (strstr (third[0], "\"crashed\""));
}

static void
test_settings (void)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (
      isolated_get_registry (), "tokenize isolate=yes isolate-document-seconds=2.5 isolate-megabytes=64 ! hostile "
                                "isolate=perhaps isolate-seconds=3");

  g_assert_cmpuint (obelus_pipeline_check (pipeline), ==, 2);
  g_autofree char *first = obelus_pipeline_format_problem (pipeline, 0);
  g_autofree char *second = obelus_pipeline_format_problem (pipeline, 1);
  g_assert_nonnull (strstr (first, "stage 'hostile' option 'isolate' must be"));
  g_assert_nonnull (strstr (second, "stage 'hostile' has no option 'isolate-seconds'; there are isolate, "));

  g_autofree char *line = obelus_pipeline_to_line (pipeline);
  g_assert_cmpstr (line, ==, "tokenize isolate=yes isolate-document-seconds=2.5 isolate-megabytes=64 ! hostile");
}

/* A warning comes through, in valid UTF-8 and under the stage's name. */
static void
test_warnings (void)
{
  static const char *const texts[] = { "fine", "WARN me" };
  g_autofree char *records = isolated_make_records (texts, 2);
  g_autoptr (GString) messages = g_string_new (NULL);

  if (!isolated_can_test ())
    return;
  g_auto (GStrv) lines = isolated_run ("hostile isolate=yes", records, 1, OBELUS_ISOLATE_AS_WRITTEN, messages);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_cmpstr (messages->str, ==, "'hostile': a warning\n");
}

static char *
prepare_and_fail (const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (isolated_get_registry (), line);

  g_assert_false (obelus_pipeline_prepare (pipeline, &error));
  g_test_message ("%s", error->message);
  return g_strdup (error->message);
}

/* What `load` reports is reported as it is without isolation; what it must not do ends it. */
static void
test_loading (void)
{
  if (!isolated_can_test ())
    return;
  g_autofree char *refused = prepare_and_fail ("hostile isolate=yes at-load=yes do=no-such-deed");
  g_autofree char *here = prepare_and_fail ("hostile at-load=yes do=no-such-deed");
  g_assert_cmpstr (refused, ==, here);

  g_autofree char *crashed = prepare_and_fail ("hostile isolate=yes at-load=yes do=segfault");
  g_assert_nonnull (strstr (crashed,
                            "stage 'hostile' (plugin hostile): its worker failed while it loaded the stage: it was "
                            "ended by signal 11"));
  g_autofree char *file = prepare_and_fail ("hostile isolate=yes at-load=yes do=open-file");
  g_assert_nonnull (strstr (file, "refused: Permission denied"));
  g_autofree char *created = prepare_and_fail ("hostile isolate=yes at-load=yes do=create-file");
  g_assert_nonnull (strstr (created, "it made the system call 'openat'"));
  g_autofree char *late = prepare_and_fail ("hostile isolate=yes at-load=yes do=sleep isolate-worker-seconds=0.5");
  g_assert_nonnull (strstr (late, "it did not load its stage within 0.5 seconds"));
}

/* Fails closed, and says what is missing. */
static void
test_without_program (void)
{
  g_autofree char *worker = g_strdup (g_getenv ("OBELUS_WORKER"));

  g_setenv ("OBELUS_WORKER", "/nowhere/obelus-worker", TRUE);
  g_autofree char *message = prepare_and_fail ("hostile isolate=yes");
  g_setenv ("OBELUS_WORKER", worker, TRUE);
  g_assert_cmpstr (
      message, ==,
      "stage 'hostile' (plugin hostile): it cannot be isolated: the program /nowhere/obelus-worker cannot be "
      "started (No such file or directory); install Obelus whole, or name the program in OBELUS_WORKER");
}

/* When everything fails the stage is ended, quickly and with the reason, and every document still has its record. */
static void
test_everything_fails (void)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GString) messages = g_string_new (NULL);

  if (!isolated_can_test ())
    return;
  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (texts, (gpointer) "all are GUILTY");
  g_autofree char *records = isolated_make_records ((const char *const *) texts->pdata, texts->len);
  g_auto (GStrv) lines = isolated_run ("hostile isolate=yes do=abort", records, 1, OBELUS_ISOLATE_AS_WRITTEN, messages);

  g_assert_cmpuint (g_strv_length (lines), ==, 201);
  for (guint i = 0; i < 200; i++)
    g_assert_nonnull (strstr (lines[i], "\"code\": \"crashed\""));
  g_assert_nonnull (strstr (lines[0], "its worker failed on this document, and again with it alone"));
  g_assert_nonnull (strstr (lines[199], "the stage was ended after 16 documents in a row"));
  g_assert_nonnull (strstr (messages->str, "'hostile': the stage was ended after 16 documents in a row"));
}

/* Failures with successes between them end nothing. */
static void
test_many_fail (void)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  if (!isolated_can_test ())
    return;
  for (guint i = 0; i < 60; i++)
    g_ptr_array_add (texts, (gpointer) (i % 3 == 1 ? "GUILTY" : "innocent"));
  g_autofree char *records = isolated_make_records ((const char *const *) texts->pdata, texts->len);
  g_auto (GStrv) lines = isolated_run ("hostile isolate=yes do=exit", records, 3, OBELUS_ISOLATE_AS_WRITTEN, NULL);

  g_assert_cmpuint (g_strv_length (lines), ==, 61);
  for (guint i = 0; i < 60; i++)
    g_assert_true ((strstr (lines[i], "\"code\": \"crashed\"") != NULL) == (i % 3 == 1));
}

/* Cancelling does not wait for a worker that sleeps. */
static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (300 * 1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancelling (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ObelusDocument) document = obelus_document_new ("d", "GUILTY", -1, NULL);
  g_autoptr (ObelusPipeline) pipeline
      = obelus_pipeline_new_from_line (isolated_get_registry (), "hostile isolate=yes do=sleep");

  if (!isolated_can_test ())
    return;
  g_assert_true (obelus_pipeline_prepare (pipeline, &error));
  gint64 begun = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (obelus_pipeline_process (pipeline, document, cancellable, &error));
  g_thread_join (thread);
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 15 * G_TIME_SPAN_SECOND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/isolation/each-processor", test_each_processor);
  g_test_add_func ("/isolation/whole-pipeline", test_whole_pipeline);
  g_test_add_func ("/isolation/who", test_who_is_isolated);
  g_test_add_func ("/isolation/settings", test_settings);
  g_test_add_func ("/isolation/warnings", test_warnings);
  g_test_add_func ("/isolation/loading", test_loading);
  g_test_add_func ("/isolation/without-program", test_without_program);
  g_test_add_func ("/isolation/everything-fails", test_everything_fails);
  g_test_add_func ("/isolation/many-fail", test_many_fail);
  g_test_add_func ("/isolation/cancelling", test_cancelling);
  return g_test_run ();
}
