/* Names that a file keeps in MISC. */
#pragma once

#include "words.h"

/* Commits the layer `entity`, of the labels (`B-PER`, `I-PER`, `O`) that stand in MISC as `KEY=LABEL`. */
gboolean names_commit (const Words *words, const char *key, ObelusDocument *document, GError **error);
