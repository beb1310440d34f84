/* What the loader writes into a module, and what of it the loader calls. */
#include "elf-dynamic-private.h"

#ifdef __ELF__

typedef ElfW (Rela) RelocationWithAddend;
typedef ElfW (Rel) Relocation;

#if __ELF_NATIVE_CLASS == 64
#define RELOCATION_SYMBOL(info) ELF64_R_SYM (info)
#else
#define RELOCATION_SYMBOL(info) ELF32_R_SYM (info)
#endif

/* Relocations: words that the loader writes */

typedef struct
{
  const guchar *table;
  guint64 length;
  gsize stride;
  gboolean with_addend;
} Relocations;

/* What else there must be where an entry of @tag is; and nothing where it is not. */
static gboolean
read_table (const ObelusElfDynamic *dynamic, gint64 tag, gint64 size_tag, gsize stride, guint alignment,
            const guchar **table, guint64 *length)
{
  guint64 address;
  gboolean is_there = obelus_elf_dynamic_get (dynamic, tag, &address);

  *table = NULL;
  *length = 0;
  if (obelus_elf_dynamic_get (dynamic, size_tag, length) != is_there)
    return FALSE;
  if (!is_there || *length == 0)
    return TRUE;

  *table = obelus_elf_file_find (dynamic->file, address, *length, alignment);
  return *table != NULL && *length % stride == 0;
}

/* Both kinds of record begin alike. */
static const Relocation *
get_relocation (const Relocations *relocations, guint64 offset)
{
  return (const Relocation *) (relocations->table + offset);
}

static gboolean
read_relocations (const ObelusElfDynamic *dynamic, gint64 tag, gint64 size_tag, gboolean with_addend,
                  Relocations *relocations)
{
  relocations->with_addend = with_addend;
  relocations->stride = with_addend ? sizeof (RelocationWithAddend) : sizeof (Relocation);
  return read_table (dynamic, tag, size_tag, relocations->stride, G_ALIGNOF (Relocation), &relocations->table,
                     &relocations->length);
}

/* @rights are those of the memory that may be written. */
static gboolean
check_relocations (const ObelusElfDynamic *dynamic, const Relocations *relocations, guint rights)
{
  for (guint64 i = 0; i < relocations->length; i += relocations->stride)
    {
      const Relocation *relocation = get_relocation (relocations, i);
      guint64 symbol = RELOCATION_SYMBOL (relocation->r_info);

      if (relocation->r_info != 0
          && !obelus_elf_file_has (dynamic->file, relocation->r_offset, sizeof (ObelusElfAddress), rights))
        return FALSE;
      if (symbol >= MAX (dynamic->n_symbols, 1))
        return FALSE;
      /* Without a symbol, it is a place of the module itself that is meant, or of its thread's storage. */
      if (relocations->with_addend && symbol == 0
          && !obelus_elf_file_spans (dynamic->file, ((const RelocationWithAddend *) relocation)->r_addend))
        return FALSE;
    }

  return TRUE;
}

/* The first so many are all of the one simplest type, says the module; the loader takes its word for it. */
static gboolean
check_count (const ObelusElfDynamic *dynamic, gint64 count_tag, const Relocations *relocations)
{
  guint64 count;

  if (!obelus_elf_dynamic_get (dynamic, count_tag, &count) || count == 0)
    return TRUE;
  if (count > relocations->length / relocations->stride)
    return FALSE;

  for (guint64 i = 0; i < count; i++)
    {
      guint64 info = get_relocation (relocations, i * relocations->stride)->r_info;

      /* What that type is called depends on the architecture. */
      if (RELOCATION_SYMBOL (info) != 0 || info != get_relocation (relocations, 0)->r_info)
        return FALSE;
    }

  return TRUE;
}

#ifdef DT_RELR
/* Addresses, each followed by bitmaps of the words behind it. */
static gboolean
check_relative_relocations (const ObelusElfDynamic *dynamic, guint rights)
{
  const guint bits = 8 * sizeof (ObelusElfAddress) - 1;
  const ObelusElfAddress *words;
  const guchar *table;
  guint64 length, place = 0;

  if (!read_table (dynamic, DT_RELR, DT_RELRSZ, sizeof *words, sizeof *words, &table, &length))
    return FALSE;

  words = (const ObelusElfAddress *) table;
  for (guint64 i = 0; i < length / sizeof *words; i++)
    if ((words[i] & 1) == 0)
      {
        if (!obelus_elf_file_has (dynamic->file, words[i], sizeof *words, rights))
          return FALSE;
        place = words[i] + sizeof *words;
      }
    else
      {
        for (guint bit = 0; bit < bits; bit++)
          if ((words[i] >> (bit + 1) & 1) != 0
              && !obelus_elf_file_has (dynamic->file, place + bit * sizeof *words, sizeof *words, rights))
            return FALSE;
        place += bits * sizeof *words;
      }

  return TRUE;
}
#endif

