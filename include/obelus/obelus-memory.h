/* Memory that may not be there. */
#pragma once

#include <glib.h>
#include <obelus/obelus-macros.h>

G_BEGIN_DECLS

/*
 * GLib ends the program where it gets no memory. For the small things of which every program makes thousands that is
 * how it should be; what grows with a document must be an error of that document. So it is either allocated by
 * g_try_malloc () and its like, or memory for it is asked for before.
 */

/**
 * obelus_memory_check: (skip)
 * @size: how many bytes
 * @error: return location for an error
 *
 * Asks for memory and gives it back: for arrays and tables of GLib that are about to grow to so many bytes. The pages
 * are not touched, so that it costs next to nothing.
 *
 * Returns: whether so much memory is there; otherwise with [error@Error.NO_MEMORY]
 */
OBELUS_API gboolean obelus_memory_check (gsize size, GError **error);

/**
 * obelus_string_reserve: (skip)
 * @string: a string that grows with a document, such as a writer's output
 * @size: how many bytes are to be appended
 * @error: return location for an error
 *
 * Makes room, so that appending so many bytes allocates nothing. Room is doubled, so that asking before each of many
 * small pieces costs no more than appending them does.
 *
 * Returns: whether there is room; otherwise with [error@Error.NO_MEMORY], and the string is as it was
 */
OBELUS_API gboolean obelus_string_reserve (GString *string, gsize size, GError **error);

G_END_DECLS
