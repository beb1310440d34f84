/* The trainer: reads labelled documents and hands them to a lesson. */
#include "entities.h"

#include "document-tokens.h"
#include "label-map.h"
#include "labels.h"
#include "lesson.h"
#include "source-weights.h"

#include <string.h>

/* Types that a message lists. */
#define MOST_TYPES_TOLD 10

/* The type of what may be a name of any type or none. */
#define UNKNOWN_TYPE "?"

/* Sources that a message lists. */
#define MOST_SOURCES_TOLD 10

/* What is kept while documents are read. */
typedef struct
{
  ObelusContext *context;
  const char *const *types;
  const char *const *apart; /* words that names are learned without */
  EntityLabelMap *map;
  EntityLesson *lesson;
  GHashTable *sources; /* name → number + 1 */
  GArray *sentences;   /* LearnSentence, of the document at hand */
  GByteArray *labels;
  GHashTable *unlearned; /* types that are not learned → how many names have them */
  guint64 n_tokens;
  guint64 n_learned;
  guint64 n_unfit; /* names that are not whole tokens, or overlap others */
} Intake;

static void
intake_clear (Intake *intake)
{
  entity_label_map_free (intake->map);
  entity_lesson_free (intake->lesson);
  g_hash_table_unref (intake->sources);
  g_array_unref (intake->sentences);
  g_byte_array_unref (intake->labels);
  g_hash_table_unref (intake->unlearned);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Intake, intake_clear)

