/* Lists of names, and what they are compiled to: whatever either says, what is found lies in the text, from left to
 * right, begins and ends with tokens, and has a label; or there is an error. */
#include "fuzz.h"
#include "mend-model.h"

#include "../plugins/gazetteer/names.h"

#include <obelus/obelus.h>

#define TEXT "The Queen of Kilbride met AT&T in Kilbride.\n\nÉmile Zola, 東京 and the queen\nof Kilbride"

static const char *const lists[] = {
  "name\tlabel\tid\tweight\nQueen of Kilbride\tSHIP\timo-1\t3\nKilbride\tLOC\t\t.5\nKilbride\tPER\n",
  "# names\nAT&T\tORG\n\xc3\x89mile Zola\tPER\tQ1\n\xe6\x9d\xb1\xe4\xba\xac\tLOC\n\t\t\t\nof\tX\ty\t-1\n",
};

static ObelusModelBuilder *
compile (const char *data, gsize size, GazetteerCase letter_case, GazetteerForm form)
{
  g_autoptr (GazetteerList) list = gazetteer_list_new ();
  g_autoptr (PieceReader) reader = piece_reader_new (letter_case, form);
  g_autoptr (ObelusModelBuilder) builder = obelus_model_builder_new (GAZETTEER_KIND);
  g_autoptr (GError) error = NULL;

  if (!gazetteer_list_add (list, reader, "fuzz", data, size, "NAME", &error))
    {
      g_assert_nonnull (error);
      return NULL;
    }
  g_autofree char *told = learn_bad_lines_describe (&list->bad_lines);
  g_assert_true ((told != NULL) == (list->bad_lines.n > 0));
  g_assert_true (told == NULL || g_utf8_validate (told, -1, NULL));
  g_assert_true (gazetteer_names_compile (list, letter_case, form, builder, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&builder);
}

/* Two lists, and the two as models. */
GBytes *
fuzz_get_seed (guint n)
{
  const char *list = lists[n % G_N_ELEMENTS (lists)];

  if (n < G_N_ELEMENTS (lists))
    return g_bytes_new_static (list, strlen (list));
  if (n >= 2 * G_N_ELEMENTS (lists))
    return NULL;
  g_autoptr (ObelusModelBuilder) builder = compile (list, strlen (list), GAZETTEER_CASE_IGNORE, GAZETTEER_FORM_PLAIN);
  return obelus_model_builder_finish (builder);
}

/* The text's pieces are its tokens. */
static void
search (GazetteerNames *names, const char *text, guint32 length)
{
  g_autoptr (PieceReader) reader = piece_reader_new (names->letter_case, names->form);
  g_autoptr (GazetteerSearch) found = gazetteer_search_new (names);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GError) error = NULL;
  GazetteerPiece piece;
  GazetteerMatch match;
  guint32 at = 0, last_end = 0;

  while (piece_reader_next (reader, text, length, &at, &piece))
    if (piece.end > piece.start)
      {
        g_array_append_val (starts, piece.start);
        g_array_append_val (ends, piece.end);
      }
  gazetteer_search_begin (found, text, length, (const guint32 *) (gpointer) starts->data,
                          (const guint32 *) (gpointer) ends->data, starts->len);
  while (gazetteer_search_next (found, &match, &error))
    {
      g_assert_cmpuint (match.start, >=, last_end);
      g_assert_cmpuint (match.end, >, match.start);
      g_assert_cmpuint (match.end, <=, length);
      g_assert_cmpuint (match.name->label, <, names->n_labels);
      last_end = match.end;
    }
}

static void
use (GBytes *model)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusModel) file = obelus_model_new_from_bytes ("fuzz", model, &error);
  g_autoptr (GazetteerNames) names = file != NULL ? gazetteer_names_new (file, &error) : NULL;

  g_assert_true ((names == NULL) == (error != NULL));
  if (names != NULL)
    search (names, TEXT, sizeof TEXT - 1);
}

static void
use_list (const char *data, gsize size, GazetteerCase letter_case, GazetteerForm form)
{
  g_autoptr (ObelusModelBuilder) builder = compile (data, size, letter_case, form);

  if (builder == NULL)
    return;
  g_autoptr (GBytes) model = obelus_model_builder_finish (builder);
  use (model);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree guchar *changed = g_memdup2 (data, size + (size == 0));

  if (size % 2 == 0)
    use_list ((const char *) data, size, GAZETTEER_CASE_EXACT, GAZETTEER_FORM_NONE);
  else
    use_list ((const char *) data, size, GAZETTEER_CASE_IGNORE, GAZETTEER_FORM_PLAIN);

  fuzz_mend_model (changed, size);
  g_autoptr (GBytes) model = g_bytes_new (changed, size);
  use (model);
  return 0;
}
