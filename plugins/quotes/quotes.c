/* The plugin: quotations, and who said them. */
#include "optional-layer.h"
#include "speakers.h"
#include "transcript.h"

/* What is found in a document, while it is worked on. */
typedef struct
{
  QuotedText text;
  guint32 *paragraph_starts; /* where no layer tells them */
  Quotations quotations;
  SpokenNames names;
  guint32 *speakers; /* a quotation: its row of the layer `entity`; NULL without that layer */
} Findings;

static void
findings_clear (Findings *findings)
{
  g_free (findings->paragraph_starts);
  quotations_clear (&findings->quotations);
  spoken_names_clear (&findings->names);
  g_free (findings->speakers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Findings, findings_clear)

/* Sets the error of a step that ended before its time. */
static gboolean
fail (ObelusContext *context, GError **error)
{
  if (obelus_context_is_cancelled (context, error))
    return FALSE;

  return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                              "no memory is left for the quotations; cut the document into smaller ones");
}

static gboolean
read_text (ObelusContext *context, ObelusDocument *document, Findings *findings, GError **error)
{
  /* What stands around a text parts nothing that is said in it: a button between two paragraphs. */
  static const char *const around[] = { "byline", "caption", "boilerplate", NULL };
  QuotedText *text = &findings->text;
  ObelusLayer *paragraphs, *tokens = obelus_context_get_layer (context, document, "token", error);
  ObelusLayer *sentences = tokens != NULL ? obelus_context_get_layer (context, document, "sentence", error) : NULL;

  if (sentences == NULL || !learn_find_layer (context, document, "paragraph", &paragraphs, error))
    return FALSE;
  text->text = obelus_document_get_text (document, &text->length);
  text->token_starts = obelus_layer_get_starts (tokens);
  text->token_ends = obelus_layer_get_ends (tokens);
  text->n_tokens = obelus_layer_get_n_rows (tokens);
  text->sentence_starts = obelus_layer_get_starts (sentences);
  text->n_sentences = obelus_layer_get_n_rows (sentences);
  if (paragraphs != NULL && obelus_layer_get_n_rows (paragraphs) > 0)
    {
      text->paragraph_starts = obelus_layer_get_starts (paragraphs);
      text->n_paragraphs = obelus_layer_get_n_rows (paragraphs);
      learn_row_kinds_init (&text->around, paragraphs, around);
      return TRUE;
    }

  return quoted_text_find_paragraphs (text, &findings->paragraph_starts) || fail (context, error);
}

static gboolean
find_speakers (ObelusContext *context, Findings *findings, ObelusLayer *entities, ObelusLayer *mentions, GError **error)
{
  FrameSource source = {
    .text = &findings->text,
    .quotations = &findings->quotations,
    .names = &findings->names,
    .vocabulary = obelus_context_get_shared (context),
  };

  if (!spoken_names_read (&findings->names, context, findings->text.text, entities, mentions, error))
    return FALSE;
  findings->speakers = g_try_new (guint32, MAX (findings->quotations.n, 1));

  return (findings->speakers != NULL && speakers_find (&source, findings->speakers)
          && transcript_add (&findings->text, &findings->names, &findings->quotations, &findings->speakers))
         || fail (context, error);
}

static gboolean
commit (ObelusContext *context, ObelusDocument *document, const Findings *findings, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "quote", error);

  if (builder == NULL)
    return FALSE;
  guint speaker = findings->speakers != NULL ? obelus_layer_builder_add_reference (builder, "speaker", "entity") : 0;
  for (guint32 i = 0; i < findings->quotations.n; i++)
    {
      const Quotation *quotation = &findings->quotations.rows[i];
      if (obelus_context_is_cancelled_at (context, i, error))
        return FALSE;
      guint32 row = obelus_layer_builder_append (builder, quotation->start, quotation->end);
      if (findings->speakers != NULL && findings->speakers[i] != OBELUS_NO_ROW)
        obelus_layer_builder_set_reference (builder, speaker, row, findings->speakers[i]);
    }

  return obelus_context_commit (context, document, builder, error);
}

static gboolean
quotes_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  g_auto (Findings) findings = { 0 };
  ObelusLayer *entities, *mentions;

  if (!read_text (context, document, &findings, error)
      || !learn_find_layer (context, document, "entity", &entities, error)
      || !learn_find_layer (context, document, "mention", &mentions, error))
    return FALSE;
  if (!quotations_find (&findings.quotations, &findings.text))
    return fail (context, error);
  if (entities != NULL && !find_speakers (context, &findings, entities, mentions, error))
    return FALSE;

  return commit (context, document, &findings, error);
}

static gboolean
quotes_load (ObelusContext *context, gpointer *shared, GError **error)
{
  (void) context;
  (void) error;
  *shared = vocabulary_new ();

  return TRUE;
}

static void
quotes_unload (gpointer shared)
{
  vocabulary_free (shared);
}

static const ObelusProcessorClass quotes_processor = {
  .name = "quotes",
  .summary = "Find quotations and who said them",
  .needs = "sentence token paragraph? entity? mention?",
  .gives = "quote",
  .load = quotes_load,
  .process = quotes_process,
  .unload = quotes_unload,
};

static const ObelusProcessorClass *const processors[] = { &quotes_processor, NULL };

OBELUS_PLUGIN (quotes, .version = "1.0", .license = "MIT", .summary = "Who said what", .processors = processors)
