/* Clean text on a terminal: wrapped to lines. */
#pragma once

#include "clean.h"

G_BEGIN_DECLS

/* Appends a clean text that begins in `column` and goes on in new lines after `indent` spaces, so that no line is wider
 * than `width`. Lines break at spaces and beside ideographs; inside a word only where it alone is too wide. */
void display_append_wrapped (GString *output, const char *clean, guint column, guint indent, guint width);

void display_append_spaces (GString *output, guint n_spaces);

G_END_DECLS
