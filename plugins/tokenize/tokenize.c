/* The processor: paragraphs, sentences, tokens and multi-word surface words of a text. */
#include <obelus/obelus-plugin.h>

#include "boundaries.h"
#include "dictionary.h"
#include "layers.h"
#include "list-marks.h"
#include "model.h"
#include "paragraph-profiles.h"
#include "paragraphs.h"
#include "profile-tokens.h"
#include "sentences.h"
#include "trainer.h"
#include "unicode-rules.h"

#include <string.h>

/* Scratch that a large text made grow beyond this is given back before the next one. */
#define LARGEST_KEPT_CAPACITY (1u << 22)

/* In the order of the options' choices. */
enum
{
  RULES_LANGUAGE,
  RULES_UNICODE,
};

enum
{
  SENTENCES_LEARNED,
  SENTENCES_RULES,
};

typedef struct
{
  Rules *rules;
  Boundaries boundaries; /* without weights if there is no model */
  Languages *languages;
  const char *language; /* NULL: each text says it */
  gint has_warned;      /* atomic: that there are no dictionaries */
} Shared;

typedef struct
{
  Spans paragraphs;
  Spans blocks; /* the paragraphs' tokens */
  Spans sentences;
  Spans rule_sentences;
  Spans tokens;
  Spans multiwords;
  Spans divided; /* tokens, by dictionaries */
  Dictionary *dictionary;
  gboolean has_no_dictionary;
  ParagraphProfiles profiles;
} Scratch;

static void
tokenize_unload (gpointer data)
{
  Shared *shared = data;

  languages_free (shared->languages);
  rules_free (shared->rules);
  g_free (shared);
}

static gboolean
read_language (ObelusContext *context, Shared *shared, GError **error)
{
  const char *code = obelus_context_get_text (context, "language"), *path = NULL;
  GBytes *file = obelus_context_get_file (context, "profile", &path);

  if (!language_is_code (code))
    return obelus_context_fail (
        context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
        "option 'language' is '%s', which is no code of a language; write one such as de, or auto", code);
  shared->language = g_ascii_strcasecmp (code, "auto") != 0 ? code : NULL;
  if (file == NULL)
    return TRUE;

  gsize length;
  const char *text = g_bytes_get_data (file, &length);
  g_autofree char *problem = NULL;
  Profile *profile = profile_parse (text, length, &shared->rules->characters, &problem);
  if (profile == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET, "%s: %s", path, problem);
  languages_replace (shared->languages, profile);

  return TRUE;
}

static gboolean
tokenize_load (ObelusContext *context, gpointer *result, GError **error)
{
  ObelusModel *model = obelus_context_get_model (context, "model");
  Shared *shared = g_new0 (Shared, 1);

  shared->rules = rules_new ();
  shared->languages = languages_new (&shared->rules->characters);
  if (!read_language (context, shared, error))
    {
      tokenize_unload (shared);
      return FALSE;
    }
  if (model != NULL && obelus_context_get_choice (context, "sentences") == SENTENCES_LEARNED
      && !tokenize_model_read (model, shared->rules, &shared->boundaries, error))
    {
      tokenize_unload (shared);
      return FALSE;
    }
  *result = shared;

  return TRUE;
}

static gboolean
tokenize_begin (ObelusContext *context, gpointer *scratch, GError **error G_GNUC_UNUSED)
{
  Scratch *fresh = g_new0 (Scratch, 1);
  const char *problem;

  fresh->paragraphs.has_kinds = TRUE;
  fresh->blocks.has_kinds = TRUE;
  fresh->tokens.has_kinds = TRUE;
  fresh->divided.has_kinds = TRUE;
  /* Later no library could be loaded. Whoever misses it is told then. */
  if (obelus_context_is_isolated (context))
    fresh->dictionary = dictionary_new (&problem);
  *scratch = fresh;

  return TRUE;
}

static void
tokenize_end (gpointer data)
{
  Scratch *scratch = data;

  spans_clear (&scratch->paragraphs);
  spans_clear (&scratch->blocks);
  spans_clear (&scratch->sentences);
  spans_clear (&scratch->rule_sentences);
  spans_clear (&scratch->tokens);
  spans_clear (&scratch->multiwords);
  spans_clear (&scratch->divided);
  dictionary_free (scratch->dictionary);
  paragraph_profiles_reset (&scratch->profiles);
  g_free (scratch);
}

