/* The worker's side: closing the sandbox, loading a stage, running it over the documents that come. */
#include "channel-private.h"
#include "context-struct-private.h"
#include "descriptor-private.h"
#include "module-private.h"
#include "sandbox-private.h"
#include "worker-private.h"
#include "wire-reply-private.h"

#include <obelus/obelus-error.h>
#include <obelus/obelus-worker.h>

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__linux__)
#include <malloc.h>
#include <sys/prctl.h>
#endif

typedef struct
{
  int channel;
  const guint8 *request;
  gsize request_size;
  guint8 *reply;
  gsize reply_size;
  ObelusPack pack; /* of the reply */

  ObelusStageCore *core;
  ObelusContext *context;
  guint first; /* of the documents that the context works on */
} Worker;

/* Areas */

static gpointer
map_area (gpointer old, gsize old_size, int fd, guint64 size, gboolean is_reply)
{
  gpointer area;

  if (old != NULL)
    munmap (old, old_size);
  area = mmap (NULL, size, is_reply ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, fd, 0);
  close (fd);
  return area != MAP_FAILED ? area : NULL;
}

static gboolean
take_areas (Worker *worker, const ObelusWireMessage *message, int *fds)
{
  guint next = 0;

  if (message->new_request_size > 0)
    {
      worker->request
          = map_area ((gpointer) worker->request, worker->request_size, fds[next++], message->new_request_size, FALSE);
      worker->request_size = message->new_request_size;
    }
  if (message->new_reply_size > 0)
    {
      worker->reply = map_area (worker->reply, worker->reply_size, fds[next], message->new_reply_size, TRUE);
      worker->reply_size = message->new_reply_size;
      if (worker->reply != NULL)
        obelus_sandbox_set_note (&((ObelusWireHints *) (gpointer) worker->reply)->forbidden_call);
    }
  return worker->request != NULL && worker->reply != NULL && message->size <= worker->request_size;
}

static void
say_current (Worker *worker, guint32 current)
{
  __atomic_store_n (&((ObelusWireHints *) (gpointer) worker->reply)->current, current, __ATOMIC_RELAXED);
}

/* What goes back */

static void
note_commit (guint document, ObelusLayerBuilder *builder, ObelusLayer *layer, gpointer user_data)
{
  Worker *worker = user_data;

  obelus_wire_pack_commit (&worker->pack, worker->first + document, builder, layer);
}

static void
note_message (const char *stage, const char *message, double share, gpointer user_data)
{
  Worker *worker = user_data;

  (void) stage;
  if (share < 0)
    obelus_wire_pack_warning (&worker->pack, message);
}

static gboolean
answer (Worker *worker, const ObelusWireMessage *message)
{
  ObelusWireMessage reply = {
    .kind = obelus_pack_fits (&worker->pack) ? OBELUS_WIRE_DONE : OBELUS_WIRE_TOO_LARGE,
    .number = message->number,
    .size = worker->pack.size,
  };

  say_current (worker, 0);
  return obelus_channel_send (worker->channel, &reply, -1, -1);
}

/* Loading */

static ObelusComponent *
find_processor (GPtrArray *components, const char *name)
{
  for (guint i = 0; i < components->len; i++)
    if (obelus_component_get_kind (components->pdata[i]) == OBELUS_COMPONENT_PROCESSOR
        && strcmp (obelus_component_get_name (components->pdata[i]), name) == 0)
      return components->pdata[i];

  return NULL;
}

/* The processor of a plugin that is linked into this program, as the host has it. */
static ObelusComponent *
find_built_in (const char *name)
{
  g_autoptr (GPtrArray) plugins = obelus_module_list_preloaded ();

  for (guint i = 0; i < plugins->len; i++)
    {
      g_autofree char *problem = NULL;
      g_autoptr (GPtrArray) components = obelus_descriptor_read (plugins->pdata[i], NULL, NULL, &problem);
      ObelusComponent *component = components != NULL ? find_processor (components, name) : NULL;
      if (component != NULL)
        return g_object_ref (component);
    }
  return NULL;
}

static ObelusComponent *
open_component (const ObelusWireStage *stage, GError **error)
{
  g_autoptr (GPtrArray) components = NULL;
  g_autofree char *problem = NULL;
  ObelusComponent *component = NULL;
  const ObelusPlugin *plugin = NULL;

  if (!g_path_is_absolute (stage->module))
    {
      component = find_built_in (stage->component);
      if (component == NULL)
        g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_UNSUPPORTED,
                             "it cannot be isolated: its plugin is built into this program and not into obelus-worker");
      return component;
    }

  plugin = obelus_module_open (stage->module, NULL, &problem);

  if (plugin != NULL)
    components = obelus_descriptor_read (plugin, obelus_module_measure, stage->module, &problem);
  if (components != NULL)
    component = find_processor (components, stage->component);
  if (component != NULL)
    return g_object_ref (component);

  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_PLUGIN, "its module cannot be used in a worker: %s",
               problem != NULL ? problem : "the processor is not in it any more; start again");
  return NULL;
}

static ObelusOptionSet *
make_options (const ObelusWireStage *stage, ObelusComponent *component, GError **error)
{
  g_autoptr (ObelusOptionSet) options = obelus_option_set_new (component);

  for (guint i = 0; i + 1 < stage->settings->len; i += 2)
    {
      g_autofree char *problem
          = obelus_option_set_assign (options, stage->settings->pdata[i], stage->settings->pdata[i + 1]);
      if (problem != NULL)
        {
          g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_OPTION, "in its worker it %s", problem);
          return NULL;
        }
    }
  for (guint i = 0; i + 1 < stage->files->len; i += 2)
    obelus_option_set_locate_at (options, stage->files->pdata[i], stage->files->pdata[i + 1]);
  return g_steal_pointer (&options);
}

