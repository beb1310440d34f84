/* The plugin through a host, as its tests run and read it. */
#include "host.h"

#include <math.h>
#include <string.h>

double
get_real (ObelusLayer *layer, const char *column, guint32 row)
{
  gint number = obelus_layer_find_column (layer, column);

  g_assert_cmpint (number, >=, 0);
  return obelus_layer_get_reals (layer, (guint) number)[row];
}

const char *
get_string (ObelusLayer *layer, const char *column, guint32 row)
{
  gint number = obelus_layer_find_column (layer, column);

  g_assert_cmpint (number, >=, 0);
  return obelus_layer_get_string (layer, (guint) number, row, NULL);
}

/* What holds for every row: a finite score within range, shares that add up. */
void
check_row (ObelusLayer *layer, guint32 row)
{
  double score = get_real (layer, "score", row), positive = get_real (layer, "positive", row),
         neutral = get_real (layer, "neutral", row), negative = get_real (layer, "negative", row);

  g_assert_true (score >= -1.0 && score <= 1.0);
  g_assert_true (positive >= 0.0 && neutral >= 0.0 && negative >= 0.0);
  g_assert_cmpfloat_with_epsilon (positive + neutral + negative, 1.0, 1e-9);
}

/* What holds for the rows of a text without names: the document first, then sentences, labels that agree with scores.
 */
void
check_rows (ObelusDocument *document)
{
  ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
  guint32 length;

  obelus_document_get_text (document, &length);
  g_assert_nonnull (layer);
  g_assert_cmpuint (obelus_layer_get_n_rows (layer), >=, 1);
  g_assert_cmpuint (obelus_layer_get_starts (layer)[0], ==, 0);
  g_assert_cmpuint (obelus_layer_get_ends (layer)[0], ==, length);
  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    {
      double score = get_real (layer, "score", row);
      const char *label = get_string (layer, "label", row);

      check_row (layer, row);
      g_assert_cmpstr (get_string (layer, "unit", row), ==, row == 0 ? "document" : "sentence");
      if (g_str_equal (label, "positive"))
        g_assert_cmpfloat (score, >, 0.0);
      else if (g_str_equal (label, "negative"))
        g_assert_cmpfloat (score, <, 0.0);
      else
        g_assert_cmpstr (label, ==, "neutral");
    }
}

double
score (const char *text)
{
  g_autoptr (ObelusDocument) document = test_process ("sentiment", text, -1);

  check_rows (document);
  return get_real (obelus_document_get_layer (document, "sentiment"), "score", 0);
}

/* Sums the evidence of each row of a document's sentiment: what is found must be the log-odds of its score, and no word
 * may lie outside of the text that is explained. */
void
check_evidence (ObelusDocument *document)
{
  ObelusLayer *layer = obelus_document_get_layer (document, "sentiment");
  ObelusLayer *evidence = obelus_document_get_layer (document, "obelus.sentiment-evidence");
  guint32 n_rows = obelus_layer_get_n_rows (layer);
  g_autofree double *sums = g_new0 (double, n_rows);

  g_assert_nonnull (evidence);
  gint explains = obelus_layer_find_column (evidence, "explains");
  g_assert_cmpint (explains, >=, 0);
  for (guint32 i = 0; i < obelus_layer_get_n_rows (evidence); i++)
    {
      guint32 row = obelus_layer_get_references (evidence, (guint) explains)[i];
      sums[row] += get_real (evidence, "share", i);
      if (g_str_equal (get_string (layer, "unit", row), "target"))
        continue;
      g_assert_cmpuint (obelus_layer_get_starts (evidence)[i], >=, obelus_layer_get_starts (layer)[row]);
      g_assert_cmpuint (obelus_layer_get_ends (evidence)[i], <=, obelus_layer_get_ends (layer)[row]);
    }
  for (guint32 row = 0; row < n_rows; row++)
    {
      double found = get_real (layer, "score", row);
      if (!g_str_equal (get_string (layer, "unit", row), "target"))
        g_assert_cmpfloat_with_epsilon (tanh (sums[row] / 2.0), found, 1e-4);
      else
        {
          double positive = get_real (layer, "positive", row), negative = get_real (layer, "negative", row);
          double share = (positive + negative) / (1.0 + exp (-sums[row]));
          g_assert_cmpfloat_with_epsilon (share, positive, 1e-4);
        }
    }
}

/* The share of a piece of the text in the score of a row; 0 if nothing is said of it */
double
find_share (ObelusDocument *document, guint32 explained, const char *piece)
{
  ObelusLayer *evidence = obelus_document_get_layer (document, "obelus.sentiment-evidence");
  gint explains = obelus_layer_find_column (evidence, "explains");
  const char *text = obelus_document_get_text (document, NULL);

  for (guint32 i = 0; i < obelus_layer_get_n_rows (evidence); i++)
    {
      guint32 start = obelus_layer_get_starts (evidence)[i], end = obelus_layer_get_ends (evidence)[i];
      if (obelus_layer_get_references (evidence, (guint) explains)[i] == explained
          && g_str_equal (get_string (evidence, "kind", i), "word") && end - start == strlen (piece)
          && memcmp (text + start, piece, end - start) == 0)
        return get_real (evidence, "share", i);
    }
  return 0.0;
}
