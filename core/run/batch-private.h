/* A few documents that travel through the stages together, and the records that become of them. */
#pragma once

#include "pipeline-private.h"
#include "reading-private.h"

/* A batch is full with so many documents or so many bytes of text. Batches are small so that few documents keep all
 * threads busy, and yet large enough for what is done once a batch (locks, clocks) not to count. A longer document
 * travels alone. */
#define OBELUS_BATCH_USUAL_DOCUMENTS 32
#define OBELUS_BATCH_USUAL_BYTES (32 * 1024)

/* The same for pipelines with isolated stages: each batch goes to another process and back. */
#define OBELUS_BATCH_MAX_DOCUMENTS 64
#define OBELUS_BATCH_MAX_BYTES (256 * 1024)

typedef struct
{
  guint64 number; /* its place among all batches */
  guint64 place;  /* of its first item among all items */
  guint n_items;
  ObelusReadItem items[OBELUS_BATCH_MAX_DOCUMENTS];

  /* What became of them. */
  GString *output;     /* records with separators between */
  guint n_records;     /* in the output; failures that the writer has no form for are none */
  guint n_documents;   /* that are done, with or without a record */
  guint n_failures;    /* of them */
  GPtrArray *messages; /* (char *) about failures without a record; NULL for none */
  gboolean is_cut;     /* cancelled: the documents behind the first n_documents were not done */
} ObelusBatch;

ObelusBatch *obelus_batch_new (void);
void obelus_batch_free (ObelusBatch *batch);

/* Runs the pipeline over the documents and makes a record of each. The documents are freed. */
void obelus_batch_run (ObelusBatch *batch, ObelusPipeline *pipeline, ObelusWorkspace *workspace,
                       ObelusContext *writer_context, const ObelusWriterClass *writer, const char *writer_plugin,
                       GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusBatch, obelus_batch_free)
