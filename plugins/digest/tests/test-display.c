/* Text for a terminal: what is shown, how wide it is and where its lines break. */
#include "../display.h"

#include <glib.h>
#include <string.h>

static void
assert_clean (const char *text, gssize length, const char *expected)
{
  g_autofree char *clean = clean_dup (text, length < 0 ? strlen (text) : (gsize) length, 0);
  g_assert_cmpstr (clean, ==, expected);
}

static void
test_clean_text_is_one_line (void)
{
  assert_clean ("two\n  lines\t and\r\na tab ", -1, "two lines and a tab");
  assert_clean ("", 0, "");
  assert_clean (" \n\v\f\xc2\x85\xe2\x80\xa8 ", -1, "");
}

static void
test_clean_text_holds_no_controls (void)
{
  assert_clean ("\x1b[31mred\x1b]0;title\x07", -1, "␛[31mred␛]0;title␇");
  assert_clean ("a\0b", 3, "a␀b");
  assert_clean ("\x7f", -1, "␡");
  /* The one-byte form of ESC [ in the C1 set. */
  assert_clean ("\xc2\x9b"
                "31m",
                -1,
                "\xef\xbf\xbd"
                "31m");
}

static void
test_clean_text_keeps_its_direction (void)
{
  assert_clean ("abc\xe2\x80\xae"
                "def\xe2\x81\xa6ghi",
                -1, "abcdefghi");
  /* Zero-width joiners shape Persian and Indic words. */
  assert_clean ("می\xe2\x80\x8cخواهم", -1, "می\xe2\x80\x8cخواهم");
}

static void
test_markup_reads_as_it_was_meant (void)
{
  assert_clean ("Caf&eacute; &mdash; a <em class=\"x\">very</em> late train</h2>", -1, "Café — a very late train");
  assert_clean ("first.<br/>Second<p>third&nbsp;&#8364;&#x20AC;", -1, "first. Second third €€");
  assert_clean ("cut here</p", -1, "cut here");
  assert_clean ("cut here</b", -1, "cut here");
  assert_clean ("a<!-- note -->b", -1, "ab");
  assert_clean ("The [mill](https://mill.example \"a mill\") in [Kelby](http://kelby.example) is [sic] old [1](2).", -1,
                "The mill in Kelby is [sic] old [1](2).");
  assert_clean ("[a [b](http://c", -1, "[a [b](http://c");
  /* What only looks like markup stays, and what a reference stands for is as harmless as if it stood there itself. */
  assert_clean ("AT&T; 3 < 4 <3 <@me> <a & b> <unclosed R&D;", -1, "AT&T; 3 < 4 <3 <@me> <unclosed R&D;");
  assert_clean ("&#27;[31m &#x202e;x &#x110000; &#xD800; &amp;lt;", -1, "␛[31m x &#x110000; &#xD800; &lt;");
}

static void
test_towers_of_marks_are_cut (void)
{
  g_autoptr (GString) tower = g_string_new ("a");
  for (guint i = 0; i < 1000; i++)
    g_string_append (tower, "\xcc\x81");

  g_autofree char *clean = clean_dup (tower->str, tower->len, 0);
  g_assert_cmpuint (strlen (clean), <, 40);
  g_assert_cmpuint (clean_measure (clean), ==, 1);
}

static void
test_columns_are_measured (void)
{
  g_assert_cmpuint (clean_measure ("naïve"), ==, 5);
  g_assert_cmpuint (clean_measure ("nai\xcc\x88ve"), ==, 5);
  g_assert_cmpuint (clean_measure ("東京"), ==, 4);
  g_assert_cmpuint (clean_measure ("Київ"), ==, 4);
  g_assert_cmpuint (clean_measure ("한국어"), ==, 6);
}

static void
test_long_text_is_cut_at_a_word (void)
{
  g_autofree char *cut = clean_dup ("one two three four", 18, 10);
  g_assert_cmpstr (cut, ==, "one two…");
  g_autofree char *fits = clean_dup ("one two", 7, 7);
  g_assert_cmpstr (fits, ==, "one two");
  g_autofree char *word = clean_dup ("incomprehensible", 16, 6);
  g_assert_cmpstr (word, ==, "incom…");
  g_autofree char *wide = clean_dup ("東京都庁舎", strlen ("東京都庁舎"), 6);
  g_assert_cmpstr (wide, ==, "東京…");
}

