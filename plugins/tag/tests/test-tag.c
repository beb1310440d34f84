/* The processor with the shipped model, and the trainer, run by the host. */
#include "../../../tests/plugin-host.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *
get_cell (ObelusDocument *document, const char *column, guint32 row)
{
  ObelusLayer *tokens = obelus_document_get_layer (document, "token");
  gint number = obelus_layer_find_column (tokens, column);

  return number >= 0 ? obelus_layer_get_string (tokens, (guint) number, row, NULL) : NULL;
}

/* All cells of a column: `the dog bark .`, with - for a missing one. */
static char *
show (ObelusDocument *document, const char *column)
{
  guint32 n = obelus_layer_get_n_rows (obelus_document_get_layer (document, "token"));
  GString *shown = g_string_new (NULL);

  for (guint32 row = 0; row < n; row++)
    {
      const char *cell = get_cell (document, column, row);
      g_string_append_printf (shown, "%s%s", row > 0 ? " " : "", cell != NULL ? cell : "-");
    }

  return g_string_free (shown, FALSE);
}

static void
assert_tagged_by (const char *line, const char *text, const char *upos, const char *lemmas)
{
  g_autoptr (ObelusDocument) document = test_process (line, text, -1);
  g_autofree char *found_upos = show (document, "upos");
  g_autofree char *found_lemmas = show (document, "lemma");

  g_assert_cmpstr (found_upos, ==, upos);
  g_assert_cmpstr (found_lemmas, ==, lemmas);
}

static void
assert_tagged (const char *text, const char *upos, const char *lemmas)
{
  assert_tagged_by ("tag", text, upos, lemmas);
}

/* Long words are their own lemmas, up to what no word has. */
static void
test_long_tokens (void)
{
  g_autofree char *longest = g_strnfill (4096, 'a'), *longer = g_strconcat (longest + 1, "\u00E9t\u00E9", NULL);
  g_autofree char *text = g_strdup_printf ("It said %s and %s here.", longest, longer);
  g_autoptr (ObelusDocument) document = test_process ("tag", text, -1);

  g_assert_cmpstr (get_cell (document, "lemma", 2), ==, longest);
  g_assert_cmpstr (get_cell (document, "lemma", 4), ==, longest + 1);
  g_assert_cmpstr (get_cell (document, "lemma", 5), ==, "here");
}

static void
test_plain_sentences (void)
{
  assert_tagged ("The three old dogs barked loudly at the postman.", "DET NUM ADJ NOUN VERB ADV ADP DET NOUN PUNCT",
                 "the three old dog bark loudly at the postman .");
  assert_tagged ("She hasn't seen Maria's new bicycles in Lisbon.",
                 "PRON AUX PART VERB PROPN PART ADJ NOUN ADP PROPN PUNCT",
                 "she have not see Maria 's new bicycle in Lisbon .");
  assert_tagged ("We will leave before they arrive, and you can stay.",
                 "PRON AUX VERB SCONJ PRON VERB PUNCT CCONJ PRON AUX VERB PUNCT",
                 "we will leave before they arrive , and you can stay .");
}

static void
test_words_that_are_two_things (void)
{
  assert_tagged ("They record the record.", "PRON VERB DET NOUN PUNCT", "they record the record .");
  assert_tagged ("They drive to work and want to work.", "PRON VERB ADP NOUN CCONJ VERB PART VERB PUNCT",
                 "they drive to work and want to work .");
  assert_tagged ("Its leaves are brown when she leaves.", "PRON NOUN AUX ADJ ADV PRON VERB PUNCT",
                 "its leaf be brown when she leave .");
}

/* Words that nobody has ever written. */
static void
test_unknown_words (void)
{
  assert_tagged ("The grolvies were wackering the glimpfs.", "DET NOUN AUX VERB DET NOUN PUNCT",
                 "the grolvy be wacker the glimpf .");
}

static void
test_capitals (void)
{
  assert_tagged ("THE COUNCIL REJECTS PLANS FOR A NEW BRIDGE", "DET NOUN VERB NOUN ADP DET ADJ NOUN",
                 "the council reject plan for a new bridge");
}

