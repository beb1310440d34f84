/* Which of the languages with profiles a text is in, at a glance. */
#pragma once

#include <glib.h>

typedef struct _LanguageGuess LanguageGuess;

LanguageGuess *language_guess_new (void);
void language_guess_free (LanguageGuess *guess);

/* The BCP 47 code of the language whose commonest words stand at the beginning of a text; `en` unless they are clearly
 * those of another. Looks at some hundred bytes. */
const char *language_guess (const LanguageGuess *guess, const char *text, guint32 length);
