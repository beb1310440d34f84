/* The processor as a plugin, run by the host over lists that the tests write. */
#include "../../../tests/plugin-host.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder;

/* Writes a list and returns its path. */
static char *
write_list (const char *name, const char *content, gssize length)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);

  return path;
}

static const char *
get_cell (ObelusLayer *layer, const char *name, guint32 row)
{
  gint column = obelus_layer_find_column (layer, name);
  const char *value = column < 0 ? NULL : obelus_layer_get_string (layer, (guint) column, row, NULL);

  return value != NULL ? value : "-";
}

/* `text/label/id/tagger` of each row, with spaces between; blanks in names are shown as `_`. */
static char *
show (ObelusDocument *document)
{
  ObelusLayer *layer = obelus_document_get_layer (document, "entity");
  const char *text = obelus_document_get_text (document, NULL);
  GString *shown = g_string_new (NULL);

  g_assert_nonnull (layer);
  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    {
      guint32 start = obelus_layer_get_starts (layer)[row], end = obelus_layer_get_ends (layer)[row];
      g_autofree char *name = g_strndup (text + start, end - start);
      g_strdelimit (name, " \n\t", '_');
      g_string_append_printf (shown, "%s%s/%s/%s/%s", row > 0 ? " " : "", name, get_cell (layer, "label", row),
                              get_cell (layer, "id", row), get_cell (layer, "tagger", row));
    }

  return g_string_free (shown, FALSE);
}

static void
assert_names (const char *list, const char *options, const char *text, const char *expected)
{
  g_autofree char *path = write_list ("names.tsv", list, -1);
  g_autofree char *line = g_strdup_printf ("tokenize language=en ! gazetteer file=%s %s", path, options);
  g_autoptr (ObelusDocument) document = test_process (line, text, -1);
  g_autofree char *names = show (document);

  g_assert_cmpstr (names, ==, expected);
}

static void
test_longest_on_tokens (void)
{
  const char *list
      = "New York\tLOC\tq60\nNew York Times\tORG\tq9684\nYork\tLOC\tq42462\nAT&T\tORG\nJ.K. Rowling\tPER\n";

  assert_names (list, "", "The New York Times of New York, not of York.",
                "New_York_Times/ORG/q9684/gazetteer New_York/LOC/q60/gazetteer York/LOC/q42462/gazetteer");
  assert_names (list, "", "Yorkshire, newYork, New-York and Duke's Yorks.", "York/LOC/q42462/gazetteer");
  assert_names (list, "", "New York's mayor", "New_York/LOC/q60/gazetteer");
  /* However it is set: white space only parts words, but a blank line parts paragraphs. */
  assert_names (list, "", "AT & T, J. K. Rowling, New\n  York Times",
                "AT_&_T/ORG/-/gazetteer J._K._Rowling/PER/-/gazetteer New___York_Times/ORG/q9684/gazetteer");
  assert_names (list, "", "New\n\nYork", "York/LOC/q42462/gazetteer");
  assert_names (list, "", "", "");
  assert_names ("", "", "New York", "");
  assert_names ("!!!\tORG\n", "", "They heard !!! live.", "!!!/ORG/-/gazetteer");
}

static void
test_scripts (void)
{
  const char *list = "Москва\tLOC\n東京\tLOC\nΑθήνα\tLOC\nالقاهرة\tLOC\nदिल्ली\tLOC\nกรุงเทพ\tLOC\nتل أبيب\tLOC\n";

  assert_names (list, "", "Москва, Αθήνα und القاهرة; दिल्ली. تل أبيب",
                "Москва/LOC/-/gazetteer Αθήνα/LOC/-/gazetteer القاهرة/LOC/-/gazetteer दिल्ली/LOC/-/gazetteer "
                "تل_أبيب/LOC/-/gazetteer");
  assert_names (list, "", "Москвариум", "");
}

