/* `when=`: which documents a stage runs for. */
#include "condition-private.h"
#include "option-value-private.h"
#include "suggest-private.h"

#include <string.h>

#define PREFIX "language:"
#define NEGATION "not-"

struct _ObelusCondition
{
  char *text;
  char **ranges;       /* of languages: `en`, `pt-BR` */
  gboolean is_negated; /* holds for whatever is in none of them */
};

/* Whether a language tag is within a range: RFC 4647, section 3.3.1, basic filtering. `en` holds `en-GB`, not `eng`. */
static gboolean
is_in_range (const char *tag, gsize length, const char *range)
{
  gsize range_length = strlen (range);

  return length >= range_length && g_ascii_strncasecmp (tag, range, range_length) == 0
         && (length == range_length || tag[range_length] == '-');
}

/* `en`, `pt-BR`: a language has two or three letters, what follows it at most eight letters or digits each. */
static gboolean
is_range (const char *text)
{
  gsize n_letters = 0, subtag_length = 0;

  while (g_ascii_isalpha (text[n_letters]))
    n_letters++;
  if (n_letters < 2 || n_letters > 3 || (text[n_letters] != '\0' && text[n_letters] != '-'))
    return FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '-' ? subtag_length == 0 : !g_ascii_isalnum (*p))
        return FALSE;
      subtag_length = *p == '-' ? 0 : subtag_length + 1;
      if (subtag_length > 8)
        return FALSE;
    }

  return subtag_length > 0;
}

/* What to write for a text that is no condition. */
static char *
describe_no_condition (const char *text)
{
  static const char *const candidates[] = { "language", NEGATION "language", NULL };
  gsize name_length = strcspn (text, ":= ");
  g_autofree char *excerpt = obelus_option_value_excerpt (text);
  g_autofree char *name = g_strndup (text, name_length);
  const char *near = text[name_length] == '\0' ? NULL : obelus_suggest (name, candidates);
  const char *rest = text + name_length + strspn (text + name_length, ":= ");

  if (is_range (text))
    return g_strdup_printf ("cannot run when '%s'; did you mean when=language:%s?", excerpt, text);
  if (near != NULL && is_range (rest))
    return g_strdup_printf ("cannot run when '%s'; did you mean when=%s:%s?", excerpt, near, rest);
  return g_strdup_printf ("cannot run when '%s'; write when=language:CODE, for example when=language:en", excerpt);
}

static char *
describe_no_range (const char *range)
{
  g_autofree char *excerpt = obelus_option_value_excerpt (range);
  g_autofree char *hyphenated = g_strdelimit (g_strdup (range), "_", '-');

  if ((*range == '!' || *range == '-') && is_range (range + 1))
    return g_strdup_printf ("cannot run when the language is '%s'; for all languages but some write "
                            "when=not-language:%s",
                            excerpt, range + 1);
  if (is_range (hyphenated))
    return g_strdup_printf ("cannot run when the language is '%s', which is no language code; did you mean '%s'?",
                            excerpt, hyphenated);
  return g_strdup_printf ("cannot run when the language is '%s', which is no language code; write one such as en "
                          "or pt-BR",
                          excerpt);
}

ObelusCondition *
obelus_condition_parse (const char *text, char **problem)
{
  gboolean is_negated = g_str_has_prefix (text, NEGATION);
  const char *positive = is_negated ? text + strlen (NEGATION) : text;

  if (!g_str_has_prefix (positive, PREFIX))
    {
      *problem = describe_no_condition (text);
      return NULL;
    }

  g_autoptr (ObelusCondition) condition = g_new0 (ObelusCondition, 1);
  condition->text = g_strdup (text);
  condition->is_negated = is_negated;
  condition->ranges = g_strsplit (positive + strlen (PREFIX), ",", -1);
  for (guint i = 0; condition->ranges[i] != NULL; i++)
    {
      if (is_range (g_strstrip (condition->ranges[i])))
        continue;
      *problem = describe_no_range (condition->ranges[i]);
      return NULL;
    }
  if (condition->ranges[0] == NULL)
    {
      *problem
          = g_strdup_printf ("has when=%s without a code; write when=%sCODE, for example when=%sen", text, text, text);
      return NULL;
    }

  return g_steal_pointer (&condition);
}

void
obelus_condition_free (ObelusCondition *condition)
{
  if (condition == NULL)
    return;

  g_free (condition->text);
  g_strfreev (condition->ranges);
  g_free (condition);
}

const char *
obelus_condition_get_layer (const ObelusCondition *condition)
{
  (void) condition;

  return "language";
}

