/* Writing a folder of files from templates: what `obelus new` begins a project with. */
#pragma once

#include <glib.h>

/* A placeholder `@key@` of the templates and what stands for it. A table ends with a NULL key. */
typedef struct
{
  const char *key;
  const char *value;
} ScaffoldValue;

/* One file: which template it is made of, and where it goes, which may hold placeholders too. A table ends with a NULL
 * template. */
typedef struct
{
  const char *template; /* below /obelus/new in the program's resources */
  const char *path;     /* below the folder that is made */
} ScaffoldFile;

/* Makes the folder `folder` with all files in it. It must not be there yet, or be empty: nothing is ever written over.
 * On failure what was made is removed again.
 *
 * Returns: whether all files stand; otherwise the error says what to do */
gboolean scaffold_write (const char *folder, const ScaffoldFile *files, const ScaffoldValue *values, GError **error);

/* A template's text with its placeholders replaced. A placeholder that `values` lacks is a mistake in the program. */
char *scaffold_expand (const char *text, const ScaffoldValue *values);
