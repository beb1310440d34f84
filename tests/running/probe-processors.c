/* Processors for the tests of planning and running: simple to predict, each good for one question. */
#include "probe.h"

#include <string.h>

/* Words between spaces, and one sentence over all of the text. */

static gboolean
words_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  g_autoptr (ObelusLayerBuilder) sentences = obelus_context_build_layer (context, document, "sentence", error);
  g_autoptr (ObelusLayerBuilder) tokens = obelus_context_build_layer (context, document, "token", error);
  if (sentences == NULL || tokens == NULL)
    return FALSE;

  obelus_layer_builder_append (sentences, 0, length);
  for (guint32 start = 0, end; start < length; start = end + 1)
    {
      for (end = start; end < length && text[end] != ' ' && text[end] != '\n';)
        end++;
      if (end > start)
        obelus_layer_builder_append (tokens, start, end);
    }

  return obelus_context_commit (context, document, sentences, error)
         && obelus_context_commit (context, document, tokens, error);
}

/* Makes every layer that `gives` names as a whole, without rows. */
static gboolean
make_empty (ObelusContext *context, ObelusDocument *document, const char *layer, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, layer, error);

  return builder != NULL && obelus_context_commit (context, document, builder, error);
}

/* Names: words that begin with a capital. */
static gboolean
names_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const char *text = obelus_document_get_text (document, NULL);
  ObelusLayer *tokens = obelus_context_get_layer (context, document, "token", error);
  g_autoptr (ObelusLayerBuilder) entities = NULL;
  if (tokens == NULL)
    return FALSE;
  entities = obelus_context_build_layer (context, document, "entity", error);
  if (entities == NULL)
    return FALSE;

  guint label = obelus_layer_builder_add_column (entities, "label", OBELUS_COLUMN_STRING);
  for (guint32 i = 0; i < obelus_layer_get_n_rows (tokens); i++)
    {
      guint32 start = obelus_layer_get_starts (tokens)[i];
      if (g_ascii_isupper (text[start]))
        {
          guint32 row = obelus_layer_builder_append (entities, start, obelus_layer_get_ends (tokens)[i]);
          obelus_layer_builder_set_string (entities, label, row, "MISC", -1);
        }
    }

  return obelus_context_commit (context, document, entities, error);
}

/* Names with little between them are one: what another stage found is made better. */
static gboolean
join_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  guint32 gap = (guint32) obelus_context_get_integer (context, "gap");
  ObelusLayer *names = obelus_context_get_layer (context, document, "entity", error);
  if (names == NULL)
    return FALSE;
  g_autoptr (ObelusLayerBuilder) joined = obelus_context_revise_layer (context, document, "entity", error);
  if (joined == NULL)
    return FALSE;

  const guint32 *starts = obelus_layer_get_starts (names), *ends = obelus_layer_get_ends (names);
  guint label = obelus_layer_builder_add_column (joined, "label", OBELUS_COLUMN_STRING);
  for (guint32 first = 0, next, n = obelus_layer_get_n_rows (names); first < n; first = next)
    {
      next = first + 1;
      while (next < n && starts[next] - ends[next - 1] <= gap)
        next++;
      guint32 row = obelus_layer_builder_append (joined, starts[first], ends[next - 1]);
      obelus_layer_builder_set_string (joined, label, row, "MISC", -1);
      for (guint32 old = first; old < next; old++)
        obelus_layer_builder_replace_row (joined, old, row);
    }

  return obelus_context_commit (context, document, joined, error);
}

static gboolean
shorten_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return make_empty (context, document, "summary", error);
}

static gboolean
tag_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusLayerBuilder) tags = obelus_context_extend_layer (context, document, "token", error);
  if (tags == NULL)
    return FALSE;

  obelus_layer_builder_add_column (tags, "upos", OBELUS_COLUMN_STRING);

  return obelus_context_commit (context, document, tags, error);
}

/* The language is what stands before the first colon: `de: …`. */
static gboolean
guess_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  const char *colon = memchr (text, ':', length);
  g_autoptr (ObelusLayerBuilder) languages = obelus_context_build_layer (context, document, "language", error);
  if (languages == NULL)
    return FALSE;

  if (colon != NULL)
    {
      guint code = obelus_layer_builder_add_column (languages, "code", OBELUS_COLUMN_STRING);
      obelus_layer_builder_set_string (languages, code, obelus_layer_builder_append (languages, 0, length), text,
                                       colon - text);
    }

  return obelus_context_commit (context, document, languages, error);
}

