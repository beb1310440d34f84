/* The scanner: a process that forks another for each module, watches it, and tells what became of it. It has one thread
 * and opens nothing itself, so that no module can do anything to it or to what it says of others. */
#include "description-private.h"
#include "look-private.h"
#include "option-value-private.h"
#include "sandbox-private.h"
#include "scan-private.h"
#include "wire-private.h"
#include "worker-private.h"

#include <obelus/obelus-worker.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

/* Modules that are looked into at once: one that hangs keeps no other from its turn. */
#define MAX_SLOTS 4

/* How much is kept of what a module prints. */
#define MAX_SAID 256

/* One that prints without end is not listened to without end. */
#define MAX_READS 16

/* What a module's process leaves behind. Only what it says of itself depends on it. */
typedef struct
{
  guint32 forbidden_call; /* number of a system call that it made and may not, plus 1 */
  guint32 kind;           /* 0 until it is done */
  guint64 size;
  guint8 bytes[OBELUS_DESCRIPTION_MAX];
} Area;

typedef struct
{
  pid_t pid; /* 0 if there is none */
  guint index;
  int output;         /* what it prints comes from here */
  gboolean is_silent; /* it has closed the other end, as it does when it ends */
  gint64 deadline;
  char said[MAX_SAID];
  gsize n_said;
  Area *area;
} Slot;

typedef struct
{
  int channel;
  const char *const *modules;
  guint n_modules;
  Slot slots[MAX_SLOTS];
  guint n_slots;
  sigset_t usual;
  gboolean is_heard;
} Scanner;

/* In a module's process */

static void
put_problem (Area *area, ObelusScanKind kind, const char *problem)
{
  gsize length = MIN (strlen (problem), OBELUS_SCAN_MAX_PROBLEM - 1);
  g_autofree char *valid = g_utf8_make_valid (problem, (gssize) length);

  area->size = MIN (strlen (valid), OBELUS_SCAN_MAX_PROBLEM - 1) + 1;
  memcpy (area->bytes, valid, area->size - 1);
  area->bytes[area->size - 1] = '\0';
  area->kind = kind;
}

static void
look (const char *path, Area *area)
{
  ObelusPack pack = { .base = area->bytes, .capacity = sizeof area->bytes };
  g_autofree char *problem = NULL;
  gboolean is_lasting = FALSE;
  GPtrArray *components = obelus_look_open (path, &is_lasting, &problem);

  if (components == NULL)
    {
      put_problem (area, is_lasting ? OBELUS_SCAN_BROKEN : OBELUS_SCAN_UNUSABLE, problem);
      return;
    }

  obelus_description_pack (&pack, components);
  area->size = pack.size;
  area->kind = OBELUS_SCAN_DESCRIBED;
  if (!obelus_pack_fits (&pack))
    {
      g_autofree char *sentence = g_strdup_printf ("the module's names, summaries and options take %" G_GSIZE_FORMAT
                                                   " bytes, more than %d; shorten them",
                                                   pack.size, OBELUS_DESCRIPTION_MAX);
      put_problem (area, OBELUS_SCAN_BROKEN, sentence);
    }
}

static G_NORETURN void
be_module (Scanner *scanner, Slot *slot, int output)
{
#if defined(__linux__)
  prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
#endif
  setpgid (0, 0);
  close (scanner->channel);
  dup2 (output, STDOUT_FILENO);
  dup2 (output, STDERR_FILENO);
  close (output);
  signal (SIGCHLD, SIG_DFL);
  signal (SIGPIPE, SIG_DFL);
  sigprocmask (SIG_SETMASK, &scanner->usual, NULL);

  obelus_sandbox_set_note (&slot->area->forbidden_call);
  obelus_sandbox_enter_scan (OBELUS_SCAN_CPU_SECONDS);
  look (scanner->modules[slot->index], slot->area);
  fflush (NULL);
  dup2 (STDIN_FILENO, STDERR_FILENO); /* what is printed from here on is not the module's */
  obelus_sandbox_write_line_counts ();
  _exit (0);
}

/* What became of it */

