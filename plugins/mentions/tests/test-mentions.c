/* Who is meant: texts whose names are marked, run by the host. */
#include "../../../tests/cpu-time.h"
#include "../../../tests/plugin-host.h"

#include <string.h>

/* A text without its marks, `[PER Ann Lee]`, and with the names that they tell; `[PER#id Ann Lee]` has an id. A
 * paragraph that begins with `=` is a title. */
static ObelusDocument *
make_document (const char *marked, gboolean with_tokens)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (ObelusLayerBuilder) names = obelus_layer_builder_new ("entity");
  g_autoptr (ObelusLayerBuilder) paragraphs = obelus_layer_builder_new ("paragraph");
  g_autoptr (GError) error = NULL;
  guint label = obelus_layer_builder_add_column (names, "label", OBELUS_COLUMN_STRING);
  guint id = obelus_layer_builder_add_column (names, "id", OBELUS_COLUMN_STRING);
  guint kind = obelus_layer_builder_add_column (paragraphs, "kind", OBELUS_COLUMN_STRING);
  guint32 paragraph = 0;
  gboolean is_title = *marked == '=';

  for (const char *at = marked + (is_title ? 1 : 0); *at != '\0';)
    {
      if (*at == '\n' && at[1] == '\n')
        {
          const guint32 row = obelus_layer_builder_append (paragraphs, paragraph, (guint32) text->len);
          if (is_title)
            obelus_layer_builder_set_string (paragraphs, kind, row, "title", -1);
          is_title = FALSE;
          paragraph = (guint32) text->len + 2;
        }
      if (*at != '[')
        {
          g_string_append_c (text, *at++);
          continue;
        }
      const char *space = strchr (at, ' '), *end = strchr (at, ']'), *hash = memchr (at, '#', (gsize) (space - at));
      guint32 row
          = obelus_layer_builder_append (names, (guint32) text->len, (guint32) (text->len + (gsize) (end - space) - 1));
      obelus_layer_builder_set_string (names, label, row, at + 1, (hash != NULL ? hash : space) - at - 1);
      if (hash != NULL)
        obelus_layer_builder_set_string (names, id, row, hash + 1, space - hash - 1);
      g_string_append_len (text, space + 1, end - space - 1);
      at = end + 1;
    }
  obelus_layer_builder_append (paragraphs, paragraph, (guint32) text->len);

  ObelusDocument *document = obelus_document_new ("d", text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  g_assert_true (obelus_document_commit (document, names, &error));
  g_assert_true (obelus_document_commit (document, paragraphs, &error));
  if (with_tokens)
    {
      g_autoptr (ObelusLayerBuilder) tokens = obelus_layer_builder_new ("token");
      for (gsize start = 0; start < text->len;)
        {
          gsize end = start;
          while (end < text->len && (g_ascii_isalnum (text->str[end]) || (guchar) text->str[end] >= 128))
            end++;
          if (end > start)
            obelus_layer_builder_append (tokens, (guint32) start, (guint32) end);
          start = MAX (end, start + 1);
        }
      g_assert_true (obelus_document_commit (document, tokens, &error));
    }

  return document;
}

/* `Merkel=Angela Merkel` for each mention, with semicolons between. */
static char *
show (ObelusDocument *document)
{
  const char *text = obelus_document_get_text (document, NULL);
  ObelusLayer *mentions = obelus_document_get_layer (document, "mention");
  ObelusLayer *names = obelus_document_get_layer (document, "entity");
  GString *shown = g_string_new (NULL);

  for (guint32 row = 0; row < obelus_layer_get_n_rows (mentions); row++)
    {
      guint32 start = obelus_layer_get_starts (mentions)[row], end = obelus_layer_get_ends (mentions)[row];
      guint32 anchor = obelus_layer_get_references (mentions, 0)[row];
      g_assert_cmpuint (anchor, !=, OBELUS_NO_ROW);
      guint32 name = obelus_layer_get_starts (names)[anchor], name_end = obelus_layer_get_ends (names)[anchor];
      g_string_append_printf (shown, "%s%.*s=%.*s", row > 0 ? "; " : "", (int) (end - start), text + start,
                              (int) (name_end - name), text + name);
    }

  return g_string_free (shown, FALSE);
}

