/* Marks that count on from one item to the next. */
#include "list-marks.h"

#include <string.h>

/* In digits. */
#define LONGEST_NUMBER 3

static const char *const bullets[] = { "•", "⁃", "‣", "◦", "▪", "●", "∙", "·" };

typedef enum
{
  MARK_BULLET, /* nothing else */
  MARK_NUMBER,
  MARK_LETTER,
} MarkKind;

typedef enum
{
  CLOSER_NONE,
  CLOSER_STOP,    /* 1. */
  CLOSER_BRACKET, /* 1) */
  CLOSER_BOTH,    /* 1.) */
} MarkCloser;

typedef struct
{
  MarkKind kind;
  MarkCloser closer;
  guint bullet; /* one more than its number; 0: none */
  guint value;
  guint32 end; /* in the text */
} Mark;

/* What a mark consists of besides white space is looked at up to @end, the paragraph's. */
static gboolean
read_mark (const guchar *text, guint32 at, guint32 end, Mark *mark)
{
  guint32 start;

  memset (mark, 0, sizeof *mark);
  for (guint i = 0; i < G_N_ELEMENTS (bullets) && mark->bullet == 0; i++)
    {
      gsize length = strlen (bullets[i]);
      if (end - at > length && memcmp (text + at, bullets[i], length) == 0)
        {
          mark->bullet = i + 1;
          at += (guint32) length;
        }
    }
  mark->end = at;
  at += mark->bullet != 0 && at < end && text[at] == ' ';

  for (start = at; at < end && at - start < LONGEST_NUMBER && g_ascii_isdigit (text[at]); at++)
    mark->value = mark->value * 10 + (guint) (text[at] - '0');
  mark->kind = MARK_NUMBER;
  if (at == start && at < end && g_ascii_isalpha (text[at]))
    {
      mark->kind = MARK_LETTER;
      mark->value = text[at++];
    }
  if (at > start && at < end && text[at] == '.')
    {
      mark->closer = CLOSER_STOP;
      at++;
    }
  if (at > start && at < end && text[at] == ')')
    {
      mark->closer = mark->closer == CLOSER_STOP ? CLOSER_BOTH : CLOSER_BRACKET;
      at++;
    }

  gboolean is_apart = at < end && (text[at] == ' ' || text[at] == '\n');
  /* `A. Smith and B. Jones` */
  gboolean is_initial
      = mark->kind == MARK_LETTER && mark->closer == CLOSER_STOP && g_ascii_isupper ((gchar) mark->value);
  if (mark->closer != CLOSER_NONE && is_apart && !is_initial)
    {
      mark->end = at;
      return TRUE;
    }

  mark->kind = MARK_BULLET;
  mark->closer = CLOSER_NONE;
  mark->value = 0;
  return mark->bullet != 0;
}

static gboolean
follows (const Mark *mark, const Mark *before)
{
  return mark->kind == before->kind && mark->closer == before->closer && mark->bullet == before->bullet
         && (mark->kind == MARK_BULLET || mark->value == before->value + 1);
}

/* A walk over the tokens of a paragraph from one item to the next. */
typedef struct
{
  const guchar *text;
  const Spans *tokens;
  guint32 first;
  guint32 end;
  Mark mark; /* of the item */
} ListWalk;

static gboolean
walk_start (ListWalk *walk)
{
  return walk->end - walk->first >= 4
         && read_mark (walk->text, walk->tokens->starts[walk->first], walk->tokens->ends[walk->end - 1], &walk->mark);
}

/* Whether the next item begins with @token. */
static gboolean
walk_begins_item (ListWalk *walk, guint32 token)
{
  const Spans *tokens = walk->tokens;
  guint32 start = tokens->starts[token];
  Mark mark;

  /* Something stands between two marks. */
  if (start == tokens->ends[token - 1] || tokens->starts[token - 1] < walk->mark.end
      || !read_mark (walk->text, start, tokens->ends[walk->end - 1], &mark) || !follows (&mark, &walk->mark))
    return FALSE;
  walk->mark = mark;

  return TRUE;
}

gboolean
list_marks_apply (const char *text, const Spans *tokens, guint32 first, guint32 end, Spans *sentences,
                  guint32 first_sentence)
{
  ListWalk walk = { .text = (const guchar *) text, .tokens = tokens, .first = first, .end = end };
  guint n_items = 0;

  if (!walk_start (&walk))
    return TRUE;
  for (guint32 token = first + 1; token < end; token++)
    n_items += walk_begins_item (&walk, token);
  if (n_items == 0)
    return TRUE;

  /* The new sentences go behind the old ones, and then into their place. */
  guint32 n_old = sentences->n, old = first_sentence, begun = first;
  walk_start (&walk);
  for (guint32 token = first; token < end; token++)
    {
      gboolean is_in_mark = tokens->starts[token] < walk.mark.end;

      while (old < n_old && sentences->ends[old] < tokens->ends[token])
        old++;
      gboolean ends = old < n_old && sentences->ends[old] == tokens->ends[token] && !is_in_mark;
      if (token + 1 == end || walk_begins_item (&walk, token + 1) || ends)
        {
          if (!spans_append (sentences, tokens->starts[begun], tokens->ends[token], 0))
            return FALSE;
          begun = token + 1;
        }
    }

  guint32 n_new = sentences->n - n_old;
  memmove (sentences->starts + first_sentence, sentences->starts + n_old, n_new * sizeof *sentences->starts);
  memmove (sentences->ends + first_sentence, sentences->ends + n_old, n_new * sizeof *sentences->ends);
  sentences->n = first_sentence + n_new;

  return TRUE;
}
