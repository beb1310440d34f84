/* The search beside a matcher that tries everything, over rules and texts at random; and how its time grows. */
#include "../search.h"

#include <obelus/obelus.h>

#include <string.h>
#include <time.h>

/* Rules as trees of the test's own, and where they match by their definition */

typedef enum
{
  TREE_CHARACTER,
  TREE_SET, /* a or b */
  TREE_GAP,
  TREE_SEQUENCE,
  TREE_EITHER,
  TREE_REPEAT,
  N_TREE_KINDS,
} TreeKind;

typedef struct _Tree Tree;

struct _Tree
{
  TreeKind kind;
  gunichar character;
  guint first;
  guint last; /* 0 for no end */
  Tree *left;
  Tree *right;
};

static void
tree_free (Tree *tree)
{
  if (tree == NULL)
    return;
  tree_free (tree->left);
  tree_free (tree->right);
  g_free (tree);
}

static const gunichar alphabet[] = { 'a', 'b', '1', '-', 0xe9 };

static Tree *
make_tree (GRand *random, guint depth)
{
  Tree *tree = g_new0 (Tree, 1);

  tree->kind = (TreeKind) g_rand_int_range (random, 0, depth == 0 ? TREE_SEQUENCE : N_TREE_KINDS);
  tree->character = alphabet[g_rand_int_range (random, 0, G_N_ELEMENTS (alphabet))];
  if (tree->kind >= TREE_SEQUENCE)
    tree->left = make_tree (random, depth - 1);
  if (tree->kind == TREE_SEQUENCE || tree->kind == TREE_EITHER)
    tree->right = make_tree (random, depth - 1);
  tree->first = (guint) g_rand_int_range (random, 0, 3);
  tree->last = g_rand_boolean (random) ? 0 : MAX (tree->first + (guint) g_rand_int_range (random, 0, 3), 1);

  return tree;
}

/* As a file has it. */
static void
write_tree (const Tree *tree, GString *rule)
{
  switch (tree->kind)
    {
    case TREE_CHARACTER:
      g_string_append_c (rule, '"');
      g_string_append_unichar (rule, tree->character);
      g_string_append_c (rule, '"');
      break;
    case TREE_SET:
      g_string_append (rule, "[ab]");
      break;
    case TREE_GAP:
      g_string_append (rule, "_");
      break;
    case TREE_SEQUENCE:
    case TREE_EITHER:
      g_string_append_c (rule, '(');
      write_tree (tree->left, rule);
      g_string_append (rule, tree->kind == TREE_EITHER ? " | " : "");
      write_tree (tree->right, rule);
      g_string_append_c (rule, ')');
      break;
    case TREE_REPEAT:
    default:
      g_string_append_c (rule, '(');
      write_tree (tree->left, rule);
      g_string_append_printf (rule, ")");
      if (tree->last == 0)
        g_string_append_printf (rule, "{%u,}", tree->first);
      else
        g_string_append_printf (rule, "{%u,%u}", tree->first, tree->last);
      break;
    }
}

typedef struct
{
  const char *text;
  guint length;
  guint start; /* of the match: a rule that begins with a gap has its border there */
} Place;

static guint
get_side (const Place *place, guint at)
{
  gunichar character = at >= place->length ? 0 : g_utf8_get_char (place->text + at);

  return g_unichar_isalpha (character) ? 1 : g_unichar_isdigit (character) ? 2 : 0;
}

static gboolean
has_border (const Place *place, guint at)
{
  if (at == place->start || at == place->length)
    return TRUE;
  guint before = get_side (place, (guint) (g_utf8_prev_char (place->text + at) - place->text));

  return before == 0 || before != get_side (place, at);
}

