/* Registers, datelines and quotations made of a few labelled sentences. */
#include "../forms.h"

#include "../example.h"
#include "../labels.h"

#include <string.h>

/* An example of a sentence with spaces between its tokens, and a letter a token for its label: - outside, BILU of type
 * 0, bilu of type 1. */
static EntityExample *
make_example (const char *text, const char *labels)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint32 i = 0, start = 0; words[i] != NULL; i++)
    {
      guint32 end = start + (guint32) strlen (words[i]);
      const char *part = strchr ("BILUbilu", labels[i]);
      guint8 label = part != NULL ? (guint8) (1 + (part - (const char *) "BILUbilu")) : ENTITY_OUTSIDE;
      g_array_append_val (starts, start);
      g_array_append_val (ends, end);
      g_byte_array_append (bytes, &label, 1);
      start = end + 1;
    }
  const LearnTokens tokens
      = { text, (const guint32 *) (gpointer) starts->data, (const guint32 *) (gpointer) ends->data, starts->len };
  const LearnSentence sentence = { 0, tokens.n };

  return entity_example_new (3, &tokens, &sentence, 1, bytes->data);
}

static GPtrArray *
make_examples (void)
{
  static const char *const sentences[][2] = {
    { "Ada Marlow left Arlen with Quist .", "BL-u-U-" },
    { "Then Hugo Farid Rossi of East Dunmore and R2 D2 came .", "-BIL-bl-BL--" },
  };
  GPtrArray *examples = g_ptr_array_new_with_free_func (entity_example_free);

  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (examples, make_example (sentences[i % 2][0], sentences[i % 2][1]));

  return examples;
}

/* The names of an example, `Ada Marlow|Quist`, and the rest of the text as `…`. */
static char *
show_names (const EntityExample *example)
{
  GString *shown = g_string_new (NULL);

  for (guint32 i = 0; i < example->n; i++)
    {
      guint8 label = example->labels[i];
      gboolean is_inside = label != ENTITY_OUTSIDE && !entity_label_is_opening (label);
      if (label != ENTITY_OUTSIDE)
        g_string_append_printf (shown, "%s%.*s", is_inside ? " " : "|", (int) (example->ends[i] - example->starts[i]),
                                example->text + example->starts[i]);
    }

  return g_string_free (shown, FALSE);
}

static void
test_registers (void)
{
  g_autoptr (GPtrArray) examples = make_examples ();
  LearnRandom random = { 1 };
  guint n_inverted = 0, n_plain = 0;

  entity_forms_add_registers (examples, 0, 4, &random);
  g_assert_cmpuint (examples->len, ==, 250);
  for (guint i = 200; i < examples->len; i++)
    {
      g_autofree char *names = show_names (g_ptr_array_index (examples, i));
      g_auto (GStrv) parts = g_strsplit (names + 1, "|", -1);
      for (guint k = 0; parts[k] != NULL; k++)
        {
          static const char *const inverted[]
              = { "Marlow , Ada", "MARLOW , Ada", "Rossi , Hugo Farid", "ROSSI , Hugo Farid", NULL };
          static const char *const plain[] = { "Ada Marlow", "Hugo Farid Rossi", "Marlow", "Rossi", NULL };
          gboolean is_inverted = g_strv_contains (inverted, parts[k]);
          g_assert_true (is_inverted || g_strv_contains (plain, parts[k]));
          n_inverted += is_inverted ? 1 : 0;
          n_plain += is_inverted ? 0 : 1;
        }
      g_assert_cmpuint (((EntityExample *) g_ptr_array_index (examples, i))->source, ==, 3);
    }
  g_assert_cmpuint (n_inverted, >, n_plain);
  g_assert_cmpuint (n_plain, >, 10);
}

static void
test_datelines (void)
{
  g_autoptr (GPtrArray) examples = make_examples ();
  LearnRandom random = { 1 };

  entity_forms_add_datelines (examples, 1, 4, &random);
  g_assert_cmpuint (examples->len, ==, 250);
  for (guint i = 200; i < examples->len; i++)
    {
      const EntityExample *example = g_ptr_array_index (examples, i);
      g_autofree char *names = show_names (example);
      gboolean is_first = g_str_has_suffix (names, "|Ada Marlow|Arlen|Quist");
      g_assert_true (g_str_has_prefix (names, is_first ? "|ARLEN|" : "|EAST DUNMORE|"));
      g_assert_true (is_first || g_str_has_suffix (names, "|Hugo Farid Rossi|East Dunmore|R2 D2"));
      g_assert_cmpuint (example->n_sentences, ==, 1);
    }
}

static void
test_quotations (void)
{
  static const char *const marks[] = { "\"", "'", "\xe2\x80\x9c", "\xe2\x80\x9e", "\xc2\xab" };
  g_autoptr (GPtrArray) examples = make_examples ();
  g_autoptr (GPtrArray) quoted = g_ptr_array_new_with_free_func (entity_example_free);
  LearnRandom random = { 1 };
  guint n_first = 0, n_last = 0;

  g_ptr_array_add (quoted, make_example ("Das Wasser steigt in Dunmore !", "----u-"));
  entity_forms_add_quotations (examples, quoted, 4, &random);
  g_assert_cmpuint (examples->len, ==, 250);
  for (guint i = 200; i < examples->len; i++)
    {
      const EntityExample *example = g_ptr_array_index (examples, i);
      gboolean is_first = FALSE;
      for (guint k = 0; k < G_N_ELEMENTS (marks); k++)
        is_first = is_first || g_str_has_prefix (example->text, marks[k]);
      g_assert_nonnull (strstr (example->text, " Das Wasser steigt in Dunmore "));
      g_assert_null (strstr (example->text, "!"));
      g_assert_true (is_first != (g_str_has_prefix (example->text, "Ada") || g_str_has_prefix (example->text, "Then")));
      n_first += is_first ? 1 : 0;
      n_last += is_first ? 0 : 1;
    }
  g_assert_cmpuint (n_first, >, 10);
  g_assert_cmpuint (n_last, >, 10);
}

/* Where there are no names of the type, nothing is made. */
static void
test_nothing_to_make_them_of (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) examples = make_examples ();
  LearnRandom random = { 1 };

  entity_forms_add_registers (examples, 1, 1000, &random);
  entity_forms_add_datelines (examples, 2, 4, &random);
  entity_forms_add_quotations (examples, none, 4, &random);
  g_assert_cmpuint (examples->len, ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entities/forms/registers", test_registers);
  g_test_add_func ("/entities/forms/datelines", test_datelines);
  g_test_add_func ("/entities/forms/quotations", test_quotations);
  g_test_add_func ("/entities/forms/none", test_nothing_to_make_them_of);

  return g_test_run ();
}
