/* Reading the values of options from text. */
#include "option-value-private.h"
#include "suggest-private.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define MAX_EXCERPT 60

char *
obelus_option_value_excerpt (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, MIN (strlen (text), 4 * MAX_EXCERPT + 4));
  GString *excerpt = g_string_new (NULL);
  guint n = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p), n++)
    {
      gunichar character = g_utf8_get_char (p);
      if (n == MAX_EXCERPT)
        {
          g_string_append (excerpt, "…");
          break;
        }
      g_string_append_unichar (excerpt, g_unichar_iscntrl (character) ? ' ' : character);
    }

  return g_string_free (excerpt, FALSE);
}

/* What was meant */

/* The word before the first space: behind it may stand what was to be a comment. */
static char *
copy_first_word (const char *text)
{
  return g_strndup (text, strcspn (text, " \t"));
}

/* `0,6` for 0.6. */
static char *
suggest_number (const ObelusOption *option, const char *text)
{
  g_autofree char *number = copy_first_word (text);
  ObelusOptionValue value = { 0 };

  g_strdelimit (number, ",", '.');
  if (strcmp (number, text) == 0)
    return NULL;

  g_autofree char *problem = obelus_option_value_parse (option, number, &value);
  if (problem != NULL)
    return NULL;
  obelus_option_value_clear (option, &value);
  return g_steal_pointer (&number);
}

static char *
suggest_word (const char *const *words, const char *text)
{
  g_autofree char *word = copy_first_word (text);

  return g_strdup (obelus_suggest (word, words));
}

char *
obelus_option_value_suggest (const ObelusOption *option, const char *text)
{
  static const char *const flags[] = { "yes", "no", "true", "false", "on", "off", NULL };
  g_auto (GStrv) choices = NULL;

  switch (option->type)
    {
    case OBELUS_OPTION_TYPE_FLAG:
      return suggest_word (flags, text);
    case OBELUS_OPTION_TYPE_INTEGER:
    case OBELUS_OPTION_TYPE_REAL:
      return suggest_number (option, text);
    case OBELUS_OPTION_TYPE_CHOICE:
      choices = g_strsplit (option->choices, "|", -1);
      return suggest_word ((const char *const *) choices, text);
    default:
      return NULL;
    }
}

/* What stands there in place of what the option must be, and what it probably was to be. */
static void
append_found (GString *problem, const ObelusOption *option, const char *text)
{
  g_autofree char *excerpt = obelus_option_value_excerpt (text);
  g_autofree char *suggestion = obelus_option_value_suggest (option, text);

  if (*text == '\0')
    g_string_append (problem, ", and has no value");
  else
    g_string_append_printf (problem, ", not '%s'", excerpt);
  if (suggestion != NULL)
    g_string_append_printf (problem, "; did you mean '%s'?", suggestion);
}

/* What a number must be */

static void
append_number (GString *text, const ObelusOption *option, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (option->type == OBELUS_OPTION_TYPE_INTEGER)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, (gint64) number);
  else
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.15g", number));
}

/* " from 0 to 1", " of at least 0", " of at most 9" or nothing. */
static void
append_range (GString *text, const ObelusOption *option)
{
  double unbounded = option->type == OBELUS_OPTION_TYPE_INTEGER ? OBELUS_OPTION_MAX_INTEGER : G_MAXDOUBLE;
  gboolean below = option->minimum > -unbounded;
  gboolean above = option->maximum < unbounded;

  if (below)
    {
      g_string_append (text, above ? " from " : " of at least ");
      append_number (text, option, option->minimum);
    }
  if (above)
    {
      g_string_append (text, below ? " to " : " of at most ");
      append_number (text, option, option->maximum);
    }
}

static char *
describe_bad_number (const ObelusOption *option, const char *text)
{
  GString *problem = g_string_new (NULL);

  g_string_append_printf (problem, "option '%s' must be %s", option->name,
                          option->type == OBELUS_OPTION_TYPE_INTEGER ? "a whole number" : "a number");
  append_range (problem, option);
  append_found (problem, option, text);

  return g_string_free (problem, FALSE);
}

/* The types */

static char *
parse_flag (const ObelusOption *option, const char *text, ObelusOptionValue *value)
{
  static const char *const yes[] = { "yes", "true", "on", "1", NULL };
  static const char *const no[] = { "no", "false", "off", "0", NULL };

  value->as.flag = g_strv_contains (yes, text);
  if (value->as.flag || g_strv_contains (no, text))
    return NULL;

  GString *problem = g_string_new (NULL);
  g_string_append_printf (problem, "option '%s' must be yes or no", option->name);
  append_found (problem, option, text);
  return g_string_free (problem, FALSE);
}

static char *
parse_integer (const ObelusOption *option, const char *text, ObelusOptionValue *value)
{
  gint64 integer;

  if (!g_ascii_string_to_signed (text, 10, (gint64) option->minimum, (gint64) option->maximum, &integer, NULL))
    return describe_bad_number (option, text);

  value->as.integer = integer;
  return NULL;
}

static char *
parse_real (const ObelusOption *option, const char *text, ObelusOptionValue *value)
{
  char *end;
  double real;

  /* g_ascii_strtod () also takes spaces, hexadecimal digits, infinities and what is no number. */
  if (*text == '\0' || strspn (text, "0123456789+-.eE") != strlen (text))
    return describe_bad_number (option, text);

  real = g_ascii_strtod (text, &end);
  if (*end != '\0' || !isfinite (real) || real < option->minimum || real > option->maximum)
    return describe_bad_number (option, text);

  value->as.real = real;
  return NULL;
}

