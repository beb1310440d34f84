/* Who the names of a document are of: names that are the same, or a short form of one other name, have one referent. */
#pragma once

#include "words.h"

#include <obelus/obelus-plugin.h>

typedef struct _Referents Referents;

/* A name of a layer, or what could be one. */
typedef struct
{
  guint32 start;
  guint32 end;
  const char *label;   /* NULL for none */
  const char *id;      /* NULL for none */
  guint32 paragraph;   /* which one it stands in; 0 if there are none */
  gboolean is_heading; /* it stands in a title or heading, where names are short before they are told in full */
  gboolean is_opening; /* it stands in the title or the first paragraph of prose, which say whom the text is about */
} NameRow;

/* Finds the referents of names, which are in the order of the text and outlive the result. */
Referents *referents_new (const char *text, const NameRow *rows, guint32 n_rows);
void referents_free (Referents *referents);

/* The row in which the referent of a row is named most fully; the row itself if it is that, or if it is not clear whom
 * it names. To be asked row by row: an ambiguous name is told by those before it. */
guint32 referents_find (Referents *referents, guint32 row);

/* The same for a word that is no name by itself: the surname behind a title, or a short form that was put into brackets
 * behind its long one. OBELUS_NO_ROW if it is neither. */
guint32 referents_find_titled (Referents *referents, guint32 start, guint32 end, guint32 paragraph, LearnGender gender);
guint32 referents_find_defined (Referents *referents, guint32 start, guint32 end, guint32 paragraph);
gboolean referents_have_definitions (const Referents *referents);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Referents, referents_free)