static void
test_case_and_form (void)
{
  const char *composed = "Zürich\tLOC\n", *decomposed = "Zu\xcc\x88rich\tLOC\n";

  assert_names (composed, "", "In Zu\xcc\x88rich.", "Zu\xcc\x88rich/LOC/-/gazetteer");
  assert_names (decomposed, "", "In Zürich.", "Zürich/LOC/-/gazetteer");
  assert_names (decomposed, "form=none", "In Zürich.", "");
  assert_names (composed, "", "In Zurich and ZÜRICH.", "");
  assert_names (composed, "form=plain", "In Zurich and ZÜRICH.", "Zurich/LOC/-/gazetteer");
  assert_names (composed, "form=plain case=ignore", "In zurich and ZÜRICH.",
                "zurich/LOC/-/gazetteer ZÜRICH/LOC/-/gazetteer");
  assert_names ("Weißbier\tX\n", "case=ignore", "WEISSBIER!", "WEISSBIER/X/-/gazetteer");
  assert_names ("office\tX\n", "form=nfkc", "The oﬃce.", "oﬃce/X/-/gazetteer");
  assert_names ("office\tX\n", "", "The oﬃce.", "");
  assert_names ("O'Brien\tPER\n", "", "Mr O’Brien said", "O’Brien/PER/-/gazetteer");
  assert_names ("O'Brien\tPER\n", "form=none", "Mr O’Brien said", "");
}

static void
test_readings (void)
{
  const char *list = "Paris\tPER\tp\t1\nParis\tLOC\tl\t9\nRome\tLOC\tr\nRome\tLOC\tr\nRome\tPER\tx\nKiel\n";
  g_autofree char *path = write_list ("names.tsv", list, -1);
  g_autofree char *line = g_strdup_printf ("tokenize ! gazetteer file=%s label=PORT", path);
  g_autoptr (ObelusDocument) document = test_process (line, "Paris, Rome, Kiel.", -1);
  g_autofree char *names = show (document);
  ObelusLayer *layer = obelus_document_get_layer (document, "entity");
  const double *scores = obelus_layer_get_reals (layer, (guint) obelus_layer_find_column (layer, "score"));

  g_assert_cmpstr (names, ==, "Paris/LOC/l/gazetteer Rome/LOC/r/gazetteer Kiel/PORT/-/gazetteer");
  g_assert_cmpfloat (scores[0], ==, 0.9);
  g_assert_cmpfloat (scores[1], ==, 0.667);
  g_assert_cmpfloat (scores[2], ==, 1);
  assert_names (list, "min-score=0.8", "Paris, Rome, Kiel.", "Paris/LOC/l/gazetteer Kiel/MISC/-/gazetteer");
}

static void
test_list_files (void)
{
  assert_names (
      "\xef\xbb\xbfname\tlabel\tid\tweight\r\n# places\r\n\r\n Kiel \t LOC \t k \t 2 \r\n#Kiel\tTAG\r\nLast\tX", "",
      "Kiel Last name", "Kiel/LOC/k/gazetteer Last/X/-/gazetteer");
}

static void
assert_refused (const char *content, gssize length, const char *part)
{
  g_autofree char *path = write_list ("bad.tsv", content, length);
  g_autofree char *line = g_strdup_printf ("tokenize ! gazetteer file=%s", path);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = test_prepare (line, &error);

  g_assert_null (pipeline);
  if (error == NULL || strstr (error->message, part) == NULL)
    g_error ("'%s' is not in '%s'", part, error != NULL ? error->message : "(no error)");

  /* The rest can be used. */
  g_autofree char *lenient = g_strconcat (line, " bad-lines=skip", NULL);
  g_autoptr (ObelusDocument) document = test_process (lenient, "In Kiel.", -1);
  g_autofree char *names = show (document);
  g_assert_cmpstr (names, ==, "Kiel/LOC/-/gazetteer");
}

static void
test_bad_lines (void)
{
  g_autofree char *words = g_malloc (4000);
  for (guint i = 0; i < 4000; i++)
    words[i] = i % 2 == 0 ? 'a' : ' ';
  g_autofree char *long_name = g_strdup_printf ("Kiel\tLOC\n%.*s\tX\n", 4000, words);

  assert_refused ("Kiel\tLOC\n\tLOC\n", -1,
                  "1 bad line; mend it, or set bad-lines=skip to use the rest: bad.tsv:2: its "
                  "first column, the name, is empty");
  assert_refused ("a\tb\tc\td\nKiel\tLOC\n", -1, "bad.tsv:1: its fourth column");
  assert_refused ("Kiel\tLOC\na\tb\tc\t-1\n", -1, "bad.tsv:2: its fourth column");
  assert_refused ("Kiel\tLOC\na\tb\tc\tnan\n", -1, "bad.tsv:2: its fourth column");
  assert_refused ("Kiel\tLOC\na\tb\tc\t1\te\n", -1, "bad.tsv:2: it has 5 columns");
  assert_refused ("Kiel\tLOC\n\xff\n", -1, "bad.tsv:2: byte 1 is not valid UTF-8");
  assert_refused ("Kiel\tLOC\na\0b\n", 13, "bad.tsv:2: it has the control character U+0000");
  assert_refused ("Kiel\tLOC\nK\xef\xbf\xbdln\n", -1, "bad.tsv:2: it has U+FFFD");
  assert_refused (long_name, -1, "bad.tsv:2: its name is longer than 64 words");
  assert_refused ("\t\n\t\n\t\n\t\n\t\n\t\n\t\n\t\n\t\n\t\n\t\nKiel\tLOC\n", -1,
                  "bad.tsv:10: its first column, the name, is "
                  "empty; write one or remove the line; and 1 "
                  "more");
}

