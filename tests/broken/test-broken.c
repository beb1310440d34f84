/* Broken modules: each is refused with a sentence of its own, and everything else keeps working. */
#include <obelus/obelus.h>

#include <elf.h>
#include <glib/gstdio.h>
#include <link.h>
#include <string.h>

typedef struct
{
  const char *module;
  const char *reason; /* `*` stands for what differs from machine to machine */
} Case;

static const Case cases[] = {
  { "no-descriptor", "the module is no Obelus plugin: it exports no 'obelus_plugin'; end one of its source files with "
                     "OBELUS_PLUGIN () or remove it" },
  { "wrong-magic",
    "what the module exports as 'obelus_plugin' is no descriptor (it lacks the magic number); make it with "
    "OBELUS_PLUGIN ()" },
  { "too-new", "the module is too new: it was built for plugin interface 2 and this Obelus knows 1; install a newer "
               "Obelus" },
  { "too-old",
    "the module is too old: it was built for plugin interface 0 and this Obelus knows 1; build it again with "
    "the present headers" },
  { "small-descriptor", "the descriptor says that ObelusPlugin has 48 bytes, and it never had fewer than *; make the "
                        "descriptor with OBELUS_PLUGIN ()" },
  { "lying-descriptor",
    "the descriptor says that it has 1024 bytes, and the module exports *; make the descriptor with "
    "OBELUS_PLUGIN ()" },
  { "small-option", "the descriptor says that ObelusOption has 8 bytes, and it never had fewer than *; make the "
                    "descriptor with OBELUS_PLUGIN ()" },
  { "odd-option", "the descriptor says that ObelusOption has * bytes, which cannot be; make the descriptor with "
                  "OBELUS_PLUGIN ()" },
  { "huge-processor", "the descriptor says that ObelusProcessorClass has 1000000 bytes, which cannot be; make the "
                      "descriptor with OBELUS_PLUGIN ()" },
  { "missing-name", "the plugin has no name; give OBELUS_PLUGIN () one" },
  { "bad-name", "the plugin's name 'Bad Name' must be lower-case words joined by underscores; rename it in "
                "OBELUS_PLUGIN ()" },
  { "no-components", "the plugin offers nothing; list its components in OBELUS_PLUGIN () as .processors, .readers, "
                     ".writers, .trainers or .evaluators" },
  { "no-process", "processor 'no-process' has no function 'process'; write one and name it as .process" },
  { "no-processor-name", "a processor has no name; give it one as .name" },
  { "bad-processor-name", "processor 'Sound_Off' has a bad name; write lower-case words joined by hyphens" },
  { "no-summary", "processor 'no-summary' has no summary; say in one line what it does as .summary" },
  { "bad-needs", "processor 'bad-needs': in .needs, 'sentnce' is no core layer; did you mean 'sentence'?" },
  { "bad-gives", "processor 'bad-gives': in .gives, core layer 'token' has no column 'upso'; did you mean 'upos'?" },
  { "column-without-layer",
    "processor 'column-without-layer': it gives 'token.upos' without needing 'token'; add 'token' "
    "to .needs" },
  { "duplicate-component", "processor 'duplicate-component' is declared twice; rename one" },
  { "duplicate-option", "processor 'duplicate-option': option 'share' is declared twice; rename one" },
  { "default-out-of-range", "processor 'default-out-of-range': option 'share' has a default outside its range; correct "
                            "one of them" },
  { "reversed-range", "processor 'reversed-range': option 'count' has a range that begins behind its end; exchange "
                      "minimum and maximum" },
  { "fractional-integer",
    "processor 'fractional-integer': option 'count' is an integer and has a default or range that "
    "is not; correct it" },
  { "default-no-choice",
    "processor 'default-no-choice': option 'mode' has a default that is none of its choices; correct "
    "one of them" },
  { "bad-option-name",
    "processor 'bad-option-name': option 'Fold_case' has a bad name; write lower-case words joined by "
    "hyphens" },
  { "option-without-summary",
    "processor 'option-without-summary': option 'fold' has no summary; say in one line what it "
    "does" },
  { "unknown-option-type", "processor 'unknown-option-type': option 'fold' is of a type (99) that this Obelus does not "
                           "know; install a newer one" },
  { "bad-default-list", "processor 'bad-default-list': option 'labels' has a bad default: option 'labels' has an empty "
                        "item; take out the comma or write \"\" for it" },
  { "missing-symbol", "the module uses 'function_that_nobody_wrote', which nothing it is linked with has; link it with "
                      "the library that does" },
  { "missing-core-symbol",
    "the module uses 'obelus_function_of_tomorrow', which this Obelus does not have; install a newer "
    "one" },
  { "taken-option-name",
    "processor 'taken-option-name': option 'when' has the name by which pipelines say when a stage "
    "runs; rename it" },
  { "taken-component",
    "processor 'sound' is already taken from */sound.so, which is found before */taken-component.so; "
    "remove or rename one of them" },
};

