/* What was found, as layers. */
#include "layers.h"

#include "contractions.h"
#include "normal-forms.h"
#include "paragraph-kinds.h"

#include <string.h>

/* In the order of the option's choices. */
enum
{
  NORM_NONE,
  NORM_MARKS,
  NORM_CASE,
};

gboolean
layers_commit_spans (ObelusContext *context, ObelusDocument *document, const char *layer, const Spans *spans,
                     GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, layer, error);
  if (builder == NULL)
    return FALSE;

  obelus_layer_builder_reserve (builder, spans->n);
  if (spans->n > 0)
    obelus_layer_builder_append_spans (builder, spans->starts, spans->ends, spans->n);

  return obelus_context_commit (context, document, builder, error);
}

gboolean
layers_commit_paragraphs (ObelusContext *context, ObelusDocument *document, const Spans *paragraphs, GError **error)
{
  static const char *const kinds[] = {
    [PARAGRAPH_TITLE] = "title",
    [PARAGRAPH_HEADING] = "heading",
    [PARAGRAPH_BYLINE] = "byline",
    [PARAGRAPH_CAPTION] = "caption",
    [PARAGRAPH_LIST] = "list",
    [PARAGRAPH_CODE] = "code",
    [PARAGRAPH_BOILERPLATE] = "boilerplate",
  };
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "paragraph", error);
  if (builder == NULL)
    return FALSE;

  obelus_layer_builder_reserve (builder, paragraphs->n);
  if (paragraphs->n > 0)
    obelus_layer_builder_append_spans (builder, paragraphs->starts, paragraphs->ends, paragraphs->n);
  guint column = obelus_layer_builder_add_column (builder, "kind", OBELUS_COLUMN_STRING);
  for (guint32 row = 0; row < paragraphs->n; row++)
    if (paragraphs->kinds[row] != PARAGRAPH_PROSE)
      obelus_layer_builder_set_string (builder, column, row, kinds[paragraphs->kinds[row]], -1);

  return obelus_context_commit (context, document, builder, error);
}

/* The columns of tokens; each is there once a token has a value in it. */
typedef struct
{
  ObelusLayerBuilder *builder;
  guint form_column;
  guint norm_column;
  guint norm; /* the option */
  GString *norm_form;
} TokenRows;

static void
add_norm (TokenRows *rows, guint32 row, const char *form, gsize length)
{
  gboolean folds_case = rows->norm == NORM_CASE;

  if (rows->norm == NORM_NONE || !normal_form_may_differ ((const guchar *) form, (guint32) length, folds_case)
      || !normal_form_write (form, (guint32) length, folds_case, rows->norm_form))
    return;
  if (rows->norm_column == G_MAXUINT)
    rows->norm_column = obelus_layer_builder_add_column (rows->builder, "norm", OBELUS_COLUMN_STRING);
  obelus_layer_builder_set_string (rows->builder, rows->norm_column, row, rows->norm_form->str,
                                   (gssize) rows->norm_form->len);
}

/* A row for each of the words that a token is written for; they share its span. */
static void
append_forms (TokenRows *rows, guint32 start, guint32 end, const GString *forms)
{
  if (rows->form_column == G_MAXUINT)
    rows->form_column = obelus_layer_builder_add_column (rows->builder, "form", OBELUS_COLUMN_STRING);
  for (const char *form = forms->str; form < forms->str + forms->len;)
    {
      gsize length = strlen (form);
      guint32 row = obelus_layer_builder_append (rows->builder, start, end);
      obelus_layer_builder_set_string (rows->builder, rows->form_column, row, form, (gssize) length);
      add_norm (rows, row, form, length);
      form += length + 1;
    }
}

/* The tokens before @end that are not rows yet, which expand to nothing. */
static void
append_plain (TokenRows *rows, const Spans *tokens, const char *text, guint32 *next, guint32 end)
{
  if (*next == end)
    return;

  guint32 row
      = obelus_layer_builder_append_spans (rows->builder, tokens->starts + *next, tokens->ends + *next, end - *next);
  if (rows->norm != NORM_NONE)
    for (guint32 token = *next; token < end && !obelus_is_cancelled_at (token); token++, row++)
      add_norm (rows, row, text + tokens->starts[token], tokens->ends[token] - tokens->starts[token]);
  *next = end;
}

gboolean
layers_commit_tokens (ObelusContext *context, ObelusDocument *document, const Spans *tokens, const Spans *paragraphs,
                      const ParagraphProfiles *profiles, GError **error)
{
  const char *text = obelus_document_get_text (document, NULL);
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "token", error);
  g_autoptr (GString) form = g_string_new (NULL), norm = g_string_new (NULL);
  TokenRows rows = { .builder = builder,
                     .form_column = G_MAXUINT,
                     .norm_column = G_MAXUINT,
                     .norm = obelus_context_get_choice (context, "norm"),
                     .norm_form = norm };
  gboolean is_english = profiles->whole == NULL && profiles->others == NULL;
  guint32 next = 0, paragraph = 0;

  if (builder == NULL)
    return FALSE;

  obelus_layer_builder_reserve (builder, tokens->n);
  for (guint32 token = 0; !is_english && token < tokens->n; token++)
    {
      guint32 start = tokens->starts[token], end = tokens->ends[token];

      if (obelus_context_is_cancelled_at (context, token, error))
        return FALSE;

      if ((tokens->kinds[token] & TOKEN_EXPANDS) == 0)
        continue;
      while (paragraphs->ends[paragraph] <= start)
        paragraph++;
      append_plain (&rows, tokens, text, &next, token);
      contraction_write_forms (paragraph_profiles_get (profiles, paragraph), (const guchar *) text + start, end - start,
                               form);
      append_forms (&rows, start, end, form);
      next = token + 1;
    }
  append_plain (&rows, tokens, text, &next, tokens->n);
  if (obelus_context_is_cancelled (context, error))
    return FALSE;

  return obelus_context_commit (context, document, builder, error);
}
