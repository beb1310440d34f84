/* A driver for builds without libFuzzer: puts mutations of the target's seeds, or the files it is given, through the
 * target. The mutations follow from a fixed seed, so what fails fails again. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum
{
  MAX_SIZE = 4096,
  USUAL_ROUNDS = 100000,
  USUAL_SECONDS = 30, /* of the processor's time: with sanitizers a round of some targets takes ten times as long */
};

/* Each input lies in a block of exactly its size, so that a sanitizer sees the first byte read beyond it. */
static void
run_one (const char *data, gsize size)
{
  uint8_t *copy = malloc (size > 0 ? size : 1);
  memcpy (copy, data, size);
  LLVMFuzzerTestOneInput (copy, size);
  free (copy);
}

static gsize
pick (GRand *random, gsize below)
{
  return (gsize) g_rand_int_range (random, 0, (gint32) MAX (below, 1));
}

/* Pieces that parsers treat in ways of their own. */
static const char *const pieces[] = { "\"",
                                      "\\",
                                      "\\u0000",
                                      "\\ud800",
                                      "{",
                                      "}",
                                      "[",
                                      "]",
                                      ",",
                                      ":",
                                      "=",
                                      "!",
                                      ";",
                                      "'",
                                      "#",
                                      "\n",
                                      "\r\n",
                                      "\t",
                                      "\xEF\xBB\xBF",
                                      "\xC3",
                                      "\xED\xA0\x80",
                                      "-",
                                      "0",
                                      "1e999",
                                      "4294967295",
                                      "4294967296",
                                      "-1",
                                      "1.5",
                                      "true",
                                      "null",
                                      "[Pipeline]\n",
                                      "[Stage a]\n",
                                      "Stages = ",
                                      "when=",
                                      "language:",
                                      "meta:",
                                      "not-",
                                      " and ",
                                      "\"start\"",
                                      "\"end\"",
                                      "O",
                                      "B-PER",
                                      "_",
                                      "1-2",
                                      "1.1" };

static void
mutate (GString *input, GRand *random)
{
  gsize at = pick (random, input->len + 1), length;

  switch (g_rand_int_range (random, 0, 6))
    {
    case 0:
      if (at < input->len)
        input->str[at] = (char) (input->str[at] ^ (1 << pick (random, 8)));
      break;
    case 1:
      if (at < input->len)
        input->str[at] = (char) pick (random, 256);
      break;
    case 2:
      length = pick (random, 9);
      length = MIN (length, input->len - at);
      g_string_erase (input, (gssize) at, (gssize) length);
      break;
    case 3:
      g_string_insert (input, (gssize) at, pieces[pick (random, G_N_ELEMENTS (pieces))]);
      break;
    case 4:
      {
        length = pick (random, 64);
        length = MIN (length, input->len - at);
        g_autofree char *copy = g_memdup2 (input->str + at, length + 1);
        if (input->len + length <= MAX_SIZE)
          g_string_insert_len (input, (gssize) pick (random, input->len + 1), copy, (gssize) length);
        break;
      }
    default:
      g_string_truncate (input, at);
    }
}

static gboolean
is_late (void)
{
  return clock () > USUAL_SECONDS * CLOCKS_PER_SEC;
}

/* @n_rounds: 0 for as many as are usual. */
static void
run_mutations (guint n_rounds)
{
  const guint most = n_rounds > 0 ? n_rounds : USUAL_ROUNDS;
  guint round = 0;

  g_autoptr (GRand) random = g_rand_new_with_seed (20);
  g_autoptr (GPtrArray) seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GBytes *seed;

  run_one ("", 0);
  for (guint n = 0; (seed = fuzz_get_seed (n)) != NULL; n++)
    {
      gsize size;
      const char *data = g_bytes_get_data (seed, &size);
      run_one (data, size);
      g_ptr_array_add (seeds, seed);
    }

  for (; round < most && (n_rounds > 0 || round % 256 != 0 || !is_late ()); round++)
    {
      gsize size;
      const char *data = g_bytes_get_data (seeds->pdata[pick (random, seeds->len)], &size);
      g_autoptr (GString) input = g_string_new_len (data, (gssize) size);
      guint n_mutations = 1 + (guint) pick (random, 6);
      for (guint i = 0; i < n_mutations; i++)
        mutate (input, random);
      run_one (input->str, input->len);
    }
  printf ("# %u mutations\n", round);
}

/* Writes the seeds into files, for libFuzzer to start from. */
static int
write_seeds (const char *folder)
{
  GBytes *seed;

  for (guint n = 0; (seed = fuzz_get_seed (n)) != NULL; n++)
    {
      g_autofree char *name = g_strdup_printf ("seed-%02u", n);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;
      gsize size;
      const char *data = g_bytes_get_data (seed, &size);
      gboolean is_written = g_file_set_contents (path, data, (gssize) size, &error);
      g_bytes_unref (seed);
      if (!is_written)
        {
          fprintf (stderr, "%s\n", error->message);
          return 1;
        }
    }
  return 0;
}

int
main (int argc, char **argv)
{
  const char *rounds = g_getenv ("OBELUS_FUZZ_ROUNDS");

  if (argc == 3 && strcmp (argv[1], "--seeds") == 0)
    return write_seeds (argv[2]);

  for (int i = 1; i < argc; i++)
    {
      g_autofree char *data = NULL;
      gsize size;
      if (!g_file_get_contents (argv[i], &data, &size, NULL))
        {
          fprintf (stderr, "%s cannot be read\n", argv[i]);
          return 1;
        }
      run_one (data, size);
    }
  if (argc == 1)
    run_mutations (rounds != NULL ? (guint) strtoul (rounds, NULL, 10) : 0);

  printf ("1..1\nok 1 nothing broke\n");
  return 0;
}
