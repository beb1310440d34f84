/* `when=`: which documents a stage runs for. */
#include "condition-private.h"
#include "option-value-private.h"
#include "suggest-private.h"

#include <string.h>

#define NEGATION "not-"

/* Tests of a condition and values in them. */
#define MAX_NAMED 64

struct _ObelusCondition
{
  char *text;
  GArray *tests; /* of ObelusTest: all have to hold */
};

static void
clear_test (gpointer data)
{
  ObelusTest *test = data;

  g_free (test->key);
  g_strfreev (test->values);
}

/* Languages */

/* Whether a language tag is within a range: RFC 4647, section 3.3.1, basic filtering. `en` holds `en-GB`, not `eng`. */
static gboolean
is_in_range (const char *tag, gsize length, const char *range)
{
  gsize range_length = strlen (range);

  return length >= range_length && g_ascii_strncasecmp (tag, range, range_length) == 0
         && (length == range_length || tag[range_length] == '-');
}

/* Languages have codes of two or three letters; BCP 47 has room for longer ones, which nobody has got. */
static gboolean
is_range (const char *text)
{
  gsize subtag_length = 0, n_subtags = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean fits = n_subtags == 0 ? g_ascii_isalpha (*p) : g_ascii_isalnum (*p);
      if (*p != '-' && (!fits || ++subtag_length > (n_subtags == 0 ? 3 : 8)))
        return FALSE;
      if (*p == '-' && subtag_length < (n_subtags == 0 ? 2 : 1))
        return FALSE;
      if (*p == '-')
        {
          n_subtags++;
          subtag_length = 0;
        }
    }

  return subtag_length >= (n_subtags == 0 ? 2 : 1);
}

/* Reading */

/* Where the piece that begins at @text ends: before @separator, as far as that stands outside quotes. */
static const char *
find_end (const char *text, const char *separator)
{
  gboolean in_quotes = FALSE;

  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        in_quotes = !in_quotes;
      else if (in_quotes && *text == '\\' && text[1] != '\0')
        text++;
      else if (!in_quotes && g_str_has_prefix (text, separator))
        return text;
    }

  return text;
}

static char *
copy_unquoted (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_strstrip (copy);
  gsize end = strlen (copy);
  GString *content = g_string_new (NULL);

  if (end < 2 || copy[0] != '"' || copy[end - 1] != '"')
    return g_string_free (g_string_append (content, copy), FALSE);
  for (const char *p = copy + 1; p < copy + end - 1; p++)
    {
      if (*p == '\\' && p + 1 < copy + end - 1)
        p++;
      g_string_append_c (content, *p);
    }

  return g_string_free (content, FALSE);
}

static char **
split_values (const char *text)
{
  GPtrArray *values = g_ptr_array_new ();

  for (const char *start = text; start != NULL;)
    {
      const char *end = find_end (start, ",");
      g_ptr_array_add (values, copy_unquoted (start, (gsize) (end - start)));
      start = *end == '\0' ? NULL : end + 1;
    }
  g_ptr_array_add (values, NULL);

  return (char **) g_ptr_array_free (values, FALSE);
}

#define EXAMPLES "write language:CODE or meta:KEY=VALUE, for example when=language:en"

static gboolean
is_test (const char *text)
{
  return g_str_has_prefix (text, "language:") || g_str_has_prefix (text, "meta:");
}

/* What a test that is none was to be. */
static char *
suggest_test (const char *text)
{
  static const char *const kinds[] = { "language", "meta", NULL };
  static const char *const negations[] = { "!", "not ", "not:", "no ", "-", "~", NULL };
  gsize length = strcspn (text, ":=");
  g_autofree char *word = g_strndup (text, length);
  g_strchomp (word);

  for (gsize i = 0; negations[i] != NULL; i++)
    if (g_str_has_prefix (text, negations[i]))
      {
        g_autofree char *positive = g_strstrip (g_strdup (text + strlen (negations[i])));
        g_autofree char *meant = is_test (positive) ? g_strdup (positive) : suggest_test (positive);
        return meant == NULL || g_str_has_prefix (meant, NEGATION) ? NULL : g_strconcat (NEGATION, meant, NULL);
      }
  if (text[length] == '\0')
    return is_range (word) ? g_strconcat ("language:", word, NULL) : NULL;

  /* `lang:en` and `metadata:source` are abbreviations and the like, not slips. */
  if (g_str_has_prefix (word, "not") && is_test (text + strlen ("not")))
    return g_strconcat (NEGATION, text + strlen ("not"), NULL);
  for (gsize i = 0; kinds[i] != NULL; i++)
    if (strlen (word) >= 3 && (g_str_has_prefix (kinds[i], word) || g_str_has_prefix (word, kinds[i])))
      return g_strdup_printf ("%s:%s", kinds[i], text + length + 1);
  const char *near = obelus_suggest (word, kinds);
  return near == NULL ? NULL : g_strdup_printf ("%s:%s", near, text + length + 1);
}

