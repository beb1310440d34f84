/* Modules that misbehave as they are opened harm nobody, and a module is opened here only where a stage uses it. */
#include "scanned.h"

#include <elf.h>
#include <glib/gstdio.h>
#include <link.h>
#include <string.h>
#include <sys/stat.h>

#define TOO_MUCH                                                                                                    \
  "the module takes more than 2 seconds of computing to be opened, or more memory than there is; tell its author, " \
  "or remove it"

#define TOO_LATE "the module was not open after 5 seconds; tell its author, or remove it"

typedef struct
{
  const char *module;
  const char *pattern;
  const char *otherwise; /* where the machine is busy */
} Expected;

static const Expected expected[] = {
  { "crashes", "the module crashes when it is opened: signal 11 (*); tell its author, or remove it", NULL },
  { "aborts", "the module crashes when it is opened: signal 6 (*); tell its author, or remove it", NULL },
  { "overflows", "the module crashes when it is opened: signal 11 (*); tell its author, or remove it", NULL },
  { "exits", "the module ends the program when it is opened, with status 3; tell its author, or remove it", NULL },
  { "exits-well", "the module ends the program when it is opened, with status 0; tell its author, or remove it", NULL },
  { "hangs", TOO_LATE, NULL },
  { "spins", TOO_MUCH, TOO_LATE },
  { "stops", TOO_LATE, NULL },
  { "chatters", TOO_MUCH, TOO_LATE },
  { "prints", "the module prints when it is opened: 'hello there'; tell its author that plugins do not print", NULL },
  { "complains", "the module prints when it is opened: 'oh no'; tell its author that plugins do not print", NULL },
  /* Which of its limits it meets first is up to how fast the machine hands out memory. */
  { "takes-memory", "the module *; tell its author, or remove it", NULL },
  { "huge", "the module's names, summaries and options take 18* bytes, more than 1048576; shorten them", NULL },
};

/* Where the system can forbid it. */
static const Expected forbidden[] = {
  { "forks",
    "the module makes the system call 'clone' when it is opened, which no plugin may; tell its author, or remove it",
    NULL },
  { "becomes-another",
    "the module makes the system call 'execve' when it is opened, which no plugin may; tell its author, or remove it",
    NULL },
};

/* Their tricks do not work, and then there is nothing wrong with them. */
static const char *const sound[]
    = { "sound", "sound-too", "kills", "closes", "writes-to-host", "leaves-trace", "two-faced" };

static char *all; /* a folder with every module */

static void
assert_reason (ObelusRegistry *registry, const Expected *line)
{
  const char *reason = scanned_find_reason (registry, line->module);

  g_test_message ("%s: %s", line->module, reason != NULL ? reason : "sound");
  g_assert_nonnull (reason);
  if (!g_pattern_match_simple (line->pattern, reason) && g_strcmp0 (reason, line->otherwise) != 0)
    g_assert_cmpstr (reason, ==, line->pattern);
  g_assert_false (scanned_has (registry, line->module));
}

/* Whether this system has what system calls are forbidden with. */
static gboolean
can_forbid (ObelusRegistry *registry)
{
  return scanned_find_reason (registry, "forks") != NULL;
}

static void
assert_all_told (ObelusRegistry *registry)
{
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    assert_reason (registry, &expected[i]);
  for (guint i = 0; can_forbid (registry) && i < G_N_ELEMENTS (forbidden); i++)
    assert_reason (registry, &forbidden[i]);
  for (guint i = 0; i < G_N_ELEMENTS (sound); i++)
    if (can_forbid (registry) || strcmp (sound[i], "kills") != 0)
      {
        g_test_message ("%s: %s", sound[i], scanned_find_reason (registry, sound[i]));
        g_assert_true (scanned_has (registry, sound[i]));
      }
}

static void
assert_nothing_open (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_false (scanned_is_open (folder, expected[i].module));
  for (guint i = 0; i < G_N_ELEMENTS (sound); i++)
    g_assert_false (scanned_is_open (folder, sound[i]));
}

