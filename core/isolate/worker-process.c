/* One worker: requests over its socket, replies out of shared memory, and an end it does not choose. */
#include "area-private.h"
#include "channel-private.h"
#include "sandbox-private.h"
#include "spawner-private.h"

#include <obelus/obelus-error.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Areas begin at this size and grow with what they must hold. Larger ones are given back after use. */
#define LEAST_AREA (1024 * 1024)
#define LARGEST_KEPT_AREA (32 * 1024 * 1024)

/* Bytes of results that a byte of a request may become before the worker must ask for more room. Pages that are not
 * written cost nothing. */
#define REPLY_SHARE 16

struct _ObelusWorkerProcess
{
  pid_t pid; /* 0 once it is no more */
  int channel;
  guint64 number; /* of the last exchange */
  ObelusArea request;
  ObelusArea reply;
  guint64 sent_request_size; /* of the areas that the worker knows; 0 for none */
  guint64 sent_reply_size;
  clockid_t clock;
  gboolean has_clock;
  guint64 taken_time;
};

void
obelus_worker_failure_clear (ObelusWorkerFailure *failure)
{
  g_clear_pointer (&failure->reason, g_free);
  failure->kind = OBELUS_FAILURE_NONE;
  failure->suspect = G_MAXUINT;
}

ObelusWorkerProcess *
obelus_worker_process_new (ObelusSpawner *spawner, GError **error)
{
  g_autoptr (ObelusWorkerProcess) process = g_new0 (ObelusWorkerProcess, 1);
  int ends[2];
  gboolean is_started;

  process->channel = -1;
  process->request = process->reply = (ObelusArea) OBELUS_AREA_NONE;
  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_FAILED, "no socket for a worker could be made: %s",
                   g_strerror (errno));
      return NULL;
    }

  process->channel = ends[0];
  /* Out of the way of the numbers that the worker's descriptors get, which a host without standard streams may use. */
  int moved = fcntl (ends[1], F_DUPFD_CLOEXEC, OBELUS_WIRE_CHANNEL + 1);
  is_started = obelus_spawner_start (spawner, moved >= 0 ? moved : ends[1], &process->pid, error);
  close (ends[1]);
  if (moved >= 0)
    close (moved);
  if (!is_started)
    {
      process->pid = 0;
      return NULL;
    }
  process->has_clock = clock_getcpuclockid (process->pid, &process->clock) == 0;
  return g_steal_pointer (&process);
}

guint64
obelus_worker_process_take_time (ObelusWorkerProcess *process)
{
  struct timespec now;
  guint64 taken = process->taken_time;

  if (!process->has_clock || clock_gettime (process->clock, &now) != 0)
    return 0;
  process->taken_time = (guint64) now.tv_sec * 1000000000u + (guint64) now.tv_nsec;
  return process->taken_time - MIN (taken, process->taken_time);
}

/* Its end */

static gboolean
reap (ObelusWorkerProcess *process, int options, int *status)
{
  pid_t pid;

  do
    pid = waitpid (process->pid, status, options);
  while (pid < 0 && errno == EINTR);
  if (pid == 0)
    return FALSE;
  if (pid < 0) /* somebody else took it */
    *status = -1;
  process->pid = 0;
  return TRUE;
}

static int
kill_and_reap (ObelusWorkerProcess *process)
{
  int status = -1;

  if (process->pid == 0)
    return status;
  kill (process->pid, SIGKILL);
  reap (process, 0, &status);
  return status;
}

void
obelus_worker_process_free (ObelusWorkerProcess *process)
{
  if (process == NULL)
    return;

  kill_and_reap (process);
  if (process->channel >= 0)
    close (process->channel);
  obelus_area_clear (&process->request);
  obelus_area_clear (&process->reply);
  g_free (process);
}

static const ObelusWireHints *
get_hints (ObelusWorkerProcess *process)
{
  return (const ObelusWireHints *) (gconstpointer) process->reply.data;
}

