/* Telling text from files that are something else. */
#pragma once

#include <glib.h>

/* What the bytes look like when they are no UTF-8 text, as an end of "this looks like …", with what to do: "a PDF file;
 * extract its text first". NULL if nothing speaks against text. */
const char *kind_of_bytes (const char *bytes, gsize length);

/* Whether a text begins as a web page does. */
gboolean kind_is_page (const char *text, gsize length);

/* Whether a text begins as an object in JSON does, or a list of them. */
gboolean kind_is_json (const char *text, gsize length);

/* Whether a text begins with the header of a mail as programs exchange it; that of a memorandum has no such lines. */
gboolean kind_is_mail (const char *text, gsize length);
