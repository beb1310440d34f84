/* Choosing quotations, and their words without marks. */
#include "sayings.h"

#include "about.h"
#include "clean.h"
#include "greeting.h"
#include "markup.h"

#include <string.h>

enum
{
  MAX_WORDS_COLUMNS = 200,
  /* What is said beyond so many bytes is not shown, and makes no quotation better. */
  MAX_COUNTED_BYTES = 300,
  MIN_WORDS = 4,
  /* `he said` */
  MIN_SPEAKER_BYTES = 7,
  MAX_MARK_BYTES = 8, /* `&ldquo;` and one */
  /* `," the captain of the ferry told us on Monday, "` */
  MAX_BETWEEN_BYTES = 120,
};

/* A quotation that who said it divides is one: `"Oak," she said, "is dear."` */
typedef struct
{
  guint32 start;
  guint32 end;
} Part;

/* A quotation that could be shown. */
typedef struct
{
  guint32 start;
  guint32 row;
  guint first_part;
  guint n_parts;
  guint32 speaker;
  guint32 length; /* in bytes, as far as it counts */
  guint32 place;  /* among those of its speaker, 0 for the longest; in the end, of what its speaker says among all */
  guint64 total;  /* what its speaker says in all */
} Candidate;

static void
saying_free (gpointer data)
{
  Saying *saying = data;

  g_free (saying->speaker);
  g_free (saying->words);
  g_free (saying);
}

static gboolean
is_mark (gunichar character)
{
  return character == '"' || character == '\'' || character == '`' || character == 0xab || character == 0xbb
         || (character >= 0x2018 && character <= 0x201f) || character == 0x2039 || character == 0x203a
         || (character >= 0x300c && character <= 0x300f);
}

/* Whether there are so many words that something is said, as far as it counts: rows of others may cross each other. */
static gboolean
says_something (const char *text, guint32 start, guint32 end)
{
  const char *counted_end = text + start + MIN (end - start, MAX_COUNTED_BYTES);
  guint n_words = 0;
  gboolean is_inside = FALSE;

  for (const char *at = text + start; at < counted_end && n_words < MIN_WORDS; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      gboolean is_word = g_unichar_isalnum (character) || (is_inside && is_mark (character));
      /* Scripts that do without spaces have a word in every other character or so. */
      n_words += is_word && (!is_inside || g_unichar_iswide (character)) ? 1 : 0;
      is_inside = is_word;
    }

  return n_words >= MIN_WORDS;
}

/* Whether a row holds the quotation and more, which is likely to be who said it. */
static gboolean
is_told_by (ObelusLayer *layer, guint32 row, guint32 start, guint32 end)
{
  if (row == OBELUS_NO_ROW)
    return FALSE;
  const guint32 row_start = obelus_layer_get_starts (layer)[row], row_end = obelus_layer_get_ends (layer)[row];

  return row_start <= start && row_end >= end && row_end - row_start >= end - start + MIN_SPEAKER_BYTES;
}

/* What a reader has seen before the quotations; each may be NULL */
typedef struct
{
  ObelusLayer *summary;
  gint64 last_rank; /* of what it shows */
  ObelusLayer *sentiment;
  const Mood *mood;
} Shown;

static gboolean
is_shown (const Shown *shown, guint32 start, guint32 end)
{
  guint32 row;

  return about_find_in_summary (shown->summary, shown->last_rank, start, end, &row)
         || (shown->sentiment != NULL && shown->mood != NULL
             && (is_told_by (shown->sentiment, shown->mood->brightest, start, end)
                 || is_told_by (shown->sentiment, shown->mood->darkest, start, end)));
}

static int
compare_by_speaker (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (first->speaker != second->speaker)
    return first->speaker < second->speaker ? -1 : 1;
  if (first->length != second->length)
    return first->length > second->length ? -1 : 1;
  return first->start < second->start ? -1 : first->start > second->start;
}

