/* Reading layers for a page, and small pieces of markup. */
#include "page.h"

#include "about.h"
#include "language-code.h"

#include <math.h>
#include <string.h>

/* Codes of languages are short (RFC 5646, section 4.4.1, advises to expect 35 characters). */
#define MAX_CODE 35

/* A sentence without a label is felt from here on. */
#define FELT 0.15

static gboolean
get_layers (HtmlPage *page, ObelusDocument *document, GError **error)
{
  static const char *const names[N_LAYERS] = {
    [LAYER_PARAGRAPH] = "paragraph", [LAYER_SUMMARY] = "summary",
    [LAYER_ENTITY] = "entity",       [LAYER_MENTION] = "mention",
    [LAYER_QUOTE] = "quote",         [LAYER_SENTIMENT] = "sentiment",
    [LAYER_LANGUAGE] = "language",   [LAYER_EVIDENCE] = "obelus.sentiment-evidence",
    [LAYER_INPUT] = "obelus.input",  [LAYER_KEYPHRASE] = "keyphrase",
  };

  for (guint i = 0; i < N_LAYERS; i++)
    {
      g_autoptr (GError) missing = NULL;
      page->layers[i] = obelus_context_get_layer (page->context, document, names[i], &missing);
      if (missing != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&missing));
          return FALSE;
        }
    }
  return TRUE;
}

static const char *
get_code (ObelusLayer *languages, guint32 row)
{
  const gint column = languages == NULL ? -1 : obelus_layer_find_column (languages, "code");
  const char *code = column < 0 || row >= obelus_layer_get_n_rows (languages)
                         ? NULL
                         : obelus_layer_get_string (languages, (guint) column, row, NULL);

  return learn_language_code_is_known (code) ? code : NULL;
}

gboolean
html_page_init (HtmlPage *page, ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  *page = (HtmlPage){ .context = context, .output = output, .place = obelus_context_get_place (context) };
  page->links = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  page->text = obelus_document_get_text (document, &page->length);
  if (!get_layers (page, document, error))
    return FALSE;

  ObelusLayer **layers = page->layers;
  Frame frame;
  frame_init (&frame, page->text, layers[LAYER_PARAGRAPH]);
  page->language = get_code (layers[LAYER_LANGUAGE], 0);
  if (layers[LAYER_ENTITY] != NULL)
    page->names = names_count (&frame, layers[LAYER_ENTITY], layers[LAYER_MENTION], layers[LAYER_SENTIMENT]);
  if (layers[LAYER_KEYPHRASE] != NULL)
    {
      page->phrases = phrases_list (page->text, layers[LAYER_KEYPHRASE], layers[LAYER_ENTITY], page->names);
      page->n_phrases = page->phrases->len;
      g_ptr_array_set_size (page->phrases, (gint) MIN (page->n_phrases, HTML_MAX_PHRASES));
    }
  page->reasons = reasons_read (layers[LAYER_EVIDENCE], layers[LAYER_SENTIMENT]);
  page->unit = page->label = page->score = -1;
  if (layers[LAYER_SENTIMENT] != NULL)
    {
      page->unit = obelus_layer_find_column (layers[LAYER_SENTIMENT], "unit");
      page->label = obelus_layer_find_column (layers[LAYER_SENTIMENT], "label");
      page->score = obelus_layer_find_column (layers[LAYER_SENTIMENT], "score");
    }
  page->is_felt = mood_read (layers[LAYER_SENTIMENT], &frame, page->length,
                             about_find_foreign_language (layers[LAYER_LANGUAGE]) != NULL, &page->mood);
  if (layers[LAYER_SUMMARY] != NULL)
    page->n_sentences = MIN (obelus_layer_get_n_rows (layers[LAYER_SUMMARY]), HTML_MAX_SENTENCES);
  page->last_rank = about_find_last_rank (layers[LAYER_SUMMARY], HTML_MAX_SENTENCES);
  return TRUE;
}

void
html_page_clear (HtmlPage *page)
{
  g_clear_pointer (&page->names, names_free);
  g_clear_pointer (&page->phrases, g_ptr_array_unref);
  g_clear_pointer (&page->reasons, reasons_free);
  g_clear_pointer (&page->links, g_hash_table_unref);
}

void
html_page_add_language (HtmlPage *page, const char *language)
{
  if (language == NULL || !g_ascii_isalpha (*language) || strlen (language) > MAX_CODE)
    return;
  for (const char *at = language; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '-')
      return;
  html_page_printf (page, " lang=\"%s\"", language);
}

/* The number of the row's address; 0 if it has none. */
static guint
find_link (const HtmlPage *page, HtmlLayer layer, guint32 row)
{
  const gint64 key = (gint64) layer << 32 | row;

  return GPOINTER_TO_UINT (g_hash_table_lookup (page->links, &key));
}

void
html_page_link (HtmlPage *page, HtmlLayer layer, guint32 row)
{
  guint number = find_link (page, layer, row);

  if (number == 0)
    {
      const gint64 key = (gint64) layer << 32 | row;
      number = g_hash_table_size (page->links) + 1;
      g_hash_table_insert (page->links, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (number));
    }
  html_page_printf (page, " href=\"#d%" G_GUINT64_FORMAT "-%u\"", page->place + 1, number);
}

gboolean
html_page_has_link (const HtmlPage *page, HtmlLayer layer, guint32 row)
{
  return find_link (page, layer, row) > 0;
}

HtmlLayer
html_page_read_link (const gint64 *key, guint32 *row)
{
  *row = (guint32) (*key & G_MAXUINT32);
  return (HtmlLayer) (*key >> 32);
}

void
html_page_add_id (HtmlPage *page, HtmlLayer layer, guint32 row)
{
  const gint64 key = (gint64) layer << 32 | row;
  const guint number = find_link (page, layer, row);

  if (number == 0)
    return;
  html_page_printf (page, " id=\"d%" G_GUINT64_FORMAT "-%u\"", page->place + 1, number);
  g_hash_table_remove (page->links, &key);
}

const char *
html_name_class (LearnNameKind kind)
{
  static const char *const classes[LEARN_N_NAME_KINDS] = { "per", "org", "loc", "misc" };

  return classes[kind];
}

const char *
html_name_kind (LearnNameKind kind)
{
  static const char *const kinds[LEARN_N_NAME_KINDS] = { "person", "organisation", "place", "other name" };

  return kinds[kind];
}

void
html_page_add_feeling (HtmlPage *page, gboolean positive, const char *words)
{
  html_page_printf (page, "<span class=\"sign %s\" role=\"img\" title=\"", positive ? "pos" : "neg");
  html_append_string (page->output, words);
  html_page_printf (page, "\">%s</span>", positive ? "+" : "−");
}

gboolean
html_page_is_felt (const HtmlPage *page, guint32 row, gboolean *positive)
{
  ObelusLayer *layer = page->layers[LAYER_SENTIMENT];
  const char *unit = page->unit < 0 ? NULL : obelus_layer_get_string (layer, (guint) page->unit, row, NULL);
  const char *name = page->label < 0 ? NULL : obelus_layer_get_string (layer, (guint) page->label, row, NULL);

  if (page->score < 0 || unit == NULL || !g_str_equal (unit, "sentence")
      || !obelus_layer_has_value (layer, (guint) page->score, row) || (name != NULL && g_str_equal (name, "neutral")))
    return FALSE;
  const double value = obelus_layer_get_reals (layer, (guint) page->score)[row];
  *positive = value > 0.0;
  return name != NULL ? value != 0.0 : fabs (value) >= FELT;
}
