/* Records, and digests of them, as tests of the plugin make and read them. */
#include "host.h"

#include <string.h>
#include <time.h>

char *
render (const char *records, const char *writer)
{
  const TestRoute route = { .name = "test.jsonl", .reader = "jsonl", .writer = writer, .n_threads = 1 };

  return test_run_route (&route, records, strlen (records), NULL);
}

/* The runner works in threads of its own, so that what counts is the time of the process. */
char *
render_timed (const char *records, const char *writer, double *seconds)
{
  const clock_t before = clock ();
  char *digest = render (records, writer);

  *seconds = (double) (clock () - before) / CLOCKS_PER_SEC;
  return digest;
}

char *
render_two (const char *first, const char *second, const char *layers)
{
  const glong middle = g_utf8_strlen (first, -1), end = middle + 1 + g_utf8_strlen (second, -1);
  g_autofree char *text = g_strconcat (first, " ", second, NULL);
  g_autofree char *all_layers
      = g_strdup_printf ("\"sentiment\": ["
                         "{\"start\": 0, \"end\": %ld, \"unit\": \"sentence\", \"score\": 0.8}, "
                         "{\"start\": %ld, \"end\": %ld, \"unit\": \"sentence\", \"score\": -0.8}]%s",
                         middle, middle + 1, end, layers);
  g_autofree char *record = make_record (text, all_layers);

  return render (record, "digest heading=no");
}

char *
make_row (const char *text, const char *words, const char *columns)
{
  const char *found = strstr (text, words);

  g_assert_nonnull (found);
  return g_strdup_printf ("{\"start\": %d, \"end\": %d%s}", (int) (found - text), (int) (found - text + strlen (words)),
                          columns);
}

char *
make_record (const char *text, const char *layers)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *escaped = g_strjoinv ("\\n", lines);
  g_auto (GStrv) pieces = g_strsplit (escaped, "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\\\"", pieces);

  return g_strdup_printf ("{\"text\": \"%s\", \"layers\": {%s}}", quoted, layers);
}

void
assert_contains (const char *digest, const char *part)
{
  if (strstr (digest, part) == NULL)
    g_error ("'%s' is not in the digest:\n%s", part, digest);
}

void
assert_lacks (const char *digest, const char *part)
{
  if (strstr (digest, part) != NULL)
    g_error ("'%s' is in the digest:\n%s", part, digest);
}
