/* JSON numbers and strings: exact, short, and strict where JSON is. */
#include "json-append-private.h"
#include "json-scan-private.h"

#include <locale.h>
#include <math.h>
#include <obelus/obelus.h>
#include <string.h>

static char *
print_real (double value)
{
  char buffer[OBELUS_JSON_NUMBER_SIZE];

  return g_strndup (buffer, (gsize) (obelus_json_print_real (buffer, value) - buffer));
}

static ObelusJsonNumber
parse (const char *text)
{
  ObelusJsonNumber number;
  const char *behind = obelus_json_parse_number (text, text + strlen (text), &number);

  if (number.kind != OBELUS_JSON_NUMBER_BAD)
    g_assert_cmpstr (behind, ==, "");
  return number;
}

/* How many significant digits a decimal has. */
static guint
count_digits (const char *decimal)
{
  guint n_digits = 0, n_zeros = 0;

  for (; *decimal != '\0' && *decimal != 'e'; decimal++)
    {
      if (!g_ascii_isdigit (*decimal))
        continue;
      if (*decimal == '0')
        {
          n_zeros++;
          continue;
        }
      n_digits += n_digits > 0 ? n_zeros + 1 : 1;
      n_zeros = 0;
    }
  return n_digits;
}

/* The shortest that printf finds by trying every precision. */
static guint
count_digits_naively (double value)
{
  for (int precision = 0; precision < 17; precision++)
    {
      char text[64];

      g_snprintf (text, sizeof text, "%.*e", precision, value);
      if (strtod (text, NULL) == value)
        return (guint) precision + 1;
    }
  return 17;
}

static void
assert_real_is_right (double value)
{
  g_autofree char *text = print_real (value);
  double read_by_glib = g_ascii_strtod (text, NULL);
  ObelusJsonNumber number = parse (text);

  if (memcmp (&read_by_glib, &value, sizeof value) != 0)
    g_error ("%.17g is printed as %s", value, text);
  g_assert_cmpint (number.kind, ==, OBELUS_JSON_NUMBER_REAL);
  if (memcmp (&number.real, &value, sizeof value) != 0)
    g_error ("%s is read as %.17g", text, number.real);
  if (count_digits (text) > MAX (count_digits_naively (value), 1) && value != 0)
    {
      /* Whole numbers are printed in full. */
      if (fabs (value) >= 0x1p53 || value != floor (value))
        g_error ("%.17g is printed as %s, which is not the shortest", value, text);
    }
}

static void
test_reals_known (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0.0, "0.0" },
    { -0.0, "-0.0" },
    { 1.0, "1.0" },
    { -3.0, "-3.0" },
    { 0.1, "0.1" },
    { 0.3, "0.3" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 1.0 / 3.0, "0.3333333333333333" },
    { 2.0 / 3.0, "0.6666666666666666" },
    { 123.456, "123.456" },
    { -0.987, "-0.987" },
    { 5e-5, "0.00005" },
    { 1e-7, "1e-7" },
    { 1.5e-10, "1.5e-10" },
    { 1e15, "1000000000000000.0" },
    { 1e22, "1e22" },
    { 1.7976931348623157e308, "1.7976931348623157e308" },
    { 2.2250738585072014e-308, "2.2250738585072014e-308" },
    { 5e-324, "5e-324" },
    { 9007199254740993.0, "9.007199254740992e15" },
    { 4503599627370495.5, "4503599627370495.5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = print_real (cases[i].value);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_reals_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (17);

  for (guint i = 0; i < 20000; i++)
    {
      guint64 bits = (guint64) g_rand_int (random) << 32 | g_rand_int (random);
      double value;

      memcpy (&value, &bits, sizeof value);
      if (isfinite (value))
        assert_real_is_right (value);

      assert_real_is_right (g_rand_double (random));
      assert_real_is_right (-g_rand_double (random) * 1e6);
      assert_real_is_right ((double) g_rand_int_range (random, 0, 1000000) / 1000.0);
      assert_real_is_right ((double) (float) g_rand_double (random));
      assert_real_is_right (ldexp (g_rand_double (random), g_rand_int_range (random, -18, 55)));
    }
}

static void
test_reals_at_edges (void)
{
  for (int exponent = -1074; exponent < 1024; exponent++)
    {
      double power = ldexp (1.0, exponent);

      assert_real_is_right (power);
      assert_real_is_right (nextafter (power, 0.0));
      assert_real_is_right (nextafter (power, INFINITY));
    }
  for (int exponent = -22; exponent < 23; exponent++)
    {
      double power = pow (10.0, exponent);

      assert_real_is_right (power);
      assert_real_is_right (nextafter (power, 0.0));
      assert_real_is_right (nextafter (power, INFINITY));
    }
}

