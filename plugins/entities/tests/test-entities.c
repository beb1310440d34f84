/* The processor with the shipped model, the trainer and the evaluator, run by the host. */
#include "../../../tests/cpu-time.h"
#include "../../../tests/plugin-host.h"

#include <glib/gstdio.h>
#include <string.h>

/* Names that nobody has. */
#define DOUBTFUL_TEXT "Something about Glorbex and Zintar again."

/* The names of a document with their labels: `Anna Bell/PER | Oslo/LOC`. */
static char *
show_names (ObelusDocument *document)
{
  const char *text = obelus_document_get_text (document, NULL);
  ObelusLayer *layer = obelus_document_get_layer (document, "entity");
  GString *shown = g_string_new (NULL);

  g_assert_nonnull (layer);
  gint label = obelus_layer_find_column (layer, "label");
  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    {
      guint32 start = obelus_layer_get_starts (layer)[row], end = obelus_layer_get_ends (layer)[row];
      g_string_append_printf (shown, "%s%.*s/%s", row > 0 ? " | " : "", (int) (end - start), text + start,
                              obelus_layer_get_string (layer, (guint) label, row, NULL));
    }

  return g_string_free (shown, FALSE);
}

static char *
find_names (const char *line, const char *text)
{
  g_autoptr (ObelusDocument) document = test_process (line, text, -1);

  return show_names (document);
}

static void
test_plain_names (void)
{
  g_autofree char *names = find_names (
      "entities", "Angela Merkel met Emmanuel Macron in Berlin on Monday. The German chancellor then flew to Paris.");
  g_assert_cmpstr (names, ==, "Angela Merkel/PER | Emmanuel Macron/PER | Berlin/LOC | German/MISC | Paris/LOC");
}

/* `tokenize` divides compounds, and names are as long as they are written. */
static void
test_hyphens_join (void)
{
  g_autofree char *names
      = find_names ("entities", "Talks on Nagorno-Karabakh ended in Oslo, said Anne-Marie Larsen of the ministry.");
  g_assert_cmpstr (names, ==, "Nagorno-Karabakh/LOC | Oslo/LOC | Anne-Marie Larsen/PER");
}

/* Tags that a text kept are no part of names, and commas of line-ups are not either. */
static void
test_marks_are_no_names (void)
{
  g_autofree char *tagged = find_names ("entities", "<p>Berlin</p> was cold. <b>Angela Merkel</b> lives there.");
  g_assert_cmpstr (tagged, ==, "Berlin/LOC | Angela Merkel/PER");
  g_autofree char *crew = find_names ("entities", "Crew: Holmes; Lindt, Murray, Baker, Collins; Walsh, Kerr, Grant.");
  g_assert_null (strchr (crew, ','));
}

/* A document that a layer `language` says is in @code, and from byte @block on in @block_code, which may be NULL. */
static char *
find_names_in (const char *text, const char *code, guint32 block, const char *block_code)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("language");
  guint column = obelus_layer_builder_add_column (builder, "code", OBELUS_COLUMN_STRING);

  obelus_layer_builder_set_string (builder, column, obelus_layer_builder_append (builder, 0, (guint32) strlen (text)),
                                   code, -1);
  if (block_code != NULL)
    obelus_layer_builder_set_string (
        builder, column, obelus_layer_builder_append (builder, block, (guint32) strlen (text)), block_code, -1);
  g_autoptr (ObelusDocument) document = test_process_layer ("entities", text, -1, builder);

  return show_names (document);
}

