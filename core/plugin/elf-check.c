/* The headers of an ELF file held against its size and against the running program. */
#include "elf-check-private.h"
#include "elf-file-private.h"

#ifdef __ELF__

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef ElfW (Ehdr) FileHeader;
typedef ElfW (Shdr) SectionHeader;

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
lies_within (const ObelusElfFile *file, guint64 offset, guint64 length)
{
  return offset <= file->size && length <= file->size - offset;
}

static char *
describe_truncation (const ObelusElfFile *file, const char *what)
{
  return g_strdup_printf (
      "the file is cut short: %s lie beyond its %" G_GUINT64_FORMAT " bytes; copy or build it again", what, file->size);
}

static char *
check_identity (const ObelusElfFile *file)
{
  const FileHeader *own = get_own_header ();
  const unsigned char *identity = file->header->e_ident;

  if (own == NULL)
    return NULL;

  if (file->header->e_machine != own->e_machine || identity[EI_CLASS] != own->e_ident[EI_CLASS]
      || identity[EI_DATA] != own->e_ident[EI_DATA])
    {
      gboolean same_order = identity[EI_DATA] == own->e_ident[EI_DATA];
      g_autofree char *theirs
          = name_machine (same_order ? file->header->e_machine : GUINT16_SWAP_LE_BE (file->header->e_machine));
      g_autofree char *ours = name_machine (own->e_machine);

      if (strcmp (theirs, ours) == 0)
        return g_strdup_printf (
            "the module was built for another word size or byte order of %s; build it on this machine", ours);
      return g_strdup_printf ("the module was built for %s and this program runs on %s; build it for %s", theirs, ours,
                              ours);
    }

  if (file->header->e_type != ET_DYN)
    return g_strdup ("the file is ELF but no shared module; link it with -shared");

  return NULL;
}

static char *
describe_damage (const char *what)
{
  return g_strdup_printf ("the file is damaged: %s make no sense; copy or build it again", what);
}

static char *
check_program_headers (ObelusElfFile *file)
{
  const FileHeader *header = file->header;

  if (header->e_phnum == 0 || header->e_phentsize != sizeof (ObelusElfSegment))
    return g_strdup ("the file is ELF without anything to load; build it again");
  if (!lies_within (file, header->e_phoff, (guint64) header->e_phnum * sizeof (ObelusElfSegment)))
    return describe_truncation (file, "its program headers");
  if (header->e_phoff % G_ALIGNOF (ObelusElfSegment) != 0)
    return describe_damage ("its program headers");

  file->segments = (const ObelusElfSegment *) (file->data + header->e_phoff);
  for (guint i = 0; i < header->e_phnum; i++)
    if (file->segments[i].p_type != PT_NULL && file->segments[i].p_type != PT_GNU_STACK
        && !lies_within (file, file->segments[i].p_offset, file->segments[i].p_filesz))
      return describe_truncation (file, "parts that must be loaded");

  return NULL;
}

/* The loader needs no sections, but they stand last in the file: they tell that the end is missing. */
static char *
check_section_headers (const ObelusElfFile *file)
{
  const FileHeader *header = file->header;
  const SectionHeader *sections;

  if (header->e_shoff == 0 || header->e_shnum == 0)
    return NULL;
  if (header->e_shentsize != sizeof (SectionHeader))
    return g_strdup ("the file's section headers are not those of this machine; build it again");
  if (!lies_within (file, header->e_shoff, (guint64) header->e_shnum * sizeof (SectionHeader)))
    return describe_truncation (file, "its section headers");
  if (header->e_shoff % G_ALIGNOF (SectionHeader) != 0)
    return describe_damage ("its section headers");

  sections = (const SectionHeader *) (file->data + header->e_shoff);
  for (guint i = 0; i < header->e_shnum; i++)
    if (sections[i].sh_type != SHT_NULL && sections[i].sh_type != SHT_NOBITS
        && !lies_within (file, sections[i].sh_offset, sections[i].sh_size))
      return describe_truncation (file, "sections");

  return NULL;
}

static char *
check_contents (ObelusElfFile *file)
{
  const char *damaged;
  char *problem;

  if (memcmp (file->data, ELFMAG, MIN (file->size, SELFMAG)) != 0 || file->size < SELFMAG)
    return g_strdup ("the file is no module: it does not begin as ELF files do; remove it or build it again");
  if (file->size < sizeof *file->header)
    return describe_truncation (file, "its headers");

  file->header = (const FileHeader *) file->data;
  problem = check_identity (file);
  if (problem == NULL)
    problem = check_program_headers (file);
  if (problem == NULL)
    problem = check_section_headers (file);
  if (problem != NULL)
    return problem;

  damaged = obelus_elf_check_segments (file);
  if (damaged == NULL)
    damaged = obelus_elf_check_dynamic (file);
  return damaged != NULL ? describe_damage (damaged) : NULL;
}

/* Mapped as the loader will map it, so that only the pages that are looked at are read. */
static char *
check_file (int descriptor, gsize size)
{
  ObelusElfFile file = { .size = size };
  gpointer data;
  char *problem;

  if (size == 0)
    return g_strdup ("the file is empty; copy or build it again");

  data = mmap (NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (data == MAP_FAILED)
    return g_strdup_printf ("the file cannot be mapped: %s; free some memory or copy it elsewhere", g_strerror (errno));

  file.data = data;
  problem = check_contents (&file);
  munmap (data, size);
  return problem;
}

char *
obelus_elf_check (const char *path)
{
  struct stat status;
  char *problem;

  /* Without O_NONBLOCK a FIFO would hold us here. */
  int descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0 || fstat (descriptor, &status) != 0)
    {
      int code = errno;
      if (descriptor >= 0)
        close (descriptor);
      return g_strdup_printf ("the file cannot be read: %s; correct its permissions or remove it", g_strerror (code));
    }

  if (!S_ISREG (status.st_mode))
    problem = g_strdup ("it is no regular file; remove it from the plugin folder");
  else
    problem = check_file (descriptor, (gsize) status.st_size);

  close (descriptor);
  return problem;
}

#else

char *
obelus_elf_check (const char *path G_GNUC_UNUSED)
{
  return NULL;
}

#endif
