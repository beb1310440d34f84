/* What is felt towards what is named. */
#pragma once

#include <obelus/obelus-plugin.h>

/* Nearer to 0 than this, what is felt towards somebody is not told: one sentence may be read in several ways. */
#define FEELING_CLEAR 0.5

typedef struct
{
  double sum; /* of scores, −1…1 */
  guint n;
} Feeling;

/* What the rows `unit=target` of a layer of sentiment (nullable) say, for each of @n_entities rows. NULL if there are
 * none, or no memory for it. */
Feeling *feelings_read (ObelusLayer *sentiment, guint32 n_entities);

/* `+` or `−` if the mean is clear, otherwise NULL. */
const char *feeling_get_sign (const Feeling *feeling);
