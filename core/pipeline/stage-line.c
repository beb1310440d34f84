/* The notation for stages on one line: names and options with `!` between, quotes around what holds spaces. */
#include "stage-line-private.h"

#include <string.h>

/* A word with its quotes taken off, or a `!` between stages. */
typedef struct
{
  char *text;
  gssize equals; /* where the first `=` outside quotes is in text, or −1 */
  gboolean is_separator;
  guint line;
  guint column;
} Word;

typedef struct
{
  const char *position;
  const char *line_start;
  guint line;
  ObelusProblemList *problems;
} Scanner;

/* Specs */

static void
clear_setting (gpointer data)
{
  ObelusStageSetting *setting = data;

  g_free (setting->name);
  g_free (setting->value);
}

ObelusStageSpec *
obelus_stage_spec_new (const char *name, const char *component, guint line, guint column)
{
  ObelusStageSpec *spec = g_new0 (ObelusStageSpec, 1);

  spec->name = g_strdup (name);
  spec->component = g_strdup (component);
  spec->line = line;
  spec->column = column;
  spec->settings = g_array_new (FALSE, FALSE, sizeof (ObelusStageSetting));
  g_array_set_clear_func (spec->settings, clear_setting);

  return spec;
}

void
obelus_stage_spec_free (ObelusStageSpec *spec)
{
  if (spec == NULL)
    return;

  g_free (spec->name);
  g_free (spec->component);
  g_array_unref (spec->settings);
  g_free (spec);
}

void
obelus_stage_spec_add_setting (ObelusStageSpec *spec, const char *name, const char *value, guint line, guint column)
{
  ObelusStageSetting setting = { g_strdup (name), g_strdup (value), line, column };

  g_array_append_val (spec->settings, setting);
}

const ObelusStageSetting *
obelus_stage_spec_find_setting (const ObelusStageSpec *spec, const char *name)
{
  for (guint i = 0; i < spec->settings->len; i++)
    {
      const ObelusStageSetting *setting = &g_array_index (spec->settings, ObelusStageSetting, i);
      if (strcmp (setting->name, name) == 0)
        return setting;
    }

  return NULL;
}

/* Words */

static void
clear_word (gpointer data)
{
  Word *word = data;

  g_free (word->text);
}

static guint
get_column (const Scanner *scanner)
{
  return (guint) (scanner->position - scanner->line_start) + 1;
}

static void
advance (Scanner *scanner)
{
  if (*scanner->position++ == '\n')
    {
      scanner->line++;
      scanner->line_start = scanner->position;
    }
}

/* Appends what stands between two quotes. FALSE if the second one is missing. */
static gboolean
scan_quoted (Scanner *scanner, GString *text)
{
  char quote = *scanner->position;

  for (advance (scanner); *scanner->position != '\0'; advance (scanner))
    {
      char c = *scanner->position;
      if (c == quote)
        {
          advance (scanner);
          return TRUE;
        }
      if (c == '\\' && quote == '"' && (scanner->position[1] == '"' || scanner->position[1] == '\\'))
        {
          advance (scanner);
          c = *scanner->position;
        }
      g_string_append_c (text, c);
    }

  return FALSE;
}

static Word
scan_word (Scanner *scanner)
{
  Word word = { .equals = -1, .line = scanner->line, .column = get_column (scanner) };
  g_autoptr (GString) text = g_string_new (NULL);

  if (*scanner->position == '!')
    {
      advance (scanner);
      word.is_separator = TRUE;
      return word;
    }

  while (*scanner->position != '\0' && *scanner->position != '!' && !g_ascii_isspace (*scanner->position))
    {
      if (*scanner->position == '\'' || *scanner->position == '"')
        {
          guint line = scanner->line, column = get_column (scanner);
          if (!scan_quoted (scanner, text))
            obelus_problem_list_add (scanner->problems, line, column,
                                     "this quotation mark is never closed; write another behind the value");
          continue;
        }
      if (*scanner->position == '=' && word.equals < 0)
        word.equals = (gssize) text->len;
      g_string_append_c (text, *scanner->position);
      advance (scanner);
    }

  word.text = g_string_free (g_steal_pointer (&text), FALSE);
  return word;
}

static GArray *
scan_words (const char *line, ObelusProblemList *problems)
{
  Scanner scanner = { line, line, 1, problems };
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_array_set_clear_func (words, clear_word);

  while (TRUE)
    {
      while (g_ascii_isspace (*scanner.position))
        advance (&scanner);
      if (*scanner.position == '\0')
        return words;
      Word word = scan_word (&scanner);
      g_array_append_val (words, word);
    }
}

/* Stages */

/* What joins things elsewhere. */
static const char *const joints[] = { "|", "->", "=>", ">", "&", "&&", ";", ",", "+", "→", NULL };

