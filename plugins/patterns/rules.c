/* The language of rules: a parser that goes down from statements to characters, and on behind mistakes. */
#include "rules.h"

#include <obelus/obelus-plugin.h>
#include <string.h>

enum
{
  N_PROBLEMS = 10,
  MAX_DIGITS = 9, /* of the ends of a range of numbers */
  MAX_NAME = 64,
};

typedef struct
{
  PatternRules *rules;
  const char *file_name;
  const char *data;
  gsize length;
  gsize at;
  guint nesting;
  gboolean failed; /* this statement has a mistake */
} Parser;

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

/* Notes what is wrong at a place, once a statement. Always NODE_NONE. */
static guint32 G_GNUC_PRINTF (3, 4)
fail (Parser *parser, gsize at, const char *format, ...)
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
  g_ptr_array_add (parser->rules->problems,
                   g_strdup_printf ("%s:%u:%u: %s", parser->file_name, line, column, problem));

  return NODE_NONE;
}

/* Nodes */

static RuleNode *
get_node (Parser *parser, guint32 number)
{
  return &g_array_index (parser->rules->nodes, RuleNode, number);
}

static guint32
add_node (Parser *parser, NodeKind kind, guint32 first, guint32 last)
{
  RuleNode node = { .kind = (guint8) kind, .nullable = kind == NODE_GAP, .height = 1, .child = NODE_NONE, .next = NODE_NONE, .first = first, .last = last };

  g_array_append_val (parser->rules->nodes, node);

  return parser->rules->nodes->len - 1;
}