/* Whether the source's name contains one of the option's parts. */
static gboolean
is_named (ObelusContext *context, const char *option, const char *source)
{
  const char *const *parts = obelus_context_get_list (context, option);

  for (; *parts != NULL; parts++)
    if (strstr (source, *parts) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
find_source (Intake *intake, const char *name, guint *source, GError **error)
{
  gpointer known = g_hash_table_lookup (intake->sources, name);
  if (known == NULL)
    {
      double weight;
      if (!learn_find_source_weight (intake->context, name, &weight, error))
        return FALSE;
      guint number = entity_lesson_add_source (intake->lesson, weight, is_named (intake->context, "calibrate", name));
      if (is_named (intake->context, "foreign", name))
        entity_lesson_quote_source (intake->lesson, number);
      known = GUINT_TO_POINTER (number + 1);
      g_hash_table_insert (intake->sources, g_strdup (name), known);
    }
  *source = GPOINTER_TO_UINT (known) - 1;

  return TRUE;
}

/* The number of the type that a label stands for, or −1 if it is none of those that are learned. */
static gint
find_type (Intake *intake, const char *label)
{
  const char *type = entity_label_map_find (intake->map, label);

  if (type == NULL)
    return -1;
  if (g_str_equal (type, UNKNOWN_TYPE))
    return ENTITY_MAX_TYPES;
  for (gint i = 0; intake->types[i] != NULL; i++)
    if (g_str_equal (intake->types[i], type))
      return i;

  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (intake->unlearned, type));
  g_hash_table_insert (intake->unlearned, g_strdup (type), GUINT_TO_POINTER (n + 1));
  return -1;
}

/* Whether a token is one of the words that `apart` lists, as `Mrs` before a name. */
static gboolean
is_apart (Intake *intake, const LearnTokens *tokens, guint32 token)
{
  const guint32 length = tokens->ends[token] - tokens->starts[token];

  for (guint i = 0; intake->apart[i] != NULL; i++)
    if (strlen (intake->apart[i]) == length
        && memcmp (tokens->text + tokens->starts[token], intake->apart[i], length) == 0)
      return TRUE;
  return FALSE;
}

/* Writes the labels of the tokens that a name covers, without words in front that are to stand apart: sources differ in
 * whether they are part of it. Of names that overlap the first counts. Returns FALSE if the tokens are not all of the
 * name. */
static gboolean
label_name (Intake *intake, const LearnTokens *tokens, guint32 start, guint32 end, guint type, guint32 *next)
{
  while (*next < tokens->n && tokens->starts[*next] < start)
    ++*next;
  guint32 first = *next, n = 0;
  while (first + n < tokens->n && tokens->ends[first + n] <= end)
    n++;
  *next += n;
  const gboolean fits = n > 0 && tokens->starts[first] == start && tokens->ends[first + n - 1] == end;
  for (; n > 1 && is_apart (intake, tokens, first); n--)
    first++;

  for (guint32 i = 0; i < n; i++)
    intake->labels->data[first + i] = type == ENTITY_MAX_TYPES ? ENTITY_UNKNOWN
                                                               : entity_label (type, n == 1       ? ENTITY_UNIT
                                                                                     : i == 0     ? ENTITY_BEGIN
                                                                                     : i + 1 == n ? ENTITY_LAST
                                                                                                  : ENTITY_INSIDE);

  return fits;
}

static gboolean
take_in (Intake *intake, ObelusDocument *document, const char *source_name, GError **error)
{
  ObelusLayer *layers[3];
  const char *const names[3] = { "sentence", "token", "entity" };
  for (guint i = 0; i < 3; i++)
    {
      layers[i] = obelus_context_get_layer (intake->context, document, names[i], error);
      if (layers[i] == NULL)
        return FALSE;
    }

  LearnTokens tokens;
  learn_find_tokens (document, layers[0], layers[1], &tokens, intake->sentences);
  g_byte_array_set_size (intake->labels, tokens.n);
  if (tokens.n > 0)
    memset (intake->labels->data, ENTITY_OUTSIDE, tokens.n);

  gint column = obelus_layer_find_column (layers[2], "label");
  guint32 next = 0;
  for (guint32 row = 0; column >= 0 && row < obelus_layer_get_n_rows (layers[2]); row++)
    {
      const char *label = obelus_layer_get_string (layers[2], (guint) column, row, NULL);
      gint type = label == NULL ? -1 : find_type (intake, label);
      if (type < 0)
        continue;
      intake->n_learned++;
      if (!label_name (intake, &tokens, obelus_layer_get_starts (layers[2])[row],
                       obelus_layer_get_ends (layers[2])[row], (guint) type, &next))
        intake->n_unfit++;
    }

  guint source = 0;
  if (!find_source (intake, source_name, &source, error))
    return FALSE;
  entity_lesson_add (intake->lesson, source, &tokens, (const LearnSentence *) (gpointer) intake->sentences->data,
                     intake->sentences->len, intake->labels->data);
  intake->n_tokens += tokens.n;

  return TRUE;
}

/* Reads all documents of the stream into the lesson. */
static gboolean
take_in_all (Intake *intake, ObelusDocumentStream *stream, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) stop = NULL;
      const char *source = NULL;
      g_autoptr (ObelusDocument) document = obelus_document_stream_next (stream, &source, &stop);
      if (stop != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&stop));
          return FALSE;
        }
      if (document == NULL)
        return TRUE;
      if (!take_in (intake, document, source, error))
        return FALSE;
    }
}

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer counts)
{
  const char *x = *(const char *const *) a, *y = *(const char *const *) b;
  guint n_x = GPOINTER_TO_UINT (g_hash_table_lookup (counts, x)),
        n_y = GPOINTER_TO_UINT (g_hash_table_lookup (counts, y));

  return n_x != n_y ? (n_x < n_y) - (n_x > n_y) : strcmp (x, y);
}

