/* Documents: texts, metadata, extensions, revisions, provenance, size. */
#include "document-private.h"

#include <obelus/obelus-error.h>

#include <malloc.h>
#include <string.h>

static ObelusDocument *
make_document (const char *text)
{
  g_autoptr (GError) error = NULL;
  ObelusDocument *document = obelus_document_new ("test", text, -1, &error);
  g_assert_no_error (error);
  return document;
}

static void
commit_from (ObelusDocument *document, ObelusLayerBuilder *builder, const char *stage)
{
  g_autoptr (GError) error = NULL;
  obelus_document_commit_from_stage (document, builder, stage, NULL, &error);
  g_assert_no_error (error);
}

static void
test_text_may_hold_nul (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_document_new (NULL, "a\0b", 3, &error);
  guint32 length;

  g_assert_no_error (error);
  const char *text = obelus_document_get_text (document, &length);
  g_assert_cmpmem (text, length + 1, "a\0b", 4);
  g_assert_cmpstr (obelus_document_get_id (document), ==, "");
}

static void
test_text_is_shared_as_bytes (void)
{
  g_autoptr (GError) error = NULL;
  ObelusDocument *document = obelus_document_new (NULL, "a\0b", 3, &error);
  g_autoptr (GBytes) bytes = obelus_document_get_text_bytes (document);

  g_assert_true (g_bytes_get_data (bytes, NULL) == obelus_document_get_text (document, NULL));
  g_object_unref (document);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a\0b", 3);
}

static void
test_invalid_text_is_refused_with_its_place (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_document_new (NULL, "caf\xE9", -1, &error);

  g_assert_null (document);
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_TEXT);
  g_assert_cmpstr (error->message, ==, "the text is not valid UTF-8 at byte 3 (0xE9)");
}

static void
test_too_long_a_text_is_refused_before_any_work (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document = obelus_document_new (NULL, "", (gssize) OBELUS_MAX_TEXT_LENGTH + 1, &error);

  g_assert_null (document);
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE);
}

static void
test_metadata_keeps_its_order (void)
{
  g_autoptr (ObelusDocument) document = make_document ("");
  gboolean is_json;
  gsize length;

  obelus_document_set_metadata (document, "title", "On \0 marks", 10);
  obelus_document_set_metadata_json (document, "year", "1996");
  obelus_document_set_metadata (document, "author", "A", -1);
  obelus_document_set_metadata (document, "author", "B", -1);

  g_assert_cmpuint (obelus_document_get_n_metadata (document), ==, 3);
  g_assert_cmpstr (obelus_document_get_metadata_key (document, 1, &is_json), ==, "year");
  g_assert_true (is_json);
  g_assert_cmpstr (obelus_document_get_metadata (document, "author", NULL), ==, "B");
  obelus_document_get_metadata (document, "title", &length);
  g_assert_cmpuint (length, ==, 10);
  g_assert_null (obelus_document_get_metadata (document, "editor", NULL));
}

/* So many that they are found through an index, which keeps up with what is set. */
static void
test_many_facts_are_found (void)
{
  enum
  {
    N_FACTS = 2000,
  };
  g_autoptr (ObelusDocument) document = obelus_document_new ("a", "Lima", -1, NULL);

  for (guint i = 0; i < 2 * N_FACTS; i++)
    {
      g_autofree char *key = g_strdup_printf ("key-%u", i % N_FACTS);
      g_autofree char *value = g_strdup_printf ("value-%u", i);
      obelus_document_set_metadata (document, key, value, -1);
      g_assert_cmpstr (obelus_document_get_metadata (document, key, NULL), ==, value);
      g_assert_null (obelus_document_get_metadata (document, "key", NULL));
    }
  g_assert_cmpuint (obelus_document_get_n_metadata (document), ==, N_FACTS);
  for (guint i = 0; i < N_FACTS; i++)
    {
      g_autofree char *key = g_strdup_printf ("key-%u", i);
      g_autofree char *value = g_strdup_printf ("value-%u", i + N_FACTS);
      g_assert_cmpstr (obelus_document_get_metadata_key (document, i, NULL), ==, key);
      g_assert_cmpstr (obelus_document_get_metadata (document, key, NULL), ==, value);
    }
}

