/* Shared memory whose size is sealed: a worker that cuts it short cannot end the host with SIGBUS. */
#include "area-private.h"

#include <obelus/obelus-error.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__linux__)

#ifndef F_SEAL_FUTURE_WRITE
#define F_SEAL_FUTURE_WRITE 0x0010 /* Linux 5.1 */
#endif

/* @fd is closed if this fails. */
static gboolean
fail (int fd, const char *deed, gsize size, GError **error)
{
  int reason = errno;

  if (fd >= 0)
    close (fd);
  g_set_error (error, OBELUS_ERROR,
               reason == EINVAL || reason == ENOSYS ? OBELUS_ERROR_UNSUPPORTED : OBELUS_ERROR_NO_MEMORY,
               "%s (%s), for %" G_GSIZE_FORMAT " bytes shared with a worker; isolation needs Linux 5.13 or newer, and "
               "memory",
               deed, g_strerror (reason), size);
  return FALSE;
}

gboolean
obelus_area_create (ObelusArea *area, ObelusAreaKind kind, gsize size, GError **error)
{
  gboolean is_request = kind == OBELUS_AREA_REQUEST;
  int fd = memfd_create (is_request ? "obelus-request" : "obelus-reply", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (fd < 0)
    return fail (fd, "memfd_create failed", size, error);
  if (size > G_MAXINT64 || ftruncate (fd, (off_t) size) != 0)
    return fail (fd, "ftruncate failed", size, error);

  guint8 *data = mmap (NULL, size, PROT_READ | (is_request ? PROT_WRITE : 0), MAP_SHARED, fd, 0);
  if (data == MAP_FAILED)
    return fail (fd, "mmap failed", size, error);
  if (fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL | (is_request ? F_SEAL_FUTURE_WRITE : 0)) != 0)
    {
      fail (fd, "sealing failed", size, error);
      munmap (data, size);
      return FALSE;
    }

  obelus_area_clear (area);
  *area = (ObelusArea){ fd, data, size };
  return TRUE;
}

#else

gboolean
obelus_area_create (ObelusArea *area, ObelusAreaKind kind, gsize size, GError **error)
{
  (void) area;
  (void) kind;
  (void) size;
  g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_UNSUPPORTED,
                       "this system has no sealed shared memory, which isolation needs; run it on Linux");
  return FALSE;
}

#endif

void
obelus_area_clear (ObelusArea *area)
{
  if (area->fd < 0)
    return;

  munmap (area->data, area->size);
  close (area->fd);
  *area = (ObelusArea) OBELUS_AREA_NONE;
}
