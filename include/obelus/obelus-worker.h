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

/**
 * obelus_worker_scan: (skip)
 * @channel: a pipe, the other end of which the host reads
 * @modules: (array zero-terminated=1): absolute paths
 *
 * Looks into modules, each in a process of its own without rights, and writes what they offer, or what is wrong with
 * them. Hosts start it so by themselves.
 *
 * Returns: the status to exit with
 */
OBELUS_API int obelus_worker_scan (int channel, const char *const *modules);

/**
 * OBELUS_WORKER_ISOLATED: (skip)
 *
 * How [func@worker_run_program] is told to take everything away from a program that it can do without.
 */
#define OBELUS_WORKER_ISOLATED "isolated"

/**
 * obelus_worker_run_program: (skip)
 * @arguments: (array zero-terminated=1): `limited` or `isolated`, the bytes of memory that it may take, the program,
 * and files and folders that it may read besides the system's
 *
 * Takes limits upon this process and lets it become the program of a plugin. Hosts start it so by themselves.
 *
 * Returns: the status to exit with, if the program could not be started; standard error says why
 */
OBELUS_API int obelus_worker_run_program (const char *const *arguments);

G_END_DECLS
