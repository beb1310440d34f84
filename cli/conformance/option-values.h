/* Values to try an option with: those its declaration allows, at the ends of its range and between, and those it does
 * not. */
#pragma once

#include <obelus/obelus.h>

/* What may be set, as it is written in a pipeline (transfer full, element-type utf8). Files and models are left out:
 * which there are is not known. */
GPtrArray *option_list_allowed (const ObelusOption *option);

/* What may not be set. */
GPtrArray *option_list_forbidden (const ObelusOption *option);

/* Whether a component may refuse a value of this type for what it says: a text may have to be the name of something. */
gboolean option_may_refuse (const ObelusOption *option);
