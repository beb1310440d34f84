/* Pages of records: what they show, that they are well formed whatever layers say, and that nothing of a text is lost.
 */
#include "../../../tests/plugin-host.h"

#include <string.h>

static char *
render (const char *records, const char *writer, guint n_threads)
{
  const TestRoute route = { .name = "test.jsonl", .reader = "jsonl", .writer = writer, .n_threads = n_threads };

  return test_run_route (&route, records, strlen (records), NULL);
}

static void
assert_contains (const char *page, const char *part)
{
  if (strstr (page, part) == NULL)
    g_error ("'%s' is not in the page:\n%s", part, page);
}

static void
assert_lacks (const char *page, const char *part)
{
  if (strstr (page, part) != NULL)
    g_error ("'%s' is in the page:\n%s", part, page);
}

/* The oracle: a parser of XML, which takes what is well nested only. Pages are written so that they are XML as well. */

typedef struct
{
  GPtrArray *classes; /* of the elements that are open; what is shown of the text is within `text` or a heading of it */
  GString *text;      /* without white space and the signs that the page adds */
  GHashTable *ids;
  GPtrArray *targets;
} Reading;

static const char *
find_attribute (const char *name, const char **names, const char **values)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return "";
}

static void
start_element (GMarkupParseContext *context, const char *element, const char **names, const char **values,
               gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  const char *class = find_attribute ("class", names, values);
  const char *id = find_attribute ("id", names, values);
  const char *target = find_attribute ("href", names, values);

  (void) context;
  (void) error;
  /* A title of the text has no class of its own. */
  g_ptr_array_add (reading->classes, g_strdup (g_str_equal (element, "h1") && *class == '\0' ? "text" : class));
  if (*id != '\0' && !g_hash_table_add (reading->ids, g_strdup (id)))
    g_error ("the id '%s' is there twice", id);
  if (*target == '#')
    g_ptr_array_add (reading->targets, g_strdup (target + 1));
}

static void
end_element (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Reading *reading = user_data;

  (void) context;
  (void) element;
  (void) error;
  g_ptr_array_set_size (reading->classes, (gint) reading->classes->len - 1);
}

static void
append_solid (GString *output, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]) && text[i] != '\v')
      g_string_append_c (output, text[i]);
}

static void
read_text (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  gboolean is_text = FALSE;

  (void) context;
  (void) error;
  for (guint i = 0; i < reading->classes->len; i++)
    {
      const char *class = reading->classes->pdata[i];
      is_text = is_text || g_str_equal (class, "text");
      if (g_str_has_prefix (class, "sign") || g_str_equal (class, "origin"))
        return;
    }
  if (is_text)
    append_solid (reading->text, text, length);
}

/* Parses a page and returns the text that is shown, without white space. Ids must differ, and all links lead somewhere.
 */
static char *
read_page (const char *page)
{
  static const GMarkupParser parser = { .start_element = start_element, .end_element = end_element, .text = read_text };
  Reading reading = {
    g_ptr_array_new_with_free_func (g_free),
    g_string_new (NULL),
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    g_ptr_array_new_with_free_func (g_free),
  };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reading, NULL);
  g_autoptr (GError) error = NULL;

  if (!g_markup_parse_context_parse (context, page, -1, &error) || !g_markup_parse_context_end_parse (context, &error))
    g_error ("%s:\n%s", error->message, page);
  for (guint i = 0; i < reading.targets->len; i++)
    if (!g_hash_table_contains (reading.ids, reading.targets->pdata[i]))
      g_error ("a link leads to '%s', which is not there:\n%s", (char *) reading.targets->pdata[i], page);
  g_ptr_array_unref (reading.classes);
  g_hash_table_unref (reading.ids);
  g_ptr_array_unref (reading.targets);
  return g_string_free (reading.text, FALSE);
}

static void
assert_shows (const char *page, const char *text)
{
  g_autofree char *shown = read_page (page);
  g_autoptr (GString) solid = g_string_new (NULL);

  append_solid (solid, text, strlen (text));
  g_assert_cmpstr (shown, ==, solid->str);
}

