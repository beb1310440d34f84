/* Reading a record: one pass where keys come in the order in which records are written. */
#include "document-private.h"
#include "json-scan-private.h"
#include "memory-private.h"
#include "metadata-private.h"
#include "record-reply-private.h"
#include "record-runs-read-private.h"
#include "record-types-private.h"
#include "record-types-read-private.h"
#include "schema-private.h"

#include <obelus/obelus-error.h>
#include <obelus/obelus-record.h>
#include <string.h>

enum
{
  RECORD_DEPTH = 1, /* what a value of the record lies in */
  META_DEPTH = 2,   /* what one of its metadata lies in, wherever it was read: there it will be written */
};

typedef struct
{
  ObelusJsonScanner scanner;
  char *id;
  ObelusDocument *document; /* made as soon as the text is read */
  ObelusOffsetUnit unit;
  gboolean has_unit;
  gboolean is_failure;      /* has an `error` */
  const char *layers_place; /* of layers that stand before what is needed to read them */
  const char *runs_place;   /* of `source_runs`, which are read when text and unit are known */
  GPtrArray *layers;        /* of ObelusLayerReading */
  GPtrArray *types;         /* what `types` says of columns */
  GArray *metadata;         /* of ObelusMetadataItem */
  GArray *metadata_keys;    /* of ObelusJsonKey */
  guint seen;               /* a bit for each key of the table */

  /* Of replies, which are about a document that is there. */
  const ObelusReplyTarget *reply;
  GError *failure; /* what the reply reports */
} Reading;

static gboolean
is_null (Reading *reading)
{
  return obelus_json_peek (&reading->scanner) == 'n';
}

static gboolean
skip_value (Reading *reading, GError **error)
{
  return obelus_json_scan_value (&reading->scanner, RECORD_DEPTH, NULL, error);
}

/* The keys of a record */

/* Other programs number their documents; an integer serves as an id by its digits. */
static gboolean
read_id (Reading *reading, GError **error)
{
  ObelusJsonScanner *scanner = &reading->scanner;
  const char *first = scanner->cursor;
  char c = obelus_json_peek (scanner);
  ObelusJsonNumber number;

  if (is_null (reading))
    return skip_value (reading, error);
  if (c != '-' && !g_ascii_isdigit (c))
    return obelus_json_scan_c_string (&reading->scanner, "'id'", &reading->id, error);

  if (!obelus_json_scan_number (scanner, &number, error))
    return FALSE;
  if (number.kind != OBELUS_JSON_NUMBER_INTEGER)
    return obelus_json_scanner_fail (scanner, first, error, "'id' must be a string or an integer of at most 64 bits");
  reading->id = g_strndup (first, (gsize) (scanner->cursor - first));
  return TRUE;
}

static gboolean
read_text (Reading *reading, GError **error)
{
  char *text;
  gsize length;

  if (obelus_json_peek (&reading->scanner) != '"')
    return obelus_json_scanner_fail_value (&reading->scanner, error, "'text' must be a string");
  if (!obelus_json_scan_string_take (&reading->scanner, &text, &length, error))
    return FALSE;
  reading->document = obelus_document_new_take (NULL, text, length, error);
  return reading->document != NULL;
}

static gboolean
read_offsets (Reading *reading, GError **error)
{
  static const struct
  {
    const char *name;
    ObelusOffsetUnit unit;
  } units[] = {
    { "byte", OBELUS_OFFSET_BYTE },
    { "codepoint", OBELUS_OFFSET_CODEPOINT },
    { "utf16", OBELUS_OFFSET_UTF16 },
  };
  const char *place = reading->scanner.cursor;
  g_autofree char *name = NULL;

  if (!obelus_json_scan_c_string (&reading->scanner, "'offsets'", &name, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i].name, name) == 0)
      {
        reading->unit = units[i].unit;
        reading->has_unit = TRUE;
        return TRUE;
      }
  return obelus_json_scanner_fail (&reading->scanner, place, error,
                                   "'offsets' must be \"byte\", \"codepoint\" or \"utf16\"");
}

