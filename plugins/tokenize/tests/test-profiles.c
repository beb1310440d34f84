/* Languages with profiles: cases as data, the layer of languages, and what the reader of profiles refuses. */
#include "../language-guess.h"
#include "../languages.h"

#include <obelus/obelus.h>

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  const char *language;
  const char *marked;
} Case;

static const Case cases[] = {
#include "profiles.inc"
};

static const Case sentence_cases[] = {
#include "profile-sentences.inc"
};

/* A bare text, and its tokens and sentences as shown below, from a marked one. */
static void
read_case (const char *marked, GString *text, GString *expected)
{
  for (const char *at = marked; *at != '\0';)
    {
      if (*at == '{')
        {
          const char *end = strchr (at, '}');
          g_assert_nonnull (end);
          g_string_append_len (expected, at, end + 1 - at);
          at = end + 1;
        }
      else if (*at == '|')
        g_string_append_c (expected, *at++);
      else if (g_str_has_prefix (at, "¶ "))
        {
          g_string_append (expected, "¶ ");
          at += strlen ("¶ ");
        }
      else
        {
          g_string_append_c (text, *at);
          g_string_append_c (expected, *at++);
        }
    }
}

static ObelusDocument *
process (ObelusRegistry *registry, const char *line, const char *text, GError **error)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  g_autoptr (ObelusDocument) document = obelus_document_new ("case", text, -1, error);

  g_assert_nonnull (document);
  if (!obelus_pipeline_prepare (pipeline, error) || !obelus_pipeline_process (pipeline, document, NULL, error))
    return NULL;

  return g_steal_pointer (&document);
}

/* Tokens with their forms and sentences, as the cases have them. */
static char *
show (ObelusDocument *document)
{
  ObelusLayer *tokens = obelus_document_get_layer (document, "token");
  ObelusLayer *sentences = obelus_document_get_layer (document, "sentence");
  const char *text = obelus_document_get_text (document, NULL);
  gint forms = obelus_layer_find_column (tokens, "form");
  GString *shown = g_string_new (NULL);
  guint32 n = obelus_layer_get_n_rows (tokens), sentence = 0;
  const guint32 *starts = obelus_layer_get_starts (tokens), *ends = obelus_layer_get_ends (tokens);

  for (guint32 row = 0; row < n; row++)
    {
      const char *form = forms >= 0 ? obelus_layer_get_string (tokens, (guint) forms, row, NULL) : NULL;
      gboolean is_first = row == 0 || starts[row] != starts[row - 1];
      gboolean is_last = row + 1 == n || starts[row + 1] != starts[row];

      if (is_first && row > 0)
        {
          if (starts[row] == ends[row - 1])
            g_string_append_c (shown, '|');
          else
            g_string_append_c (shown, ' ');
          if (starts[row] >= obelus_layer_get_ends (sentences)[sentence])
            {
              g_string_append (shown, "¶ ");
              sentence++;
            }
        }
      if (is_first)
        g_string_append_len (shown, text + starts[row], ends[row] - starts[row]);
      if (form != NULL)
        g_string_append_printf (shown, "%s%s%s", is_first ? "{" : " ", form, is_last ? "}" : "");
    }
  g_assert_cmpuint (sentence + 1, ==, obelus_layer_get_n_rows (sentences));

  return g_string_free (shown, FALSE);
}

static void
test_cases (void)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *line = g_strdup_printf ("tokenize language=%s", cases[i].language);

      read_case (cases[i].marked, text, expected);
      g_autoptr (ObelusDocument) document = process (registry, line, text->str, &error);
      g_assert_no_error (error);
      g_autofree char *shown = show (document);
      if (strcmp (shown, expected->str) != 0)
        {
          n_wrong++;
          g_test_message ("%s: '%s' instead of '%s'", cases[i].language, shown, expected->str);
        }
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