/* The body's part from @first to @last, without the latter. */
static char *
cut (const char *page, const char *first, const char *last)
{
  assert_contains (page, first);
  const char *start = strstr (page, first);
  assert_contains (start, last);
  return g_strndup (start, (gsize) (strstr (start, last) - start));
}

/* Tests */

#define FERRY_TEXT \
  "Ferries sail\n\nAngela Merkel praised the crew. “It was a disaster,” Merkel said in Kiel.\n\n- first\n- second"

/* Spans in code points, as records have them. */
#define FERRY                                                                                                              \
  "{\"id\": \"ferry.txt\", \"text\": \"Ferries sail\\n\\nAngela Merkel praised the crew. “It was a disaster,” Merkel " \
  "said in Kiel.\\n\\n- first\\n- second\", "                                                                              \
  "\"types\": {\"obelus.sentiment-evidence\": {\"explains\": \"reference sentiment\"}}, \"layers\": {"                     \
  "\"language\": [{\"start\": 0, \"end\": 105, \"code\": \"en\"}], "                                                       \
  "\"paragraph\": [{\"start\": 0, \"end\": 12, \"kind\": \"title\"}, {\"start\": 14, \"end\": 87}, "                       \
  "{\"start\": 89, \"end\": 96, \"kind\": \"list\"}, {\"start\": 97, \"end\": 105, \"kind\": \"list\"}], "                 \
  "\"sentence\": [{\"start\": 0, \"end\": 12}, {\"start\": 14, \"end\": 45}, {\"start\": 46, \"end\": 87}], "              \
  "\"entity\": [{\"start\": 14, \"end\": 27, \"label\": \"PER\"}, {\"start\": 67, \"end\": 73, \"label\": \"PER\"}, "      \
  "{\"start\": 82, \"end\": 86, \"label\": \"LOC\"}], "                                                                    \
  "\"mention\": [{\"start\": 67, \"end\": 73, \"entity\": 0}], "                                                           \
  "\"quote\": [{\"start\": 46, \"end\": 66, \"speaker\": 0}], "                                                            \
  "\"keyphrase\": [{\"start\": 0, \"end\": 12, \"phrase\": \"ferries sail\", \"rank\": 1, \"score\": 1}], "                \
  "\"summary\": [{\"start\": 14, \"end\": 45, \"sentence\": 1, \"rank\": 1, \"score\": 1.0}], "                            \
  "\"sentiment\": [{\"start\": 0, \"end\": 105, \"unit\": \"document\", \"label\": \"neutral\", \"score\": 0.02}, "        \
  "{\"start\": 14, \"end\": 45, \"unit\": \"sentence\", \"score\": 0.6}, "                                                 \
  "{\"start\": 46, \"end\": 87, \"unit\": \"sentence\", \"score\": -0.7}], "                                               \
  "\"obelus.sentiment-evidence\": [{\"start\": 28, \"end\": 35, \"explains\": 1, \"kind\": \"word\", \"share\": "          \
  "0.8}, "                                                                                                                 \
  "{\"start\": 56, \"end\": 64, \"explains\": 2, \"kind\": \"word\", \"share\": -0.9}]}}"