/* Reads a fact: the cursor stands at its key. */
static gboolean
read_fact (Reading *reading, GError **error)
{
  ObelusJsonScanner *scanner = &reading->scanner;
  ObelusMetadataItem item = { NULL };
  ObelusJsonKey key = { .place = scanner->cursor };
  gboolean read;

  if (!obelus_json_scan_c_string (&reading->scanner, "a key", &item.key, error))
    return FALSE;
  key.key = item.key;
  key.length = strlen (item.key);
  g_array_append_val (reading->metadata_keys, key);
  if (!obelus_json_scan_colon (scanner, error))
    {
      g_free (item.key);
      return FALSE;
    }

  if (obelus_json_peek (scanner) == '"')
    {
      read = obelus_json_scan_string_take (scanner, &item.value, &item.length, error);
    }
  else
    {
      GString *value = g_string_new (NULL);

      read = obelus_json_scan_value (scanner, META_DEPTH, value, error);
      item.length = value->len;
      item.value = g_string_free (value, FALSE);
      item.is_json = TRUE;
    }
  g_array_append_val (reading->metadata, item);
  return read;
}

static gboolean
read_meta (Reading *reading, GError **error)
{
  gboolean first = TRUE;
  ObelusJsonStep step;

  if (is_null (reading))
    return skip_value (reading, error);
  if (!obelus_json_enter (&reading->scanner, '{', "'meta'", error))
    return FALSE;
  while ((step = obelus_json_next_member (&reading->scanner, &first, error)) == OBELUS_JSON_ITEM)
    if (!read_fact (reading, error))
      return FALSE;
  return step == OBELUS_JSON_END;
}

static gboolean
read_types (Reading *reading, GError **error)
{
  return obelus_record_types_read (reading->types, &reading->scanner, error);
}

/* Layers */

static gboolean
read_layer (Reading *reading, GError **error)
{
  ObelusJsonScanner *scanner = &reading->scanner;
  const char *place = scanner->cursor;
  g_autofree char *name = NULL;

  if (!obelus_json_scan_c_string (&reading->scanner, "a key", &name, error))
    return FALSE;
  if (obelus_schema_find_layer (name) == NULL && !obelus_schema_is_vendor_name (name))
    return obelus_json_scanner_fail (scanner, place, error,
                                     "the core has no layer of this name; layers of one's own are named vendor.name, "
                                     "in lower case");
  if (obelus_layer_readings_find (reading->layers, name) != NULL)
    return obelus_json_scanner_fail (scanner, place, error, "layer '%s' is there twice; remove one", name);
  if (reading->layers->len == OBELUS_RECORD_MAX_LAYERS)
    return obelus_json_scanner_fail (scanner, place, error, "a record cannot have more than %d layers; split it",
                                     OBELUS_RECORD_MAX_LAYERS);
  if (!obelus_json_scan_colon (scanner, error))
    return FALSE;
  if (reading->reply != NULL && !reading->reply->wants_layer (name, reading->reply->layers.user_data))
    return skip_value (reading, error);

  ObelusLayerReading *layer = obelus_layer_reading_new (name, scanner, reading->document, reading->unit, error);

  if (layer == NULL)
    return FALSE;
  g_ptr_array_add (reading->layers, layer);
  return TRUE;
}

static gboolean
read_layers_here (Reading *reading, GError **error)
{
  gboolean first = TRUE;
  ObelusJsonStep step;

  if (!obelus_json_enter (&reading->scanner, '{', "'layers'", error))
    return FALSE;
  while ((step = obelus_json_next_member (&reading->scanner, &first, error)) == OBELUS_JSON_ITEM)
    if (!read_layer (reading, error))
      return FALSE;
  return step == OBELUS_JSON_END;
}

