/* Cleaning and reading, on texts written for it and split by a few lines of code. */
#include "../clean.h"
#include "split-text.h"

#include <string.h>

static void
test_what_leads_in_is_left_off (void)
{
  static const char *const cases[][2] = {
    { "LONDON, England (CNN) -- The ferry sank.", "The ferry sank." },
    { "(CNN) The ferry sank.", "The ferry sank." },
    { "(CNN)The ferry sank.", "The ferry sank." },
    { "Harbour Town (CNN)The ferry sank.", "The ferry sank." },
    { "PARIS (Reuters) - The ferry sank.", "The ferry sank." },
    { "OSLO \xe2\x80\x94 The ferry sank.", "The ferry sank." },
    { "* The ferry sank.", "The ferry sank." },
    { "\xe2\x80\xa2 The ferry sank.", "The ferry sank." },
    { "<p class=lead>The ferry sank.</p", "The ferry sank." },
    { "<br/> <p>The <b>ferry</b> sank.</p>\n", "The <b>ferry</b> sank." },
    /* and these stay as they are */
    { "<b>", "<b>" },
    { "a < b and b > c", "a < b and b > c" },
    { "The ferry (built in 1970) sank.", "The ferry (built in 1970) sank." },
    { "The Blue Star (a ferry) - sank.", "The Blue Star (a ferry) - sank." },
    { "The Harbour Line (HL) sold the ferry.", "The Harbour Line (HL) sold the ferry." },
    { "NATO said the ferry sank.", "NATO said the ferry sank." },
    { "Anna Berg - a sailor - saw it.", "Anna Berg - a sailor - saw it." },
    { "Kiel (dpa) - Die Fähre sank.", "Die Fähre sank." },
    { "KELBY, Ore., May 7, 2024 /NewsLine/ -- The ferry sank.", "The ferry sank." },
    { "Kiel (a small town) - and its ferry.", "Kiel (a small town) - and its ferry." },
    { "Bread /and/ butter - no ferry.", "Bread /and/ butter - no ferry." },
    { "(CNN)", "(CNN)" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint32 length = strlen (cases[i][0]);
      guint32 start = clean_find_start (cases[i][0], 0, length, FALSE);
      g_autofree char *left = g_strndup (cases[i][0] + start, clean_find_end (cases[i][0], start, length) - start);
      g_assert_cmpstr (left, ==, cases[i][1]);
    }
}

/* Without an agency a day tells a dateline, or its capitals, or where it stands. */
static void
test_a_text_opens_with_a_dateline (void)
{
  static const struct
  {
    const char *sentence;
    const char *opens;  /* what is left of it where a text opens with it */
    const char *within; /* and elsewhere */
  } cases[] = {
    { "ÅRHUS - The ferry sank.", "The ferry sank.", "ÅRHUS - The ferry sank." },
    { "Bergen \xe2\x80\x94 Thirty ferries sank.", "Thirty ferries sank.", "Bergen \xe2\x80\x94 Thirty ferries sank." },
    { "St. Kelby, Ore. -- \"It sank,\" she said.", "\"It sank,\" she said.",
      "St. Kelby, Ore. -- \"It sank,\" she said." },
    { "Bergen - Thirty ferries sank.", "Thirty ferries sank.", "Bergen - Thirty ferries sank." },
    { "Bergen, 4 March 2021 - The ferry sank.", "The ferry sank.", "The ferry sank." },
    { "Port Kelby, Sept. 4 \xe2\x80\x93 The ferry sank.", "The ferry sank.", "The ferry sank." },
    /* and these stay as they are */
    { "March 4 - The ferry sank.", "March 4 - The ferry sank.", "March 4 - The ferry sank." },
    { "Anna Berg - The ferry sank.", "Anna Berg - The ferry sank.", "Anna Berg - The ferry sank." },
    { "Bergen - a town - slept.", "Bergen - a town - slept.", "Bergen - a town - slept." },
    { "Nordwind \xe2\x80\x94 Norway's yard \xe2\x80\x94 sank.",
      "Nordwind \xe2\x80\x94 Norway's yard \xe2\x80\x94 sank.",
      "Nordwind \xe2\x80\x94 Norway's yard \xe2\x80\x94 sank." },
    { "Route 66 - The ferry sank.", "Route 66 - The ferry sank.", "Route 66 - The ferry sank." },
    { "Half-time - Ferries 2", "Half-time - Ferries 2", "Half-time - Ferries 2" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const guint32 length = strlen (cases[i].sentence);
      g_assert_cmpstr (cases[i].sentence + clean_find_start (cases[i].sentence, 0, length, TRUE), ==, cases[i].opens);
      g_assert_cmpstr (cases[i].sentence + clean_find_start (cases[i].sentence, 0, length, FALSE), ==, cases[i].within);
    }
}

/* A label in capitals before a text's first sentence, and nowhere else, is where it comes from. */
static void
test_a_lone_label_is_a_dateline (void)
{
  Desk desk;
  desk_init (&desk);
  g_autofree char *news = desk_choose (&desk, "KELBY: The ferry sank. It was old. Nobody drowned.",
                                       (Budget){ .n_sentences = 3 }, (Preference){ .method = RANKER_LEAD });
  g_assert_cmpstr (news, ==, "The ferry sank.\nIt was old.\nNobody drowned.\n");
  g_autofree char *pair = desk_choose (&desk, "KELBY/PORT ARLEN: The ferry sank. It was old.",
                                       (Budget){ .n_sentences = 3 }, (Preference){ .method = RANKER_LEAD });
  g_assert_cmpstr (pair, ==, "The ferry sank.\nIt was old.\n");
  g_autofree char *talk = desk_choose (&desk, "KELBY: The ferry sank. ARLEN: It was old. KELBY: Nobody drowned.",
                                       (Budget){ .n_sentences = 3 }, (Preference){ .method = RANKER_LEAD });
  g_assert_cmpstr (talk, ==, "KELBY: The ferry sank.\nARLEN: It was old.\nKELBY: Nobody drowned.\n");
  desk_clear (&desk);
}

static void
test_asides_are_told_from_prose (void)
{
  static const char *const asides[] = {
    "By Ann Lee",
    "By Ann Lee and Bo Grey for the Herald",
    "PUBLISHED: 05:30 EST, 2 December 2013",
    "11:29, 2 December 2013",
    "Scroll down for video.",
    "Click here to read our full report.",
    "The writer's colleague Bo Grey contributed to this report.",
    "Copyright 2014 The Harbour Herald. All rights reserved.",
    "Advertisement",
    "The old ferry (pictured with her last crew) lies at the quay.",
    "Winter storms close the bridge (file photo).",
  };
  static const char *const prose[] = {
    "By Tuesday the water had reached the bridge.",
    "By then Ann Lee had left.",
    "Copyright law has changed little in forty years.",
    "Advertisement revenue fell by a fifth.",
    "The train left at 05:30 and arrived at 07:45, half an hour late.",
    "She clicked here and there, and scrolled down a little.",
  };
  for (guint i = 0; i < G_N_ELEMENTS (asides); i++)
    if (!clean_is_aside (asides[i], 0, strlen (asides[i])))
      g_error ("not seen as an aside: %s", asides[i]);
  for (guint i = 0; i < G_N_ELEMENTS (prose); i++)
    if (clean_is_aside (prose[i], 0, strlen (prose[i])))
      g_error ("taken for an aside: %s", prose[i]);
}

static void
test_sentences_run_together_are_told (void)
{
  static const struct
  {
    const char *sentence;
    gboolean is_run_together;
  } cases[] = {
    { "The boat was called 'a ruin' The owner sold it.", TRUE },
    { "The boat in March (file photo) But nobody sailed.", TRUE },
    { "The \"Blue Star\" The crew loved was sold.", TRUE },
    { "She called it 'The Ruin' and sold it.", FALSE },
    { "He said: 'The boat is sold.'", FALSE },
    { "The boat (a ferry) was sold.", FALSE },
    { "'", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (clean_is_run_together (cases[i].sentence, 0, strlen (cases[i].sentence)) != cases[i].is_run_together)
      g_error ("run together or not: %s", cases[i].sentence);
}

/* Asserts what the first sentences of a text are that may be chosen, a line each. */
static void
assert_lead (const char *text, guint32 n_sentences, const char *expected)
{
  Desk desk;

  desk_init (&desk);
  g_autofree char *lead
      = desk_choose (&desk, text, (Budget){ .n_sentences = n_sentences }, (Preference){ .method = RANKER_LEAD });
  g_assert_cmpstr (lead, ==, expected);
  desk_clear (&desk);
}

static void
test_title_and_byline_are_not_chosen (void)
{
  assert_lead ("Ferry line closes after ninety years\n\nBy Ann Lee\n\nThe last boat left on Sunday. Crowds "
               "came to see it go.\n",
               2, "The last boat left on Sunday.\nCrowds came to see it go.\n");
}

static void
test_captions_are_not_chosen_but_speeches_are (void)
{
  assert_lead ("Big day: The couple at the church. The wedding drew a crowd. It rained at noon. The choir "
               "sang. Ann Lee (left) held the umbrella. Nobody minded.",
               4, "The wedding drew a crowd.\nIt rained at noon.\nThe choir sang.\nNobody minded.\n");
  /* Many, but each for another picture. */
  assert_lead ("Proud: The bride at noon. The wedding drew a crowd. All dressed up: Her aunts "
               "at the gate. It rained.",
               4, "The wedding drew a crowd.\nIt rained.\n");
  assert_lead ("They met at the quay. Anna: The boat is late. Bo: It always is. Anna: Then let us walk. Bo: As you "
               "wish. So they went. Nobody saw them. It was dark. The rain fell. The boat came.",
               3, "They met at the quay.\nAnna: The boat is late.\nBo: It always is.\n");
  assert_lead ("Anna: The boat is late. Bo: It always is. Anna: Then let us walk.", 1, "Anna: The boat is late.\n");
  assert_lead ("Mr Grey said: We shall see. The room was silent. All went home. The end came.", 1,
               "Mr Grey said: We shall see.\n");
}

static void
test_any_text_has_an_answer (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "   \n\n  ", "" },
    { "... !!! ---", "" },
    { "Stop.", "Stop.\n" },
    { "Only a title", "Only a title\n" },
    { "By Ann Lee", "By Ann Lee\n" },
    { "milk\neggs\nflour", "milk\neggs\nflour\n" },
    { "Again. Again. Again.", "Again.\n" },
  };
  Desk desk;
  desk_init (&desk);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *lead
          = desk_choose (&desk, cases[i][0], (Budget){ .n_sentences = 3 }, (Preference){ .method = RANKER_LEAD });
      g_assert_cmpstr (lead, ==, cases[i][1]);
    }
  desk_clear (&desk);
}

static void
test_greetings_are_not_chosen (void)
{
  Desk desk;
  desk_init (&desk);
  g_autofree char *talk = desk_choose (&desk,
                                       "ANN LEE, HOST: Good evening. Hello, and welcome back. Welcome to the second "
                                       "talk on the oak. Good nights are rare. "
                                       "Hello Kitty is a cat.",
                                       (Budget){ .n_sentences = 3 }, (Preference){ .method = RANKER_LEAD });
  g_assert_cmpstr (talk, ==, "Welcome to the second talk on the oak.\nGood nights are rare.\nHello Kitty is a cat.\n");
  g_autofree char *interview
      = desk_choose (&desk,
                     "Ann Lee: Good morning, Bo.\n\nBo Lind: Thank you for having me. Ann Lee: The oak is old.\n\n"
                     "Bo Lind: Thanks to the rain, it grew.\n\nAnn Lee: Thank you very much.\n\nBo Lind: Ann, thank you.",
                     (Budget){ .n_sentences = 9 }, (Preference){ .method = RANKER_LEAD });
  g_assert_cmpstr (interview, ==, "Ann Lee: The oak is old.\nBo Lind: Thanks to the rain, it grew.\n");
  g_autofree char *alone
      = desk_choose (&desk, "Good evening.", (Budget){ .n_sentences = 3 }, (Preference){ .method = RANKER_LEAD });
  g_assert_cmpstr (alone, ==, "Good evening.\n");
  desk_clear (&desk);
}

/* Questions of an interview end a paragraph; others are sentences like any. */
static void
test_questions_of_interviews (void)
{
  static const char interview[]
      = "Was the mill by the bridge in Kelby old?\n\nIt was old.\n\nWhat burned in the mill by the bridge?\n\nThe roof "
        "of "
        "the mill did.\n\nWho saw the mill by the bridge burn?\n\nAnn Lee saw it from the bridge.\n";
  Desk desk;
  desk_init (&desk);
  g_autofree char *chosen
      = desk_choose (&desk, interview, (Budget){ .n_sentences = 3 }, (Preference){ .method = RANKER_LEAD });
  g_assert_nonnull (chosen);
  for (guint32 i = 0; i < desk.article->candidates->len; i++)
    g_assert_cmpint (article_get_candidate (desk.article, i)->asks, ==, i % 2 == 0);

  g_autofree char *prose = desk_choose (&desk, "Was it old? It was.\n\nWho knows?\n\nIt burned.\n",
                                        (Budget){ .n_sentences = 3 }, (Preference){ .method = RANKER_LEAD });
  for (guint32 i = 0; i < desk.article->candidates->len; i++)
    g_assert_false (article_get_candidate (desk.article, i)->asks);
  desk_clear (&desk);
}

static void
test_line_ups_are_not_chosen (void)
{
  assert_lead ("Harbour Town: Berg (Grey 60), Lee, Holm, Dahl (Moe 71), Vik, Sand, Lund, Ness (Aas 88). The home side "
               "won by two goals. Berg scored both. The second fell just before the end of the match.",
               2, "The home side won by two goals.\nBerg scored both.\n");
  assert_lead ("Grey is back. A Berg (Harbour (capt)); B Lee (North), C Holm (Quay), D Dahl (East); E Moe (Quay). "
               "Berg has waited a year, and Lee two.",
               2, "Grey is back.\nBerg has waited a year, and Lee two.\n");
  assert_lead ("Who is left in the draw? Berg, Lee, Holm, Dahl and Vik. Berg, Lee, Holm, Dahl, Vik.", 3,
               "Who is left in the draw?\nBerg, Lee, Holm, Dahl and Vik.\n");
  /* Where there is nothing else, one is better than no answer. */
  assert_lead ("Berg, Lee, Holm, Dahl, Moe, Vik, Sand, Lund, Ness, Aas, Lie, Hall, Roth.", 2,
               "Berg, Lee, Holm, Dahl, Moe, Vik, Sand, Lund, Ness, Aas, Lie, Hall, Roth.\n");
}

/* What is read of a sentence behind one that names Bo Grey. */
static Candidate
read_second (const char *sentence)
{
  g_autofree char *bytes = g_strconcat ("On Sunday a man named Bo Grey saw it. ", sentence, NULL);
  g_autoptr (SplitText) text = split_text (bytes);
  Desk desk;

  desk_init (&desk);
  article_read (desk.article, &text->input);
  g_assert_cmpuint (desk.article->candidates->len, ==, 2);
  const Candidate candidate = *article_get_candidate (desk.article, 1);
  desk_clear (&desk);
  return candidate;
}

/* Which sentences need one before them, and which begin with part of a name that was longer before. */
static void
test_what_leans_is_told (void)
{
  static const struct
  {
    const char *sentence;
    gboolean leans, has_short_name;
  } cases[] = {
    { "He left the quay at noon.", TRUE, FALSE },
    { "However, the line was sold.", TRUE, FALSE },
    { "'Nobody will cross in January,' she said.", TRUE, FALSE },
    { "'Nobody will cross,' he added, and left.", TRUE, FALSE },
    { "'Nobody will cross,' said Ann Lee.", FALSE, FALSE },
    { "Ann Lee said she would not cross.", FALSE, FALSE },
    { "The captain, she said, had seen it.", FALSE, FALSE },
    { "Grey has worked on the boats since 1988.", FALSE, TRUE },
    { "Mr Grey has worked on the boats.", FALSE, TRUE },
    { "Bo Grey has worked on the boats.", FALSE, FALSE },
    { "Grey Island has one boat.", FALSE, FALSE },
    { "Fishermen have one boat.", FALSE, FALSE },
    { "Winter comes early.", FALSE, FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Candidate candidate = read_second (cases[i].sentence);
      if (candidate.leans != cases[i].leans)
        g_error ("leans or not: %s", cases[i].sentence);
      if ((candidate.short_name > 0) != cases[i].has_short_name)
        g_error ("short name or not: %s", cases[i].sentence);
    }
}

static void
test_words_to_a_picture_are_told (void)
{
  static const struct
  {
    const char *sentence;
    gboolean is_scene;
  } cases[] = {
    { "Ann Lee waves to the crowd at the quay.", TRUE },
    { "Grey waves to the crowd at the quay.", TRUE },
    { "Ann Lee waved to the crowd at the quay.", FALSE },
    { "Ann Lee says nobody waves any more.", FALSE },
    { "Grey is surrounded by fishermen at the quay.", TRUE },
    { "Grey was surrounded by fishermen at the quay.", FALSE },
    { "Grey surrounded the house with a fence.", FALSE },
    { "Heat waves come early.", FALSE },
    { "Nobody waves.", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (read_second (cases[i].sentence).is_scene != cases[i].is_scene)
      g_error ("a picture or not: %s", cases[i].sentence);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clean/what-leads-in-is-left-off", test_what_leads_in_is_left_off);
  g_test_add_func ("/clean/asides-are-told-from-prose", test_asides_are_told_from_prose);
  g_test_add_func ("/clean/a-text-opens-with-a-dateline", test_a_text_opens_with_a_dateline);
  g_test_add_func ("/article/a-lone-label-is-a-dateline", test_a_lone_label_is_a_dateline);
  g_test_add_func ("/clean/sentences-run-together-are-told", test_sentences_run_together_are_told);
  g_test_add_func ("/article/title-and-byline-are-not-chosen", test_title_and_byline_are_not_chosen);
  g_test_add_func ("/article/captions-are-not-chosen-but-speeches-are", test_captions_are_not_chosen_but_speeches_are);
  g_test_add_func ("/article/any-text-has-an-answer", test_any_text_has_an_answer);
  g_test_add_func ("/article/questions-of-interviews", test_questions_of_interviews);
  g_test_add_func ("/article/greetings-are-not-chosen", test_greetings_are_not_chosen);
  g_test_add_func ("/article/line-ups-are-not-chosen", test_line_ups_are_not_chosen);
  g_test_add_func ("/article/what-leans-is-told", test_what_leans_is_told);
  g_test_add_func ("/article/words-to-a-picture-are-told", test_words_to_a_picture_are_told);
  return g_test_run ();
}
