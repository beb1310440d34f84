/* A document while its part of a page is written, with what was read of its layers. */
#pragma once

#include "escape.h"

#include "mood.h"
#include "names.h"
#include "phrases.h"
#include "reasons.h"

/* Layers that are shown; each may be missing. */
typedef enum
{
  LAYER_PARAGRAPH,
  LAYER_SUMMARY,
  LAYER_ENTITY,
  LAYER_MENTION,
  LAYER_QUOTE,
  LAYER_SENTIMENT,
  LAYER_EVIDENCE,
  LAYER_LANGUAGE,
  LAYER_INPUT,
  LAYER_KEYPHRASE,
  N_LAYERS,
} HtmlLayer;

/* At most so many of each are told above the text. */
enum
{
  HTML_MAX_SENTENCES = 10,
  HTML_MAX_NAMES = 10,
  HTML_MAX_PHRASES = 10,
  HTML_MAX_SAYINGS = 5,
};

typedef struct
{
  ObelusContext *context;
  GString *output;
  guint64 place; /* of the document in the input */
  const char *text;
  guint32 length;
  ObelusLayer *layers[N_LAYERS];

  Names *names;       /* NULL for none, as are the next two */
  GPtrArray *phrases; /* of KeyPhrase: those that are told */
  guint n_phrases;    /* with those that are not */
  Reasons *reasons;
  Mood mood;
  gboolean is_felt;        /* whether there is a mood to tell of */
  guint32 n_sentences;     /* of the summary that are told */
  gint64 last_rank;        /* of those */
  gint unit, label, score; /* columns of the layer of sentiment; -1 for none */
  const char *language;    /* of the text, a code; NULL where it is unknown */

  GHashTable *links; /* rows that something above the text links to and that have no place yet; see html_page_link () */
} HtmlPage;

/* Reads the layers of a document. The page is to be cleared in any case. */
gboolean html_page_init (HtmlPage *page, ObelusContext *context, ObelusDocument *document, GString *output,
                         GError **error);
void html_page_clear (HtmlPage *page);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HtmlPage, html_page_clear)

/* Appends constant markup, or what printf makes of it; text does not go this way. */
#define html_page_add(page, markup) g_string_append ((page)->output, (markup))
#define html_page_printf(page, ...) g_string_append_printf ((page)->output, __VA_ARGS__)

/* ` lang="…"`, if @language can be a code (nullable). */
void html_page_add_language (HtmlPage *page, const char *language);

/* Appends the address of the row in the text, ` href="#…"`, and remembers that it is needed there. */
void html_page_link (HtmlPage *page, HtmlLayer layer, guint32 row);

/* Whether something links to the row, and it has not been given its address yet. */
gboolean html_page_has_link (const HtmlPage *page, HtmlLayer layer, guint32 row);

/* The layer and the row of a key of the page's links. */
HtmlLayer html_page_read_link (const gint64 *key, guint32 *row);

/* Appends ` id="…"`, if something links to the row and it has none yet. All links are appended before. */
void html_page_add_id (HtmlPage *page, HtmlLayer layer, guint32 row);

/* The class that the marks of this kind of name have, and what readers call one or several of them. */
const char *html_name_class (LearnNameKind kind);
const char *html_name_kind (LearnNameKind kind);

/* A small sign for a feeling, with words for it. */
void html_page_add_feeling (HtmlPage *page, gboolean positive, const char *words);

/* Whether the row of sentiment is a sentence that clearly feels something. */
gboolean html_page_is_felt (const HtmlPage *page, guint32 row, gboolean *positive);
