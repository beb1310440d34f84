/* Whether a sentence can be understood without those before it, or without a picture. */
#pragma once

#include "words.h"

G_BEGIN_DECLS

/* What is seen of a sentence, token by token; begins as zeros. */
typedef struct
{
  guint32 last, last_but_one; /* flags of the last two tokens */
  guint32 n_tokens, n_words;
  guint32 n_name_words; /* that it begins with: content words with a capital, side by side */
  gboolean is_quotation;
  gboolean has_title; /* Mr, before the name */
  gboolean has_pronoun_speaker;
  gboolean is_scene; /* tells what somebody named does in a picture */
} Leaning;

void leaning_note (Leaning *leaning, guint32 flags);

/* Whether it begins with a pronoun or connective, as `He said` and `However` do, or quotes somebody who is a pronoun,
 * as in `"Never," she said`. @opening: flags of its first word. */
gboolean leaning_needs_sentence_before (const Leaning *leaning, guint32 opening);

/* Whether it begins with a single word of a name, as `Grey waited` and `Mr Grey waited` do, which a reader may know
 * from before only. */
gboolean leaning_begins_with_short_name (const Leaning *leaning);

G_END_DECLS
