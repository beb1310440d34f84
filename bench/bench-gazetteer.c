/* What a list of many names costs: reading it, and each token of a text that has some of them. */
#include "measure.h"

#include <obelus/obelus.h>

#include <glib/gstdio.h>
#include <string.h>

enum
{
  ROUNDS = 5,
  N_WORDS = 120000,
  N_TEXT_TOKENS = 1000000,
  TOKENS_A_NAME = 12,
};

/* A number becomes a word of syllables, the same always. */
static void
append_word (GString *text, guint number, gboolean capital)
{
  static const char *const syllables[]
      = { "ba", "ker", "lin", "mo", "sta", "ven", "dor", "fi", "gro", "hal", "ish", "jan", "ken", "lu", "mar", "nos" };
  gsize start = text->len;

  for (guint rest = number + 1; rest > 0; rest /= G_N_ELEMENTS (syllables))
    g_string_append (text, syllables[rest % G_N_ELEMENTS (syllables)]);
  if (capital)
    text->str[start] = g_ascii_toupper (text->str[start]);
}

/* A word as texts have them: some come again and again, most are rare. */
static guint
pick_word (GRand *random)
{
  double u = g_rand_double (random);

  return (guint) (u * u * u * u * N_WORDS);
}

/* One to three words; the same number gives the same name. */
static void
append_name (GString *text, guint number)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (number + 7);

  for (guint n = 1 + number % 3; n > 0; n--)
    {
      append_word (text, (guint) g_rand_int_range (random, 0, 16 * N_WORDS), TRUE);
      g_string_append_c (text, n > 1 ? ' ' : '\0');
    }
  g_string_truncate (text, text->len - 1);
}

static char *
write_list (guint n_names)
{
  char *path = NULL;
  GError *error = NULL;
  gint fd = g_file_open_tmp ("obelus-names-XXXXXX.tsv", &path, &error);
  stop_on (error);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < n_names; i++)
    {
      append_name (list, i);
      g_string_append_printf (list, "\t%s\tid%u\t%u\n", i % 2 == 0 ? "PER" : "ORG", i, 1 + i % 9);
    }
  g_close (fd, NULL);
  g_file_set_contents (path, list->str, (gssize) list->len, &error);
  stop_on (error);

  return path;
}

static char *
make_text (guint n_names)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_TEXT_TOKENS; i++)
    {
      if (i % TOKENS_A_NAME == 0)
        append_name (text, (guint) g_rand_int_range (random, 0, (gint32) n_names));
      else
        append_word (text, pick_word (random), i % 7 == 0);
      g_string_append (text, i % 23 == 22 ? ".\n" : " ");
    }

  return g_string_free (text, FALSE);
}

int
main (int argc, char **argv)
{
  guint n_names = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  if (argc > 2 || n_names == 0)
    {
      g_printerr ("usage: bench-gazetteer [NAMES]\n");
      return 1;
    }

  GError *error = NULL;
  g_autofree char *path = write_list (n_names);
  g_autofree char *text = make_text (n_names);
  SummedText whole = { text, strlen (text), 0 };
  double loop = measure (work_sum_text, &whole, ROUNDS);

  g_autofree char *line = g_strdup_printf ("tokenize language=en ! gazetteer file=%s", path);
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  double before = get_cpu_seconds ();
  obelus_pipeline_prepare (pipeline, &error);
  stop_on (error);
  double reading = get_cpu_seconds () - before;

  guint64 best = G_MAXUINT64, sum = 0;
  guint32 n_tokens = 0, n_found = 0;
  for (guint round = 0; round < ROUNDS; round++)
    {
      ObelusStageStatistics statistics;
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
  g_unlink (path);

  double seconds = (double) best * 1e-9;
  g_print ("%u names read and compiled in %.2f s of CPU time\n", n_names, reading);
  g_print ("%u tokens, %u names found: %.2f M tokens/s, %.1f plain loops; the best of %d rounds\n", n_tokens, n_found,
           (double) n_tokens / seconds / 1e6, seconds / loop, ROUNDS);

  return whole.sum == 1; /* keeps the sum alive */
}