static void
assert_mentions (const char *marked, const char *expected)
{
  g_autoptr (ObelusDocument) document = make_document (marked, TRUE);

  test_run ("mentions", "entity paragraph token", document);
  g_autofree char *shown = show (document);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_people (void)
{
  assert_mentions (
      "[PER Angela Dorothea Merkel] spoke. [PER Merkel] left. Mrs [PER Merkel] and [PER Mrs Merkel] are one.",
      "Merkel=Angela Dorothea Merkel; Merkel=Angela Dorothea Merkel; Mrs Merkel=Angela Dorothea Merkel");
  assert_mentions (
      "[PER Angela Dorothea Merkel], [PER Angela Merkel], [PER A. Merkel], [PER Angela D. Merkel], [PER Angela]",
      "Angela Merkel=Angela Dorothea Merkel; A. Merkel=Angela Dorothea Merkel; Angela D. Merkel=Angela Dorothea "
      "Merkel; Angela=Angela Dorothea Merkel");
  assert_mentions ("[PER ANGELA MERKEL] and [PER Angela Merkel]", "Angela Merkel=ANGELA MERKEL");
  assert_mentions ("[PER Ursula von der Leyen]: [PER von der Leyen], [PER Leyen]",
                   "von der Leyen=Ursula von der Leyen; Leyen=Ursula von der Leyen");
  assert_mentions ("[PER J.K. Rowling] wrote; [PER Rowling] and [PER J. K. Rowling]",
                   "Rowling=J.K. Rowling; J. K. Rowling=J.K. Rowling");
  /* What has more words than names have is called by all of them. */
  assert_mentions ("[PER Ann Bea Cay Dee Eve Fay Gay Hal Zed], [PER Hal], [PER Ann Bea Cay Dee Eve Fay Gay Hal Zed]",
                   "Ann Bea Cay Dee Eve Fay Gay Hal Zed=Ann Bea Cay Dee Eve Fay Gay Hal Zed");
  /* A headline comes before the full name. */
  assert_mentions ("[PER Merkel] wins\n\n[PER Angela Merkel] won.", "Merkel=Angela Merkel");
  assert_mentions ("[PER Ann] came. [PER Ann Lee] left.", "");
}

static void
test_people_who_share_a_name (void)
{
  assert_mentions ("[PER John Smith] met [PER Jane Smith]. [PER John Smith] left.", "John Smith=John Smith");
  /* Here both are meant, or neither. */
  assert_mentions ("[PER John Smith] met [PER Jane Smith]. [PER Smith] left.", "");
  /* Where a paragraph has named one, that one is meant. */
  assert_mentions (
      "[PER John Smith] met [PER Jane Smith].\n\n[PER Jane Smith] sat. [PER Smith] left.\n\n[PER Smith] is back.",
      "Jane Smith=Jane Smith; Smith=Jane Smith");
  assert_mentions ("Mr [PER John Smith] met Mrs [PER Jane Smith]. Ms. [PER Smith] left. Mr [PER Smith] too.",
                   "Smith=Jane Smith; Smith=John Smith");
  /* A husband is not his wife. */
  assert_mentions ("Mrs [PER Jane Smith] spoke. Mr [PER Smith] did not.", "");
  assert_mentions ("Baker and father-of-two [PER John Smith] spoke. Mrs [PER Smith] did not.", "");
  assert_mentions ("[PER John Smith] came with his daughter, [PER Jane Smith]. Mr [PER Smith] left.",
                   "Smith=John Smith");
  assert_mentions ("Cllr [PER Jane Smith] came. [PER Cllr Smith] left.", "Cllr Smith=Jane Smith");
  assert_mentions ("[PER Adam B. Smith] and [PER Adam C. Smith]; [PER Adam Smith]", "");
  assert_mentions ("[PER James Harden] and [PER LeBron James]: [PER James]", "");
  assert_mentions (
      "[PER A Smith], [PER B Smith], [PER C Smith], [PER D Smith], [PER E Smith], [PER F Smith]\n\n[PER A Smith]. "
      "[PER Smith]",
      "A Smith=A Smith");
}

/* Of several the one that has been named, then the one that the text is about. */
static void
test_whom_a_text_is_about (void)
{
  assert_mentions ("=[PER Smith] resigns\n\n[PER Jane Smith] has resigned.\n\nHer son [PER Tom Smith] was there.\n\n"
                   "[PER Smith] will write.",
                   "Smith=Jane Smith; Smith=Jane Smith");
  assert_mentions (
      "It rained.\n\n[PER Jane Smith] came.\n\n[PER Smith] sat.\n\n[PER Tom Smith] came.\n\n[PER Smith] left.",
      "Smith=Jane Smith");
  /* A headline may say the forename alone, and in capitals. */
  assert_mentions ("=[PER JANE] resigns\n\n[PER Jane Smith] has resigned.", "JANE=Jane Smith");
  assert_mentions ("[PER Jane] resigns.\n\n[PER Jane Smith] has resigned.", "");
}

static void
test_teams (void)
{
  assert_mentions ("[ORG Kelby Rovers] beat [ORG Marden United]. [ORG Rovers] won; [ORG United] will play [ORG Elm "
                   "United].",
                   "Rovers=Kelby Rovers; United=Marden United");
  assert_mentions ("[ORG Kelby Lakers] won. The [ORG Lakers] sang.", "Lakers=Kelby Lakers");
  assert_mentions ("[ORG Kelby Ventures] grew. [ORG Ventures] pay. [ORG Kelby Press] too. [ORG Press]", "");
}

static void
test_organizations (void)
{
  assert_mentions ("the [ORG World Health Organization] (WHO) said. The WHO and the [ORG WHO] act. who?",
                   "WHO=World Health Organization; WHO=World Health Organization; WHO=World Health Organization");
  assert_mentions ("[ORG WHO] ([ORG World Health Organization]), [ORG WHO]",
                   "WHO=World Health Organization; WHO=World Health Organization");
  assert_mentions ("[ORG Federal Bureau of Investigation], the [ORG FBI], [ORG CIA]",
                   "FBI=Federal Bureau of Investigation");
  assert_mentions ("[ORG Toyota Motor Corp.]: [ORG Toyota Motor], [ORG Toyota]",
                   "Toyota Motor=Toyota Motor Corp.; Toyota=Toyota Motor Corp.");
  assert_mentions ("[ORG Bank of England], [ORG Bank], [ORG United Nations], [ORG United]", "");
  assert_mentions ("[ORG The Guardian], [ORG Guardian]", "Guardian=The Guardian");
}

static void
test_places_and_others (void)
{
  assert_mentions ("[LOC United States], [LOC U.S.], [LOC US], [LOC York], [LOC New York], [LOC York]",
                   "U.S.=United States; US=United States; York=York");
  assert_mentions ("[LOC Washington] and [PER George Washington]: [PER Washington], [LOC Washington]",
                   "Washington=George Washington; Washington=Washington");
  /* Those who stand for a party or a people, and one of them. */
  assert_mentions ("A [MISC Republican] and the [ORG Republicans]", "Republican=Republicans");
  assert_mentions ("[ORG Liberal Democrats], [MISC Liberal Democrat], [MISC Danes]",
                   "Liberal Democrat=Liberal Democrats");
  assert_mentions ("[ORG Time] and the [ORG Times]. [PER Vivian] and [PER Vivians]", "");
  /* Marks that one page writes and another leaves out. */
  assert_mentions ("[PER Teresa Mourão], [PER Mourao]. [LOC Йемен], [LOC Иемен]", "Mourao=Teresa Mourão");
  assert_mentions ("[SHIP Titanic] [SHIP Titanic] [FILM Titanic]", "Titanic=Titanic");
  assert_mentions ("[PER Angela Merkel] [ORG ANGELA MERKEL]", "ANGELA MERKEL=Angela Merkel");
  assert_mentions ("[LOC Киев] [LOC Киев] [PER 李静怡] [PER 李静怡] [LOC القاهرة] [LOC القاهرة] [LOC Αθήνα]",
                   "Киев=Киев; 李静怡=李静怡; القاهرة=القاهرة");
}

static void
test_ids (void)
{
  assert_mentions ("[PER#q1 Mutti], [PER#q1 Angela Merkel], [PER Merkel]", "Mutti=Angela Merkel; Merkel=Angela Merkel");
  assert_mentions ("[LOC#q1 Paris], [LOC#q2 Paris], [LOC#q1 Paris]", "Paris=Paris");
  assert_mentions ("[PER#q1 Angela Merkel], [PER#q2 Merkel]", "");
}

/* Words that no tagger marked. */
static void
test_titles (void)
{
  assert_mentions ("[PER Angela Merkel] spoke. Mrs Merkel left. Merkel stayed.", "Merkel=Angela Merkel");
  assert_mentions ("Mrs [PER Angela Merkel] spoke. Mr Merkel left. mrs Merkel", "");
}

static void
test_little (void)
{
  assert_mentions ("", "");
  assert_mentions ("No names here.", "");
  assert_mentions ("[PER Mr]. [PER .] [ORG the] [ORG Inc.] [LOC ...] [LOC 's]", "");
  assert_mentions ("[ORG A (B)] (]", "");

  /* Without tokens and paragraphs. */
  g_autoptr (ObelusDocument) document = make_document ("[PER Ann Lee]: [PER Lee] (", FALSE);
  test_run ("mentions", "entity", document);
  g_autofree char *shown = show (document);
  g_assert_cmpstr (shown, ==, "Lee=Ann Lee");
}

static double
measure (guint n_names)
{
  g_autoptr (GString) marked = g_string_new (NULL);
  for (guint i = 0; i < n_names; i++)
    g_string_append_printf (marked, "[PER F%u M%u Smith] Mr [PER Smith] [ORG Aa B%u Cc Dd] (ABCD) ", i, i % 7, i);
  g_autoptr (ObelusDocument) document = make_document (marked->str, FALSE);
  double begun = test_get_cpu_seconds ();
  test_run ("mentions", "entity", document);

  return test_get_cpu_seconds () - begun;
}

static void
test_many_of_one_name (void)
{
  double few = measure (500), many = measure (8000);

  test_assert_linear ("names with one surname", 16.0, few, many);
}

/* The seconds that it takes to tie so many names that each are the rest of the text, and all bear one id or none. */
static double
measure_nested (const char *unit, gboolean have_id, guint n)
{
  static const char full_name[] = "Red Fox ", defined[] = "(RF)";
  g_autoptr (GString) text = g_string_new (full_name);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 10 * n; i++)
    g_string_append (text, unit);
  const guint32 end = (guint32) text->len - 1;
  g_string_append (text, defined);
  g_autoptr (ObelusDocument) document = obelus_document_new ("d", text->str, -1, &error);
  g_autoptr (ObelusLayerBuilder) names = obelus_layer_builder_new ("entity");
  const guint label = obelus_layer_builder_add_column (names, "label", OBELUS_COLUMN_STRING);
  const guint id = obelus_layer_builder_add_column (names, "id", OBELUS_COLUMN_STRING);
  for (guint row = 0; row <= n; row++)
    {
      const guint32 start = row == 0 ? 0 : (guint32) strlen (full_name) + row * 2 - 2;
      obelus_layer_builder_append (names, start, row == 0 ? (guint32) strlen (full_name) - 1 : end);
      obelus_layer_builder_set_string (names, label, row, "ORG", -1);
      if (have_id)
        obelus_layer_builder_set_string (names, id, row, "x", -1);
    }
  obelus_document_commit (document, names, &error);
  g_assert_no_error (error);

  const double start = test_get_cpu_seconds ();
  test_run ("mentions", "entity", document);
  return test_get_cpu_seconds () - start;
}

static void
test_nested_names (void)
{
  static const struct
  {
    const char *what;
    const char *unit;
    gboolean have_id;
  } cases[] = { { "capitals", "AB", FALSE }, { "names with one id", "b ", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    test_assert_linear (cases[i].what, 16.0, measure_nested (cases[i].unit, cases[i].have_id, 1000),
                        measure_nested (cases[i].unit, cases[i].have_id, 16000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mentions/people", test_people);
  g_test_add_func ("/mentions/people-who-share-a-name", test_people_who_share_a_name);
  g_test_add_func ("/mentions/whom-a-text-is-about", test_whom_a_text_is_about);
  g_test_add_func ("/mentions/teams", test_teams);
  g_test_add_func ("/mentions/organizations", test_organizations);
  g_test_add_func ("/mentions/places-and-others", test_places_and_others);
  g_test_add_func ("/mentions/ids", test_ids);
  g_test_add_func ("/mentions/titles", test_titles);
  g_test_add_func ("/mentions/little", test_little);
  g_test_add_func ("/mentions/many-of-one-name", test_many_of_one_name);
  g_test_add_func ("/mentions/nested", test_nested_names);

  return g_test_run ();
}