/* `product (12), event (3) and 4 more`: the most frequent first. */
static char *
describe_counts (GHashTable *counts)
{
  GString *list = g_string_new (NULL);
  guint n;
  g_autofree gpointer *types = g_hash_table_get_keys_as_array (counts, &n);

  g_qsort_with_data (types, (gint) n, sizeof *types, compare_counts, counts);
  for (guint i = 0; i < MIN (n, MOST_TYPES_TOLD); i++)
    g_string_append_printf (list, "%s%s (%u)", i > 0 ? ", " : "", (const char *) types[i],
                            GPOINTER_TO_UINT (g_hash_table_lookup (counts, types[i])));
  if (n > MOST_TYPES_TOLD)
    g_string_append_printf (list, " and %u more", n - MOST_TYPES_TOLD);

  return g_string_free (list, FALSE);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* `a.conll, b.conll and 4 more`, by name. */
static char *
describe_sources (GHashTable *sources)
{
  GString *list = g_string_new (NULL);
  guint n;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (sources, &n);

  qsort (names, n, sizeof *names, compare_names);
  for (guint i = 0; i < MIN (n, MOST_SOURCES_TOLD); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (const char *) names[i]);
  if (n > MOST_SOURCES_TOLD)
    g_string_append_printf (list, " and %u more", n - MOST_SOURCES_TOLD);

  return g_string_free (list, FALSE);
}

/* Scores that were meant to be fitted and are not would be told by nothing in the model. */
static gboolean
check_kept (const Intake *intake, GError **error)
{
  const char *const *parts = obelus_context_get_list (intake->context, "calibrate");
  if (*parts == NULL || entity_lesson_get_n_kept (intake->lesson) > 0)
    return TRUE;

  g_autofree char *wanted = g_strjoinv (",", (char **) parts);
  g_autofree char *sources = describe_sources (intake->sources);
  return obelus_context_fail (
      intake->context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
      "option 'calibrate' is '%s', and no source that has tokens is named like that; the sources are %s", wanted,
      sources);
}

/* What was labelled and is not learned is likely to be a mistake in the options or in the files. */
static gboolean
check_intake (const Intake *intake, GError **error)
{
  g_autofree char *unlearned = describe_counts (intake->unlearned);
  g_autofree char *types = g_strjoinv (",", (char **) intake->types);

  if (intake->n_learned == 0 && *unlearned != '\0')
    return obelus_context_fail (intake->context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "no name is of the types %s; there are %s: say with 'types' which are to be learned, "
                                "or with 'labels' what they stand for",
                                types, unlearned);
  if (intake->n_learned == 0)
    obelus_context_warn (intake->context, "the documents have no names, and the model will find none");
  else if (*unlearned != '\0')
    obelus_context_warn (intake->context, "names of these types, which 'types' does not list, are learned as none: %s",
                         unlearned);
  if (intake->n_unfit > 0)
    obelus_context_warn (intake->context,
                         "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                         " names overlap others or begin or end within tokens; what was learned of these are the whole "
                         "tokens that no other name has",
                         intake->n_unfit, intake->n_learned);

  return TRUE;
}

static gboolean
find_features (ObelusContext *context, EntityFeatureGroups *groups, GError **error)
{
  static const char *const names[] = { "words", "pairs", "document", "lists", NULL };
  const char *const *wanted = obelus_context_get_list (context, "features");

  *groups = 0;
  for (; *wanted != NULL; wanted++)
    {
      guint i = 0;
      while (names[i] != NULL && !g_str_equal (names[i], *wanted))
        i++;
      if (names[i] == NULL)
        return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                                    "option 'features' names '%s'; there are words, pairs, document and lists",
                                    *wanted);
      *groups |= 1u << i;
    }

  return TRUE;
}

static EntityPlan
make_plan (ObelusContext *context, EntityFeatureGroups features)
{
  LearnChainPlan chain = learn_chain_plan (context);

  chain.group_dropout = (float) obelus_context_get_real (context, "hint-dropout");
  return (EntityPlan){
    .chain = chain,
    .case_copies = obelus_context_get_real (context, "case-copies"),
    .divided = obelus_context_get_real (context, "divided"),
    .registers = obelus_context_get_text (context, "registers"),
    .datelines = obelus_context_get_text (context, "datelines"),
    .prune = obelus_context_get_real (context, "prune"),
    .min_count = (guint) obelus_context_get_integer (context, "min-count"),
    .features = features,
    .max_words = (guint) obelus_context_get_integer (context, "max-words"),
    .clusters = obelus_context_get_file (context, "clusters", NULL),
    .gazetteers = obelus_context_get_file (context, "gazetteers", NULL),
    .hidden = obelus_context_get_list (context, "hidden"),
  };
}

static gboolean
trainer_train (ObelusContext *context, ObelusDocumentStream *stream, ObelusModelBuilder *model, GError **error)
{
  const char *const *types = obelus_context_get_list (context, "types");
  guint n_types = g_strv_length ((char **) types);
  if (n_types == 0 || n_types > ENTITY_MAX_TYPES)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                                "option 'types' names %u types; name 1 to %d", n_types, ENTITY_MAX_TYPES);

  EntityFeatureGroups features;
  if (!find_features (context, &features, error))
    return FALSE;

  const char *bad = NULL;
  EntityLabelMap *map = entity_label_map_new (obelus_context_get_list (context, "labels"), &bad);
  if (map == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                                "option 'labels' has an item '%s' without a colon; write label:type", bad);

  g_auto (Intake) intake = {
    .context = context,
    .types = types,
    .apart = obelus_context_get_list (context, "apart"),
    .map = map,
    .lesson = entity_lesson_new (types),
    .sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .sentences = g_array_new (FALSE, FALSE, sizeof (LearnSentence)),
    .labels = g_byte_array_new (),
    .unlearned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };

  if (!take_in_all (&intake, stream, error) || !check_kept (&intake, error) || !check_intake (&intake, error))
    return FALSE;
  obelus_context_report_progress (context, 0.02, "%" G_GUINT64_FORMAT " tokens read", intake.n_tokens);

  EntityPlan plan = make_plan (context, features);

  return entity_lesson_learn (intake.lesson, &plan, model, context, error);
}

