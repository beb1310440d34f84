/* Columns of words in the form in which the CoNLL 2018 shared task compared them. */
#pragma once

#include "alignment.h"

#include <string.h>

/* The columns of one side; G_MAXUINT for those that are not there. */
typedef struct
{
  ObelusLayer *tokens;
  guint lemma;
  guint upos;
  guint xpos;
  guint feats;
  guint deprel;
  gboolean has_syntax;  /* heads or relations */
  const guint32 *heads; /* NULL where all words are roots */
  GPtrArray *functions; /* by word: GArray of guint32, its functional children, or NULL */
} SyntaxColumns;

void syntax_columns_init (SyntaxColumns *columns, ObelusLayer *tokens);
void syntax_columns_clear (SyntaxColumns *columns);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyntaxColumns, syntax_columns_clear)

/* A cell; `_` where it is missing. */
const char *syntax_get (const SyntaxColumns *columns, guint column, guint32 word);

/* The row of a word's head; OBELUS_NO_ROW for a root. */
guint32 syntax_get_head (const SyntaxColumns *columns, guint32 word);

/* Whether two FEATS have the same universal features, in any order. */
gboolean syntax_has_same_features (const char *a, const char *b);

/* Whether two DEPREL are the same but for subtypes (`acl:relcl`). */
gboolean syntax_has_same_relation (const char *a, const char *b);

/* Whether a word of this DEPREL counts for CLAS, MLAS and BLEX. */
gboolean syntax_is_content (const char *deprel);
