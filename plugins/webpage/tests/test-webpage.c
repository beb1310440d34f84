/* Pages as the reader gives them, sound and broken. */
#include "../../../tests/cpu-time.h"
#include "../../../tests/plugin-host.h"

#include <string.h>

static char *
read_bytes (const char *reader, const char *page, gsize length)
{
  const TestRoute route = { .name = "page.html", .reader = reader, .writer = "jsonl layers=quote" };

  return test_run_route (&route, page, length, NULL);
}

static char *
read_page (const char *reader, const char *page)
{
  return read_bytes (reader, page, strlen (page));
}

/* The text of a page, as JSON has it, without the quotation marks. */
static void
assert_text (const char *reader, const char *page, const char *expected)
{
  g_autofree char *record = read_page (reader, page);
  const char *text = strstr (record, "\"text\": \"");
  g_assert_nonnull (text);
  text += strlen ("\"text\": \"");
  const char *end = strstr (text, "\", \"offsets\"");
  g_assert_nonnull (end);
  g_autofree char *found = g_strndup (text, (gsize) (end - text));

  g_assert_cmpstr (found, ==, expected);
}

#define LONG_ONE \
  "The last ferry between the two towns will sail on Sunday, ninety years after the line was founded here."
#define LONG_TWO \
  "Nobody has asked to run it in its place, and both of the boats are to be sold before the end of spring."

