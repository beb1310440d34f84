/* Faulty pipelines, and all that an operator is told about each: see faulty-files.txt and faulty-lines.txt. With
 * OBELUS_RECORD naming a folder, the tables are written there with what is said now, to be read and copied. */
#include "../test-registry.h"

#include <string.h>

static guint n_cases;

/* Which notation a table is in. */
typedef struct
{
  const char *name;
  gboolean is_file;
} Table;

/* `\xHH` stands for a byte that does not belong into a table of text. */
static GString *
unescape (const char *text)
{
  GString *bytes = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (p[0] == '\\' && p[1] == 'x' && g_ascii_isxdigit (p[2]) && g_ascii_isxdigit (p[3]))
      {
        g_string_append_c (bytes, (char) (16 * g_ascii_xdigit_value (p[2]) + g_ascii_xdigit_value (p[3])));
        p += 3;
      }
    else
      g_string_append_c (bytes, *p);

  return bytes;
}

static ObelusPipeline *
make_pipeline (const Table *table, const char *text)
{
  g_autoptr (GString) bytes = unescape (text);

  return table->is_file ? obelus_pipeline_new_from_data (registry, "p", bytes->str, (gssize) bytes->len)
                        : obelus_pipeline_new_from_line (registry, bytes->str);
}

/* `LINE:COLUMN-END CODE: MESSAGE [SUGGESTION]` for each. */
static char *
show_problems (ObelusPipeline *pipeline)
{
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < obelus_pipeline_check (pipeline); i++)
    {
      const ObelusProblem *problem = obelus_pipeline_get_problem (pipeline, i);
      g_string_append_printf (shown, "%u:%u-%u %s: %s", problem->line, problem->column, problem->end_column,
                              problem->code, problem->message);
      if (problem->suggestion != NULL)
        g_string_append_printf (shown, " [%s]", problem->suggestion);
      g_string_append_c (shown, '\n');
    }

  return g_string_free (shown, FALSE);
}

