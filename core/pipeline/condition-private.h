/* `when=`: which documents a stage runs for. */
#pragma once

#include <obelus/obelus-document.h>

typedef struct _ObelusCondition ObelusCondition;

/* Reads `language:en`, `language:en,pt-BR` or `not-language:en,pt-BR`. Returns NULL with a clause that fits behind "stage 'x' " in @problem. */
ObelusCondition *obelus_condition_parse (const char *text, char **problem);
void obelus_condition_free (ObelusCondition *condition);

/* The layer that the condition reads. */
const char *obelus_condition_get_layer (const ObelusCondition *condition);
const char *obelus_condition_get_text (const ObelusCondition *condition);

/* Whether the document's language is one of those the condition lists, or, if it is negated, none of them. A language
 * that is not known is none. */
gboolean obelus_condition_holds (const ObelusCondition *condition, ObelusDocument *document);

/* Whether there can be a document for which both hold. NULL stands for all documents. */
gboolean obelus_condition_overlaps (const ObelusCondition *a, const ObelusCondition *b);

/* Whether wherever @condition holds, one of @others (of ObelusCondition *) does. NULL stands for all documents. */
gboolean obelus_condition_is_covered (const ObelusCondition *condition, GPtrArray *others);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusCondition, obelus_condition_free)