static void
test_sentences (void)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sentence_cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (sentence_cases[i].marked, " ¶ ", -1);
      g_autofree char *text = g_strjoinv (" ", parts);
      g_autofree char *line = g_strdup_printf ("tokenize language=%s", sentence_cases[i].language);
      g_autoptr (GError) error = NULL;
      g_autoptr (ObelusDocument) document = process (registry, line, text, &error);
      g_autoptr (GString) shown = g_string_new (NULL);

      g_assert_no_error (error);
      ObelusLayer *sentences = obelus_document_get_layer (document, "sentence");
      for (guint32 row = 0; row < obelus_layer_get_n_rows (sentences); row++)
        {
          guint32 start = obelus_layer_get_starts (sentences)[row], end = obelus_layer_get_ends (sentences)[row];
          g_string_append_printf (shown, "%s%.*s", row > 0 ? " ¶ " : "", (int) (end - start), text + start);
        }
      if (strcmp (shown->str, sentence_cases[i].marked) != 0)
        {
          n_wrong++;
          g_test_message ("%s: '%s' instead of '%s'", sentence_cases[i].language, shown->str, sentence_cases[i].marked);
        }
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* Whoever reads multi-words finds the contractions in them. */
static void
test_contractions_are_multiwords (void)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = process (registry, "tokenize language=de norm=case", "Er ist IM Haus.", &error);
  g_assert_no_error (error);
  ObelusLayer *multiwords = obelus_document_get_layer (document, "multiword");
  ObelusLayer *tokens = obelus_document_get_layer (document, "token");
  guint forms = (guint) obelus_layer_find_column (tokens, "form"),
        norms = (guint) obelus_layer_find_column (tokens, "norm");

  g_assert_nonnull (multiwords);
  g_assert_cmpuint (obelus_layer_get_n_rows (multiwords), ==, 1);
  g_assert_cmpuint (obelus_layer_get_starts (multiwords)[0], ==, 7);
  g_assert_cmpuint (obelus_layer_get_n_rows (tokens), ==, 6);
  g_assert_cmpstr (obelus_layer_get_string (tokens, forms, 2, NULL), ==, "IN");
  g_assert_cmpstr (obelus_layer_get_string (tokens, forms, 3, NULL), ==, "DEM");
  g_assert_cmpstr (obelus_layer_get_string (tokens, norms, 3, NULL), ==, "dem");
  g_assert_null (obelus_layer_get_string (tokens, forms, 4, NULL));
}

/* A document that says which language it and one of its paragraphs are in. */
static void
test_layer_decides (void)
{
  static const char text[] = "Il vient du port.\n\nEr wohnt im Dorf.\n\nNous allons au port.";
  const struct
  {
    const char *code;
    guint32 start;
    guint32 end;
  } rows[] = { { "fr", 0, sizeof text - 1 }, { "de", 19, 36 } };
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "tokenize");
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("language");
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_document_new ("d", text, -1, &error);

  g_assert_no_error (error);
  guint code = obelus_layer_builder_add_column (builder, "code", OBELUS_COLUMN_STRING);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint32 row = obelus_layer_builder_append (builder, rows[i].start, rows[i].end);
      obelus_layer_builder_set_string (builder, code, row, rows[i].code, -1);
    }
  obelus_document_commit (document, builder, &error);
  g_assert_no_error (error);
  obelus_pipeline_prepare (pipeline, &error);
  g_assert_no_error (error);
  obelus_pipeline_process (pipeline, document, NULL, &error);
  g_assert_no_error (error);

  g_autofree char *shown = show (document);
  g_assert_cmpstr (shown, ==, "Il vient du{de le} port|. ¶ Er wohnt im{in dem} Dorf|. ¶ Nous allons au{à le} port|.");
}

static void
test_english_without_a_layer (void)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = process (registry, "tokenize", "We don't. The du stays.", &error);

  g_assert_no_error (error);
  g_autofree char *shown = show (document);
  g_assert_cmpstr (shown, ==, "We do|n't|. ¶ The du stays|.");
}

static void
test_bad_language (void)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (process (registry, "tokenize language=\"no such\"", "Text.", &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_OPTION);
  g_assert_nonnull (strstr (error->message, "no such"));
}

