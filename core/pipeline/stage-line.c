/* The notation for stages on one line: names and options with `!` between, quotes around what holds spaces. */
#include "stage-line-private.h"
#include "option-value-private.h"
#include "quote-private.h"

#include <string.h>

/* A word with its quotes taken off, or a `!` between stages. */
typedef struct
{
  char *text;
  gssize equals; /* where the first `=` outside quotes is in text, or −1 */
  gboolean is_separator;
  gboolean is_quoted; /* in part at least */
  ObelusPlace place;
  guint value_column; /* of what stands behind that `=` */
} Word;

typedef struct
{
  const char *position;
  const char *line_start;
  guint line;
  ObelusProblemList *problems;
} Scanner;

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

/* What stands from @start to where the scanner is, as far as it stands on one line. */
static ObelusPlace
get_place (const Scanner *scanner, const char *start, guint line, guint column)
{
  const char *line_end = memchr (start, '\n', (gsize) (scanner->position - start));

  return (ObelusPlace){ line, column, (guint) ((line_end != NULL ? line_end : scanner->position) - start) };
}

static Word
scan_word (Scanner *scanner)
{
  const char *start = scanner->position;
  const guint line = scanner->line, column = get_column (scanner);
  Word word = { .equals = -1 };
  g_autoptr (GString) text = g_string_new (NULL);

  if (*scanner->position == '!')
    {
      advance (scanner);
      word.is_separator = TRUE;
      word.place = get_place (scanner, start, line, column);
      return word;
    }

  while (*scanner->position != '\0' && *scanner->position != '!' && !g_ascii_isspace (*scanner->position))
    {
      if (*scanner->position == '\'' || *scanner->position == '"')
        {
          ObelusPlace quote = { scanner->line, get_column (scanner), 1 };
          word.is_quoted = TRUE;
          if (!scan_quoted (scanner, text))
            obelus_problem_list_add (scanner->problems, quote, "syntax",
                                     "this quotation mark is never closed; add the second one where the text that it "
                                     "protects ends");
          continue;
        }
      if (*scanner->position == '=' && word.equals < 0)
        {
          word.equals = (gssize) text->len;
          word.value_column = column + (guint) (scanner->position - start) + 1;
        }
      g_string_append_c (text, *scanner->position);
      advance (scanner);
    }

  word.place = get_place (scanner, start, line, column);
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

/* What other notations have between stages is reported and taken for `!`. */

static gboolean
is_foreign_separator (const Word *word)
{
  static const char *const separators[] = { "|", "->", "=>", ">", "&", "&&", ";", ",", "+", "→", NULL };

  return !word->is_separator && !word->is_quoted && g_strv_contains (separators, word->text);
}

static void
report_separator (ObelusProblemList *problems, ObelusPlace place, const char *text, const char *mended)
{
  obelus_problem_list_add (problems, place, "syntax", "stages have '!' between them, not '%s'", text);
  obelus_problem_list_suggest (problems, mended);
}

/* Cuts `tokenize,` where the name of a stage stands. Returns whether there was something to cut. */
static gboolean
cut_separator (Word *word, ObelusProblemList *problems)
{
  gsize length = strlen (word->text);
  char last[2] = { length < 2 ? '\0' : word->text[length - 1], '\0' };

  if (word->is_quoted || word->equals >= 0 || (*last != ',' && *last != ';'))
    return FALSE;

  word->text[length - 1] = '\0';
  word->place.length--;
  report_separator (problems, (ObelusPlace){ word->place.line, word->place.column + word->place.length, 1 }, last,
                    " !");
  return TRUE;
}

static GArray *
mend_separators (GArray *words, ObelusProblemList *problems)
{
  GArray *mended = g_array_sized_new (FALSE, FALSE, sizeof (Word), words->len);
  gboolean is_name = TRUE; /* whether a stage's name is next */

  g_array_set_clear_func (mended, clear_word);
  for (guint i = 0; i < words->len; i++)
    {
      Word word = g_array_index (words, Word, i);
      gboolean is_last = i + 1 == words->len || g_array_index (words, Word, i + 1).is_separator;

      if (is_foreign_separator (&word))
        {
          report_separator (problems, word.place, word.text, "!");
          g_clear_pointer (&word.text, g_free);
          word.is_separator = TRUE;
        }
      gboolean is_cut = is_name && !word.is_separator && cut_separator (&word, problems);
      g_array_append_val (mended, word);
      if (is_cut && !is_last)
        {
          Word separator = { .is_separator = TRUE, .place = word.place, .equals = -1 };
          g_array_append_val (mended, separator);
        }
      is_name = word.is_separator || is_cut;
    }

  /* The words are in other hands now. */
  g_array_set_clear_func (words, NULL);
  g_array_unref (words);
  return mended;
}

/* Stages */

/* `name = value` with spaces where none belong: how many words that is, or 0; and @value. */
static guint
find_spaced_setting (GArray *words, guint index, const char **value)
{
  const Word *all = (const Word *) (gpointer) words->data;
  const Word *word = &all[index];
  const Word *next = index + 1 < words->len && !all[index + 1].is_separator ? &all[index + 1] : NULL;
  const Word *third = next != NULL && index + 2 < words->len && !all[index + 2].is_separator ? &all[index + 2] : NULL;

  if (next == NULL)
    return 0;
  if (word->equals > 0 && word->text[word->equals + 1] == '\0' && !word->is_quoted && next->equals < 0)
    {
      *value = next->text;
      return 2;
    }
  if (word->equals >= 0 || next->equals != 0)
    return 0;
  if (strcmp (next->text, "=") != 0 || third == NULL)
    {
      *value = next->text + 1;
      return 2;
    }
  *value = third->text;
  return 3;
}

static void
add_setting (ObelusStageSpec *spec, const char *name, const char *value, ObelusPlace place, ObelusPlace value_place,
             ObelusProblemList *problems)
{
  g_autofree char *excerpt = obelus_option_value_excerpt (name);
  g_autofree char *stage = obelus_option_value_excerpt (spec->component);
  ObelusPlace name_place = { place.line, place.column, MIN (place.length, (guint) strlen (name)) };

  if (obelus_stage_spec_find_setting (spec, name) != NULL)
    obelus_problem_list_add (problems, place, "duplicate", "stage '%s' has option '%s' twice; remove one of them",
                             stage, excerpt);
  else
    obelus_stage_spec_add_setting (spec, name, value, name_place, value_place);
}

static void
read_spaced_setting (ObelusStageSpec *spec, const Word *first, const Word *last, const char *name, const char *value,
                     ObelusProblemList *problems)
{
  ObelusPlace place = first->place;
  g_autofree char *quoted = obelus_quote (value);
  g_autofree char *setting = g_strdup_printf ("%s=%s", name, quoted);
  g_autofree char *excerpt = obelus_option_value_excerpt (setting);

  if (last->place.line == place.line)
    place.length = last->place.column + last->place.length - place.column;
  obelus_problem_list_add (problems, place, "syntax", "write %s without spaces around '='", excerpt);
  obelus_problem_list_suggest (problems, setting);
  add_setting (spec, name, value, place, place, problems);
}

/* `min-score:0.6`, and a condition without its name. NULL if it is nothing of the sort. */
static char *
suggest_setting (const Word *word)
{
  const char *colon = strchr (word->text, ':');

  if (colon == NULL || colon == word->text || colon[1] == '\0' || word->is_quoted)
    return NULL;
  if (g_str_has_prefix (word->text, "language:") || g_str_has_prefix (word->text, "meta:"))
    return g_strconcat ("when=", word->text, NULL);
  return g_strdup_printf ("%.*s=%s", (int) (colon - word->text), word->text, colon + 1);
}

/* `--min-score`. */
static gboolean
is_command_option (const Word *word)
{
  return g_str_has_prefix (word->text, "--") && word->text[strspn (word->text, "-")] != '\0';
}

static void
report_stray (const ObelusStageSpec *spec, const Word *word, ObelusProblemList *problems)
{
  g_autofree char *stage = obelus_option_value_excerpt (spec->component);
  g_autofree char *excerpt = obelus_option_value_excerpt (word->text);
  g_autofree char *meant = suggest_setting (word);
  g_autofree char *meant_excerpt = obelus_option_value_excerpt (meant == NULL ? "" : meant);

  if (is_command_option (word))
    obelus_problem_list_add (problems, word->place, "syntax",
                             "'%s' begins as an option of the command does; write those of stage '%s' as %s=VALUE",
                             excerpt, stage, excerpt + strspn (excerpt, "-"));
  else if (meant != NULL)
    obelus_problem_list_add (problems, word->place, "syntax", "'%s' is not an option of stage '%s'; did you mean '%s'?",
                             excerpt, stage, meant_excerpt);
  else if (spec->settings->len > 0) /* then it may belong to a value */
    obelus_problem_list_add (problems, word->place, "syntax",
                             "'%s' is not an option of stage '%s'; put quotes around a value that holds spaces, or '!' "
                             "before the next stage",
                             excerpt, stage);
  else
    obelus_problem_list_add (problems, word->place, "syntax",
                             "'%s' is not an option of stage '%s'; write NAME=VALUE, or '!' before the next stage",
                             excerpt, stage);
  obelus_problem_list_suggest (problems, meant);
}

/* Reads the option at words[index]; returns how many words belong to it. */
static guint
read_setting (ObelusStageSpec *spec, GArray *words, guint index, ObelusProblemList *problems)
{
  const Word *word = &g_array_index (words, Word, index);
  ObelusPlace place = word->place;
  g_autofree char *stage = obelus_option_value_excerpt (spec->component);
  g_autofree char *name = g_strndup (word->text, word->equals < 0 ? strlen (word->text) : (gsize) word->equals);
  const char *value = NULL;
  guint n_words = find_spaced_setting (words, index, &value);

  if (n_words > 0)
    {
      const Word *last = &g_array_index (words, Word, index + n_words - 1);
      read_spaced_setting (spec, word, last, name, value, problems);
      return n_words;
    }

  if (word->equals < 0)
    {
      report_stray (spec, word, problems);
      /* What follows is its value, as on the command's own line. */
      const Word *next = index + 1 < words->len ? &g_array_index (words, Word, index + 1) : NULL;
      return is_command_option (word) && next != NULL && !next->is_separator && next->equals < 0 ? 2 : 1;
    }
  if (word->equals == 0)
    obelus_problem_list_add (problems, place, "syntax", "an option's name is missing before '='; write NAME=VALUE");
  else
    {
      /* Quotes that go on over lines end the place, and may do so before the value. */
      guint value_column = MIN (word->value_column, place.column + place.length);
      ObelusPlace value_place = { place.line, value_column, place.column + place.length - value_column };
      add_setting (spec, name, word->text + word->equals + 1, place, value_place, problems);
    }

  return 1;
}

/* Whether the word can be a stage's name. */
static gboolean
check_component (const Word *word, ObelusProblemList *problems)
{
  g_autofree char *excerpt = obelus_option_value_excerpt (word->text);

  if (word->equals >= 0)
    obelus_problem_list_add (problems, word->place, "syntax",
                             "'%s' stands where a stage's name belongs; write the name before its options", excerpt);
  else if (*word->text == '\0')
    obelus_problem_list_add (problems, word->place, "syntax", "a stage's name is empty; name a processor");
  else
    return TRUE;

  return FALSE;
}

static guint
count_words (GArray *words, guint index)
{
  guint n_words = 0;

  while (index + n_words < words->len && !g_array_index (words, Word, index + n_words).is_separator)
    n_words++;
  return n_words;
}

/* Reads the stage that begins at words[index]; returns how many words belong to it. */
static guint
read_stage (GPtrArray *specs, GArray *words, guint index, ObelusProblemList *problems)
{
  const Word *word = &g_array_index (words, Word, index);
  guint n_words = count_words (words, index);

  if (!check_component (word, problems))
    return n_words;

  ObelusStageSpec *spec = obelus_stage_spec_new (NULL, word->text, word->place, OBELUS_NOTATION_LINE);
  g_ptr_array_add (specs, spec);
  for (guint i = 1; i < n_words;)
    {
      if (spec->settings->len == OBELUS_MAX_SETTINGS)
        {
          obelus_problem_list_add (problems, g_array_index (words, Word, index + i).place, "too-many",
                                   "a stage has at most %d options; is this a pipeline?", OBELUS_MAX_SETTINGS);
          break;
        }
      i += read_setting (spec, words, index + i, problems);
    }

  return n_words;
}

/* What cannot be read at all. */
static gboolean
check_text (const char *line, ObelusProblemList *problems)
{
  const char *invalid, *line_start = line;
  guint number = 1;

  if (strnlen (line, OBELUS_MAX_PIPELINE_SIZE + 1) > OBELUS_MAX_PIPELINE_SIZE)
    {
      obelus_problem_list_add (problems, OBELUS_NO_PLACE, "too-large",
                               "this is longer than %d bytes; is it a pipeline?", OBELUS_MAX_PIPELINE_SIZE);
      return FALSE;
    }
  if (g_utf8_validate (line, -1, &invalid))
    return TRUE;

  for (const char *p = line; p < invalid; p++)
    if (*p == '\n')
      {
        number++;
        line_start = p + 1;
      }
  obelus_problem_list_add (problems, (ObelusPlace){ number, (guint) (invalid - line_start) + 1, 1 }, "encoding",
                           "byte 0x%02x is not UTF-8; write the pipeline in UTF-8", (guchar) *invalid);
  return FALSE;
}

GPtrArray *
obelus_stage_line_parse (const char *line, ObelusProblemList *problems)
{
  GPtrArray *specs = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_stage_spec_free);
  if (!check_text (line, problems))
    return specs;

  g_autoptr (GArray) words = mend_separators (scan_words (line, problems), problems);
  gboolean expects_stage = FALSE; /* an empty line is a pipeline without stages */
  gboolean is_reported = FALSE;   /* that one is missing at the last `!` */

  for (guint i = 0; i < words->len;)
    {
      const Word *word = &g_array_index (words, Word, i);
      if (!word->is_separator && specs->len == OBELUS_MAX_STAGES)
        {
          obelus_problem_list_add (problems, word->place, "too-many", "a pipeline has at most %d stages; is this one?",
                                   OBELUS_MAX_STAGES);
          return specs;
        }
      if (!word->is_separator)
        {
          i += read_stage (specs, words, i, problems);
          expects_stage = FALSE;
          continue;
        }

      is_reported = i == 0 || expects_stage;
      if (is_reported)
        obelus_problem_list_add (
            problems, word->place, "syntax",
            "a stage is missing before '!'; name one, or put quotes around a '!' that is part of a "
            "value");
      expects_stage = TRUE;
      i++;
    }

  if (expects_stage && !is_reported)
    {
      const Word *last = &g_array_index (words, Word, words->len - 1);
      obelus_problem_list_add (problems, last->place, "syntax",
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
