/* Lists that people keep: an entry a line, its fields with tabs between, blank lines and comments passed over, bad
 * lines told by their number. */
#pragma once

#include <obelus/obelus-plugin.h>
#include <string.h>

/* A piece of a line */
typedef struct
{
  const char *start;
  gsize length;
} LearnField;

/* Reads one line without its end, a line feed or a carriage return and a line feed; FALSE at the end. *@at moves on. */
static inline gboolean
learn_line_read (const char **at, const char *end, const char **line, gsize *length)
{
  if (*at >= end)
    return FALSE;

  const char *feed = memchr (*at, '\n', (gsize) (end - *at));
  *line = *at;
  *length = (gsize) ((feed != NULL ? feed : end) - *at);
  *at = feed != NULL ? feed + 1 : end;
  if (*length > 0 && (*line)[*length - 1] == '\r')
    (*length)--;
  return TRUE;
}

/* Where a list is being read */
typedef struct
{
  const char *name; /* of the file, for messages */
  const char *at, *end;
  guint64 number; /* of the line that was read last, from 1 */
} LearnLines;

/* Begins to read a list. FALSE with an error if it is UTF-16; a byte order mark of UTF-8 is passed over. @name and
 * @data must outlive @lines. */
gboolean learn_lines_begin (LearnLines *lines, const char *name, const char *data, gsize length, GError **error);

/* Reads the next line that is neither blank nor a comment: `#` alone or before a space, a tab or another `#`, so that
 * words may begin with it. FALSE at the end, or with an error if the work was cancelled. */
gboolean learn_lines_next (LearnLines *lines, LearnField *line, GError **error);

/* Cuts a line at its tabs, without the spaces around its fields; returns how many there are, which may be more than
 * there is room for. */
guint learn_line_cut (const LearnField *line, LearnField *fields, guint n_fields);

/* What is wrong with the bytes of a line, or NULL: text that is not UTF-8, control characters */
char *learn_line_find_bad_bytes (const LearnField *line);

/* Whether a field is a word, in whatever case */
gboolean learn_field_is (const LearnField *field, const char *word);

/* Reads a finite number that is all of a field. */
gboolean learn_field_read_number (const LearnField *field, double *number);

/* Bad lines of one or more lists */
typedef struct
{
  GPtrArray *messages; /* of the first of them */
  guint64 n;
} LearnBadLines;

enum
{
  LEARN_BAD_LINES_REFUSE,
  LEARN_BAD_LINES_SKIP,
};

/* The option that learn_bad_lines_settle() follows */
#define LEARN_BAD_LINES_OPTION \
  OBELUS_OPTION_CHOICE ("bad-lines", "refuse|skip", "refuse", "Whether one bad line refuses the list, or is left out")

void learn_bad_lines_init (LearnBadLines *bad);
void learn_bad_lines_clear (LearnBadLines *bad);

/* Notes what is wrong with the line that was read last. */
void learn_bad_lines_add (LearnBadLines *bad, const LearnLines *lines, const char *problem);

/* What is said of bad lines: the first of them, and how many more there are; NULL if there are none. */
char *learn_bad_lines_describe (const LearnBadLines *bad);

/* Tells of bad lines; FALSE with an error if they refuse the list. */
gboolean learn_bad_lines_settle (const LearnBadLines *bad, ObelusContext *context, GError **error);
