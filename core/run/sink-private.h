/* A sink as the runner uses it. */
#pragma once

#include <obelus/obelus-source.h>

/* Opens the sink if that was not done, so that one that cannot be written is noticed before the work begins. */
gboolean obelus_sink_open (ObelusSink *sink, GError **error);

/* Hands on what is buffered to whoever may be waiting for it: does nothing for a file, which nobody sees before the
 * end. */
gboolean obelus_sink_flush (ObelusSink *sink, GError **error);
