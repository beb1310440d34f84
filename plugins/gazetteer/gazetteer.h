/* What the components of the plugin share. */
#pragma once

#include "names.h"

/* How a list is read. */
/* clang-format off */
#define GAZETTEER_LIST_OPTIONS                                                                                          \
  OBELUS_OPTION_TEXT ("label", "MISC", "Label of names whose line has none"),                                           \
  OBELUS_OPTION_CHOICE ("case", "exact|ignore", "exact", "Whether capitals matter"),                                    \
  OBELUS_OPTION_CHOICE ("form", "none|nfc|nfkc|plain", "nfc",                                                           \
                        "What is one letter: as written; however it is composed; also ﬁ and fi; also é and e"),         \
  LEARN_BAD_LINES_OPTION
/* clang-format on */

extern const ObelusTrainerClass gazetteer_trainer;
