/* Finds the part of a text by a hash of its group or of its letters. */
#include "parts.h"

static guint64
add_byte (guint64 hash, guint8 byte)
{
  return (hash ^ byte) * G_GUINT64_CONSTANT (0x100000001b3);
}

/* Vowel signs, as of Devanagari, are letters here. */
static gboolean
is_letter (gunichar character)
{
  return g_unichar_isalpha (character) || g_unichar_ismark (character);
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
    for (const char *end = text + length, *next; text < end; text = next)
      {
        next = g_utf8_next_char (text);
        if (g_ascii_isalpha (*text))
          hash = add_byte (hash, (guint8) g_ascii_tolower (*text));
        else if ((guint8) *text >= 0x80 && is_letter (g_utf8_get_char (text)))
          for (; text < next; text++)
            hash = add_byte (hash, (guint8) *text);
      }
  return (guint) ((hash >> 24) % n_parts);
}
