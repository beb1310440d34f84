/* Reading Markdown line by line: lines are gathered to blocks, and what a block says is written when it ends. */
#include "markdown.h"

#include "markdown-inline.h"
#include "slice.h"

#include <string.h>

#define FEWEST_IN_RULE 3
#define FEWEST_IN_FENCE 3
#define CODE_INDENT 4
#define LONGEST_NUMBER 9

typedef enum
{
  BLOCK_NONE,
  BLOCK_PARAGRAPH,
  BLOCK_HEADING,
  BLOCK_ITEM,
  BLOCK_ROW,
  BLOCK_CODE,
} BlockKind;

typedef struct
{
  GString *shown;
  GString *block; /* the lines of the block that has begun */
  GString *said;  /* that block without its marks */
  guint8 *is_mark;
  const char *title; /* to stand before a text without a heading; nullable */
  BlockKind kind;    /* of the block that has begun */
  BlockKind last;    /* of the one that was written last */
  gboolean is_apart; /* an empty line came behind it */
  gboolean breaks;   /* the last line of the block ends where a line of the page does */
  guint depth;       /* of the quotation that the block is in */
  char fence;        /* the mark that ends the code; 0 outside of code */
  gsize fence_length;
  gboolean in_comment;
} Reading;

/* Lines */

static gsize
measure (Slice line)
{
  return (gsize) (line.end - line.start);
}

static gboolean
is_among (char c, const char *marks)
{
  return c != '\0' && strchr (marks, c) != NULL;
}

static gsize
measure_run (Slice line, char c)
{
  const char *at = line.start;

  while (at < line.end && *at == c)
    at++;
  return (gsize) (at - line.start);
}

static gboolean
begins_with (Slice line, const char *prefix)
{
  return measure (line) >= strlen (prefix) && memcmp (line.start, prefix, strlen (prefix)) == 0;
}

static gboolean
has_only (Slice line, const char *marks)
{
  for (const char *at = line.start; at < line.end; at++)
    if (!is_among (*at, marks))
      return FALSE;
  return TRUE;
}

/* `---`, `* * *`: a line across the page. */
static gboolean
is_rule (Slice line)
{
  guint n = 0;

  if (measure (line) == 0 || !is_among (*line.start, "-*_"))
    return FALSE;
  for (const char *at = line.start; at < line.end; at++)
    if (*at == *line.start)
      n++;
    else if (*at != ' ')
      return FALSE;
  return n >= FEWEST_IN_RULE;
}

/* `{{< figure >}}`, `{% raw %}`, `{: .wide}`: what a program puts something else for. */
static gboolean
is_command (Slice line)
{
  return measure (line) > 3 && *line.start == '{' && is_among (line.start[1], "{%:") && line.end[-1] == '}';
}

/* `[oak]: https://example.org`: the target of links, which pages do not show. */
static gboolean
is_target (Slice line)
{
  const char *close = measure (line) > 3 && *line.start == '[' && line.start[1] != '^'
                          ? memchr (line.start, ']', measure (line))
                          : NULL;

  return close != NULL && close + 1 < line.end && close[1] == ':';
}

/* Behind the mark of a note below the text, `[^1]: `; at its start if it is none. */
static const char *
pass_note_mark (Slice line)
{
  const char *close = begins_with (line, "[^") ? memchr (line.start, ']', measure (line)) : NULL;

  return close != NULL && close + 1 < line.end && close[1] == ':' ? close + 2 : line.start;
}

/* Behind the mark of an item, `- ` or `1. `; at its start if it is none. */
static const char *
pass_item_mark (Slice line)
{
  const char *at = line.start;

  if (at < line.end && is_among (*at, "-*+"))
    at++;
  else
    {
      while (at < line.end && at - line.start < LONGEST_NUMBER && g_ascii_isdigit (*at))
        at++;
      if (at == line.start || at == line.end || !is_among (*at, ".)"))
        return line.start;
      at++;
    }
  return at < line.end && is_among (*at, " \t") ? at + 1 : line.start;
}

/* Writing blocks */

