/* Character references of HTML: `&amp;`, `&#8217;`, `&#x2019;`. */
#pragma once

#include <glib.h>

/* Reads the reference at @at, which is a `&` before @end. Returns how many bytes it takes, and 0 if it is none;
 * *@character is what it stands for. Numbers that mean characters of windows-1252 on the web (`&#146;`) are read so.
 * O(1). */
gsize learn_reference_read (const char *at, const char *end, gunichar *character);
