/* Layers in the Arrow C Data Interface. Every struct owns what it points to, so that a consumer may move any of them
 * out of its parent and release them in any order. */
#include "arrow-private.h"

#include <obelus/obelus-error.h>

#include <string.h>

#define MAX_BUFFERS 3

/* The strings of a vocabulary as Arrow lays them out. */
typedef struct
{
  GBytes *offsets;
  GBytes *text;
  gint64 n_strings;
  gboolean is_large; /* offsets of 64 bits */
} Dictionary;

/* What an array's private data keeps until its release. */
typedef struct
{
  GBytes *owners[MAX_BUFFERS];
  const void *buffers[MAX_BUFFERS];
  struct ArrowArray **children; /* pointers into `storage` */
  struct ArrowArray *storage;
  struct ArrowArray dictionary;
} ArrayData;

typedef struct
{
  char *name;
  char *metadata;
  struct ArrowSchema **children;
  struct ArrowSchema *storage;
  struct ArrowSchema dictionary;
} SchemaData;

static void
dictionary_free (gpointer data)
{
  Dictionary *dictionary = data;

  g_clear_pointer (&dictionary->offsets, g_bytes_unref);
  g_clear_pointer (&dictionary->text, g_bytes_unref);
  g_free (dictionary);
}

/* Vocabularies keep a NUL behind each string, which Arrow has no place for: the one copy that an export makes. */
static Dictionary *
dictionary_new (const ObelusVocabulary *vocabulary, gsize largest_small)
{
  guint32 n = vocabulary != NULL ? obelus_vocabulary_get_size (vocabulary) : 0;
  gsize size = 0, length;

  for (guint32 i = 0; i < n; i++)
    {
      obelus_vocabulary_get (vocabulary, i, &length);
      size += length; /* no overflow: the vocabulary lies in memory */
    }

  gboolean is_large = size > largest_small;
  gsize offset_size = is_large ? sizeof (gint64) : sizeof (gint32);
  char *text = g_try_malloc (MAX (size, 1));
  char *offsets = g_try_malloc_n ((gsize) n + 1, offset_size);
  if (text == NULL || offsets == NULL)
    {
      g_free (text);
      g_free (offsets);
      return NULL;
    }

  gint64 at = 0;
  for (guint32 i = 0; i <= n; i++)
    {
      if (is_large)
        ((gint64 *) (gpointer) offsets)[i] = at;
      else
        ((gint32 *) (gpointer) offsets)[i] = (gint32) at;
      if (i == n)
        break;
      const char *string = obelus_vocabulary_get (vocabulary, i, &length);
      memcpy (text + at, string, length);
      at += (gint64) length;
    }

  Dictionary *dictionary = g_new0 (Dictionary, 1);
  dictionary->offsets = g_bytes_new_take (offsets, ((gsize) n + 1) * offset_size);
  dictionary->text = g_bytes_new_take (text, size);
  dictionary->n_strings = n;
  dictionary->is_large = is_large;
  return dictionary;
}

/* Schemas */

static void
release_schema (struct ArrowSchema *schema)
{
  SchemaData *data = schema->private_data;

  for (gint64 i = 0; i < schema->n_children; i++)
    if (data->storage[i].release != NULL)
      data->storage[i].release (&data->storage[i]);
  if (data->dictionary.release != NULL)
    data->dictionary.release (&data->dictionary);
  g_free (data->name);
  g_free (data->metadata);
  g_free (data->children);
  g_free (data->storage);
  g_free (data);
  schema->release = NULL;
}

static SchemaData *
init_schema (struct ArrowSchema *schema, const char *format, const char *name, gint64 flags)
{
  SchemaData *data = g_new0 (SchemaData, 1);

  data->name = g_strdup (name);
  *schema = (struct ArrowSchema){
    .format = format,
    .name = data->name,
    .flags = flags,
    .release = release_schema,
    .private_data = data,
  };
  return data;
}

/* One key and its value: their number, then each with its length, in this machine's order of bytes. */
static char *
make_metadata (const char *key, const char *value)
{
  const gint32 n = 1, lengths[] = { (gint32) strlen (key), (gint32) strlen (value) };
  char *metadata = g_malloc (sizeof n + sizeof lengths + (gsize) lengths[0] + (gsize) lengths[1]);
  char *p = metadata;

  p = mempcpy (p, &n, sizeof n);
  p = mempcpy (p, &lengths[0], sizeof lengths[0]);
  p = mempcpy (p, key, (gsize) lengths[0]);
  p = mempcpy (p, &lengths[1], sizeof lengths[1]);
  memcpy (p, value, (gsize) lengths[1]);
  return metadata;
}

static const char *
get_format (ObelusColumnType type)
{
  static const char *const formats[] = {
    [OBELUS_COLUMN_INTEGER] = "l",
    [OBELUS_COLUMN_REAL] = "g",
    [OBELUS_COLUMN_STRING] = "i",
    [OBELUS_COLUMN_REFERENCE] = "I",
  };
  return formats[type];
}

