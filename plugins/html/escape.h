/* Text as HTML that means that text, whatever stands in it. */
#pragma once

#include <glib.h>

/* Appends `[text, text + length)`, valid UTF-8, for use between tags and in quoted attributes. What HTML does not allow
 * in a page becomes a picture (␛) or U+FFFD; all line ends become line feeds. Six times @length at most. */
void html_append_text (GString *output, const char *text, gsize length);

/* The same of a string that ends with a NUL. */
void html_append_string (GString *output, const char *string);
