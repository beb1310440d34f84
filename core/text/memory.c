/* Asking for memory where GLib's own containers would end the program. */
#include "memory-private.h"

#include <obelus/obelus-error.h>

/* What a large request leaves to others, whose small ones cannot fail in an orderly way. */
#define SPARE OBELUS_MEMORY_WORTH_ASKING

static gboolean
fail (gsize size, GError **error)
{
  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
               "there is not enough memory for %" G_GSIZE_FORMAT " bytes; split the document or free memory", size);
  return FALSE;
}

/* No allocator has as much as that. */
#define TOO_MUCH ((gsize) G_MAXSSIZE)

static gboolean
is_there (gsize size)
{
  gpointer memory = g_try_malloc (size);

  /* Without this a compiler may find that nobody uses the memory, and not ask for it. */
  __asm__ volatile("" : : "g"(memory) : "memory");
  g_free (memory);
  return memory != NULL;
}

gboolean
obelus_memory_check (gsize size, GError **error)
{
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return (size < TOO_MUCH - SPARE && is_there (size + SPARE)) || fail (size, error);
}

gboolean
obelus_string_reserve (GString *string, gsize size, GError **error)
{
  g_return_val_if_fail (string != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (G_LIKELY (string->allocated_len - string->len > size))
    return TRUE;
  if (size >= TOO_MUCH - string->len)
    return fail (size, error);

  /* Twice as much, or where that is too much, what is needed. */
  gsize needed = string->len + size + 1;
  gsize capacity = MAX (needed, string->allocated_len <= G_MAXSIZE / 2 ? string->allocated_len * 2 : needed);
  char *str = g_try_realloc (string->str, capacity);
  if (str == NULL && capacity > needed)
    str = g_try_realloc (string->str, capacity = needed);
  if (str == NULL)
    return fail (needed, error);

  string->str = str;
  string->allocated_len = capacity;
  return size < SPARE || is_there (SPARE) || fail (needed, error);
}
