/* What it costs to run a stage in workers: CPU time of host and worker beside the same stage without, over batches as a
 * run makes them; and how long it takes until a worker that was killed is there again. */
#include "measure.h"

#include <obelus/obelus.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum
{
  ROUNDS = 15,
  BATCHES = 64,
  BATCH = 64,
};

/* Documents of a few paragraphs, again and again until there are enough of them. */
static GBytes *
make_records (const char *text, gsize size, gsize length, guint n_batches)
{
  GString *records = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < n_batches * BATCH; i++)
    {
      const char *end = at + size < length ? strstr (text + at + size, "\n\n") : NULL;
      gsize next = end != NULL ? (gsize) (end + 2 - text) : length;

      g_string_append_printf (records, "{\"id\": \"%u\", \"text\": ", i);
      obelus_json_append_string (records, text + at, (gssize) (next - at));
      g_string_append (records, "}\n");
      at = next < length ? next : 0;
    }
  return g_string_free_to_bytes (records);
}

/* CPU time of this process and of workers that have ended, in nanoseconds. */
static guint64
get_all_time (void)
{
  guint64 sum = 0;

  for (guint i = 0; i < 2; i++)
    {
      struct rusage usage;
      getrusage (i == 0 ? RUSAGE_SELF : RUSAGE_CHILDREN, &usage);
      sum += (guint64) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000
             + (guint64) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000;
    }
  return sum;
}

/* A run over all records; returns the nanoseconds of its only stage as the run counts them. */
static guint64
run_once (ObelusRegistry *registry, const char *line, ObelusIsolationPolicy policy, GBytes *records)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_stream ("memory", stream);
  g_autoptr (ObelusSource) source = obelus_source_new_for_bytes ("records.jsonl", records);
  ObelusStageStatistics statistics;

  obelus_pipeline_set_isolation (pipeline, policy);
  obelus_runner_set_writer (runner, "jsonl layers=sentence", &error);
  stop_on (error);
  obelus_runner_add_source (runner, source);
  obelus_runner_set_sink (runner, sink);
  obelus_runner_set_n_threads (runner, 1);
  obelus_runner_run (runner, NULL, &error);
  stop_on (error);
  obelus_pipeline_get_statistics (pipeline, 0, &statistics);
  return statistics.nanoseconds;
}

/* What isolation adds to all that the run costs, reading and writing included, is held against what the stage costs
 * without. Runs over a single batch are taken off, so that starting a run and its worker does not count. */
static void
compare (ObelusRegistry *registry, const char *line, GBytes *records, GBytes *few_records, const char *what)
{
  guint64 stage = G_MAXUINT64, all[2][2] = { { G_MAXUINT64, G_MAXUINT64 }, { G_MAXUINT64, G_MAXUINT64 } };

  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < 4; i++)
      {
        guint64 begun = get_all_time ();
        guint64 counted = run_once (registry, line, i < 2 ? OBELUS_ISOLATE_AS_WRITTEN : OBELUS_ISOLATE_ALL,
                                    i % 2 == 0 ? records : few_records);
        all[i / 2][i % 2] = MIN (all[i / 2][i % 2], get_all_time () - begun);
        if (i == 0)
          stage = MIN (stage, counted);
      }

  const double n_documents = BATCHES * BATCH, n_more = n_documents - BATCH;
  const double without = (double) all[0][0] - (double) all[0][1];
  const double with = (double) all[1][0] - (double) all[1][1];
  const double added = (with - without) / n_more / 1e3;
  g_print ("%-38s %8.1f us a document, and %.1f us more: %+.1f %%\n", what, (double) stage / n_documents / 1e3, added,
           added * 1e3 * n_documents / (double) stage * 100);
}

/* The process that the spawner's thread has started. */
static GPid
find_worker (void)
{
  g_autoptr (GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);
  const char *thread;

  while (threads != NULL && (thread = g_dir_read_name (threads)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/proc/self/task/%s/children", thread);
      g_autofree char *children = NULL;
      if (g_file_get_contents (path, &children, NULL, NULL) && atoi (children) > 0)
        return atoi (children);
    }
  g_error ("there is no worker");
}

static double
process_once (ObelusPipeline *pipeline)
{
  GError *error = NULL;
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (ObelusDocument) document = obelus_document_new ("", "Peace talks began in Geneva.", -1, &error);

  stop_on (error);
  obelus_pipeline_process (pipeline, document, NULL, &error);
  stop_on (error);
  return (double) (g_get_monotonic_time () - begun) / 1e3;
}

static void
restart (ObelusRegistry *registry, const char *line)
{
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  double least = G_MAXDOUBLE, most = 0;
  GError *error = NULL;

  obelus_pipeline_set_isolation (pipeline, OBELUS_ISOLATE_ALL);
  obelus_pipeline_prepare (pipeline, &error);
  stop_on (error);
  process_once (pipeline);
  for (guint round = 0; round < ROUNDS; round++)
    {
      double usual = process_once (pipeline);
      kill (find_worker (), SIGKILL);
      double after = process_once (pipeline);
      least = MIN (least, after - usual);
      most = MAX (most, after - usual);
    }
  g_print ("%-38s %8.1f ms to %.1f ms on the clock\n", "a worker that was killed is back in", least, most);
}

int
main (int argc, char **argv)
{
  if (argc != 3)
    {
      g_printerr ("usage: bench-isolation TEXT STAGE\n");
      return 1;
    }

  GError *error = NULL;
  char *text;
  gsize length;
  g_file_get_contents (argv[1], &text, &length, &error);
  stop_on (error);
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);

  g_print ("%s over %d batches of %d documents, without and with isolation; CPU time, the best of %d rounds\n", argv[2],
           BATCHES, BATCH, ROUNDS);
  for (gsize size = 256; size <= 16384; size *= 4)
    {
      g_autoptr (GBytes) records = make_records (text, size, length, BATCHES);
      g_autoptr (GBytes) few_records = make_records (text, size, length, 1);
      g_autofree char *what = g_strdup_printf ("documents of %zu bytes or more", size);
      compare (registry, argv[2], records, few_records, what);
    }
  restart (registry, argv[2]);
  g_free (text);
  return 0;
}
