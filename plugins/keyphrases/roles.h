/* What a token may be in a phrase: by its part of speech, and without tags by the language's stop words. */
#pragma once

#include "words.h"

G_BEGIN_DECLS

typedef struct
{
  const StopWords *stop_words;
  gint language;     /* as in stop-words.h; -1 for one without a list */
  gboolean is_known; /* whether it is told what carries no topic; otherwise no phrase begins or ends anywhere */
  guint16 *tags;     /* TokenFlags by the numbers of the tag column's strings; NULL without tags that can be trusted */
  const gint32 *tag_indices;
} Roles;

/* %FALSE where no memory is left. Ends with roles_clear() either way. */
gboolean roles_init (Roles *roles, const TextInput *input);
void roles_clear (Roles *roles);

/* TokenFlags of a token by what it may be in a phrase; @folded as word_fold() gives it, with a NUL behind it. */
guint roles_read (const Roles *roles, guint32 token, const char *folded, gsize length, gboolean is_capital);

G_END_DECLS
