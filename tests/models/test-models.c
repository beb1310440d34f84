/* Models that lie: every checksum holds, and the sections say what no trainer would write. Each shipped analyser either
 * refuses such a model with a sentence, or works on as well as it can. */
#include <glib/gstdio.h>
#include <obelus/obelus.h>
#include <string.h>

static ObelusRegistry *registry;
static char *folder;

typedef struct
{
  const char *model;
  const char *line; /* with %s for the model's path */
} Analyser;

static const Analyser analysers[] = {
  { "tokenize.obm", "tokenize model=%s" },
  { "tag.obm", "tokenize ! tag model=%s" },
  { "entities.obm", "tokenize ! entities model=%s" },
  { "sentiment.obm", "tokenize ! entities ! sentiment explain=yes model=%s" },
  { "summarize.obm", "tokenize ! summarize model=%s" },
  { "keyphrases.obm", "tokenize ! keyphrases model=%s" },
};

static const char text[]
    = "Harbour plan splits the town\n\nOSLO, 3 March. Mayor Ingrid Solberg said on Tuesday that the council would not "
      "build the new harbour, but Dr. Bo Lind of Nordsea Ltd. called it a terrible mistake! \"We are very happy "
      "here,\" "
      "she wrote to @lind. It costs 1,200.50 crowns… Sure?\n\nNobody from Bergen was there :-( and the meeting, which "
      "had been the longest in years, ended at 11 p.m. without a vote.\n";

static ObelusModel *
open_shipped (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("OBELUS_MODEL_PATH"), name, NULL);
  g_autoptr (GError) error = NULL;
  ObelusModel *model = obelus_model_open (path, &error);

  g_assert_no_error (error);
  return model;
}

/* The model with one section changed, as somebody would make it who means harm: its checksums hold. */
static GBytes *
forge (ObelusModel *model, const char *changed, gconstpointer data, gsize length)
{
  g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new (obelus_model_get_kind (model));

  for (guint i = 1; i < obelus_model_get_n_sections (model); i++)
    {
      gsize n_bytes;
      const char *name = obelus_model_get_section_name (model, i, NULL);
      gconstpointer bytes = obelus_model_get_section (model, name, 1, &n_bytes, NULL);

      if (g_strcmp0 (name, changed) == 0)
        obelus_model_builder_add_section (builder, name, data, length);
      else
        obelus_model_builder_add_section (builder, name, bytes, n_bytes);
    }
  return obelus_model_builder_finish (builder);
}

/* Whether the analyser took the model; what it refuses, it refuses with the file's name and a remedy. */
static gboolean
try_model (const Analyser *analyser, gconstpointer data, gsize length)
{
  g_autofree char *path = g_build_filename (folder, analyser->model, NULL);
  g_autofree char *line = g_strdup_printf (analyser->line, path);
  g_autoptr (GError) error = NULL;

  g_unlink (path); /* not overwritten: an earlier pipeline may have it mapped still */
  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);

  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, line);
  g_autoptr (ObelusDocument) document = obelus_document_new ("a", text, -1, NULL);

  g_assert_cmpuint (obelus_pipeline_check (pipeline), ==, 0);
  if (!obelus_pipeline_prepare (pipeline, &error))
    {
      g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL);
      if (strstr (error->message, path) == NULL || strstr (error->message, "again") == NULL)
        g_error ("'%s' does not name the file and what to do", error->message);
      return FALSE;
    }
  if (!obelus_pipeline_process (pipeline, document, NULL, &error))
    {
      g_assert_nonnull (error);
      return TRUE;
    }

  /* What came out is a record that reads back. */
  g_autoptr (GString) record = g_string_new (NULL);
  obelus_record_append (record, document, OBELUS_OFFSET_BYTE, NULL, 0, NULL);
  g_autoptr (ObelusDocument) again = obelus_record_parse (record->str, record->len, NULL, &error);
  g_assert_no_error (error);
  return TRUE;
}

static void
try_section (const Analyser *analyser, ObelusModel *model, const char *section, gconstpointer data, gsize length)
{
  g_autoptr (GBytes) forged = forge (model, section, data, length);

  try_model (analyser, g_bytes_get_data (forged, NULL), g_bytes_get_size (forged));
}

static void
test_the_shipped_model_is_taken (gconstpointer data)
{
  const Analyser *analyser = data;
  g_autoptr (ObelusModel) model = open_shipped (analyser->model);
  g_autoptr (GBytes) copy = forge (model, NULL, NULL, 0);

  g_assert_true (try_model (analyser, g_bytes_get_data (copy, NULL), g_bytes_get_size (copy)));
}

/* Cut, lengthened, emptied, all ones, all zeros: each section in turn. */
static void
test_sections_of_other_sizes (gconstpointer data)
{
  const Analyser *analyser = data;
  g_autoptr (ObelusModel) model = open_shipped (analyser->model);

  for (guint i = 1; i < obelus_model_get_n_sections (model); i++)
    {
      gsize length;
      const char *name = obelus_model_get_section_name (model, i, NULL);
      const guchar *section = obelus_model_get_section (model, name, 1, &length, NULL);
      g_autofree guchar *longer = g_malloc (length + 64);
      const gsize sizes[]
          = { 0, 1, 4, 8, 64, length / 2, length - MIN (length, 8), length - MIN (length, 1), length + 8 };

      memset (longer, 0x11, length + 64);
      memcpy (longer, section, length);
      for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
        if (sizes[j] != length && sizes[j] <= length + 64)
          try_section (analyser, model, name, longer, sizes[j]);
      memset (longer, 0xff, length);
      try_section (analyser, model, name, longer, length);
      memset (longer, 0, length);
      try_section (analyser, model, name, longer, length);
    }
}

