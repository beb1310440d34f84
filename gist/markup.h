/* Left-overs of HTML in a text, as a person would have read them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In place of a character: there is nothing to show. */
#define MARKUP_NOTHING ((gunichar) -1)

/* Reads one character or one piece of markup at @at, which is before @end, and returns how many bytes it takes.
 * @character is what is to be shown: the character, what a reference such as `&eacute;` stands for, a space for tags
 * that divide (`<br>`, `</p>`), nothing for tags that only dress (`<em>`). What is no markup is read as it is. O(1): a
 * tag ends within 256 bytes or is none. */
gsize markup_read (const char *at, const char *end, gunichar *character);

G_END_DECLS
