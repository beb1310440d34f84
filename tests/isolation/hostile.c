/* A plugin that does, to documents that ask for it, whatever a plugin must not. What it gets away with shows: then it
 * goes on and marks the document, and where it is refused with an error it says so and fails. */
#include <obelus/obelus-plugin.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

/* The descriptor at which a worker holds the channel to its host. */
#define CHANNEL 3

/* Faults */

static int
do_segfault (void)
{
  volatile int *volatile nowhere = (volatile int *) 8;
  *nowhere = 1;
  return 0;
}

static int
do_jump_to_nowhere (void)
{
  void (*volatile nowhere) (void) = (void (*) (void)) 16;
  nowhere ();
  return 0;
}

static int
do_write_to_constant (void)
{
  static const char constant[] = "constant";
  *(volatile char *) constant = 'C';
  return 0;
}

static int
do_abort (void)
{
  abort ();
}

static int
do_trap (void)
{
  __builtin_trap ();
}

static int
do_exit (void)
{
  exit (0);
}

static int
do_exit_at_once (void)
{
  _exit (7);
}

static int
do_exit_like_forbidden (void)
{
  _exit (86);
}

static int G_GNUC_NO_INLINE
recurse (volatile char *caller)
{
  volatile char room[4096];

  room[0] = (char) (caller[0] + 1);
  return room[0] == 77 && caller[1] == 77 ? 0 : recurse (room) + room[0];
}

static int
do_overflow_stack (void)
{
  volatile char room[2] = { 0 };
  return recurse (room);
}

/* Time and memory */

static int
do_loop (void)
{
  for (volatile int forever = 1; forever;)
    ;
  return 0;
}

static int
do_sleep (void)
{
  return sleep (100000) == 0 ? 0 : -1;
}

static int
do_stop_itself (void)
{
  return kill (getpid (), SIGSTOP);
}

static int
do_loop_deaf_to_signals (void)
{
  sigset_t all;

  sigfillset (&all);
  sigprocmask (SIG_BLOCK, &all, NULL);
  return do_loop ();
}

static int
do_allocate (void)
{
  for (gsize total = 0; total < (gsize) 8 << 30; total += 16 << 20)
    {
      char *memory = malloc (16 << 20);
      if (memory == NULL)
        return -1;
      memset (memory, 1, 16 << 20);
    }
  return 0;
}

