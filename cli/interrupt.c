/* Stopping on Ctrl-C, or as the terminal closes: first in good order, the second time at once. */
#include "interrupt.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

static GCancellable *cancellable;
static int signal_pipe[2];
static volatile sig_atomic_t signal_number;

/* A handler may do little more than write; the thread at the other end of the pipe does the rest. */
static void
on_signal (int number)
{
  const int saved_errno = errno;
  const char byte = 0;

  signal_number = number;
  if (write (signal_pipe[1], &byte, 1) < 0)
    _exit (128 + number);
  errno = saved_errno;
}

static gpointer
cancel_on_signal (gpointer data)
{
  char byte;

  (void) data;
  while (read (signal_pipe[0], &byte, 1) < 0 && errno == EINTR)
    continue;
  g_cancellable_cancel (cancellable);
  return NULL;
}

GCancellable *
cli_interrupt_watch (void)
{
  /* Reset as the signal arrives: the next one finds the default action. */
  struct sigaction action = { .sa_handler = on_signal, .sa_flags = (int) SA_RESETHAND | SA_RESTART };

  if (cancellable != NULL)
    return cancellable;
  cancellable = g_cancellable_new ();
  if (!g_unix_open_pipe (signal_pipe, FD_CLOEXEC, NULL))
    return cancellable;

  g_thread_unref (g_thread_new ("interrupt", cancel_on_signal, NULL));
  sigemptyset (&action.sa_mask);
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);

  /* Who started it with nohup does not want it to end. */
  struct sigaction before;
  if (sigaction (SIGHUP, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
    sigaction (SIGHUP, &action, NULL);
  return cancellable;
}

int
cli_interrupt_get_status (void)
{
  return signal_number == 0 ? 0 : 128 + signal_number;
}
