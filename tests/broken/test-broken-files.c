/* Files that are no modules, or are not to be trusted, made of the sound one. */
#include "folder.h"

#include <elf.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <link.h>
#include <pwd.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* Not to last: nothing waits for the disk. */
static void
put (Fixture *fixture, const char *contents, gsize length)
{
  g_assert_true (
      g_file_set_contents_full (fixture->path, contents, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
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
  put (fixture, contents, length);
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
  assert_refused (fixture, "it is a link that leads nowhere: *; remove it or install the module");
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

/* Who may write */

static void
put_sound (Fixture *fixture)
{
  put (fixture, fixture->contents, fixture->length);
}

static void
test_writable_file (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  put_sound (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0602), ==, 0);
  assert_refused (fixture, "the file may be written by everybody, and what is in it is run; install it again, and take "
                           "that right away (chmod o-w)");
}

static void
test_writable_folder (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const path[] = { fixture->folder, get_folder (), NULL };
  g_autoptr (ObelusRegistry) registry = NULL;

  put_sound (fixture);
  /* With the sticky bit nobody can replace the file, but anybody can put another beside it. */
  g_assert_cmpint (g_chmod (fixture->folder, 01703), ==, 0);
  registry = obelus_registry_new (path);
  g_assert_cmpstr (find_reason (registry, fixture->folder), ==,
                   "the plugin folder may be written by everybody, and what lies in it is run; take that right away "
                   "(chmod o-w) after looking through it, or take the folder from the search path");
  g_assert_null (find_reason (registry, fixture->path));

  /* The module of the folder behind it was taken, not the one in this folder. */
  ObelusComponent *sound = obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, "sound");
  g_assert_nonnull (sound);
  g_assert_true (g_str_has_prefix (obelus_component_get_plugin_path (sound), get_folder ()));
}

static void
test_link_to_elsewhere (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *sound = g_build_filename (get_folder (), "sound." G_MODULE_SUFFIX, NULL);

  g_assert_cmpint (symlink (sound, fixture->path), ==, 0);
  assert_refused (fixture, "it is a link to */sound.so, which lies outside the plugin folder; put the module itself "
                           "here, or add its folder to the search path");
}

/* A search path may lead through links; and within a folder, a link is another name. */
static void
test_links_that_stay (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *other_name = g_build_filename (fixture->folder, "another." G_MODULE_SUFFIX, NULL);
  g_autofree char *other_folder = g_strconcat (fixture->folder, "-link", NULL);
  g_autoptr (ObelusRegistry) registry = NULL;

  put_sound (fixture);
  g_assert_cmpint (symlink ("made." G_MODULE_SUFFIX, other_name), ==, 0);
  g_assert_cmpint (symlink (fixture->folder, other_folder), ==, 0);
  registry = read_folder (other_folder);
  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, 0);
  g_assert_cmpuint (obelus_registry_get_n_components (registry), ==, 1);

  g_remove (other_folder);
  g_remove (other_name);
}

/* Nothing is hidden from the administrator, so that a process of its own has to become somebody else. */
static void
as_nobody (void (*check) (Fixture *fixture), Fixture *fixture)
{
  const struct passwd *nobody = getpwnam ("nobody");
  int status;
  pid_t child;

  if (geteuid () != 0)
    {
      check (fixture);
      return;
    }
  if (nobody == NULL)
    {
      g_test_skip ("this is the administrator's process, and there is no user 'nobody' to become");
      return;
    }

  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      if (setgroups (0, NULL) != 0 || setgid (nobody->pw_gid) != 0 || setuid (nobody->pw_uid) != 0)
        _exit (77);
      check (fixture);
      _exit (0);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    g_test_skip ("this process may not become the user 'nobody'");
  else
    g_assert_cmpint (status, ==, 0);
}

static void
assert_unreadable (Fixture *fixture)
{
  assert_refused (fixture, "the file cannot be read: Permission denied; correct its permissions or remove it");
}

