/* Key files with everything that stands in them: line numbers, comments, and what is written twice. */
#pragma once

#include "problem-list-private.h"

typedef enum
{
  OBELUS_KEY_FILE_COMMENT, /* or a blank line */
  OBELUS_KEY_FILE_SECTION,
  OBELUS_KEY_FILE_KEY,
  OBELUS_KEY_FILE_UNREADABLE, /* no text: whatever stands there is not known */
} ObelusKeyFileLineKind;

typedef struct
{
  ObelusKeyFileLineKind kind;
  ObelusPlace place;       /* of the key, of the section with its brackets, or of the whole line */
  ObelusPlace value_place; /* of the value, with quotes around it */
  char *section;           /* the section that begins here, or that the key belongs to */
  char *key;
  char *value; /* of a comment: the whole line */
  gboolean is_quoted;
} ObelusKeyFileLine;

/* Reads `[Section]`, `key = value` and `# comment` lines. A value is the rest of its line without the spaces around it;
 * if all of it is one quoted string, it is what stands between the quotes. What is wrong goes to @problems; a key that
 * is written a second time is a problem and is left out. Returns lines (ObelusKeyFileLine *). */
GPtrArray *obelus_key_file_parse (const char *data, gsize length, ObelusProblemList *problems);
