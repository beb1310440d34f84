/* A worker gives up, one after the other, what a plugin has no business with. What cannot be given up is an error: a
 * sandbox with a hole is none. */
#include "sandbox-private.h"
#include "wire-private.h"

#include <obelus/obelus-error.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__linux__)
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

/* Descriptors: the standard three, the channel, and a few at a time for the module and the libraries it needs. */
#define MAX_DESCRIPTORS 16

/* Memory that a module may take while it is looked into, beyond what the process has. */
#define MAX_SCAN_BYTES (1024 * 1024 * 1024)

/* Interpreters open a few files more. */
#define MAX_PROGRAM_DESCRIPTORS 64

static gboolean
fail (GError **error, const char *missing)
{
  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_UNSUPPORTED,
               "it cannot be isolated: this system lacks %s; run it on one that has it, or without isolation if you "
               "trust the plugin",
               missing);
  return FALSE;
}

/* Forbidden calls */

static guint32 *volatile note_of_call;

void
obelus_sandbox_set_note (guint32 *note)
{
  note_of_call = note;
}

#if defined(__linux__)

static void
end_after_forbidden_call (int signal_number, siginfo_t *info, void *data)
{
  (void) signal_number;
  (void) data;
  if (note_of_call != NULL)
    *note_of_call = (guint32) info->si_syscall + 1;
  _exit (OBELUS_WIRE_FORBIDDEN_STATUS);
}

static gboolean
catch_forbidden_calls (void)
{
  struct sigaction action = { .sa_flags = SA_SIGINFO };

  action.sa_sigaction = end_after_forbidden_call;
  return sigaction (SIGSYS, &action, NULL) == 0;
}

/* Limits */

/* Bytes of private writable memory that the process has now: sanitizers set terabytes aside. */
static guint64
measure_data (void)
{
  unsigned long long pages[6] = { 0 };
  FILE *file = fopen ("/proc/self/statm", "re");

  if (file == NULL)
    return G_MAXUINT64;
  int n_read = fscanf (file, "%llu %llu %llu %llu %llu %llu", &pages[0], &pages[1], &pages[2], &pages[3], &pages[4],
                       &pages[5]);
  fclose (file);
  return n_read == 6 ? (guint64) pages[5] * (guint64) sysconf (_SC_PAGESIZE) : G_MAXUINT64;
}

static gboolean
limit (int resource, guint64 amount)
{
  struct rlimit now, wanted;

  if (getrlimit (resource, &now) != 0)
    return FALSE;
  wanted.rlim_max = now.rlim_max == RLIM_INFINITY ? (rlim_t) amount : MIN (now.rlim_max, (rlim_t) amount);
  wanted.rlim_cur = wanted.rlim_max;
  return setrlimit (resource, &wanted) == 0;
}

static gboolean
limit_resources (guint64 max_bytes, GError **error)
{
  guint64 now = measure_data ();

  if (now == G_MAXUINT64)
    return fail (error, "/proc, in which a worker finds how much memory it has");
  if (!limit (RLIMIT_DATA, now + max_bytes) || !limit (RLIMIT_NOFILE, MAX_DESCRIPTORS) || !limit (RLIMIT_CORE, 0)
      || !limit (RLIMIT_FSIZE, 0) || !limit (RLIMIT_NPROC, 0) || !limit (RLIMIT_MEMLOCK, 0)
      || !limit (RLIMIT_MSGQUEUE, 0))
    return fail (error, "limits of resources (setrlimit)");
  return TRUE;
}

/* Who runs as root keeps one privilege: reading what is not its own, for modules in other people's folders. */
static gboolean
drop_privileges (GError **error)
{
  struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
  struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = { 0 };

  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return fail (error, "no-new-privileges, which Linux has from 3.5 on");
  if (prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return fail (error, "a way to hide a process from others (PR_SET_DUMPABLE)");

  if (syscall (__NR_capget, &header, data) != 0)
    return fail (error, "capabilities (capget)");
  data[0].permitted &= 1u << CAP_DAC_READ_SEARCH;
  data[0].effective = data[0].permitted;
  data[0].inheritable = 0;
  data[1] = (struct __user_cap_data_struct){ 0, 0, 0 };
  if (syscall (__NR_capset, &header, data) != 0)
    return fail (error, "capabilities (capset)");
  return TRUE;
}

/* Files */

static void
add_path (GPtrArray *paths, const char *path)
{
  g_ptr_array_add (paths, g_strdup (path));
}

/* Libraries that lie beside the module, as those that a plugin brings along do. */
static void
add_libraries_beside (GPtrArray *paths, const char *module)
{
  g_autofree char *folder = g_path_get_dirname (module);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "lib") && strstr (name, "." G_MODULE_SUFFIX) != NULL)
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
}

static void
add_libraries (GPtrArray *paths)
{
  static const char *const system_folders[]
      = { "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/local/lib", "/etc/ld.so.cache" };
  g_auto (GStrv) named = g_strsplit (g_getenv ("LD_LIBRARY_PATH") != NULL ? g_getenv ("LD_LIBRARY_PATH") : "", ":", -1);

  for (guint i = 0; i < G_N_ELEMENTS (system_folders); i++)
    add_path (paths, system_folders[i]);
  for (char **folder = named; *folder != NULL; folder++)
    if (**folder == '/')
      add_path (paths, *folder);
}

