/* A stage as a parser would be: gives every word the part of speech `X`, and hangs all of a sentence on its first word.
 */
#include <obelus/obelus-plugin.h>

static gboolean
probe_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
  ObelusLayer *tokens = sentences != NULL ? obelus_context_get_layer (context, document, "token", error) : NULL;
  g_autoptr (ObelusLayerBuilder) builder
      = tokens != NULL ? obelus_context_extend_layer (context, document, "token", error) : NULL;
  if (builder == NULL)
    return FALSE;

  guint upos = obelus_layer_builder_add_column (builder, "upos", OBELUS_COLUMN_STRING);
  guint deprel = obelus_layer_builder_add_column (builder, "deprel", OBELUS_COLUMN_STRING);
  guint head = obelus_layer_builder_add_reference (builder, "head", "token");
  for (guint32 row = 0; row < obelus_layer_get_n_rows (sentences); row++)
    {
      guint32 first, n = obelus_layer_find_starting (tokens, obelus_layer_get_starts (sentences)[row],
                                                     obelus_layer_get_ends (sentences)[row], &first);
      for (guint32 word = first; word < first + n; word++)
        {
          obelus_layer_builder_set_string (builder, upos, word, "X", -1);
          obelus_layer_builder_set_string (builder, deprel, word, word == first ? "root" : "dep", -1);
          if (word > first)
            obelus_layer_builder_set_reference (builder, head, word, first);
        }
    }

  return obelus_context_commit (context, document, builder, error);
}

static const ObelusProcessorClass probe = {
  .name = "probe",
  .summary = "Call every word X",
  .needs = "sentence token",
  .gives = "token.upos token.head token.deprel",
  .process = probe_process,
};

static const ObelusProcessorClass *const processors[] = { &probe, NULL };

OBELUS_PLUGIN (conllu_probe, .version = "1.0", .license = "MIT", .processors = processors)
