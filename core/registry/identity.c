/* Files by what the system knows of them. */
#include "identity-private.h"

#include <sys/stat.h>

#define NANOSECONDS G_GINT64_CONSTANT (1000000000)

/* Systems keep the times of files by a clock that ticks 100 times a second or more. */
#define FRESH (20 * NANOSECONDS / 1000)

gboolean
obelus_file_identity_get (const char *path, ObelusFileIdentity *identity)
{
  struct stat status;

  *identity = (ObelusFileIdentity){ 0 };
  if (stat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return FALSE;

  identity->device = (guint64) status.st_dev;
  identity->inode = (guint64) status.st_ino;
  identity->size = (guint64) status.st_size;
  identity->modified = (gint64) status.st_mtim.tv_sec * NANOSECONDS + status.st_mtim.tv_nsec;
  identity->changed = (gint64) status.st_ctim.tv_sec * NANOSECONDS + status.st_ctim.tv_nsec;
  return TRUE;
}

gboolean
obelus_file_identity_equal (const ObelusFileIdentity *a, const ObelusFileIdentity *b)
{
  return a->device == b->device && a->inode == b->inode && a->size == b->size && a->modified == b->modified
         && a->changed == b->changed;
}

gboolean
obelus_file_identity_is_fresh (const ObelusFileIdentity *identity)
{
  gint64 now = g_get_real_time () * 1000;

  return identity->changed > now - FRESH;
}