static void
test_every_token_has_both (void)
{
  g_autofree char *long_word = g_strnfill (100000, 'a');
  g_autoptr (GString) long_sentence = g_string_new (NULL);
  for (guint i = 0; i < 3000; i++)
    g_string_append (long_sentence, "word ");

  const char *const texts[] = { "",
                                " \n\n ",
                                "!!!",
                                "Καλημέρα κόσμε. Привет, мир! 你好,世界。 नमस्ते दुनिया",
                                "x\xc2\xa0y İSTANBUL ŒUVRE ﬁnd 𝔘𝔫𝔦",
                                "@someone #tag https://example.org/a?b=c 12:30 $5.00 :-)",
                                long_word,
                                long_sentence->str };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ObelusDocument) document = test_process ("tag", texts[i], -1);
      guint32 n = obelus_layer_get_n_rows (obelus_document_get_layer (document, "token"));
      for (guint32 row = 0; row < n; row++)
        {
          const char *upos = get_cell (document, "upos", row), *lemma = get_cell (document, "lemma", row);
          g_assert_nonnull (upos);
          g_assert_cmpstr (upos, !=, "");
          g_assert_nonnull (lemma);
          g_assert_cmpstr (lemma, !=, "");
        }
    }

  g_autoptr (ObelusDocument) with_nul = test_process ("tag", "One\0two three.", 14);
  g_assert_cmpuint (obelus_layer_get_n_rows (obelus_document_get_layer (with_nul, "token")), >=, 3);
}

/* Words that are remembered from one document to the next change nothing. */
static void
test_documents_do_not_matter_to_each_other (void)
{
  static const char text[] = "The committee met twice. Its members, who had left early, leave again.";
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "tag");
  g_autoptr (ObelusDocument) alone = test_process ("tag", text, -1);
  g_autofree char *expected_upos = show (alone, "upos"), *expected_lemmas = show (alone, "lemma");
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) other = g_string_new (NULL);

  /* more words than are remembered */
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (other, "leave%u leaves committee%x. ", i, i);
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (ObelusDocument) document = obelus_document_new ("d", text, -1, &error);
      g_autoptr (ObelusDocument) between = obelus_document_new ("e", other->str, -1, &error);
      obelus_pipeline_process (pipeline, document, NULL, &error);
      g_assert_no_error (error);
      obelus_pipeline_process (pipeline, between, NULL, &error);
      g_assert_no_error (error);
      g_autofree char *upos = show (document, "upos"), *lemmas = show (document, "lemma");
      g_assert_cmpstr (upos, ==, expected_upos);
      g_assert_cmpstr (lemmas, ==, expected_lemmas);
    }
}

/* Adds a layer of languages over a text: the whole, and a part of it. */
static void
add_languages (ObelusDocument *document, const char *whole, const char *code, guint32 start, guint32 end)
{
  guint32 length;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("language");
  guint column = obelus_layer_builder_add_column (builder, "code", OBELUS_COLUMN_STRING);

  obelus_document_get_text (document, &length);
  guint32 row = obelus_layer_builder_append (builder, 0, length);
  obelus_layer_builder_set_string (builder, column, row, whole, -1);
  if (end > start)
    {
      row = obelus_layer_builder_append (builder, start, end);
      obelus_layer_builder_set_string (builder, column, row, code, -1);
    }
  obelus_document_commit (document, builder, &error);
  g_assert_no_error (error);
}

static void
test_other_languages_are_left_alone (void)
{
  static const char text[] = "I saw it. Ich sah es. You know.";
  static const struct
  {
    const char *whole;
    const char *part;
    const char *upos;
  } cases[] = {
    { "en", "de", "PRON VERB PRON PUNCT - - - - PRON VERB PUNCT" },
    { "de", "en", "- - - - PRON X X PUNCT - - -" },
    { "de", NULL, "- - - - - - - - - - -" },
    { "und", "de", "PRON VERB PRON PUNCT - - - - PRON VERB PUNCT" },
    { "EN-gb", "de", "PRON VERB PRON PUNCT - - - - PRON VERB PUNCT" },
  };
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "tag");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ObelusDocument) document = obelus_document_new ("d", text, -1, &error);
      add_languages (document, cases[i].whole, cases[i].part, 10, cases[i].part != NULL ? 21 : 0);
      obelus_pipeline_process (pipeline, document, NULL, &error);
      g_assert_no_error (error);
      for (guint32 row = 0; row < 11; row++)
        {
          g_auto (GStrv) expected = g_strsplit (cases[i].upos, " ", -1);
          gboolean is_left = g_str_equal (expected[row], "-");
          g_assert_true ((get_cell (document, "upos", row) == NULL) == is_left);
          g_assert_true ((get_cell (document, "lemma", row) == NULL) == is_left);
        }
    }
}

/* Learning */

/* Sentences of words that nobody knows, made by a rule: what ends in -ed is a verb, and what follows `the` and `a` is a
 * noun, of which -s makes a plural. */
