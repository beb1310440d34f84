/* Key phrases of texts, run by the host with the shipped model. */
#include "../../../tests/plugin-host.h"

#include <glib/gstdio.h>
#include <string.h>

#define ARTICLE                                                                                                      \
  "Rye harvest fails again\n\nThe rye harvest in Norholm has failed for the third year in a row. Farmers blame the " \
  "dry "                                                                                                             \
  "spring, and a beetle that nobody had seen before. \"A rye harvest like this would have ruined my father,\" said " \
  "Ingrid Solheim, who grows rye near Kilbride. The beetles came with grain from abroad, the institute in Kilbride " \
  "says. Rye Harvests were poor in 1976 too, but the dry spring alone explained that. Ms Solheim will plant oats.\n"

/* `phrase@rank: place, place` for each phrase, with semicolons between. */
static char *
show (ObelusDocument *document)
{
  ObelusLayer *layer = obelus_document_get_layer (document, "keyphrase");
  const char *text = obelus_document_get_text (document, NULL);
  const gint64 *ranks = obelus_layer_get_integers (layer, (guint) obelus_layer_find_column (layer, "rank"));
  const guint phrase = (guint) obelus_layer_find_column (layer, "phrase");
  const guint32 n_rows = obelus_layer_get_n_rows (layer);
  g_autoptr (GString) shown = g_string_new (NULL);
  gboolean found = n_rows > 0;

  for (gint64 rank = 1; found; rank++)
    {
      found = FALSE;
      for (guint32 row = 0; row < n_rows; row++)
        {
          const guint32 start = obelus_layer_get_starts (layer)[row], end = obelus_layer_get_ends (layer)[row];
          if (ranks[row] != rank)
            continue;
          if (!found)
            g_string_append_printf (shown, "%s%s@%u: ", rank == 1 ? "" : "; ",
                                    obelus_layer_get_string (layer, phrase, row, NULL), (guint) rank);
          g_string_append_printf (shown, "%s%.*s", found ? ", " : "", (int) (end - start), text + start);
          found = TRUE;
        }
    }
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

static void
assert_contains (const char *shown, const char *part)
{
  if (strstr (shown, part) == NULL)
    g_error ("'%s' is not among the phrases: %s", part, shown);
}

static void
assert_lacks (const char *shown, const char *part)
{
  if (strstr (shown, part) != NULL)
    g_error ("'%s' is among the phrases: %s", part, shown);
}

static void
test_phrases_have_all_their_places (void)
{
  g_autoptr (ObelusDocument) document = test_process ("tag ! entities ! keyphrases", ARTICLE, -1);
  g_autofree char *shown = show (document);

  assert_contains (shown, "rye harvest@1: Rye harvest, rye harvest, rye harvest, Rye Harvests");
  assert_contains (shown, ": dry spring, dry spring");
  assert_contains (shown, ": Kilbride, Kilbride");
  assert_contains (shown, ": beetle, beetles");
}

/* Words of one stem are judged as one, but a phrase's places are what it says: its plural, and no other word. */
static void
test_places_have_the_form_of_their_phrase (void)
{
  static const char text[]
      = "The accountant of the mill was jailed. Two accountants had warned of him. The accountant's "
        "false accounting hid the debts of the firm. The storm blew at 94mph.";
  g_autoptr (ObelusDocument) document = test_process ("tag ! keyphrases count=500 min-score=0", text, -1);
  g_autofree char *shown = show (document);

  assert_contains (shown, ": accountant, accountants, accountant;");
  assert_lacks (shown, "mph");
}

/* A phrase is called what it is whatever divides its words. */
static void
test_line_ends_are_spaces (void)
{
  g_autoptr (ObelusDocument) document
      = test_process ("tag ! keyphrases",
                      "The rye\nharvest failed. No rye harvest had failed before. A poor rye\nharvest is dear.", -1);
  g_autofree char *shown = show (document);

  assert_contains (shown, "rye harvest@1: rye\nharvest, rye harvest, rye\nharvest");
}

static void
test_halves_of_words_are_none (void)
{
  g_autoptr (ObelusDocument) document = test_process (
      "keyphrases count=500 min-score=0", "The ware-\nhouse of the mill burned. A ware-\nhouse is dear.", -1);
  g_autofree char *shown = show (document);

  assert_contains (shown, "mill burned@");
  assert_lacks (shown, "ware");
  assert_lacks (shown, "house");
}

/* What a mail, a wire or a picture calls its own parts is no word of the text. */
static void
test_labels_are_none (void)
{
  static const char mail[] = "Subject: Re: Roof of the mill\n\nThe roof of the mill is on the subject of all talk.\n",
                    page[] = "UPDATE 2-Mill burns\n\nA mill burned in Kelby on Sunday.\n\nImage source, Orla Press\n";
  g_autoptr (ObelusDocument) of_mail = test_process ("tag ! keyphrases count=500 min-score=0", mail, -1);
  g_autoptr (ObelusDocument) of_page = test_process ("tag ! keyphrases count=500 min-score=0", page, -1);
  g_autofree char *in_mail = show (of_mail), *on_page = show (of_page);

  assert_contains (in_mail, ": subject");
  assert_lacks (in_mail, "Subject");
  assert_lacks (in_mail, "Re@");
  assert_lacks (on_page, "UPDATE");
  assert_lacks (on_page, "Image");
  assert_contains (on_page, "Mill");
}

/* Tokens of a record may begin with white space, even where the text does. */
static void
test_tokens_with_spaces (void)
{
  static const char record[]
      = "{\"text\": \" rye harvest\", \"layers\": {\"sentence\": [{\"start\": 0, \"end\": 12}], \"token\": ["
        "{\"start\": 0, \"end\": 4}, {\"start\": 5, \"end\": 12}]}}\n";
  const TestRoute route = { .name = "test.jsonl",
                            .reader = "jsonl",
                            .stages = "keyphrases count=500 min-score=0",
                            .provided = "sentence token",
                            .writer = "jsonl",
                            .n_threads = 1 };
  g_autofree char *written = test_run_route (&route, record, strlen (record), NULL);

  assert_contains (written, "\"phrase\": \"rye harvest\"");
}

static void
test_no_phrase_is_said_twice (void)
{
  g_autoptr (ObelusDocument) document = test_process ("tag ! entities ! keyphrases count=500 min-score=0", ARTICLE, -1);
  g_autofree char *shown = show (document);

  assert_lacks (shown, "; harvest@");
  assert_lacks (shown, "; rye@");
  assert_lacks (shown, "; spring@");
  assert_lacks (shown, "; Ms Solheim@");
}

static void
test_tags_and_names_are_not_needed (void)
{
  g_autoptr (ObelusDocument) document = test_process ("keyphrases", ARTICLE, -1);
  g_autofree char *shown = show (document);

  assert_contains (shown, "harvest@1: ");
  assert_lacks (shown, "; the");
}

static guint32
count_phrases (const char *line)
{
  g_autoptr (ObelusDocument) document = test_process (line, ARTICLE, -1);
  g_autofree char *shown = show (document);
  g_auto (GStrv) phrases = g_strsplit (shown, "; ", -1);

  return g_strv_length (phrases);
}

static void
test_options_limit_phrases (void)
{
  g_assert_cmpuint (count_phrases ("tag ! keyphrases count=1"), ==, 1);
  g_assert_cmpuint (count_phrases ("tag ! keyphrases count=4"), ==, 4);
  g_assert_cmpuint (count_phrases ("tag ! keyphrases count=500 min-score=0"), >, 10);
  g_assert_cmpuint (count_phrases ("tag ! keyphrases count=500 min-score=0.4"), <, 10);
}

static void
test_other_languages (void)
{
  g_autoptr (ObelusDocument) german = test_process (
      "tag ! keyphrases",
      "Die Stadt baut einen neuen Hafen. Der neue Hafen ist für große Schiffe, und die großen Schiffe kommen "
      "nicht nur aus Kiel.",
      -1);
  g_autoptr (ObelusDocument) japanese = test_process ("keyphrases", "新しい港を建設する。新しい港は大きい。", -1);
  g_autofree char *in_german = show (german);
  g_autofree char *in_japanese = show (japanese);

  assert_contains (in_german, ": neuen Hafen, neue Hafen");
  assert_contains (in_german, ": große Schiffe, großen Schiffe");
  assert_lacks (in_german, "kommen");
  assert_lacks (in_japanese, "する");
  assert_contains (in_japanese, "港");
}

/* What a layer says of the language is believed, whatever the words look like; of Maori no stop words are known. */
static void
test_language_is_believed (void)
{
  static const char text[] = "The rye harvest failed. No rye harvest had failed before.";
  static const char *const codes[] = { "en", "und", "mi" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (ObelusLayerBuilder) languages = obelus_layer_builder_new ("language");
      const guint code = obelus_layer_builder_add_column (languages, "code", OBELUS_COLUMN_STRING);
      const guint32 row = obelus_layer_builder_append (languages, 0, sizeof text - 1);
      obelus_layer_builder_set_string (languages, code, row, codes[i], -1);
      g_autoptr (ObelusDocument) document = test_process_layer ("keyphrases", text, -1, languages);
      const guint32 n_rows = obelus_layer_get_n_rows (obelus_document_get_layer (document, "keyphrase"));
      g_assert_true ((n_rows == 0) == g_str_equal (codes[i], "mi"));
    }
}

static void
test_texts_without_phrases_have_none (void)
{
  static const char *const texts[] = { "",
                                       " \n\n ",
                                       "the of and",
                                       "&rdquo; &amp; <br>",
                                       "قال الرئيس في رام الله",
                                       "市长表示这个项目将耗资五十亿元",
                                       "... --- ???",
                                       "12 34 56",
                                       "a b c d",
                                       "-a-b-\n-",
                                       "https://a.example/b" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ObelusDocument) document = test_process ("keyphrases", texts[i], -1);
      g_assert_cmpuint (obelus_layer_get_n_rows (obelus_document_get_layer (document, "keyphrase")), ==, 0);
    }
}