/* Of German the model knows little: names of which it is sure, and no others than people, organizations and places. */
static void
test_other_languages (void)
{
  static const struct
  {
    const char *text, *code;
    guint32 block;
    const char *block_code;
    const char *names;
  } cases[] = {
    { "Angela Merkel met the German press in Berlin.", "en-GB", 0, NULL,
      "Angela Merkel/PER | German/MISC | Berlin/LOC" },
    { "Angela Merkel met the German press in Berlin.", "und", 0, NULL, "Angela Merkel/PER | German/MISC | Berlin/LOC" },
    { "Angela Merkel met the German press in Berlin.", "de", 0, NULL, "Angela Merkel/PER | Berlin/LOC" },
    { "Angela Merkel met the German press in Berlin.", "enm", 0, NULL, "Angela Merkel/PER | Berlin/LOC" },
    { DOUBTFUL_TEXT, "de", 0, NULL, "" },
    { "German ships left.\n\nGerman trains came.", "en", 20, "nl", "German/MISC" },
    { "German ships left.\n\nGerman trains came.", "nl", 20, "en", "German/MISC" },
    { "German ships left.\n\nGerman trains came.", "und", 20, "en", "German/MISC | German/MISC" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *names = find_names_in (cases[i].text, cases[i].code, cases[i].block, cases[i].block_code);
      g_assert_cmpstr (names, ==, cases[i].names);
    }
}

static void
test_addresses_are_no_names (void)
{
  g_autofree char *names = find_names (
      "entities", "Ann Lee <ann.lee@harbour.example> wrote to Bo@Grey.example and https://Oslo.example/Ann in Oslo.");
  g_assert_cmpstr (names, ==, "Ann Lee/PER | Oslo/LOC");
}

/* What an abbreviation in brackets stands for is one name. */
static void
test_abbreviations_delimit_names (void)
{
  static const char *const cases[][2] = {
    { "The Northern Guild of the Blue Lantern (NGBL) met in Oslo.",
      "Northern Guild of the Blue Lantern/ORG | NGBL/ORG | Oslo/LOC" },
    { "The Northern Council of the Blue Lantern (NCBL) met in Oslo.",
      "Northern Council of the Blue Lantern/ORG | NCBL/ORG | Oslo/LOC" },
    { "The Office for Dune and Co-operative Works of the Borough (ODCWB) said so.",
      "Office for Dune and Co-operative Works of the Borough/ORG | ODCWB/ORG" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *names = find_names ("entities", cases[i][0]);
      g_assert_cmpstr (names, ==, cases[i][1]);
    }

  /* Letters that do not fit join nothing, nor do brackets without a name before them or without an end. */
  g_autofree char *unfit
      = find_names ("entities", "The Northern Guild of the Blue Lantern (QXZW) met in Oslo. (NGBL) (");
  if (strstr (unfit, "Northern Guild/") == NULL || strstr (unfit, "| Blue Lantern/") == NULL)
    g_error ("'Northern Guild' and 'Blue Lantern' are not apart in: %s", unfit);
}

static void
test_text_without_names (void)
{
  g_autofree char *none = find_names ("entities", "the cat sat on the mat, as cats do.");
  g_autofree char *empty = find_names ("entities", "");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (empty, ==, "");
}

static void
test_scores_are_probabilities (void)
{
  g_autoptr (ObelusDocument) document = test_process ("entities", "Angela Merkel met Glorbex Zintar in Berlin.", -1);
  ObelusLayer *layer = obelus_document_get_layer (document, "entity");
  guint column = (guint) obelus_layer_find_column (layer, "score");
  g_assert_cmpuint (obelus_layer_get_n_rows (layer), >, 1);
  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    {
      g_assert_cmpfloat (obelus_layer_get_reals (layer, column)[row], >, 0.0);
      g_assert_cmpfloat (obelus_layer_get_reals (layer, column)[row], <=, 1.0);
    }
  /* beside a name that nobody has; and in company that leaves no doubt */
  g_assert_cmpfloat (obelus_layer_get_reals (layer, column)[0], >, 0.9);

  g_autofree char *sure = find_names ("entities min-score=0.9", "Angela Merkel met Emmanuel Macron in Berlin.");
  g_assert_cmpstr (sure, ==, "Angela Merkel/PER | Emmanuel Macron/PER | Berlin/LOC");

  g_autofree char *unsure = find_names ("entities", DOUBTFUL_TEXT);
  g_autofree char *certain = find_names ("entities min-score=1", DOUBTFUL_TEXT);
  g_assert_cmpstr (unsure, !=, "");
  g_assert_cmpstr (certain, ==, "");
}

static void
test_handles (void)
{
  g_autofree char *without = find_names ("entities", "Mr @Smith of London");
  g_autofree char *with = find_names ("entities handles=yes", "Mr @Smith of London");
  g_assert_cmpstr (without, ==, "London/LOC");
  g_assert_cmpstr (with, ==, "@Smith/PER | London/LOC");
}

/* The CPU seconds that a text of one piece, again and again, takes. */
static double
measure_piece (ObelusPipeline *pipeline, const char *piece, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  while (text->len < length)
    g_string_append (text, piece);
  g_autoptr (ObelusDocument) document = obelus_document_new ("d", text->str, (gssize) text->len, &error);
  g_assert_no_error (error);

  const double begun = test_get_cpu_seconds ();
  obelus_pipeline_process (pipeline, document, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (obelus_document_get_layer (document, "entity"));
  return test_get_cpu_seconds () - begun;
}

/* The month of a dateline is part of no name. */
static void
test_datelines (void)
{
  g_autofree char *day = find_names ("entities", "SANTIAGO, May 29 (Reuters) - Chile's bank cut its rate on Thursday.");
  g_assert_cmpstr (day, ==, "SANTIAGO/LOC | Reuters/ORG | Chile/LOC");
}

/* Texts that have broken taggers: each must be worked through, in a time that grows no faster than they do. */
static void
test_hostile_texts (void)
{
  static const char *const pieces[]
      = { "(", "Aa ", "A.", "@a", "A-", "\xc3\x89", "\xe6\x9d\xb1 ", "\xf0\x9f\x98\x80", "Mr Smith of Oslo " };
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = test_prepare ("entities", &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      const double small = measure_piece (pipeline, pieces[i], 37500);
      /* The better of two: memory that is asked for the first time can take longer than the work. */
      const double large = measure_piece (pipeline, pieces[i], 300000);
      const double again = measure_piece (pipeline, pieces[i], 300000);
      test_assert_linear (pieces[i], 8, small, MIN (large, again));
    }
}

/* Sentences made for this test, with their names in brackets. */
static const char *const gold_sentences[] = {
  "[PER Maria Olsen] joined [ORG Siemens] in [LOC Munich] last spring .",
  "The [ORG Bank of England] raised its rate , said [PER Peter Holm] of [ORG Reuters] .",
  "In [LOC Tokyo] , [PER Yuki Tanaka] beat [PER Laura Diaz] of [LOC Spain] 6-4 .",
  "Police in [LOC Nairobi] arrested two men on Friday .",
  "She wrote to Mr [PER Okafor] at the [ORG United Nations] in [LOC New York] .",
  "nothing here is a name",
  "MINISTER VISITS [LOC LONDON] AND [LOC ROME]",
  "He grew up near [LOC Lake Victoria] and now plays for [ORG Manchester United] .",
  "[PER john smith] is moving to [LOC chicago] next week",
  "The report by [ORG Amnesty International] names [PER Carlos Mendes] , a lawyer from [LOC Lisbon] .",
  "[ORG Microsoft] and [ORG Nokia] declined to comment , [PER Anna Lindqvist] said in [LOC Helsinki] .",
  "Two days later the storm reached [LOC Florida] and the coast of [LOC Mexico] .",
};

/* The same as columns of tokens and labels. */
static char *
make_columns (const char *const *sentences, guint n)
{
  GString *columns = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) words = g_strsplit (sentences[i], " ", -1);
      const char *type = NULL;
      char part = 'O';
      for (guint k = 0; words[k] != NULL; k++)
        {
          if (words[k][0] == '[')
            {
              type = words[k] + 1;
              part = 'B';
              continue;
            }
          gsize length = strcspn (words[k], "]");
          g_string_append_len (columns, words[k], (gssize) length);
          if (type == NULL)
            g_string_append (columns, "\tO\n");
          else
            g_string_append_printf (columns, "\t%c-%s\n", part, type);
          part = 'I';
          type = words[k][length] == ']' ? NULL : type;
        }
      g_string_append_c (columns, '\n');
    }

  return g_string_free (columns, FALSE);
}

static GPtrArray *
make_sources (const char *text)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_ptr_array_add (sources, obelus_source_new_for_bytes ("made.conll", bytes));

  return sources;
}

