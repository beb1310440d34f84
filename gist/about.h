/* What a text is called, where it is from, and what language it is in. */
#pragma once

#include <obelus/obelus-plugin.h>

/* Where the words of the first paragraph (nullable layer) of the kind `title` are; a heading that the text begins with
 * is one as well. */
gboolean about_find_title (const char *text, ObelusLayer *paragraphs, guint32 *start, guint32 *end);

/* The name, without folders, of the merged text (nullable layer @inputs) in which the byte @start is; %NULL if there is
 * but one. */
char *about_dup_origin (ObelusLayer *inputs, guint32 start);

/* The rank of the last of the @n_shown sentences of the summary (nullable) that say most; all have a rank up to
 * G_MAXINT64, and none has G_MININT64. */
gint64 about_find_last_rank (ObelusLayer *summary, guint32 n_shown);

/* Whether a row of the summary is among those. */
gboolean about_is_shown (ObelusLayer *summary, gint64 last_rank, guint32 row);

/* Whether `[start, end)` shares a byte with one of them, and the first that does. */
gboolean about_find_in_summary (ObelusLayer *summary, gint64 last_rank, guint32 start, guint32 end, guint32 *shown);

gboolean about_is_blank (const char *text, guint32 length);

/* The code of the text's language, or %NULL where it is unknown or English, in which moods are read and digests
 * written. */
const char *about_find_foreign_language (ObelusLayer *languages);

/* What a reader of English calls a language; unknown codes as they are. */
const char *about_name_language (const char *code);
