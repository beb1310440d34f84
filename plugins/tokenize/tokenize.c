/* The processor: paragraphs, sentences, tokens and multi-word surface words of a text. */
#include <obelus/obelus-plugin.h>

#include "boundaries.h"
#include "normal-forms.h"
#include "paragraphs.h"
#include "score.h"
#include "sentences.h"
#include "trainer.h"
#include "unicode-rules.h"

/* Scratch that a large text made grow beyond this is given back before the next one. */
#define LARGEST_KEPT_CAPACITY (1u << 22)

/* In the order of the options' choices. */
enum
{
  RULES_ENGLISH,
  RULES_UNICODE,
};

enum
{
  SENTENCES_LEARNED,
  SENTENCES_RULES,
};
enum
{
  NORM_NONE,
  NORM_MARKS,
  NORM_CASE,
};

typedef struct
{
  Rules *rules;
  Boundaries boundaries; /* without weights if there is no model */
} Shared;

typedef struct
{
  Spans paragraphs;
  Spans sentences;
  Spans rule_sentences;
  Spans tokens;
  Spans multiwords;
  GString *form;
} Scratch;

/* Uses a section of weights that the trainer made, in place. */
static gboolean
read_weights (ObelusModel *model, const char *section, Weights *weights, GError **error)
{
  gsize n_words;
  const guint32 *words = obelus_model_get_section (model, section, sizeof *words, &n_words, error);
  if (words == NULL)
    return FALSE;
  const char *problem = weights_read (weights, words, n_words);

  return problem == NULL || obelus_model_fail (model, section, problem, error);
}

static gboolean
read_gate (ObelusModel *model, Gate *gate, GError **error)
{
  gsize n;
  gate->weights = obelus_model_get_section (model, "gate", sizeof *gate->weights, &n, error);
  if (gate->weights == NULL)
    return FALSE;
  if (n != 1u << GATE_BITS)
    return obelus_model_fail (model, "gate", "has not as many weights as it has places", error);

  const gint32 *limits = obelus_model_get_section (model, "gate-limits", sizeof *limits, &n, error);
  if (limits == NULL)
    return FALSE;
  if (n != 3)
    return obelus_model_fail (model, "gate-limits", "does not hold three sums", error);
  gate->first_no = GINT32_FROM_LE (limits[0]);
  gate->no = GINT32_FROM_LE (limits[1]);
  gate->yes = GINT32_FROM_LE (limits[2]);

  return TRUE;
}

static gboolean
read_clusters (ObelusModel *model, Clusters *clusters, GError **error)
{
  gsize n_words;
  const guint32 *words = obelus_model_get_section (model, "clusters", sizeof *words, &n_words, error);
  if (words == NULL)
    return FALSE;
  const char *problem = clusters_read (clusters, words, n_words);

  return problem == NULL || obelus_model_fail (model, "clusters", problem, error);
}

static gboolean
read_model (Shared *shared, ObelusModel *model, GError **error)
{
  Boundaries *boundaries = &shared->boundaries;

  return read_weights (model, "decision", &shared->rules->decisions, error)
         && read_weights (model, "boundary", &boundaries->weights, error) && read_gate (model, &boundaries->gate, error)
         && read_clusters (model, &boundaries->clusters, error);
}

static void
tokenize_unload (gpointer data)
{
  Shared *shared = data;

  rules_free (shared->rules);
  g_free (shared);
}

static gboolean
tokenize_load (ObelusContext *context, gpointer *result, GError **error)
{
  ObelusModel *model = obelus_context_get_model (context, "model");
  Shared *shared = g_new0 (Shared, 1);

  shared->rules = rules_new ();
  if (model != NULL && obelus_context_get_choice (context, "sentences") == SENTENCES_LEARNED
      && !read_model (shared, model, error))
    {
      tokenize_unload (shared);
      return FALSE;
    }
  *result = shared;

  return TRUE;
}

static gboolean
tokenize_begin (ObelusContext *context G_GNUC_UNUSED, gpointer *scratch, GError **error G_GNUC_UNUSED)
{
  Scratch *fresh = g_new0 (Scratch, 1);

  fresh->paragraphs.has_kinds = TRUE;
  fresh->tokens.has_kinds = TRUE;
  fresh->form = g_string_new (NULL);
  *scratch = fresh;

  return TRUE;
}

