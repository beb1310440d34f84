/* What stands around the text of an article: bylines, captions, phrases of the site, signatures of agencies. */
#include "frame.h"

#include <string.h>

/* Datelines name a place and a day before the agency. */
#define LAST_DATELINE 80

/* Names of any number may stand before the same spaces. */
#define MAX_SPACES 8

void
frame_init (Frame *frame, const char *text, ObelusLayer *paragraphs)
{
  static const char *const frames[] = { "byline", "caption", "boilerplate", NULL };
  static const char *const headings[] = { "title", "heading", NULL };

  *frame = (Frame){ .text = text, .paragraphs = paragraphs };
  learn_row_kinds_init (&frame->around, paragraphs, frames);
  learn_row_kinds_init (&frame->headings, paragraphs, headings);
}

static gboolean
find_paragraph (const Frame *frame, guint32 start, guint32 *row)
{
  ObelusRowIter iter;

  if (frame->paragraphs == NULL)
    return FALSE;
  obelus_layer_find_at (frame->paragraphs, start, &iter);
  return obelus_row_iter_next (&iter, row);
}

static gboolean
is_of_kinds (const Frame *frame, guint32 start, const LearnRowKinds *kinds)
{
  guint32 row;

  return kinds->n_wanted > 0 && find_paragraph (frame, start, &row) && learn_row_kinds_have (kinds, row);
}

gboolean
frame_holds (const Frame *frame, guint32 start)
{
  return is_of_kinds (frame, start, &frame->around);
}

gboolean
frame_is_heading (const Frame *frame, guint32 start)
{
  return is_of_kinds (frame, start, &frame->headings);
}

gboolean
frame_is_agency (const Frame *frame, guint32 start, guint32 end)
{
  static const char *const dashes[] = { "-", "\xe2\x80\x93", "\xe2\x80\x94" };
  const char *text = frame->text, *behind = text + end + 1;
  guint32 row;

  if (start == 0 || !find_paragraph (frame, start, &row)
      || start - obelus_layer_get_starts (frame->paragraphs)[row] > LAST_DATELINE)
    return FALSE;
  if (!(text[start - 1] == '(' && text[end] == ')') && !(text[start - 1] == '/' && text[end] == '/'))
    return FALSE;
  for (guint i = 0; i < MAX_SPACES && *behind == ' '; i++)
    behind++;
  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (g_str_has_prefix (behind, dashes[i]))
      return TRUE;
  return FALSE;
}
