/* Paragraphs where no layer tells them. */
#include "quoted-text.h"

#include <string.h>

static gboolean
has_blank_line (const char *text, guint32 start, guint32 end)
{
  const char *line = start < end ? memchr (text + start, '\n', end - start) : NULL;

  return line != NULL && memchr (line + 1, '\n', (gsize) (text + end - line) - 1) != NULL;
}

/* Whether a token is the first of a paragraph. */
static gboolean
begins_paragraph (const QuotedText *text, guint32 token)
{
  return token == 0 || has_blank_line (text->text, text->token_ends[token - 1], text->token_starts[token]);
}

gboolean
quoted_text_find_paragraphs (QuotedText *text, guint32 **starts)
{
  guint32 n = 0;

  for (guint32 token = 0; token < text->n_tokens; token++)
    n += begins_paragraph (text, token) ? 1 : 0;
  *starts = g_try_new (guint32, MAX (n, 1));
  if (*starts == NULL)
    return FALSE;

  n = 0;
  for (guint32 token = 0; token < text->n_tokens; token++)
    if (begins_paragraph (text, token))
      (*starts)[n++] = text->token_starts[token];
  text->paragraph_starts = *starts;
  text->n_paragraphs = n;

  return TRUE;
}