static void
tokenize_end (gpointer data)
{
  Scratch *scratch = data;

  spans_clear (&scratch->paragraphs);
  spans_clear (&scratch->sentences);
  spans_clear (&scratch->rule_sentences);
  spans_clear (&scratch->tokens);
  spans_clear (&scratch->multiwords);
  g_string_free (scratch->form, TRUE);
  g_free (scratch);
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

/* The tokens, with the normal forms of those that have another than themselves. */
static gboolean
commit_tokens (ObelusContext *context, ObelusDocument *document, Scratch *scratch, GError **error)
{
  guint norm = obelus_context_get_choice (context, "norm");
  gboolean folds_case = norm == NORM_CASE;
  const Spans *tokens = &scratch->tokens;
  const char *text = obelus_document_get_text (document, NULL);
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "token", error);
  guint column = G_MAXUINT;

  if (builder == NULL)
    return FALSE;

  obelus_layer_builder_reserve (builder, tokens->n);
  if (tokens->n > 0)
    obelus_layer_builder_append_spans (builder, tokens->starts, tokens->ends, tokens->n);
  for (guint32 row = 0; norm != NORM_NONE && row < tokens->n; row++)
    {
      const char *form = text + tokens->starts[row];
      guint32 length = tokens->ends[row] - tokens->starts[row];

      if (!normal_form_may_differ ((const guchar *) form, length, folds_case)
          || !normal_form_write (form, length, folds_case, scratch->form))
        continue;
      if (column == G_MAXUINT)
        column = obelus_layer_builder_add_column (builder, "norm", OBELUS_COLUMN_STRING);
      obelus_layer_builder_set_string (builder, column, row, scratch->form->str, (gssize) scratch->form->len);
    }
  /* A form of a megabyte is rare. */
  if (scratch->form->allocated_len > LARGEST_KEPT_CAPACITY)
    {
      g_string_free (scratch->form, TRUE);
      scratch->form = g_string_new (NULL);
    }

  return obelus_context_commit (context, document, builder, error);
}

/* Sentences of all paragraphs, once there are tokens. Sets an error only if cancelled. */
static gboolean
divide_sentences (ObelusContext *context, const Shared *shared, Scratch *scratch, const char *text, GError **error)
{
  const Spans *tokens = &scratch->tokens, *paragraphs = &scratch->paragraphs;
  gboolean is_learned = shared->boundaries.weights.slots != NULL;
  Spans *by_rules = is_learned ? &scratch->rule_sentences : &scratch->sentences;
  Style style = is_learned ? boundaries_judge_style (shared->rules, text, tokens) : STYLE_CAPITALS;
  guint32 first = 0;

  for (guint32 i = 0; i < paragraphs->n; i++)
    {
      guint32 end = first, first_by_rules = by_rules->n;

      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      while (end < tokens->n && tokens->starts[end] < paragraphs->ends[i])
        end++;
      if (!sentences_divide (shared->rules, text, tokens, first, end, by_rules))
        return FALSE;
      if (is_learned
          && !boundaries_divide (shared->rules, &shared->boundaries, text, tokens, first, end, style, by_rules,
                                 first_by_rules, &scratch->sentences))
        return FALSE;
      first = end;
    }

  return TRUE;
}

/* Tokens and sentences of all paragraphs by the rules for English. Returns FALSE if memory could not be had or the work
 * was cancelled. */
static gboolean
divide_paragraphs (ObelusContext *context, const Shared *shared, Scratch *scratch, const char *text, GError **error)
{
  const Spans *paragraphs = &scratch->paragraphs;

  for (guint32 i = 0; i < paragraphs->n; i++)
    if (obelus_context_is_cancelled (context, error)
        || !tokens_divide (shared->rules, text, paragraphs->starts[i], paragraphs->ends[i], &scratch->tokens,
                           &scratch->multiwords, context))
      return FALSE;

  return divide_sentences (context, shared, scratch, text, error);
}

