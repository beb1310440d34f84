/* Parsing what rules are built of: texts, sets, lists, ranges of numbers, and names of parts. */
#include "rules-private.h"

#include <string.h>

enum
{
  MAX_DIGITS = 9, /* of the ends of a range of numbers */
};

static guint32
add_set (Parser *parser, CharacterSet *set, gsize at)
{
  gint number = character_table_add (parser->rules->table, set);

  if (number < 0)
    return parser_fail (parser, at,
                        "there are more than %d sets of characters or %d ranges; use fewer, or a gazetteer for names",
                        PATTERN_MAX_SETS, PATTERN_MAX_RANGES);
  return parser_add_node (parser, NODE_SET, (guint32) number, 0);
}

static guint32
add_range (Parser *parser, gunichar first, gunichar last, gsize at)
{
  CharacterSet *set = character_set_new ();

  character_set_add (set, first, last);

  return add_set (parser, set, at);
}

/* The next character of a text, set or list, of which @special may have a backslash before them. */
static gunichar
read_character (Parser *parser, const char *special)
{
  if (parser_peek (parser) == '\\')
    {
      if (parser->at + 1 >= parser->length || strchr (special, parser->data[parser->at + 1]) == NULL
          || parser->data[parser->at + 1] == '\0')
        parser_fail (parser, parser->at, "a backslash stands only before one of %s here; write \\\\ for a backslash",
                     special);
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
    return parser_add_node (parser, NODE_SPACE, 0, 0);

  return add_range (parser, character, character, at);
}

/* "text": these characters; a space stands for any white space. */
guint32
parser_parse_text (Parser *parser)
{
  gsize start = parser->at++;
  g_autoptr (GArray) children = g_array_new (FALSE, FALSE, sizeof (guint32));

  while (!parser->failed && parser_peek (parser) != '"')
    {
      if (parser->at >= parser->length || parser_peek (parser) == '\n')
        return parser_fail (parser, start, "this text does not end in its line; write \" behind it");
      gsize at = parser->at;
      guint32 node = add_character (parser, read_character (parser, "\"\\"), at);
      g_array_append_val (children, node);
    }
  if (parser->failed)
    return NODE_NONE;
  parser->at++;
  if (children->len == 0)
    return parser_fail (parser, start, "this text is empty; remove it, or write ? behind what may be missing");

  return parser_add_parent (parser, NODE_SEQUENCE, children);
}

static const struct
{
  const char *name;
  guint8 kinds;
} classes[] = { { "letter", KINDS_LETTER },
                { "upper", 1 << KIND_UPPER },
                { "lower", 1 << KIND_LOWER },
                { "digit", 1 << KIND_DIGIT },
                { "any", KINDS_ANY } };

/* Characters of the class of that name; 0 if there is none. */
guint8
parser_find_kinds (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (strlen (classes[i].name) == length && memcmp (classes[i].name, name, length) == 0)
      return classes[i].kinds;

  return 0;
}

/* [a-z:digit:_]: one of these characters; [^…] one of no others. */
guint32
parser_parse_set (Parser *parser)
{
  gsize start = parser->at++;
  g_autoptr (CharacterSet) set = character_set_new ();

  if (parser_peek (parser) == '^')
    {
      set->negated = TRUE;
      parser->at++;
    }
  while (!parser->failed && parser_peek (parser) != ']')
    {
      gsize at = parser->at;
      if (parser->at >= parser->length || parser_peek (parser) == '\n')
        return parser_fail (parser, start, "this set of characters does not end in its line; write ] behind it");
      const char *colon
          = parser_peek (parser) == ':' ? memchr (parser->data + at + 1, ':', MIN (parser->length - at - 1, 8)) : NULL;
      guint8 kinds
          = colon != NULL ? parser_find_kinds (parser->data + at + 1, (gsize) (colon - parser->data) - at - 1) : 0;
      if (kinds != 0)
        {
          set->kinds |= kinds;
          parser->at = (gsize) (colon - parser->data) + 1;
          continue;
        }
      gunichar first = read_character (parser, "]\\-^:"), last = first;
      if (parser_peek (parser) == '-' && parser->at + 1 < parser->length && parser->data[parser->at + 1] != ']')
        {
          parser->at++;
          last = read_character (parser, "]\\-^:");
        }
      if (last < first)
        parser_fail (parser, at, "this range ends before it begins; turn it round, or write \\- for a hyphen");
      else if (set->ranges->len > PATTERN_MAX_RANGES)
        parser_fail (parser, at, "this set has more than %d ranges; use fewer", PATTERN_MAX_RANGES);
      else if (!parser->failed)
        character_set_add (set, first, last);
    }
  if (parser->failed)
    return NODE_NONE;
  parser->at++;
  if (set->ranges->len == 0 && set->kinds == 0)
    return parser_fail (parser, start, "this set has no characters; write some, or 'any' for any");

  return add_set (parser, g_steal_pointer (&set), start);
}

/* {one two "three and four"}: one of these words. */
guint32
parser_parse_list (Parser *parser)
{
  gsize start = parser->at++;
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (parser_skip_space (parser); !parser->failed && parser_peek (parser) != '}'; parser_skip_space (parser))
    {
      guint32 word;
      if (parser->at >= parser->length)
        return parser_fail (parser, start, "this list does not end; write } behind it");
      if (parser_peek (parser) == '"')
        word = parser_parse_text (parser);
      else
        {
          g_autoptr (GArray) characters = g_array_new (FALSE, FALSE, sizeof (guint32));
          while (!parser->failed && parser->at < parser->length && parser_peek (parser) != '}'
                 && !is_white (parser_peek (parser)))
            {
              gsize at = parser->at;
              if (strchr ("\";{|()", parser_peek (parser)) != NULL)
                return parser_fail (parser, at, "'%c' stands within a list; write \\%c, or end the list with }",
                                    parser_peek (parser), parser_peek (parser));
              guint32 node = add_character (parser, read_character (parser, "\"}\\;{|()#"), at);
              g_array_append_val (characters, node);
            }
          word = parser->failed ? NODE_NONE : parser_add_parent (parser, NODE_SEQUENCE, characters);
        }
      g_array_append_val (words, word);
    }
  if (parser->failed)
    return NODE_NONE;
  parser->at++;
  if (words->len == 0)
    return parser_fail (parser, start, "this list is empty; write words into it");

  return parser_add_parent (parser, NODE_EITHER, words);
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
      guint32 choice = parser_add_parent (parser, NODE_SEQUENCE, both);
      g_array_append_val (choices, choice);
      low = (char) (high + 1);
    }

  return parser_add_parent (parser, NODE_EITHER, choices);
}