static void
test_cold (void)
{
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (ObelusRegistry) registry = scanned_read (all);

  assert_all_told (registry);
  assert_nothing_open (all);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 60 * G_TIME_SPAN_SECOND);
}

/* With a warm cache nothing is opened: not here, and nowhere else either. */
static void
test_warm (void)
{
  scanned_take_scanner_away ();
  g_autoptr (ObelusRegistry) registry = scanned_read (all);
  scanned_give_scanner_back ();

  assert_all_told (registry);
  assert_nothing_open (all);
}

static void
test_no_trace (void)
{
  g_autoptr (ObelusRegistry) registry = scanned_read (all);
  g_autofree char *module = scanned_make_path (all, "leaves-trace");
  g_autofree char *trace = g_strconcat (module, ".trace", NULL);

  if (!can_forbid (registry))
    g_test_skip ("the system lacks what writing is forbidden with");
  else if (g_getenv ("OBELUS_TEST_COVERAGE") != NULL)
    g_test_skip ("in a build that counts lines, processes have to write files");
  else
    g_assert_false (g_file_test (trace, G_FILE_TEST_EXISTS));
}

static void
test_declarations_are_remembered (void)
{
  g_autoptr (ObelusRegistry) registry = scanned_read (all);
  ObelusComponent *component = obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, "sound");
  guint n_options;
  const ObelusOption *options = obelus_component_get_options (component, &n_options);

  g_assert_cmpstr (obelus_component_get_summary (component), ==, "Do nothing");
  g_assert_cmpstr (obelus_component_get_needs (component), ==, "sentence?");
  g_assert_cmpstr (obelus_component_get_gives (component), ==, "acme.nothing?");
  g_assert_cmpint (obelus_component_get_rank (component), ==, 7);
  g_assert_cmpstr (obelus_component_get_plugin_version (component), ==, "1.0");
  g_assert_cmpstr (obelus_component_get_plugin_license (component), ==, "MIT");
  g_assert_cmpuint (n_options, ==, 2);
  g_assert_cmpstr (options[0].name, ==, "share");
  g_assert_cmpfloat (options[0].number, ==, 0.5);
  g_assert_cmpstr (options[1].choices, ==, "fast|exact");
  g_assert_null (options[2].name);
}

static void
assert_prepares (ObelusRegistry *registry, const char *line, ObelusIsolationPolicy policy)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  g_autoptr (ObelusDocument) document = obelus_document_new ("a", "Peace.", -1, NULL);
  g_autoptr (GError) error = NULL;

  obelus_pipeline_set_isolation (pipeline, policy);
  obelus_pipeline_prepare (pipeline, &error);
  g_assert_no_error (error);
  g_assert_true (obelus_pipeline_process (pipeline, document, NULL, &error));
  g_assert_no_error (error);
}

static void
test_only_what_is_used (void)
{
  char *folder = scanned_make_folder ("sound", "sound-too", NULL);
  g_autoptr (ObelusRegistry) registry = scanned_read (folder);

  if (can_forbid (registry) || scanned_has (registry, "sound"))
    assert_prepares (registry, "sound", OBELUS_ISOLATE_AS_WRITTEN);
  g_assert_true (scanned_is_open (folder, "sound"));
  g_assert_false (scanned_is_open (folder, "sound-too"));
  scanned_remove_folder (folder);
}

static void
test_nothing_where_isolated (void)
{
  char *folder = scanned_make_folder ("sound", "sound-too", NULL);
  g_autoptr (ObelusRegistry) registry = scanned_read (folder);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "sound ! sound-too");
  g_autoptr (GError) error = NULL;

  obelus_pipeline_set_isolation (pipeline, OBELUS_ISOLATE_ALL);
  if (!obelus_pipeline_prepare (pipeline, &error) && error->code == OBELUS_ERROR_UNSUPPORTED)
    g_test_skip (error->message);
  else
    {
      g_assert_no_error (error);
      assert_prepares (registry, "sound ! sound-too", OBELUS_ISOLATE_ALL);
      g_assert_false (scanned_is_open (folder, "sound"));
      g_assert_false (scanned_is_open (folder, "sound-too"));
    }
  scanned_remove_folder (folder);
}

