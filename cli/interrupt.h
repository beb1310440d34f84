/* Stopping on Ctrl-C: first in good order, the second time at once. */
#pragma once

#include <gio/gio.h>

/* From now on the first SIGINT or SIGTERM cancels what is returned (transfer none), the next one ends the program. */
GCancellable *cli_interrupt_watch (void);

/* The status of a program that such a signal stopped, or 0 if none came. */
int cli_interrupt_get_status (void);
