/* Every shipped stage, reader and writer asks often enough whether to go on, and stops when it is told to.
 *
 * Nothing here looks at a clock. This program's g_cancellable_is_cancelled () takes the place of GIO's for the library
 * and the plugins: it counts how often it is asked, and says yes from a chosen question on. */
#include <obelus/obelus.h>

#include <string.h>

static ObelusRegistry *registry;
static GCancellable *cancellable;
static guint n_questions;
static guint first_yes; /* the number of the first question that is answered yes; 0 for none */

gboolean
g_cancellable_is_cancelled (GCancellable *asked)
{
  if (asked == NULL || asked != cancellable)
    return FALSE;

  n_questions++;
  return first_yes > 0 && n_questions >= first_yes;
}

static void
begin_counting (guint yes_from)
{
  n_questions = 0;
  first_yes = yes_from;
}

/* Whether what was to be stopped ended soon after it was told to: what is being unwound may ask a few times more. */
static void
assert_stopped_early (const char *what)
{
  if (n_questions > first_yes + 100)
    g_error ("%s went on for %u questions after the one that was answered yes", what, n_questions - first_yes);
}

/* Texts */

typedef enum
{
  SHAPE_PARAGRAPHS,
  SHAPE_ONE_PARAGRAPH,
  SHAPE_ONE_SENTENCE,
} Shape;

static char *
make_text (Shape shape, gsize length)
{
  static const char *const pieces[] = {
    [SHAPE_PARAGRAPHS] = "Ada Brown of %u, Mill Lane sold the boat to Tom. He was glad, and paid in coins.\n\n",
    [SHAPE_ONE_PARAGRAPH] = "Ada Brown of %u, Mill Lane sold the boat to Tom. He was glad, and paid in coins. ",
    [SHAPE_ONE_SENTENCE] = "and Ada Brown of %u mended a good boat in the bay ",
  };
  GString *text = g_string_sized_new (length + 128);

  for (guint i = 0; text->len < length; i++)
    g_string_append_printf (text, pieces[shape], i);
  g_string_truncate (text, length);
  return g_string_free (text, FALSE);
}

/* Stages */

static const struct
{
  const char *line; /* what is needed before it is not counted */
  const char *before;
  gsize length;        /* of a text that is long enough for it to ask several times */
  gsize bytes_between; /* two questions, at most */
} stages[] = {
  { "tokenize", "", 4 << 20, 1 << 20 },           { "tokenize rules=unicode norm=case", "", 1 << 19, 1 << 17 },
  { "language", "", 3 << 20, 1 << 20 },           { "entities", "tokenize", 1 << 17, 1 << 13 },
  { "patterns", "tokenize", 1 << 19, 1 << 14 },   { "quotes", "tokenize", 1 << 19, 1 << 14 },
  { "sentiment", "tokenize", 1 << 18, 1 << 13 },  { "sentiment explain=yes", "tokenize ! entities", 1 << 18, 1 << 13 },
  { "summarize", "tokenize", 1 << 18, 1 << 13 },  { "summarize sentences=500", "tokenize", 1 << 18, 1 << 13 },
  { "keyphrases", "tokenize", 1 << 18, 1 << 13 }, { "keyphrases count=500", "tag ! entities", 1 << 18, 1 << 13 },
  { "mentions", "entities", 1 << 18, 1 << 15 },
};

static ObelusPipeline *
open_pipeline (const char *line)
{
  g_autoptr (GError) error = NULL;
  ObelusPipeline *pipeline = obelus_pipeline_new_from_line (registry, line);

  obelus_pipeline_provide (pipeline, "paragraph paragraph.kind sentence token");
  obelus_pipeline_prepare (pipeline, &error);
  g_assert_no_error (error);
  return pipeline;
}

static ObelusDocument *
make_document (Shape shape, gsize length, const char *before)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = make_text (shape, length);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, before);
  ObelusDocument *document = obelus_document_new ("long", text, (gssize) length, &error);

  g_assert_no_error (error);
  obelus_pipeline_process (pipeline, document, NULL, &error);
  g_assert_no_error (error);
  return document;
}

static guint
count_questions (ObelusPipeline *pipeline, Shape shape, gsize length, const char *before)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = make_document (shape, length, before);

  begin_counting (0);
  obelus_pipeline_process (pipeline, document, cancellable, &error);
  g_assert_no_error (error);
  return n_questions;
}