static void
test_own_profile (void)
{
  g_autofree char *folder = g_dir_make_tmp ("obelus-profile-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "eo.profile", NULL);
  g_autofree char *line = g_strdup_printf ("tokenize language=eo profile=\"%s\"", path);
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (
      path, "# Esperanto\n[settings]\nlanguage = eo\n[before names]\ns-ro\n[abbreviations]\nktp\n[elisions]\nl\n", -1,
      &error);
  g_assert_no_error (error);
  g_autoptr (ObelusDocument) document = process (registry, line, "S-ro. Vulpo trovis l'arbon ktp. kaj iris.", &error);
  g_assert_no_error (error);
  g_autofree char *shown = show (document);
  g_assert_cmpstr (shown, ==, "S-ro. Vulpo trovis l'|arbon ktp. kaj iris|.");

  g_file_set_contents (path, "[settings]\nlanguage = eo\nordinals = perhaps\n", -1, NULL);
  g_assert_null (process (registry, line, "Text.", &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_OPTION);
  g_assert_nonnull (strstr (error->message, "line 3"));
  g_assert_nonnull (strstr (error->message, "perhaps"));

  g_remove (path);
  g_rmdir (folder);
}

static void
test_what_the_reader_refuses (void)
{
  static const struct
  {
    const char *text;
    const char *problem;
  } wrong[] = {
    { "", "which language" },
    { "word\n", "line 1" },
    { "[no such]\n", "no section" },
    { "[settings]\nlanguage = xx\ncolour = yes\n", "line 3: there is no setting 'colour'" },
    { "[settings]\nlanguage xx\n", "line 2" },
    { "[settings]\nlanguage = xx\n[contractions]\nim = in\n", "line 4" },
    { "[settings]\nlanguage = xx\n[contractions]\nim = in dem\nIM = an dem\n", "line 5" },
    { "[settings]\nlanguage = xx\n[whole]\n\xFF\n", "UTF-8" },
    { "[settings]\nlanguage = "
      "xx\n[whole]\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
      "longer" },
  };
  CharacterTable characters;

  character_table_init (&characters);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *problem = NULL;
      g_assert_null (profile_parse (wrong[i].text, strlen (wrong[i].text), &characters, &problem));
      g_assert_nonnull (problem);
      if (strstr (problem, wrong[i].problem) == NULL)
        g_error ("'%s' does not say '%s'", problem, wrong[i].problem);
    }
}

/* However people write them in a profile. */
static void
test_words_are_known_in_any_case (void)
{
  static const char text[] = "[settings]\nlanguage = xx\n[sentence starters]\nDer \u00C4RGER\n";
  static const char *const words[] = { "der", "Der", "DER", "\u00E4rger", "\u00C4rger" };
  CharacterTable characters;
  g_autofree char *problem = NULL;

  character_table_init (&characters);
  Profile *profile = profile_parse (text, strlen (text), &characters, &problem);
  g_assert_nonnull (profile);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const guchar *word = (const guchar *) words[i];
      gsize length = strlen (words[i]);
      g_assert_cmpuint (profile_look_up (profile, word, length) & WORD_STARTER, ==, WORD_STARTER);
      g_assert_cmpuint (lexicon_look_up (profile->rules->lexicon, word, length) & WORD_STARTER, ==, WORD_STARTER);
    }
  profile_free (profile);
}

