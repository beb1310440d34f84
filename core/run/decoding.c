/* Growing a text and the way back to its source. */
#include "decoding-private.h"

#include <obelus/obelus-error.h>
#include <string.h>

static gboolean
fail_memory (ObelusDecoding *decoding)
{
  g_set_error (&decoding->error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
               "no memory to decode a text of %" G_GSIZE_FORMAT " bytes; split it", decoding->n_bytes);
  return FALSE;
}

static gboolean
reserve (ObelusDecoding *decoding, gsize n)
{
  if (decoding->capacity - decoding->length >= n && decoding->text != NULL)
    return TRUE;

  if (decoding->length + n > OBELUS_MAX_TEXT_LENGTH)
    {
      g_set_error (&decoding->error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE,
                   "the text becomes longer than %u bytes, which is the most a document can hold; split it",
                   OBELUS_MAX_TEXT_LENGTH);
      return FALSE;
    }

  gsize capacity = MAX (decoding->length + n, decoding->capacity + decoding->capacity / 2);
  capacity = MAX (capacity, decoding->n_bytes);
  char *text = g_try_realloc (decoding->text, capacity + 1);
  if (text == NULL)
    return fail_memory (decoding);
  decoding->text = text;
  decoding->capacity = capacity;
  return TRUE;
}

static gboolean
begin_run (ObelusDecoding *decoding, gsize source, guint step)
{
  if (decoding->n_runs == decoding->runs_capacity)
    {
      gsize capacity = MAX (8, decoding->runs_capacity * 2);
      ObelusSourceRun *runs = g_try_renew (ObelusSourceRun, decoding->runs, capacity);
      if (runs == NULL)
        return fail_memory (decoding);
      decoding->runs = runs;
      decoding->runs_capacity = capacity;
    }
  decoding->runs[decoding->n_runs++]
      = (ObelusSourceRun){ .start = (guint32) decoding->length, .step = step, .source = source };
  decoding->expected = source;
  return TRUE;
}

/* The step of the run that goes on at @source, or -1. */
static int
get_step (const ObelusDecoding *decoding, gsize source)
{
  if (decoding->n_runs == 0 || decoding->expected != source)
    return -1;
  return (int) decoding->runs[decoding->n_runs - 1].step;
}

static void
copy_bytes (ObelusDecoding *decoding, gsize source, gsize length)
{
  memcpy (decoding->text + decoding->length, decoding->bytes + source, length);
  decoding->length += length;
  decoding->expected += length;
}

gboolean
obelus_decoding_append_utf8 (ObelusDecoding *decoding, gsize source, gsize length)
{
  gsize n_joined = 0;

  if (length == 0)
    return TRUE;
  if (!reserve (decoding, length))
    return FALSE;

  /* ASCII fits a run of single bytes too: so a text with an odd byte here and there has few runs. */
  if (get_step (decoding, source) == 1)
    {
      while (n_joined < length && decoding->bytes[source + n_joined] < 0x80)
        n_joined++;
      copy_bytes (decoding, source, n_joined);
    }
  if (n_joined == length)
    return TRUE;

  source += n_joined;
  if (get_step (decoding, source) != 0 && !begin_run (decoding, source, 0))
    return FALSE;
  copy_bytes (decoding, source, length - n_joined);
  return TRUE;
}

gboolean
obelus_decoding_append (ObelusDecoding *decoding, gunichar character, gsize source, guint width)
{
  if (!reserve (decoding, 6))
    return FALSE;

  int step = get_step (decoding, source);
  guint length = (guint) g_unichar_to_utf8 (character, decoding->text + decoding->length);
  gboolean fits = step > 0 ? (guint) step == width : step == 0 && length == width;

  if (!fits && !begin_run (decoding, source, width))
    return FALSE;
  decoding->length += length;
  decoding->expected += width;
  return TRUE;
}

static guint
count_lines (const guchar *bytes, gsize length)
{
  guint n_lines = 1;

  for (gsize i = 0; i < length; i++)
    n_lines += bytes[i] == '\n' ? 1 : 0;
  return n_lines;
}

gboolean
obelus_decoding_append_invalid (ObelusDecoding *decoding, gsize source, guint width, const char *problem)
{
  if (decoding->policy == OBELUS_INVALID_REPLACE)
    {
      decoding->n_replaced++;
      return obelus_decoding_append (decoding, 0xFFFD, source, width);
    }

  g_autoptr (GString) shown = g_string_new (NULL);
  for (guint i = 0; i < width; i++)
    g_string_append_printf (shown, "%s0x%02X", i > 0 ? " " : "", decoding->bytes[source + i]);
  g_set_error (&decoding->error, OBELUS_ERROR, OBELUS_ERROR_INVALID_TEXT,
               "byte %" G_GSIZE_FORMAT
               " (%s, on line %u) is not valid %s: %s; name the encoding that the text is in, as "
               "in encoding=windows-1252, or set invalid=replace",
               source, shown->str, count_lines (decoding->bytes, source), decoding->encoding, problem);
  return FALSE;
}