static void
test_what_cannot_be_used (void)
{
  g_autofree char *wide = write_list ("wide.tsv", "\xff\xfeK\0", 4);
  g_autofree char *list = write_list ("names.tsv", "Kiel\tLOC\n", -1);
  const struct
  {
    char *line;
    const char *part;
  } cases[] = {
    { g_strdup_printf ("gazetteer file=%s", wide), "'wide.tsv' is UTF-16; convert it" },
    { g_strdup_printf ("gazetteer file=%s prefer=longr", list), "option 'prefer' has 'longr'; write longer" },
    { g_strdup_printf ("gazetteer file=%s prefer=stage:", list), "option 'prefer' has 'stage:'" },
    { g_strdup_printf ("gazetteer file=%s model=entities.obm", list), "options 'file' and 'model' both name a list" },
    { g_strdup ("gazetteer model=tokenize.obm"), "is no gazetteer; make one with 'obelus train gazetteer'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = cases[i].line;
      g_autoptr (GError) error = NULL;
      g_autoptr (ObelusPipeline) pipeline = test_prepare (line, &error);
      g_assert_null (pipeline);
      if (strstr (error->message, cases[i].part) == NULL)
        g_error ("'%s' is not in '%s'", cases[i].part, error->message);
    }

  /* Without a list it finds nothing. */
  g_autoptr (ObelusDocument) document = test_process ("tokenize ! gazetteer", "In Kiel.", -1);
  g_autofree char *names = show (document);
  g_assert_cmpstr (names, ==, "");
}

/* A compiled list gives what the list gives. */
static void
test_compiled (void)
{
  g_autofree char *list = write_list ("names.txt", "Kiel\tLOC\tk\t3\nKiel\tORG\tclub\nBad Kissingen\tLOC\n", -1);
  g_autofree char *compiled = g_build_filename (folder, "names.obm", NULL);
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (sources, obelus_source_new_for_path (list));
  g_autoptr (GBytes) model
      = obelus_runner_train (registry, "gazetteer case=ignore", "text", sources, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_set_contents (compiled, g_bytes_get_data (model, NULL), (gssize) g_bytes_get_size (model), &error);
  g_assert_no_error (error);

  g_autofree char *by_model = g_strdup_printf ("tokenize ! gazetteer model=%s", compiled);
  g_autofree char *by_file = g_strdup_printf ("tokenize ! gazetteer file=%s case=ignore", list);
  const char *text = "From KIEL to bad kissingen.";
  g_autoptr (ObelusDocument) first = test_process (by_model, text, -1), second = test_process (by_file, text, -1);
  g_autofree char *first_names = show (first), *second_names = show (second);
  g_assert_cmpstr (first_names, ==, "KIEL/LOC/k/gazetteer bad_kissingen/LOC/-/gazetteer");
  g_assert_cmpstr (second_names, ==, first_names);
}

/* The oracle: at each token the longest name that the text has there, letter by letter. */
static void
test_against_plain_search (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  static const char *const words[] = { "a", "b", "Ab", "ä", "b.", "東", "-" };

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GString) list = g_string_new (NULL), text = g_string_new (NULL), expected = g_string_new (NULL);
      for (guint i = 0; i < 12; i++)
        {
          g_autoptr (GString) name = g_string_new (NULL);
          for (gint n = g_rand_int_range (random, 1, 5); n > 0; n--)
            g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "",
                                    words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
          g_string_append_printf (list, "%s\tX\n", name->str);
          g_ptr_array_add (names, g_strdup (name->str));
        }
      for (guint i = 0; i < 80; i++)
        g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                                words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);

      g_autofree char *path = write_list ("names.tsv", list->str, -1);
      g_autofree char *line = g_strdup_printf ("tokenize rules=unicode ! gazetteer file=%s", path);
      g_autoptr (ObelusDocument) document = test_process (line, text->str, -1);
      ObelusLayer *tokens = obelus_document_get_layer (document, "token");
      g_autoptr (GHashTable) ends = g_hash_table_new (NULL, NULL);
      for (guint32 i = 0; i < obelus_layer_get_n_rows (tokens); i++)
        g_hash_table_add (ends, GUINT_TO_POINTER (obelus_layer_get_ends (tokens)[i]));
      guint32 free_from = 0;
      for (guint32 i = 0; i < obelus_layer_get_n_rows (tokens); i++)
        {
          guint32 start = obelus_layer_get_starts (tokens)[i], longest = 0;
          for (guint j = 0; j < names->len && start >= free_from; j++)
            {
              const char *name = g_ptr_array_index (names, j);
              guint32 length = (guint32) strlen (name);
              if (g_str_has_prefix (text->str + start, name) && length > longest
                  && g_hash_table_contains (ends, GUINT_TO_POINTER (start + length)))
                longest = length;
            }
          if (longest == 0)
            continue;
          free_from = start + longest;
          g_string_append_printf (expected, "%u-%u ", start, start + longest);
        }

      g_autoptr (GString) found = g_string_new (NULL);
      ObelusLayer *layer = obelus_document_get_layer (document, "entity");
      for (guint32 i = 0; i < obelus_layer_get_n_rows (layer); i++)
        g_string_append_printf (found, "%u-%u ", obelus_layer_get_starts (layer)[i], obelus_layer_get_ends (layer)[i]);
      g_assert_cmpstr (found->str, ==, expected->str);
    }
}

