/* What the shipped rules cost a token, in a text with few matches and in one that is made of nothing else. */
#include "measure.h"

#include <obelus/obelus.h>

enum
{
  ROUNDS = 5,
  LENGTH = 8 << 20, /* bytes */
};

static char *
make_text (const char *piece)
{
  GString *text = g_string_sized_new (LENGTH + 1024);

  while (text->len < LENGTH)
    g_string_append (text, piece);

  return g_string_free (text, FALSE);
}

static void
measure_text (ObelusPipeline *pipeline, const char *what, const char *text)
{
  guint64 best = G_MAXUINT64, sum = 0;
  guint32 n_tokens = 0, n_found = 0;
  GError *error = NULL;
  ObelusStageStatistics statistics;

  obelus_pipeline_get_statistics (pipeline, 1, &statistics);
  sum = statistics.nanoseconds;
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (ObelusDocument) document = obelus_document_new ("", text, -1, &error);
      stop_on (error);
      obelus_pipeline_process (pipeline, document, NULL, &error);
      stop_on (error);
      obelus_pipeline_get_statistics (pipeline, 1, &statistics);
      best = MIN (best, statistics.nanoseconds - sum);
      sum = statistics.nanoseconds;
      n_tokens = obelus_layer_get_n_rows (obelus_document_get_layer (document, "token"));
      n_found = obelus_layer_get_n_rows (obelus_document_get_layer (document, "entity"));
    }
  g_print ("%s: %u tokens, %u matches: %.2f M tokens/s; the best of %d rounds\n", what, n_tokens, n_found,
           (double) n_tokens / (double) best * 1e3, ROUNDS);
}

int
main (int argc, char **argv)
{
  GError *error = NULL;
  g_autofree char *article = NULL;

  if (argc != 2)
    {
      g_printerr ("usage: bench-patterns ARTICLE\n");
      return 1;
    }
  g_file_get_contents (argv[1], &article, NULL, &error);
  stop_on (error);
  g_autofree char *news = make_text (article);
  g_autofree char *dense = make_text ("On Nov. 3, 2024 at 3:30 p.m. it cost $5 million, up 5%; call 212-555-0100.\n");
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "tokenize language=en ! patterns");
  double before = get_cpu_seconds ();
  obelus_pipeline_prepare (pipeline, &error);
  stop_on (error);
  g_print ("prepared in %.4f s of CPU time\n", get_cpu_seconds () - before);
  measure_text (pipeline, "an article again and again", news);
  measure_text (pipeline, "matches only", dense);

  return 0;
}
