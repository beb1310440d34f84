/* Starting a program and exchanging lines with it, without ever waiting for one end alone. */
#include "program-process-private.h"
#include "plugin-path-private.h"

#include <obelus/obelus-error.h>
#include <obelus/obelus-memory.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long a program may take to leave once its input is closed. */
#define FAREWELL_MICROSECONDS 200000

/* How often a wait is broken to see whether the run was cancelled, in milliseconds. */
#define WAKE_MILLISECONDS 50

/* Complaints a process may make before the rest is thrown away. */
#define MAX_COMPLAINTS 20
#define MAX_COMPLAINT_BYTES 400

#define CHUNK_BYTES 65536

struct _ObelusProgramProcess
{
  pid_t pid; /* 0 once it was waited for */
  int status;
  int input;  /* a socket: writing to a program that is gone must not raise a signal in the host */
  int output; /* pipes */
  int errors;
  GString *read; /* of its output, not yet taken */
  GString *complaint;
  guint n_complaints;
  gsize max_line;
};

/* Starting */

static void
close_if_open (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

static gboolean
open_channels (int *ours, int *theirs)
{
  int pair[2], out[2], err[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    return FALSE;
  ours[0] = pair[0];
  theirs[0] = pair[1];
  if (pipe2 (out, O_CLOEXEC) != 0)
    return FALSE;
  ours[1] = out[0];
  theirs[1] = out[1];
  if (pipe2 (err, O_CLOEXEC) != 0)
    return FALSE;
  ours[2] = err[0];
  theirs[2] = err[1];
  for (guint i = 0; i < 3; i++)
    fcntl (ours[i], F_SETFL, O_NONBLOCK);
  return TRUE;
}

/* The program is started by `obelus-worker`, which first takes upon itself the limits under which the program is to
 * run. */
static int
spawn (const ObelusProgram *program, const ObelusIsolation *limits, GPtrArray *files, const int *theirs, pid_t *pid)
{
  g_autofree char *worker = obelus_worker_path_get ();
  g_autofree char *max_bytes = g_strdup_printf ("%" G_GUINT64_FORMAT, limits->max_bytes);
  const char *const fixed[]
      = { "obelus-worker", "program", limits->is_isolated ? "isolated" : "limited", max_bytes, program->path };
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_auto (GStrv) environment = g_get_environ ();
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;

  if (posix_spawn_file_actions_init (&actions) != 0)
    return ENOMEM;
  if (posix_spawnattr_init (&attributes) != 0)
    {
      posix_spawn_file_actions_destroy (&actions);
      return ENOMEM;
    }
  for (int fd = 0; fd < 3; fd++)
    posix_spawn_file_actions_adddup2 (&actions, theirs[fd], fd);
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_ptr_array_add (arguments, (gpointer) fixed[i]);
  g_ptr_array_extend (arguments, files, NULL, NULL);
  g_ptr_array_add (arguments, NULL);

  sigemptyset (&none);
  sigfillset (&all);
  posix_spawnattr_setsigmask (&attributes, &none);
  posix_spawnattr_setsigdefault (&attributes, &all);
  posix_spawnattr_setpgroup (&attributes, 0);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);

  const int problem = posix_spawn (pid, worker, &actions, &attributes, (char *const *) arguments->pdata, environment);
  posix_spawnattr_destroy (&attributes);
  posix_spawn_file_actions_destroy (&actions);
  return problem;
}

ObelusProgramProcess *
obelus_program_process_new (const ObelusProgram *program, const ObelusIsolation *limits, GPtrArray *files,
                            GError **error)
{
  int ours[3] = { -1, -1, -1 }, theirs[3] = { -1, -1, -1 };
  ObelusProgramProcess *process = g_new0 (ObelusProgramProcess, 1);
  const int problem = open_channels (ours, theirs) ? spawn (program, limits, files, theirs, &process->pid) : errno;

  for (guint i = 0; i < 3; i++)
    close_if_open (&theirs[i]);
  if (problem != 0)
    process->pid = 0;
  process->input = ours[0];
  process->output = ours[1];
  process->errors = ours[2];
  process->read = g_string_new (NULL);
  process->complaint = g_string_new (NULL);
  process->max_line = (gsize) MIN (limits->max_bytes, G_MAXSIZE / 2);
  if (problem == 0)
    return process;

  obelus_program_process_free (process);
  g_set_error (
      error, OBELUS_ERROR, OBELUS_ERROR_UNSUPPORTED,
      "its program cannot be started: obelus-worker, which does that, cannot be run (%s); install Obelus whole, "
      "or name the program obelus-worker in OBELUS_WORKER",
      g_strerror (problem));
  return NULL;
}

/* Ending */

static gboolean
reap (ObelusProgramProcess *process, int flags)
{
  pid_t result;

  if (process->pid == 0)
    return TRUE;
  do
    result = waitpid (process->pid, &process->status, flags);
  while (result < 0 && errno == EINTR);
  if (result == 0)
    return FALSE;
  process->pid = 0;
  return TRUE;
}

/* A program whose input ends has nothing left to do; one that stays is killed, with all that it started. */
static void
end (ObelusProgramProcess *process)
{
  const pid_t group = process->pid;

  close_if_open (&process->input);
  for (guint waited = 0; !reap (process, WNOHANG) && waited < FAREWELL_MICROSECONDS; waited += 2000)
    g_usleep (2000);
  if (group > 0)
    kill (-group, SIGKILL);
  reap (process, 0);
}

void
obelus_program_process_free (ObelusProgramProcess *process)
{
  if (process == NULL)
    return;
  end (process);
  close_if_open (&process->output);
  close_if_open (&process->errors);
  g_string_free (process->read, TRUE);
  g_string_free (process->complaint, TRUE);
  g_free (process);
}

char *
obelus_program_process_describe_end (ObelusProgramProcess *process)
{
  end (process);
  if (WIFSIGNALED (process->status))
    return g_strdup_printf ("it was ended by signal %d (%s)", WTERMSIG (process->status),
                            g_strsignal (WTERMSIG (process->status)));
  return g_strdup_printf ("it ended with status %d", WEXITSTATUS (process->status));
}

/* Exchanging lines */

typedef struct
{
  const ObelusProgramRequest *request;
  gsize n_sent;
  guint n_answered;
  gint64 deadline;
} Exchange;

static void
renew_deadline (Exchange *exchange)
{
  exchange->deadline = g_get_monotonic_time () + (gint64) (exchange->request->seconds * G_USEC_PER_SEC);
}

/* FALSE if the program is gone. */
static gboolean
send_more (ObelusProgramProcess *process, Exchange *exchange)
{
  const gssize n = send (process->input, exchange->request->lines + exchange->n_sent,
                         MIN (exchange->request->length - exchange->n_sent, CHUNK_BYTES), MSG_NOSIGNAL);

  if (n > 0)
    exchange->n_sent += (gsize) n;
  return n >= 0 || errno == EAGAIN || errno == EINTR;
}

/* Hands complete lines over. */
static void
take_answers (ObelusProgramProcess *process, Exchange *exchange, gsize from)
{
  const ObelusProgramRequest *request = exchange->request;
  const char *start = process->read->str, *stop = start + process->read->len, *search = start + from, *feed;

  while (exchange->n_answered < request->n_lines && (feed = memchr (search, '\n', (size_t) (stop - search))) != NULL)
    {
      request->answer (exchange->n_answered++, start, (gsize) (feed - start), request->user_data);
      start = search = feed + 1;
      renew_deadline (exchange);
    }
  g_string_erase (process->read, 0, start - process->read->str);
}

/* FALSE at the end of its output, or if there is no memory for it. */
static gboolean
read_more (ObelusProgramProcess *process, Exchange *exchange)
{
  char buffer[CHUNK_BYTES];
  const gssize n = read (process->output, buffer, sizeof buffer);
  const gsize before = process->read->len;

  if (n > 0)
    {
      if (!obelus_string_reserve (process->read, (gsize) n, NULL))
        return FALSE;
      g_string_append_len (process->read, buffer, n);
      take_answers (process, exchange, before);
    }
  return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

static void
flush_complaint (ObelusProgramProcess *process, const ObelusProgramRequest *request)
{
  if (process->complaint->len > 0 && process->n_complaints++ < MAX_COMPLAINTS)
    {
      g_autofree char *line = g_utf8_make_valid (process->complaint->str, (gssize) process->complaint->len);
      request->complaint (line, request->user_data);
    }
  g_string_truncate (process->complaint, 0);
}

/* FALSE at the end of what it has to say. */
static gboolean
read_complaints (ObelusProgramProcess *process, const ObelusProgramRequest *request)
{
  char buffer[4096];
  const gssize n = read (process->errors, buffer, sizeof buffer);

  for (gssize i = 0; i < n; i++)
    if (buffer[i] == '\n')
      flush_complaint (process, request);
    else if (process->complaint->len < MAX_COMPLAINT_BYTES && (guchar) buffer[i] >= 0x20)
      g_string_append_c (process->complaint, buffer[i]);
  return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

/* What a program says before it ends stands in the pipe when its output is already closed. */
static void
read_last_complaints (ObelusProgramProcess *process, const ObelusProgramRequest *request)
{
  struct pollfd poller = { process->errors, POLLIN, 0 };

  while (process->errors >= 0 && poll (&poller, 1, WAKE_MILLISECONDS) > 0 && read_complaints (process, request))
    ;
  flush_complaint (process, request);
}

static ObelusProgramOutcome
turn (ObelusProgramProcess *process, Exchange *exchange)
{
  const ObelusProgramRequest *request = exchange->request;
  const gboolean has_more = exchange->n_sent < request->length;
  struct pollfd pollers[] = {
    { process->output, POLLIN, 0 },
    { has_more ? process->input : -1, POLLOUT, 0 },
    { process->errors, POLLIN, 0 },
  };

  if (g_cancellable_is_cancelled (request->cancellable))
    return OBELUS_PROGRAM_CANCELLED;
  if (g_get_monotonic_time () > exchange->deadline)
    return OBELUS_PROGRAM_TIMED_OUT;
  if (process->read->len > process->max_line)
    return OBELUS_PROGRAM_TOO_LONG;
  if (poll (pollers, G_N_ELEMENTS (pollers), WAKE_MILLISECONDS) < 0 && errno != EINTR)
    return OBELUS_PROGRAM_ENDED;

  if (pollers[2].revents != 0 && !read_complaints (process, request))
    close_if_open (&process->errors);
  if ((pollers[0].revents != 0 && !read_more (process, exchange))
      || (pollers[1].revents != 0 && !send_more (process, exchange)))
    return exchange->n_answered == request->n_lines ? OBELUS_PROGRAM_ANSWERED : OBELUS_PROGRAM_ENDED;
  return OBELUS_PROGRAM_ANSWERED;
}

/* Then nobody knows which answer belongs to what. */
static gboolean
has_more (ObelusProgramProcess *process)
{
  struct pollfd poller = { process->output, POLLIN, 0 };

  return process->read->len > 0 || (poll (&poller, 1, 0) > 0 && (poller.revents & POLLIN) != 0);
}

ObelusProgramOutcome
obelus_program_process_exchange (ObelusProgramProcess *process, const ObelusProgramRequest *request, guint *n_answered)
{
  Exchange exchange = { .request = request };
  ObelusProgramOutcome outcome = OBELUS_PROGRAM_ANSWERED;

  renew_deadline (&exchange);
  while (outcome == OBELUS_PROGRAM_ANSWERED && exchange.n_answered < request->n_lines)
    outcome = turn (process, &exchange);
  if (outcome == OBELUS_PROGRAM_ANSWERED && has_more (process))
    outcome = OBELUS_PROGRAM_BABBLED;
  if (outcome == OBELUS_PROGRAM_ENDED)
    read_last_complaints (process, request);
  *n_answered = exchange.n_answered;
  return outcome;
}
