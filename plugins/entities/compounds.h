/* Names that hyphens join, whose tokens `tokenize` divides there. */
#pragma once

#include "tagger.h"

/* Appends a name to those in front of it. What a hyphen joins to a name of the same type is one with it
 * (`Nagorno-Karabakh`), and as likely as the less likely part. A name of several words begins with the first half of
 * its first one (`Per-Arne Solli`), which the chain leaves outside where that is a common word as well. */
void entity_compounds_append (GArray *spans, const LearnTokens *tokens, const EntitySpan *span);