static void
test_unreadable_file (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  put_sound (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  as_nobody (assert_unreadable, fixture);
}

static void
assert_folder_unreadable (Fixture *fixture)
{
  g_autoptr (ObelusRegistry) registry = read_folder (fixture->folder);

  g_assert_cmpstr (find_reason (registry, fixture->folder), ==,
                   "the plugin folder may not be read; correct its permissions or take it from the search path");
}

static void
test_unreadable_folder (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  put_sound (fixture);
  g_assert_cmpint (g_chmod (fixture->folder, 0311), ==, 0);
  as_nobody (assert_folder_unreadable, fixture);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}

/* Sound headers, and rubbish where they lead */

static ElfW (Phdr) * find_segment (Fixture *fixture, guint type)
{
  ElfW (Ehdr) *header = (ElfW (Ehdr) *) fixture->contents;
  ElfW (Phdr) *segments = (ElfW (Phdr) *) (fixture->contents + header->e_phoff);

  for (guint i = 0; i < header->e_phnum; i++)
    if (segments[i].p_type == type)
      return &segments[i];

  g_assert_not_reached ();
}

/* The entry of a tag, or NULL. */
static ElfW (Dyn) * find_entry (Fixture *fixture, gint64 tag)
{
  ElfW (Dyn) *entry = (ElfW (Dyn) *) (fixture->contents + find_segment (fixture, PT_DYNAMIC)->p_offset);

  for (; entry->d_tag != DT_NULL; entry++)
    if (entry->d_tag == tag)
      return entry;

  return NULL;
}

static void
test_corrupt_dynamic_section (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    gint64 tag;
    const char *damaged;
  } entries[] = {
    { DT_STRTAB, "the names in its dynamic section" },
    { DT_STRSZ, "the names in its dynamic section" },
    { DT_NEEDED, "the names in its dynamic section" },
    { DT_SYMTAB, "its symbols" },
    { DT_SYMENT, "its symbols" },
    { DT_HASH, "its symbols" },
    { DT_GNU_HASH, "its symbols" },
    { DT_VERNEED, "the versions of its symbols" },
    { DT_VERSYM, "the versions of its symbols" },
    { DT_RELA, "its relocations" },
    { DT_RELASZ, "its relocations" },
    { DT_RELAENT, "its relocations" },
    { DT_RELACOUNT, "its relocations" },
    { DT_REL, "its relocations" },
    { DT_RELSZ, "its relocations" },
    { DT_JMPREL, "its relocations" },
    { DT_PLTRELSZ, "its relocations" },
    { DT_PLTREL, "its relocations" },
    { DT_PLTGOT, "its relocations" },
    { DT_INIT, "its initialisers" },
    { DT_FINI, "its initialisers" },
    { DT_INIT_ARRAY, "its initialisers" },
    { DT_INIT_ARRAYSZ, "its initialisers" },
    { DT_FINI_ARRAY, "its initialisers" },
  };
  guint n_tried = 0;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      ElfW (Dyn) *entry = find_entry (fixture, entries[i].tag);
      g_autofree char *reason
          = g_strdup_printf ("the file is damaged: %s make no sense; copy or build it again", entries[i].damaged);

      if (entry == NULL)
        continue;

      /* Far away, so far that sums overflow, and no more than a little off. */
      const ElfW (Dyn) sound = *entry;
      const ElfW (Xword) wild[]
          = { (ElfW (Xword)) 1 << 40, (ElfW (Xword)) - 1, (ElfW (Xword)) - 8, fixture->length * 16 };
      for (guint j = 0; j < G_N_ELEMENTS (wild); j++)
        {
          g_test_message ("entry %" G_GINT64_FORMAT " is %" G_GINT64_MODIFIER "x", entries[i].tag, (guint64) wild[j]);
          entry->d_un.d_val = wild[j];
          assert_contents_refused (fixture, fixture->contents, fixture->length, reason);
        }
      *entry = sound;
      n_tried++;
    }

  g_assert_cmpuint (n_tried, >=, 12);
}

