/* What the core costs: rows, bytes, records, offsets and UTF-8, as ratios to a plain loop over the same bytes. */
#include "measure.h"

#include <obelus/obelus.h>

#include <malloc.h>
#include <string.h>

enum
{
  N_TOKENS = 1000000,
  ROUNDS = 7,
};

typedef struct
{
  char *text;
  gsize length;
  guint32 *starts;
  guint32 *ends;
  guint32 n_tokens;
  ObelusDocument *document;
  GString *record;
  guint64 sum;
} Bench;

/* Words of 1 to 9 letters, every eleventh with an accent, a line feed for every fifteenth space. */
static void
make_text (Bench *bench)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  GString *text = g_string_new (NULL);

  bench->starts = g_new (guint32, N_TOKENS);
  bench->ends = g_new (guint32, N_TOKENS);
  for (guint32 i = 0; i < N_TOKENS; i++)
    {
      bench->starts[i] = (guint32) text->len;
      gint length = g_rand_int_range (random, 1, 10);
      for (gint j = 0; j < length; j++)
        g_string_append_c (text, (char) g_rand_int_range (random, 'a', 'z' + 1));
      if (i % 11 == 0)
        g_string_append (text, "é");
      bench->ends[i] = (guint32) text->len;
      g_string_append_c (text, i % 15 == 14 ? '\n' : ' ');
    }
  bench->n_tokens = N_TOKENS;
  bench->length = text->len;
  bench->text = g_string_free (text, FALSE);
}

static void
work_sum (gpointer data)
{
  Bench *bench = data;
  bench->sum += sum_bytes (bench->text, bench->length);
}

static void
work_copy (gpointer data)
{
  Bench *bench = data;
  g_autofree char *copy = g_malloc (bench->length);
  memcpy (copy, bench->text, bench->length);
  bench->sum += (guchar) copy[bench->sum % bench->length];
}

static void
work_document (gpointer data)
{
  Bench *bench = data;
  g_autoptr (ObelusDocument) document = obelus_document_new (NULL, bench->text, (gssize) bench->length, NULL);
  bench->sum += obelus_document_get_length (document, OBELUS_OFFSET_BYTE);
}

/* Rows one by one, with a column of each kind that tagging needs, and a checked commit. */
static void
work_rows (gpointer data)
{
  Bench *bench = data;
  g_autoptr (ObelusDocument) document = obelus_document_new (NULL, bench->text, (gssize) bench->length, NULL);
  g_autoptr (ObelusLayerBuilder) tokens = obelus_layer_builder_new ("token");
  g_autoptr (GError) error = NULL;

  for (guint32 i = 0; i < bench->n_tokens; i++)
    obelus_layer_builder_append (tokens, bench->starts[i], bench->ends[i]);
  if (!obelus_document_commit (document, tokens, &error))
    g_error ("%s", error->message);
}

static void
work_cells (gpointer data)
{
  Bench *bench = data;
  g_autoptr (ObelusDocument) document = obelus_document_new (NULL, bench->text, (gssize) bench->length, NULL);
  g_autoptr (ObelusLayerBuilder) entities = obelus_layer_builder_new ("entity");
  g_autoptr (GError) error = NULL;
  guint label = obelus_layer_builder_add_column (entities, "label", OBELUS_COLUMN_STRING);
  guint score = obelus_layer_builder_add_column (entities, "score", OBELUS_COLUMN_REAL);
  gint32 person = obelus_layer_builder_intern (entities, "PER", -1);

  for (guint32 i = 0; i < bench->n_tokens; i++)
    {
      guint32 row = obelus_layer_builder_append (entities, bench->starts[i], bench->ends[i]);
      obelus_layer_builder_set_string_index (entities, label, row, person);
      obelus_layer_builder_set_real (entities, score, row, 0.5);
    }
  if (!obelus_document_commit (document, entities, &error))
    g_error ("%s", error->message);
}

static void
work_record_write (gpointer data)
{
  Bench *bench = data;
  g_string_truncate (bench->record, 0);
  obelus_record_append (bench->record, bench->document, OBELUS_OFFSET_CODEPOINT, NULL, 0, NULL);
}

static void
work_record_parse (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_record_parse (bench->record->str, bench->record->len, NULL, &error);
  if (document == NULL)
    g_error ("%s", error->message);
}

static void
work_offsets (gpointer data)
{
  Bench *bench = data;
  for (guint32 i = 0; i < bench->n_tokens; i++)
    bench->sum += obelus_document_offset_from_bytes (bench->document, OBELUS_OFFSET_CODEPOINT, bench->starts[i]);
}

/* UTF-8 of several kinds of text, against a copy of the same bytes. */

typedef struct
{
  const char *bytes;
  gsize length;
  char *copy;
  guint64 sum;
} Sample;

static void
work_validate (gpointer data)
{
  Sample *sample = data;
  sample->sum += obelus_utf8_validate (sample->bytes, sample->length);
}

static void
work_copy_sample (gpointer data)
{
  Sample *sample = data;
  memcpy (sample->copy, sample->bytes, sample->length);
  sample->sum += (guchar) sample->copy[sample->sum % sample->length];
}

