/* What tokens and sentences cost: of prose beside a plain loop over the same bytes, ICU's break iterators and, where a
 * Python that has it is named, spaCy's blank English pipeline with its sentencizer; and of texts made to be expensive
 * beside prose. */
#include "hostile.h"
#include "icu-breaks.h"
#include "measure.h"

#include <obelus/obelus.h>

#include <glib/gstdio.h>
#include <string.h>

/* spaCy takes seconds for what the others do in tens of milliseconds: it reads this much of the prose, twice. */
#define SPACY_SIZE 1000000
#define SPACY_ROUNDS 2

enum
{
  ROUNDS = 5,
  DOCUMENT_SIZE = 16384,
  SHORT_HOSTILE = 1250000,
  LONG_HOSTILE = 10000000, /* eight times that */
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
work_sum (gpointer data)
{
  Bench *bench = data;

  bench->sum += sum_bytes (bench->text, bench->length);
}

/* One document after another, of document_size bytes and what is left of a paragraph. */
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

static void
work_icu (gpointer data)
{
  icu_breaks_divide (data);
}

/* A text again and again until there are @size bytes, with @between between. */
static GString *
repeat_text (const char *text, gsize length, const char *between, gsize size)
{
  GString *repeated = g_string_sized_new (size + length + strlen (between));

  while (repeated->len < size)
    {
      g_string_append_len (repeated, text, (gssize) length);
      g_string_append (repeated, between);
    }

  return repeated;
}

static double
measure_line (ObelusRegistry *registry, const char *line, Bench *bench)
{
  GError *error = NULL;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  obelus_pipeline_prepare (pipeline, &error);
  stop_on (error);
  bench->pipeline = pipeline;

  return measure (work_tokenize, bench, ROUNDS);
}

/* Runs @program, which is bench/spacy-blank.py, with @python. */
static void
report_spacy (const char *python, const char *program, const Bench *prose, double loop, double learned)
{
  GError *error = NULL;
  g_autofree char *path = NULL, *answer = NULL;
  g_autofree char *size = g_strdup_printf ("%d", DOCUMENT_SIZE), *rounds = g_strdup_printf ("%d", SPACY_ROUNDS);
  const char *cut = prose->length > SPACY_SIZE ? strstr (prose->text + SPACY_SIZE, "\n\n") : NULL;
  gsize length = cut != NULL ? (gsize) (cut + 2 - prose->text) : prose->length;
  int status;
  gint file = g_file_open_tmp ("prose-XXXXXX", &path, &error);

  stop_on (error);
  g_close (file, NULL);
  g_file_set_contents (path, prose->text, (gssize) length, &error);
  stop_on (error);
  const char *const command[] = { python, program, path, size, rounds, NULL };
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &answer, NULL, &status, &error);
  g_remove (path);
  stop_on (error);

  g_auto (GStrv) fields = g_strsplit (answer, " ", 3);
  if (!g_spawn_check_wait_status (status, NULL) || g_strv_length (fields) != 3)
    {
      g_print ("spaCy, which %s does not have, would stand here\n", python);
      return;
    }
  double seconds = g_ascii_strtod (fields[1], NULL), per_byte = seconds / (double) length;
  g_autofree char *name = g_strdup_printf ("spaCy %s, blank, sentencizer", fields[0]);
  g_print ("%-32s %8.1f %11.2f %15.1f   %.1f times tokenize\n", name, 1e-6 / per_byte,
           g_ascii_strtod (fields[2], NULL) / seconds / 1e6, per_byte / (loop / (double) prose->length),
           per_byte / (learned / (double) prose->length));
}

