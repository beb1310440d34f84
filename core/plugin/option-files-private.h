/* The files behind options: where they are looked for, and opening them. */
#pragma once

#include <obelus/obelus-model.h>

typedef struct
{
  char *path;         /* where it was found */
  GBytes *bytes;      /* of a file option, once opened */
  ObelusModel *model; /* of a model option, once opened */
} ObelusOptionFile;

/* Where files may be: any may be NULL. */
typedef struct
{
  const char *folder;      /* of the pipeline file */
  const char *data_folder; /* of the plugin */
  const char *const *model_path;
} ObelusOptionPlaces;

/* Finds the file called @name: against @folder (without one, the working folder), then the data folder, then the model
 * path, and a model at last in the program itself. A default is the plugin's own word for its own file: it is not
 * looked for in the working folder, where a file of the same name is there by accident. Returns NULL, or what is wrong
 * as a clause (transfer full). */
char *obelus_option_file_locate (ObelusOptionFile *file, const char *option, const char *name, gboolean assigned,
                                 gboolean is_model, const ObelusOptionPlaces *places);

/* Maps the file, or opens it as a model; once. */
gboolean obelus_option_file_open (ObelusOptionFile *file, const char *name, gboolean is_model, GError **error);

void obelus_option_file_clear (ObelusOptionFile *file);