/* What holds for every problem, whatever it says. */
static void
check_problems (ObelusPipeline *pipeline, const Table *table, const char *title)
{
  guint n_problems = obelus_pipeline_check (pipeline);
  guint line = 1, column = 0;
  g_autoptr (GError) error = NULL;

  g_assert_false (obelus_pipeline_prepare (pipeline, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_PIPELINE);
  for (guint i = 0; i < n_problems; i++)
    {
      const ObelusProblem *problem = obelus_pipeline_get_problem (pipeline, i);
      g_autofree char *formatted = obelus_pipeline_format_problem (pipeline, i);
      g_autofree char *place = table->is_file ? g_strdup_printf ("p:%u: ", problem->line)
                                              : g_strdup_printf ("pipeline:%u:%u: ", problem->line, problem->column);

      g_test_message ("%s: %s", title, formatted);
      g_assert_nonnull (problem->code);
      g_assert_cmpuint (strlen (problem->message), <, 400);
      g_assert_true (g_utf8_validate (problem->message, -1, NULL));
      if (problem->line == 0)
        continue;
      g_assert_true (g_str_has_prefix (formatted, place));
      g_assert_true (g_str_has_suffix (formatted, problem->message));
      g_assert_nonnull (strstr (error->message, formatted));
      g_assert_true (problem->line > line || (problem->line == line && problem->column >= column));
      g_assert_cmpuint (problem->end_column, >=, problem->column);
      line = problem->line;
      column = problem->column;
    }
}

static void
run_case (const Table *table, const char *title, const char *text, const char *expected, GString *recorded)
{
  g_autoptr (ObelusPipeline) pipeline = make_pipeline (table, text);
  g_autofree char *problems = show_problems (pipeline);

  n_cases++;
  g_string_append_printf (recorded, "== %s\n%s%s--\n%s", title, text, table->is_file ? "" : "\n", problems);
  if (g_getenv ("OBELUS_RECORD") != NULL)
    return;
  if (strcmp (problems, expected) != 0)
    {
      g_test_message ("%s: %s", table->name, title);
      g_assert_cmpstr (problems, ==, expected);
    }
  check_problems (pipeline, table, title);
}

static void
test_table (gconstpointer data)
{
  const Table *table = data;
  g_autofree char *path = g_build_filename (g_getenv ("OBELUS_TEST_SOURCES"), table->name, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GString) recorded = g_string_new (NULL);

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  char *next = strstr (contents, "\n== ") + 1;
  g_string_append_len (recorded, contents, next - contents);
  while (next != NULL)
    {
      char *title = next + strlen ("== "), *text = strchr (title, '\n') + 1;
      char *separator = g_str_has_prefix (text, "--\n") ? text : strstr (text, "\n--\n") + 1;
      char *expected = separator + strlen ("--\n"), *end = strstr (expected - 1, "\n== ");

      next = end == NULL ? NULL : ++end;
      g_autofree char *title_copy = g_strndup (title, (gsize) (text - 1 - title));
      g_autofree char *text_copy = g_strndup (text, (gsize) (separator - text));
      g_autofree char *expected_copy
          = end == NULL ? g_strdup (expected) : g_strndup (expected, (gsize) (end - expected));
      if (!table->is_file)
        g_strchomp (text_copy);
      run_case (table, title_copy, text_copy, expected_copy, recorded);
    }

  if (g_getenv ("OBELUS_RECORD") != NULL)
    {
      g_autofree char *copy = g_build_filename (g_getenv ("OBELUS_RECORD"), table->name, NULL);
      g_assert_true (g_file_set_contents (copy, recorded->str, -1, NULL));
    }
}

static void
test_there_are_enough (void)
{
  g_assert_cmpuint (n_cases, >=, 100);
}

/* What people do not write, but files hold. */

/* Any bytes, or those of @alphabet. */
static GBytes *
make_noise (gsize size, const char *alphabet, gsize n_letters)
{
  GRand *random = g_rand_new_with_seed (7);
  char *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = alphabet == NULL ? (char) g_rand_int_range (random, 0, 256)
                                : alphabet[g_rand_int_range (random, 0, (gint32) n_letters)];
  g_rand_free (random);

  return g_bytes_new_take (bytes, size);
}

/* Repeats @unit, behind @before, up to a megabyte; `%` in it becomes the number of the repetition. */
static GBytes *
make_repeated (const char *before, const char *unit)
{
  GString *text = g_string_new (before);

  for (guint i = 0; text->len < 1024 * 1024 - 16; i++)
    for (const char *p = unit; *p != '\0'; p++)
      if (*p == '%')
        g_string_append_printf (text, "%u", i);
      else
        g_string_append_c (text, *p == '@' ? '\0' : *p);
  g_string_truncate (text, 1024 * 1024);

  return g_string_free_to_bytes (text);
}

/* A file of a megabyte is refused with few enough problems, short enough messages, and in bounded time and memory. */
static void
check_garbage (const char *what, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *line = g_strndup (data, length);
  gint64 before = g_get_monotonic_time ();
  g_autoptr (ObelusPipeline) in_file = obelus_pipeline_new_from_data (registry, "p", data, (gssize) length);
  g_autoptr (ObelusPipeline) on_line = obelus_pipeline_new_from_line (registry, line);
  ObelusPipeline *const both[] = { in_file, on_line };

  g_test_message ("%s", what);
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      guint n_problems = obelus_pipeline_check (both[i]);
      g_autofree char *explanation = obelus_pipeline_explain (both[i]);

      g_assert_cmpuint (n_problems, <=, 1001);
      g_assert_true (i == 1 || n_problems > 0);
      for (guint j = 0; j < n_problems; j++)
        {
          const ObelusProblem *problem = obelus_pipeline_get_problem (both[i], j);
          g_assert_cmpuint (strlen (problem->message), <, 1000);
          g_assert_true (g_utf8_validate (problem->message, -1, NULL));
        }
      g_assert_nonnull (explanation);
    }
  g_test_message ("%s: %.0f ms", what, (double) (g_get_monotonic_time () - before) / 1000);
}

