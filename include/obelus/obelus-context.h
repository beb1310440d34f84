/* A component as its plugin sees it while it works: options, shared data, layers, errors. */
#pragma once

#include <obelus/obelus-document.h>
#include <obelus/obelus-error.h>
#include <obelus/obelus-model.h>

G_BEGIN_DECLS

/**
 * ObelusContext: (skip)
 *
 * One stage (or reader, writer, trainer, evaluator) with its options, in one thread.
 *
 * All a plugin may reach goes through here. Everything the getters return belongs to the context and lives as long as
 * the stage. Asking for an option that was not declared, or as another type, is a programmer's error and critical.
 */
typedef struct _ObelusContext ObelusContext;

/**
 * obelus_context_get_stage:
 * @context: a context
 *
 * Returns: the stage's name in its pipeline
 */
OBELUS_API const char *obelus_context_get_stage (ObelusContext *context);

/**
 * obelus_context_get_place: (skip)
 * @context: the context of a writer
 *
 * Where in the input the document stands that the writer is formatting, or the failure: documents are formatted by
 * several threads in any order, and only this says which is the first, and tells two of one name apart.
 *
 * Returns: the place, counted from 0; each document of a run has one, those that fail included
 */
OBELUS_API guint64 obelus_context_get_place (ObelusContext *context);

/* Options: as set for this stage, else their defaults; already checked against their types and ranges */

/**
 * obelus_context_get_flag:
 * @context: a context
 * @option: an option of type flag
 *
 * Returns: whether it is set
 */
OBELUS_API gboolean obelus_context_get_flag (ObelusContext *context, const char *option);

/**
 * obelus_context_get_integer:
 * @context: a context
 * @option: an option of type integer
 *
 * Returns: the value, within the range that the option declares
 */
OBELUS_API gint64 obelus_context_get_integer (ObelusContext *context, const char *option);

/**
 * obelus_context_get_real:
 * @context: a context
 * @option: an option of type real
 *
 * Returns: the value, finite and within the range that the option declares
 */
OBELUS_API double obelus_context_get_real (ObelusContext *context, const char *option);

/**
 * obelus_context_get_text:
 * @context: a context
 * @option: an option of type text or choice
 *
 * Returns: (nullable): the value; %NULL if it was not set and has no default
 */
OBELUS_API const char *obelus_context_get_text (ObelusContext *context, const char *option);

/**
 * obelus_context_get_choice:
 * @context: a context
 * @option: an option of type choice
 *
 * Returns: the position of the value among the option's choices, from 0, to be compared with an enumeration of the
 *   plugin's
 */
OBELUS_API guint obelus_context_get_choice (ObelusContext *context, const char *option);

/**
 * obelus_context_get_list:
 * @context: a context
 * @option: an option of type list
 *
 * Returns: (array zero-terminated=1): the items; empty if there are none
 */
OBELUS_API const char *const *obelus_context_get_list (ObelusContext *context, const char *option);

/**
 * obelus_context_get_file:
 * @context: a context
 * @option: an option of type file
 * @path: (out) (optional): where the file was found
 *
 * Returns: (transfer none) (nullable): the mapped file; %NULL if it was not set and has no default
 */
OBELUS_API GBytes *obelus_context_get_file (ObelusContext *context, const char *option, const char **path);

/**
 * obelus_context_get_model:
 * @context: a context
 * @option: an option of type model
 *
 * Returns: (transfer none) (nullable): the model; %NULL if it was not set and has no default
 */
OBELUS_API ObelusModel *obelus_context_get_model (ObelusContext *context, const char *option);

/* What the component's own functions made */

/**
 * obelus_context_get_shared:
 * @context: a context
 *
 * Returns: what `load` made for all threads; to be read only
 */
OBELUS_API gpointer obelus_context_get_shared (ObelusContext *context);

/**
 * obelus_context_get_scratch:
 * @context: a context
 *
 * Returns: what `begin` made for this thread
 */
OBELUS_API gpointer obelus_context_get_scratch (ObelusContext *context);

/* Layers, within what the component declared */

/**
 * obelus_context_get_layer:
 * @context: a context
 * @document: the document being processed
 * @name: a layer that `needs` names
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the layer. %NULL with an error if it was not declared, or is not there though it
 *   is needed; %NULL without one if it is not there and was marked optional (`entity?`).
 */
OBELUS_API ObelusLayer *obelus_context_get_layer (ObelusContext *context, ObelusDocument *document, const char *name,
                                                  GError **error);

/**
 * obelus_context_build_layer:
 * @context: a context
 * @document: the document being processed
 * @name: a layer that `gives` names
 * @error: return location for an error
 *
 * Starts a new layer. Commit it with [method@Context.commit].
 *
 * Returns: (transfer full): a builder, or %NULL if `gives` does not name the layer
 */
OBELUS_API ObelusLayerBuilder *obelus_context_build_layer (ObelusContext *context, ObelusDocument *document,
                                                           const char *name, GError **error);

/**
 * obelus_context_extend_layer:
 * @context: a context
 * @document: the document being processed
 * @name: a layer of which `gives` names columns (`token.upos`)
 * @error: return location for an error
 *
 * Starts to add columns to a layer; see [ctor@LayerBuilder.new_extending].
 *
 * Returns: (transfer full): a builder, or %NULL if this was not declared or there is no such layer
 */
