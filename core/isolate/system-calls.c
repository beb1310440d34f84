/* The filter of system calls: a short list of what a plugin needs in order to compute, and nothing else. Our own few
 * instructions of BPF rather than libseccomp: the list is fixed, and nobody has to install anything. */
#include "sandbox-private.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define OTHER_ABI 0x40000000 /* from here on the numbers of x32 */
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#define OTHER_ABI 0x80000000
#endif

#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#endif

/* When a call is allowed. What is not is trapped: it does not happen, and the worker notes it and ends. */
typedef enum
{
  ALWAYS,
  MASKED,        /* argument & mask == value */
  EITHER,        /* argument is value or mask */
  NOT,           /* argument is not value */
  OWN_PROCESS,   /* argument is the number of this process */
  NO_POINTER,    /* argument is NULL */
  PRIVATE_PAGES, /* of mmap: no shared anonymous pages, which no limit counts; no growing stacks */
  NEVER,
  REFUSED,      /* fails with errno `value`, so that libraries take another way */
  REFUSED_IF,   /* fails with EACCES if argument & mask == value */
  ELSE_REFUSED, /* argument & mask == value; fails with EACCES otherwise */
} Condition;

typedef struct
{
  guint32 number;
  Condition condition;
  guint32 argument;
  guint32 mask;
  guint32 value;
} Rule;

#define ALLOW(name)              \
  {                              \
    __NR_##name, ALWAYS, 0, 0, 0 \
  }
#define ALLOW_IF(name, condition, argument, mask, value) \
  {                                                      \
    __NR_##name, condition, argument, mask, value        \
  }

/* What both filters allow. */
static const Rule computing[] = {
  /* memory */
  ALLOW (brk),
  ALLOW (munmap),
  ALLOW (mremap),
  ALLOW (madvise),
  /* time and chance */
  ALLOW (clock_gettime),
  ALLOW (clock_getres),
  ALLOW (gettimeofday),
  ALLOW (nanosleep),
  ALLOW (clock_nanosleep),
  ALLOW (getrandom),
  ALLOW (sched_yield),
  /* what the C library does on its own account */
  ALLOW (futex),
  ALLOW (set_robust_list),
  ALLOW (rseq),
  ALLOW (restart_syscall),
  ALLOW (rt_sigprocmask),
  ALLOW (rt_sigreturn),
  ALLOW (sigaltstack),
  ALLOW_IF (rt_sigaction, NOT, 0, 0, SIGSYS),
  ALLOW (getpid),
  ALLOW (gettid),
  ALLOW (getuid),
  ALLOW (geteuid),
  ALLOW (getgid),
  ALLOW (getegid),
  ALLOW (uname),
  ALLOW (sysinfo),
  ALLOW (getrusage),
  ALLOW (sched_getaffinity),
  ALLOW_IF (prctl, EITHER, 0, PR_SET_NAME, PR_SET_VMA),
  ALLOW_IF (prlimit64, NO_POINTER, 2, 0, 0), /* asking, not setting */
  ALLOW_IF (fcntl, EITHER, 1, F_GETFD, F_GETFL),
  ALLOW_IF (ioctl, EITHER, 1, TCGETS, TCGETS),
  ALLOW_IF (newfstatat, ELSE_REFUSED, 3, AT_EMPTY_PATH, AT_EMPTY_PATH),
  ALLOW (fstat),
  ALLOW (lseek),
  ALLOW_IF (clone3, REFUSED, 0, 0, ENOSYS),
  /* the channel */
  ALLOW (read),
  ALLOW (readv),
  ALLOW (write),
  ALLOW (writev),
  ALLOW (recvmsg),
  ALLOW (sendmsg),
  ALLOW (close),
  /* its own end */
  ALLOW (exit),
  ALLOW (exit_group),
  ALLOW_IF (kill, OWN_PROCESS, 0, 0, 0),
  ALLOW_IF (tgkill, OWN_PROCESS, 0, 0, 0),
};

