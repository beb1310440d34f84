/* Forms of text that labelled collections hardly have, made of names and sentences that they do have. */
#pragma once

#include "random.h"

#include <glib.h>

/* Appends to @examples (EntityExample) one register of people for each @every of them: names of @type with the surname
 * first, `Marlow , Ada ; Quist , Hugo`, each labelled as one; and lists in which commas stand between names. */
void entity_forms_add_registers (GPtrArray *examples, guint type, guint every, LearnRandom *random);

/* Appends one sentence with a dateline for each @every examples: a name of @type in capitals, and what may stand
 * between it and the sentence: `DUNMORE , Arlen , May 29 — …`. */
void entity_forms_add_datelines (GPtrArray *examples, guint type, guint every, LearnRandom *random);

/* Appends one sentence for each @every examples, with the first of one of @quoted (EntityExample) as a quotation in it:
 * before the end of a sentence (`" Das ist schwer , " said …`) or behind the beginning of one. */
void entity_forms_add_quotations (GPtrArray *examples, const GPtrArray *quoted, guint every, LearnRandom *random);