static void
test_markup (void)
{
  static const char *const cases[][2] = {
    /* Words, lines and blocks. */
    { "<p>One <b>two</b>three</p><p>four", "One twothree\\n\\nfour\\n" },
    { "a<br>b<br/><br />c\n\n d<div>e</div>f", "a\\nb\\n\\nc d\\n\\ne\\n\\nf\\n" },
    { "<ul><li>One<li><p>Two</p><p>more</p></ul><h2>Head</h2>", "- One\\n\\n- Two\\n\\nmore\\n\\nHead\\n" },
    { "<table><tr><td>a</td> <td>b</td></tr><tr><th>c<th>d</table>", "a\\tb\\n\\nc\\td\\n" },
    { "<pre>a  b\n  c</pre>x  y", "a  b\\n  c\\n\\nx y\\n" },
    /* References. */
    { "J&oslash;rgen&#8217;s R&amp;D &lt;b&gt; &nbsp; &#146; &bogus; &#0; & &#x1F600;",
      "Jørgen’s R&D <b> ’ &bogus; &#0; & 😀\\n" },
    { "soft&shy;ly &#1;control", "softly control\\n" },
    /* What is not for reading. */
    { "a<script>if (1 < 2) { '</p>' }</script>b<style>p { }</style>c<!-- d -->e<!DOCTYPE x>f<?php g ?>h", "abcefh\\n" },
    { "a<svg><title>no</title><text>no</text></svg>b<button>no</button>c<div hidden>no<div>no</div>no</div>d",
      "abc\\n\\nd\\n" },
    { "<textarea>no <b>no</textarea>yes<select><option>no</select>", "yes\\n" },
    /* What is broken. */
    { "a < b <> c </> d <3 e<", "a < b <> c d <3 e<\\n" },
    { "<p title=\"x>y\">one</p><p title='>'>two</p><p title=x>three", "one\\n\\ntwo\\n\\nthree\\n" },
    { "<p title=\"never closed>one <b>two</b>", "one two\\n" },
    { "</div></p></li>one</b></a></nav>two<!-- never closed", "one\\n\\ntwo\\n" },
    { "one<button>two three", "onetwo three\\n" },
    { "one<script>two", "one\\n" },
    /* Titles, scripts and comments end where the standard says; tags close themselves in XML only. */
    { "<title>The <b> of <script> tags</title>one<script>x</scriptx></script>two<!-- a --!>three", "onetwothree\\n" },
    { "one</title>two", "onetwo\\n" },
    { "<svg/>one<div class=menu/>two", "one\\n\\ntwo\\n" },
    { "<?xml version='1.0'?><html><script src='x'/><p>one</p><textarea/>two</html>", "one\\n\\ntwo\\n" },
    { "<ruby>\u6f22<rp>(<rt>kan<rp>)</ruby>\u5b57<ruby>a<rt>b</rt></ruby>c", "\u6f22\u5b57ac\\n" },
    { "", "" },
    { "<", "<\\n" },
    { "<html><body></body></html>", "" },
    { "&", "&\\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text ("html content=all", cases[i][0], cases[i][1]);
}

/* The name of the site is no part of a title where the page shows what is. */
static void
test_titles (void)
{
  static const char *const cases[][2] = {
    { "<title>Ferry line closes - The Herald</title><div>Ferry line closes<br>by Ida Brandt</div><p>" LONG_ONE
      "</p><p>" LONG_TWO,
      "Ferry line closes\\n\\n" },
    { "<title>Ferry line closes | Herald</title><meta property=og:site_name content=Herald><p>" LONG_ONE
      "</p><p>" LONG_TWO,
      "Ferry line closes\\n\\n" },
    { "<title>Ferry line closes - for good</title><p>" LONG_ONE "</p><p>" LONG_TWO,
      "Ferry line closes - for good\\n\\n" },
    { "<item><title><![CDATA[Ferries & boats]]></title><p>" LONG_ONE "</p><p>" LONG_TWO, "Ferries & boats\\n\\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *record = read_page ("html", cases[i][0]);
      g_autofree char *start = g_strdup_printf ("\"text\": \"%s", cases[i][1]);
      if (strstr (record, start) == NULL)
        g_error ("'%s' does not begin the text of %s", cases[i][1], record);
    }
}

static void
test_article (void)
{
  assert_text (
      "html",
      "<title>Ferry line closes | Herald</title><meta property='og:title' content='Ferry line closes'>"
      "<div class='cookie-bar'>We use cookies. <a href=#>Accept</a></div>"
      "<nav><ul><li><a href=/>Home</a><li><a href=/s>Sport</a></ul></nav>"
      "<header>The Herald, the paper of two towns and of the whole of the coast between them since 1888</header>"
      "<article><header><h1>Ferry line closes</h1></header><figure><img><figcaption>The boat on Friday, seen "
      "from the quay with all of the town behind it.</figcaption></figure><p>" LONG_ONE
      "</p><h2>No heirs</h2><p>" LONG_TWO "</p><div class='related'><h3>More</h3><p>" LONG_ONE "</p></div></article>"
      "<footer><p>Copyright of the Herald and of its owners, all of the rights are reserved in all lands.</p>",
      "Ferry line closes\\n\\n" LONG_ONE "\\n\\nNo heirs\\n\\n" LONG_TWO "\\n");

  /* Without any names of parts: links and lengths. */
  assert_text (
      "html",
      "<title>Ferry line closes</title><div><a href=1>Home</a> <a href=2>News</a> <a href=3>All of the sport</a></div>"
      "<div>" LONG_ONE "</div><div>" LONG_TWO "</div><div><a href=4>Bridge opens after many a delay</a></div>"
      "<div><a href=5>Ten walks that you can take in one day</a></div><div>Imprint</div>",
      "Ferry line closes\\n\\n" LONG_ONE "\\n\\n" LONG_TWO "\\n");

  /* Laid out by tables. */
  assert_text (
      "html",
      "<title>Ferry line closes</title><table><tr><td><a href=1>Home</a><br><a href=2>News of the day</a><br><a "
      "href=3>All of the sport</a><td>" LONG_ONE "<br><br>" LONG_TWO "<td><a href=4>Bridge opens after many a "
      "delay for the town</a></table>",
      "Ferry line closes\\n\\n" LONG_ONE "\\n\\n" LONG_TWO "\\n");

  /* Classes that tell of what holds all of the page, or of its state. */
  assert_text ("html",
               "<div class='page has-sidebar'><div class='sidebar'><p>" LONG_TWO
               "</p></div><div id=menu-page><h1>Ferry line "
               "closes</h1><p>" LONG_ONE "</p><p>" LONG_TWO "</p></div></div>",
               "Ferry line closes\\n\\n" LONG_ONE "\\n\\n" LONG_TWO "\\n");

  /* Names that only look like those of surroundings, and places that are no links. */
  assert_text ("html",
               "<article><h1>Ferry line closes</h1><section id=shareholder-letter><p>" LONG_ONE "</p></section><div "
               "class=commentary><a id=top><p>" LONG_TWO "</p></div><section class='share'><p>" LONG_ONE
               "</p></section></article>",
               "Ferry line closes\\n\\n" LONG_ONE "\\n\\n" LONG_TWO "\\n");
  assert_text ("html",
               "<article><h1>Ferry</h1><section class=menu><p>" LONG_ONE "</p><p>" LONG_TWO "</p></section></article>",
               "Ferry\\n\\n" LONG_ONE "\\n\\n" LONG_TWO "\\n");

  /* Too little to be an article: all that there is. */
  assert_text ("html", "<p>Hello <a href=x>there</a></p>", "Hello there\\n");
}

static void
test_facts (void)
{
  g_autofree char *record = read_page (
      "html",
      "<html lang=en-GB><head><title> Fish &amp;\n chips </title><meta content='Ann &quot;A&quot; Lee' name=author>"
      "<meta property=\"article:published_time\" content=\"2026-03-01\"><link rel=canonical "
      "href='https://a.example/?x=1&amp;y=2'><meta name=description content=Short><meta "
      "property=og:site_name content=Herald></head>");

  g_assert_nonnull (strstr (record, "\"title\": \"Fish & chips\""));
  g_assert_nonnull (strstr (record, "\"author\": \"Ann \\\"A\\\" Lee\""));
  g_assert_nonnull (strstr (record, "\"date\": \"2026-03-01\""));
  g_assert_nonnull (strstr (record, "\"url\": \"https://a.example/?x=1&y=2\""));
  g_assert_nonnull (strstr (record, "\"language\": \"en-GB\""));
  g_assert_nonnull (strstr (record, "\"description\": \"Short\""));
  g_assert_nonnull (strstr (record, "\"site\": \"Herald\""));
}

static void
test_encodings (void)
{
  assert_text ("html", "<p>caf\xE9 \x93so\x94", "café “so”\\n");
  assert_text ("html",
               "<meta charset=iso-8859-2><p>\xB3\xF3"
               "d\xBC",
               "łódź\\n");
  assert_text ("html", "<meta http-equiv=x content=\"text/html; charset=windows-1251\"><p>\xEC\xE8\xF0", "мир\\n");
  assert_text ("html", "\xEF\xBB\xBF<p>é", "é\\n");
  assert_text ("html", "<meta charset=ISO-8859-1><p>\x93so\x94", "“so”\\n");
  assert_text ("html", "<meta charset=x-nothing><p>caf\xE9", "café\\n");
  assert_text ("html encoding=iso-8859-15", "<p>\xA4", "€\\n");
  g_autofree char *refused = read_page ("html encoding=utf-8 invalid=reject", "<p>caf\xE9");
  g_assert_nonnull (strstr (refused, "\"error\""));
}

/* Texts may hold U+0000, also where names of characters and elements are looked for. */
static void
test_nul (void)
{
  static const char page[] = "&lt\0\0\0\0\0\0\0;<a\0\0\0\0\0\0\0\0\0>x</a\0>&\0;<p class=menu\0>y";
  g_autofree char *record = read_bytes ("html", page, sizeof page - 1);

  g_assert_nonnull (strstr (record, "\"text\": \"&lt;x&;\\n\\ny\\n\""));
}

static double
measure_unit (const char *unit, gsize size)
{
  g_autoptr (GString) page = g_string_new (NULL);
  while (page->len < size)
    g_string_append (page, unit);

  double begun = test_get_cpu_seconds ();
  g_autofree char *record = read_bytes ("html", page->str, page->len);
  double seconds = test_get_cpu_seconds () - begun;
  g_assert_nonnull (strstr (record, "\"text\""));

  return seconds;
}

static void
test_hostile_pages (void)
{
  static const char *const units[] = { "<",
                                       "<a",
                                       "</a>",
                                       "<a ",
                                       "<a b=\"",
                                       "<a b=\"'",
                                       "<!--",
                                       "<!",
                                       "<script>",
                                       "</script",
                                       "<div class='menu'>",
                                       "<div hidden>",
                                       "<p>",
                                       "<b></i>",
                                       "&",
                                       "&amp",
                                       "&#",
                                       "<br>",
                                       "<td>",
                                       "<article>",
                                       "<button>",
                                       "x<li>",
                                       "<title>",
                                       "-->",
                                       "<a b=c d=e " };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      double small = measure_unit (units[i], 125000), large = measure_unit (units[i], 1000000);
      test_assert_linear (units[i], 8.0, small, large);
    }
}

/* Feeds */

#define RSS                                                                                                 \
  "<?xml version='1.0' encoding='iso-8859-1'?>\n<rss version='2.0'><channel><title>The Kelby Post</title>"  \
  "<link>https://post.example</link>"                                                                       \
  "<item><title>Mill &amp; bakery burn</title><link>https://post.example/1</link>"                      \
  "<pubDate>Sun, 12 Jan 2025 08:00:00 GMT</pubDate><dc:creator><![CDATA[Ida Brandt]]></dc:creator>"         \
  "<description>A mill burned.</description>"                                                               \
  "<content:encoded><![CDATA[<p>A mill <b>burned</b>.</p><p>A bakery, too.</p>]]></content:encoded></item>" \
  "<item><description>&lt;p&gt;Nobody was h\xfcrt &amp;amp; nobody "                                        \
  "slept.&lt;/p&gt;</description></item></channel></rss>"

#define ATOM                                                                                                    \
  "<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title><author><name>All</name></author><entry>"       \
  "<link rel='self' href='https://post.example/self'/><link href='https://post.example/2'/><title>Rain</title>" \
  "<updated>2025-01-12</updated><content type='xhtml'><div><p>It rained.</p></div></content></entry></feed>"

static char *
read_feed (const char *feed, guint64 *n_failures)
{
  const TestRoute route = { .name = "news.xml", .reader = "feed", .writer = "jsonl layers=quote" };

  return test_run_route (&route, feed, strlen (feed), n_failures);
}

static void
test_feeds (void)
{
  guint64 n_failures;
  g_autofree char *rss = read_feed (RSS, NULL), *atom = read_feed (ATOM, NULL);
  g_autofree char *empty = read_feed ("<rss><channel><title>Post</title></channel></rss>", NULL);
  g_autofree char *broken = read_feed ("<rss><item><title>Rain<item>It rained.", NULL);
  g_autofree char *other = read_feed ("<html><p>A page.</p></html>", &n_failures);

  g_assert_cmpstr (rss, ==,
                   "{\"id\": \"news.xml:1\", \"text\": \"Mill & bakery burn\\n\\nA mill burned.\\n\\nA bakery, "
                   "too.\\n\", \"offsets\": \"codepoint\", \"meta\": {\"title\": \"Mill & bakery burn\", \"author\": "
                   "\"Ida Brandt\", \"date\": \"Sun, 12 Jan 2025 08:00:00 GMT\", \"url\": \"https://post.example/1\", "
                   "\"site\": \"The Kelby Post\"}, \"layers\": {}}\n"
                   "{\"id\": \"news.xml:2\", \"text\": \"Nobody was hürt & nobody slept.\\n\", \"offsets\": "
                   "\"codepoint\", \"meta\": {\"site\": \"The Kelby Post\"}, \"layers\": {}}\n");
  g_assert_cmpstr (atom, ==,
                   "{\"id\": \"news.xml:1\", \"text\": \"Rain\\n\\nIt rained.\\n\", \"offsets\": \"codepoint\", "
                   "\"meta\": {\"title\": \"Rain\", \"date\": \"2025-01-12\", \"url\": \"https://post.example/2\", "
                   "\"site\": \"Post\"}, \"layers\": {}}\n");
  g_assert_cmpstr (empty, ==, "");
  g_assert_nonnull (strstr (broken, "\"news.xml:1\""));
  g_assert_cmpuint (n_failures, ==, 1);
  g_assert_nonnull (strstr (other, "this is no feed"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webpage/markup", test_markup);
  g_test_add_func ("/webpage/titles", test_titles);
  g_test_add_func ("/webpage/article", test_article);
  g_test_add_func ("/webpage/facts", test_facts);
  g_test_add_func ("/webpage/encodings", test_encodings);
  g_test_add_func ("/webpage/nul", test_nul);
  g_test_add_func ("/webpage/feeds", test_feeds);
  g_test_add_func ("/webpage/hostile-pages", test_hostile_pages);

  return g_test_run ();
}
