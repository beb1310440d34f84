/* The language of rules: statements and what they are composed of. The parser goes on behind mistakes. */
#include "rules-private.h"

#include <obelus/obelus-plugin.h>
#include <string.h>

enum
{
  N_PROBLEMS = 10,
  MAX_NAME = 64,
};

PatternRules *
pattern_rules_new (void)
{
  PatternRules *rules = g_new0 (PatternRules, 1);

  rules->nodes = g_array_new (FALSE, FALSE, sizeof (RuleNode));
  rules->rules = g_array_new (FALSE, FALSE, sizeof (PatternRule));
  rules->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rules->table = character_table_new ();
  rules->problems = g_ptr_array_new_with_free_func (g_free);

  return rules;
}

void
pattern_rules_free (PatternRules *rules)
{
  if (rules == NULL)
    return;
  for (guint i = 0; i < rules->rules->len; i++)
    g_free (g_array_index (rules->rules, PatternRule, i).label);
  g_array_unref (rules->nodes);
  g_array_unref (rules->rules);
  g_hash_table_unref (rules->parts);
  character_table_free (rules->table);
  g_ptr_array_unref (rules->problems);
  g_free (rules);
}

/* Mistakes */

guint32
parser_fail (Parser *parser, gsize at, const char *format, ...)
{
  guint line = 1, column = 1;
  va_list arguments;

  if (parser->failed)
    return NODE_NONE;
  parser->failed = TRUE;
  for (gsize i = 0; i < MIN (at, parser->length); i++)
    if (parser->data[i] == '\n')
      {
        line++;
        column = 1;
      }
    else if (((guchar) parser->data[i] & 0xc0) != 0x80)
      column++;
  va_start (arguments, format);
  g_autofree char *problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (parser->rules->problems, g_strdup_printf ("%s:%u:%u: %s", parser->file_name, line, column, problem));

  return NODE_NONE;
}

gboolean
parser_skip_space (Parser *parser)
{
  gsize before = parser->at;

  while (parser->at < parser->length && (is_white (parser_peek (parser)) || parser_peek (parser) == '#'))
    if (parser->data[parser->at++] == '#')
      while (parser->at < parser->length && parser_peek (parser) != '\n')
        parser->at++;

  return parser->at > before;
}

/* Nodes */

guint32
parser_add_node (Parser *parser, NodeKind kind, guint32 first, guint32 last)
{
  RuleNode node = { .kind = (guint8) kind,
                    .nullable = kind == NODE_GAP,
                    .height = 1,
                    .child = NODE_NONE,
                    .next = NODE_NONE,
                    .first = first,
                    .last = last };

  g_array_append_val (parser->rules->nodes, node);

  return parser->rules->nodes->len - 1;
}

guint32
parser_add_parent (Parser *parser, NodeKind kind, const GArray *children)
{
  guint32 *numbers = (guint32 *) (gpointer) children->data;

  if (children->len == 1)
    return numbers[0];
  guint32 parent = parser_add_node (parser, kind, 0, 0);
  RuleNode *node = get_node (parser, parent);
  node->nullable = kind == NODE_SEQUENCE;
  node->child = numbers[0];
  for (guint i = 0; i < children->len; i++)
    {
      RuleNode *child = get_node (parser, numbers[i]);
      child->next = i + 1 < children->len ? numbers[i + 1] : NODE_NONE;
      node->height = MAX (node->height, (guint16) (child->height + 1));
      node->nullable = kind == NODE_SEQUENCE ? node->nullable && child->nullable : node->nullable || child->nullable;
    }

  return parent;
}

/* Height is bounded so that nobody who goes down the tree goes far. */
guint32
parser_add_above (Parser *parser, NodeKind kind, guint32 below, guint32 first, guint32 last, gsize at)
{
  RuleNode child = *get_node (parser, below);
  guint32 number = parser_add_node (parser, kind, first, last);
  RuleNode *node = get_node (parser, number);

  node->child = kind == NODE_PART ? NODE_NONE : below;
  node->height = (guint16) (child.height + 1);
  node->nullable = child.nullable || (kind == NODE_REPEAT && first == 0);
  if (node->height > PATTERN_MAX_HEIGHT)
    return parser_fail (parser, at, "this lies too deep within parts of parts; use fewer");

  return number;
}

/* Structure */

static guint32 parse_choice (Parser *parser);

