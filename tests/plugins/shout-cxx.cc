/* The plugin of examples/shout.c as C++20. */
#include <obelus/obelus-plugin.h>

/* Share of capitals among the ASCII letters of a piece of text, 0…1. */
static double
measure_capitals (const char *text, guint32 length)
{
  guint32 letters = 0, capitals = 0;

  for (guint32 i = 0; i < length; i++)
    {
      letters += g_ascii_isalpha (text[i]) ? 1 : 0;
      capitals += g_ascii_isupper (text[i]) ? 1 : 0;
    }

  return letters == 0 ? 0.0 : static_cast<double> (capitals) / letters;
}

static gboolean
shout_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const char *text = obelus_document_get_text (document, nullptr);
  double threshold = obelus_context_get_real (context, "threshold");
  ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
  if (sentences == nullptr)
    return FALSE;

  g_autoptr (ObelusLayerBuilder) shouts = obelus_context_build_layer (context, document, "acme.shout-cxx", error);
  if (shouts == nullptr)
    return FALSE;

  const guint32 *starts = obelus_layer_get_starts (sentences);
  const guint32 *ends = obelus_layer_get_ends (sentences);
  guint column = obelus_layer_builder_add_column (shouts, "share", OBELUS_COLUMN_REAL);

  for (guint32 i = 0; i < obelus_layer_get_n_rows (sentences); i++)
    {
      double share = measure_capitals (text + starts[i], ends[i] - starts[i]);
      if (share > threshold)
        obelus_layer_builder_set_real (shouts, column, obelus_layer_builder_append (shouts, starts[i], ends[i]), share);
    }

  return obelus_context_commit (context, document, shouts, error);
}

static const ObelusOption shout_options[] = {
  OBELUS_OPTION_REAL ("threshold", 0.0, 1.0, 0.5, "Share of capitals that makes a sentence a shout"),
  OBELUS_OPTION_END
};

static const ObelusProcessorClass shout = {
  .name = "shout-cxx", .summary = "Mark sentences written in capitals",
  .needs = "sentence", .gives = "acme.shout-cxx",
  .options = shout_options, .process = shout_process,
};

static const ObelusProcessorClass *const processors[] = { &shout, nullptr };

OBELUS_PLUGIN (shout_cxx, .version = "1.0", .license = "MIT", .processors = processors)
