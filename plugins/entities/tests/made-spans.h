/* Tokens and names that a test writes down. */
#pragma once

#include "../tagger.h"

#include <string.h>

typedef struct
{
  LearnTokens tokens;
  GArray *starts;
  GArray *ends;
  GArray *spans; /* EntitySpan */
} MadeSpans;

/* A text whose tokens have one space, a line's end or a hyphen between, which is a token too; it must live as long. And
 * its names: `first+n`, or with type and score `first+n/type/score`, with spaces between. */
static inline void
made_spans_init (MadeSpans *made, const char *text, const char *spans)
{
  g_auto (GStrv) names = g_strsplit (spans, " ", -1);

  *made = (MadeSpans){
    .starts = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .ends = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .spans = g_array_new (FALSE, FALSE, sizeof (EntitySpan)),
  };
  for (guint32 start = 0, end; text[start] != '\0'; start = g_ascii_isspace (text[end]) ? end + 1 : end)
    {
      end = start + MAX (1, (guint32) strcspn (text + start, " \n-"));
      g_array_append_val (made->starts, start);
      g_array_append_val (made->ends, end);
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      char *rest;
      EntitySpan span = { .first = (guint32) g_ascii_strtoull (names[i], &rest, 10), .score = 0.5f };
      span.n = (guint32) g_ascii_strtoull (rest + 1, &rest, 10);
      if (*rest == '/')
        {
          span.type = (guint) g_ascii_strtoull (rest + 1, &rest, 10);
          span.score = (float) g_ascii_strtod (rest + 1, NULL);
        }
      g_array_append_val (made->spans, span);
    }
  made->tokens = (LearnTokens){ text, (const guint32 *) (gpointer) made->starts->data,
                                (const guint32 *) (gpointer) made->ends->data, made->starts->len };
}

static inline EntitySpan *
made_spans_get (MadeSpans *made)
{
  return (EntitySpan *) (gpointer) made->spans->data;
}

static inline void
made_spans_clear (MadeSpans *made)
{
  g_array_unref (made->starts);
  g_array_unref (made->ends);
  g_array_unref (made->spans);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MadeSpans, made_spans_clear)
