/* Learning a tag model from annotated documents. */
#pragma once

#include "chain-lesson.h"
#include "scan.h"

typedef struct
{
  LearnChainPlan chain;
  double case_copies; /* share of documents that are learned in capitals and in small letters as well */
  double prune;       /* weights that are smaller are left out */
  guint min_count;    /* features that occur less often are left out */
  guint max_labels;
  guint n_parts;    /* what is learned of a word's class while learning from a part comes from the others */
  guint max_words;  /* of the clusters */
  GBytes *clusters; /* text; NULL for none */
} TagPlan;

typedef struct _TagLesson TagLesson;

TagLesson *tag_lesson_new (void);
void tag_lesson_free (TagLesson *lesson);

/* Adds a document that counts @weight; all is copied. Each token has a part of speech, a finer tag and a lemma, each of
 * which may be NULL.
 */
void tag_lesson_add (TagLesson *lesson, double weight, const LearnTokens *tokens, const LearnSentence *sentences,
                     guint32 n_sentences, const char *const *upos, const char *const *xpos, const char *const *lemmas);

/* Learns, once, and adds the sections to @model. @context, NULL for none, is told how far it is and may cancel it. */
gboolean tag_lesson_learn (TagLesson *lesson, const TagPlan *plan, ObelusModelBuilder *model, ObelusContext *context,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TagLesson, tag_lesson_free)