/* While a module is opened and its `load` runs: reading what Landlock lets through, and mapping code. */
static const Rule loading[] = {
  ALLOW_IF (openat, MASKED, 2, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY),
  ALLOW (newfstatat),
  ALLOW (faccessat),
#ifdef __NR_access
  ALLOW (access),
#endif
#ifdef __NR_readlink
  ALLOW (readlink),
#endif
#ifdef __NR_stat
  ALLOW (stat),
  ALLOW (lstat),
#endif
  ALLOW (readlinkat),
  ALLOW (getdents64),
  ALLOW (getcwd),
  ALLOW (pread64),
  ALLOW (mprotect),
  ALLOW_IF (mmap, PRIVATE_PAGES, 3, 0, 0),
  ALLOW (seccomp), /* the narrow filter */
};

/* What is refused to a program in another language, whose own calls nobody can list: the network, other processes, and
 * what reaches into the system. Files are Landlock's. */
static const Rule denied_to_programs[] = {
  ALLOW_IF (socket, REFUSED, 0, 0, EACCES),
  ALLOW_IF (connect, REFUSED, 0, 0, EACCES),
  ALLOW_IF (bind, REFUSED, 0, 0, EACCES),
  ALLOW_IF (listen, REFUSED, 0, 0, EACCES),
#ifdef __NR_fork
  ALLOW_IF (fork, REFUSED, 0, 0, EACCES),
  ALLOW_IF (vfork, REFUSED, 0, 0, EACCES),
#endif
  ALLOW_IF (clone, ELSE_REFUSED, 0, CLONE_THREAD, CLONE_THREAD),
  ALLOW_IF (clone3, REFUSED, 0, 0, ENOSYS),
  ALLOW_IF (kill, REFUSED, 0, 0, EACCES),
  ALLOW_IF (tkill, REFUSED, 0, 0, EACCES),
  ALLOW_IF (pidfd_open, REFUSED, 0, 0, EACCES),
  ALLOW_IF (pidfd_send_signal, REFUSED, 0, 0, EACCES),
  ALLOW_IF (rt_sigqueueinfo, REFUSED, 0, 0, EACCES),
  ALLOW_IF (ptrace, REFUSED, 0, 0, EACCES),
  ALLOW_IF (process_vm_readv, REFUSED, 0, 0, EACCES),
  ALLOW_IF (process_vm_writev, REFUSED, 0, 0, EACCES),
  ALLOW_IF (mount, REFUSED, 0, 0, EACCES),
  ALLOW_IF (unshare, REFUSED, 0, 0, EACCES),
  ALLOW_IF (setns, REFUSED, 0, 0, EACCES),
  ALLOW_IF (bpf, REFUSED, 0, 0, EACCES),
  ALLOW_IF (keyctl, REFUSED, 0, 0, EACCES),
  ALLOW_IF (io_uring_setup, REFUSED, 0, 0, ENOSYS),
  ALLOW_IF (userfaultfd, REFUSED, 0, 0, EACCES),
  ALLOW_IF (shmget, REFUSED, 0, 0, EACCES),
  ALLOW_IF (memfd_create, REFUSED, 0, 0, EACCES),
};

/* What no module does while it is opened, whatever libraries it brings along: those may start threads, for one. The
 * rest is as with programs. */
static const Rule denied_to_scans[] = {
#ifdef __NR_fork
  ALLOW_IF (fork, NEVER, 0, 0, 0),
  ALLOW_IF (vfork, NEVER, 0, 0, 0),
#endif
  ALLOW_IF (clone, MASKED, 0, CLONE_THREAD, CLONE_THREAD),
  ALLOW_IF (execve, NEVER, 0, 0, 0),
  ALLOW_IF (execveat, NEVER, 0, 0, 0),
  ALLOW_IF (tgkill, OWN_PROCESS, 0, 0, 0),
  ALLOW_IF (rt_tgsigqueueinfo, REFUSED, 0, 0, EACCES),
  ALLOW_IF (mmap, PRIVATE_PAGES, 3, 0, 0),
};

