/* What a document costs: on its way through an empty pipeline, and through the stages that read news. */
#include "measure.h"

#include <obelus/obelus.h>

enum
{
  ROUNDS = 5,
  N_SMALL = 100000,
};

typedef struct
{
  ObelusRegistry *registry;
  ObelusPipeline *empty;
  char *text;
  gsize length;
  GBytes *records; /* N_SMALL records of one line each */
  guint64 sum;
} Bench;

static const char small_text[] = "The council meets on Tuesday to vote on the new harbour.";

static void
work_sum_small (gpointer data)
{
  Bench *bench = data;
  for (guint i = 0; i < N_SMALL; i++)
    bench->sum += sum_bytes (small_text, sizeof small_text - 1);
}

static void
work_empty (gpointer data)
{
  Bench *bench = data;
  GError *error = NULL;
  for (guint i = 0; i < N_SMALL; i++)
    {
      g_autoptr (ObelusDocument) document = obelus_document_new ("", small_text, sizeof small_text - 1, &error);
      stop_on (error);
      obelus_pipeline_process (bench->empty, document, NULL, &error);
      stop_on (error);
    }
}

/* From JSON lines to JSON lines, with reader, writer, order and records. */
static void
work_runner (gpointer data)
{
  Bench *bench = data;
  GError *error = NULL;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (bench->registry);
  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);
  g_autoptr (ObelusSource) source = obelus_source_new_for_bytes ("bench.jsonl", bench->records);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_stream ("memory", stream);

  obelus_runner_set_reader (runner, "jsonl", &error);
  stop_on (error);
  obelus_runner_set_writer (runner, "jsonl", &error);
  stop_on (error);
  obelus_runner_add_source (runner, source);
  obelus_runner_set_sink (runner, sink);
  obelus_runner_set_n_threads (runner, 1);
  obelus_runner_run (runner, NULL, &error);
  stop_on (error);
  if (obelus_runner_get_n_documents (runner) != N_SMALL || obelus_runner_get_n_failures (runner) != 0)
    g_error ("the runner lost documents");
}

static GBytes *
make_records (void)
{
  GString *records = g_string_new (NULL);
  for (guint i = 0; i < N_SMALL; i++)
    g_string_append_printf (records, "{\"id\": \"%u\", \"text\": \"%s\"}\n", i, small_text);
  return g_string_free_to_bytes (records);
}

static void
work_sum_article (gpointer data)
{
  Bench *bench = data;
  for (guint i = 0; i < 1000; i++)
    bench->sum += sum_bytes (bench->text, bench->length);
}

/* CPU time of each stage over the article, as the pipeline itself records it. */
static void
report_stages (Bench *bench, const char *line, double loop)
{
  enum
  {
    N_ARTICLES = 300
  };
  GError *error = NULL;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (bench->registry, line);
  guint64 n_tokens = 0;

  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autoptr (ObelusDocument) document = obelus_document_new ("", bench->text, (gssize) bench->length, &error);
      stop_on (error);
      obelus_pipeline_process (pipeline, document, NULL, &error);
      stop_on (error);
      n_tokens += obelus_layer_get_n_rows (obelus_document_get_layer (document, "token"));
    }

  double all = 0;
  for (guint stage = 0; stage < obelus_pipeline_get_n_stages (pipeline); stage++)
    {
      ObelusStageStatistics statistics;
      obelus_pipeline_get_statistics (pipeline, stage, &statistics);
      double seconds = (double) statistics.nanoseconds * 1e-9;
      all += seconds;
      g_print ("%-46s %9.2f M tokens/s %7.1f\n", obelus_pipeline_get_stage_name (pipeline, stage),
               (double) n_tokens / seconds / 1e6, seconds / N_ARTICLES / loop);
    }
  g_print ("%-46s %9.2f M tokens/s %7.1f\n", "all of them", (double) n_tokens / all / 1e6, all / N_ARTICLES / loop);
}

int
main (int argc, char **argv)
{
  if (argc != 3)
    {
      g_printerr ("usage: bench-documents ARTICLE PIPELINE\n");
      return 1;
    }

  GError *error = NULL;
  Bench bench = { .registry = obelus_registry_new (NULL), .records = make_records () };
  g_file_get_contents (argv[1], &bench.text, &bench.length, &error);
  stop_on (error);
  bench.empty = obelus_pipeline_new (bench.registry);

  double small = measure (work_sum_small, &bench, ROUNDS);
  double empty = measure (work_empty, &bench, ROUNDS);
  double runner = measure (work_runner, &bench, ROUNDS);
  double article = measure (work_sum_article, &bench, ROUNDS) / 1000;

  g_print ("documents of %d bytes, and one article of %.1f KB; times in \"plain loops over the same bytes\"\n\n",
           (int) sizeof small_text - 1, bench.length / 1e3);
  g_print ("%-46s %9.0f k/s %14.1f\n", "documents through an empty pipeline", N_SMALL / empty / 1e3, empty / small);
  g_print ("%-46s %9.0f k/s %14.1f\n", "the same from JSON lines to JSON lines", N_SMALL / runner / 1e3,
           runner / small);
  report_stages (&bench, argv[2], article);
  return bench.sum == 1; /* keeps the sums alive */
}