static char *
describe_forbidden_call (ObelusWorkerProcess *process)
{
  guint32 call = __atomic_load_n (&get_hints (process)->forbidden_call, __ATOMIC_RELAXED);
  const char *name = call > 0 ? obelus_sandbox_get_call_name (call - 1) : NULL;

  if (name != NULL)
    return g_strdup_printf ("it made the system call '%s', which an isolated plugin may not", name);
  return g_strdup_printf ("it made a system call (number %d) which an isolated plugin may not", (int) call - 1);
}

static char *
describe_end (ObelusWorkerProcess *process, int status)
{
  if (status == -1)
    return g_strdup ("it ended");
  if (WIFEXITED (status) && WEXITSTATUS (status) == OBELUS_WIRE_FORBIDDEN_STATUS
      && get_hints (process)->forbidden_call > 0)
    return describe_forbidden_call (process);
  if (WIFEXITED (status))
    return g_strdup_printf ("it ended its process with status %d", WEXITSTATUS (status));
  if (WTERMSIG (status) == SIGSYS)
    return g_strdup ("it made a system call, with all signals blocked, which an isolated plugin may not");
  if (WTERMSIG (status) == SIGKILL)
    return g_strdup ("it was killed from outside (signal 9), as the system does when memory runs out");
  return g_strdup_printf ("it was ended by signal %d (%s)", WTERMSIG (status), strsignal (WTERMSIG (status)));
}

/* After the socket was closed at the other end: most likely because the process ended. */
static char *
find_end (ObelusWorkerProcess *process)
{
  int status;

  for (guint waited = 0; waited < 200; waited++)
    {
      if (reap (process, WNOHANG, &status))
        return describe_end (process, status);
      g_usleep (1000);
    }
  kill_and_reap (process);
  return g_strdup ("it closed its channel to the host");
}

/* Failing */

static gboolean
fail (ObelusWorkerFailure *failure, ObelusFailureKind kind, char *reason)
{
  failure->kind = kind;
  failure->reason = reason;
  return FALSE;
}

/* Sending */

static gboolean
make_request (ObelusWorkerProcess *process, const ObelusWorkerRequest *request, gsize *size,
              ObelusWorkerFailure *failure)
{
  g_autoptr (GError) error = NULL;

  for (;;)
    {
      ObelusPack pack = { process->request.data, process->request.size, 0 };
      request->pack (&pack, request->user_data);
      *size = pack.size;
      if (obelus_pack_fits (&pack) && process->request.size > 0)
        return TRUE;

      gsize wanted = MAX (LEAST_AREA, pack.size + pack.size / 4);
      if (!obelus_area_create (&process->request, OBELUS_AREA_REQUEST, wanted, &error))
        return fail (failure, OBELUS_FAILURE_HOST, g_strdup (error->message));
      process->sent_request_size = 0;
    }
}

static gboolean
make_reply_area (ObelusWorkerProcess *process, gsize size, ObelusWorkerFailure *failure)
{
  g_autoptr (GError) error = NULL;

  if (process->reply.size >= size)
    return TRUE;
  if (!obelus_area_create (&process->reply, OBELUS_AREA_REPLY, size, &error))
    return fail (failure, OBELUS_FAILURE_HOST, g_strdup (error->message));
  process->sent_reply_size = 0;
  return TRUE;
}

static gboolean
send_request (ObelusWorkerProcess *process, const ObelusWorkerRequest *request, gsize size,
              ObelusWorkerFailure *failure)
{
  gboolean new_request = process->sent_request_size != process->request.size;
  gboolean new_reply = process->sent_reply_size != process->reply.size;
  ObelusWireMessage message = {
    .kind = request->kind,
    .n_documents = request->n_documents,
    .number = ++process->number,
    .size = size,
    .new_request_size = new_request ? process->request.size : 0,
    .new_reply_size = new_reply ? process->reply.size : 0,
  };

  if (!obelus_channel_send (process->channel, &message, new_request ? process->request.fd : -1,
                            new_reply ? process->reply.fd : -1))
    return fail (failure, OBELUS_FAILURE_CRASHED, find_end (process));
  process->sent_request_size = process->request.size;
  process->sent_reply_size = process->reply.size;
  return TRUE;
}

