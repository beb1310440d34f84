/* The plugin: finds dates, times, money and what else rules say. */
#include "search.h"

#include "entity-merge.h"
#include "english-patterns.inc"

typedef struct
{
  PatternAutomaton *automaton;
  LearnEntityRules *merging;
} Shared;

typedef struct
{
  PatternSearch *search;
  GArray *matches; /* PatternMatch */
  GArray *found;   /* LearnEntity */
} Scratch;

static void
patterns_unload (gpointer data)
{
  Shared *shared = data;

  pattern_automaton_free (shared->automaton);
  learn_entity_rules_free (shared->merging);
  g_free (shared);
}

/* A label that no rule has is a slip of the pen. */
static gboolean
check_labels (ObelusContext *context, const PatternRules *rules, const char *const *labels, GError **error)
{
  for (; labels != NULL && *labels != NULL; labels++)
    {
      gboolean is_known = FALSE;
      for (guint i = 0; i < rules->rules->len && !is_known; i++)
        is_known = strcmp (g_array_index (rules->rules, PatternRule, i).label, *labels) == 0;
      if (!is_known)
        return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                                    "option 'labels' has '%s', and no rule has that label; correct it", *labels);
    }

  return TRUE;
}

static PatternRules *
read_rules (ObelusContext *context, GError **error)
{
  g_autoptr (PatternRules) rules = pattern_rules_new ();
  const char *path;
  GBytes *bytes = obelus_context_get_file (context, "rules", &path);

  /* The shipped ones come first, so that one's own may use their parts. */
  if ((bytes == NULL || obelus_context_get_flag (context, "shipped"))
      && !pattern_rules_add (rules, "english.patterns", english_patterns, sizeof english_patterns - 1, error))
    return NULL;
  if (bytes != NULL)
    {
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *shown = g_filename_display_name (name);
      if (!pattern_rules_add (rules, shown, data != NULL ? data : "", length, error))
        return NULL;
      if (rules->rules->len == 0)
        obelus_context_warn (context, "'%s' has no rule and nothing is found; write one such as SIZE = {small large};",
                             shown);
    }

  return check_labels (context, rules, obelus_context_get_list (context, "labels"), error) ? g_steal_pointer (&rules)
                                                                                           : NULL;
}

static gboolean
patterns_load (ObelusContext *context, gpointer *data, GError **error)
{
  Shared *shared = g_new0 (Shared, 1);
  PatternRules *rules;

  shared->merging = learn_entity_rules_new (context, error);
  rules = shared->merging != NULL ? read_rules (context, error) : NULL;
  if (rules != NULL)
    shared->automaton = pattern_automaton_new (rules, obelus_context_get_list (context, "labels"), error);
  if (shared->automaton == NULL)
    {
      patterns_unload (shared);
      return FALSE;
    }
  *data = shared;

  return TRUE;
}

static gboolean
patterns_begin (ObelusContext *context, gpointer *data, GError **error G_GNUC_UNUSED)
{
  const Shared *shared = obelus_context_get_shared (context);
  Scratch *scratch = g_new0 (Scratch, 1);

  scratch->search = pattern_search_new (shared->automaton);
  scratch->matches = g_array_new (FALSE, FALSE, sizeof (PatternMatch));
  scratch->found = g_array_new (FALSE, FALSE, sizeof (LearnEntity));
  *data = scratch;

  return TRUE;
}

static void
patterns_end (gpointer data)
{
  Scratch *scratch = data;

  pattern_search_free (scratch->search);
  g_array_unref (scratch->matches);
  g_array_unref (scratch->found);
  g_free (scratch);
}

static gboolean
patterns_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const Shared *shared = obelus_context_get_shared (context);
  Scratch *scratch = obelus_context_get_scratch (context);
  ObelusLayer *tokens = obelus_context_get_layer (context, document, "token", error);
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);

  if (tokens == NULL)
    return FALSE;
  g_array_set_size (scratch->matches, 0);
  g_array_set_size (scratch->found, 0);
  if (!pattern_search_run (scratch->search, text, length, obelus_layer_get_starts (tokens),
                           obelus_layer_get_ends (tokens), obelus_layer_get_n_rows (tokens), scratch->matches, error)
      || !obelus_memory_check (2 * (gsize) scratch->matches->len * sizeof (LearnEntity), error))
    return FALSE;
  for (guint i = 0; i < scratch->matches->len; i++)
    {
      PatternMatch match = g_array_index (scratch->matches, PatternMatch, i);
      LearnEntity entity = { .start = match.start,
                             .end = match.end,
                             .label = shared->automaton->outputs[match.rule].label,
                             .label_length = -1,
                             .score = NAN };
      g_array_append_val (scratch->found, entity);
    }

  return !obelus_context_is_cancelled (context, error)
         && learn_entity_commit (shared->merging, context, document, scratch->found, error);
}

static const ObelusOption patterns_options[]
    = { OBELUS_OPTION_FILE ("rules", NULL, "One's own rules, in place of those for English that are shipped"),
        OBELUS_OPTION_FLAG ("shipped", FALSE, "Use the shipped rules as well as those of 'rules'"),
        OBELUS_OPTION_LIST ("labels", "", "Find what has one of these labels; all if none is named"),
        LEARN_ENTITY_OPTIONS ("longer,this"), OBELUS_OPTION_END };

static const ObelusProcessorClass patterns_processor = {
  .name = "patterns",
  .summary = "Find dates, times, money, addresses and what one's own rules say",
  .needs = "token " LEARN_ENTITY_NEEDS,
  .gives = LEARN_ENTITY_GIVES,
  .options = patterns_options,
  /* Who needs names is not served by it. */
  .rank = -100,
  .load = patterns_load,
  .begin = patterns_begin,
  .process = patterns_process,
  .end = patterns_end,
  .unload = patterns_unload,
};

static const ObelusProcessorClass *const processors[] = { &patterns_processor, NULL };

OBELUS_PLUGIN (patterns, .version = "1.0", .license = "MIT", .summary = "Rules over characters and tokens",
               .processors = processors)