static const char *
get_folder (void)
{
  const char *folder = g_getenv ("OBELUS_TEST_BROKEN");

  g_assert_nonnull (folder);
  return folder;
}

/* Why the registry refused a module; NULL if it did not. */
static const char *
find_reason (ObelusRegistry *registry, const char *path)
{
  for (guint i = 0; i < obelus_registry_get_n_broken (registry); i++)
    if (strcmp (obelus_registry_get_broken_path (registry, i), path) == 0)
      return obelus_registry_get_broken_reason (registry, i);

  return NULL;
}

static ObelusRegistry *
read_folder (const char *folder)
{
  const char *const path[] = { folder, NULL };

  return obelus_registry_new (path);
}

static void
test_each_defect (void)
{
  g_autoptr (ObelusRegistry) registry = read_folder (get_folder ());

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat (cases[i].module, "." G_MODULE_SUFFIX, NULL);
      g_autofree char *path = g_build_filename (get_folder (), name, NULL);
      const char *reason = find_reason (registry, path);

      g_test_message ("%s: %s", cases[i].module, reason);
      g_assert_nonnull (reason);
      if (!g_pattern_match_simple (cases[i].reason, reason))
        g_assert_cmpstr (reason, ==, cases[i].reason);
    }

  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, G_N_ELEMENTS (cases));
}

static void
test_the_sound_one_works (void)
{
  g_autoptr (ObelusRegistry) registry = read_folder (get_folder ());

  g_assert_nonnull (obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, "sound"));
  g_assert_cmpuint (obelus_registry_get_n_components (registry), ==, 1);
}

/* Files that are no modules, made of the sound one */

