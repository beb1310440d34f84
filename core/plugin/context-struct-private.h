/* The insides of contexts and of what they share, for the files that make them up. */
#pragma once

#include "component-private.h"
#include "context-private.h"

struct _ObelusStageCore
{
  gint n_references;
  char *name;
  ObelusComponent *component;
  ObelusOptionSet *options;
  ObelusContextMessage message_func;
  gpointer message_data;
  ObelusIsolation isolation;
  gpointer shared; /* what the component's `load` made */
  gboolean is_loaded;
};

/* An error that left through the context, known by its address, and the place in the text it is about. */
typedef struct
{
  const GError *error;
  guint32 offset;
} ObelusContextFault;

struct _ObelusContext
{
  ObelusStageCore *core;
  gpointer scratch; /* what the component's `begin` made */
  gboolean has_begun;
  GCancellable *cancellable;

  /* What a processor is working on; NULL outside of process functions. */
  ObelusDocument *const *documents;
  guint n_documents;
  guint last_document; /* that a plugin asked for: most likely the next one, too */
  GByteArray *given;   /* for each document and each item of `gives`, whether it was committed; and a row to work in */

  GArray *faults; /* ObelusContextFault, of the documents being worked on */
  guint32 last_fault_offset;
  guint64 n_rows;
  guint64 place; /* of the document that is formatted, in the input */
  guint64 foreign_nanoseconds;
  ObelusContextCommitted committed;
  gpointer committed_data;
};

/* A context without `begin` having been called. */
ObelusContext *obelus_context_new_bare (ObelusStageCore *core);

/* Brings what a function of the component came back with into order: an error if and only if it failed, in valid UTF-8.
 * @failure is taken. Returns whether it succeeded. */
gboolean obelus_stage_core_settle (ObelusStageCore *core, gboolean succeeded, GError *failure, GError **error);

/* Puts "stage 'names' (plugin entities): " before the message, if there is an error. */
void obelus_stage_core_prefix_error (ObelusStageCore *core, GError **error);

/* Remembers the place that an error is about. */
void obelus_context_note_fault (ObelusContext *context, const GError *error, guint32 offset);
