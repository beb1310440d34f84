/* Which class each code point has, from GLib's Unicode tables. */
#include "characters.h"

static gboolean
is_ideograph (gunichar c)
{
  return (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3005 && c <= 0x3007) || (c >= 0x3021 && c <= 0x3029)
         || (c >= 0x3031 && c <= 0x3035) || (c >= 0x3041 && c <= 0x30FF && c != 0x30FB && c != 0x30A0)
         || (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF)
         || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF66 && c <= 0xFF9D) || (c >= 0x20000 && c <= 0x3FFFD);
}

/* Pictures newer than GLib's tables are unassigned to it: their blocks are known all the same. */
static gboolean
is_picture (gunichar c, GUnicodeType type)
{
  if (c >= 0x1F000 && c <= 0x1FAFF)
    return TRUE;
  return type == G_UNICODE_OTHER_SYMBOL
         && ((c >= 0x2600 && c <= 0x27BF) || (c >= 0x2300 && c <= 0x23FF) || (c >= 0x2B00 && c <= 0x2BFF));
}

Character
character_classify (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  if (c == 0x200B || c == 0xFEFF || c == 0x85 || (c >= 0x09 && c <= 0x0D))
    return CHARACTER_SPACE;
  if (is_ideograph (c))
    return CHARACTER_IDEOGRAPH;
  if (is_picture (c, type))
    return CHARACTER_PICTURE;

  switch (type)
    {
    case G_UNICODE_LOWERCASE_LETTER:
      return CHARACTER_LOWER;
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
      return CHARACTER_UPPER;
    case G_UNICODE_OTHER_LETTER:
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_LETTER_NUMBER:
      return CHARACTER_LETTER;
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_FORMAT:
      return CHARACTER_EXTEND;
    case G_UNICODE_DECIMAL_NUMBER:
      return CHARACTER_DIGIT;
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return CHARACTER_SPACE;
    default:
      return CHARACTER_MARK;
    }
}

void
character_table_init (CharacterTable *table)
{
  for (gunichar c = 0; c < CHARACTER_TABLE_SIZE; c++)
    table->classes[c] = (guint8) character_classify (c);
}
