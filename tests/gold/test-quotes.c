/* Quotations written for this project, with who said them: all are found, and nothing else. The names are given, so
 * that it is the processor `quotes` that is judged. */
#include "../plugin-host.h"

#include <string.h>

typedef struct
{
  guint32 start;
  guint32 end;
  char *speaker; /* NULL for none */
} Gold;

static void
gold_clear (gpointer data)
{
  g_free (((Gold *) data)->speaker);
}

typedef struct
{
  guint n_gold;
  guint n_found;
  guint n_right;
} Tally;

typedef struct
{
  ObelusPipeline *pipeline;
  Tally spans;
  Tally speakers;
  guint n_cases;
} Judging;

/* Takes a line's marks away: `[PER Ann Lee]` is a name, `{Ann Lee|"…"}` a quotation and who said it, `\n` a line's
 * end. */
static ObelusDocument *
read_case (const char *marked, GArray *gold)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (ObelusLayerBuilder) names = obelus_layer_builder_new ("entity");
  g_autoptr (GError) error = NULL;
  guint label = obelus_layer_builder_add_column (names, "label", OBELUS_COLUMN_STRING);

  for (const char *at = marked; *at != '\0';)
    if (*at == '[')
      {
        const char *space = strchr (at, ' '), *end = strchr (at, ']');
        guint32 start = (guint32) text->len;
        g_string_append_len (text, space + 1, end - space - 1);
        guint32 row = obelus_layer_builder_append (names, start, (guint32) text->len);
        obelus_layer_builder_set_string (names, label, row, at + 1, space - at - 1);
        at = end + 1;
      }
    else if (*at == '{')
      {
        const char *bar = strchr (at, '|');
        Gold quotation = { .start = (guint32) text->len };
        if (bar != at + 2 || at[1] != '-')
          quotation.speaker = g_strndup (at + 1, (gsize) (bar - at) - 1);
        guint i = gold->len;
        g_array_append_val (open, i);
        g_array_append_val (gold, quotation);
        at = bar + 1;
      }
    else if (*at == '}')
      {
        g_array_index (gold, Gold, g_array_index (open, guint, open->len - 1)).end = (guint32) text->len;
        g_array_set_size (open, open->len - 1);
        at++;
      }
    else if (*at == '\\')
      {
        g_string_append_c (text, '\n');
        at += 2;
      }
    else
      g_string_append_c (text, *at++);

  ObelusDocument *document = obelus_document_new ("case", text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  g_assert_true (obelus_document_commit (document, names, &error));
  return document;
}

/* What the speaker of a row is called; NULL if it has none. */
static char *
read_speaker (ObelusDocument *document, ObelusLayer *quotes, guint32 row)
{
  gint column = obelus_layer_find_column (quotes, "speaker");
  guint32 name = column < 0 ? OBELUS_NO_ROW : obelus_layer_get_references (quotes, (guint) column)[row];
  ObelusLayer *names = obelus_document_get_layer (document, "entity");

  if (name == OBELUS_NO_ROW)
    return NULL;
  guint32 start = obelus_layer_get_starts (names)[name], end = obelus_layer_get_ends (names)[name];
  return g_strndup (obelus_document_get_text (document, NULL) + start, end - start);
}

static gint
find_gold (const GArray *gold, guint32 start, guint32 end)
{
  for (guint i = 0; i < gold->len; i++)
    {
      const Gold *quotation = &g_array_index (gold, Gold, i);
      if (quotation->start == start && quotation->end == end)
        return (gint) i;
    }
  return -1;
}

static void
judge (Judging *judging, const char *marked)
{
  g_autoptr (GArray) gold = g_array_new (FALSE, FALSE, sizeof (Gold));
  g_autoptr (GError) error = NULL;
  gboolean is_right = TRUE;

  g_array_set_clear_func (gold, gold_clear);
  g_autoptr (ObelusDocument) document = read_case (marked, gold);
  obelus_pipeline_process (judging->pipeline, document, NULL, &error);
  g_assert_no_error (error);

  ObelusLayer *quotes = obelus_document_get_layer (document, "quote");
  for (guint i = 0; i < gold->len; i++)
    judging->speakers.n_gold += g_array_index (gold, Gold, i).speaker != NULL ? 1 : 0;
  judging->spans.n_gold += gold->len;
  for (guint32 row = 0; row < obelus_layer_get_n_rows (quotes); row++)
    {
      g_autofree char *speaker = read_speaker (document, quotes, row);
      gint i = find_gold (gold, obelus_layer_get_starts (quotes)[row], obelus_layer_get_ends (quotes)[row]);
      gboolean is_speaker_right = i >= 0 && g_strcmp0 (speaker, g_array_index (gold, Gold, i).speaker) == 0;

      judging->spans.n_found++;
      judging->spans.n_right += i >= 0 ? 1 : 0;
      judging->speakers.n_found += speaker != NULL ? 1 : 0;
      judging->speakers.n_right += speaker != NULL && is_speaker_right ? 1 : 0;
      is_right &= is_speaker_right;
      if (!is_speaker_right)
        g_test_message ("in: %s\n  row %u [%u, %u) is by %s", marked, row, obelus_layer_get_starts (quotes)[row],
                        obelus_layer_get_ends (quotes)[row], speaker != NULL ? speaker : "nobody");
    }
  if (is_right && obelus_layer_get_n_rows (quotes) < gold->len)
    g_test_message ("in: %s\n  %u of %u quotations are missing", marked, gold->len - obelus_layer_get_n_rows (quotes),
                    gold->len);
  judging->n_cases++;
}

/* Rules know all of these cases, so that each that goes wrong is a rule that no longer holds. */
static void
assert_all_right (const Tally *tally, const char *what)
{
  g_test_message ("%s: %u in the texts, %u found, %u right", what, tally->n_gold, tally->n_found, tally->n_right);
  g_assert_cmpuint (tally->n_right, ==, tally->n_gold);
  g_assert_cmpuint (tally->n_right, ==, tally->n_found);
}

static void
test_quotations (gconstpointer data)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline
      = test_prepare_for ("tokenize ! mentions ! quotes", "entity entity.label", &error);
  Judging judging = { .pipeline = pipeline };

  g_assert_no_error (error);
  g_file_get_contents (data, &contents, NULL, &error);
  g_assert_no_error (error);

  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      judge (&judging, strchr (lines[i], '\t') + 1);

  g_assert_cmpuint (judging.n_cases, >=, 60);
  assert_all_right (&judging.spans, "quotations");
  assert_all_right (&judging.speakers, "speakers");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    g_error ("usage: test-quotes FILE");
  g_test_add_data_func ("/gold/quotes", argv[1], test_quotations);
  return g_test_run ();
}