static void
append_separator (Reading *reading, BlockKind kind)
{
  const gboolean goes_on
      = kind == reading->last && !reading->is_apart && (kind == BLOCK_ITEM || kind == BLOCK_ROW || kind == BLOCK_CODE);

  if (reading->last == BLOCK_NONE && kind != BLOCK_HEADING && reading->title != NULL)
    g_string_append_printf (reading->shown, "%s\n\n", reading->title);
  else if (reading->last != BLOCK_NONE)
    g_string_append (reading->shown, goes_on ? "\n" : "\n\n");
  reading->last = kind;
  reading->is_apart = FALSE;
}

/* Writes the block that has begun, if it says anything, behind @mark, which stages go by. */
static void
end_block (Reading *reading, BlockKind kind, const char *mark)
{
  if (reading->block->len > 0)
    {
      g_string_truncate (reading->said, 0);
      markdown_append_inline (reading->said, reading->block->str, reading->block->len, reading->is_mark);
      const Slice said = slice_trim ((Slice){ reading->said->str, reading->said->str + reading->said->len });
      if (measure (said) > 0)
        {
          append_separator (reading, kind);
          g_string_append (reading->shown, mark);
          g_string_append_len (reading->shown, said.start, (gssize) measure (said));
        }
    }
  g_string_truncate (reading->block, 0);
  reading->kind = BLOCK_NONE;
  reading->breaks = FALSE;
}

static void
flush (Reading *reading)
{
  end_block (reading, reading->kind, "");
}

static void
write_code (Reading *reading, Slice line)
{
  append_separator (reading, BLOCK_CODE);
  g_string_append_len (reading->shown, line.start, (gssize) measure (line));
}

static void
write_heading (Reading *reading, guint level)
{
  static const char marks[] = "###### ";

  end_block (reading, BLOCK_HEADING, marks + (sizeof marks - 2 - MIN (level, sizeof marks - 2)));
}

/* `| a | b |`: cells with tabs between, as they stand in texts of pages. */
static void
write_row (Reading *reading, Slice line)
{
  flush (reading);
  if (has_only (line, "|-: "))
    return;
  line.start++;
  line.end -= line.end > line.start && line.end[-1] == '|';
  for (const char *at = line.start; at < line.end;)
    {
      const char *bar = memchr (at, '|', (gsize) (line.end - at));
      const Slice cell = slice_trim ((Slice){ at, bar != NULL ? bar : line.end });
      g_string_append (reading->block, reading->block->len > 0 && measure (cell) > 0 ? "\t" : "");
      g_string_append_len (reading->block, cell.start, (gssize) measure (cell));
      at = bar != NULL ? bar + 1 : line.end;
    }
  end_block (reading, BLOCK_ROW, "");
}

static void
add_text (Reading *reading, Slice line)
{
  const Slice words = slice_trim (line);
  const gboolean has_mark = measure (words) > 0 && words.end[-1] == '\\';

  if (reading->kind == BLOCK_NONE)
    reading->kind = BLOCK_PARAGRAPH;
  if (reading->block->len > 0)
    g_string_append_c (reading->block, reading->breaks ? '\n' : ' ');
  g_string_append_len (reading->block, words.start, (gssize) (measure (words) - has_mark));
  reading->breaks = has_mark || (measure (line) > 2 && line.end[-1] == ' ' && line.end[-2] == ' ');
}

static void
begin_item (Reading *reading, Slice line, const char *behind)
{
  Slice words = slice_trim ((Slice){ behind, line.end });

  flush (reading);
  reading->kind = BLOCK_ITEM;
  if (g_ascii_isdigit (*line.start))
    g_string_append_len (reading->block, line.start, behind - line.start);
  else
    g_string_append (reading->block, "- ");
  if (begins_with (words, "[ ] ") || begins_with (words, "[x] ") || begins_with (words, "[X] "))
    words = slice_trim ((Slice){ words.start + 4, words.end });
  g_string_append_len (reading->block, words.start, (gssize) measure (words));
}

/* Reading lines */

