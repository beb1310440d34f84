/* The arguments of a subcommand as declared data, from which come parsing and --help. */
#pragma once

#include "cli.h"

typedef enum
{
  CLI_ARGUMENT_FLAG,  /* gboolean * */
  CLI_ARGUMENT_TEXT,  /* const char ** */
  CLI_ARGUMENT_TEXTS, /* GPtrArray *: may be given several times */
  CLI_ARGUMENT_COUNT, /* guint * */
  CLI_ARGUMENT_SIZE,  /* gsize *: bytes, as 4096, 64k or 10M */
  CLI_ARGUMENT_GROUP, /* no argument: `summary` heads the ones that follow */
} CliArgumentType;

typedef struct
{
  CliArgumentType type;
  char letter;       /* 0 for none */
  const char *name;  /* without the hyphens */
  const char *value; /* what --help calls its value; NULL for a flag */
  const char *summary;
  gpointer target;
} CliArgument;

#define CLI_ARGUMENT_END         \
  {                              \
    0, 0, NULL, NULL, NULL, NULL \
  }

typedef struct
{
  const char *text;
  const char *summary;
} CliExample;

typedef struct
{
  const char *command;
  const char *usage;       /* what follows the command's name */
  const char *description; /* paragraphs with empty lines between; the first is one sentence */
  const CliArgument *arguments;
  const CliExample *examples; /* ends with a NULL text */
  const char *notes;          /* paragraphs at the end, or NULL */
  const char *takes;          /* what stands where there is no option, for completion: the name of a kind of component,
                                 `component`, `plugin` or words with `|` between; NULL for files */
} CliManual;

/* The first argument with which a subcommand prints its manual page, or what could complete the words behind. */
#define CLI_MAN_PAGE "--man-page"
#define CLI_COMPLETE "--complete"

/* Parses what follows a subcommand's name. `rest` receives what is no option (transfer none). Options may stand
 * anywhere, and `--` ends them.
 *
 * Returns FALSE if there is nothing more to do: help was printed or a message told what is wrong; `status` says which.
 */
gboolean cli_parse (const CliManual *manual, int argc, char **argv, GPtrArray *rest, int *status);

/* How a result is shown that people and programs read. */
#define CLI_ARGUMENT_FORMAT(format)                                   \
  {                                                                   \
    CLI_ARGUMENT_TEXT, 't', "to", "FORMAT", "text or json", &(format) \
  }

/* FALSE after a message. */
gboolean cli_parse_format (const char *format, gboolean *as_json);

/* The manual page as roff. */
void cli_print_man_page (const CliManual *manual);

/* The page of the command itself, which lists the subcommands, as roff. */
void cli_print_overview_page (const CliCommand *commands, guint n_commands);

/* Prints, a line each, what the last of `words` could be; the words before it are complete. Nothing where files are to
 * be named: shells know them. */
void cli_complete (const CliManual *manual, int n_words, char **words);
