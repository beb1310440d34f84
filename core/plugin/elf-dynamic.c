/* What the loader finds through a module's dynamic section, and follows without looking. */
#include "elf-dynamic-private.h"

#ifdef __ELF__

#include <string.h>

typedef ElfW (Dyn) Entry;
typedef ElfW (Sym) Symbol;
typedef ElfW (Verneed) NeededFile;
typedef ElfW (Vernaux) NeededVersion;
typedef ElfW (Verdef) DefinedVersion;
typedef ElfW (Verdaux) DefinedName;
typedef ElfW (Half) VersionNumber;

/* The loader turns offsets into addresses where they stand, except where it leaves them alone. */
#if defined(__mips__) || defined(__riscv)
#define WRITTEN_ENTRIES 0
#else
#define WRITTEN_ENTRIES PF_W
#endif

/* A hundred times as many as linkers make. */
#define MAX_ENTRIES 4096

#define VERSION_MASK 0x7fff /* the bit above hides a symbol */

gboolean
obelus_elf_dynamic_get (const ObelusElfDynamic *dynamic, gint64 tag, guint64 *value)
{
  for (gsize i = dynamic->n_entries; i > 0; i--)
    if (dynamic->entries[i - 1].d_tag == tag)
      {
        *value = dynamic->entries[i - 1].d_un.d_val;
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_string (const ObelusElfDynamic *dynamic, guint64 offset)
{
  return offset < dynamic->strings_length;
}

static gboolean
read_entries (ObelusElfDynamic *dynamic)
{
  const ObelusElfFile *file = dynamic->file;

  for (guint i = 0; i < file->header->e_phnum; i++)
    if (file->segments[i].p_type == PT_DYNAMIC)
      {
        gsize most = MIN (file->segments[i].p_filesz / sizeof (Entry), MAX_ENTRIES);

        dynamic->entries
            = obelus_elf_file_find (file, file->segments[i].p_vaddr, file->segments[i].p_filesz, G_ALIGNOF (Entry));
        if (dynamic->entries == NULL
            || !obelus_elf_file_has (file, file->segments[i].p_vaddr, file->segments[i].p_filesz, WRITTEN_ENTRIES))
          return FALSE;
        while (dynamic->n_entries < most && dynamic->entries[dynamic->n_entries].d_tag != DT_NULL)
          dynamic->n_entries++;
        return dynamic->n_entries < most;
      }

  return FALSE;
}

static gboolean
read_strings (ObelusElfDynamic *dynamic)
{
  guint64 address, length;

  if (!obelus_elf_dynamic_get (dynamic, DT_STRTAB, &address) || !obelus_elf_dynamic_get (dynamic, DT_STRSZ, &length)
      || length == 0)
    return FALSE;

  dynamic->strings = obelus_elf_file_find (dynamic->file, address, length, 1);
  dynamic->strings_length = length;
  if (dynamic->strings == NULL || dynamic->strings[length - 1] != '\0')
    return FALSE;

  for (gsize i = 0; i < dynamic->n_entries; i++)
    switch (dynamic->entries[i].d_tag)
      {
      case DT_NEEDED:
      case DT_SONAME:
      case DT_RPATH:
      case DT_RUNPATH:
      case DT_AUXILIARY:
      case DT_FILTER:
        if (!is_string (dynamic, dynamic->entries[i].d_un.d_val))
          return FALSE;
        break;
      default:
        break;
      }

  return TRUE;
}

/* Symbols: their number stands in neither of the two kinds of hash table, but follows from both. */

static gboolean
count_by_hash (const ObelusElfDynamic *dynamic, guint64 address, guint64 *n_symbols)
{
  const guint32 *table = obelus_elf_file_find (dynamic->file, address, 2 * sizeof *table, sizeof *table);
  guint32 n_buckets, n_chains, steps = 0;

  if (table == NULL || table[0] == 0)
    return FALSE;

  n_buckets = table[0];
  n_chains = table[1];
  if (obelus_elf_file_find (dynamic->file, address, ((guint64) n_buckets + n_chains + 2) * sizeof *table, sizeof *table)
      == NULL)
    return FALSE;

  /* Each symbol is in one chain: more steps than symbols mean that one leads back into itself, without an end. */
  for (guint32 i = 0; i < n_buckets; i++)
    for (guint32 symbol = table[2 + i]; symbol != STN_UNDEF; symbol = table[2 + n_buckets + symbol])
      if (symbol >= n_chains || steps++ >= n_chains)
        return FALSE;

  *n_symbols = n_chains;
  return TRUE;
}

/* A module that exports nothing has a table that says nothing. Linkers put the names behind the symbols. */
static gboolean
count_by_place (const ObelusElfDynamic *dynamic, guint64 *n_symbols)
{
  guint64 symbols, names;

  if (!obelus_elf_dynamic_get (dynamic, DT_SYMTAB, &symbols) || !obelus_elf_dynamic_get (dynamic, DT_STRTAB, &names)
      || names < symbols)
    return FALSE;

  *n_symbols = (names - symbols) / sizeof (Symbol);
  return TRUE;
}

static gboolean
count_by_gnu_hash (const ObelusElfDynamic *dynamic, guint64 address, guint64 *n_symbols)
{
  const guint32 *table = obelus_elf_file_find (dynamic->file, address, 4 * sizeof *table, sizeof *table);
  guint64 n_buckets, first, n_words, length, last = 0;
  const guint32 *buckets, *chain;

  if (table == NULL)
    return FALSE;

  n_buckets = table[0];
  first = table[1];
  n_words = table[2];
  /* The filter's words are found with a mask. */
  if (n_buckets == 0 || n_words == 0 || (n_words & (n_words - 1)) != 0)
    return FALSE;

  length = 4 * sizeof *table + n_words * sizeof (ObelusElfAddress) + n_buckets * sizeof *table;
  if (obelus_elf_file_find (dynamic->file, address, length, sizeof *table) == NULL)
    return FALSE;

  buckets = (const guint32 *) ((const guchar *) table + length) - n_buckets;
  for (guint64 i = 0; i < n_buckets; i++)
    {
      if (buckets[i] != 0 && buckets[i] < first)
        return FALSE;
      last = MAX (last, buckets[i]);
    }
  if (last == 0)
    return count_by_place (dynamic, n_symbols);

  /* The last chain ends with the last symbol, and each chain before it ends no later. */
  do
    {
      chain = obelus_elf_file_find (dynamic->file, address + length + (last - first) * sizeof *chain, sizeof *chain,
                                    sizeof *chain);
      if (chain == NULL)
        return FALSE;
      last++;
    }
  while ((*chain & 1) == 0);

  *n_symbols = last;
  return TRUE;
}

static gboolean
read_symbols (ObelusElfDynamic *dynamic)
{
  guint64 address, hash, entry_size;
  gboolean counted = FALSE;

  if (obelus_elf_dynamic_get (dynamic, DT_GNU_HASH, &hash))
    {
      if (!count_by_gnu_hash (dynamic, hash, &dynamic->n_symbols))
        return FALSE;
      counted = TRUE;
    }
  /* If both are there, the loader uses the other; this one still knows about symbols that are only used. */
  if (obelus_elf_dynamic_get (dynamic, DT_HASH, &hash))
    {
      guint64 n_symbols;

      if (!count_by_hash (dynamic, hash, &n_symbols) || (counted && n_symbols < dynamic->n_symbols))
        return FALSE;
      dynamic->n_symbols = n_symbols;
      counted = TRUE;
    }

  if (!counted || dynamic->n_symbols > G_MAXUINT32 || !obelus_elf_dynamic_get (dynamic, DT_SYMTAB, &address)
      || (obelus_elf_dynamic_get (dynamic, DT_SYMENT, &entry_size) && entry_size != sizeof (Symbol)))
    return FALSE;

  dynamic->symbols
      = obelus_elf_file_find (dynamic->file, address, dynamic->n_symbols * sizeof (Symbol), G_ALIGNOF (Symbol));
  if (dynamic->symbols == NULL)
    return FALSE;

  for (guint64 i = 0; i < dynamic->n_symbols; i++)
    {
      const Symbol *symbol = &dynamic->symbols[i];

      if (!is_string (dynamic, symbol->st_name))
        return FALSE;
      /* The loader would not look elsewhere for it. */
      if (i > 0 && symbol->st_shndx == SHN_UNDEF && ELF64_ST_VISIBILITY (symbol->st_other) != STV_DEFAULT)
        return FALSE;
      /* A symbol of this type is called while the module is being loaded. */
      if (ELF64_ST_TYPE (symbol->st_info) == STT_GNU_IFUNC && symbol->st_shndx != SHN_UNDEF
          && !obelus_elf_file_has (dynamic->file, symbol->st_value, 1, PF_X))
        return FALSE;
    }

  return TRUE;
}

/* Versions */

static gboolean
is_needed_file (const ObelusElfDynamic *dynamic, guint64 name)
{
  for (gsize i = 0; i < dynamic->n_entries; i++)
    if (dynamic->entries[i].d_tag == DT_NEEDED
        && strcmp (dynamic->strings + dynamic->entries[i].d_un.d_val, dynamic->strings + name) == 0)
      return TRUE;

  return FALSE;
}

static void
note_version (ObelusElfDynamic *dynamic, guint version)
{
  dynamic->largest_version = MAX (dynamic->largest_version, version & VERSION_MASK);
}

/* Links lead forward by at least a record, so that every walk ends. */
static gboolean
read_versions_of_file (ObelusElfDynamic *dynamic, guint64 address)
{
  for (;;)
    {
      const NeededVersion *version = obelus_elf_file_find (dynamic->file, address, sizeof *version, sizeof (guint32));

      if (version == NULL || !is_string (dynamic, version->vna_name))
        return FALSE;
      note_version (dynamic, version->vna_other);
      if (version->vna_next == 0)
        return TRUE;
      if (version->vna_next < sizeof *version)
        return FALSE;
      address += version->vna_next;
    }
}

static gboolean
read_needed_versions (ObelusElfDynamic *dynamic, guint64 address)
{
  for (;;)
    {
      const NeededFile *file = obelus_elf_file_find (dynamic->file, address, sizeof *file, sizeof (guint32));

      if (file == NULL || !is_string (dynamic, file->vn_file) || !is_needed_file (dynamic, file->vn_file)
          || !read_versions_of_file (dynamic, address + file->vn_aux))
        return FALSE;
      if (file->vn_next == 0)
        return TRUE;
      if (file->vn_next < sizeof *file)
        return FALSE;
      address += file->vn_next;
    }
}

static gboolean
read_defined_versions (ObelusElfDynamic *dynamic, guint64 address)
{
  for (;;)
    {
      const DefinedVersion *version = obelus_elf_file_find (dynamic->file, address, sizeof *version, sizeof (guint32));
      const DefinedName *name;

      if (version == NULL)
        return FALSE;
      name = obelus_elf_file_find (dynamic->file, address + version->vd_aux, sizeof *name, sizeof (guint32));
      if (name == NULL || !is_string (dynamic, name->vda_name))
        return FALSE;
      note_version (dynamic, version->vd_ndx);
      if (version->vd_next == 0)
        return TRUE;
      if (version->vd_next < sizeof *version)
        return FALSE;
      address += version->vd_next;
    }
}

/* Symbols have versions if there are any, and only then. */
static gboolean
read_versions (ObelusElfDynamic *dynamic)
{
  guint64 needed = 0, defined = 0, numbers;
  const gboolean has_needed = obelus_elf_dynamic_get (dynamic, DT_VERNEED, &needed);
  const gboolean has_defined = obelus_elf_dynamic_get (dynamic, DT_VERDEF, &defined);
  const VersionNumber *versions;

  if (obelus_elf_dynamic_get (dynamic, DT_VERSYM, &numbers) != (has_needed || has_defined))
    return FALSE;
  if (!has_needed && !has_defined)
    return TRUE;
  if (has_needed && !read_needed_versions (dynamic, needed))
    return FALSE;
  if (has_defined && !read_defined_versions (dynamic, defined))
    return FALSE;

  versions = obelus_elf_file_find (dynamic->file, numbers, dynamic->n_symbols * sizeof *versions, sizeof *versions);
  for (guint64 i = 0; versions != NULL && i < dynamic->n_symbols; i++)
    if ((versions[i] & VERSION_MASK) > MAX (dynamic->largest_version, VER_NDX_GLOBAL))
      return FALSE;

  return versions != NULL;
}

const char *
obelus_elf_check_dynamic (const ObelusElfFile *file)
{
  ObelusElfDynamic dynamic = { .file = file };

  if (!read_entries (&dynamic))
    return "the entries of its dynamic section";
  if (!read_strings (&dynamic))
    return "the names in its dynamic section";
  if (!read_symbols (&dynamic))
    return "its symbols";
  if (!read_versions (&dynamic))
    return "the versions of its symbols";
  return obelus_elf_check_relocations (&dynamic);
}

#endif