static void
reset_spans (Spans *spans)
{
  if (spans->capacity > LARGEST_KEPT_CAPACITY)
    spans_clear (spans);
  spans->n = 0;
}

/* Sentences of all paragraphs, once there are tokens. Sets an error only if cancelled. */
static gboolean
divide_sentences (ObelusContext *context, const Shared *shared, Scratch *scratch, const char *text, GError **error)
{
  const Spans *tokens = &scratch->tokens, *blocks = &scratch->blocks;
  gboolean is_learned = shared->boundaries.weights.slots != NULL;
  Spans *by_rules = is_learned ? &scratch->rule_sentences : &scratch->sentences;
  Style style = { STYLE_CAPITALS, STYLE_MARKED };
  Effort effort;

  effort_init (&effort);

  if (is_learned)
    style = style_judge (shared->rules, text, tokens, blocks);
  for (guint32 i = 0; i < blocks->n; i++)
    {
      guint32 first = blocks->starts[i], end = blocks->ends[i], first_by_rules = by_rules->n;

      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      const Profile *profile = paragraph_profiles_get (&scratch->profiles, i);
      guint32 first_sentence = scratch->sentences.n;
      if (profile != NULL)
        {
          if (!sentences_divide (profile->rules, text, tokens, first, end, &scratch->sentences)
              || !list_marks_apply (text, tokens, first, end, &scratch->sentences, first_sentence))
            return FALSE;
          continue;
        }
      if (!sentences_divide (shared->rules, text, tokens, first, end, by_rules))
        return FALSE;
      if (is_learned
          && !boundaries_divide (shared->rules, &shared->boundaries, text, tokens, first, end, style, by_rules,
                                 first_by_rules, &effort, &scratch->sentences))
        return FALSE;
      if (!list_marks_apply (text, tokens, first, end, &scratch->sentences, first_sentence))
        return FALSE;
    }

  return TRUE;
}

/* Finds the profile of each paragraph. */
static gboolean
find_profiles (ObelusContext *context, ObelusDocument *document, const Shared *shared, Scratch *scratch)
{
  if (shared->language != NULL)
    {
      paragraph_profiles_set (&scratch->profiles, languages_find (shared->languages, shared->language));
      return TRUE;
    }

  ObelusLayer *layer = obelus_context_get_layer (context, document, "language", NULL);
  if (layer != NULL)
    return paragraph_profiles_find (&scratch->profiles, shared->languages, layer, &scratch->paragraphs);

  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  paragraph_profiles_set (&scratch->profiles, languages_guess (shared->languages, text, length));

  return TRUE;
}

/* Finds the tokens of each paragraph anew. */
static void
find_blocks (Scratch *scratch)
{
  const Spans *tokens = &scratch->tokens;
  guint32 token = 0;

  for (guint32 i = 0; i < scratch->blocks.n; i++)
    {
      scratch->blocks.starts[i] = token;
      while (token < tokens->n && tokens->starts[token] < scratch->paragraphs.ends[i])
        token++;
      scratch->blocks.ends[i] = token;
    }
}

/* Finds words where there is no space between them. Without dictionaries, each Han or Kana character is a token, and so
 * is a stretch of Thai. */
static gboolean
divide_unspaced (ObelusContext *context, Shared *shared, Scratch *scratch, const char *text)
{
  const char *problem = NULL;

  if (!dictionary_has_work (&scratch->tokens) || scratch->has_no_dictionary)
    return TRUE;
  if (scratch->dictionary == NULL && (scratch->dictionary = dictionary_new (&problem)) == NULL)
    {
      scratch->has_no_dictionary = TRUE;
      if (g_atomic_int_compare_and_exchange (&shared->has_warned, FALSE, TRUE))
        obelus_context_warn (context, "Chinese, Japanese, Thai and their like are not divided into words: %s", problem);
      return TRUE;
    }

  reset_spans (&scratch->divided);
  if (!dictionary_divide (scratch->dictionary, text, &scratch->tokens, &scratch->divided))
    return FALSE;

  Spans tokens = scratch->tokens;
  scratch->tokens = scratch->divided;
  scratch->divided = tokens;
  find_blocks (scratch);

  return TRUE;
}

/* Tokens and sentences of all paragraphs, each by the rules for its language. Returns FALSE if memory could not be had
 * or the work was cancelled. */
