/* Whatever a plugin does: the document it does it to gets an error that names it, and every other its right result. */
#include "isolated.h"

#include <string.h>

enum
{
  N_DOCUMENTS = 7,
  GUILTY = 4,
};

typedef struct
{
  const char *deed;
  const char *code;
  const char *message; /* a part of it */
  const char *settings;
} Case;

#define FORBIDDEN(call) "it made the system call '" call "', which an isolated plugin may not"
#define SOON "isolate-document-seconds=0.6"
#define LITTLE "isolate-megabytes=64"

static const Case cases[] = {
  { "segfault", "crashed", "it was ended by signal 11", "" },
  { "jump-to-nowhere", "crashed", "it was ended by signal 11", "" },
  { "write-to-constant", "crashed", "it was ended by signal 11", "" },
  { "abort", "crashed", "it was ended by signal 6", "" },
  { "trap", "crashed", "it was ended by signal", "" },
  { "exit", "crashed", "it ended its process with status 0", "" },
  { "exit-at-once", "crashed", "it ended its process with status 7", "" },
  { "exit-like-forbidden", "crashed", "it ended its process with status 86", "" },
  { "overflow-stack", "crashed", "it was ended by signal 11", "" },
  { "loop", "timed-out", "it worked on one document for longer than 0.6 seconds", SOON },
  { "loop-deaf-to-signals", "timed-out", "it worked on one document for longer than 0.6 seconds", SOON },
  { "sleep", "timed-out", "it worked on one document for longer than 0.6 seconds", SOON },
  { "stop-itself", "timed-out", "it worked on one document for longer than 0.6 seconds", SOON },
  { "loop", "timed-out", "it did not answer within 0.6 seconds", "isolate-worker-seconds=0.6" },
  { "allocate", "*", "", LITTLE },
  { "map-pages", "failed", "refused: Cannot allocate memory", LITTLE },
  { "map-shared", "crashed", FORBIDDEN ("mmap"), "" },
  { "raise-limit", "crashed", FORBIDDEN ("prlimit64"), "" },
  { "fork", "crashed", FORBIDDEN ("clone"), "" },
  { "fork-bomb", "crashed", FORBIDDEN ("clone"), "" },
  { "vfork", "crashed", "which an isolated plugin may not", "" },
  { "spawn", "crashed", "which an isolated plugin may not", "" },
  { "execute", "crashed", FORBIDDEN ("execve"), "" },
  { "thread", "crashed", "which an isolated plugin may not", "" },
  { "trace", "crashed", "which an isolated plugin may not", "" },
  { "read-host", "crashed", FORBIDDEN ("process_vm_readv"), "" },
  { "kill-all", "crashed", FORBIDDEN ("kill"), "" },
  { "kill-group", "crashed", FORBIDDEN ("kill"), "" },
  { "kill-another", "crashed", FORBIDDEN ("tgkill"), "" },
  { "kill-itself", "crashed", "it was killed from outside (signal 9)", "" },
  { "set-alarm", "crashed", FORBIDDEN ("setitimer"), "" },
  { "catch-forbidden", "crashed", FORBIDDEN ("sigaction"), "" },
  { "own-channel", "crashed", FORBIDDEN ("fcntl"), "" },
  { "become-dumpable", "crashed", FORBIDDEN ("prctl"), "" },
  { "outlive-host", "crashed", FORBIDDEN ("prctl"), "" },
  { "open-file", "failed", "refused: Permission denied", "" },
  { "look-at-file", "failed", "refused: Permission denied", "" },
  { "create-file", "crashed", FORBIDDEN ("openat"), "" },
  { "open-own-memory", "crashed", FORBIDDEN ("openat"), "" },
  { "remove-file", "crashed", FORBIDDEN ("unlink"), "" },
  { "make-folder", "crashed", FORBIDDEN ("mkdir"), "" },
  { "mount", "crashed", FORBIDDEN ("mount"), "" },
  { "socket", "crashed", FORBIDDEN ("socket"), "" },
  { "local-socket", "crashed", FORBIDDEN ("socket"), "" },
  { "pipe", "crashed", "it made the system call 'pipe", "" },
  { "memory-file", "crashed", FORBIDDEN ("memfd_create"), "" },
  { "ring", "crashed", FORBIDDEN ("io_uring_setup"), "" },
  { "new-code", "crashed", FORBIDDEN ("mmap"), "" },
  { "make-code", "crashed", FORBIDDEN ("mprotect"), "" },
  { "close-channel", "crashed", "it closed its channel to the host", "" },
  { "close-everything", "crashed", "it ended", "" },
  { "replace-channel", "crashed", "which an isolated plugin may not", "" },
  { "write-garbage", "crashed", "it wrote into its channel to the host", "" },
  { "write-nothing", "crashed", "it", "" },
  { "write-flood", "crashed", "it wrote into its channel to the host", "" },
  { "forge-answer", "crashed", "it sent an answer that nobody asked for", "" },
  { "send-descriptors", "crashed", "it sent an answer that nobody asked for", "" },
  { "read-channel", "timed-out", "it worked on one document for longer than 0.6 seconds", SOON },
  { "return-too-much", "no-memory", "no memory for", LITTLE },
  { "no-such-deed", "failed", "there is no deed 'no-such-deed'", "" },
};

