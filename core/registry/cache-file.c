/* Reading and writing cache files without trusting what lies there. */
#include "cache-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "obelus"

static gboolean
is_own (const struct stat *status)
{
  return status->st_uid == geteuid () && (status->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* A user who works with the home of another one must not leave files there. */
static gboolean
is_folder_of_user (int fd)
{
  struct stat status;

  return fstat (fd, &status) == 0 && S_ISDIR (status.st_mode) && status.st_uid == geteuid ();
}

/* @base itself is made where its folder is the user's, as the first program that caches anything has to. */
static int
open_base (const char *base, gboolean is_made)
{
  int fd = open (base, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_autofree char *parent = NULL;

  if (fd >= 0 || errno != ENOENT || !is_made)
    return fd;

  parent = g_path_get_dirname (base);
  int parent_fd = open (parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (parent_fd < 0)
    return -1;
  if (is_folder_of_user (parent_fd) && mkdir (base, 0700) == 0)
    fd = open (base, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  close (parent_fd);
  return fd;
}

/* The folder for caches, or −1. */
static int
open_folder (const char *base, gboolean is_made)
{
  int base_fd = base != NULL && g_path_is_absolute (base) ? open_base (base, is_made) : -1;
  struct stat status;
  int fd;

  if (base_fd < 0)
    return -1;

  if (is_made && is_folder_of_user (base_fd))
    mkdirat (base_fd, FOLDER, 0700);
  fd = openat (base_fd, FOLDER, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  close (base_fd);
  if (fd >= 0 && (fstat (fd, &status) != 0 || !is_own (&status)))
    {
      close (fd);
      fd = -1;
    }
  return fd;
}

static GBytes *
read_whole (int fd, gsize size)
{
  guint8 *data = g_try_malloc (MAX (size, 1));
  gsize length = 0;

  while (data != NULL && length < size)
    {
      gssize n_read = read (fd, data + length, size - length);

      if (n_read > 0)
        length += (gsize) n_read;
      else if (n_read == 0 || errno != EINTR)
        break;
    }
  if (data != NULL && length == size)
    return g_bytes_new_take (data, size);
  g_free (data);
  return NULL;
}

GBytes *
obelus_cache_file_read (const char *base, const char *name)
{
  int folder = open_folder (base, FALSE);
  GBytes *contents = NULL;
  struct stat status;
  int fd;

  if (folder < 0)
    return NULL;

  /* A pipe of that name must not make anybody wait. */
  fd = openat (folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd >= 0)
    {
      if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode) && is_own (&status)
          && status.st_size <= OBELUS_CACHE_FILE_MAX)
        contents = read_whole (fd, (gsize) status.st_size);
      close (fd);
    }
  close (folder);
  return contents;
}

static gboolean
write_whole (int fd, GBytes *contents)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (contents, &size);
  gsize written = 0;

  while (written < size)
    {
      gssize n = write (fd, data + written, size - written);

      if (n > 0)
        written += (gsize) n;
      else if (n < 0 && errno != EINTR)
        return FALSE;
    }
  return TRUE;
}

/* Nothing is synchronized to the disk: what a power cut leaves half written, a checksum tells from the whole. */
gboolean
obelus_cache_file_write (const char *base, const char *name, GBytes *contents)
{
  int folder = open_folder (base, TRUE);
  g_autofree char *draft = g_strdup_printf (".%s-%08x", name, g_random_int ());
  gboolean is_done = FALSE;
  int fd;

  if (folder < 0)
    return FALSE;

  fd = openat (folder, draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd >= 0)
    {
      is_done = write_whole (fd, contents);
      is_done = close (fd) == 0 && is_done && renameat (folder, draft, folder, name) == 0;
      if (!is_done)
        unlinkat (folder, draft, 0);
    }
  close (folder);
  return is_done;
}
