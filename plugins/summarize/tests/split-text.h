/* Texts for tests, split by a few lines of code. */
#pragma once

#include "../ranker.h"

G_BEGIN_DECLS

/* A text with its layers: a sentence ends with a mark and a space, or with its line; tokens are words and single marks.
 */
typedef struct
{
  ArticleInput input;
  GArray *starts, *ends, *token_starts, *token_ends;
} SplitText;

/* Keeps @bytes, which must end with a zero. */
SplitText *split_text (const char *bytes);
void split_text_free (SplitText *text);

/* What a text is read with. */
typedef struct
{
  WordLexicon *lexicon;
  Article *article;
  Ranker *ranker;
} Desk;

void desk_init (Desk *desk);
void desk_clear (Desk *desk);

/* The sentences that are chosen of @bytes, in text order, a line each. */
char *desk_choose (Desk *desk, const char *bytes, Budget budget, Preference preference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SplitText, split_text_free)

G_END_DECLS
