/* What the program `obelus-worker` does: running plugins apart from the program that uses them. */
#pragma once

#include <obelus/obelus-macros.h>

G_BEGIN_DECLS

/**
 * obelus_worker_serve: (skip)
 * @channel: a connected socket, the other end of which the host holds
 *
 * Does what the host at the other end asks for until it is gone. The process gives up its privileges on the way and is
 * good for nothing else afterwards: this belongs into a program of its own, which hosts start by themselves.
 *
 * Returns: the status to exit with
 */
OBELUS_API int obelus_worker_serve (int channel);

G_END_DECLS