static const ObelusOption trainer_options[] = {
  OBELUS_OPTION_LIST ("types", "PER,ORG,LOC,MISC", "The types to learn"),
  OBELUS_OPTION_LIST ("labels", ENTITY_STANDARD_LABELS, "What labels of the documents stand for, as label:type"),
  OBELUS_OPTION_LIST ("apart", NULL, "Words in front of names, such as Mrs, that are learned as no part of them"),
  OBELUS_OPTION_LIST ("hidden", "MISC", "Types that may be there unlabelled in sources that never have them"),
  OBELUS_OPTION_LIST ("weights", NULL, "How much sources count, as part-of-the-name:weight; 1 where nothing is said"),
  OBELUS_OPTION_LIST ("calibrate", NULL,
                      "Sources, by parts of their names, that scores are fitted to and nothing else is learned from"),
  OBELUS_OPTION_LIST ("features", "words,pairs,document,lists",
                      "What is looked at: words nearby, words together, the rest of the document, lists of names"),
  OBELUS_OPTION_FILE ("clusters", NULL, "Words, the commonest first, with their clusters among 64, 256, 1024 and 4096"),
  OBELUS_OPTION_INTEGER ("max-words", 0, 4000000, 400000, "How many of the words with clusters the model keeps"),
  OBELUS_OPTION_FILE ("gazetteers", NULL, "Names with the list that each is on, a tab between"),
  OBELUS_OPTION_INTEGER ("epochs", 1, 1000, 12, "How often the documents are gone through"),
  OBELUS_OPTION_INTEGER ("averaged", 1, 1000, 3, "How many of the last epochs are averaged"),
  OBELUS_OPTION_REAL ("rate", 0.0001, 10.0, 0.2, "How big steps are at first; they fall to a tenth"),
  OBELUS_OPTION_REAL ("decay", 0.0, 1000.0, 1.0, "How strongly weights are drawn to zero"),
  OBELUS_OPTION_REAL ("dropout", 0.0, 0.9, 0.5, "Share of features that are left out at each visit"),
  OBELUS_OPTION_REAL ("hint-dropout", 0.0, 1.0, 0.3,
                      "Share of visits at which gazetteers and the rest of the document are left out"),
  OBELUS_OPTION_REAL ("case-copies", 0.0, 1.0, 0.05,
                      "Share of documents learned in capitals and in small letters as well"),
  OBELUS_OPTION_REAL ("divided", 0.0, 1.0, 0.0,
                      "Share of documents learned with words divided at hyphens, as tokenize divides them"),
  OBELUS_OPTION_TEXT ("registers", NULL, "The type of people, to be learned in lists with surnames first as well"),
  OBELUS_OPTION_TEXT ("datelines", NULL, "The type of places, to be learned in capitals before a dash as well"),
  OBELUS_OPTION_LIST ("foreign", NULL,
                      "Sources in other languages, by parts of their names, to be learned as quotations as well"),
  OBELUS_OPTION_REAL ("prune", 0.0, 10.0, 0.05, "Features with no weight as large as this are left out"),
  OBELUS_OPTION_INTEGER ("min-count", 1, 1000000, 2, "Features that occur less often are left out"),
  OBELUS_OPTION_INTEGER ("seed", 0, 9e15, 1, "Where the pseudo-random numbers begin"),
  OBELUS_OPTION_END
};

const ObelusTrainerClass entities_trainer = {
  .name = "entities",
  .summary = "Learn to find names from labelled documents",
  .needs = "sentence token entity",
  .options = trainer_options,
  .train = trainer_train,
  .prepares = "sentence token",
};
