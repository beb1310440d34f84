/* What the components of the plugin share. */
#pragma once

#include "names.h"

enum
{
  GAZETTEER_BAD_LINES_REFUSE,
  GAZETTEER_BAD_LINES_SKIP,
};

/* How a list is read. */
/* clang-format off */
#define GAZETTEER_LIST_OPTIONS                                                                                          \
  OBELUS_OPTION_TEXT ("label", "MISC", "Label of names whose line has none"),                                           \
  OBELUS_OPTION_CHOICE ("case", "exact|ignore", "exact", "Whether capitals matter"),                                    \
  OBELUS_OPTION_CHOICE ("form", "none|nfc|nfkc|plain", "nfc",                                                           \
                        "What is one letter: as written; however it is composed; also ﬁ and fi; also é and e"),         \
  OBELUS_OPTION_CHOICE ("bad-lines", "refuse|skip", "refuse", "Whether one bad line refuses the list, or is left out")
/* clang-format on */

/* Tells of bad lines; FALSE with an error if they refuse the list. */
gboolean gazetteer_settle_bad_lines (ObelusContext *context, const GazetteerList *list, GError **error);

extern const ObelusTrainerClass gazetteer_trainer;
