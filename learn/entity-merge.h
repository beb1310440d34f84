/* Names that a stage found beside those that are there: which of them stay, by rules that an operator states. */
#pragma once

#include <obelus/obelus-plugin.h>

#include <math.h>

/* A name that a stage found. What it points to belongs to the caller. */
typedef struct
{
  guint32 start;
  guint32 end;
  const char *label;
  gssize label_length; /* -1 if it ends with a NUL */
  double score;        /* NAN for none */
  const char *id;      /* NULL for none */
  gssize id_length;
} LearnEntity;

/* What a processor that finds names says of itself: it revises the layer if there is one. */
#define LEARN_ENTITY_NEEDS "entity?"
#define LEARN_ENTITY_GIVES "entity"

/* Options of every processor that finds names beside others. */
/* clang-format off */
#define LEARN_ENTITY_OPTIONS(prefer)                                                                                     \
  OBELUS_OPTION_LIST ("prefer", prefer,                                                                                  \
                      "Which of two names stays where they overlap: longer, score, this (stage's), earlier (stages') "   \
                      "or stage:NAME; the first that tells them apart decides"),                                         \
  OBELUS_OPTION_CHOICE ("overlap", "drop|nest|keep", "drop",                                                             \
                        "What becomes of a name that overlaps a preferred one: drop it, let it stay within the other or " \
                        "around it, or keep all")
/* clang-format on */

typedef struct _LearnEntityRules LearnEntityRules;

/* The rules as the options `prefer` and `overlap` state them; NULL with an error where they state none. */
LearnEntityRules *learn_entity_rules_new (ObelusContext *context, GError **error);
void learn_entity_rules_free (LearnEntityRules *rules);

/* Commits @found (LearnEntity, in a layer's order, none of them overlapping another) as the layer `entity`, or merged
 * with the one that is there. Names with equal span and label become one, with what cells either has. Of others that
 * overlap the most preferred stays, then the next unless it overlaps one that stays, and so on. Column `tagger` says
 * which stage each row is from. O(n log n). */
gboolean learn_entity_commit (const LearnEntityRules *rules, ObelusContext *context, ObelusDocument *document,
                              const GArray *found, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LearnEntityRules, learn_entity_rules_free)
