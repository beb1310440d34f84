/* Tagging a document with a model: labels of tokens, a stretch at a time. */
#pragma once

#include "model.h"
#include "scan.h"

typedef struct _TagTagger TagTagger;

/* Tokens [first, first + n) with their labels and words. */
typedef struct
{
  guint32 first;
  guint32 n;
  gboolean is_upper; /* whether their sentence is in capitals */
  const guint8 *labels;
  const LearnWord *const *words;
} TagStretchLabels;

/* One thread's working memory; NULL if it could not be had. */
TagTagger *tag_tagger_new (const TagModel *model);
void tag_tagger_free (TagTagger *tagger);

/* Begins a document. Returns FALSE if memory could not be had. */
gboolean tag_tagger_begin (TagTagger *tagger, const LearnTokens *tokens, const LearnSentence *sentences,
                           guint32 n_sentences);

/* Goes to a sentence. */
void tag_tagger_enter_sentence (TagTagger *tagger, guint32 sentence);

/* Labels the sentence's next stretch. Returns FALSE at its end. The result holds until the next call. */
gboolean tag_tagger_next (TagTagger *tagger, TagStretchLabels *result);

/* The words that results point to. */
const LearnMemory *tag_tagger_get_memory (const TagTagger *tagger);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TagTagger, tag_tagger_free)
