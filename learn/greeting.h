/* What speakers and pages say before they say anything. */
#pragma once

#include <glib.h>

/* How many bytes of a sentence say who speaks, in capitals as transcripts do: `ANN LEE, HOST: `. */
guint32 learn_speaker_label_measure (const char *sentence, guint32 length);

/* The same, also of labels in small letters: `Ann Lee: `. So begins many a headline, too. */
guint32 learn_name_label_measure (const char *sentence, guint32 length);

/* Whether a sentence only greets or thanks, also behind such a label: `Good evening.`, `Hello and welcome to our live
 * coverage.`, `Ann Lee: Thank you for having me.` */
gboolean learn_is_greeting (const char *sentence, guint32 length);
