/* Pieces of a source, such as its lines. */
#pragma once

#include <glib.h>
#include <string.h>

typedef struct
{
  const char *start;
  const char *end;
} Slice;

static inline Slice
slice_trim (Slice slice)
{
  while (slice.start < slice.end && g_ascii_isspace (*slice.start))
    slice.start++;
  while (slice.end > slice.start && g_ascii_isspace (slice.end[-1]))
    slice.end--;
  return slice;
}

/* The line at *@at without its end; *@at is then where the next one begins. */
static inline Slice
slice_next_line (const char **at, const char *end)
{
  const char *feed = memchr (*at, '\n', (gsize) (end - *at));
  Slice line = { *at, feed != NULL ? feed : end };

  *at = feed != NULL ? feed + 1 : end;
  if (line.end > line.start && line.end[-1] == '\r')
    line.end--;
  return line;
}
