/* A mapped file that is cut short is a signal at the next read of it: say which file, and end. */
#include "bus-guard.h"

#include "cli.h"

#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

/* Everything here runs in a signal handler: nothing but system calls, and memory on the stack. */

static void
put (const char *text, gsize length)
{
  while (length > 0)
    {
      gssize n = write (STDERR_FILENO, text, length);
      if (n <= 0)
        return;
      text += n;
      length -= (gsize) n;
    }
}

static gsize
parse_address (const char **text)
{
  gsize value = 0;

  for (; g_ascii_isxdigit (**text); ++*text)
    value = value << 4 | (gsize) g_ascii_xdigit_value (**text);
  return value;
}

/* The path in a line of the system's list of mappings, `begin-end rwxp offset device inode    path`, if the address
 * lies between; NULL otherwise. */
static const char *
match_line (const char *line, gsize address)
{
  gsize begin = parse_address (&line);

  if (*line != '-')
    return NULL;
  line++;
  return address >= begin && address < parse_address (&line) ? strchr (line, '/') : NULL;
}

static void
report (gsize address)
{
  static const char start[] = "obelus: the file '";
  static const char end[] = "' was cut short or could not be read while it was in use; put files in place of others by "
                            "renaming, as 'mv' does, and run this again\n";
  static const char nameless[]
      = "obelus: a file was cut short or could not be read while it was in use; run this again\n";
  char line[4352];
  gsize length = 0;
  char byte;
  int fd = open ("/proc/self/maps", O_RDONLY | O_CLOEXEC);

  while (fd >= 0 && read (fd, &byte, 1) == 1)
    {
      if (byte != '\n')
        {
          if (length + 1 < sizeof line)
            line[length++] = byte;
          continue;
        }
      line[length] = '\0';
      length = 0;

      const char *path = match_line (line, address);
      if (path != NULL)
        {
          put (start, sizeof start - 1);
          put (path, strlen (path));
          put (end, sizeof end - 1);
          return;
        }
    }
  put (nameless, sizeof nameless - 1);
}

/* Several threads may read the file: the first to arrive speaks and ends them all. */
static void
on_bus_error (int number, siginfo_t *info, void *context)
{
  static atomic_flag is_reporting = ATOMIC_FLAG_INIT;

  (void) number;
  (void) context;
  while (atomic_flag_test_and_set (&is_reporting))
    pause ();
  report ((gsize) info->si_addr);
  _exit (CLI_FAILED);
}

void
cli_bus_guard_install (void)
{
  struct sigaction action = { .sa_flags = SA_SIGINFO };

  action.sa_sigaction = on_bus_error;
  sigemptyset (&action.sa_mask);
  sigaction (SIGBUS, &action, NULL);
}
