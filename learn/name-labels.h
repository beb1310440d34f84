/* From labels of tokens to rows of the layer `entity`. */
#pragma once

#include <obelus/obelus-plugin.h>

typedef struct
{
  ObelusLayerBuilder *entities;
  guint label_column;
  char part; /* of the name that is being read; 0 outside */
  const char *type;
  gsize type_length;
  guint32 start;
  guint32 end;
} LearnNameLabels;

/* Rows are added to @entities, a builder of the layer `entity`, which gets the column `label`. */
void learn_name_labels_init (LearnNameLabels *labels, ObelusLayerBuilder *entities);

/* Whether this is a label: O, or one of B I E L S U with a hyphen and a type. */
gboolean learn_is_name_label (const char *label, gsize length);

/* Takes the next token's label; what is none counts as O. It must live until the name has ended. Follows the labels of
 * all schemes (IOB1, IOB2, BIOES, BILOU) as conlleval does (Tjong Kim Sang and Buchholz 2000): a name begins where a
 * label says so, or where one goes on that nobody began. */
void learn_name_labels_add (LearnNameLabels *labels, const char *label, gsize length, guint32 start, guint32 end);

/* Ends the name that is being read, as the end of a sentence does. */
void learn_name_labels_end (LearnNameLabels *labels);