const char *
obelus_condition_get_text (const ObelusCondition *condition)
{
  return condition->text;
}

/* Whether one of the ranges holds the tag; of a negated condition that says where it does not hold. */
static gboolean
has_tag (const ObelusCondition *condition, const char *tag, gsize length)
{
  for (guint i = 0; condition->ranges[i] != NULL; i++)
    if (is_in_range (tag, length, condition->ranges[i]))
      return TRUE;

  return FALSE;
}

/* The language of the whole text, or NULL if it is not known. */
static const char *
find_language (ObelusDocument *document, gsize *length)
{
  ObelusLayer *languages = obelus_document_get_layer (document, "language");
  if (languages == NULL || obelus_layer_get_n_rows (languages) == 0)
    return NULL;

  /* Longer rows come first: if a row covers the whole text, the first one does. */
  guint32 text_length;
  obelus_document_get_text (document, &text_length);
  gint column = obelus_layer_find_column (languages, "code");
  if (column < 0 || obelus_layer_get_starts (languages)[0] != 0 || obelus_layer_get_ends (languages)[0] != text_length)
    return NULL;

  return obelus_layer_get_string (languages, (guint) column, 0, length);
}

gboolean
obelus_condition_holds (const ObelusCondition *condition, ObelusDocument *document)
{
  gsize length = 0;
  const char *code = find_language (document, &length);

  return (code != NULL && has_tag (condition, code, length)) != condition->is_negated;
}

/* Conditions among each other: a range is a set of tags, and two of them are one within the other or have none in
 * common. */

static gboolean
has_range (const ObelusCondition *condition, const char *range)
{
  return has_tag (condition, range, strlen (range));
}

gboolean
obelus_condition_overlaps (const ObelusCondition *a, const ObelusCondition *b)
{
  if (a == NULL || b == NULL || (a->is_negated && b->is_negated)) /* both hold where the language is not known */
    return TRUE;
  if (a->is_negated)
    return obelus_condition_overlaps (b, a);

  for (guint i = 0; a->ranges[i] != NULL; i++)
    if (has_range (b, a->ranges[i]) != b->is_negated)
      return TRUE;
  for (guint i = 0; b->ranges[i] != NULL && !b->is_negated; i++)
    if (has_range (a, b->ranges[i]))
      return TRUE;

  return FALSE;
}

/* What two lists of ranges have in common. */
static GPtrArray *
intersect (GPtrArray *ranges, const ObelusCondition *condition)
{
  GPtrArray *common = g_ptr_array_new ();

  for (guint i = 0; i < ranges->len; i++)
    {
      char *range = g_ptr_array_index (ranges, i);
      if (has_range (condition, range))
        {
          g_ptr_array_add (common, range);
          continue;
        }
      for (guint j = 0; condition->ranges[j] != NULL; j++)
        if (is_in_range (condition->ranges[j], strlen (condition->ranges[j]), range))
          g_ptr_array_add (common, condition->ranges[j]);
    }

  return common;
}

/* The ranges of @condition outside of which one of the negated @others holds; NULL for all languages and none. */
static GPtrArray *
find_rest (const ObelusCondition *condition, GPtrArray *others)
{
  GPtrArray *rest = NULL;

  for (guint i = 0; i <= others->len; i++)
    {
      const ObelusCondition *other = i == 0 ? condition : g_ptr_array_index (others, i - 1);
      if (other == NULL || other->is_negated != (i > 0))
        continue;

      GPtrArray *common;
      if (rest == NULL)
        {
          common = g_ptr_array_new ();
          for (guint j = 0; other->ranges[j] != NULL; j++)
            g_ptr_array_add (common, other->ranges[j]);
        }
      else
        {
          common = intersect (rest, other);
          g_ptr_array_unref (rest);
        }
      rest = common;
    }

  return rest;
}

gboolean
obelus_condition_is_covered (const ObelusCondition *condition, GPtrArray *others)
{
  if (g_ptr_array_find (others, NULL, NULL))
    return TRUE;

  /* Without a negated condition languages that nobody names are left, and texts whose language is not known. */
  g_autoptr (GPtrArray) rest = find_rest (condition, others);
  if (rest == NULL)
    return FALSE;

  for (guint i = 0; i < rest->len; i++)
    {
      const char *range = g_ptr_array_index (rest, i);
      gboolean covered = condition != NULL && condition->is_negated && has_range (condition, range);
      for (guint j = 0; j < others->len && !covered; j++)
        {
          const ObelusCondition *other = g_ptr_array_index (others, j);
          covered = !other->is_negated && has_range (other, range);
        }
      if (!covered)
        return FALSE;
    }

  return TRUE;
}