static int
do_map_pages (void)
{
  for (gsize total = 0; total < (gsize) 8 << 30; total += 16 << 20)
    {
      char *memory = mmap (NULL, 16 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (memory == MAP_FAILED)
        return -1;
      memset (memory, 1, 16 << 20);
    }
  return 0;
}

static int
do_map_shared (void)
{
  return mmap (NULL, 16 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

static int
do_raise_limit (void)
{
  struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };
  return setrlimit (RLIMIT_DATA, &limit);
}

/* Processes and threads */

static int
do_fork (void)
{
  return fork () < 0 ? -1 : 0;
}

static int
do_fork_bomb (void)
{
  for (;;)
    if (fork () < 0)
      return -1;
}

static int
do_vfork (void)
{
  pid_t pid = vfork ();
  if (pid == 0)
    _exit (0);
  return pid < 0 ? -1 : 0;
}

static int
do_spawn (void)
{
  char name[] = "true";
  char *arguments[] = { name, NULL };
  char *environment[] = { NULL };
  pid_t pid;

  errno = posix_spawn (&pid, "/bin/true", NULL, NULL, arguments, environment);
  return errno != 0 ? -1 : 0;
}

static int
do_execute (void)
{
  char name[] = "true";
  char *arguments[] = { name, NULL };
  return execv ("/bin/true", arguments);
}

static gpointer
do_nothing_in_thread (gpointer data)
{
  return data;
}

static int
do_thread (void)
{
  GThread *thread = g_thread_try_new ("hostile", do_nothing_in_thread, NULL, NULL);
  if (thread == NULL)
    return -1;
  g_thread_join (thread);
  return 0;
}

static int
do_trace (void)
{
  return (int) ptrace (PTRACE_ATTACH, getppid (), NULL, NULL);
}

static int
do_read_host (void)
{
  char buffer[16];
  struct iovec here = { buffer, sizeof buffer }, there = { (void *) 0x400000, sizeof buffer };
  return process_vm_readv (1, &here, 1, &there, 1, 0) < 0 ? -1 : 0;
}

static int
do_kill_all (void)
{
  return kill (-1, 0);
}

static int
do_kill_group (void)
{
  return kill (0, SIGKILL);
}

static int
do_kill_another (void)
{
  return (int) syscall (SYS_tgkill, 1, 1, 0);
}

static int
do_kill_itself (void)
{
  return kill (getpid (), SIGKILL);
}

static int
do_set_alarm (void)
{
  struct itimerval timer = { { 0, 0 }, { 0, 1000 } };
  return setitimer (ITIMER_REAL, &timer, NULL);
}

static int
do_catch_forbidden (void)
{
  struct sigaction action = { 0 };
  action.sa_handler = SIG_IGN;
  return sigaction (SIGSYS, &action, NULL);
}

/* A host that is told of what happens at the channel could be sent a signal in this way. */
static int
do_own_channel (void)
{
  return fcntl (CHANNEL, F_SETOWN, 1);
}

static int
do_become_dumpable (void)
{
  return prctl (PR_SET_DUMPABLE, 1, 0, 0, 0);
}

static int
do_outlive_host (void)
{
  return prctl (PR_SET_PDEATHSIG, 0, 0, 0, 0);
}

/* Files and the network */

static int
do_open_file (void)
{
  return open ("/etc/passwd", O_RDONLY);
}

static int
do_look_at_file (void)
{
  struct stat status;
  return stat ("/etc/passwd", &status);
}

static int
do_create_file (void)
{
  return open ("/tmp/obelus-hostile", O_WRONLY | O_CREAT, 0600);
}

static int
do_open_own_memory (void)
{
  return open ("/proc/self/mem", O_RDWR);
}

static int
do_remove_file (void)
{
  return unlink ("/tmp/obelus-hostile");
}

static int
do_make_folder (void)
{
  return mkdir ("/tmp/obelus-hostile", 0700);
}

static int
do_mount (void)
{
  return mount ("none", "/mnt", "tmpfs", 0, NULL);
}

static int
do_socket (void)
{
  return socket (AF_INET, SOCK_STREAM, 0);
}

static int
do_local_socket (void)
{
  return socket (AF_UNIX, SOCK_STREAM, 0);
}

static int
do_pipe (void)
{
  int ends[2];
  return pipe (ends);
}

static int
do_memory_file (void)
{
  return memfd_create ("hostile", 0);
}

static int
do_ring (void)
{
  char parameters[256] = { 0 };
  return (int) syscall (SYS_io_uring_setup, 1, parameters);
}

static int
do_new_code (void)
{
  void *page = mmap (NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? -1 : 0;
}

static int
do_make_code (void)
{
  void *page = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? -1 : mprotect (page, 4096, PROT_READ | PROT_EXEC);
}

/* The channel */

static int
do_close_channel (void)
{
  close (CHANNEL);
  return do_loop ();
}

static int
do_close_everything (void)
{
  for (int fd = 0; fd < 64; fd++)
    close (fd);
  return 0;
}

static int
do_replace_channel (void)
{
  return dup2 (1, CHANNEL);
}

static int
do_write_garbage (void)
{
  return write (CHANNEL, "rubbish", 7) == 7 ? 0 : -1;
}

static int
do_write_nothing (void)
{
  return write (CHANNEL, "", 0) == 0 ? 0 : -1;
}

static int
do_write_flood (void)
{
  static const char page[4096];
  for (;;)
    if (write (CHANNEL, page, sizeof page) < 0)
      return -1;
}

/* The size of an answer and what looks like one: kind, documents, number, size, areas. */
static int
do_forge_answer (void)
{
  const guint64 answer[5] = { 3, 1, 64, 0, 0 };
  return write (CHANNEL, answer, sizeof answer) == sizeof answer ? 0 : -1;
}

static int
do_send_descriptors (void)
{
  union
  {
    struct cmsghdr head;
    char bytes[CMSG_SPACE (sizeof (int))];
  } control = { 0 };
  const guint64 answer[5] = { 3, 1, 64, 0, 0 };
  struct iovec part = { (gpointer) answer, sizeof answer };
  struct msghdr packet = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes };
  const int fd = 0;

  packet.msg_controllen = sizeof control.bytes;
  control.head.cmsg_level = SOL_SOCKET;
  control.head.cmsg_type = SCM_RIGHTS;
  control.head.cmsg_len = CMSG_LEN (sizeof (int));
  memcpy (CMSG_DATA (&control.head), &fd, sizeof fd);
  return sendmsg (CHANNEL, &packet, 0) > 0 ? 0 : -1;
}

/* Waits for what the host says, in the core's place. */
static int
do_read_channel (void)
{
  char buffer[256];
  return read (CHANNEL, buffer, sizeof buffer) > 0 ? 0 : -1;
}

static const struct
{
  const char *name;
  int (*deed) (void);
} deeds[] = {
  { "segfault", do_segfault },
  { "jump-to-nowhere", do_jump_to_nowhere },
  { "write-to-constant", do_write_to_constant },
  { "abort", do_abort },
  { "trap", do_trap },
  { "exit", do_exit },
  { "exit-at-once", do_exit_at_once },
  { "exit-like-forbidden", do_exit_like_forbidden },
  { "overflow-stack", do_overflow_stack },
  { "loop", do_loop },
  { "loop-deaf-to-signals", do_loop_deaf_to_signals },
  { "sleep", do_sleep },
  { "stop-itself", do_stop_itself },
  { "allocate", do_allocate },
  { "map-pages", do_map_pages },
  { "map-shared", do_map_shared },
  { "raise-limit", do_raise_limit },
  { "fork", do_fork },
  { "fork-bomb", do_fork_bomb },
  { "vfork", do_vfork },
  { "spawn", do_spawn },
  { "execute", do_execute },
  { "thread", do_thread },
  { "trace", do_trace },
  { "read-host", do_read_host },
  { "kill-all", do_kill_all },
  { "kill-group", do_kill_group },
  { "kill-another", do_kill_another },
  { "kill-itself", do_kill_itself },
  { "set-alarm", do_set_alarm },
  { "catch-forbidden", do_catch_forbidden },
  { "own-channel", do_own_channel },
  { "become-dumpable", do_become_dumpable },
  { "outlive-host", do_outlive_host },
  { "open-file", do_open_file },
  { "look-at-file", do_look_at_file },
  { "create-file", do_create_file },
  { "open-own-memory", do_open_own_memory },
  { "remove-file", do_remove_file },
  { "make-folder", do_make_folder },
  { "mount", do_mount },
  { "socket", do_socket },
  { "local-socket", do_local_socket },
  { "pipe", do_pipe },
  { "memory-file", do_memory_file },
  { "ring", do_ring },
  { "new-code", do_new_code },
  { "make-code", do_make_code },
  { "close-channel", do_close_channel },
  { "close-everything", do_close_everything },
  { "replace-channel", do_replace_channel },
  { "write-garbage", do_write_garbage },
  { "write-nothing", do_write_nothing },
  { "write-flood", do_write_flood },
  { "forge-answer", do_forge_answer },
  { "send-descriptors", do_send_descriptors },
  { "read-channel", do_read_channel },
};

static gboolean
misbehave (ObelusContext *context, GError **error)
{
  const char *wanted = obelus_context_get_text (context, "do");

  for (guint i = 0; wanted != NULL && i < G_N_ELEMENTS (deeds); i++)
    if (strcmp (deeds[i].name, wanted) == 0)
      {
        if (deeds[i].deed () >= 0)
          return TRUE;
        return obelus_context_fail (context, error, OBELUS_ERROR_FAILED, OBELUS_NO_OFFSET, "refused: %s",
                                    g_strerror (errno));
      }
  return obelus_context_fail (context, error, OBELUS_ERROR_FAILED, OBELUS_NO_OFFSET, "there is no deed '%s'", wanted);
}

/* One row a letter: where it stands, what it is, and which row is the next of its kind. */
static gboolean
mark_letters (ObelusContext *context, ObelusDocument *document, guint repeats, GError **error)
{
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "acme.letter", error);
  if (builder == NULL)
    return FALSE;

  guint letter = obelus_layer_builder_add_column (builder, "letter", OBELUS_COLUMN_STRING);
  guint code = obelus_layer_builder_add_column (builder, "code", OBELUS_COLUMN_INTEGER);
  guint share = obelus_layer_builder_add_column (builder, "share", OBELUS_COLUMN_REAL);
  guint next = obelus_layer_builder_add_reference (builder, "next", "acme.letter");
  for (guint32 i = 0; i < length; i++)
    for (guint times = 0; times < repeats && g_ascii_isalpha (text[i]); times++)
      {
        guint32 row = obelus_layer_builder_append (builder, i, i + 1);
        obelus_layer_builder_set_string (builder, letter, row, text + i, 1);
        if (g_ascii_islower (text[i]))
          obelus_layer_builder_set_integer (builder, code, row, text[i]);
        obelus_layer_builder_set_real (builder, share, row, (double) i / length);
        obelus_layer_builder_set_reference (builder, next, row, row > 0 ? row - 1 : OBELUS_NO_ROW);
      }
  return obelus_context_commit (context, document, builder, error);
}

static gboolean
hostile_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const char *wanted = obelus_context_get_text (context, "do");
  gboolean is_guilty = strstr (obelus_document_get_text (document, NULL), "GUILTY") != NULL;
  guint repeats = 1;

  if (is_guilty && g_strcmp0 (wanted, "return-too-much") == 0)
    repeats = 1 << 20;
  else if (is_guilty && wanted != NULL && !misbehave (context, error))
    return FALSE;
  if (strstr (obelus_document_get_text (document, NULL), "WARN") != NULL)
    obelus_context_warn (context, "a warning");
  return mark_letters (context, document, repeats, error);
}

