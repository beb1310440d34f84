/* The plugin: finds the names of lists that people keep. */
#include "gazetteer.h"

#include "entity-merge.h"

typedef struct
{
  GazetteerNames *names; /* NULL: there is no list */
  LearnEntityRules *rules;
  double min_score;
} Shared;

typedef struct
{
  GazetteerSearch *search;
  GArray *found; /* LearnEntity */
} Scratch;

/* Compiles the list that the option `file` names. */
static ObelusModel *
compile_file (ObelusContext *context, GBytes *bytes, const char *path, GError **error)
{
  GazetteerCase letter_case = (GazetteerCase) obelus_context_get_choice (context, "case");
  GazetteerForm form = (GazetteerForm) obelus_context_get_choice (context, "form");
  g_autoptr (GazetteerList) list = gazetteer_list_new ();
  g_autoptr (PieceReader) reader = piece_reader_new (letter_case, form);
  g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new (GAZETTEER_KIND);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (!gazetteer_list_add (list, reader, shown, data, length, obelus_context_get_text (context, "label"), error)
      || !learn_bad_lines_settle (&list->bad_lines, context, error)
      || !gazetteer_names_compile (list, letter_case, form, builder, error))
    return NULL;
  g_clear_pointer (&list, gazetteer_list_free);
  g_autoptr (GBytes) model = obelus_model_builder_finish (builder);

  return obelus_model_new_from_bytes (shown, model, error);
}

static void
gazetteer_unload (gpointer data)
{
  Shared *shared = data;

  gazetteer_names_free (shared->names);
  learn_entity_rules_free (shared->rules);
  g_free (shared);
}

static gboolean
load_names (ObelusContext *context, Shared *shared, GError **error)
{
  const char *path;
  GBytes *bytes = obelus_context_get_file (context, "file", &path);
  ObelusModel *model = obelus_context_get_model (context, "model");

  if (bytes != NULL && model != NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                                "options 'file' and 'model' both name a list; leave one out, or use two stages");
  if (bytes == NULL && model == NULL)
    {
      obelus_context_warn (context, "it has no list and finds nothing; name one with file=NAMES.tsv, or a compiled one "
                                    "with model=NAMES.obm");
      return TRUE;
    }

  g_autoptr (ObelusModel) compiled = bytes != NULL ? compile_file (context, bytes, path, error) : g_object_ref (model);
  shared->names = compiled != NULL ? gazetteer_names_new (compiled, error) : NULL;

  return shared->names != NULL;
}

static gboolean
gazetteer_load (ObelusContext *context, gpointer *data, GError **error)
{
  Shared *shared = g_new0 (Shared, 1);

  shared->min_score = obelus_context_get_real (context, "min-score");
  shared->rules = learn_entity_rules_new (context, error);
  if (shared->rules == NULL || !load_names (context, shared, error))
    {
      gazetteer_unload (shared);
      return FALSE;
    }
  *data = shared;

  return TRUE;
}

static gboolean
gazetteer_begin (ObelusContext *context, gpointer *data, GError **error G_GNUC_UNUSED)
{
  const Shared *shared = obelus_context_get_shared (context);
  Scratch *scratch = g_new0 (Scratch, 1);

  scratch->search = shared->names != NULL ? gazetteer_search_new (shared->names) : NULL;
  scratch->found = g_array_new (FALSE, FALSE, sizeof (LearnEntity));
  *data = scratch;

  return TRUE;
}

static void
gazetteer_end (gpointer data)
{
  Scratch *scratch = data;

  gazetteer_search_free (scratch->search);
  g_array_unref (scratch->found);
  g_free (scratch);
}

static gboolean
find_names (ObelusContext *context, ObelusDocument *document, ObelusLayer *tokens, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  Scratch *scratch = obelus_context_get_scratch (context);
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  GazetteerMatch match;
  GError *reason = NULL;

  gazetteer_search_begin (scratch->search, text, length, obelus_layer_get_starts (tokens),
                          obelus_layer_get_ends (tokens), obelus_layer_get_n_rows (tokens));
  while (gazetteer_search_next (scratch->search, &match, &reason))
    {
      const GazetteerName *name = match.name;
      /* Three digits, as other taggers give. */
      double score = floor ((double) name->score * 1000 + 0.5) / 1000;
      if (score < shared->min_score)
        continue;
      LearnEntity entity = { .start = match.start,
                             .end = match.end,
                             .label = shared->names->labels[name->label],
                             .label_length = -1,
                             .score = score,
                             .id = name->id_length > 0 ? shared->names->ids + name->id : NULL,
                             .id_length = name->id_length };
      g_array_append_val (scratch->found, entity);
    }
  if (reason != NULL)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }

  return !obelus_context_is_cancelled (context, error);
}

static gboolean
gazetteer_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  Scratch *scratch = obelus_context_get_scratch (context);
  ObelusLayer *tokens = obelus_context_get_layer (context, document, "token", error);

  if (tokens == NULL)
    return FALSE;
  g_array_set_size (scratch->found, 0);
  if (scratch->search != NULL && !find_names (context, document, tokens, error))
    return FALSE;

  return learn_entity_commit (shared->rules, context, document, scratch->found, error);
}

static const ObelusOption gazetteer_options[]
    = { OBELUS_OPTION_FILE ("file", NULL, "The list: name, label, id and weight, with tabs between; one name a line"),
        OBELUS_OPTION_MODEL ("model", NULL, "A list that 'obelus train gazetteer' compiled, in place of 'file'"),
        GAZETTEER_LIST_OPTIONS,
        OBELUS_OPTION_REAL ("min-score", 0.0, 1.0, 0.0,
                            "Leave out names of which less than this share is what they most likely stand for"),
        LEARN_ENTITY_OPTIONS ("longer,this"),
        OBELUS_OPTION_END };

static const ObelusProcessorClass gazetteer_processor = {
  .name = "gazetteer",
  .summary = "Find the names of one's own lists",
  .needs = "token " LEARN_ENTITY_NEEDS,
  .gives = LEARN_ENTITY_GIVES,
  .options = gazetteer_options,
  /* It is for who names it: without a list it finds nothing. */
  .rank = -100,
  .load = gazetteer_load,
  .begin = gazetteer_begin,
  .process = gazetteer_process,
  .end = gazetteer_end,
  .unload = gazetteer_unload,
};

static const ObelusProcessorClass *const processors[] = { &gazetteer_processor, NULL };
static const ObelusTrainerClass *const trainers[] = { &gazetteer_trainer, NULL };

OBELUS_PLUGIN (gazetteer, .version = "1.0", .license = "MIT", .summary = "Names of one's own lists",
               .processors = processors, .trainers = trainers)