/* Tokens and sentences hold every character but white space, in order, and no sentence ends inside a token. */
static void
assert_whole (ObelusPipeline *pipeline, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_document_new ("case", text, (gssize) length, &error);

  g_assert_no_error (error);
  obelus_pipeline_process (pipeline, document, NULL, &error);
  g_assert_no_error (error);

  ObelusLayer *tokens = obelus_document_get_layer (document, "token");
  ObelusLayer *sentences = obelus_document_get_layer (document, "sentence");
  const guint32 *starts = obelus_layer_get_starts (tokens), *ends = obelus_layer_get_ends (tokens);
  guint32 n = obelus_layer_get_n_rows (tokens), at = 0, sentence = 0;

  for (guint32 row = 0; row < n; row++)
    {
      if (row > 0 && starts[row] == starts[row - 1])
        {
          g_assert_cmpuint (ends[row], ==, ends[row - 1]);
          continue;
        }
      g_assert_cmpuint (starts[row], >=, at);
      for (; at < starts[row]; at = (guint32) (g_utf8_next_char (text + at) - text))
        {
          gunichar c = g_utf8_get_char (text + at);
          g_assert_true (g_unichar_isspace (c) || c == 0x200B || c == 0xFEFF || c == 0x85 || c == 0x0B);
        }
      while (obelus_layer_get_ends (sentences)[sentence] <= starts[row])
        sentence++;
      g_assert_cmpuint (obelus_layer_get_starts (sentences)[sentence], <=, starts[row]);
      g_assert_cmpuint (obelus_layer_get_ends (sentences)[sentence], >=, ends[row]);
      at = ends[row];
    }
  for (; at < length; at = (guint32) (g_utf8_next_char (text + at) - text))
    g_assert_true (g_unichar_isspace (g_utf8_get_char (text + at)) || g_utf8_get_char (text + at) == 0x200B);
}

static ObelusPipeline *
prepare (ObelusRegistry *registry, const char *language)
{
  g_autofree char *line = g_strdup_printf ("tokenize language=%s", language);
  g_autoptr (GError) error = NULL;
  ObelusPipeline *pipeline = obelus_pipeline_new_from_line (registry, line);

  obelus_pipeline_prepare (pipeline, &error);
  g_assert_no_error (error);

  return pipeline;
}

static const char *const languages_tried[] = { "de", "es", "fr", "it", "nl", "pt", "ru", "ja" };

static void
test_random_texts (void)
{
  static const char *const pieces[] = {
    "a",    "Z",     "z.B", "d'",       "l’", "-t-il", "-",   "--",     "dámelo", "im",         "IM",
    "À",    "é",     "я",   "г",        ".",  "..",    "!",   "?!",     "…",      "。",         "」",
    "「",   "《",    "》",  "»",        "«",  "„",     "“",   "\"",     "'",      "(",          ")",
    ",",    ";",     ":",   "°",        "º",  "1",     "12",  "1.5",    "1990",   "3.",         "n.",
    "S.A.", " ",     " ",   " ",        "\n", "\n\n",  "\t",  "\u00A0", "\u202F", "\u200B",     "\u0301",
    "漢",   "か",    "ไทย", "ខ្មែរ",     "•",  "1) ",   "a. ", "@",      "a@b.c",  "http://x.y", "#t",
    "XIV",  "J.-C.", "'s",  "chama-se", "٣",  "３",    "．",  "😀",      "\x01",
  };
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (1907);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (languages_tried); i++)
    {
      g_autoptr (ObelusPipeline) pipeline = prepare (registry, languages_tried[i]);
      for (guint round = 0; round < 500; round++)
        {
          g_string_truncate (text, 0);
          for (gint n = g_rand_int_range (random, 1, 20); n > 0; n--)
            g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
          assert_whole (pipeline, text->str, text->len);
        }
    }
}

/* On a hundred kilobytes a quadratic step takes minutes in all. */
static void
test_hostile_texts (void)
{
  static const char *const units[]
      = { "a",       ".",     "a.",    "A.",    "a. ", "z. B. ", "1.", "1. ",     "1 000 ", "l'",  "'",
          "a-",      "-t-il", "a'-",   "d'a",   "«",   "。",     "「", "「。",    "漢",     "ไ",   "ก่",
          "• 1. a ", "a@",    "a@a.",  "J.-",   "Dr.", "me",     "lo", "e\u0301", "des ",   "im ", "S.",
          "?!",      "\n",    "a\n\n", "XIV. ", "³",   "１．",   " ",  "É",       "a/a" };
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (languages_tried); i += 3)
    {
      g_autoptr (ObelusPipeline) pipeline = prepare (registry, languages_tried[i]);
      for (guint unit = 0; unit < G_N_ELEMENTS (units); unit++)
        {
          g_string_truncate (text, 0);
          while (text->len < 100000)
            g_string_append (text, units[unit]);
          assert_whole (pipeline, text->str, text->len);
        }
    }
}