static void
report_prose (ObelusRegistry *registry, const char *text, gsize length, const char *python, const char *program)
{
  static const char *const lines[] = { "tokenize sentences=rules", "tokenize", "tokenize rules=unicode" };
  Bench bench = { .text = text, .length = length, .document_size = DOCUMENT_SIZE };
  double loop = measure (work_sum, &bench, ROUNDS), learned = 0;

  g_print ("%-32s %8s %11s %15s\n", "prose", "MB/s", "M tokens/s", "times the loop");
  g_print ("%-32s %8.1f %11s %15.1f\n", "a loop that adds up the bytes", (double) length / loop / 1e6, "", 1.0);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      double seconds = measure_line (registry, lines[i], &bench);
      g_print ("%-32s %8.1f %11.2f %15.1f\n", lines[i], (double) length / seconds / 1e6,
               (double) bench.n_tokens / seconds / 1e6, seconds / loop);
      if (i == 1)
        learned = seconds;
    }

  if (python != NULL)
    report_spacy (python, program, &bench, loop, learned);
  IcuBreaks *icu = icu_breaks_new (text, length);
  if (icu == NULL)
    {
      g_print ("built without ICU, whose break iterators would stand here\n");
      return;
    }
  double seconds = measure (work_icu, icu, ROUNDS);
  g_print ("%-32s %8.1f %11.2f %15.1f   %.1f times tokenize\n", "ICU, words and sentences",
           (double) length / seconds / 1e6, (double) icu_breaks_get_n_words (icu) / seconds / 1e6, seconds / loop,
           seconds / learned);
  icu_breaks_free (icu);
}

/* Each text is one document. */
static void
report_hostile (ObelusRegistry *registry, const char *text, gsize length)
{
  GError *error = NULL;
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "tokenize");
  g_autoptr (GString) prose = repeat_text (text, length, "\n\n", LONG_HOSTILE);
  Bench bench = { .pipeline = pipeline, .text = prose->str, .length = prose->len, .document_size = prose->len };
  guint n_dear = 0;

  obelus_pipeline_prepare (pipeline, &error);
  stop_on (error);
  double seconds = measure (work_tokenize, &bench, ROUNDS);
  double a_byte = seconds / (double) prose->len, a_token = seconds / (double) bench.n_tokens;

  g_print ("\n%-20s %9s %9s %12s %12s   one document of %.0f MB; growth: from an eighth of it, 1 is linear\n",
           "again and again", "a byte", "a token", "tokens/byte", "growth", LONG_HOSTILE / 1e6);
  g_print ("%-20s %6.2f ns %6.1f ns %12.2f\n", "prose", a_byte * 1e9, a_token * 1e9, a_byte / a_token);
  for (guint i = 0; i < G_N_ELEMENTS (hostile_pieces); i++)
    {
      const char *piece = hostile_pieces[i];
      g_autoptr (GString) hostile = repeat_text (piece, strlen (piece), "", LONG_HOSTILE);
      Bench much
          = { .pipeline = pipeline, .text = hostile->str, .length = hostile->len, .document_size = hostile->len };
      Bench little = much;
      g_autofree char *shown = g_strescape (piece, NULL);

      little.length = little.document_size = strlen (piece) * (SHORT_HOSTILE / strlen (piece));
      double short_seconds = measure (work_tokenize, &little, 2), long_seconds = measure (work_tokenize, &much, 2);
      double ratio = long_seconds / (double) much.length / a_byte;
      n_dear += ratio > 3;
      g_print ("%-20s %8.2fx %8.2fx %12.2f %12.2f%s\n", shown, ratio,
               long_seconds / (double) MAX (much.n_tokens, 1) / a_token, (double) much.n_tokens / (double) much.length,
               long_seconds / short_seconds * (double) little.length / (double) much.length,
               ratio > 3 ? "   more than three times prose" : "");
    }
  g_print ("%u of %u cost more than three times as much a byte as prose\n", n_dear,
           (guint) G_N_ELEMENTS (hostile_pieces));
}

int
main (int argc, char **argv)
{
  char *text;
  gsize length;
  GError *error = NULL;

  if (argc != 2 && argc != 4)
    g_error ("bench-tokenize TEXT [PYTHON SPACY-BLANK]: one file of English prose, and what runs bench/spacy-blank.py");
  g_file_get_contents (argv[1], &text, &length, &error);
  stop_on (error);
  g_autoptr (GString) prose = repeat_text (text, length, "\n\n", 8000000);
  ObelusRegistry *registry = obelus_registry_new (NULL);
  report_prose (registry, prose->str, prose->len, argc == 4 ? argv[2] : NULL, argc == 4 ? argv[3] : NULL);
  report_hostile (registry, text, length);

  return 0;
}