static void
assert_refuses (ObelusRegistry *registry, const char *line, const char *pattern)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  g_autoptr (GError) error = NULL;

  g_assert_false (obelus_pipeline_prepare (pipeline, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_PLUGIN);
  if (!g_pattern_match_simple (pattern, error->message))
    g_assert_cmpstr (error->message, ==, pattern);
}

static void
replace (const char *folder, const char *module, const char *by)
{
  g_autofree char *path = scanned_make_path (folder, module);
  g_autofree char *other = scanned_make_path (folder, by);

  g_assert_cmpint (g_rename (other, path), ==, 0);
}

static void
test_replaced (void)
{
  char *folder = scanned_make_folder ("sound", "sound-too", NULL);
  g_autoptr (ObelusRegistry) before = scanned_read (folder);

  g_assert_true (scanned_has (before, "sound"));
  replace (folder, "sound", "sound-too");
  assert_refuses (before, "sound", "*the module was replaced or removed after it was looked into; start again");

  g_autoptr (ObelusRegistry) after = scanned_read (folder);
  g_assert_false (scanned_has (after, "sound"));
  g_assert_true (scanned_has (after, "sound-too"));
  scanned_remove_folder (folder);
}

/* What it says of itself here is not what it said there. */
static void
test_two_faced (void)
{
  char *folder = scanned_make_folder ("two-faced", NULL);
  g_autoptr (ObelusRegistry) registry = scanned_read (folder);

  assert_refuses (registry, "two-faced", "*the module offers something else than it did when it was looked into*");
  scanned_take_scanner_away ();
  g_autoptr (ObelusRegistry) later = scanned_read (folder);
  scanned_give_scanner_back ();
  g_assert_false (scanned_has (later, "two-faced"));
  scanned_remove_folder (folder);
}