static void
test_all_layers_are_shown (void)
{
  g_autofree char *page = render (FERRY, "html", 1);

  assert_shows (page, FERRY_TEXT);
  g_autofree char *glance = cut (page, "<section", "<dl>");
  g_autofree char *facts = cut (page, "<dl>", "</section>");
  g_autofree char *text = cut (page, "<div class=\"text\"", "</article>");
  assert_contains (page, "<p class=\"source\"><bdi>ferry.txt</bdi></p>\n"
                         "<div lang=\"en\"><h1 dir=\"auto\"><b id=\"d1-4\">Ferries sail</b></h1>");
  g_assert_cmpstr (
      glance, ==,
      "<section class=\"glance\" aria-label=\"At a glance\">\n<ol class=\"summary\" lang=\"en\">\n"
      "<li><div dir=\"auto\">Angela Merkel praised the crew.\u00a0"
      "<a class=\"way\" href=\"#d1-1\" aria-label=\"This sentence in the text\">↓</a></div></li>\n</ol>\n");
  assert_contains (facts, "<dt><mark class=\"per\">People</mark></dt><dd><ul>"
                          "<li><a href=\"#d1-2\"><bdi>Angela Merkel</bdi></a> <small>×2</small></li>");
  assert_contains (facts, "<dt>Mood</dt><dd>mixed <small>(+0.02)</small></dd>");
  assert_contains (facts, "Merkel said in Kiel. <small>because of <u class=\"neg\">disaster</u></small>");
  /* The most negative sentence has said it. */
  assert_lacks (facts, "Who said what");
  g_assert_cmpstr (text, ==,
                   "<div class=\"text\" lang=\"en\">\n<p dir=\"auto\"><span class=\"sum\" id=\"d1-1\">"
                   "<span class=\"sign rank\" role=\"img\" title=\"Sentence 1 of the summary\">1</span>"
                   "<mark class=\"per\" id=\"d1-2\" title=\"Angela Merkel (person)\">Angela Merkel</mark> "
                   "<u class=\"pos\" title=\"sounds positive\">praised</u> the crew.</span>"
                   "<span class=\"sign pos\" role=\"img\" id=\"d1-5\" title=\"positive, because of: praised\">+</span> "
                   "<q title=\"Said by Angela Merkel\">“It was a "
                   "<u class=\"neg\" title=\"sounds negative\">disaster</u>,”</q> "
                   "<mark class=\"per\" title=\"Angela Merkel (person)\">Merkel</mark> said in "
                   "<mark class=\"loc\" id=\"d1-3\" title=\"Kiel (place)\">Kiel</mark>."
                   "<span class=\"sign neg\" role=\"img\" id=\"d1-6\" title=\"negative, because of: disaster\">−</span>"
                   "</p>\n<ul>\n<li dir=\"auto\">- first</li>\n<li dir=\"auto\">- second</li>\n</ul>\n</div>\n");
}

/* What ends up where it could be read as markup is read as text. */
static void
test_hostile_text (void)
{
  g_autofree char *page = render (
      "{\"id\": \"<i>&\\\"\", \"text\": \"<script>alert(1)</script> &amp; \\u0000\\u001b[31m\\u009b\\ufffe ]]> \\\"\", "
      "\"layers\": {\"entity\": [{\"start\": 0, \"end\": 25, \"label\": \"<b>\\\"&\"}], "
      "\"quote\": [{\"start\": 0, \"end\": 25, \"speaker\": 0}], "
      "\"language\": [{\"start\": 0, \"end\": 30, \"code\": \"x\\\" onload=\\\"y\"}], "
      "\"keyphrase\": [{\"start\": 8, \"end\": 13, \"phrase\": \"</section>\", \"rank\": 1}]}}",
      "html title='</title><script>'", 1);

  assert_shows (page, "<script>alert(1)</script> &amp; ␀␛[31m\xef\xbf\xbd\xef\xbf\xbd ]]> \"");
  assert_lacks (page, "<script");
  assert_lacks (page, "onload=\"");
  assert_contains (page, "<title>&lt;/title&gt;&lt;script&gt;</title>");
}

/* Without paragraphs empty lines divide, and other line ends stay. */
static void
test_plain_text (void)
{
  g_autofree char *page
      = render ("{\"id\": \"-\", \"text\": \"\\n one\\r\\ntwo \\n \\n\\nthree\\n\\n\\n\"}", "html", 1);
  g_autofree char *body = cut (page, "<main>", "</body>");

  g_free (read_page (page));
  g_assert_cmpstr (body, ==,
                   "<main>\n<article class=\"document\" id=\"d1\">\n<header>\n"
                   "<h1 class=\"name\" dir=\"auto\">Standard input</h1>\n</header>\n<div class=\"text\">\n"
                   "<p class=\"lines\" dir=\"auto\">one\ntwo</p>\n<p class=\"lines\" dir=\"auto\">three</p>\n"
                   "</div>\n</article>\n</main>\n<div id=\"contents\">\n</div>\n");
}

