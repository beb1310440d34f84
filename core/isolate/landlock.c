/* Landlock: which files a worker can reach, decided before a plugin is let in. By system call, since the C library has
 * no functions for it. */
#include "sandbox-private.h"

#if defined(__linux__)
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#if defined(__linux__) && defined(__NR_landlock_create_ruleset)

/* As <linux/landlock.h> has them; the one of an older system lacks what a newer kernel knows. */
#define CREATE_RULESET_VERSION (1u << 0)
#define RULE_PATH_BENEATH 1
#define ACCESS_EXECUTE (1ull << 0)
#define ACCESS_READ_FILE (1ull << 2)
#define ACCESS_READ_DIR (1ull << 3)

typedef struct
{
  guint64 handled_access_fs;
  guint64 handled_access_net;
  guint64 scoped;
} RulesetAttributes;

typedef struct
{
  guint64 allowed_access;
  gint32 parent_fd;
} __attribute__ ((packed)) PathAttributes;

/* All that the kernel's version of Landlock can deny. */
static void
deny_all (long version, RulesetAttributes *attributes, gsize *size)
{
  static const guint n_file_rights[] = { 13, 14, 15, 15, 16 }; /* versions 1 to 5 */

  attributes->handled_access_fs = (1ull << n_file_rights[MIN (version, (long) G_N_ELEMENTS (n_file_rights)) - 1]) - 1;
  *size = G_STRUCT_OFFSET (RulesetAttributes, handled_access_net);
  if (version >= 4) /* bind and connect TCP */
    {
      attributes->handled_access_net = 3;
      *size = G_STRUCT_OFFSET (RulesetAttributes, scoped);
    }
  if (version >= 6) /* abstract sockets, signals */
    {
      attributes->scoped = 3;
      *size = sizeof *attributes;
    }
}

static gboolean
allow_reading (int ruleset, const char *path)
{
  PathAttributes attributes = { .allowed_access = ACCESS_READ_FILE | ACCESS_EXECUTE };
  struct stat status;
  gboolean is_allowed;

  attributes.parent_fd = open (path, O_PATH | O_CLOEXEC);
  if (attributes.parent_fd < 0)
    return errno == ENOENT || errno == ENOTDIR || errno == EACCES;

  if (fstat (attributes.parent_fd, &status) == 0 && S_ISDIR (status.st_mode))
    attributes.allowed_access |= ACCESS_READ_DIR;
  is_allowed = syscall (__NR_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &attributes, 0) == 0;
  close (attributes.parent_fd);
  return is_allowed;
}

const char *
obelus_landlock_restrict (GPtrArray *paths)
{
  RulesetAttributes attributes = { 0 };
  gsize size;
  long version = syscall (__NR_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
  gboolean is_done = TRUE;

  if (version < 1)
    return errno == EOPNOTSUPP
               ? "Landlock, which this kernel has and which is switched off (boot it with lsm=landlock,…)"
               : "Landlock, which Linux has from 5.13 on";

  deny_all (version, &attributes, &size);
  int ruleset = (int) syscall (__NR_landlock_create_ruleset, &attributes, size, 0);
  if (ruleset < 0)
    return "Landlock, whose rules it refuses";
  for (guint i = 0; i < paths->len && is_done; i++)
    is_done = allow_reading (ruleset, paths->pdata[i]);
  is_done = is_done && syscall (__NR_landlock_restrict_self, ruleset, 0) == 0;
  close (ruleset);
  return is_done ? NULL : "Landlock, whose rules it refuses";
}

#else

const char *
obelus_landlock_restrict (GPtrArray *paths)
{
  (void) paths;
  return "Landlock, which Linux has from 5.13 on";
}

#endif
