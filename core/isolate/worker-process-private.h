/* A worker as the host holds it: starting it, one exchange at a time, ending it, and finding out why it ended. */
#pragma once

#include "context-private.h"
#include "wire-reply-private.h"

/* A thread that starts workers. Each is killed by the system when the thread that started it ends, however it ends: so
 * a host that dies leaves none behind, and a host's own threads may come and go. */
typedef struct _ObelusSpawner ObelusSpawner;

ObelusSpawner *obelus_spawner_new (void);
/* Ends the workers that are left. */
void obelus_spawner_free (ObelusSpawner *spawner);

typedef struct _ObelusWorkerProcess ObelusWorkerProcess;

/* Starts the program; FALSE with OBELUS_ERROR_UNSUPPORTED if it is not there. */
ObelusWorkerProcess *obelus_worker_process_new (ObelusSpawner *spawner, GError **error);
void obelus_worker_process_free (ObelusWorkerProcess *process);

typedef enum
{
  OBELUS_FAILURE_NONE,
  OBELUS_FAILURE_CRASHED,
  OBELUS_FAILURE_TIMED_OUT,
  OBELUS_FAILURE_TOO_LARGE,
  OBELUS_FAILURE_CANCELLED,
  OBELUS_FAILURE_HOST, /* the host had no memory */
} ObelusFailureKind;

typedef struct
{
  ObelusFailureKind kind;
  char *reason;  /* a clause about the worker: "it was ended by signal 11 (Segmentation fault)" */
  guint suspect; /* the document it says it was at, or G_MAXUINT */
} ObelusWorkerFailure;

void obelus_worker_failure_clear (ObelusWorkerFailure *failure);

/* Writes what is to be sent. */
typedef void (*ObelusWorkerPack) (ObelusPack *pack, gpointer user_data);

typedef struct
{
  ObelusWireKind kind;
  guint n_documents;
  ObelusWorkerPack pack;
  gpointer user_data;
  const ObelusIsolation *limits;
  GCancellable *cancellable; /* or NULL */
} ObelusWorkerRequest;

/* Sends a request and takes the reply apart, whose arrays lie in shared memory until the next exchange. After a failure
 * the worker is to be freed. */
gboolean obelus_worker_process_exchange (ObelusWorkerProcess *process, const ObelusWorkerRequest *request,
                                         ObelusWireReply *reply, ObelusWorkerFailure *failure);

/* Gives back memory that only large documents need, once the last reply is done with. */
void obelus_worker_process_tidy (ObelusWorkerProcess *process);

/* CPU time of the worker since this was last asked, in nanoseconds; 0 if the system does not tell. Of the time since it
 * was last put to sleep the system may know only later: then it is part of the next answer. */
guint64 obelus_worker_process_take_time (ObelusWorkerProcess *process);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusWorkerProcess, obelus_worker_process_free)