/* Where @tree can end that begins at one of the places @from: a byte a place. */
static guint8 *
find_ends (const Tree *tree, const Place *place, const guint8 *from)
{
  guint n = place->length + 1;
  guint8 *ends = g_malloc0 ((gsize) n + 1); /* gcc does not see that no space is the last place */

  if (tree->kind == TREE_SEQUENCE)
    {
      g_autofree guint8 *middle = find_ends (tree->left, place, from);
      g_free (ends);
      return find_ends (tree->right, place, middle);
    }
  if (tree->kind == TREE_EITHER)
    {
      g_autofree guint8 *left = find_ends (tree->left, place, from), *right = find_ends (tree->right, place, from);
      for (guint i = 0; i < n; i++)
        ends[i] = left[i] | right[i];
      return ends;
    }
  if (tree->kind == TREE_REPEAT)
    {
      g_autofree guint8 *now = g_memdup2 (from, n);
      for (guint times = 0; tree->last == 0 || times <= tree->last; times++)
        {
          gboolean grew = FALSE;
          for (guint i = 0; times >= tree->first && i < n; i++)
            {
              grew |= now[i] && !ends[i];
              ends[i] |= now[i];
            }
          if (times > tree->first && !grew)
            break;
          guint8 *next = find_ends (tree->left, place, now);
          g_free (now);
          now = next;
        }
      return ends;
    }
  for (guint i = 0; i < n; i++)
    {
      if (!from[i])
        continue;
      if (tree->kind == TREE_GAP)
        {
          ends[i] |= has_border (place, i);
          for (guint at = i, lines = 0; at < place->length && strchr (" \n", place->text[at]) != NULL; at++)
            {
              lines += place->text[at] == '\n';
              ends[at + 1] |= lines <= 1;
            }
          continue;
        }
      if (i == place->length)
        continue;
      gunichar character = g_utf8_get_char (place->text + i);
      if (tree->kind == TREE_SET ? character == 'a' || character == 'b' : character == tree->character)
        ends[i + (guint) g_utf8_skip[(guchar) place->text[i]]] = TRUE;
    }

  return ends;
}

/* Texts */

typedef struct
{
  GString *text;
  GArray *starts;
  GArray *ends;
} Text;

static void
text_clear (Text *text)
{
  g_string_free (text->text, TRUE);
  g_array_unref (text->starts);
  g_array_unref (text->ends);
}

static void
add_token (Text *text, guint32 start, guint32 end)
{
  g_array_append_val (text->starts, start);
  g_array_append_val (text->ends, end);
}

/* Characters at random, and tokens of one or more of them. */
static Text
make_text (GRand *random, guint n_characters)
{
  Text text = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (guint32)),
                g_array_new (FALSE, FALSE, sizeof (guint32)) };
  guint32 start = 0;

  for (guint i = 0; i < n_characters; i++)
    {
      gint kind = g_rand_int_range (random, 0, 12);
      gboolean is_space = kind >= 10;
      guint32 before = (guint32) text.text->len;
      if (is_space)
        g_string_append_c (text.text, kind == 10 ? ' ' : '\n');
      else
        g_string_append_unichar (text.text, alphabet[MAX (0, kind - 5)]);
      if (is_space && before > start)
        add_token (&text, start, before);
      else if (!is_space && g_rand_int_range (random, 0, 3) > 0)
        add_token (&text, start, (guint32) text.text->len);
      else if (!is_space)
        continue;
      start = (guint32) text.text->len;
    }

  return text;
}

static GArray *
search (const char *file, const Text *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PatternRules) rules = pattern_rules_new ();
  GArray *found = g_array_new (FALSE, FALSE, sizeof (PatternMatch));

  pattern_rules_add (rules, "test", file, strlen (file), &error);
  g_assert_no_error (error);
  g_autoptr (PatternAutomaton) automaton = pattern_automaton_new (g_steal_pointer (&rules), NULL, &error);
  g_assert_no_error (error);
  g_autoptr (PatternSearch) search = pattern_search_new (automaton);
  pattern_search_run (search, text->text->str, (guint32) text->text->len,
                      (const guint32 *) (gpointer) text->starts->data, (const guint32 *) (gpointer) text->ends->data,
                      text->starts->len, found, &error);
  g_assert_no_error (error);

  return found;
}

static gboolean
ends_token (const Text *text, guint end)
{
  for (guint i = 0; i < text->ends->len; i++)
    if (g_array_index (text->ends, guint32, i) == end)
      return TRUE;

  return FALSE;
}

/* What is found must be what the definition says: from left to right the longest, and the first rule of those. */
static void
compare (const char *file, Tree *const *trees, guint n_trees, const Text *text)
{
  g_autoptr (GArray) found = search (file, text);
  guint n = 0, length = (guint) text->text->len, behind = 0;
  g_autofree guint8 *from = g_malloc0 (length + 1);

  for (guint token = 0; token < text->starts->len; token++)
    {
      guint start = g_array_index (text->starts, guint32, token);
      PatternMatch best = { start, start, 0 };
      if (start < behind)
        continue;
      Place place = { text->text->str, length, start };
      from[start] = TRUE;
      for (guint rule = 0; rule < n_trees; rule++)
        {
          g_autofree guint8 *ends = find_ends (trees[rule], &place, from);
          for (guint end = best.end + 1; end <= length; end++)
            if (ends[end] && ends_token (text, end))
              best = (PatternMatch){ start, end, rule };
        }
      from[start] = FALSE;
      if (best.end == start)
        continue;
      if (n == found->len || memcmp (&g_array_index (found, PatternMatch, n), &best, sizeof best) != 0)
        g_error ("rules\n%s\ntext '%s': match %u should be %u to %u by rule %u", file, text->text->str, n, best.start,
                 best.end, best.rule);
      behind = best.end;
      n++;
    }
  g_assert_cmpuint (found->len, ==, n);
}

