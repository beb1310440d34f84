/* What is told of a text before it. */
#include "parts.h"

#include "about.h"
#include "clean.h"
#include "sayings.h"

#include <math.h>
#include <string.h>

static void
append_sentence (HtmlPage *page, guint32 start, guint32 end)
{
  g_autofree char *sentence = clean_dup_sentence (page->text, start, end);

  html_append_string (page->output, sentence);
}

/* A link to where it stands in the text. @what: tells people who do not see the page where it leads */
static void
append_way (HtmlPage *page, HtmlLayer layer, guint32 row, const char *what)
{
  /* With a space that does not break: an arrow alone on a line leads from nowhere. */
  html_page_add (page, "\u00a0<a class=\"way\"");
  html_page_link (page, layer, row);
  html_page_printf (page, " aria-label=\"%s in the text\">↓</a>", what);
}

/* Summary */

static void
append_summary (HtmlPage *page)
{
  ObelusLayer *summary = page->layers[LAYER_SUMMARY];

  if (page->n_sentences == 0)
    return;
  html_page_add (page, "<ol class=\"summary\"");
  html_page_add_language (page, page->language);
  html_page_add (page, ">\n");
  for (guint32 row = 0; row < obelus_layer_get_n_rows (summary); row++)
    {
      if (!about_is_shown (summary, page->last_rank, row))
        continue;
      const guint32 start = obelus_layer_get_starts (summary)[row];
      g_autofree char *origin = about_dup_origin (page->layers[LAYER_INPUT], start);
      html_page_add (page, "<li><div dir=\"auto\">");
      append_sentence (page, start, obelus_layer_get_ends (summary)[row]);
      if (origin != NULL)
        {
          html_page_add (page, " <cite><bdi>");
          html_append_string (page->output, origin);
          html_page_add (page, "</bdi></cite>");
        }
      append_way (page, LAYER_SUMMARY, row, "This sentence");
      html_page_add (page, "</div></li>\n");
    }
  html_page_add (page, "</ol>\n");
}

/* Facts: a label and what belongs to it */

/* @class: of marks of the kind, which the label explains; NULL for none */
static void
begin_fact (HtmlPage *page, const char *label, const char *class)
{
  if (class != NULL)
    html_page_printf (page, "<div><dt><mark class=\"%s\">%s</mark></dt><dd>", class, label);
  else
    html_page_printf (page, "<div><dt>%s</dt><dd>", label);
}

static void
end_fact (HtmlPage *page)
{
  html_page_add (page, "</dd></div>\n");
}

/* An item that leads to its first place, with how often it is there. */
static void
append_item (HtmlPage *page, HtmlLayer layer, guint32 row, const char *text, guint count)
{
  html_page_add (page, "<li><a");
  html_page_link (page, layer, row);
  html_page_add (page, "><bdi>");
  html_append_string (page->output, text);
  html_page_add (page, "</bdi></a>");
  if (count > 1)
    html_page_printf (page, " <small>×%u</small>", count);
}

static void
append_rest (HtmlPage *page, guint n_all)
{
  if (n_all > 0)
    html_page_printf (page, "<li><small>and %u more</small></li>", n_all);
}

static void
append_names_of_kind (HtmlPage *page, LearnNameKind kind, const char *label)
{
  guint n = 0;

  for (guint i = 0; i < page->names->all->len; i++)
    {
      const Name *name = page->names->all->pdata[i];
      const char *sign
          = kind == LEARN_NAME_PERSON || kind == LEARN_NAME_ORGANIZATION ? feeling_get_sign (&name->feeling) : NULL;
      if (name->kind != kind || !name->is_told || n++ >= HTML_MAX_NAMES)
        continue;
      if (n == 1)
        {
          begin_fact (page, label, html_name_class (kind));
          html_page_add (page, "<ul>");
        }
      append_item (page, LAYER_ENTITY, name->first, name->text, name->count);
      if (sign != NULL)
        {
          const gboolean positive = g_str_equal (sign, "+");
          html_page_add (page, " ");
          html_page_add_feeling (page, positive, positive ? "felt for positively" : "felt for negatively");
        }
      html_page_add (page, "</li>\n");
    }
  if (n == 0)
    return;
  append_rest (page, n > HTML_MAX_NAMES ? n - HTML_MAX_NAMES : 0);
  html_page_add (page, "</ul>");
  end_fact (page);
}

static void
append_phrases (HtmlPage *page)
{
  if (page->phrases == NULL || page->phrases->len == 0)
    return;
  html_page_add (page, "<div><dt><b>Key phrases</b></dt><dd><ul>");
  for (guint i = 0; i < page->phrases->len; i++)
    {
      const KeyPhrase *phrase = page->phrases->pdata[i];
      append_item (page, LAYER_KEYPHRASE, phrase->first, phrase->text, phrase->count);
      html_page_add (page, "</li>\n");
    }
  html_page_add (page, "</ul>");
  end_fact (page);
}

/* Mood */

/* The course as bars above and below a line, from beginning to end. */
static void
append_course (HtmlPage *page)
{
  enum
  {
    STEP = 10,
    BAR = 8,
    HALF = 16,
  };
  const Mood *mood = &page->mood;

  html_page_printf (page,
                    " <svg class=\"course\" role=\"img\" viewBox=\"0 0 %u %d\" width=\"%u\" height=\"%d\">"
                    "<title>The mood from beginning to end</title><path class=\"axis\" d=\"M0 %dH%u\"/>",
                    mood->n_steps * STEP, 2 * HALF, mood->n_steps * STEP, 2 * HALF, HALF, mood->n_steps * STEP);
  for (guint step = 0; step < mood->n_steps; step++)
    {
      /* Means of sentences seldom go beyond ±0.5; the full height is for those that do. */
      const int height = (int) lround (CLAMP (mood->steps[step] / 0.5, -1.0, 1.0) * (HALF - 1));
      if (height != 0)
        html_page_printf (page, "<rect class=\"%s\" x=\"%u\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                          height > 0 ? "pos" : "neg", step * STEP + 1, height > 0 ? HALF - height : HALF, BAR,
                          ABS (height));
    }
  html_page_add (page, "</svg>");
}