static void
test_guesses (void)
{
  static const struct
  {
    const char *text;
    const char *code;
  } guesses[] = {
    { "The boats of the harbour are painted in blue and white.", "en" },
    { "Flights to Los Angeles, El Paso, La Jolla and Rio de Janeiro", "en" },
    { "He said: c'est la vie, and went home to his wife.", "en" },
    { "Die Boote im Hafen sind blau und weiß gestrichen.", "de" },
    { "Les bateaux du port sont peints en bleu et en blanc.", "fr" },
    { "Los barcos del puerto están pintados de azul y de blanco.", "es" },
    { "Le barche del porto sono dipinte di blu e di bianco.", "it" },
    { "Os barcos do porto são pintados de azul e não de branco.", "pt" },
    { "De boten in de haven zijn blauw en wit geschilderd.", "nl" },
    { "Лодки в порту не были белыми, они были на берегу.", "ru" },
    { "Bådene i havnen er blå, og de er ikke hvide.", "da" },
    { "", "en" },
    { "12:45 +++ 3,50", "en" },
    { "\xE2\x82\xAC", "en" },
  };
  LanguageGuess *guess = language_guess_new ();

  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    g_assert_cmpstr (language_guess (guess, guesses[i].text, (guint32) strlen (guesses[i].text)), ==, guesses[i].code);
  language_guess_free (guess);
}

static void
test_guess_without_a_layer (void)
{
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = process (
      registry, "tokenize", "Wir kommen am 3. Mai zum Hafen und wollen dann mit dem Boot nach Lund.", &error);

  g_assert_no_error (error);
  g_autofree char *shown = show (document);
  g_assert_cmpstr (shown, ==,
                   "Wir kommen am{an dem} 3. Mai zum{zu dem} Hafen und wollen dann mit dem Boot nach Lund|.");
}

static void
test_codes (void)
{
  CharacterTable characters;
  character_table_init (&characters);
  Languages *languages = languages_new (&characters);

  g_assert_null (languages_find (languages, "en-GB"));
  g_assert_null (languages_find (languages, "und"));
  g_assert_cmpstr (languages_find (languages, "de-CH")->language, ==, "de");
  g_assert_cmpstr (languages_find (languages, "PT")->language, ==, "pt");
  g_assert_cmpstr (languages_find (languages, "sw")->language, ==, "und");
  g_assert_true (languages_find (languages, "fr") == languages_find (languages, "fr-CA"));
  g_assert_true (language_is_code ("zh-Hant"));
  g_assert_false (language_is_code (""));
  g_assert_false (language_is_code ("d"));
  g_assert_false (language_is_code ("german"));
  g_assert_false (language_is_code ("de;rm"));
  languages_free (languages);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profiles/cases", test_cases);
  g_test_add_func ("/profiles/sentences", test_sentences);
  g_test_add_func ("/profiles/contractions are multi-words", test_contractions_are_multiwords);
  g_test_add_func ("/profiles/the layer of languages decides", test_layer_decides);
  g_test_add_func ("/profiles/English without a layer", test_english_without_a_layer);
  g_test_add_func ("/profiles/a language that is none", test_bad_language);
  g_test_add_func ("/profiles/an operator's own", test_own_profile);
  g_test_add_func ("/profiles/what the reader refuses", test_what_the_reader_refuses);
  g_test_add_func ("/profiles/words are known in any case", test_words_are_known_in_any_case);
  g_test_add_func ("/profiles/random texts", test_random_texts);
  g_test_add_func ("/profiles/hostile texts", test_hostile_texts);
  g_test_add_func ("/profiles/guesses", test_guesses);
  g_test_add_func ("/profiles/a guess without a layer", test_guess_without_a_layer);
  g_test_add_func ("/profiles/codes", test_codes);

  return g_test_run ();
}
