/* What a plugin offers: components as tables of functions, and the descriptor that lists them. */
#pragma once

#include <obelus/obelus-context.h>
#include <obelus/obelus-option.h>
#include <obelus/obelus-source.h>

G_BEGIN_DECLS

/**
 * OBELUS_OPTIONAL:
 *
 * Marks members that may be left out. In C they are then zero without being told so.
 */
#ifdef __cplusplus
#define OBELUS_OPTIONAL = {}
#else
#define OBELUS_OPTIONAL
#endif

/*
 * The class structs below are constant data in a plugin. They only ever grow at their end, and the core reads no
 * further than the size with which a plugin was compiled. Fields may be left out; those marked "required" may not.
 * Members stand in the order in which they are usually written, which is the order that designated initialisers must
 * have in C++.
 *
 * `needs` and `gives` list layers with spaces between: `sentence`, an optional one `entity?`, a column `token.upos`, a
 * layer of one's own `acme.shout` and its column `acme.shout.share`. A name whose first part is a core layer's is that
 * layer; otherwise the first two parts are the layer's name.
 */

/**
 * ObelusProcessorClass: (skip)
 * @name: required; lower-case words joined by hyphens, unique among processors
 * @summary: required; one line for people, without a full stop
 * @needs: layers and columns it reads
 * @gives: layers and columns it makes; optional ones depend on options or on the text
 * @options: a table that ends with `OBELUS_OPTION_END`
 * @rank: among processors that give the same, planning takes the highest
 * @load: makes what threads share and then only read, once a stage
 * @begin: makes a thread's scratch
 * @process: required; works on one document
 * @process_batch: works on several documents at once; sets `errors[i]` for each that fails
 * @end: frees a thread's scratch
 * @unload: frees what @load made
 *
 * A component that reads some layers of a document and adds others. Functions other than @load and @unload may be
 * called from several threads at once, each with a context of its own. A processor keeps nothing from one document to
 * the next.
 */
typedef struct
{
  const char *name;
  const char *summary;
  const char *needs OBELUS_OPTIONAL;
  const char *gives OBELUS_OPTIONAL;
  const ObelusOption *options OBELUS_OPTIONAL;
  gint rank OBELUS_OPTIONAL;
  gboolean (*load) (ObelusContext *context, gpointer *shared, GError **error) OBELUS_OPTIONAL;
  gboolean (*begin) (ObelusContext *context, gpointer *scratch, GError **error) OBELUS_OPTIONAL;
  gboolean (*process) (ObelusContext *context, ObelusDocument *document, GError **error);
  void (*process_batch) (ObelusContext *context, ObelusDocument *const *documents, guint n_documents, GError **errors)
      OBELUS_OPTIONAL;
  void (*end) (gpointer scratch) OBELUS_OPTIONAL;
  void (*unload) (gpointer shared) OBELUS_OPTIONAL;
} ObelusProcessorClass;

/**
 * ObelusReaderClass: (skip)
 * @name: required; what `--from` calls it
 * @summary: required; one line for people
 * @extensions: file extensions it is chosen for, with spaces between: `.jsonl .ndjson`; a file that has `.gz` behind it is
 *   unpacked before it is read
 * @gives: layers that its documents may bring along
 * @options: a table that ends with `OBELUS_OPTION_END`
 * @load: makes what sources share
 * @open: required; begins a source. @reading is the reader's own and is passed to the other functions
 * @read: required; the next document, or %NULL at the end, or %NULL with an error for a document that is bad. After an
 *   error it is called again, for the documents behind
 * @close: frees @reading
 * @unload: frees what @load made
 *
 * A component that turns a source into documents. Reading happens in one thread at a time.
 */
typedef struct
{
  const char *name;
  const char *summary;
  const char *extensions OBELUS_OPTIONAL;
  const char *gives OBELUS_OPTIONAL;
  const ObelusOption *options OBELUS_OPTIONAL;
  gboolean (*load) (ObelusContext *context, gpointer *shared, GError **error) OBELUS_OPTIONAL;
  gboolean (*open) (ObelusContext *context, ObelusSource *source, gpointer *reading, GError **error);
  ObelusDocument *(*read) (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error);
  void (*close) (gpointer reading) OBELUS_OPTIONAL;
  void (*unload) (gpointer shared) OBELUS_OPTIONAL;
} ObelusReaderClass;

/**
 * ObelusFailure:
 * @id: the document's id
 * @code: the name of the error's kind
 * @message: what happened and what to do next
 * @stage: the stage it happened in; "" outside stages
 * @plugin: the plugin of that stage; "" for the core
 * @offset: the byte of the text it is about, or `OBELUS_NO_OFFSET`
 *
 * What is known of a document that has an error in place of a result.
 */
