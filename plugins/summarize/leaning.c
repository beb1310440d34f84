/* Whether a sentence can be understood without those before it, or without a picture. */
#include "leaning.h"

#define QUOTATION_MARKS (WORD_QUOTE | WORD_QUOTE_OPEN | WORD_QUOTE_CLOSE)

static gboolean
is_name_word (guint32 flags)
{
  return (flags & WORD_CAPITAL) != 0 && (flags & WORD_STOP) == 0;
}

/* `Ann Lee waves`, `Ann Lee is surrounded`: which of the two a word behind the name may be. */
static gboolean
describes_scene (const Leaning *leaning, guint32 flags)
{
  guint32 place = leaning->n_words - leaning->has_title - leaning->n_name_words; /* behind the name, from 1 */
  if (leaning->n_name_words == 0 || (leaning->last & WORD_IS_WORD) == 0)
    return FALSE;
  return place == 1 ? (flags & WORD_SCENE) != 0
                    : place == 2 && (leaning->last & WORD_IS) != 0 && (flags & WORD_SCENE_PASSIVE) != 0;
}

void
leaning_note (Leaning *leaning, guint32 flags)
{
  gboolean was_mark = (leaning->last_but_one & (QUOTATION_MARKS | WORD_PAUSE)) != 0;

  if (leaning->n_tokens++ == 0)
    leaning->is_quotation = (flags & QUOTATION_MARKS) != 0;
  if (was_mark && (leaning->last & WORD_PRONOUN) != 0 && (flags & WORD_SAYING) != 0)
    leaning->has_pronoun_speaker = TRUE;

  if ((flags & WORD_IS_WORD) != 0)
    {
      gboolean in_name = leaning->n_words++ == leaning->n_name_words + leaning->has_title;
      if (leaning->n_words == 1 && (flags & WORD_TITLE) != 0)
        leaning->has_title = TRUE;
      else if (in_name && is_name_word (flags) && (leaning->n_words == 1 || (leaning->last & WORD_IS_WORD) != 0))
        leaning->n_name_words++;
      else if (describes_scene (leaning, flags))
        leaning->is_scene = TRUE;
    }
  leaning->last_but_one = leaning->last;
  leaning->last = flags;
}

gboolean
leaning_needs_sentence_before (const Leaning *leaning, guint32 opening)
{
  return (opening & (WORD_PRONOUN | WORD_CONNECTIVE | WORD_POINTING)) != 0
         || (leaning->is_quotation && leaning->has_pronoun_speaker);
}

gboolean
leaning_begins_with_short_name (const Leaning *leaning)
{
  return leaning->n_name_words == 1;
}