static char *
parse_choice (const ObelusOption *option, const char *text, ObelusOptionValue *value)
{
  g_auto (GStrv) choices = g_strsplit (option->choices, "|", -1);

  for (guint i = 0; choices[i] != NULL; i++)
    if (strcmp (choices[i], text) == 0)
      {
        value->as.choice = i;
        return NULL;
      }

  g_autofree char *listed = g_strjoinv (", ", choices);
  GString *problem = g_string_new (NULL);
  g_string_append_printf (problem, "option '%s' must be one of %s", option->name, listed);
  append_found (problem, option, text);
  return g_string_free (problem, FALSE);
}

/* An item of a list while it is read. */
typedef struct
{
  GString *text;
  gsize kept; /* how much of @text is not space that may stand before a comma */
  gboolean quoted;
} Item;

static gboolean
finish_item (GPtrArray *items, Item *item)
{
  g_string_truncate (item->text, item->kept);
  if (item->kept == 0 && !item->quoted)
    return FALSE;

  g_ptr_array_add (items, g_strdup (item->text->str));
  g_string_truncate (item->text, 0);
  item->kept = 0;
  item->quoted = FALSE;
  return TRUE;
}

/* Reads `a, "b, c", d\,e`: spaces around items go, quotes and backslashes protect. Returns NULL or what is wrong. */
static const char *
split_list (const char *text, GPtrArray *items)
{
  g_autoptr (GString) buffer = g_string_new (NULL);
  Item item = { buffer, 0, FALSE };
  gboolean in_quotes = FALSE;

  if (text[strspn (text, " \t")] == '\0')
    return NULL;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        {
          in_quotes = !in_quotes;
          item.quoted = TRUE;
          item.kept = item.text->len;
          continue;
        }
      if (*p == ',' && !in_quotes)
        {
          if (!finish_item (items, &item))
            return "has an empty item; take out the comma or write \"\" for it";
          continue;
        }

      gboolean is_space = !in_quotes && (*p == ' ' || *p == '\t');
      if (is_space && item.text->len == 0 && !item.quoted)
        continue;
      if (*p == '\\' && *++p == '\0')
        return "ends with a backslash; write \\\\ for one";

      g_string_append_c (item.text, *p);
      if (!is_space)
        item.kept = item.text->len;
    }

  if (in_quotes)
    return "has a quote that is not closed; add the second \"";
  if (!finish_item (items, &item))
    return "has an empty item; take out the comma or write \"\" for it";
  return NULL;
}

static char *
parse_list (const ObelusOption *option, const char *text, ObelusOptionValue *value)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  const char *problem = split_list (text, items);

  if (problem != NULL)
    return g_strdup_printf ("option '%s' %s", option->name, problem);

  g_ptr_array_set_free_func (items, NULL);
  g_ptr_array_add (items, NULL);
  value->as.list = (char **) g_ptr_array_free (g_steal_pointer (&items), FALSE);
  return NULL;
}

static char *
parse_path (const ObelusOption *option, const char *text)
{
  return *text != '\0' ? NULL : g_strdup_printf ("option '%s' must name a file", option->name);
}

static char *
parse_by_type (const ObelusOption *option, const char *text, ObelusOptionValue *value)
{
  switch (option->type)
    {
    case OBELUS_OPTION_TYPE_FLAG:
      return parse_flag (option, text, value);
    case OBELUS_OPTION_TYPE_INTEGER:
      return parse_integer (option, text, value);
    case OBELUS_OPTION_TYPE_REAL:
      return parse_real (option, text, value);
    case OBELUS_OPTION_TYPE_CHOICE:
      return parse_choice (option, text, value);
    case OBELUS_OPTION_TYPE_LIST:
      return parse_list (option, text, value);
    case OBELUS_OPTION_TYPE_FILE:
    case OBELUS_OPTION_TYPE_MODEL:
      return parse_path (option, text);
    case OBELUS_OPTION_TYPE_TEXT:
      return NULL;
    }

  g_return_val_if_reached (NULL);
}

char *
obelus_option_value_parse (const ObelusOption *option, const char *text, ObelusOptionValue *value)
{
  char *problem;

  /* File names need not be UTF-8. */
  if (option->type != OBELUS_OPTION_TYPE_FILE && option->type != OBELUS_OPTION_TYPE_MODEL
      && !g_utf8_validate (text, -1, NULL))
    return g_strdup_printf ("option '%s' must be valid UTF-8", option->name);

  problem = parse_by_type (option, text, value);
  if (problem == NULL)
    value->text = g_strdup (text);
  return problem;
}

void
obelus_option_value_set_default (const ObelusOption *option, ObelusOptionValue *value)
{
  switch (option->type)
    {
    case OBELUS_OPTION_TYPE_FLAG:
      value->as.flag = option->number != 0;
      break;
    case OBELUS_OPTION_TYPE_INTEGER:
      value->as.integer = (gint64) option->number;
      break;
    case OBELUS_OPTION_TYPE_REAL:
      value->as.real = option->number;
      break;
    default:
      if (option->text != NULL)
        {
          g_autofree char *problem = obelus_option_value_parse (option, option->text, value);
          g_return_if_fail (problem == NULL);
        }
    }
}

void
obelus_option_value_clear (const ObelusOption *option, ObelusOptionValue *value)
{
  if (option->type == OBELUS_OPTION_TYPE_LIST)
    g_strfreev (value->as.list);
  g_free (value->text);
  memset (value, 0, sizeof *value);
}
