/* Reading `needs` and `gives`. */
#include "layer-list-private.h"

static ObelusLayerList *
parse (const char *text)
{
  g_autofree char *problem = NULL;
  ObelusLayerList *list = obelus_layer_list_parse (text, &problem);

  g_assert_cmpstr (problem, ==, NULL);
  g_assert_nonnull (list);
  return list;
}

static void
assert_item (const ObelusLayerList *list, guint index, const char *layer, const char *column, gboolean optional)
{
  g_assert_cmpuint (index, <, list->n_items);
  g_assert_cmpstr (list->items[index].layer, ==, layer);
  g_assert_cmpstr (list->items[index].column, ==, column);
  g_assert_cmpint (list->items[index].optional, ==, optional);
}

static void
test_items (void)
{
  g_autoptr (ObelusLayerList) list
      = parse ("sentence  entity? token.upos token.acme.tag? acme.shout acme.shout.share ");

  g_assert_cmpuint (list->n_items, ==, 6);
  assert_item (list, 0, "sentence", NULL, FALSE);
  assert_item (list, 1, "entity", NULL, TRUE);
  assert_item (list, 2, "token", "upos", FALSE);
  assert_item (list, 3, "token", "acme.tag", TRUE);
  assert_item (list, 4, "acme.shout", NULL, FALSE);
  assert_item (list, 5, "acme.shout", "share", FALSE);
}

static void
test_empty (void)
{
  g_autoptr (ObelusLayerList) none = parse (NULL);
  g_autoptr (ObelusLayerList) blank = parse ("  ");

  g_assert_cmpuint (none->n_items, ==, 0);
  g_assert_cmpuint (blank->n_items, ==, 0);
}

static void
test_find (void)
{
  g_autoptr (ObelusLayerList) list = parse ("token.upos sentence");

  g_assert_nonnull (obelus_layer_list_find (list, "token", "upos"));
  g_assert_null (obelus_layer_list_find (list, "token", NULL));
  g_assert_null (obelus_layer_list_find (list, "token", "lemma"));
  g_assert_nonnull (obelus_layer_list_find (list, "sentence", NULL));
  g_assert_true (obelus_layer_list_mentions (list, "token"));
  g_assert_false (obelus_layer_list_mentions (list, "entity"));
}

typedef struct
{
  const char *text;
  const char *problem;
} BadCase;

static const BadCase bad_cases[] = {
  { "sentnce", "'sentnce' is no core layer; did you mean 'sentence'?" },
  { "sentence zebra", "'zebra' is no core layer; name a layer of your own vendor.name" },
  { "?", "'' is no core layer; name a layer of your own vendor.name" },
  { "token.upso", "core layer 'token' has no column 'upso'; did you mean 'upos'?" },
  { "token.colour", "core layer 'token' has no column 'colour'; name a column of your own vendor.name" },
  { "token.", "core layer 'token' has no column ''; name a column of your own vendor.name" },
  { "Acme.shout", "'Acme.shout' is no name of a layer; write lower-case words with dots between, vendor.name" },
  { "acme..shout", "'acme..shout' is no name of a layer; write lower-case words with dots between, vendor.name" },
  { "acme.shout.", "'acme.shout.' is no name of a layer; write lower-case words with dots between, vendor.name" },
  { "token token?", "'token' is named twice; name it once" },
  { "acme.shout.share acme.shout.share", "'acme.shout.share' is named twice; name it once" },
};

static void
test_problems (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *problem = NULL;

      g_test_message ("'%s'", bad_cases[i].text);
      g_assert_null (obelus_layer_list_parse (bad_cases[i].text, &problem));
      g_assert_cmpstr (problem, ==, bad_cases[i].problem);
    }
}

static void
test_too_many (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *problem = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "acme.layer%u ", i);

  g_assert_null (obelus_layer_list_parse (text->str, &problem));
  g_assert_cmpstr (problem, ==, "more than 256 layers and columns are named; name fewer");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layer-list/items", test_items);
  g_test_add_func ("/layer-list/empty", test_empty);
  g_test_add_func ("/layer-list/find", test_find);
  g_test_add_func ("/layer-list/problems", test_problems);
  g_test_add_func ("/layer-list/too-many", test_too_many);
  return g_test_run ();
}