/* Whether the line is code, or begins or ends code between fences. */
static gboolean
read_code (Reading *reading, Slice line, Slice words)
{
  static const char fence[] = "```";
  const char mark = measure (words) > 0 && is_among (*words.start, "`~") ? *words.start : '\0';
  const gsize length = mark != '\0' ? measure_run (words, mark) : 0;

  if (reading->fence != '\0')
    {
      const gboolean ends = mark == reading->fence && length >= reading->fence_length && length == measure (words);
      write_code (reading, ends ? (Slice){ fence, fence + strlen (fence) } : line);
      if (ends)
        reading->fence = '\0';
      return TRUE;
    }
  /* Words between backticks may stand at the beginning of a line. */
  if (length < FEWEST_IN_FENCE || (mark == '`' && memchr (words.start + length, '`', measure (words) - length) != NULL))
    return FALSE;
  flush (reading);
  reading->fence = mark;
  reading->fence_length = length;
  reading->is_apart = TRUE;
  write_code (reading, (Slice){ fence, fence + strlen (fence) });
  return TRUE;
}

/* Takes comments off the beginning of a line; what is left of it is empty if one goes on. */
static Slice
pass_comments (Reading *reading, Slice words)
{
  static const char opens[] = "<!--", closes[] = "-->";

  while (reading->in_comment || begins_with (words, opens))
    {
      const char *close = memmem (words.start, measure (words), closes, strlen (closes));
      reading->in_comment = close == NULL;
      if (close == NULL)
        return (Slice){ words.end, words.end };
      words = slice_trim ((Slice){ close + strlen (closes), words.end });
    }
  return words;
}

/* Takes the marks of quotations off a line. */
static Slice
pass_quotation (Reading *reading, Slice line)
{
  guint depth = 0;
  Slice words = slice_trim (line);

  while (measure (words) > 0 && *words.start == '>')
    {
      depth++;
      line.start = ++words.start;
      words = slice_trim (words);
    }
  if (depth != reading->depth)
    flush (reading);
  reading->depth = depth;
  return line;
}

static void
read_block_line (Reading *reading, Slice line)
{
  const Slice words = slice_trim (line);
  const gsize level = measure_run (words, '#');
  const char *behind = pass_item_mark (words);

  if (reading->kind == BLOCK_PARAGRAPH && (has_only (words, "=") || (has_only (words, "-") && measure (words) > 1)))
    write_heading (reading, *words.start == '=' ? 1 : 2);
  else if (is_rule (words) || is_command (words) || (is_target (words) && reading->kind != BLOCK_PARAGRAPH))
    flush (reading);
  else if (level > 0 && level <= 6 && words.start + level < words.end && is_among (words.start[level], " \t"))
    {
      flush (reading);
      Slice heading = slice_trim ((Slice){ words.start + level, words.end });
      const char *end = heading.end;
      while (end > heading.start && end[-1] == '#')
        end--;
      heading.end = end > heading.start && end[-1] == ' ' ? end : heading.end;
      add_text (reading, slice_trim (heading));
      write_heading (reading, (guint) level);
    }
  else if (pass_note_mark (words) > words.start)
    {
      flush (reading);
      add_text (reading, (Slice){ pass_note_mark (words), words.end });
    }
  else if (*words.start == '|')
    write_row (reading, words);
  else if (behind > words.start)
    begin_item (reading, words, behind);
  else if (reading->kind == BLOCK_NONE && reading->last != BLOCK_ITEM && words.start - line.start >= CODE_INDENT)
    write_code (reading, line);
  else
    add_text (reading, line);
}

static void
read_line (Reading *reading, Slice line)
{
  if (read_code (reading, line, slice_trim (line)))
    return;
  line = pass_quotation (reading, line);
  const Slice words = slice_trim (line), left = pass_comments (reading, words);
  if (measure (left) == 0)
    {
      flush (reading);
      reading->is_apart = TRUE;
      return;
    }
  read_block_line (reading, left.start == words.start ? line : left);
}

/* Front matter */

void
front_matter_clear (FrontMatter *matter)
{
  g_free (matter->title);
  g_free (matter->author);
  g_free (matter->date);
  g_free (matter->description);
  g_free (matter->language);
}

/* Where the text begins behind its front matter; @text if it has none: all that stands between two lines of marks must
 * be keys and what belongs to them. */
static const char *
pass_front_matter (const char *text, gsize length)
{
  const char *at = text, *end = text + length;
  const Slice first = slice_trim (slice_next_line (&at, end));
  const gboolean is_toml = begins_with (first, "+++");

  if (measure (first) != 3 || (!is_toml && !begins_with (first, "---")))
    return text;
  while (at < end)
    {
      const Slice line = slice_next_line (&at, end), words = slice_trim (line);
      if (measure (words) == 3 && (memcmp (words.start, first.start, 3) == 0 || begins_with (words, "...")))
        return at;
      if (measure (words) > 0 && words.start == line.start && !is_among (*words.start, "#-[]}")
          && memchr (words.start, is_toml ? '=' : ':', measure (words)) == NULL)
        return text;
    }
  return text;
}

