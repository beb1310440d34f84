/* A picture of the process, and what is different from it later. */
#include "surroundings.h"

#include <fenv.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define N_SIGNALS 32

/* Threads that end take a moment to leave the process. */
#define PATIENCE_MICROSECONDS 500000

struct _Surroundings
{
  char *descriptors;
  char *locale;
  char *folder;
  char **environment;
  mode_t mask;
  int rounding;
  guint n_threads;
  void (*handlers[N_SIGNALS]) (int);
};

/* Present in builds with the address sanitizer only, which replaces malloc. */
extern size_t __sanitizer_get_current_allocated_bytes (void) __attribute__ ((weak));

gboolean
surroundings_are_sanitized (void)
{
  return __sanitizer_get_current_allocated_bytes != NULL;
}

gsize
surroundings_count_allocated (void)
{
  if (surroundings_are_sanitized ())
    return __sanitizer_get_current_allocated_bytes ();

  const struct mallinfo2 info = mallinfo2 ();
  return info.uordblks + info.hblkhd;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What is open, each descriptor with what it is open on, in order. The folder that is read here is left out. */
static char *
list_descriptors (void)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);
      if (target != NULL && !g_str_has_prefix (target, "/proc/"))
        g_ptr_array_add (list, g_strdup_printf ("%s (%s)", name, target));
    }
  g_ptr_array_sort (list, compare_names);
  g_ptr_array_add (list, NULL);
  return g_strjoinv ("\n", (char **) list->pdata);
}

static guint
count_threads (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
read_handlers (void (**handlers) (int))
{
  for (int number = 1; number < N_SIGNALS; number++)
    {
      struct sigaction action;
      handlers[number] = sigaction (number, NULL, &action) == 0 ? action.sa_handler : SIG_DFL;
    }
}

static mode_t
read_mask (void)
{
  const mode_t mask = umask (0);
  umask (mask);
  return mask;
}

static char **
copy_environment (void)
{
  char **environment = g_get_environ ();
  qsort (environment, g_strv_length (environment), sizeof *environment, compare_names);
  return environment;
}

Surroundings *
surroundings_take (void)
{
  Surroundings *surroundings = g_new0 (Surroundings, 1);

  surroundings->descriptors = list_descriptors ();
  surroundings->locale = g_strdup (setlocale (LC_ALL, NULL));
  surroundings->folder = g_get_current_dir ();
  surroundings->environment = copy_environment ();
  surroundings->mask = read_mask ();
  surroundings->rounding = fegetround ();
  surroundings->n_threads = count_threads ();
  read_handlers (surroundings->handlers);
  return surroundings;
}

/* The first line of `after` that `before` lacks, or NULL. */
static char *
find_new_line (const char *before, const char *after)
{
  g_auto (GStrv) old = g_strsplit (before, "\n", -1), new = g_strsplit (after, "\n", -1);

  for (char **line = new; *line != NULL; line++)
    if (!g_strv_contains ((const char *const *) old, *line))
      return g_strdup (*line);
  return NULL;
}

static void
compare_descriptors (const char *before, Trial *trial)
{
  g_autofree char *now = list_descriptors ();
  g_autofree char *left = find_new_line (before, now), *lost = find_new_line (now, before);

  if (left != NULL)
    trial_find (trial, "descriptor %s is left open", left);
  if (lost != NULL)
    trial_find (trial, "descriptor %s, which the host had open, is closed", lost);
}

static void
compare_environment (char **before, Trial *trial)
{
  g_auto (GStrv) now = copy_environment ();

  for (char **variable = now; *variable != NULL; variable++)
    if (!g_strv_contains ((const char *const *) before, *variable))
      trial_find (trial, "the variable %.*s of the environment was set", (int) strcspn (*variable, "="), *variable);
  if (g_strv_length (now) < g_strv_length (before))
    trial_find (trial, "a variable of the environment was taken away");
}

void
surroundings_compare (const Surroundings *before, Trial *trial)
{
  g_autofree char *folder = g_get_current_dir ();
  void (*handlers[N_SIGNALS]) (int) = { NULL };

  for (guint waited = 0; count_threads () > before->n_threads && waited < PATIENCE_MICROSECONDS; waited += 10000)
    g_usleep (10000);
  if (count_threads () > before->n_threads)
    trial_find (trial, "a thread was started and goes on when all is freed");

  compare_descriptors (before->descriptors, trial);
  compare_environment (before->environment, trial);
  if (strcmp (before->locale, setlocale (LC_ALL, NULL)) != 0)
    trial_find (trial, "the locale was changed to %s", setlocale (LC_ALL, NULL));
  if (strcmp (before->folder, folder) != 0)
    trial_find (trial, "the working folder was changed to %s", folder);
  if (before->mask != read_mask ())
    trial_find (trial, "the file mode mask was changed to %03o", (guint) read_mask ());
  if (before->rounding != fegetround ())
    trial_find (trial, "the rounding of real numbers was changed");

  read_handlers (handlers);
  for (int number = 1; number < N_SIGNALS; number++)
    if (handlers[number] != before->handlers[number])
      trial_find (trial, "the handling of signal %d (%s) was changed", number, strsignal (number));
}

void
surroundings_free (Surroundings *surroundings)
{
  g_free (surroundings->descriptors);
  g_free (surroundings->locale);
  g_free (surroundings->folder);
  g_strfreev (surroundings->environment);
  g_free (surroundings);
}
