/* Lists and rules of the CoNLL 2018 shared task (Zeman et al. 2018, sections 5.2 to 5.4). */
#include "syntax.h"

static const char *const universal_features[]
    = { "PronType", "NumType", "Poss",     "Reflex", "Foreign",  "Abbr", "Gender", "Animacy",
        "Number",   "Case",    "Definite", "Degree", "VerbForm", "Mood", "Tense",  "Aspect",
        "Voice",    "Evident", "Polarity", "Person", "Polite",   NULL };

static const char *const content_relations[]
    = { "nsubj",  "obj",        "iobj",       "csubj",  "ccomp",     "xcomp",    "obl",   "vocative",
        "expl",   "dislocated", "advcl",      "advmod", "discourse", "nmod",     "appos", "nummod",
        "acl",    "amod",       "conj",       "fixed",  "flat",      "compound", "list",  "parataxis",
        "orphan", "goeswith",   "reparandum", "root",   "dep",       NULL };

static const char *const function_relations[] = { "aux", "cop", "mark", "det", "clf", "case", "cc", NULL };

/* How much of a text stands before a mark, or all of it. */
static gsize
length_before (const char *text, char mark)
{
  const char *found = strchr (text, mark);

  return found != NULL ? (gsize) (found - text) : strlen (text);
}

static gboolean
is_one_of (const char *text, gsize length, const char *const *words)
{
  for (; *words != NULL; words++)
    if (strlen (*words) == length && memcmp (*words, text, length) == 0)
      return TRUE;

  return FALSE;
}

gboolean
syntax_is_content (const char *deprel)
{
  return is_one_of (deprel, length_before (deprel, ':'), content_relations);
}

gboolean
syntax_has_same_relation (const char *a, const char *b)
{
  gsize length = length_before (a, ':');

  return length == length_before (b, ':') && memcmp (a, b, length) == 0;
}

static int
compare_features (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The universal ones among some features, sorted. */
static GPtrArray *
select_features (char **features)
{
  GPtrArray *selected = g_ptr_array_new ();

  for (; *features != NULL; features++)
    if (is_one_of (*features, length_before (*features, '='), universal_features))
      g_ptr_array_add (selected, *features);
  g_ptr_array_sort (selected, compare_features);

  return selected;
}

gboolean
syntax_has_same_features (const char *a, const char *b)
{
  if (strcmp (a, b) == 0)
    return TRUE;

  g_auto (GStrv) all_a = g_strsplit (a, "|", -1);
  g_auto (GStrv) all_b = g_strsplit (b, "|", -1);
  g_autoptr (GPtrArray) some_a = select_features (all_a);
  g_autoptr (GPtrArray) some_b = select_features (all_b);
  gboolean is_same = some_a->len == some_b->len;

  for (guint i = 0; is_same && i < some_a->len; i++)
    is_same = strcmp (some_a->pdata[i], some_b->pdata[i]) == 0;

  return is_same;
}

const char *
syntax_get (const SyntaxColumns *columns, guint column, guint32 word)
{
  const char *value = column != G_MAXUINT ? obelus_layer_get_string (columns->tokens, column, word, NULL) : NULL;

  return value != NULL ? value : "_";
}

guint32
syntax_get_head (const SyntaxColumns *columns, guint32 word)
{
  return columns->heads != NULL ? columns->heads[word] : OBELUS_NO_ROW;
}

static guint
find_column (ObelusLayer *tokens, const char *name)
{
  gint column = obelus_layer_find_column (tokens, name);

  return column >= 0 ? (guint) column : G_MAXUINT;
}

static void
free_children (gpointer children)
{
  if (children != NULL)
    g_array_unref (children);
}

static void
find_functions (SyntaxColumns *columns)
{
  guint32 n = obelus_layer_get_n_rows (columns->tokens);

  columns->functions = g_ptr_array_new_with_free_func (free_children);
  g_ptr_array_set_size (columns->functions, (gint) n);
  for (guint32 word = 0; word < n; word++)
    {
      const char *deprel = syntax_get (columns, columns->deprel, word);
      guint32 head = syntax_get_head (columns, word);
      if (head == OBELUS_NO_ROW || !is_one_of (deprel, length_before (deprel, ':'), function_relations))
        continue;
      if (columns->functions->pdata[head] == NULL)
        columns->functions->pdata[head] = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_array_append_val (columns->functions->pdata[head], word);
    }
}

void
syntax_columns_init (SyntaxColumns *columns, ObelusLayer *tokens)
{
  guint head = find_column (tokens, "head");

  *columns = (SyntaxColumns){
    .tokens = tokens,
    .lemma = find_column (tokens, "lemma"),
    .upos = find_column (tokens, "upos"),
    .xpos = find_column (tokens, "xpos"),
    .feats = find_column (tokens, "feats"),
    .deprel = find_column (tokens, "deprel"),
    .heads = head != G_MAXUINT ? obelus_layer_get_references (tokens, head) : NULL,
  };
  columns->has_syntax = columns->heads != NULL || columns->deprel != G_MAXUINT;
  find_functions (columns);
}

void
syntax_columns_clear (SyntaxColumns *columns)
{
  g_clear_pointer (&columns->functions, g_ptr_array_unref);
}
