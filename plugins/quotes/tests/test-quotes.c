/* The layer that is made of a document: with names and without, and of texts that are nothing but trouble. */
#include "../../../tests/plugin-host.h"

#include <string.h>
#include <time.h>

/* A text whose names are given as `Ann Lee=PER; Bo=PER`, where they stand first. */
static ObelusDocument *
make_document (const char *text, const char *names)
{
  g_autoptr (GError) error = NULL;
  ObelusDocument *document = obelus_document_new ("d", text, -1, &error);

  g_assert_no_error (error);
  if (names == NULL)
    return document;

  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("entity");
  g_auto (GStrv) parts = g_strsplit (names, "; ", -1);
  guint label = obelus_layer_builder_add_column (builder, "label", OBELUS_COLUMN_STRING);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');
      *equals = '\0';
      guint32 start = (guint32) (strstr (text, parts[i]) - text);
      guint32 row = obelus_layer_builder_append (builder, start, start + (guint32) strlen (parts[i]));
      obelus_layer_builder_set_string (builder, label, row, equals + 1, -1);
    }
  g_assert_true (obelus_document_commit (document, builder, &error));
  g_assert_no_error (error);

  return document;
}

static void
run (ObelusDocument *document, const char *line)
{
  gboolean has_names = obelus_document_get_layer (document, "entity") != NULL;

  test_run (line, has_names ? "entity entity.label" : NULL, document);
}

/* `"…"=3` for each row, where 3 is the row of the speaker, with bars between. */
static char *
show (ObelusDocument *document)
{
  const char *text = obelus_document_get_text (document, NULL);
  ObelusLayer *quotes = obelus_document_get_layer (document, "quote");
  gint column = obelus_layer_find_column (quotes, "speaker");
  GString *shown = g_string_new (NULL);

  for (guint32 row = 0; row < obelus_layer_get_n_rows (quotes); row++)
    {
      guint32 start = obelus_layer_get_starts (quotes)[row], end = obelus_layer_get_ends (quotes)[row];
      guint32 speaker = column < 0 ? OBELUS_NO_ROW : obelus_layer_get_references (quotes, (guint) column)[row];
      g_string_append_printf (shown, "%s%.*s", row > 0 ? " | " : "", (int) (end - start), text + start);
      if (speaker != OBELUS_NO_ROW)
        g_string_append_printf (shown, "=%u", speaker);
    }

  return g_string_free (shown, FALSE);
}

static void
assert_turns (const char *text, const char *names, const char *expected)
{
  g_autoptr (ObelusDocument) document = make_document (text, names);
  run (document, "tokenize ! mentions ! quotes");
  g_autofree char *shown = show (document);

  g_assert_cmpstr (shown, ==, expected);
}

