/* Profiles of languages, and texts: whatever either says, tokens come from left to right, are no part of a character,
 * and what is written for several words divides into them; or there is a problem in words. */
#include "fuzz.h"

#include "../plugins/tokenize/contractions.h"
#include "../plugins/tokenize/profile-tokens.h"

#include <obelus/obelus.h>

#include <string.h>

#define TEXT \
  "L'\xC3\xA9t\xC3\xA9 va-t-il du zoo, Hauptstr. 5 am 3. Mai 10 000: d\xC3\xA1melo aujourd\xE2\x80\x99hui!!! a.b@c.de"

static const char *const seeds[] = {
  "# mine\n[settings]\nlanguage = fr\nspaced-thousands = yes\njoined-marks = no\n[elisions]\nl d\n[inversions]\nt-il "
  "il\n"
  "[whole]\naujourd'hui\n[contractions]\ndu ? de le\nau = \xC3\xA0 le\n[no contraction after]\navec\n",
  "[settings]\nlanguage = es\nordinals = yes\n[before numbers]\n-str nr\n[before ordinals]\nam\n[after ordinals]\nmai\n"
  "[verb endings]\na ar\n[pronouns]\nme lo\n[no pronouns]\nparte\n[sentence starters]\nDer \xC3\xA4rger\n",
  "[settings]\nlanguage = pt\nhyphened-pronouns = yes\njoined-hyphens = no\n[pronouns]\nse lhe\n[abbreviations]\nz.B. "
  "ca\n"
  "Chama-se assim, \xC3\xA9-lhe igual. z.B. so",
};

GBytes *
fuzz_get_seed (guint n)
{
  return n < G_N_ELEMENTS (seeds) ? g_bytes_new_static (seeds[n], strlen (seeds[n])) : NULL;
}

static void
check_forms (const Profile *profile, const char *text, guint32 start, guint32 end)
{
  g_autoptr (GString) forms = g_string_new (NULL);
  guint n = contraction_write_forms (profile, (const guchar *) text + start, end - start, forms), n_ends = 0;

  for (gsize i = 0; i < forms->len; i++)
    n_ends += forms->str[i] == '\0';
  g_assert_cmpuint (n, >, 1);
  g_assert_cmpuint (n_ends, ==, n);
  g_assert_cmpuint (obelus_utf8_validate (forms->str, forms->len), ==, forms->len);
}

static void
divide (const Profile *profile, const char *text, guint32 length)
{
  Spans tokens = { .has_kinds = TRUE }, multiwords = { 0 };
  guint32 last_end = 0, n_expanding = 0;

  g_assert_true (profile_divide_tokens (profile, text, 0, length, &tokens, &multiwords, NULL));
  for (guint32 i = 0; i < tokens.n; i++)
    {
      g_assert_cmpuint (tokens.starts[i], >=, last_end);
      g_assert_cmpuint (tokens.ends[i], >, tokens.starts[i]);
      g_assert_cmpuint (tokens.ends[i], <=, length);
      last_end = tokens.ends[i];
      g_assert_true (((guchar) text[tokens.starts[i]] & 0xC0) != 0x80 && ((guchar) text[last_end] & 0xC0) != 0x80);
      if ((tokens.kinds[i] & TOKEN_EXPANDS) == 0)
        continue;
      check_forms (profile, text, tokens.starts[i], tokens.ends[i]);
      n_expanding++;
    }
  g_assert_cmpuint (multiwords.n, ==, n_expanding);
  spans_clear (&tokens);
  spans_clear (&multiwords);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static CharacterTable characters;
  static gsize is_made;
  g_autofree char *problem = NULL;

  if (g_once_init_enter (&is_made))
    {
      character_table_init (&characters);
      g_once_init_leave (&is_made, 1);
    }
  Profile *profile = profile_parse ((const char *) data, size, &characters, &problem);
  g_assert_true ((profile == NULL) == (problem != NULL));
  g_assert_true (problem == NULL || g_utf8_validate (problem, -1, NULL));
  if (profile == NULL)
    return 0;
  divide (profile, TEXT, sizeof TEXT - 1);

  /* The profile as a text; documents are valid UTF-8. */
  g_autofree char *valid = g_utf8_make_valid ((const char *) data, (gssize) size);
  divide (profile, valid, (guint32) strlen (valid));
  profile_free (profile);
  return 0;
}
