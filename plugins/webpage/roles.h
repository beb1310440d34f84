/* What an element says of itself by `hidden`, `role`, `class` and `id`. */
#pragma once

#include "markup.h"

/* Sets what holds of an element that pages close: whether it is hidden, whether its role is beside the text, and
 * whether it is only named so. */
void role_read (const Piece *tag, gboolean *is_hidden, gboolean *is_outside, gboolean *is_named);
