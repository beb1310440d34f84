/* Reading documents from many sources, one after the other. */
#include "reading-private.h"
#include "component-private.h"
#include "document-private.h"
#include "source-private.h"

#include <obelus/obelus-error.h>

/* A document takes a byte of its source at least. A reader that has reported more errors in a row than the source has
 * given it bytes, and a few for good measure, does not move on: the source is given up. So no run hangs on a faulty
 * reader, and no document of a sound one is lost, however many bad ones stand before it. */
#define SPARE_ERRORS 1000

/* A reader component and its context, as loaded for one run. */
typedef struct
{
  const ObelusReaderClass *class;
  ObelusStageCore *core;
  ObelusContext *context;
  const char *plugin;
} Reader;

struct _ObelusReading
{
  ObelusRegistry *registry;
  GPtrArray *sources;
  GCancellable *cancellable;
  ObelusContextMessage message;
  gpointer user_data;
  Reader *chosen;      /* for all sources; NULL to choose by extension */
  GHashTable *readers; /* ObelusComponent → Reader */

  /* The source that is being read. */
  guint next_source;
  ObelusSource *source; /* NULL between sources */
  Reader *reader;
  gpointer handle; /* the reader's own */
  guint64 n_items;
  guint64 n_errors_in_row;
};

static void
free_reader (gpointer data)
{
  Reader *reader = data;

  g_clear_pointer (&reader->context, obelus_context_free);
  g_clear_pointer (&reader->core, obelus_stage_core_unref);
  g_free (reader);
}

void
obelus_read_item_clear (ObelusReadItem *item)
{
  g_clear_object (&item->document);
  g_clear_error (&item->error);
  g_clear_pointer (&item->id, g_free);
}

static Reader *
make_reader (ObelusReading *reading, ObelusStageCore *core)
{
  ObelusComponent *component = obelus_stage_core_get_component (core);
  Reader *reader = g_new0 (Reader, 1);

  reader->core = obelus_stage_core_ref (core);
  reader->class = obelus_component_get_reader (component);
  reader->plugin = obelus_component_get_plugin_name (component);
  g_hash_table_insert (reading->readers, component, reader);

  return reader;
}

/* The reader that claims the source's name, or else the one for plain text; NULL if there is neither. */
static ObelusComponent *
find_component (ObelusReading *reading, ObelusSource *source)
{
  ObelusComponent *component
      = obelus_registry_find_for_path (reading->registry, OBELUS_COMPONENT_READER, obelus_source_get_name (source));

  return component != NULL ? component
                           : obelus_registry_find_for_path (reading->registry, OBELUS_COMPONENT_READER, "input.txt");
}

/* Opens the modules of the readers that will be chosen: sources are read by threads, which open none. One that cannot
 * be opened is told of with the first of its sources. */
static void
open_modules (ObelusReading *reading)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < reading->sources->len; i++)
    {
      const char *name = obelus_source_get_name (reading->sources->pdata[i]);
      const char *separator = strrchr (name, G_DIR_SEPARATOR);
      const char *ending = strchr (separator != NULL ? separator : name, '.');

      /* Of a million files, most end alike. */
      if (g_hash_table_add (seen, (gpointer) (ending != NULL ? ending : "")))
        {
          ObelusComponent *component = find_component (reading, reading->sources->pdata[i]);
          if (component != NULL)
            obelus_component_open (component, NULL);
        }
    }
}

ObelusReading *
obelus_reading_new (ObelusRegistry *registry, ObelusStageCore *reader, GPtrArray *sources, GCancellable *cancellable,
                    ObelusContextMessage message, gpointer user_data)
{
  ObelusReading *reading = g_new0 (ObelusReading, 1);

  reading->registry = g_object_ref (registry);
  reading->sources = g_ptr_array_ref (sources);
  reading->message = message;
  reading->user_data = user_data;
  g_set_object (&reading->cancellable, cancellable);
  reading->readers = g_hash_table_new_full (NULL, NULL, NULL, free_reader);
  if (reader != NULL)
    reading->chosen = make_reader (reading, reader);
  else
    open_modules (reading);

  return reading;
}

static void
close_source (ObelusReading *reading)
{
  if (reading->source == NULL)
    return;

  if (reading->handle != NULL && reading->reader->class->close != NULL)
    reading->reader->class->close (reading->handle);
  reading->handle = NULL;
  obelus_source_close (reading->source);
  reading->source = NULL;
}

void
obelus_reading_free (ObelusReading *reading)
{
  if (reading == NULL)
    return;

  close_source (reading);
  g_hash_table_unref (reading->readers);
  g_ptr_array_unref (reading->sources);
  g_clear_object (&reading->cancellable);
  g_object_unref (reading->registry);
  g_free (reading);
}

/* Choosing a reader */

static Reader *
choose_reader (ObelusReading *reading, ObelusSource *source, GError **error)
{
  if (reading->chosen != NULL)
    return reading->chosen;

  ObelusComponent *component = find_component (reading, source);
  if (component == NULL)
    {
      g_autofree char *shown = g_filename_display_name (obelus_source_get_name (source));
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND,
                   "no reader reads files like '%s', nor plain text; install a plugin that does or name a reader",
                   shown);
      return NULL;
    }

  Reader *reader = g_hash_table_lookup (reading->readers, component);
  if (reader != NULL)
    return reader;

  g_autoptr (ObelusOptionSet) options = obelus_option_set_new (component);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  obelus_option_set_locate (options, reading->registry, NULL, NULL, missing);
  if (missing->len > 0)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_OPTION, "reader '%s' %s",
                   obelus_component_get_name (component), (char *) g_ptr_array_index (missing, 0));
      return NULL;
    }

  g_autoptr (ObelusStageCore) core = obelus_stage_core_new (obelus_component_get_name (component), component, options);
  obelus_stage_core_set_message_func (core, reading->message, reading->user_data);
  return make_reader (reading, core);
}

