/* Which characters stand for which others. */
#include "normal-forms.h"

#include "characters.h"
#include "reference.h"

#include <string.h>

#define FULL_WIDTH_FIRST 0xFF01
#define FULL_WIDTH_LAST 0xFF5E
#define FULL_WIDTH_DISTANCE 0xFEE0

#define LIGATURE_FIRST 0xFB00

/* U+FB00 to U+FB06. */
static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };

static void
append_character (GString *form, gunichar c, gboolean folds_case)
{
  if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
    c -= FULL_WIDTH_DISTANCE;

  switch (c)
    {
    case 0x201C: /* “ */
    case 0x201D: /* ” */
    case 0x201E: /* „ */
    case 0x201F:
    case 0x2033: /* ″ */
    case 0x00AB: /* « */
    case 0x00BB: /* » */
      g_string_append_c (form, '"');
      return;
    case 0x2018: /* ‘ */
    case 0x2019: /* ’ */
    case 0x201A: /* ‚ */
    case 0x201B:
    case 0x2032: /* ′ */
    case 0x2039: /* ‹ */
    case 0x203A: /* › */
    case 0x02BC: /* the letter that looks like an apostrophe */
    case 0x00B4: /* ´ */
    case '`':
      g_string_append_c (form, '\'');
      return;
    case 0x2010: /* ‐ */
    case 0x2011:
    case 0x2012: /* ‒ */
    case 0x2013: /* – */
    case 0x2014: /* — */
    case 0x2015: /* ― */
    case 0x2212: /* − */
      g_string_append_c (form, '-');
      return;
    case 0x00A0: /* no break */
      g_string_append_c (form, ' ');
      return;
    case 0x2026: /* … */
      g_string_append (form, "...");
      return;
    case 0x00AD: /* a soft hyphen is no part of the word */
      return;
    default:
      break;
    }

  if (c >= LIGATURE_FIRST && c < LIGATURE_FIRST + G_N_ELEMENTS (ligatures))
    g_string_append (form, ligatures[c - LIGATURE_FIRST]);
  else
    g_string_append_unichar (form, folds_case ? g_unichar_tolower (c) : c);
}

/* Reads `&amp;`, `&#8217;` or `&#x2019;`, which must be the whole token. */
static gboolean
append_reference (const char *text, guint32 length, gboolean folds_case, GString *form)
{
  gunichar c;

  if (learn_reference_read (text, text + length, &c) != length || c < 0x20)
    return FALSE;
  append_character (form, c, folds_case);

  return form->len > 0;
}

gboolean
normal_form_may_differ (const guchar *text, guint32 length, gboolean folds_case)
{
  guchar all = 0;
  gboolean has_capital = FALSE;

  for (guint32 i = 0; i < length; i++)
    {
      all |= text[i];
      has_capital |= (guchar) (text[i] - 'A') < 26;
    }

  return all >= 0x80 || text[0] == '&' || text[0] == '`' || (text[0] == '\'' && length == 2 && text[1] == '\'')
         || (folds_case && has_capital);
}

gboolean
normal_form_write (const char *text, guint32 length, gboolean folds_case, GString *form)
{
  g_string_truncate (form, 0);
  if (length == 2 && (memcmp (text, "``", 2) == 0 || memcmp (text, "''", 2) == 0))
    {
      g_string_append_c (form, '"');
      return TRUE;
    }
  if (text[0] == '&' && append_reference (text, length, folds_case, form))
    return TRUE;

  guint size;
  for (guint32 i = 0; i < length; i += size)
    append_character (form, character_decode ((const guchar *) text + i, &size), folds_case);

  /* A soft hyphen alone would leave nothing. */
  return form->len > 0 && (form->len != length || memcmp (form->str, text, length) != 0);
}