/* `en_GB`, as locales have it. */
static char *
suggest_ranges (const char *text)
{
  g_autofree char *ranges = g_strdelimit (g_strdup (text), "_", '-');
  g_auto (GStrv) values = split_values (ranges);

  for (guint i = 0; values[i] != NULL; i++)
    if (!is_range (values[i]))
      return NULL;

  return g_strconcat ("language:", ranges, NULL);
}

static char *
parse_language (ObelusTest *test, const char *text, char **suggestion)
{
  test->kind = OBELUS_TEST_LANGUAGE;
  if (text[strspn (text, " ")] == '\0')
    return g_strdup_printf ("has when=%slanguage: without a code; write when=%slanguage:CODE, for example "
                            "when=%slanguage:en",
                            test->is_negated ? NEGATION : "", test->is_negated ? NEGATION : "",
                            test->is_negated ? NEGATION : "");

  test->values = split_values (text);
  for (guint i = 0; test->values[i] != NULL; i++)
    if (*test->values[i] == '\0')
      return g_strdup ("has a comma too many between the languages of its condition; take it out");
    else if (!is_range (test->values[i]))
      {
        g_autofree char *excerpt = obelus_option_value_excerpt (test->values[i]);
        g_autofree char *meant = suggest_ranges (text);
        if (meant == NULL && (*excerpt == '!' || *excerpt == '-') && is_range (test->values[i] + 1))
          {
            if (!test->is_negated && test->values[1] == NULL)
              *suggestion = g_strconcat (NEGATION "language:", test->values[i] + 1, NULL);
            return g_strdup_printf ("cannot run when the language is '%s'; for all languages but some write "
                                    "when=" NEGATION "language:%s",
                                    excerpt, test->values[i] + 1);
          }
        if (meant != NULL)
          {
            *suggestion = g_strconcat (test->is_negated ? NEGATION : "", meant, NULL);
            return g_strdup_printf ("cannot run when the language is '%s'; did you mean '%s'?", excerpt, meant);
          }
        return g_strdup_printf ("cannot run when the language is '%s', which is no language code; write one such as en "
                                "or pt-BR, and commas between several",
                                excerpt);
      }

  return NULL;
}

static char *
parse_metadata (ObelusTest *test, const char *text)
{
  const char *equals = find_end (text, "=");

  test->kind = OBELUS_TEST_METADATA;
  test->key = copy_unquoted (text, (gsize) (equals - text));
  if (*test->key == '\0')
    return g_strdup ("has when=meta: without a key; write when=meta:KEY or when=meta:KEY=VALUE");
  if (*equals == '\0')
    return NULL;

  test->values = split_values (equals + 1);
  for (guint i = 0; test->values[i] != NULL; i++)
    if (*test->values[i] == '\0')
      {
        g_autofree char *excerpt = obelus_option_value_excerpt (test->key);
        return g_strdup_printf ("has when=meta:%s= without a value; write one, or when=meta:%s for any", excerpt,
                                excerpt);
      }

  return NULL;
}

/* Reads one test; returns what is wrong with it. @suggestion is of the test alone. */
static char *
parse_test (ObelusTest *test, const char *text, char **suggestion)
{
  if (g_str_has_prefix (text, NEGATION))
    {
      test->is_negated = TRUE;
      text += strlen (NEGATION);
    }
  if (g_str_has_prefix (text, "language:"))
    return parse_language (test, text + strlen ("language:"), suggestion);
  if (g_str_has_prefix (text, "meta:"))
    return parse_metadata (test, text + strlen ("meta:"));

  g_autofree char *excerpt = obelus_option_value_excerpt (text);
  g_autofree char *meant = suggest_test (text);
  if (*text == '\0')
    return g_strdup (test->is_negated ? "has nothing behind 'not-' in its condition; " EXAMPLES
                                      : "has an empty condition; " EXAMPLES);
  if (meant == NULL)
    return g_strdup_printf ("cannot run when '%s'; " EXAMPLES, excerpt);

  g_autofree char *meant_excerpt = obelus_option_value_excerpt (meant);
  *suggestion = g_strconcat (test->is_negated ? NEGATION : "", meant, NULL);
  return g_strdup_printf ("cannot run when '%s'; did you mean '%s'?", excerpt, meant_excerpt);
}

/* Planning compares conditions, and its time grows with what they name. */
static gboolean
names_too_much (GArray *tests)
{
  gsize n = tests->len;

  for (guint i = 0; i < tests->len; i++)
    {
      const ObelusTest *test = &g_array_index (tests, ObelusTest, i);
      n += test->values == NULL ? 0 : g_strv_length (test->values);
    }

  return n > MAX_NAMED;
}