static gboolean
start_reader (ObelusReading *reading, Reader *reader, GError **error)
{
  if (reader->context != NULL)
    return TRUE;

  if (!obelus_stage_core_load (reader->core, error))
    return FALSE;
  reader->context = obelus_context_new (reader->core, error);
  if (reader->context == NULL)
    return FALSE;
  obelus_context_set_cancellable (reader->context, reading->cancellable);

  return TRUE;
}

/* Reading */

/* The source's name, and from the second document on its number. */
static char *
make_id (ObelusReading *reading)
{
  g_autofree char *name = g_filename_display_name (obelus_source_get_name (reading->source));

  if (reading->n_items <= 1)
    return g_steal_pointer (&name);

  return g_strdup_printf ("%s#%" G_GUINT64_FORMAT, name, reading->n_items);
}

static void
take_error (ObelusReading *reading, ObelusReadItem *item, GError *error, const char *plugin)
{
  reading->n_items++;
  reading->n_errors_in_row++;
  item->error = error;
  item->plugin = plugin;
  item->id = obelus_source_take_document_name (reading->source);
  if (item->id == NULL)
    item->id = make_id (reading);
}

/* Opens a source. On failure @item has the error, and the source is done with. */
static gboolean
open_source (ObelusReading *reading, ObelusReadItem *item)
{
  GError *error = NULL;
  const char *plugin = "";
  gboolean is_open = FALSE;

  reading->source = g_ptr_array_index (reading->sources, reading->next_source++);
  reading->n_items = 0;
  reading->n_errors_in_row = 0;
  item->source = obelus_source_get_name (reading->source);

  /* The source itself comes first: what is wrong with a file is the same for every reader. */
  if (obelus_source_open (reading->source, reading->cancellable, &error) != NULL)
    reading->reader = choose_reader (reading, reading->source, &error);
  if (error == NULL && start_reader (reading, reading->reader, &error))
    {
      plugin = reading->reader->plugin;
      is_open = reading->reader->class->open (reading->reader->context, reading->source, &reading->handle, &error);
      item->offset = obelus_context_take_fault_offset (reading->reader->context);
    }
  if (is_open)
    return TRUE;

  if (error == NULL)
    error = g_error_new (OBELUS_ERROR, OBELUS_ERROR_FAILED, "the reader failed without a reason");
  take_error (reading, item, error, plugin);
  reading->handle = NULL;
  close_source (reading);

  return FALSE;
}

static void
give_up_if_stuck (ObelusReading *reading)
{
  if (reading->n_errors_in_row <= SPARE_ERRORS
      || reading->n_errors_in_row - SPARE_ERRORS <= obelus_source_get_n_read (reading->source))
    return;

  g_autofree char *name = g_filename_display_name (obelus_source_get_name (reading->source));
  g_autofree char *message
      = g_strdup_printf ("gave up on '%s' after %" G_GUINT64_FORMAT " errors in a row", name, reading->n_errors_in_row);
  if (reading->message != NULL)
    reading->message (obelus_stage_core_get_name (reading->reader->core), message, -1.0, reading->user_data);
  close_source (reading);
}

/* Reads one document of the open source. FALSE at its end. */
static gboolean
read_document (ObelusReading *reading, ObelusReadItem *item)
{
  GError *error = NULL;
  Reader *reader = reading->reader;

  obelus_source_name_document (reading->source, NULL);
  item->source = obelus_source_get_name (reading->source);
  item->document = reader->class->read (reader->context, reading->source, reading->handle, &error);
  item->offset = obelus_context_take_fault_offset (reader->context);

  if (item->document != NULL)
    {
      g_clear_error (&error); /* a faulty reader may set both */
      reading->n_items++;
      reading->n_errors_in_row = 0;
      if (*obelus_document_get_id (item->document) == '\0')
        {
          g_autofree char *id = make_id (reading);
          obelus_document_set_id (item->document, id);
        }
      return TRUE;
    }
  if (error == NULL)
    return FALSE;

  take_error (reading, item, error, reader->plugin);
  give_up_if_stuck (reading);
  return TRUE;
}

gboolean
obelus_reading_next (ObelusReading *reading, ObelusReadItem *item)
{
  *item = (ObelusReadItem){ .plugin = "", .offset = OBELUS_NO_OFFSET };

  while (!g_cancellable_is_cancelled (reading->cancellable))
    {
      if (reading->source == NULL)
        {
          if (reading->next_source >= reading->sources->len)
            return FALSE;
          if (!open_source (reading, item))
            break;
        }
      if (read_document (reading, item))
        break;
      close_source (reading);
    }

  /* An error that cancellation caused is none of the document's. */
  if (g_cancellable_is_cancelled (reading->cancellable))
    {
      obelus_read_item_clear (item);
      return FALSE;
    }

  return TRUE;
}

gboolean
obelus_reading_is_cancelled (ObelusReading *reading, GError **error)
{
  if (!g_cancellable_is_cancelled (reading->cancellable))
    return FALSE;

  g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED, "reading was cancelled");
  return TRUE;
}
