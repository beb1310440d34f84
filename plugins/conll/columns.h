/* Files of columns: a line a token, an empty line between sentences. Finds out which column is what. */
#pragma once

#include "lines.h"

typedef struct
{
  gboolean has_tabs; /* else any run of spaces separates */
  guint n_columns;   /* of most lines */
  guint token;       /* from 0 */
  guint tag;
  gboolean has_marks; /* -DOCSTART- or `# newdoc` stand between documents */
} ConllLayout;

/* What a line is. */
typedef enum
{
  CONLL_LINE_EMPTY,
  CONLL_LINE_COMMENT,
  CONLL_LINE_DOCUMENT, /* a document begins */
  CONLL_LINE_TOKEN,
} ConllLineKind;

#define CONLL_MAX_COLUMNS 16

/* Where a document begins. */
#define CONLL_MARK "-DOCSTART-"

/* What stands for a tag that is not known. */
#define CONLL_NO_TAG "-X-"

/* The column of the layer `token` that keeps a file's chunks, for which there is no core column. */
#define CONLL_CHUNK "conll.chunk"

/* Cuts a line into columns, at most CONLL_MAX_COLUMNS. Returns how many there are. */
guint conll_split (const ConllLayout *layout, const LearnField *line, LearnField *fields);

/* Returns what the line is; its columns are put into @fields and how many there are into @n_fields. */
ConllLineKind conll_classify (const ConllLayout *layout, const LearnField *line, LearnField *fields, guint *n_fields);

/* Looks at a file's beginning. @token_column and @tag_column count from 1 and are 0 where that is to be found out.
 * Returns NULL, or in English what could not be. */
const char *conll_find_layout (ConllLayout *layout, const char *text, gsize length, guint token_column,
                               guint tag_column);

gboolean conll_is_same (const LearnField *field, const char *word);
