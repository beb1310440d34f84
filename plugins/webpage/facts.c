/* What pages say about themselves. */
#include "facts.h"

#include "reference.h"

#include <string.h>

/* At most so many bytes of a value are kept. */
#define LONGEST_VALUE 2000

char *
page_fact_dup (const char *value, gsize length)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *end = value + length;

  while (value < end && text->len < LONGEST_VALUE)
    {
      gunichar c = ' ';
      gsize size = *value == '&' ? learn_reference_read (value, end, &c) : 0;
      if (size == 0)
        {
          c = g_utf8_get_char (value);
          size = g_utf8_skip[(guchar) *value];
        }
      value += size;
      if (c > ' ' && c != 0xA0)
        g_string_append_unichar (text, c);
      else if (text->len > 0 && text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');
    }
  if (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);

  return text->len > 0 ? g_strndup (text->str, text->len) : NULL;
}

/* Keeps the first value that is told of a fact. */
static void
set_fact (char **fact, const Attribute *value)
{
  if (*fact == NULL && value->value != NULL)
    *fact = page_fact_dup (value->value, value->value_length);
}

static void
read_meta (PageFacts *facts, const Attribute *name, const Attribute *content)
{
  const struct
  {
    const char *name;
    char **fact;
  } names[] = {
    { "og:title", &facts->title },
    { "author", &facts->author },
    { "article:published_time", &facts->date },
    { "date", &facts->date },
    { "og:description", &facts->description },
    { "description", &facts->description },
    { "og:site_name", &facts->site },
    { "og:url", &facts->address },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (attribute_has_value (name, names[i].name))
      set_fact (names[i].fact, content);
}

void
page_facts_read (PageFacts *facts, const Piece *tag)
{
  Attribute attribute, name = { 0 }, content = { 0 }, relation = { 0 }, address = { 0 };

  for (const char *at = tag->start; attribute_next (&at, tag->end, &attribute);)
    if (attribute_has_name (&attribute, "name") || attribute_has_name (&attribute, "property"))
      name = attribute;
    else if (attribute_has_name (&attribute, "content"))
      content = attribute;
    else if (attribute_has_name (&attribute, "rel"))
      relation = attribute;
    else if (attribute_has_name (&attribute, "href"))
      address = attribute;
    else if (attribute_has_name (&attribute, "lang") && piece_has_name (tag, "html"))
      set_fact (&facts->language, &attribute);

  if (name.value != NULL)
    read_meta (facts, &name, &content);
  if (relation.value != NULL && attribute_has_value (&relation, "canonical"))
    set_fact (&facts->address, &address);
}

void
page_facts_read_title (PageFacts *facts, const char *contents, gsize length)
{
  static const char begin[] = "<![CDATA[", end[] = "]]>";

  /* As feeds write titles. */
  if (length >= strlen (begin) + strlen (end) && memcmp (contents, begin, strlen (begin)) == 0)
    {
      const char *close = g_strstr_len (contents, (gssize) length, end);
      contents += strlen (begin);
      length = close == NULL ? length - strlen (begin) : (gsize) (close - contents);
    }
  if (facts->element_title == NULL)
    facts->element_title = page_fact_dup (contents, length);
}

void
page_facts_replace (PageFacts *facts, const PageFacts *told)
{
  page_facts_clear (facts);
  *facts = (PageFacts){
    .title = g_strdup (told->title),
    .author = g_strdup (told->author),
    .date = g_strdup (told->date),
    .address = g_strdup (told->address),
    .language = g_strdup (told->language),
    .description = g_strdup (told->description),
    .site = g_strdup (told->site),
  };
}

void
page_facts_clear (PageFacts *facts)
{
  g_free (facts->title);
  g_free (facts->element_title);
  g_free (facts->author);
  g_free (facts->date);
  g_free (facts->address);
  g_free (facts->language);
  g_free (facts->description);
  g_free (facts->site);
  *facts = (PageFacts){ 0 };
}