static void
test_endless_dynamic_section (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  ElfW (Phdr) *segment = find_segment (fixture, PT_DYNAMIC);
  ElfW (Dyn) *entries = (ElfW (Dyn) *) (fixture->contents + segment->p_offset);

  for (gsize i = 0; i < segment->p_filesz / sizeof *entries; i++)
    if (entries[i].d_tag == DT_NULL)
      entries[i].d_tag = DT_DEBUG;
  assert_contents_refused (fixture, fixture->contents, fixture->length,
                           "the file is damaged: the entries of its dynamic section make no sense; copy or build it "
                           "again");
}

/* What is mapped where must fit together. */
static void
test_corrupt_segments (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *reason = "the file is damaged: its program headers make no sense; copy or build it again";
  ElfW (Phdr) *loaded = find_segment (fixture, PT_LOAD), *dynamic = find_segment (fixture, PT_DYNAMIC);
  ElfW (Phdr) sound = *loaded;

  loaded->p_vaddr = (ElfW (Addr)) - 4096;
  assert_contents_refused (fixture, fixture->contents, fixture->length, reason);
  *loaded = sound;
  loaded->p_memsz = 1;
  assert_contents_refused (fixture, fixture->contents, fixture->length, reason);
  *loaded = sound;
  loaded->p_align = 3;
  assert_contents_refused (fixture, fixture->contents, fixture->length, reason);
  *loaded = sound;

  sound = *dynamic;
  dynamic->p_vaddr += (ElfW (Addr)) 1 << 40;
  assert_contents_refused (fixture, fixture->contents, fixture->length, reason);
  *dynamic = sound;
  dynamic->p_type = PT_NULL;
  assert_contents_refused (fixture, fixture->contents, fixture->length, reason);
}

/* Whether a process that makes a registry of the folder ends as it should. */
static gboolean
survives (Fixture *fixture)
{
  int status;
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      g_autoptr (ObelusRegistry) registry = NULL;
      const int nowhere = open ("/dev/null", O_WRONLY | O_CLOEXEC);

      /* What a sanitizer says of a crash is not this test's to show. */
      if (nowhere >= 0)
        dup2 (nowhere, STDERR_FILENO);
      alarm (20);
      registry = read_folder (fixture->folder);
      _exit (0);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return status == 0;
}

/* A process with a sanitizer is slow to fork. */
#ifdef __SANITIZE_ADDRESS__
#define STEP 5
#else
#define STEP 1
#endif

/* Every byte of the headers and of the dynamic section in turn becomes another. An initialiser that begins a few bytes
 * off is still in the code: what that does nobody can tell before, but it does it elsewhere. */
static void
test_flipped_bytes (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const ElfW (Ehdr) *header = (const ElfW (Ehdr) *) fixture->contents;
  const ElfW (Phdr) *dynamic = find_segment (fixture, PT_DYNAMIC);
  const gsize end_of_headers = header->e_phoff + header->e_phnum * sizeof *dynamic;
  const gsize start = dynamic->p_offset, end = start + dynamic->p_filesz;
  static const guchar masks[] = { 0xff, 0x80, 0x01 };

  for (gsize i = 0; i < end; i = i < end_of_headers && i + STEP >= end_of_headers ? start : i + STEP)
    {
      const guchar mask = masks[i % G_N_ELEMENTS (masks)];

      fixture->contents[i] = (char) (fixture->contents[i] ^ mask);
      put (fixture, fixture->contents, fixture->length);
      if (!survives (fixture))
        g_error ("with byte %" G_GSIZE_FORMAT " changed by %02x, loading the module ends the program", i, mask);
      fixture->contents[i] = (char) (fixture->contents[i] ^ mask);
    }
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

#define ADD(path, function) g_test_add ("/broken-files/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
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
  ADD ("writable-file", test_writable_file);
  ADD ("writable-folder", test_writable_folder);
  ADD ("link-to-elsewhere", test_link_to_elsewhere);
  ADD ("links-that-stay", test_links_that_stay);
  ADD ("unreadable-file", test_unreadable_file);
  ADD ("unreadable-folder", test_unreadable_folder);
  ADD ("corrupt-dynamic-section", test_corrupt_dynamic_section);
  ADD ("endless-dynamic-section", test_endless_dynamic_section);
  ADD ("corrupt-segments", test_corrupt_segments);
  ADD ("flipped-bytes", test_flipped_bytes);
  return g_test_run ();
}