/* Afterwards: no code, and no file. Who only wants to look at one is told that it may not: libraries do so on their
 * own, for characters and messages, and get along without. */
static const Rule narrow[] = {
  ALLOW_IF (openat, REFUSED_IF, 2, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY),
  ALLOW_IF (faccessat, REFUSED, 0, 0, EACCES),
  ALLOW_IF (readlinkat, REFUSED, 0, 0, EACCES),
#ifdef __NR_access
  ALLOW_IF (access, REFUSED, 0, 0, EACCES),
#endif
#ifdef __NR_readlink
  ALLOW_IF (readlink, REFUSED, 0, 0, EACCES),
#endif
#ifdef __NR_stat
  ALLOW_IF (stat, REFUSED, 0, 0, EACCES),
  ALLOW_IF (lstat, REFUSED, 0, 0, EACCES),
#endif
  ALLOW_IF (mprotect, MASKED, 2, PROT_EXEC, 0),
  ALLOW_IF (mmap, PRIVATE_PAGES, 3, 0, PROT_EXEC),
};

/* Writing the filter */

typedef struct
{
  struct sock_filter code[1024];
  guint length;
} Program;

static void
emit (Program *program, guint16 code, guint8 if_true, guint8 if_false, guint32 operand)
{
  g_assert (program->length < G_N_ELEMENTS (program->code));
  program->code[program->length++] = (struct sock_filter){ code, if_true, if_false, operand };
}

static void
emit_load (Program *program, guint32 offset)
{
  emit (program, BPF_LD | BPF_W | BPF_ABS, 0, 0, offset);
}

/* The lower half of an argument: both processors are little-endian. */
static void
emit_load_argument (Program *program, guint32 argument)
{
  emit_load (program, (guint32) (offsetof (struct seccomp_data, args) + argument * sizeof (guint64)));
}

static void
emit_return (Program *program, guint32 action)
{
  emit (program, BPF_RET | BPF_K, 0, 0, action);
}

static void
emit_equal (Program *program, guint32 value, guint8 if_true, guint8 if_false)
{
  emit (program, BPF_JMP | BPF_JEQ | BPF_K, if_true, if_false, value);
}