/* The figure in a column of the report's line for a type: 0 precision, 1 recall, 2 F1, 3 gold, 4 found, 5 right. */
static double
read_figure (const char *report, const char *type, guint column)
{
  g_auto (GStrv) lines = g_strsplit (report, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *rest = lines[i] + strlen (type);
      if (!g_str_has_prefix (lines[i], type) || *rest != ' ')
        continue;
      char *end = (char *) rest;
      double figure = 0.0;
      for (guint k = 0; k <= column; k++)
        figure = g_ascii_strtod (end, &end);
      return figure;
    }
  g_error ("no line for %s in:\n%s", type, report);
}

static char *
evaluate (const char *line, const char *evaluator, const char *gold)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  g_autoptr (GPtrArray) sources = make_sources (gold);
  g_autoptr (GError) error = NULL;
  char *report = obelus_runner_evaluate (pipeline, evaluator, "conll", sources, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return report;
}

/* So that a broken model is noticed without any collection of texts at hand. */
static void
test_quality (void)
{
  g_autofree char *columns = make_columns (gold_sentences, G_N_ELEMENTS (gold_sentences));
  g_autofree char *report = evaluate ("entities", "entities types=PER,ORG,LOC", columns);
  g_test_message ("%s", report);
  g_assert_cmpfloat (read_figure (report, "all", 3), ==, 29.0);
  g_assert_cmpfloat (read_figure (report, "all", 2), >=, 0.85);
}

