/* The manual page of a subcommand, from the declarations that --help is made of. */
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