/* A node over others. One child of a sequence or choice needs no node. */
static guint32
add_parent (Parser *parser, NodeKind kind, const GArray *children)
{
  guint32 *numbers = (guint32 *) (gpointer) children->data;

  if (children->len == 1)
    return numbers[0];
  guint32 parent = add_node (parser, kind, 0, 0);
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

/* A node over one other, whose height is bounded so that nobody who goes down the tree goes far. */
static guint32
add_above (Parser *parser, NodeKind kind, guint32 below, guint32 first, guint32 last, gsize at)
{
  RuleNode child = *get_node (parser, below);
  guint32 number = add_node (parser, kind, first, last);
  RuleNode *node = get_node (parser, number);

  node->child = kind == NODE_PART ? NODE_NONE : below;
  node->height = (guint16) (child.height + 1);
  node->nullable = child.nullable || (kind == NODE_REPEAT && first == 0);
  if (node->height > PATTERN_MAX_HEIGHT)
    return fail (parser, at, "this lies too deep within parts of parts; use fewer");

  return number;
}

static guint32
add_set (Parser *parser, CharacterSet *set, gsize at)
{
  gint number = character_table_add (parser->rules->table, set);

  if (number < 0)
    return fail (parser, at, "there are more than %d sets of characters or %d ranges; use fewer, or a gazetteer for names",
                 PATTERN_MAX_SETS, PATTERN_MAX_RANGES);
  return add_node (parser, NODE_SET, (guint32) number, 0);
}

static guint32
add_range (Parser *parser, gunichar first, gunichar last, gsize at)
{
  CharacterSet *set = character_set_new ();

  character_set_add (set, first, last);

  return add_set (parser, set, at);
}

/* Characters */

static char
peek (const Parser *parser)
{
  return parser->at < parser->length ? parser->data[parser->at] : '\0';
}

static gboolean
is_name_character (char character)
{
  return g_ascii_isalnum (character) || character == '-';
}

static gboolean
is_white (char character)
{
  return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

/* White space and comments; whether there was any. */
static gboolean
skip_space (Parser *parser)
{
  gsize before = parser->at;

  while (parser->at < parser->length && (is_white (peek (parser)) || peek (parser) == '#'))
    if (parser->data[parser->at++] == '#')
      while (parser->at < parser->length && peek (parser) != '\n')
        parser->at++;

  return parser->at > before;
}

/* The next character of a text, set or list, of which @special may have a backslash before them. */
static gunichar
read_character (Parser *parser, const char *special)
{
  if (peek (parser) == '\\')
    {
      if (parser->at + 1 >= parser->length || strchr (special, parser->data[parser->at + 1]) == NULL
          || parser->data[parser->at + 1] == '\0')
        fail (parser, parser->at, "a backslash stands only before one of %s here; write \\\\ for a backslash", special);
      else
        parser->at++;
    }
  gunichar character = g_utf8_get_char (parser->data + parser->at);
  parser->at += (gsize) g_utf8_skip[(guchar) parser->data[parser->at]];

  return character;
}

static guint32
add_character (Parser *parser, gunichar character, gsize at)
{
  if (character == ' ' || character == 0xa0)
    return add_node (parser, NODE_SPACE, 0, 0);

  return add_range (parser, character, character, at);
}

/* "text": these characters; a space stands for any white space. */
static guint32
parse_text (Parser *parser)
{
  gsize start = parser->at++;
  g_autoptr (GArray) children = g_array_new (FALSE, FALSE, sizeof (guint32));

  while (!parser->failed && peek (parser) != '"')
    {
      if (parser->at >= parser->length || peek (parser) == '\n')
        return fail (parser, start, "this text does not end in its line; write \" behind it");
      gsize at = parser->at;
      guint32 node = add_character (parser, read_character (parser, "\"\\"), at);
      g_array_append_val (children, node);
    }
  if (parser->failed)
    return NODE_NONE;
  parser->at++;
  if (children->len == 0)
    return fail (parser, start, "this text is empty; remove it, or write ? behind what may be missing");

  return add_parent (parser, NODE_SEQUENCE, children);
}

static const struct
{
  const char *name;
  guint8 kinds;
} classes[] = { { "letter", KINDS_LETTER },    { "upper", 1 << KIND_UPPER }, { "lower", 1 << KIND_LOWER },
                { "digit", 1 << KIND_DIGIT },  { "any", KINDS_ANY } };

/* Characters of the class of that name; 0 if there is none. */
static guint8
find_kinds (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (strlen (classes[i].name) == length && memcmp (classes[i].name, name, length) == 0)
      return classes[i].kinds;

  return 0;
}

/* [a-z:digit:_]: one of these characters; [^…] one of no others. */
static guint32
parse_set (Parser *parser)
{
  gsize start = parser->at++;
  g_autoptr (CharacterSet) set = character_set_new ();

  if (peek (parser) == '^')
    {
      set->negated = TRUE;
      parser->at++;
    }
  while (!parser->failed && peek (parser) != ']')
    {
      gsize at = parser->at;
      if (parser->at >= parser->length || peek (parser) == '\n')
        return fail (parser, start, "this set of characters does not end in its line; write ] behind it");
      const char *colon = peek (parser) == ':' ? memchr (parser->data + at + 1, ':', MIN (parser->length - at - 1, 8)) : NULL;
      guint8 kinds = colon != NULL ? find_kinds (parser->data + at + 1, (gsize) (colon - parser->data) - at - 1) : 0;
      if (kinds != 0)
        {
          set->kinds |= kinds;
          parser->at = (gsize) (colon - parser->data) + 1;
          continue;
        }
      gunichar first = read_character (parser, "]\\-^:"), last = first;
      if (peek (parser) == '-' && parser->at + 1 < parser->length && parser->data[parser->at + 1] != ']')
        {
          parser->at++;
          last = read_character (parser, "]\\-^:");
        }
      if (last < first)
        fail (parser, at, "this range ends before it begins; turn it round, or write \\- for a hyphen");
      else if (set->ranges->len > PATTERN_MAX_RANGES)
        fail (parser, at, "this set has more than %d ranges; use fewer", PATTERN_MAX_RANGES);
      else if (!parser->failed)
        character_set_add (set, first, last);
    }
  if (parser->failed)
    return NODE_NONE;
  parser->at++;
  if (set->ranges->len == 0 && set->kinds == 0)
    return fail (parser, start, "this set has no characters; write some, or 'any' for any");

  return add_set (parser, g_steal_pointer (&set), start);
}

/* {one two "three and four"}: one of these words. */
static guint32
parse_list (Parser *parser)
{
  gsize start = parser->at++;
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (skip_space (parser); !parser->failed && peek (parser) != '}'; skip_space (parser))
    {
      guint32 word;
      if (parser->at >= parser->length)
        return fail (parser, start, "this list does not end; write } behind it");
      if (peek (parser) == '"')
        word = parse_text (parser);
      else
        {
          g_autoptr (GArray) characters = g_array_new (FALSE, FALSE, sizeof (guint32));
          while (!parser->failed && parser->at < parser->length && peek (parser) != '}' && !is_white (peek (parser)))
            {
              gsize at = parser->at;
              if (strchr ("\";{|()", peek (parser)) != NULL)
                return fail (parser, at, "'%c' stands within a list; write \\%c, or end the list with }", peek (parser),
                             peek (parser));
              guint32 node = add_character (parser, read_character (parser, "\"}\\;{|()#"), at);
              g_array_append_val (characters, node);
            }
          word = parser->failed ? NODE_NONE : add_parent (parser, NODE_SEQUENCE, characters);
        }
      g_array_append_val (words, word);
    }
  if (parser->failed)
    return NODE_NONE;
  parser->at++;
  if (words->len == 0)
    return fail (parser, start, "this list is empty; write words into it");

  return add_parent (parser, NODE_EITHER, words);
}

/* Numbers from one to another, of @n digits both: those that share the first digit of either end, and all between. */
static guint32
add_numerals (Parser *parser, const char *first, const char *last, gsize n, gsize at)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (n == 1)
    return add_range (parser, (gunichar) *first, (gunichar) *last, at);
  for (char low = *first; low <= *last;)
    {
      /* All digits whose rest is free go together. */
      gboolean cut_below = low == *first && strspn (first + 1, "0") < n - 1;
      char high = cut_below ? low : *last;
      gboolean cut_above = high == *last && strspn (last + 1, "9") < n - 1;
      if (cut_above && high > low)
        {
          high--;
          cut_above = FALSE;
        }
      g_autofree char *rest_first = cut_below ? g_strndup (first + 1, n - 1) : g_strnfill (n - 1, '0');
      g_autofree char *rest_last = cut_above ? g_strndup (last + 1, n - 1) : g_strnfill (n - 1, '9');
      guint32 parts[2] = { add_range (parser, (gunichar) low, (gunichar) high, at), NODE_NONE };
      parts[1] = parser->failed ? NODE_NONE : add_numerals (parser, rest_first, rest_last, n - 1, at);
      if (parser->failed)
        return NODE_NONE;
      g_autoptr (GArray) both = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_array_append_vals (both, parts, 2);
      guint32 choice = add_parent (parser, NODE_SEQUENCE, both);
      g_array_append_val (choices, choice);
      low = (char) (high + 1);
    }

  return add_parent (parser, NODE_EITHER, choices);
}

/* 1..31: numbers without zeros before them; 01..31: all with as many digits. */
static guint32
parse_numbers (Parser *parser)
{
  gsize start = parser->at, n[2];
  char ends[2][MAX_DIGITS + 1];
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < 2; i++)
    {
      gsize from = parser->at;
      while (g_ascii_isdigit (peek (parser)))
        parser->at++;
      n[i] = parser->at - from;
      if (n[i] > MAX_DIGITS)
        return fail (parser, from, "this number has more than %d digits; write [0-9]{%u}", MAX_DIGITS,
                     (guint) MIN (n[i], PATTERN_MAX_REPETITION));
      memcpy (ends[i], parser->data + from, n[i]);
      ends[i][n[i]] = '\0';
      if (i == 0 && (parser->length - parser->at < 3 || memcmp (parser->data + parser->at, "..", 2) != 0
                     || !g_ascii_isdigit (parser->data[parser->at + 2])))
        return fail (parser, start, "this number is no range; write \"%s\" for the number, or %s..%s9", ends[0], ends[0],
                     ends[0]);
      parser->at += i == 0 ? 2 : 0;
    }
  if ((ends[0][0] == '0' && n[0] > 1 && n[0] != n[1]) || n[0] > n[1] || (n[0] == n[1] && strcmp (ends[0], ends[1]) > 0))
    return fail (parser, start, "%s..%s is no range of numbers; write the smaller first, and as many digits where zeros "
                                "come first", ends[0], ends[1]);

  for (gsize digits = n[0]; digits <= n[1]; digits++)
    {
      char first[MAX_DIGITS + 1] = "1", last[MAX_DIGITS + 1];
      memset (first + 1, '0', sizeof first - 1);
      memset (last, '9', sizeof last);
      first[digits] = last[digits] = '\0';
      guint32 choice = add_numerals (parser, digits == n[0] ? ends[0] : first, digits == n[1] ? ends[1] : last, digits, start);
      if (parser->failed)
        return NODE_NONE;
      g_array_append_val (choices, choice);
    }

  return add_parent (parser, NODE_EITHER, choices);
}