static void
test_garbage (void)
{
  static const struct
  {
    const char *what;
    const char *before;
    const char *unit;
  } cases[] = {
    { "one line", "", "a" },
    { "one line behind a section", "[Pipeline]\nStages = ", "a" },
    { "one long name", "[Pipeline]\nStages = names\n[Stage names]\nUse = ", "x" },
    { "one long value", "[Pipeline]\nStages = names\n[Stage names]\nmin-score = ", "9" },
    { "opening brackets", "", "[" },
    { "opening brackets a line each", "", "[\n" },
    { "sections", "", "[Stage %]\n" },
    { "sections that are none", "[Pipeline]\nStages = names\n", "[Nothing %]\n" },
    { "the same section", "", "[Pipeline]\n" },
    { "keys", "[Pipeline]\n", "k%=v\n" },
    { "the same key", "[Pipeline]\n", "Stages=a\n" },
    { "keys of a section with a long name", "", "k%=\n" },
    { "options", "[Pipeline]\nStages = names\n[Stage names]\n", "k%=v\n" },
    { "stages", "[Pipeline]\nStages = ", "s%;" },
    { "the same stage", "[Pipeline]\nStages = ", "names;" },
    { "stages and sections", "[Pipeline]\nStages = a;b;c\n", "[Stage abcdefghijklmnop%]\nUse = names\n" },
    { "semicolons", "[Pipeline]\nStages = ", ";" },
    { "characters of four bytes", "", "\xf0\x9f\x98\x80" },
    { "NULs", "", "@" },
    { "NULs in lines", "[Pipeline]\n", "a@b\n" },
    { "bytes that are not UTF-8", "", "\xff\xfe\n" },
    { "cut characters", "[Pipeline]\nStages = names\n", "# \xe2\x82\n" },
    { "line ends", "", "\n" },
    { "carriage returns", "", "\r" },
    { "comments", "", "# comment\n" },
    { "quotation marks", "[Pipeline]\nName = ", "\"" },
    { "backslashes in quotes", "[Pipeline]\nName = \"", "\\" },
    { "quotation marks a line each", "[Pipeline]\nStages = names\n[Stage names]\n", "q%=\"\n" },
    { "exclamation marks", "", "!" },
    { "stages on a line", "names", " ! names" },
    { "options on a line", "names", " k%=v" },
    { "the same option on a line", "names", " label=v" },
    { "words on a line", "names", " w" },
    { "equals signs", "names ", "= " },
    { "a condition", "names when=language:", "en," },
    { "conditions", "names when='language:en", " and language:d%" },
    { "a condition with keys", "names when='meta:k", " and not-meta:k%=v,w,x" },
    { "brackets in brackets", "[Pipeline]\nStages = names\n[Stage names]\nknown = ", "((((\"" },
    { "stages with conditions", "language", " ! tokenize when=language:d%,en,de,fr,it,es,nl,pt,sv,da,fi" },
  };
  static const char signs[] = "[]=;!\"'\\\n \tab#\xc3\xa9\r:,|-";
  g_autoptr (GBytes) noise = make_noise (1024 * 1024, NULL, 0);
  g_autoptr (GBytes) ascii = make_noise (1024 * 1024, signs, strlen (signs));
  g_autoptr (GBytes) large = make_noise (1024 * 1024 + 1, NULL, 0);

  check_garbage ("noise", noise);
  check_garbage ("noise of signs", ascii);
  check_garbage ("more than is read", large);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = make_repeated (cases[i].before, cases[i].unit);
      check_garbage (cases[i].what, bytes);
    }
}

int
main (int argc, char **argv)
{
  static const Table files = { "faulty-files.txt", TRUE };
  static const Table lines = { "faulty-lines.txt", FALSE };

  test_registry_init (&argc, &argv);

  g_test_add_data_func ("/faulty/files", &files, test_table);
  g_test_add_data_func ("/faulty/lines", &lines, test_table);
  g_test_add_func ("/faulty/there-are-enough", test_there_are_enough);
  g_test_add_func ("/faulty/garbage", test_garbage);
  return test_registry_run ();
}
