/* From Markdown to the text that a page made of it shows. */
#pragma once

#include <obelus/obelus-plugin.h>

/* What stands between the marks above a text, as far as documents have a place for it; strings, all nullable. */
typedef struct
{
  char *title;
  char *author;
  char *date;
  char *description;
  char *language;
} FrontMatter;

void front_matter_clear (FrontMatter *matter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FrontMatter, front_matter_clear)

/* Whether a text begins with front matter: lines between two of `---`, or of `+++`. */
gboolean markdown_has_front_matter (const char *text, gsize length);

/* Appends to @shown what a page made of the @length bytes of @text shows: blocks with blank lines between, without the
 * marks of emphasis, links, pictures and tables. What tells headings, lists and code stays, since stages go by it. A
 * title of the front matter stands first where the text does not begin with a heading. Returns FALSE with an error if
 * memory could not be had, or the work of this thread was cancelled. */
gboolean markdown_read (ObelusContext *context, const char *text, gsize length, GString *shown, FrontMatter *matter,
                        GError **error);
