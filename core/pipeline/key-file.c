/* Key files with everything that stands in them: line numbers, comments, and what is written twice. */
#include "key-file-private.h"
#include "option-value-private.h"
#include "stage-line-private.h"

#include <string.h>

typedef struct
{
  GPtrArray *lines;
  GHashTable *sections; /* of names, to the numbers of the lines where they stand first */
  GHashTable *keys;     /* of `LINE\nKEY`, where LINE is the section's, to line numbers */
  char *section;        /* (GRefString) NULL before the first one */
  guint section_line;   /* where it stands first */
  ObelusProblemList *problems;

  /* Lines that are no text. One cure is for all of them: one problem is enough. */
  ObelusPlace first_bad;
  guchar bad_byte;
  guint n_bad;
} Parser;

/* A line without the spaces around it, and where it stands. */
typedef struct
{
  char *text;
  guint number;
  guint column;
} Written;

static void
free_line (gpointer data)
{
  ObelusKeyFileLine *line = data;

  g_clear_pointer (&line->section, g_ref_string_release);
  g_free (line->key);
  g_free (line->value);
  g_free (line);
}

static ObelusKeyFileLine *
add_line (Parser *parser, ObelusKeyFileLineKind kind, ObelusPlace place)
{
  ObelusKeyFileLine *line = g_new0 (ObelusKeyFileLine, 1);

  line->kind = kind;
  line->place = place;
  line->section = parser->section == NULL ? NULL : g_ref_string_acquire (parser->section);
  g_ptr_array_add (parser->lines, line);

  return line;
}

/* Notes where @name stands. Returns where it stood before, or 0. */
static guint
note_place (GHashTable *places, const char *name, guint number)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (places, name));

  if (before == 0)
    g_hash_table_insert (places, g_strdup (name), GUINT_TO_POINTER (number));

  return before;
}

static ObelusPlace
get_place (const Written *line, const char *from, gsize length)
{
  return (ObelusPlace){ line->number, line->column + (guint) (from - line->text), (guint) length };
}

static void parse_key (Parser *parser, Written *line);

/* `Pipeline]`, `Stage names]`. */
static gboolean
misses_bracket (const char *text)
{
  return g_str_has_suffix (text, "]") && strpbrk (text, "[=") == NULL;
}

static void
parse_section (Parser *parser, Written *line)
{
  gsize n_brackets = strspn (line->text, "[");
  char *name = line->text + n_brackets;
  char *end = strchr (line->text, ']');
  gboolean is_doubled = n_brackets > 1 && end != NULL && strspn (end, "]") == strlen (end);
  ObelusPlace place = get_place (line, line->text, end == NULL ? strlen (line->text) : (gsize) (end + 1 - line->text));
  char *rest = end == NULL ? NULL : end + 1 + strspn (end + 1, " \t");

  if (end == NULL)
    {
      g_autofree char *mended = g_strdup_printf ("[%s]", name);
      g_autofree char *excerpt = obelus_option_value_excerpt (name);
      obelus_problem_list_add (parser->problems, place, "syntax", "the section's name is not closed; write '[%s]'",
                               excerpt);
      obelus_problem_list_suggest (parser->problems, mended);
    }
  else if (is_doubled)
    {
      g_autofree char *mended = g_strdup_printf ("[%.*s]", (int) (end - name), name);
      g_autofree char *excerpt = obelus_option_value_excerpt (mended);
      obelus_problem_list_add (parser->problems, get_place (line, line->text, strlen (line->text)), "syntax",
                               "the section's name stands in more than one pair of brackets; write '%s'", excerpt);
      obelus_problem_list_suggest (parser->problems, mended);
    }
  else if (end[1] != '\0')
    {
      g_autofree char *excerpt = obelus_option_value_excerpt (rest);
      obelus_problem_list_add (parser->problems, get_place (line, rest, strlen (rest)), "syntax",
                               "'%s' stands behind a section's name; put it on a line of its own", excerpt);
    }
  if (end != NULL)
    *end = '\0';

  g_clear_pointer (&parser->section, g_ref_string_release);
  parser->section = g_ref_string_new (g_strstrip (name));
  guint before = note_place (parser->sections, parser->section, line->number);
  parser->section_line = before != 0 ? before : line->number;
  if (before != 0)
    {
      g_autofree char *excerpt = obelus_option_value_excerpt (parser->section);
      obelus_problem_list_add (parser->problems, place, "duplicate",
                               "section [%s] already stands on line %u; put its keys together", excerpt, before);
    }
  add_line (parser, OBELUS_KEY_FILE_SECTION, place);

  /* What was meant for the next line is read as if it stood there. */
  if (rest != NULL && !is_doubled && strchr (rest, '=') != NULL && *rest != '#')
    {
      Written behind = { rest, line->number, line->column + (guint) (rest - line->text) };
      parse_key (parser, &behind);
    }
}

