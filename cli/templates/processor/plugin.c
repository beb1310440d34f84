/* The processor `@name@`: marks sentences that have more words than a reader follows easily. */
#include <obelus/obelus-plugin.h>

/* A token counts as a word if it begins with a letter or a digit: commas and quotation marks do not. */
static gboolean
is_word (const char *token)
{
  return g_unichar_isalnum (g_utf8_get_char (token));
}

static gboolean
@ident@_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const char *text = obelus_document_get_text (document, @null@);
  const gint64 max_words = obelus_context_get_integer (context, "max-words");

  /* Only layers that `needs` names can be had, so each of these is there or the error says why not. */
  ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
  if (sentences == @null@)
    return FALSE;
  ObelusLayer *tokens = obelus_context_get_layer (context, document, "token", error);
  if (tokens == @null@)
    return FALSE;

  g_autoptr (ObelusLayerBuilder) marks = obelus_context_build_layer (context, document, "@name@.sentence", error);
  if (marks == @null@)
    return FALSE;

  const guint column = obelus_layer_builder_add_column (marks, "words", OBELUS_COLUMN_INTEGER);
  const guint32 *starts = obelus_layer_get_starts (sentences);
  const guint32 *ends = obelus_layer_get_ends (sentences);
  const guint32 *token_starts = obelus_layer_get_starts (tokens);

  for (guint32 i = 0; i < obelus_layer_get_n_rows (sentences); i++)
    {
      if (obelus_context_is_cancelled (context, error))
        return FALSE;

      guint32 first;
      const guint32 n_tokens = obelus_layer_find_starting (tokens, starts[i], ends[i], &first);
      gint64 n_words = 0;
      for (guint32 token = first; token < first + n_tokens; token++)
        n_words += is_word (text + token_starts[token]) ? 1 : 0;

      if (n_words > max_words)
        {
          const guint32 row = obelus_layer_builder_append (marks, starts[i], ends[i]);
          obelus_layer_builder_set_integer (marks, column, row, n_words);
        }
    }

  return obelus_context_commit (context, document, marks, error);
}

static const ObelusOption @ident@_options[] = {
  OBELUS_OPTION_INTEGER ("max-words", 1, 1000, 30, "Words a sentence may have without being marked"),
  OBELUS_OPTION_END
};

static const ObelusProcessorClass @ident@_class = {
  .name = "@name@",
  .summary = "Mark sentences that are longer than a reader likes",
  .needs = "sentence token",
  .gives = "@name@.sentence",
  .options = @ident@_options,
  .process = @ident@_process,
};

static const ObelusProcessorClass *const processors[] = { &@ident@_class, @null@ };

OBELUS_PLUGIN (@ident@, .version = "0.1.0", .license = "MIT", .processors = processors)
