/* What the trials found, for people and for programs. */
#pragma once

#include "conduct.h"

/* Each component with its promises; each finding with why it matters and how to mend it. @width of 0 wraps nothing. */
void conformance_append_page (GString *output, const Conformance *conformance, guint width);

/* One JSON object with a line feed:
 * {"plugin", "load": […], "components": [{"kind", "name", "promises": [{"promise", "kept", "skipped", "findings":
 * [{"what", "why", "mend"}]}]}]} */
void conformance_append_json (GString *output, const Conformance *conformance);
