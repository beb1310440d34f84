/* The writer `digest`: what a person wants to know of a text, on one screen. */
#include "about.h"
#include "display.h"
#include "names.h"
#include "parts.h"
#include "sayings.h"

#include <string.h>

static void
append_heading (Page *page, const char *id)
{
  /* Standard input is called `-`, which says nothing between dashes. */
  g_autofree char *name = clean_dup (id, g_str_equal (id, "-") ? 0 : strlen (id), page->width - 6);
  const guint used = *name == '\0' ? 0 : 4 + clean_measure (name);

  page_begin_style (page, STYLE_FAINT);
  if (*name != '\0')
    g_string_append_printf (page->output, "── %s ", name);
  for (guint column = used; column < page->width; column++)
    g_string_append (page->output, "─");
  page_end_style (page);
  g_string_append (page->output, "\n\n");
}

/* Who said what */

static gboolean
append_sayings (Page *page, ObelusLayer *quotes, ObelusLayer *entities, const Names *names, ObelusLayer *summary,
                ObelusLayer *sentiment, const Mood *mood)
{
  const guint n_wanted = (guint) obelus_context_get_integer (page->context, "quotes");
  const gint64 last_rank
      = about_find_last_rank (summary, (guint32) obelus_context_get_integer (page->context, "sentences"));
  guint column = 0;

  if (quotes == NULL || entities == NULL)
    return FALSE;

  g_autoptr (GPtrArray) sayings
      = sayings_choose (page->text, quotes, entities, names, summary, last_rank, sentiment, mood, n_wanted);
  for (guint i = 0; i < sayings->len; i++)
    {
      const Saying *saying = sayings->pdata[i];
      const gboolean goes_on
          = i > 0 && g_str_equal (saying->speaker, ((const Saying *) sayings->pdata[i - 1])->speaker);
      if (i == 0)
        column = page_append_label (page, "Who said what");
      else
        display_append_spaces (page->output, column);
      g_autofree char *line = goes_on ? g_strdup_printf ("“%s”", saying->words)
                                      : g_strdup_printf ("%s: “%s”", saying->speaker, saying->words);
      display_append_wrapped (page->output, line, column, column, page->width);
      g_string_append_c (page->output, '\n');
    }
  return sayings->len > 0;
}

/* Language */

static gboolean
append_language (Page *page, const char *code)
{
  if (code == NULL)
    return FALSE;

  page_append_label (page, "Language");
  clean_append (page->output, about_name_language (code), strlen (about_name_language (code)));
  g_string_append_c (page->output, '\n');

  return TRUE;
}

/* The writer */

/* Layers that a digest is made of; each may be missing. */
typedef enum
{
  LAYER_PARAGRAPH,
  LAYER_SUMMARY,
  LAYER_ENTITY,
  LAYER_SENTIMENT,
  LAYER_LANGUAGE,
  LAYER_MENTION,
  LAYER_QUOTE,
  LAYER_EVIDENCE,
  LAYER_INPUT,
  LAYER_KEYPHRASE,
  N_LAYERS,
} DigestLayer;

