/* Classes of characters, as the tokenizer tells them apart. */
#pragma once

#include <glib.h>

typedef enum
{
  CHARACTER_SPACE, /* white space, and the invisible separators U+200B and U+FEFF */
  CHARACTER_LOWER,
  CHARACTER_UPPER,  /* upper and title case */
  CHARACTER_LETTER, /* of scripts without case */
  CHARACTER_EXTEND, /* marks, joiners, soft hyphens: whatever belongs to the character before it */
  CHARACTER_DIGIT,
  CHARACTER_IDEOGRAPH, /* Han and Kana: a token each */
  CHARACTER_PICTURE,   /* emoji and other pictures */
  CHARACTER_MARK,      /* punctuation, symbols, control characters */
} Character;

#define CHARACTER_BIT(character) (1u << (character))
#define CHARACTER_ALPHABETIC \
  (CHARACTER_BIT (CHARACTER_LOWER) | CHARACTER_BIT (CHARACTER_UPPER) | CHARACTER_BIT (CHARACTER_LETTER))
#define CHARACTER_IN_WORD (CHARACTER_ALPHABETIC | CHARACTER_BIT (CHARACTER_EXTEND) | CHARACTER_BIT (CHARACTER_DIGIT))

/* Everything below U+3000 is looked up; what lies above is rarer and asks GLib. */
#define CHARACTER_TABLE_SIZE 0x3000

typedef struct
{
  guint8 classes[CHARACTER_TABLE_SIZE];
} CharacterTable;

void character_table_init (CharacterTable *table);

/* The class of a code point above the table. */
Character character_classify (gunichar c);

/* Reads one character of valid UTF-8 and says how many bytes it has. */
static inline gunichar
character_decode (const guchar *text, guint *length)
{
  if (text[0] < 0x80)
    {
      *length = 1;
      return text[0];
    }
  if (text[0] < 0xE0)
    {
      *length = 2;
      return (gunichar) (text[0] & 0x1F) << 6 | (text[1] & 0x3F);
    }
  if (text[0] < 0xF0)
    {
      *length = 3;
      return (gunichar) (text[0] & 0x0F) << 12 | (gunichar) (text[1] & 0x3F) << 6 | (text[2] & 0x3F);
    }
  *length = 4;
  return (gunichar) (text[0] & 0x07) << 18 | (gunichar) (text[1] & 0x3F) << 12 | (gunichar) (text[2] & 0x3F) << 6
         | (text[3] & 0x3F);
}

static inline Character
character_get_class (const CharacterTable *table, gunichar c)
{
  return G_LIKELY (c < CHARACTER_TABLE_SIZE) ? (Character) table->classes[c] : character_classify (c);
}

static inline Character
character_at (const CharacterTable *table, const guchar *text, guint *length)
{
  if (G_LIKELY (text[0] < 0x80))
    {
      *length = 1;
      return (Character) table->classes[text[0]];
    }
  return character_get_class (table, character_decode (text, length));
}

/* A capital letter of ASCII as a small one, anything else as it is; g_ascii_tolower () is a call. */
static inline guchar
character_lower_ascii (guchar c)
{
  return (guchar) (c - 'A') < 26 ? c | 0x20 : c;
}
