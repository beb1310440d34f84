/* The words that made scores of sentiment what they are. */
#pragma once

#include <obelus/obelus-plugin.h>

#define REASONS_MAX 3

/* The rows of a layer of evidence, to be found by what they explain; the layer is borrowed. */
typedef struct _Reasons Reasons;

/* @evidence, @sentiment: nullable. %NULL if the evidence is none, lacks columns, or there is no memory for it. */
Reasons *reasons_read (ObelusLayer *evidence, ObelusLayer *sentiment);
void reasons_free (Reasons *reasons);

/* The row of sentiment that the row of evidence explains; OBELUS_NO_ROW for none. */
guint32 reasons_get_explained (const Reasons *reasons, guint32 row);

/* Whether the row of evidence is a word that clearly speaks for a positive, or else a negative, score. */
gboolean reasons_is_one (const Reasons *reasons, guint32 row, gboolean positive);

/* Finds the rows of evidence that speak most for the row @explained of sentiment being positive or negative, the
 * strongest first. No two overlap. Returns how many there are. */
guint reasons_find (const Reasons *reasons, guint32 explained, gboolean positive, guint32 found[REASONS_MAX]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reasons, reasons_free)