static GString *
make_lesson (void)
{
  static const char *const stems[] = { "grib", "sned", "molp", "vorb", "dalp", "fenk", "jurt", "klim" };
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < 60; i++)
    {
      const char *subject = stems[i % 8], *verb = stems[(i / 8 + i) % 8], *object = stems[(i * 3 + 1) % 8];
      if (i % 6 == 0)
        g_string_append_printf (lines, "# newdoc id = %u\n", i);
      g_string_append_printf (lines, "1\tthe\tthe\tDET\tDT\t_\t0\troot\t_\t_\n2\t%s\t%s\tNOUN\tNN\t_\t1\tdep\t_\t_\n",
                              subject, subject);
      g_string_append_printf (lines, "3\t%sed\t%s\tVERB\tVBD\t_\t1\tdep\t_\t_\n", verb, verb);
      g_string_append_printf (lines, "4\ta\ta\tDET\tDT\t_\t1\tdep\t_\t_\n5\t%ss\t%s\tNOUN\tNNS\t_\t1\tdep\t_\t_\n\n",
                              object, object);
    }

  return lines;
}

static GBytes *
train (const char *trainer, const char *lines, const char *card, GError **error)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new (lines, strlen (lines));

  g_ptr_array_add (sources, obelus_source_new_for_bytes ("lesson.conllu", bytes));

  return obelus_runner_train (registry, trainer, "conllu", sources, card, NULL, NULL, NULL, error);
}

/* Writes a model to a folder of its own, and returns its path. */
static char *
write_model (GBytes *model)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("obelus-tag-XXXXXX", &error);
  g_assert_no_error (error);
  char *path = g_build_filename (folder, "made.obm", NULL);

  g_file_set_contents (path, g_bytes_get_data (model, NULL), (gssize) g_bytes_get_size (model), &error);
  g_assert_no_error (error);
  return path;
}

static void
remove_model (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_what_was_learned_is_used (void)
{
  g_autoptr (GString) lines = make_lesson ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) model = train ("tag epochs=8 prune=0.02 decay=0.1", lines->str, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *path = write_model (model);

  g_autofree char *line = g_strdup_printf ("tag model=%s", path);
  assert_tagged_by (line, "the zorp dreked a plings", "DET NOUN VERB DET NOUN", "the zorp drek a pling");

  remove_model (path);
}

/* Whether a model tags a text in a language. */
static gboolean
tags_language (const char *model, const char *language)
{
  g_autofree char *line = g_strdup_printf ("tag model=%s", model);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  g_autoptr (ObelusDocument) document = obelus_document_new ("d", "the zorp dreked", -1, &error);

  add_languages (document, language, NULL, 0, 0);
  obelus_pipeline_process (pipeline, document, NULL, &error);
  g_assert_no_error (error);
  return get_cell (document, "upos", 0) != NULL;
}

static void
test_models_are_for_the_language_of_their_card (void)
{
  g_autoptr (GString) lines = make_lesson ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) german = train ("tag epochs=1", lines->str, "{\"language\": \"de\"}", &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) of_any = train ("tag epochs=1", lines->str, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *german_path = write_model (german), *path_of_any = write_model (of_any);

  g_assert_true (tags_language (german_path, "de-AT"));
  g_assert_true (tags_language (german_path, "und"));
  g_assert_false (tags_language (german_path, "en"));
  g_assert_true (tags_language (path_of_any, "en"));
  g_assert_true (tags_language (path_of_any, "sw"));

  remove_model (german_path);
  remove_model (path_of_any);
}

static void
test_learning_repeats_itself (void)
{
  g_autoptr (GString) lines = make_lesson ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = train ("tag epochs=2", lines->str, NULL, &error);
  g_autoptr (GBytes) again = train ("tag epochs=2", lines->str, NULL, &error);
  g_autoptr (GBytes) other = train ("tag epochs=2 seed=2", lines->str, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, again));
  g_assert_false (g_bytes_equal (first, other));
}

static void
test_nothing_to_learn_is_told (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) model = train ("tag", "1\tthe\t_\t_\t_\t_\t0\troot\t_\t_\n\n", NULL, &error);

  g_assert_null (model);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "upos"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tag/plain", test_plain_sentences);
  g_test_add_func ("/tag/long-tokens", test_long_tokens);
  g_test_add_func ("/tag/ambiguous", test_words_that_are_two_things);
  g_test_add_func ("/tag/unknown", test_unknown_words);
  g_test_add_func ("/tag/capitals", test_capitals);
  g_test_add_func ("/tag/any", test_every_token_has_both);
  g_test_add_func ("/tag/memory", test_documents_do_not_matter_to_each_other);
  g_test_add_func ("/tag/languages", test_other_languages_are_left_alone);
  g_test_add_func ("/tag/trainer/learned", test_what_was_learned_is_used);
  g_test_add_func ("/tag/trainer/language", test_models_are_for_the_language_of_their_card);
  g_test_add_func ("/tag/trainer/repeats", test_learning_repeats_itself);
  g_test_add_func ("/tag/trainer/nothing", test_nothing_to_learn_is_told);

  return g_test_run ();
}