/* Reads the option at words[index]; returns how many words belong to it. */
static guint
read_setting (ObelusStageSpec *spec, GArray *words, guint index, ObelusProblemList *problems)
{
  const Word *word = &g_array_index (words, Word, index);
  const Word *next = index + 1 < words->len ? &g_array_index (words, Word, index + 1) : NULL;

  if (word->equals < 0 && next != NULL && next->equals == 0)
    {
      /* `name = value` or `name =value`. */
      gboolean apart = strcmp (next->text, "=") == 0 && index + 2 < words->len
                       && !g_array_index (words, Word, index + 2).is_separator;
      const char *value = apart ? g_array_index (words, Word, index + 2).text : next->text + 1;
      obelus_problem_list_add (problems, word->line, word->column, "write %s=%s without spaces around '='", word->text,
                               value);
      return apart ? 3 : 2;
    }

  const char *bare = word->text + strspn (word->text, "-");
  gsize colon = strcspn (word->text, ":");
  if (g_strv_contains (joints, word->text))
    obelus_problem_list_add (problems, word->line, word->column, "stages are joined with '!', not with '%s'",
                             word->text);
  else if (word->equals < 0 && colon > 0 && word->text[colon] != '\0' && word->text[colon + 1] != '\0')
    obelus_problem_list_add (problems, word->line, word->column, "'%s' is not an option of stage '%s'; write %.*s=%s",
                             word->text, spec->component, (int) colon, word->text, word->text + colon + 1);
  else if (g_str_has_prefix (word->text, "--") && *bare != '\0')
    obelus_problem_list_add (problems, word->line, word->column,
                             "'%s' begins as an option of the command does; write those of stage '%s' as %s%s",
                             word->text, spec->component, bare, word->equals < 0 ? "=VALUE" : "");
  else if (word->equals < 0)
    obelus_problem_list_add (problems, word->line, word->column,
                             "'%s' is not an option of stage '%s'; write NAME=VALUE, or '!' before the next stage",
                             word->text, spec->component);
  else if (word->equals == 0)
    obelus_problem_list_add (problems, word->line, word->column,
                             "an option's name is missing before '='; write NAME=VALUE");
  else
    {
      g_autofree char *name = g_strndup (word->text, (gsize) word->equals);
      if (spec->settings->len == OBELUS_MAX_SETTINGS)
        obelus_problem_list_add (problems, word->line, word->column, "stage '%s' has more than %d options; remove some",
                                 spec->component, OBELUS_MAX_SETTINGS);
      else if (obelus_stage_spec_find_setting (spec, name) != NULL)
        obelus_problem_list_add (problems, word->line, word->column,
                                 "stage '%s' has option '%s' twice; remove one of them", spec->component, name);
      else
        obelus_stage_spec_add_setting (spec, name, word->text + word->equals + 1, word->line, word->column);
    }

  return 1;
}

/* Whether the word can be a stage's name. */
static gboolean
check_component (const Word *word, ObelusProblemList *problems)
{
  if (word->equals >= 0)
    obelus_problem_list_add (problems, word->line, word->column,
                             "'%s' stands where a stage's name belongs; write the name before its options", word->text);
  else if (*word->text == '\0')
    obelus_problem_list_add (problems, word->line, word->column, "a stage's name is empty; name a processor");
  else if (strlen (word->text) > 1 && strchr (";,", word->text[strlen (word->text) - 1]) != NULL)
    obelus_problem_list_add (problems, word->line, word->column,
                             "stages are joined with '!', not with '%c' as behind '%s'",
                             word->text[strlen (word->text) - 1], word->text);
  else
    return TRUE;

  return FALSE;
}

/* Reads the stage that begins at words[index]; returns how many words belong to it. */
static guint
read_stage (GPtrArray *specs, GArray *words, guint index, ObelusProblemList *problems)
{
  const Word *word = &g_array_index (words, Word, index);
  g_autoptr (ObelusStageSpec) spec = obelus_stage_spec_new (NULL, word->text, word->line, word->column);
  gboolean valid = check_component (word, problems);
  guint n_words = 1;

  while (index + n_words < words->len && !g_array_index (words, Word, index + n_words).is_separator)
    n_words += valid ? read_setting (spec, words, index + n_words, problems) : 1;

  if (valid)
    g_ptr_array_add (specs, g_steal_pointer (&spec));
  return n_words;
}

GPtrArray *
obelus_stage_line_parse (const char *line, ObelusProblemList *problems)
{
  GPtrArray *specs = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_stage_spec_free);
  const char *invalid;

  if (!g_utf8_validate (line, -1, &invalid))
    {
      obelus_problem_list_add (problems, 1, (guint) (invalid - line) + 1,
                               "byte 0x%02x is not UTF-8; write the pipeline in UTF-8", (guchar) *invalid);
      return specs;
    }

  g_autoptr (GArray) words = scan_words (line, problems);
  gboolean expects_stage = FALSE; /* an empty line is a pipeline without stages */

  for (guint i = 0; i < words->len;)
    {
      const Word *word = &g_array_index (words, Word, i);
      if (!word->is_separator && specs->len == OBELUS_MAX_STAGES)
        {
          obelus_problem_list_add (problems, word->line, word->column, "there are more than %d stages; remove some",
                                   OBELUS_MAX_STAGES);
          break;
        }
      if (!word->is_separator)
        {
          i += read_stage (specs, words, i, problems);
          expects_stage = FALSE;
          continue;
        }
      if (i == 0 || expects_stage)
        obelus_problem_list_add (
            problems, word->line, word->column,
            "a stage is missing before '!'; name one, or put quotes around a '!' that is part of a "
            "value");
      expects_stage = TRUE;
      i++;
    }

  if (expects_stage)
    {
      const Word *last = &g_array_index (words, Word, words->len - 1);
      obelus_problem_list_add (problems, last->line, last->column,
                               "a stage is missing after '!'; name one, or put quotes around a '!' that is part of a "
                               "value");
    }

  return specs;
}

/* Quotes */

char *
obelus_stage_line_unquote (const char *text)
{
  Scanner scanner = { text, text, 1, NULL };
  g_autoptr (GString) content = g_string_new (NULL);

  if ((*text != '"' && *text != '\'') || !scan_quoted (&scanner, content) || *scanner.position != '\0')
    return NULL;

  return g_string_free (g_steal_pointer (&content), FALSE);
}