/* The sizes of records must be given exactly where there are any. */
static gboolean
check_record_sizes (const ObelusElfDynamic *dynamic)
{
  static const struct
  {
    gint64 tag, size_tag;
    guint64 size;
  } records[] = {
    { DT_RELA, DT_RELAENT, sizeof (RelocationWithAddend) },
    { DT_REL, DT_RELENT, sizeof (Relocation) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      guint64 size, unused;

      if (obelus_elf_dynamic_get (dynamic, records[i].tag, &unused)
          && (!obelus_elf_dynamic_get (dynamic, records[i].size_tag, &size) || size != records[i].size))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_all_relocations (const ObelusElfDynamic *dynamic, Relocations *with_addends)
{
  guint64 kind = DT_NULL, flags = 0, unused;
  Relocations without = { 0 }, calls = { 0 };
  /* With text relocations, code is made writable for as long as it takes. */
  gboolean in_text = obelus_elf_dynamic_get (dynamic, DT_TEXTREL, &unused)
                     || (obelus_elf_dynamic_get (dynamic, DT_FLAGS, &flags) && (flags & DF_TEXTREL) != 0);
  guint rights = in_text ? 0 : PF_W;

  if (obelus_elf_dynamic_get (dynamic, DT_JMPREL, &unused) != obelus_elf_dynamic_get (dynamic, DT_PLTREL, &kind)
      || (kind != DT_NULL && kind != DT_RELA && kind != DT_REL))
    return FALSE;
#ifdef DT_RELR
  if (!check_relative_relocations (dynamic, rights))
    return FALSE;
#endif

  return check_record_sizes (dynamic) && read_relocations (dynamic, DT_JMPREL, DT_PLTRELSZ, kind == DT_RELA, &calls)
         && check_relocations (dynamic, &calls, rights)
         && read_relocations (dynamic, DT_RELA, DT_RELASZ, TRUE, with_addends)
         && check_relocations (dynamic, with_addends, rights) && check_count (dynamic, DT_RELACOUNT, with_addends)
         && read_relocations (dynamic, DT_REL, DT_RELSZ, FALSE, &without)
         && check_relocations (dynamic, &without, rights) && check_count (dynamic, DT_RELCOUNT, &without);
}

/* Functions that the loader calls */

static gboolean
check_function (const ObelusElfDynamic *dynamic, gint64 tag)
{
  guint64 address;

  return !obelus_elf_dynamic_get (dynamic, tag, &address) || obelus_elf_file_has (dynamic->file, address, 1, PF_X);
}

/* Marks the elements of a list at @address that a relocation writes. Returns whether those will be functions. */
static gboolean
check_written_functions (const ObelusElfDynamic *dynamic, const Relocations *with_addends, guint64 address,
                         guint8 *written, guint64 n_elements)
{
  for (guint64 i = 0; i < with_addends->length; i += with_addends->stride)
    {
      const RelocationWithAddend *relocation = (const RelocationWithAddend *) get_relocation (with_addends, i);
      guint64 element = (relocation->r_offset - address) / sizeof (ObelusElfAddress);

      if (relocation->r_offset < address || element >= n_elements)
        continue;
      if (RELOCATION_SYMBOL (relocation->r_info) == 0
          && !obelus_elf_file_has (dynamic->file, (ObelusElfAddress) relocation->r_addend, 1, PF_X))
        return FALSE;
      written[element] = TRUE;
    }

  return TRUE;
}

/* An element that no relocation with an addend writes holds the address itself, less the place of the module. */
static gboolean
check_function_list (const ObelusElfDynamic *dynamic, const Relocations *with_addends, gint64 tag, gint64 size_tag)
{
  const gsize stride = sizeof (ObelusElfAddress);
  g_autofree guint8 *written = NULL;
  guint64 address, length;
  const guchar *table;

  if (!obelus_elf_dynamic_get (dynamic, tag, &address))
    return TRUE;
  if (!read_table (dynamic, tag, size_tag, stride, stride, &table, &length))
    return FALSE;
  if (length == 0)
    return TRUE;

  written = g_try_malloc0 (length / stride);
  if (written == NULL || !check_written_functions (dynamic, with_addends, address, written, length / stride))
    return FALSE;

  for (guint64 i = 0; i < length / stride; i++)
    if (!written[i] && !obelus_elf_file_has (dynamic->file, ((const ObelusElfAddress *) table)[i], 1, PF_X))
      return FALSE;

  return TRUE;
}

static gboolean
check_functions (const ObelusElfDynamic *dynamic, const Relocations *with_addends)
{
  guint64 unused;

  /* Only programs have functions that run before all libraries' own. */
  return !obelus_elf_dynamic_get (dynamic, DT_PREINIT_ARRAY, &unused) && check_function (dynamic, DT_INIT)
         && check_function (dynamic, DT_FINI)
         && check_function_list (dynamic, with_addends, DT_INIT_ARRAY, DT_INIT_ARRAYSZ)
         && check_function_list (dynamic, with_addends, DT_FINI_ARRAY, DT_FINI_ARRAYSZ);
}

static gboolean
check_plt (const ObelusElfDynamic *dynamic)
{
  guint64 address;

  /* Lazy binding, which some architectures prepare whatever the mode, writes the first three words. */
  return !obelus_elf_dynamic_get (dynamic, DT_PLTGOT, &address)
         || obelus_elf_file_has (dynamic->file, address, 3 * sizeof (ObelusElfAddress), 0);
}

const char *
obelus_elf_check_relocations (const ObelusElfDynamic *dynamic)
{
  Relocations with_addends = { 0 };

  if (!check_plt (dynamic) || !check_all_relocations (dynamic, &with_addends))
    return "its relocations";
  return check_functions (dynamic, &with_addends) ? NULL : "its initialisers";
}

#endif
