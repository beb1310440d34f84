/* What stands before the words of a title. */
#pragma once

#include <glib.h>

/* How many bytes of a title are no words of it: marks of Markdown, `Subject: Re:` of mail, the `UPDATE 2-` of wires. */
guint32 learn_title_prefix_measure (const char *title, guint32 length);
