/* Learning an entity model from labelled documents. */
#pragma once

#include "chain-lesson.h"
#include "templates.h"

typedef struct
{
  LearnChainPlan chain;
  double case_copies;    /* share of documents that are learned in capitals and in small letters as well */
  double divided;        /* share of documents that are learned with words divided at hyphens */
  const char *registers; /* the type of people, who are learned in lists with surnames first as well; NULL for none */
  const char *datelines; /* the type of places, which are learned in capitals before a dash as well; NULL for none */
  double prune;          /* features none of whose weights is as large are dropped */
  guint min_count;       /* features that occur less often are dropped */
  EntityFeatureGroups features;
  guint max_words;           /* of the clusters */
  GBytes *clusters;          /* text; NULL for none */
  GBytes *gazetteers;        /* text; NULL for none */
  const char *const *hidden; /* types that may hide under O in sources that never have them */
} EntityPlan;

typedef struct _EntityLesson EntityLesson;

/* @types are the types' names in the order in which labels are numbered. */
EntityLesson *entity_lesson_new (const char *const *types);
void entity_lesson_free (EntityLesson *lesson);

/* Adds a source of documents that count @weight. If it @is_kept, nothing is learned from them but how far scores hold.
 * Returns its number. */
guint entity_lesson_add_source (EntityLesson *lesson, double weight, gboolean is_kept);

/* Sentences of the source are learned as quotations in others as well. */
void entity_lesson_quote_source (EntityLesson *lesson, guint source);

/* Adds a document of a source; all is copied. @labels has a label a token. */
void entity_lesson_add (EntityLesson *lesson, guint source, const LearnTokens *tokens, const LearnSentence *sentences,
                        guint32 n_sentences, const guint8 *labels);

/* How many documents with tokens are kept. */
guint entity_lesson_get_n_kept (const EntityLesson *lesson);

/* Learns, and adds the sections to @model. @context, NULL for none, is told how far it is and may cancel it. */
gboolean entity_lesson_learn (EntityLesson *lesson, const EntityPlan *plan, ObelusModelBuilder *model,
                              ObelusContext *context, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntityLesson, entity_lesson_free)
