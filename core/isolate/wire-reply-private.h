/* What a worker made of documents: the commits of its stage, one result a document, and warnings. */
#pragma once

#include "layer-builder-private.h"
#include "wire-private.h"

/* To the worker's side */

/* A commit that succeeded; @layer is what became of it. */
void obelus_wire_pack_commit (ObelusPack *pack, guint document, ObelusLayerBuilder *builder, ObelusLayer *layer);
/* @error is NULL for a document that did not fail. */
void obelus_wire_pack_result (ObelusPack *pack, guint document, const GError *error, guint32 offset);
void obelus_wire_pack_warning (ObelusPack *pack, const char *message);

/* To the host's side: nothing of what comes is trusted, and all of it may change while it is read */

typedef struct
{
  guint32 document;
  guint32 kind; /* ObelusBuildKind */
  guint32 n_rows;
  guint32 n_columns;
  guint32 n_old_rows; /* of the row map of a revision */
  guint32 n_strings;
  guint64 text_size;
} ObelusWireCommitHead;

typedef struct
{
  char *name;
  char *target;
  guint32 type;
  gconstpointer values;
  const guint8 *validity; /* NULL if no cell is missing */
} ObelusWireColumn;

/* One commit; its arrays lie in the reply area. */
typedef struct
{
  ObelusWireCommitHead head;
  char *layer;
  const guint32 *starts; /* not of extensions */
  const guint32 *ends;
  const guint32 *row_map; /* of revisions */
  const gsize *offsets;   /* of strings */
  const char *text;
  ObelusWireColumn *columns;
} ObelusWireCommit;

typedef struct
{
  gboolean is_there;
  GError *error;
  guint32 offset;
} ObelusWireResult;

typedef struct
{
  GArray *commits;     /* of ObelusWireCommit, in their order */
  GPtrArray *warnings; /* of char * */
  guint32 n_results;
  ObelusWireResult *results; /* one a document */
} ObelusWireReply;

/* Takes a whole reply apart. FALSE with a clause in @problem ("it sent …") if it is not what a reply must be. */
gboolean obelus_wire_unpack_reply (ObelusUnpack *unpack, guint32 n_documents, ObelusWireReply *reply,
                                   const char **problem);
void obelus_wire_reply_clear (ObelusWireReply *reply);

/* A builder with copies of what was sent, to be committed to @document; what is wrong with them is the builder's fault.
 * NULL with a clause in @problem if it cannot be a commit to this document at all. */
ObelusLayerBuilder *obelus_wire_make_builder (const ObelusWireCommit *commit, ObelusDocument *document,
                                              const char **problem);
