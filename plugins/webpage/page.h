/* From the bytes of a source to documents with the text of pages. */
#pragma once

#include "facts.h"

#include <obelus/obelus-plugin.h>

/* The options of every reader of markup, by which page_decode () goes. */
#define PAGE_OPTION_ENCODING \
  OBELUS_OPTION_TEXT (       \
      "encoding", "auto",    \
      "How pages are encoded, such as windows-1252; auto for what a page says, or UTF-8 or windows-1252")
#define PAGE_OPTION_INVALID \
  OBELUS_OPTION_CHOICE ("invalid", "replace|reject", "replace", "What to do with bytes that are no characters")

/* Whether the options can be met. */
gboolean page_check_options (ObelusContext *context, GError **error);

/* The markup of a whole source as valid UTF-8, under the source's name. */
ObelusDocument *page_decode (ObelusContext *context, ObelusSource *source, GError **error);

/* The text of @markup, which is valid UTF-8, as a document. With @is_article it is that of the article, behind its
 * title. @told (nullable) is what is known of the markup from outside, which counts instead of what it says of itself;
 * its title stands before the text. */
ObelusDocument *page_make_document (ObelusContext *context, const char *id, const char *markup, gsize length,
                                    gboolean is_article, const PageFacts *told, GError **error);