static gboolean
digest_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  static const char *const names[N_LAYERS] = {
    [LAYER_PARAGRAPH] = "paragraph", [LAYER_SUMMARY] = "summary",
    [LAYER_ENTITY] = "entity",       [LAYER_SENTIMENT] = "sentiment",
    [LAYER_LANGUAGE] = "language",   [LAYER_MENTION] = "mention",
    [LAYER_QUOTE] = "quote",         [LAYER_EVIDENCE] = "obelus.sentiment-evidence",
    [LAYER_INPUT] = "obelus.input",  [LAYER_KEYPHRASE] = "keyphrase",
  };
  ObelusLayer *layers[N_LAYERS];
  Page page = { 0 };

  for (guint i = 0; i < N_LAYERS; i++)
    {
      g_autoptr (GError) missing = NULL;
      layers[i] = obelus_context_get_layer (context, document, names[i], &missing);
      if (missing != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&missing));
          return FALSE;
        }
    }

  const char *language = about_find_foreign_language (layers[LAYER_LANGUAGE]);
  page_init (&page, context, output);
  page.text = obelus_document_get_text (document, &page.length);
  if (obelus_context_get_flag (context, "heading"))
    append_heading (&page, obelus_document_get_id (document));

  Frame frame;
  frame_init (&frame, page.text, layers[LAYER_PARAGRAPH]);
  gsize part = output->len;
  if (about_is_blank (page.text, page.length))
    {
      page_append_styled (&page, STYLE_FAINT, "(an empty text)\n");
      return TRUE;
    }
  if (part_append_headline (&page, layers[LAYER_PARAGRAPH], layers[LAYER_SUMMARY]))
    g_string_append_c (output, '\n');
  if (part_append_summary (&page, layers[LAYER_SUMMARY], layers[LAYER_INPUT]))
    g_string_append_c (output, '\n');
  g_autoptr (Names) named = layers[LAYER_ENTITY] == NULL ? NULL
                                                         : names_count (&frame, layers[LAYER_ENTITY],
                                                                        layers[LAYER_MENTION], layers[LAYER_SENTIMENT]);
  if (part_append_names (&page, named))
    g_string_append_c (output, '\n');
  if (part_append_phrases (&page, layers[LAYER_KEYPHRASE], layers[LAYER_ENTITY], named))
    g_string_append_c (output, '\n');
  Mood mood;
  const gboolean is_felt = mood_read (layers[LAYER_SENTIMENT], &frame, page.length, language != NULL, &mood);
  if (is_felt)
    {
      part_append_mood (&page, &mood, layers[LAYER_SENTIMENT], layers[LAYER_EVIDENCE], layers[LAYER_SUMMARY]);
      g_string_append_c (output, '\n');
    }
  if (append_sayings (&page, layers[LAYER_QUOTE], layers[LAYER_ENTITY], named, layers[LAYER_SUMMARY],
                      layers[LAYER_SENTIMENT], is_felt ? &mood : NULL))
    g_string_append_c (output, '\n');
  if (append_language (&page, language))
    g_string_append_c (output, '\n');

  /* The empty line behind the last part is the separator's. */
  if (output->len > part)
    g_string_truncate (output, output->len - 1);
  else
    page_append_styled (&page, STYLE_FAINT, "(nothing was found)\n");
  return TRUE;
}

static void
digest_format_failure (ObelusContext *context, const ObelusFailure *failure, GString *output)
{
  Page page = { .text = "" };

  page_init (&page, context, output);
  page_append_styled (&page, STYLE_BAD, "✗");
  g_string_append_c (output, ' ');

  g_autoptr (GString) line = g_string_new (NULL);
  if (*failure->id != '\0')
    {
      clean_append (line, failure->id, strlen (failure->id));
      g_string_append (line, ": ");
    }
  clean_append (line, failure->message, strlen (failure->message));
  if (*failure->stage != '\0')
    {
      g_string_append (line, " (stage ");
      clean_append (line, failure->stage, strlen (failure->stage));
      g_string_append_c (line, ')');
    }
  display_append_wrapped (output, line->str, 2, 2, page.width);
  g_string_append_c (output, '\n');
}

static const ObelusOption digest_options[]
    = { OBELUS_OPTION_INTEGER ("width", 20, 400, 80, "Columns that lines are wrapped to"),
        OBELUS_OPTION_FLAG ("color", 0, "Use colours and bold type, as terminals show them"),
        OBELUS_OPTION_FLAG ("heading", 1, "Begin with a rule that names the document"),
        OBELUS_OPTION_INTEGER ("sentences", 0, 1000, 10, "At most so many sentences of the summary"),
        OBELUS_OPTION_INTEGER ("names", 0, 1000, 8, "At most so many names of each kind"),
        OBELUS_OPTION_INTEGER ("phrases", 0, 1000, 8, "At most so many key phrases that are no names shown above"),
        OBELUS_OPTION_INTEGER ("quotes", 0, 1000, 3, "At most so many quotations of people"),
        OBELUS_OPTION_END };

static const ObelusWriterClass digest = {
  .name = "digest",
  .summary = "Write one screen: what a text is about, who and where, its key phrases, its mood, and who said what",
  .extensions = ".digest",
  /* Parts of speech are not shown: key phrases are better with them, and a stage looks only for what is wanted. */
  .needs = "sentence? paragraph? summary? entity? mention? quote? sentiment? obelus.sentiment-evidence? language? "
           "obelus.input? keyphrase? token.upos?",
  .options = digest_options,
  .format = digest_format,
  .format_failure = digest_format_failure,
  .separator = "\n",
};

static const ObelusWriterClass *const writers[] = { &digest, NULL };

OBELUS_PLUGIN (digest, .version = "1.0", .license = "MIT", .summary = "Digests of texts for people", .writers = writers)
