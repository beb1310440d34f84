/* Runs the command `obelus` the way a person does, and tells what came of it. */
#pragma once

#include <gio/gio.h>

typedef struct
{
  int status; /* as exited; 128 + N if signal N ended it */
  char *output;
  char *messages;
} Outcome;

void outcome_clear (Outcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

/* Runs `obelus` with arguments up to NULL; `input` is its standard input, or NULL for an empty one. */
Outcome command_run (const char *input, ...) G_GNUC_NULL_TERMINATED;

/* Whether the system has pseudo-terminals; otherwise the test that asks is skipped. */
gboolean command_has_terminals (void);

/* Runs it with standard output and error on a terminal of so many columns, with `variable` (`NAME=value`) set if it is
 * not NULL; all that the terminal shows is `output`. */
Outcome command_run_on_terminal (guint columns, const char *variable, ...) G_GNUC_NULL_TERMINATED;

/* Whether the program was built to find its plugins, or its models, as files; otherwise the test that asks is skipped.
 */
gboolean command_loads (const char *what);

/* The path of the command, for tests that need to hold it while it runs. */
const char *command_get_path (void);

/* How an ended process ended, as `status` above. */
int command_get_status (GSubprocess *process);

/* A file of the source tree, such as `examples/news.txt`. */
char *command_find_file (const char *name);

/* A file in this test's own folder, which the program removes at its end. */
char *command_make_path (const char *name);
char *command_make_file (const char *name, const char *contents);
void command_remove_files (void);

void command_assert_contains (const char *text, const char *part);
void command_assert_lacks (const char *text, const char *part);
