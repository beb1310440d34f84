/* The rules on texts written for the project, and properties that must hold on any text. */
#include "../../../tests/cpu-time.h"
#include "../ascii.h"
#include "../paragraphs.h"
#include "../sentences.h"
#include "../token-scan.h"

#include <string.h>

typedef struct
{
  Rules *rules;
  Spans paragraphs;
  Spans sentences;
  Spans tokens;
  Spans multiwords;
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->rules = rules_new ();
  fixture->paragraphs.has_kinds = TRUE;
  fixture->tokens.has_kinds = TRUE;
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  rules_free (fixture->rules);
  spans_clear (&fixture->paragraphs);
  spans_clear (&fixture->sentences);
  spans_clear (&fixture->tokens);
  spans_clear (&fixture->multiwords);
}

static void
divide (Fixture *fixture, const char *text, gsize length)
{
  fixture->paragraphs.n = fixture->sentences.n = fixture->tokens.n = fixture->multiwords.n = 0;
  g_assert_true (
      paragraphs_divide (fixture->rules, text, (guint32) length, PARAGRAPH_BREAKS_AUTO, &fixture->paragraphs));
  for (guint32 i = 0; i < fixture->paragraphs.n; i++)
    {
      guint32 first = fixture->tokens.n;
      g_assert_true (tokens_divide (fixture->rules, text, fixture->paragraphs.starts[i], fixture->paragraphs.ends[i],
                                    &fixture->tokens, &fixture->multiwords, NULL, NULL));
      g_assert_true (
          sentences_divide (fixture->rules, text, &fixture->tokens, first, fixture->tokens.n, &fixture->sentences));
    }
}

/* The spans with `|` between those that touch and @apart between others. */
static char *
show_spans (const char *text, const Spans *spans, const char *touching, const char *apart)
{
  GString *shown = g_string_new (NULL);

  for (guint32 i = 0; i < spans->n; i++)
    {
      if (i > 0)
        g_string_append (shown, spans->starts[i] == spans->ends[i - 1] ? touching : apart);
      g_string_append_len (shown, text + spans->starts[i], spans->ends[i] - spans->starts[i]);
    }

  return g_string_free (shown, FALSE);
}

/* Each case is its text with `|` wherever tokens touch. */
static void
assert_tokens (Fixture *fixture, const char *const *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i], "|", -1);
      g_autofree char *text = g_strjoinv ("", parts);

      divide (fixture, text, strlen (text));
      g_autofree char *shown = show_spans (text, &fixture->tokens, "|", " ");
      g_assert_cmpstr (shown, ==, cases[i]);
    }
}

/* Each case is its text with `|` after the space, or in place of nothing, wherever a sentence begins. */
static void
assert_sentences (Fixture *fixture, const char *const *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i], "|", -1);
      g_autofree char *text = g_strjoinv ("", parts);

      divide (fixture, text, strlen (text));
      g_autofree char *shown = show_spans (text, &fixture->sentences, "|", " |");
      g_assert_cmpstr (shown, ==, cases[i]);
    }
}

