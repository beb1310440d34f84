/* The writer `html`: a page to read a text on, with what was found in it. */
#include "contents.h"
#include "parts.h"

#include "clean.h"

#include <string.h>

#define MAX_ID_COLUMNS 120

static const char style[] =
#include "style.inc"
    ;

/* The frame. The first document writes the head, since what the page is called depends on it. */

static void
append_head (ObelusContext *context, const char *title, GString *output)
{
  const char *wanted = obelus_context_get_text (context, "title");

  if (obelus_context_get_flag (context, "fragment") || obelus_context_get_place (context) != 0)
    return;
  g_string_append (output, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                           "<title>");
  html_append_string (output, wanted != NULL && *wanted != '\0' ? wanted : title);
  g_string_append (output, "</title>\n<style>\n");
  g_string_append (output, style);
  /* Whether other documents follow is not known yet: the style sheet shows the link where there is a list. */
  g_string_append (output, "</style>\n</head>\n<body>\n"
                           "<p class=\"skip\"><a href=\"#contents\">Contents</a></p>\n<main>\n");
}

/* What a document is called that has no title. */
static char *
dup_name (const char *id)
{
  g_autofree char *name = clean_dup (id, strlen (id), MAX_ID_COLUMNS);

  if (g_str_equal (name, "-"))
    return g_strdup ("Standard input");
  return *name == '\0' ? g_strdup ("Untitled") : g_steal_pointer (&name);
}

static void
begin_article (ObelusContext *context, const char *class, const char *title, GString *output)
{
  append_head (context, title, output);
  g_string_append_printf (output, "<article class=\"%s\" id=\"d%" G_GUINT64_FORMAT "\">\n", class,
                          obelus_context_get_place (context) + 1);
}

/* Ends a document that is whole: what fails on the way becomes another one. */
static void
end_article (ObelusContext *context, const char *title, const char *name, GString *output)
{
  g_string_append (output, "</article>\n");
  if (!obelus_context_get_flag (context, "fragment"))
    html_contents_add (obelus_context_get_shared (context), obelus_context_get_place (context), title,
                       g_str_equal (title, name) ? NULL : name);
}

static gboolean
html_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  g_autofree char *name = dup_name (obelus_document_get_id (document));
  g_autoptr (GString) glance = g_string_new (NULL);
  g_auto (HtmlPage) page = { 0 };

  if (!html_page_init (&page, context, document, glance, error))
    return FALSE;
  html_part_append_glance (&page);

  page.output = output;
  g_autofree char *title = html_part_dup_title (&page, name);
  begin_article (context, "document", title, output);
  if (!html_part_append_text (&page, name, glance, error))
    return FALSE;
  end_article (context, title, name, output);
  return TRUE;
}

static void
html_format_failure (ObelusContext *context, const ObelusFailure *failure, GString *output)
{
  g_autofree char *name = dup_name (failure->id);
  g_autofree char *message = clean_dup (failure->message, strlen (failure->message), 0);
  g_autofree char *stage = clean_dup (failure->stage, strlen (failure->stage), 0);

  begin_article (context, "failed", name, output);
  g_string_append (output, "<header><h1 class=\"name\" dir=\"auto\">");
  html_append_string (output, name);
  g_string_append (output, "</h1></header>\n<p>This document failed: ");
  html_append_string (output, message);
  if (*stage != '\0')
    {
      g_string_append (output, " (stage ");
      html_append_string (output, stage);
      g_string_append (output, ")");
    }
  g_string_append (output, "</p>\n");
  end_article (context, name, name, output);
}

static gboolean
html_load (ObelusContext *context, gpointer *shared, GError **error)
{
  (void) context;
  (void) error;
  *shared = html_contents_new ();
  return TRUE;
}

static void
html_unload (gpointer shared)
{
  html_contents_free (shared);
}

static gboolean
html_end (ObelusContext *context, GString *output, GError **error)
{
  HtmlContents *contents = obelus_context_get_shared (context);

  (void) error;
  if (obelus_context_get_flag (context, "fragment"))
    return TRUE;
  if (html_contents_get_n (contents) == 0)
    {
      append_head (context, "No documents", output);
      g_string_append (output, "<h1 class=\"name\">No documents</h1>\n");
    }
  g_string_append (output, "</main>\n<div id=\"contents\">\n");
  html_contents_append (contents, output);
  g_string_append (output, "</div>\n</body>\n</html>\n");
  return TRUE;
}

static const ObelusOption html_options[]
    = { OBELUS_OPTION_TEXT ("title", "", "What the page is called; without it, as its first document is"),
        OBELUS_OPTION_FLAG ("fragment", 0, "Write the documents alone, to be put into a page of one's own"),
        OBELUS_OPTION_END };

static const ObelusWriterClass html = {
  .name = "html",
  .summary = "Write a page to read: the text with its names, quotations and moods marked, and a digest before it",
  .extensions = ".html .htm",
  /* Sentences and parts of speech are not shown: what is shown is better with them. */
  .needs = "sentence? paragraph? summary? entity? mention? quote? sentiment? obelus.sentiment-evidence? language? "
           "obelus.input? keyphrase? token.upos?",
  .options = html_options,
  .load = html_load,
  .format = html_format,
  .format_failure = html_format_failure,
  .end = html_end,
  .unload = html_unload,
};

static const ObelusWriterClass *const writers[] = { &html, NULL };

OBELUS_PLUGIN (html, .version = "1.0", .license = "MIT", .summary = "Texts as pages for people", .writers = writers)
