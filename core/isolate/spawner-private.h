/* Starting the worker program. */
#pragma once

#include "worker-process-private.h"

#include <sys/types.h>

/* @channel is the worker's end of the socket; it stays the caller's. */
gboolean obelus_spawner_start (ObelusSpawner *spawner, int channel, pid_t *pid, GError **error);
