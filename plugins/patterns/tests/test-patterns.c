/* The processor as a plugin, run by the host over the shipped rules and over rules that the tests write. */
#include "../../../tests/plugin-host.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder;

static char *
write_rules (const char *content, gssize length)
{
  char *path = g_build_filename (folder, "own.patterns", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);

  return path;
}

/* `LABEL text` of each row, with `; ` between. */
static char *
run (const char *line, const char *text)
{
  g_autoptr (ObelusDocument) document = test_process (line, text, -1);
  ObelusLayer *layer = obelus_document_get_layer (document, "entity");
  g_assert_nonnull (layer);
  GString *shown = g_string_new (NULL);
  gint labels = obelus_layer_find_column (layer, "label");
  for (guint32 row = 0; row < obelus_layer_get_n_rows (layer); row++)
    {
      guint32 start = obelus_layer_get_starts (layer)[row], end = obelus_layer_get_ends (layer)[row];
      g_string_append_printf (shown, "%s%s %.*s", row > 0 ? "; " : "",
                              obelus_layer_get_string (layer, (guint) labels, row, NULL), (int) (end - start),
                              text + start);
    }

  return g_string_free (shown, FALSE);
}

static void
assert_found (const char *text, const char *expected)
{
  g_autofree char *found = run ("tokenize language=en ! patterns", text);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_own (const char *rules, const char *options, const char *text, const char *expected)
{
  g_autofree char *path = write_rules (rules, -1);
  g_autofree char *line = g_strdup_printf ("tokenize language=en ! patterns rules=%s %s", path, options);
  g_autofree char *found = run (line, text);

  g_assert_cmpstr (found, ==, expected);
}

/* Each is found whole, in the middle of a sentence and at its end. */
static void
assert_each (const char *label, const char *const *wholes)
{
  for (; *wholes != NULL; wholes++)
    {
      g_autofree char *text = g_strdup_printf ("We said that %s or so was it. They know %s!", *wholes, *wholes);
      g_autofree char *expected = g_strdup_printf ("%s %s; %s %s", label, *wholes, label, *wholes);
      assert_found (text, expected);
    }
}

static void
test_dates (void)
{
  static const char *const dates[] = {
    "Nov. 3",
    "November 3",
    "Nov 3rd",
    "3 November 2024",
    "November 3, 2024",
    "the 3rd of November",
    "3 Nov",
    "May 2024",
    "November of 2024",
    "March 5-7, 1999",
    "5–7 March",
    "Tuesday",
    "Tuesday, November 3",
    "Tues., Nov. 3, 2024",
    "2024-11-03",
    "2024/11/03",
    "11/3/24",
    "31/12/1999",
    "3.11.2024",
    "03-11-2024",
    "3-Nov-98",
    "the 1990s",
    "1980s",
    "’90s",
    "the late 1970s",
    "the mid-1980s",
    "the sixties",
    "the 19th century",
    "early 21st century",
    "44 BC",
    "AD 79",
    "fiscal 2024",
    "Q3 2024",
    "last Friday",
    "next week",
    "this year",
    "last May",
    "yesterday",
    "the day after tomorrow",
    "two weeks ago",
    "a few days later",
    "thirty-one years ago",
    "summer 1969",
    "August",
    "29 February 2024",
    NULL,
  };

  assert_each ("DATE", dates);
  assert_found ("On May the others may march in.", "");
  assert_found ("No day is February 30, 31/31/24 or 2023-02-29.", "DATE February");
  assert_found ("On 29 February 2023 or 29 February 1900, what stays is a day of some year.",
                "DATE 29 February; DATE 29 February");
  assert_found ("It sold 2024 of the 1,990 chairs.", "");
  assert_found ("On Tuesday,\n  3\n  November it rained.", "DATE Tuesday,\n  3\n  November");
  assert_found ("November\n\n3 chairs", "DATE November");
}

static void
test_times (void)
{
  static const char *const times[]
      = { "3:30",      "15:30",         "3:30 pm",   "3 p.m.",     "3pm",          "10.30am",
          "15:30:10",  "9:05 a.m. EST", "14:00 GMT", "0900 GMT",   "noon",         "midnight",
          "3 o'clock", "six o’clock",   "tonight",   "last night", "this morning", NULL };

  assert_each ("TIME", times);
  assert_found ("25:10 is none, nor is 7:61.", "");
}

static void
test_money (void)
{
  static const char *const sums[] = { "$5 million",
                                      "€3.50",
                                      "5bn pounds",
                                      "US$20",
                                      "A$3.2bn",
                                      "$1,234,567.89",
                                      "fifty cents",
                                      "five million dollars",
                                      "USD 300",
                                      "300 USD",
                                      "20 euros",
                                      "$5-$10",
                                      "$5 to $10 million",
                                      "£5m",
                                      "a hundred yen",
                                      "ten thousand Swiss francs",
                                      "10 U.S. dollars",
                                      "20 pounds sterling",
                                      "twenty-five dollars",
                                      "₹500",
                                      NULL };

  assert_each ("MONEY", sums);
  assert_found ("It rose $2.05 to $31.70 after €4 to €5.", "MONEY $2.05; MONEY $31.70; MONEY €4; MONEY €5");
  assert_found ("It takes $3 to 4 million or £2–£3.", "MONEY $3 to 4 million; MONEY £2–£3");
}

static void
test_shares (void)
{
  static const char *const shares[]
      = { "5%",      "0.5 %", "ten percent", "3.2 per cent", "5-10%", "5 to 10 percent", "0.5 percentage points",
          "100 pct", NULL };

  assert_each ("PERCENT", shares);
}

static void
test_telephones (void)
{
  static const char *const numbers[] = { "+44 20 7946 0958",
                                         "+1-212-555-0100",
                                         "+1 (212) 555-0100",
                                         "+442079460958",
                                         "0033 1 23 45 67 89",
                                         "(212) 555-0100",
                                         "212-555-0100",
                                         "212.555.0100",
                                         "1-800-555-0100",
                                         "020 7946 0958",
                                         "01632 960001",
                                         "(01632) 960001",
                                         "01 23 45 67 89",
                                         "01.23.45.67.89",
                                         "+49 (0)30 123456",
                                         "030/1234567",
                                         "+81 3-1234-5678",
                                         "212-555-0100 ext. 12",
                                         NULL };

  assert_each ("PHONE", numbers);
  assert_found ("The score was 112-98, lot 555-01, and 1,212 555 seats.", "");
}

static void
test_addresses (void)
{
  assert_found ("Mail jane.doe+x@mail.example.co.uk, or see https://example.org/a_(b)?q=1#top.",
                "EMAIL jane.doe+x@mail.example.co.uk; URL https://example.org/a_(b)?q=1#top");
  assert_found ("At www.example.com, example.org/news and HTTP://EXAMPLE.NET/x it stood.",
                "URL www.example.com; URL example.org/news; URL HTTP://EXAMPLE.NET/x");
  assert_found ("Pay to DE89 3704 0044 0532 0130 00 or GB82WEST12345698765432.",
                "IBAN DE89 3704 0044 0532 0130 00; IBAN GB82WEST12345698765432");
  assert_found ("GB83WEST12345698765432 has a wrong digit.", "");
}

static void
test_texts (void)
{
  g_autofree char *long_number = g_strnfill (200000, '7');

  assert_found ("", "");
  assert_found ("\n \n\t", "");
  assert_found ("\x01\x7f\xef\xbb\xbf <<<&&&>>> ][", "");
  assert_found ("Москва, 5% и €7; 東京 3:30 القاهرة $9.", "PERCENT 5%; MONEY €7; TIME 3:30; MONEY $9");
  assert_found (long_number, "");
}

static void
test_own_rules (void)
{
  const char *rules = "# ships\n"
                      "number = 1..99 | 001..007 ;\n"
                      "SHIP = {MS \"HMS\" \"Queen of\"} [:upper:]lower+ ;\n"
                      "CODE = [A-Z:digit:]{2,3}\"-\"number | \"agent\"/i number ;\n";

  assert_own (rules, "", "The MS Ada met HMS  Boris,\nQueen of Spain and Queen of spain.",
              "SHIP MS Ada; SHIP HMS  Boris; SHIP Queen of Spain");
  assert_own (rules, "", "X9-12, AGENT 007, agent 08 and B-100", "CODE X9-12; CODE AGENT 007");
  assert_own (rules, "labels=SHIP", "MS Ada X9-12", "SHIP MS Ada");
  assert_own (rules, "", "on 3 May", "");
  assert_own (rules, "shipped=yes", "MS Ada on 3 May", "SHIP MS Ada; DATE 3 May");
  /* One's own rule is preferred, may use the shipped parts, and may have others of their names. */
  assert_own ("DUE = \"due\" month ; day = 1..2 ; SOON = day month ;", "shipped=yes", "due May, 2 May and 3 May",
              "DUE due May; SOON 2 May; DATE 3 May");
  assert_own ("", "", "anything", "");
  assert_own ("WORD = {\xd0\xbc\xd0\xb8\xd1\x80}/i | \"d\xc3\xa9j\xc3\xa0 vu\" ;", "", "МИР, мир and déjà\nvu",
              "WORD МИР; WORD мир; WORD déjà\nvu");
}

static void
test_beside_others (void)
{
  g_autofree char *path = write_rules ("SHIP = \"Ada May 2024\" ; PORT = \"3 May\" ; SOON = \"May\" ;", -1);
  const char *text = "Ada May 2024 on 3 May";
  g_autofree char *line = g_strdup_printf ("tokenize language=en ! patterns ! patterns rules=%s", path);
  g_autofree char *earlier = g_strconcat (line, " prefer=earlier", NULL),
                  *nest = g_strconcat (line, " overlap=nest", NULL);
  g_autofree char *found = run (line, text), *found_earlier = run (earlier, text), *found_nest = run (nest, text);

  g_assert_cmpstr (found, ==, "SHIP Ada May 2024; PORT 3 May");
  g_assert_cmpstr (found_earlier, ==, "DATE May 2024; DATE 3 May");
  g_assert_cmpstr (found_nest, ==, "SHIP Ada May 2024; DATE May 2024; PORT 3 May");
}

static void
assert_refused (const char *rules, gssize length, const char *options, const char *part)
{
  g_autofree char *path = write_rules (rules, length);
  g_autofree char *line = g_strdup_printf ("tokenize ! patterns rules=%s %s", path, options);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusPipeline) pipeline = test_prepare (line, &error);

  g_assert_null (pipeline);
  if (strstr (error->message, part) == NULL)
    g_error ("'%s' should be refused with '%s', and not '%s'", rules, part, error->message);
}

