/* Reading what `needs` and `gives` say. */
#include "layer-list-private.h"
#include "schema-private.h"
#include "suggest-private.h"

#include <string.h>

#define SPACE " \t\n"

/* More items than this are no list that a person wrote. */
#define MAX_ITEMS 256

static char *
describe_unknown_layer (const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *suggestion;

  for (const ObelusSchemaLayer *layer = obelus_schema_get_layers (); layer->name != NULL; layer++)
    g_ptr_array_add (names, (gpointer) layer->name);
  g_ptr_array_add (names, NULL);

  suggestion = obelus_suggest (name, (const char *const *) names->pdata);
  if (suggestion != NULL)
    return g_strdup_printf ("'%s' is no core layer; did you mean '%s'?", name, suggestion);

  return g_strdup_printf ("'%s' is no core layer; name a layer of your own vendor.name", name);
}

static char *
describe_unknown_column (const ObelusSchemaLayer *layer, const char *column)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *suggestion;

  for (const ObelusSchemaColumn *known = layer->columns; known->name != NULL; known++)
    g_ptr_array_add (names, (gpointer) known->name);
  g_ptr_array_add (names, NULL);

  suggestion = obelus_suggest (column, (const char *const *) names->pdata);
  if (suggestion != NULL)
    return g_strdup_printf ("core layer '%s' has no column '%s'; did you mean '%s'?", layer->name, column, suggestion);

  return g_strdup_printf ("core layer '%s' has no column '%s'; name a column of your own vendor.name", layer->name,
                          column);
}

/* A column of a vendor's own layer is one or more words. */
static gboolean
is_own_column_name (const char *name)
{
  g_autofree char *as_layer = g_strconcat ("x.", name, NULL);

  return obelus_schema_is_vendor_name (as_layer);
}

/* Splits `layer`, `layer.column`, `vendor.layer` or `vendor.layer.column`; @name is cut up. */
static char *
parse_name (char *name, ObelusLayerListItem *item)
{
  char *dot = strchr (name, '.');
  const ObelusSchemaLayer *core;
  char *column = NULL;

  if (dot != NULL)
    *dot = '\0';
  core = obelus_schema_find_layer (name);

  if (core != NULL)
    {
      column = dot != NULL ? dot + 1 : NULL;
      if (column != NULL && obelus_schema_layer_find_column (core, column) == NULL
          && !obelus_schema_is_vendor_name (column))
        return describe_unknown_column (core, column);
    }
  else if (dot == NULL)
    {
      return describe_unknown_layer (name);
    }
  else
    {
      *dot = '.';
      dot = strchr (dot + 1, '.');
      if (dot != NULL)
        {
          *dot = '\0';
          column = dot + 1;
        }
      if (!obelus_schema_is_vendor_name (name) || (column != NULL && !is_own_column_name (column)))
        return g_strdup_printf ("'%s%s%s' is no name of a layer; write lower-case words with dots between, vendor.name",
                                name, column != NULL ? "." : "", column != NULL ? column : "");
    }

  item->layer = g_intern_string (name);
  item->column = column != NULL ? g_intern_string (column) : NULL;
  return NULL;
}

static char *
parse_item (char *word, ObelusLayerListItem *item)
{
  gsize length = strlen (word);

  item->optional = length > 0 && word[length - 1] == '?';
  if (item->optional)
    word[length - 1] = '\0';

  return parse_name (word, item);
}

ObelusLayerList *
obelus_layer_list_parse (const char *text, char **problem)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (ObelusLayerListItem));
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", SPACE, -1);
  ObelusLayerList *list;

  *problem = NULL;

  for (char **word = words; *word != NULL; word++)
    {
      ObelusLayerListItem item = { 0 };
      ObelusLayerList so_far = { items->len, (ObelusLayerListItem *) items->data };

      if (**word == '\0')
        continue;

      *problem = parse_item (*word, &item);
      if (*problem == NULL && obelus_layer_list_find (&so_far, item.layer, item.column) != NULL)
        *problem = g_strdup_printf ("'%s%s%s' is named twice; name it once", item.layer, item.column ? "." : "",
                                    item.column ? item.column : "");
      if (*problem == NULL && items->len == MAX_ITEMS)
        *problem = g_strdup_printf ("more than %d layers and columns are named; name fewer", MAX_ITEMS);
      if (*problem != NULL)
        return NULL;

      g_array_append_val (items, item);
    }

  list = g_new0 (ObelusLayerList, 1);
  list->n_items = items->len;
  list->items = (ObelusLayerListItem *) g_array_free (g_steal_pointer (&items), FALSE);
  return list;
}

void
obelus_layer_list_free (ObelusLayerList *list)
{
  g_free (list->items);
  g_free (list);
}

const ObelusLayerListItem *
obelus_layer_list_find (const ObelusLayerList *list, const char *layer, const char *column)
{
  for (guint i = 0; i < list->n_items; i++)
    if (strcmp (list->items[i].layer, layer) == 0 && g_strcmp0 (list->items[i].column, column) == 0)
      return &list->items[i];

  return NULL;
}

gboolean
obelus_layer_list_mentions (const ObelusLayerList *list, const char *layer)
{
  for (guint i = 0; i < list->n_items; i++)
    if (strcmp (list->items[i].layer, layer) == 0)
      return TRUE;

  return FALSE;
}