static void
compare_at_random (guint n_rounds, guint max_characters, guint depth)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint round = 0; round < n_rounds; round++)
    {
      Tree *trees[3];
      guint n = 0;
      g_autoptr (GString) file = g_string_new (NULL);
      while (n < G_N_ELEMENTS (trees))
        {
          Tree *tree = make_tree (random, depth);
          Place nowhere = { "", 0, 0 };
          guint8 yes = TRUE;
          g_autofree guint8 *ends = find_ends (tree, &nowhere, &yes);
          /* What may be nothing at all is no rule. */
          if (!ends[0])
            {
              g_string_append_printf (file, "R%u = ", n);
              write_tree (tree, file);
              g_string_append (file, " ;\n");
              trees[n++] = tree;
            }
          else
            tree_free (tree);
        }
      Text text = make_text (random, (guint) g_rand_int_range (random, 1, (gint32) max_characters));
      compare (file->str, trees, n, &text);
      text_clear (&text);
      while (n > 0)
        tree_free (trees[--n]);
    }
}

static void
test_definition (void)
{
  compare_at_random (6000, 30, 4);
}

/* Texts of several blocks, with matches that lie across. */
static void
test_blocks (void)
{
  compare_at_random (40, 4000, 3);
}

/* Rules that need more sets than there is room for. */
static void
test_many_sets (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  Text text = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (guint32)),
                g_array_new (FALSE, FALSE, sizeof (guint32)) };

  for (guint32 i = 0; i < 60000; i++)
    {
      g_string_append_c (text.text, "abc"[g_rand_int_range (random, 0, 3)]);
      add_token (&text, i, i + 1);
    }
  /* Backwards it has to be remembered which of the last 16 characters were an a: 2^16 sets. */
  g_autoptr (GArray) found = search ("X = \"cc\"[abc]{14}\"a\" ;", &text);
  guint n = 0;
  for (guint32 i = 0; i + 17 <= text.text->len; i++)
    if (text.text->str[i] == 'c' && text.text->str[i + 1] == 'c' && text.text->str[i + 16] == 'a')
      {
        g_assert_cmpuint (n, <, found->len);
        PatternMatch match = g_array_index (found, PatternMatch, n++);
        g_assert_cmpuint (match.start, ==, i);
        g_assert_cmpuint (match.end, ==, i + 17);
        i += 16;
      }
  g_assert_cmpuint (n, ==, found->len);
  g_assert_cmpuint (n, >, 1000);
  text_clear (&text);
}

static double
measure (const char *file, const char *piece, guint n_pieces)
{
  Text text = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (guint32)),
                g_array_new (FALSE, FALSE, sizeof (guint32)) };

  for (guint i = 0; i < n_pieces; i++)
    {
      guint32 start = (guint32) text.text->len;
      g_string_append (text.text, piece);
      add_token (&text, start, start + 1);
    }
  clock_t before = clock ();
  g_autoptr (GArray) found = search (file, &text);
  double seconds = (double) (clock () - before) / CLOCKS_PER_SEC;
  text_clear (&text);

  return seconds;
}

/* Each would look on to the end of the text from each of its tokens, or try all ways to divide it. */
static void
test_linear_time (void)
{
  static const char *const files[] = {
    "X = \"a\"(_\"a\")*_\"b\" ;",
    "X = \"a\" | \"a\"(_\"a\")*_\"b\" ;",
    "X = ((\"a\"_?)*_?)*\"b\" ;",
    "X = (\"a\"_ | \"a\"_\"a\"_)*\"b\" ;",
    "X = (((\"a\"_)?){20}(\"a\"_){20}){3}\"b\" ;",
    "IBAN = (\"a\"_)*\"a\" when iban ;",
    "Y = \"a\"_\"a\" ; X = ([^b]{1,200}_){1,3}\"b\" ;",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      double shorter = measure (files[i], "a ", 50000), longer = measure (files[i], "a ", 400000);
      g_test_message ("%s: %.3f s and %.3f s", files[i], shorter, longer);
      /* Eight times the text takes eight times as long, or 64 times if time were quadratic. */
      g_assert_cmpfloat (longer, <, shorter * 24 + 0.1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patterns/search/definition", test_definition);
  g_test_add_func ("/patterns/search/blocks", test_blocks);
  g_test_add_func ("/patterns/search/many-sets", test_many_sets);
  g_test_add_func ("/patterns/search/linear-time", test_linear_time);

  return g_test_run ();
}
