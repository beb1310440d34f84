/* The segments of a module held against each other. */
#include "elf-file-private.h"

#ifdef __ELF__

/* Whether [@address, @address + @length) lies in [@start, @start + @size), which does not overflow. */
static gboolean
is_inside (guint64 address, guint64 length, guint64 start, guint64 size)
{
  return address >= start && address - start <= size && length <= size - (address - start);
}

gconstpointer
obelus_elf_file_find (const ObelusElfFile *file, ObelusElfAddress address, guint64 length, guint alignment)
{
  if (address % alignment != 0)
    return NULL;

  for (guint i = 0; i < file->header->e_phnum; i++)
    {
      const ObelusElfSegment *segment = &file->segments[i];

      if (segment->p_type == PT_LOAD && is_inside (address, length, segment->p_vaddr, segment->p_filesz))
        {
          const guchar *data = file->data + segment->p_offset + (address - segment->p_vaddr);
          return (guintptr) data % alignment == 0 ? data : NULL;
        }
    }

  return NULL;
}

gboolean
obelus_elf_file_has (const ObelusElfFile *file, ObelusElfAddress address, guint64 length, guint rights)
{
  for (guint i = 0; i < file->header->e_phnum; i++)
    {
      const ObelusElfSegment *segment = &file->segments[i];

      if (segment->p_type == PT_LOAD && (segment->p_flags & rights) == rights
          && is_inside (address, length, segment->p_vaddr, segment->p_memsz))
        return TRUE;
    }

  return FALSE;
}

gboolean
obelus_elf_file_spans (const ObelusElfFile *file, ObelusElfAddress address)
{
  guint64 first = G_MAXUINT64, end = 0;

  for (guint i = 0; i < file->header->e_phnum; i++)
    if (file->segments[i].p_type == PT_LOAD)
      {
        first = MIN (first, file->segments[i].p_vaddr);
        end = file->segments[i].p_vaddr + file->segments[i].p_memsz;
      }

  return address >= first && address <= end;
}

/* The loader maps whole pages one behind the other, in the order of the headers; @end is that of the one before. Only
 * data goes on, as zeros, behind what is in the file. */
static gboolean
is_loadable (const ObelusElfSegment *segment, guint64 end)
{
  const guint64 align = segment->p_align;

  return segment->p_memsz <= G_MAXINT64 && segment->p_vaddr <= G_MAXINT64 - segment->p_memsz && segment->p_vaddr >= end
         && segment->p_filesz <= segment->p_memsz
         && (segment->p_filesz == segment->p_memsz || (segment->p_flags & PF_W) != 0) && align != 0
         && (align & (align - 1)) == 0 && (segment->p_vaddr - segment->p_offset) % align == 0;
}

/* The rest of the segments name parts of those that are loaded. What becomes read-only after relocation may be filled
 * up to the end of a page by some linkers. */
static gboolean
is_loaded (const ObelusElfFile *file, const ObelusElfSegment *segment)
{
  if (segment->p_type != PT_GNU_RELRO)
    return segment->p_filesz == 0 || obelus_elf_file_find (file, segment->p_vaddr, segment->p_filesz, 1) != NULL;

  for (guint i = 0; i < file->header->e_phnum; i++)
    {
      const ObelusElfSegment *load = &file->segments[i];

      if (load->p_type == PT_LOAD && segment->p_memsz <= G_MAXINT64
          && is_inside (segment->p_vaddr, segment->p_memsz, load->p_vaddr, load->p_memsz + load->p_align))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_thread_storage (const ObelusElfSegment *segment)
{
  const guint64 align = segment->p_align;

  return segment->p_filesz <= segment->p_memsz && segment->p_memsz <= G_MAXINT32 && align <= G_MAXINT32
         && (align & (align - 1)) == 0;
}

const char *
obelus_elf_check_segments (const ObelusElfFile *file)
{
  guint n_loaded = 0, n_dynamic = 0;
  guint64 end = 0;

  for (guint i = 0; i < file->header->e_phnum; i++)
    {
      const ObelusElfSegment *segment = &file->segments[i];

      if (segment->p_type != PT_LOAD)
        continue;
      if (!is_loadable (segment, end))
        return "its program headers";
      end = segment->p_vaddr + segment->p_memsz;
      n_loaded++;
    }

  for (guint i = 0; i < file->header->e_phnum; i++)
    {
      const ObelusElfSegment *segment = &file->segments[i];

      if (segment->p_type == PT_LOAD || segment->p_type == PT_NULL || segment->p_type == PT_GNU_STACK)
        continue;
      if (!is_loaded (file, segment) || (segment->p_type == PT_TLS && !is_thread_storage (segment)))
        return "its program headers";
      if (segment->p_type == PT_DYNAMIC)
        n_dynamic++;
    }

  return n_loaded == 0 || n_dynamic != 1 ? "its program headers" : NULL;
}

#endif