/* Turns of an interview have no marks; quotations lie within them. */
static void
test_transcripts (void)
{
  assert_turns ("ANN LEE: Where is the oak?\n\nBO LIND: It is \"not here\".\n\nLee: Why?\n\nIt rained.",
                "ANN LEE=PER; BO LIND=PER; Lee=PER",
                "Where is the oak?=0 | It is \"not here\".=1 | \"not here\" | Why?=0");
  /* What has marks is a quotation as ever. */
  assert_turns ("ANN LEE: Where is it?\n\nBO LIND: \"Not here.\"\n\nLee: Why?\n\nLind: It left.",
                "ANN LEE=PER; BO LIND=PER; Lee=PER; Lind=PER",
                "Where is it?=0 | \"Not here.\"=1 | Why?=0 | It left.=1");
  /* What they are may stand between. */
  assert_turns ("ANN LEE, HOST: Where is it?\n\nREP. BO LIND (R-KY): Not here.\n\nLee: Why?",
                "ANN LEE=PER; BO LIND=PER; Lee=PER", "Where is it?=0 | Not here.=1 | Why?=0");
  assert_turns ("Ann Lee, who left: a baker.\n\nBo Lind, a clerk: one.\n\nLee, as ever: two.",
                "Ann Lee=PER; Bo Lind=PER", "");
  assert_turns ("BO LIND (Kelby) (Ind): Where?\n\nThe Minister (Dame Ann Lee): Here.\n\nMr Lind (Kelby): Why?",
                "BO LIND=PER; Ann Lee=PER; Lind=PER", "Where?=0 | Here.=1 | Why?=0");
  /* In capitals anybody may be named, and be known by the last word. */
  assert_turns ("ANN LEE, HOST: Where is it?\n\nSHERIFF BO LIND, KELBY: Not here.\n\nLEE: Why?\n\nLIND: It left.",
                "ANN LEE=LOC; SHERIFF=PER; BO LIND=PER; KELBY=LOC",
                "Where is it?=0 | Not here.=2 | Why?=0 | It left.=2");
  assert_turns ("PROS: It is oak.\n\nCONS: It is dear.\n\nPROS: It lasts.\n\nANN LEE: So buy it.", "ANN LEE=PER", "");
  /* Letters stand for who asks and who answers. */
  assert_turns ("Ann Lee builds boats.\n\nQ: Of oak?\n\nA: Of larch.\n\nQ. And oak?\n\nA. No.", "Ann Lee=PER",
                "Of oak? | Of larch.=0 | And oak? | No.=0");
  assert_turns ("Ann Lee and Bo Lind build boats.\n\nQ: Of oak?\n\nA: Of larch.\n\nQ: And oak?\n\nA: No.",
                "Ann Lee=PER; Bo Lind=PER", "Of oak? | Of larch. | And oak? | No.");
  assert_turns ("A: one.\n\nA: two.\n\nA: three.", NULL, "");
  /* Lists of names, and a single label, are no interviews. */
  assert_turns ("Ann Lee: a baker.\n\nBo Lind: a clerk.\n\nIda Orr: a judge.", "Ann Lee=PER; Bo Lind=PER; Ida Orr=PER",
                "");
  assert_turns ("Ann Lee: a baker.\n\nLee again: a clerk.\n\nIt rained.", "Ann Lee=PER", "");
}

