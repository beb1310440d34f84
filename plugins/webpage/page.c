/* Decoding pages, and making their blocks a text. */
#include "page.h"

#include "article.h"
#include "title.h"

#include <obelus/obelus-error.h>
#include <string.h>

enum
{
  INVALID_REPLACE,
  INVALID_REJECT,
};

gboolean
page_check_options (ObelusContext *context, GError **error)
{
  return obelus_encoding_check (obelus_context_get_text (context, "encoding"), error);
}

/* The encoding that the page names in its first kilobyte, or NULL: `<meta charset=…>`, `<meta … content="text/html;
 * charset=…">`, `<?xml … encoding="…"?>`. */
static char *
find_named_encoding (const char *page, gsize length)
{
  const gboolean is_xml = length > 5 && memcmp (page, "<?xml", 5) == 0;
  const char *word = is_xml ? "encoding" : "charset", *end = page + MIN (length, 1024);

  for (const char *at = page; (at = g_strstr_len (at, end - at, word)) != NULL;)
    {
      at += strlen (word);
      const char *name = at;
      while (name < end && (g_ascii_isspace (*name) || *name == '=' || *name == '"' || *name == '\''))
        name++;
      const char *behind = name;
      while (behind < end && (g_ascii_isalnum (*behind) || *behind == '-' || *behind == '_'))
        behind++;
      if (name > at && behind > name)
        return g_strndup (name, (gsize) (behind - name));
    }

  return NULL;
}

/* What pages name and what the web takes it for, by the Encoding standard. */
static const char *const replaced_encodings[][2] = {
  { "iso-8859-1", "windows-1252" },
  { "latin1", "windows-1252" },
  { "us-ascii", "windows-1252" },
  { "ascii", "windows-1252" },
  { "iso-8859-9", "windows-1254" },
  { "gb2312", "gbk" },
  { "euc-kr", "cp949" },
  { "ks_c_5601-1987", "cp949" },
};

/* The encoding of a page that is no UTF-8, by the name that it gives itself, which may be NULL. */
static const char *
resolve_encoding (const char *named)
{
  if (named == NULL)
    return "windows-1252";
  for (guint i = 0; i < G_N_ELEMENTS (replaced_encodings); i++)
    if (g_ascii_strcasecmp (named, replaced_encodings[i][0]) == 0)
      return replaced_encodings[i][1];
  /* A page that can name it in ASCII is not in it. */
  if (g_ascii_strncasecmp (named, "utf", 3) == 0)
    return "auto";

  return obelus_encoding_check (named, NULL) ? named : "windows-1252";
}

/* What a page is encoded in: as the option says, as its byte order mark says, UTF-8 if it is valid, what the page
 * names, and windows-1252 as the web does with pages that say nothing. */
static char *
choose_encoding (ObelusContext *context, const char *page, gsize length)
{
  const char *encoding = obelus_context_get_text (context, "encoding");
  gboolean has_mark = length >= 2
                      && (memcmp (page, "\xFF\xFE", 2) == 0 || memcmp (page, "\xFE\xFF", 2) == 0
                          || (length >= 3 && memcmp (page, "\xEF\xBB\xBF", 3) == 0));

  if (g_ascii_strcasecmp (encoding, "auto") != 0 || has_mark || obelus_utf8_validate (page, length) == length)
    return g_strdup (encoding);

  g_autofree char *named = find_named_encoding (page, length);
  return g_strdup (resolve_encoding (named));
}

ObelusDocument *
page_decode (ObelusContext *context, ObelusSource *source, GError **error)
{
  g_autoptr (GBytes) bytes = obelus_source_load (source, obelus_context_get_cancellable (context), error);
  if (bytes == NULL)
    return NULL;

  gsize length, n_replaced;
  const char *page = g_bytes_get_data (bytes, &length);
  g_autofree char *id = g_filename_display_name (obelus_source_get_name (source));
  g_autofree char *encoding = choose_encoding (context, page != NULL ? page : "", length);
  ObelusInvalidPolicy policy = obelus_context_get_choice (context, "invalid") == INVALID_REJECT
                                   ? OBELUS_INVALID_REJECT
                                   : OBELUS_INVALID_REPLACE;
  g_autoptr (ObelusDocument) decoded
      = obelus_document_new_decoded (id, page != NULL ? page : "", length, encoding, policy, &n_replaced, error);
  if (decoded != NULL && n_replaced > 0)
    obelus_context_warn (context,
                         "%s: %" G_GSIZE_FORMAT
                         " places that were not valid were replaced by U+FFFD; set encoding=, or "
                         "invalid=reject to refuse such pages",
                         id, n_replaced);

  return g_steal_pointer (&decoded);
}

