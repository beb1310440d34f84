/* Names that stand in a row: line-ups, crews and lists of guests. */
#pragma once

#include "tagger.h"

/* Copies @spans (EntitySpan), which are in order, to @parted. A comma may stand within the name of a person (`Marlow,
 * Ada; Quist, Hugo`), but not where the same sentence has commas between names, or two in one: there what it parts is
 * two names
 * (`Singh, Dunne, Okoye; Larsen, Ruiz`). @persons has a bit for each type that is one of people. */
void entity_rolls_part (const LearnTokens *tokens, const LearnSentence *sentences, guint32 n_sentences, guint persons,
                        const GArray *spans, GArray *parted);