/* Reads all tests; returns what is wrong with the first that has a fault. */
static char *
parse_tests (GArray *tests, const char *text, char **suggestion)
{
  static const char separator[] = " and ";

  for (const char *start = text; start != NULL;)
    {
      const char *end = find_end (start, separator);
      g_autofree char *written = g_strndup (start, (gsize) (end - start));
      g_autofree char *meant = NULL;
      ObelusTest test = { 0 };

      char *problem = parse_test (&test, g_strstrip (written), &meant);
      g_array_append_val (tests, test);
      if (problem != NULL && meant != NULL)
        {
          g_autofree char *before = g_strndup (text, (gsize) (start - text));
          *suggestion = g_strconcat (before, meant, end, NULL);
        }
      if (problem != NULL)
        return problem;
      if (names_too_much (tests))
        return g_strdup_printf ("has a condition of more than %d tests and values; write fewer", MAX_NAMED);
      start = *end == '\0' ? NULL : end + strlen (separator);
    }

  return NULL;
}

ObelusCondition *
obelus_condition_parse (const char *text, char **problem, char **suggestion)
{
  g_autoptr (ObelusCondition) condition = g_new0 (ObelusCondition, 1);

  condition->text = g_strdup (text);
  condition->tests = g_array_new (FALSE, FALSE, sizeof (ObelusTest));
  g_array_set_clear_func (condition->tests, clear_test);

  if (strstr (text, " or ") != NULL && *find_end (text, " or ") != '\0')
    *problem = g_strdup ("has 'or' in its condition; put commas between the values of one test (language:en,de), or "
                         "write a stage for each");
  else
    *problem = parse_tests (condition->tests, text, suggestion);
  if (*problem == NULL && !obelus_condition_is_possible (condition))
    *problem = g_strdup ("can never run: what its condition asks for excludes itself; take one test away");

  return *problem == NULL ? g_steal_pointer (&condition) : NULL;
}

void
obelus_condition_free (ObelusCondition *condition)
{
  if (condition == NULL)
    return;

  g_free (condition->text);
  g_array_unref (condition->tests);
  g_free (condition);
}

/* What it says */

const char *
obelus_condition_get_layer (const ObelusCondition *condition)
{
  for (guint i = 0; i < condition->tests->len; i++)
    if (g_array_index (condition->tests, ObelusTest, i).kind == OBELUS_TEST_LANGUAGE)
      return "language";

  return NULL;
}

const char *
obelus_condition_get_text (const ObelusCondition *condition)
{
  return condition->text;
}

guint
obelus_condition_get_n_tests (const ObelusCondition *condition)
{
  return condition->tests->len;
}

const ObelusTest *
obelus_condition_get_test (const ObelusCondition *condition, guint index)
{
  return &g_array_index (condition->tests, ObelusTest, index);
}

/* Whether it holds */

static gboolean
is_in_languages (const ObelusTest *test, const ObelusTestSubject *subject)
{
  for (guint i = 0; subject->language != NULL && test->values[i] != NULL; i++)
    if (is_in_range (subject->language, subject->language_length, test->values[i]))
      return TRUE;

  return FALSE;
}

static gboolean
has_metadata (const ObelusTest *test, const ObelusTestSubject *subject)
{
  gsize length = 0;
  const char *value = subject->get_metadata (subject->data, test->key, &length);

  if (value == NULL || test->values == NULL)
    return value != NULL;
  for (guint i = 0; test->values[i] != NULL; i++)
    if (strlen (test->values[i]) == length && memcmp (test->values[i], value, length) == 0)
      return TRUE;

  return FALSE;
}

gboolean
obelus_condition_holds_for (const ObelusCondition *condition, const ObelusTestSubject *subject)
{
  for (guint i = 0; i < condition->tests->len; i++)
    {
      const ObelusTest *test = &g_array_index (condition->tests, ObelusTest, i);
      gboolean holds
          = test->kind == OBELUS_TEST_LANGUAGE ? is_in_languages (test, subject) : has_metadata (test, subject);
      if (holds == test->is_negated)
        return FALSE;
    }

  return TRUE;
}

/* The language of the whole text: longer rows come first, so if a row covers all of it, the first one does. */
static const char *
find_language (ObelusDocument *document, gsize *length)
{
  ObelusLayer *languages = obelus_document_get_layer (document, "language");
  if (languages == NULL || obelus_layer_get_n_rows (languages) == 0)
    return NULL;

  guint32 text_length;
  obelus_document_get_text (document, &text_length);
  gint column = obelus_layer_find_column (languages, "code");
  if (column < 0 || obelus_layer_get_starts (languages)[0] != 0 || obelus_layer_get_ends (languages)[0] != text_length)
    return NULL;

  return obelus_layer_get_string (languages, (guint) column, 0, length);
}

static const char *
get_document_metadata (gconstpointer data, const char *key, gsize *length)
{
  return obelus_document_get_metadata ((ObelusDocument *) data, key, length);
}

gboolean
obelus_condition_holds (const ObelusCondition *condition, ObelusDocument *document)
{
  ObelusTestSubject subject = { .get_metadata = get_document_metadata, .data = document };

  subject.language = find_language (document, &subject.language_length);
  return obelus_condition_holds_for (condition, &subject);
}
