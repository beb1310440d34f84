/* What host and worker say to each other: short messages over a socket, everything of size in shared memory. Both are
 * of one build, so that structs and arrays go as they are in memory. */
#pragma once

#include "layer-list-private.h"
#include "pack-private.h"

#include <obelus/obelus-document.h>

/* The descriptor at which a worker finds the socket, and the status with which it ends itself after a system call that
 * it may not make. */
#define OBELUS_WIRE_CHANNEL 3
#define OBELUS_WIRE_FORBIDDEN_STATUS 86

typedef enum
{
  OBELUS_WIRE_LOAD = 1,  /* to the worker: a stage */
  OBELUS_WIRE_PROCESS,   /* to the worker: documents */
  OBELUS_WIRE_DONE,      /* from the worker: the reply area holds `size` bytes */
  OBELUS_WIRE_TOO_LARGE, /* from the worker: it would have to hold `size` bytes */
} ObelusWireKind;

/* One packet of the socket. A new area's descriptor comes along where its size is not 0, the request's first. */
typedef struct
{
  guint32 kind;
  guint32 n_documents;
  guint64 number; /* of the exchange; the answer has the same */
  guint64 size;   /* of what the request or reply area holds */
  guint64 new_request_size;
  guint64 new_reply_size;
} ObelusWireMessage;

/* What the reply area begins with. Both are hints: a worker may write what it likes. */
typedef struct
{
  guint32 current;        /* the document being worked on, plus 1; 0 if that is not known */
  guint32 forbidden_call; /* number of a system call that it made and may not, plus 1 */
} ObelusWireHints;

/* A stage, as LOAD carries it. */
typedef struct
{
  char *name;
  char *component;
  char *module;        /* path */
  GPtrArray *settings; /* (char *) options that were assigned: name, value, name, value … */
  GPtrArray *files;    /* (char *) options and the paths found for them: name, path, … */
  guint64 max_bytes;   /* of memory, beyond what a worker has when it starts */
} ObelusWireStage;

void obelus_wire_stage_clear (ObelusWireStage *stage);
void obelus_wire_pack_stage (ObelusPack *pack, const ObelusWireStage *stage);
gboolean obelus_wire_unpack_stage (ObelusUnpack *unpack, ObelusWireStage *stage);

/* A document, with those of its layers that a component with these declarations can get at. */
void obelus_wire_pack_document (ObelusPack *pack, ObelusDocument *document, const ObelusLayerList *needs,
                                const ObelusLayerList *gives);

/* Its layers' arrays are those in the packed memory, which must outlive it. NULL if it is damaged. */
ObelusDocument *obelus_wire_unpack_document (ObelusUnpack *unpack);

/* The records of a reply. Each begins with its kind. */
typedef enum
{
  OBELUS_WIRE_COMMIT = 1,
  OBELUS_WIRE_RESULT,
  OBELUS_WIRE_WARNING,
} ObelusWireRecord;
