/* The program `obelus-worker`: a process for plugins that somebody does not trust. Hosts start it; a person has no use
 * for it. */
#include <obelus/obelus-worker.h>

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Where the host put its end of the socket. */
#define CHANNEL 3

int
main (int argc, char **argv)
{
  int type = 0;
  socklen_t size = sizeof type;

  if (argc > 1 && strcmp (argv[1], "program") == 0)
    return obelus_worker_run_program ((const char *const *) argv + 2);
  if (argc > 1 && strcmp (argv[1], "scan") == 0)
    _exit (obelus_worker_scan (CHANNEL, (const char *const *) argv + 2));

  if (getsockopt (CHANNEL, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_SEQPACKET)
    {
      fputs ("obelus-worker: this program is started by Obelus, for stages with isolate=yes; there is nothing to do "
             "for it here\n",
             stderr);
      return 1;
    }

  /* Nothing of a plugin's runs on the way out. */
  _exit (obelus_worker_serve (CHANNEL));
}
