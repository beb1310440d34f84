/* Calls that fail when they are told to. Preloaded, this library stands before the allocations that may fail and the
 * calls that touch files. It counts those that Obelus and its plugins make, directly or through GLib, and makes some of
 * them fail:
 *
 *   OBELUS_FAULT_LOG=FILE       a line for each call that was counted
 *   OBELUS_FAULT_AT=N           the Nth call fails
 *   OBELUS_FAULT_FROM=N         the Nth call and all behind it fail
 *   OBELUS_FAULT_TRICKLE=1      reads and writes do a few bytes at a time, and are interrupted now and then
 *   OBELUS_FAULT_LARGE_LOG=FILE a line for each large allocation by a function that would end the process if it failed
 *   OBELUS_FAULT_MODULES=1      modules count too; without it files called *.so are left alone
 */
/* Both names of a call stand here, the one with 64 and the one without. */
#undef _FILE_OFFSET_BITS

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum
{
  N_DESCRIPTORS = 1024,
  LARGE = 1 << 20, /* bytes; less than that a process that goes on will always need */
  NO_FILE = -1,
};

static gint n_calls;
static gint trickled; /* alternates between a few bytes and an interruption */
static guint8 is_module[N_DESCRIPTORS];

/* The function that stands behind ours. */
#define NEXT(name)                \
  static __typeof__ (name) *next; \
  if (next == NULL)               \
  next = (__typeof__ (name) *) dlsym (RTLD_NEXT, #name)

static gint64
get_number (const char *variable)
{
  const char *value = getenv (variable);
  return value != NULL ? strtoll (value, NULL, 10) : 0;
}

/* Calls of Obelus; of GLib's those that Obelus causes, but not how GLib wakes its own threads. */
static gboolean
is_ours (const void *caller, gboolean through_glib)
{
  Dl_info info;
  if (dladdr (caller, &info) == 0 || info.dli_fname == NULL)
    return FALSE;

  const char *base = strrchr (info.dli_fname, '/');
  base = base != NULL ? base + 1 : info.dli_fname;
  return strcmp (base, "obelus") == 0 || g_str_has_prefix (base, "libobelus-1.so")
         || strstr (info.dli_fname, "/plugins/") != NULL
         || (through_glib && (g_str_has_prefix (base, "libglib-2.0.so") || g_str_has_prefix (base, "libgio-2.0.so")));
}

static gboolean
is_left_alone (int fd)
{
  return fd >= 0 && fd < N_DESCRIPTORS && is_module[fd] && get_number ("OBELUS_FAULT_MODULES") == 0;
}

static void
note (const char *function, gint number, const void *caller, gboolean failed, const char *log)
{
  char line[512];
  Dl_info info = { 0 };

  if (log == NULL)
    return;
  dladdr (caller, &info);
  int length = snprintf (line, sizeof line, "%d %s %s+0x%zx%s\n", number, function, info.dli_fname,
                         (size_t) ((const char *) caller - (const char *) info.dli_fbase), failed ? " failed" : "");
  int fd = (int) syscall (SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (fd >= 0)
    {
      (void) !syscall (SYS_write, fd, line, (size_t) MIN (length, (int) sizeof line - 1));
      syscall (SYS_close, fd);
    }
}

static gboolean
fails (const char *function, int fd, const void *caller, gboolean through_glib)
{
  if (is_left_alone (fd) || !is_ours (caller, through_glib))
    return FALSE;

  gint number = g_atomic_int_add (&n_calls, 1) + 1;
  gint64 from = get_number ("OBELUS_FAULT_FROM");
  gboolean failed = number == get_number ("OBELUS_FAULT_AT") || (from > 0 && number >= from);
  note (function, number, caller, failed, getenv ("OBELUS_FAULT_LOG"));
  return failed;
}

#define CALLER __builtin_return_address (0)

/* Memory */

#define ALLOCATION(name, parameters, arguments)                           \
  gpointer name parameters                                                \
  {                                                                       \
    NEXT (name);                                                          \
    return fails (#name, NO_FILE, CALLER, FALSE) ? NULL : next arguments; \
  }

ALLOCATION (g_try_malloc, (gsize size), (size))
ALLOCATION (g_try_malloc0, (gsize size), (size))
ALLOCATION (g_try_realloc, (gpointer old, gsize size), (old, size))
ALLOCATION (g_try_malloc_n, (gsize n, gsize size), (n, size))
ALLOCATION (g_try_malloc0_n, (gsize n, gsize size), (n, size))
ALLOCATION (g_try_realloc_n, (gpointer old, gsize n, gsize size), (old, n, size))
ALLOCATION (aligned_alloc, (size_t alignment, size_t size), (alignment, size))

/* These end the process where no memory is left. A little may come from them, megabytes may not. */
#define FATAL_ALLOCATION(name, parameters, arguments, n_bytes)           \
  gpointer name parameters                                               \
  {                                                                      \
    NEXT (name);                                                         \
    if ((n_bytes) >= LARGE && is_ours (CALLER, FALSE))                   \
      note (#name, 0, CALLER, FALSE, getenv ("OBELUS_FAULT_LARGE_LOG")); \
    return next arguments;                                               \
  }

FATAL_ALLOCATION (g_malloc, (gsize size), (size), size)
FATAL_ALLOCATION (g_malloc0, (gsize size), (size), size)
FATAL_ALLOCATION (g_realloc, (gpointer old, gsize size), (old, size), size)
FATAL_ALLOCATION (g_malloc_n, (gsize n, gsize size), (n, size), n *size)
FATAL_ALLOCATION (g_malloc0_n, (gsize n, gsize size), (n, size), n *size)
FATAL_ALLOCATION (g_realloc_n, (gpointer old, gsize n, gsize size), (old, n, size), n *size)

/* Files */

static int
fail_with (int cause)
{
  errno = cause;
  return -1;
}

static int
remember (int fd, const char *path)
{
  if (fd >= 0 && fd < N_DESCRIPTORS)
    is_module[fd] = g_str_has_suffix (path, ".so");
  return fd;
}

static gboolean
is_spared (const char *path)
{
  /* What counts lines of code writes its counts through the program itself. */
  return g_str_has_suffix (path, ".gcda")
         || (g_str_has_suffix (path, ".so") && get_number ("OBELUS_FAULT_MODULES") == 0);
}

#define OPENING(name)                                                               \
  int name (const char *path, int flags, ...)                                       \
  {                                                                                 \
    NEXT (name);                                                                    \
    va_list rest;                                                                   \
    va_start (rest, flags);                                                         \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (rest, mode_t) : 0; \
    va_end (rest);                                                                  \
    if (!is_spared (path) && fails (#name, NO_FILE, CALLER, TRUE))                  \
      return fail_with (EMFILE);                                                    \
    return remember (next (path, flags, mode), path);                               \
  }

OPENING (open)
OPENING (open64)

#define ON_FILE(type, name, parameters, arguments, cause, through_glib)                  \
  type name parameters                                                                   \
  {                                                                                      \
    NEXT (name);                                                                         \
    return fails (#name, fd, CALLER, through_glib) ? fail_with (cause) : next arguments; \
  }

ON_FILE (int, fstat, (int fd, struct stat *status), (fd, status), EIO, TRUE)
ON_FILE (int, fstat64, (int fd, struct stat64 *status), (fd, status), EIO, TRUE)
ON_FILE (int, fsync, (int fd), (fd), EIO, FALSE)
ON_FILE (int, fchmod, (int fd, mode_t mode), (fd, mode), EPERM, FALSE)

/* A few bytes at a time, and every third call is interrupted. */
static gboolean
trickle (size_t *length, const void *caller)
{
  if (get_number ("OBELUS_FAULT_TRICKLE") == 0 || !is_ours (caller, FALSE))
    return TRUE;

  gint turn = g_atomic_int_add (&trickled, 1);
  *length = MIN (*length, 1 + (size_t) turn % 7);
  if (turn % 3 == 1)
    errno = EINTR;
  return turn % 3 != 1;
}

#define TRANSFER(name, parameters, arguments, cause)        \
  ssize_t name parameters                                   \
  {                                                         \
    NEXT (name);                                            \
    if (fails (#name, fd, CALLER, FALSE))                   \
      return fail_with (cause);                             \
    return trickle (&length, CALLER) ? next arguments : -1; \
  }

TRANSFER (read, (int fd, void *buffer, size_t length), (fd, buffer, length), EIO)
TRANSFER (pread, (int fd, void *buffer, size_t length, off_t offset), (fd, buffer, length, offset), EIO)
TRANSFER (pread64, (int fd, void *buffer, size_t length, off64_t offset), (fd, buffer, length, offset), EIO)
TRANSFER (write, (int fd, const void *buffer, size_t length), (fd, buffer, length), ENOSPC)

int
close (int fd)
{
  NEXT (close);
  gboolean failed = fails ("close", fd, CALLER, FALSE);
  int result = next (fd); /* also a close that fails closes the file */

  if (fd >= 0 && fd < N_DESCRIPTORS)
    is_module[fd] = FALSE;
  return failed ? fail_with (EIO) : result;
}

#define MAPPING(name, offset_type)                                                                 \
  void *name (void *address, size_t length, int protection, int flags, int fd, offset_type offset) \
  {                                                                                                \
    NEXT (name);                                                                                   \
    if (fd >= 0 && fails (#name, fd, CALLER, TRUE))                                                \
      {                                                                                            \
        errno = ENOMEM;                                                                            \
        return MAP_FAILED;                                                                         \
      }                                                                                            \
    return next (address, length, protection, flags, fd, offset);                                  \
  }

MAPPING (mmap, off_t)
MAPPING (mmap64, off64_t)

int
rename (const char *old, const char *new)
{
  NEXT (rename);
  return fails ("rename", NO_FILE, CALLER, FALSE) ? fail_with (EIO) : next (old, new);
}

DIR *
opendir (const char *path)
{
  NEXT (opendir);
  if (!fails ("opendir", NO_FILE, CALLER, TRUE))
    return next (path);
  errno = EMFILE;
  return NULL;
}
