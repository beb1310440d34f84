/* Key files with everything that stands in them: line numbers, comments, and what is written twice. */
#include "key-file-private.h"
#include "stage-line-private.h"

#include <string.h>

typedef struct
{
  GPtrArray *lines;
  GHashTable *places; /* of sections and of `section\nkey`, to line numbers */
  char *section;      /* NULL before the first one */
  ObelusProblemList *problems;
} Parser;

static void
free_line (gpointer data)
{
  ObelusKeyFileLine *line = data;

  g_free (line->section);
  g_free (line->key);
  g_free (line->value);
  g_free (line);
}

static void
add_line (Parser *parser, ObelusKeyFileLineKind kind, guint number, const char *key, const char *value)
{
  ObelusKeyFileLine *line = g_new0 (ObelusKeyFileLine, 1);

  line->kind = kind;
  line->line = number;
  line->section = g_strdup (parser->section);
  line->key = g_strdup (key);
  line->value = g_strdup (value);
  g_ptr_array_add (parser->lines, line);
}

/* Notes where @name stands. Returns where it stood before, or 0. */
static guint
note_place (Parser *parser, const char *name, guint number)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (parser->places, name));

  if (before == 0)
    g_hash_table_insert (parser->places, g_strdup (name), GUINT_TO_POINTER (number));

  return before;
}

/* `Pipeline]`, `Stage names]`. */
static gboolean
misses_bracket (const char *text)
{
  return g_str_has_suffix (text, "]") && strpbrk (text, "[=") == NULL;
}

static void
parse_section (Parser *parser, char *text, guint number)
{
  gsize n_brackets = strspn (text, "[");
  text += n_brackets - 1; /* the last of them */
  char *end = strchr (text, ']');

  if (end != NULL && n_brackets > 1 && strspn (end, "]") == strlen (end))
    obelus_problem_list_add (parser->problems, number, 0,
                             "the section's name stands in more than one pair of brackets; write '%.*s]'",
                             (int) (end - text), text);
  else if (end == NULL)
    obelus_problem_list_add (parser->problems, number, 0, "the section's name is not closed; write '%s]'", text);
  else if (end[1] != '\0')
    obelus_problem_list_add (parser->problems, number, 0,
                             "'%s' stands behind a section's name; put it on a line of its own", g_strchug (end + 1));
  if (end != NULL)
    *end = '\0';

  g_free (parser->section);
  parser->section = g_strdup (g_strstrip (text + 1));
  guint before = note_place (parser, parser->section, number);
  if (before != 0)
    obelus_problem_list_add (parser->problems, number, 0,
                             "section [%s] already stands on line %u; put its keys together", parser->section, before);
  add_line (parser, OBELUS_KEY_FILE_SECTION, number, NULL, NULL);
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

static void
parse_key (Parser *parser, char *text, guint number)
{
  char *equals = strchr (text, '=');

  const char *colon = strchr (text, ':');
  if (equals == NULL && colon != NULL && is_key (text, colon))
    {
      g_autofree char *key = g_strndup (text, (gsize) (colon - text));
      g_autofree char *value = g_strstrip (g_strdup (colon + 1));
      obelus_problem_list_add (parser->problems, number, 0, "'%s' is followed by ':' and not by '='; write %s = %s",
                               g_strchomp (key), key, value);
      return;
    }
  if (strstr (text, " ! ") != NULL && (equals == NULL || equals > strstr (text, " ! ")))
    {
      obelus_problem_list_add (parser->problems, number, 0,
                               "'%s' is a pipeline as on a line; list its stages in [Pipeline], with ';' between: "
                               "Stages = tokenize; entities",
                               text);
      return;
    }
  if (equals == NULL || equals == text)
    {
      obelus_problem_list_add (parser->problems, number, 0, "'%s' is neither KEY = VALUE nor [SECTION] nor a # comment",
                               text);
      return;
    }

  *equals = '\0';
  const char *key = g_strchomp (text);
  const char *value = g_strchug (equals + 1);
  g_autofree char *content = obelus_stage_line_unquote (value);

  if (parser->section == NULL)
    {
      obelus_problem_list_add (parser->problems, number, 0,
                               "'%s' stands before the first section; begin with [Pipeline]", key);
      return;
    }

  g_autofree char *full_name = g_strdup_printf ("%s\n%s", parser->section, key);
  guint before = note_place (parser, full_name, number);
  if (before != 0)
    obelus_problem_list_add (parser->problems, number, 0, "'%s' was already set on line %u; remove one of them", key,
                             before);
  else
    add_line (parser, OBELUS_KEY_FILE_KEY, number, key, content != NULL ? content : value);
}

static void
parse_line (Parser *parser, const char *start, gsize length, guint number)
{
  g_autofree char *line = g_strndup (start, length);

  if (strlen (line) < length || !g_utf8_validate (start, (gssize) length, NULL))
    {
      obelus_problem_list_add (parser->problems, number, 0, "this line is not UTF-8 text; save the file as UTF-8");
      return;
    }

  g_autofree char *text = g_strstrip (g_strdup (line));
  if (*text == '\0' || *text == '#')
    add_line (parser, OBELUS_KEY_FILE_COMMENT, number, NULL, line);
  else if (*text == '[')
    parse_section (parser, text, number);
  else if (misses_bracket (text))
    {
      g_autofree char *mended = g_strconcat ("[", text, NULL);
      obelus_problem_list_add (parser->problems, number, 0, "the section's name has no bracket before it; write '%s'",
                               mended);
      parse_section (parser, mended, number);
    }
  else
    parse_key (parser, text, number);
}

GPtrArray *
obelus_key_file_parse (const char *data, gsize length, ObelusProblemList *problems)
{
  Parser parser = { .problems = problems };
  guint number = 1;

  parser.lines = g_ptr_array_new_with_free_func (free_line);
  parser.places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0) /* a byte order mark, as some editors write */
    {
      data += 3;
      length -= 3;
    }

  for (const char *end = data + length; data < end; number++)
    {
      const char *line_end = memchr (data, '\n', (gsize) (end - data));
      if (line_end == NULL)
        line_end = end;
      parse_line (&parser, data, (gsize) (line_end - data), number);
      data = line_end + 1;
    }

  g_hash_table_unref (parser.places);
  g_free (parser.section);

  return parser.lines;
}