/* Offsets mean nothing before the text and their unit are known: layers that stand before them are come back to. */
static gboolean
read_layers (Reading *reading, GError **error)
{
  if (is_null (reading))
    return skip_value (reading, error);
  if (reading->document != NULL && reading->has_unit)
    return read_layers_here (reading, error);

  reading->layers_place = reading->scanner.cursor;
  return skip_value (reading, error);
}

/* Their offsets, too, mean nothing before the text and their unit are known. */
static gboolean
read_source_runs (Reading *reading, GError **error)
{
  if (!is_null (reading))
    reading->runs_place = reading->scanner.cursor;
  return skip_value (reading, error);
}

/* What a reply reports: a sentence, or an object as in error records. */

static gboolean
read_failure_member (Reading *reading, char **message, gint64 *offset, GError **error)
{
  g_autofree char *name = NULL;

  if (!obelus_json_scan_c_string (&reading->scanner, "a key", &name, error)
      || !obelus_json_scan_colon (&reading->scanner, error))
    return FALSE;
  if (strcmp (name, "message") == 0 && *message == NULL)
    return obelus_json_scan_c_string (&reading->scanner, "'message'", message, error);
  if (strcmp (name, "offset") == 0)
    {
      ObelusJsonNumber number;

      if (!obelus_json_scan_number (&reading->scanner, &number, error))
        return FALSE;
      *offset = number.kind == OBELUS_JSON_NUMBER_INTEGER ? number.integer : -1;
      return TRUE;
    }
  return skip_value (reading, error);
}

static gboolean
read_failure (Reading *reading, GError **error)
{
  g_autofree char *message = NULL;
  gint64 offset = -1;
  gboolean first = TRUE;
  ObelusJsonStep step = OBELUS_JSON_END;

  if (is_null (reading))
    return skip_value (reading, error);
  if (obelus_json_peek (&reading->scanner) == '"')
    {
      if (!obelus_json_scan_c_string (&reading->scanner, "'error'", &message, error))
        return FALSE;
    }
  else
    {
      if (!obelus_json_enter (&reading->scanner, '{', "'error'", error))
        return FALSE;
      while ((step = obelus_json_next_member (&reading->scanner, &first, error)) == OBELUS_JSON_ITEM)
        if (!read_failure_member (reading, &message, &offset, error))
          return FALSE;
    }
  if (step != OBELUS_JSON_END)
    return FALSE;

  guint32 place = OBELUS_NO_OFFSET;
  if (offset < 0 || offset > G_MAXUINT32
      || !obelus_document_offset_to_bytes (reading->document, reading->unit, (guint32) offset, &place))
    place = OBELUS_NO_OFFSET;
  g_clear_error (&reading->failure);
  g_set_error_literal (&reading->failure, OBELUS_ERROR, OBELUS_ERROR_FAILED,
                       message != NULL ? message : "it reported an error without a message");
  reading->reply->note_offset (place, reading->reply->layers.user_data);
  return TRUE;
}

/* The record */

static const struct
{
  const char *name;
  gboolean (*read) (Reading *reading, GError **error);
} keys[] = {
  { "id", read_id },       { "text", read_text },     { "offsets", read_offsets },         { "meta", read_meta },
  { "types", read_types }, { "layers", read_layers }, { "source_runs", read_source_runs },
};