static void
test_evaluator_counts_as_conlleval (void)
{
  /* With a model of one's own that calls every word after "Mr" a person, nothing is left to chance. */
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < 60; i++)
    g_string_append_printf (text, "Mr\tO\nXyl%cn\tB-person\nslept\tO\nwell\tO\n\nthe\tO\nX%c\tO\nslept\tO\n\n",
                            'a' + (char) (i % 26), 'a' + (char) (i % 26));
  g_autoptr (GPtrArray) sources = make_sources (text->str);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) model = obelus_runner_train (registry, "entities types=PER epochs=8 prune=0 case-copies=0",
                                                  "conll", sources, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *folder = g_dir_make_tmp ("obelus-entities-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "made.obm", NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (model, NULL), (gssize) g_bytes_get_size (model), &error));

  /* right; found too much of it (wrong); not found; found where nothing is */
  g_autofree char *line = g_strdup_printf ("entities model=%s", path);
  g_autofree char *report = evaluate (line, "entities",
                                      "Mr\tO\nXylan\tB-person\nslept\tO\nwell\tO\n\n"
                                      "the\tO\nXb\tB-person\nslept\tO\n\n"
                                      "Mr\tO\nXylcn\tB-location\nslept\tO\nwell\tO\n\n"
                                      "Mr\tO\nXyldn\tO\nslept\tO\nwell\tO\n\n");
  g_test_message ("%s", report);
  g_assert_cmpfloat (read_figure (report, "PER", 3), ==, 2.0);
  g_assert_cmpfloat (read_figure (report, "PER", 4), ==, 3.0);
  g_assert_cmpfloat (read_figure (report, "PER", 5), ==, 1.0);
  g_assert_cmpfloat_with_epsilon (read_figure (report, "PER", 2), 0.4, 1e-4);
  g_assert_cmpfloat (read_figure (report, "LOC", 3), ==, 1.0);
  g_assert_cmpfloat (read_figure (report, "LOC", 4), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (read_figure (report, "all", 2), 1.0 / 3.0, 1e-4);
  g_assert_nonnull (strstr (report, "tokens 15\n"));

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_wrong_options_are_told (void)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  static const struct
  {
    const char *trainer;
    const char *told;
  } cases[] = {
    { "entities labels=person", "colon" },
    { "entities weights=made", "weights" },
    { "entities types=A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P", "16 types" },
    { "entities features=words,letters", "names 'letters'; there are words, pairs, document and lists" },
    { "entities types=DRUG", "no name is of the types DRUG; there are PER (1): say with 'types' which" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) sources = make_sources ("Ada\tB-PER\nslept\tO\n");
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) model
          = obelus_runner_train (registry, cases[i].trainer, "conll", sources, NULL, NULL, NULL, NULL, &error);
      g_assert_null (model);
      g_assert_nonnull (strstr (error->message, cases[i].told));
    }
}

static void
add_message (ObelusRunner *runner G_GNUC_UNUSED, const char *message, gpointer messages)
{
  g_string_append_printf (messages, "%s\n", message);
}

static GBytes *
train (const char *trainer, const char *reader, const char *text, GString *messages)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GPtrArray) sources = make_sources (text);
  g_autoptr (GError) error = NULL;
  g_string_truncate (messages, 0);
  GBytes *model = obelus_runner_train (registry, trainer, reader, sources, NULL, add_message, messages, NULL, &error);
  g_assert_no_error (error);

  return model;
}

