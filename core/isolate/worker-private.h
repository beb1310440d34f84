/* The worker program from within. */
#pragma once

/* Makes the process one that goes with its host, dies of faults at once, and holds nothing of the host's but the
 * channel. */
void obelus_worker_settle (void);
