/* The headers of an ELF file held against its size and against the running program. */
#include "elf-check-private.h"

#ifdef __ELF__

#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef ElfW (Ehdr) FileHeader;
typedef ElfW (Phdr) ProgramHeader;
typedef ElfW (Shdr) SectionHeader;

typedef struct
{
  int descriptor;
  guint64 size;
  FileHeader header;
} ElfFile;

static const struct
{
  guint16 machine;
  const char *name;
} machines[] = {
  { EM_386, "x86 (32 bits)" }, { EM_X86_64, "x86-64" }, { EM_ARM, "ARM (32 bits)" }, { EM_AARCH64, "AArch64" },
  { EM_RISCV, "RISC-V" },      { EM_PPC64, "POWER" },   { EM_S390, "IBM Z" },
};

static char *
name_machine (guint16 machine)
{
  for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
    if (machines[i].machine == machine)
      return g_strdup (machines[i].name);

  return g_strdup_printf ("machine number %u", machine);
}

/* The header of the file that this code itself was loaded from: whatever it says fits this process. */
static const FileHeader *
get_own_header (void)
{
  Dl_info info;

  if (dladdr ((const void *) &machines, &info) == 0 || memcmp (info.dli_fbase, ELFMAG, SELFMAG) != 0)
    return NULL;

  return info.dli_fbase;
}

static gboolean
read_at (const ElfFile *file, guint64 offset, gpointer buffer, gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      ssize_t n = pread (file->descriptor, (char *) buffer + done, length - done, (off_t) (offset + done));
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      done += (gsize) n;
    }

  return TRUE;
}

static gboolean
lies_within (const ElfFile *file, guint64 offset, guint64 length)
{
  return offset <= file->size && length <= file->size - offset;
}

static char *
describe_truncation (const ElfFile *file, const char *what)
{
  return g_strdup_printf (
      "the file is cut short: %s lie beyond its %" G_GUINT64_FORMAT " bytes; copy or build it again", what, file->size);
}

static char *
check_identity (const ElfFile *file)
{
  const FileHeader *own = get_own_header ();
  const unsigned char *identity = file->header.e_ident;

  if (own == NULL)
    return NULL;

  if (file->header.e_machine != own->e_machine || identity[EI_CLASS] != own->e_ident[EI_CLASS]
      || identity[EI_DATA] != own->e_ident[EI_DATA])
    {
      gboolean same_order = identity[EI_DATA] == own->e_ident[EI_DATA];
      g_autofree char *theirs
          = name_machine (same_order ? file->header.e_machine : GUINT16_SWAP_LE_BE (file->header.e_machine));
      g_autofree char *ours = name_machine (own->e_machine);

      if (strcmp (theirs, ours) == 0)
        return g_strdup_printf (
            "the module was built for another word size or byte order of %s; build it on this machine", ours);
      return g_strdup_printf ("the module was built for %s and this program runs on %s; build it for %s", theirs, ours,
                              ours);
    }

  if (file->header.e_type != ET_DYN)
    return g_strdup ("the file is ELF but no shared module; link it with -shared");

  return NULL;
}

static char *
check_segments (const ElfFile *file)
{
  const FileHeader *header = &file->header;
  gsize length = (gsize) header->e_phnum * sizeof (ProgramHeader);
  g_autofree ProgramHeader *segments = NULL;

  if (header->e_phnum == 0 || header->e_phentsize != sizeof (ProgramHeader))
    return g_strdup ("the file is ELF without anything to load; build it again");
  if (!lies_within (file, header->e_phoff, length))
    return describe_truncation (file, "its program headers");

  segments = g_malloc (length);
  if (!read_at (file, header->e_phoff, segments, length))
    return describe_truncation (file, "its program headers");

  for (guint i = 0; i < header->e_phnum; i++)
    if (segments[i].p_type != PT_NULL && segments[i].p_type != PT_GNU_STACK
        && !lies_within (file, segments[i].p_offset, segments[i].p_filesz))
      return describe_truncation (file, "parts that must be loaded");

  return NULL;
}

/* The loader needs no sections, but they stand last in the file: they tell that the end is missing. */
static char *
check_sections (const ElfFile *file)
{
  const FileHeader *header = &file->header;
  gsize length = (gsize) header->e_shnum * sizeof (SectionHeader);
  g_autofree SectionHeader *sections = NULL;

  if (header->e_shoff == 0 || header->e_shnum == 0)
    return NULL;
  if (header->e_shentsize != sizeof (SectionHeader))
    return g_strdup ("the file's section headers are not those of this machine; build it again");
  if (!lies_within (file, header->e_shoff, length))
    return describe_truncation (file, "its section headers");

  sections = g_malloc (length);
  if (!read_at (file, header->e_shoff, sections, length))
    return describe_truncation (file, "its section headers");

  for (guint i = 0; i < header->e_shnum; i++)
    if (sections[i].sh_type != SHT_NULL && sections[i].sh_type != SHT_NOBITS
        && !lies_within (file, sections[i].sh_offset, sections[i].sh_size))
      return describe_truncation (file, "sections");

  return NULL;
}

static char *
check_file (ElfFile *file)
{
  char *problem;

  if (file->size == 0)
    return g_strdup ("the file is empty; copy or build it again");
  if (!read_at (file, 0, &file->header, MIN (file->size, sizeof file->header))
      || memcmp (file->header.e_ident, ELFMAG, SELFMAG) != 0)
    return g_strdup ("the file is no module: it does not begin as ELF files do; remove it or build it again");
  if (file->size < sizeof file->header)
    return describe_truncation (file, "its headers");

  problem = check_identity (file);
  if (problem == NULL)
    problem = check_segments (file);
  if (problem == NULL)
    problem = check_sections (file);
  return problem;
}

char *
obelus_elf_check (const char *path)
{
  ElfFile file = { 0 };
  struct stat status;
  char *problem;

  /* Without O_NONBLOCK a FIFO would hold us here. */
  file.descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file.descriptor < 0 || fstat (file.descriptor, &status) != 0)
    {
      int code = errno;
      if (file.descriptor >= 0)
        close (file.descriptor);
      return g_strdup_printf ("the file cannot be read: %s; correct its permissions or remove it", g_strerror (code));
    }

  if (!S_ISREG (status.st_mode))
    problem = g_strdup ("it is no regular file; remove it from the plugin folder");
  else
    {
      file.size = (guint64) status.st_size;
      problem = check_file (&file);
    }

  close (file.descriptor);
  return problem;
}

#else

char *
obelus_elf_check (const char *path G_GNUC_UNUSED)
{
  return NULL;
}

#endif
