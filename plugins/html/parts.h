/* Parts of a document on the page. */
#pragma once

#include "page.h"

/* Appends what is told of the text before it: summary, names, phrases, mood, quotations. Nothing if there is nothing to
 * tell. What it links to gets its address when the text is appended. */
void html_part_append_glance (HtmlPage *page);

/* Appends the heading, @glance behind it, and the text, block by block. The heading is the text's first block if that
 * is a title, otherwise @name, which is clean. */
gboolean html_part_append_text (HtmlPage *page, const char *name, const GString *glance, GError **error);

/* What the document is called: its first block if that is a title, otherwise @name. One clean line. */
char *html_part_dup_title (const HtmlPage *page, const char *name);
