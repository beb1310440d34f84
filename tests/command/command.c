/* Runs the command `obelus` the way a person does, and tells what came of it. */
#include "command.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static char *folder;

void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->output, g_free);
  g_clear_pointer (&outcome->messages, g_free);
}

const char *
command_get_path (void)
{
  const char *path = g_getenv ("OBELUS_COMMAND");
  g_assert_nonnull (path);
  return path;
}

static GPtrArray *
collect_arguments (va_list rest)
{
  GPtrArray *arguments = g_ptr_array_new ();
  const char *argument;

  g_ptr_array_add (arguments, (gpointer) command_get_path ());
  while ((argument = va_arg (rest, const char *)) != NULL)
    g_ptr_array_add (arguments, (gpointer) argument);
  g_ptr_array_add (arguments, NULL);
  return arguments;
}

int
command_get_status (GSubprocess *process)
{
  return g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                              : 128 + g_subprocess_get_term_sig (process);
}

static char *
make_text (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  return data != NULL ? g_strndup (data, length) : g_strdup ("");
}

typedef struct
{
  const char *text;
  int fd; /* which the feeding closes */
} Feeding;

/* Commands may end before they have read all, as they do when their arguments are wrong. */
static gpointer
feed_input (gpointer data)
{
  const Feeding *feeding = data;
  const char *text = feeding->text;
  gsize length = strlen (text);
  gssize n_written;
  sigset_t broken_pipe;

  sigemptyset (&broken_pipe);
  sigaddset (&broken_pipe, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &broken_pipe, NULL);
  for (; length > 0 && (n_written = write (feeding->fd, text, length)) > 0; length -= (gsize) n_written)
    text += n_written;
  close (feeding->fd);
  return NULL;
}

Outcome
command_run (const char *input, ...)
{
  Outcome outcome = { 0 };
  g_autoptr (GError) error = NULL;
  va_list rest;

  va_start (rest, input);
  g_autoptr (GPtrArray) arguments = collect_arguments (rest);
  va_end (rest);

  int ends[2];
  g_unix_open_pipe (ends, FD_CLOEXEC, &error);
  g_assert_no_error (error);
  Feeding feeding = { .text = input != NULL ? input : "", .fd = ends[1] };

  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_take_stdin_fd (launcher, ends[0]);
  g_autoptr (GSubprocess) process
      = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, &error);
  g_assert_no_error (error);
  /* The launcher holds the pipe's other end: without it, the feeding ends with the process. */
  g_clear_object (&launcher);

  GThread *feeder = g_thread_new ("feeder", feed_input, &feeding);
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GBytes) messages = NULL;
  g_subprocess_communicate (process, NULL, NULL, &output, &messages, &error);
  g_assert_no_error (error);
  g_thread_join (feeder);

  outcome.status = command_get_status (process);
  outcome.output = make_text (output);
  outcome.messages = make_text (messages);
  return outcome;
}

/* Reads what a terminal shows until the last program on it has closed it. */
static char *
read_terminal (int terminal)
{
  GString *text = g_string_new (NULL);
  char buffer[4096];
  gssize n_bytes;

  while ((n_bytes = read (terminal, buffer, sizeof buffer)) > 0)
    for (gssize i = 0; i < n_bytes; i++)
      if (buffer[i] != '\r' || (i + 1 < n_bytes && buffer[i + 1] != '\n'))
        g_string_append_c (text, buffer[i]);
  return g_string_free (text, FALSE);
}

gboolean
command_has_terminals (void)
{
  const int terminal = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);

  if (terminal < 0)
    {
      g_test_skip ("there are no pseudo-terminals here");
      return FALSE;
    }
  close (terminal);
  return TRUE;
}

gboolean
command_loads (const char *what)
{
  const char *built_in = g_getenv ("OBELUS_TEST_BUILT_IN");

  if (built_in == NULL || strstr (built_in, what) == NULL)
    return TRUE;
  g_test_skip ("this program has them built in");
  return FALSE;
}

Outcome
command_run_on_terminal (guint columns, const char *variable, ...)
{
  Outcome outcome = { 0 };
  g_autoptr (GError) error = NULL;
  const struct winsize size = { .ws_row = 24, .ws_col = (unsigned short) columns };
  va_list rest;

  va_start (rest, variable);
  g_autoptr (GPtrArray) arguments = collect_arguments (rest);
  va_end (rest);

  const int terminal = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (terminal, >=, 0);
  g_assert_cmpint (grantpt (terminal), ==, 0);
  g_assert_cmpint (unlockpt (terminal), ==, 0);
  const int inside = open (ptsname (terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (inside, >=, 0);
  g_assert_cmpint (ioctl (inside, TIOCSWINSZ, &size), ==, 0);

  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_subprocess_launcher_take_stdin_fd (launcher, fcntl (inside, F_DUPFD_CLOEXEC, 3));
  g_subprocess_launcher_take_stderr_fd (launcher, fcntl (inside, F_DUPFD_CLOEXEC, 3));
  g_subprocess_launcher_take_stdout_fd (launcher, inside);
  g_subprocess_launcher_unsetenv (launcher, "COLUMNS");
  g_subprocess_launcher_unsetenv (launcher, "NO_COLOR");
  g_subprocess_launcher_setenv (launcher, "TERM", "xterm", TRUE);
  if (variable != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (variable, "=", 2);
      g_subprocess_launcher_setenv (launcher, parts[0], parts[1], TRUE);
    }
  g_autoptr (GSubprocess) process
      = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, &error);
  g_assert_no_error (error);
  /* The launcher holds the last descriptors of the inside: without it, the reading ends with the process. */
  g_clear_object (&launcher);

  outcome.output = read_terminal (terminal);
  outcome.messages = g_strdup ("");
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  outcome.status = command_get_status (process);
  close (terminal);
  return outcome;
}

char *
command_find_file (const char *name)
{
  const char *source = g_getenv ("OBELUS_SOURCE");
  g_assert_nonnull (source);
  return g_build_filename (source, name, NULL);
}

char *
command_make_path (const char *name)
{
  if (folder == NULL)
    folder = g_dir_make_tmp ("obelus-test-XXXXXX", NULL);
  g_assert_nonnull (folder);
  return g_build_filename (folder, name, NULL);
}

char *
command_make_file (const char *name, const char *contents)
{
  g_autoptr (GError) error = NULL;
  char *path = command_make_path (name);

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
  return path;
}

void
command_remove_files (void)
{
  if (folder == NULL)
    return;

  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;
  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}

void
command_assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("'%s' is not in:\n%s", part, text);
}

void
command_assert_lacks (const char *text, const char *part)
{
  if (strstr (text, part) != NULL)
    g_error ("'%s' is in:\n%s", part, text);
}
