/* The one table of core layers and their columns. */
#include "schema-private.h"

#include <string.h>

/* clang-format off */

#define COLUMNS(...) (const ObelusSchemaColumn[]) { __VA_ARGS__ __VA_OPT__ (,) { NULL, 0, NULL } }
#define INTEGER(name) { (name), OBELUS_COLUMN_INTEGER, NULL }
#define REAL(name) { (name), OBELUS_COLUMN_REAL, NULL }
#define STRING(name) { (name), OBELUS_COLUMN_STRING, NULL }
#define REFERENCE(name, target) { (name), OBELUS_COLUMN_REFERENCE, (target) }

static const ObelusSchemaLayer layers[] = {
  { "language", COLUMNS (STRING ("code"), REAL ("score")) },
  { "paragraph", COLUMNS (STRING ("kind")) },
  { "sentence", COLUMNS () },
  { "token", COLUMNS (STRING ("form"), STRING ("norm"), STRING ("lemma"), STRING ("upos"), STRING ("xpos"),
                      STRING ("feats"), REFERENCE ("head", "token"), STRING ("deprel")) },
  { "multiword", COLUMNS () },
  { "entity", COLUMNS (STRING ("label"), REAL ("score"), STRING ("id"), STRING ("tagger")) },
  { "mention", COLUMNS (REFERENCE ("entity", "entity")) },
  { "sentiment", COLUMNS (STRING ("unit"), STRING ("label"), REAL ("score"), REAL ("positive"), REAL ("neutral"),
                          REAL ("negative"), REFERENCE ("target", "entity")) },
  { "summary", COLUMNS (REFERENCE ("sentence", "sentence"), INTEGER ("rank"), REAL ("score")) },
  { "keyphrase", COLUMNS (STRING ("phrase"), INTEGER ("rank"), REAL ("score")) },
  { "quote", COLUMNS (REFERENCE ("speaker", "entity")) },
  { NULL, NULL },
};

/* clang-format on */

const ObelusSchemaLayer *
obelus_schema_get_layers (void)
{
  return layers;
}

const ObelusSchemaLayer *
obelus_schema_find_layer (const char *name)
{
  for (const ObelusSchemaLayer *layer = layers; layer->name != NULL; layer++)
    if (strcmp (layer->name, name) == 0)
      return layer;
  return NULL;
}

const ObelusSchemaColumn *
obelus_schema_layer_find_column (const ObelusSchemaLayer *layer, const char *name)
{
  for (const ObelusSchemaColumn *column = layer->columns; column->name != NULL; column++)
    if (strcmp (column->name, name) == 0)
      return column;
  return NULL;
}

/* Reads one word of a name: a letter, then letters, digits, `-` and `_`. NULL if there is none. */
static const char *
skip_word (const char *name)
{
  if (!g_ascii_islower (*name))
    return NULL;
  while (g_ascii_islower (*name) || g_ascii_isdigit (*name) || *name == '-' || *name == '_')
    name++;
  return name;
}

gboolean
obelus_schema_is_name (const char *name)
{
  if (strlen (name) > OBELUS_SCHEMA_MAX_NAME)
    return FALSE;
  for (;;)
    {
      name = skip_word (name);
      if (name == NULL)
        return FALSE;
      if (*name == '\0')
        return TRUE;
      if (*name++ != '.')
        return FALSE;
    }
}

gboolean
obelus_schema_is_vendor_name (const char *name)
{
  return obelus_schema_is_name (name) && strchr (name, '.') != NULL;
}