static guint32
parse_name (Parser *parser)
{
  gsize start = parser->at;

  while (is_name_character (peek (parser)))
    parser->at++;
  g_autofree char *name = g_strndup (parser->data + start, parser->at - start);
  guint8 kinds = find_kinds (name, parser->at - start);
  gpointer part = g_hash_table_lookup (parser->rules->parts, name);
  if (part != NULL)
    {
      guint32 node = GPOINTER_TO_UINT (part) - 1;
      return add_above (parser, NODE_PART, node, node, 0, start);
    }
  if (kinds == 0)
    return fail (parser, start, "there is no part '%.64s' above; write %.64s = …; before this, or \"%.64s\" for the word", name,
                 name, name);
  CharacterSet *set = character_set_new ();
  set->kinds = kinds;

  return add_set (parser, set, start);
}

/* Structure */

static guint32 parse_choice (Parser *parser);

static guint32
parse_atom (Parser *parser)
{
  gsize start = parser->at;
  char character = peek (parser);

  if (character == '"')
    return parse_text (parser);
  if (character == '[')
    return parse_set (parser);
  if (character == '{')
    return parse_list (parser);
  if (g_ascii_isdigit (character))
    return parse_numbers (parser);
  if (g_ascii_isalpha (character))
    return parse_name (parser);
  if (character == '_')
    {
      parser->at++;
      return add_node (parser, NODE_GAP, 0, 0);
    }
  if (character == '(')
    {
      if (parser->nesting == PATTERN_MAX_NESTING)
        return fail (parser, start, "brackets lie more than %d deep; give what is within a name", PATTERN_MAX_NESTING);
      parser->nesting++;
      parser->at++;
      guint32 node = parse_choice (parser);
      parser->nesting--;
      if (!parser->failed && peek (parser) != ')')
        fail (parser, start, "this bracket does not end; write ) behind what it holds");
      parser->at++;
      return node;
    }
  if (character != '\0' && strchr ("?*+", character) != NULL)
    return fail (parser, start, "'%c' stands behind nothing; write it right behind what it repeats", character);
  if (character == '\0' || strchr (";|)=", character) != NULL)
    return fail (parser, start, "something to match is missing here; write a text, set, list, number range or name");

  return fail (parser, start, "this begins nothing that a rule can hold; write texts within \"\"");
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
    fail (parser, parser->at, "this is no count of repetitions; write {m}, {m,} or {m,n} with m up to n, and n from 1 to %d",
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
      char character = peek (parser);
      if (character == '/' && at + 1 < parser->length && parser->data[at + 1] == 'i')
        {
          parser->at += 2;
          node = add_above (parser, NODE_FOLD, node, 0, 0, at);
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
        node = add_above (parser, NODE_REPEAT, node, first, last, at);
    }

  return parser->failed ? NODE_NONE : node;
}

static gboolean
ends_sequence (const Parser *parser)
{
  return parser->at >= parser->length || strchr ("|);=", peek (parser)) != NULL
         || (parser->length - parser->at > 4 && memcmp (parser->data + parser->at, "when", 4) == 0
             && is_white (parser->data[parser->at + 4]));
}

/* Items; white space between them is a gap. */
static guint32
parse_sequence (Parser *parser)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint32));

  skip_space (parser);
  do
    {
      guint32 item = parse_item (parser);
      if (parser->failed)
        return NODE_NONE;
      g_array_append_val (items, item);
      if (skip_space (parser) && !ends_sequence (parser))
        {
          guint32 gap = add_node (parser, NODE_GAP, 0, 0);
          g_array_append_val (items, gap);
        }
    }
  while (!ends_sequence (parser));

  return add_parent (parser, NODE_SEQUENCE, items);
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
      if (peek (parser) != '|')
        return add_parent (parser, NODE_EITHER, choices);
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
  if (!ends_sequence (parser) || peek (parser) != 'w')
    return PATTERN_CHECK_NONE;
  parser->at += 4;
  skip_space (parser);
  gsize start = parser->at;
  while (is_name_character (peek (parser)))
    parser->at++;
  PatternCheck check = pattern_check_from_name (parser->data + start, parser->at - start);
  if (check == N_PATTERN_CHECKS)
    fail (parser, start, "there is no such check; write 'when date' or 'when iban'");
  skip_space (parser);

  return check;
}