/* Errors of a stage are named by the host, which knows as much. */
static void
strip_prefix (Worker *worker, GError *error)
{
  g_autoptr (GError) named = g_error_new_literal (OBELUS_ERROR, OBELUS_ERROR_FAILED, "");

  obelus_stage_core_prefix_error (worker->core, &named);
  if (g_str_has_prefix (error->message, named->message))
    {
      char *rest = g_strdup (error->message + strlen (named->message));
      g_free (error->message);
      error->message = rest;
    }
}

static gboolean
load_stage (Worker *worker, const ObelusWireStage *stage, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (ObelusComponent) component = NULL;
  g_autoptr (ObelusOptionSet) options = NULL;

  for (guint i = 1; i < stage->files->len; i += 2)
    g_ptr_array_add (paths, stage->files->pdata[i]);
  ObelusSandbox sandbox = { .module = stage->module, .files = paths, .max_bytes = stage->max_bytes };
  if (!obelus_sandbox_enter (&sandbox, error))
    return FALSE;

  component = open_component (stage, error);
  if (component != NULL)
    options = make_options (stage, component, error);
  if (options == NULL)
    return FALSE;

  worker->core = obelus_stage_core_new (stage->name, component, options);
  obelus_stage_core_set_isolation (worker->core, &(ObelusIsolation){ .is_isolated = TRUE });
  obelus_stage_core_set_message_func (worker->core, note_message, worker);
  if (obelus_stage_core_load (worker->core, error))
    worker->context = obelus_context_new (worker->core, error);
  if (worker->context == NULL)
    {
      strip_prefix (worker, *error);
      return FALSE;
    }
  obelus_context_set_committed_func (worker->context, note_commit, worker);
  return obelus_sandbox_narrow (error);
}

static gboolean
serve_load (Worker *worker, const ObelusWireMessage *message)
{
  ObelusUnpack unpack = { .base = worker->request, .size = message->size };
  ObelusWireStage stage = { 0 };
  g_autoptr (GError) error = NULL;

  if (worker->core != NULL || !obelus_wire_unpack_stage (&unpack, &stage))
    g_set_error_literal (&error, OBELUS_ERROR, OBELUS_ERROR_FAILED, "the host sent no stage");
  else
    load_stage (worker, &stage, &error);
  obelus_wire_stage_clear (&stage);

  obelus_wire_pack_result (&worker->pack, 0, error, OBELUS_NO_OFFSET);
  return answer (worker, message);
}

/* Processing */

static void
process (Worker *worker, ObelusDocument *const *documents, guint first, guint n_documents)
{
  g_autofree GError **errors = g_new0 (GError *, n_documents);
  g_autofree guint32 *offsets = g_new (guint32, n_documents);

  worker->first = first;
  obelus_context_process (worker->context, documents + first, n_documents, errors, offsets);
  for (guint i = 0; i < n_documents; i++)
    {
      obelus_wire_pack_result (&worker->pack, first + i, errors[i], offsets[i]);
      g_clear_error (&errors[i]);
    }
}

static gboolean
serve_process (Worker *worker, const ObelusWireMessage *message)
{
  ObelusUnpack unpack = { .base = worker->request, .size = message->size };
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint32 i = 0; i < message->n_documents; i++)
    {
      ObelusDocument *document = obelus_wire_unpack_document (&unpack);
      if (document == NULL)
        return FALSE;
      g_ptr_array_add (documents, document);
    }
  if (worker->context == NULL)
    return FALSE;

  const ObelusProcessorClass *class = obelus_component_get_processor (obelus_stage_core_get_component (worker->core));
  if (class->process_batch != NULL && documents->len > 1)
    process (worker, (ObelusDocument *const *) documents->pdata, 0, documents->len);
  else
    for (guint i = 0; i < documents->len; i++)
      {
        say_current (worker, i + 1);
        process (worker, (ObelusDocument *const *) documents->pdata, i, 1);
      }
  return answer (worker, message);
}

/* Serving */

static gboolean
serve (Worker *worker, const ObelusWireMessage *message)
{
  worker->pack = (ObelusPack){ worker->reply, worker->reply_size, OBELUS_PACK_ALIGNMENT };
  switch (message->kind)
    {
    case OBELUS_WIRE_LOAD:
      return serve_load (worker, message);
    case OBELUS_WIRE_PROCESS:
      return serve_process (worker, message);
    default:
      return FALSE;
    }
}

/* A worker goes with its host, whatever the plugin is doing then, and dies of faults at once: handlers that somebody
 * installed before would want to look at files. */
void
obelus_worker_settle (void)
{
  static const int deadly[] = { SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE };

  for (guint i = 0; i < G_N_ELEMENTS (deadly); i++)
    signal (deadly[i], SIG_DFL);
#if defined(__linux__)
  prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
#endif
#if defined(M_ARENA_MAX)
  mallopt (M_ARENA_MAX, 1); /* for more the C library would count processors, in files, when memory runs out */
#endif
#if defined(CLOSE_RANGE_UNSHARE)
  close_range (OBELUS_WIRE_CHANNEL + 1, G_MAXUINT, 0); /* what the host left open is not the plugin's */
#endif
  /* What these read once, from files that will be out of reach: a seed, and what characters messages are in. */
  g_random_int ();
  g_get_charset (NULL);
}

int
obelus_worker_serve (int channel)
{
  Worker worker = { .channel = channel };
  ObelusWireMessage message;
  int fds[2];

  obelus_worker_settle ();
  while (obelus_channel_receive (channel, &message, fds, TRUE) == sizeof message)
    if (!take_areas (&worker, &message, fds) || !serve (&worker, &message))
      return 1;
  return 0;
}
