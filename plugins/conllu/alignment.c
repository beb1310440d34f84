/* Spans are compared over the characters that are not white space; words of multi-word tokens are aligned by a longest
 * common subsequence of their forms in lower case (Zeman et al. 2018, CoNLL 2018 Shared Task, section 5.1). */
#include "alignment.h"

#include <string.h>

/* Multi-word tokens have a handful of words. Where both sides together chain more of them than this allows (a product
 * of their numbers of words), words are paired from the front up to the first that differ: time stays linear. */
#define LARGEST_TABLE (1024 * 1024)

typedef struct
{
  guint32 end;   /* of a run of white space */
  guint32 bytes; /* of white space up to there */
} Space;

static void
find_spaces (AlignmentSide *side)
{
  const char *end = side->text + side->length;
  guint32 bytes = 0;
  gboolean in_run = FALSE;

  for (const char *p = side->text; p < end; p = g_utf8_next_char (p))
    {
      gboolean is_space
          = (guchar) *p <= ' ' ? g_ascii_isspace (*p) : (guchar) *p >= 0x80 && g_unichar_isspace (g_utf8_get_char (p));
      if (!is_space)
        {
          in_run = FALSE;
          continue;
        }
      bytes += (guint32) g_utf8_skip[(guchar) *p];
      Space space = { (guint32) (g_utf8_next_char (p) - side->text), bytes };
      if (in_run)
        g_array_index (side->spaces, Space, side->spaces->len - 1) = space;
      else
        g_array_append_val (side->spaces, space);
      in_run = TRUE;
    }
}

/* An offset without the white space before it. */
static guint32
squeeze (const AlignmentSide *side, guint32 offset)
{
  guint low = 0, high = side->spaces->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (side->spaces, Space, middle).end <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  guint32 before = low > 0 ? g_array_index (side->spaces, Space, low - 1).bytes : 0;
  if (low == side->spaces->len)
    return offset - before;

  /* The offset may lie in the run that ends behind it. */
  const Space *next = &g_array_index (side->spaces, Space, low);
  return MIN (offset, next->end - (next->bytes - before)) - before;
}

static AlignmentSpan
squeeze_span (const AlignmentSide *side, guint32 start, guint32 end)
{
  return (AlignmentSpan){ squeeze (side, start), squeeze (side, end) };
}

static void
find_words (AlignmentSide *side, ObelusLayer *multiwords)
{
  guint32 n_multiwords = multiwords != NULL ? obelus_layer_get_n_rows (multiwords) : 0;
  const guint32 *multiword_starts = n_multiwords > 0 ? obelus_layer_get_starts (multiwords) : NULL;
  const guint32 *multiword_ends = n_multiwords > 0 ? obelus_layer_get_ends (multiwords) : NULL;
  const guint32 *starts = obelus_layer_get_starts (side->tokens), *ends = obelus_layer_get_ends (side->tokens);
  guint32 next = 0, last = OBELUS_NO_ROW;

  for (guint32 row = 0; row < obelus_layer_get_n_rows (side->tokens); row++)
    {
      while (next < n_multiwords && multiword_ends[next] <= starts[row])
        next++;
      gboolean in_multiword
          = next < n_multiwords && multiword_starts[next] <= starts[row] && ends[row] <= multiword_ends[next];
      AlignmentWord word = { .span = in_multiword ? squeeze_span (side, multiword_starts[next], multiword_ends[next])
                                                  : squeeze_span (side, starts[row], ends[row]) };

      /* White space alone is no token, and could not be walked over. */
      in_multiword = in_multiword && word.span.start < word.span.end;
      word.in_multiword = in_multiword;
      g_array_append_val (side->words, word);
      if (!in_multiword || next != last)
        g_array_append_val (side->surface, word.span);
      last = in_multiword ? next : OBELUS_NO_ROW;
    }
}

static void
find_sentences (AlignmentSide *side, ObelusLayer *sentences)
{
  const guint32 *starts = obelus_layer_get_starts (sentences), *ends = obelus_layer_get_ends (sentences);

  for (guint32 row = 0; row < obelus_layer_get_n_rows (sentences); row++)
    {
      guint32 first, n = obelus_layer_find_starting (side->tokens, starts[row], ends[row], &first);
      if (n == 0)
        continue;
      AlignmentSpan span = { g_array_index (side->words, AlignmentWord, first).span.start,
                             g_array_index (side->words, AlignmentWord, first + n - 1).span.end };
      g_array_append_val (side->sentences, span);
    }
}