static void
test_bytes_of_no_language (void)
{
  static const char text[] = "port\0port harbour\0\0plan\0 harbour plan";
  g_autoptr (ObelusDocument) document = test_process ("keyphrases", text, sizeof text - 1);

  g_autofree char *shown = show (document);

  assert_contains (shown, ": port harbour;");
  assert_contains (shown, ": harbour plan");
}

static void
test_rows_agree (void)
{
  g_autoptr (ObelusDocument) document = test_process ("tag ! entities ! keyphrases", ARTICLE, -1);
  ObelusLayer *layer = obelus_document_get_layer (document, "keyphrase");
  const gint64 *ranks = obelus_layer_get_integers (layer, (guint) obelus_layer_find_column (layer, "rank"));
  const double *scores = obelus_layer_get_reals (layer, (guint) obelus_layer_find_column (layer, "score"));

  g_assert_cmpuint (obelus_layer_get_n_rows (layer), >, 4);
  /* A phrase has one score, and a better rank no worse one. */
  for (guint32 i = 0; i < obelus_layer_get_n_rows (layer); i++)
    for (guint32 j = 0; j < obelus_layer_get_n_rows (layer); j++)
      if (ranks[i] <= ranks[j])
        g_assert_cmpfloat (scores[i], >=, scores[j]);
}

