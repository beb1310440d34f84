/* Models as components see them: a mapped file whose parts are verified before they are used. */
#include "built-in-private.h"
#include "checksum-private.h"
#include "model-format-private.h"

#include <obelus/obelus-error.h>
#include <obelus/obelus-model.h>
#include <stdlib.h>
#include <string.h>

#define REMEDY "train it again or reinstall it"

typedef enum
{
  SECTION_UNVERIFIED,
  SECTION_SOUND,
  SECTION_DAMAGED,
} SectionState;

typedef struct
{
  const char *name;
  const guchar *data;
  gsize length;
  guint64 checksum;
  gint state; /* SectionState; written under the model's lock, read without */
} Section;

struct _ObelusModel
{
  GObject parent_instance;

  char *name;
  GBytes *bytes;
  const char *kind;
  guint n_sections;
  Section *sections;
  GMutex verifying;
};

G_DEFINE_FINAL_TYPE (ObelusModel, obelus_model, G_TYPE_OBJECT)

static gboolean fail (ObelusModel *model, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* Sets an error that begins with the model's name. */
static gboolean
fail (ObelusModel *model, GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL, "%s: %s", model->name, message);
  return FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
check_names_differ (ObelusModel *model, GError **error)
{
  g_autofree const char **names = g_new (const char *, model->n_sections + 1);

  for (guint i = 0; i < model->n_sections; i++)
    names[i] = model->sections[i].name;
  qsort (names, model->n_sections, sizeof *names, compare_names);

  for (guint i = 1; i < model->n_sections; i++)
    if (strcmp (names[i - 1], names[i]) == 0)
      return fail (model, error, "has two sections called '%s'; " REMEDY, names[i]);

  return TRUE;
}

/* Takes the sections over from a table whose checksum holds. Lengths are compared with what is left of the file before
 * anything is added to them, so that no sum can overflow. */
static gboolean
read_table (ObelusModel *model, const guchar *file, gsize file_size, GError **error)
{
  const ObelusModelEntry *table = (const ObelusModelEntry *) (file + sizeof (ObelusModelHeader));
  gsize offset = sizeof (ObelusModelHeader) + model->n_sections * sizeof *table;

  for (guint i = 0; i < model->n_sections; i++)
    {
      guint64 length = GUINT64_FROM_LE (table[i].length);
      Section *section = &model->sections[i];

      if (!obelus_model_name_is_valid (table[i].name))
        return fail (model, error, "the name of section %u is damaged; " REMEDY, i + 1);
      if (GUINT64_FROM_LE (table[i].offset) != offset)
        return fail (model, error, "section '%s' does not begin where the one before it ends; " REMEDY, table[i].name);
      if (length > file_size - offset || obelus_model_round_up (length) > file_size - offset)
        return fail (model, error, "section '%s' reaches beyond the end of the file; " REMEDY, table[i].name);
      if (table[i].reserved != 0)
        return fail (model, error, "section '%s' was written by a newer Obelus; update Obelus or train the model again",
                     table[i].name);

      section->name = table[i].name;
      section->data = file + offset;
      section->length = length;
      section->checksum = GUINT64_FROM_LE (table[i].checksum);
      offset += obelus_model_round_up (length);
    }

  if (offset != file_size)
    return fail (model, error, "has %" G_GSIZE_FORMAT " bytes behind its last section; " REMEDY, file_size - offset);

  return check_names_differ (model, error);
}

static gboolean
read_header (ObelusModel *model, GError **error)
{
  gsize file_size;
  const guchar *file = g_bytes_get_data (model->bytes, &file_size);
  const ObelusModelHeader *header = (const ObelusModelHeader *) file;

  if (file_size == 0)
    return fail (model, error, "the file is empty; " REMEDY);
  if (memcmp (file, OBELUS_MODEL_MAGIC, MIN (file_size, strlen (OBELUS_MODEL_MAGIC))) != 0)
    return fail (model, error, "is not a model file of Obelus; give the name of one, or " REMEDY);
  if (file_size < sizeof *header)
    return fail (model, error, "is cut short within its header; " REMEDY);

  guint32 version = GUINT32_FROM_LE (header->version);
  guint32 n_sections = GUINT32_FROM_LE (header->n_sections);
  guint64 true_size = GUINT64_FROM_LE (header->file_size);

  if (version != OBELUS_MODEL_VERSION)
    return fail (model, error,
                 "is a model file of version %u, but this Obelus reads version %u; train it again or update Obelus",
                 version, (guint) OBELUS_MODEL_VERSION);
  if (true_size != file_size)
    return fail (model, error, "is %" G_GSIZE_FORMAT " bytes long but was written with %" G_GUINT64_FORMAT "; " REMEDY,
                 file_size, true_size);
  if (n_sections > OBELUS_MODEL_MAX_SECTIONS || n_sections > (file_size - sizeof *header) / sizeof (ObelusModelEntry))
    return fail (model, error, "its table of sections is damaged; " REMEDY);

  const ObelusModelEntry *table = (const ObelusModelEntry *) (file + sizeof *header);

  if (GUINT64_FROM_LE (header->checksum) != obelus_model_header_checksum (header, table, n_sections))
    return fail (model, error, "its header or its table of sections is damaged; " REMEDY);
  if (!obelus_model_name_is_valid (header->kind))
    return fail (model, error, "its kind is damaged; " REMEDY);

  model->kind = header->kind;
  model->n_sections = n_sections;
  model->sections = g_new0 (Section, n_sections);
  return read_table (model, file, file_size, error);
}

/* The checksum is computed once; threads that come meanwhile wait for it. */
static gboolean
section_is_sound (ObelusModel *model, Section *section)
{
  SectionState state = g_atomic_int_get (&section->state);

  if (G_LIKELY (state != SECTION_UNVERIFIED))
    return state == SECTION_SOUND;

  g_mutex_lock (&model->verifying);
  state = g_atomic_int_get (&section->state);
  if (state == SECTION_UNVERIFIED)
    {
      gboolean sound = obelus_checksum (section->data, obelus_model_round_up (section->length)) == section->checksum;

      state = sound ? SECTION_SOUND : SECTION_DAMAGED;
      g_atomic_int_set (&section->state, state);
    }
  g_mutex_unlock (&model->verifying);
  return state == SECTION_SOUND;
}

static Section *
find_section (ObelusModel *model, const char *name, GError **error)
{
  for (guint i = 0; i < model->n_sections; i++)
    {
      Section *section = &model->sections[i];

      if (strcmp (section->name, name) != 0)
        continue;
      if (section_is_sound (model, section))
        return section;

      fail (model, error, "section '%s' is damaged; " REMEDY, name);
      return NULL;
    }

  fail (model, error, "has no section '%s'; it was made for another component or version: " REMEDY, name);
  return NULL;
}

/* Bytes that do not begin at a multiple of 64 are copied to such a place: sections are promised to. */
static GBytes *
align_bytes (GBytes *bytes)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  if (length == 0 || (guintptr) data % OBELUS_MODEL_ALIGNMENT == 0)
    return g_bytes_ref (bytes);
  if (length > G_MAXSIZE - OBELUS_MODEL_ALIGNMENT)
    return NULL;

  gpointer copy = aligned_alloc (OBELUS_MODEL_ALIGNMENT, obelus_model_round_up (length));

  if (copy == NULL)
    return NULL;
  memcpy (copy, data, length);
  return g_bytes_new_with_free_func (copy, length, free, copy);
}

