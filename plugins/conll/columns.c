/* Finding out what the columns of a file are. */
#include "columns.h"

#include "name-labels.h"

#include <string.h>

/* So many lines of tokens tell what a file is. */
#define N_LINES_TO_LOOK_AT 5000

guint
conll_split (const ConllLayout *layout, const LearnField *line, LearnField *fields)
{
  char separator = layout->has_tabs ? '\t' : ' ';
  const char *p = line->start, *end = line->start + line->length;
  guint n = 0;

  while (p <= end && n < CONLL_MAX_COLUMNS)
    {
      if (!layout->has_tabs)
        while (p < end && *p == ' ')
          p++;
      if (p == end && !layout->has_tabs)
        break;
      const char *stop = memchr (p, separator, (gsize) (end - p));
      stop = stop == NULL ? end : stop;
      fields[n++] = (LearnField){ p, (gsize) (stop - p) };
      p = stop + 1;
    }

  return n;
}

static gboolean
is_empty (const LearnField *line)
{
  for (gsize i = 0; i < line->length; i++)
    if (line->start[i] != ' ' && line->start[i] != '\t')
      return FALSE;

  return TRUE;
}

static gboolean
has_prefix (const LearnField *field, const char *prefix)
{
  gsize length = strlen (prefix);

  return field->length >= length && memcmp (field->start, prefix, length) == 0;
}

gboolean
conll_is_same (const LearnField *field, const char *word)
{
  return field->length == strlen (word) && has_prefix (field, word);
}

/* A comment begins with # and has not the columns of a token; a # that is a token has. */
static gboolean
is_comment (const ConllLayout *layout, const LearnField *line, const LearnField *fields, guint n_fields)
{
  if (!has_prefix (line, "#"))
    return FALSE;
  if (layout->has_tabs)
    return n_fields == 1;

  return n_fields > 2 && conll_is_same (&fields[0], "#") && conll_is_same (&fields[2], "=");
}

ConllLineKind
conll_classify (const ConllLayout *layout, const LearnField *line, LearnField *fields, guint *n_fields)
{
  *n_fields = 0;
  if (is_empty (line))
    return CONLL_LINE_EMPTY;
  if (has_prefix (line, "# newdoc"))
    return CONLL_LINE_DOCUMENT;

  *n_fields = conll_split (layout, line, fields);
  if (is_comment (layout, line, fields, *n_fields))
    return CONLL_LINE_COMMENT;
  for (guint i = 0; i < MIN (*n_fields, 2); i++)
    if (conll_is_same (&fields[i], CONLL_MARK))
      return CONLL_LINE_DOCUMENT;

  return CONLL_LINE_TOKEN;
}

static gboolean
is_index (const LearnField *field)
{
  for (gsize i = 0; i < field->length; i++)
    if (!g_ascii_isdigit (field->start[i]) && field->start[i] != '-' && field->start[i] != '.')
      return FALSE;

  return field->length > 0 && g_ascii_isdigit (field->start[0]);
}

/* How often each column, of the lines with so many columns, looks like an index and like labels. */
typedef struct
{
  guint n_lines;
  guint n_indices;
  guint n_tags[CONLL_MAX_COLUMNS + 1];
} Impression;

static void
look (ConllLayout *layout, const char *text, const char *end, Impression *impressions)
{
  LearnField line, fields[CONLL_MAX_COLUMNS];
  guint n_fields;

  for (guint n = 0; n < N_LINES_TO_LOOK_AT && learn_line_read (&text, end, &line.start, &line.length);)
    {
      if (conll_classify (layout, &line, fields, &n_fields) != CONLL_LINE_TOKEN)
        continue;
      Impression *impression = &impressions[n_fields];
      impression->n_lines++;
      impression->n_indices += is_index (&fields[0]) ? 1 : 0;
      for (guint i = 0; i < n_fields; i++)
        impression->n_tags[i] += learn_is_name_label (fields[i].start, fields[i].length) ? 1 : 0;
      n++;
    }
}

static gboolean
find_tabs (const char *text, const char *end)
{
  LearnField line;
  gint n_with = 0, n_without = 0;

  while (n_with + n_without < N_LINES_TO_LOOK_AT && learn_line_read (&text, end, &line.start, &line.length))
    if (!is_empty (&line) && !has_prefix (&line, "# "))
      {
        gboolean has_tab = memchr (line.start, '\t', line.length) != NULL;
        n_with += has_tab ? 1 : 0;
        n_without += has_tab ? 0 : 1;
      }

  return n_with > n_without;
}

static gboolean
find_marks (const char *text, gsize length)
{
  static const char *const marks[] = { CONLL_MARK, "# newdoc" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (memmem (text, length, marks[i], strlen (marks[i])) != NULL)
      return TRUE;

  return FALSE;
}

const char *
conll_find_layout (ConllLayout *layout, const char *text, gsize length, guint token_column, guint tag_column)
{
  Impression impressions[CONLL_MAX_COLUMNS + 1] = { 0 };

  *layout = (ConllLayout){ .has_tabs = find_tabs (text, text + length), .has_marks = find_marks (text, length) };
  look (layout, text, text + length, impressions);
  for (guint n = 1; n <= CONLL_MAX_COLUMNS; n++)
    if (impressions[n].n_lines > impressions[layout->n_columns].n_lines)
      layout->n_columns = n;

  const Impression *most = &impressions[layout->n_columns];
  if (most->n_lines == 0)
    return NULL; /* nothing to read, and so nothing to be wrong about */
  if (MAX (token_column, tag_column) > layout->n_columns)
    return "has fewer columns than the options 'token-column' and 'tag-column' ask for";

  gboolean has_index = layout->n_columns > 2 && most->n_indices * 20 >= most->n_lines * 19;
  layout->token = token_column > 0 ? token_column - 1 : has_index ? 1 : 0;

  /* other columns may look alike, such as chunks before names: the last is meant */
  layout->tag = tag_column > 0 ? tag_column - 1 : G_MAXUINT;
  for (guint i = layout->n_columns; layout->tag == G_MAXUINT && i-- > layout->token + 1;)
    if (most->n_tags[i] * 100 >= most->n_lines * 99)
      layout->tag = i;
  if (layout->tag == G_MAXUINT)
    return "has no column of labels such as O, B-PER and I-PER; name it with the option 'tag-column'";

  return NULL;
}