/* Three tokens "a b c". */
static ObelusLayer *
add_tokens (ObelusDocument *document)
{
  static const guint32 starts[] = { 0, 2, 4 }, ends[] = { 1, 3, 5 };
  g_autoptr (ObelusLayerBuilder) tokens = obelus_layer_builder_new ("token");
  obelus_layer_builder_append_spans (tokens, starts, ends, 3);
  commit_from (document, tokens, "tokenize");
  return obelus_document_get_layer (document, "token");
}

static void
test_added_columns_share_the_rows (void)
{
  g_autoptr (ObelusDocument) document = make_document ("a b c");
  g_autoptr (ObelusLayer) before = g_object_ref (add_tokens (document));
  g_autoptr (ObelusLayerBuilder) tags = obelus_layer_builder_new_extending (before);
  guint upos = obelus_layer_builder_add_column (tags, "upos", OBELUS_COLUMN_STRING);

  for (guint32 row = 0; row < 3; row++)
    obelus_layer_builder_set_string (tags, upos, row, "X", -1);
  commit_from (document, tags, "tag");
  ObelusLayer *after = obelus_document_get_layer (document, "token");

  g_assert_true (before != after);
  g_assert_cmpuint (obelus_layer_get_n_columns (before), ==, 0);
  g_assert_true (obelus_layer_get_starts (before) == obelus_layer_get_starts (after));
  g_assert_cmpstr (obelus_layer_get_string (after, 0, 2, NULL), ==, "X");
  g_assert_cmpstr (obelus_layer_get_stage (after), ==, "tokenize");
  g_assert_cmpstr (obelus_layer_get_column_stage (after, 0), ==, "tag");
}

static void
test_a_column_can_be_replaced (void)
{
  g_autoptr (ObelusDocument) document = make_document ("a b c");
  add_tokens (document);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (ObelusLayerBuilder) tags
          = obelus_layer_builder_new_extending (obelus_document_get_layer (document, "token"));
      guint upos = obelus_layer_builder_add_column (tags, "upos", OBELUS_COLUMN_STRING);
      obelus_layer_builder_set_string (tags, upos, 1, round == 0 ? "NOUN" : "VERB", -1);
      commit_from (document, tags, round == 0 ? "first" : "second");
    }

  ObelusLayer *tokens = obelus_document_get_layer (document, "token");
  g_assert_cmpuint (obelus_layer_get_n_columns (tokens), ==, 1);
  g_assert_cmpstr (obelus_layer_get_string (tokens, 0, 1, NULL), ==, "VERB");
  g_assert_cmpstr (obelus_layer_get_column_stage (tokens, 0), ==, "second");
}

