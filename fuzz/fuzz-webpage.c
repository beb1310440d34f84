/* Pages: whatever they are, the blocks lie in the text one after the other, with words in each, and the text is no
 * longer than the page. */
#include "fuzz.h"

#include "../plugins/webpage/article.h"

#include <obelus/obelus.h>

#include <string.h>

static const char *const seeds[] = {
  "<!DOCTYPE html><html lang=\"en\"><title>T &amp; U</title><meta name=author content='A B'><body><nav><a "
  "href=/>Home</a></nav>"
  "<article><h1>Head</h1><p class=lead>One <b>two</b> three&nbsp;four<br><br>five</p><ul><li>a<li><p>b</ul></article>",
  "<div hidden>no<div>no</div></div><pre>a  b\n c</pre><table><tr><td>1<td>2</table><script>if (a < b) "
  "\"</p>\"</script>x",
  "a < b <!-- c --> <?d?> &#x2019;&#146;&eacute;&bad; <p "
  "title=\"a>b\">e</p><button>f</button><figure><figcaption>g</figure>",
};

GBytes *
fuzz_get_seed (guint n)
{
  return n < G_N_ELEMENTS (seeds) ? g_bytes_new_static (seeds[n], strlen (seeds[n])) : NULL;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  PageBlocks page;
  gsize end = 0;

  /* Without a NUL behind it, so that what reads too far is seen. */
  g_autofree char *markup = g_memdup2 (data, size);
  if (size == 0 || obelus_utf8_validate (markup, size) != size)
    return 0;

  g_assert_true (page_blocks_read (&page, markup, size, NULL, NULL));
  g_autofree gboolean *chosen = g_new0 (gboolean, page.n_blocks + 1);
  article_choose (&page, chosen);
  g_assert_cmpuint (page.text->len, <=, size);
  g_assert_cmpuint (obelus_utf8_validate (page.text->str, page.text->len), ==, page.text->len);
  for (gsize i = 0; i < page.n_blocks; i++)
    {
      const Block *block = &page.blocks[i];
      g_assert_true (block->start >= end && block->start < block->end && block->end <= page.text->len);
      g_assert_true (block->n_words > 0 && block->n_link_words <= block->n_words);
      end = block->end;
    }
  page_blocks_clear (&page);

  return 0;
}
