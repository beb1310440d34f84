/* What each sentence of a text is: prose, a title, an aside. */
#pragma once

#include "article.h"

G_BEGIN_DECLS

/* Leaves an ArticleKind for each sentence in @kinds (guint8), and returns how many begin with a label in capitals.
 * Cancelled, it stops somewhere. */
guint32 kinds_find (GArray *kinds, const ArticleInput *input);

G_END_DECLS