static char *
describe_end (Slot *slot, int status)
{
  const char *name
      = slot->area->forbidden_call > 0 ? obelus_sandbox_get_call_name (slot->area->forbidden_call - 1) : NULL;

  if (WIFSIGNALED (status) && (WTERMSIG (status) == SIGXCPU || WTERMSIG (status) == SIGKILL))
    return g_strdup_printf (
        "the module takes more than %d seconds of computing to be opened, or more memory than there is; "
        "tell its author, or remove it",
        OBELUS_SCAN_CPU_SECONDS);
  if (WIFSIGNALED (status))
    return g_strdup_printf ("the module crashes when it is opened: signal %d (%s); tell its author, or remove it",
                            WTERMSIG (status), strsignal (WTERMSIG (status)));
  if (WEXITSTATUS (status) == OBELUS_WIRE_FORBIDDEN_STATUS && name != NULL)
    return g_strdup_printf (
        "the module makes the system call '%s' when it is opened, which no plugin may; tell its author, "
        "or remove it",
        name);
  if (WEXITSTATUS (status) == OBELUS_WIRE_FORBIDDEN_STATUS && slot->area->forbidden_call > 0)
    return g_strdup_printf (
        "the module makes a system call (number %u) when it is opened, which no plugin may; tell its "
        "author, or remove it",
        slot->area->forbidden_call - 1);
  return g_strdup_printf (
      "the module ends the program when it is opened, with status %d; tell its author, or remove it",
      WEXITSTATUS (status));
}

static char *
describe_print (Slot *slot)
{
  slot->said[slot->n_said] = '\0';
  g_autofree char *valid = g_utf8_make_valid (slot->said, -1);
  g_autofree char *excerpt = obelus_option_value_excerpt (g_strstrip (valid));

  return g_strdup_printf ("the module prints when it is opened: '%s'; tell its author that plugins do not print",
                          excerpt);
}

static void
tell (Scanner *scanner, guint index, ObelusScanKind kind, gconstpointer bytes, gsize size)
{
  ObelusScanHead head = { .index = index, .kind = kind, .size = size };
  g_autofree guint8 *message = g_malloc (sizeof head + size);
  gsize written = 0;

  memcpy (message, &head, sizeof head);
  memcpy (message + sizeof head, bytes, size);
  while (written < sizeof head + size && scanner->is_heard)
    {
      gssize n = write (scanner->channel, message + written, sizeof head + size - written);

      if (n > 0)
        written += (gsize) n;
      else if (n < 0 && errno != EINTR)
        scanner->is_heard = FALSE;
    }
}

static void
tell_problem (Scanner *scanner, guint index, ObelusScanKind kind, const char *problem)
{
  tell (scanner, index, kind, problem, strlen (problem) + 1);
}

/* Watching */

static void
hear (Slot *slot)
{
  char buffer[4096];
  gssize n_read;

  for (guint i = 0; i < MAX_READS && (n_read = read (slot->output, buffer, sizeof buffer)) > 0; i++)
    {
      gsize n_kept = MIN ((gsize) n_read, sizeof slot->said - 1 - slot->n_said);

      memcpy (slot->said + slot->n_said, buffer, n_kept);
      slot->n_said += n_kept;
    }
}

static void
finish (Scanner *scanner, Slot *slot, int status)
{
  Area *area = slot->area;
  guint32 kind = area->kind;
  guint64 size = area->size;
  gboolean is_done = WIFEXITED (status) && WEXITSTATUS (status) == 0 && kind >= OBELUS_SCAN_DESCRIBED
                     && kind <= OBELUS_SCAN_UNUSABLE && size <= sizeof area->bytes;
  g_autofree char *problem = NULL;

  kill (-slot->pid, SIGKILL); /* what it may have started */
  hear (slot);
  if (!is_done)
    {
      problem = describe_end (slot, status);
      tell_problem (scanner, slot->index, OBELUS_SCAN_FAILED, problem);
    }
  else if (slot->n_said > 0)
    {
      problem = describe_print (slot);
      tell_problem (scanner, slot->index, OBELUS_SCAN_BROKEN, problem);
    }
  else
    tell (scanner, slot->index, (ObelusScanKind) kind, area->bytes, (gsize) size);
  close (slot->output);
  slot->pid = 0;
}

static void
end_late (Scanner *scanner, Slot *slot)
{
  g_autofree char *problem = g_strdup_printf ("the module was not open after %d seconds; tell its author, or remove it",
                                              OBELUS_SCAN_SECONDS);

  kill (slot->pid, SIGKILL);
  kill (-slot->pid, SIGKILL);
  while (waitpid (slot->pid, NULL, 0) < 0 && errno == EINTR)
    ;
  close (slot->output);
  slot->pid = 0;
  tell_problem (scanner, slot->index, OBELUS_SCAN_FAILED, problem);
}

