/* The normal form of a token: one form of quotation marks, dashes and widths, and characters instead of references. */
#pragma once

#include <glib.h>

/* Whether a token may have a normal form other than itself: most have none, and this is quick to tell. */
gboolean normal_form_may_differ (const guchar *text, guint32 length, gboolean folds_case);

/* Writes the normal form of a token into @form, which is emptied first. Returns whether it differs from the token. */
gboolean normal_form_write (const char *text, guint32 length, gboolean folds_case, GString *form);