static void
try_stage (guint i, Shape shape)
{
  const char *before = stages[i].before;
  gsize length = stages[i].length;
  g_autoptr (ObelusPipeline) pipeline
      = *before == '\0' ? obelus_pipeline_new_from_line (registry, stages[i].line) : open_pipeline (stages[i].line);
  guint n_for_half = count_questions (pipeline, shape, length / 2, before);
  guint n_for_all = count_questions (pipeline, shape, length, before);

  if (n_for_all < n_for_half + length / 2 / stages[i].bytes_between)
    g_error ("'%s' asked %u times in %" G_GSIZE_FORMAT " bytes of text of shape %u and %u times in half of it",
             stages[i].line, n_for_all, length, shape, n_for_half);

  for (guint quarter = 1; quarter <= 4; quarter++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ObelusDocument) document = make_document (shape, length, before);

      begin_counting (n_for_all * quarter / 4);
      g_assert_false (obelus_pipeline_process (pipeline, document, cancellable, &error));
      g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED);
      assert_stopped_early (stages[i].line);
    }
}

static void
test_stages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    for (Shape shape = SHAPE_PARAGRAPHS; shape <= SHAPE_ONE_SENTENCE; shape++)
      try_stage (i, shape);
}

/* Readers and writers */

typedef struct
{
  const char *reader;
  const char *pipeline;
  const char *writer;
} Route;

static char *
run (const Route *route, GPtrArray *inputs, gboolean *done)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, route->pipeline);
  g_autoptr (ObelusRunner) runner = obelus_runner_new (pipeline);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (ObelusSink) sink = obelus_sink_new_for_stream ("memory", stream);

  obelus_runner_set_reader (runner, route->reader, &error);
  g_assert_no_error (error);
  obelus_runner_set_writer (runner, route->writer, &error);
  g_assert_no_error (error);
  obelus_runner_set_sink (runner, sink);
  obelus_runner_set_n_threads (runner, 1);
  for (guint i = 0; i < inputs->len; i++)
    {
      g_autoptr (ObelusSource) source = obelus_source_new_for_bytes ("memory", inputs->pdata[i]);
      obelus_runner_add_source (runner, source);
    }

  *done = obelus_runner_run (runner, cancellable, &error);
  if (!*done)
    g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED);

  GMemoryOutputStream *output = G_MEMORY_OUTPUT_STREAM (stream);
  gsize length = g_memory_output_stream_get_data_size (output);
  return length == 0 ? g_strdup ("") : g_strndup (g_memory_output_stream_get_data (output), length);
}

static guint
count_matches (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;
  return n;
}

/* Wherever a run over several documents is cancelled, what was written is the beginning of what would have been, and
 * has only whole records: @mark stands at the end of each, but for what may be a separator's. */
static void
try_cutting (const Route *route, GPtrArray *inputs, const char *mark)
{
  gboolean done;

  begin_counting (0);
  g_autofree char *whole = run (route, inputs, &done);
  guint n_all = n_questions, lengths[8] = { 0 }, n_marks = count_matches (whole, mark);
  g_assert_true (done);
  g_assert_cmpuint (n_marks, >=, inputs->len);

  for (guint cut = 1; cut <= 24; cut++)
    {
      begin_counting (MAX (n_all * cut / 24, 1));
      g_autofree char *part = run (route, inputs, &done);
      g_assert_false (done);
      assert_stopped_early (route->writer);
      if (!g_str_has_prefix (whole, part))
        g_error ("'%s', cancelled at %u of %u, is no beginning of the whole", route->writer, first_yes, n_all);
      gsize length = strlen (part);
      const char *rest = whole + length;
      gboolean is_whole = count_matches (part, mark) + count_matches (rest, mark) == n_marks;
      if (length > 2 && (!is_whole || !g_str_has_suffix (part, mark)))
        g_error ("'%s', cancelled at %u of %u, ends within a record", route->writer, first_yes, n_all);
      lengths[count_matches (part, mark) % G_N_ELEMENTS (lengths)]++;
    }
  /* Both ends were seen: nothing written, and something. */
  g_assert_cmpuint (lengths[0], >, 0);
  g_assert_cmpuint (lengths[0], <, 24);
}

static GPtrArray *
make_inputs (gsize length)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  /* Each is as long as a batch may be, so that each is written by itself. */
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (inputs, g_bytes_new_take (make_text (SHAPE_PARAGRAPHS, length), length));
  return inputs;
}

static void
test_writers (void)
{
  g_autoptr (GPtrArray) inputs = make_inputs (200000);

  try_cutting (&(Route){ "text", "tokenize", "jsonl" }, inputs, "}\n");
  try_cutting (&(Route){ "text", "tokenize", "json indent=1" }, inputs, "\n}");
}

static void
test_the_writer_of_lines (void)
{
  const Route route = { "text", "tokenize", "text" };
  g_autoptr (GPtrArray) inputs = make_inputs (200000);
  gboolean done;

  begin_counting (0);
  g_autofree char *whole = run (&route, inputs, &done);
  guint n_all = n_questions;
  gsize n_records = 0;

  for (guint cut = 1; cut <= 24; cut++)
    {
      begin_counting (MAX (n_all * cut / 24, 1));
      g_autofree char *part = run (&route, inputs, &done);
      g_assert_false (done);
      assert_stopped_early ("text");
      g_assert_true (g_str_has_prefix (whole, part));
      /* The three documents are the same. */
      gsize length = strlen (part), record = (strlen (whole) - 2) / 3;
      g_assert_true (length == 0 || length == record || length == 2 * record + 1 || length == 3 * record + 2);
      n_records += (length + 1) / record;
    }
  g_assert_cmpuint (n_records, >, 6);
}

