/* The arguments of a subcommand as declared data, from which come parsing and --help. */
#include "arguments.h"

#include "suggest-private.h"
#include "terminal.h"

#include <string.h>
#include <unistd.h>

/* Prose is set no wider than this. */
#define MAX_HELP_COLUMNS 92

/* Help */

static char *
format_argument (const CliArgument *argument)
{
  g_autofree char *letter = argument->letter != 0 ? g_strdup_printf ("-%c, ", argument->letter) : g_strdup ("    ");
  return g_strconcat (letter, "--", argument->name, argument->value == NULL ? NULL : " ", argument->value, NULL);
}

static void
append_arguments (GString *help, const CliArgument *arguments, guint width)
{
  glong column = 0;

  for (const CliArgument *argument = arguments; argument->summary != NULL; argument++)
    if (argument->type != CLI_ARGUMENT_GROUP)
      {
        g_autofree char *form = format_argument (argument);
        column = MAX (column, g_utf8_strlen (form, -1));
      }
  column += 4;

  for (const CliArgument *argument = arguments; argument->summary != NULL; argument++)
    {
      if (argument->type == CLI_ARGUMENT_GROUP)
        {
          g_string_append_printf (help, "\n%s%s%s\n", cli_style_bold (), argument->summary, cli_style_end ());
          continue;
        }

      g_autofree char *form = format_argument (argument);
      g_string_append_printf (help, "  %s%*s", form, (int) (column - 2 - g_utf8_strlen (form, -1)), "");
      cli_append_wrapped (help, argument->summary, (guint) column, (guint) column, width);
      g_string_append_c (help, '\n');
    }
}

static void
print_help (const CliManual *manual)
{
  const guint width = MIN (cli_terminal_get_width (STDOUT_FILENO), MAX_HELP_COLUMNS);
  g_autoptr (GString) help = g_string_new (NULL);

  g_string_append_printf (help, "%sUsage:%s ", cli_style_bold (), cli_style_end ());
  g_autofree char *usage = g_strdup_printf ("obelus %s %s", manual->command, manual->usage);
  cli_append_wrapped (help, usage, 7, 7, width);
  g_string_append (help, "\n\n");
  cli_append_wrapped (help, manual->description, 0, 0, width);
  g_string_append_c (help, '\n');

  append_arguments (help, manual->arguments, width);

  g_string_append_printf (help, "\n%sExamples%s\n", cli_style_bold (), cli_style_end ());
  for (const CliExample *example = manual->examples; example->text != NULL; example++)
    {
      g_string_append_printf (help, "  %s\n      %s", example->text, cli_style_faint ());
      cli_append_wrapped (help, example->summary, 6, 6, width);
      g_string_append_printf (help, "%s\n", cli_style_end ());
    }

  if (manual->notes != NULL)
    {
      g_string_append_c (help, '\n');
      cli_append_wrapped (help, manual->notes, 0, 0, width);
      g_string_append_c (help, '\n');
    }
  fputs (help->str, stdout);
}

/* Parsing */

static const CliArgument *
find_by_name (const CliArgument *arguments, const char *name, gsize length)
{
  for (; arguments->summary != NULL; arguments++)
    if (arguments->name != NULL && strlen (arguments->name) == length && strncmp (arguments->name, name, length) == 0)
      return arguments;
  return NULL;
}

static const CliArgument *
find_by_letter (const CliArgument *arguments, char letter)
{
  for (; arguments->summary != NULL; arguments++)
    if (arguments->letter == letter && letter != 0)
      return arguments;
  return NULL;
}

static void
complain_about_unknown (const CliManual *manual, const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (const CliArgument *argument = manual->arguments; argument->summary != NULL; argument++)
    if (argument->name != NULL)
      g_ptr_array_add (names, (gpointer) argument->name);
  g_ptr_array_add (names, (gpointer) "help");
  g_ptr_array_add (names, NULL);

  const char *nearest = strlen (name) > 1 ? obelus_suggest (name, (const char *const *) names->pdata) : NULL;
  if (nearest != NULL)
    cli_error ("'%s' has no option '%s%s'; did you mean '--%s'?", manual->command, strlen (name) > 1 ? "--" : "-", name,
               nearest);
  else
    cli_error ("'%s' has no option '%s%s'; 'obelus %s --help' lists those it has", manual->command,
               strlen (name) > 1 ? "--" : "-", name, manual->command);
}

/* A number of bytes, with k, M or G for thousands, millions and milliards behind it. */
static gboolean
parse_size (const char *value, gsize *size)
{
  static const struct
  {
    char letter;
    guint64 factor;
  } units[] = { { '\0', 1 }, { 'k', 1000 }, { 'M', 1000 * 1000 }, { 'G', 1000 * 1000 * 1000 } };
  char *end;

  if (!g_ascii_isdigit (*value))
    return FALSE;
  const guint64 number = g_ascii_strtoull (value, &end, 10);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (*end == units[i].letter && (*end == '\0' || end[1] == '\0') && number <= G_MAXSIZE / units[i].factor)
      {
        *size = (gsize) (number * units[i].factor);
        return TRUE;
      }
  return FALSE;
}

