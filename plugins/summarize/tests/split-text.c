/* Texts for tests, split by a few lines of code. */
#include "split-text.h"

#include <string.h>

static void
add_offset (GArray *array, guint32 offset)
{
  g_array_append_val (array, offset);
}

static void
split_tokens (SplitText *text, guint32 start, guint32 end)
{
  const char *bytes = text->input.text;
  for (guint32 i = start; i < end;)
    {
      guint32 begin = i++;
      if (g_ascii_isspace (bytes[begin]))
        continue;
      if (g_ascii_isalnum (bytes[begin]) || (guint8) bytes[begin] >= 0x80)
        while (i < end && (g_ascii_isalnum (bytes[i]) || (guint8) bytes[i] >= 0x80))
          i++;
      add_offset (text->token_starts, begin);
      add_offset (text->token_ends, i);
    }
}

SplitText *
split_text (const char *bytes)
{
  SplitText *text = g_new0 (SplitText, 1);
  guint32 length = strlen (bytes), start = 0;
  text->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  text->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  text->token_starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  text->token_ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  text->input.text = bytes;
  text->input.length = length;
  for (guint32 i = 0; i <= length; i++)
    {
      gboolean ends
          = i == length || bytes[i] == '\n' || (bytes[i] == ' ' && i > 0 && strchr (".!?\"", bytes[i - 1]) != NULL);
      if (!ends)
        continue;
      while (start < i && g_ascii_isspace (bytes[start]))
        start++;
      if (start < i)
        {
          add_offset (text->starts, start);
          add_offset (text->ends, i);
          split_tokens (text, start, i);
        }
      start = i + 1;
    }
  text->input.n_sentences = text->starts->len;
  text->input.sentence_starts = (const guint32 *) (gconstpointer) text->starts->data;
  text->input.sentence_ends = (const guint32 *) (gconstpointer) text->ends->data;
  text->input.n_tokens = text->token_starts->len;
  text->input.token_starts = (const guint32 *) (gconstpointer) text->token_starts->data;
  text->input.token_ends = (const guint32 *) (gconstpointer) text->token_ends->data;
  return text;
}

void
split_text_free (SplitText *text)
{
  g_array_unref (text->starts);
  g_array_unref (text->ends);
  g_array_unref (text->token_starts);
  g_array_unref (text->token_ends);
  g_free (text);
}

void
desk_init (Desk *desk)
{
  desk->lexicon = word_lexicon_new ();
  desk->article = article_new (desk->lexicon, NULL);
  desk->ranker = ranker_new ();
}

void
desk_clear (Desk *desk)
{
  ranker_free (desk->ranker);
  article_free (desk->article);
  word_lexicon_free (desk->lexicon);
}

char *
desk_choose (Desk *desk, const char *bytes, Budget budget, Preference preference)
{
  g_autoptr (SplitText) text = split_text (bytes);
  GString *lines = g_string_new (NULL);
  article_read (desk->article, &text->input);
  ranker_choose (desk->ranker, desk->article, &budget, &preference);
  const GArray *sorted = desk->ranker->choice.sorted;
  for (guint i = 0; i < sorted->len; i++)
    {
      const Candidate *candidate = article_get_candidate (desk->article, g_array_index (sorted, guint32, i));
      g_string_append_len (lines, bytes + candidate->start, candidate->end - candidate->start);
      g_string_append_c (lines, '\n');
    }
  return g_string_free (lines, FALSE);
}
