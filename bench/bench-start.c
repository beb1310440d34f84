/* What a whole process costs: CPU time, time on the clock and memory of a command, beside a program that only sums the
 * file's bytes. */
#include "measure.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fcntl.h>

enum
{
  ROUNDS = 15,
};

typedef struct
{
  double cpu;  /* seconds */
  double wall; /* seconds */
  double peak; /* megabytes */
} Cost;

static Cost
run_once (char **argv)
{
  struct timespec begin, end;
  struct rusage usage;
  int status;

  clock_gettime (CLOCK_MONOTONIC, &begin);
  pid_t child = fork ();
  if (child < 0)
    g_error ("cannot start a process");
  if (child == 0)
    {
      int null = open ("/dev/null", O_WRONLY);
      dup2 (null, STDOUT_FILENO);
      execv (argv[0], argv);
      _exit (127);
    }
  if (wait4 (child, &status, 0, &usage) != child || !WIFEXITED (status) || WEXITSTATUS (status) != 0)
    g_error ("%s failed", argv[0]);
  clock_gettime (CLOCK_MONOTONIC, &end);

  return (Cost){
    .cpu = (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
           + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6,
    .wall = (double) (end.tv_sec - begin.tv_sec) + (double) (end.tv_nsec - begin.tv_nsec) * 1e-9,
    .peak = (double) usage.ru_maxrss / 1024,
  };
}

static Cost
measure_command (char **argv)
{
  Cost best = { G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE };
  for (guint round = 0; round < ROUNDS; round++)
    {
      Cost cost = run_once (argv);
      best.cpu = MIN (best.cpu, cost.cpu);
      best.wall = MIN (best.wall, cost.wall);
      best.peak = MIN (best.peak, cost.peak);
    }
  return best;
}

/* The other side of the ratio: a process that reads a file and sums its bytes. */
static int
sum_file (const char *path)
{
  g_autofree char *text = NULL;
  gsize length;
  if (!g_file_get_contents (path, &text, &length, NULL))
    return 1;
  printf ("%" G_GUINT64_FORMAT "\n", sum_bytes (text, length));
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--sum") == 0)
    return sum_file (argv[2]);
  if (argc < 4)
    {
      fprintf (stderr, "usage: bench-start FILE COMMAND [ARGUMENT …]\n");
      return 1;
    }

  char *sum_argv[] = { argv[0], (char *) "--sum", argv[1], NULL };
  Cost command = measure_command (argv + 2);
  Cost loop = measure_command (sum_argv);

  printf ("%-30s %10s %10s %10s\n", "", "CPU", "clock", "memory");
  printf ("%-30s %7.1f ms %7.1f ms %7.1f MB\n", "the command", command.cpu * 1e3, command.wall * 1e3, command.peak);
  printf ("%-30s %7.1f ms %7.1f ms %7.1f MB\n", "a process that sums the bytes", loop.cpu * 1e3, loop.wall * 1e3,
          loop.peak);
  printf ("%-30s %10.1f %10.1f %10.1f\n", "ratio", command.cpu / loop.cpu, command.wall / loop.wall,
          command.peak / loop.peak);
  return 0;
}