static void
test_empty_texts (void)
{
  g_autofree char *page = render ("{\"id\": \"a\", \"text\": \"\"}\n{\"id\": \"b\", \"text\": \" \\n\"}", "html", 1);
  g_autofree char *none = render ("", "html", 1);

  assert_shows (page, "");
  assert_contains (page, "<p class=\"empty\">This text is empty.</p>");
  assert_shows (none, "");
  assert_contains (none, "<h1 class=\"name\">No documents</h1>");
}

/* The title of a mail stands behind its head, and is told above the page all the same. */
static void
test_titles_behind_other_blocks (void)
{
  g_autofree char *page
      = render ("{\"id\": \"a\", \"text\": \"From: Bo\\nRe: Oak\\nIt came.\", \"layers\": {\"paragraph\": ["
                "{\"start\": 0, \"end\": 8, \"kind\": \"boilerplate\"}, "
                "{\"start\": 9, \"end\": 16, \"kind\": \"title\"}, {\"start\": 17, \"end\": 25}]}}",
                "html", 1);

  assert_contains (page, "<title>Oak</title>");
  assert_contains (page, "<p class=\"source\"><bdi>a</bdi></p>\n<h1 class=\"told\" dir=\"auto\">Oak</h1>\n</header>");
  assert_contains (page, "From: Bo</p>\n<h2 dir=\"auto\">Re: Oak</h2>");
}

/* Code keeps its lines and what they are indented by; items that follow each other are one list. */
static void
test_kinds_of_paragraphs (void)
{
  g_autofree char *page = render (
      "{\"id\": \"a\", \"text\": \"Head\\n  if x:\\n    y\\n\\nBy me\\n* one\\n* two\\nView\\nCookies\", \"layers\": {"
      "\"paragraph\": [{\"start\": 0, \"end\": 4, \"kind\": \"heading\"}, {\"start\": 7, \"end\": 12, \"kind\": "
      "\"code\"}, "
      "{\"start\": 17, \"end\": 18, \"kind\": \"code\"}, {\"start\": 20, \"end\": 25, \"kind\": \"byline\"}, "
      "{\"start\": 26, \"end\": 31, \"kind\": \"list\"}, {\"start\": 32, \"end\": 37, \"kind\": \"list\"}, "
      "{\"start\": 38, \"end\": 42, \"kind\": \"caption\"}, {\"start\": 43, \"end\": 50, \"kind\": \"boilerplate\"}]}}",
      "html fragment=yes", 1);

  g_assert_cmpstr (page, ==,
                   "<article class=\"document\" id=\"d1\">\n<header>\n<p class=\"source\"><bdi>a</bdi></p>\n"
                   "<div><h1 dir=\"auto\">Head</h1>\n</div>\n</header>\n<div class=\"text\">\n"
                   "<pre dir=\"auto\"><code>  if x:\n    y</code></pre>\n<p class=\"byline\" dir=\"auto\">By me</p>\n"
                   "<ul>\n<li dir=\"auto\">* one</li>\n<li dir=\"auto\">* two</li>\n</ul>\n"
                   "<p class=\"caption\" dir=\"auto\">View</p>\n<p class=\"boilerplate\" dir=\"auto\">Cookies</p>\n"
                   "</div>\n</article>\n");
}

/* An element tells what the marks of Markdown tell; what follows no space is a word. */
static void
test_marks_of_headings (void)
{
  g_autofree char *page
      = render ("{\"id\": \"a\", \"text\": \"Ships\\n\\n## Oak\\n\\n#oak\\n\\n# pine\", \"layers\": {\"paragraph\": "
                "[{\"start\": 0, "
                "\"end\": 5}, {\"start\": 7, \"end\": 13, \"kind\": \"heading\"}, {\"start\": 15, \"end\": 19, "
                "\"kind\": \"heading\"}, "
                "{\"start\": 21, \"end\": 27}]}}",
                "html fragment=yes", 1);

  assert_contains (page, ">Oak</h2>");
  assert_contains (page, ">#oak</h2>");
  assert_contains (page, "># pine</p>");
  assert_lacks (page, "## Oak</");
}