static void
start (Scanner *scanner, Slot *slot, guint index)
{
  int ends[2];

  if (pipe2 (ends, O_CLOEXEC) != 0)
    return;
  fcntl (ends[0], F_SETFL, O_NONBLOCK);

  memset (slot->area, 0, G_STRUCT_OFFSET (Area, bytes));
  slot->index = index;
  slot->n_said = 0;
  slot->is_silent = FALSE;
  slot->deadline = g_get_monotonic_time () + OBELUS_SCAN_SECONDS * G_TIME_SPAN_SECOND;
  slot->output = ends[0];
  slot->pid = fork ();
  if (slot->pid == 0)
    be_module (scanner, slot, ends[1]);
  close (ends[1]);
  if (slot->pid < 0)
    {
      slot->pid = 0;
      close (ends[0]);
    }
}

/* Sleeps until a module prints, ends, or has had its time. */
static void
sleep_on (Scanner *scanner)
{
  struct pollfd watched[MAX_SLOTS];
  gint64 next = G_MAXINT64;
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < scanner->n_slots; i++)
    {
      Slot *slot = &scanner->slots[i];
      watched[i] = (struct pollfd){ .fd = slot->pid != 0 && !slot->is_silent ? slot->output : -1, .events = POLLIN };
      if (slot->pid != 0)
        next = MIN (next, slot->deadline);
    }

  if (next == G_MAXINT64)
    return;
  gint64 left = MAX (next - now, 0);
  struct timespec timeout = { .tv_sec = left / G_TIME_SPAN_SECOND, .tv_nsec = left % G_TIME_SPAN_SECOND * 1000 };
  if (ppoll (watched, scanner->n_slots, &timeout, &scanner->usual) <= 0)
    return;
  for (guint i = 0; i < scanner->n_slots; i++)
    if (watched[i].revents & POLLIN)
      hear (&scanner->slots[i]);
    else if (watched[i].revents != 0)
      scanner->slots[i].is_silent = TRUE;
}

static guint
look_after (Scanner *scanner)
{
  guint n_running = 0;

  for (guint i = 0; i < scanner->n_slots; i++)
    {
      Slot *slot = &scanner->slots[i];
      int status = 0;

      if (slot->pid == 0)
        continue;
      if (waitpid (slot->pid, &status, WNOHANG) == slot->pid)
        finish (scanner, slot, status);
      else if (g_get_monotonic_time () >= slot->deadline)
        end_late (scanner, slot);
      else
        n_running++;
    }
  return n_running;
}

static void
note_end (int signal_number)
{
  (void) signal_number; /* sleep is interrupted, which is all */
}

static gboolean
prepare (Scanner *scanner)
{
  struct sigaction action = { .sa_handler = note_end };
  sigset_t ends;

  signal (SIGPIPE, SIG_IGN);
  sigemptyset (&ends);
  sigaddset (&ends, SIGCHLD);
  if (sigprocmask (SIG_BLOCK, &ends, &scanner->usual) != 0 || sigaction (SIGCHLD, &action, NULL) != 0)
    return FALSE;

  scanner->n_slots = MIN (MAX_SLOTS, scanner->n_modules);
  for (guint i = 0; i < scanner->n_slots; i++)
    {
      gpointer area = mmap (NULL, sizeof (Area), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
      if (area == MAP_FAILED)
        return FALSE;
      scanner->slots[i].area = area;
    }
  return TRUE;
}

int
obelus_worker_scan (int channel, const char *const *modules)
{
  Scanner scanner = { .channel = channel, .modules = modules, .is_heard = TRUE };
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  guint n_running = 0;
  guint next = 0;

  obelus_worker_settle ();
  for (; modules[scanner.n_modules] != NULL; scanner.n_modules++)
    g_ptr_array_add (paths, (gpointer) modules[scanner.n_modules]);
  if (!prepare (&scanner))
    return 1;
  obelus_sandbox_enter_scanner (paths);

  while (scanner.is_heard && (next < scanner.n_modules || n_running > 0))
    {
      for (guint i = 0; i < scanner.n_slots && next < scanner.n_modules; i++)
        if (scanner.slots[i].pid == 0)
          start (&scanner, &scanner.slots[i], next++);
      sleep_on (&scanner);
      n_running = look_after (&scanner);
    }
  obelus_sandbox_write_line_counts ();
  return scanner.is_heard ? 0 : 1;
}
