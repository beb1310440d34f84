/* What the subcommands of `obelus` share: exit statuses, messages, and the table that lists the subcommands. */
#pragma once

#include <obelus/obelus.h>

#include <stdio.h>

/* The status that the command ends with; 128 + N for one that signal N stopped. */
typedef enum
{
  CLI_DONE = 0,
  CLI_FAILED = 1,  /* a wrong argument, a wrong pipeline, output that cannot be written */
  CLI_PARTIAL = 3, /* finished, but some documents have error records */
} CliStatus;

typedef struct
{
  const char *name;
  const char *summary; /* for the overview: lower case, without a full stop */
  int (*run) (int argc, char **argv);
} CliCommand;

int cli_run_command (int argc, char **argv);
int cli_list_command (int argc, char **argv);
int cli_inspect_command (int argc, char **argv);
int cli_check_command (int argc, char **argv);
int cli_train_command (int argc, char **argv);
int cli_evaluate_command (int argc, char **argv);
int cli_check_plugin_command (int argc, char **argv);
int cli_new_command (int argc, char **argv);

/* Messages go to standard error and begin with `obelus: `. Errors are always shown, notes not with --quiet. */
void cli_error (const char *format, ...) G_GNUC_PRINTF (1, 2);
void cli_note (const char *format, ...) G_GNUC_PRINTF (1, 2);
void cli_set_quiet (gboolean quiet);

/* Says what a subcommand could not do because of @error, and returns CLI_FAILED. */
int cli_fail (const GError *error);

/* What stands in for a writer's name when nothing was said about the output: whichever writer claims this ending. */
#define CLI_DEFAULT_OUTPUT ".digest"
