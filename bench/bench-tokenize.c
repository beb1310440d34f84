/* What tokens and sentences cost: beside a plain loop over the same bytes, and with the text doubled. */
#include "measure.h"

#include <obelus/obelus.h>

#include <string.h>

enum
{
  ROUNDS = 5,
  DOCUMENT_SIZE = 16384,
};

typedef struct
{
  ObelusPipeline *pipeline;
  const char *text;
  gsize length;
  gsize document_size;
  guint64 sum;
  guint64 n_tokens;
  guint64 n_sentences;
} Bench;

static void
stop_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static void
work_sum (gpointer data)
{
  Bench *bench = data;

  bench->sum += sum_bytes (bench->text, bench->length);
}

/* One document after another, of DOCUMENT_SIZE bytes and what is left of a paragraph. */
static void
work_tokenize (gpointer data)
{
  Bench *bench = data;
  GError *error = NULL;

  bench->n_tokens = bench->n_sentences = 0;
  for (gsize at = 0; at < bench->length;)
    {
      gsize rest = bench->length - at;
      const char *cut = rest > bench->document_size ? strstr (bench->text + at + bench->document_size, "\n\n") : NULL;
      gsize size = cut != NULL ? (gsize) (cut + 2 - (bench->text + at)) : rest;
      g_autoptr (ObelusDocument) document = obelus_document_new ("", bench->text + at, (gssize) size, &error);

      stop_on (error);
      obelus_pipeline_process (bench->pipeline, document, NULL, &error);
      stop_on (error);
      bench->n_tokens += obelus_layer_get_n_rows (obelus_document_get_layer (document, "token"));
      bench->n_sentences += obelus_layer_get_n_rows (obelus_document_get_layer (document, "sentence"));
      at += size;
    }
}

/* The text of a file, again and again until there are @size bytes. */
static GString *
repeat_text (const char *text, gsize length, gsize size)
{
  GString *repeated = g_string_sized_new (size + length);

  while (repeated->len < size)
    {
      g_string_append_len (repeated, text, (gssize) length);
      g_string_append (repeated, "\n\n");
    }

  return repeated;
}

static void
report_prose (ObelusRegistry *registry, const char *line, const char *text, gsize length)
{
  GError *error = NULL;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  Bench bench = { .pipeline = pipeline, .text = text, .length = length, .document_size = DOCUMENT_SIZE };
  double loop = measure (work_sum, &bench, ROUNDS);
  double seconds = measure (work_tokenize, &bench, ROUNDS);

  stop_on (error);
  g_print ("%-46s %8.1f MB/s %8.2f M tokens/s %7.1f loops\n", line, (double) length / seconds / 1e6,
           (double) bench.n_tokens / seconds / 1e6, seconds / loop);
}

int
main (int argc, char **argv)
{
  char *text;
  gsize length;
  GError *error = NULL;

  g_file_get_contents (argv[1], &text, &length, &error);
  stop_on (error);
  g_autoptr (GString) prose = repeat_text (text, length, 8000000);
  ObelusRegistry *registry = obelus_registry_new (NULL);
  report_prose (registry, "tokenize sentences=rules", prose->str, prose->len);
  report_prose (registry, "tokenize", prose->str, prose->len);
  (void) argc;
  return 0;
}
