/* Tagging a document with a model. */
#pragma once

#include "model.h"
#include "scan.h"

/* A name that was found: tokens [first, first + n). */
typedef struct
{
  guint32 first;
  guint32 n;
  guint type;
  float score; /* 0…1: how likely it is that this span is a name of this type */
} EntitySpan;

typedef struct _EntityTagger EntityTagger;

/* One thread's working memory; NULL where none is left. */
EntityTagger *entity_tagger_new (const EntityModel *model);
void entity_tagger_free (EntityTagger *tagger);

/* Whether `@someone` may be a name. */
void entity_tagger_set_handles (EntityTagger *tagger, gboolean handles);

/* Finds the names of a document, in order. The result is the tagger's and holds until the next call; NULL if memory
 * could not be had, or the work was cancelled. */
const EntitySpan *entity_tagger_tag (EntityTagger *tagger, const LearnTokens *tokens, const LearnSentence *sentences,
                                     guint32 n_sentences, guint32 *n_spans);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntityTagger, entity_tagger_free)