static int
compare_by_worth (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (first->place != second->place)
    return first->place < second->place ? -1 : 1;
  if (first->total != second->total)
    return first->total > second->total ? -1 : 1;
  return first->start < second->start ? -1 : first->start > second->start;
}

static int
compare_by_start (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;

  return first->start < second->start ? -1 : first->start > second->start;
}

static int
compare_by_speech (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (first->place != second->place)
    return first->place < second->place ? -1 : 1;
  return compare_by_start (a, b);
}

/* Tells each candidate how much its speaker says, and where it stands among what the same says. */
static void
rank (GArray *candidates)
{
  g_array_sort (candidates, compare_by_speaker);
  for (guint first = 0, next; first < candidates->len; first = next)
    {
      const guint32 speaker = g_array_index (candidates, Candidate, first).speaker;
      guint64 total = 0;
      for (next = first; next < candidates->len && g_array_index (candidates, Candidate, next).speaker == speaker;
           next++)
        total += g_array_index (candidates, Candidate, next).length;
      for (guint i = first; i < next; i++)
        {
          g_array_index (candidates, Candidate, i).place = i - first;
          g_array_index (candidates, Candidate, i).total = total;
        }
    }
  g_array_sort (candidates, compare_by_worth);
}

/* Puts what one speaker says together, where the first of it is. */
static void
group (GArray *candidates)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);

  g_array_sort (candidates, compare_by_start);
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);
      gpointer speaker = GUINT_TO_POINTER (candidate->speaker + 1);
      if (!g_hash_table_contains (seen, speaker))
        g_hash_table_insert (seen, speaker, GUINT_TO_POINTER (i));
      candidate->place = GPOINTER_TO_UINT (g_hash_table_lookup (seen, speaker));
    }
  g_array_sort (candidates, compare_by_speech);
}

/* What stands before a character. */
typedef struct
{
  gunichar last;  /* the last that is no white space */
  guint n_spaces; /* behind it, line feeds among them */
  guint n_line_feeds;
} Preceding;

static void
preceding_add (Preceding *preceding, gunichar character)
{
  if (!g_unichar_isspace (character))
    *preceding = (Preceding){ .last = character };
  else
    {
      preceding->n_spaces++;
      preceding->n_line_feeds += character == '\n' ? 1 : 0;
    }
}

/* Whether a paragraph may begin here, in which a quotation that goes on is opened anew: behind a blank line, or, since
 * paragraphs may have been joined, behind a sentence. */
static gboolean
may_begin_paragraph (const Preceding *preceding)
{
  const gunichar last = preceding->last;

  return preceding->n_line_feeds >= 2
         || (preceding->n_spaces > 0 && (last == '.' || last == '!' || last == '?' || last == 0x2026));
}

/* How long the mark at @at is, which pages write as a reference such as `&ldquo;`; 0 if there is none. */
static gsize
measure_mark (const char *at, const char *end)
{
  gunichar character;
  const gsize length = at < end ? markup_read (at, end, &character) : 0;

  return length > 0 && is_mark (character) ? length : 0;
}

/* Where the mark that ends at @end begins; @end if there is none. */
static const char *
find_mark_before (const char *start, const char *end)
{
  for (const char *at = end; at > start && end - at < MAX_MARK_BYTES;)
    {
      at = g_utf8_prev_char (at);
      if (measure_mark (at, end) == (gsize) (end - at))
        return at;
    }
  return end;
}

/* Whether marks stand anywhere in [@at, @last) but within words, as apostrophes do. */
static gboolean
has_marks (const char *at, const char *last)
{
  gboolean is_behind_letter = FALSE;

  while (at < last)
    {
      const gsize length = measure_mark (at, last);
      const char *next = length > 0 ? at + length : g_utf8_next_char (at);
      if (length > 0 && !(is_behind_letter && next < last && g_unichar_isalnum (g_utf8_get_char (next))))
        return TRUE;
      is_behind_letter = g_unichar_isalnum (g_utf8_get_char (at));
      at = next;
    }
  return FALSE;
}