/* Decimals of any length, against the C library. */
static void
test_reals_are_rounded_correctly (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (18);

  for (guint i = 0; i < 50000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n_digits = (guint) g_rand_int_range (random, 1, 25);

      g_string_append_printf (text, "%d.", g_rand_int_range (random, 0, 1000));
      for (guint j = 0; j < n_digits; j++)
        g_string_append_c (text, (char) ('0' + g_rand_int_range (random, 0, 10)));
      if (g_rand_boolean (random))
        g_string_append_printf (text, "e%d", g_rand_int_range (random, -40, 40));

      g_assert_cmpfloat (parse (text->str).real, ==, g_ascii_strtod (text->str, NULL));
    }

  /* Halfway between two doubles, and a hair to either side. */
  g_assert_cmpfloat (parse ("9007199254740993.0").real, ==, 9007199254740992.0);
  g_assert_cmpfloat (parse ("900719925474099.30").real, ==, 900719925474099.3);
  g_assert_cmpfloat (parse ("9007199254740993.001").real, ==, 9007199254740994.0);
  g_assert_cmpfloat (parse ("9007199254740995.0").real, ==, 9007199254740996.0);
}

static void
test_reals_need_no_locale (void)
{
  static const char *const locales[] = { "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE" };
  gboolean changed = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (locales) && !changed; i++)
    changed = setlocale (LC_NUMERIC, locales[i]) != NULL;
  if (!changed)
    {
      g_test_skip ("there is no locale with a decimal comma here");
      return;
    }
  g_autofree char *small = print_real (1.5e-10);
  g_autofree char *common = print_real (0.25);

  g_assert_cmpstr (small, ==, "1.5e-10");
  g_assert_cmpstr (common, ==, "0.25");
  g_assert_cmpfloat (parse ("1.50000000000000000000000001").real, ==, 1.5);
  setlocale (LC_NUMERIC, "C");
}

static void
test_integers (void)
{
  static const gint64 values[] = {
    0, 1, -1, 9, 10, 99, 100, 101, 12345, -98765, G_MAXINT32, G_MAXINT64, G_MININT64, G_MAXINT64 - 1,
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      char buffer[OBELUS_JSON_NUMBER_SIZE];
      g_autofree char *printed = g_strndup (buffer, (gsize) (obelus_json_print_integer (buffer, values[i]) - buffer));
      g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, values[i]);
      ObelusJsonNumber number = parse (printed);

      g_assert_cmpstr (printed, ==, expected);
      g_assert_cmpint (number.kind, ==, OBELUS_JSON_NUMBER_INTEGER);
      g_assert_cmpint (number.integer, ==, values[i]);
    }

  g_assert_cmpint (parse ("9223372036854775808").kind, ==, OBELUS_JSON_NUMBER_HUGE);
  g_assert_cmpint (parse ("-9223372036854775809").kind, ==, OBELUS_JSON_NUMBER_HUGE);
  g_assert_cmpint (parse ("100000000000000000000").kind, ==, OBELUS_JSON_NUMBER_HUGE);
  g_assert_cmpint (parse ("-0").kind, ==, OBELUS_JSON_NUMBER_INTEGER);
  g_assert_cmpint (parse ("1e999").kind, ==, OBELUS_JSON_NUMBER_HUGE);
  g_assert_cmpint (parse ("1e-999").kind, ==, OBELUS_JSON_NUMBER_REAL);
  g_assert_cmpint (parse ("1e2").kind, ==, OBELUS_JSON_NUMBER_REAL);
  g_assert_cmpint (parse ("0.00000000000000000000000000000000001").kind, ==, OBELUS_JSON_NUMBER_REAL);
}

