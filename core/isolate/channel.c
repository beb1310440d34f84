/* Packets over the socket between host and worker. */
#include "channel-private.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_FDS 2

gboolean
obelus_channel_send (int channel, const ObelusWireMessage *message, int first_fd, int second_fd)
{
  union
  {
    struct cmsghdr head;
    char bytes[CMSG_SPACE (MAX_FDS * sizeof (int))];
  } control = { 0 };
  struct iovec part = { (gpointer) message, sizeof *message };
  struct msghdr packet = { .msg_iov = &part, .msg_iovlen = 1 };
  int fds[MAX_FDS];
  guint n_fds = 0;
  gssize sent;

  if (first_fd >= 0)
    fds[n_fds++] = first_fd;
  if (second_fd >= 0)
    fds[n_fds++] = second_fd;
  if (n_fds > 0)
    {
      packet.msg_control = control.bytes;
      packet.msg_controllen = CMSG_SPACE (n_fds * sizeof (int));
      control.head.cmsg_level = SOL_SOCKET;
      control.head.cmsg_type = SCM_RIGHTS;
      control.head.cmsg_len = CMSG_LEN (n_fds * sizeof (int));
      memcpy (CMSG_DATA (&control.head), fds, n_fds * sizeof (int));
    }

  do
    sent = sendmsg (channel, &packet, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == (gssize) sizeof *message;
}

/* Keeps the first descriptors that came along and closes all others. */
static void
take_fds (struct msghdr *packet, int *fds)
{
  guint n_kept = 0;

  for (struct cmsghdr *head = CMSG_FIRSTHDR (packet); head != NULL; head = CMSG_NXTHDR (packet, head))
    {
      if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS)
        continue;
      gsize n_fds = (head->cmsg_len - CMSG_LEN (0)) / sizeof (int);
      for (gsize i = 0; i < n_fds; i++)
        {
          int fd;
          memcpy (&fd, CMSG_DATA (head) + i * sizeof fd, sizeof fd);
          if (n_kept < MAX_FDS)
            fds[n_kept++] = fd;
          else
            close (fd);
        }
    }
}

gssize
obelus_channel_receive (int channel, ObelusWireMessage *message, int *fds, gboolean waits)
{
  union
  {
    struct cmsghdr head;
    char bytes[CMSG_SPACE (MAX_FDS * sizeof (int))];
  } control = { 0 };
  struct iovec part = { message, sizeof *message };
  struct msghdr packet = { .msg_iov = &part, .msg_iovlen = 1 };
  gssize received;

  /* A host takes no descriptors, so a worker cannot fill its table with them: the system drops what is not asked for.
   */
  if (fds != NULL)
    {
      fds[0] = fds[1] = -1;
      packet.msg_control = control.bytes;
      packet.msg_controllen = sizeof control.bytes;
    }

  do
    received = recvmsg (channel, &packet, MSG_CMSG_CLOEXEC | MSG_TRUNC | (waits ? 0 : MSG_DONTWAIT));
  while (received < 0 && errno == EINTR);
  if (fds != NULL && received >= 0)
    take_fds (&packet, fds);
  return received;
}
