/* Processors as a pipeline may have them, each small enough to foretell what it does. */
#include <obelus/obelus-plugin.h>

#include <string.h>

/* Words between spaces, and one sentence over all of the text. */
static gboolean
tokenize_process (ObelusContext *context, ObelusDocument *document, GError **error)
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
      for (end = start; end < length && text[end] != ' ';)
        end++;
      if (end > start)
        obelus_layer_builder_append (tokens, start, end);
    }

  return obelus_context_commit (context, document, sentences, error)
         && obelus_context_commit (context, document, tokens, error);
}

/* The language is what stands before the first colon: `de: …`. */
static gboolean
language_process (ObelusContext *context, ObelusDocument *document, GError **error)
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
      guint32 row = obelus_layer_builder_append (languages, 0, length);
      obelus_layer_builder_set_string (languages, code, row, text, colon - text);
    }

  return obelus_context_commit (context, document, languages, error);
}

/* The names that are there already, followed by what this stage finds; none is in another. */
typedef struct
{
  guint32 start;
  guint32 end;
  const char *label;
  gssize label_length;
  guint32 old_row; /* or OBELUS_NO_ROW */
} Name;

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  const Name *first = a;
  const Name *second = b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return first->end > second->end ? -1 : first->end < second->end; /* longer ones first */
}

static gboolean
is_taken (const GArray *names, guint32 start)
{
  for (guint i = 0; i < names->len; i++)
    if (g_array_index (names, Name, i).start <= start && start < g_array_index (names, Name, i).end)
      return TRUE;

  return FALSE;
}

static gboolean
commit_names (ObelusContext *context, ObelusDocument *document, GArray *names, gboolean revises, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = revises ? obelus_context_revise_layer (context, document, "entity", error)
                                                   : obelus_context_build_layer (context, document, "entity", error);
  if (builder == NULL)
    return FALSE;

  guint label = obelus_layer_builder_add_column (builder, "label", OBELUS_COLUMN_STRING);
  g_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = &g_array_index (names, Name, i);
      guint32 row = obelus_layer_builder_append (builder, name->start, name->end);
      obelus_layer_builder_set_string (builder, label, row, name->label, name->label_length);
      if (name->old_row != OBELUS_NO_ROW)
        obelus_layer_builder_replace_row (builder, name->old_row, row);
    }

  return obelus_context_commit (context, document, builder, error);
}

static GArray *
list_names (ObelusLayer *layer)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (Name));

  for (guint32 i = 0; layer != NULL && i < obelus_layer_get_n_rows (layer); i++)
    {
      gsize length;
      const char *label
          = obelus_layer_get_string (layer, (guint) obelus_layer_find_column (layer, "label"), i, &length);
      Name name = { obelus_layer_get_starts (layer)[i], obelus_layer_get_ends (layer)[i], label, (gssize) length, i };
      g_array_append_val (names, name);
    }

  return names;
}

/* Words that begin with one of the letters, besides the names that are there. */
static gboolean
names_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const char *text = obelus_document_get_text (document, NULL);
  const char *letters = obelus_context_get_text (context, "letters");
  ObelusLayer *tokens = obelus_context_get_layer (context, document, "token", error);
  if (tokens == NULL)
    return FALSE;

  ObelusLayer *before = obelus_context_get_layer (context, document, "entity", NULL);
  g_autoptr (GArray) names = list_names (before);
  for (guint32 i = 0; i < obelus_layer_get_n_rows (tokens); i++)
    {
      Name name = { obelus_layer_get_starts (tokens)[i], obelus_layer_get_ends (tokens)[i],
                    obelus_context_get_text (context, "label"), -1, OBELUS_NO_ROW };
      if (strchr (letters, text[name.start]) != NULL && !is_taken (names, name.start))
        g_array_append_val (names, name);
    }

  return commit_names (context, document, names, before != NULL, error);
}

/* Makes a name of `Dr` and the name behind it. */
static gboolean
titles_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const char *text = obelus_document_get_text (document, NULL);
  ObelusLayer *before = obelus_context_get_layer (context, document, "entity", error);
  if (before == NULL)
    return FALSE;

  g_autoptr (GArray) names = list_names (before);
  for (guint i = 0; i < names->len; i++)
    {
      Name *name = &g_array_index (names, Name, i);
      if (name->start >= 3 && strncmp (text + name->start - 3, "Dr ", 3) == 0)
        name->start -= 3;
    }

  return commit_names (context, document, names, TRUE, error);
}

/* A mention for each name, at its place. */
static gboolean
mentions_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  ObelusLayer *names = obelus_context_get_layer (context, document, "entity", error);
  g_autoptr (ObelusLayerBuilder) mentions = NULL;
  if (names == NULL || (mentions = obelus_context_build_layer (context, document, "mention", error)) == NULL)
    return FALSE;

  guint column = obelus_layer_builder_add_reference (mentions, "entity", "entity");
  for (guint32 i = 0; i < obelus_layer_get_n_rows (names); i++)
    {
      guint32 row = obelus_layer_builder_append (mentions, obelus_layer_get_starts (names)[i],
                                                 obelus_layer_get_ends (names)[i]);
      obelus_layer_builder_set_reference (mentions, column, row, i);
    }

  return obelus_context_commit (context, document, mentions, error);
}

