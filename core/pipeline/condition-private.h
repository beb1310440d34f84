/* `when=`: which documents a stage runs for. */
#pragma once

#include <obelus/obelus-document.h>

typedef struct _ObelusCondition ObelusCondition;

/* What a condition asks of a document. */
typedef enum
{
  OBELUS_TEST_LANGUAGE, /* the document's language is within one of `values`, which are ranges as in RFC 4647 */
  OBELUS_TEST_METADATA, /* the document has metadata `key`, with one of `values` if there are any */
} ObelusTestKind;

typedef struct
{
  ObelusTestKind kind;
  gboolean is_negated;
  char *key;
  char **values;
} ObelusTest;

/* What a test looks at. */
typedef struct
{
  const char *language; /* NULL if it is not known */
  gsize language_length;
  /* Returns NULL if there is no such metadata. */
  const char *(*get_metadata) (gconstpointer data, const char *key, gsize *length);
  gconstpointer data;
} ObelusTestSubject;

/* Reads tests with ` and ` between, each `language:en,pt-BR`, `meta:KEY` or `meta:KEY=VALUE,VALUE`, with `not-` before
 * it where the contrary is meant. Double quotes protect commas and spaces. Returns NULL with a clause that fits behind
 * "stage 'x' " in @problem, and what was probably meant, or NULL, in @suggestion. */
ObelusCondition *obelus_condition_parse (const char *text, char **problem, char **suggestion);
void obelus_condition_free (ObelusCondition *condition);

/* The layer that the condition reads; NULL if it reads none. */
const char *obelus_condition_get_layer (const ObelusCondition *condition);
const char *obelus_condition_get_text (const ObelusCondition *condition);

/* Whether the condition holds for the document. One whose language is not known is in no language. */
gboolean obelus_condition_holds (const ObelusCondition *condition, ObelusDocument *document);

guint obelus_condition_get_n_tests (const ObelusCondition *condition);
const ObelusTest *obelus_condition_get_test (const ObelusCondition *condition, guint index);
gboolean obelus_condition_holds_for (const ObelusCondition *condition, const ObelusTestSubject *subject);

/* Whether there can be a document for which it holds. */
gboolean obelus_condition_is_possible (const ObelusCondition *condition);

/* Whether there can be a document for which both hold. NULL stands for all documents. */
gboolean obelus_condition_overlaps (const ObelusCondition *a, const ObelusCondition *b);

/* Whether wherever @condition holds, one of @others (of ObelusCondition *) does. NULL stands for all documents. */
gboolean obelus_condition_is_covered (const ObelusCondition *condition, GPtrArray *others);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusCondition, obelus_condition_free)
