/* Names in short texts written for this project, each hard in some way: how many of those that are found are right, and
 * how many of those that are there are found, in span and type. */
#include "../plugin-host.h"

#include <string.h>

/* Types that are judged; what else is found is passed over. */
static const char *const types[] = { "PER", "ORG", "LOC", NULL };

typedef struct
{
  guint n_gold;
  guint n_found;
  guint n_right;
} Tally;

/* Takes a line's marks away: `[PER Ann Lee]` is a name and becomes `PER 0-7` in @gold, `\n` a line's end. */
static char *
read_case (const char *marked, GPtrArray *gold)
{
  GString *text = g_string_new (NULL);

  for (const char *at = marked; *at != '\0';)
    if (*at == '[')
      {
        const char *space = strchr (at, ' '), *end = strchr (at, ']');
        gsize start = text->len;
        g_string_append_len (text, space + 1, end - space - 1);
        g_ptr_array_add (gold, g_strdup_printf ("%.*s %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT, (int) (space - at - 1),
                                                at + 1, start, text->len));
        at = end + 1;
      }
    else if (g_str_has_prefix (at, "\\n"))
      {
        g_string_append_c (text, '\n');
        at += 2;
      }
    else
      g_string_append_c (text, *at++);

  return g_string_free (text, FALSE);
}

static void
judge (ObelusPipeline *pipeline, const char *marked, Tally *tally)
{
  g_autoptr (GPtrArray) gold = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = read_case (marked, gold);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_document_new ("case", text, -1, &error);
  g_assert_no_error (error);
  obelus_pipeline_process (pipeline, document, NULL, &error);
  g_assert_no_error (error);

  ObelusLayer *names = obelus_document_get_layer (document, "entity");
  guint column = (guint) obelus_layer_find_column (names, "label"), n_right = 0;
  tally->n_gold += gold->len;
  for (guint32 row = 0; row < obelus_layer_get_n_rows (names); row++)
    {
      const char *label = obelus_layer_get_string (names, column, row, NULL);
      if (!g_strv_contains (types, label))
        continue;
      guint32 start = obelus_layer_get_starts (names)[row], end = obelus_layer_get_ends (names)[row];
      g_autofree char *found = g_strdup_printf ("%s %u-%u", label, start, end);
      gboolean is_right = g_ptr_array_find_with_equal_func (gold, found, g_str_equal, NULL);
      tally->n_found++;
      n_right += is_right ? 1 : 0;
      if (!is_right)
        g_test_message ("in: %s\n  %.*s is %s", marked, (int) (end - start), text + start, label);
    }
  tally->n_right += n_right;
  if (n_right < gold->len)
    g_test_message ("in: %s\n  %u of %u names are missing", marked, gold->len - n_right, gold->len);
}

static void
test_names (gconstpointer data)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = test_prepare ("tokenize ! entities", &error);
  Tally tally = { 0 };

  g_assert_no_error (error);
  g_file_get_contents (data, &contents, NULL, &error);
  g_assert_no_error (error);

  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      judge (pipeline, strchr (lines[i], '\t') + 1, &tally);

  g_test_message ("%u names in the texts, %u found, %u right", tally.n_gold, tally.n_found, tally.n_right);
  g_assert_cmpuint (tally.n_gold, ==, 234);
  g_assert_cmpuint (tally.n_right, >=, 211);
  g_assert_cmpuint (tally.n_found, <=, 233);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    g_error ("usage: test-names FILE");
  g_test_add_data_func ("/gold/names", argv[1], test_names);
  return g_test_run ();
}
