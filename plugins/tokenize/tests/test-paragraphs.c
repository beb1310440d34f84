/* The rules for paragraphs and their kinds on texts written for the project. */
#include "../paragraphs.h"
#include "rules-fixture.h"

#include <string.h>

/* The expectation names each paragraph's kind and its first six bytes, line feeds as `/`. */
static void
assert_paragraphs (RulesFixture *fixture, const char *text, const char *expected)
{
  static const char *const names[]
      = { "prose", "title", "heading", "byline", "caption", "list", "code", "boilerplate" };
  g_autoptr (GString) shown = g_string_new (NULL);

  rules_fixture_divide (fixture, text, strlen (text));
  for (guint32 i = 0; i < fixture->paragraphs.n; i++)
    g_string_append_printf (shown, "%s%s:%.6s", i > 0 ? " " : "", names[fixture->paragraphs.kinds[i]],
                            text + fixture->paragraphs.starts[i]);
  g_strdelimit (shown->str, "\n\t", '/');
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
test_paragraphs (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_paragraphs (fixture, "", "");
  assert_paragraphs (fixture, " \n\t\r\n ", "");
  assert_paragraphs (fixture, "Prose is one line.", "prose:Prose ");
  assert_paragraphs (fixture,
                     "Ports agree on rules\nBy Jane Calder\nPUBLISHED: 15:36\n\nMinisters agreed today.\r\n\r\nOther "
                     "things happened.\n",
                     "title:Ports  byline:By Jan boilerplate:PUBLIS prose:Minist prose:Other ");
  assert_paragraphs (fixture, "Things to do:\n1. First thing\n2. Second thing\n- third thing\n",
                     "prose:Things list:1. Fir list:2. Sec list:- thir");
  assert_paragraphs (fixture, "Ports agree</h2>\n<p>Ministers agreed today.\n<b>All</b> of them.</p>\n</div>",
                     "title:Ports  prose:<p>Min prose:<b>All prose:</div>");
  assert_paragraphs (fixture,
                     "<html><body><h1>Ports agree</h1><p>Ministers agreed <b>today</b>.<br>All of them.</p></div>\n"
                     "<script>if (a < b) { x = \"<p>\"; }</script ><ul> <li>One</li> <li>Two</li></ul></body>",
                     "title:<html> prose:<p>Min prose:All of code:<scrip prose:<ul> < prose:<li>Tw");
  assert_paragraphs (fixture, "Less is <p, they said, and a<b>c</b>.", "prose:Less i");
  assert_paragraphs (fixture, "Torn off <script>x = 1; Nobody closed it.", "title:Torn o code:<scrip");
  assert_paragraphs (fixture, "<br><br/></p><hr>", "prose:<br><b");
  assert_paragraphs (fixture, "It said:\n\n```\nint x;\n\nreturn x;\n```\n\nEnough said.",
                     "prose:It sai code:```/in code:int x; code:return code:```//E prose:Enough");
  assert_paragraphs (fixture, "A stray mark.\n```\nis no fence.", "prose:A stra prose:```/is");
}

static void
test_frame_of_articles (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  /* What stands before a headline does not take its place. */
  assert_paragraphs (fixture,
                     "KLP\nOrla Foods buys a mill\n\n(Adds price)\n\nOrla Foods has bought a mill.\n\n($1 = 2 marks)\n",
                     "boilerplate:KLP/Or title:Orla F boilerplate:(Adds  prose:Orla F boilerplate:($1 = ");
  assert_paragraphs (fixture, "KLP\n\nOrla Foods buys a mill, says a clerk.\n", "title:KLP//O prose:Orla F");
  assert_paragraphs (
      fixture, "It fell.\n\nImage source,\nAnn Lee\nImage caption,\nThe mill has stood for an age\n\nIt was old.\n",
      "prose:It fel caption:Image  caption:Ann Le caption:Image  caption:The mi prose:It was");
  assert_paragraphs (fixture, "FOR IMMEDIATE RELEASE\n\nOrla Foods buys a mill\n\nOrla Foods has bought a mill.\n",
                     "boilerplate:FOR IM title:Orla F prose:Orla F");
  assert_paragraphs (
      fixture,
      "THE MORNING POST          Friday, 8 March\n\n  Mill to close for a year after cracks are\n  found "
      "in its roof\n\n  A mill that grinds flour for ninety bakers will be closed for a year.\n\n"
      "Page 3\n\n- 4 -\n\n12          THE MORNING POST\n\nIts roof is old.\n",
      "heading:THE MO title:Mill t prose:A mill boilerplate:Page 3 boilerplate:- 4 -/ boilerplate:12     "
      "prose:Its ro");
  assert_paragraphs (fixture,
                     "THE POST      Friday, 8 March 2024\n\nMill to close\n\nA mill will be closed for a year.\n\n"
                     "THE POST, FRIDAY, MARCH 8, 2024\n\nIt is old.\n",
                     "boilerplate:THE PO title:Mill t prose:A mill boilerplate:THE PO prose:It is ");
  assert_paragraphs (fixture, "- 7 -\n\nGREAT FIRE AT MILL.\n\nA mill burned.\n",
                     "boilerplate:- 7 -/ title:GREAT  prose:A mill");
  /* Tables begin no page, and neither do years. */
  assert_paragraphs (fixture, "Mill\n\nBread          12\n\n- 4 - and more\n\nIt is open.\n",
                     "title:Mill// heading:Bread  list:- 4 -  prose:It is ");
  assert_paragraphs (fixture,
                     "Rovers win again\n\nEXCLUSIVE by Ida Brandt\nThe Herald at Elm Park\n\nRovers won on Sunday.\n\n"
                     "Joy: fans of Rovers sing in the rain (Image: Bo Lind/Getty)\n\nThey won (as always).\n\n"
                     "(Reporting by Ida Brandt)\n",
                     "title:Rovers byline:EXCLUS byline:The He prose:Rovers caption:Joy: f prose:They w "
                     "boilerplate:(Repor");
}

static void
test_heads_of_articles (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  /* What sort of article it is stands above the headline, and who wrote it below, in lines as wide as any. */
  assert_paragraphs (fixture,
                     "OPINION\nThe mill that nobody wanted has closed at last\nIDA BRANDT-LEE\n\nIt was a bad mill.\n",
                     "boilerplate:OPINIO title:The mi byline:IDA BR prose:It was");
  assert_paragraphs (fixture,
                     "FIRE AT THE MILL WHERE NINETY BAKERS GOT THEIR FLOUR\nEXCLUSIVE by Bo Lind\nA mill burned.\n",
                     "title:FIRE A byline:EXCLUS prose:A mill");
  assert_paragraphs (fixture, "News\n\nA mill burned.\n", "title:News// prose:A mill");
  assert_paragraphs (fixture,
                     "FOR IMMEDIATE RELEASE\n\nContact:\nBo Lind\nbo@orla.example\n\nOrla Foods buys a mill\n\nOrla "
                     "Foods has bought a mill.\n",
                     "boilerplate:FOR IM boilerplate:Contac boilerplate:Bo Lin title:Orla F "
                     "prose:Orla F");
  assert_paragraphs (fixture, "“I have a son.”\n— Ida Brandt, 66\n— none (yet)\n— Bo",
                     "prose:“I h prose:— no prose:— Bo");
  /* A sentence may end in capitals. */
  assert_paragraphs (fixture, "The fire was put out within the hour by men of the brigade from\nNORTH KELBY.",
                     "prose:The fi");

  /* With the tags of a page around them */
  assert_paragraphs (
      fixture,
      "<h1>Fire at the mill</h1>\n\n<p class=\"text\">By Ida Brandt</p>\n\n<p>It was old, and nobody was in "
      "it.</p>\n",
      "title:<h1>Fi byline:<p cla prose:<p>It ");
}

/* Columns of print are narrow, and divide words. */
static void
test_columns (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_paragraphs (
      fixture,
      "A great con-\nflagration broke out on Tues-\nday in the mill of Messrs.\nOrla. Mr. Lind, who ar-"
      "\nrived at noon, wept.\nThe loss is great.\n\nThe widow of the late Mr.\nOrla has no bread left.\n",
      "prose:A grea prose:The lo prose:The wi");
  assert_paragraphs (fixture, "THE KELBY ADVER-\nTISER\n\nIt rained.", "prose:THE KE prose:It rai");
  assert_paragraphs (fixture, "Pick one -\nor two", "prose:Pick o");
  assert_paragraphs (fixture, "| Town | Votes |\n|---|---|\n| Kelby | 12 |\n", "code:| Town code:|---|- code:| Kelb");
  /* Rows of a table are no sentence, however wide, if their cells are no sentences either. */
  assert_paragraphs (fixture, "12\tIda\tA mill burned on Sunday, and ninety bakers have no flour.\n13\tBo\tWhy?\n",
                     "prose:12/Ida prose:13/Bo/");
  assert_paragraphs (fixture,
                     "Town\tThe one who was elected there\tVotes\nKelby\tIda Brandt-Lee, of the Old Mill Party\t12\n"
                     "Marden\tBo Lind\t9\n",
                     "code:Town/T code:Kelby/ code:Marden");
}

/* U+0000 ends no sentence, and a line of it divides nothing. */
static void
test_null_characters (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char title[] = "Mill to close\0\n\nA mill will be closed for a year.",
                    rule[] = "Mill burns.\n\nIt is old\n\0\0\0\n";

  rules_fixture_divide (fixture, title, sizeof title - 1);
  g_assert_cmpuint (fixture->paragraphs.n, ==, 2);
  g_assert_cmpuint (fixture->paragraphs.kinds[0], ==, PARAGRAPH_TITLE);
  rules_fixture_divide (fixture, rule, sizeof rule - 1);
  g_assert_cmpuint (fixture->paragraphs.kinds[1], ==, PARAGRAPH_PROSE);
}

/* What sites put between the title and the text, and below it. */
static void
test_pages_that_were_copied (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_paragraphs (fixture,
                     "Rovers win\n\nPublished\n3 hours ago\n\nShare page\nCopy link\n\nImage source, Bo Lind\n\n"
                     "By Ida Brandt\nSports correspondent\n\n“We won,” she said. “We did.”\n\n"
                     "Rovers have won again, for the first time since the spring of last year, to joy in Kelby.\n\n"
                     "Related topics\nRovers\nKelby\n",
                     "title:Rovers boilerplate:Publis boilerplate:3 hour boilerplate:Share  boilerplate:Copy l "
                     "caption:Image  byline:By Ida byline:Sports prose:\xe2\x80\x9cWe  prose:Rovers boilerplate:Relate "
                     "boilerplate:Rovers boilerplate:Kelby/");
  assert_paragraphs (fixture,
                     "Rovers win\n\nIda Brandt in Kelby\nSat 6 May 2023 07.00 BST\n\nRovers won.\n\n"
                     "Fans of Rovers sing. Photograph: Bo Lind/Nordpress\n\nIt rained at 7 on Sunday.\n",
                     "title:Rovers byline:Ida Br boilerplate:Sat 6  prose:Rovers caption:Fans o prose:It rai");
  assert_paragraphs (fixture,
                     "Minutes\n\n1. Lift\nThe lift has failed four times since September, and it was agreed to replace "
                     "it.\n\n2. Snow\n3. Roof\n\n[08/03/24] Ida: is it\n[08/03/24] Bo: yes\n",
                     "title:Minute heading:1. Lif prose:The li list:2. Sno list:3. Roo prose:[08/03 prose:[08/03");
}

/* Menus, slugs and notices stand around a text; prose that looks a little like them does not. */
static void
test_frame_in_the_wild (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_paragraphs (fixture,
                     "News | Sport | Jobs\nHome > News > Kelby\n\nMill to close\n\n4 Comments\n\nA mill will close.\n\n"
                     "Do you have a story for us?\n",
                     "boilerplate:News | boilerplate:Home > title:Mill t boilerplate:4 Comm prose:A mill "
                     "boilerplate:Do you");
  assert_paragraphs (fixture, "A | B\n\nIt cost 4 > 3 > 2 crowns, as they said.\n", "title:A | B/ prose:It cos");
  assert_paragraphs (fixture,
                     "BC-KELBY-MILL (UPDATE 2)\nATTN EDS: ADDS QUOTE\nKELBY, March 8 - A mill will close.\n\n"
                     "((bo@wire.example; +44 5550))\n\nKeywords: KELBY MILL/\n\nMORE\n",
                     "boilerplate:BC-KEL boilerplate:ATTN E prose:KELBY, boilerplate:((bo@w boilerplate:Keywor "
                     "boilerplate:MORE/");
  assert_paragraphs (fixture, "COVID-19 BACK\n\nIt is back.\n\nKeywords: mills; flour\n\nMore bread.\n",
                     "title:COVID- prose:It is  prose:Keywor prose:More b");
  /* A company that a release presents; a chapter that begins like that is none. */
  assert_paragraphs (
      fixture,
      "Orla buys a mill\n\nOrla has bought a mill.\n\nIt is in Kelby.\n\nAbout Orla Foods\nOrla Foods is "
      "a leading miller.\n\nSOURCE Orla Foods\n",
      "title:Orla b prose:Orla h prose:It is  boilerplate:About  boilerplate:Orla F boilerplate:SOURCE");
  assert_paragraphs (fixture, "About Orla\n\nOrla is a cat that lives in a mill and is loved by everybody who buys.\n",
                     "title:About  prose:Orla i");
  /* Bylines of other languages stand below a title. */
  assert_paragraphs (fixture, "M\xC3\xBChle schlie\xC3\x9Ft\n\nVon Ida Brandt\n\nDie M\xC3\xBChle schlie\xC3\x9Ft.\n",
                     "title:M\xC3\xBChle byline:Von Id prose:Die M\xC3");
  assert_paragraphs (fixture, "Von Trapp sings again\n\nShe sang.\n", "title:Von Tr prose:She sa");
  assert_paragraphs (fixture, "Mill to close\n\nIt will close.\n\nBy Ida Brandt, senior reporter\n\nIt is old.\n",
                     "title:Mill t prose:It wil byline:By Ida prose:It is ");
  /* A line below a time is a heading, and so is one above a table. */
  assert_paragraphs (fixture,
                     "Storm: as it happened\n\n16:42\nTrains stand still\nNo train will run to Kelby before six in the "
                     "morning, says the railway.\n\nBest towns\nTown\tWon\tLost\n",
                     "title:Storm: boilerplate:16:42/ heading:Trains prose:No tra heading:Best t code:Town/W");
}

/* What is printed on every page. */
static void
test_running_heads (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_paragraphs (
      fixture,
      "1\nBoard of Mills      Report 2023\n\nThe board met twice.\n\nBoard of Mills      Report 2023\n2\n\n"
      "It met in Kelby.\n\n\xE2\x80\x93 3 \xE2\x80\x93\n\nPage 4 of 9\n",
      "boilerplate:1/Boar boilerplate:Board  prose:The bo boilerplate:Board  boilerplate:2//It  "
      "prose:It met boilerplate:\xE2\x80\x93 3  boilerplate:Page 4");
  assert_paragraphs (fixture, "Board of Mills      Report 2023\n\nThe board met.\n\nIn 1999\n",
                     "prose:Board  prose:The bo prose:In 199");
}

static void
test_chats (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_paragraphs (fixture,
                     "[08.03.24, 14:05:11] Ida: Is the mill open?\n[08.03.24, 14:06:40] Bo: No\n\xE2\x80\x8E[08.03.24, "
                     "14:07:02] Ida: \xE2\x80\x8Eimage omitted\n",
                     "boilerplate:[08.03 prose:Ida: I boilerplate:[08.03 prose:Bo: No "
                     "boilerplate:\xE2\x80\x8E[08 boilerplate:Ida: \xE2");
  assert_paragraphs (fixture,
                     "08/03/2024, 18:02 - Ida: Is the mill open\n8/3/24, 6:03\xE2\x80\xAFPM - Bo: <Media omitted>\n"
                     "[18:04] <bo> it is\n",
                     "boilerplate:08/03/ prose:Ida: I boilerplate:8/3/24 boilerplate:Bo: <M boilerplate:[18:04 "
                     "prose:<bo> i");
  /* Notes and times of a report are none, and nothing is said behind others. */
  assert_paragraphs (fixture, "[12] A note.\n16:42 - Rain stops play\n[18:02]\n[18:02",
                     "prose:[12] A prose:16:42  boilerplate:[18:02 boilerplate:[18:02");
}

/* Who signs a letter, however the lines are parted. */
static void
test_letters (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_paragraphs (fixture,
                     "Hi Bo,\n\nthe flour is here.\n\nKind regards,\nIda\n\nIda Brandt\nThe Old Mill | 4 Lane\n"
                     "\nSent from my phone\n\nThe mill has been sold.\n",
                     "boilerplate:Hi Bo, prose:the fl boilerplate:Kind r boilerplate:Ida//I boilerplate:Ida Br "
                     "boilerplate:The Ol boilerplate:Sent f prose:The mi");
  assert_paragraphs (fixture, "Thanks,\nI will come and see the mill for myself tomorrow.\n",
                     "boilerplate:Thanks prose:I will");
  assert_paragraphs (fixture, "Dear flour makes dear bread, say bakers.\n\nHigh prices hurt.\n",
                     "prose:Dear f prose:High p");
  assert_paragraphs (fixture,
                     "Open?\n\nbo_l\nPosts: 1,214\nIs it open?\n\nida\nPosts: 3\n\nIda wrote:\n> Is it open?\nYes.\n",
                     "title:Open?/ byline:bo_l/P boilerplate:Posts: prose:Is it  byline:ida/Po boilerplate:Posts: "
                     "boilerplate:Ida wr prose:> Is i prose:Yes./");
  /* Letters to a paper are signed below their last line. */
  assert_paragraphs (
      fixture,
      "Letters\n\nSir, the mill is old.\nIda Brandt\nArlen, Kent\n\nSir, it is not.\nCol. Bo Lind (retd)\n\n"
      "Sir, sell it.\nA. Orr\n",
      "title:Letter prose:Sir, t boilerplate:Ida Br boilerplate:Arlen, prose:Sir, i boilerplate:Col. B "
      "prose:Sir, s boilerplate:A. Orr");
  assert_paragraphs (fixture,
                     "Dear Bo,\n\nthe flour is here.\n\nHigh Prices\n\nFlour is dear, as all the bakers say who have "
                     "been asked about it.\n\nIda\n",
                     "boilerplate:Dear B prose:the fl heading:High P prose:Flour  boilerplate:Ida/");
}

static void
test_mail (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_paragraphs (
      fixture,
      "From: Ida Brandt <ida@mill.example>\nTo: Bo Lind <bo@bakery.example>\nSubject: Flour\nDate: 8 March\n\n"
      "Dear Bo,\n\nthe flour is here.\n\n--\nIda Brandt\nThe Old Mill\n\nOn Friday Bo Lind wrote:\n"
      "> Dear Ida,\n>\n> where is the flour that we ordered from you in the\n> spring?\n> Bo\n>> Thanks.\n",
      "boilerplate:From:  boilerplate:To: Bo title:Subjec boilerplate:Date:  boilerplate:Dear B prose:the "
      "fl "
      "boilerplate:--/Ida boilerplate:Ida Br boilerplate:The Ol boilerplate:On Fri boilerplate:> Dear prose:>/> "
      "wh prose:> wher boilerplate:> Bo/> prose:>> Tha");
  /* An answer that is signed by a name alone, and no closing line. */
  assert_paragraphs (fixture,
                     "Flour is here.\n\nIda\n\nOn Friday Bo Lind wrote:\n> Dear Ida,\n> where is the flour?\n> Bo\n\n"
                     "Old News\n\nThe mill has been sold to a baker from Arlen, and all is well.\n",
                     "prose:Flour  boilerplate:Ida//O boilerplate:On Fri prose:> Dear "
                     "boilerplate:> Bo// heading:Old Ne prose:The mi");
}

static void
test_wrapped_lines (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_paragraphs (fixture,
                     "This text was wrapped by an editor at about seventy columns, and so\n"
                     "each of its lines is nearly full. The last line of a paragraph may be\n"
                     "short.\n",
                     "prose:This t");
  g_assert_cmpuint (fixture->sentences.n, ==, 2);

  assert_paragraphs (fixture, "It was a cold day and then\nit rained.\n", "prose:It was");
  assert_paragraphs (fixture, "Roses are red\nViolets are blue\n", "title:Roses  prose:Violet");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  RULES_ADD_TEST ("paragraphs", test_paragraphs);
  RULES_ADD_TEST ("frame-of-articles", test_frame_of_articles);
  RULES_ADD_TEST ("heads-of-articles", test_heads_of_articles);
  RULES_ADD_TEST ("columns", test_columns);
  RULES_ADD_TEST ("null-characters", test_null_characters);
  RULES_ADD_TEST ("frame-in-the-wild", test_frame_in_the_wild);
  RULES_ADD_TEST ("running-heads", test_running_heads);
  RULES_ADD_TEST ("chats", test_chats);
  RULES_ADD_TEST ("letters", test_letters);
  RULES_ADD_TEST ("mail", test_mail);
  RULES_ADD_TEST ("pages-that-were-copied", test_pages_that_were_copied);
  RULES_ADD_TEST ("wrapped-lines", test_wrapped_lines);

  return g_test_run ();
}
