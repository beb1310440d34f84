/* Readers, through the runner: any bytes become whole records, one a document, whatever is wrong with them.
 * OBELUS_FUZZ_READER names the reader. */
#include "fuzz.h"

#include <obelus/obelus.h>

#include <string.h>

/* Seeds of every format: a reader that is given another's is not worse off than its users. */
static const char *const seeds[] = {
  "OSLO, 3 March – Ann met Bö.\n\n“Well,” she said.\n",
  "{\"id\": \"a\", \"text\": \"Ann met Bö.\", \"layers\": {\"token\": [{\"start\": 0, \"end\": 3}]}}\n\n{\"text\": "
  "\"x\"}\n",
  "-DOCSTART- O\n\nAnn B-PER\nmet O\nBö I-PER\n. O\n\nOslo B-LOC\n",
  "# id = 1\n1\tAnn\tB-PER\t-\t-\n2\tmet\tO\t-\t-\n\n",
  "# newdoc id = d\n# newpar\n# sent_id = 1\n# text = I can't.\n1\tI\tI\tPRON\tPRP\tCase=Nom\t2\tnsubj\t_\t_\n"
  "2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tca\tcan\tAUX\tMD\t_\t0\troot\t_\t_\n3\tn't\tnot\tPART\tRB\t_"
  "\t2\tadvmod\t_\t_\n"
  "3.1\te\t_\t_\t_\t_\t_\t_\t_\t_\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n",
  "id\tscore\ttext\n1\t0.5\tgood\n2\t-1\tbad\n",
  "fine\tpositive\npoor\tnegative\n",
  "<html lang=en><meta charset=windows-1252><title>T</title><nav><a href=/>Home</a></nav><p>caf\xE9 &amp; "
  "b\xF6<br>so</p>",
  "<?xml version='1.0' encoding='utf-8'?><rss><channel><title>T</title><item><title>A &amp; b</title><link>c</link>"
  "<description><![CDATA[<p>d</p>]]></description></item><entry><link href='e' rel=self /><content>&lt;p&gt;f</content>"
  "</entry></channel></rss>",
  "---\ntitle: \"T\"\ntags: [a]\n---\n# H #\n\nA *b* **c** `d` [e](f \"g\") ![h][i]  \nj[^1]<b>k</b>\n- [x] l\n1. "
  "m\n\n| n | o |\n"
  "|---|:-:|\n\n> p\n===\n<!-- q\nr -->\n```\ns\n```\n[^1]: t\n[i]: u\n{{< v >}}\n    w\n",
  "1\n00:00:01,200 --> 00:00:04,000\n<i>A</i> &amp; {\\an8}b\n- c\n\n2\n00:00:05,000 --> 00:00:06,000\n[D]\nE F: g\n",
  "WEBVTT\n\nNOTE a\n\nb\n00:00.000 --> 00:04.000 c:d\n<v.e F G>h <00:01.000>i\n\n00:04.000 --> 00:05.000\n<v H>i\n",
};

GBytes *
fuzz_get_seed (guint n)
{
  return n < G_N_ELEMENTS (seeds) ? g_bytes_new_static (seeds[n], strlen (seeds[n])) : NULL;
}

static ObelusRegistry *
get_registry (void)
{
  static ObelusRegistry *registry;
  if (registry == NULL)
    registry = obelus_registry_new (NULL);
  return registry;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *reader = g_getenv ("OBELUS_FUZZ_READER");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (get_registry ());
  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);
  g_autoptr (ObelusSource) source = obelus_source_new_for_bytes ("fuzz", bytes);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_stream ("memory", stream);

  obelus_runner_set_reader (runner, reader != NULL ? reader : "text", &error);
  g_assert_no_error (error);
  obelus_runner_set_writer (runner, "jsonl", &error);
  g_assert_no_error (error);
  obelus_runner_add_source (runner, source);
  obelus_runner_set_sink (runner, sink);
  obelus_runner_set_n_threads (runner, 1);
  obelus_runner_run (runner, NULL, &error);
  g_assert_no_error (error);
  obelus_sink_close (sink, &error);
  g_assert_no_error (error);

  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  const char *output = g_memory_output_stream_get_data (memory);
  gsize length = g_memory_output_stream_get_data_size (memory);
  guint64 n_lines = 0;
  for (gsize i = 0; i < length; i++)
    n_lines += output[i] == '\n';
  g_assert_cmpuint (n_lines, ==, obelus_runner_get_n_documents (runner));
  g_assert_true (length == 0 || g_utf8_validate (output, (gssize) length, NULL));
  return 0;
}