/* Moves what the loader calls first by some bytes. Most of that crashes within the loader. */
static void
put_damaged (const char *folder, const char *contents, gsize length, guint shift)
{
  g_autofree char *path = scanned_make_path (folder, "damaged");
  g_autofree char *copy = g_memdup2 (contents, length);
  const ElfW (Ehdr) *header = (const ElfW (Ehdr) *) (gpointer) copy;
  const ElfW (Phdr) *segments = (const ElfW (Phdr) *) (gpointer) (copy + header->e_phoff);

  for (guint i = 0; i < header->e_phnum; i++)
    if (segments[i].p_type == PT_DYNAMIC)
      for (ElfW (Dyn) *entry = (ElfW (Dyn) *) (gpointer) (copy + segments[i].p_offset); entry->d_tag != DT_NULL;
           entry++)
        if (entry->d_tag == DT_INIT)
          entry->d_un.d_ptr += shift;
  g_unlink (path);
  g_assert_true (g_file_set_contents_full (path, copy, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
test_corrupt_dynamic_section (void)
{
  char *folder = scanned_make_folder ("sound", NULL);
  g_autofree char *sound_path = scanned_make_path (folder, "sound");
  g_autofree char *contents = NULL;
  gsize length;
  guint n_crashed = 0;

  g_assert_true (g_file_get_contents (sound_path, &contents, &length, NULL));
  g_unlink (sound_path);
  for (guint shift = 1; shift <= 24; shift++)
    {
      put_damaged (folder, contents, length, shift);
      g_autoptr (ObelusRegistry) registry = scanned_read (folder);
      const char *reason = scanned_find_reason (registry, "damaged");

      g_test_message ("%u: %s", shift, reason);
      n_crashed += reason != NULL && g_str_has_prefix (reason, "the module crashes when it is opened: signal ");
    }
  g_assert_cmpuint (n_crashed, >, 0);
  scanned_remove_folder (folder);
}

static void
test_no_scanner (void)
{
  char *folder = scanned_make_folder ("sound", NULL);

  scanned_take_scanner_away ();
  g_autoptr (ObelusRegistry) registry = scanned_read (folder);
  scanned_give_scanner_back ();
  g_assert_false (scanned_has (registry, "sound"));
  g_assert_true (g_pattern_match_simple ("it cannot be looked into safely: the program /nonexistent/obelus-worker*",
                                         scanned_find_reason (registry, "sound")));
  g_assert_false (scanned_is_open (folder, "sound"));
  scanned_remove_folder (folder);
}

/* Whatever program is named as the scanner: the registry is made, and says that nothing could be found out. */
static void
test_strange_scanners (void)
{
  static const char *const scripts[] = {
    "exit 0",
    "printf rubbish >&3",
    "while :; do echo rubbish and so on; done >&3",
    "head -c 100000 /dev/urandom >&3",
    "printf '\\0\\0\\0\\0\\1\\0\\0\\0\\377\\377\\377\\377\\377\\377\\377\\377' >&3",
    "printf '\\377\\0\\0\\0\\1\\0\\0\\0\\1\\0\\0\\0\\0\\0\\0\\0x' >&3",
    "kill -9 $$",
  };
  char *folder = scanned_make_folder ("sound", NULL);
  g_autofree char *script = g_build_filename (folder, "scanner", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autofree char *contents = g_strdup_printf ("#!/bin/sh\n%s\n", scripts[i]);

      g_test_message ("%s", scripts[i]);
      g_unlink (script);
      g_assert_true (g_file_set_contents_full (script, contents, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
      g_setenv ("OBELUS_WORKER", script, TRUE);
      g_autoptr (ObelusRegistry) registry = scanned_read (folder);
      const char *reason = scanned_find_reason (registry, "sound");
      g_assert_nonnull (reason);
      g_assert_nonnull (strstr (reason, "said nothing of it"));
    }

  /* A description that is none. */
  g_unlink (script);
  g_assert_true (g_file_set_contents_full (
      script, "#!/bin/sh\nprintf '\\0\\0\\0\\0\\1\\0\\0\\0\\4\\0\\0\\0\\0\\0\\0\\0what' >&3\n", -1,
      G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_autoptr (ObelusRegistry) registry = scanned_read (folder);
  g_assert_nonnull (strstr (scanned_find_reason (registry, "sound"), "describes itself in a way that cannot be"));

  scanned_give_scanner_back ();
  g_autoptr (ObelusRegistry) later = scanned_read (folder);
  g_assert_true (scanned_has (later, "sound"));
  scanned_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  scanned_begin ();
  all = scanned_make_folder ("crashes", "aborts", "overflows", "exits", "exits-well", "hangs", "spins", "stops",
                             "chatters", "prints", "complains", "takes-memory", "huge", "forks", "becomes-another",
                             "sound", "sound-too", "kills", "closes", "writes-to-host", "leaves-trace", "two-faced",
                             NULL);
  g_test_add_func ("/scanning/cold", test_cold);
  g_test_add_func ("/scanning/warm", test_warm);
  g_test_add_func ("/scanning/no-trace", test_no_trace);
  g_test_add_func ("/scanning/declarations-are-remembered", test_declarations_are_remembered);
  g_test_add_func ("/scanning/only-what-is-used", test_only_what_is_used);
  g_test_add_func ("/scanning/nothing-where-isolated", test_nothing_where_isolated);
  g_test_add_func ("/scanning/replaced", test_replaced);
  g_test_add_func ("/scanning/two-faced", test_two_faced);
  g_test_add_func ("/scanning/corrupt-dynamic-section", test_corrupt_dynamic_section);
  g_test_add_func ("/scanning/no-scanner", test_no_scanner);
  g_test_add_func ("/scanning/strange-scanners", test_strange_scanners);
  int status = g_test_run ();
  scanned_remove_folder (all);
  return scanned_end (status);
}
