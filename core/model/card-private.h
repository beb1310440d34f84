/* Reading a model's card. */
#pragma once

#include <glib.h>

/* Reads a whole card, one JSON object. @language (out, transfer full) is its string `language`, NULL if it has none.
 * FALSE with an error that names line and column if the card is anything else; @language is NULL then. */
gboolean obelus_card_read_language (const char *card, char **language, GError **error);