static void
test_what_is_no_number (void)
{
  static const char *const cases[] = { "", "-", "01", "-01", "1.", ".5", "1.e5", "1e", "1e+", "+1", "-a", "00" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (parse (cases[i]).kind != OBELUS_JSON_NUMBER_BAD)
      g_error ("'%s' is taken for a number", cases[i]);
}

/* Strings */

static char *
quote (const char *string, gssize length)
{
  GString *output = g_string_new (NULL);

  obelus_json_append_string (output, string, length);
  g_assert_cmpuint (strlen (output->str), ==, output->len);
  return g_string_free (output, FALSE);
}

static void
test_strings_escape_what_json_demands (void)
{
  g_autofree char *plain = quote ("naïve “quotes” \xf0\x9f\x98\x80 \x7f /", -1);
  g_autofree char *special = quote ("\"\\\b\f\n\r\t\x01\x1f", -1);
  g_autofree char *nul = quote ("a\0b", 3);
  g_autofree char *empty = quote ("", 0);

  g_assert_cmpstr (plain, ==, "\"naïve “quotes” \xf0\x9f\x98\x80 \x7f /\"");
  g_assert_cmpstr (special, ==, "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\"");
  g_assert_cmpstr (nul, ==, "\"a\\u0000b\"");
  g_assert_cmpstr (empty, ==, "\"\"");
}

/* Every string is read back as it was, wherever in a word or block its escapes lie. */
static void
test_strings_round_trip (void)
{
  static const char *const pieces[] = { "a", "bcdefgh", "\"", "\\", "\n", "\x01", "é", "\xf0\x9f\x98\x80", "\x7f" };
  g_autoptr (GRand) random = g_rand_new_with_seed (19);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) string = g_string_new (NULL);
      guint n_pieces = (guint) g_rand_int_range (random, 0, i % 50 == 0 ? 3000 : 30);

      for (guint j = 0; j < n_pieces; j++)
        {
          guint k = (guint) g_rand_int_range (random, 0, G_N_ELEMENTS (pieces) + 1);

          if (k == G_N_ELEMENTS (pieces))
            g_string_append_c (string, '\0');
          else
            g_string_append (string, pieces[k]);
        }

      g_autofree char *json = quote (string->str, (gssize) string->len);
      g_autoptr (GError) error = NULL;
      ObelusJsonScanner scanner;
      ObelusJsonSlice slice;

      g_assert_true (obelus_json_scanner_init (&scanner, json, strlen (json), &error));
      g_assert_true (obelus_json_scan_string (&scanner, &slice, &error));
      g_assert_no_error (error);
      g_assert_cmpmem (slice.text, slice.length, string->str, string->len);
      g_assert_true (scanner.cursor == scanner.end);
      obelus_json_scanner_clear (&scanner);
    }
}

/* Values */

/* Returns the value in its one spelling, or NULL with an error. */
static char *
normalise (const char *json, gsize length, GError **error)
{
  ObelusJsonScanner scanner;
  GString *output = g_string_new (NULL);
  gboolean sound = obelus_json_scanner_init (&scanner, json, length, error);

  if (sound)
    {
      obelus_json_skip_space (&scanner);
      sound = obelus_json_scan_value (&scanner, 0, output, error);
    }
  obelus_json_scanner_clear (&scanner);
  return g_string_free (output, !sound);
}

