/* The names in a document, each once, with how often it is said. */
#pragma once

#include "feelings.h"
#include "name-kinds.h"

#include <obelus/obelus-plugin.h>

typedef struct
{
  char *text;
  LearnNameKind kind;
  guint count;
  guint32 first; /* the row of its first mention */
  Feeling feeling;
} Name;

/* Counts who and what is named: the rows of an entity layer, each for what the layer of mentions (nullable) says it is
 * a mention of. Names that differ only in case are one, and a name called two kinds is what it is called most often.
 * Most frequent first; of equals the one said first. What a layer of sentiment (nullable) says of the rows is added up.
 */
GPtrArray *names_count (const char *text, ObelusLayer *entities, ObelusLayer *mentions, ObelusLayer *sentiment);