typedef struct
{
  const char *id;
  const char *code;
  const char *message;
  const char *stage;
  const char *plugin;
  guint32 offset;
} ObelusFailure;

/**
 * ObelusWriterClass: (skip)
 * @name: required; what `--to` calls it
 * @summary: required; one line for people
 * @extensions: file extensions it is chosen for
 * @needs: layers it writes; optional ones are planned for when no pipeline was named
 * @options: a table that ends with `OBELUS_OPTION_END`
 * @load: makes what threads share
 * @begin: appends what stands before the first document
 * @format: required; appends one document. Called from several threads at once
 * @format_failure: appends what stands for a document that failed; without it failures are only told to the user
 * @separator: what stands between two documents; %NULL for nothing
 * @end: appends what stands after the last document
 * @unload: frees what @load made
 *
 * A component that turns documents into output. The host puts the pieces together in the order of the input.
 *
 * An option called `width` is set to the terminal's width in columns, and a flag called `color` to whether colour is
 * wanted, unless the user sets them.
 */
typedef struct
{
  const char *name;
  const char *summary;
  const char *extensions OBELUS_OPTIONAL;
  const char *needs OBELUS_OPTIONAL;
  const ObelusOption *options OBELUS_OPTIONAL;
  gboolean (*load) (ObelusContext *context, gpointer *shared, GError **error) OBELUS_OPTIONAL;
  gboolean (*begin) (ObelusContext *context, GString *output, GError **error) OBELUS_OPTIONAL;
  gboolean (*format) (ObelusContext *context, ObelusDocument *document, GString *output, GError **error);
  void (*format_failure) (ObelusContext *context, const ObelusFailure *failure, GString *output) OBELUS_OPTIONAL;
  const char *separator OBELUS_OPTIONAL;
  gboolean (*end) (ObelusContext *context, GString *output, GError **error) OBELUS_OPTIONAL;
  void (*unload) (gpointer shared) OBELUS_OPTIONAL;
} ObelusWriterClass;

/**
 * ObelusDocumentStream: (skip)
 *
 * Documents that a host reads for a trainer.
 */
typedef struct _ObelusDocumentStream ObelusDocumentStream;

/**
 * obelus_document_stream_next:
 * @stream: a stream
 * @source: (out) (optional) (transfer none): the name of the source the document is from
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the next document; %NULL at the end or, with an error, when a source is bad
 */
OBELUS_API ObelusDocument *obelus_document_stream_next (ObelusDocumentStream *stream, const char **source,
                                                        GError **error);

/**
 * ObelusTrainerClass: (skip)
 * @name: required; what `obelus train` calls it
 * @summary: required; one line for people
 * @needs: layers that the documents it learns from must have
 * @options: a table that ends with `OBELUS_OPTION_END`
 * @train: required; learns from all documents of @stream and puts the result into @model. Equal input gives equal bytes
 * @prepares: layers among @needs that are no gold, such as `sentence token`: a document that comes without any of them
 *   is first analysed by a pipeline that the host plans for them
 *
 * A component that learns a model from annotated documents.
 */
typedef struct
{
  const char *name;
  const char *summary;
  const char *needs OBELUS_OPTIONAL;
  const ObelusOption *options OBELUS_OPTIONAL;
  gboolean (*train) (ObelusContext *context, ObelusDocumentStream *stream, ObelusModelBuilder *model, GError **error);
  const char *prepares OBELUS_OPTIONAL;
} ObelusTrainerClass;

/**
 * ObelusEvaluatorClass: (skip)
 * @name: required; what `obelus evaluate` calls it
 * @summary: required; one line for people
 * @needs: layers that the gold documents must have
 * @keeps: layers of the gold documents that the pipeline is given, such as `token sentence` to tag gold tokens; a
 *   document that comes without any of them is first analysed by a pipeline that the host plans for them
 * @judges: layers that the pipeline must make
 * @options: a table that ends with `OBELUS_OPTION_END`
 * @begin: required; makes the tally
 * @add: required; compares what a pipeline made of a text with the gold document
 * @report: required; appends the figures as text for people, one `name value` a line or a table
 * @end: frees the tally
 *
 * A component that scores annotations against gold ones. The host reads the gold documents, gives their text and the
 * layers in @keeps to a pipeline, and passes both on, in the order of the input and in one thread.
 */
