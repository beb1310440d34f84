/* Conducting trials in children. */
#include "conduct.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The descriptor on which a child reports. */
#define CHANNEL 3

/* What is quoted of what a component prints. */
#define MAX_QUOTED 60

typedef struct
{
  pid_t pid;
  int channel;    /* our end */
  int outputs[2]; /* files that took its standard output and error */
} Child;

/* Starting */

static int
open_unnamed_file (void)
{
  g_autofree char *name = NULL;
  const int fd = g_file_open_tmp ("obelus-XXXXXX", &name, NULL);

  if (fd >= 0)
    {
      unlink (name);
      fcntl (fd, F_SETFD, FD_CLOEXEC);
    }
  return fd;
}

/* Whoever counts bytes must not see those that allocators keep for later: GLib's, and glibc's for each thread. */
static char **
make_environment (void)
{
  char **environment = g_environ_setenv (g_get_environ (), "G_SLICE", "always-malloc", TRUE);

  environment = g_environ_setenv (environment, "MALLOC_ARENA_MAX", "1", TRUE);
  return g_environ_setenv (environment, "GLIBC_TUNABLES", "glibc.malloc.tcache_count=0", TRUE);
}

static void
close_child (Child *child)
{
  close (child->channel);
  close (child->outputs[0]);
  close (child->outputs[1]);
}

static gboolean
start_child (Child *child, const char *const *arguments, GError **error)
{
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int ends[2];
  g_auto (GStrv) environment = make_environment ();

  child->outputs[0] = open_unnamed_file ();
  child->outputs[1] = open_unnamed_file ();
  if (child->outputs[0] < 0 || child->outputs[1] < 0 || pipe2 (ends, O_CLOEXEC) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   "no trial can be started: %s; see whether there is room in the folder for temporary files",
                   g_strerror (errno));
      return FALSE;
    }
  child->channel = ends[0];

  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_addopen (&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2 (&actions, child->outputs[0], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2 (&actions, child->outputs[1], STDERR_FILENO);
  posix_spawn_file_actions_adddup2 (&actions, ends[1], CHANNEL);
  posix_spawnattr_init (&attributes);
  /* A group of its own, so that what it starts can be ended with it. */
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETPGROUP);

  const int problem
      = posix_spawn (&child->pid, "/proc/self/exe", &actions, &attributes, (char *const *) arguments, environment);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attributes);
  close (ends[1]);
  if (problem != 0)
    {
      close_child (child);
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (problem), "no trial can be started: %s",
                   g_strerror (problem));
      return FALSE;
    }
  return TRUE;
}

/* Listening */

/* Reads what the child reports until it closes the pipe; FALSE if that took too long. */
static gboolean
listen_to_child (const Child *child, gint64 deadline, GString *said)
{
  for (;;)
    {
      struct pollfd poller = { child->channel, POLLIN, 0 };
      const gint64 left = deadline - g_get_monotonic_time ();
      char buffer[4096];

      if (left <= 0)
        return FALSE;
      const int ready = poll (&poller, 1, (int) MIN (left / 1000 + 1, 60000));
      if (ready < 0 && errno != EINTR)
        return TRUE;
      if (ready <= 0)
        continue;

      const gssize n = read (child->channel, buffer, sizeof buffer);
      if (n == 0 || (n < 0 && errno != EINTR))
        return TRUE;
      if (n > 0)
        g_string_append_len (said, buffer, n);
    }
}

/* Waits for the child's end and kills what is left of it; FALSE if it did not end by itself in time. */
static gboolean
end_child (const Child *child, gint64 deadline, int *status)
{
  gboolean ended = FALSE;

  while (!ended && g_get_monotonic_time () < deadline)
    {
      ended = waitpid (child->pid, status, WNOHANG) == child->pid;
      if (!ended)
        g_usleep (1000);
    }
  kill (-child->pid, SIGKILL);
  if (!ended)
    while (waitpid (child->pid, status, 0) < 0 && errno == EINTR)
      ;
  return ended;
}

