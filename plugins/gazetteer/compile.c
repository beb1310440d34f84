/* From a list to the sections of a model. */
#include "names-private.h"

/* Sorts what stands for one name together, and of that what has the same label and id. */
static int
compare_entries (gconstpointer a, gconstpointer b, gpointer data)
{
  const GazetteerEntry *first = a, *second = b;
  const GazetteerList *list = data;

  if (first->hash != second->hash)
    return first->hash < second->hash ? -1 : 1;
  if (first->text_length != second->text_length)
    return first->text_length < second->text_length ? -1 : 1;
  int order = memcmp (list->texts->str + first->text, list->texts->str + second->text, first->text_length);
  if (order != 0)
    return order;
  if (first->label != second->label)
    return first->label < second->label ? -1 : 1;
  if (first->id_length != second->id_length)
    return first->id_length < second->id_length ? -1 : 1;
  order = memcmp (list->ids->str + first->id, list->ids->str + second->id, first->id_length);
  if (order != 0)
    return order;

  return first->order < second->order ? -1 : first->order > second->order;
}

static gboolean
is_same_name (const GazetteerList *list, const GazetteerEntry *a, const GazetteerEntry *b)
{
  return a->hash == b->hash && a->text_length == b->text_length
         && memcmp (list->texts->str + a->text, list->texts->str + b->text, a->text_length) == 0;
}

static gboolean
is_same_reading (const GazetteerList *list, const GazetteerEntry *a, const GazetteerEntry *b)
{
  return a->label == b->label && a->id_length == b->id_length
         && memcmp (list->ids->str + a->id, list->ids->str + b->id, a->id_length) == 0;
}

/* Of the entries from @first on that have one name, the reading with the greatest weight; of equals the one that the
 * list has first. Returns how many entries there are. */
static guint
choose_reading (const GazetteerList *list, guint first, const GazetteerEntry **chosen, double *share)
{
  const GazetteerEntry *entries = &g_array_index (list->entries, GazetteerEntry, first);
  guint n_left = list->entries->len - first, n = 0;
  double all = 0, best = 0;

  *chosen = NULL;
  while (n < n_left && is_same_name (list, &entries[0], &entries[n]))
    {
      const GazetteerEntry *reading = &entries[n];
      double weight = 0;
      for (; n < n_left && is_same_name (list, reading, &entries[n]) && is_same_reading (list, reading, &entries[n]);
           n++)
        weight += (double) entries[n].weight;
      if (*chosen == NULL || weight > best || (weight == best && reading->order < (*chosen)->order))
        {
          *chosen = reading;
          best = weight;
        }
      all += weight;
    }
  *share = best / all;

  return n;
}

/* Notes a state for each piece of the name. */
static void
add_states (GArray *states, const char *text, gsize length, guint32 name)
{
  guint64 state = 0;
  const char *end = text + length;

  for (const char *piece = text; piece != NULL;)
    {
      const char *separator = memchr (piece, PIECE_SEPARATOR, (gsize) (end - piece));
      const char *piece_end = separator != NULL ? separator : end;
      state = step (state, piece_hash (piece, (gsize) (piece_end - piece)));
      LearnWordEntry entry = { state, separator != NULL ? STATE_GOES_ON : (guint64) (name + 1) << 1 };
      g_array_append_val (states, entry);
      piece = separator != NULL ? separator + 1 : NULL;
    }
}

static int
compare_states (gconstpointer a, gconstpointer b)
{
  const LearnWordEntry *first = a, *second = b;

  if (first->hash != second->hash)
    return first->hash < second->hash ? -1 : 1;
  return first->value < second->value ? -1 : first->value > second->value;
}

/* One entry a state: names that begin alike share theirs. */
static void
join_states (GArray *states)
{
  guint n = 0;

  g_array_sort (states, compare_states);
  for (guint i = 0; i < states->len; i++)
    {
      const LearnWordEntry *entry = &g_array_index (states, LearnWordEntry, i);
      LearnWordEntry *last = n > 0 ? &g_array_index (states, LearnWordEntry, n - 1) : NULL;
      if (last != NULL && last->hash == entry->hash)
        last->value |= entry->value == STATE_GOES_ON || last->value == STATE_GOES_ON ? entry->value : 0;
      else
        g_array_index (states, LearnWordEntry, n++) = *entry;
    }
  g_array_set_size (states, n);
}

static void
add_section (ObelusModelBuilder *model, const char *name, const GArray *array)
{
  obelus_model_builder_add_section (model, name, array->data,
                                    (gsize) array->len * g_array_get_element_size ((GArray *) array));
}

gboolean
gazetteer_names_compile (GazetteerList *list, GazetteerCase letter_case, GazetteerForm form, ObelusModelBuilder *model,
                         GError **error)
{
  /* Names, their states, the table of these, and twice that while arrays grow. */
  if (!obelus_memory_check ((gsize) list->entries->len * 200, error))
    return FALSE;

  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (GazetteerName));
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (LearnWordEntry));
  g_autoptr (GString) texts = g_string_new (NULL), ids = g_string_new (NULL), labels = g_string_new (NULL);

  g_array_sort_with_data (list->entries, compare_entries, list);
  for (guint i = 0; i < list->entries->len;)
    {
      const GazetteerEntry *entry;
      double share;
      i += choose_reading (list, i, &entry, &share);
      GazetteerName name = { .text = (guint32) texts->len,
                             .id = (guint32) ids->len,
                             .text_length = entry->text_length,
                             .id_length = entry->id_length,
                             .label = entry->label,
                             .score = (float) share };
      add_states (states, list->texts->str + entry->text, entry->text_length, names->len);
      g_string_append_len (texts, list->texts->str + entry->text, entry->text_length);
      g_string_append_len (ids, list->ids->str + entry->id, entry->id_length);
      g_array_append_val (names, name);
    }
  for (guint i = 0; i < list->labels->len; i++)
    {
      const char *label = g_ptr_array_index (list->labels, i);
      g_string_append_len (labels, label, (gssize) strlen (label) + 1);
    }
  join_states (states);
  g_autoptr (GArray) table = learn_word_table_compile (states, STATE_BITS);

  Settings settings = { FORMAT_VERSION, letter_case, form, list->labels->len };
  obelus_model_builder_add_section (model, SECTION_SETTINGS, &settings, sizeof settings);
  add_section (model, SECTION_STATES, table);
  add_section (model, SECTION_NAMES, names);
  obelus_model_builder_add_section (model, SECTION_TEXTS, texts->str, texts->len);
  obelus_model_builder_add_section (model, SECTION_IDS, ids->str, ids->len);
  obelus_model_builder_add_section (model, SECTION_LABELS, labels->str, labels->len);

  return TRUE;
}