static guint32
parse_atom (Parser *parser)
{
  gsize start = parser->at;
  char character = parser_peek (parser);

  if (character == '"')
    return parser_parse_text (parser);
  if (character == '[')
    return parser_parse_set (parser);
  if (character == '{')
    return parser_parse_list (parser);
  if (g_ascii_isdigit (character))
    return parser_parse_numbers (parser);
  if (g_ascii_isalpha (character))
    return parser_parse_name (parser);
  if (character == '_')
    {
      parser->at++;
      return parser_add_node (parser, NODE_GAP, 0, 0);
    }
  if (character == '(')
    {
      if (parser->nesting == PATTERN_MAX_NESTING)
        return parser_fail (parser, start, "brackets lie more than %d deep; give what is within a name",
                            PATTERN_MAX_NESTING);
      parser->nesting++;
      parser->at++;
      guint32 node = parse_choice (parser);
      parser->nesting--;
      if (!parser->failed && parser_peek (parser) != ')')
        parser_fail (parser, start, "this bracket does not end; write ) behind what it holds");
      parser->at++;
      return node;
    }
  if (character != '\0' && strchr ("?*+", character) != NULL)
    return parser_fail (parser, start, "'%c' stands behind nothing; write it right behind what it repeats", character);
  if (character == '\0' || strchr (";|)=", character) != NULL)
    return parser_fail (parser, start,
                        "something to match is missing here; write a text, set, list, number range or name");

  return parser_fail (parser, start, "this begins nothing that a rule can hold; write texts within \"\"");
}

/* {m}, {m,} or {m,n} behind an item; FALSE if it is none of them. */
static gboolean
parse_count (Parser *parser, guint32 *first, guint32 *last)
{
  guint64 numbers[2] = { 0, 0 };
  gsize at = parser->at + 1;
  guint n = 0;
  gboolean is_open = FALSE;

  for (; n < 2; n++)
    {
      gsize from = at;
      for (; at < parser->length && g_ascii_isdigit (parser->data[at]); at++)
        numbers[n] = MIN (numbers[n] * 10 + (guint64) (parser->data[at] - '0'), 1000000);
      is_open = n == 1 && at == from;
      if (n == 0 && at == from)
        return FALSE;
      if (n == 0 && at < parser->length && parser->data[at] == ',')
        at++;
      else
        break;
    }
  if (at >= parser->length || parser->data[at] != '}')
    return FALSE;
  *first = (guint32) numbers[0];
  *last = n == 0 ? *first : is_open ? PATTERN_UNBOUNDED : (guint32) numbers[1];
  if (*first > PATTERN_MAX_REPETITION || (*last > PATTERN_MAX_REPETITION && *last != PATTERN_UNBOUNDED) || *last == 0
      || *last < *first)
    parser_fail (parser, parser->at,
                 "this is no count of repetitions; write {m}, {m,} or {m,n} with m up to n, and n from 1 to %d",
                 PATTERN_MAX_REPETITION);
  parser->at = at + 1;

  return TRUE;
}

/* An atom with what stands right behind it. */
static guint32
parse_item (Parser *parser)
{
  guint32 node = parse_atom (parser);

  while (!parser->failed)
    {
      gsize at = parser->at;
      guint32 first = 0, last = PATTERN_UNBOUNDED;
      char character = parser_peek (parser);
      if (character == '/' && at + 1 < parser->length && parser->data[at + 1] == 'i')
        {
          parser->at += 2;
          node = parser_add_above (parser, NODE_FOLD, node, 0, 0, at);
          continue;
        }
      if (character == '?')
        last = 1;
      else if (character == '+')
        first = 1;
      else if (character == '{' ? !parse_count (parser, &first, &last) : character != '*')
        break;
      parser->at += character == '{' ? 0 : 1;
      if (!parser->failed)
        node = parser_add_above (parser, NODE_REPEAT, node, first, last, at);
    }

  return parser->failed ? NODE_NONE : node;
}

static gboolean
ends_sequence (const Parser *parser)
{
  return parser->at >= parser->length || strchr ("|);=", parser_peek (parser)) != NULL
         || (parser->length - parser->at > 4 && memcmp (parser->data + parser->at, "when", 4) == 0
             && is_white (parser->data[parser->at + 4]));
}

/* Items; white space between them is a gap. */
static guint32
parse_sequence (Parser *parser)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint32));

  parser_skip_space (parser);
  do
    {
      guint32 item = parse_item (parser);
      if (parser->failed)
        return NODE_NONE;
      g_array_append_val (items, item);
      if (parser_skip_space (parser) && !ends_sequence (parser))
        {
          guint32 gap = parser_add_node (parser, NODE_GAP, 0, 0);
          g_array_append_val (items, gap);
        }
    }
  while (!ends_sequence (parser));

  return parser_add_parent (parser, NODE_SEQUENCE, items);
}

static guint32
parse_choice (Parser *parser)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (;;)
    {
      guint32 choice = parse_sequence (parser);
      if (parser->failed)
        return NODE_NONE;
      g_array_append_val (choices, choice);
      if (parser_peek (parser) != '|')
        return parser_add_parent (parser, NODE_EITHER, choices);
      parser->at++;
    }
}

