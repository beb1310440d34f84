/* Following labels of tokens. */
#include "name-labels.h"

#include <string.h>

void
learn_name_labels_init (LearnNameLabels *labels, ObelusLayerBuilder *entities)
{
  *labels = (LearnNameLabels){ .entities = entities };
  labels->label_column = obelus_layer_builder_add_column (entities, "label", OBELUS_COLUMN_STRING);
}

gboolean
learn_is_name_label (const char *label, gsize length)
{
  if (length == 1)
    return *label == 'O';

  return length > 2 && label[1] == '-' && *label != '\0' && strchr ("BIELSU", *label) != NULL;
}

void
learn_name_labels_end (LearnNameLabels *labels)
{
  if (labels->part == 0)
    return;

  guint32 row = obelus_layer_builder_append (labels->entities, labels->start, labels->end);
  obelus_layer_builder_set_string (labels->entities, labels->label_column, row, labels->type,
                                   (gssize) labels->type_length);
  labels->part = 0;
}

void
learn_name_labels_add (LearnNameLabels *labels, const char *label, gsize length, guint32 start, guint32 end)
{
  if (length < 2 || !learn_is_name_label (label, length))
    {
      learn_name_labels_end (labels);
      return;
    }

  const char *type = label + 2;
  gsize type_length = length - 2;
  gboolean goes_on = labels->part != 0 && strchr ("ELSU", labels->part) == NULL && strchr ("BSU", *label) == NULL
                     && labels->type_length == type_length && memcmp (labels->type, type, type_length) == 0;
  if (!goes_on)
    {
      learn_name_labels_end (labels);
      labels->start = start;
    }
  labels->part = *label;
  labels->type = type;
  labels->type_length = type_length;
  labels->end = end;
}
