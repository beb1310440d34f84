/* What in a text is not part of its story: bylines, datelines, boilerplate. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the sentence begins once tags, a bullet and a dateline such as `LONDON (Reuters) -` are off. One of a place
 * alone
 * (`Oslo - The ferry sank.`) is told only where a text @opens. */
guint32 clean_find_start (const char *text, guint32 start, guint32 end, gboolean opens);

/* Where it ends without the space and tags behind it. */
guint32 clean_find_end (const char *text, guint32 start, guint32 end);

/* Whether the sentence is a byline, a time stamp, a picture's caption or a phrase that sites add to every page. */
gboolean clean_is_aside (const char *text, guint32 start, guint32 end);

/* The length of a label that it begins with as captions do: `Hero: Jo Berg saved a child`, `Big day: The couple at the
 * church`; 0 if there is none. So do the speeches of a play: the caller decides by how many there are, and whether they
 * come again. */
guint32 clean_match_label (const char *text, guint32 start, guint32 end);

/* Whether two sentences were run together for want of a mark between them, as where a caption ends with a quotation:
 * `The boat was called 'a ruin' The owner sold it`. */
gboolean clean_is_run_together (const char *text, guint32 start, guint32 end);

/* Whether it ends with a mark that ends sentences, quotation marks and brackets behind it allowed. */
gboolean clean_has_end (const char *text, guint32 start, guint32 end);

G_END_DECLS
