/* The plugin through a host: ratings of a user's own. */
#include "host.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static ObelusRegistry *registry;

/* A pipeline line with a list of one's own in a file of a temporary folder */
typedef struct
{
  char *folder, *path, *line;
} OwnList;

static void
own_list_init (OwnList *list, const char *content, gssize length, const char *options)
{
  g_autoptr (GError) error = NULL;

  list->folder = g_dir_make_tmp ("obelus-XXXXXX", &error);
  g_assert_no_error (error);
  list->path = g_build_filename (list->folder, "own.tsv", NULL);
  g_file_set_contents (list->path, content, length, &error);
  g_assert_no_error (error);
  list->line = g_strdup_printf ("sentiment lexicon='%s' %s", list->path, options);
}

static void
own_list_clear (OwnList *list)
{
  g_unlink (list->path);
  g_rmdir (list->folder);
  g_free (list->folder);
  g_free (list->path);
  g_free (list->line);
}

static double
score_by_list (const OwnList *list, const char *text)
{
  g_autoptr (ObelusDocument) document = test_process (list->line, text, -1);

  check_rows (document);
  check_evidence (document);
  return get_real (obelus_document_get_layer (document, "sentiment"), "score", 0);
}

/* How far a list moves the score of a text from where the model has it. */
static double
measure_change (const OwnList *list, const char *text)
{
  return score_by_list (list, text) - score (text);
}

static void
test_lexicon (void)
{
  static const char content[] = "\xef\xbb\xbfword\trating\r\n"
                                "# what the workshop says\r\n"
                                "\r\n"
                                "zorby\t0.9\r\n"
                                "Sick \t 0.7\r\n"
                                "piece of toast\t+0.8\r\n"
                                "piece\t-0.4\r\n"
                                "no slouch\t0.6\r\n"
                                "can't grumble\t.5\r\n"
                                "\360\237\253\245\t-0.8\r\n"
                                "good\t-1\r\n"
                                "good\t0";
  OwnList list;

  own_list_init (&list, content, -1, "explain=yes");
  g_assert_cmpfloat (measure_change (&list, "This phone is zorby."), >, 0.2);
  g_assert_cmpfloat (measure_change (&list, "This phone is not zorby."), <, -0.1);
  g_assert_cmpfloat (measure_change (&list, "the new record is SICK"), >, 0.4);
  g_assert_cmpfloat (measure_change (&list, "She is no slouch."), >, 0.2);
  g_assert_cmpfloat (measure_change (&list, "We can\342\200\231t grumble."), >, 0.2);
  g_assert_cmpfloat (measure_change (&list, "here we go \360\237\253\245"), <, -0.2);
  /* A phrase counts in the place of its words. */
  g_assert_cmpfloat (measure_change (&list, "The exam was a piece of toast."), >, 0.2);
  g_assert_cmpfloat (measure_change (&list, "The exam was not a piece of toast."), <, -0.1);
  g_assert_cmpfloat (measure_change (&list, "The exam was a piece of paper."), <, -0.1);
  /* Of two lines for a word the last counts: the model takes it for a word that it does not know. */
  g_assert_cmpfloat (score_by_list (&list, "That was good."), ==, score ("That was qwzxq."));
  g_assert_cmpfloat (score_by_list (&list, "What a wonderful day!"), ==, score ("What a wonderful day!"));

  /* A phrase that begins at the edge of a window, where nothing follows, is looked for within it only. */
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < 3000; i++)
    g_string_append (text, i % 7 == 0 ? "piece of " : "no ");
  score_by_list (&list, text->str);

  g_autoptr (ObelusDocument) document = test_process (list.line, "It was a piece of toast.", -1);
  g_assert_cmpfloat (find_share (document, 0, "piece of toast"), >, 0.5);
  own_list_clear (&list);
}

/* A name is masked even where the list rates it. */
static void
test_lexicon_names (void)
{
  static const char text[] = "The unions praised Tom Reed for an honest decision.";
  static const char *const lists[] = { "union\t0", "Reed\t-1", "Tom Reed\t-1\ntom\t1" };
  double scores[G_N_ELEMENTS (lists)];

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (ObelusLayerBuilder) entities = obelus_layer_builder_new ("entity");
      OwnList list;
      obelus_layer_builder_append (entities, 19, 27);
      own_list_init (&list, lists[i], -1, "sentences=no");
      g_autoptr (ObelusDocument) document = test_process_layer (list.line, text, -1, entities);
      ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
      g_assert_cmpstr (get_string (layer, "unit", 1), ==, "target");
      scores[i] = get_real (layer, "score", 1);
      g_assert_cmpfloat (scores[i], ==, scores[0]);
      own_list_clear (&list);
    }
  g_assert_cmpfloat (scores[0], >, 0.2);
}

