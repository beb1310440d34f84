/* A document's layers as the arrays that an article is read from. */
#include "layers.h"

/* What the ranker makes of a paragraph's kind; kinds it does not know are prose. */
static ArticleKind
get_kind (const char *name)
{
  static const struct
  {
    const char *name;
    ArticleKind kind;
  } kinds[] = {
    { "title", KIND_TITLE },   { "heading", KIND_HEADING }, { "list", KIND_LIST },         { "byline", KIND_ASIDE },
    { "caption", KIND_ASIDE }, { "code", KIND_ASIDE },      { "boilerplate", KIND_ASIDE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (name, kinds[i].name))
      return kinds[i].kind;
  return KIND_PROSE;
}

static void
set_kinds (ObelusLayer *paragraphs, GArray *kinds)
{
  guint32 n = obelus_layer_get_n_rows (paragraphs);
  int column = obelus_layer_find_column (paragraphs, "kind");

  g_array_set_size (kinds, n);
  for (guint32 row = 0; row < n; row++)
    {
      const char *name = column < 0 ? NULL : obelus_layer_get_string (paragraphs, (guint) column, row, NULL);
      g_array_index (kinds, guint8, row) = name == NULL ? KIND_PROSE : get_kind (name);
    }
}

void
article_input_set (ArticleInput *input, ObelusDocument *document, ObelusLayer *sentences, ObelusLayer *tokens,
                   ObelusLayer *paragraphs, ObelusLayer *parts, GArray *kinds)
{
  *input = (ArticleInput){
    .n_sentences = obelus_layer_get_n_rows (sentences),
    .sentence_starts = obelus_layer_get_starts (sentences),
    .sentence_ends = obelus_layer_get_ends (sentences),
    .n_tokens = obelus_layer_get_n_rows (tokens),
    .token_starts = obelus_layer_get_starts (tokens),
    .token_ends = obelus_layer_get_ends (tokens),
  };
  input->text = obelus_document_get_text (document, &input->length);
  if (parts != NULL)
    {
      input->n_parts = obelus_layer_get_n_rows (parts);
      input->part_starts = obelus_layer_get_starts (parts);
    }
  if (paragraphs == NULL)
    return;
  set_kinds (paragraphs, kinds);
  input->n_paragraphs = kinds->len;
  input->paragraph_starts = obelus_layer_get_starts (paragraphs);
  input->paragraph_ends = obelus_layer_get_ends (paragraphs);
  input->paragraph_kinds = (const guint8 *) (gconstpointer) kinds->data;
}
