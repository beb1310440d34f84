/* What each sentence of a text is: prose, a title, an aside. */
#pragma once

#include "article.h"

G_BEGIN_DECLS

/* Leaves an ArticleKind for each sentence in @kinds (guint8). Cancelled, it stops somewhere. */
void kinds_find (GArray *kinds, const ArticleInput *input);

G_END_DECLS