static gboolean
hostile_load (ObelusContext *context, gpointer *shared, GError **error)
{
  (void) shared;
  if (!obelus_context_get_flag (context, "at-load"))
    return TRUE;
  return misbehave (context, error);
}

static const ObelusOption options[] = {
  OBELUS_OPTION_TEXT ("do", NULL, "What to do to documents that say GUILTY"),
  OBELUS_OPTION_FLAG ("at-load", 0, "Do it when the stage is loaded"),
  OBELUS_OPTION_END,
};

static const ObelusProcessorClass hostile = {
  .name = "hostile",
  .summary = "Mark letters, and do harm where a document says so",
  .gives = "acme.letter",
  .options = options,
  .load = hostile_load,
  .process = hostile_process,
};

/* Works on all documents at once, so that nobody knows at which of them it dies. */
static void
batch_process (ObelusContext *context, ObelusDocument *const *documents, guint n_documents, GError **errors)
{
  for (guint i = 0; i < n_documents; i++)
    hostile_process (context, documents[n_documents - 1 - i], &errors[n_documents - 1 - i]);
}

static const ObelusProcessorClass hostile_batch = {
  .name = "hostile-batch",
  .summary = "Mark letters of many documents at once, and do harm where one says so",
  .gives = "acme.letter",
  .options = options,
  .load = hostile_load,
  .process = hostile_process,
  .process_batch = batch_process,
};

static const ObelusProcessorClass *const processors[] = { &hostile, &hostile_batch, NULL };

OBELUS_PLUGIN (hostile, .version = "1.0", .license = "MIT", .processors = processors)
