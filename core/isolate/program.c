/* The worker program as what starts other programs: it takes limits upon itself and becomes them. */
#include "sandbox-private.h"

#include <obelus/obelus-worker.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FAILED 1

int
obelus_worker_run_program (const char *const *arguments)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  guint n_arguments = g_strv_length ((char **) arguments);

  if (n_arguments < 3)
    return FAILED;

  const gboolean is_isolated = strcmp (arguments[0], OBELUS_WORKER_ISOLATED) == 0;
  const char *program = arguments[2];
  char *const command[] = { (char *) program, NULL };
  for (guint i = 2; i < n_arguments; i++)
    g_ptr_array_add (paths, g_strdup (arguments[i]));

  /* What a person has put in front of the system's own programs may need files that are out of reach. */
  if (is_isolated)
    g_setenv ("PATH", "/usr/local/bin:/usr/bin:/bin", TRUE);
  if (!obelus_sandbox_enter_program (is_isolated, g_ascii_strtoull (arguments[1], NULL, 10), paths, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return FAILED;
    }
  execv (program, command);
  fprintf (stderr, "%s cannot be run: %s; see whether its first line names a program that is there\n", program,
           g_strerror (errno));
  return FAILED;
}
