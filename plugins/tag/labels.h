/* Labels: parts of speech with as much of the finer tags (column xpos) as helps to tell them apart. */
#pragma once

#include <glib.h>

/* As many as six bits number. */
#define TAG_MAX_LABELS 64

typedef struct
{
  char **names; /* `VERB/VBD`, `PUNCT` */
  guint n;
} TagLabels;

/* The label that a part of speech with a finer tag (NULL for none) counts for. */
char *tag_label_make_name (const char *upos, const char *xpos);

/* Chooses at most @max labels among names with their counts (name → guint32): the commonest, and of each part of speech
 * at least one. */
void tag_labels_choose (TagLabels *labels, GHashTable *counts, guint max);

/* The number of a label, or of the commonest one of the same part of speech; −1 if there is none. */
gint tag_labels_find (const TagLabels *labels, const char *name);

/* The length of the part of speech in a label's name. */
gsize tag_label_get_upos_length (const char *name);

/* The labels of the parts of speech @upos, and of @other if it is not NULL, as bits. */
guint64 tag_labels_select (const TagLabels *labels, const char *upos, const char *other);

void tag_labels_clear (TagLabels *labels);
