/* Finding the marks of a block in one pass: each byte is noted as a mark or not, and what is none is copied. */
#include "markdown-inline.h"

#include <string.h>

/* Runs of a mark that are told apart by their length. */
#define LONGEST_RUN 3

/* Brackets within each other, and those within an address. */
#define DEEPEST_BRACKETS 32
#define DEEPEST_ADDRESS 3

typedef enum
{
  EMPHASIS_STAR,
  EMPHASIS_LINE,
  EMPHASIS_TILDE,
  N_EMPHASES,
} Emphasis;

typedef struct
{
  const char *text;
  gsize length;
  guint8 *is_mark;
  gsize open[N_EMPHASES][LONGEST_RUN + 1]; /* where a run of each length waits for its end, + 1; 0 for none */
  gsize brackets[DEEPEST_BRACKETS];        /* where `[` stands */
  guint n_brackets;
  gboolean lacks_code[LONGEST_RUN + 1]; /* no run of so many backticks stands further on */
  gboolean lacks_tag;                   /* nor a `>` */
} Block;

static gboolean
is_among (char c, const char *marks)
{
  return c != '\0' && strchr (marks, c) != NULL;
}

static char
get (const Block *block, gsize at)
{
  return at < block->length ? block->text[at] : ' ';
}

static void
mark (Block *block, gsize start, gsize end)
{
  memset (block->is_mark + start, 1, end - start);
}

static gsize
measure_run (const Block *block, gsize at)
{
  gsize end = at;

  while (end < block->length && block->text[end] == block->text[at])
    end++;
  return end - at;
}

/* `` `code` ``, between two runs of the same length. */
static gsize
pass_code (Block *block, gsize at)
{
  const gsize length = measure_run (block, at);

  if (length > LONGEST_RUN || block->lacks_code[length])
    return at + length;
  for (gsize end = at + length; end < block->length; end++)
    if (block->text[end] == '`')
      {
        const gsize closing = measure_run (block, end);
        if (closing == length)
          {
            mark (block, at, at + length);
            mark (block, end, end + length);
            return end + length;
          }
        end += closing - 1;
      }
  block->lacks_code[length] = TRUE;
  return at + length;
}

/* Whether a letter or a digit stands there, taking all that is not ASCII for none: scripts without spaces have it. */
static gboolean
is_letter (const Block *block, gsize at)
{
  return g_ascii_isalnum (get (block, at));
}

static gsize
pass_emphasis (Block *block, gsize at)
{
  const char c = block->text[at];
  const Emphasis emphasis = c == '*' ? EMPHASIS_STAR : c == '_' ? EMPHASIS_LINE : EMPHASIS_TILDE;
  const gsize end = at + measure_run (block, at);
  gsize left = end - at;
  gsize *open = block->open[emphasis];
  const gboolean may_open = !g_ascii_isspace (get (block, end)) && (at == 0 || !is_letter (block, at - 1));
  const gboolean may_close = at > 0 && !g_ascii_isspace (get (block, at - 1)) && !is_letter (block, end);

  if (left > LONGEST_RUN || (emphasis == EMPHASIS_TILDE && left != 2))
    return end;
  while (may_close && left > 0)
    {
      gsize length = 0;
      for (gsize i = 1; i <= left; i++)
        if (open[i] > 0 && (length == 0 || open[i] > open[length]))
          length = i;
      if (length == 0)
        break;
      mark (block, open[length] - 1, open[length] - 1 + length);
      mark (block, end - left, end - left + length);
      /* What opened within it stays open no longer. */
      for (gsize i = 1; i <= LONGEST_RUN; i++)
        open[i] = open[i] >= open[length] && i != length ? 0 : open[i];
      open[length] = 0;
      left -= length;
    }
  if (may_open && left > 0)
    open[left] = end - left + 1;
  return end;
}