/* 1..31: numbers without zeros before them; 01..31: all with as many digits. */
guint32
parser_parse_numbers (Parser *parser)
{
  gsize start = parser->at, n[2];
  char ends[2][MAX_DIGITS + 1];
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < 2; i++)
    {
      gsize from = parser->at;
      while (g_ascii_isdigit (parser_peek (parser)))
        parser->at++;
      n[i] = parser->at - from;
      if (n[i] > MAX_DIGITS)
        return parser_fail (parser, from, "this number has more than %d digits; write [0-9]{%u}", MAX_DIGITS,
                            (guint) MIN (n[i], PATTERN_MAX_REPETITION));
      memcpy (ends[i], parser->data + from, n[i]);
      ends[i][n[i]] = '\0';
      if (i == 0
          && (parser->length - parser->at < 3 || memcmp (parser->data + parser->at, "..", 2) != 0
              || !g_ascii_isdigit (parser->data[parser->at + 2])))
        return parser_fail (parser, start, "this number is no range; write \"%s\" for the number, or %s..%s9", ends[0],
                            ends[0], ends[0]);
      parser->at += i == 0 ? 2 : 0;
    }
  /* Zeros come first where there are as many digits only. */
  gboolean has_zeros = (ends[0][0] == '0' && n[0] > 1) || (ends[1][0] == '0' && n[1] > 1);
  if (n[0] > n[1] || (has_zeros && n[0] != n[1]) || (n[0] == n[1] && strcmp (ends[0], ends[1]) > 0))
    return parser_fail (parser, start,
                        "%s..%s is no range of numbers; write the smaller first, and as many digits where zeros "
                        "come first",
                        ends[0], ends[1]);

  for (gsize digits = n[0]; digits <= n[1]; digits++)
    {
      char first[MAX_DIGITS + 1] = "1", last[MAX_DIGITS + 1];
      memset (first + 1, '0', sizeof first - 1);
      memset (last, '9', sizeof last);
      first[digits] = last[digits] = '\0';
      guint32 choice
          = add_numerals (parser, digits == n[0] ? ends[0] : first, digits == n[1] ? ends[1] : last, digits, start);
      if (parser->failed)
        return NODE_NONE;
      g_array_append_val (choices, choice);
    }

  return parser_add_parent (parser, NODE_EITHER, choices);
}

guint32
parser_parse_name (Parser *parser)
{
  gsize start = parser->at;

  while (is_name_character (parser_peek (parser)))
    parser->at++;
  g_autofree char *name = g_strndup (parser->data + start, parser->at - start);
  guint8 kinds = parser_find_kinds (name, parser->at - start);
  gpointer part = g_hash_table_lookup (parser->rules->parts, name);
  if (part != NULL)
    {
      guint32 node = GPOINTER_TO_UINT (part) - 1;
      return parser_add_above (parser, NODE_PART, node, node, 0, start);
    }
  if (kinds == 0)
    return parser_fail (parser, start,
                        "there is no part '%.64s' above; write %.64s = …; before this, or \"%.64s\" for the word", name,
                        name, name);
  CharacterSet *set = character_set_new ();
  set->kinds = kinds;

  return add_set (parser, set, start);
}
