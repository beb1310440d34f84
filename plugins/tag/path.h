/* The best way through the labels of a stretch (Viterbi 1967), among those that are not out of the question.
 *
 * A label whose score at its token lags behind the best one's by more than a margin is left out before pairs are looked
 * at. That leaves two of fifty on average, and the way is found in a tenth of the time. */
#pragma once

#include "model.h"

typedef struct _TagPath TagPath;

/* For stretches of up to @n_places tokens; NULL if memory could not be had. */
TagPath *tag_path_new (const TagModel *model, guint32 n_places);
void tag_path_free (TagPath *path);

/* Puts the labels of @n tokens (at least 1) into @labels. @scores are n × n_lanes. Of equal ways the one over smaller
 * labels is taken. */
void tag_path_find (TagPath *path, const gint16 *scores, guint32 n, guint8 *labels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TagPath, tag_path_free)