typedef struct
{
  char *folder;
  char *path;
  char *contents;
  gsize length;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *sound = g_build_filename (get_folder (), "sound." G_MODULE_SUFFIX, NULL);

  fixture->folder = g_dir_make_tmp ("obelus-broken-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "made." G_MODULE_SUFFIX, NULL);
  g_assert_true (g_file_get_contents (sound, &fixture->contents, &fixture->length, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->contents);
}

static void
assert_refused (Fixture *fixture, const char *pattern)
{
  g_autoptr (ObelusRegistry) registry = read_folder (fixture->folder);
  const char *reason = find_reason (registry, fixture->path);

  g_assert_nonnull (reason);
  if (!g_pattern_match_simple (pattern, reason))
    g_assert_cmpstr (reason, ==, pattern);
}

static void
assert_contents_refused (Fixture *fixture, const char *contents, gsize length, const char *pattern)
{
  g_assert_true (g_file_set_contents (fixture->path, contents, (gssize) length, NULL));
  assert_refused (fixture, pattern);
}

static void
test_empty (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_contents_refused (fixture, "", 0, "the file is empty; copy or build it again");
}

static void
test_not_elf (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *pattern = "the file is no module: it does not begin as ELF files do; remove it or build it again";

  assert_contents_refused (fixture, "GROUP ( libc.so.6 )\n", 20, pattern);
  assert_contents_refused (fixture, "x", 1, pattern);
}

static void
test_folder (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  assert_refused (fixture, "it is no regular file; remove it from the plugin folder");
}

static void
test_dangling_link (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GFile) link = g_file_new_for_path (fixture->path);

  g_assert_true (g_file_make_symbolic_link (link, "nowhere", NULL, NULL));
  assert_refused (fixture, "the file cannot be read: *; correct its permissions or remove it");
}

/* Whatever is missing at the end, the loader never gets to see it: cuts at every part of the file. */
static void
test_truncated (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gsize step = fixture->length / 200 + 1;

  for (gsize length = 4; length < fixture->length; length += step)
    assert_contents_refused (fixture, fixture->contents, length,
                             "the file is cut short: * lie beyond its * bytes; copy or build it again");
  assert_contents_refused (fixture, fixture->contents, fixture->length - 1,
                           "the file is cut short: * lie beyond its * bytes; copy or build it again");
}

static void
test_wrong_architecture (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  ElfW (Ehdr) *header = (ElfW (Ehdr) *) fixture->contents;

  header->e_machine = header->e_machine == EM_S390 ? EM_X86_64 : EM_S390;
  assert_contents_refused (fixture, fixture->contents, fixture->length,
                           "the module was built for * and this program runs on *; build it for *");
}

static void
test_wrong_word_size (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  unsigned char *identity = (unsigned char *) fixture->contents;

  identity[EI_CLASS] = identity[EI_CLASS] == ELFCLASS64 ? ELFCLASS32 : ELFCLASS64;
  assert_contents_refused (fixture, fixture->contents, fixture->length,
                           "the module was built for another word size or byte order of *; build it on this machine");
}

static void
test_no_shared_module (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  ((ElfW (Ehdr) *) fixture->contents)->e_type = ET_REL;
  assert_contents_refused (fixture, fixture->contents, fixture->length,
                           "the file is ELF but no shared module; link it with -shared");
}

/* Headers that point anywhere: numbers so large that sums with them overflow. */
static void
test_wild_headers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  ElfW (Ehdr) *header = (ElfW (Ehdr) *) fixture->contents;
  ElfW (Ehdr) sound = *header;

  header->e_phoff = (ElfW (Off)) - 1;
  assert_contents_refused (fixture, fixture->contents, fixture->length, "the file is cut short: its program headers *");
  *header = sound;
  header->e_shoff = (ElfW (Off)) - 8;
  assert_contents_refused (fixture, fixture->contents, fixture->length, "the file is cut short: its section headers *");
  *header = sound;
  header->e_phnum = 0;
  assert_contents_refused (fixture, fixture->contents, fixture->length,
                           "the file is ELF without anything to load; build it again");
  *header = sound;
  ((ElfW (Phdr) *) (fixture->contents + header->e_phoff))->p_offset = (ElfW (Off)) - 16;
  assert_contents_refused (fixture, fixture->contents, fixture->length, "the file is cut short: parts that must be *");
}

/* The module asks for a library that is not there. */
static void
test_missing_library (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char present[] = "libobelus-1.so.1", absent[] = "libobelus-9.so.1";
  char *name = memmem (fixture->contents, fixture->length, present, strlen (present));

  g_assert_nonnull (name);
  memcpy (name, absent, strlen (absent));
  assert_contents_refused (fixture, fixture->contents, fixture->length,
                           "the module needs 'libobelus-9.so.1', which is not installed; install it");
}

#define ADD(path, function) g_test_add ("/broken/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broken/each-defect", test_each_defect);
  g_test_add_func ("/broken/the-sound-one-works", test_the_sound_one_works);
  ADD ("empty", test_empty);
  ADD ("not-elf", test_not_elf);
  ADD ("folder", test_folder);
  ADD ("dangling-link", test_dangling_link);
  ADD ("truncated", test_truncated);
  ADD ("wrong-architecture", test_wrong_architecture);
  ADD ("wrong-word-size", test_wrong_word_size);
  ADD ("no-shared-module", test_no_shared_module);
  ADD ("wild-headers", test_wild_headers);
  ADD ("missing-library", test_missing_library);
  return g_test_run ();
}