/* Takes off the mark that [*@at, *@last) begins with and the one that it ends with, of which a quotation that goes on
 * in a later paragraph may lack the second. Whether there were both. */
static gboolean
take_marks_off (const char **at, const char **last)
{
  const gsize length = measure_mark (*at, *last);
  if (length == 0)
    return FALSE;

  const char *behind = *last;
  *at += length;
  *last = find_mark_before (*at, behind);
  return *last < behind;
}

/* Where the words of a quotation are, without the marks around it: two pairs where a quotation is all of another. What
 * is quoted within keeps its own. */
static Part
find_words (const char *text, const Part *quotation)
{
  const char *at = text + quotation->start, *last = text + quotation->end;

  if (take_marks_off (&at, &last))
    {
      const char *inner = at, *inner_last = last;
      if (take_marks_off (&inner, &inner_last) && !has_marks (inner, inner_last))
        {
          at = inner;
          last = inner_last;
        }
    }
  return (Part){ (guint32) (at - text), (guint32) (MAX (last, at) - text) };
}

static gboolean
ends_sentence (char c)
{
  return c == '.' || c == '?' || c == '!';
}

/* What is quoted within a quotation has single marks, since the whole will have double ones. */
static gunichar
turn_mark (gunichar character)
{
  return character == 0x201c ? 0x2018 : character == 0x201d ? 0x2019 : character;
}

/* Appends the words of a part without the marks around it. A mark that opens it anew, in a later paragraph, is left out
 * too. */
static void
append_part (GString *words, const char *text, const Part *quotation)
{
  const Part part = find_words (text, quotation);
  const gunichar first = g_utf8_get_char (text + quotation->start), opening = is_mark (first) ? first : 0;
  const char *last = text + part.end;
  Preceding preceding = { 0 };

  /* As many bytes as can be shown, and some that say nothing. */
  for (const char *at = text + part.start; at < last && words->len < 16 * MAX_WORDS_COLUMNS; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      if (opening == 0 || character != opening || !may_begin_paragraph (&preceding))
        g_string_append_unichar (words, turn_mark (character));
      preceding_add (&preceding, character);
    }
}

static gboolean
begins_lower (const char *text, const Part *quotation)
{
  return g_unichar_islower (g_utf8_get_char (text + find_words (text, quotation).start));
}

/* Whether a quotation is a part of the sentence around it: it was "oak and nothing else". */
static gboolean
is_fragment (const char *text, const Part *quotation)
{
  const char *before = text + quotation->start;

  /* Asked before spaces are passed, which between two marks are then passed once. */
  if (!is_mark (g_utf8_get_char (before)) || !begins_lower (text, quotation))
    return FALSE;
  while (before > text && before[-1] == ' ')
    before--;
  return before > text && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (before)));
}

/* What is said in all parts. The comma before who said it is the sentence's, unless that goes on. */
static char *
read_words (const char *text, const Part *parts, guint n_parts)
{
  g_autoptr (GString) words = g_string_new (is_fragment (text, &parts[0]) ? "…" : NULL);

  for (guint i = 0; i < n_parts; i++)
    {
      append_part (words, text, &parts[i]);
      const gboolean is_last = i + 1 == n_parts;
      const gboolean has_comma = words->len > 0 && words->str[words->len - 1] == ',';
      if (has_comma && (is_last || !begins_lower (text, &parts[i + 1])))
        g_string_truncate (words, words->len - 1);
      if (!is_last)
        g_string_append (words, has_comma && !begins_lower (text, &parts[i + 1]) ? ". " : " ");
    }
  return clean_dup (words->str, words->len, MAX_WORDS_COLUMNS);
}

/* Whether a quotation by the same speaker goes on where only who said it stands between: in the same paragraph, soon,
 * and behind a comma or the end of a sentence. */
