/* The thread that starts workers. */
#include "plugin-path-private.h"
#include "spawner-private.h"
#include "wire-private.h"

#include <obelus/obelus-error.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>

struct _ObelusSpawner
{
  GThread *thread;
  char *program;
  GMutex lock;
  GCond changed;
  gboolean ends;

  /* The order that is being carried out. */
  gboolean has_order;
  gboolean is_done;
  int channel;
  pid_t pid;
  int problem; /* errno */
};

/* What a worker may know of the environment: where libraries are, and how sanitizers are set. They cannot look for
 * leaks when a plugin calls exit: that takes another process. */
static char **
make_environment (void)
{
  static const char *const kept[] = { "LD_LIBRARY_PATH=", "UBSAN_OPTIONS=" };
  g_auto (GStrv) all = g_get_environ ();
  GPtrArray *environment = g_ptr_array_new ();

  for (char **entry = all; *entry != NULL; entry++)
    for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
      if (g_str_has_prefix (*entry, kept[i]))
        g_ptr_array_add (environment, g_strdup (*entry));
  const char *address_options = g_getenv ("ASAN_OPTIONS");
  g_ptr_array_add (environment, g_strconcat ("ASAN_OPTIONS=", address_options != NULL ? address_options : "",
                                             ":detect_leaks=0", NULL));
  g_ptr_array_add (environment, NULL);
  return (char **) g_ptr_array_free (environment, FALSE);
}

/* Standard streams are nobody's: no plugin prints. */
static int
add_files (posix_spawn_file_actions_t *actions, int channel)
{
  int problem = 0;

  for (int fd = 0; fd < 3 && problem == 0; fd++)
    problem = posix_spawn_file_actions_addopen (actions, fd, "/dev/null", O_RDWR, 0);
  if (problem == 0)
    problem = posix_spawn_file_actions_adddup2 (actions, channel, OBELUS_WIRE_CHANNEL);
  return problem;
}

/* Signals as a program expects them, and a group of its own: what is typed at the terminal is meant for the host. */
static int
set_attributes (posix_spawnattr_t *attributes)
{
  sigset_t none, all;

  sigemptyset (&none);
  sigfillset (&all);
  posix_spawnattr_setsigmask (attributes, &none);
  posix_spawnattr_setsigdefault (attributes, &all);
  posix_spawnattr_setpgroup (attributes, 0);
  return posix_spawnattr_setflags (attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

int
obelus_spawn_worker (const char *program, const char *const *arguments, int channel, pid_t *pid)
{
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  g_auto (GStrv) environment = make_environment ();
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int problem;

  g_ptr_array_add (command, (gpointer) "obelus-worker");
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (command, (gpointer) *arguments);
  g_ptr_array_add (command, NULL);

  if (posix_spawn_file_actions_init (&actions) != 0)
    return ENOMEM;
  if (posix_spawnattr_init (&attributes) != 0)
    {
      posix_spawn_file_actions_destroy (&actions);
      return ENOMEM;
    }
  problem = add_files (&actions, channel);
  if (problem == 0)
    problem = set_attributes (&attributes);
  if (problem == 0)
    problem = posix_spawn (pid, program, &actions, &attributes, (char *const *) command->pdata, environment);
  posix_spawnattr_destroy (&attributes);
  posix_spawn_file_actions_destroy (&actions);
  return problem;
}

static gpointer
carry_out_orders (gpointer data)
{
  ObelusSpawner *spawner = data;

  g_mutex_lock (&spawner->lock);
  while (!spawner->ends)
    {
      if (spawner->has_order && !spawner->is_done)
        {
          static const char *const no_arguments[] = { NULL };
          spawner->problem = obelus_spawn_worker (spawner->program, no_arguments, spawner->channel, &spawner->pid);
          spawner->is_done = TRUE;
          g_cond_broadcast (&spawner->changed);
        }
      g_cond_wait (&spawner->changed, &spawner->lock);
    }
  g_mutex_unlock (&spawner->lock);
  return NULL;
}

ObelusSpawner *
obelus_spawner_new (void)
{
  ObelusSpawner *spawner = g_new0 (ObelusSpawner, 1);

  spawner->program = obelus_worker_path_get ();
  g_mutex_init (&spawner->lock);
  g_cond_init (&spawner->changed);
  spawner->thread = g_thread_try_new ("obelus-spawner", carry_out_orders, spawner, NULL);
  return spawner;
}

void
obelus_spawner_free (ObelusSpawner *spawner)
{
  if (spawner == NULL)
    return;

  g_mutex_lock (&spawner->lock);
  spawner->ends = TRUE;
  g_cond_broadcast (&spawner->changed);
  g_mutex_unlock (&spawner->lock);
  if (spawner->thread != NULL)
    g_thread_join (spawner->thread);
  g_cond_clear (&spawner->changed);
  g_mutex_clear (&spawner->lock);
  g_free (spawner->program);
  g_free (spawner);
}

static int
order (ObelusSpawner *spawner, int channel, pid_t *pid)
{
  int problem;

  g_mutex_lock (&spawner->lock);
  while (spawner->has_order)
    g_cond_wait (&spawner->changed, &spawner->lock);
  spawner->has_order = TRUE;
  spawner->is_done = FALSE;
  spawner->channel = channel;
  g_cond_broadcast (&spawner->changed);
  while (!spawner->is_done)
    g_cond_wait (&spawner->changed, &spawner->lock);
  problem = spawner->problem;
  *pid = spawner->pid;
  spawner->has_order = FALSE;
  g_cond_broadcast (&spawner->changed);
  g_mutex_unlock (&spawner->lock);
  return problem;
}

gboolean
obelus_spawner_start (ObelusSpawner *spawner, int channel, pid_t *pid, GError **error)
{
  int problem = spawner->thread != NULL ? order (spawner, channel, pid) : EAGAIN;

  if (problem == 0)
    return TRUE;
  if (problem == ENOENT || problem == ENOTDIR || problem == EACCES)
    g_set_error (
        error, OBELUS_ERROR, OBELUS_ERROR_UNSUPPORTED,
        "it cannot be isolated: the program %s cannot be started (%s); install Obelus whole, or name the program "
        "in OBELUS_WORKER",
        spawner->program, g_strerror (problem));
  else
    g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_FAILED, "no worker could be started: %s", g_strerror (problem));
  return FALSE;
}