static GPtrArray *
list_readable (const ObelusSandbox *sandbox)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  add_libraries (paths);
  if (g_path_is_absolute (sandbox->module)) /* otherwise it is built in */
    {
      add_path (paths, sandbox->module);
      add_libraries_beside (paths, sandbox->module);
    }
  for (guint i = 0; sandbox->files != NULL && i < sandbox->files->len; i++)
    add_path (paths, sandbox->files->pdata[i]);
  return paths;
}

/* What counts which lines run writes its counts at the exit and before another program takes over, when neither files
 * nor memory may be had any more: it writes them now, and then does not do so again. */
void
obelus_sandbox_write_line_counts (void)
{
#ifdef OBELUS_COVERAGE
  extern void __gcov_dump (void);

  __gcov_dump ();
#endif
}

gboolean
obelus_sandbox_enter (const ObelusSandbox *sandbox, GError **error)
{
  g_autoptr (GPtrArray) paths = list_readable (sandbox);
  const char *missing;

  obelus_sandbox_write_line_counts ();
  if (!limit_resources (sandbox->max_bytes, error) || !drop_privileges (error))
    return FALSE;
  missing = obelus_landlock_restrict (paths);
  if (missing == NULL && !catch_forbidden_calls ())
    missing = "a way to catch SIGSYS";
  if (missing == NULL)
    missing = obelus_system_calls_restrict (FALSE);
  return missing == NULL || fail (error, missing);
}

static GPtrArray *
list_readable_by_scans (GPtrArray *modules)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_libraries (paths);
  for (guint i = 0; i < modules->len; i++)
    {
      add_path (paths, modules->pdata[i]);
      if (g_hash_table_add (folders, g_path_get_dirname (modules->pdata[i])))
        add_libraries_beside (paths, modules->pdata[i]);
    }
  return paths;
}

/* A build that counts lines has to write down those of the scanner and its children at their end. */
#ifdef OBELUS_COVERAGE
#define SCANS_WRITE_FILES TRUE
#else
#define SCANS_WRITE_FILES FALSE
#endif

void
obelus_sandbox_enter_scanner (GPtrArray *modules)
{
  g_autoptr (GPtrArray) paths = list_readable_by_scans (modules);
  guint64 now = measure_data ();

  if (now != G_MAXUINT64)
    limit (RLIMIT_DATA, now + MAX_SCAN_BYTES);
  limit (RLIMIT_NOFILE, MAX_PROGRAM_DESCRIPTORS);
  limit (RLIMIT_CORE, 0);
  limit (RLIMIT_MEMLOCK, 0);
  limit (RLIMIT_MSGQUEUE, 0);
  if (!SCANS_WRITE_FILES)
    limit (RLIMIT_FSIZE, 0);
  if (drop_privileges (NULL) && !SCANS_WRITE_FILES)
    obelus_landlock_restrict (paths);
}

void
obelus_sandbox_enter_scan (guint seconds)
{
  limit (RLIMIT_CPU, seconds);
  if (!catch_forbidden_calls () || obelus_system_calls_restrict_scan () != NULL)
    limit (RLIMIT_NPROC, 0);
}

/* Where interpreters live. */
static void
add_system_folders (GPtrArray *paths)
{
  static const char *const folders[]
      = { "/bin", "/lib", "/lib64", "/usr", "/opt", "/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    add_path (paths, folders[i]);
}

static gboolean
limit_program (gboolean is_isolated, GError **error)
{
  gboolean is_limited = limit (RLIMIT_NOFILE, MAX_PROGRAM_DESCRIPTORS) && limit (RLIMIT_CORE, 0);

  if (is_isolated)
    is_limited = is_limited && limit (RLIMIT_FSIZE, 0) && limit (RLIMIT_MEMLOCK, 0) && limit (RLIMIT_MSGQUEUE, 0);
  return is_limited || fail (error, "limits of resources (setrlimit)");
}

gboolean
obelus_sandbox_enter_program (gboolean is_isolated, guint64 max_bytes, GPtrArray *paths, GError **error)
{
  const char *missing = NULL;

  obelus_sandbox_write_line_counts ();
  if (!limit_program (is_isolated, error))
    return FALSE;
  if (is_isolated)
    {
      if (!drop_privileges (error))
        return FALSE;
      add_system_folders (paths);
      missing = obelus_landlock_restrict (paths);
      if (missing == NULL)
        missing = obelus_system_calls_restrict_program ();
    }
  if (missing != NULL)
    return fail (error, missing);
  /* Last: it is what the program may have, which may be less than this process already has. */
  return limit (RLIMIT_DATA, max_bytes) || fail (error, "limits of resources (setrlimit)");
}

gboolean
obelus_sandbox_narrow (GError **error)
{
  const char *missing = obelus_system_calls_restrict (TRUE);

  return missing == NULL || fail (error, missing);
}

#else

void
obelus_sandbox_write_line_counts (void)
{
}

gboolean
obelus_sandbox_enter (const ObelusSandbox *sandbox, GError **error)
{
  (void) sandbox;
  return fail (error, "what isolation is made of; it is there for Linux");
}

gboolean
obelus_sandbox_enter_program (gboolean is_isolated, guint64 max_bytes, GPtrArray *paths, GError **error)
{
  (void) max_bytes;
  (void) paths;
  return !is_isolated || fail (error, "what isolation is made of; it is there for Linux");
}

void
obelus_sandbox_enter_scanner (GPtrArray *modules)
{
  (void) modules;
}

void
obelus_sandbox_enter_scan (guint seconds)
{
  (void) seconds;
}

gboolean
obelus_sandbox_narrow (GError **error)
{
  (void) error;
  return TRUE;
}

#endif
