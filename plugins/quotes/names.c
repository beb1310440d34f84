/* Reading names and mentions as one list. */
#include "names.h"

#include <string.h>

void
spoken_names_clear (SpokenNames *names)
{
  g_clear_pointer (&names->names, g_free);
  g_clear_pointer (&names->genders, g_free);
  names->n = 0;
}

static LearnGender
find_gender (const char *text, guint32 start, guint32 end)
{
  const char *space = memchr (text + start, ' ', end - start);
  gboolean is_title;
  LearnGender gender
      = learn_title_read (text + start, space != NULL ? (gsize) (space - text) - start : end - start, &is_title);

  return is_title && space != NULL ? gender : learn_title_find_before (text, start);
}

/* Two lists that are walked side by side. */
typedef struct
{
  ObelusLayer *entities;
  ObelusLayer *mentions;
  const guint32 *anchors; /* a row of @mentions */
  guint32 entity;
  guint32 mention;
} Walk;

/* The next name of either list, the longer of two that begin together. */
static gboolean
walk_next (Walk *walk, SpokenName *name)
{
  guint32 n_entities = obelus_layer_get_n_rows (walk->entities);
  guint32 n_mentions = walk->mentions != NULL ? obelus_layer_get_n_rows (walk->mentions) : 0;
  const guint32 *starts = obelus_layer_get_starts (walk->entities), *ends = obelus_layer_get_ends (walk->entities);
  gboolean has_entity = walk->entity < n_entities, has_mention = walk->mention < n_mentions;

  if (!has_entity && !has_mention)
    return FALSE;
  if (has_mention)
    {
      guint32 start = obelus_layer_get_starts (walk->mentions)[walk->mention];
      guint32 end = obelus_layer_get_ends (walk->mentions)[walk->mention];
      if (!has_entity || start < starts[walk->entity] || (start == starts[walk->entity] && end >= ends[walk->entity]))
        {
          *name = (SpokenName){ .start = start, .end = end, .row = walk->anchors[walk->mention++] };
          return TRUE;
        }
    }
  *name = (SpokenName){ .start = starts[walk->entity], .end = ends[walk->entity], .row = walk->entity };
  walk->entity++;

  return TRUE;
}

gboolean
spoken_names_read (SpokenNames *names, ObelusContext *context, const char *text, ObelusLayer *entities,
                   ObelusLayer *mentions, GError **error)
{
  guint32 n_entities = obelus_layer_get_n_rows (entities);
  gsize n_rows = (gsize) n_entities + (mentions != NULL ? obelus_layer_get_n_rows (mentions) : 0);
  gint label = obelus_layer_find_column (entities, "label");
  gint anchor = mentions != NULL ? obelus_layer_find_column (mentions, "entity") : -1;
  Walk walk = { .entities = entities, .mentions = anchor >= 0 ? mentions : NULL };
  guint32 covered = 0, step = 0;
  SpokenName name;

  names->names = g_try_new (SpokenName, MAX (n_rows, 1));
  names->genders = g_try_new0 (guint8, MAX (n_entities, 1));
  if (names->names == NULL || names->genders == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                "no memory is left for %u names; cut the document into smaller ones", n_entities);
  if (anchor >= 0)
    walk.anchors = obelus_layer_get_references (mentions, (guint) anchor);
  while (walk_next (&walk, &name))
    {
      if (obelus_context_is_cancelled_at (context, step++, error))
        return FALSE;
      if (name.row == OBELUS_NO_ROW || name.start < covered || name.start >= name.end)
        continue;
      name.kind
          = learn_name_classify (label < 0 ? NULL : obelus_layer_get_string (entities, (guint) label, name.row, NULL));
      if (name.kind == LEARN_NAME_OTHER)
        continue;
      LearnGender gender = find_gender (text, name.start, name.end);
      if (gender != LEARN_GENDER_UNKNOWN)
        names->genders[name.row] = (guint8) gender;
      names->names[names->n++] = name;
      covered = name.end;
    }

  return TRUE;
}
