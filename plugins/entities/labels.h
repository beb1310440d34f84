/* Labels of tokens: outside of names, or Begin, Inside, Last, Unit of a name of some type (BILOU; Ratinov and Roth
 * 2009). */
#pragma once

#include <glib.h>

#define ENTITY_OUTSIDE 0
#define ENTITY_MAX_TYPES 15

/* In learning: it is not said what the token is. */
#define ENTITY_UNKNOWN G_MAXUINT8

typedef enum
{
  ENTITY_BEGIN,
  ENTITY_INSIDE,
  ENTITY_LAST,
  ENTITY_UNIT,
} EntityPart;

static inline guint8
entity_label (guint type, EntityPart part)
{
  return (guint8) (1 + 4 * type + part);
}

static inline guint
entity_label_get_type_number (guint8 label)
{
  return (label - 1u) / 4;
}

static inline EntityPart
entity_label_get_part (guint8 label)
{
  return (EntityPart) ((label - 1u) % 4);
}

static inline guint
entity_count_labels (guint n_types)
{
  return 1 + 4 * n_types;
}

/* Whether a name may begin, or the text outside of names go on, after the label. */
static inline gboolean
entity_label_is_closed (guint8 label)
{
  return label == ENTITY_OUTSIDE || entity_label_get_part (label) >= ENTITY_LAST;
}

/* Whether the label needs no name before it. */
static inline gboolean
entity_label_is_opening (guint8 label)
{
  return label == ENTITY_OUTSIDE || entity_label_get_part (label) == ENTITY_BEGIN
         || entity_label_get_part (label) == ENTITY_UNIT;
}

static inline gboolean
entity_label_may_follow (guint8 before, guint8 label)
{
  if (entity_label_is_closed (before))
    return entity_label_is_opening (label);

  return !entity_label_is_opening (label)
         && entity_label_get_type_number (before) == entity_label_get_type_number (label);
}
