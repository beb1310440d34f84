/* Lists of items behind labels: names and phrases with counts, words. */
#pragma once

#include "page.h"

/* A list while it is written; the members behind the first two are its own, and 0 when it begins. */
typedef struct
{
  const char *label;
  guint n_wanted;
  guint n_shown, n_hidden;
  guint column, indent;
} List;

/* Appends an item with how often it is there and a sign (nullable), behind the label if it is the first; where so
 * many are shown as are wanted, counts it. */
void list_append (List *list, Page *page, const char *text, guint n, const char *sign);

/* Tells how many items were left out. Of a list without items nothing is shown. */
void list_end (const List *list, Page *page);

/* Appends one item, and @count behind it, to a line that has reached @column. Items are not broken as long as one fits
 * a line of its own; new lines begin in column @indent. Returns the column that is reached. */
guint list_append_item (Page *page, const char *item, const char *count, gboolean first, guint column, guint indent);