/* Understanding */

static void
verdict_add (Verdict *verdict, char *finding)
{
  if (g_ptr_array_find_with_equal_func (verdict->findings, finding, g_str_equal, NULL))
    g_free (finding);
  else
    g_ptr_array_add (verdict->findings, finding);
}

/* Quotes the beginning of what a component printed. */
static void
judge_output (Verdict *verdict, int fd, const char *name)
{
  char buffer[MAX_QUOTED + 1];
  const gssize n = pread (fd, buffer, MAX_QUOTED, 0);

  if (n <= 0)
    return;
  buffer[n] = '\0';
  g_autofree char *valid = g_utf8_make_valid (buffer, n);
  for (char *at = valid; *at != '\0'; at++)
    if ((guchar) *at < 0x20)
      *at = ' ';
  verdict_add (verdict, g_strdup_printf ("it prints to %s: '%s'", name, g_strstrip (valid)));
}

static void
judge_end (Verdict *verdict, gboolean in_time, gboolean done, int status, const char *at, guint seconds)
{
  g_autofree char *where = *at != '\0' ? g_strdup_printf (" (%s)", at) : g_strdup ("");

  if (!in_time)
    verdict_add (verdict, g_strdup_printf ("it does not come to an end within %u s%s; on a busy machine give it longer "
                                           "with --time-limit",
                                           seconds, where));
  else if (WIFSIGNALED (status))
    verdict_add (verdict, g_strdup_printf ("it crashes: %s%s", strsignal (WTERMSIG (status)), where));
  else if (!done)
    verdict_add (verdict, g_strdup_printf ("it ends the program with status %d%s", WEXITSTATUS (status), where));
}

/* Takes the lines apart; `components` receives those of the trial that lists them. */
static gboolean
take_lines (Verdict *verdict, const char *said, GPtrArray *components, char **at)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  gboolean done = FALSE;

  for (char **line = lines; *line != NULL; line++)
    {
      char *space = strchr (*line, ' ');
      g_autofree char *text = g_strcompress (space != NULL ? space + 1 : "");

      if (space != NULL)
        *space = '\0';
      if (strcmp (*line, TRIAL_DONE) == 0)
        done = TRUE;
      else if (strcmp (*line, TRIAL_FINDING) == 0)
        verdict_add (verdict, g_steal_pointer (&text));
      else if (strcmp (*line, TRIAL_SKIPPED) == 0 && verdict->skipped == NULL)
        verdict->skipped = g_steal_pointer (&text);
      else if (strcmp (*line, TRIAL_COMPONENT) == 0 && components != NULL)
        g_ptr_array_add (components, g_steal_pointer (&text));
      else if (strcmp (*line, TRIAL_AT) == 0)
        {
          g_free (*at);
          *at = g_steal_pointer (&text);
        }
    }
  return done;
}

/* One trial */

static void
verdict_free (gpointer data)
{
  Verdict *verdict = data;

  g_ptr_array_unref (verdict->findings);
  g_free (verdict->skipped);
  g_free (verdict);
}

static Verdict *
try_promise (const Conformance *conformance, const char *promise, const char *kind, const char *name,
             GPtrArray *components, GError **error)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GString) said = g_string_new (NULL);
  g_autofree char *largest = g_strdup_printf ("%" G_GSIZE_FORMAT, conformance->largest);
  g_autofree char *channel = g_strdup_printf ("%d", CHANNEL);
  g_autofree char *at = g_strdup ("");
  Child child;
  int status = 0;

  const char *const fixed[] = { "obelus", "check-plugin", TRIAL_OPTION, channel, largest, promise, kind, name };
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_ptr_array_add (arguments, (gpointer) fixed[i]);
  g_ptr_array_extend (arguments, conformance->folders, NULL, NULL);
  g_ptr_array_add (arguments, NULL);
  if (!start_child (&child, (const char *const *) arguments->pdata, error))
    return NULL;

  const gint64 deadline = g_get_monotonic_time () + (gint64) conformance->seconds * G_USEC_PER_SEC;
  Verdict *verdict = g_new0 (Verdict, 1);
  verdict->promise = promise_find (promise);
  verdict->findings = g_ptr_array_new_with_free_func (g_free);
  listen_to_child (&child, deadline, said);
  const gboolean in_time = end_child (&child, deadline, &status);
  const gboolean done = take_lines (verdict, said->str, components, &at);
  judge_end (verdict, in_time, done, status, at, conformance->seconds);
  judge_output (verdict, child.outputs[0], "standard output");
  judge_output (verdict, child.outputs[1], "standard error");
  close_child (&child);
  return verdict;
}