/* Merging: two lists, the second of which revises what the first found */

static void
assert_merged (const char *options, const char *expected)
{
  g_autofree char *first
      = write_list ("first.tsv", "Bank of England\tORG\tboe\nMerkel\tPER\tq567\nPaul Kiel\tPER\n", -1);
  g_autofree char *second = write_list (
      "second.tsv", "England\tLOC\te\nMerkel\tPER\tother\nKiel am Rhein\tLOC\t\t3\nKiel am Rhein\tORG\n", -1);
  g_autofree char *line
      = g_strdup_printf ("tokenize ! gazetteer file=%s ! gazetteer file=%s %s", first, second, options);
  g_autoptr (ObelusDocument) document = test_process (line, "Merkel, Bank of England, Paul Kiel am Rhein.", -1);
  g_autofree char *names = show (document);

  g_assert_cmpstr (names, ==, expected);
}

#define MERKEL "Merkel/PER/q567/gazetteer+gazetteer-2 "
#define BANK "Bank_of_England/ORG/boe/gazetteer"
#define ENGLAND "England/LOC/e/gazetteer-2"
#define PAUL "Paul_Kiel/PER/-/gazetteer"
#define KIEL "Kiel_am_Rhein/LOC/-/gazetteer-2"

static void
test_merging (void)
{
  assert_merged ("", MERKEL BANK " " KIEL);
  assert_merged ("prefer=this", MERKEL ENGLAND " " KIEL);
  assert_merged ("prefer=earlier", MERKEL BANK " " PAUL);
  assert_merged ("prefer=stage:gazetteer-2", MERKEL ENGLAND " " KIEL);
  assert_merged ("prefer=stage:gazetteer,longer", MERKEL BANK " " PAUL);
  /* Kiel on the Rhine scores .75, the others 1. */
  assert_merged ("prefer=score,longer", MERKEL BANK " " PAUL);
  assert_merged ("overlap=nest", MERKEL BANK " " ENGLAND " " KIEL);
  assert_merged ("overlap=keep", MERKEL BANK " " ENGLAND " " PAUL " " KIEL);
}

/* Columns and references of others survive; what referred to a name that is dropped refers to nothing. */
/* An earlier stage and this one find nothing, in texts with and without words: there is a layer, and it is empty. */
static void
test_merging_nothing (void)
{
  static const char *const texts[] = { "", "a", "\n\n", "it is over there." };
  static const char *const overlaps[] = { "drop", "nest", "keep" };
  g_autofree char *path = write_list ("one.tsv", "Queen of Kilbride\tSHIP\n", -1);

  for (guint i = 0; i < G_N_ELEMENTS (overlaps); i++)
    {
      g_autofree char *line
          = g_strdup_printf ("tokenize ! entities ! gazetteer file=%s overlap=%s ! mentions", path, overlaps[i]);
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          g_autoptr (ObelusDocument) document = test_process (line, texts[j], -1);
          g_autofree char *names = show (document);
          g_assert_cmpstr (names, ==, "");
        }
    }
}

