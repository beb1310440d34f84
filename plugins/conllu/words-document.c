/* The document of the lines that were collected. */
#include "words.h"

static gboolean
commit_spans (ObelusDocument *document, const char *layer, const GArray *spans, GError **error)
{
  if (spans->len == 0)
    return TRUE;

  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new (layer);
  obelus_layer_builder_reserve (builder, spans->len);
  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);
      obelus_layer_builder_append (builder, span->start, span->end);
    }

  return obelus_document_commit (document, builder, error);
}

/* Sets a cell, and makes the column with the first. */
static void
set_cell (ObelusLayerBuilder *builder, const char *name, gint *column, guint32 row, const Piece *value)
{
  if (*column < 0)
    *column = (gint) obelus_layer_builder_add_column (builder, name, OBELUS_COLUMN_STRING);
  obelus_layer_builder_set_string (builder, (guint) *column, row, value->start, (gssize) value->length);
}

/* Whether `_` and 0 in HEAD, which are one in the layer, would be mixed up by going by DEPREL. */
static gboolean
is_head_unusual (const Word *word)
{
  gboolean has_relation = word->fields[FIELD_DEPREL].start != NULL;

  return word->head == OBELUS_NO_ROW && piece_is_missing (&word->head_column) == has_relation
         && word->head_column.length > 0;
}

static gboolean
commit_tokens (Words *words, ObelusDocument *document, GError **error)
{
  static const char *const names[N_FIELDS] = { "lemma", "upos", "xpos", "feats", "deprel" };
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("token");
  gint form_column = -1, reference_column = -1, deps_column = -1, misc_column = -1, head_column = -1;
  gint columns[N_FIELDS] = { -1, -1, -1, -1, -1 };

  obelus_layer_builder_reserve (builder, words->words->len);
  for (guint i = 0; i < words->words->len; i++)
    {
      const Word *word = &g_array_index (words->words, Word, i);
      guint32 row = obelus_layer_builder_append (builder, word->start, word->end);

      if (word->form.length > 0)
        set_cell (builder, "form", &form_column, row, &word->form);
      for (guint field = 0; field < N_FIELDS; field++)
        if (word->fields[field].start != NULL)
          set_cell (builder, names[field], &columns[field], row, &word->fields[field]);
      if (!piece_is_missing (&word->deps))
        set_cell (builder, CONLLU_DEPS, &deps_column, row, &word->deps);
      if (!piece_is_missing (&word->misc))
        set_cell (builder, CONLLU_MISC, &misc_column, row, &word->misc);
      if (is_head_unusual (word))
        set_cell (builder, CONLLU_HEAD, &head_column, row, &word->head_column);
    }

  /* Heads stand in front as often as behind: all rows must be there first. */
  for (guint i = 0; i < words->words->len; i++)
    {
      const Word *word = &g_array_index (words->words, Word, i);
      if (word->head == OBELUS_NO_ROW)
        continue;
      if (reference_column < 0)
        reference_column = (gint) obelus_layer_builder_add_reference (builder, "head", "token");
      obelus_layer_builder_set_reference (builder, (guint) reference_column, i, word->head);
    }

  return obelus_document_commit (document, builder, error);
}

static gboolean
commit_ranges (Words *words, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("multiword");
  gint columns[N_COLUMNS];

  if (words->ranges->len == 0)
    return TRUE;

  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = -1;
  for (guint i = 0; i < words->ranges->len; i++)
    {
      const Range *range = &g_array_index (words->ranges, Range, i);
      guint32 row = obelus_layer_builder_append (builder, range->span.start, range->span.end);

      for (guint column = COLUMN_LEMMA; column < N_COLUMNS; column++)
        {
          g_autofree char *name = g_strconcat ("conllu.", conllu_column_names[column], NULL);
          if (!piece_is_missing (&range->columns[column]))
            set_cell (builder, name, &columns[column], row, &range->columns[column]);
        }
    }

  return obelus_document_commit (document, builder, error);
}

static gboolean
commit_sentences (Words *words, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusLayerBuilder) sentences = obelus_layer_builder_new ("sentence");
  g_autoptr (ObelusLayerBuilder) kept = obelus_layer_builder_new (CONLLU_SENTENCE_LAYER);
  gint column = -1;

  if (words->sentences->len == 0)
    return TRUE;

  obelus_layer_builder_reserve (sentences, words->sentences->len);
  obelus_layer_builder_reserve (kept, words->sentences->len);
  for (guint i = 0; i < words->sentences->len; i++)
    {
      const Sentence *sentence = &g_array_index (words->sentences, Sentence, i);
      gsize end = i + 1 < words->sentences->len ? g_array_index (words->sentences, Sentence, i + 1).comments
                                                : words->first_comment;

      obelus_layer_builder_append (sentences, sentence->span.start, sentence->span.end);
      guint32 row = obelus_layer_builder_append (kept, sentence->span.start, sentence->span.end);
      if (end == sentence->comments)
        continue;
      Piece comments = { words->comments->str + sentence->comments, end - sentence->comments - 1 };
      set_cell (kept, "comments", &column, row, &comments);
    }

  return obelus_document_commit (document, sentences, error) && obelus_document_commit (document, kept, error);
}

static gboolean
commit_nodes (Words *words, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new (CONLLU_NODE_LAYER);
  gint columns[N_COLUMNS];

  if (words->nodes->len == 0)
    return TRUE;

  guint sentence_column = obelus_layer_builder_add_reference (builder, "sentence", "sentence");
  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = -1;
  for (guint i = 0; i < words->nodes->len; i++)
    {
      const Node *node = &g_array_index (words->nodes, Node, i);
      const Sentence *sentence = &g_array_index (words->sentences, Sentence, node->sentence);
      guint32 at = node->n_before > 0 ? g_array_index (words->words, Word, node->n_before - 1).end : 0;
      guint32 row
          = obelus_layer_builder_append (builder, MAX (at, sentence->span.start), MAX (at, sentence->span.start));

      obelus_layer_builder_set_reference (builder, sentence_column, row, node->sentence);
      for (guint column = 0; column < N_COLUMNS; column++)
        if (!piece_is_missing (&node->columns[column]))
          set_cell (builder, conllu_column_names[column], &columns[column], row, &node->columns[column]);
    }

  return obelus_document_commit (document, builder, error);
}

ObelusDocument *
words_make_document (Words *words, const char *id, GError **error)
{
  g_autoptr (ObelusDocument) document = obelus_document_new (id, words->text->str, (gssize) words->text->len, error);
  if (document == NULL)
    return NULL;

  for (guint i = 0; i + 1 < words->metadata->len; i += 2)
    obelus_document_set_metadata (document, words->metadata->pdata[i], words->metadata->pdata[i + 1], -1);

  if (!commit_spans (document, "paragraph", words->paragraphs, error) || !commit_sentences (words, document, error)
      || !commit_tokens (words, document, error) || !commit_ranges (words, document, error)
      || !commit_nodes (words, document, error))
    return NULL;

  return g_steal_pointer (&document);
}
