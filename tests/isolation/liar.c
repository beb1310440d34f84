/* A worker that lies: it stands between the host and an honest worker, passes on what both say, and on the way back
 * damages the answers about documents that ask for it: `LIE how` in a text. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHANNEL 3
#define HEAD 64 /* bytes before the first record of an answer */

/* As core/isolate/wire-private.h has it. */
typedef struct
{
  uint32_t kind;
  uint32_t n_documents;
  uint64_t number;
  uint64_t size;
  uint64_t new_request_size;
  uint64_t new_reply_size;
} Message;

static unsigned char *request, *reply;
static size_t request_size, reply_size;

static ssize_t
pass_on (int from, int to, Message *message, int fds[2], int deliver)
{
  char control[CMSG_SPACE (2 * sizeof (int))] = { 0 };
  struct iovec part = { message, sizeof *message };
  struct msghdr packet
      = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
  ssize_t size = recvmsg (from, &packet, 0);
  struct cmsghdr *head = size > 0 ? CMSG_FIRSTHDR (&packet) : NULL;

  fds[0] = fds[1] = -1;
  if (head != NULL)
    memcpy (fds, CMSG_DATA (head), head->cmsg_len - CMSG_LEN (0));
  packet.msg_controllen = head != NULL ? packet.msg_controllen : 0;
  if (size > 0 && deliver)
    sendmsg (to, &packet, MSG_NOSIGNAL);
  return size;
}

/* Maps what the host shares: of the documents it can only get a view, of the answers all it wants. */
static void
map_areas (const Message *message, const int fds[2])
{
  int next = 0;

  if (message->new_request_size > 0)
    {
      if (mmap (NULL, message->new_request_size, PROT_READ | PROT_WRITE, MAP_SHARED, fds[next], 0) != MAP_FAILED
          || ftruncate (fds[next], 0) == 0)
        exit (99); /* the seals do not hold */
      request = mmap (NULL, message->new_request_size, PROT_READ, MAP_SHARED, fds[next++], 0);
      request_size = message->new_request_size;
    }
  if (message->new_reply_size > 0)
    {
      if (ftruncate (fds[next], 0) == 0)
        exit (99);
      reply = mmap (NULL, message->new_reply_size, PROT_READ | PROT_WRITE, MAP_SHARED, fds[next], 0);
      reply_size = message->new_reply_size;
    }
}

/* The starts of the rows of a document: behind the kind, the head and the name of its commit, at a multiple of 64. */
static uint32_t *
find_starts (size_t size, uint32_t document)
{
  for (size_t at = HEAD; at + 64 < size; at += 8)
    {
      const uint32_t *words = (const uint32_t *) (const void *) (reply + at);
      if (words[0] == 1 && words[1] == 0 && words[2] == document && words[3] == 0 && words[4] > 0
          && memcmp (reply + at + 48, "acme.letter", 11) == 0)
        return (uint32_t *) (void *) (reply + (at + 59 + 63) / 64 * 64);
    }
  exit (94);
}

/* Goes on changing an answer that was sent, until the process ends. */
static void *
scribble (void *data)
{
  volatile unsigned char *area = data;
  for (unsigned i = 0;; i++)
    for (size_t at = HEAD; at < HEAD + 2048; at++)
      area[at] = (unsigned char) (i * 31 + at);
  return NULL;
}