static GBytes *
train (const char *records, GError **error)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new (records, strlen (records));
  g_ptr_array_add (sources, obelus_source_new_for_bytes ("lessons.jsonl", bytes));

  return obelus_runner_train (registry, "keyphrases trees=20 leaf-rows=5 rows=1 features=1", "jsonl", sources, "{}",
                              NULL, NULL, NULL, error);
}

/* Texts whose last words are their key phrases, which the shipped model would not choose. */
static void
test_learns_from_what_people_chose (void)
{
  static const char *const things[] = { "lamp", "rope", "brush", "ladder", "kettle", "saddle", "barrel" };
  g_autoptr (GString) records = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (records,
                            "{\"text\": \"The town has a %s. The town has a harbour. The harbour of the town is "
                            "old, and here is a %s.\", \"meta\": {\"keyphrases\": \"%s\"}}\n",
                            things[i % 7], things[(i + 3) % 7], things[(i + 3) % 7]);

  g_autoptr (GBytes) model = train (records->str, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) again = train (records->str, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (model, again));

  g_autofree char *folder = g_dir_make_tmp ("obelus-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "lessons.obm", NULL);
  gsize length;
  gconstpointer data = g_bytes_get_data (model, &length);
  g_assert_true (g_file_set_contents (path, data, (gssize) length, &error));
  static const char text[]
      = "The town has a bell. The town has a harbour. The harbour of the town is old, and here is a wheel.";
  g_autofree char *line = g_strdup_printf ("tag ! entities ! keyphrases model='%s'", path);
  g_autoptr (ObelusDocument) document = test_process (line, text, -1);
  g_autoptr (ObelusDocument) by_shipped = test_process ("tag ! entities ! keyphrases", text, -1);
  g_autofree char *shown = show (document), *shown_by_shipped = show (by_shipped);
  assert_contains (shown, "wheel@1: wheel");
  assert_lacks (shown_by_shipped, "wheel@1");
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_records_without_phrases_teach_nothing (void)
{
  g_autoptr (GError) error = NULL;
  GBytes *model = train ("{\"text\": \"The harbour is old.\"}\n", &error);

  g_assert_null (model);
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT);
  g_assert_nonnull (strstr (error->message, "'keyphrases'"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyphrases/places", test_phrases_have_all_their_places);
  g_test_add_func ("/keyphrases/line-ends", test_line_ends_are_spaces);
  g_test_add_func ("/keyphrases/halves", test_halves_of_words_are_none);
  g_test_add_func ("/keyphrases/labels", test_labels_are_none);
  g_test_add_func ("/keyphrases/tokens-with-spaces", test_tokens_with_spaces);
  g_test_add_func ("/keyphrases/forms", test_places_have_the_form_of_their_phrase);
  g_test_add_func ("/keyphrases/duplicates", test_no_phrase_is_said_twice);
  g_test_add_func ("/keyphrases/plain", test_tags_and_names_are_not_needed);
  g_test_add_func ("/keyphrases/options", test_options_limit_phrases);
  g_test_add_func ("/keyphrases/languages", test_other_languages);
  g_test_add_func ("/keyphrases/languages/told", test_language_is_believed);
  g_test_add_func ("/keyphrases/nothing", test_texts_without_phrases_have_none);
  g_test_add_func ("/keyphrases/bytes", test_bytes_of_no_language);
  g_test_add_func ("/keyphrases/rows", test_rows_agree);
  g_test_add_func ("/keyphrases/learning", test_learns_from_what_people_chose);
  g_test_add_func ("/keyphrases/nothing-to-learn", test_records_without_phrases_teach_nothing);
  return g_test_run ();
}