static void
assert_wrapped (const char *text, guint indent, guint width, const char *expected)
{
  g_autoptr (GString) output = g_string_new (NULL);
  display_append_spaces (output, indent);
  display_append_wrapped (output, text, indent, indent, width);
  g_assert_cmpstr (output->str, ==, expected);
}

static void
test_lines_break_at_spaces (void)
{
  assert_wrapped ("one two three", 0, 7, "one two\nthree");
  assert_wrapped ("one two three", 2, 9, "  one two\n  three");
  assert_wrapped ("one two", 0, 7, "one two");
  assert_wrapped ("", 2, 9, "  ");
}

static void
test_words_that_fill_a_line_are_broken (void)
{
  assert_wrapped ("abcdefghij", 0, 4, "abcd\nefgh\nij");
  assert_wrapped ("a abcdefghij b", 0, 4, "a\nabcd\nefgh\nij b");
  /* A mark stays with its letter. */
  assert_wrapped ("abcde\xcc\x81"
                  "f",
                  0, 5, "abcde\xcc\x81\nf");
  /* A wide character in a line that is too narrow for it must not loop. */
  assert_wrapped ("東京", 0, 1, "東\n京");
}

static void
test_ideographs_break_anywhere_but_before_stops (void)
{
  assert_wrapped ("東京都庁舎", 0, 4, "東京\n都庁\n舎");
  assert_wrapped ("東京都。庁舎", 0, 6, "東京\n都。庁\n舎");
}

static void
test_no_line_is_too_wide (void)
{
  static const char *const texts[] = {
    "The ferries of Port Ellery sailed again on Tuesday, eleven days after their crews had left them at the quay.",
    "Паромы Порт-Эллери снова вышли в море во вторник, через одиннадцать дней после начала забастовки экипажей.",
    "渡船工會週二宣布復工，市政府同意新的輪班制度，並承諾在年底前增加二十名船員。",
    "أبحرت العبارات من جديد يوم الثلاثاء بعد أحد عشر يوما من إضراب أطقمها في الميناء القديم.",
    "बंदरगाह की नौकाएँ मंगलवार को फिर चलीं, कर्मचारियों की हड़ताल के ग्यारह दिन बाद।",
    "Supercalifragilisticexpialidocious-Donaudampfschifffahrtsgesellschaftskapitaenswitwe 東京 a",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint width = 12; width < 60; width++)
      {
        g_autoptr (GString) output = g_string_new ("  ");
        display_append_wrapped (output, texts[i], 2, 4, width);

        g_auto (GStrv) lines = g_strsplit (output->str, "\n", -1);
        g_autoptr (GString) joined = g_string_new (NULL);
        for (guint line = 0; lines[line] != NULL; line++)
          {
            g_assert_cmpuint (clean_measure (lines[line]), <=, width);
            g_assert_false (g_str_has_suffix (lines[line], " "));
            g_string_append (joined, lines[line]);
          }

        /* Nothing but spaces was lost or added. */
        g_auto (GStrv) wrapped_pieces = g_strsplit (joined->str, " ", -1);
        g_auto (GStrv) pieces = g_strsplit (texts[i], " ", -1);
        g_autofree char *wrapped_letters = g_strjoinv ("", wrapped_pieces);
        g_autofree char *letters = g_strjoinv ("", pieces);
        g_assert_cmpstr (wrapped_letters, ==, letters);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/display/markup-reads-as-it-was-meant", test_markup_reads_as_it_was_meant);
  g_test_add_func ("/digest/display/clean-text-is-one-line", test_clean_text_is_one_line);
  g_test_add_func ("/digest/display/clean-text-holds-no-controls", test_clean_text_holds_no_controls);
  g_test_add_func ("/digest/display/clean-text-keeps-its-direction", test_clean_text_keeps_its_direction);
  g_test_add_func ("/digest/display/towers-of-marks-are-cut", test_towers_of_marks_are_cut);
  g_test_add_func ("/digest/display/columns-are-measured", test_columns_are_measured);
  g_test_add_func ("/digest/display/long-text-is-cut-at-a-word", test_long_text_is_cut_at_a_word);
  g_test_add_func ("/digest/display/lines-break-at-spaces", test_lines_break_at_spaces);
  g_test_add_func ("/digest/display/words-that-fill-a-line-are-broken", test_words_that_fill_a_line_are_broken);
  g_test_add_func ("/digest/display/ideographs-break-anywhere-but-before-stops",
                   test_ideographs_break_anywhere_but_before_stops);
  g_test_add_func ("/digest/display/no-line-is-too-wide", test_no_line_is_too_wide);
  return g_test_run ();
}
