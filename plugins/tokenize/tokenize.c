/* The processor: paragraphs, sentences, tokens and multi-word surface words of a text. */
#include <obelus/obelus-plugin.h>

#include "paragraphs.h"
#include "score.h"
#include "sentences.h"

/* Scratch that a large text made grow beyond this is given back before the next one. */
#define LARGEST_KEPT_CAPACITY (1u << 22)

typedef struct
{
  Spans paragraphs;
  Spans sentences;
  Spans tokens;
  Spans multiwords;
} Scratch;

static gboolean
tokenize_load (ObelusContext *context G_GNUC_UNUSED, gpointer *shared, GError **error G_GNUC_UNUSED)
{
  *shared = rules_new ();

  return TRUE;
}

static gboolean
tokenize_begin (ObelusContext *context G_GNUC_UNUSED, gpointer *scratch, GError **error G_GNUC_UNUSED)
{
  Scratch *fresh = g_new0 (Scratch, 1);

  fresh->paragraphs.has_kinds = TRUE;
  fresh->tokens.has_kinds = TRUE;
  *scratch = fresh;

  return TRUE;
}

static void
tokenize_end (gpointer data)
{
  Scratch *scratch = data;

  spans_clear (&scratch->paragraphs);
  spans_clear (&scratch->sentences);
  spans_clear (&scratch->tokens);
  spans_clear (&scratch->multiwords);
  g_free (scratch);
}

static void
tokenize_unload (gpointer shared)
{
  rules_free (shared);
}

static void
reset_spans (Spans *spans)
{
  if (spans->capacity > LARGEST_KEPT_CAPACITY)
    spans_clear (spans);
  spans->n = 0;
}

static gboolean
commit_spans (ObelusContext *context, ObelusDocument *document, const char *layer, const Spans *spans, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, layer, error);
  if (builder == NULL)
    return FALSE;

  obelus_layer_builder_reserve (builder, spans->n);
  if (spans->n > 0)
    obelus_layer_builder_append_spans (builder, spans->starts, spans->ends, spans->n);

  return obelus_context_commit (context, document, builder, error);
}

static gboolean
commit_paragraphs (ObelusContext *context, ObelusDocument *document, const Spans *paragraphs, GError **error)
{
  static const char *const kinds[] = {
    [PARAGRAPH_TITLE] = "title",
    [PARAGRAPH_HEADING] = "heading",
    [PARAGRAPH_BYLINE] = "byline",
    [PARAGRAPH_CAPTION] = "caption",
    [PARAGRAPH_LIST] = "list",
    [PARAGRAPH_CODE] = "code",
    [PARAGRAPH_BOILERPLATE] = "boilerplate",
  };
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "paragraph", error);
  if (builder == NULL)
    return FALSE;

  obelus_layer_builder_reserve (builder, paragraphs->n);
  if (paragraphs->n > 0)
    obelus_layer_builder_append_spans (builder, paragraphs->starts, paragraphs->ends, paragraphs->n);
  guint column = obelus_layer_builder_add_column (builder, "kind", OBELUS_COLUMN_STRING);
  for (guint32 row = 0; row < paragraphs->n; row++)
    if (paragraphs->kinds[row] != PARAGRAPH_PROSE)
      obelus_layer_builder_set_string (builder, column, row, kinds[paragraphs->kinds[row]], -1);

  return obelus_context_commit (context, document, builder, error);
}

static gboolean
tokenize_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const Rules *rules = obelus_context_get_shared (context);
  Scratch *scratch = obelus_context_get_scratch (context);
  ParagraphBreaks breaks = (ParagraphBreaks) obelus_context_get_choice (context, "paragraphs");
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  gboolean has_room = TRUE;

  reset_spans (&scratch->paragraphs);
  reset_spans (&scratch->sentences);
  reset_spans (&scratch->tokens);
  reset_spans (&scratch->multiwords);

  has_room = paragraphs_divide (rules, text, length, breaks, &scratch->paragraphs);
  for (guint32 i = 0; has_room && i < scratch->paragraphs.n; i++)
    {
      guint32 first = scratch->tokens.n;

      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      has_room = tokens_divide (rules, text, scratch->paragraphs.starts[i], scratch->paragraphs.ends[i],
                                &scratch->tokens, &scratch->multiwords)
                 && sentences_divide (rules, text, &scratch->tokens, first, &scratch->sentences);
    }
  if (!has_room)
    return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                "no memory for the tokens of %u bytes of text; divide the text or run fewer jobs",
                                length);

  return commit_paragraphs (context, document, &scratch->paragraphs, error)
         && commit_spans (context, document, "sentence", &scratch->sentences, error)
         && commit_spans (context, document, "token", &scratch->tokens, error)
         && (scratch->multiwords.n == 0 || commit_spans (context, document, "multiword", &scratch->multiwords, error));
}

static const ObelusOption tokenize_options[]
    = { OBELUS_OPTION_CHOICE ("paragraphs", "auto|line|blank", "auto",
                              "What divides paragraphs: lines judged one by one, every line feed, or blank lines only"),
        OBELUS_OPTION_END };

static const ObelusProcessorClass tokenize = {
  .name = "tokenize",
  .summary = "Divide a text into paragraphs, sentences and tokens",
  .gives = "paragraph paragraph.kind sentence token multiword?",
  .options = tokenize_options,
  .load = tokenize_load,
  .begin = tokenize_begin,
  .process = tokenize_process,
  .end = tokenize_end,
  .unload = tokenize_unload,
};

static const ObelusEvaluatorClass tokens = {
  .name = "tokens",
  .summary = "Score tokens, sentences and words as the CoNLL 2018 shared task did",
  .needs = "token sentence multiword?",
  .judges = "sentence token multiword?",
  .begin = score_begin,
  .add = score_add,
  .report = score_report,
  .end = score_end,
};

static const ObelusProcessorClass *const processors[] = { &tokenize, NULL };
static const ObelusEvaluatorClass *const evaluators[] = { &tokens, NULL };

OBELUS_PLUGIN (tokenize, .version = "1.0", .license = "MIT",
               .summary = "Paragraphs, sentences and tokens by rules for English that hold for any script",
               .processors = processors, .evaluators = evaluators)
