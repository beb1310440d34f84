/* Phrases as evaluations compare them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * match_normalize:
 * @text: a phrase
 * @length: its length in bytes, or -1
 * @stems: whether to stem its words (Porter 1980)
 *
 * Returns: (transfer full): its letters and digits in small letters, one space between two words
 */
char *match_normalize (const char *text, gssize length, gboolean stems);

/* How well a ranked list does at one cut. */
typedef struct
{
  double precision;
  double recall;
  double f1;
} MatchScore;

/**
 * match_score:
 * @found: (element-type utf8): normalized phrases, the best first, all different
 * @n_best: how many of them count
 * @gold: (element-type GStrv): normalized phrases with other names of the same things, each of which counts once
 *
 * Returns: the figures; all 0 where nothing was found or there is nothing to find
 */
MatchScore match_score (const GPtrArray *found, guint n_best, const GPtrArray *gold);

G_END_DECLS
