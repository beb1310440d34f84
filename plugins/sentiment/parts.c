/* Finds the part of a text by a hash of its group or of its letters. */
#include "parts.h"

static guint64
add_byte (guint64 hash, guint8 byte)
{
  return (hash ^ byte) * G_GUINT64_CONSTANT (0x100000001b3);
}

guint
sentiment_find_part (ObelusDocument *document, guint n_parts)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  guint32 length;
  const char *group = obelus_document_get_metadata (document, "group", NULL);
  const char *text = obelus_document_get_text (document, &length);

  if (group != NULL && *group != '\0')
    for (; *group != '\0'; group++)
      hash = add_byte (hash, (guint8) *group);
  else
    for (guint32 i = 0; i < length; i++)
      if (g_ascii_isalpha (text[i]))
        hash = add_byte (hash, (guint8) g_ascii_tolower (text[i]));
  return (guint) ((hash >> 24) % n_parts);
}