/* The words that made the sentence what it is. */
static void
append_reasons (HtmlPage *page, guint32 row, gboolean positive)
{
  guint32 found[REASONS_MAX];
  const guint n = page->reasons == NULL ? 0 : reasons_find (page->reasons, row, positive, found);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words
          = clean_dup_name (page->text, obelus_layer_get_starts (page->layers[LAYER_EVIDENCE])[found[i]],
                            obelus_layer_get_ends (page->layers[LAYER_EVIDENCE])[found[i]]);
      html_page_add (page, i == 0 ? " <small>because of " : ", ");
      html_page_printf (page, "<u class=\"%s\">", positive ? "pos" : "neg");
      html_append_string (page->output, words);
      html_page_add (page, "</u>");
    }
  if (n > 0)
    html_page_add (page, "</small>");
}

static void
append_extreme (HtmlPage *page, guint32 row, gboolean positive)
{
  ObelusLayer *sentiment = page->layers[LAYER_SENTIMENT];

  if (row == OBELUS_NO_ROW)
    return;
  begin_fact (page, positive ? "Most positive" : "Most negative", NULL);
  html_page_add (page, "<p dir=\"auto\"");
  html_page_add_language (page, page->language);
  html_page_add (page, ">");
  append_sentence (page, obelus_layer_get_starts (sentiment)[row], obelus_layer_get_ends (sentiment)[row]);
  append_reasons (page, row, positive);
  append_way (page, LAYER_SENTIMENT, row, "This sentence");
  html_page_add (page, "</p>");
  end_fact (page);
}

static void
append_mood (HtmlPage *page)
{
  const Mood *mood = &page->mood;

  if (!page->is_felt)
    return;

  g_autofree char *numbers = mood_dup_numbers (mood);
  begin_fact (page, "Mood", NULL);
  html_page_printf (page, "%s <small>(%s)</small>", mood->word, numbers);
  if (mood->n_steps > 0)
    append_course (page);
  end_fact (page);
  append_extreme (page, mood->brightest, TRUE);
  append_extreme (page, mood->darkest, FALSE);
}

/* Quotations */

static void
append_sayings (HtmlPage *page)
{
  ObelusLayer **layers = page->layers;

  if (layers[LAYER_QUOTE] == NULL || layers[LAYER_ENTITY] == NULL)
    return;
  g_autoptr (GPtrArray) sayings
      = sayings_choose (page->text, layers[LAYER_QUOTE], layers[LAYER_ENTITY], page->names, layers[LAYER_SUMMARY],
                        page->last_rank, layers[LAYER_SENTIMENT], page->is_felt ? &page->mood : NULL, HTML_MAX_SAYINGS);
  if (sayings->len == 0)
    return;
  begin_fact (page, "Who said what", NULL);
  for (guint i = 0; i < sayings->len; i++)
    {
      const Saying *saying = sayings->pdata[i];
      const Saying *before = i == 0 ? NULL : sayings->pdata[i - 1];
      if (before == NULL || !g_str_equal (before->speaker, saying->speaker))
        {
          html_page_add (page, before == NULL ? "<p dir=\"auto\"" : "</p>\n<p dir=\"auto\"");
          html_page_add_language (page, page->language);
          html_page_add (page, "><strong><bdi>");
          html_append_string (page->output, saying->speaker);
          html_page_add (page, "</bdi></strong>:");
        }
      html_page_add (page, " <q>“");
      html_append_string (page->output, saying->words);
      html_page_add (page, "”</q>");
      append_way (page, LAYER_QUOTE, saying->row, "This quotation");
    }
  html_page_add (page, "</p>");
  end_fact (page);
}

static void
append_language (HtmlPage *page)
{
  const char *code = about_find_foreign_language (page->layers[LAYER_LANGUAGE]);

  if (code == NULL)
    return;
  g_autofree char *name = clean_dup (about_name_language (code), strlen (about_name_language (code)), 40);
  begin_fact (page, "Language", NULL);
  html_append_string (page->output, name);
  end_fact (page);
}

void
html_part_append_glance (HtmlPage *page)
{
  static const char opening[] = "<section class=\"glance\" aria-label=\"At a glance\">\n";
  static const char list[] = "<dl>\n";
  static const char *const labels[LEARN_N_NAME_KINDS] = { "People", "Organisations", "Places", "Also" };
  const gsize start = page->output->len;

  html_page_add (page, opening);
  append_summary (page);
  const gsize facts = page->output->len;
  html_page_add (page, list);
  for (guint kind = 0; page->names != NULL && kind < LEARN_N_NAME_KINDS; kind++)
    append_names_of_kind (page, (LearnNameKind) kind, labels[kind]);
  append_phrases (page);
  append_mood (page);
  append_sayings (page);
  append_language (page);

  if (page->output->len > facts + strlen (list))
    html_page_add (page, "</dl>\n");
  else
    g_string_truncate (page->output, facts);
  if (page->output->len > start + strlen (opening))
    html_page_add (page, "</section>\n");
  else
    g_string_truncate (page->output, start);
}