/* Two spans that cross: the one that was opened later is cut in two. */
static void
test_crossing_spans (void)
{
  g_autofree char *page = render ("{\"id\": \"a\", \"text\": \"one two three four\", \"layers\": {"
                                  "\"quote\": [{\"start\": 0, \"end\": 13}], "
                                  "\"entity\": [{\"start\": 8, \"end\": 18, \"label\": \"ORG\"}], "
                                  "\"keyphrase\": [{\"start\": 4, \"end\": 16, \"phrase\": \"x\", \"rank\": 1}]}}",
                                  "html", 1);
  g_autofree char *text = cut (page, "<p class=\"lines\"", "</p>");

  assert_shows (page, "one two three four");
  g_assert_cmpstr (text, ==,
                   "<p class=\"lines\" dir=\"auto\"><q class=\"turn\">one <b id=\"d1-2\">two "
                   "<mark class=\"org\" id=\"d1-1\" title=\"three four (organisation)\">three</mark></b></q>"
                   "<b><mark class=\"org\" title=\"three four (organisation)\"> fo</mark></b>"
                   "<mark class=\"org\" title=\"three four (organisation)\">ur</mark>");
}

/* Rows that nothing is left of are led to all the same, and a sentence that ends in the white space behind its
 * paragraph has its sign there. */
static void
test_rows_without_text (void)
{
  g_autofree char *nested = render ("{\"id\": \"a\", \"text\": \"Bank of Kiel pays.\", \"layers\": {"
                                    "\"entity\": [{\"start\": 0, \"end\": 12, \"label\": \"ORG\"}, "
                                    "{\"start\": 8, \"end\": 12, \"label\": \"LOC\"}]}}",
                                    "html", 1);
  g_autofree char *behind
      = render ("{\"id\": \"a\", \"text\": \"A splendid day.\\n\\nRain.\", \"layers\": {"
                "\"sentiment\": [{\"start\": 0, \"end\": 16, \"unit\": \"sentence\", \"score\": 0.9}]}}",
                "html", 1);
  g_autofree char *blank = render ("{\"id\": \"a\", \"text\": \" \\n \", \"layers\": {"
                                   "\"summary\": [{\"start\": 0, \"end\": 1, \"rank\": 1, \"score\": 1}]}}",
                                   "html", 1);

  assert_shows (nested, "Bank of Kiel pays.");
  assert_contains (nested, ">Bank of Kiel</mark><span id=\"d1-2\"></span> pays.");
  assert_shows (behind, "A splendid day. Rain.");
  assert_contains (behind,
                   "A splendid day.<span class=\"sign pos\" role=\"img\" id=\"d1-1\" title=\"positive\">+</span></p>");
  assert_shows (blank, "");
  assert_contains (blank, "This text is empty.<span id=\"d1-1\"></span></p>");
}

/* A label of which nothing can be shown is none. */
static void
test_blank_labels (void)
{
  g_autofree char *page = render ("{\"id\": \"a\", \"text\": \"Kiel\", \"layers\": {"
                                  "\"entity\": [{\"start\": 0, \"end\": 4, \"label\": \" \\u200b\"}]}}",
                                  "html", 1);

  assert_contains (page, "title=\"Kiel (other name)\"");
}

/* The indentation of code is what no paragraph before it has taken. */
static void
test_indentation_is_taken_once (void)
{
  g_autofree char *page = render ("{\"id\": \"a\", \"text\": \"x    y\\n    \", \"layers\": {\"paragraph\": ["
                                  "{\"start\": 0, \"end\": 3, \"kind\": \"list\"}, "
                                  "{\"start\": 5, \"end\": 6, \"kind\": \"code\"}, "
                                  "{\"start\": 7, \"end\": 8, \"kind\": \"list\"}, "
                                  "{\"start\": 9, \"end\": 11, \"kind\": \"code\"}]}}",
                                  "html", 1);

  assert_shows (page, "xy");
  assert_contains (page, "<li dir=\"auto\">x</li>\n</ul>\n<pre dir=\"auto\"><code>  y</code></pre>\n</div>");
}

