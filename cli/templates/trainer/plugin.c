/* The trainer `@name@` learns which words a collection of texts uses; the processor `@name@` marks words that it does
 * not know: misspelt ones, names, another subject. */
#include <obelus/obelus-plugin.h>

#include <string.h>

/* The model has one section, `words`: the words in order, each followed by a zero byte. */
#define SECTION "words"

/* The word that a token is, in lower case; @null@ for what does not begin with a letter. */
static char *
take_word (const char *text, guint32 start, guint32 end)
{
  if (!g_unichar_isalpha (g_utf8_get_char (text + start)))
    return @null@;
  return g_utf8_strdown (text + start, (gssize) (end - start));
}

/* Learning */

static void
count_words (GHashTable *counts, ObelusDocument *document)
{
  const char *text = obelus_document_get_text (document, @null@);
  ObelusLayer *tokens = obelus_document_get_layer (document, "token");
  const guint32 *starts = obelus_layer_get_starts (tokens);
  const guint32 *ends = obelus_layer_get_ends (tokens);

  for (guint32 i = 0; i < obelus_layer_get_n_rows (tokens); i++)
    {
      char *word = take_word (text, starts[i], ends[i]);
      if (word != @null@)
        {
          const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, word));
          g_hash_table_replace (counts, word, GUINT_TO_POINTER (n + 1));
        }
    }
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In order, so that the same texts make the same bytes. */
static void
add_section (ObelusModelBuilder *model, GHashTable *counts, gint64 min_count)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GByteArray) section = g_byte_array_new ();
  GHashTableIter iter;
  gpointer word, n;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &word, &n))
    if ((gint64) GPOINTER_TO_UINT (n) >= min_count)
      g_ptr_array_add (words, word);
  g_ptr_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++)
    {
      const char *text = (const char *) g_ptr_array_index (words, i);
      g_byte_array_append (section, (const guint8 *) text, (guint) strlen (text) + 1);
    }
  obelus_model_builder_add_section (model, SECTION, section->data, section->len);
}

static gboolean
@ident@_train (ObelusContext *context, ObelusDocumentStream *stream, ObelusModelBuilder *model, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, @null@);
  g_autoptr (GError) problem = @null@;
  ObelusDocument *document;

  while ((document = obelus_document_stream_next (stream, @null@, &problem)) != @null@)
    {
      count_words (counts, document);
      g_object_unref (document);
      if (obelus_context_is_cancelled (context, error))
        return FALSE;
    }
  if (problem != @null@)
    {
      g_propagate_error (error, (GError *) g_steal_pointer (&problem));
      return FALSE;
    }

  add_section (model, counts, obelus_context_get_integer (context, "min-count"));
  return TRUE;
}

static const ObelusOption trainer_options[] = {
  OBELUS_OPTION_INTEGER ("min-count", 1, 1000000, 1, "How often a word must occur to be learned"),
  OBELUS_OPTION_END
};

static const ObelusTrainerClass trainer = {
  .name = "@name@",
  .summary = "Learn which words texts use",
  .needs = "token",
  .options = trainer_options,
  .train = @ident@_train,
  .prepares = "token",
};

/* Using what was learned */

/* Once a stage: all threads then look words up in the mapped model. */
static gboolean
@ident@_load (ObelusContext *context, gpointer *shared, GError **error)
{
  ObelusModel *model = obelus_context_get_model (context, "model");
  gsize length;
  const char *words = (const char *) obelus_model_get_section (model, SECTION, 1, &length, error);

  if (words == @null@)
    return FALSE;
  if (length > 0 && words[length - 1] != '\0')
    return obelus_model_fail (model, SECTION, "does not end with a whole word", error);

  GHashTable *known = g_hash_table_new (g_str_hash, g_str_equal);
  for (const char *word = words; word < words + length; word += strlen (word) + 1)
    g_hash_table_add (known, (gpointer) word);
  *shared = known;
  return TRUE;
}

static void
@ident@_unload (gpointer shared)
{
  g_hash_table_unref ((GHashTable *) shared);
}

static gboolean
@ident@_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  GHashTable *known = (GHashTable *) obelus_context_get_shared (context);
  const char *text = obelus_document_get_text (document, @null@);
  ObelusLayer *tokens = obelus_context_get_layer (context, document, "token", error);
  if (tokens == @null@)
    return FALSE;

  g_autoptr (ObelusLayerBuilder) unknown = obelus_context_build_layer (context, document, "@name@.unknown", error);
  if (unknown == @null@)
    return FALSE;

  const guint32 *starts = obelus_layer_get_starts (tokens);
  const guint32 *ends = obelus_layer_get_ends (tokens);
  for (guint32 i = 0; i < obelus_layer_get_n_rows (tokens); i++)
    {
      /* Asking costs nanoseconds, but need not be done for every word. */
      if (i % 1024 == 0 && obelus_context_is_cancelled (context, error))
        return FALSE;

      g_autofree char *word = take_word (text, starts[i], ends[i]);
      if (word != @null@ && !g_hash_table_contains (known, word))
        obelus_layer_builder_append (unknown, starts[i], ends[i]);
    }
  return obelus_context_commit (context, document, unknown, error);
}

static const ObelusOption processor_options[] = {
  OBELUS_OPTION_MODEL ("model", "@name@.obm", "What the trainer of this name learned"),
  OBELUS_OPTION_END
};

static const ObelusProcessorClass processor = {
  .name = "@name@",
  .summary = "Mark words that the model does not know",
  .needs = "token",
  .gives = "@name@.unknown",
  .options = processor_options,
  .load = @ident@_load,
  .process = @ident@_process,
  .unload = @ident@_unload,
};

static const ObelusProcessorClass *const processors[] = { &processor, @null@ };
static const ObelusTrainerClass *const trainers[] = { &trainer, @null@ };

OBELUS_PLUGIN (@ident@, .version = "0.1.0", .license = "MIT", .processors = processors, .trainers = trainers)
