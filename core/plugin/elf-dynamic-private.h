/* A module's dynamic section, as the parts of its check read it. */
#pragma once

#include "elf-file-private.h"

#ifdef __ELF__

typedef struct
{
  const ObelusElfFile *file;
  const ElfW (Dyn) * entries; /* up to DT_NULL */
  gsize n_entries;
  const char *strings; /* the last one ends where the table ends */
  gsize strings_length;
  const ElfW (Sym) * symbols;
  guint64 n_symbols;
  guint largest_version; /* that is defined or needed */
} ObelusElfDynamic;

/* The value of the last entry of a tag, which is the one that counts. Returns whether there is one. */
gboolean obelus_elf_dynamic_get (const ObelusElfDynamic *dynamic, gint64 tag, guint64 *value);

/* Check what the loader writes into, and what it calls. Return NULL, or what makes no sense (static). Symbols must have
 * been counted. */
const char *obelus_elf_check_relocations (const ObelusElfDynamic *dynamic);

#endif