gboolean
markdown_has_front_matter (const char *text, gsize length)
{
  return pass_front_matter (text, length) > text;
}

/* Appends a value without its quotation marks or brackets. */
static void
append_value (GString *value, Slice line)
{
  line = slice_trim (line);
  if (measure (line) >= 2
      && ((is_among (*line.start, "\"'") && line.end[-1] == *line.start)
          || (*line.start == '[' && line.end[-1] == ']')))
    {
      line.start++;
      line.end--;
    }
  for (const char *at = line.start; at < line.end; at++)
    if (*at != '"' && *at != '\0')
      g_string_append_c (value, *at);
}

static char **
find_fact (FrontMatter *matter, Slice key)
{
  const struct
  {
    const char *key;
    char **fact;
  } facts[] = {
    { "title", &matter->title },   { "author", &matter->author },           { "authors", &matter->author },
    { "date", &matter->date },     { "description", &matter->description }, { "summary", &matter->description },
    { "lang", &matter->language }, { "language", &matter->language },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (measure (key) == strlen (facts[i].key) && begins_with (key, facts[i].key))
      return facts[i].fact;
  return NULL;
}

static void
read_front_matter (const char *start, const char *end, FrontMatter *matter)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *at = start;
  const gboolean is_toml = begins_with (slice_next_line (&at, end), "+++");

  while (at < end)
    {
      const Slice line = slice_next_line (&at, end);
      const char *colon = memchr (line.start, is_toml ? '=' : ':', measure (line));
      char **fact = colon != NULL ? find_fact (matter, slice_trim ((Slice){ line.start, colon })) : NULL;
      if (fact == NULL || *fact != NULL || g_ascii_isspace (*line.start))
        continue;

      g_string_truncate (value, 0);
      const Slice first = slice_trim ((Slice){ colon + 1, line.end });
      if (!has_only (first, ">|-+"))
        append_value (value, first);
      /* A value may begin on the next line, as a text that goes on or the items of a list. */
      for (const char *next = at; next < end && value->len == 0; at = next)
        {
          Slice more = slice_next_line (&next, end);
          const Slice words = slice_trim (more);
          if (measure (words) == 0 || (words.start == more.start && !begins_with (words, "- ")))
            break;
          append_value (value, begins_with (words, "- ") ? (Slice){ words.start + 2, words.end } : words);
        }
      if (value->len > 0 && g_utf8_validate (value->str, (gssize) value->len, NULL))
        *fact = g_strdup (value->str);
    }
}

gboolean
markdown_read (ObelusContext *context, const char *text, gsize length, GString *shown, FrontMatter *matter,
               GError **error)
{
  const char *end = text + length, *body = pass_front_matter (text, length);
  g_autofree guint8 *is_mark = g_try_malloc (length + 1);
  g_autoptr (GString) block = g_string_new (NULL), said = g_string_new (NULL);
  guint n = 0;

  if (is_mark == NULL)
    return obelus_context_fail (
        context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
        "no memory is left for the marks of %" G_GSIZE_FORMAT " bytes of Markdown; cut it into smaller files", length);
  /* A line feed becomes two at most, and the title stands twice. */
  if (!obelus_string_reserve (shown, 2 * length + 64, error) || !obelus_string_reserve (block, length + 16, error)
      || !obelus_string_reserve (said, length + 16, error))
    return FALSE;
  if (body > text)
    read_front_matter (text, body, matter);

  Reading reading = { .shown = shown, .block = block, .said = said, .is_mark = is_mark, .title = matter->title };
  for (const char *at = body; at < end;)
    {
      if (obelus_context_is_cancelled_at (context, n++, error))
        return FALSE;
      read_line (&reading, slice_next_line (&at, end));
    }
  flush (&reading);
  if (shown->len == 0 && matter->title != NULL)
    g_string_append (shown, matter->title);
  g_string_append (shown, shown->len > 0 ? "\n" : "");

  return TRUE;
}