/* What is likely to be a mistake is told, and learning goes on. */
static void
test_what_is_not_learned_is_told (void)
{
  g_autoptr (GString) messages = g_string_new (NULL);
  g_autoptr (GBytes) some
      = train ("entities types=PER epochs=1", "conll",
               "Ada\tB-PER\nate\tO\nBrie\tB-food\nand\tO\nSoda\tB-drink\nand\tO\nEdam\tB-food\n", messages);
  g_assert_nonnull (strstr (messages->str, "are learned as none: food (2), drink (1)\n"));

  g_autoptr (GBytes) renamed = train ("entities types=PER labels=food:,drink: epochs=1", "conll",
                                      "Ada\tB-PER\nate\tO\nBrie\tB-food\nand\tO\nSoda\tB-drink\n", messages);
  g_assert_null (strstr (messages->str, "learned as none"));

  g_autoptr (GBytes) none = train ("entities epochs=1", "conll", "she\tO\nate\tO\n", messages);
  g_assert_nonnull (strstr (messages->str, "have no names"));
}

/* Words that stand apart are learned as if no source had counted them among the name; one that is all of a name stays.
 */
static void
test_words_stand_apart (void)
{
  g_autoptr (GString) messages = g_string_new (NULL);
  g_autoptr (GBytes) within
      = train ("entities apart=Mrs,Dr epochs=2", "conll",
               "Mrs\tB-PER\nAda\tI-PER\nBell\tI-PER\nate\tO\n\nMrs\tB-PER\nDr\tI-PER\nBell\tI-PER\nate\tO"
               "\n\nMrs\tB-PER\nate\tO\n",
               messages);
  g_assert_null (strstr (messages->str, "within tokens"));

  g_autoptr (GBytes) outside = train ("entities epochs=2", "conll",
                                      "Mrs\tO\nAda\tB-PER\nBell\tI-PER\nate\tO\n\nMrs\tO\nDr\tO\nBell\tB-PER\nate\tO"
                                      "\n\nMrs\tB-PER\nate\tO\n",
                                      messages);
  g_assert_true (g_bytes_equal (within, outside));
}

