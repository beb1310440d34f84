/* Rows that something links to, in the order of their ends: those that no element stands for get an address of their
 * own. */
#pragma once

#include "page.h"

typedef struct
{
  GArray *rows; /* of Target */
  guint next;   /* the first one that ends behind what was passed */
} HtmlTargets;

/* Reads what the page links to; nothing more may be linked to afterwards. */
void html_targets_init (HtmlTargets *targets, const HtmlPage *page);
void html_targets_clear (HtmlTargets *targets);

/* Where the next row ends; G_MAXUINT32 if there is none. */
guint32 html_targets_get_end (const HtmlTargets *targets);

/* Appends an empty element with the address of each row that ends at @at or before it and has none yet. */
void html_targets_append (HtmlTargets *targets, HtmlPage *page, guint32 at);