static gboolean
goes_on (const char *text, const Part *before, guint32 start)
{
  const Part words = find_words (text, before);
  const char last = words.end > words.start ? text[words.end - 1] : ' ';

  return start >= before->end && start - before->end <= MAX_BETWEEN_BYTES && (last == ',' || ends_sentence (last))
         && g_strstr_len (text + before->end, (gssize) (start - before->end), "\n\n") == NULL;
}

static guint32
count_bytes (const char *text, const Part *quotation)
{
  const guint32 length = MIN (quotation->end - quotation->start, MAX_COUNTED_BYTES);

  /* A part of a sentence says less than a whole one. */
  return is_fragment (text, quotation) ? length / 2 : length;
}

/* The quotations that could be shown, in the order of the text. */
static void
find_candidates (const char *text, ObelusLayer *quotes, const guint32 *speakers, GArray *candidates, GArray *parts,
                 const Shown *shown)
{
  const guint32 *starts = obelus_layer_get_starts (quotes), *ends = obelus_layer_get_ends (quotes);
  guint32 covered = 0;

  for (guint32 row = 0; row < obelus_layer_get_n_rows (quotes); row++)
    {
      const Part part = { starts[row], ends[row] };
      const gboolean is_within = part.end <= covered;
      covered = MAX (covered, part.end);
      const Part words = find_words (text, &part);
      if (is_within || speakers[row] == OBELUS_NO_ROW || is_shown (shown, part.start, part.end)
          || learn_is_greeting (text + words.start, words.end - words.start))
        continue;

      Candidate *last = candidates->len == 0 ? NULL : &g_array_index (candidates, Candidate, candidates->len - 1);
      if (last != NULL && last->speaker == speakers[row]
          && goes_on (text, &g_array_index (parts, Part, parts->len - 1), part.start))
        {
          last->n_parts++;
          last->length = MIN (last->length + count_bytes (text, &part), MAX_COUNTED_BYTES);
        }
      else if (says_something (text, part.start, part.end))
        {
          const Candidate candidate = { .start = part.start,
                                        .row = row,
                                        .first_part = parts->len,
                                        .n_parts = 1,
                                        .speaker = speakers[row],
                                        .length = count_bytes (text, &part) };
          g_array_append_val (candidates, candidate);
        }
      else
        continue;
      g_array_append_val (parts, part);
    }
}

/* What the speaker is called elsewhere in the document, if that is known: `Ann Lee`, though a headline says `ANN LEE`.
 */
static char *
dup_speaker (const char *text, ObelusLayer *entities, const Names *names, guint32 row)
{
  const Name *name = names == NULL ? NULL : names->of_entity[row];

  if (name != NULL)
    return g_strdup (name->text);
  return clean_dup_name (text, obelus_layer_get_starts (entities)[row], obelus_layer_get_ends (entities)[row]);
}

GPtrArray *
sayings_choose (const char *text, ObelusLayer *quotes, ObelusLayer *entities, const Names *names, ObelusLayer *summary,
                gint64 last_rank, ObelusLayer *sentiment, const Mood *mood, guint n_wanted)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  GPtrArray *sayings = g_ptr_array_new_with_free_func (saying_free);
  const gint column = obelus_layer_find_column (quotes, "speaker");
  const guint32 *speakers = column < 0 ? NULL : obelus_layer_get_references (quotes, (guint) column);
  const Shown shown = { summary, last_rank, sentiment, mood };

  if (speakers != NULL)
    find_candidates (text, quotes, speakers, candidates, parts, &shown);
  rank (candidates);
  g_array_set_size (candidates, MIN (candidates->len, n_wanted));
  group (candidates);

  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      Saying *saying = g_new0 (Saying, 1);
      saying->row = candidate->row;
      saying->speaker = dup_speaker (text, entities, names, candidate->speaker);
      saying->words = read_words (text, &g_array_index (parts, Part, candidate->first_part), candidate->n_parts);
      g_ptr_array_add (sayings, saying);
    }

  return sayings;
}
