/* One line on the terminal that tells how far the work is. */
#pragma once

#include "cli.h"

/* Writes the line, without a line feed, into @line. Called from a thread of its own. */
typedef void (*CliProgressFunc) (GString *line, double seconds, gpointer user_data);

/* Begins to show a line on standard error, after a moment, if that is a terminal; otherwise does nothing. */
void cli_progress_start (CliProgressFunc func, gpointer user_data);
/* Takes the line away. */
void cli_progress_stop (void);

/* An ObelusRunnerMessage for trainers and evaluators, whose messages of progress begin with a share (` 42 %  epoch 3`):
 * takes such a message for the line; others, which are warnings, are notes. */
void cli_progress_take_message (ObelusRunner *runner, const char *message, gpointer user_data);
/* Shows the last such message and how much time is left. */
void cli_progress_describe_message (GString *line, double seconds, gpointer user_data);

/* Around other output to standard error. */
void cli_progress_pause (void);
void cli_progress_resume (void);

/* Appends a time as people say it: `8 s`, `3 min 20 s`, `2 h 5 min`. */
void cli_append_duration (GString *output, double seconds);
