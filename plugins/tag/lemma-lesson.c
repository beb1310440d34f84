/* Learning lemmas. */
#include "lemma-lesson.h"

#include "model-sections.h"
#include "perceptron.h"
#include "random.h"

#include <string.h>

/* Rules choose among the scripts that so many different words of a label have. */
#define MIN_WORDS 3

#define N_EPOCHS 12

/* Points of a stored weight in one step of the perceptron. */
#define POINTS 20.0

/* A form with a label, and what its lemmas were. */
typedef struct
{
  char *form;
  gsize length;
  guint16 label;      /* until labels are set, the number of a name */
  GHashTable *lemmas; /* string → count */
  LearnWord word;
  const char *lemma; /* the commonest */
  guint count;       /* of that */
  guint script;
} Type;

typedef struct
{
  char *bytes; /* as it stands in the section */
  gsize n_bytes;
  guint number; /* as it was found */
  guint n_words[TAG_MAX_LABELS];
  guint count;
} Script;

struct _TagLemmaLesson
{
  GHashTable *types; /* key → Type */
  GPtrArray *sorted; /* Type, in the order of their forms */
  GArray *scripts;   /* Script */
};

static void
type_free (gpointer data)
{
  Type *type = data;

  g_free (type->form);
  g_hash_table_unref (type->lemmas);
  g_free (type);
}

static void
script_clear (gpointer data)
{
  g_free (((Script *) data)->bytes);
}

TagLemmaLesson *
tag_lemma_lesson_new (void)
{
  TagLemmaLesson *lesson = g_new0 (TagLemmaLesson, 1);
  lesson->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, type_free);
  lesson->sorted = g_ptr_array_new ();
  lesson->scripts = g_array_new (FALSE, TRUE, sizeof (Script));
  g_array_set_clear_func (lesson->scripts, script_clear);

  return lesson;
}

void
tag_lemma_lesson_free (TagLemmaLesson *lesson)
{
  if (lesson == NULL)
    return;
  g_hash_table_unref (lesson->types);
  g_ptr_array_unref (lesson->sorted);
  g_array_unref (lesson->scripts);
  g_free (lesson);
}

/* Finds or makes the type of a form with a label. */
static Type *
get_type (GHashTable *types, const char *form, gsize length, guint16 label)
{
  g_autofree char *key = g_strdup_printf ("%.*s\t%u", (int) length, form, label);
  Type *type = g_hash_table_lookup (types, key);

  if (type == NULL)
    {
      type = g_new0 (Type, 1);
      type->form = g_strndup (form, length);
      type->length = length;
      type->label = label;
      type->lemmas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (types, g_steal_pointer (&key), type);
    }

  return type;
}

static void
add_lemma (Type *type, const char *lemma, guint count)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (type->lemmas, lemma));

  g_hash_table_insert (type->lemmas, g_strdup (lemma), GUINT_TO_POINTER (known + count));
}

void
tag_lemma_lesson_add (TagLemmaLesson *lesson, const char *form, gsize length, guint16 name, const char *lemma)
{
  if (length == 0 || length > LEARN_WORD_MAX_BYTES || *lemma == '\0' || memchr (form, '\0', length) != NULL)
    return;

  add_lemma (get_type (lesson->types, form, length, name), lemma, 1);
}

static int
compare_types (gconstpointer a, gconstpointer b)
{
  const Type *x = *(Type *const *) a, *y = *(Type *const *) b;
  int order = strcmp (x->form, y->form);

  return order != 0 ? order : (int) x->label - (int) y->label;
}

/* The commonest lemma; of two as common the one that sorts first. */
static void
choose_lemma (Type *type)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, type->lemmas);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint count = GPOINTER_TO_UINT (value);
      if (count > type->count || (count == type->count && strcmp (key, type->lemma) < 0))
        {
          type->lemma = key;
          type->count = count;
        }
    }
}

void
tag_lemma_lesson_set_labels (TagLemmaLesson *lesson, const guint8 *label_of, guint n_names)
{
  g_autoptr (GHashTable) types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, type_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, lesson->types);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Type *type = value;
      GHashTableIter lemmas;
      gpointer lemma, count;
      if (type->label >= n_names || label_of[type->label] >= TAG_MAX_LABELS)
        continue;
      Type *merged = get_type (types, type->form, type->length, label_of[type->label]);
      g_hash_table_iter_init (&lemmas, type->lemmas);
      while (g_hash_table_iter_next (&lemmas, &lemma, &count))
        add_lemma (merged, lemma, GPOINTER_TO_UINT (count));
    }
  g_hash_table_unref (lesson->types);
  lesson->types = g_steal_pointer (&types);
}