void
alignment_side_init (AlignmentSide *side, ObelusDocument *document)
{
  side->text = obelus_document_get_text (document, &side->length);
  side->tokens = obelus_document_get_layer (document, "token");
  side->form_column = obelus_layer_find_column (side->tokens, "form");
  side->spaces = g_array_new (FALSE, FALSE, sizeof (Space));
  side->words = g_array_new (FALSE, FALSE, sizeof (AlignmentWord));
  side->surface = g_array_new (FALSE, FALSE, sizeof (AlignmentSpan));
  side->sentences = g_array_new (FALSE, FALSE, sizeof (AlignmentSpan));
  find_spaces (side);
  find_words (side, obelus_document_get_layer (document, "multiword"));
  find_sentences (side, obelus_document_get_layer (document, "sentence"));
}

void
alignment_side_clear (AlignmentSide *side)
{
  g_clear_pointer (&side->spaces, g_array_unref);
  g_clear_pointer (&side->words, g_array_unref);
  g_clear_pointer (&side->surface, g_array_unref);
  g_clear_pointer (&side->sentences, g_array_unref);
}

static gunichar
next_visible (const AlignmentSide *side, const char **at)
{
  const char *end = side->text + side->length;

  while (*at < end && g_unichar_isspace (g_utf8_get_char (*at)))
    *at = g_utf8_next_char (*at);

  return *at < end ? g_utf8_get_char (*at) : G_MAXUINT32;
}

gboolean
alignment_has_same_text (const AlignmentSide *gold, const AlignmentSide *result, guint32 *offset)
{
  if (gold->length == result->length && memcmp (gold->text, result->text, gold->length) == 0)
    return TRUE;

  const char *g = gold->text, *r = result->text;
  while (TRUE)
    {
      gunichar gold_character = next_visible (gold, &g), result_character = next_visible (result, &r);
      *offset = (guint32) (g - gold->text);
      if (gold_character != result_character)
        return FALSE;
      if (gold_character == G_MAXUINT32)
        return TRUE;
      g = g_utf8_next_char (g);
      r = g_utf8_next_char (r);
    }
}

guint
alignment_count_spans (const GArray *gold, const GArray *result)
{
  const AlignmentSpan *golds = (const AlignmentSpan *) (gconstpointer) gold->data;
  const AlignmentSpan *results = (const AlignmentSpan *) (gconstpointer) result->data;
  guint n_same = 0;

  for (guint g = 0, r = 0; g < gold->len && r < result->len;)
    {
      if (golds[g].start < results[r].start)
        g++;
      else if (results[r].start < golds[g].start)
        r++;
      else
        n_same += golds[g++].end == results[r++].end ? 1 : 0;
    }

  return n_same;
}

/* Words */

static const AlignmentWord *
word_at (const AlignmentSide *side, guint i)
{
  return &g_array_index (side->words, AlignmentWord, i);
}

/* Lower case whatever the locale: of each letter, but for the two that depend on more. Spaces count only in words of
 * multi-word tokens, which the text need not have. */
static char *
lower (const char *form, gsize length, gboolean keeps_spaces)
{
  GString *lowered = g_string_sized_new (length + 4);
  const char *end = form + length;

  for (const char *p = form; p < end; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);
      gboolean ends_word = p > form && g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (p)))
                           && !(next < end && g_unichar_isalpha (g_utf8_get_char (next)));

      if (!keeps_spaces && g_unichar_type (character) == G_UNICODE_SPACE_SEPARATOR)
        continue;
      if (character == 0x0130) /* I with a dot keeps the dot */
        g_string_append (lowered, "i\u0307");
      else if (character == 0x03A3 && ends_word) /* the sigma of word ends */
        g_string_append (lowered, "\u03C2");
      else
        g_string_append_unichar (lowered, g_unichar_tolower (character));
    }

  return g_string_free (lowered, FALSE);
}

static char *
dup_lower_form (const AlignmentSide *side, guint32 row)
{
  gsize length = 0;
  const char *form
      = side->form_column >= 0 ? obelus_layer_get_string (side->tokens, (guint) side->form_column, row, &length) : NULL;

  if (form == NULL)
    {
      guint32 start = obelus_layer_get_starts (side->tokens)[row];
      form = side->text + start;
      length = obelus_layer_get_ends (side->tokens)[row] - start;
    }

  return lower (form, length, word_at (side, row)->in_multiword);
}

