/* Markdown within a block: emphasis, links, pictures, code. */
#pragma once

#include <glib.h>

/* Appends to @shown the @length bytes of @text, a whole block, without what is marks in it. @is_mark is working space
 * of as many bytes. O(length). */
void markdown_append_inline (GString *shown, const char *text, gsize length, guint8 *is_mark);