/* Who says something is told where the paragraph does not name them. */
static void
test_speakers (void)
{
  g_autofree char *page = render ("{\"id\": \"a\", \"text\": \"Ann Lee came.\\n\\n“So what?” she said.\", \"layers\": {"
                                  "\"entity\": [{\"start\": 0, \"end\": 7, \"label\": \"PER\"}], "
                                  "\"quote\": [{\"start\": 15, \"end\": 25, \"speaker\": 0}]}}",
                                  "html", 1);

  assert_shows (page, "Ann Lee came. “So what?” she said.");
  assert_contains (page, "<q title=\"Said by Ann Lee\">“So what?”</q>"
                         "<span class=\"sign by\"><bdi>Ann Lee</bdi></span> she said.");
}

static void
test_languages (void)
{
  g_autofree char *page = render (
      "{\"id\": \"a\", \"text\": \"مرحبا\\n\\nhello there\", \"layers\": {"
      "\"paragraph\": [{\"start\": 0, \"end\": 5, \"kind\": \"title\"}, {\"start\": 7, \"end\": 18}], "
      "\"language\": [{\"start\": 0, \"end\": 18, \"code\": \"ar\"}, {\"start\": 6, \"end\": 18, \"code\": \"en\"}]}}",
      "html", 1);

  assert_shows (page, "مرحبا hello there");
  assert_contains (page, "<div lang=\"ar\"><h1 dir=\"auto\">مرحبا</h1>");
  assert_contains (page, "<div class=\"text\" lang=\"ar\">\n<p lang=\"en\" dir=\"auto\">hello there</p>");
  assert_contains (page, "<dt>Language</dt><dd>Arabic</dd>");
  assert_contains (page, "<html lang=\"en\">");

  /* A block is in a language if all of it is. */
  g_autofree char *parts = render (
      "{\"id\": \"a\", \"text\": \"one two\\n\\ndrei\\n\\nfour\", \"layers\": {"
      "\"language\": [{\"start\": 0, \"end\": 19, \"code\": \"en\"}, {\"start\": 0, \"end\": 3, \"code\": \"fr\"}, "
      "{\"start\": 9, \"end\": 13, \"code\": \"de\"}]}}",
      "html", 1);
  g_autofree char *text = cut (parts, "<div class=\"text\"", "</div>");
  g_assert_cmpstr (text, ==,
                   "<div class=\"text\" lang=\"en\">\n<p class=\"lines\" dir=\"auto\">one two</p>\n"
                   "<p class=\"lines\" lang=\"de\" dir=\"auto\">drei</p>\n<p class=\"lines\" dir=\"auto\">four</p>\n");
}

/* The list stands behind the documents, in their order, whoever formats them; documents of one name differ in place. */
static void
test_several_documents (void)
{
  g_autoptr (GString) records = g_string_new (NULL);
  for (guint i = 0; i < 300; i++)
    g_string_append (records, i == 1   ? "{\"id\": \"b\", \"text\": 5}\n"
                              : i == 2 ? "{\"id\": \"a\", \"text\": \"Two\", \"layers\": {\"paragraph\": "
                                         "[{\"start\": 0, \"end\": 3, \"kind\": \"title\"}]}}\n"
                                       : "{\"id\": \"a\", \"text\": \"One\", \"layers\": {\"summary\": "
                                         "[{\"start\": 0, \"end\": 3, \"rank\": 1, \"score\": 1}]}}\n");
  g_autofree char *page = render (records->str, "html", 1);
  g_autofree char *again = render (records->str, "html", 8);

  g_free (read_page (page));
  g_assert_cmpstr (page, ==, again);
  assert_contains (page, "<title>a</title>");
  assert_contains (page, "<ol>\n<li><a href=\"#d1\"><bdi>a</bdi></a></li>\n<li><a href=\"#d2\"><bdi>b</bdi></a></li>\n"
                         "<li><a href=\"#d3\"><bdi>Two</bdi></a> <small><bdi>a</bdi></small></li>\n");
  assert_contains (page, "<article class=\"failed\" id=\"d2\">");
  assert_contains (page, "<li><a href=\"#d300\"><bdi>a</bdi></a></li>\n</ol>\n");
}