static void
test_merging_keeps_what_others_made (void)
{
  g_autofree char *list = write_list ("names.tsv", "Bank of England\tORG\nMerkel\tLOC\n", -1);
  g_autofree char *line = g_strdup_printf ("tokenize ! gazetteer file=%s", list);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = test_prepare (line, &error);
  g_assert_no_error (error);
  g_autoptr (ObelusDocument) document
      = obelus_document_new ("d", "Paul met Merkel of England of Bank of England.", -1, &error);
  g_autoptr (ObelusLayerBuilder) names = obelus_layer_builder_new ("entity");
  guint label = obelus_layer_builder_add_column (names, "label", OBELUS_COLUMN_STRING);
  guint rank = obelus_layer_builder_add_column (names, "acme.rank", OBELUS_COLUMN_INTEGER);
  guint boss = obelus_layer_builder_add_reference (names, "acme.boss", "entity");
  static const guint32 starts[] = { 0, 9, 38 }, ends[] = { 4, 15, 45 };
  for (guint32 row = 0; row < 3; row++)
    {
      obelus_layer_builder_append (names, starts[row], ends[row]);
      obelus_layer_builder_set_string (names, label, row, "PER", -1);
      obelus_layer_builder_set_integer (names, rank, row, 10 + row);
      obelus_layer_builder_set_reference (names, boss, row, row == 1 ? 0 : 2);
    }
  g_assert_true (obelus_document_commit (document, names, &error));
  g_autoptr (ObelusLayerBuilder) mentions = obelus_layer_builder_new ("mention");
  guint entity = obelus_layer_builder_add_reference (mentions, "entity", "entity");
  for (guint32 row = 0; row < 3; row++)
    obelus_layer_builder_set_reference (mentions, entity, obelus_layer_builder_append (mentions, row, row), row);
  g_assert_true (obelus_document_commit (document, mentions, &error));

  g_assert_true (obelus_pipeline_process (pipeline, document, NULL, &error));
  g_assert_no_error (error);
  g_autofree char *shown = show (document);
  /* The list, being this stage's, wins where spans are equal. */
  g_assert_cmpstr (shown, ==, "Paul/PER/-/- Merkel/LOC/-/gazetteer Bank_of_England/ORG/-/gazetteer");
  ObelusLayer *merged = obelus_document_get_layer (document, "entity");
  guint rank_column = (guint) obelus_layer_find_column (merged, "acme.rank");
  guint boss_column = (guint) obelus_layer_find_column (merged, "acme.boss");
  g_assert_cmpint (obelus_layer_get_integers (merged, rank_column)[0], ==, 10);
  g_assert_false (obelus_layer_has_value (merged, rank_column, 1));
  g_assert_false (obelus_layer_has_value (merged, boss_column, 0));
  ObelusLayer *after = obelus_document_get_layer (document, "mention");
  const guint32 *references = obelus_layer_get_references (after, 0);
  g_assert_cmpuint (references[0], ==, 0);
  g_assert_cmpuint (references[1], ==, 1);
  g_assert_cmpuint (references[2], ==, OBELUS_NO_ROW);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("obelus-gazetteer-XXXXXX", &error);
  g_assert_no_error (error);
  g_test_add_func ("/gazetteer/longest-on-tokens", test_longest_on_tokens);
  g_test_add_func ("/gazetteer/scripts", test_scripts);
  g_test_add_func ("/gazetteer/case-and-form", test_case_and_form);
  g_test_add_func ("/gazetteer/readings", test_readings);
  g_test_add_func ("/gazetteer/list-files", test_list_files);
  g_test_add_func ("/gazetteer/bad-lines", test_bad_lines);
  g_test_add_func ("/gazetteer/what-cannot-be-used", test_what_cannot_be_used);
  g_test_add_func ("/gazetteer/compiled", test_compiled);
  g_test_add_func ("/gazetteer/against-plain-search", test_against_plain_search);
  g_test_add_func ("/gazetteer/merging", test_merging);
  g_test_add_func ("/gazetteer/merging-nothing", test_merging_nothing);
  g_test_add_func ("/gazetteer/merging-keeps-what-others-made", test_merging_keeps_what_others_made);
  int status = g_test_run ();

  static const char *const files[]
      = { "names.tsv", "bad.tsv", "wide.tsv", "names.txt", "names.obm", "first.tsv", "second.tsv" };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);
      g_remove (path);
    }
  g_rmdir (folder);
  g_free (folder);

  return status;
}