static guint64
measure_validation (void)
{
  enum
  {
    SIZE = 4 << 20 /* more than a processor's nearer caches */
  };
  static const struct
  {
    const char *name;
    const char *text;
  } kinds[] = {
    { "ASCII", "The council voted on Tuesday to build a new harbour, said the mayor. " },
    { "news: ASCII with quotes and dashes", "“We voted to build it,” said the mayor of the town on Tuesday – and "
                                            "nobody was against the plan of the council. " },
    { "Latin", "Der Bürgermeister erklärte, die Straße müsse für Fußgänger geöffnet werden. " },
    { "Cyrillic", "Совет решил построить новую гавань, сказал мэр города. " },
    { "Chinese", "市長は火曜日に新しい港を建設すると発表した。市议会星期二决定修建新港口。" },
    { "emoji", "👍🎉😀🚢👩‍👩‍👧🏳️‍🌈😡🌍" },
  };
  guint64 sum = 0;

  g_print ("\n%-46s %12s %14s\n", "UTF-8 check", "", "times a copy");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      while (text->len < SIZE)
        g_string_append (text, kinds[i].text);
      g_autofree char *copy = g_malloc0 (text->len);
      Sample sample = { text->str, text->len, copy, 0 };
      double validation = measure (work_validate, &sample, 4 * ROUNDS);
      double copying = measure (work_copy_sample, &sample, 4 * ROUNDS);
      g_print ("%-46s %9.2f GB/s %14.2f\n", kinds[i].name, text->len / validation / 1e9, validation / copying);
      sum += sample.sum;
    }
  return sum;
}

/* Bytes that a document of tokens and sentences takes beyond its text, a token. */
static double
measure_bytes_a_token (Bench *bench)
{
  struct mallinfo2 before = mallinfo2 ();
  bench->document = obelus_document_new ("bench", bench->text, (gssize) bench->length, NULL);
  g_autoptr (ObelusLayerBuilder) tokens = obelus_layer_builder_new ("token");
  g_autoptr (ObelusLayerBuilder) sentences = obelus_layer_builder_new ("sentence");
  obelus_layer_builder_append_spans (tokens, bench->starts, bench->ends, bench->n_tokens);
  for (guint32 i = 0; i < bench->n_tokens; i += 20)
    obelus_layer_builder_append (sentences, bench->starts[i], bench->ends[MIN (i + 19, bench->n_tokens - 1)]);
  obelus_document_commit (bench->document, tokens, NULL);
  obelus_document_commit (bench->document, sentences, NULL);
  g_clear_pointer (&tokens, obelus_layer_builder_unref);
  g_clear_pointer (&sentences, obelus_layer_builder_unref);
  struct mallinfo2 after = mallinfo2 ();
  return ((double) (after.uordblks + after.hblkhd) - (double) (before.uordblks + before.hblkhd)
          - (double) bench->length)
         / bench->n_tokens;
}

int
main (void)
{
  Bench bench = { .record = g_string_new (NULL) };
  make_text (&bench);

  double loop = measure (work_sum, &bench, ROUNDS);
  double copy = measure (work_copy, &bench, ROUNDS);
  double document = measure (work_document, &bench, ROUNDS);
  double rows = measure (work_rows, &bench, ROUNDS) - document;
  double cells = measure (work_cells, &bench, ROUNDS) - document;
  double bytes = measure_bytes_a_token (&bench);
  double offsets = measure (work_offsets, &bench, ROUNDS);
  double write = measure (work_record_write, &bench, ROUNDS);
  double parse = measure (work_record_parse, &bench, ROUNDS);
  double record_size = (double) bench.record->len;

  g_print ("%.1f MB of text, %d tokens; a plain loop over the bytes takes %.2f ms, a copy %.2f ms\n\n",
           bench.length / 1e6, N_TOKENS, loop * 1e3, copy * 1e3);
  g_print ("%-46s %12s %14s\n", "", "", "times the loop");
  g_print ("%-46s %9.2f GB/s %14.2f\n", "new document: copy and UTF-8 check", bench.length / document / 1e9,
           document / loop);
  g_print ("%-46s %9.1f M/s %15.2f\n", "rows appended and committed", N_TOKENS / rows / 1e6, rows / loop);
  g_print ("%-46s %9.1f M/s %15.2f\n", "rows with a string and a real cell", N_TOKENS / cells / 1e6, cells / loop);
  g_print ("%-46s %9.1f M/s %15.2f\n", "offsets to code points, one by one", N_TOKENS / offsets / 1e6, offsets / loop);
  g_print ("%-46s %9.1f MB/s %14.2f\n", "record written (bytes of JSON)", record_size / write / 1e6, write / loop);
  g_print ("%-46s %9.1f MB/s %14.2f\n", "record parsed (bytes of JSON)", record_size / parse / 1e6, parse / loop);
  g_print ("%-46s %9.2f B\n", "bytes a token beyond the text", bytes);
  bench.sum += measure_validation ();
  return bench.sum == 1; /* keeps the sums alive */
}