/* A line that is nothing a key file knows. */
static void
report_stray (Parser *parser, const Written *line)
{
  const ObelusKeyFileLine *before
      = parser->lines->len == 0 ? NULL : g_ptr_array_index (parser->lines, parser->lines->len - 1);
  gboolean goes_on = line->column > 1 && before != NULL && before->kind == OBELUS_KEY_FILE_KEY;
  g_autofree char *key = obelus_option_value_excerpt (goes_on ? before->key : "");
  g_autofree char *excerpt = obelus_option_value_excerpt (line->text);
  ObelusPlace place = get_place (line, line->text, strlen (line->text));

  const char *comment = *line->text == ';'                    ? line->text + 1
                        : g_str_has_prefix (line->text, "//") ? line->text + 2
                                                              : NULL;
  if (strstr (line->text, " ! ") != NULL)
    obelus_problem_list_add (parser->problems, place, "syntax",
                             "'%s' is a pipeline as on a line; list its stages in [Pipeline], with ';' between: "
                             "Stages = tokenize; entities",
                             excerpt);
  else if (comment != NULL)
    {
      g_autofree char *mended = g_strconcat ("# ", comment + strspn (comment, " \t"), NULL);
      obelus_problem_list_add (parser->problems, place, "syntax", "'%s' is no comment; comments begin with '#'",
                               excerpt);
      obelus_problem_list_suggest (parser->problems, mended);
    }
  else if (*line->text == '=')
    obelus_problem_list_add (parser->problems, place, "syntax", "a key is missing before '='; write KEY = VALUE");
  else if (goes_on)
    obelus_problem_list_add (parser->problems, place, "syntax",
                             "a value does not go on over lines; put '%s' on line %u, behind the value of '%s'",
                             excerpt, before->place.line, key);
  else
    obelus_problem_list_add (parser->problems, place, "syntax",
                             "'%s' is neither KEY = VALUE nor [SECTION] nor a # comment", excerpt);
}

/* A value that begins with a quotation mark and has no second one was meant to have it. */
static gboolean
is_open (const char *value)
{
  return *value == '"' && strchr (value + 1, '"') == NULL;
}

/* Whether what stands before @end could be a key. */
static gboolean
is_key (const char *text, const char *end)
{
  const char *p = text;

  while (p < end && (g_ascii_isalnum (*p) || *p == '-' || *p == '_'))
    p++;
  while (p > text && p < end && g_ascii_isspace (*p))
    p++;

  return p > text && p == end;
}

/* `key: value`, where `=` is missing: the place of the colon. */
static char *
find_colon (Parser *parser, Written *line)
{
  char *colon = strchr (line->text, ':');

  if (colon == NULL || !is_key (line->text, colon))
    return NULL;

  g_autofree char *key = g_strchomp (g_strndup (line->text, (gsize) (colon - line->text)));
  g_autofree char *excerpt = obelus_option_value_excerpt (line->text);
  g_autofree char *mended = g_strdup_printf ("%s = %s", key, colon + 1 + strspn (colon + 1, " \t"));
  g_autofree char *mended_excerpt = obelus_option_value_excerpt (mended);
  obelus_problem_list_add (parser->problems, get_place (line, line->text, strlen (line->text)), "syntax",
                           "'%s' has no '=' between key and value; did you mean '%s'?", excerpt, mended_excerpt);
  obelus_problem_list_suggest (parser->problems, mended);
  return colon;
}

static void
parse_key (Parser *parser, Written *line)
{
  char *equals = strchr (line->text, '=');
  const char *mark = strstr (line->text, " ! ");

  if (mark != NULL && (equals == NULL || equals > mark))
    {
      report_stray (parser, line);
      return;
    }
  if (equals == NULL)
    equals = find_colon (parser, line);
  if (equals == NULL || equals == line->text)
    {
      report_stray (parser, line);
      return;
    }

  *equals = '\0';
  const char *key = g_strchomp (line->text);
  const char *value = equals + 1 + strspn (equals + 1, " \t\v\f\r");
  ObelusPlace place = get_place (line, key, strlen (key));
  ObelusPlace value_place = get_place (line, value, strlen (value));
  g_autofree char *content = obelus_stage_line_unquote (value);
  g_autofree char *excerpt = obelus_option_value_excerpt (key);

  if (parser->section == NULL)
    {
      obelus_problem_list_add (parser->problems, place, "syntax",
                               "'%s' stands before the first section; begin with one such as [Pipeline]", excerpt);
      return;
    }
  if (is_open (value))
    obelus_problem_list_add (parser->problems, value_place, "syntax",
                             "this quotation mark is never closed; add the second one, or leave out the first");

  g_autofree char *full_name = g_strdup_printf ("%u\n%s", parser->section_line, key);
  guint before = note_place (parser->keys, full_name, line->number);
  if (before != 0)
    {
      obelus_problem_list_add (parser->problems, place, "duplicate",
                               "'%s' was already set on line %u; remove one of them", excerpt, before);
      return;
    }

  ObelusKeyFileLine *added = add_line (parser, OBELUS_KEY_FILE_KEY, place);
  added->key = g_strdup (key);
  added->is_quoted = content != NULL;
  added->value = content != NULL ? g_steal_pointer (&content) : g_strdup (value);
  added->value_place = value_place;
}

