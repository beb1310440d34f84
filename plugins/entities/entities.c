/* The plugin: finds names of people, organisations, places and other things. */
#include "entities.h"

#include "document-language.h"
#include "document-tokens.h"
#include "name-kinds.h"
#include "tagger.h"

#include <math.h>
#include <string.h>

/* In text of another language only names that are as certain as this are believed. On treebanks of German, French and
 * Spanish nine in ten of those of people, organizations and places are proper nouns, and hardly one in ten of all
 * others. */
#define LEAST_FOREIGN_SCORE 0.8

typedef struct
{
  EntityTagger *tagger;
  GArray *sentences; /* LearnSentence */
} Scratch;

static gboolean
entities_load (ObelusContext *context, gpointer *shared, GError **error)
{
  ObelusModel *file = obelus_context_get_model (context, "model");

  *shared = entity_model_new (file, error);

  return *shared != NULL;
}

static void
entities_unload (gpointer shared)
{
  entity_model_free (shared);
}

static void
entities_end (gpointer data)
{
  Scratch *scratch = data;

  entity_tagger_free (scratch->tagger);
  g_array_unref (scratch->sentences);
  g_free (scratch);
}

static gboolean
entities_begin (ObelusContext *context, gpointer *data, GError **error)
{
  EntityTagger *tagger = entity_tagger_new (obelus_context_get_shared (context));
  if (tagger == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                "no memory is left for tagging; use fewer threads");

  entity_tagger_set_handles (tagger, obelus_context_get_flag (context, "handles"));
  Scratch *scratch = g_new0 (Scratch, 1);
  scratch->tagger = tagger;
  scratch->sentences = g_array_new (FALSE, FALSE, sizeof (LearnSentence));
  *data = scratch;

  return TRUE;
}

/* Addresses of mail and of the web are no names, whatever stands in them. They tell so at their beginning: tokens of
 * others may each be the rest of the text. */
static gboolean
is_address (const char *token, guint32 length)
{
  length = MIN (length, LEARN_WORD_MAX_BYTES);
  return g_strstr_len (token, length, "://") != NULL || (length > 1 && memchr (token + 1, '@', length - 1) != NULL);
}

static gboolean
has_address (const LearnTokens *tokens, const EntitySpan *span)
{
  for (guint32 i = span->first; i < span->first + span->n; i++)
    if (is_address (tokens->text + tokens->starts[i], tokens->ends[i] - tokens->starts[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_tag (const LearnTokens *tokens, guint32 token)
{
  const guint32 start = tokens->starts[token], end = tokens->ends[token];

  return end - start > 2 && tokens->text[start] == '<' && tokens->text[end - 1] == '>';
}

/* Takes off the tags that a name begins and ends with, where a text kept those of its page. Whether a name is left. */
static gboolean
take_tags_off (const LearnTokens *tokens, EntitySpan *span)
{
  while (span->n > 0 && is_tag (tokens, span->first))
    {
      span->first++;
      span->n--;
    }
  while (span->n > 0 && is_tag (tokens, span->first + span->n - 1))
    span->n--;
  return span->n > 0;
}

static gboolean
entities_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const EntityModel *model = obelus_context_get_shared (context);
  Scratch *scratch = obelus_context_get_scratch (context);
  ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
  if (sentences == NULL)
    return FALSE;
  ObelusLayer *tokens = obelus_context_get_layer (context, document, "token", error);
  if (tokens == NULL)
    return FALSE;
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "entity", error);
  if (builder == NULL)
    return FALSE;

  guint label_column = obelus_layer_builder_add_column (builder, "label", OBELUS_COLUMN_STRING);
  guint score_column = obelus_layer_builder_add_column (builder, "score", OBELUS_COLUMN_REAL);
  LearnLanguages languages;
  if (!learn_languages_init (&languages, context, document, model->language, error))
    return FALSE;

  LearnTokens token_arrays;
  guint32 n_spans;
  learn_find_tokens (document, sentences, tokens, &token_arrays, scratch->sentences);
  const EntitySpan *spans
      = entity_tagger_tag (scratch->tagger, &token_arrays, (const LearnSentence *) (gpointer) scratch->sentences->data,
                           scratch->sentences->len, &n_spans);
  if (obelus_context_is_cancelled (context, error))
    return FALSE;
  if (spans == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                "no memory is left for a document of %u tokens; cut it into smaller documents",
                                token_arrays.n);

  double min_score = obelus_context_get_real (context, "min-score");
  for (guint32 i = 0; i < n_spans; i++)
    {
      double score = floor ((double) spans[i].score * 1000.0 + 0.5) / 1000.0;
      const char *label = model->types[spans[i].type];
      EntitySpan span = spans[i];
      if (score < min_score || has_address (&token_arrays, &span) || !take_tags_off (&token_arrays, &span))
        continue;
      guint32 start = token_arrays.starts[span.first];
      if (learn_languages_is_foreign_at (&languages, start)
          && (score < LEAST_FOREIGN_SCORE || learn_name_classify (label) == LEARN_NAME_OTHER))
        continue;
      guint32 row = obelus_layer_builder_append (builder, start, token_arrays.ends[span.first + span.n - 1]);
      obelus_layer_builder_set_string (builder, label_column, row, label, -1);
      obelus_layer_builder_set_real (builder, score_column, row, score);
    }

  return obelus_context_commit (context, document, builder, error);
}

static const ObelusOption entities_options[]
    = { OBELUS_OPTION_MODEL ("model", "entities.obm", "The model to tag with"),
        OBELUS_OPTION_REAL ("min-score", 0.0, 1.0, 0.0, "Leave out names that are less certain than this"),
        OBELUS_OPTION_FLAG ("handles", FALSE, "Whether @someone may be a name"), OBELUS_OPTION_END };

static const ObelusProcessorClass entities_processor = {
  .name = "entities",
  .summary = "Find names of people, organisations, places and other things",
  .needs = "sentence token language?",
  .gives = "entity",
  .options = entities_options,
  .load = entities_load,
  .begin = entities_begin,
  .process = entities_process,
  .end = entities_end,
  .unload = entities_unload,
};

static const ObelusProcessorClass *const processors[] = { &entities_processor, NULL };
static const ObelusTrainerClass *const trainers[] = { &entities_trainer, NULL };
static const ObelusEvaluatorClass *const evaluators[] = { &entities_evaluator, NULL };

OBELUS_PLUGIN (entities, .version = "1.0", .license = "MIT", .summary = "Named entities", .processors = processors,
               .trainers = trainers, .evaluators = evaluators)