/* Of layers that do what they like pages are made that lose nothing. */

static void
append_rows (GString *record, GRand *rand, const char *layer, guint min_rows, guint n_characters,
             const char *const *values)
{
  const guint n = (guint) g_rand_int_range (rand, (gint) min_rows, 12);
  guint start = 0, end = G_MAXUINT;

  g_string_append_printf (record, "%s\"%s\": [", record->str[record->len - 1] == '{' ? "" : ", ", layer);
  for (guint i = 0; i < n; i++)
    {
      const guint next = start + (guint) g_rand_int_range (rand, 0, 3);
      const guint limit = next == start ? MIN (end, n_characters) : n_characters;
      if (next > limit)
        break;
      start = next;
      end = (guint) g_rand_int_range (rand, (gint) start, (gint) limit + 1);
      g_string_append_printf (record, "%s{\"start\": %u, \"end\": %u", i == 0 ? "" : ", ", start, end);
      const char *value = values[g_rand_int_range (rand, 0, (gint) g_strv_length ((char **) values))];
      g_string_append_printf (record, "%s%s}", *value == '\0' ? "" : ", ", value);
    }
  g_string_append_c (record, ']');
}

static void
test_any_layers (void)
{
  static const struct
  {
    const char *layer;
    guint min_rows;
    const char *values[4];
  } layers[] = {
    { "entity", 1, { "\"label\": \"PER\"", "\"label\": \"x\"", "", NULL } },
    { "mention", 0, { "", NULL } },
    { "quote", 0, { "", "\"speaker\": 0", NULL } },
    { "keyphrase", 0, { "\"phrase\": \"p\", \"rank\": 1", "\"phrase\": \"q\", \"rank\": 2", NULL } },
    { "summary", 0, { "\"rank\": 1", NULL } },
    { "sentiment",
      0,
      { "\"unit\": \"sentence\", \"score\": 0.9", "\"unit\": \"sentence\", \"score\": -0.9", "\"score\": 0.3", NULL } },
    { "paragraph", 0, { "", "\"kind\": \"title\"", "\"kind\": \"list\"", NULL } },
    { "language", 0, { "\"code\": \"en\"", "\"code\": \"de\"", NULL } },
  };
  static const char text[] = "ä <b>\\n\\nc&d e\\\"f\\n g h i\\n \\njk";
  const guint n_characters = 26;

  for (guint seed = 0; seed < 400; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) record = g_string_new (NULL);
      g_string_append_printf (record, "{\"id\": \"%u\", \"text\": \"%s\", \"layers\": {", seed, text);
      for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
        append_rows (record, rand, layers[i].layer, layers[i].min_rows, n_characters, layers[i].values);
      g_string_append (record, "}}");

      g_autofree char *page = render (record->str, "html", 1);
      g_autofree char *shown = read_page (page);
      if (!g_str_equal (shown, "ä<b>c&de\"fghijk"))
        g_error ("%s was shown of\n%s\nas\n%s", shown, record->str, page);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/all-layers-are-shown", test_all_layers_are_shown);
  g_test_add_func ("/html/hostile-text", test_hostile_text);
  g_test_add_func ("/html/plain-text", test_plain_text);
  g_test_add_func ("/html/empty-texts", test_empty_texts);
  g_test_add_func ("/html/kinds-of-paragraphs", test_kinds_of_paragraphs);
  g_test_add_func ("/html/titles-behind-other-blocks", test_titles_behind_other_blocks);
  g_test_add_func ("/html/marks-of-headings", test_marks_of_headings);
  g_test_add_func ("/html/crossing-spans", test_crossing_spans);
  g_test_add_func ("/html/rows-without-text", test_rows_without_text);
  g_test_add_func ("/html/blank-labels", test_blank_labels);
  g_test_add_func ("/html/indentation-is-taken-once", test_indentation_is_taken_once);
  g_test_add_func ("/html/speakers", test_speakers);
  g_test_add_func ("/html/languages", test_languages);
  g_test_add_func ("/html/several-documents", test_several_documents);
  g_test_add_func ("/html/any-layers", test_any_layers);
  return g_test_run ();
}
