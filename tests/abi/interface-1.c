/* A plugin of interface 1. What was compiled of it once lies in x86_64/ and has to run for good: neither is changed. */
#include <obelus/obelus-plugin.h>

typedef struct
{
  gint64 least;
} Shared;

static gboolean
load (ObelusContext *context, gpointer *shared, GError **error)
{
  Shared *made = g_new0 (Shared, 1);

  (void) error;
  made->least = obelus_context_get_integer (context, "least");
  *shared = made;
  return TRUE;
}

static gboolean
begin (ObelusContext *context, gpointer *scratch, GError **error)
{
  (void) context;
  (void) error;
  *scratch = g_string_new (NULL);
  return TRUE;
}

static void
end (gpointer scratch)
{
  g_string_free (scratch, TRUE);
}

/* Marks the words that have enough letters, and notes their capitals. */
static gboolean
process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  GString *word = obelus_context_get_scratch (context);
  const char *text = obelus_document_get_text (document, NULL);
  gboolean upper = obelus_context_get_choice (context, "letters") == 1;
  g_autoptr (ObelusLayerBuilder) words = obelus_context_build_layer (context, document, "acme.word", error);

  if (words == NULL)
    return FALSE;

  guint form = obelus_layer_builder_add_column (words, "form", OBELUS_COLUMN_STRING);
  guint length = obelus_layer_builder_add_column (words, "length", OBELUS_COLUMN_INTEGER);
  guint share = obelus_layer_builder_add_column (words, "share", OBELUS_COLUMN_REAL);

  for (guint32 start = 0, stop; text[start] != '\0'; start = stop)
    {
      for (stop = start; g_ascii_isalpha (text[stop]); stop++)
        ;
      if (stop == start)
        {
          stop++;
          continue;
        }
      if (stop - start < shared->least)
        continue;

      g_string_truncate (word, 0);
      for (guint32 i = start; i < stop; i++)
        g_string_append_c (word, upper ? g_ascii_toupper (text[i]) : text[i]);
      guint32 row = obelus_layer_builder_append (words, start, stop);
      obelus_layer_builder_set_string (words, form, row, word->str, -1);
      obelus_layer_builder_set_integer (words, length, row, stop - start);
      obelus_layer_builder_set_real (words, share, row, obelus_context_get_real (context, "share"));
    }

  if (obelus_context_get_flag (context, "refuse"))
    return obelus_context_fail (context, error, OBELUS_ERROR_FAILED, 3, "refused as was asked for");
  return obelus_context_commit (context, document, words, error);
}

static const ObelusOption options[] = {
  OBELUS_OPTION_INTEGER ("least", 1, 99, 4, "How many letters a word must have"),
  OBELUS_OPTION_REAL ("share", 0, 1, 0.25, "What to put into column share"),
  OBELUS_OPTION_CHOICE ("letters", "kept|upper", "kept", "What to do with letters"),
  OBELUS_OPTION_FLAG ("refuse", FALSE, "Fail"),
  OBELUS_OPTION_TEXT ("note", "none", "Nothing in particular"),
  OBELUS_OPTION_LIST ("names", "a,b", "Nothing in particular either"),
  OBELUS_OPTION_END,
};

static const ObelusProcessorClass first_words = {
  .name = "first-words",
  .summary = "Mark words that are long enough",
  .gives = "acme.word",
  .options = options,
  .rank = -3,
  .load = load,
  .begin = begin,
  .process = process,
  .end = end,
  .unload = g_free,
};

static const ObelusProcessorClass *const processors[] = { &first_words, NULL };

OBELUS_PLUGIN (interface_1, .version = "1.0", .license = "MIT", .processors = processors)
