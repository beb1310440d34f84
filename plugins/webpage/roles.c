/* Elements that say of themselves that they are no part of the text. */
#include "roles.h"

#include <string.h>

#define LONGEST_CLASS 200 /* bytes of an attribute that are looked at */

/* Parts of the names that pages give to what is beside the text. */
static const char *const outside_names[]
    = { "ad",     "advert",      "advertisement",  "breadcrumb", "comment",    "cookie",  "consent",
        "footer", "menu",        "navbar",         "navigation", "newsletter", "paywall", "popup",
        "promo",  "recommended", "recommendation", "related",    "share",      "sharing", "sidebar",
        "social", "subscribe",   "subscription",   NULL };

static gboolean
is_part_end (const char *word, gsize length, gsize at)
{
  return at == length || word[at] == '-' || word[at] == '_' || g_ascii_isdigit (word[at]);
}

/* Whether @name is a part of a word of a class or id, in the singular or the plural: `post-comments`, and not
 * `commentary`. */
static gboolean
has_part (const char *word, gsize length, const char *name)
{
  gsize size = strlen (name);

  for (gsize at = 0; at + size <= length; at++)
    if ((at == 0 || word[at - 1] == '-' || word[at - 1] == '_') && g_ascii_strncasecmp (word + at, name, size) == 0
        && (is_part_end (word, length, at + size)
            || (g_ascii_tolower (word[at + size]) == 's' && is_part_end (word, length, at + size + 1))))
      return TRUE;

  return FALSE;
}

/* Whether a word of a class tells of a state (`has-sidebar`) and not of what the element is. */
static gboolean
is_state (const char *word, gsize length)
{
  static const char *const states[] = { "has-", "with-", "no-", "is-", "has_", "with_", "no_", "is_" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (length > strlen (states[i]) && g_ascii_strncasecmp (word, states[i], strlen (states[i])) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
names_outside (const Attribute *attribute)
{
  const char *end = attribute->value + MIN (attribute->value_length, LONGEST_CLASS);

  for (const char *word = attribute->value, *behind; word < end; word = behind + 1)
    {
      for (behind = word; behind < end && !g_ascii_isspace (*behind);)
        behind++;
      gsize length = (gsize) (behind - word);
      for (guint i = 0; outside_names[i] != NULL && !is_state (word, length); i++)
        if (has_part (word, length, outside_names[i]))
          return TRUE;
    }

  return FALSE;
}

/* Elements that may be set apart by what they say of themselves: those that pages close. */
static gboolean
is_container (const Piece *tag)
{
  static const char *const names[] = { "div", "section", "ul", "ol", "table", "figure", "details" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (piece_has_name (tag, names[i]))
      return TRUE;

  return FALSE;
}

void
role_read (const Piece *tag, gboolean *is_hidden, gboolean *is_outside, gboolean *is_named)
{
  Attribute attribute;

  if (!is_container (tag))
    return;
  for (const char *at = tag->start; attribute_next (&at, tag->end, &attribute);)
    if (attribute_has_name (&attribute, "hidden")
        || (attribute_has_name (&attribute, "aria-hidden") && attribute_has_value (&attribute, "true")))
      *is_hidden = TRUE;
    else if (attribute_has_name (&attribute, "role"))
      *is_outside |= attribute_has_value (&attribute, "navigation") || attribute_has_value (&attribute, "complementary")
                     || attribute_has_value (&attribute, "contentinfo") || attribute_has_value (&attribute, "dialog");
    else if (attribute_has_name (&attribute, "class") || attribute_has_name (&attribute, "id"))
      *is_named |= names_outside (&attribute);
}
