/* Divides texts into parts, for judging texts that training did not see. */
#pragma once

#include <obelus/obelus-plugin.h>

G_BEGIN_DECLS

/**
 * sentiment_find_part:
 * @document: a text
 * @n_parts: how many parts there are, at least 1
 *
 * Texts with the same metadata `group` are in the same part; of those without one, texts of equal letters, however they
 * are spaced and punctuated.
 *
 * Returns: the number of the text's part
 */
guint sentiment_find_part (ObelusDocument *document, guint n_parts);

G_END_DECLS
