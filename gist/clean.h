/* Text of unknown origin as one line that people can be shown. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends text of unknown origin as one line that can do no harm: left-overs of HTML are read as they were meant, runs
 * of white space become one space, words that were divided at the end of a line are whole again, marks of quoted mail
 * are left out, control characters are shown as pictures (␛), and characters that hide text or turn its direction
 * around are left out. */
void clean_append (GString *output, const char *text, gsize length);

/* The same as a new string of at most `max_columns`, which ends with an ellipsis where text was cut; 0 for no limit. */
char *clean_dup (const char *text, gsize length, guint max_columns);

/* The name `[start, end)`, cut where it is too long for one. */
char *clean_dup_name (const char *text, guint32 start, guint32 end);

/* The sentence `[start, end)`, cut where it runs on, and without a quotation mark that has no partner in it
 * or the bullet of a list. */
char *clean_dup_sentence (const char *text, guint32 start, guint32 end);

/* How many columns of a terminal a clean text takes up: wide characters two, combining marks none. */
guint clean_measure (const char *clean);
guint clean_measure_character (gunichar character);

G_END_DECLS