static void
sort_types (TagLemmaLesson *lesson, const LearnLexicon *lexicon)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, lesson->types);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (lesson->sorted, value);
  g_ptr_array_sort (lesson->sorted, compare_types);
  for (guint i = 0; i < lesson->sorted->len; i++)
    {
      Type *type = g_ptr_array_index (lesson->sorted, i);
      choose_lemma (type);
      learn_word_init (&type->word, type->form, (guint32) type->length, lexicon);
    }
}

/* Scripts */

static gsize
measure_common (const char *a, const char *b)
{
  gsize n = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  while ((a[n] & 0xC0) == 0x80 || (b[n] & 0xC0) == 0x80)
    n--;

  return n;
}

/* Writes the script that makes a lemma of a form: the case in which most of the beginning is the same, small letters
 * before others. Returns FALSE if an ending is too long. */
static gboolean
write_script (const char *form, gsize length, const char *lemma, GByteArray *bytes)
{
  g_autoptr (GString) cased = g_string_new (NULL);
  TagCase best = TAG_CASE_LOWER;
  gsize n_best = 0;

  for (guint letters = 0; letters < TAG_N_CASES; letters++)
    {
      tag_case_apply ((TagCase) letters, form, length, cased);
      gsize n = measure_common (cased->str, lemma);
      if (n > n_best)
        {
          best = (TagCase) letters;
          n_best = n;
        }
    }
  tag_case_apply (best, form, length, cased);

  gsize n_old = cased->len - n_best, n_new = strlen (lemma) - n_best;
  if (n_old > G_MAXUINT8 || n_new > G_MAXUINT8)
    return FALSE;
  guint8 head[3] = { best, (guint8) n_old, (guint8) n_new };
  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, (const guint8 *) cased->str + n_best, (guint) n_old);
  g_byte_array_append (bytes, (const guint8 *) lemma + n_best, (guint) n_new);

  return TRUE;
}

static int
compare_scripts (gconstpointer a, gconstpointer b)
{
  const Script *x = a, *y = b;
  if (x->count != y->count)
    return x->count < y->count ? 1 : -1;
  int order = memcmp (x->bytes, y->bytes, MIN (x->n_bytes, y->n_bytes));

  return order != 0 ? order : (x->n_bytes > y->n_bytes) - (x->n_bytes < y->n_bytes);
}

/* The number of the script with the bytes; a new one is added. */
static guint
number_script (TagLemmaLesson *lesson, GHashTable *numbers, const GByteArray *bytes)
{
  g_autoptr (GBytes) key = g_bytes_new (bytes->data, bytes->len);
  gpointer number;

  if (!g_hash_table_lookup_extended (numbers, key, NULL, &number))
    {
      Script script
          = { .bytes = g_memdup2 (bytes->data, bytes->len), .n_bytes = bytes->len, .number = lesson->scripts->len };
      number = GUINT_TO_POINTER (script.number);
      g_array_append_val (lesson->scripts, script);
      g_hash_table_insert (numbers, g_steal_pointer (&key), number);
    }

  return GPOINTER_TO_UINT (number);
}

/* Puts the commonest scripts first, and leaves out those that there is no room for. */
static void
sort_scripts (TagLemmaLesson *lesson)
{
  g_autofree guint *ranks = g_new (guint, MAX (lesson->scripts->len, 1));

  g_array_sort (lesson->scripts, compare_scripts);
  for (guint i = 0; i < lesson->scripts->len; i++)
    ranks[g_array_index (lesson->scripts, Script, i).number] = i < TAG_MAX_SCRIPTS ? i : TAG_NO_SCRIPT;
  g_array_set_size (lesson->scripts, MIN (lesson->scripts->len, TAG_MAX_SCRIPTS));
  for (guint i = 0; i < lesson->sorted->len; i++)
    {
      Type *type = g_ptr_array_index (lesson->sorted, i);
      if (type->script != TAG_NO_SCRIPT)
        type->script = ranks[type->script];
    }
}

static void
collect_scripts (TagLemmaLesson *lesson)
{
  g_autoptr (GHashTable) numbers
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint i = 0; i < lesson->sorted->len; i++)
    {
      Type *type = g_ptr_array_index (lesson->sorted, i);
      type->script = TAG_NO_SCRIPT;
      if (!write_script (type->form, type->length, type->lemma, bytes))
        continue;
      type->script = number_script (lesson, numbers, bytes);
      Script *script = &g_array_index (lesson->scripts, Script, type->script);
      script->n_words[type->label]++;
      script->count += type->count;
    }
  sort_scripts (lesson);
}