/* The end of `(address "title")` that begins at @at; @at if it is none. */
static gsize
find_address_end (const Block *block, gsize at)
{
  guint depth = 0;
  gboolean has_space = FALSE;

  for (gsize i = at; i < block->length; i++)
    switch (block->text[i])
      {
      case '(':
        if (++depth > DEEPEST_ADDRESS)
          return at;
        break;
      case ')':
        if (--depth == 0)
          return i + 1;
        break;
      case ' ':
        /* Behind the address only a title may stand. */
        if (!has_space && !is_among (get (block, i + 1), "\"'("))
          return at;
        has_space = TRUE;
        break;
      case '\n':
        return at;
      default:
        break;
      }
  return at;
}

/* The end of `[name]` behind a link's text, or of its address; @at if there is neither. */
static gsize
find_target_end (const Block *block, gsize at)
{
  if (get (block, at) == '(')
    return find_address_end (block, at);
  if (get (block, at) != '[')
    return at;
  for (gsize i = at + 1; i < block->length && !is_among (block->text[i], "[\n"); i++)
    if (block->text[i] == ']')
      return i + 1;
  return at;
}

/* `]`, the end of a link's text if it has a target, or of the mark of a note. */
static gsize
pass_closing_bracket (Block *block, gsize at)
{
  if (block->n_brackets == 0)
    return at + 1;
  const gsize open = block->brackets[--block->n_brackets];
  if (get (block, open + 1) == '^')
    {
      mark (block, open, at + 1);
      return at + 1;
    }
  const gsize end = find_target_end (block, at + 1);
  if (end == at + 1)
    return end;
  mark (block, at, end);
  if (open > 0 && block->text[open - 1] == '!')
    mark (block, open - 1, end);
  else
    mark (block, open, open + 1);
  return end;
}

/* `<b>`, `</b>`, `<!-- … -->`; of `<https://example.org>` the address stays. */
static gsize
pass_tag (Block *block, gsize at)
{
  const char next = get (block, at + 1);

  if (block->lacks_tag || (!g_ascii_isalpha (next) && next != '/' && next != '!'))
    return at + 1;
  const char *close = memchr (block->text + at, '>', block->length - at);
  block->lacks_tag = close == NULL;
  if (close == NULL)
    return at + 1;
  const gsize end = (gsize) (close - block->text) + 1;
  gsize name = at + 1;
  while (g_ascii_isalnum (get (block, name)) || is_among (get (block, name), "+.-"))
    name++;
  if (is_among (get (block, name), ":@"))
    {
      mark (block, at, at + 1);
      mark (block, end - 1, end);
    }
  else
    mark (block, at, end);
  return end;
}

static gsize
pass (Block *block, gsize at)
{
  switch (block->text[at])
    {
    case '\\':
      if (!g_ascii_ispunct (get (block, at + 1)))
        return at + 1;
      mark (block, at, at + 1);
      return at + 2;
    case '`':
      return pass_code (block, at);
    case '*':
    case '_':
    case '~':
      return pass_emphasis (block, at);
    case '[':
      /* Of more than can be remembered the outer ones are text. */
      if (block->n_brackets == DEEPEST_BRACKETS)
        memmove (block->brackets, block->brackets + 1, --block->n_brackets * sizeof *block->brackets);
      block->brackets[block->n_brackets++] = at;
      return at + 1;
    case ']':
      return pass_closing_bracket (block, at);
    case '<':
      return pass_tag (block, at);
    default:
      return at + 1;
    }
}

void
markdown_append_inline (GString *shown, const char *text, gsize length, guint8 *is_mark)
{
  Block block = { .text = text, .length = length, .is_mark = is_mark };

  memset (is_mark, 0, length);
  for (gsize at = 0; at < length;)
    at = pass (&block, at);
  for (gsize at = 0; at < length;)
    {
      gsize end = at;
      while (end < length && is_mark[end] == is_mark[at])
        end++;
      if (!is_mark[at])
        g_string_append_len (shown, text + at, (gssize) (end - at));
      at = end;
    }
}