static void
test_clitics (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "We do|n't know|.",
    "They ca|n't|, and she wo|n't|.",
    "I|'d|'ve gone|.",
    "You can|not leave|.",
    "It|'s Anna|'s boat|, not the Moores|' one|.",
    "O'Brien|'s five o'clock tea",
    "I|’m glad you|’re here",
    "WE DO|N'T|!",
    "gon|na and wan|na",
    "du|n|no",
    "the 1960's and the '90s",
    "Tell 'em|.",
    "y'all",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_multiwords (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *text = "I'd've said we cannot, but Tom's boat isn't here.";

  divide (fixture, text, strlen (text));
  g_autofree char *shown = show_spans (text, &fixture->multiwords, "|", " ");
  g_assert_cmpstr (shown, ==, "I'd've cannot Tom's isn't");
}

static void
test_hyphens (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "a first|-|class ticket",
    "a 15|-|year|-|old pre-war e-mail",
    "call 713-555-0142 or 555-0199",
    "pages 10|-|12",
    "so -- he thought -- no",
    "one|—|two",
    "w- when",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_abbreviations (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "Dr. A. B. Moreno of St. Clair|, and Cllr. Lind",
    "the U.S. fleet left at 7:30 p.m. on Nov. 3",
    "Dr.|Moreno and S.|Hart",
    "Calder Inc. rose|, Acme Corp. fell|.",
    "in No. 7 and on pp. 3|-|4",
    "I said no|.",
    "We sat in the sun|.",
    "i.e. this|, e.g. that|, etc.|, and a Ph.D. thesis",
    "Washington|, D.C.",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_numbers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "$|1,200.50 or £|950|m or US$|3", "3.5|%|, .75 and +44", "10:30|am|, 10|km|, 20th|, 1960s|, 3D|, 3G|, $|3|M",
    "on 11/28/2000 at 192.168.0.1",   "(|1|,|2|)",           "in 1999|.",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_links (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "see https://example.org/a_(b)?c=1#d|.",
    "(|http://example.org|)",
    "www.example.com|, example.com/path and Example.co.uk|.",
    "write to jane.o-hara@mail.example.com|!",
    "<|jane@example.com|>",
    "open notes.v2.pdf or READ_ME.txt",
    "#RiverPorts @jane_doe # 1",
    "It ended here|.|Then it began",
    "<br/> a &amp; b <a href=\"x y\">|c|</a>",
    "<a href=/mill/2>|c|</a> if a|<|a b|>|c",
    "AT&T and R&D",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_marks (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "\"|Yes|,|\" he said|.",  "“|Well|…|”",
    "''|quoted|''",           "What|?! No|... Oh|!!!",
    "fine :) and ;-) and <3", "👩‍🚀|👍🏽|🇵🇹|🇫🇷",
    "[|a|]|{|b|}|(|c|)",      "*** a ==> b",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_scripts (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "Москва — столица|.", "東|京|。", "नमस्ते दुनिया|।", "مرحبا|، كيف|؟", "naïve cafe\xCC\x81s", "한국어 문장|.",
  };

  assert_tokens (fixture, cases, G_N_ELEMENTS (cases));
}

static void
test_sentences (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const cases[] = {
    "One ends. |Two begins.",
    "LISBON, Nov. 3 (Agency) — Ministers met. |They left.",
    "Mr. J. P. Hart Jr. of Calder Inc. met Dr. Moreno. |He left.",
    "He lives in Washington, D.C. |The city is big.",
    "The U.S. Senate met at 7 p.m. |It voted.",
    "\"Why now?\" Moreno asked. |\"Because!\" he cried.",
    "\"It is over.\" |They went home.",
    "(It was cold.) |We left.",
    "It ended here.|Then it began.",
    "Really?! |Yes!!! |Good.",
    "He paused... and went on.",
    "He paused... |Then he left.",
    "It was known. [12] |Later it was not.",
    "That is good. :) |And this too.",
    "Version 2.0 costs 3.50 in all. |Buy it.",
    "So did I. |The rest stayed.",
    "これは本です。|あれも本です。",
    "यह बड़ा है। |वह छोटा है।",
    "これは本です。|２冊あります。",
    "„Ich gehe.“ |Er ging.",
    "Ποιος ήρθε; |Ο Γιάννης ήρθε.",
  };

  assert_sentences (fixture, cases, G_N_ELEMENTS (cases));
}

/* The expectation names each paragraph's kind and its first six bytes, line feeds as `/`. */
static void
assert_paragraphs (Fixture *fixture, const char *text, const char *expected)
{
  static const char *const names[]
      = { "prose", "title", "heading", "byline", "caption", "list", "code", "boilerplate" };
  g_autoptr (GString) shown = g_string_new (NULL);

  divide (fixture, text, strlen (text));
  for (guint32 i = 0; i < fixture->paragraphs.n; i++)
    g_string_append_printf (shown, "%s%s:%.6s", i > 0 ? " " : "", names[fixture->paragraphs.kinds[i]],
                            text + fixture->paragraphs.starts[i]);
  g_strdelimit (shown->str, "\n\t", '/');
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
test_paragraphs (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
test_frame_of_articles (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  /* What stands before a headline does not take its place. */
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
test_heads_of_articles (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
}

/* Columns of print are narrow, and divide words. */
static void
test_columns (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
test_null_characters (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char title[] = "Mill to close\0\n\nA mill will be closed for a year.",
                    rule[] = "Mill burns.\n\nIt is old\n\0\0\0\n";

  divide (fixture, title, sizeof title - 1);
  g_assert_cmpuint (fixture->paragraphs.n, ==, 2);
  g_assert_cmpuint (fixture->paragraphs.kinds[0], ==, PARAGRAPH_TITLE);
  divide (fixture, rule, sizeof rule - 1);
  g_assert_cmpuint (fixture->paragraphs.kinds[1], ==, PARAGRAPH_PROSE);
}

/* What sites put between the title and the text, and below it. */
static void
test_pages_that_were_copied (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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

static void
test_mail (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_paragraphs (
      fixture,
      "From: Ida Brandt <ida@mill.example>\nTo: Bo Lind <bo@bakery.example>\nSubject: Flour\nDate: 8 March\n\n"
      "Dear Bo,\n\nthe flour is here.\n\n--\nIda Brandt\nThe Old Mill\n\nOn Friday Bo Lind wrote:\n"
      "> Dear Ida,\n>\n> where is the flour that we ordered from you in the\n> spring?\n> Bo\n>> Thanks.\n",
      "boilerplate:From:  boilerplate:To: Bo title:Subjec boilerplate:Date:  prose:Dear B prose:the "
      "fl "
      "boilerplate:--/Ida boilerplate:Ida Br boilerplate:The Ol boilerplate:On Fri prose:> Dear prose:>/> "
      "wh prose:> wher prose:> Bo/> prose:>> Tha");
}

static void
test_wrapped_lines (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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

/* Every character but white space is in one token, sentences hold all tokens, paragraphs all sentences. */
static void
assert_whole (Fixture *fixture, const char *text, gsize length)
{
  const Spans *tokens = &fixture->tokens, *sentences = &fixture->sentences, *paragraphs = &fixture->paragraphs;
  const guchar *bytes = (const guchar *) text;
  guint32 at = 0, sentence = 0, paragraph = 0;
  guint size;

  divide (fixture, text, length);
  for (guint32 i = 0; i <= tokens->n; i++)
    {
      guint32 next = i < tokens->n ? tokens->starts[i] : (guint32) length;

      g_assert_cmpuint (at, <=, next);
      for (; at < next; at += size)
        g_assert_cmpint (character_at (&fixture->rules->characters, bytes + at, &size), ==, CHARACTER_SPACE);
      if (i == tokens->n)
        break;
      g_assert_cmpuint (tokens->starts[i], <, tokens->ends[i]);
      at = tokens->ends[i];
      g_assert_true (at == length || (bytes[at] & 0xC0) != 0x80);

      if (sentences->ends[sentence] <= tokens->starts[i])
        sentence++;
      g_assert_cmpuint (sentence, <, sentences->n);
      g_assert_cmpuint (sentences->starts[sentence], <=, tokens->starts[i]);
      g_assert_cmpuint (tokens->ends[i], <=, sentences->ends[sentence]);
    }
  for (guint32 i = 0; i < sentences->n; i++)
    {
      while (paragraph < paragraphs->n && paragraphs->ends[paragraph] <= sentences->starts[i])
        paragraph++;
      g_assert_cmpuint (paragraph, <, paragraphs->n);
      g_assert_cmpuint (paragraphs->starts[paragraph], <=, sentences->starts[i]);
      g_assert_cmpuint (sentences->ends[i], <=, paragraphs->ends[paragraph]);
    }
}

static void
test_random_texts (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const pieces[] = {
    "a",
    "Dr",
    "U",
    "The",
    "said",
    "can",
    "not",
    "n't",
    "'",
    "’",
    "`",
    "\"",
    "“",
    "”",
    ".",
    "..",
    "!",
    "?",
    ",",
    ":",
    ";",
    "-",
    "--",
    "—",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "/",
    "\\",
    "@",
    "#",
    "&",
    "%",
    "$",
    "+",
    "=",
    "_",
    "*",
    "~",
    "|",
    "^",
    "1",
    "20",
    "3,000",
    "th",
    "km",
    "com",
    "www",
    "http",
    "://",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\t",
    "\xC2\xA0",
    "é",
    "я",
    "漢",
    "か",
    "👩",
    "…",
    "。",
    "•",
    "- ",
    "1. ",
    "\xC2\xAD",
    "\x01",
    "```",
    "<br>",
    "&amp;",
    ":)",
    "etc",
    "No",
    "i.e",
    "w/",
    "\r\n",
    "\xCC\x81",
    "\xE2\x80\x8B",
    "\xE2\x80\x8D",
    "\xF0\x9F\x8F\xBD",
    "\xF0\x9F\x87\xB5",
    "\xF3\xA0\x81\xA7",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (20211103);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint round = 0; round < 20000; round++)
    {
      g_string_truncate (text, 0);
      for (gint i = g_rand_int_range (random, 1, 24); i > 0; i--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      if (g_rand_int_range (random, 0, 50) == 0)
        g_string_append_c (text, '\0');
      assert_whole (fixture, text->str, text->len);
    }
}

/* What is found in vectors is what one step after another finds, at every place and length. */
static void
test_vectors (Fixture *fixture G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  static const guint8 common[]
      = { TOKEN_WORD | TOKEN_STARTS_LOWER, TOKEN_WORD, TOKEN_COMMA | TOKEN_TOUCHES, TOKEN_NUMBER };
  guint8 kinds[80 + SPANS_KINDS_MARGIN];
  guchar text[80];

  for (guint round = 0; round < 2000; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        kinds[i] = g_rand_int_range (random, 0, 12) > 0 ? common[g_rand_int_range (random, 0, 4)]
                                                        : (guint8) g_rand_int_range (random, 0, 128);
      for (guint i = 0; i < sizeof text; i++)
        text[i] = g_rand_int_range (random, 0, 20) > 0 ? "azAZ09"[g_rand_int_range (random, 0, 6)]
                                                       : (guchar) g_rand_int_range (random, 0, 256);
      guint32 at = (guint32) g_rand_int_range (random, 0, 80), end = (guint32) g_rand_int_range (random, (gint) at, 80);

      g_assert_cmpuint (token_scan_end_mark (kinds, at, end), ==, token_scan_end_mark_plainly (kinds, at, end));
      g_assert_cmpuint (token_scan_parting (kinds, at, end), ==, token_scan_parting_plainly (kinds, at, end));
      g_assert_cmpuint (ascii_skip_word (text, at, end), ==, ascii_skip_word_plainly (text, at, end));
    }
}

/* What stands in the kinds is what the spans say. */
static void
test_kinds (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *text = "It rose .5 (+44%) ...\"so\", he said.And\n\n+3 -é .7a@b.c";
  const Spans *tokens = &fixture->tokens;

  divide (fixture, text, strlen (text));
  for (guint32 i = 0; i < tokens->n; i++)
    {
      gunichar first = g_utf8_get_char (text + tokens->starts[i]);
      g_assert_cmpint ((tokens->kinds[i] & TOKEN_STARTS_LOWER) != 0, ==, g_unichar_islower (first) != 0);
      g_assert_cmpint (spans_touch_before (tokens, i), ==, i > 0 && tokens->starts[i] == tokens->ends[i - 1]);
    }
}

/* The CPU seconds that a text of one unit, again and again, takes. */
static double
measure_unit (Fixture *fixture, const char *unit, gsize size)
{
  g_autoptr (GString) text = g_string_new (NULL);
  while (text->len < size)
    g_string_append (text, unit);

  double begun = test_get_cpu_seconds ();
  divide (fixture, text->str, text->len);
  double seconds = test_get_cpu_seconds () - begun;
  assert_whole (fixture, text->str, text->len);

  return seconds;
}

/* On a megabyte a quadratic step takes minutes and a linear one milliseconds. */
static void
test_hostile_texts (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const units[] = {
    "abc",
    ".",
    ". ",
    "\"",
    "'",
    "\"'",
    "e\xCC\x81\xCC\x82",
    "\xCC\x81",
    "a@",
    "a@a.",
    "(",
    "((a",
    "a-",
    "1-",
    "1,",
    "1.",
    "1/",
    "a.",
    "A.",
    "a'",
    "A&",
    "a/",
    "http://",
    "http://)",
    "www.",
    "<a ",
    "&a",
    "&#1",
    "漢",
    "\n",
    "a\n",
    "\n\n",
    " ",
    "etc. ",
    "!?",
    ":)",
    ":",
    "_",
    "#a",
    "@_",
    "```\n",
    "\x01",
    "a+",
    "a%b",
    "I. ",
    "Dr.",
    "[1] ",
    "1. ",
    "a*",
    "`",
    "->",
    "co-",
    "> a\n",
    "ph.d.",
    "n't",
    "'ll",
    "“",
    "<",
    "- a\n",
    "a b\n",
    "a.com/",
    "1-1-1-1-1-",
    "<a x=\"",
    "👨\xE2\x80\x8D",
    "\xE2\x80\x8D",
    "\xF0\x9F\x87\xB5",
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      double small = measure_unit (fixture, units[i], 125000), large = measure_unit (fixture, units[i], 1000000);
      test_assert_linear (units[i], 8.0, small, large);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/tokenize/rules/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("clitics", test_clitics);
  ADD ("multiwords", test_multiwords);
  ADD ("hyphens", test_hyphens);
  ADD ("abbreviations", test_abbreviations);
  ADD ("numbers", test_numbers);
  ADD ("links", test_links);
  ADD ("marks", test_marks);
  ADD ("scripts", test_scripts);
  ADD ("sentences", test_sentences);
  ADD ("paragraphs", test_paragraphs);
  ADD ("frame-of-articles", test_frame_of_articles);
  ADD ("heads-of-articles", test_heads_of_articles);
  ADD ("columns", test_columns);
  ADD ("null-characters", test_null_characters);
  ADD ("mail", test_mail);
  ADD ("pages-that-were-copied", test_pages_that_were_copied);
  ADD ("wrapped-lines", test_wrapped_lines);
  ADD ("random-texts", test_random_texts);
  ADD ("vectors", test_vectors);
  ADD ("kinds", test_kinds);
  ADD ("hostile-texts", test_hostile_texts);
#undef ADD

  return g_test_run ();
}