static void
add_scripts (TagLemmaLesson *lesson, guint n_labels, TagLemmas *lemmas, GByteArray *scripts, GArray *choices)
{
  for (guint i = 0; i < lesson->scripts->len; i++)
    {
      const Script *script = &g_array_index (lesson->scripts, Script, i);
      g_byte_array_append (scripts, (const guint8 *) script->bytes, (guint) script->n_bytes);
    }
  for (guint label = 0; label < n_labels; label++)
    {
      guint at = choices->len;
      guint16 n = 0;
      g_array_append_val (choices, n);
      for (guint16 i = 0; i < lesson->scripts->len; i++)
        if (g_array_index (lesson->scripts, Script, i).n_words[label] >= MIN_WORDS)
          {
            g_array_append_val (choices, i);
            n++;
          }
      g_array_index (choices, guint16, at) = n;
    }

  const char *problem = tag_lemmas_read_scripts (lemmas, scripts->data, scripts->len);
  g_assert (problem == NULL);
  problem = tag_lemmas_read_choices (lemmas, (const guint16 *) (gpointer) choices->data, choices->len, n_labels);
  g_assert (problem == NULL);
}

/* Rules */

static void
learn_from (TagPerceptron *perceptron, const TagLemmas *lemmas, const Type *type, TagForm *form)
{
  guint64 features[TAG_RULE_FEATURES], own[2][TAG_RULE_FEATURES];
  guint n_features = tag_rules_list_features (&type->word, type->label, features);
  guint best = TAG_NO_SCRIPT;
  double best_sum = 0.0;

  tag_form_set (form, type->form, type->length);
  for (guint i = 0; i < lemmas->n_choices[type->label]; i++)
    {
      guint script = lemmas->choices[type->label][i];
      /* right by a margin of 1 */
      double sum = script == type->script ? -1.0 : 0.0;

      guint n = tag_rules_list_script_features (lemmas, form, type->label, features, n_features, script, own[0]);
      if (n == 0)
        continue;
      for (guint k = 0; k < n; k++)
        sum += tag_perceptron_get (perceptron, own[0][k]);
      if (best == TAG_NO_SCRIPT || sum > best_sum)
        {
          best = script;
          best_sum = sum;
        }
    }
  tag_perceptron_step (perceptron);
  if (best == type->script || best == TAG_NO_SCRIPT)
    return;

  guint n = tag_rules_list_script_features (lemmas, form, type->label, features, n_features, best, own[0]);
  if (tag_rules_list_script_features (lemmas, form, type->label, features, n_features, type->script, own[1]) != n)
    return;
  for (guint k = 0; k < n; k++)
    {
      tag_perceptron_change (perceptron, own[1][k], 1.0);
      tag_perceptron_change (perceptron, own[0][k], -1.0);
    }
}

static gboolean
is_choice (const TagLemmas *lemmas, const Type *type)
{
  for (guint i = 0; i < lemmas->n_choices[type->label]; i++)
    if (lemmas->choices[type->label][i] == type->script)
      return TRUE;

  return FALSE;
}

static GArray *
learn_rules (TagLemmaLesson *lesson, const TagLemmas *lemmas, guint64 seed)
{
  TagForm form;
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));
  LearnRandom random = { seed };
  g_autoptr (TagPerceptron) perceptron = tag_perceptron_new ();

  tag_form_init (&form);
  for (guint32 i = 0; i < lesson->sorted->len; i++)
    if (is_choice (lemmas, g_ptr_array_index (lesson->sorted, i)))
      g_array_append_val (order, i);
  for (guint epoch = 0; epoch < N_EPOCHS; epoch++)
    {
      learn_random_shuffle (&random, (guint32 *) (gpointer) order->data, order->len);
      for (guint i = 0; i < order->len; i++)
        learn_from (perceptron, lemmas, g_ptr_array_index (lesson->sorted, g_array_index (order, guint32, i)), &form);
    }
  tag_form_clear (&form);

  return tag_perceptron_compile (perceptron, POINTS);
}

/* Words */

/* Whether a script makes the word's lemma. */
static gboolean
is_right (const TagLemmas *lemmas, const Type *type, guint script, GString *lemma)
{
  if (script == TAG_NO_SCRIPT)
    return FALSE;
  tag_script_apply (&lemmas->scripts[script], type->form, type->length, lemma);

  return strcmp (lemma->str, type->lemma) == 0;
}

