/* The one-line notation: what it means, where it is wrong, and that quoting is undone by reading. */
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
      g_autofree char *line = obelus_problem_format (obelus_problem_list_get_problem (problems, i));
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
      g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("pipeline");
      g_autoptr (GPtrArray) specs = obelus_stage_line_parse (cases[i].line, problems);
      g_autofree char *meaning = show_specs (specs);
      g_autofree char *wrong = show_problems (problems);
      g_assert_cmpstr (wrong, ==, "");
      g_assert_cmpstr (meaning, ==, cases[i].meaning);
    }
}

static void
test_problems (void)
{
  static const struct
  {
    const char *line;
    const char *problems;
  } cases[] = {
    { "! a",
      "pipeline:1:1: a stage is missing before '!'; name one, or put quotes around a '!' that is part of a value" },
    { "a !",
      "pipeline:1:3: a stage is missing after '!'; name one, or put quotes around a '!' that is part of a value" },
    { "a ! ! b",
      "pipeline:1:5: a stage is missing before '!'; name one, or put quotes around a '!' that is part of a value" },
    { "!", "pipeline:1:1: a stage is missing before '!'; name one, or put quotes around a '!' that is part of a value\n"
           "pipeline:1:1: a stage is missing after '!'; name one, or put quotes around a '!' that is part of a value" },
    { "x=1 ! b", "pipeline:1:1: 'x=1' stands where a stage's name belongs; write the name before its options" },
    { "a b", "pipeline:1:3: 'b' is not an option of stage 'a'; write NAME=VALUE, or '!' before the next stage" },
    { "a =1", "pipeline:1:3: an option's name is missing before '='; write NAME=VALUE" },
    { "a x = 1", "pipeline:1:3: write x=1 without spaces around '='" },
    { "a x =1 y=2", "pipeline:1:3: write x=1 without spaces around '='" },
    { "a x=1 x=2", "pipeline:1:7: stage 'a' has option 'x' twice; remove one of them" },
    { "a x=\"peace", "pipeline:1:5: this quotation mark is never closed; write another behind the value" },
    { "a\n  x='peace\n ! b", "pipeline:2:5: this quotation mark is never closed; write another behind the value" },
    { "\"\"", "pipeline:1:1: a stage's name is empty; name a processor" },
    { "a x=\xff", "pipeline:1:5: byte 0xff is not UTF-8; write the pipeline in UTF-8" },
    { "é b ! c d", "pipeline:1:4: 'b' is not an option of stage 'é'; write NAME=VALUE, or '!' before the next stage\n"
                   "pipeline:1:10: 'd' is not an option of stage 'c'; write NAME=VALUE, or '!' before the next stage" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("pipeline");
      g_autoptr (GPtrArray) specs = obelus_stage_line_parse (cases[i].line, problems);
      g_autofree char *wrong = show_problems (problems);
      g_assert_cmpstr (wrong, ==, cases[i].problems);
    }
}

static void
test_places (void)
{
  g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("pipeline");
  g_autoptr (GPtrArray) specs = obelus_stage_line_parse ("a !\n  b  x=1", problems);

  g_assert_cmpuint (specs->len, ==, 2);
  const ObelusStageSpec *second = g_ptr_array_index (specs, 1);
  const ObelusStageSetting *setting = obelus_stage_spec_find_setting (second, "x");
  g_assert_cmpuint (second->line, ==, 2);
  g_assert_cmpuint (second->column, ==, 3);
  g_assert_nonnull (setting);
  g_assert_cmpuint (setting->line, ==, 2);
  g_assert_cmpuint (setting->column, ==, 6);
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
      g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("pipeline");
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
  g_autoptr (ObelusProblemList) problems = obelus_problem_list_new ("p");

  obelus_problem_list_add (problems, 0, 0, "nowhere");
  obelus_problem_list_add (problems, 2, 1, "second\nline");
  obelus_problem_list_add (problems, 1, 9, "late");
  obelus_problem_list_add (problems, 1, 3, "early");
  obelus_problem_list_add (problems, 1, 3, "early too \xff");
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
  g_test_add_func ("/stage-line/problems", test_problems);
  g_test_add_func ("/stage-line/places", test_places);
  g_test_add_func ("/stage-line/quoting-round-trip", test_quoting_round_trip);
  g_test_add_func ("/stage-line/unquote", test_unquote);
  g_test_add_func ("/stage-line/problem-order", test_problem_order);
  return g_test_run ();
}
