/* The host's side of a scan: starting the scanner, and reading what it writes. */
#include "scan-private.h"
#include "description-private.h"
#include "look-private.h"
#include "plugin-path-private.h"
#include "spawner-private.h"
#include "wire-private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Paths are arguments of the scanner, and a command is no longer than the system lets it be. */
#define MAX_MODULES 128

/* The scanner itself ends what takes too long; this is for the case that it does not. */
#define MAX_SILENCE (3 * OBELUS_SCAN_SECONDS * 1000)

#define READ_SIZE 65536

void
obelus_scan_result_clear (ObelusScanResult *result)
{
  g_clear_pointer (&result->bytes, g_bytes_unref);
}

void
obelus_scan_result_set_problem (ObelusScanResult *result, ObelusScanKind kind, char *problem)
{
  gsize length = strlen (problem);

  obelus_scan_result_clear (result);
  result->kind = kind;
  result->bytes = g_bytes_new_take (problem, length + 1);
}

/* Without a scanner */

/* Modules that came with Obelus are trusted as it is. */
static void
look_here (const char *path, ObelusScanResult *result)
{
  g_autofree guint8 *bytes = g_malloc0 (OBELUS_DESCRIPTION_MAX);
  ObelusPack pack = { .base = bytes, .capacity = OBELUS_DESCRIPTION_MAX };
  gboolean is_lasting;
  char *problem = NULL;
  g_autoptr (GPtrArray) components = obelus_look_open (path, &is_lasting, &problem);

  if (components != NULL)
    obelus_description_pack (&pack, components);
  if (components == NULL)
    obelus_scan_result_set_problem (result, OBELUS_SCAN_UNUSABLE, problem);
  else if (!obelus_pack_fits (&pack))
    obelus_scan_result_set_problem (result, OBELUS_SCAN_UNUSABLE, g_strdup ("it says too much of itself"));
  else
    *result = (ObelusScanResult){ OBELUS_SCAN_DESCRIBED, g_bytes_new (bytes, pack.size) };
}

static void
do_without (GPtrArray *paths, guint first, guint n_paths, ObelusScanResult *results, const char *program, int problem)
{
  for (guint i = first; i < first + n_paths; i++)
    if (obelus_plugin_path_is_own (paths->pdata[i]))
      look_here (paths->pdata[i], &results[i]);
    else
      obelus_scan_result_set_problem (
          &results[i], OBELUS_SCAN_UNUSABLE,
          g_strdup_printf ("it cannot be looked into safely: the program %s, in which that is done, cannot be started "
                           "(%s); install Obelus whole, or name the program in OBELUS_WORKER",
                           program, g_strerror (problem)));
}

/* Reading */

static gboolean
is_sentence (const char *text, gsize size)
{
  return size > 1 && size <= OBELUS_SCAN_MAX_PROBLEM && text[size - 1] == '\0'
         && g_utf8_validate (text, (gssize) size - 1, NULL);
}

/* All that can be read until the scanner ends, falls silent, or has said more than it can have to say. */
static GByteArray *
read_all (int fd, guint n_paths)
{
  const guint most = n_paths * (OBELUS_DESCRIPTION_MAX + sizeof (ObelusScanHead));
  GByteArray *output = g_byte_array_new ();
  struct pollfd watched = { .fd = fd, .events = POLLIN };

  while (TRUE)
    {
      int n_ready = poll (&watched, 1, MAX_SILENCE);
      guint length = output->len;

      if (n_ready < 0 && errno == EINTR)
        continue;
      if (n_ready <= 0)
        return output;

      g_byte_array_set_size (output, length + READ_SIZE);
      gssize n_read = read (fd, output->data + length, READ_SIZE);
      g_byte_array_set_size (output, length + (n_read > 0 ? (guint) n_read : 0));
      if (n_read == 0 || (n_read < 0 && errno != EINTR) || output->len > most)
        return output;
    }
}

static void
take_results (const GByteArray *output, guint n_paths, ObelusScanResult *results)
{
  gsize position = 0;
  ObelusScanHead head;

  while (output->len - position >= sizeof head)
    {
      memcpy (&head, output->data + position, sizeof head);
      position += sizeof head;
      if (head.index >= n_paths || results[head.index].bytes != NULL || head.size > output->len - position
          || head.size > OBELUS_DESCRIPTION_MAX)
        return;

      const guint8 *bytes = output->data + position;
      gboolean is_description = head.kind == OBELUS_SCAN_DESCRIBED;
      gboolean is_problem = head.kind > OBELUS_SCAN_DESCRIBED && head.kind <= OBELUS_SCAN_UNUSABLE
                            && is_sentence ((const char *) bytes, (gsize) head.size);
      if (is_description || is_problem)
        results[head.index] = (ObelusScanResult){ (ObelusScanKind) head.kind, g_bytes_new (bytes, (gsize) head.size) };
      position += (gsize) head.size;
    }
}

/* Scanning */

static int
start (const char *program, GPtrArray *paths, guint first, guint n_paths, int *fd, pid_t *pid)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  int ends[2];
  int problem;

  if (pipe2 (ends, O_CLOEXEC) != 0)
    return errno;
  /* Out of the way of the number that the scanner's end gets. */
  int moved = fcntl (ends[1], F_DUPFD_CLOEXEC, OBELUS_WIRE_CHANNEL + 1);

  g_ptr_array_add (arguments, (gpointer) "scan");
  for (guint i = first; i < first + n_paths; i++)
    g_ptr_array_add (arguments, paths->pdata[i]);
  g_ptr_array_add (arguments, NULL);
  problem = moved >= 0 ? obelus_spawn_worker (program, (const char *const *) arguments->pdata, moved, pid) : errno;

  close (ends[1]);
  if (moved >= 0)
    close (moved);
  if (problem != 0)
    close (ends[0]);
  *fd = ends[0];
  return problem;
}

static void
scan_some (const char *program, GPtrArray *paths, guint first, guint n_paths, ObelusScanResult *results)
{
  g_autoptr (GByteArray) output = NULL;
  pid_t pid = 0;
  int fd = -1;
  int problem = start (program, paths, first, n_paths, &fd, &pid);

  if (problem != 0)
    {
      do_without (paths, first, n_paths, results, program, problem);
      return;
    }

  output = read_all (fd, n_paths);
  close (fd);
  kill (pid, SIGKILL);
  while (waitpid (pid, NULL, 0) < 0 && errno == EINTR)
    ;

  take_results (output, n_paths, results + first);
}

/* A module that brought the scanner down, where the system lacks what that is prevented with, does so to itself alone.
 */
static void
scan_alone (const char *program, GPtrArray *paths, guint index, ObelusScanResult *results)
{
  scan_some (program, paths, index, 1, results);
  if (results[index].bytes == NULL)
    obelus_scan_result_set_problem (
        &results[index], OBELUS_SCAN_UNUSABLE,
        g_strdup_printf (
            "the program %s, in which modules are looked into, said nothing of it; if it is so with others, "
            "install Obelus anew, otherwise remove the module",
            program));
}

void
obelus_scan_modules (GPtrArray *paths, ObelusScanResult *results)
{
  g_autofree char *program = obelus_worker_path_get ();

  for (guint i = 0; i < paths->len; i += MAX_MODULES)
    scan_some (program, paths, i, MIN (paths->len - i, MAX_MODULES), results);
  for (guint i = 0; i < paths->len; i++)
    if (results[i].bytes == NULL)
      scan_alone (program, paths, i, results);
}