static void
init_column_schema (struct ArrowSchema *schema, const ObelusColumn *column, const Dictionary *dictionary)
{
  SchemaData *data = init_schema (schema, get_format (column->type), column->name, ARROW_FLAG_NULLABLE);

  if (column->target != NULL)
    schema->metadata = data->metadata = make_metadata ("obelus.target", column->target);
  if (dictionary != NULL)
    {
      init_schema (&data->dictionary, dictionary->is_large ? "U" : "u", "", 0);
      schema->dictionary = &data->dictionary;
    }
}

/* Arrays */

static void
release_array (struct ArrowArray *array)
{
  ArrayData *data = array->private_data;

  for (gint64 i = 0; i < array->n_children; i++)
    if (data->storage[i].release != NULL)
      data->storage[i].release (&data->storage[i]);
  if (data->dictionary.release != NULL)
    data->dictionary.release (&data->dictionary);
  for (guint i = 0; i < MAX_BUFFERS; i++)
    g_clear_pointer (&data->owners[i], g_bytes_unref);
  g_free (data->children);
  g_free (data->storage);
  g_free (data);
  array->release = NULL;
}

/* The first buffer is the validity, NULL where nothing is missing. */
static ArrayData *
init_array (struct ArrowArray *array, gint64 length, guint n_buffers, GBytes *const *buffers)
{
  ArrayData *data = g_new0 (ArrayData, 1);

  for (guint i = 0; i < n_buffers; i++)
    if (buffers[i] != NULL)
      {
        data->owners[i] = g_bytes_ref (buffers[i]);
        data->buffers[i] = g_bytes_get_data (buffers[i], NULL);
      }
  *array = (struct ArrowArray){
    .length = length,
    .null_count = buffers[0] == NULL || length == 0 ? 0 : -1, /* −1: let who wants to know count */
    .n_buffers = n_buffers,
    .buffers = data->buffers,
    .release = release_array,
    .private_data = data,
  };
  return data;
}

static void
init_column_array (struct ArrowArray *array, guint32 n_rows, const ObelusColumn *column, const Dictionary *dictionary)
{
  ArrayData *data = init_array (array, n_rows, 2, (GBytes *[]){ column->validity, column->values });

  if (dictionary != NULL)
    {
      init_array (&data->dictionary, dictionary->n_strings, 3,
                  (GBytes *[]){ NULL, dictionary->offsets, dictionary->text });
      array->dictionary = &data->dictionary;
    }
}

/* The layer */

/* Columns of one commit share their vocabulary, and so their dictionary. FALSE if memory could not be had. */
static gboolean
find_dictionary (GHashTable *dictionaries, const ObelusColumn *column, gsize largest_small, Dictionary **dictionary)
{
  *dictionary = NULL;
  if (column->type != OBELUS_COLUMN_STRING)
    return TRUE;

  *dictionary = g_hash_table_lookup (dictionaries, column->vocabulary);
  if (*dictionary == NULL)
    {
      *dictionary = dictionary_new (column->vocabulary, largest_small);
      if (*dictionary == NULL)
        return FALSE;
      g_hash_table_insert (dictionaries, column->vocabulary, *dictionary);
    }
  return TRUE;
}

gboolean
obelus_arrow_export (ObelusLayer *layer, gsize largest_small, struct ArrowSchema *schema, struct ArrowArray *array,
                     GError **error)
{
  g_autoptr (GHashTable) dictionaries = g_hash_table_new_full (NULL, NULL, NULL, dictionary_free);
  guint n_columns = layer->columns->len, n_children = n_columns + 2;

  SchemaData *schema_data = init_schema (schema, "+s", layer->name, 0);
  ArrayData *array_data = init_array (array, layer->n_rows, 1, (GBytes *[]){ NULL });
  schema_data->storage = g_new0 (struct ArrowSchema, n_children);
  array_data->storage = g_new0 (struct ArrowArray, n_children);
  schema->children = schema_data->children = g_new (struct ArrowSchema *, n_children);
  array->children = array_data->children = g_new (struct ArrowArray *, n_children);
  schema->n_children = array->n_children = n_children;
  for (guint i = 0; i < n_children; i++)
    {
      schema->children[i] = &schema_data->storage[i];
      array->children[i] = &array_data->storage[i];
    }

  init_schema (schema->children[0], "I", "start", 0);
  init_schema (schema->children[1], "I", "end", 0);
  init_array (array->children[0], layer->n_rows, 2, (GBytes *[]){ NULL, layer->start_bytes });
  init_array (array->children[1], layer->n_rows, 2, (GBytes *[]){ NULL, layer->end_bytes });

  for (guint i = 0; i < n_columns; i++)
    {
      const ObelusColumn *column = obelus_layer_get_column (layer, i);
      Dictionary *dictionary;

      if (!find_dictionary (dictionaries, column, largest_small, &dictionary))
        {
          g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                       "no memory for the strings of column '%s' of layer '%s'", column->name, layer->name);
          schema->release (schema);
          array->release (array);
          return FALSE;
        }
      init_column_schema (schema->children[i + 2], column, dictionary);
      init_column_array (array->children[i + 2], layer->n_rows, column, dictionary);
    }
  return TRUE;
}

gboolean
obelus_layer_export_arrow (ObelusLayer *layer, struct ArrowSchema *schema, struct ArrowArray *array, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_LAYER (layer), FALSE);
  g_return_val_if_fail (schema != NULL && array != NULL, FALSE);
  return obelus_arrow_export (layer, G_MAXINT32, schema, array, error);
}
