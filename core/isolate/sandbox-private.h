/* What a worker takes from itself before it lets a plugin in. */
#pragma once

#include <glib.h>

/* What a plugin may do while its module is opened and its `load` runs: nothing but read these. */
typedef struct
{
  const char *module;
  GPtrArray *files;  /* (char *) of its options; NULL for none */
  guint64 max_bytes; /* of memory beyond what the process has now */
} ObelusSandbox;

/* Where a forbidden system call is noted (its number plus 1) before the process ends itself. */
void obelus_sandbox_set_note (guint32 *note);

/* Closes it, for good: no privileges, processes, threads or sockets, no files but those that are needed. FALSE with
 * OBELUS_ERROR_UNSUPPORTED if the system lacks something; the message names it. */
gboolean obelus_sandbox_enter (const ObelusSandbox *sandbox, GError **error);

/* Closes one for a program that is to be started: its limits are memory and descriptors; apart from the host it has
 * besides no privileges, no network, no other processes, and no files but the system's and @paths (char *), for
 * reading. */
gboolean obelus_sandbox_enter_program (gboolean is_isolated, guint64 max_bytes, GPtrArray *paths, GError **error);

/* Closes one for a process that looks into modules, as far as the system allows: for all of @modules (char *) before
 * the first, and then for each in a process of its own, which may compute for so many seconds. */
void obelus_sandbox_enter_scanner (GPtrArray *modules);
void obelus_sandbox_enter_scan (guint seconds);

/* Closes it further once everything is loaded: no files at all, no new code. */
gboolean obelus_sandbox_narrow (GError **error);

/* "openat", or NULL for a number that has no name here. */
const char *obelus_sandbox_get_call_name (guint32 number);

/* In a build that counts which lines run: writes the counts of this process now. Otherwise nothing. */
void obelus_sandbox_write_line_counts (void);

/* The parts */

/* Lets the process read @paths (char *; those that are not there are passed over) and what lies below them, and touch
 * nothing else. NULL, or what is missing as a clause. */
const char *obelus_landlock_restrict (GPtrArray *paths);

/* Installs a filter of system calls; @is_narrow is the second, stricter one. NULL, or what is missing as a clause. */
const char *obelus_system_calls_restrict (gboolean is_narrow);

/* The filter under which a program in another language runs. */
const char *obelus_system_calls_restrict_program (void);

/* The one under which modules are looked into: libraries that they bring along may do more than plugins. */
const char *obelus_system_calls_restrict_scan (void);