/* All of them */

static void
component_verdicts_free (gpointer data)
{
  ComponentVerdicts *component = data;

  g_free (component->kind);
  g_free (component->name);
  g_ptr_array_unref (component->verdicts);
  g_free (component);
}

static gboolean
is_wanted (const Conformance *conformance, const char *promise)
{
  return conformance->promises->len == 0
         || g_ptr_array_find_with_equal_func (conformance->promises, promise, g_str_equal, NULL);
}

static ObelusComponentKind
find_kind (const char *name)
{
  ObelusComponentKind kind = OBELUS_COMPONENT_PROCESSOR;

  while (kind < OBELUS_COMPONENT_EVALUATOR && strcmp (obelus_component_kind_get_name (kind), name) != 0)
    kind++;
  return kind;
}

static gboolean
try_component (Conformance *conformance, const char *described, ConductProgress progress, gpointer user_data,
               GError **error)
{
  g_auto (GStrv) words = g_strsplit (described, " ", 2);
  ComponentVerdicts *component = g_new0 (ComponentVerdicts, 1);

  component->kind = g_strdup (words[0]);
  component->name = g_strdup (words[1]);
  component->verdicts = g_ptr_array_new_with_free_func (verdict_free);
  g_ptr_array_add (conformance->components, component);

  for (const Promise *promise = promises; promise->name != NULL; promise++)
    {
      if (promise->checks[find_kind (component->kind)] == NULL || !is_wanted (conformance, promise->name))
        continue;
      if (progress != NULL)
        progress (described, promise->name, user_data);
      Verdict *verdict = try_promise (conformance, promise->name, component->kind, component->name, NULL, error);
      if (verdict == NULL)
        return FALSE;
      g_ptr_array_add (component->verdicts, verdict);
    }
  return TRUE;
}

gboolean
conformance_conduct (Conformance *conformance, ConductProgress progress, gpointer user_data, GError **error)
{
  g_autoptr (GPtrArray) described = g_ptr_array_new_with_free_func (g_free);

  conformance->components = g_ptr_array_new_with_free_func (component_verdicts_free);
  conformance->load = try_promise (conformance, TRIAL_LOAD, "-", conformance->target, described, error);
  if (conformance->load == NULL)
    return FALSE;
  for (guint i = 0; i < described->len; i++)
    if (!try_component (conformance, described->pdata[i], progress, user_data, error))
      return FALSE;
  return TRUE;
}

guint
conformance_count_findings (const Conformance *conformance)
{
  guint n = conformance->load->findings->len;

  for (guint i = 0; i < conformance->components->len; i++)
    {
      const ComponentVerdicts *component = conformance->components->pdata[i];
      for (guint j = 0; j < component->verdicts->len; j++)
        n += ((const Verdict *) component->verdicts->pdata[j])->findings->len;
    }
  return n;
}

void
conformance_clear (Conformance *conformance)
{
  g_clear_pointer (&conformance->folders, g_ptr_array_unref);
  g_clear_pointer (&conformance->promises, g_ptr_array_unref);
  g_clear_pointer (&conformance->components, g_ptr_array_unref);
  g_clear_pointer (&conformance->load, verdict_free);
}
