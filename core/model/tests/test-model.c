/* Model files: what was built is read, and no damage goes unnoticed. */
#include "built-in-private.h"
#include "model-format-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <obelus/obelus.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CARD "{\"name\": \"toy\"}"
#define REMEDY "train it again or reinstall it"

static const double weights[] = { 0.5, -1.25, 3.0 };

static GBytes *
build_toy (void)
{
  g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new ("toy");

  obelus_model_builder_set_card (builder, CARD);
  obelus_model_builder_add_section (builder, "weights", weights, sizeof weights);
  obelus_model_builder_add_section (builder, "empty", NULL, 0);
  obelus_model_builder_add_section (builder, "names", "PER\0ORG\0LOC", 12);
  return obelus_model_builder_finish (builder);
}

/* Opens @file and reads all of it; returns FALSE with the first error. */
static gboolean
read_all (gconstpointer file, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (file, length);
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("toy.obm", bytes, error);

  if (model == NULL)
    return FALSE;

  for (guint i = 0; i < obelus_model_get_n_sections (model); i++)
    if (obelus_model_get_section (model, obelus_model_get_section_name (model, i, NULL), 1, NULL, error) == NULL)
      return FALSE;

  return obelus_model_get_card (model, error) != NULL;
}

static void
assert_refused (gconstpointer file, gsize length, const char *part_of_message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (read_all (file, length, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL);
  g_assert_true (g_str_has_prefix (error->message, "toy.obm: "));
  if (strstr (error->message, part_of_message) == NULL)
    g_error ("'%s' does not say '%s'", error->message, part_of_message);
}

/* As somebody would who means harm: the checksum fits what the header says. */
static void
seal (guchar *file)
{
  ObelusModelHeader *header = (ObelusModelHeader *) file;
  const ObelusModelEntry *table = (const ObelusModelEntry *) (file + sizeof *header);

  header->checksum = GUINT64_TO_LE (obelus_model_header_checksum (header, table, GUINT32_FROM_LE (header->n_sections)));
}

static ObelusModelEntry *
get_entry (guchar *file, guint index)
{
  return (ObelusModelEntry *) (file + sizeof (ObelusModelHeader)) + index;
}

static void
test_round_trip (void)
{
  g_autoptr (GBytes) bytes = build_toy ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("toy.obm", bytes, &error);
  gsize n_elements, length;

  g_assert_no_error (error);
  g_assert_cmpstr (obelus_model_get_name (model), ==, "toy.obm");
  g_assert_cmpstr (obelus_model_get_kind (model), ==, "toy");
  g_assert_cmpstr (obelus_model_get_card (model, &error), ==, CARD);
  g_assert_cmpuint (obelus_model_get_n_sections (model), ==, 4);
  g_assert_cmpstr (obelus_model_get_section_name (model, 0, NULL), ==, "card");
  g_assert_cmpstr (obelus_model_get_section_name (model, 3, &length), ==, "names");
  g_assert_cmpuint (length, ==, 12);

  const double *read = obelus_model_get_section (model, "weights", sizeof *read, &n_elements, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_elements, ==, G_N_ELEMENTS (weights));
  g_assert_cmpmem (read, sizeof weights, weights, sizeof weights);
  g_assert_cmpuint ((guintptr) read % 64, ==, 0);

  const char *names = obelus_model_get_section (model, "names", 1, &n_elements, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (names, n_elements, "PER\0ORG\0LOC", 12);

  g_assert_nonnull (obelus_model_get_section (model, "empty", 8, &n_elements, &error));
  g_assert_cmpuint (n_elements, ==, 0);
}

static void
test_same_sections_make_same_bytes (void)
{
  g_autoptr (GBytes) one = build_toy ();
  g_autoptr (GBytes) other = build_toy ();

  g_assert_true (g_bytes_equal (one, other));
  g_assert_cmpuint (g_bytes_get_size (one) % 64, ==, 0);
}

static void
test_a_model_without_a_card_has_an_empty_one (void)
{
  g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new ("bare");
  g_autoptr (GBytes) bytes = obelus_model_builder_finish (builder);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("bare.obm", bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (obelus_model_get_card (model, &error), ==, "{}");
}

static void
test_a_file_is_mapped (void)
{
  g_autoptr (GBytes) bytes = build_toy ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("obelus-model-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "toy.obm", NULL);

  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);

  g_autoptr (ObelusModel) model = obelus_model_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (obelus_model_get_name (model), ==, path);
  g_assert_cmpstr (obelus_model_get_card (model, &error), ==, CARD);

  g_assert_null (obelus_model_open (folder, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL);
  g_assert_nonnull (strstr (error->message, "is not a file"));
  g_clear_error (&error);

  g_unlink (path);
  g_assert_null (obelus_model_open (path, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, path));
  g_rmdir (folder);
}

static void
assert_not_opened (const char *path, ObelusError code, const char *part_of_message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (obelus_model_open (path, &error));
  g_assert_error (error, OBELUS_ERROR, (int) code);
  if (!g_str_has_prefix (error->message, path) || strstr (error->message, part_of_message) == NULL)
    g_error ("'%s' does not say '%s'", error->message, part_of_message);
}

static void
test_what_is_no_file_is_refused (void)
{
  g_autofree char *folder = g_dir_make_tmp ("obelus-model-XXXXXX", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe.obm", NULL);
  g_autofree char *loop = g_build_filename (folder, "loop.obm", NULL);
  g_autofree char *empty = g_build_filename (folder, "empty.obm", NULL);
  g_autofree char *locked = g_build_filename (folder, "locked.obm", NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_not_opened (pipe, OBELUS_ERROR_INVALID_MODEL, "is not a file; give the name of a model file");
  g_assert_cmpint (symlink (loop, loop), ==, 0);
  assert_not_opened (loop, OBELUS_ERROR_IO, "see that the file can be read");
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  assert_not_opened (empty, OBELUS_ERROR_INVALID_MODEL, "the file is empty; " REMEDY);
  g_assert_true (g_file_set_contents (locked, "x", 1, NULL));
  g_assert_cmpint (g_chmod (locked, 0), ==, 0);
  if (geteuid () != 0)
    assert_not_opened (locked, OBELUS_ERROR_IO, "see that the file can be read");

  g_unlink (pipe);
  g_unlink (loop);
  g_unlink (empty);
  g_unlink (locked);
  g_rmdir (folder);
}

/* What was overwritten before it was looked at is found damaged; what was replaced by renaming is not noticed. */
static void
test_a_file_changes_while_it_is_mapped (void)
{
  g_autofree char *folder = g_dir_make_tmp ("obelus-model-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "toy.obm", NULL);
  g_autoptr (GBytes) bytes = build_toy ();
  gsize length = g_bytes_get_size (bytes);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) length, NULL));
  g_autoptr (ObelusModel) kept = obelus_model_open (path, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) length, NULL)); /* renames */
  g_autoptr (ObelusModel) overwritten = obelus_model_open (path, NULL);

  int fd = g_open (path, O_WRONLY, 0);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, "!", 1, (off_t) length - 1), ==, 1);
  g_close (fd, NULL);

  g_assert_nonnull (obelus_model_get_section (kept, "names", 1, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (obelus_model_get_section (overwritten, "names", 1, NULL, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL);
  g_assert_nonnull (strstr (error->message, "section 'names' is damaged; " REMEDY));
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_sections_are_asked_for_by_name_and_size (void)
{
  g_autoptr (GBytes) bytes = build_toy ();
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("toy.obm", bytes, NULL);
  g_autoptr (GError) error = NULL;
  gsize n_elements = 7;

  g_assert_null (obelus_model_get_section (model, "weight", 8, &n_elements, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL);
  g_assert_nonnull (strstr (error->message, "toy.obm: has no section 'weight'"));
  g_assert_cmpuint (n_elements, ==, 0);
  g_clear_error (&error);

  g_assert_null (obelus_model_get_section (model, "weights", 7, &n_elements, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL);
  g_assert_nonnull (strstr (error->message, "'weights'"));
}

static void
test_every_flipped_byte_is_noticed (void)
{
  g_autoptr (GBytes) bytes = build_toy ();
  gsize length;
  const guchar *sound = g_bytes_get_data (bytes, &length);
  g_autofree guchar *file = g_memdup2 (sound, length);

  for (gsize i = 0; i < length; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        file[i] = sound[i] ^ (guchar) (1u << bit);
        assert_refused (file, length, i >= 8 && i < 12 ? "version" : REMEDY);
        file[i] = sound[i];
      }
}

static void
test_damage_names_the_section (void)
{
  g_autoptr (GBytes) bytes = build_toy ();
  gsize length;
  g_autofree guchar *file = g_memdup2 (g_bytes_get_data (bytes, &length), g_bytes_get_size (bytes));

  length = g_bytes_get_size (bytes);
  file[length - 1] ^= 1; /* in the filling behind the last section */
  assert_refused (file, length, "section 'names' is damaged");

  /* The others can still be used: only what is asked for is verified. */
  g_autoptr (GBytes) damaged = g_bytes_new (file, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("toy.obm", damaged, &error);
  g_assert_no_error (error);
  g_assert_nonnull (obelus_model_get_section (model, "weights", 8, NULL, &error));
  g_assert_null (obelus_model_get_section (model, "names", 1, NULL, &error));
  g_clear_error (&error);
  g_assert_null (obelus_model_get_section (model, "names", 1, NULL, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL);
}

static void
test_every_other_length_is_refused (void)
{
  g_autoptr (GBytes) bytes = build_toy ();
  gsize length = g_bytes_get_size (bytes);
  g_autofree guchar *file = g_malloc0 (length + 256);

  memcpy (file, g_bytes_get_data (bytes, NULL), length);
  for (gsize i = 0; i <= length + 256; i++)
    if (i != length)
      assert_refused (file, i, REMEDY);
}

static void
test_other_files_are_not_models (void)
{
  assert_refused ("", 0, "is empty");
  assert_refused ("{\"id\": 1}", 9, "is not a model file");
  assert_refused ("\x89OB", 3, "cut short");
  /* What a transfer as text makes of the magic. */
  assert_refused ("\x89OBM\n\x1a\n________________________________________________________________", 71,
                  "is not a model file");
}

static void
test_a_newer_version_is_told_from_damage (void)
{
  g_autoptr (GBytes) bytes = build_toy ();
  gsize length = g_bytes_get_size (bytes);
  g_autofree guchar *file = g_memdup2 (g_bytes_get_data (bytes, NULL), length);

  ((ObelusModelHeader *) file)->version = GUINT32_TO_LE (2);
  seal (file);
  assert_refused (file, length, "version 2");
}

/* Headers that fit their checksum and lie all the same. */
static void
test_a_header_alone_is_no_model (void)
{
  g_autoptr (GBytes) bytes = build_toy ();
  g_autofree guchar *file = g_memdup2 (g_bytes_get_data (bytes, NULL), sizeof (ObelusModelHeader));
  ObelusModelHeader *header = (ObelusModelHeader *) file;

  header->n_sections = 0;
  header->file_size = GUINT64_TO_LE (sizeof *header);
  seal (file);
  assert_refused (file, sizeof *header, "has no section 'card'");
}

static void
test_hostile_tables_are_refused (void)
{
  static const guint64 numbers[] = {
    0, 1, 63, 64, 128, 320, 384, 1 << 20, G_MAXUINT32, G_MAXINT64, G_MAXUINT64 - 63, G_MAXUINT64 - 1, G_MAXUINT64,
  };
  g_autoptr (GBytes) bytes = build_toy ();
  gsize length = g_bytes_get_size (bytes);
  const guchar *sound = g_bytes_get_data (bytes, NULL);

  for (guint section = 0; section < 4; section++)
    for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
      {
        g_autofree guchar *file = g_memdup2 (sound, length);
        ObelusModelEntry *entry = get_entry (file, section);

        if (GUINT64_FROM_LE (entry->offset) != numbers[i])
          {
            entry->offset = GUINT64_TO_LE (numbers[i]);
            seal (file);
            assert_refused (file, length, REMEDY);
          }

        memcpy (file, sound, length);
        if (obelus_model_round_up (GUINT64_FROM_LE (entry->length)) != obelus_model_round_up (numbers[i] & 0xffffffff)
            || numbers[i] > G_MAXUINT32)
          {
            entry->length = GUINT64_TO_LE (numbers[i]);
            seal (file);
            assert_refused (file, length, REMEDY);
          }
      }

  g_autofree guchar *file = g_memdup2 (sound, length);

  /* Two sections over the same bytes. */
  get_entry (file, 3)->offset = get_entry (file, 1)->offset;
  seal (file);
  assert_refused (file, length, "section 'names' does not begin where the one before it ends");

  memcpy (file, sound, length);
  memcpy (get_entry (file, 3)->name, "weights", 8);
  seal (file);
  assert_refused (file, length, "two sections called 'weights'");

  memcpy (file, sound, length);
  memset (get_entry (file, 2)->name, 'x', OBELUS_MODEL_NAME_SIZE); /* no NUL at its end */
  seal (file);
  assert_refused (file, length, "the name of section 3");

  memcpy (file, sound, length);
  get_entry (file, 2)->reserved = 1;
  seal (file);
  assert_refused (file, length, "newer Obelus");

  memcpy (file, sound, length);
  memset (((ObelusModelHeader *) file)->kind, 'x', OBELUS_MODEL_NAME_SIZE);
  seal (file);
  assert_refused (file, length, "its kind");

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      memcpy (file, sound, length);
      ((ObelusModelHeader *) file)->n_sections = GUINT32_TO_LE ((guint32) numbers[i]);
      assert_refused (file, length, REMEDY);
    }
}

static void
test_a_card_must_end (void)
{
  g_autoptr (GBytes) bytes = build_toy ();
  gsize length = g_bytes_get_size (bytes);
  g_autofree guchar *file = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
  ObelusModelEntry *card = get_entry (file, 0);

  card->length = GUINT64_TO_LE (GUINT64_FROM_LE (card->length) - 1);
  seal (file);
  assert_refused (file, length, "card");
}

static gpointer
read_from_thread (gpointer data)
{
  ObelusModel *model = data;
  gsize n_elements = 0;

  for (guint i = 0; i < 1000; i++)
    {
      const double *read = obelus_model_get_section (model, "weights", sizeof *read, &n_elements, NULL);

      g_assert_nonnull (read);
      g_assert_cmpfloat (read[1], ==, -1.25);
      g_assert_nonnull (obelus_model_get_card (model, NULL));
    }
  return NULL;
}

static void
test_threads_share_a_model (void)
{
  g_autoptr (GBytes) bytes = build_toy ();
  g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("toy.obm", bytes, NULL);
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_from_thread, model);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_language (void)
{
  static const struct
  {
    const char *card;
    gboolean is_sound;
    const char *language;
  } cases[] = {
    { "{}", TRUE, NULL },
    { "{\"language\": \"en\"}", TRUE, "en" },
    { " {\"a\": [{\"language\": \"fr\"}], \"language\" : \"pt-\\u0042R\", \"b\": 1e3} ", TRUE, "pt-BR" },
    { "{\"language\": null, \"languages\": \"de\"}", TRUE, NULL },
    { "{\"language\": [\"en\"]}", TRUE, NULL },
    { "[\"language\", \"en\"]", FALSE, NULL },
    { "{\"language\": \"en\"", FALSE, NULL },
    { "{\"language\": \"en\", }", FALSE, NULL },
    { "{\"language\": \"en\"} {}", FALSE, NULL },
    { "", FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new ("toy");
      g_autoptr (GError) error = NULL;
      g_autofree char *language = NULL;

      obelus_model_builder_set_card (builder, cases[i].card);
      g_autoptr (GBytes) bytes = obelus_model_builder_finish (builder);
      g_autoptr (ObelusModel) model = obelus_model_new_from_bytes ("toy.obm", bytes, &error);
      g_assert_no_error (error);
      g_assert_cmpint (obelus_model_dup_language (model, &language, &error), ==, cases[i].is_sound);
      g_assert_cmpstr (language, ==, cases[i].language);
      if (cases[i].is_sound)
        g_assert_no_error (error);
      else
        {
          g_assert_nonnull (error);
          g_assert_nonnull (strstr (error->message, "toy.obm"));
        }
    }
}

/* Read where they lie, and found under their name by who looks for a path. */
static void
test_built_in (void)
{
  g_autoptr (GBytes) toy = build_toy ();
  gsize length, n_weights;
  const guchar *bytes = g_bytes_get_data (toy, &length);
  guchar *aligned = aligned_alloc (OBELUS_MODEL_ALIGNMENT, length);
  const ObelusBuiltInModel models[] = { { "toy.obm", aligned, aligned + length }, { NULL, NULL, NULL } };
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (aligned);
  memcpy (aligned, bytes, length);
  obelus_model_set_built_in (models);

  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autofree char *path = obelus_registry_find_model (registry, "toy.obm");
  g_assert_cmpstr (path, ==, "built-in:toy.obm");

  ObelusModel *model = obelus_model_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (obelus_model_get_name (model), ==, "built-in:toy.obm");
  const guchar *section = obelus_model_get_section (model, "weights", sizeof (double), &n_weights, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_weights, ==, G_N_ELEMENTS (weights));
  g_assert_true (section > aligned && section < aligned + length);
  g_object_unref (model);

  g_assert_null (obelus_registry_find_model (registry, "other.obm"));
  g_assert_null (obelus_model_open ("built-in:other.obm", &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==,
                   "built-in:other.obm: this program has no such model built in; give the name of a model file");

  obelus_model_set_built_in (NULL);
  free (aligned);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/round-trip", test_round_trip);
  g_test_add_func ("/model/same-sections-make-same-bytes", test_same_sections_make_same_bytes);
  g_test_add_func ("/model/a-model-without-a-card-has-an-empty-one", test_a_model_without_a_card_has_an_empty_one);
  g_test_add_func ("/model/a-file-is-mapped", test_a_file_is_mapped);
  g_test_add_func ("/model/what-is-no-file-is-refused", test_what_is_no_file_is_refused);
  g_test_add_func ("/model/a-file-changes-while-it-is-mapped", test_a_file_changes_while_it_is_mapped);
  g_test_add_func ("/model/sections-are-asked-for-by-name-and-size", test_sections_are_asked_for_by_name_and_size);
  g_test_add_func ("/model/every-flipped-byte-is-noticed", test_every_flipped_byte_is_noticed);
  g_test_add_func ("/model/damage-names-the-section", test_damage_names_the_section);
  g_test_add_func ("/model/every-other-length-is-refused", test_every_other_length_is_refused);
  g_test_add_func ("/model/other-files-are-not-models", test_other_files_are_not_models);
  g_test_add_func ("/model/a-newer-version-is-told-from-damage", test_a_newer_version_is_told_from_damage);
  g_test_add_func ("/model/hostile-tables-are-refused", test_hostile_tables_are_refused);
  g_test_add_func ("/model/a-header-alone-is-no-model", test_a_header_alone_is_no_model);
  g_test_add_func ("/model/a-card-must-end", test_a_card_must_end);
  g_test_add_func ("/model/threads-share-a-model", test_threads_share_a_model);
  g_test_add_func ("/model/language", test_language);
  g_test_add_func ("/model/built-in", test_built_in);
  return g_test_run ();
}
