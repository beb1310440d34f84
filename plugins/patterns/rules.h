/* Reading files of rules. What a file says is a tree; parts that it names are shared by those who use them. */
#pragma once

#include "character-sets.h"
#include "checks.h"

#include <gio/gio.h>

/* Bounds that no file of rules passes, so that a hostile one costs little. */
enum
{
  PATTERN_MAX_FILE = 1 << 20, /* bytes */
  PATTERN_MAX_NESTING = 32,   /* brackets within brackets */
  PATTERN_MAX_HEIGHT = 160,   /* of a tree with the trees of its parts */
  PATTERN_MAX_REPETITION = 255,
  PATTERN_MAX_RULES = 1024,
};

typedef enum
{
  NODE_SET,      /* one character: @first is the number of the set */
  NODE_SPACE,    /* white space, and no blank line */
  NODE_GAP,      /* such white space, or a border between characters */
  NODE_SEQUENCE, /* its children, one behind the other */
  NODE_EITHER,   /* one of its children */
  NODE_REPEAT,   /* its child @first to @last times */
  NODE_FOLD,     /* its child, in whatever case */
  NODE_PART,     /* the node @first */
} NodeKind;

#define NODE_NONE G_MAXUINT32
#define PATTERN_UNBOUNDED G_MAXUINT32

typedef struct
{
  guint8 kind;
  gboolean nullable; /* it matches nothing at all as well */
  guint16 height;
  guint32 child; /* NODE_NONE for none */
  guint32 next;  /* the next child of the same node */
  guint32 first;
  guint32 last;
} RuleNode;

typedef struct
{
  char *label;
  guint32 node;
  PatternCheck check;
  guint file; /* 0 for the first that was read */
} PatternRule;

typedef struct
{
  GArray *nodes;     /* RuleNode */
  GArray *rules;     /* PatternRule, in the order of the files */
  GHashTable *parts; /* name: number of its node + 1 */
  CharacterTable *table;
  GPtrArray *problems; /* strings: FILE:LINE:COLUMN: what is wrong and what to do */
  guint n_files;
} PatternRules;

PatternRules *pattern_rules_new (void);
void pattern_rules_free (PatternRules *rules);

/* Adds what a file says; it may use the parts of files before it, or have others of the same names. FALSE with an error
 * that names the first problems. */
gboolean pattern_rules_add (PatternRules *rules, const char *file_name, const char *data, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PatternRules, pattern_rules_free)
