/* Manual pages: of a subcommand, from the declarations that --help is made of, and of the command itself. */
#include "arguments.h"

#include <string.h>

/* Appends text so that roff takes none of it for a request. */
static void
append_escaped (GString *page, const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      if ((*at == '.' || *at == '\'') && (page->len == 0 || page->str[page->len - 1] == '\n'))
        g_string_append (page, "\\&");
      switch (*at)
        {
        case '\\':
          g_string_append (page, "\\e");
          break;
        case '-':
          g_string_append (page, "\\-");
          break;
        case '\'':
          g_string_append (page, "\\(aq");
          break;
        case '~':
          g_string_append (page, "\\(ti");
          break;
        default:
          g_string_append_c (page, *at);
        }
    }
}

/* Paragraphs with empty lines between. */
static void
append_paragraphs (GString *page, const char *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n\n", -1);

  for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++)
    {
      if (paragraph > paragraphs)
        g_string_append (page, ".PP\n");
      append_escaped (page, *paragraph);
      g_string_append_c (page, '\n');
    }
}

static void
append_argument (GString *page, const CliArgument *argument)
{
  g_string_append (page, ".TP\n");
  if (argument->letter != 0)
    g_string_append_printf (page, "\\fB\\-%c\\fR, ", argument->letter);
  g_string_append (page, "\\fB\\-\\-");
  append_escaped (page, argument->name);
  g_string_append (page, "\\fR");
  if (argument->value != NULL)
    {
      g_string_append (page, " \\fI");
      append_escaped (page, argument->value);
      g_string_append (page, "\\fR");
    }
  g_string_append_c (page, '\n');
  append_paragraphs (page, argument->summary);
}

static void
append_options (GString *page, const CliArgument *arguments)
{
  g_string_append (page, ".SH OPTIONS\n");
  for (const CliArgument *argument = arguments; argument->summary != NULL; argument++)
    if (argument->type != CLI_ARGUMENT_GROUP)
      append_argument (page, argument);
    else if (argument > arguments)
      {
        g_string_append (page, ".SS \"");
        append_escaped (page, argument->summary);
        g_string_append (page, "\"\n");
      }
}

static void
append_examples (GString *page, const CliExample *examples)
{
  g_string_append (page, ".SH EXAMPLES\n");
  for (const CliExample *example = examples; example->text != NULL; example++)
    {
      g_string_append (page, ".TP\n.nh\n");
      append_escaped (page, example->text);
      g_string_append (page, "\n.hy\n");
      append_paragraphs (page, example->summary);
    }
}

void
cli_print_man_page (const CliManual *manual)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_autofree char *title = g_ascii_strup (manual->command, -1);
  const char *end_of_sentence = strstr (manual->description, ".\n");
  const gsize length
      = end_of_sentence != NULL ? (gsize) (end_of_sentence - manual->description) : strlen (manual->description);
  g_autofree char *summary = g_strndup (manual->description, length);

  summary[0] = g_ascii_tolower (summary[0]);
  g_string_append_printf (page, ".TH OBELUS\\-%s 1 \"\" \"Obelus %s\" \"Obelus\"\n.SH NAME\nobelus\\-", title,
                          obelus_get_version ());
  append_escaped (page, manual->command);
  g_string_append (page, " \\- ");
  append_escaped (page, summary);
  g_string_append (page, "\n.SH SYNOPSIS\n\\fBobelus ");
  append_escaped (page, manual->command);
  g_string_append (page, "\\fR ");
  append_escaped (page, manual->usage);
  g_string_append (page, "\n.SH DESCRIPTION\n");
  append_paragraphs (page, manual->description);
  append_options (page, manual->arguments);
  append_examples (page, manual->examples);
  if (manual->notes != NULL)
    {
      g_string_append (page, ".SH NOTES\n");
      append_paragraphs (page, manual->notes);
    }
  g_string_append (page, ".SH SEE ALSO\n.BR obelus (1)\n");
  fputs (page->str, stdout);
}

/* The command itself */

typedef struct
{
  const char *term;
  const char *text;
} Entry;

static const Entry statuses[] = {
  { "0", "All is done." },
  { "1", "Nothing was done, or the output could not be written; a message says what to do." },
  { "3", "The work is finished, but some documents have error records." },
  { "128 + N", "Signal N stopped it; standard output holds whole records only." },
};

static const Entry variables[] = {
  { "OBELUS_PLUGIN_PATH", "Folders with plugins, with colons between; looked into before the usual ones." },
  { "OBELUS_MODEL_PATH", "Folders with models, with colons between; looked into before the usual ones." },
  { "OBELUS_WORKER", "The program obelus-worker, where it is not where Obelus was installed." },
  { "XDG_DATA_HOME", "In place of ~/.local/share." },
  { "XDG_CACHE_HOME", "In place of ~/.cache." },
  { "NO_COLOR", "No colours, whatever the terminal has." },
};

static const Entry files[] = {
  { "~/.local/share/obelus/plugins", "The user's plugins." },
  { "~/.local/share/obelus/models", "The user's models." },
  { "~/.cache/obelus", "What was found in plugins. It may be removed at any time." },
};

static void
append_entries (GString *page, const char *heading, const Entry *entries, guint n_entries)
{
  g_string_append_printf (page, ".SH %s\n", heading);
  for (guint i = 0; i < n_entries; i++)
    {
      g_string_append (page, ".TP\n.B ");
      append_escaped (page, entries[i].term);
      g_string_append_c (page, '\n');
      append_paragraphs (page, entries[i].text);
    }
}

void
cli_print_overview_page (const CliCommand *commands, guint n_commands)
{
  g_autoptr (GString) page = g_string_new (NULL);

  g_string_append_printf (page,
                          ".TH OBELUS 1 \"\" \"Obelus %s\" \"Obelus\"\n.SH NAME\nobelus \\- lay knowledge over "
                          "texts: tokens, names, mood, summaries\n.SH SYNOPSIS\n.B obelus\n.I COMMAND\n"
                          "[\\fIARGUMENT\\fR...]\n.SH COMMANDS\n",
                          obelus_get_version ());
  for (guint i = 0; i < n_commands; i++)
    {
      g_string_append (page, ".TP\n.BR obelus\\-");
      append_escaped (page, commands[i].name);
      g_string_append (page, " (1)\n");
      append_paragraphs (page, commands[i].summary);
    }
  append_entries (page, "EXIT STATUS", statuses, G_N_ELEMENTS (statuses));
  append_entries (page, "ENVIRONMENT", variables, G_N_ELEMENTS (variables));
  append_entries (page, "FILES", files, G_N_ELEMENTS (files));
  fputs (page->str, stdout);
}