/* Names without small letters are labels of what is found. */
static gboolean
is_label (const char *name)
{
  for (; *name != '\0'; name++)
    if (g_ascii_islower (*name))
      return FALSE;

  return TRUE;
}

static PatternCheck
parse_check (Parser *parser)
{
  if (!ends_sequence (parser) || parser_peek (parser) != 'w')
    return PATTERN_CHECK_NONE;
  parser->at += 4;
  parser_skip_space (parser);
  gsize start = parser->at;
  while (is_name_character (parser_peek (parser)))
    parser->at++;
  PatternCheck check = pattern_check_from_name (parser->data + start, parser->at - start);
  if (check == N_PATTERN_CHECKS)
    parser_fail (parser, start, "there is no such check; write 'when date' or 'when iban'");
  parser_skip_space (parser);

  return check;
}

/* NAME = …; */
static void
parse_statement (Parser *parser)
{
  gsize start = parser->at;

  while (is_name_character (parser_peek (parser)))
    parser->at++;
  g_autofree char *name = g_strndup (parser->data + start, parser->at - start);
  parser_skip_space (parser);
  if (!g_ascii_isalpha (*name) || parser_peek (parser) != '=' || strlen (name) > MAX_NAME)
    {
      parser_fail (parser, start,
                   "a statement begins otherwise; write NAME = …; where NAME has up to %d letters, digits and hyphens",
                   MAX_NAME);
      return;
    }
  if (parser_find_kinds (name, strlen (name)) != 0 || strcmp (name, "when") == 0)
    {
      parser_fail (parser, start, "'%s' has a meaning already; choose another name", name);
      return;
    }
  parser->at++;
  guint32 node = parse_choice (parser);
  gsize check_at = parser->at;
  PatternCheck check = parser->failed ? PATTERN_CHECK_NONE : parse_check (parser);
  if (parser->failed)
    return;
  if (parser_peek (parser) != ';' || parser->at >= parser->length)
    {
      parser_fail (parser, parser->at, "';' is missing; write it behind the statement of '%s'", name);
      return;
    }
  parser->at++;

  gboolean nullable = get_node (parser, node)->nullable;
  if (!is_label (name))
    {
      if (check != PATTERN_CHECK_NONE)
        parser_fail (parser, check_at,
                     "'%s' is a part, and only rules with a label in capitals are checked; write 'when' there", name);
      else
        g_hash_table_replace (parser->rules->parts, g_strdup (name), GUINT_TO_POINTER (node + 1));
    }
  else if (nullable)
    parser_fail (parser, start, "'%s' may be nothing at all; take ? or * from something that it must have", name);
  else if (parser->rules->rules->len == PATTERN_MAX_RULES)
    parser_fail (parser, start, "there are more than %d rules; put some together with |", PATTERN_MAX_RULES);
  else
    {
      PatternRule rule = { g_strdup (name), node, check, parser->rules->n_files };
      g_array_append_val (parser->rules->rules, rule);
    }
}

/* Goes on behind the statement that has a mistake. */
static void
skip_statement (Parser *parser)
{
  while (parser->at < parser->length && parser_peek (parser) != ';')
    parser->at++;
  if (parser->at < parser->length)
    parser->at++;
}

static gboolean
report (PatternRules *rules, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rules->problems->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", (const char *) g_ptr_array_index (rules->problems, i));
  g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT, text->str);
  return FALSE;
}

gboolean
pattern_rules_add (PatternRules *rules, const char *file_name, const char *data, gsize length, GError **error)
{
  Parser parser = { .rules = rules, .file_name = file_name };
  gsize valid = obelus_utf8_validate (data, length);

  if (length > PATTERN_MAX_FILE)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE,
                   "'%s' has more than %d bytes; rules are short: put names into a gazetteer", file_name,
                   PATTERN_MAX_FILE);
      return FALSE;
    }
  /* What is read ahead ends with a NUL. */
  g_autofree char *copy = g_strndup ("", length);
  memcpy (copy, data, length);
  parser.data = copy;
  parser.length = length;
  if (valid < length || memchr (data, '\0', length) != NULL)
    {
      parser_fail (&parser, MIN (valid, (gsize) strlen (copy)),
                   "this is no UTF-8 text; convert the file, as with iconv -t UTF-8");
      return report (rules, error);
    }
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    parser.at = 3;

  for (parser_skip_space (&parser); parser.at < length && rules->problems->len < N_PROBLEMS;
       parser_skip_space (&parser))
    {
      parser.failed = FALSE;
      parser.nesting = 0;
      parse_statement (&parser);
      if (parser.failed)
        skip_statement (&parser);
    }
  rules->n_files++;

  return rules->problems->len == 0 || report (rules, error);
}
