/* A component's options as its plugin declares them. */
#pragma once

#include <obelus/obelus-option.h>

/* Copies a plugin's table, whose elements are @stride bytes apart, into elements of the core's own size, and checks
 * each.
 * @first may be NULL for no options. Returns an array of @n_options elements and one more that is zero (transfer full),
 * or NULL with a clause in @problem (transfer full): "option 'x' has no summary; …". */
ObelusOption *obelus_option_table_read (const ObelusOption *first, gsize stride, guint *n_options, char **problem);