/* What follows the comparison of the number; every way through it returns. */
static void
emit_condition (Program *program, const Rule *rule)
{
  switch (rule->condition)
    {
    case ALWAYS:
      emit_return (program, SECCOMP_RET_ALLOW);
      return;
    case NEVER:
      emit_return (program, SECCOMP_RET_TRAP);
      return;
    case REFUSED:
      emit_return (program, SECCOMP_RET_ERRNO | rule->value);
      return;
    case REFUSED_IF:
      emit_load_argument (program, rule->argument);
      emit (program, BPF_ALU | BPF_AND | BPF_K, 0, 0, rule->mask);
      emit_equal (program, rule->value, 0, 1);
      emit_return (program, SECCOMP_RET_ERRNO | EACCES);
      emit_return (program, SECCOMP_RET_TRAP);
      return;
    case ELSE_REFUSED:
      emit_load_argument (program, rule->argument);
      emit (program, BPF_ALU | BPF_AND | BPF_K, 0, 0, rule->mask);
      emit_equal (program, rule->value, 0, 1);
      emit_return (program, SECCOMP_RET_ALLOW);
      emit_return (program, SECCOMP_RET_ERRNO | EACCES);
      return;
    case MASKED:
      emit_load_argument (program, rule->argument);
      emit (program, BPF_ALU | BPF_AND | BPF_K, 0, 0, rule->mask);
      emit_equal (program, rule->value, 0, 1);
      break;
    case EITHER:
      emit_load_argument (program, rule->argument);
      emit_equal (program, rule->mask, 1, 0);
      emit_equal (program, rule->value, 0, 1);
      break;
    case NOT:
      emit_load_argument (program, rule->argument);
      emit_equal (program, rule->value, 1, 0);
      break;
    case OWN_PROCESS:
      emit_load_argument (program, rule->argument);
      emit_equal (program, (guint32) getpid (), 0, 1);
      break;
    case NO_POINTER:
      emit_load_argument (program, rule->argument);
      emit_equal (program, 0, 0, 3);
      emit_load (program, (guint32) (offsetof (struct seccomp_data, args) + rule->argument * sizeof (guint64) + 4));
      emit_equal (program, 0, 0, 1);
      break;
    case PRIVATE_PAGES:
      emit_load_argument (program, 2);
      emit (program, BPF_JMP | BPF_JSET | BPF_K, 6, 0, rule->value);
      emit_load_argument (program, rule->argument);
      emit (program, BPF_JMP | BPF_JSET | BPF_K, 4, 0, MAP_GROWSDOWN | MAP_HUGETLB);
      emit (program, BPF_ALU | BPF_AND | BPF_K, 0, 0, MAP_SHARED | MAP_ANONYMOUS);
      emit_equal (program, MAP_SHARED | MAP_ANONYMOUS, 1, 0);
      emit_return (program, SECCOMP_RET_ALLOW);
      emit_return (program, SECCOMP_RET_TRAP);
      emit_return (program, SECCOMP_RET_TRAP);
      return;
    }
  emit_return (program, SECCOMP_RET_ALLOW);
  emit_return (program, SECCOMP_RET_TRAP);
}

static void
emit_rule (Program *program, const Rule *rule)
{
  guint jump = program->length;

  emit_equal (program, rule->number, 0, 0);
  emit_condition (program, rule);
  program->code[jump].jf = (guint8) (program->length - jump - 1);
}

static void
emit_rules (Program *program, const Rule *rules, guint n_rules)
{
  for (guint i = 0; i < n_rules; i++)
    emit_rule (program, &rules[i]);
}

/* Calls by the numbers of another architecture are none. */
static void
begin_program (Program *program)
{
  emit_load (program, offsetof (struct seccomp_data, arch));
  emit_equal (program, ARCHITECTURE, 1, 0);
  emit_return (program, SECCOMP_RET_KILL_PROCESS);
  emit_load (program, offsetof (struct seccomp_data, nr));
  emit (program, BPF_JMP | BPF_JGE | BPF_K, 0, 1, OTHER_ABI);
  emit_return (program, SECCOMP_RET_KILL_PROCESS);
}

static void
write_program (Program *program, gboolean is_narrow)
{
  begin_program (program);
  if (is_narrow)
    emit_rules (program, narrow, G_N_ELEMENTS (narrow));
  else
    emit_rules (program, loading, G_N_ELEMENTS (loading));
  emit_rules (program, computing, G_N_ELEMENTS (computing));
  emit_return (program, SECCOMP_RET_TRAP);
}

static const char *
install (Program *program)
{
  struct sock_fprog filter = { (unsigned short) program->length, program->code };

  if (syscall (__NR_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) != 0)
    return "filters of system calls (seccomp), with which its kernel must be built";
  return NULL;
}

const char *
obelus_system_calls_restrict (gboolean is_narrow)
{
  g_autofree Program *program = g_new0 (Program, 1);

  write_program (program, is_narrow);
  return install (program);
}

const char *
obelus_system_calls_restrict_program (void)
{
  g_autofree Program *program = g_new0 (Program, 1);

  begin_program (program);
  emit_rules (program, denied_to_programs, G_N_ELEMENTS (denied_to_programs));
  emit_return (program, SECCOMP_RET_ALLOW);
  return install (program);
}