static const char *const texts[N_DOCUMENTS]
    = { "one", "Two words", "", "Drei Wörter hier", "I am GUILTY of it", "five?", "Six" };

/* What an honest run makes of the documents. */
static char **
get_expected (void)
{
  static char **expected;

  if (expected == NULL)
    {
      g_autofree char *records = isolated_make_records (texts, N_DOCUMENTS);
      expected = isolated_run ("hostile", records, 1, OBELUS_ISOLATE_AS_WRITTEN, NULL);
    }
  return expected;
}

static void
assert_outcome (const Case *expected, char **lines, const char *stage)
{
  g_assert_cmpuint (g_strv_length (lines), ==, N_DOCUMENTS + 1);
  for (guint i = 0; i < N_DOCUMENTS; i++)
    if (i != GUILTY)
      g_assert_cmpstr (lines[i], ==, get_expected ()[i]);

  g_autofree char *names = g_strdup_printf ("\"stage\": \"%s\", \"plugin\": \"hostile\"", stage);
  g_autofree char *begins = g_strdup_printf ("{\"id\": \"%d\", \"error\": {\"code\": \"", GUILTY);
  const char *record = lines[GUILTY];
  g_test_message ("%s", record);
  g_assert_true (g_str_has_prefix (record, begins));
  g_assert_nonnull (strstr (record, names));
#ifdef __SANITIZE_ADDRESS__
  /* Where memory runs out, the sanitizer ends the process in ways of its own. */
  if (strcmp (expected->settings, LITTLE) == 0)
    return;
#endif
  g_assert_nonnull (strstr (record, expected->message));
  if (strcmp (expected->code, "*") != 0)
    g_assert_true (g_str_has_prefix (record + strlen (begins), expected->code));
}

static void
test_deed (gconstpointer data)
{
  const Case *expected = data;
  g_autofree char *records = isolated_make_records (texts, N_DOCUMENTS);
  g_autofree char *line = g_strdup_printf ("hostile isolate=yes do=%s %s", expected->deed, expected->settings);

  if (!isolated_can_test ())
    return;
  g_auto (GStrv) lines = isolated_run (line, records, 1, OBELUS_ISOLATE_AS_WRITTEN, NULL);
  assert_outcome (expected, lines, "hostile");
}

/* A plugin that works on many documents at once does not let on at which it was. */
static void
test_batch (void)
{
  static const Case crash = { "segfault", "crashed", "it was ended by signal 11", "" };
  g_autofree char *records = isolated_make_records (texts, N_DOCUMENTS);

  if (!isolated_can_test ())
    return;
  g_auto (GStrv) lines
      = isolated_run ("hostile-batch isolate=yes do=segfault", records, 1, OBELUS_ISOLATE_AS_WRITTEN, NULL);
  assert_outcome (&crash, lines, "hostile-batch");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/hostile/%s%s%s", cases[i].deed, *cases[i].settings != '\0' ? "/" : "",
                                               cases[i].settings);
      g_test_add_data_func (name, &cases[i], test_deed);
    }
  g_test_add_func ("/hostile/in-a-batch", test_batch);
  return g_test_run ();
}