typedef struct
{
  const char *name;
  const char *summary;
  const char *needs OBELUS_OPTIONAL;
  const char *keeps OBELUS_OPTIONAL;
  const char *judges OBELUS_OPTIONAL;
  const ObelusOption *options OBELUS_OPTIONAL;
  gboolean (*begin) (ObelusContext *context, gpointer *tally, GError **error);
  gboolean (*add) (ObelusContext *context, gpointer tally, ObelusDocument *gold, ObelusDocument *result,
                   GError **error);
  gboolean (*report) (ObelusContext *context, gpointer tally, GString *report, GError **error);
  void (*end) (gpointer tally) OBELUS_OPTIONAL;
} ObelusEvaluatorClass;

/**
 * OBELUS_PLUGIN_INTERFACE:
 *
 * The version of the interface that this header describes. It rises when a descriptor changes in a way that growing at
 * the end cannot express.
 */
#define OBELUS_PLUGIN_INTERFACE 1

/**
 * OBELUS_PLUGIN_MAGIC:
 *
 * The number that a descriptor begins with: the bytes of `Obelus` and the first two of `†` as a little-endian machine
 * reads them.
 */
#define OBELUS_PLUGIN_MAGIC G_GUINT64_CONSTANT (0x80e273756c65624f)

/**
 * ObelusPlugin: (skip)
 *
 * What a module exports as `obelus_plugin`. `OBELUS_PLUGIN ()` fills the first part; an author names, in this order
 * and as far as they apply: `.version`, `.license`, `.summary`, `.homepage`, `.processors`, `.readers`, `.writers`,
 * `.trainers`, `.evaluators`. The lists end with %NULL.
 */
typedef struct
{
  /*< private >*/
  guint64 magic;
  guint32 interface_version;
  guint32 plugin_size;
  guint32 option_size;
  guint32 processor_size;
  guint32 reader_size;
  guint32 writer_size;
  guint32 trainer_size;
  guint32 evaluator_size;
  const char *name;
  /*< public >*/
  const char *version OBELUS_OPTIONAL;
  const char *license OBELUS_OPTIONAL;
  const char *summary OBELUS_OPTIONAL;
  const char *homepage OBELUS_OPTIONAL;
  const ObelusProcessorClass *const *processors OBELUS_OPTIONAL;
  const ObelusReaderClass *const *readers OBELUS_OPTIONAL;
  const ObelusWriterClass *const *writers OBELUS_OPTIONAL;
  const ObelusTrainerClass *const *trainers OBELUS_OPTIONAL;
  const ObelusEvaluatorClass *const *evaluators OBELUS_OPTIONAL;
} ObelusPlugin;

#ifdef __cplusplus
#define OBELUS_PLUGIN_LINKAGE extern "C"
#else
#define OBELUS_PLUGIN_LINKAGE extern
#endif

#if defined(_WIN32)
#define OBELUS_PLUGIN_VISIBILITY __declspec(dllexport)
#else
#define OBELUS_PLUGIN_VISIBILITY __attribute__ ((visibility ("default")))
#endif

/* A program that links several plugins in can hold no two symbols of one name: libltdl's preloading finds each by the
 * prefix NAME_LTX_. */
#ifdef OBELUS_STATIC
#define OBELUS_PLUGIN_SYMBOL(ident) ident##_LTX_obelus_plugin
#else
#define OBELUS_PLUGIN_SYMBOL(ident) obelus_plugin
#endif

/**
 * OBELUS_PLUGIN:
 * @ident: the plugin's name, an identifier; underscores become hyphens
 * @...: members of [struct@Plugin] as designated initialisers
 *
 * Makes the module an Obelus plugin. It stands once, at the end of one source file.
 */
/* clang-format off */
#define OBELUS_PLUGIN(ident, ...)                                                                   \
  OBELUS_PLUGIN_LINKAGE OBELUS_PLUGIN_VISIBILITY const ObelusPlugin OBELUS_PLUGIN_SYMBOL (ident);   \
  const ObelusPlugin OBELUS_PLUGIN_SYMBOL (ident) = {                                               \
    .magic = OBELUS_PLUGIN_MAGIC,                                                                   \
    .interface_version = OBELUS_PLUGIN_INTERFACE,                                                   \
    .plugin_size = sizeof (ObelusPlugin),                                                           \
    .option_size = sizeof (ObelusOption),                                                           \
    .processor_size = sizeof (ObelusProcessorClass),                                                \
    .reader_size = sizeof (ObelusReaderClass),                                                      \
    .writer_size = sizeof (ObelusWriterClass),                                                      \
    .trainer_size = sizeof (ObelusTrainerClass),                                                    \
    .evaluator_size = sizeof (ObelusEvaluatorClass),                                                \
    .name = #ident,                                                                                 \
    __VA_ARGS__                                                                                     \
  };
/* clang-format on */

G_END_DECLS