static GPtrArray *
dup_lower_forms (const AlignmentSide *side, guint first, guint end)
{
  GPtrArray *forms = g_ptr_array_new_full (end - first, g_free);

  for (guint i = first; i < end; i++)
    g_ptr_array_add (forms, dup_lower_form (side, i));

  return forms;
}

static void
add_pair (GArray *pairs, guint gold, guint result)
{
  AlignmentPair pair = { gold, result };
  g_array_append_val (pairs, pair);
}

/* Pairs gold words [g, g_end) and result words [r, r_end) by a longest common subsequence. */
static void
pair_common (const AlignmentSide *gold, guint g, guint g_end, const AlignmentSide *result, guint r, guint r_end,
             GArray *pairs)
{
  guint n_gold = g_end - g, n_result = r_end - r;
  if (n_gold == 0 || n_result == 0)
    return;

  g_autoptr (GPtrArray) gold_forms = dup_lower_forms (gold, g, g_end);
  g_autoptr (GPtrArray) result_forms = dup_lower_forms (result, r, r_end);
  if ((guint64) n_gold * n_result > LARGEST_TABLE)
    {
      for (guint i = 0; i < MIN (n_gold, n_result) && g_str_equal (gold_forms->pdata[i], result_forms->pdata[i]); i++)
        add_pair (pairs, g + i, r + i);
      return;
    }

  /* common[i][j]: the length of the longest common subsequence of the words from i and from j on. */
  const guint width = n_result + 1;
  g_autofree guint *common = g_new0 (guint, (gsize) (n_gold + 1) * width);
  for (guint i = n_gold; i-- > 0;)
    for (guint j = n_result; j-- > 0;)
      {
        guint longest = MAX (common[(i + 1) * width + j], common[i * width + j + 1]);
        if (g_str_equal (gold_forms->pdata[i], result_forms->pdata[j]))
          longest = MAX (longest, common[(i + 1) * width + j + 1] + 1);
        common[i * width + j] = longest;
      }

  for (guint i = 0, j = 0; i < n_gold && j < n_result;)
    {
      if (g_str_equal (gold_forms->pdata[i], result_forms->pdata[j]))
        add_pair (pairs, g + i++, r + j++);
      else if (common[i * width + j] == common[(i + 1) * width + j])
        i++;
      else
        j++;
    }
}

static gboolean
is_beyond (const AlignmentSide *side, guint i, guint32 end)
{
  if (i >= side->words->len)
    return TRUE;

  return word_at (side, i)->in_multiword ? word_at (side, i)->span.start >= end : word_at (side, i)->span.end > end;
}

/* The smallest stretch that holds the multi-word token here and all that overlap with it. Moves *g and *r to its end;
 * *g_first and *r_first are where it begins. */
static void
find_stretch (const AlignmentSide *gold, guint *g, guint *g_first, const AlignmentSide *result, guint *r,
              guint *r_first)
{
  const AlignmentWord *gold_word = word_at (gold, *g), *result_word = word_at (result, *r);
  guint32 end;

  if (gold_word->in_multiword)
    {
      end = gold_word->span.end;
      *r += !result_word->in_multiword && result_word->span.start < gold_word->span.start;
    }
  else
    {
      end = result_word->span.end;
      *g += gold_word->span.start < result_word->span.start;
    }

  *g_first = *g;
  *r_first = *r;
  while (!is_beyond (gold, *g, end) || !is_beyond (result, *r, end))
    {
      gboolean from_gold
          = *g < gold->words->len
            && (*r >= result->words->len || word_at (gold, *g)->span.start <= word_at (result, *r)->span.start);
      const AlignmentWord *word = from_gold ? word_at (gold, (*g)++) : word_at (result, (*r)++);
      if (word->in_multiword)
        end = MAX (end, word->span.end);
    }
}

GArray *
alignment_pair_words (const AlignmentSide *gold, const AlignmentSide *result)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (AlignmentPair));
  guint g = 0, r = 0;

  while (g < gold->words->len && r < result->words->len)
    {
      const AlignmentWord *gold_word = word_at (gold, g), *result_word = word_at (result, r);

      if (gold_word->in_multiword || result_word->in_multiword)
        {
          guint g_first, r_first;
          find_stretch (gold, &g, &g_first, result, &r, &r_first);
          pair_common (gold, g_first, g, result, r_first, r, pairs);
        }
      else if (gold_word->span.start == result_word->span.start && gold_word->span.end == result_word->span.end)
        add_pair (pairs, g++, r++);
      else if (gold_word->span.start <= result_word->span.start)
        g++;
      else
        r++;
    }

  return pairs;
}
