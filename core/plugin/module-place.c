/* Whether a module is the plugin folder's own: a module runs with all the rights of its user. */
#include "module-place-private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The group is left out: where every user has a group, files are writable by it as a matter of course. */
static gboolean
is_writable_by_others (const struct stat *status)
{
  return (status->st_mode & S_IWOTH) != 0;
}

char *
obelus_module_check_folder (const char *folder)
{
  struct stat status;

  if (stat (folder, &status) != 0 || !S_ISDIR (status.st_mode) || !is_writable_by_others (&status))
    return NULL;

  return g_strdup ("the plugin folder may be written by everybody, and what lies in it is run; take that right away "
                   "(chmod o-w) after looking through it, or take the folder from the search path");
}

/* Links from one name to another within the folder are the folder's own affair. */
static char *
check_link (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  char *real_path = realpath (path, NULL);
  char *real_folder = realpath (folder, NULL);
  char *problem = NULL;

  if (real_path == NULL || real_folder == NULL)
    problem
        = g_strdup_printf ("it is a link that leads nowhere: %s; remove it or install the module", g_strerror (errno));
  else
    {
      g_autofree char *holder = g_path_get_dirname (real_path);

      if (strcmp (holder, real_folder) != 0)
        problem = g_strdup_printf ("it is a link to %s, which lies outside the plugin folder; put the module itself "
                                   "here, or add its folder to the search path",
                                   real_path);
    }

  free (real_path);
  free (real_folder);
  return problem;
}

char *
obelus_module_check_place (const char *path)
{
  struct stat status;

  if (lstat (path, &status) == 0 && S_ISLNK (status.st_mode))
    {
      char *problem = check_link (path);
      if (problem != NULL)
        return problem;
    }

  /* Why a file cannot be looked at is told when it is opened. */
  if (stat (path, &status) != 0 || !S_ISREG (status.st_mode) || !is_writable_by_others (&status))
    return NULL;

  return g_strdup ("the file may be written by everybody, and what is in it is run; install it again, and take that "
                   "right away (chmod o-w)");
}