static void
assert_quotes (const char *line, const char *text, const char *names, const char *expected)
{
  g_autoptr (ObelusDocument) document = make_document (text, names);

  run (document, line);
  g_autofree char *shown = show (document);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_names_are_optional (void)
{
  const char *text = "\"We sail,\" said Ann Lee. \"At dawn.\"";

  assert_quotes ("tokenize ! quotes", text, NULL, "\"We sail,\" | \"At dawn.\"");
  assert_quotes ("tokenize ! quotes", text, "Ann Lee=PER", "\"We sail,\"=0 | \"At dawn.\"=0");
  assert_quotes ("tokenize ! quotes", "", NULL, "");
  assert_quotes ("tokenize ! quotes", "Nothing.", "Nothing=PER", "");
}

/* A button or a picture between two paragraphs is no change of subject. */
static void
test_what_stands_between_paragraphs (void)
{
  assert_quotes ("tokenize ! quotes",
                 "Ann Lee had asked for oak.\n\nREAD MORE: Oak is dear\n\nShare\n\n\"Oak lasts,\" she told them.",
                 "Ann Lee=PER", "\"Oak lasts,\"=0");
  assert_quotes ("tokenize ! quotes",
                 "\"Oak,\" said Ann Lee.\n\nPhoto: Bo Lind in a boat of oak\n\n\"Oak lasts,\" she told them.",
                 "Ann Lee=PER; Bo Lind=PER", "\"Oak,\"=0 | \"Oak lasts,\"=0");
  assert_quotes ("tokenize ! quotes", "Ann Lee had asked for oak.\n\nIt was dear.\n\n\"Oak lasts,\" she told them.",
                 "Ann Lee=PER", "\"Oak lasts,\"");
  assert_quotes ("tokenize ! quotes", "Share\n\n\"Oak lasts,\" she said.", NULL, "\"Oak lasts,\"");
}

/* What is announced stands in the next paragraph. */
static void
test_announced_quotations (void)
{
  assert_quotes ("tokenize ! quotes", "It rained.\n\nAnn Lee said:\n\n\"Oak lasts. Larch does not.\"\n\nBo Lind left.",
                 "Ann Lee=PER; Bo Lind=PER", "\"Oak lasts. Larch does not.\"=0");
  assert_quotes ("tokenize ! quotes",
                 "\"We sail,\" said Ann Lee. Bo Lind told them:\n\n\"Oak lasts.\n\n\"Larch does not.\"",
                 "Ann Lee=PER; Bo Lind=PER", "\"We sail,\"=0 | \"Oak lasts.\n\n\"Larch does not.\"=1");
  assert_quotes ("tokenize ! quotes", "Ann Lee left. She said:\n\n\"Oak lasts.\"", "Ann Lee=PER", "\"Oak lasts.\"=0");
  assert_quotes ("tokenize ! quotes", "Ann Lee was told:\n\n\"Oak lasts.\"", "Ann Lee=PER", "\"Oak lasts.\"");
  assert_quotes ("tokenize ! quotes", "Ann Lee left.\n\n\"Oak lasts.\"", "Ann Lee=PER", "\"Oak lasts.\"");
}

static void
test_only_those_who_can_speak (void)
{
  const char *text = "\"We sail,\" said Heron.";

  assert_quotes ("tokenize ! quotes", text, "Heron=ORG", "\"We sail,\"=0");
  assert_quotes ("tokenize ! quotes", text, "Heron=LOC", "\"We sail,\"=0");
  assert_quotes ("tokenize ! quotes", text, "Heron=MISC", "\"We sail,\"");
  assert_quotes ("tokenize ! quotes", text, "Heron=DATE", "\"We sail,\"");
}

static void
test_speakers_are_those_who_are_meant (void)
{
  const char *text = "Ann Lee came. \"We sail,\" Mrs Lee said. \"At dawn,\" Lee said.";

  assert_quotes ("tokenize ! mentions ! quotes", text, "Ann Lee=PER", "\"We sail,\"=0 | \"At dawn,\"");
  /* Without mentions a name is itself. */
  assert_quotes ("tokenize ! quotes", "Ann Lee came. \"We sail,\" Lees said.", "Ann Lee=PER; Lees=PER",
                 "\"We sail,\"=1");
}

static void
test_what_stands_between (void)
{
  /* What others shout. */
  assert_quotes ("tokenize ! quotes", "\"I did,\" Ann Lee told them, to shouts of \"Leave!\"", "Ann Lee=PER",
                 "\"I did,\"=0 | \"Leave!\"");
  /* Whoever signed it. */
  assert_quotes ("tokenize ! quotes", "\"I have a son.\"\n– Ann Lee, 66", "Ann Lee=PER", "\"I have a son.\"=0");
  assert_quotes ("tokenize ! quotes", "\"I have a son\" – Ann Lee left the room.", "Ann Lee=PER", "\"I have a son\"");
  assert_quotes ("tokenize ! quotes", "It is \"over\" – Ann Lee, too, left.", "Ann Lee=PER", "\"over\"");
  /* Whose somebody is. */
  assert_quotes ("tokenize ! quotes", "Lee's husband Bo Lind left at dawn. \"It rained,\" he said.",
                 "Lee=PER; Bo Lind=PER", "\"It rained,\"=1");
  assert_quotes ("tokenize ! quotes", "Lee's husband left at dawn. \"It rained,\" he said.", "Lee=PER",
                 "\"It rained,\"");
}

static void
test_paragraphs_without_a_layer (void)
{
  g_autoptr (ObelusDocument) document = make_document ("\"One.\n\n\"Two.\n\nThree.", NULL);
  g_autoptr (ObelusLayerBuilder) tokens = obelus_layer_builder_new ("token");
  g_autoptr (ObelusLayerBuilder) sentences = obelus_layer_builder_new ("sentence");
  g_autoptr (GError) error = NULL;
  const char *text = obelus_document_get_text (document, NULL);

  for (guint32 at = 0; text[at] != '\0'; at++)
    if (text[at] != '\n')
      obelus_layer_builder_append (tokens, at, at + 1);
  g_assert_true (obelus_document_commit (document, tokens, &error));
  g_assert_true (obelus_document_commit (document, sentences, &error));
  test_run ("quotes", "token sentence", document);

  g_autofree char *shown = show (document);
  g_assert_cmpstr (shown, ==, "\"One.\n\n\"Two.");
}

/* A text that is for one half @head (nullable) and then @piece again and again, in which every Bo of a piece is a name.
 * Returns the seconds that finding its quotations took. */
static double
measure (const char *head, const char *piece, gsize length)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (ObelusLayerBuilder) names = obelus_layer_builder_new ("entity");
  g_autoptr (GError) error = NULL;
  guint label = obelus_layer_builder_add_column (names, "label", OBELUS_COLUMN_STRING);
  const char *bo = strstr (piece, "Bo");

  while (head != NULL && text->len < length / 2)
    g_string_append (text, head);
  while (text->len < length)
    {
      if (bo != NULL)
        {
          guint32 start = (guint32) (text->len + (gsize) (bo - piece));
          obelus_layer_builder_set_string (names, label, obelus_layer_builder_append (names, start, start + 2), "PER",
                                           -1);
        }
      g_string_append (text, piece);
    }
  g_autoptr (ObelusDocument) document = make_document (text->str, NULL);
  g_assert_true (obelus_document_commit (document, names, &error));
  run (document, "tokenize");

  g_autoptr (ObelusPipeline) pipeline
      = test_prepare_for ("quotes", "token sentence paragraph entity entity.label", &error);
  g_assert_no_error (error);
  clock_t before = clock ();
  obelus_pipeline_process (pipeline, document, NULL, &error);
  g_assert_no_error (error);

  return (double) (clock () - before) / CLOCKS_PER_SEC;
}