/* Waiting */

typedef struct
{
  gint64 begun;    /* monotonic time in microseconds */
  gint64 moved;    /* when the worker last went on to another document */
  guint32 current; /* the document it says it is at, plus 1 */
} Progress;

static gint64
get_limit (double seconds)
{
  return (gint64) (seconds * G_TIME_SPAN_SECOND);
}

/* Whether time is up, for the worker or for the document it is at. How often this is asked bounds by how much a limit
 * is overdrawn. */
static gboolean
is_late (ObelusWorkerProcess *process, const ObelusWorkerRequest *request, Progress *progress,
         ObelusWorkerFailure *failure)
{
  guint32 current = __atomic_load_n (&get_hints (process)->current, __ATOMIC_RELAXED);
  gint64 now = g_get_monotonic_time ();
  gboolean knows_document = request->kind == OBELUS_WIRE_PROCESS && (current > 0 || request->n_documents == 1);

  if (current != progress->current)
    {
      progress->current = current;
      progress->moved = now;
    }
  if (knows_document && now - progress->moved >= get_limit (request->limits->document_seconds))
    return !fail (
        failure, OBELUS_FAILURE_TIMED_OUT,
        g_strdup_printf ("it worked on one document for longer than %g seconds", request->limits->document_seconds));
  if (now - progress->begun >= get_limit (request->limits->worker_seconds))
    return !fail (failure, OBELUS_FAILURE_TIMED_OUT,
                  request->kind == OBELUS_WIRE_LOAD
                      ? g_strdup_printf ("it did not load its stage within %g seconds", request->limits->worker_seconds)
                      : g_strdup_printf ("it did not answer within %g seconds", request->limits->worker_seconds));
  return FALSE;
}

/* Waits until the worker has said something. */
static gboolean
wait_for_answer (ObelusWorkerProcess *process, const ObelusWorkerRequest *request, ObelusWorkerFailure *failure)
{
  struct pollfd watched[2] = { { .fd = process->channel, .events = POLLIN }, { .fd = -1, .events = POLLIN } };
  gint64 begun = g_get_monotonic_time ();
  Progress progress = { begun, begun, 0 };
  double least = MIN (request->limits->document_seconds, request->limits->worker_seconds);
  int interval = (int) CLAMP (least * 1000 / 10, 1, 1000);
  gboolean has_answer = FALSE;

  if (request->cancellable != NULL)
    watched[1].fd = g_cancellable_get_fd (request->cancellable);

  while (!has_answer)
    {
      int n_ready = poll (watched, 2, interval);
      if (n_ready < 0 && errno != EINTR)
        {
          fail (failure, OBELUS_FAILURE_HOST, g_strdup_printf ("waiting for a worker failed: %s", g_strerror (errno)));
          break;
        }
      if (n_ready > 0 && watched[0].revents != 0)
        has_answer = TRUE;
      else if (g_cancellable_is_cancelled (request->cancellable))
        {
          fail (failure, OBELUS_FAILURE_CANCELLED, g_strdup ("the run was cancelled"));
          break;
        }
      else if (is_late (process, request, &progress, failure))
        break;
    }

  if (watched[1].fd >= 0)
    g_cancellable_release_fd (request->cancellable);
  return has_answer;
}

static gboolean
receive_answer (ObelusWorkerProcess *process, ObelusWireMessage *answer, ObelusWorkerFailure *failure)
{
  gssize size = obelus_channel_receive (process->channel, answer, NULL, FALSE);

  if (size == 0 || (size < 0 && (errno == ECONNRESET || errno == EPIPE)))
    return fail (failure, OBELUS_FAILURE_CRASHED, find_end (process));
  if (size != sizeof *answer)
    return fail (failure, OBELUS_FAILURE_CRASHED, g_strdup ("it wrote into its channel to the host"));
  if (answer->number != process->number || (answer->kind != OBELUS_WIRE_DONE && answer->kind != OBELUS_WIRE_TOO_LARGE))
    return fail (failure, OBELUS_FAILURE_CRASHED, g_strdup ("it sent an answer that nobody asked for"));
  return TRUE;
}

