/* The one table of core layers and their columns. */
#include "schema-private.h"

#include <string.h>

#define INTEGER(name)                   \
  {                                     \
    (name), OBELUS_COLUMN_INTEGER, NULL \
  }
#define REAL(name)                   \
  {                                  \
    (name), OBELUS_COLUMN_REAL, NULL \
  }
#define STRING(name)                   \
  {                                    \
    (name), OBELUS_COLUMN_STRING, NULL \
  }
#define REFERENCE(name, target)               \
  {                                           \
    (name), OBELUS_COLUMN_REFERENCE, (target) \
  }
#define END       \
  {               \
    NULL, 0, NULL \
  }

static const ObelusSchemaColumn no_columns[] = { END };
static const ObelusSchemaColumn language_columns[] = { STRING ("code"), REAL ("score"), END };
static const ObelusSchemaColumn paragraph_columns[] = { STRING ("kind"), END };
static const ObelusSchemaColumn token_columns[] = { STRING ("form"),
                                                    STRING ("norm"),
                                                    STRING ("lemma"),
                                                    STRING ("upos"),
                                                    STRING ("xpos"),
                                                    STRING ("feats"),
                                                    REFERENCE ("head", "token"),
                                                    STRING ("deprel"),
                                                    END };
static const ObelusSchemaColumn entity_columns[] = { STRING ("label"), REAL ("score"), STRING ("id"), END };
static const ObelusSchemaColumn mention_columns[] = { REFERENCE ("entity", "entity"), END };
static const ObelusSchemaColumn sentiment_columns[] = { STRING ("unit"),
                                                        STRING ("label"),
                                                        REAL ("score"),
                                                        REAL ("positive"),
                                                        REAL ("neutral"),
                                                        REAL ("negative"),
                                                        REFERENCE ("target", "entity"),
                                                        END };
static const ObelusSchemaColumn summary_columns[]
    = { REFERENCE ("sentence", "sentence"), INTEGER ("rank"), REAL ("score"), END };
static const ObelusSchemaColumn keyphrase_columns[] = { REAL ("score"), END };
static const ObelusSchemaColumn quote_columns[] = { REFERENCE ("speaker", "entity"), END };

static const ObelusSchemaLayer layers[] = {
  { "language", language_columns },   { "paragraph", paragraph_columns }, { "sentence", no_columns },
  { "token", token_columns },         { "multiword", no_columns },        { "entity", entity_columns },
  { "mention", mention_columns },     { "sentiment", sentiment_columns }, { "summary", summary_columns },
  { "keyphrase", keyphrase_columns }, { "quote", quote_columns },         { NULL, NULL },
};

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