/* Numbers that sizes and indices are not, at random places and at the beginning, where sizes stand. */
static void
test_sections_with_other_contents (gconstpointer data)
{
  static const guint64 numbers[] = { 0,
                                     1,
                                     0x7f,
                                     0x80,
                                     0xff,
                                     0x7fff,
                                     0x8000,
                                     0xffff,
                                     G_MAXINT32,
                                     0x80000000,
                                     G_MAXUINT32,
                                     G_MAXINT64,
                                     G_MAXUINT64,
                                     0x7ff8000000000000 /* no number */,
                                     0x7ff0000000000000 /* infinite */,
                                     0x7fefffffffffffff,
                                     0x7f800000 };
  const Analyser *analyser = data;
  g_autoptr (ObelusModel) model = open_shipped (analyser->model);
  g_autoptr (GRand) random = g_rand_new_with_seed (41);

  for (guint i = 1; i < obelus_model_get_n_sections (model); i++)
    {
      gsize length;
      const char *name = obelus_model_get_section_name (model, i, NULL);
      const guchar *section = obelus_model_get_section (model, name, 1, &length, NULL);
      g_autofree guchar *forged = g_malloc (length);

      for (guint round = 0; round < 40 && length > 0; round++)
        {
          guint n_changes = round % 4 == 3 ? 3000 : 1 + round / 4;

          memcpy (forged, section, length);
          for (guint change = 0; change < n_changes; change++)
            {
              const guint64 *number = &numbers[g_rand_int_range (random, 0, G_N_ELEMENTS (numbers))];
              gsize size = MIN ((gsize) 1 << g_rand_int_range (random, 0, 4), length);
              gsize span = round % 2 == 0 ? MIN (length, 64) : length;
              gsize place = (gsize) g_rand_int_range (random, 0, (gint32) span) / size * size;

              memcpy (forged + MIN (place, length - size), number, size);
            }
          try_section (analyser, model, name, forged, length);
        }
    }
}

/* Without mended checksums: each byte before the card, a few bits of it. */
static void
test_flipped_bytes_of_the_header (gconstpointer data)
{
  const Analyser *analyser = data;
  g_autoptr (ObelusModel) model = open_shipped (analyser->model);
  g_autoptr (GBytes) copy = forge (model, NULL, NULL, 0);
  gsize length;
  const guchar *sound = g_bytes_get_data (copy, &length);
  gsize header = 64 + 64 * (gsize) obelus_model_get_n_sections (model);

  for (gsize i = 0; i < header; i++)
    for (guint bit = 0; bit < 8; bit += 7)
      {
        g_autofree guchar *file = g_memdup2 (sound, length);
        g_autoptr (GError) error = NULL;

        file[i] ^= (guchar) (1u << bit);
        g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&file), length);
        g_autoptr (ObelusModel) damaged = obelus_model_new_from_bytes ("damaged.obm", bytes, &error);
        g_assert_null (damaged);
        g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL);
      }
}

/* Damage anywhere in the body is found before the analyser works with it, cut files at once. */
static void
test_damage_is_refused (gconstpointer data)
{
  const Analyser *analyser = data;
  g_autoptr (ObelusModel) model = open_shipped (analyser->model);
  g_autoptr (GBytes) copy = forge (model, NULL, NULL, 0);
  g_autoptr (GRand) random = g_rand_new_with_seed (43);
  gsize length;
  const guchar *sound = g_bytes_get_data (copy, &length);
  gsize body
      = 64 + 64 * (gsize) obelus_model_get_n_sections (model) + 64; /* behind the card, which no analyser reads */
  gsize at = body;

  for (guint round = 0; round < 12; round++)
    {
      g_autofree guchar *file = g_memdup2 (sound, length);
      file[g_rand_int_range (random, (gint32) body, (gint32) length)] ^= (guchar) g_rand_int_range (random, 1, 256);
      g_assert_false (try_model (analyser, file, length));
    }

  for (guint i = 1; i < obelus_model_get_n_sections (model); i++)
    {
      gsize n_bytes;
      obelus_model_get_section_name (model, i, &n_bytes);
      g_assert_false (try_model (analyser, sound, at));
      g_assert_false (try_model (analyser, sound, at + n_bytes / 2));
      at += (n_bytes + 63) / 64 * 64;
    }
  g_assert_cmpuint (at, ==, length);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  registry = obelus_registry_new (NULL);
  folder = g_dir_make_tmp ("obelus-models-XXXXXX", NULL);
  g_assert_nonnull (folder);

  for (guint i = 0; i < G_N_ELEMENTS (analysers); i++)
    {
      static const struct
      {
        const char *name;
        void (*run) (gconstpointer data);
      } tests[] = {
        { "is-taken", test_the_shipped_model_is_taken },
        { "header", test_flipped_bytes_of_the_header },
        { "damage", test_damage_is_refused },
        { "sizes", test_sections_of_other_sizes },
        { "contents", test_sections_with_other_contents },
      };
      for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
        {
          g_autofree char *path = g_strdup_printf ("/models/%s/%s", analysers[i].model, tests[j].name);
          g_test_add_data_func (path, &analysers[i], tests[j].run);
        }
    }
  int status = g_test_run ();

  for (guint i = 0; i < G_N_ELEMENTS (analysers); i++)
    {
      g_autofree char *path = g_build_filename (folder, analysers[i].model, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
  g_object_unref (registry);
  return status;
}
