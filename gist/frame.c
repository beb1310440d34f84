/* What stands around the text of an article: bylines, captions, phrases of the site, signatures of agencies. */
#include "frame.h"

#include <string.h>

/* Datelines name a place and a day before the agency. */
#define LAST_DATELINE 80

/* Names of any number may stand before the same spaces. */
#define MAX_SPACES 8

static guint
find_kinds (ObelusLayer *paragraphs, gint column, const char *const *names)
{
  guint bits = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const gint32 index = obelus_layer_find_vocabulary_index (paragraphs, (guint) column, names[i]);
      bits |= index >= 0 && index < 32 ? 1u << index : 0;
    }
  return bits;
}

void
frame_init (Frame *frame, const char *text, ObelusLayer *paragraphs)
{
  static const char *const frames[] = { "byline", "caption", "boilerplate", NULL };
  static const char *const headings[] = { "title", "heading", NULL };
  const gint column = paragraphs == NULL ? -1 : obelus_layer_find_column (paragraphs, "kind");

  *frame = (Frame){ .text = text, .paragraphs = paragraphs };
  if (column < 0 || obelus_layer_get_column_type (paragraphs, (guint) column) != OBELUS_COLUMN_STRING)
    return;
  frame->kinds = obelus_layer_get_string_indices (paragraphs, (guint) column);
  frame->frame = find_kinds (paragraphs, column, frames);
  frame->headings = find_kinds (paragraphs, column, headings);
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
is_of_kinds (const Frame *frame, guint32 start, guint kinds)
{
  guint32 row;

  if (kinds == 0 || !find_paragraph (frame, start, &row))
    return FALSE;
  return frame->kinds[row] >= 0 && frame->kinds[row] < 32 && (kinds >> frame->kinds[row] & 1u) != 0;
}

gboolean
frame_holds (const Frame *frame, guint32 start)
{
  return is_of_kinds (frame, start, frame->frame);
}

gboolean
frame_is_heading (const Frame *frame, guint32 start)
{
  return is_of_kinds (frame, start, frame->headings);
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
