/* Text for a terminal: harmless, measured in columns, cut, wrapped. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends text of unknown origin as one line that can do no harm: left-overs of HTML are read as they were meant, runs
 * of white space become one space, control characters are shown as pictures (␛), and characters that hide text or turn
 * its direction around are left out. */
void display_append_clean (GString *output, const char *text, gsize length);

/* The same as a new string of at most `max_columns`, which ends with an ellipsis where text was cut; 0 for no limit. */
char *display_make_clean (const char *text, gsize length, guint max_columns);

/* How many columns a clean text takes up: wide characters two, combining marks none. */
guint display_measure (const char *clean);

/* Appends a clean text that begins in `column` and goes on in new lines after `indent` spaces, so that no line is wider
 * than `width`. Lines break at spaces and beside ideographs; inside a word only where it alone is too wide. */
void display_append_wrapped (GString *output, const char *clean, guint column, guint indent, guint width);

void display_append_spaces (GString *output, guint n_spaces);

G_END_DECLS
