/* What each sentence of a text is: prose, a title, an aside. */
#include "kinds.h"
#include "clean.h"
#include "greeting.h"
#include "keyed-hash.h"

#include <obelus/obelus-context.h>
#include <string.h>

/* In bytes. */
#define LONGEST_GREETING 32

/* A transcript has so many labels in capitals. */
#define FEWEST_SPOKEN 4

/* The first line is a title if it is short, does not end like a sentence and is not all there is. */
static guint32
find_title_end (const ArticleInput *input)
{
  guint32 start = 0, n_words = 0;
  while (start < input->length && g_ascii_isspace (input->text[start]))
    start++;
  const char *feed = memchr (input->text + start, '\n', input->length - start);
  if (feed == NULL)
    return 0;
  guint32 end = feed - input->text;
  for (guint32 i = start; i < end && n_words < 16; i++)
    n_words += input->text[i] != ' ' && (i == start || input->text[i - 1] == ' ') ? 1 : 0;
  if (n_words >= 16 || n_words == 0 || clean_has_end (input->text, start, end))
    return 0;
  for (guint32 i = end; i < input->length; i++)
    if (!g_ascii_isspace (input->text[i]))
      return end;
  return 0;
}

static gboolean
has_letter_or_digit (const char *text, guint32 start, guint32 end)
{
  for (guint32 i = start; i < end; i++)
    if (g_ascii_isalnum (text[i]) || ((guint8) text[i] >= 0xc3 && (guint8) text[i] != 0xe2))
      return TRUE;
  return FALSE;
}

/* Short lines without an end mark stand between paragraphs as headings do. */
static gboolean
looks_like_heading (const ArticleInput *input, guint32 start, guint32 end)
{
  return end - start < 80 && !clean_has_end (input->text, start, end)
         && (end == input->length || input->text[end] == '\n' || input->text[end] == '\r');
}

static char *
copy_label (const char *text, guint32 start, guint32 end)
{
  return g_strndup (text + start, clean_match_label (text, start, end));
}

/* `ANN LEE: Good evening.`; `Welcome to the second lecture on oak` says what it is about. */
static gboolean
is_mere_greeting (const char *text, guint32 start, guint32 end)
{
  return end - start - learn_name_label_measure (text + start, end - start) <= LONGEST_GREETING
         && learn_is_greeting (text + start, end - start);
}

/* Marks of a kind that the whole text decides on */
#define UNDECIDED 16
#define KIND_LABELLED 15

static guint8
classify_sentence (const ArticleInput *input, guint8 kind, guint32 start, guint32 end, guint32 title_end)
{
  if (!has_letter_or_digit (input->text, start, end))
    return KIND_ASIDE;
  if (end <= title_end)
    return KIND_TITLE + (kind == KIND_HEADING ? 0 : UNDECIDED);
  if (kind == KIND_PROSE && (clean_is_aside (input->text, start, end) || is_mere_greeting (input->text, start, end)))
    return KIND_ASIDE;
  if (kind == KIND_PROSE && looks_like_heading (input, start, end))
    return KIND_HEADING + UNDECIDED;
  if (kind == KIND_PROSE && clean_match_label (input->text, start, end) > 0)
    return KIND_LABELLED;
  return kind;
}

guint32
kinds_find (GArray *found, const ArticleInput *input)
{
  guint32 paragraph = 0, n_lines = 0, n_labelled = 0, n_repeated = 0, n_spoken = 0, n_prose = 0;
  guint32 first_spoken = G_MAXUINT32; /* if the text begins with it */
  gboolean has_title = FALSE;
  g_autoptr (GHashTable) labels = g_hash_table_new_full (learn_keyed_string_hash, g_str_equal, g_free, NULL);
  for (guint32 i = 0; i < input->n_paragraphs; i++)
    has_title |= input->paragraph_kinds[i] == KIND_TITLE;
  guint32 title_end = has_title ? 0 : find_title_end (input);

  g_array_set_size (found, input->n_sentences);
  guint8 *kinds = (guint8 *) found->data;
  for (guint32 i = 0; i < input->n_sentences; i++)
    {
      if (obelus_is_cancelled_at (i))
        return 0;

      guint32 start = input->sentence_starts[i];
      guint32 end = clean_find_end (input->text, start, input->sentence_ends[i]);
      while (paragraph < input->n_paragraphs && input->paragraph_ends[paragraph] <= start)
        paragraph++;
      guint8 kind = paragraph < input->n_paragraphs && input->paragraph_starts[paragraph] <= start
                        ? input->paragraph_kinds[paragraph]
                        : KIND_PROSE;
      kinds[i] = classify_sentence (input, kind, start, end, title_end);
      n_lines += kinds[i] >= UNDECIDED ? 1 : 0;
      if (kinds[i] == KIND_LABELLED)
        {
          n_labelled++;
          n_repeated += g_hash_table_add (labels, copy_label (input->text, start, end)) ? 0 : 1;
        }
      if (learn_speaker_label_measure (input->text + start, end - start) > 0 && n_spoken++ == 0 && n_prose == 0)
        first_spoken = i;
      n_prose += kinds[i] == KIND_PROSE ? 1 : 0;
    }

  const guint32 dateline = n_spoken == 1 ? first_spoken : G_MAXUINT32;

  /* Where most are such lines, as in lists and poems, they are the text; where most are labelled, or the same labels
   * come again and again, or one does in a transcript, those are speakers. */
  gboolean has_speakers
      = n_labelled > n_prose || (n_repeated > 0 && (n_repeated * 2 >= n_labelled || n_spoken >= FEWEST_SPOKEN));
  for (guint32 i = 0; i < input->n_sentences; i++)
    if (kinds[i] == KIND_LABELLED)
      kinds[i] = has_speakers || i == dateline ? KIND_PROSE : KIND_ASIDE;
    else if (kinds[i] >= UNDECIDED)
      kinds[i] = n_lines > n_prose && n_lines > 2 ? KIND_PROSE : kinds[i] - UNDECIDED;
  return n_spoken;
}