/* What has the type ? is neither a name nor none, wherever such names begin and end. */
static void
test_unknown_names (void)
{
  g_autoptr (GString) messages = g_string_new (NULL);
  g_autoptr (GBytes) unknown = train ("entities epochs=2", "conll",
                                      "Ada\tB-PER\nate\tO\n\nAda\tB-PER\nsaw\tO\nBell\tB-?\nBay\tI-?\n", messages);
  g_assert_null (strstr (messages->str, "learned as none"));
  g_autoptr (GBytes) others = train ("entities epochs=2", "conll",
                                     "Ada\tB-PER\nate\tO\n\nAda\tB-PER\nsaw\tO\nBell\tB-?\nBay\tB-?\n", messages);
  g_autoptr (GBytes) none
      = train ("entities epochs=2", "conll", "Ada\tB-PER\nate\tO\n\nAda\tB-PER\nsaw\tO\nBell\tO\nBay\tO\n", messages);

  g_assert_true (g_bytes_equal (unknown, others));
  g_assert_false (g_bytes_equal (unknown, none));
}

/* A record with names alone is divided into tokens first; names that do not fit these are told. */
static void
test_records_without_tokens (void)
{
  static const char records[]
      = "{\"text\":\"Ada Bell slept. Ada Bell ate.\",\"layers\":{\"entity\":["
        "{\"start\":0,\"end\":8,\"label\":\"PER\"},{\"start\":16,\"end\":22,\"label\":\"PER\"}]}}\n";
  g_autoptr (GString) messages = g_string_new (NULL);
  g_autoptr (GBytes) model = train ("entities epochs=1", "jsonl", records, messages);

  g_assert_nonnull (strstr (messages->str, " 8 tokens read"));
  g_assert_nonnull (strstr (messages->str, "1 of 2 names overlap others or begin or end within tokens"));
}

/* A model without a group of features is smaller, and none of the group is missed in use. */
static void
test_groups_of_features (void)
{
  static const char *const trainers[]
      = { "entities epochs=2 prune=0 min-count=1 case-copies=0",
          "entities epochs=2 prune=0 min-count=1 case-copies=0 features=words,pairs,lists",
          "entities epochs=2 prune=0 min-count=1 case-copies=0 features=words",
          "entities epochs=2 prune=0 min-count=1 case-copies=0 features=" };
  g_autofree char *columns = make_columns (gold_sentences, G_N_ELEMENTS (gold_sentences));
  g_autoptr (GString) messages = g_string_new (NULL);
  gsize size = G_MAXSIZE;

  for (guint i = 0; i < G_N_ELEMENTS (trainers); i++)
    {
      g_autoptr (GBytes) model = train (trainers[i], "conll", columns, messages);
      g_assert_cmpuint (g_bytes_get_size (model), <, size);
      size = g_bytes_get_size (model);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entities/plain", test_plain_names);
  g_test_add_func ("/entities/hyphens-join", test_hyphens_join);
  g_test_add_func ("/entities/marks-are-no-names", test_marks_are_no_names);
  g_test_add_func ("/entities/other-languages", test_other_languages);
  g_test_add_func ("/entities/abbreviations-delimit-names", test_abbreviations_delimit_names);
  g_test_add_func ("/entities/addresses-are-no-names", test_addresses_are_no_names);
  g_test_add_func ("/entities/none", test_text_without_names);
  g_test_add_func ("/entities/scores", test_scores_are_probabilities);
  g_test_add_func ("/entities/handles", test_handles);
  g_test_add_func ("/entities/datelines", test_datelines);
  g_test_add_func ("/entities/hostile", test_hostile_texts);
  g_test_add_func ("/entities/quality", test_quality);
  g_test_add_func ("/entities/evaluator", test_evaluator_counts_as_conlleval);
  g_test_add_func ("/entities/trainer/options", test_wrong_options_are_told);
  g_test_add_func ("/entities/trainer/what-is-not-learned-is-told", test_what_is_not_learned_is_told);
  g_test_add_func ("/entities/trainer/words-stand-apart", test_words_stand_apart);
  g_test_add_func ("/entities/trainer/unknown-names", test_unknown_names);
  g_test_add_func ("/entities/trainer/records-without-tokens", test_records_without_tokens);
  g_test_add_func ("/entities/trainer/groups-of-features", test_groups_of_features);

  return g_test_run ();
}
