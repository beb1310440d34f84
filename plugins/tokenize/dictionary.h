/* Words of scripts that put no space between them: Han and Kana, Thai, Lao, Khmer, Burmese. */
#pragma once

#include "tokens.h"

/* A thread's own. */
typedef struct _Dictionary Dictionary;

/* Loads the library that has the dictionaries, once for all, and makes what a thread needs of it. Returns NULL and sets
 * *@problem, which is not to be freed, if there are none. */
Dictionary *dictionary_new (const char **problem);
void dictionary_free (Dictionary *dictionary);

/* Whether there is anything to divide: a token of these scripts. */
gboolean dictionary_has_work (const Spans *tokens);

/* Divides such tokens into words, joining neighbours first, and writes all tokens to @divided, which is empty. Returns
 * FALSE if memory could not be had. */
gboolean dictionary_divide (Dictionary *dictionary, const char *text, const Spans *tokens, Spans *divided);
