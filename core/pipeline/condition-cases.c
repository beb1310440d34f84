/* What conditions have to do with each other: tried on all sorts of documents that they can tell apart. */
#include "condition-private.h"

#include <string.h>

/* Sorts of documents that are tried. Beyond that nothing is known, and nobody is told that something is wrong. */
#define MAX_CASES 1000

/* A value that no condition can name: it is no UTF-8. */
#define OTHER_VALUE "\xff"

/* What is told apart: each language that is named, and any other; for each key each value that is named, any other, and
 * none. A language counts by the longest range that is named and holds it, so one document for each range is enough. */
typedef struct
{
  GPtrArray *languages; /* borrowed */
  GPtrArray *keys;      /* borrowed */
  GPtrArray *values;    /* (GPtrArray of borrowed strings) for each key */
  gsize n_cases;
  guint *choice; /* for each key, which of its values the document has */
} Cases;

static gboolean
find_string (GPtrArray *strings, const char *string, guint *index)
{
  return g_ptr_array_find_with_equal_func (strings, string, g_str_equal, index);
}

static void
add_test (Cases *cases, const ObelusTest *test)
{
  GPtrArray *strings = cases->languages;
  guint index;

  if (test->kind == OBELUS_TEST_METADATA)
    {
      if (!find_string (cases->keys, test->key, &index))
        {
          index = cases->keys->len;
          g_ptr_array_add (cases->keys, test->key);
          g_ptr_array_add (cases->values, g_ptr_array_new ());
        }
      strings = g_ptr_array_index (cases->values, index);
    }
  for (guint i = 0; test->values != NULL && test->values[i] != NULL && strings->len <= MAX_CASES; i++)
    if (!find_string (strings, test->values[i], NULL))
      g_ptr_array_add (strings, test->values[i]);
}

static void
add_condition (Cases *cases, const ObelusCondition *condition)
{
  for (guint i = 0; condition != NULL && i < obelus_condition_get_n_tests (condition); i++)
    add_test (cases, obelus_condition_get_test (condition, i));
}

static void
init_cases (Cases *cases)
{
  *cases = (Cases){ g_ptr_array_new (), g_ptr_array_new (),
                    g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref), 0, NULL };
}

static void
clear_cases (Cases *cases)
{
  g_ptr_array_unref (cases->languages);
  g_ptr_array_unref (cases->keys);
  g_ptr_array_unref (cases->values);
  g_free (cases->choice);
}

/* FALSE if there are too many. */
static gboolean
count_cases (Cases *cases)
{
  cases->choice = g_new0 (guint, cases->keys->len + 1);
  cases->n_cases = cases->languages->len + 1;
  for (guint i = 0; i < cases->values->len && cases->n_cases <= MAX_CASES; i++)
    cases->n_cases *= ((GPtrArray *) g_ptr_array_index (cases->values, i))->len + 2;

  return cases->n_cases <= MAX_CASES;
}

static const char *
get_case_metadata (gconstpointer data, const char *key, gsize *length)
{
  const Cases *cases = data;
  guint index;

  if (!find_string (cases->keys, key, &index))
    return NULL;

  GPtrArray *values = g_ptr_array_index (cases->values, index);
  guint choice = cases->choice[index];
  const char *value = choice == 0 ? NULL : choice == 1 ? OTHER_VALUE : g_ptr_array_index (values, choice - 2);
  *length = value == NULL ? 0 : strlen (value);
  return value;
}

/* The case of this number. */
static ObelusTestSubject
choose_case (Cases *cases, gsize number)
{
  gsize language = number % (cases->languages->len + 1);
  ObelusTestSubject subject = { .get_metadata = get_case_metadata, .data = cases };

  number /= cases->languages->len + 1;
  for (guint i = 0; i < cases->values->len; i++)
    {
      guint n_choices = ((GPtrArray *) g_ptr_array_index (cases->values, i))->len + 2;
      cases->choice[i] = (guint) (number % n_choices);
      number /= n_choices;
    }
  if (language > 0)
    {
      subject.language = g_ptr_array_index (cases->languages, language - 1);
      subject.language_length = strlen (subject.language);
    }

  return subject;
}

static gboolean
holds (const ObelusCondition *condition, const ObelusTestSubject *subject)
{
  return condition == NULL || obelus_condition_holds_for (condition, subject);
}

/* Whether both hold in some case; @unknown where there are too many. */
static gboolean
find_overlap (const ObelusCondition *a, const ObelusCondition *b, gboolean unknown)
{
  gboolean overlap = FALSE;
  Cases cases;

  init_cases (&cases);
  add_condition (&cases, a);
  add_condition (&cases, b);
  if (!count_cases (&cases))
    overlap = unknown;
  else
    for (gsize i = 0; i < cases.n_cases && !overlap; i++)
      {
        ObelusTestSubject subject = choose_case (&cases, i);
        overlap = holds (a, &subject) && holds (b, &subject);
      }
  clear_cases (&cases);

  return overlap;
}

gboolean
obelus_condition_overlaps (const ObelusCondition *a, const ObelusCondition *b)
{
  return find_overlap (a, b, FALSE);
}

gboolean
obelus_condition_is_possible (const ObelusCondition *condition)
{
  return find_overlap (condition, NULL, TRUE);
}

static gboolean
holds_somewhere (GPtrArray *conditions, const ObelusTestSubject *subject)
{
  for (guint i = 0; i < conditions->len; i++)
    if (holds (g_ptr_array_index (conditions, i), subject))
      return TRUE;

  return FALSE;
}

gboolean
obelus_condition_is_covered (const ObelusCondition *condition, GPtrArray *others)
{
  gboolean covered = TRUE;
  Cases cases;

  init_cases (&cases);
  add_condition (&cases, condition);
  for (guint i = 0; i < others->len; i++)
    add_condition (&cases, g_ptr_array_index (others, i));
  if (!count_cases (&cases))
    cases.n_cases = 0;
  for (gsize i = 0; i < cases.n_cases && covered; i++)
    {
      ObelusTestSubject subject = choose_case (&cases, i);
      covered = !holds (condition, &subject) || holds_somewhere (others, &subject);
    }
  clear_cases (&cases);

  return covered;
}