/* Of a reply only what is new counts: a program may send back the record that it was sent, with more in it. */
static gboolean
read_member_of_reply (Reading *reading, const ObelusJsonSlice *name, GError **error)
{
  static const struct
  {
    const char *name;
    gboolean (*read) (Reading *reading, GError **error);
  } kept[]
      = { { "offsets", read_offsets }, { "types", read_types }, { "layers", read_layers }, { "error", read_failure } };

  if (!obelus_json_scan_colon (&reading->scanner, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (strlen (kept[i].name) == name->length && memcmp (kept[i].name, name->text, name->length) == 0)
      return kept[i].read (reading, error);
  return skip_value (reading, error);
}

static gboolean
read_member (Reading *reading, GError **error)
{
  ObelusJsonScanner *scanner = &reading->scanner;
  const char *place = scanner->cursor;
  ObelusJsonSlice name;

  if (!obelus_json_scan_string (scanner, &name, error))
    return FALSE;
  if (reading->reply != NULL)
    return read_member_of_reply (reading, &name, error);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (strlen (keys[i].name) != name.length || memcmp (keys[i].name, name.text, name.length) != 0)
        continue;
      if ((reading->seen & 1u << i) != 0)
        return obelus_json_scanner_fail (scanner, place, error, "'%s' is there twice; remove one", keys[i].name);
      reading->seen |= 1u << i;
      return obelus_json_scan_colon (scanner, error) && keys[i].read (reading, error);
    }

  reading->is_failure |= name.length == 5 && memcmp (name.text, "error", 5) == 0;
  scanner->cursor = place;
  return read_fact (reading, error);
}

static gboolean
read_members (Reading *reading, GError **error)
{
  ObelusJsonScanner *scanner = &reading->scanner;
  gboolean first = TRUE;
  ObelusJsonStep step;

  obelus_json_skip_space (scanner);
  if (!obelus_json_enter (scanner, '{', "a record", error))
    return FALSE;
  while ((step = obelus_json_next_member (scanner, &first, error)) == OBELUS_JSON_ITEM)
    if (!read_member (reading, error))
      return FALSE;
  if (step == OBELUS_JSON_ERROR)
    return FALSE;

  obelus_json_skip_space (scanner);
  if (scanner->cursor != scanner->end)
    return obelus_json_scanner_fail (scanner, scanner->cursor, error,
                                     "something stands behind the end of the record; put each record on its own line");
  return TRUE;
}

static gboolean
check_metadata (Reading *reading, GError **error)
{
  const ObelusJsonKey *repeated
      = obelus_json_find_repeated_key ((ObelusJsonKey *) reading->metadata_keys->data, reading->metadata_keys->len);

  return repeated == NULL
         || obelus_json_scanner_fail (&reading->scanner, repeated->place, error,
                                      "this key is there twice, in the record or its 'meta'; remove one");
}

static gboolean
check_text (Reading *reading, GError **error)
{
  if (reading->document != NULL)
    return TRUE;
  if (reading->is_failure)
    g_set_error (
        error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT,
        "this is the record of a document that failed before; it has no 'text': read the document from its source");
  else
    g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT,
                 "the record has no 'text'; put the document's text under that key");
  return FALSE;
}

static gboolean
declare_types (Reading *reading, GError **error)
{
  return obelus_record_types_declare (reading->types, reading->layers, reading->reply != NULL, error);
}

/* References to other layers come last: those layers may stand behind, and two may refer to each other. */
static gboolean
commit_layers (Reading *reading, const ObelusLayerTarget *target, GError **error)
{
  for (guint i = 0; i < reading->layers->len; i++)
    if (!obelus_layer_reading_commit (reading->layers->pdata[i], target, error))
      return FALSE;
  for (guint i = 0; i < reading->layers->len; i++)
    if (!obelus_layer_reading_commit_references (reading->layers->pdata[i], target, error))
      return FALSE;
  return TRUE;
}

static ObelusLayer *
get_layer_of_document (const char *name, gpointer document)
{
  return obelus_document_get_layer (document, name);
}

static gboolean
commit_to_document (ObelusLayerBuilder *builder, gpointer document, GError **error)
{
  return obelus_document_commit (document, builder, error);
}

static gboolean
read_record (Reading *reading, GError **error)
{
  if (!read_members (reading, error) || !check_metadata (reading, error) || !check_text (reading, error))
    return FALSE;
  if (reading->runs_place != NULL)
    {
      reading->scanner.cursor = reading->runs_place;
      if (!obelus_record_runs_read (&reading->scanner, reading->document, reading->unit, error))
        return FALSE;
    }
  if (reading->layers_place != NULL)
    {
      reading->scanner.cursor = reading->layers_place;
      if (!read_layers_here (reading, error))
        return FALSE;
    }

  const ObelusLayerTarget own
      = { .get_layer = get_layer_of_document, .commit = commit_to_document, .user_data = reading->document };
  if (!declare_types (reading, error) || !commit_layers (reading, &own, error))
    return FALSE;

  if (reading->id != NULL)
    obelus_document_set_id (reading->document, reading->id);
  obelus_document_take_metadata (reading->document, g_steal_pointer (&reading->metadata));
  return TRUE;
}

