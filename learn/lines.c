/* Reading lists that people keep. */
#include "lines.h"

#include <math.h>
#include <string.h>

/* Bad lines that are told one by one */
#define N_MESSAGES 10

static void
trim (LearnField *field)
{
  while (field->length > 0 && (*field->start == ' ' || *field->start == '\r'))
    {
      field->start++;
      field->length--;
    }
  while (field->length > 0 && (field->start[field->length - 1] == ' ' || field->start[field->length - 1] == '\r'))
    field->length--;
}

gboolean
learn_lines_begin (LearnLines *lines, const char *name, const char *data, gsize length, GError **error)
{
  if (length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT,
                   "'%s' is UTF-16; convert it, as with iconv -f UTF-16 -t UTF-8", name);
      return FALSE;
    }

  gsize mark = length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  if (data == NULL) /* of no bytes, there need be no address */
    data = "";
  *lines = (LearnLines){ .name = name, .at = data + mark, .end = data + length };
  return TRUE;
}

gboolean
learn_lines_next (LearnLines *lines, LearnField *line, GError **error)
{
  while (learn_line_read (&lines->at, lines->end, &line->start, &line->length))
    {
      lines->number++;
      if (obelus_is_cancelled_at (lines->number))
        {
          g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED, "cancelled");
          return FALSE;
        }

      LearnField all = *line;
      trim (&all);
      gboolean is_comment
          = all.length > 0 && *all.start == '#' && (all.length == 1 || memchr (" \t#", all.start[1], 3) != NULL);
      if (all.length > 0 && !is_comment)
        return TRUE;
    }
  return FALSE;
}

guint
learn_line_cut (const LearnField *line, LearnField *fields, guint n_fields)
{
  guint n = 0;
  const char *end = line->start + line->length;

  for (const char *start = line->start; start != NULL; n++)
    {
      const char *tab = memchr (start, '\t', (gsize) (end - start));
      if (n < n_fields)
        {
          fields[n] = (LearnField){ start, (gsize) ((tab != NULL ? tab : end) - start) };
          trim (&fields[n]);
        }
      start = tab != NULL ? tab + 1 : NULL;
    }

  return n;
}

char *
learn_line_find_bad_bytes (const LearnField *line)
{
  gsize valid = obelus_utf8_validate (line->start, line->length);

  if (valid < line->length)
    return g_strdup_printf ("byte %" G_GSIZE_FORMAT " is not valid UTF-8; convert the file, as with iconv -t UTF-8",
                            valid + 1);
  for (gsize i = 0; i < line->length; i++)
    {
      guchar byte = (guchar) line->start[i];
      if ((byte < 0x20 && byte != '\t' && byte != '\r') || byte == 0x7f)
        return g_strdup_printf ("it has the control character U+%04X; remove it", byte);
    }
  if (g_strstr_len (line->start, (gssize) line->length, "\xef\xbf\xbd") != NULL)
    return g_strdup ("it has U+FFFD, which stands for bytes that were not UTF-8; write the name anew");

  return NULL;
}

gboolean
learn_field_is (const LearnField *field, const char *word)
{
  return field->length == strlen (word) && g_ascii_strncasecmp (field->start, word, field->length) == 0;
}

gboolean
learn_field_read_number (const LearnField *field, double *number)
{
  char copy[64];
  char *end;

  if (field->length == 0 || field->length >= sizeof copy)
    return FALSE;
  memcpy (copy, field->start, field->length);
  copy[field->length] = '\0';
  *number = g_ascii_strtod (copy, &end);

  return end == copy + field->length && isfinite (*number);
}

void
learn_bad_lines_init (LearnBadLines *bad)
{
  bad->messages = g_ptr_array_new_with_free_func (g_free);
  bad->n = 0;
}

void
learn_bad_lines_clear (LearnBadLines *bad)
{
  g_clear_pointer (&bad->messages, g_ptr_array_unref);
}

void
learn_bad_lines_add (LearnBadLines *bad, const LearnLines *lines, const char *problem)
{
  bad->n++;
  if (bad->messages->len < N_MESSAGES)
    g_ptr_array_add (bad->messages,
                     g_strdup_printf ("%s:%" G_GUINT64_FORMAT ": %s", lines->name, lines->number, problem));
}

char *
learn_bad_lines_describe (const LearnBadLines *bad)
{
  if (bad->n == 0)
    return NULL;

  GString *text = g_string_new (NULL);

  for (guint i = 0; i < bad->messages->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", (const char *) g_ptr_array_index (bad->messages, i));
  if (bad->n > bad->messages->len)
    g_string_append_printf (text, "; and %" G_GUINT64_FORMAT " more", bad->n - bad->messages->len);

  return g_string_free (text, FALSE);
}

gboolean
learn_bad_lines_settle (const LearnBadLines *bad, ObelusContext *context, GError **error)
{
  if (bad->n == 0)
    return TRUE;

  g_autofree char *description = learn_bad_lines_describe (bad);
  if (obelus_context_get_choice (context, "bad-lines") == LEARN_BAD_LINES_REFUSE)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "%" G_GUINT64_FORMAT " bad line%s; mend %s, or set bad-lines=skip to use the rest: %s",
                                bad->n, bad->n == 1 ? "" : "s", bad->n == 1 ? "it" : "them", description);
  obelus_context_warn (context, "%" G_GUINT64_FORMAT " bad line%s left out: %s", bad->n,
                       bad->n == 1 ? " was" : "s were", description);

  return TRUE;
}
