/* The breaks of Unicode Standard Annex 29 against the cases that the Unicode Consortium publishes. */
#include "../unicode-breaks.h"

#include <stdlib.h>
#include <string.h>

/* Where Debian's package unicode-data has its files. */
#define UNICODE_FOLDER "/usr/share/unicode"

typedef guint32 (*EndFunction) (const guchar *text, guint32 at, guint32 end);

typedef struct
{
  const char *file;
  EndFunction end;
} Suite;

/* Reads `÷ 0061 × 0308 ÷`: the text, and a mark at each byte where a segment ends. */
static GString *
parse_case (const char *line, GArray *ends)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  for (char **word = words; *word != NULL; word++)
    {
      guint32 at = (guint32) text->len;

      if (strcmp (*word, "÷") == 0 && at > 0)
        g_array_append_val (ends, at);
      else if (g_ascii_isxdigit (**word))
        g_string_append_unichar (text, (gunichar) strtoul (*word, NULL, 16));
    }

  return text;
}

static void
test_file (gconstpointer data)
{
  const Suite *suite = data;
  g_autofree char *path = g_build_filename (UNICODE_FOLDER, "auxiliary", suite->file, NULL);
  g_autofree char *contents = NULL;
  guint n_cases = 0;

  if (!g_file_get_contents (path, &contents, NULL, NULL))
    {
      g_test_skip ("Debian's package unicode-data is not installed");
      return;
    }

  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
      (*line)[strcspn (*line, "#\t")] = '\0';
      g_strchomp (*line);
      if (**line == '\0')
        continue;

      g_autoptr (GString) text = parse_case (*line, ends);
      guint32 at = 0;
      for (guint i = 0; i < ends->len; i++)
        {
          g_assert_cmpuint (at, <, text->len);
          at = suite->end ((const guchar *) text->str, at, (guint32) text->len);
          if (at != g_array_index (ends, guint32, i))
            g_error ("%s: '%s': segment %u ends at %u, not %u", suite->file, *line, i, at,
                     g_array_index (ends, guint32, i));
        }
      g_assert_cmpuint (at, ==, text->len);
      n_cases++;
    }
  g_test_message ("%s: %u cases", suite->file, n_cases);
  g_assert_cmpuint (n_cases, >, 400);
}

/* Runs of what rules look ahead over must not be gone through again and again. */
static void
test_long_runs (void)
{
  static const char *const units[] = { ".", "a.", "a'", "1,", ". (", "\xCC\x81", "a.\xCC\x81", "\xE2\x80\x8D", "🇩" };
  static const EndFunction functions[] = { unicode_end_word, unicode_end_sentence };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    for (guint j = 0; j < G_N_ELEMENTS (functions); j++)
      {
        g_autoptr (GString) text = g_string_new ("a");
        while (text->len < 1u << 18)
          g_string_append (text, units[i]);
        for (guint32 at = 0, next; at < text->len; at = next)
          {
            next = functions[j]((const guchar *) text->str, at, (guint32) text->len);
            g_assert_cmpuint (next, >, at);
            g_assert_cmpuint (next, <=, text->len);
          }
      }
}

int
main (int argc, char *argv[])
{
  static const Suite suites[] = {
    { "WordBreakTest.txt", unicode_end_word },
    { "SentenceBreakTest.txt", unicode_end_sentence },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (suites); i++)
    {
      g_autofree char *name = g_strconcat ("/unicode-breaks/", suites[i].file, NULL);
      g_test_add_data_func (name, &suites[i], test_file);
    }
  g_test_add_func ("/unicode-breaks/long-runs", test_long_runs);

  return g_test_run ();
}
