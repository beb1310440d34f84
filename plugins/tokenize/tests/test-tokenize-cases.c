/* Texts with their sentences and tokens as data, run through the processor with its model, and normal forms. */
#include "../normal-forms.h"

#include <obelus/obelus.h>

#include <string.h>

static const char *const sentence_cases[] = {
#include "sentences.inc"
};

static const char *const token_cases[] = {
#include "tokens.inc"
};

typedef struct
{
  ObelusRegistry *registry;
  ObelusPipeline *pipeline;
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer line)
{
  g_autoptr (GError) error = NULL;

  fixture->registry = obelus_registry_new (NULL);
  fixture->pipeline = obelus_pipeline_new_from_line (fixture->registry, line);
  obelus_pipeline_prepare (fixture->pipeline, &error);
  g_assert_no_error (error);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer line G_GNUC_UNUSED)
{
  g_clear_object (&fixture->pipeline);
  g_clear_object (&fixture->registry);
}

static ObelusDocument *
process (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  ObelusDocument *document = obelus_document_new ("case", text, -1, &error);

  g_assert_no_error (error);
  obelus_pipeline_process (fixture->pipeline, document, NULL, &error);
  g_assert_no_error (error);

  return document;
}

/* The rows of a layer with @touching between those that touch and @apart between others. */
static char *
show_rows (ObelusDocument *document, const char *name, const char *touching, const char *apart)
{
  ObelusLayer *layer = obelus_document_get_layer (document, name);
  const char *text = obelus_document_get_text (document, NULL);
  GString *shown = g_string_new (NULL);

  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    {
      guint32 start = obelus_layer_get_starts (layer)[row];
      if (row > 0)
        g_string_append (shown, start == obelus_layer_get_ends (layer)[row - 1] ? touching : apart);
      g_string_append_len (shown, text + start, obelus_layer_get_ends (layer)[row] - start);
    }

  return g_string_free (shown, FALSE);
}

static char *
replace_all (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  return g_strjoinv (to, parts);
}

static void
test_sentences (Fixture *fixture, gconstpointer line G_GNUC_UNUSED)
{
  guint n_wrong = 0;

  g_assert_cmpuint (G_N_ELEMENTS (sentence_cases), >=, 150);
  for (guint i = 0; i < G_N_ELEMENTS (sentence_cases); i++)
    {
      g_autofree char *spaced = replace_all (sentence_cases[i], " ¶ ", " ");
      g_autofree char *joined = replace_all (spaced, "¶", "");
      g_autofree char *loose = replace_all (joined, " ⏎ ", "\n");
      g_autofree char *text = replace_all (loose, "⏎ ", "\n");
      g_autofree char *without_feeds = replace_all (sentence_cases[i], " ⏎ ⏎ ", " ¶ ");
      g_autofree char *marked = replace_all (without_feeds, "⏎", "¶");
      g_autofree char *expected = replace_all (marked, " ¶ ", "¶");
      g_autoptr (ObelusDocument) document = process (fixture, text);
      g_autofree char *shown = show_rows (document, "sentence", "¶", "¶");

      if (strcmp (shown, expected) != 0)
        {
          g_test_message ("expected %s, got %s", expected, shown);
          n_wrong++;
        }
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* A case is written as its tokens are: `|` where two touch. */
static void
test_tokens (Fixture *fixture, gconstpointer line G_GNUC_UNUSED)
{
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (token_cases); i++)
    {
      g_autofree char *text = replace_all (token_cases[i], "|", "");
      g_autoptr (ObelusDocument) document = process (fixture, text);
      g_autofree char *shown = show_rows (document, "token", "|", " ");

      if (strcmp (shown, token_cases[i]) != 0)
        {
          g_test_message ("expected %s, got %s", token_cases[i], shown);
          n_wrong++;
        }
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

static void
assert_norm (ObelusDocument *document, guint32 row, const char *expected)
{
  ObelusLayer *tokens = obelus_document_get_layer (document, "token");
  gint column = obelus_layer_find_column (tokens, "norm");

  g_assert_cmpint (column, >=, 0);
  if (expected == NULL)
    g_assert_false (obelus_layer_has_value (tokens, (guint) column, row));
  else
    g_assert_cmpstr (obelus_layer_get_string (tokens, (guint) column, row, NULL), ==, expected);
}

static void
test_norm (Fixture *fixture, gconstpointer line G_GNUC_UNUSED)
{
  g_autoptr (ObelusDocument) document = process (fixture, "“Go” – it’s &amp; ＡＢ …");
  const char *const expected[] = { "\"", NULL, "\"", "-", NULL, "'s", "&", "AB", "..." };

  for (guint32 row = 0; row < G_N_ELEMENTS (expected); row++)
    assert_norm (document, row, expected[row]);

  g_autoptr (ObelusDocument) plain = process (fixture, "Nothing special.");
  g_assert_cmpint (obelus_layer_find_column (obelus_document_get_layer (plain, "token"), "norm"), ==, -1);
}

static void
assert_form (const char *text, gboolean folds_case, const char *expected)
{
  g_autoptr (GString) form = g_string_new (NULL);
  guint32 length = (guint32) strlen (text);
  gboolean differs = normal_form_may_differ ((const guchar *) text, length, folds_case)
                     && normal_form_write (text, length, folds_case, form);

  g_assert_cmpstr (differs ? form->str : text, ==, expected);
}

static void
test_forms (void)
{
  assert_form ("``", FALSE, "\"");
  assert_form ("''", FALSE, "\"");
  assert_form ("&#8217;", FALSE, "'");
  assert_form ("&#x2014;", FALSE, "-");
  assert_form ("&#0;", FALSE, "&#0;");
  assert_form ("&#xD800;", FALSE, "&#xD800;");
  assert_form ("&#99999999;", FALSE, "&#99999999;");
  assert_form ("&nothing;", FALSE, "&nothing;");
  assert_form ("co\xC2\xADop", FALSE, "coop");
  assert_form ("\xC2\xAD", FALSE, "\xC2\xAD");
  assert_form ("eﬃcient", FALSE, "efficient");
  assert_form ("Élan", TRUE, "élan");
  assert_form ("USA", TRUE, "usa");
  assert_form ("USA", FALSE, "USA");
  assert_form ("naïve", FALSE, "naïve");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/tokenize/cases/sentences", Fixture, "tokenize", fixture_set_up, test_sentences, fixture_tear_down);
  g_test_add ("/tokenize/cases/tokens", Fixture, "tokenize", fixture_set_up, test_tokens, fixture_tear_down);
  g_test_add ("/tokenize/norm/column", Fixture, "tokenize norm=marks", fixture_set_up, test_norm, fixture_tear_down);
  g_test_add_func ("/tokenize/norm/forms", test_forms);

  return g_test_run ();
}