/* An exchange */

/* A worker says once what it has to say. */
static gboolean
check_silence (ObelusWorkerProcess *process, ObelusWorkerFailure *failure)
{
  ObelusWireMessage further;

  if (obelus_channel_receive (process->channel, &further, NULL, FALSE) > 0)
    return fail (failure, OBELUS_FAILURE_CRASHED, g_strdup ("it wrote into its channel to the host"));
  return TRUE;
}

static gboolean
read_reply (ObelusWorkerProcess *process, const ObelusWorkerRequest *request, guint64 size, ObelusWireReply *reply,
            ObelusWorkerFailure *failure)
{
  const char *problem;

  if (size > process->reply.size || size < OBELUS_PACK_ALIGNMENT)
    return fail (failure, OBELUS_FAILURE_CRASHED, g_strdup ("it lied about the length of its answer"));

  ObelusUnpack unpack = { .base = process->reply.data, .size = (gsize) size, .position = OBELUS_PACK_ALIGNMENT };
  if (obelus_wire_unpack_reply (&unpack, MAX (request->n_documents, 1), reply, &problem))
    return TRUE;
  obelus_wire_reply_clear (reply);
  return fail (failure, OBELUS_FAILURE_CRASHED, g_strdup (problem));
}

/* Sends the request until the reply has room: once, as a rule. */
static gboolean
ask (ObelusWorkerProcess *process, const ObelusWorkerRequest *request, gsize size, ObelusWireMessage *answer,
     ObelusWorkerFailure *failure)
{
  for (guint tries = 0; tries < 2; tries++)
    {
      if (!send_request (process, request, size, failure) || !wait_for_answer (process, request, failure)
          || !receive_answer (process, answer, failure))
        return FALSE;
      if (answer->kind == OBELUS_WIRE_DONE)
        return TRUE;
      if (answer->size > request->limits->max_bytes)
        break;
      if (!make_reply_area (process, (gsize) MAX (answer->size, LEAST_AREA), failure))
        return FALSE;
    }
  return fail (failure, OBELUS_FAILURE_TOO_LARGE,
               g_strdup_printf ("its results would take %" G_GUINT64_FORMAT
                                " bytes, more than the limit of %" G_GUINT64_FORMAT,
                                answer->size, request->limits->max_bytes));
}

gboolean
obelus_worker_process_exchange (ObelusWorkerProcess *process, const ObelusWorkerRequest *request,
                                ObelusWireReply *reply, ObelusWorkerFailure *failure)
{
  ObelusWireMessage answer;
  gsize size;

  failure->suspect = G_MAXUINT;
  if (!make_request (process, request, &size, failure))
    return FALSE;

  gsize most = (gsize) MAX (request->limits->max_bytes, LEAST_AREA);
  gsize expected = LEAST_AREA + MIN (size, most / REPLY_SHARE) * REPLY_SHARE;
  if (!make_reply_area (process, MIN (most, expected), failure))
    return FALSE;

  gboolean is_sound
      = ask (process, request, size, &answer, failure) && read_reply (process, request, answer.size, reply, failure);
  if (is_sound && !check_silence (process, failure))
    {
      obelus_wire_reply_clear (reply);
      is_sound = FALSE;
    }
  if (!is_sound)
    {
      guint32 current = __atomic_load_n (&get_hints (process)->current, __ATOMIC_RELAXED);
      failure->suspect = current >= 1 && current <= request->n_documents ? current - 1 : G_MAXUINT;
    }
  return is_sound;
}

void
obelus_worker_process_tidy (ObelusWorkerProcess *process)
{
  if (process->request.size > LARGEST_KEPT_AREA)
    {
      obelus_area_clear (&process->request);
      process->sent_request_size = 0;
    }
  if (process->reply.size > LARGEST_KEPT_AREA)
    {
      obelus_area_clear (&process->reply);
      process->sent_reply_size = 0;
    }
}
