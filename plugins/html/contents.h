/* The list of what is on a page. */
#pragma once

#include <glib.h>

/* Documents beyond so many are counted and not listed: memory does not grow with the input. */
#define HTML_MAX_LISTED 10000

/* What threads that format documents share; in any order. */
typedef struct _HtmlContents HtmlContents;

HtmlContents *html_contents_new (void);
void html_contents_free (HtmlContents *contents);

/* Notes a document. @place: in the input, from 0; @title, @name: clean, @name nullable */
void html_contents_add (HtmlContents *contents, guint64 place, const char *title, const char *name);

guint64 html_contents_get_n (HtmlContents *contents);

/* Appends the list, in the order of the input, if there is more than one document. */
void html_contents_append (HtmlContents *contents, GString *output);