static gboolean
tokenize_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  Scratch *scratch = obelus_context_get_scratch (context);
  ParagraphBreaks breaks = (ParagraphBreaks) obelus_context_get_choice (context, "paragraphs");
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  GError *cancelled = NULL;

  reset_spans (&scratch->paragraphs);
  reset_spans (&scratch->sentences);
  reset_spans (&scratch->rule_sentences);
  reset_spans (&scratch->tokens);
  reset_spans (&scratch->multiwords);

  gboolean has_room = paragraphs_divide (shared->rules, text, length, breaks, &scratch->paragraphs);
  if (obelus_context_get_choice (context, "rules") == RULES_UNICODE)
    has_room = has_room && unicode_divide (context, text, length, &scratch->tokens, &scratch->sentences);
  else
    has_room = has_room && divide_paragraphs (context, shared, scratch, text, &cancelled);
  if (!has_room && cancelled == NULL && obelus_context_is_cancelled (context, error))
    return FALSE;
  if (cancelled != NULL)
    {
      g_propagate_error (error, cancelled);
      return FALSE;
    }
  if (!has_room)
    return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                "no memory for the tokens of %u bytes of text; divide the text or run fewer jobs",
                                length);

  return commit_paragraphs (context, document, &scratch->paragraphs, error)
         && commit_spans (context, document, "sentence", &scratch->sentences, error)
         && commit_tokens (context, document, scratch, error)
         && (scratch->multiwords.n == 0 || commit_spans (context, document, "multiword", &scratch->multiwords, error));
}

static const ObelusOption tokenize_options[]
    = { OBELUS_OPTION_CHOICE ("rules", "english|unicode", "english",
                              "Whose rules: for English, which hold for any script, or Unicode's own (UAX 29) exactly"),
        OBELUS_OPTION_CHOICE ("paragraphs", "auto|line|blank", "auto",
                              "What divides paragraphs: lines judged one by one, every line feed, or blank lines only"),
        OBELUS_OPTION_CHOICE ("sentences", "learned|rules", "learned",
                              "Who decides where sentences end: the model over what the rules say, or the rules"),
        OBELUS_OPTION_CHOICE ("norm", "none|marks|case", "none",
                              "Normal forms of tokens: none, of marks, widths and references, or in small letters too"),
        OBELUS_OPTION_MODEL_FOR ("model", "tokenize.obm", "sentences=learned",
                                 "What the model learned, made by 'obelus train tokenize'"),
        OBELUS_OPTION_END };

static const ObelusProcessorClass tokenize = {
  .name = "tokenize",
  .summary = "Divide a text into paragraphs, sentences and tokens",
  .gives = "paragraph paragraph.kind sentence token token.norm? multiword?",
  .options = tokenize_options,
  .load = tokenize_load,
  .begin = tokenize_begin,
  .process = tokenize_process,
  .end = tokenize_end,
  .unload = tokenize_unload,
};

static const ObelusOption trainer_options[] = {
  OBELUS_OPTION_FILE ("clusters", NULL, "Words, the commonest first, with their clusters among 64, 256, 1024 and 4096"),
  OBELUS_OPTION_INTEGER ("max-words", 1, 150000, 20000, "How many of the words with clusters to keep"),
  OBELUS_OPTION_INTEGER ("epochs", 1, 1000, 20, "How often to go over the texts"),
  OBELUS_OPTION_INTEGER ("runs", 1, 100, 5, "How many times to learn from the beginning, for the mean of the results"),
  OBELUS_OPTION_REAL ("rate", 0.0001, 10, 0.2, "How fast to learn"),
  OBELUS_OPTION_REAL ("dropout", 0, 0.95, 0.4, "Share of the features that are left out at random"),
  OBELUS_OPTION_REAL ("gate-errors", 0, 0.1, 0.001,
                      "Share of the ends and of the other places that the first look may get wrong"),
  OBELUS_OPTION_INTEGER ("seed", 0, 1000000000, 1, "What the random numbers start from"),
  OBELUS_OPTION_END
};

static const ObelusTrainerClass trainer = {
  .name = "tokenize",
  .summary = "Learn where tokens and sentences end",
  .needs = "sentence token",
  .options = trainer_options,
  .train = trainer_train,
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
static const ObelusTrainerClass *const trainers[] = { &trainer, NULL };
static const ObelusEvaluatorClass *const evaluators[] = { &tokens, NULL };

OBELUS_PLUGIN (tokenize, .version = "1.0", .license = "MIT",
               .summary = "Paragraphs, sentences and tokens by rules for English that hold for any script",
               .processors = processors, .trainers = trainers, .evaluators = evaluators)