static void
test_values_get_one_spelling (void)
{
  static const char *const cases[][2] = {
    { " null ", "null" },
    { "[ ]", "[]" },
    { "{\n}", "{}" },
    { "[1,2 , 3]", "[1, 2, 3]" },
    { "{\"b\":{\"a\":[true,false,null]},\"a\":1.50e+3}", "{\"b\": {\"a\": [true, false, null]}, \"a\": 1.50e+3}" },
    { "\"\\u0041\\/\\ud83d\\ude00\\u0000\"", "\"A/\xf0\x9f\x98\x80\\u0000\"" },
    { "[[],{},[{}]]", "[[], {}, [{}]]" },
    { "{\"a\":{\"x\":1},\"b\":{\"x\":1}}", "{\"a\": {\"x\": 1}, \"b\": {\"x\": 1}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *value = normalise (cases[i][0], strlen (cases[i][0]), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (value, ==, cases[i][1]);
    }
}

static void
test_bad_values_say_where (void)
{
  static const char *const cases[][2] = {
    { "", "line 1, column 1: expected a value" },
    { "[1,\n 2,\n  x]", "line 3, column 3: expected a value" },
    { "{\"é\" 1}", "line 1, column 6: expected ':'" },
    { "[1 2]", "line 1, column 4: expected ',' or ']'" },
    { "{\"a\": 1", "line 1, column 8: expected ',' or '}'" },
    { "{a: 1}", "line 1, column 2: expected a key in double quotes" },
    { "{\"a\": 1,}", "line 1, column 9: expected a key" },
    { "[1,]", "line 1, column 4: expected a value" },
    { "nul", "line 1, column 1: expected a value" },
    { "'a'", "line 1, column 1: expected a value" },
    { "[01]", "line 1, column 3: this is no number" },
    { "[-]", "line 1, column 3: this is no number" },
    { "[\"abc", "line 1, column 2: the string that begins here does not end" },
    { "[\"abc\\", "line 1, column 2: the string that begins here does not end" },
    { "[\"a\nb\"]", "line 1, column 4: a string holds the control character U+000A; in JSON it is written \\u000a" },
    { "[\"a\\xb\"]", "line 1, column 4: JSON has no such escape" },
    { "[\"a\\u12g4\"]", "line 1, column 4: \\u must be followed by four hexadecimal digits" },
    { "[\"a\\u12\"]", "line 1, column 4: \\u must be followed by four hexadecimal digits" },
    { "[\"\\ud83d\"]", "line 1, column 3: \\ud83d is half of a surrogate pair" },
    { "[\"\\ud83dx\\ude00\"]", "line 1, column 3: \\ud83d is half of a surrogate pair" },
    { "[\"\\ude00\\ud83d\"]", "line 1, column 3: \\ude00 is half of a surrogate pair" },
    { "[\"\\ud83d\\ud83d\"]", "line 1, column 3: \\ud83d is half of a surrogate pair" },
    { "{\"a\": 1, \"b\": 2, \"\\u0061\": 3}", "line 1, column 18: this object has a key twice" },
    { "[{\"a\": [{\"b\": 1, \"b\": 1}]}]", "line 1, column 18: this object has a key twice" },
    { "[\"\xff\"]", "line 1, column 3: byte 0xFF is not UTF-8" },
    { "[\"\xed\xa0\x80\"]", "line 1, column 3: byte 0xED is not UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *value = normalise (cases[i][0], strlen (cases[i][0]), &error);

      g_assert_null (value);
      g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT);
      if (!g_str_has_prefix (error->message, cases[i][1]))
        g_error ("%s: '%s' is not '%s'", cases[i][0], error->message, cases[i][1]);
    }
}

static void
test_a_nul_is_no_json (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = normalise ("[1,\0 2]", 7, &error);

  g_assert_null (value);
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT);
}

static void
test_depth_has_a_limit (void)
{
  for (guint depth = 63; depth <= 66; depth++)
    {
      g_autoptr (GString) json = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < depth; i++)
        g_string_append (json, i % 2 == 0 ? "[" : "{\"a\":");
      g_string_append_c (json, '1');
      for (guint i = depth; i-- > 0;)
        g_string_append_c (json, i % 2 == 0 ? ']' : '}');

      g_autofree char *value = normalise (json->str, json->len, &error);
      g_assert_true ((value != NULL) == (depth <= OBELUS_JSON_MAX_DEPTH));
    }

  /* Far beyond it neither the stack nor time is used up. */
  g_autofree char *deep = g_strnfill (4 << 20, '[');
  g_autoptr (GError) error = NULL;
  g_autofree char *value = normalise (deep, 4 << 20, &error);
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT);
  g_assert_null (value);
}

static void
test_many_keys_are_no_burden (void)
{
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (json, "\"key %u\": %u, ", i, i);
  gsize sound = json->len;
  g_string_append (json, "\"last\": 0}");

  g_autofree char *value = normalise (json->str, json->len, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, json->str);

  g_string_truncate (json, sound);
  g_string_append (json, "\"key 77777\": 0}");
  g_autofree char *repeated = normalise (json->str, json->len, &error);
  g_assert_null (repeated);
  g_assert_nonnull (strstr (error->message, "this object has a key twice"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/reals/known", test_reals_known);
  g_test_add_func ("/json/reals/random", test_reals_random);
  g_test_add_func ("/json/reals/at-edges", test_reals_at_edges);
  g_test_add_func ("/json/reals/are-rounded-correctly", test_reals_are_rounded_correctly);
  g_test_add_func ("/json/reals/need-no-locale", test_reals_need_no_locale);
  g_test_add_func ("/json/integers", test_integers);
  g_test_add_func ("/json/what-is-no-number", test_what_is_no_number);
  g_test_add_func ("/json/strings/escape-what-json-demands", test_strings_escape_what_json_demands);
  g_test_add_func ("/json/strings/round-trip", test_strings_round_trip);
  g_test_add_func ("/json/values/get-one-spelling", test_values_get_one_spelling);
  g_test_add_func ("/json/values/bad-ones-say-where", test_bad_values_say_where);
  g_test_add_func ("/json/values/a-nul-is-no-json", test_a_nul_is_no_json);
  g_test_add_func ("/json/values/depth-has-a-limit", test_depth_has_a_limit);
  g_test_add_func ("/json/values/many-keys-are-no-burden", test_many_keys_are_no_burden);
  return g_test_run ();
}
