/* Which file something was learned of: another one of the same name is another file. */
#pragma once

#include <glib.h>

typedef struct
{
  guint64 device;
  guint64 inode;
  guint64 size;
  gint64 modified; /* nanoseconds since 1970 */
  gint64 changed;  /* the same of the inode: nobody can set it */
} ObelusFileIdentity;

/* FALSE if @path is no regular file, or cannot be looked at. */
gboolean obelus_file_identity_get (const char *path, ObelusFileIdentity *identity);
gboolean obelus_file_identity_equal (const ObelusFileIdentity *a, const ObelusFileIdentity *b);

/* Whether the file was changed so short a time ago that a change right now might leave its times as they are. */
gboolean obelus_file_identity_is_fresh (const ObelusFileIdentity *identity);