/* NAME = …; */
static void
parse_statement (Parser *parser)
{
  gsize start = parser->at;

  while (is_name_character (peek (parser)))
    parser->at++;
  g_autofree char *name = g_strndup (parser->data + start, parser->at - start);
  skip_space (parser);
  if (!g_ascii_isalpha (*name) || peek (parser) != '=' || strlen (name) > MAX_NAME)
    {
      fail (parser, start, "a statement begins otherwise; write NAME = …; where NAME has up to %d letters, digits and hyphens",
            MAX_NAME);
      return;
    }
  if (find_kinds (name, strlen (name)) != 0 || strcmp (name, "when") == 0)
    {
      fail (parser, start, "'%s' has a meaning already; choose another name", name);
      return;
    }
  parser->at++;
  guint32 node = parse_choice (parser);
  gsize check_at = parser->at;
  PatternCheck check = parser->failed ? PATTERN_CHECK_NONE : parse_check (parser);
  if (parser->failed)
    return;
  if (peek (parser) != ';' || parser->at >= parser->length)
    {
      fail (parser, parser->at, "';' is missing; write it behind the statement of '%s'", name);
      return;
    }
  parser->at++;

  gboolean nullable = get_node (parser, node)->nullable;
  if (!is_label (name))
    {
      if (check != PATTERN_CHECK_NONE)
        fail (parser, check_at, "'%s' is a part, and only rules with a label in capitals are checked; write 'when' there", name);
      else
        g_hash_table_replace (parser->rules->parts, g_strdup (name), GUINT_TO_POINTER (node + 1));
    }
  else if (nullable)
    fail (parser, start, "'%s' may be nothing at all; take ? or * from something that it must have", name);
  else if (parser->rules->rules->len == PATTERN_MAX_RULES)
    fail (parser, start, "there are more than %d rules; put some together with |", PATTERN_MAX_RULES);
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
  while (parser->at < parser->length && peek (parser) != ';')
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
                   "'%s' has more than %d bytes; rules are short: put names into a gazetteer", file_name, PATTERN_MAX_FILE);
      return FALSE;
    }
  /* What is read ahead ends with a NUL. */
  g_autofree char *copy = g_strndup ("", length);
  memcpy (copy, data, length);
  parser.data = copy;
  parser.length = length;
  if (valid < length || memchr (data, '\0', length) != NULL)
    {
      fail (&parser, MIN (valid, (gsize) strlen (copy)),
            "this is no UTF-8 text; convert the file, as with iconv -t UTF-8");
      return report (rules, error);
    }
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    parser.at = 3;

  for (skip_space (&parser); parser.at < length && rules->problems->len < N_PROBLEMS; skip_space (&parser))
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