static void
test_mistakes (void)
{
  static const struct
  {
    const char *rules;
    const char *part;
  } mistakes[] = {
    { "A = \"x\" ;\nB = \"y ;\n", "own.patterns:2:5: this text does not end" },
    { "é = 1 ;", ":1:1: a statement begins otherwise" },
    { "A = ünd ;", ":1:5: this begins nothing" },
    { "A = \"é\" + ;", ":1:9: '+' stands behind nothing" },
    { "A = unknown ;", ":1:5: there is no part 'unknown' above" },
    { "A = a ; a = \"x\" ;", ":1:5: there is no part 'a' above" },
    { "a = a ;", "there is no part 'a' above" },
    { "A = (\"x\" ;", ":1:5: this bracket does not end" },
    { "A = \"x\"", "';' is missing" },
    { "A = \"x\"? ;", "'A' may be nothing" },
    { "A = \"x\"{3,2} ;", ":1:8: this is no count" },
    { "A = \"x\"{256} ;", "this is no count" },
    { "A = \"x\"{99999999999999999999} ;", "this is no count" },
    { "A = [] ;", "this set has no characters" },
    { "A = [z-a] ;", "ends before it begins" },
    { "A = [a", "does not end in its line" },
    { "A = {} ;", "this list is empty" },
    { "A = {a", "this list does not end" },
    { "A = \"\" ;", "this text is empty" },
    { "A = \"\\n\" ;", "a backslash stands only before" },
    { "A = 5 ;", "this number is no range; write \"5\"" },
    { "A = 9..5 ;", "no range of numbers" },
    { "A = 05..100 ;", "no range of numbers" },
    { "A = 5..012 ;", "no range of numbers" },
    { "A = 1..9999999999 ;", "more than 9 digits" },
    { "A = \"x\" when rain ;", "there is no such check" },
    { "a = \"x\" when date ;", "is a part, and only rules" },
    { "digit = \"x\" ;", "has a meaning already" },
    { "A = | \"x\" ;", "something to match is missing" },
    { "A = ((((((((((((((((((((((((((((((((((((\"x\" ;", "more than 32 deep" },
    { "A = ((((any{255}){255}){255}){255}) ;", "too large for the automaton" },
    { "A = \xff ;", ":1:5: this is no UTF-8" },
    { "A = ? ;\nB = ? ;\n", ":2:5: '?'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    assert_refused (mistakes[i].rules, -1, "", mistakes[i].part);
  assert_refused ("A = \"x\" ;\0", 10, "", "this is no UTF-8");
  assert_refused ("A = \"x\" ;", -1, "labels=B", "no rule has that label");

  /* A tower of parts, each twice the one below. */
  g_autoptr (GString) tower = g_string_new ("p0 = \"x\"? ;\n");
  for (guint i = 1; i < 60; i++)
    g_string_append_printf (tower, "p%u = p%u p%u ;\n", i, i - 1, i - 1);
  g_string_append (tower, "A = \"a\"p59 ;\n");
  assert_refused (tower->str, -1, "", "too large for the automaton");
  for (guint i = 60; i < 400; i++)
    g_string_append_printf (tower, "p%u = p%u ;\n", i, i - 1);
  assert_refused (tower->str, -1, "", "too deep within parts");

  g_autoptr (GString) characters = g_string_new ("A = {");
  for (guint i = 0; i < 3000; i++)
    {
      g_string_append_unichar (characters, 0x4e00 + i * 2);
      g_string_append_c (characters, ' ');
    }
  g_string_append (characters, "} ;");
  assert_refused (characters->str, -1, "", "sets of characters");
  g_autofree char *large = g_strnfill (1100000, ' ');
  assert_refused (large, -1, "", "rules are short");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("obelus-patterns-XXXXXX", NULL);
  g_test_add_func ("/patterns/dates", test_dates);
  g_test_add_func ("/patterns/times", test_times);
  g_test_add_func ("/patterns/money", test_money);
  g_test_add_func ("/patterns/shares", test_shares);
  g_test_add_func ("/patterns/telephones", test_telephones);
  g_test_add_func ("/patterns/addresses", test_addresses);
  g_test_add_func ("/patterns/texts", test_texts);
  g_test_add_func ("/patterns/own-rules", test_own_rules);
  g_test_add_func ("/patterns/beside-others", test_beside_others);
  g_test_add_func ("/patterns/mistakes", test_mistakes);

  int status = g_test_run ();
  g_autofree char *path = g_build_filename (folder, "own.patterns", NULL);
  g_unlink (path);
  g_rmdir (folder);
  g_free (folder);
  return status;
}