static void
tell_lie (const char *lie, Message *answer, uint32_t document)
{
  uint32_t *words = (uint32_t *) (void *) (reply + HEAD); /* kind (8 bytes), then the head of a commit */
  pthread_t thread;

  if (strcmp (lie, "length") == 0)
    answer->size = reply_size + 1;
  else if (strcmp (lie, "huge-length") == 0)
    answer->size = UINT64_MAX;
  else if (strcmp (lie, "short-length") == 0)
    answer->size = 7;
  else if (strcmp (lie, "half-record") == 0)
    answer->size -= 8;
  else if (strcmp (lie, "cut-array") == 0)
    answer->size = HEAD + 100;
  else if (strcmp (lie, "nothing") == 0)
    answer->size = HEAD;
  else if (strcmp (lie, "number") == 0)
    answer->number++;
  else if (strcmp (lie, "kind") == 0)
    answer->kind = 77;
  else if (strcmp (lie, "endless-want") == 0)
    {
      answer->kind = 4;
      answer->size = UINT64_MAX;
    }
  else if (strcmp (lie, "again-and-again") == 0)
    answer->kind = 4;
  else if (strcmp (lie, "record") == 0)
    words[0] = 99;
  else if (strcmp (lie, "other-document") == 0)
    words[2] = 1000;
  else if (strcmp (lie, "layer-kind") == 0)
    words[3] = 9;
  else if (strcmp (lie, "rows") == 0)
    words[4] = UINT32_MAX;
  else if (strcmp (lie, "columns") == 0)
    words[5] = UINT32_MAX;
  else if (strcmp (lie, "strings") == 0)
    words[7] = UINT32_MAX;
  else if (strcmp (lie, "text-size") == 0)
    memset (words + 8, 0xFF, 8);
  else if (strcmp (lie, "extension") == 0)
    words[3] = 1;
  else if (strcmp (lie, "beyond-text") == 0)
    find_starts (answer->size, document)[1] = 1 << 30;
  else if (strcmp (lie, "inside-character") == 0)
    find_starts (answer->size, document)[1]++;
  else if (strcmp (lie, "garbage") == 0)
    for (size_t at = HEAD; at < answer->size; at++)
      reply[at] = (unsigned char) (at * 2654435761u >> 7);
  else if (strcmp (lie, "zeros") == 0)
    memset (reply + HEAD, 0, answer->size - HEAD);
  else if (strcmp (lie, "ones") == 0)
    memset (reply + HEAD, 0xFF, answer->size - HEAD);
  else if (strcmp (lie, "change-after-sending") == 0)
    pthread_create (&thread, NULL, scribble, reply);
}

int
main (void)
{
  int ends[2];
  char name[] = "obelus-worker", *arguments[] = { name, NULL };
  char *environment[] = { NULL, NULL };
  char lie[64];
  posix_spawn_file_actions_t actions;
  pid_t pid;
  Message message;
  int fds[2];

  prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  /* The environment is what the host leaves of it, so the real program is found beside this one's name for it. */
  char *path = realpath ("/proc/self/exe", NULL), *end = path != NULL ? strstr (path, "/tests/isolation/") : NULL;
  if (end == NULL)
    return 98;
  char program[4096];
  snprintf (program, sizeof program, "%.*s/cli/obelus-worker", (int) (end - path), path);
  char *libraries = getenv ("LD_LIBRARY_PATH");
  char variable[8192];
  snprintf (variable, sizeof variable, "LD_LIBRARY_PATH=%s", libraries != NULL ? libraries : "");
  environment[0] = variable;

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return 97;
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_adddup2 (&actions, ends[1], CHANNEL);
  if (posix_spawn (&pid, program, &actions, NULL, arguments, environment) != 0)
    return 96;
  close (ends[1]);

  while (pass_on (CHANNEL, ends[0], &message, fds, 1) == sizeof message)
    {
      map_areas (&message, fds);
      const char *wish = message.kind == 2 ? memmem (request, message.size, "LIE ", 4) : NULL;
      const uint32_t n_documents = message.n_documents;
      lie[0] = '\0';
      if (wish != NULL)
        sscanf (wish, "LIE %63[a-z-]", lie);
      if (pass_on (ends[0], CHANNEL, &message, fds, 0) != sizeof message)
        return 95;
      if (lie[0] != '\0')
        tell_lie (lie, &message, n_documents == 1 ? 0 : 2);
      if (strcmp (lie, "say-twice") == 0)
        send (CHANNEL, &message, sizeof message, MSG_NOSIGNAL);
      send (CHANNEL, &message, strcmp (lie, "half-message") == 0 ? sizeof message / 2 : sizeof message, MSG_NOSIGNAL);
    }
  kill (pid, SIGKILL);
  return 0;
}