/* Fails where a document says FAIL, without a reason where it says SULK, and takes its time where it says WAIT. */
static gboolean
check_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const char *text = obelus_document_get_text (document, NULL);
  const char *fail = strstr (text, "FAIL");

  if (fail != NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_TEXT, (guint32) (fail - text),
                                "the document says so; write something else");
  if (strstr (text, "SULK") != NULL)
    return FALSE;
  if (strstr (text, "WARN") != NULL)
    obelus_context_warn (context, "a warning");
  if (strstr (text, "WAIT") != NULL)
    while (!obelus_context_is_cancelled (context, NULL))
      g_usleep (1000);

  return !obelus_context_is_cancelled (context, error);
}

static gboolean
egg_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return make_empty (context, document, "probe.egg", error);
}

static gboolean
hen_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return make_empty (context, document, "probe.hen", error);
}

static gboolean
mood_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return make_empty (context, document, "sentiment", error);
}

static gboolean
lone_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  (void) context;
  (void) document;
  (void) error;
  return TRUE;
}

static gboolean
unready_load (ObelusContext *context, gpointer *shared, GError **error)
{
  (void) shared;
  return obelus_context_fail (context, error, OBELUS_ERROR_NOT_FOUND, OBELUS_NO_OFFSET, "it is never ready");
}

static const ObelusOption words_options[]
    = { OBELUS_OPTION_INTEGER ("min-length", 1, 100, 1, "Shortest word"),
        OBELUS_OPTION_CHOICE ("mode", "plain|fancy", "plain", "How to look"), OBELUS_OPTION_END };
static const ObelusProcessorClass words = {
  .name = "words",
  .summary = "Words between spaces",
  .gives = "sentence token",
  .options = words_options,
  .process = words_process,
};
static const ObelusProcessorClass old_words = {
  .name = "old-words",
  .summary = "Words as they were",
  .gives = "sentence token",
  .rank = -5,
  .process = words_process,
};

static const ObelusOption names_options[] = { OBELUS_OPTION_REAL ("min-score", 0, 1, 0.5, "Least score"),
                                              OBELUS_OPTION_FILE ("list", NULL, "Known names"), OBELUS_OPTION_END };
static const ObelusProcessorClass names = {
  .name = "names",
  .summary = "Capitalised words",
  .needs = "sentence token",
  .gives = "entity entity.label",
  .options = names_options,
  .process = names_process,
};

static const ObelusOption join_options[]
    = { OBELUS_OPTION_INTEGER ("gap", 1, 100, 1, "Bytes between names"), OBELUS_OPTION_END };
static const ObelusProcessorClass join = {
  .name = "join",
  .summary = "Names out of names",
  .needs = "entity",
  .gives = "entity entity.label",
  .options = join_options,
  .process = join_process,
};

static const ObelusOption shorten_options[]
    = { OBELUS_OPTION_TEXT ("query", NULL, "What is asked"), OBELUS_OPTION_END };
static const ObelusProcessorClass shorten = {
  .name = "shorten",
  .summary = "A summary of nothing",
  .needs = "sentence token entity?",
  .gives = "summary",
  .options = shorten_options,
  .process = shorten_process,
};
static const ObelusProcessorClass tag = {
  .name = "tag",
  .summary = "No parts of speech",
  .needs = "token",
  .gives = "token.upos",
  .process = tag_process,
};
static const ObelusProcessorClass guess = {
  .name = "guess",
  .summary = "The language a text says it is in",
  .gives = "language language.code",
  .process = guess_process,
};
static const ObelusProcessorClass check = {
  .name = "check",
  .summary = "Fail on demand",
  .process = check_process,
};
static const ObelusProcessorClass egg = {
  .name = "egg",
  .summary = "Needs a hen",
  .needs = "probe.hen",
  .gives = "probe.egg",
  .process = egg_process,
};
static const ObelusProcessorClass hen = {
  .name = "hen",
  .summary = "Needs an egg",
  .needs = "probe.egg",
  .gives = "probe.hen",
  .process = hen_process,
};
static const ObelusProcessorClass mood = {
  .name = "mood",
  .summary = "Makes sentences of its own",
  .needs = "token.upos",
  .gives = "sentence sentiment",
  .process = mood_process,
};
static const ObelusProcessorClass lone = {
  .name = "lone",
  .summary = "Needs what nobody has",
  .needs = "probe.nothing",
  .process = lone_process,
};
static const ObelusProcessorClass unready = {
  .name = "unready",
  .summary = "Fails to load",
  .load = unready_load,
  .process = lone_process,
};

static const ObelusProcessorClass *const processors[]
    = { &words, &old_words, &names, &join, &shorten, &tag, &guess, &check, &egg, &hen, &mood, &lone, &unready, NULL };

OBELUS_PLUGIN (probe, .version = "1.0", .license = "MIT", .processors = processors, .readers = probe_readers,
               .writers = probe_writers, .trainers = probe_trainers, .evaluators = probe_evaluators)
