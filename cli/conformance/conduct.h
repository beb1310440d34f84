/* Conducting trials: each runs in a child of this program, which may crash, hang or print as it likes. */
#pragma once

#include "promises.h"

typedef struct
{
  const Promise *promise; /* NULL for being loaded */
  GPtrArray *findings;    /* of strings */
  char *skipped;          /* why it could not be tried, or NULL */
} Verdict;

typedef struct
{
  char *kind;
  char *name;
  GPtrArray *verdicts; /* of Verdict */
} ComponentVerdicts;

typedef struct
{
  const char *target;  /* a plugin's name, or a module's absolute path */
  GPtrArray *folders;  /* of strings: where plugins are looked for first */
  gsize largest;       /* bytes of the longest text */
  guint seconds;       /* what one trial may take */
  GPtrArray *promises; /* of strings: the promises to try; empty for all */

  Verdict *load;         /* whether it can be loaded */
  GPtrArray *components; /* of ComponentVerdicts */
} Conformance;

/* Called when a component's trial of a promise begins. */
typedef void (*ConductProgress) (const char *component, const char *promise, gpointer user_data);

/* Fills in what the trials say.
 *
 * Returns: FALSE with an error if children cannot be started */
gboolean conformance_conduct (Conformance *conformance, ConductProgress progress, gpointer user_data, GError **error);

guint conformance_count_findings (const Conformance *conformance);

void conformance_clear (Conformance *conformance);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Conformance, conformance_clear)