/* After an error: the id may stand behind it. What can be read is passed over until it turns up. */
static void
look_for_id (Reading *reading)
{
  ObelusJsonScanner *scanner = &reading->scanner;
  gboolean first = TRUE;

  scanner->cursor = scanner->start;
  obelus_json_skip_space (scanner);
  if (!obelus_json_enter (scanner, '{', "a record", NULL))
    return;
  while (reading->id == NULL && obelus_json_next_member (scanner, &first, NULL) == OBELUS_JSON_ITEM)
    {
      ObelusJsonSlice name;

      if (!obelus_json_scan_string (scanner, &name, NULL))
        return;

      gboolean is_id = name.length == 2 && memcmp (name.text, "id", 2) == 0;

      if (!obelus_json_scan_colon (scanner, NULL) || !(is_id ? read_id (reading, NULL) : skip_value (reading, NULL)))
        return;
    }
}

static void
reading_init (Reading *reading)
{
  *reading = (Reading){
    .unit = OBELUS_OFFSET_CODEPOINT,
    .layers = g_ptr_array_new_with_free_func ((GDestroyNotify) obelus_layer_reading_free),
    .types = obelus_record_types_new (),
    .metadata = obelus_metadata_new (),
    .metadata_keys = g_array_new (FALSE, FALSE, sizeof (ObelusJsonKey)),
  };
}

static void
reading_clear (Reading *reading)
{
  g_free (reading->id);
  g_ptr_array_unref (reading->layers);
  g_ptr_array_unref (reading->types);
  g_clear_pointer (&reading->metadata, g_array_unref);
  g_array_unref (reading->metadata_keys);
  g_clear_error (&reading->failure);
  obelus_json_scanner_clear (&reading->scanner);
}

ObelusDocument *
obelus_record_parse (const char *json, gsize length, char **id, GError **error)
{
  g_return_val_if_fail (json != NULL || length == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  /* For metadata, whose copies cannot fail in an orderly way; the text and the layers ask for themselves. */
  if (length >= OBELUS_MEMORY_WORTH_ASKING && !obelus_memory_check (length, error))
    return NULL;

  Reading reading;

  reading_init (&reading);
  gboolean is_utf8 = obelus_json_scanner_init (&reading.scanner, json, length, error);

  if (!is_utf8 || !read_record (&reading, error))
    {
      g_clear_object (&reading.document);
      if (is_utf8 && id != NULL && reading.id == NULL)
        look_for_id (&reading);
    }

  if (id != NULL)
    *id = g_steal_pointer (&reading.id);
  reading_clear (&reading);
  return reading.document;
}

static gboolean
read_reply (Reading *reading, const char *json, gsize length, GError **error)
{
  if (!obelus_json_scanner_init (&reading->scanner, json, length, error) || !read_members (reading, error))
    return FALSE;
  if (reading->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reading->failure));
      return FALSE;
    }
  return declare_types (reading, error) && commit_layers (reading, &reading->reply->layers, error);
}

gboolean
obelus_record_take_reply (const char *json, gsize length, ObelusDocument *document, ObelusOffsetUnit unit,
                          const ObelusReplyTarget *target, GError **error)
{
  Reading reading;

  reading_init (&reading);
  reading.document = document;
  reading.unit = unit;
  reading.has_unit = TRUE;
  reading.reply = target;
  const gboolean is_taken = read_reply (&reading, json, length, error);
  reading_clear (&reading);
  return is_taken;
}