/* Those of which only the declaration counts: pipelines with them are checked, planned and explained. */
static gboolean
unused_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  (void) document;
  return obelus_context_fail (context, error, OBELUS_ERROR_FAILED, OBELUS_NO_OFFSET, "this is never run");
}

static gboolean
pages_open (ObelusContext *context, ObelusSource *source, gpointer *reading, GError **error)
{
  (void) source;
  (void) reading;
  return obelus_context_fail (context, error, OBELUS_ERROR_FAILED, OBELUS_NO_OFFSET, "this is never read");
}

static ObelusDocument *
pages_read (ObelusContext *context, ObelusSource *source, gpointer reading, GError **error)
{
  (void) context;
  (void) source;
  (void) reading;
  (void) error;
  return NULL;
}

static gboolean
report_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  (void) context;
  (void) error;
  g_string_append_printf (output, "%s\n", obelus_document_get_id (document));
  return TRUE;
}

static const ObelusOption tokenize_options[] = {
  OBELUS_OPTION_INTEGER ("min-length", 1, 100, 1, "Shortest word"),
  OBELUS_OPTION_CHOICE ("hyphens", "split|keep|drop", "keep", "What to do about hyphens"),
  OBELUS_OPTION_END,
};

static const ObelusOption names_options[] = {
  OBELUS_OPTION_TEXT ("letters", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "Initials of names"),
  OBELUS_OPTION_TEXT ("label", "MISC", "What the names are"),
  OBELUS_OPTION_REAL ("min-score", 0, 1, 0.5, "Least score"),
  OBELUS_OPTION_FLAG ("handles", 0, "Whether @handles are names"),
  OBELUS_OPTION_LIST ("known", NULL, "Names that are known"),
  OBELUS_OPTION_FILE ("list", NULL, "A file of names"),
  OBELUS_OPTION_END,
};

static const ObelusOption summarize_options[] = {
  OBELUS_OPTION_TEXT ("query", NULL, "What is asked"),
  OBELUS_OPTION_INTEGER ("sentences", 1, 9007199254740992.0, 3, "How many sentences"),
  OBELUS_OPTION_END,
};

#define PROCESSOR(variable, component, text, ...) \
  static const ObelusProcessorClass variable = { .name = component, .summary = text, __VA_ARGS__ }

PROCESSOR (tokenize, "tokenize", "Words between spaces", .gives = "sentence token", .options = tokenize_options,
           .process = tokenize_process);
PROCESSOR (split, "split", "Words as they were", .gives = "sentence token", .rank = -5, .process = tokenize_process);
PROCESSOR (language, "language", "What a text says it is in", .gives = "language language.code",
           .process = language_process);
PROCESSOR (names, "names", "Words with certain initials", .needs = "sentence token entity? entity.label?",
           .gives = "entity entity.label", .options = names_options, .process = names_process);
PROCESSOR (titles, "titles", "Names with their titles", .needs = "entity entity.label", .gives = "entity entity.label",
           .process = titles_process);
PROCESSOR (mentions, "mentions", "Mentions of names", .needs = "entity", .gives = "mention mention.entity",
           .process = mentions_process);
PROCESSOR (summarize, "summarize", "Nothing of importance", .needs = "sentence token entity?", .gives = "summary",
           .options = summarize_options, .process = unused_process);
PROCESSOR (tag, "tag", "No parts of speech", .needs = "token", .gives = "token.upos", .process = unused_process);
PROCESSOR (mood, "mood", "Makes sentences of its own", .needs = "token.upos", .gives = "sentence sentiment",
           .process = unused_process);
PROCESSOR (egg, "egg", "Needs a hen", .needs = "shop.hen", .gives = "shop.egg", .process = unused_process);
PROCESSOR (hen, "hen", "Needs an egg", .needs = "shop.egg", .gives = "shop.hen", .process = unused_process);
PROCESSOR (lone, "lone", "Needs what nobody has", .needs = "shop.nothing", .process = unused_process);

static const ObelusProcessorClass *const processors[]
    = { &tokenize, &split, &language, &names, &titles, &mentions, &summarize, &tag, &mood, &egg, &hen, &lone, NULL };

static const ObelusReaderClass pages
    = { .name = "pages", .summary = "Nothing", .open = pages_open, .read = pages_read };
static const ObelusReaderClass *const readers[] = { &pages, NULL };

static const ObelusWriterClass report = { .name = "report", .summary = "Ids alone", .format = report_format };
static const ObelusWriterClass *const writers[] = { &report, NULL };

OBELUS_PLUGIN (workshop, .version = "1.0", .license = "MIT", .processors = processors, .readers = readers,
               .writers = writers)
