/* Plugins that are programs: what they may say, and what becomes of those that die, hang or babble. */
#include "../command/command.h"

#include <string.h>

/* Five documents, the third of which provokes the program. */
static const char documents[] = "{\"id\": \"1\", \"text\": \"One word.\"}\n"
                                "{\"id\": \"2\", \"text\": \"Two words.\"}\n"
                                "{\"id\": \"3\", \"text\": \"A bad text.\"}\n"
                                "{\"id\": \"4\", \"text\": \"Four.\"}\n"
                                "{\"id\": \"5\", \"text\": \"Es ging für 5.\"}\n";

static Outcome
run (const char *stage, const char *input)
{
  g_autofree char *folder = command_find_file ("tests/programs");

  return command_run (input, "run", "--plugin-path", folder, "-j", "1", "-e", stage, "--from", "jsonl", "--to", "jsonl",
                      NULL);
}

/* The record with an id, alone on its line. */
static char *
find_record (const char *output, const char *id)
{
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  g_autofree char *start = g_strdup_printf ("{\"id\": \"%s\", ", id);

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, start))
      return g_strdup (*line);
  g_error ("no record %s in:\n%s", id, output);
}

static void
assert_neighbours_are_right (const char *output)
{
  static const struct
  {
    const char *id, *row;
  } rows[] = {
    { "1", "{\"start\": 0, \"end\": 3, \"text\": \"One\", \"length\": 3}" },
    { "2", "{\"start\": 4, \"end\": 9, \"text\": \"words\", \"length\": 5}" },
    { "4", "{\"start\": 0, \"end\": 4, \"text\": \"Four\", \"length\": 4}" },
    { "5", "{\"start\": 8, \"end\": 11, \"text\": \"für\", \"length\": 3}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *record = find_record (output, rows[i].id);
      command_assert_contains (record, rows[i].row);
    }
}

static void
test_a_program_is_a_stage (void)
{
  g_auto (Outcome) outcome = run ("hostile-program do=echo", documents);

  g_assert_cmpint (outcome.status, ==, 0);
  assert_neighbours_are_right (outcome.output);
  /* The record came back whole: only what the manifest promises was taken. */
  command_assert_contains (outcome.output, "\"test.shape\": \"FÜR\"");
}

typedef struct
{
  const char *deed;
  const char *settings;
  const char *code;
  const char *message;
} Case;

static const Case cases[] = {
  { "exit", "", "crashed", "and again with it alone: it ended with status 3" },
  { "crash", "", "crashed", "it was ended by signal 11" },
  { "hang", "isolate-document-seconds=1", "timed-out", "it did not answer within 1 s" },
  { "half", "", "crashed", "it ended with status 0" },
  { "close", "", "crashed", "its program failed on this document" },
  { "allocate", "isolate-megabytes=300", "crashed", "it ended with status 1" },
  { "flood", "isolate-megabytes=64", "too-large", "its answer is longer than the memory that it may take" },
  { "garbage", "", "invalid-input", "its program's answer is no reply" },
  { "bytes", "", "invalid-input", "byte 0xFF is not UTF-8" },
  { "number", "", "invalid-input", "its program's answer is no reply" },
  { "empty", "", "invalid-input", "its program's answer is no reply" },
  { "twice", "", "crashed", "it wrote more than one line for a document" },
  { "fail", "", "failed", "I do not like it" },
  { "fail-badly", "", "invalid-input", "'message' must be a string" },
  { "undeclared", "", "undeclared", "'test.other'" },
  { "beyond", "", "invalid-layer", "100000" },
  { "backwards", "", "invalid-layer", "test.word" },
  { "mixed", "", "invalid-input", "column 'length'" },
  { "missing", "", "invalid-layer", "it did not commit 'test.word'" },
  { "other-rows", "", "invalid-layer", "its rows must come back as they were" },
  { "deep", "", "invalid-input", "its program's answer is no reply" },
};

static void
test_one_document_fails_alone (gconstpointer data)
{
  const Case *deed = data;
  g_autofree char *stage = g_strdup_printf ("hostile-program do=%s %s", deed->deed, deed->settings);
  g_auto (Outcome) outcome = run (stage, documents);

  g_assert_cmpint (outcome.status, ==, 3);
  assert_neighbours_are_right (outcome.output);
  g_autofree char *record = find_record (outcome.output, "3");
  g_autofree char *code = g_strdup_printf ("\"code\": \"%s\"", deed->code);
  command_assert_contains (record, code);
  command_assert_contains (record, deed->message);
  command_assert_contains (record, "\"plugin\": \"hostile-program\"");
}

static void
test_complaints_are_warnings (void)
{
  g_auto (Outcome) outcome = run ("hostile-program do=complain", documents);

  g_assert_cmpint (outcome.status, ==, 0);
  assert_neighbours_are_right (outcome.output);
  command_assert_contains (outcome.messages, "careful 0");
  command_assert_lacks (outcome.messages, "careful 999");
}

static void
test_an_error_has_its_place (void)
{
  g_auto (Outcome) outcome = run ("hostile-program do=fail", "{\"id\": \"3\", \"text\": \"Für bad ones.\"}\n");

  /* Four code points are five bytes; records count code points unless told otherwise. */
  command_assert_contains (outcome.output, "\"offset\": ");
}

static void
test_a_program_may_refuse_the_stage (void)
{
  g_auto (Outcome) outcome = run ("hostile-program refuse=yes", documents);

  g_assert_cmpint (outcome.status, ==, 1);
  command_assert_contains (outcome.messages, "does not take the stage: it is not in the mood");
}

static void
test_a_program_that_always_fails_ends_the_stage (void)
{
  g_autoptr (GString) input = g_string_new (NULL);

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (input, "{\"id\": \"%u\", \"text\": \"bad\"}\n", i);
  g_auto (Outcome) outcome = run ("hostile-program do=exit", input->str);

  g_assert_cmpint (outcome.status, ==, 3);
  g_autofree char *last = find_record (outcome.output, "39");
  command_assert_contains (last, "the stage was ended after its program had failed on 16 documents in a row");
}

static void
test_isolation_takes_the_system_away (void)
{
  g_auto (Outcome) outcome = run ("hostile-program do=look isolate=yes", documents);

  if (strstr (outcome.messages, "cannot be isolated") != NULL || strstr (outcome.messages, "cannot be run") != NULL)
    {
      g_test_skip ("this system cannot isolate a program");
      return;
    }
  g_assert_cmpint (outcome.status, ==, 0);
  command_assert_contains (outcome.output, "\"file\": 0, \"fork\": 0, \"net\": 0, \"write\": 0");
}

static void
test_isolated_results_are_the_same (void)
{
  g_auto (Outcome) apart = run ("hostile-program isolate=yes", documents);
  g_auto (Outcome) plain = run ("hostile-program", documents);

  if (apart.status != 0)
    {
      g_test_skip ("this system cannot isolate a program");
      return;
    }
  g_assert_cmpstr (apart.output, ==, plain.output);
}

/* Manifests */

static const struct
{
  const char *name;
  const char *contents;
  const char *reason;
} manifests[] = {
  { "empty", "", "there is no group [Plugin]; add one" },
  { "no-key-file", "what is this\n", "the manifest is no key file" },
  { "binary", "\x01\xff\xfe[", "the manifest is no key file" },
  { "no-program", "[Plugin]\nName=x\n[Processor]\nSummary=S\n", "[Plugin] has no 'Program'" },
  { "program-missing", "[Plugin]\nName=x\nProgram=none.py\n[Processor]\nSummary=S\n",
    "is not there; correct 'Program'" },
  { "program-no-program", "[Plugin]\nName=x\nProgram=x.manifest\n[Processor]\nSummary=S\n",
    "may not be run; make it executable (chmod +x)" },
  { "misspelt", "[Plugin]\nName=x\nProgramm=x.py\n[Processor]\nSummary=S\n", "did you mean 'Program'?" },
  { "bad-name", "[Plugin]\nName=X Y\nProgram=/bin/sh\n[Processor]\nSummary=S\n", "'X Y' is no name of a plugin" },
  { "no-summary", "[Plugin]\nName=x\nProgram=/bin/sh\n[Processor]\nNeeds=token\n", "[Processor] has no 'Summary'" },
  { "bad-needs", "[Plugin]\nName=x\nProgram=/bin/sh\n[Processor]\nSummary=S\nNeeds=tokn\n", "did you mean 'token'?" },
  { "bad-group", "[Plugin]\nName=x\nProgram=/bin/sh\n[Processor]\nSummary=S\n[Reader]\n",
    "there is no group [Reader]" },
  { "bad-type", "[Plugin]\nName=x\nProgram=/bin/sh\n[Processor]\nSummary=S\n[Option o]\nType=float\nSummary=O\n",
    "'float' is no type" },
  { "bad-number",
    "[Plugin]\nName=x\nProgram=/bin/sh\n[Processor]\nSummary=S\n[Option o]\nType=real\nSummary=O\nMinimum=0\n"
    "Maximum=1,5\nDefault=1\n",
    "'Maximum' is no number, but '1,5'" },
  { "bad-range",
    "[Plugin]\nName=x\nProgram=/bin/sh\n[Processor]\nSummary=S\n[Option o]\nType=real\nSummary=O\nMinimum=0\n"
    "Maximum=1\nDefault=2\n",
    "has a default outside its range" },
  { "bad-offsets", "[Plugin]\nName=x\nProgram=/bin/sh\n[Processor]\nSummary=S\nOffsets=char\n",
    "'Offsets' must be byte, codepoint or utf16" },
};

static void
test_faulty_manifests_are_told (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (manifests); i++)
    {
      g_autofree char *path = command_make_file ("x.manifest", manifests[i].contents);
      g_autofree char *folder = g_path_get_dirname (path);
      g_auto (Outcome) outcome = command_run (NULL, "list", "--broken", "--plugin-path", folder, NULL);

      command_assert_contains (outcome.output, manifests[i].reason);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/programs/a-program-is-a-stage", test_a_program_is_a_stage);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/programs/one-document-fails-alone/", cases[i].deed, NULL);
      g_test_add_data_func (path, &cases[i], test_one_document_fails_alone);
    }
  g_test_add_func ("/programs/complaints-are-warnings", test_complaints_are_warnings);
  g_test_add_func ("/programs/an-error-has-its-place", test_an_error_has_its_place);
  g_test_add_func ("/programs/a-program-may-refuse-the-stage", test_a_program_may_refuse_the_stage);
  g_test_add_func ("/programs/a-program-that-always-fails-ends-the-stage",
                   test_a_program_that_always_fails_ends_the_stage);
  g_test_add_func ("/programs/isolation-takes-the-system-away", test_isolation_takes_the_system_away);
  g_test_add_func ("/programs/isolated-results-are-the-same", test_isolated_results_are_the_same);
  g_test_add_func ("/programs/faulty-manifests-are-told", test_faulty_manifests_are_told);
  const int status = g_test_run ();
  command_remove_files ();
  return status;
}