/* Each would look on to the end of the text, or back to its beginning, from each of its marks. */
static void
test_linear_time (void)
{
  static const struct
  {
    const char *head;
    const char *piece;
  } texts[] = {
    { NULL, "\"" },
    { NULL, "'" },
    { NULL, "“" },
    { NULL, "”" },
    { NULL, "(\"‘«" },
    { NULL, "\"a " },
    { NULL, "\"a\" " },
    { NULL, "'as' " },
    { NULL, "\"a. " },
    { NULL, "“a, “b” c” " },
    { NULL, "\n\n\"a" },
    { NULL, "\"a,\" said Bo. " },
    { NULL, "\"a,\" he said, " },
    { NULL, "Bo said \"a,\" he added, " },
    { NULL, "he: \"b\" " },
    { NULL, "Bo, \"a\" " },
    { NULL, "\"a\" Bo and " },
    { NULL, "( \"a\" " },
    { "and ", "and said \"a\" " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      double shorter = measure (texts[i].head, texts[i].piece, 60000),
             longer = measure (texts[i].head, texts[i].piece, 480000);
      g_test_message ("%s: %.4f s and %.4f s", texts[i].piece, shorter, longer);
      /* Eight times the text takes eight times as long, or 64 times if time were quadratic. */
      g_assert_cmpfloat (longer, <, shorter * 24 + 0.1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quotes/transcripts", test_transcripts);
  g_test_add_func ("/quotes/names-are-optional", test_names_are_optional);
  g_test_add_func ("/quotes/announced", test_announced_quotations);
  g_test_add_func ("/quotes/what-stands-between-paragraphs", test_what_stands_between_paragraphs);
  g_test_add_func ("/quotes/only-those-who-can-speak", test_only_those_who_can_speak);
  g_test_add_func ("/quotes/speakers-are-those-who-are-meant", test_speakers_are_those_who_are_meant);
  g_test_add_func ("/quotes/between", test_what_stands_between);
  g_test_add_func ("/quotes/paragraphs-without-a-layer", test_paragraphs_without_a_layer);
  g_test_add_func ("/quotes/linear-time", test_linear_time);
  return g_test_run ();
}
