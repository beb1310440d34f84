/* What each stage of a pipeline costs a token, over a text of many documents: most words of a large text were met
 * before, but not all, which matters to stages that remember words. */
#include "measure.h"

#include <obelus/obelus.h>

#include <string.h>

enum
{
  ROUNDS = 3,
  DOCUMENT_SIZE = 4096,
};

/* Documents of a few paragraphs each. */
static GPtrArray *
cut (const char *text, gsize length)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);

  for (gsize at = 0; at < length;)
    {
      gsize rest = length - at;
      const char *end = rest > DOCUMENT_SIZE ? strstr (text + at + DOCUMENT_SIZE, "\n\n") : NULL;
      gsize size = end != NULL ? (gsize) (end + 2 - (text + at)) : rest;
      g_ptr_array_add (pieces, g_strndup (text + at, size));
      at += size;
    }

  return pieces;
}

/* Runs all documents once; returns how many tokens they have. */
static guint64
run_all (ObelusPipeline *pipeline, GPtrArray *pieces)
{
  GError *error = NULL;
  guint64 n_tokens = 0;

  for (guint i = 0; i < pieces->len; i++)
    {
      g_autoptr (ObelusDocument) document = obelus_document_new ("", g_ptr_array_index (pieces, i), -1, &error);
      stop_on (error);
      obelus_pipeline_process (pipeline, document, NULL, &error);
      stop_on (error);
      n_tokens += obelus_layer_get_n_rows (obelus_document_get_layer (document, "token"));
    }

  return n_tokens;
}

int
main (int argc, char **argv)
{
  if (argc != 3)
    {
      g_printerr ("usage: bench-stages TEXT PIPELINE\n");
      return 1;
    }

  GError *error = NULL;
  char *text;
  gsize length;
  g_file_get_contents (argv[1], &text, &length, &error);
  stop_on (error);
  g_autoptr (GPtrArray) pieces = cut (text, length);
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, argv[2]);
  obelus_pipeline_prepare (pipeline, &error);
  stop_on (error);

  SummedText whole = { text, length, 0 };
  double loop = measure (work_sum_text, &whole, ROUNDS);
  guint n_stages = obelus_pipeline_get_n_stages (pipeline);
  g_autofree guint64 *before = g_new0 (guint64, n_stages);
  g_autofree guint64 *best = g_new (guint64, n_stages);
  guint64 n_tokens = 0;
  for (guint round = 0; round < ROUNDS; round++)
    {
      n_tokens = run_all (pipeline, pieces);
      for (guint stage = 0; stage < n_stages; stage++)
        {
          ObelusStageStatistics statistics;
          obelus_pipeline_get_statistics (pipeline, stage, &statistics);
          guint64 spent = statistics.nanoseconds - before[stage];
          best[stage] = round == 0 ? spent : MIN (best[stage], spent);
          before[stage] = statistics.nanoseconds;
        }
    }

  g_print ("%u documents, %" G_GUINT64_FORMAT " tokens; CPU time, the best of %d rounds\n", pieces->len, n_tokens,
           ROUNDS);
  for (guint stage = 0; stage < n_stages; stage++)
    g_print ("%-46s %9.2f M tokens/s %9.1f plain loops\n", obelus_pipeline_get_stage_name (pipeline, stage),
             (double) n_tokens / ((double) best[stage] * 1e-9) / 1e6, (double) best[stage] * 1e-9 / loop);

  return whole.sum == 1; /* keeps the sum alive */
}