/* How often reading asks grows with what is read, and a document that was being read is not delivered. */
static void
try_reader (const char *reader, const char *data, gsize length, gsize n_rows)
{
  const Route route = { reader, "", "jsonl layers=paragraph" };
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gboolean done;

  g_ptr_array_add (inputs, g_bytes_new (data, length));
  begin_counting (0);
  g_autofree char *whole = run (&route, inputs, &done);
  guint n_all = n_questions;
  g_assert_true (done);
  g_assert_cmpstr (strstr (whole, "\"error\""), ==, NULL);
  if (n_all < n_rows / 1024)
    g_error ("reader '%s' asked %u times for %" G_GSIZE_FORMAT " rows", reader, n_all, n_rows);

  for (guint cut = 1; cut <= 8; cut++)
    {
      begin_counting (MAX (n_all * cut / 16, 1));
      g_autofree char *part = run (&route, inputs, &done);
      g_assert_false (done);
      g_assert_cmpstr (part, ==, "");
      assert_stopped_early (reader);
    }
}

static char *
repeat (const char *first, const char *piece, guint n, const char *last)
{
  GString *text = g_string_new (first);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  g_string_append (text, last);
  return g_string_free (text, FALSE);
}

static void
test_readers (void)
{
  enum
  {
    N_ROWS = 50000
  };
  g_autofree char *rows = repeat ("", "{\"start\": 0, \"end\": 4}, ", N_ROWS, "{\"start\": 0, \"end\": 4}");
  g_autofree char *record
      = g_strdup_printf ("{\"text\": \"Lima\", \"offsets\": \"byte\", \"layers\": {\"entity\": [%s]}}\n", rows);
  try_reader ("jsonl", record, strlen (record), N_ROWS);

  g_autofree char *columns
      = repeat ("-DOCSTART- -X- O O\n\n", "Lima NNP B-NP B-LOC\nis VBZ B-VP O\n\n", N_ROWS / 2, "");
  try_reader ("conll", columns, strlen (columns), N_ROWS);
  try_reader ("conll2003", columns, strlen (columns), N_ROWS);

  g_autofree char *words = repeat ("# newdoc id = a\n", "1\tLima\tLima\tPROPN\t_\t_\t0\troot\t_\t_\n\n", N_ROWS, "");
  try_reader ("conllu", words, strlen (words), N_ROWS);

  g_autofree char *latin = repeat ("", "caf\xe9 ", N_ROWS, "");
  try_reader ("text encoding=windows-1252", latin, strlen (latin), N_ROWS);

  g_autofree char *damaged = repeat ("", "a long way to the caf\xe9 in the old town ", N_ROWS / 4, "");
  try_reader ("text", damaged, strlen (damaged), N_ROWS / 4);

  g_autofree gunichar2 *units = g_new (gunichar2, N_ROWS);
  for (guint i = 0; i < N_ROWS; i++)
    units[i] = GUINT16_TO_LE (i % 7 == 0 ? 0x20 : 0xe9);
  try_reader ("text encoding=utf-16le", (const char *) units, N_ROWS * sizeof *units, N_ROWS);
}

/* Lines of ratings are documents of their own, but all are looked at before the first is read. */
static void
test_the_reader_of_ratings (void)
{
  const Route route = { "ratings", "", "jsonl" };
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  char *lines = repeat ("text\tvalue\n", "A good boat.\t1\n", 50000, "");
  gboolean done;

  g_ptr_array_add (inputs, g_bytes_new_take (lines, strlen (lines)));
  begin_counting (20); /* far fewer than there are lines: all the questions of the survey */
  g_autofree char *part = run (&route, inputs, &done);
  g_assert_false (done);
  g_assert_cmpstr (part, ==, "");
  assert_stopped_early ("ratings");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  registry = obelus_registry_new (NULL);
  cancellable = g_cancellable_new ();

  g_test_add_func ("/cancelling/stages", test_stages);
  g_test_add_func ("/cancelling/writers", test_writers);
  g_test_add_func ("/cancelling/the-writer-of-lines", test_the_writer_of_lines);
  g_test_add_func ("/cancelling/readers", test_readers);
  g_test_add_func ("/cancelling/the-reader-of-ratings", test_the_reader_of_ratings);
  int status = g_test_run ();

  g_object_unref (cancellable);
  g_object_unref (registry);
  return status;
}
