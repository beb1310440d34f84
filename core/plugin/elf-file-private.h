/* A shared module's file, mapped, as the parts of the check see it. */
#pragma once

#include <glib.h>

#ifdef __ELF__

#include <elf.h>
#include <link.h>

typedef ElfW (Addr) ObelusElfAddress;
typedef ElfW (Phdr) ObelusElfSegment;

typedef struct
{
  const guchar *data;
  guint64 size;
  const ElfW (Ehdr) * header;
  const ObelusElfSegment *segments; /* @header->e_phnum of them, each within the file */
} ObelusElfFile;

/* Where the bytes that will be at @address once the module is loaded are in the file, if @length of them, aligned to
 * @alignment, come from one segment of it; NULL otherwise. */
gconstpointer obelus_elf_file_find (const ObelusElfFile *file, ObelusElfAddress address, guint64 length,
                                    guint alignment);

/* Whether @length bytes at @address belong to a segment that is loaded with these rights (PF_X, PF_W), whether or not
 * they come from the file. */
gboolean obelus_elf_file_has (const ObelusElfFile *file, ObelusElfAddress address, guint64 length, guint rights);

/* Whether @address lies between the first and the end of the last byte that is loaded. */
gboolean obelus_elf_file_spans (const ObelusElfFile *file, ObelusElfAddress address);

/* Checks the segments against each other: what the loader maps, and what it then reads there. Returns NULL, or what is
 * damaged as it is called in a sentence (static): "its program headers". */
const char *obelus_elf_check_segments (const ObelusElfFile *file);

/* Checks what the loader finds through the dynamic section: tables, symbols, versions and relocations. The same. */
const char *obelus_elf_check_dynamic (const ObelusElfFile *file);

#endif