static ObelusModel *
model_new (const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (ObelusModel) model = g_object_new (OBELUS_TYPE_MODEL, NULL);

  model->name = g_strdup (name);
#if G_BYTE_ORDER == G_BIG_ENDIAN
  /* Components use the weights where they lie. */
  fail (model, error, "models are little-endian, and this machine is not; run Obelus on one that is");
  return NULL;
#endif
  model->bytes = align_bytes (bytes);
  if (model->bytes == NULL)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                   "%s: not enough memory for its %" G_GSIZE_FORMAT " bytes; free some or use a smaller model", name,
                   g_bytes_get_size (bytes));
      return NULL;
    }
  return read_header (model, error) ? g_steal_pointer (&model) : NULL;
}

static void
obelus_model_finalize (GObject *object)
{
  ObelusModel *model = OBELUS_MODEL (object);

  g_mutex_clear (&model->verifying);
  g_clear_pointer (&model->bytes, g_bytes_unref);
  g_free (model->sections);
  g_free (model->name);
  G_OBJECT_CLASS (obelus_model_parent_class)->finalize (object);
}

static void
obelus_model_class_init (ObelusModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = obelus_model_finalize;
}

static void
obelus_model_init (ObelusModel *model)
{
  g_mutex_init (&model->verifying);
}