static gboolean
divide_paragraphs (ObelusContext *context, Shared *shared, Scratch *scratch, const char *text, GError **error)
{
  const Spans *paragraphs = &scratch->paragraphs;
  Effort effort;

  effort_init (&effort);
  for (guint32 i = 0; i < paragraphs->n; i++)
    {
      const Profile *profile = paragraph_profiles_get (&scratch->profiles, i);
      guint32 first = scratch->tokens.n;

      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      if (profile != NULL ? !profile_divide_tokens (profile, text, paragraphs->starts[i], paragraphs->ends[i],
                                                    &scratch->tokens, &scratch->multiwords, context)
                          : !tokens_divide (shared->rules, text, paragraphs->starts[i], paragraphs->ends[i],
                                            &scratch->tokens, &scratch->multiwords, &effort, context))
        return FALSE;
      if (!spans_append (&scratch->blocks, first, scratch->tokens.n, paragraphs->kinds[i]))
        return FALSE;
    }

  return divide_unspaced (context, shared, scratch, text) && divide_sentences (context, shared, scratch, text, error);
}

static gboolean
tokenize_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  Shared *shared = obelus_context_get_shared (context);
  Scratch *scratch = obelus_context_get_scratch (context);
  ParagraphBreaks breaks = (ParagraphBreaks) obelus_context_get_choice (context, "paragraphs");
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  GError *cancelled = NULL;

  reset_spans (&scratch->paragraphs);
  reset_spans (&scratch->blocks);
  reset_spans (&scratch->sentences);
  reset_spans (&scratch->rule_sentences);
  reset_spans (&scratch->tokens);
  reset_spans (&scratch->multiwords);
  paragraph_profiles_reset (&scratch->profiles);

  gboolean has_room = paragraphs_divide (shared->rules, text, length, breaks, &scratch->paragraphs);
  if (obelus_context_get_choice (context, "rules") == RULES_UNICODE)
    has_room = has_room && unicode_divide (context, text, length, &scratch->tokens, &scratch->sentences);
  else
    has_room = has_room && find_profiles (context, document, shared, scratch)
               && divide_paragraphs (context, shared, scratch, text, &cancelled);
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

  return layers_commit_paragraphs (context, document, &scratch->paragraphs, error)
         && layers_commit_spans (context, document, "sentence", &scratch->sentences, error)
         && layers_commit_tokens (context, document, &scratch->tokens, &scratch->paragraphs, &scratch->profiles, error)
         && (scratch->multiwords.n == 0
             || layers_commit_spans (context, document, "multiword", &scratch->multiwords, error));
}

static const ObelusOption tokenize_options[]
    = { OBELUS_OPTION_CHOICE ("rules", "language|unicode", "language",
                              "Whose rules: those for the text's language, or Unicode's own (UAX 29) exactly"),
        OBELUS_OPTION_TEXT ("language", "auto",
                            "Code of the language that texts are in (de), or auto: what the layer language says, else "
                            "what the first words look like"),
        OBELUS_OPTION_FILE ("profile", NULL, "What to know of one language's words, in place of what is known here"),
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
  .needs = "language?",
  .gives = "paragraph paragraph.kind sentence token token.form? token.norm? multiword?",
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
  OBELUS_OPTION_INTEGER ("runs", 1, 100, 10, "How many times to learn from the beginning, for the mean of the results"),
  OBELUS_OPTION_REAL ("rate", 0.0001, 10, 0.2, "How fast to learn"),
  OBELUS_OPTION_REAL ("dropout", 0, 0.95, 0.3, "Share of the features that are left out at random"),
  OBELUS_OPTION_REAL ("gate-errors", 0, 0.1, 0.001,
                      "Share of the ends and of the other places that the first look may get wrong"),
  OBELUS_OPTION_INTEGER ("seed", 0, 1000000000, 1, "What the random numbers start from"),
  OBELUS_OPTION_END
};

static const ObelusTrainerClass trainer = {
  .name = "tokenize",
  .summary = "Learn where tokens and sentences end",
  .needs = "sentence token token.upos? token.feats?",
  .options = trainer_options,
  .train = trainer_train,
};

static const ObelusProcessorClass *const processors[] = { &tokenize, NULL };
static const ObelusTrainerClass *const trainers[] = { &trainer, NULL };

OBELUS_PLUGIN (tokenize, .version = "1.0", .license = "MIT",
               .summary = "Paragraphs, sentences and tokens by what is known of a text's language",
               .processors = processors, .trainers = trainers)
