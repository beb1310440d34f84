/* Mistakes in their context, for a person or a program to go through. */
#pragma once

#include "tally.h"

#include <obelus/obelus-plugin.h>

/* Appends a mistake as two lines: where it is and what was taken for what, and the sentence around it, with {gold} and
 * [found] marks. Long sentences are cut, and what would disturb a terminal is a space. @sentences may be NULL. FALSE
 * with an error if memory runs out. */
gboolean entity_mistake_append_text (GString *output, const EntityTally *tally, ObelusDocument *document,
                                     ObelusLayer *sentences, const EntityPair *pair, GError **error);

/* The same as a JSON object; offsets are bytes of the document's text. */
gboolean entity_mistake_append_json (GString *output, const EntityTally *tally, ObelusDocument *document,
                                     ObelusLayer *sentences, const EntityPair *pair, GError **error);

/* Appends text without line feeds and other control characters. */
void entity_append_visible (GString *output, const char *text, gsize length);

/* The name of a verdict, such as `missed`. */
const char *entity_verdict_get_name (EntityVerdict verdict);
