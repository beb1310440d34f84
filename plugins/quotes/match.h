/* Which clause of a sentence says who said a quotation in it. */
#pragma once

#include "clause.h"

/* Each looks for who said the quotation at item @i, in the part of its sentence, items `[start, end)`, that it is
 * about. */

/* `"…," said Ann` */
gboolean match_behind (const Frame *frame, guint32 start, guint32 end, guint32 i, Clause *clause);

/* `"…" – Ann Lee, 66`, below quotations that stand apart */
gboolean match_signature (const Frame *frame, guint32 start, guint32 end, guint32 i, Clause *clause);

/* `Ann said: "…"`, `Ann said it was "…"` */
gboolean match_before (const Frame *frame, guint32 start, guint32 i, Clause *clause);

/* `It was "…" for all of them, Ann said.` */
gboolean match_end (const Frame *frame, guint32 end, guint32 i, Clause *clause);

/* `Ann Lee: "…"` */
gboolean match_headline (const Frame *frame, guint32 start, guint32 i, Clause *clause);

/* The clause that ends a sentence from item @i on, behind a comma: `The boats were safe, Ann said.` */
gboolean match_last (const Frame *frame, guint32 end, guint32 i, Clause *clause);