/* Words that are written differently only in case, of one label. */
typedef struct
{
  guint64 key;
  GPtrArray *types;
} Family;

static void
family_free (gpointer data)
{
  Family *family = data;

  g_ptr_array_unref (family->types);
  g_free (family);
}

static guint
choose_family_script (const TagLemmas *lemmas, const Family *family, GString *lemma)
{
  guint best = TAG_NO_SCRIPT, best_count = 0;

  for (guint i = 0; i < family->types->len; i++)
    {
      guint script = ((const Type *) g_ptr_array_index (family->types, i))->script, count = 0;
      for (guint j = 0; j < family->types->len; j++)
        {
          const Type *type = g_ptr_array_index (family->types, j);
          count += is_right (lemmas, type, script, lemma) ? type->count : 0;
        }
      if (count > best_count)
        {
          best = script;
          best_count = count;
        }
    }

  return best;
}

static void
add_entry (GArray *entries, GHashTable *known, guint64 key, guint script)
{
  LearnWordEntry entry = { key, script };

  if (g_hash_table_add (known, g_memdup2 (&key, sizeof key)))
    g_array_append_val (entries, entry);
}

/* The words whose lemma rules get wrong: families by their common script, and those that this gets wrong by their own.
 */
static GArray *
collect_words (TagLemmaLesson *lesson, const TagLemmas *lemmas)
{
  g_autoptr (GHashTable) families = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, family_free);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (LearnWordEntry));
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GString) lemma = g_string_new (NULL);
  TagForm form;

  tag_form_init (&form);
  for (guint i = 0; i < lesson->sorted->len; i++)
    {
      Type *type = g_ptr_array_index (lesson->sorted, i);
      guint64 key = tag_lemma_make_key (type->word.lower, type->label);
      Family *family = g_hash_table_lookup (families, &key);
      if (family == NULL)
        {
          family = g_new (Family, 1);
          *family = (Family){ key, g_ptr_array_new () };
          g_hash_table_insert (families, &family->key, family);
          g_ptr_array_add (order, family);
        }
      g_ptr_array_add (family->types, type);
    }

  for (guint i = 0; i < order->len; i++)
    {
      const Family *family = g_ptr_array_index (order, i);
      gboolean are_right = TRUE;
      for (guint j = 0; j < family->types->len; j++)
        {
          const Type *type = g_ptr_array_index (family->types, j);
          tag_form_set (&form, type->form, type->length);
          guint by_rules = tag_rules_choose (lemmas, &type->word, &form, type->label);
          are_right = are_right && is_right (lemmas, type, by_rules, lemma);
        }
      guint script = are_right ? TAG_NO_SCRIPT : choose_family_script (lemmas, family, lemma);
      if (script == TAG_NO_SCRIPT)
        continue;
      add_entry (entries, known, family->key, script);
      for (guint j = 0; j < family->types->len; j++)
        {
          const Type *type = g_ptr_array_index (family->types, j);
          if (type->script != TAG_NO_SCRIPT && !is_right (lemmas, type, script, lemma))
            add_entry (entries, known, tag_lemma_make_key (type->word.exact, type->label), type->script);
        }
    }

  tag_form_clear (&form);

  return learn_word_table_compile (entries, TAG_SCRIPT_BITS);
}

void
tag_lemma_lesson_learn (TagLemmaLesson *lesson, const LearnLexicon *lexicon, guint n_labels, guint64 seed,
                        ObelusModelBuilder *model)
{
  TagLemmas lemmas = { .lexicon = lexicon };
  g_autoptr (GByteArray) scripts = g_byte_array_new ();
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (guint16));

  sort_types (lesson, lexicon);
  collect_scripts (lesson);
  add_scripts (lesson, n_labels, &lemmas, scripts, choices);
  g_autoptr (GArray) rules = learn_rules (lesson, &lemmas, seed);
  const char *problem = learn_weights_read (&lemmas.rules, (const guint32 *) (gpointer) rules->data, rules->len);
  g_assert (problem == NULL);
  g_autoptr (GArray) words = collect_words (lesson, &lemmas);

  obelus_model_builder_add_section (model, TAG_SECTION_SCRIPTS, scripts->data, scripts->len);
  obelus_model_builder_add_section (model, TAG_SECTION_CHOICES, choices->data, choices->len * sizeof (guint16));
  obelus_model_builder_add_section (model, TAG_SECTION_RULES, rules->data, rules->len * sizeof (guint32));
  obelus_model_builder_add_section (model, TAG_SECTION_LEMMAS, words->data, words->len * sizeof (guint64));
  tag_lemmas_clear (&lemmas);
}
