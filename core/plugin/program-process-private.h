/*
 * A program as the host holds it: started, spoken to a line at a time, started again.
 *
 * The program reads lines from its standard input and writes one line for each to its standard output, in order. What
 * it writes to standard error becomes warnings.
 */
#pragma once

#include "context-private.h"
#include "manifest-private.h"

typedef struct _ObelusProgramProcess ObelusProgramProcess;

typedef enum
{
  OBELUS_PROGRAM_ANSWERED,  /* all lines */
  OBELUS_PROGRAM_ENDED,     /* the program is gone, or closed its output */
  OBELUS_PROGRAM_TIMED_OUT, /* no answer in time */
  OBELUS_PROGRAM_TOO_LONG,  /* a line beyond what it may take */
  OBELUS_PROGRAM_BABBLED,   /* more lines than it was asked for */
  OBELUS_PROGRAM_CANCELLED,
} ObelusProgramOutcome;

/* Starts the program, with the stage's limits upon it. @files (char *) are those that it may read if it is isolated.
 * NULL with an error if it cannot be started. */
ObelusProgramProcess *obelus_program_process_new (const ObelusProgram *program, const ObelusIsolation *limits,
                                                  GPtrArray *files, GError **error);
/* Ends it. */
void obelus_program_process_free (ObelusProgramProcess *process);

/* Takes one answer, without its line feed. */
typedef void (*ObelusProgramAnswer) (guint number, const char *line, gsize length, gpointer user_data);

/* Takes one line of standard error. */
typedef void (*ObelusProgramComplaint) (const char *line, gpointer user_data);

typedef struct
{
  const char *lines; /* each with its line feed */
  gsize length;
  guint n_lines;
  double seconds; /* that each answer may take */
  ObelusProgramAnswer answer;
  ObelusProgramComplaint complaint;
  gpointer user_data;
  GCancellable *cancellable; /* or NULL */
} ObelusProgramRequest;

/* Sends lines and takes as many answers; `n_answered` says how many came. After anything but success the process is to
 * be freed. */
ObelusProgramOutcome obelus_program_process_exchange (ObelusProgramProcess *process,
                                                      const ObelusProgramRequest *request, guint *n_answered);

/* What became of a program that ended: "it ended with status 1", "it was ended by signal 9 (Killed)" (transfer full).
 */
char *obelus_program_process_describe_end (ObelusProgramProcess *process);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusProgramProcess, obelus_program_process_free)
