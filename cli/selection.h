/* Which components and which pipeline a command line asks for. */
#pragma once

#include "cli.h"

/* The options by which several subcommands choose; rows for their tables of arguments are below. */
typedef struct
{
  const char *line;       /* -e */
  const char *file;       /* -p */
  const char *reader;     /* --from */
  GPtrArray *plugin_path; /* --plugin-path */
  const char *isolate;    /* --isolate */
  gboolean quiet;
} CliSelection;

#define CLI_ARGUMENT_LINE(selection)                                                                 \
  {                                                                                                  \
    CLI_ARGUMENT_TEXT, 'e', "pipeline", "'LINE'",                                                    \
        "Stages on one line, with ! between: 'tokenize ! entities min-score=0.6'", &(selection).line \
  }
#define CLI_ARGUMENT_FILE(selection)                                                                           \
  {                                                                                                            \
    CLI_ARGUMENT_TEXT, 'p', "pipeline-file", "FILE", "A file that describes the stages; - for standard input", \
        &(selection).file                                                                                      \
  }
#define CLI_ARGUMENT_READER(selection)                                                                           \
  {                                                                                                              \
    CLI_ARGUMENT_TEXT, 'f', "from", "READER",                                                                    \
        "How to read, with options if need be: 'jsonl', 'text invalid=reject'; the default goes by each file's " \
        "ending",                                                                                                \
        &(selection).reader                                                                                      \
  }
#define CLI_ARGUMENT_PLUGIN_PATH(selection)                                                                 \
  {                                                                                                         \
    CLI_ARGUMENT_TEXTS, 0, "plugin-path", "DIR", "Look for plugins here first; may be given several times", \
        (selection).plugin_path                                                                             \
  }
#define CLI_ARGUMENT_ISOLATE(selection)                                                                         \
  {                                                                                                             \
    CLI_ARGUMENT_TEXT, 0, "isolate", "WHICH",                                                                   \
        "Run stages in processes of their own, without rights and within limits: all, or those of third-party " \
        "plugins; a stage can say isolate=yes itself",                                                          \
        &(selection).isolate                                                                                    \
  }
#define CLI_ARGUMENT_QUIET(selection)                                                   \
  {                                                                                     \
    CLI_ARGUMENT_FLAG, 'q', "quiet", NULL, "Say nothing but errors", &(selection).quiet \
  }

void cli_selection_clear (CliSelection *selection);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliSelection, cli_selection_clear)

ObelusRegistry *cli_selection_open_registry (const CliSelection *selection);

/* The pipeline that -e or -p names, or one without stages. NULL after a message. */
ObelusPipeline *cli_selection_make_pipeline (const CliSelection *selection, ObelusRegistry *registry);

/* The component that the first word of a spec such as `text invalid=reject` names. NULL after a message. */
ObelusComponent *cli_find_component (ObelusRegistry *registry, ObelusComponentKind kind, const char *spec);

/* Says that no component of this kind has the name, what else could be meant and where to look. */
void cli_complain_about_component (ObelusRegistry *registry, ObelusComponentKind kind, const char *name);

/* Where modules could not be used, says so: what is missing may be in one of them. */
void cli_mention_broken_modules (ObelusRegistry *registry);

/* Whether the pipeline can run; otherwise each problem is a message. */
gboolean cli_check_pipeline (ObelusPipeline *pipeline, ObelusRegistry *registry);

gboolean cli_is_standard_input (const char *file);

/* FALSE after a message: standard input is named both as the pipeline and among @files. */
gboolean cli_check_standard_input (const CliSelection *selection, GPtrArray *files);

/* The names in a file that has one a line, or one before each NUL; NULL after a message. */
GPtrArray *cli_read_list (const char *list);

/* Sources for the files named; `-` is standard input. */
GPtrArray *cli_make_sources (GPtrArray *files);