static void
set_facts (ObelusDocument *document, const PageFacts *facts)
{
  const struct
  {
    const char *key;
    const char *value;
  } values[] = {
    { "title", facts->title }, { "author", facts->author },     { "date", facts->date },
    { "url", facts->address }, { "language", facts->language }, { "description", facts->description },
    { "site", facts->site },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (values[i].value != NULL)
      obelus_document_set_metadata (document, values[i].key, values[i].value, -1);
}

/* Whether a block is the title again, as an article's first heading mostly is. */
static gboolean
is_title (const PageBlocks *page, const Block *block)
{
  const char *title = page->facts.title;
  gsize length = block->end - block->start;

  return title != NULL && strlen (title) == length && memcmp (title, page->text->str + block->start, length) == 0;
}

/* The chosen blocks with blank lines between, behind the title unless they begin with a heading. */
static GString *
join_blocks (const PageBlocks *page, const gboolean *chosen, gboolean with_title, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize first = 0;

  /* A block is longer than what stands before it: its tag made as much. */
  if (!obelus_string_reserve (text, page->text->len + 4 * page->n_blocks + 2048, error))
    return NULL;
  while (first < page->n_blocks && !chosen[first])
    first++;
  if (with_title && page->facts.title != NULL && (first == page->n_blocks || page->blocks[first].kind != BLOCK_HEADING))
    g_string_append (text, page->facts.title);

  for (gsize i = first; i < page->n_blocks; i++)
    {
      const Block *block = &page->blocks[i];
      if (!chosen[i] || (i > first && is_title (page, block)))
        continue;
      g_string_append (text, text->len > 0 ? "\n\n" : "");
      g_string_append (text, block->kind == BLOCK_ITEM ? "- " : "");
      g_string_append_len (text, page->text->str + block->start, (gssize) (block->end - block->start));
    }
  g_string_append (text, text->len > 0 ? "\n" : "");

  return g_steal_pointer (&text);
}

/* The text of a page that was read into blocks. */
static GString *
choose_text (PageBlocks *page, gboolean is_article, gboolean with_title, GError **error)
{
  g_autofree gboolean *chosen = g_try_new (gboolean, page->n_blocks + 1);

  if (chosen == NULL)
    {
      g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                   "no memory is left for a page of %" G_GSIZE_FORMAT " blocks; cut it into smaller ones",
                   page->n_blocks);
      return NULL;
    }
  for (gsize i = 0; i < page->n_blocks; i++)
    chosen[i] = TRUE;
  if (is_article)
    article_choose (page, chosen);

  return join_blocks (page, chosen, with_title, error);
}

ObelusDocument *
page_make_document (ObelusContext *context, const char *id, const char *markup, gsize length, gboolean is_article,
                    const PageFacts *told, GError **error)
{
  GCancellable *cancellable = obelus_context_get_cancellable (context);
  PageBlocks page;
  g_autoptr (GString) text = NULL;

  if (page_blocks_read (&page, markup, length, cancellable, error))
    {
      if (told != NULL)
        page_facts_replace (&page.facts, told);
      else
        page_title_mend (&page);
      text = choose_text (&page, is_article, is_article || told != NULL, error);
    }
  g_autoptr (ObelusDocument) document
      = text != NULL ? obelus_document_new (id, text->str, (gssize) text->len, error) : NULL;
  if (document != NULL)
    set_facts (document, &page.facts);
  page_blocks_clear (&page);

  return g_steal_pointer (&document);
}