/* Of two pipelines or two outputs one would be lost without a word. */
static gboolean
store_text (const CliArgument *argument, const char *value)
{
  static GHashTable *given = NULL; /* a command line is parsed once */

  if (given == NULL)
    given = g_hash_table_new (NULL, NULL);
  if (!g_hash_table_add (given, argument->target))
    {
      cli_error ("'--%s' is given twice; give it once", argument->name);
      return FALSE;
    }
  *(const char **) argument->target = value;
  return TRUE;
}

static gboolean
store (const CliManual *manual, const CliArgument *argument, const char *value)
{
  guint64 count;

  switch (argument->type)
    {
    case CLI_ARGUMENT_FLAG:
      *(gboolean *) argument->target = TRUE;
      return TRUE;
    case CLI_ARGUMENT_TEXT:
      return store_text (argument, value);
    case CLI_ARGUMENT_TEXTS:
      g_ptr_array_add (argument->target, (gpointer) value);
      return TRUE;
    case CLI_ARGUMENT_COUNT:
      if (g_ascii_string_to_unsigned (value, 10, 0, 1024, &count, NULL))
        {
          *(guint *) argument->target = (guint) count;
          return TRUE;
        }
      cli_error ("'%s' takes a number from 0 to 1024 after '--%s', not '%s'", manual->command, argument->name, value);
      return FALSE;
    case CLI_ARGUMENT_SIZE:
      if (parse_size (value, argument->target))
        return TRUE;
      cli_error ("'%s' takes a number of bytes after '--%s', such as 64k or 10M, not '%s'", manual->command,
                 argument->name, value);
      return FALSE;
    case CLI_ARGUMENT_GROUP:
      break;
    }
  return FALSE;
}

/* The value in `inside` (what follows `=` or the letter), or else the next argument. */
static gboolean
take_value (const CliManual *manual, const CliArgument *argument, const char *inside, int argc, char **argv, int *at)
{
  if (argument->type == CLI_ARGUMENT_FLAG)
    {
      if (inside == NULL)
        return store (manual, argument, NULL);
      cli_error ("'--%s' takes no value", argument->name);
      return FALSE;
    }

  if (inside == NULL && *at + 1 < argc)
    inside = argv[++*at];
  if (inside == NULL)
    {
      cli_error ("'--%s' needs a value: --%s %s; see 'obelus %s --help'", argument->name, argument->name,
                 argument->value, manual->command);
      return FALSE;
    }
  return store (manual, argument, inside);
}

static gboolean
parse_long (const CliManual *manual, int argc, char **argv, int *at)
{
  const char *name = argv[*at] + 2;
  const char *equals = strchr (name, '=');
  const gsize length = equals != NULL ? (gsize) (equals - name) : strlen (name);
  const CliArgument *argument = find_by_name (manual->arguments, name, length);

  if (argument == NULL)
    {
      g_autofree char *unknown = g_strndup (name, length);
      complain_about_unknown (manual, unknown);
      return FALSE;
    }
  return take_value (manual, argument, equals != NULL ? equals + 1 : NULL, argc, argv, at);
}

/* Letters may stand together, and a value may follow its letter at once: `-qj4`. */
static gboolean
parse_letters (const CliManual *manual, int argc, char **argv, int *at)
{
  for (const char *letter = argv[*at] + 1; *letter != '\0'; letter++)
    {
      const CliArgument *argument = find_by_letter (manual->arguments, *letter);
      if (argument == NULL)
        {
          const char unknown[] = { *letter, '\0' };
          complain_about_unknown (manual, unknown);
          return FALSE;
        }
      if (argument->type != CLI_ARGUMENT_FLAG)
        return take_value (manual, argument, letter[1] != '\0' ? letter + 1 : NULL, argc, argv, at);
      if (!take_value (manual, argument, NULL, argc, argv, at))
        return FALSE;
    }
  return TRUE;
}

gboolean
cli_parse (const CliManual *manual, int argc, char **argv, GPtrArray *rest, int *status)
{
  gboolean only_files = FALSE;

  if (argc > 1 && g_str_equal (argv[1], CLI_MAN_PAGE))
    {
      cli_print_man_page (manual);
      *status = CLI_DONE;
      return FALSE;
    }
  if (argc > 2 && g_str_equal (argv[1], CLI_COMPLETE))
    {
      cli_complete (manual, argc - 2, argv + 2);
      *status = CLI_DONE;
      return FALSE;
    }
  for (int i = 1; i < argc; i++)
    {
      gboolean good = TRUE;

      if (only_files || argv[i][0] != '-' || argv[i][1] == '\0')
        g_ptr_array_add (rest, argv[i]);
      else if (g_str_equal (argv[i], "--"))
        only_files = TRUE;
      else if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h"))
        {
          print_help (manual);
          *status = CLI_DONE;
          return FALSE;
        }
      else if (argv[i][1] == '-')
        good = parse_long (manual, argc, argv, &i);
      else
        good = parse_letters (manual, argc, argv, &i);

      if (!good)
        {
          *status = CLI_FAILED;
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
cli_parse_format (const char *format, gboolean *as_json)
{
  *as_json = g_str_equal (format, "json");
  if (*as_json || g_str_equal (format, "text"))
    return TRUE;

  cli_error ("'%s' is no format; there are text and json", format);
  return FALSE;
}
