/* Texts for tests, with their tokens and sentences. */
#include "marked-text.h"

#include <string.h>

void
marked_text_init_layers (MarkedText *text, const char *bytes, gsize length, ObelusLayerBuilder *tokens,
                         ObelusLayerBuilder *sentences)
{
  g_autoptr (GError) error = NULL;

  *text = (MarkedText){ .document = obelus_document_new ("a", bytes, (gssize) length, &error) };
  g_assert_no_error (error);
  g_assert_true (obelus_document_commit (text->document, tokens, &error));
  g_assert_true (obelus_document_commit (text->document, sentences, &error));
  text->stop_words = stop_words_new ();
  text->input = (TextInput){
    .text = obelus_document_get_text (text->document, NULL),
    .tokens = obelus_document_get_layer (text->document, "token"),
    .sentences = obelus_document_get_layer (text->document, "sentence"),
    .stop_words = text->stop_words,
    .uses_tags = TRUE,
  };
}

void
marked_text_init (MarkedText *text, const char *marked)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (ObelusLayerBuilder) tokens = obelus_layer_builder_new ("token");
  g_autoptr (ObelusLayerBuilder) sentences = obelus_layer_builder_new ("sentence");
  const gboolean has_tags = strchr (marked, '/') != NULL;
  const guint upos = has_tags ? obelus_layer_builder_add_column (tokens, "upos", OBELUS_COLUMN_STRING) : 0;
  guint32 sentence = 0;

  /* By bytes: a text of many words is read here too. */
  for (const char *at = marked; *at != '\0';)
    {
      const char *end = at, *tag = NULL;
      for (; *end != '\0' && *end != ' ' && *end != '\n'; end++)
        tag = *end == '/' ? end : tag;
      const gsize length = (gsize) ((tag == NULL ? end : tag) - at);
      const guint32 row = obelus_layer_builder_append (tokens, (guint32) bytes->len, (guint32) (bytes->len + length));
      if (tag != NULL)
        obelus_layer_builder_set_string (tokens, upos, row, tag + 1, end - tag - 1);
      g_string_append_len (bytes, at, (gssize) length);
      if (*end != ' ')
        {
          obelus_layer_builder_append (sentences, sentence, (guint32) bytes->len);
          sentence = (guint32) bytes->len + 1;
        }
      g_string_append_c (bytes, ' ');
      at = *end == '\0' ? end : end + 1;
    }
  marked_text_init_layers (text, bytes->str, bytes->len, tokens, sentences);
}

void
marked_text_clear (MarkedText *text)
{
  g_object_unref (text->document);
  stop_words_free (text->stop_words);
}
