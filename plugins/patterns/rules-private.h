/* What the parts of the parser share. Who finds a mistake notes it, and all return as soon as there is one. */
#pragma once

#include "rules.h"

typedef struct
{
  PatternRules *rules;
  const char *file_name;
  const char *data; /* with a NUL behind */
  gsize length;
  gsize at;
  guint nesting;
  gboolean failed; /* this statement has a mistake */
} Parser;

/* Notes what is wrong at a place, once a statement. Always NODE_NONE. */
guint32 parser_fail (Parser *parser, gsize at, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* Skips white space and comments; whether there was any. */
gboolean parser_skip_space (Parser *parser);

guint32 parser_add_node (Parser *parser, NodeKind kind, guint32 first, guint32 last);

/* A node over others (guint32). One child of a sequence or choice needs no node. */
guint32 parser_add_parent (Parser *parser, NodeKind kind, const GArray *children);

/* A node over one other. */
guint32 parser_add_above (Parser *parser, NodeKind kind, guint32 below, guint32 first, guint32 last, gsize at);

/* Kinds of characters with a name of their own; 0 if there are none of that name. */
guint8 parser_find_kinds (const char *name, gsize length);

/* "text", [set], {list}, 1..31 and a name, whose first character is next. The node, or NODE_NONE with a mistake. */
guint32 parser_parse_text (Parser *parser);
guint32 parser_parse_set (Parser *parser);
guint32 parser_parse_list (Parser *parser);
guint32 parser_parse_numbers (Parser *parser);
guint32 parser_parse_name (Parser *parser);

static inline RuleNode *
get_node (Parser *parser, guint32 number)
{
  return &g_array_index (parser->rules->nodes, RuleNode, number);
}

static inline char
parser_peek (const Parser *parser)
{
  return parser->at < parser->length ? parser->data[parser->at] : '\0';
}

static inline gboolean
is_name_character (char character)
{
  return g_ascii_isalnum (character) || character == '-';
}

static inline gboolean
is_white (char character)
{
  return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}