/* A phrase may turn, strengthen or weaken what follows, and a list goes before what the model says of a phrase. */
static void
test_lexicon_roles (void)
{
  static const char content[] = "a stranger to\tnegator\n"
                                "zorbly\tbooster\n"
                                "plingly\tdampener\n"
                                "can't go wrong\t-0.7\n";
  OwnList list;

  own_list_init (&list, content, -1, "explain=yes");
  g_assert_cmpfloat (measure_change (&list, "She is a stranger to kindness."), <, -0.2);
  g_assert_cmpfloat (measure_change (&list, "She is a stranger to cruelty."), >, 0.2);
  g_assert_cmpfloat (score_by_list (&list, "It was zorbly good."), >, score_by_list (&list, "It was plingly good."));
  g_assert_cmpfloat (score_by_list (&list, "It was zorbly bad."), <, score_by_list (&list, "It was plingly bad."));
  g_assert_cmpfloat (measure_change (&list, "You can't go wrong with it."), <, -0.4);
  own_list_clear (&list);
}

static void
test_lexicon_hostile (void)
{
  static const struct
  {
    const char *content;
    gssize length;
    const char *problem; /* NULL if there is nothing wrong */
  } lists[] = {
    { "", 0, NULL },
    { "\n\n#\n# x\n", -1, NULL },
    { "one\t0.1\ntwo", -1, "own.tsv:2: it has 1 column" },
    { "one\t0.1\t2", -1, "own.tsv:1: it has 3 columns" },
    { "one\tmuch", -1, "is no number" },
    { "one\tbooster\ntwo\tboosters", -1, "own.tsv:2: its second column" },
    { "one\tnan", -1, "is no number" },
    { "one\t1e999", -1, "is no number" },
    { "one\t0.1x", -1, "is no number" },
    { "one\t", -1, "is no number" },
    { "one\t-3.2", -1, "is not from -1 to 1" },
    { "\t0.5", -1, "has no word" },
    { "...\t0.5", -1, "has no word" },
    { "@ann\t0.5", -1, "@names" },
    { "see https://example.org\t0.5", -1, "addresses" },
    { "a b c d e f g h i\t0.5", -1, "longer than 8 words" },
    { "one\0two\t0.5", 11, "control character U+0000" },
    { "caf\xe9\t0.5", -1, "not valid UTF-8" },
    { "\xff\xfeo\0", 4, "is UTF-16" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint skips = 0; skips < 2; skips++)
      {
        g_autoptr (GError) error = NULL;
        OwnList list;
        own_list_init (&list, lists[i].content, lists[i].length, skips ? "bad-lines=skip" : "");
        g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, list.line);
        gboolean is_fine = lists[i].problem == NULL || (skips && strstr (lists[i].problem, "UTF-16") == NULL);

        g_assert_true (obelus_pipeline_prepare (pipeline, &error) == is_fine);
        if (!is_fine && strstr (error->message, lists[i].problem) == NULL)
          g_error ("expected '%s' in: %s", lists[i].problem, error->message);
        own_list_clear (&list);
      }
}

/* Long lines, many words, words that all begin the same */
static void
test_lexicon_large (void)
{
  g_autoptr (GString) content = g_string_new (NULL);
  OwnList list;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (content, "not not not x%u\t0.2\n", i);
  for (guint i = 0; i < 1 << 20; i++)
    g_string_append (content, "long ");
  own_list_init (&list, content->str, (gssize) content->len, "bad-lines=skip explain=yes");
  g_string_truncate (content, 0);
  for (guint i = 0; i < 1 << 17; i++)
    g_string_append (content, "not ");
  score_by_list (&list, content->str);
  own_list_clear (&list);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  registry = obelus_registry_new (NULL);

  g_test_add_func ("/sentiment/lexicon/own", test_lexicon);
  g_test_add_func ("/sentiment/lexicon/names", test_lexicon_names);
  g_test_add_func ("/sentiment/lexicon/roles", test_lexicon_roles);
  g_test_add_func ("/sentiment/lexicon/hostile", test_lexicon_hostile);
  g_test_add_func ("/sentiment/lexicon/large", test_lexicon_large);

  int result = g_test_run ();
  g_clear_object (&registry);
  return result;
}
