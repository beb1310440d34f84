/* Learning how lemmas are made: scripts, the rules that choose among them, and the words that rules get wrong. */
#pragma once

#include "lemmas.h"
#include "lexicon.h"

#include <obelus/obelus-model.h>

typedef struct _TagLemmaLesson TagLemmaLesson;

TagLemmaLesson *tag_lemma_lesson_new (void);
void tag_lemma_lesson_free (TagLemmaLesson *lesson);

/* Adds a word with the number of its label's name, and its lemma; all is copied. */
void tag_lemma_lesson_add (TagLemmaLesson *lesson, const char *form, gsize length, guint16 name, const char *lemma);

/* Says which label each name stands for. */
void tag_lemma_lesson_set_labels (TagLemmaLesson *lesson, const guint8 *label_of, guint n_names);

/* Learns, once, and adds the sections to @model. */
void tag_lemma_lesson_learn (TagLemmaLesson *lesson, const LearnLexicon *lexicon, guint n_labels, guint64 seed,
                             ObelusModelBuilder *model);
