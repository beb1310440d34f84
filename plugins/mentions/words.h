/* The words of a name, without titles, in a form in which names are compared. */
#pragma once

#include "name-kinds.h"

enum
{
  /* A longer name is compared as a whole only. */
  NAME_MAX_WORDS = 8,
  NAME_MAX_BYTES = 200,
};

typedef struct
{
  guint n_words;                    /* 0: the name is no more than a title, or too long to be taken apart */
  char *words[NAME_MAX_WORDS];      /* case-folded, without full stops */
  gboolean capital[NAME_MAX_WORDS]; /* whether it begins with a capital */
  char *whole;                      /* the words, folded; or all of it; of what is too long the beginning as it is */
  LearnGender gender;               /* as a title within the name says */
  gboolean is_acronym;              /* one word of two or more capitals and perhaps digits */
} NameWords;

/* Takes a name apart. What belongs to it is freed by name_words_clear (). */
void name_words_read (NameWords *words, const char *text, gsize length, LearnNameKind kind);
void name_words_clear (NameWords *words);

/* Whether a word is one letter: `j` of `J.` */
gboolean name_is_initial (const char *word);

/* How many of the words are no initials. */
guint name_count_full_words (const NameWords *words);

/* The first letters of the words that begin with a capital, or of all; NULL if fewer than two words would be told by
 * it. */
char *name_make_acronym (const NameWords *words, gboolean all_words);

/* Whether the letters of a short form are in the long one in their order, the first at the beginning of a word (after
 * Schwartz & Hearst 2003). */
gboolean name_is_abbreviation (const char *short_form, gsize short_length, const char *long_form, gsize long_length);

/* Whether an organisation is still itself without the words from @from on: `Toyota` of `Toyota Motor`, but not `Bank`
 * of `Bank of England`. */
gboolean name_may_end_before (const NameWords *words, guint from);

/* Whether the last word of an organisation's name may stand for all of it, as clubs are called: `Rovers`, `Lakers`. */
gboolean name_ends_as_team (const NameWords *words);

/* How long the folded name is without the `s` of its plural, if it ends as what people call themselves, who stand for
 * their party or country: `Republicans` and `Republican`, `Liberal Democrats`. 0 if it ends otherwise. */
gsize name_measure_member (const NameWords *words);