/* How many bytes of the line are text. */
static gsize
measure_text (const char *start, gsize length)
{
  const char *end;

  /* A NUL is none to this function where it knows the length. */
  g_utf8_validate (start, (gssize) length, &end);
  return (gsize) (end - start);
}

static void
parse_line (Parser *parser, const char *start, gsize length, guint number)
{
  gsize n_valid = measure_text (start, length);
  if (n_valid < length)
    {
      if (parser->n_bad++ == 0)
        {
          parser->first_bad = (ObelusPlace){ number, (guint) n_valid + 1, 1 };
          parser->bad_byte = (guchar) start[n_valid];
        }
      add_line (parser, OBELUS_KEY_FILE_UNREADABLE, (ObelusPlace){ number, 1, (guint) length });
      return;
    }

  g_autofree char *line = g_strndup (start, length);
  g_autofree char *text = g_strdup (line);
  gsize n_spaces = length - strlen (g_strchug (text));
  Written written = { g_strchomp (text), number, (guint) n_spaces + 1 };

  if (*text == '\0' || *text == '#')
    add_line (parser, OBELUS_KEY_FILE_COMMENT, (ObelusPlace){ number, 1, (guint) length })->value
        = g_steal_pointer (&line);
  else if (*text == '[')
    parse_section (parser, &written);
  else if (misses_bracket (text))
    {
      g_autofree char *mended = g_strconcat ("[", text, NULL);
      g_autofree char *excerpt = obelus_option_value_excerpt (mended);
      obelus_problem_list_add (parser->problems, get_place (&written, text, strlen (text)), "syntax",
                               "the section's name has no bracket before it; write '%s'", excerpt);
      obelus_problem_list_suggest (parser->problems, mended);
      written.text = mended;
      parse_section (parser, &written);
    }
  else
    parse_key (parser, &written);
}

static void
report_bad_lines (Parser *parser, const char *data, gsize length)
{
  if (parser->n_bad == 0)
    return;

  g_autofree char *others = parser->n_bad == 1   ? g_strdup ("")
                            : parser->n_bad == 2 ? g_strdup (", nor is one other line")
                                                 : g_strdup_printf (", nor are %u other lines", parser->n_bad - 1);
  if (length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    obelus_problem_list_add (parser->problems, parser->first_bad, "encoding", "the file is UTF-16; save it as UTF-8");
  else if (parser->bad_byte == 0)
    obelus_problem_list_add (parser->problems, parser->first_bad, "encoding",
                             "this line is not text (it has a NUL at byte %u)%s; is this a pipeline file?",
                             parser->first_bad.column, others);
  else
    obelus_problem_list_add (parser->problems, parser->first_bad, "encoding",
                             "this line is not UTF-8 text (0x%02x at byte %u)%s; save the file as UTF-8",
                             parser->bad_byte, parser->first_bad.column, others);
}

GPtrArray *
obelus_key_file_parse (const char *data, gsize length, ObelusProblemList *problems)
{
  Parser parser = { .problems = problems };
  const char *at = data, *end = data + length;

  parser.lines = g_ptr_array_new_with_free_func (free_line);
  parser.sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  parser.keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0) /* a byte order mark, as some editors write */
    at += 3;

  for (guint number = 1; at < end; number++)
    {
      const char *line_end = memchr (at, '\n', (gsize) (end - at));
      if (line_end == NULL)
        line_end = end;
      parse_line (&parser, at, (gsize) (line_end - at), number);
      at = line_end + 1;
    }
  report_bad_lines (&parser, data, length);

  g_hash_table_unref (parser.sections);
  g_hash_table_unref (parser.keys);
  g_clear_pointer (&parser.section, g_ref_string_release);

  return parser.lines;
}
