/* Files of rules, and texts behind a line `%%` that are searched with them: whatever they say, there is a mistake with
 * a place, or what is found lies in the text, from left to right, and begins and ends with tokens. */
#include "fuzz.h"
#include "words.h"

#include "../plugins/patterns/search.h"

#include <obelus/obelus.h>

#include <string.h>

#define SEPARATOR "\n%%\n"

static const char *const seeds[] = {
  "# money\nnumber = 1..999(\",\"[0-9]{3})* | 007..199 ;\nMONEY = [$€]number( _{m bn \"per cent\"}/i)? ;" SEPARATOR
  "It cost $5 m, €1,200 and $007bn.\n\nThen $9",
  "a = \"a\"_ | [^b:digit:] ; X = (a{2,5}a?)*\"b\" | lower+ \"é\" ; DATE = 1..31 \"May\" when date ;" SEPARATOR
  "a a a a b 3 May é\na\nb 東京 31 May",
  "IBAN = [A-Z]{2}(\" \"?[A-Z0-9]{4}){2,9}[A-Z0-9]* when iban ; T = (any+\"@\"any+\".\"letter{2,})/i ;" SEPARATOR
  "DE89 3704 0044 0532 0130 00 a@b.c me@here.org",
};

GBytes *
fuzz_get_seed (guint n)
{
  return n < G_N_ELEMENTS (seeds) ? g_bytes_new_static (seeds[n], strlen (seeds[n])) : NULL;
}

static gboolean
has (const GArray *places, guint32 place)
{
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, guint32, i) == place)
      return TRUE;

  return FALSE;
}

static void
search (const PatternAutomaton *automaton, const char *text, guint32 length)
{
  g_autoptr (PatternSearch) search = pattern_search_new (automaton);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (PatternMatch));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GError) error = NULL;
  guint32 last_end = 0;

  fuzz_find_words (text, length, starts, ends);
  g_assert_true (pattern_search_run (search, text, length, (const guint32 *) (gpointer) starts->data,
                                     (const guint32 *) (gpointer) ends->data, starts->len, found, &error));
  for (guint i = 0; i < found->len; i++)
    {
      PatternMatch match = g_array_index (found, PatternMatch, i);
      g_assert_cmpuint (match.start, >=, last_end);
      g_assert_cmpuint (match.end, >, match.start);
      g_assert_cmpuint (match.rule, <, automaton->n_outputs);
      g_assert_true (has (starts, match.start) && has (ends, match.end));
      last_end = match.end;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *copy = g_strndup ("", size);
  memcpy (copy, data, size);
  const char *separator = g_strstr_len (copy, (gssize) size, SEPARATOR);
  gsize n_rules = separator != NULL ? (gsize) (separator - copy) : size;
  const char *text = separator != NULL ? separator + strlen (SEPARATOR) : "a 3 May $5 b";
  gsize length = separator != NULL ? size - n_rules - strlen (SEPARATOR) : strlen (text);
  g_autoptr (PatternRules) rules = pattern_rules_new ();
  g_autoptr (GError) error = NULL;

  if (!pattern_rules_add (rules, "fuzz", copy, n_rules, &error))
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_true (g_error_matches (error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE)
                     || g_str_has_prefix (error->message, "fuzz:"));
      return 0;
    }
  g_autoptr (PatternAutomaton) automaton = pattern_automaton_new (g_steal_pointer (&rules), NULL, &error);
  g_assert_true ((automaton == NULL) == (error != NULL));
  if (automaton != NULL && obelus_utf8_validate (text, length) == length)
    search (automaton, text, (guint32) length);
  return 0;
}
