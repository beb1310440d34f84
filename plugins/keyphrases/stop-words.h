/* Words that carry no topic, in the languages whose texts come without parts of speech that can be trusted. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  STOP_NONE,
  STOP_WORD = 1 << 0,
  STOP_ARTICLE = 1 << 1, /* announces a noun phrase: a, the, this, their, Mrs */
  STOP_DATE = 1 << 2,    /* days and months: they begin no phrase, but may stand in one, as in Black Friday */
} StopFlags;

#define MOST_LANGUAGES 8

typedef struct _StopWords StopWords;

/* The words of all languages there are; made once and then only read. */
StopWords *stop_words_new (void);
void stop_words_free (StopWords *words);

guint stop_words_get_n_languages (void);

/* A language's number by its code (`en`, `de-AT`), or -1 for one without a list. English is number 0. */
gint stop_words_find_language (const char *code);

/* Whether nouns, and little else, begin with capitals in a language. */
gboolean stop_words_capitalize_nouns (gint language);

/* Adds one to @counts (as many as languages) for each language that has the lower-case word on its list. */
void stop_words_count (const StopWords *words, const char *word, gsize length, guint32 *counts);

/* What a lower-case word is in a language, of its StopFlags. */
guint stop_words_look_up (const StopWords *words, gint language, const char *word, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StopWords, stop_words_free)

G_END_DECLS