OBELUS_API ObelusLayerBuilder *obelus_context_extend_layer (ObelusContext *context, ObelusDocument *document,
                                                            const char *name, GError **error);

/**
 * obelus_context_revise_layer:
 * @context: a context
 * @document: the document being processed
 * @name: a layer that both `needs` and `gives` name
 * @error: return location for an error
 *
 * Starts a revision of a layer; see [ctor@LayerBuilder.new_revising].
 *
 * Returns: (transfer full): a builder, or %NULL if this was not declared or there is no such layer
 */
OBELUS_API ObelusLayerBuilder *obelus_context_revise_layer (ObelusContext *context, ObelusDocument *document,
                                                            const char *name, GError **error);

/**
 * obelus_context_commit:
 * @context: a context
 * @document: the document being processed
 * @builder: a builder from this context; spent whether the call succeeds or not
 * @error: return location for an error
 *
 * Checks what was built and makes it visible; see [method@Document.commit].
 *
 * Returns: whether the layer now stands in the document
 */
OBELUS_API gboolean obelus_context_commit (ObelusContext *context, ObelusDocument *document,
                                           ObelusLayerBuilder *builder, GError **error);

/* Errors, messages, progress */

/**
 * obelus_context_fail:
 * @context: a context
 * @error: return location for the error
 * @code: what kind of error it is
 * @offset: the byte of the document it is about, or `OBELUS_NO_OFFSET`
 * @format: what happened, and what to do next; without the document's, the stage's or the plugin's name, which are
 * added
 * @...: arguments of @format
 *
 * Sets an error that keeps its place in the text.
 *
 * Returns: %FALSE, so that `return obelus_context_fail (…);` reads well
 */
OBELUS_API gboolean obelus_context_fail (ObelusContext *context, GError **error, ObelusError code, guint32 offset,
                                         const char *format, ...) G_GNUC_PRINTF (5, 6);

/**
 * obelus_context_warn:
 * @context: a context
 * @format: what a person should know though the work goes on
 * @...: arguments of @format
 *
 * Tells the host something. Never quote a document's text: it may be private.
 */
OBELUS_API void obelus_context_warn (ObelusContext *context, const char *format, ...) G_GNUC_PRINTF (2, 3);

/**
 * obelus_context_report_progress:
 * @context: a context
 * @share: how much of the work is done, 0…1
 * @format: what is being done
 * @...: arguments of @format
 *
 * For work that takes long, as trainers do.
 */
OBELUS_API void obelus_context_report_progress (ObelusContext *context, double share, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/**
 * obelus_context_is_isolated:
 * @context: a context
 *
 * Isolated, a component can open libraries and read its files until `begin` has returned, and nothing afterwards. One
 * that otherwise loads something when it is first needed does so in `begin` then.
 *
 * Returns: whether this runs in a process of its own, without rights
 */
OBELUS_API gboolean obelus_context_is_isolated (ObelusContext *context);

/**
 * obelus_context_is_cancelled:
 * @context: a context
 * @error: return location for an error
 *
 * Whether to stop. Loops that can run for more than a few milliseconds ask now and then; it costs nanoseconds.
 *
 * While the host calls a plugin, its cancellable is also the thread's current one
 * ([func@Gio.Cancellable.get_current]), for code that knows of no context.
 *
 * Returns: %TRUE with [error@Error.CANCELLED] set if the work was cancelled
 */
OBELUS_API gboolean obelus_context_is_cancelled (ObelusContext *context, GError **error);

/* One step in so many is asked at: a fraction of a millisecond passes between two of them. */
#define OBELUS_STEPS_BETWEEN_QUESTIONS 1024

/**
 * obelus_is_cancelled_at: (skip)
 * @step: how many rows, characters or lines a loop has passed
 *
 * Whether to stop, for loops in code that knows of no context and that do little at each step. Whoever called it asks
 * [method@Context.is_cancelled], which tells the error, before the result is used.
 *
 * Returns: %TRUE at a step that is a multiple of 1024, if the work of this thread was cancelled
 */
static inline gboolean
obelus_is_cancelled_at (guint64 step)
{
  return G_UNLIKELY (step % OBELUS_STEPS_BETWEEN_QUESTIONS == 0)
         && g_cancellable_is_cancelled (g_cancellable_get_current ());
}

/**
 * obelus_context_is_cancelled_at: (skip)
 * @context: a context
 * @step: how many rows, characters or lines a loop has passed
 * @error: return location for an error
 *
 * Like [method@Context.is_cancelled], asked at one step in 1024 only: for loops over rows that do little with each.
 *
 * Returns: %TRUE with [error@Error.CANCELLED] set if the work was cancelled
 */
static inline gboolean
obelus_context_is_cancelled_at (ObelusContext *context, guint64 step, GError **error)
{
  return G_UNLIKELY (step % OBELUS_STEPS_BETWEEN_QUESTIONS == 0) && obelus_context_is_cancelled (context, error);
}

/**
 * obelus_context_get_cancellable:
 * @context: a context
 *
 * Returns: (transfer none) (nullable): to be passed to functions of GIO
 */
OBELUS_API GCancellable *obelus_context_get_cancellable (ObelusContext *context);

G_END_DECLS