static void
test_rows_cannot_be_appended_to_an_extension (void)
{
  g_autoptr (ObelusDocument) document = make_document ("a b c");
  g_autoptr (ObelusLayerBuilder) tags = obelus_layer_builder_new_extending (add_tokens (document));
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (obelus_layer_builder_append (tags, 0, 1), ==, OBELUS_NO_ROW);
  g_assert_false (obelus_document_commit (document, tags, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_LAYER);
}

/* Entities over the tokens, and a mention that refers to each. */
static void
add_entities_and_mentions (ObelusDocument *document)
{
  g_autoptr (ObelusLayerBuilder) entities = obelus_layer_builder_new ("entity");
  g_autoptr (ObelusLayerBuilder) mentions = obelus_layer_builder_new ("mention");
  guint entity = obelus_layer_builder_add_reference (mentions, "entity", "entity");

  for (guint32 row = 0; row < 3; row++)
    {
      obelus_layer_builder_append (entities, 2 * row, 2 * row + 1);
      obelus_layer_builder_append (mentions, 2 * row, 2 * row + 1);
      obelus_layer_builder_set_reference (mentions, entity, row, row);
    }
  commit_from (document, entities, "entities");
  commit_from (document, mentions, "mentions");
}

static void
test_revisions_rewrite_references (void)
{
  g_autoptr (ObelusDocument) document = make_document ("a b c");
  add_entities_and_mentions (document);
  ObelusLayer *old = obelus_document_get_layer (document, "entity");
  g_autoptr (ObelusLayer) old_mentions = g_object_ref (obelus_document_get_layer (document, "mention"));

  /* Rows 1 and 2 become one, row 0 is dropped, and a row that is new stands first after sorting. */
  g_autoptr (ObelusLayerBuilder) merged = obelus_layer_builder_new_revising (old);
  guint32 row = obelus_layer_builder_append (merged, 2, 5);
  obelus_layer_builder_append (merged, 0, 5);
  obelus_layer_builder_replace_row (merged, 1, row);
  obelus_layer_builder_replace_row (merged, 2, row);
  obelus_layer_builder_sort (merged);
  commit_from (document, merged, "merge");

  ObelusLayer *mentions = obelus_document_get_layer (document, "mention");
  const guint32 *references = obelus_layer_get_references (mentions, 0);
  g_assert_cmpstr (obelus_layer_get_stage (obelus_document_get_layer (document, "entity")), ==, "merge");
  g_assert_cmpuint (obelus_layer_get_n_rows (obelus_document_get_layer (document, "entity")), ==, 2);
  g_assert_cmpuint (references[0], ==, OBELUS_NO_ROW);
  g_assert_false (obelus_layer_has_value (mentions, 0, 0));
  g_assert_cmpuint (references[1], ==, 1);
  g_assert_cmpuint (references[2], ==, 1);
  g_assert_cmpstr (obelus_layer_get_stage (mentions), ==, "mentions");
  g_assert_cmpuint (obelus_layer_get_references (old_mentions, 0)[0], ==, 0);
}

static void
test_stale_builders_are_refused (void)
{
  g_autoptr (ObelusDocument) document = make_document ("a b c");
  ObelusLayer *tokens = add_tokens (document);
  g_autoptr (ObelusLayerBuilder) first = obelus_layer_builder_new_extending (tokens);
  g_autoptr (ObelusLayerBuilder) second = obelus_layer_builder_new_extending (tokens);
  g_autoptr (GError) error = NULL;

  commit_from (document, first, "first");
  g_assert_false (obelus_document_commit (document, second, &error));
  g_assert_cmpstr (
      error->message, ==,
      "layer 'token': it was changed after this builder was started; start again from the layer as it is now");
}

static void
test_a_failed_commit_leaves_the_document_alone (void)
{
  g_autoptr (ObelusDocument) document = make_document ("a b c");
  add_entities_and_mentions (document);
  ObelusLayer *entities = obelus_document_get_layer (document, "entity");
  ObelusLayer *mentions = obelus_document_get_layer (document, "mention");
  g_autoptr (ObelusLayerBuilder) bad = obelus_layer_builder_new_revising (entities);
  g_autoptr (GError) error = NULL;
  guint32 offset;

  obelus_layer_builder_append (bad, 2, 3);
  obelus_layer_builder_append (bad, 4, 99);
  g_assert_false (obelus_document_commit_from_stage (document, bad, "bad", &offset, &error));
  g_assert_cmpuint (offset, ==, 4);
  g_assert_true (obelus_document_get_layer (document, "entity") == entities);
  g_assert_true (obelus_document_get_layer (document, "mention") == mentions);
}

static void
test_stages_see_documents_through_their_context_only (void)
{
  g_autoptr (ObelusDocument) document = make_document ("a b c");
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("entity");
  g_autoptr (GError) error = NULL;
  add_tokens (document);

  obelus_document_begin_stage (document);
  g_assert_null (obelus_document_get_layer (document, "token"));
  g_assert_cmpuint (obelus_document_get_n_layers (document), ==, 0);
  g_assert_false (obelus_document_commit (document, builder, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_UNDECLARED);
  obelus_document_end_stage (document);
  g_assert_nonnull (obelus_document_get_layer (document, "token"));
}

static void
test_a_copy_shares_text_and_chosen_layers (void)
{
  static const char *const names[] = { "entity", NULL };
  g_autoptr (ObelusDocument) document = make_document ("a b c");
  obelus_document_set_metadata (document, "k", "v", -1);
  add_tokens (document);
  add_entities_and_mentions (document);

  g_autoptr (ObelusDocument) copy = obelus_document_new_with_layers (document, names);
  g_assert_true (obelus_document_get_text (copy, NULL) == obelus_document_get_text (document, NULL));
  g_assert_cmpuint (obelus_document_get_n_layers (copy), ==, 1);
  g_assert_true (obelus_document_get_layer (copy, "entity") == obelus_document_get_layer (document, "entity"));
  g_assert_cmpstr (obelus_document_get_metadata (copy, "k", NULL), ==, "v");
}

/* A million tokens in sentences of twenty must cost at most 24 bytes a token beyond the text. */
static void
test_a_settled_document_is_small (void)
{
  enum
  {
    N = 1000000
  };
  gsize length = 4 * N;
  char *text = g_malloc (length + 1);
  for (gsize i = 0; i < length; i++)
    text[i] = i % 4 == 3 ? ' ' : 'x';
  text[length] = '\0';

#if defined(__SANITIZE_ADDRESS__)
  g_free (text);
  g_test_skip ("the sanitizer's allocator counts differently");
#else
  struct mallinfo2 before = mallinfo2 ();
  g_autoptr (ObelusDocument) document = obelus_document_new_take (NULL, text, length, NULL);
  g_autoptr (ObelusLayerBuilder) tokens = obelus_layer_builder_new ("token");
  g_autoptr (ObelusLayerBuilder) sentences = obelus_layer_builder_new ("sentence");
  for (guint32 i = 0; i < N; i++)
    obelus_layer_builder_append (tokens, 4 * i, 4 * i + 3);
  for (guint32 i = 0; i < N; i += 20)
    obelus_layer_builder_append (sentences, 4 * i, 4 * i + 79);
  commit_from (document, tokens, "tokenize");
  commit_from (document, sentences, "tokenize");
  g_clear_pointer (&tokens, obelus_layer_builder_unref);
  g_clear_pointer (&sentences, obelus_layer_builder_unref);
  struct mallinfo2 after = mallinfo2 ();

  double bytes = (double) (after.uordblks + after.hblkhd) - (double) (before.uordblks + before.hblkhd);
  g_test_message ("%.2f bytes a token", bytes / N);
  g_assert_cmpfloat (bytes / N, <=, 24.0);
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/nul", test_text_may_hold_nul);
  g_test_add_func ("/document/text-bytes", test_text_is_shared_as_bytes);
  g_test_add_func ("/document/invalid", test_invalid_text_is_refused_with_its_place);
  g_test_add_func ("/document/too-long", test_too_long_a_text_is_refused_before_any_work);
  g_test_add_func ("/document/metadata", test_metadata_keeps_its_order);
  g_test_add_func ("/document/many-facts", test_many_facts_are_found);
  g_test_add_func ("/document/extend", test_added_columns_share_the_rows);
  g_test_add_func ("/document/replace-column", test_a_column_can_be_replaced);
  g_test_add_func ("/document/extension-rows", test_rows_cannot_be_appended_to_an_extension);
  g_test_add_func ("/document/revise", test_revisions_rewrite_references);
  g_test_add_func ("/document/stale", test_stale_builders_are_refused);
  g_test_add_func ("/document/atomic", test_a_failed_commit_leaves_the_document_alone);
  g_test_add_func ("/document/stage", test_stages_see_documents_through_their_context_only);
  g_test_add_func ("/document/copy", test_a_copy_shares_text_and_chosen_layers);
  g_test_add_func ("/document/size", test_a_settled_document_is_small);
  return g_test_run ();
}