const char *
obelus_system_calls_restrict_scan (void)
{
  g_autofree Program *program = g_new0 (Program, 1);

  begin_program (program);
  emit_rules (program, denied_to_scans, G_N_ELEMENTS (denied_to_scans));
  emit_rules (program, denied_to_programs, G_N_ELEMENTS (denied_to_programs));
  emit_return (program, SECCOMP_RET_ALLOW);
  return install (program);
}

/* Names of what is tried most, for messages. */
static const struct
{
  guint32 number;
  const char *name;
} names[] = {
#ifdef __NR_open
  { __NR_open, "open" },
#endif
#ifdef __NR_fork
  { __NR_fork, "fork" },
  { __NR_vfork, "vfork" },
#endif
#ifdef __NR_pipe
  { __NR_pipe, "pipe" },
#endif
#ifdef __NR_unlink
  { __NR_unlink, "unlink" },
  { __NR_rename, "rename" },
  { __NR_mkdir, "mkdir" },
  { __NR_creat, "creat" },
  { __NR_access, "access" },
  { __NR_readlink, "readlink" },
  { __NR_stat, "stat" },
  { __NR_alarm, "alarm" },
#endif
  { __NR_openat, "openat" },
  { __NR_newfstatat, "stat" },
  { __NR_faccessat, "access" },
  { __NR_readlinkat, "readlink" },
  { __NR_unlinkat, "unlink" },
  { __NR_renameat2, "rename" },
  { __NR_mkdirat, "mkdir" },
  { __NR_getdents64, "getdents64" },
  { __NR_clone, "clone" },
  { __NR_execve, "execve" },
  { __NR_execveat, "execveat" },
  { __NR_socket, "socket" },
  { __NR_socketpair, "socketpair" },
  { __NR_connect, "connect" },
  { __NR_bind, "bind" },
  { __NR_ptrace, "ptrace" },
  { __NR_kill, "kill" },
  { __NR_tgkill, "tgkill" },
  { __NR_prctl, "prctl" },
  { __NR_prlimit64, "prlimit64" },
  { __NR_setrlimit, "setrlimit" },
  { __NR_rt_sigaction, "sigaction" },
  { __NR_mmap, "mmap" },
  { __NR_mprotect, "mprotect" },
  { __NR_setitimer, "setitimer" },
  { __NR_timer_create, "timer_create" },
  { __NR_memfd_create, "memfd_create" },
  { __NR_pipe2, "pipe2" },
  { __NR_dup, "dup" },
  { __NR_dup3, "dup3" },
  { __NR_ioctl, "ioctl" },
  { __NR_fcntl, "fcntl" },
  { __NR_chdir, "chdir" },
  { __NR_mount, "mount" },
  { __NR_bpf, "bpf" },
  { __NR_setuid, "setuid" },
  { __NR_io_uring_setup, "io_uring_setup" },
  { __NR_process_vm_readv, "process_vm_readv" },
  { __NR_process_vm_writev, "process_vm_writev" },
  { __NR_pidfd_open, "pidfd_open" },
  { __NR_ftruncate, "ftruncate" },
  { __NR_shmget, "shmget" },
  { __NR_mlock, "mlock" },
  { __NR_sched_setaffinity, "sched_setaffinity" },
  { __NR_userfaultfd, "userfaultfd" },
};

const char *
obelus_sandbox_get_call_name (guint32 number)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].number == number)
      return names[i].name;
  return NULL;
}

#else

const char *
obelus_system_calls_restrict (gboolean is_narrow)
{
  (void) is_narrow;
  return "filters of system calls (seccomp) that Obelus knows how to write: it does for Linux on x86-64 and AArch64";
}

const char *
obelus_system_calls_restrict_program (void)
{
  return obelus_system_calls_restrict (FALSE);
}

const char *
obelus_system_calls_restrict_scan (void)
{
  return obelus_system_calls_restrict (FALSE);
}

const char *
obelus_sandbox_get_call_name (guint32 number)
{
  (void) number;
  return NULL;
}

#endif