static ObelusModel *
open_built_in (const char *path, GError **error)
{
  const ObelusBuiltInModel *model = obelus_model_find_built_in (path);

  if (model == NULL)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NOT_FOUND,
                   "%s: this program has no such model built in; give the name of a model file", path);
      return NULL;
    }

  g_autoptr (GBytes) bytes = g_bytes_new_static (model->start, (gsize) (model->end - model->start));

  return model_new (path, bytes, error);
}

ObelusModel *
obelus_model_open (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (g_str_has_prefix (path, OBELUS_MODEL_BUILT_IN))
    return open_built_in (path, error);

  /* Opening a pipe would wait for its writer, and a device has no end. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL, "%s: is not a file; give the name of a model file",
                   path);
      return NULL;
    }

  g_autoptr (GError) reason = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &reason);

  if (file == NULL)
    {
      gboolean missing = g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT);

      g_set_error (error, OBELUS_ERROR, missing ? OBELUS_ERROR_NOT_FOUND : OBELUS_ERROR_IO, "%s: %s; %s", path,
                   missing ? "there is no such file" : reason->message,
                   missing ? "train the model or reinstall it" : "see that the file can be read");
      return NULL;
    }

  g_autoptr (GBytes) bytes = g_mapped_file_get_bytes (file);

  return model_new (path, bytes, error);
}

ObelusModel *
obelus_model_new_from_bytes (const char *name, GBytes *bytes, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return model_new (name, bytes, error);
}

const char *
obelus_model_get_name (ObelusModel *model)
{
  g_return_val_if_fail (OBELUS_IS_MODEL (model), NULL);

  return model->name;
}

const char *
obelus_model_get_kind (ObelusModel *model)
{
  g_return_val_if_fail (OBELUS_IS_MODEL (model), NULL);

  return model->kind;
}

const char *
obelus_model_get_card (ObelusModel *model, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_MODEL (model), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const Section *section = find_section (model, OBELUS_MODEL_CARD, error);

  if (section == NULL)
    return NULL;
  if (section->length == 0 || section->data[section->length - 1] != '\0')
    {
      fail (model, error, "its card does not end where it should; " REMEDY);
      return NULL;
    }
  return (const char *) section->data;
}

guint
obelus_model_get_n_sections (ObelusModel *model)
{
  g_return_val_if_fail (OBELUS_IS_MODEL (model), 0);

  return model->n_sections;
}

const char *
obelus_model_get_section_name (ObelusModel *model, guint index, gsize *length)
{
  g_return_val_if_fail (OBELUS_IS_MODEL (model), NULL);
  g_return_val_if_fail (index < model->n_sections, NULL);

  if (length != NULL)
    *length = model->sections[index].length;
  return model->sections[index].name;
}

gconstpointer
obelus_model_get_section (ObelusModel *model, const char *name, gsize element_size, gsize *n_elements, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_MODEL (model), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (element_size > 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const Section *section = find_section (model, name, error);

  if (n_elements != NULL)
    *n_elements = 0;
  if (section == NULL)
    return NULL;
  if (section->length % element_size != 0)
    {
      fail (model, error,
            "section '%s' has %" G_GSIZE_FORMAT " bytes, which do not divide into elements of %" G_GSIZE_FORMAT
            "; " REMEDY,
            name, section->length, element_size);
      return NULL;
    }
  if (n_elements != NULL)
    *n_elements = section->length / element_size;
  return section->data;
}

gboolean
obelus_model_fail (ObelusModel *model, const char *section, const char *problem, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_MODEL (model), FALSE);
  g_return_val_if_fail (problem != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (section == NULL)
    return fail (model, error, "%s; " REMEDY, problem);
  return fail (model, error, "section '%s' %s; " REMEDY, section, problem);
}
