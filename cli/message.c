/* Messages for people, on standard error. */
#include "cli.h"

#include "progress.h"

#include <stdarg.h>

static gboolean quiet = FALSE;

void
cli_set_quiet (gboolean value)
{
  quiet = value;
}

static void
print_message (const char *format, va_list arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);

  /* A file's name may hold what a terminal takes for a command. */
  for (char *at = message; *at != '\0'; at++)
    if (((guchar) *at < 0x20 && *at != '\n') || *at == 0x7f)
      *at = '?';

  cli_progress_pause ();
  fprintf (stderr, "obelus: %s\n", message);
  cli_progress_resume ();
}

void
cli_error (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  print_message (format, arguments);
  va_end (arguments);
}

void
cli_note (const char *format, ...)
{
  va_list arguments;

  if (quiet)
    return;
  va_start (arguments, format);
  print_message (format, arguments);
  va_end (arguments);
}

int
cli_fail (const GError *error)
{
  cli_error ("%s", error->message);
  return CLI_FAILED;
}
