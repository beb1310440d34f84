/* Clauses that say who speaks: `said Ann Lee`, `Ann Lee, the mayor, told the BBC`, `according to Ann Lee`. */
#pragma once

#include "subject.h"

typedef struct
{
  SubjectKind kind;
  guint32 item;  /* the name or pronoun */
  guint32 verb;  /* the item that tells that somebody speaks */
  guint32 first; /* where the clause begins */
} Clause;

/* Reads the clause that begins at item @i, behind a quotation, and ends before @end: `, said Ann`, `, Ann said`,
 * `, as Ann put it`, `, according to Ann`. */
gboolean clause_read_behind (const Frame *frame, guint32 i, guint32 end, Clause *clause);

/* Reads the nearest clause in the items `[start, i)`, which are of one sentence with the quotation at item @i. */
gboolean clause_read_before (const Frame *frame, guint32 start, guint32 i, Clause *clause);

/* Whether nothing is said in a clause by itself: `, Ann said on Tuesday`, but not `, Ann said he was ill`. */
gboolean clause_is_bare (const Frame *frame, const Clause *clause, guint32 end);

/* The same of one whose subject stands first, and more strictly: not `Ann agreed with them`. */
gboolean clause_is_alone (const Frame *frame, const Clause *clause, guint32 end);

/* Whether the clause's verb, with whom it is said to, leads up to item @i: `Ann told the BBC: "…"`. */
gboolean clause_leads_to (const Frame *frame, const Clause *clause, guint32 i);
