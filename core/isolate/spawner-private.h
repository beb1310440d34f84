/* Starting the worker program. */
#pragma once

#include "worker-process-private.h"

#include <sys/types.h>

/* Starts @program with @arguments (NULL-terminated, behind its name) and @channel as its descriptor 3, from this
 * thread. Returns 0 or an error number. */
int obelus_spawn_worker (const char *program, const char *const *arguments, int channel, pid_t *pid);

/* @channel is the worker's end of the socket; it stays the caller's. */
gboolean obelus_spawner_start (ObelusSpawner *spawner, int channel, pid_t *pid, GError **error);
