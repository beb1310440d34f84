/* The one-line notation: what it means, and that quoting is undone by reading. What is wrong with faulty lines is in
 * tests/pipelines. */
#include "stage-line-private.h"
#include "quote-private.h"

#include <string.h>

/* Shows specs in a form that no notation of ours has: `<component>(<name>=<value>)…|`. */
static char *
show_specs (GPtrArray *specs)
{
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < specs->len; i++)
    {
      const ObelusStageSpec *spec = g_ptr_array_index (specs, i);
      g_string_append_printf (shown, "%s", spec->component);
      for (guint j = 0; j < spec->settings->len; j++)
        {
          const ObelusStageSetting *setting = &g_array_index (spec->settings, ObelusStageSetting, j);
          g_string_append_printf (shown, "(%s=%s)", setting->name, setting->value);
        }
      g_string_append_c (shown, '|');
    }

  return g_string_free (shown, FALSE);
}

static char *
show_problems (ObelusProblemList *problems)
{
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < obelus_problem_list_get_n_problems (problems); i++)
    {
      g_autofree char *line = obelus_problem_list_format (problems, i);
      g_string_append_printf (shown, "%s%s", i == 0 ? "" : "\n", line);
    }

  return g_string_free (shown, FALSE);
}

static void
test_meaning (void)
{
  static const struct
  {
    const char *line;
    const char *meaning;
  } cases[] = {
    { "", "" },
    { " \t\n ", "" },
    { "tokenize", "tokenize|" },
    { "tokenize ! entities min-score=0.6 ! summarize query=\"peace ! talks\"",
      "tokenize|entities(min-score=0.6)|summarize(query=peace ! talks)|" },
    { "a!b!c", "a|b|c|" },
    { "a x=1 y=2\n! b", "a(x=1)(y=2)|b|" },
    { "a x=", "a(x=)|" },
    { "a x=''", "a(x=)|" },
    { "a x=b=c", "a(x=b=c)|" },
    { "a x='say \"no\" \\ now'", "a(x=say \"no\" \\ now)|" },
    { "a x=\"say \\\"no\\\" \\\\ now\"", "a(x=say \"no\" \\ now)|" },
    { "a x=\"C:\\temp\"", "a(x=C:\\temp)|" },
    { "a x=C:\\temp", "a(x=C:\\temp)|" },
    { "a x=peace' talks 'now", "a(x=peace talks now)|" },
    { "a list=one,two,\"three four\"", "a(list=one,two,three four)|" },
    { "a \"x=1\"=2", "a(x=1=2)|" },
    { "a x=\"naïve †\"", "a(x=naïve †)|" },
    { "a when=language:en", "a(when=language:en)|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("pipeline", OBELUS_NOTATION_LINE);
      g_autoptr (GPtrArray) specs = obelus_stage_line_parse (cases[i].line, problems);
      g_autofree char *meaning = show_specs (specs);
      g_autofree char *wrong = show_problems (problems);
      g_assert_cmpstr (wrong, ==, "");
      g_assert_cmpstr (meaning, ==, cases[i].meaning);
    }
}

static void
test_places (void)
{
  g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("pipeline", OBELUS_NOTATION_LINE);
  g_autoptr (GPtrArray) specs = obelus_stage_line_parse ("a !\n  b  x=1", problems);

  g_assert_cmpuint (specs->len, ==, 2);
  const ObelusStageSpec *second = g_ptr_array_index (specs, 1);
  const ObelusStageSetting *setting = obelus_stage_spec_find_setting (second, "x");
  g_assert_cmpuint (second->place.line, ==, 2);
  g_assert_cmpuint (second->place.column, ==, 3);
  g_assert_nonnull (setting);
  g_assert_cmpuint (setting->name_place.line, ==, 2);
  g_assert_cmpuint (setting->name_place.column, ==, 6);
}

/* Whatever a value is, writing it on a line and reading the line gives it back. */
static void
test_quoting_round_trip (void)
{
  static const char alphabet[] = "ab !'\"\\=\n\t,;#";
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint i = 0; i < 20000; i++)
    {
      char value[12] = "";
      gint length = g_rand_int_range (random, 0, (gint) sizeof value);
      for (gint j = 0; j < length; j++)
        value[j] = alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];

      g_autofree char *quoted = obelus_quote (value);
      g_autofree char *line = g_strdup_printf ("a x=%s ! b", quoted);
      g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("pipeline", OBELUS_NOTATION_LINE);
      g_autoptr (GPtrArray) specs = obelus_stage_line_parse (line, problems);
      g_assert_cmpuint (obelus_problem_list_get_n_problems (problems), ==, 0);
      g_assert_cmpuint (specs->len, ==, 2);
      const ObelusStageSetting *setting = obelus_stage_spec_find_setting (g_ptr_array_index (specs, 0), "x");
      g_assert_cmpstr (setting->value, ==, value);
    }
}

static void
test_unquote (void)
{
  static const struct
  {
    const char *text;
    const char *content; /* NULL: not one quoted string */
  } cases[] = {
    { "\"peace talks\"", "peace talks" },
    { "'it'", "it" },
    { "\"a \\\" b\"", "a \" b" },
    { "\"\"", "" },
    { "plain", NULL },
    { "'tis so", NULL },
    { "\"a\" and \"b\"", NULL },
    { "\"open", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *content = obelus_stage_line_unquote (cases[i].text);
      g_assert_cmpstr (content, ==, cases[i].content);
    }
}

static void
test_problem_order (void)
{
  g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("p", OBELUS_NOTATION_LINE);

  obelus_problem_list_add (problems, (ObelusPlace){ 0, 0, 1 }, "test", "nowhere");
  obelus_problem_list_add (problems, (ObelusPlace){ 2, 1, 1 }, "test", "second\nline");
  obelus_problem_list_add (problems, (ObelusPlace){ 1, 9, 1 }, "test", "late");
  obelus_problem_list_add (problems, (ObelusPlace){ 1, 3, 1 }, "test", "early");
  obelus_problem_list_add (problems, (ObelusPlace){ 1, 3, 1 }, "test", "early too \xff");
  obelus_problem_list_sort (problems);

  g_autofree char *shown = show_problems (problems);
  g_assert_cmpstr (shown, ==,
                   "p:1:3: early\np:1:3: early too \xef\xbf\xbd\np:1:9: late\np:2:1: second line\np: nowhere");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stage-line/meaning", test_meaning);
  g_test_add_func ("/stage-line/places", test_places);
  g_test_add_func ("/stage-line/quoting-round-trip", test_quoting_round_trip);
  g_test_add_func ("/stage-line/unquote", test_unquote);
  g_test_add_func ("/stage-line/problem-order", test_problem_order);
  return g_test_run ();
}
