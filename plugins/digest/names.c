/* The names in a document, each once, with how often it is said. */
#include "names.h"

#include "display.h"

#include <string.h>

/* Names are short; what a broken tagger marks need not be. */
#define MAX_NAME_BYTES 160
#define MAX_NAME_COLUMNS 60

/* One name while it is counted: how often each spelling and each kind occurred. */
typedef struct
{
  char *key;            /* case folded */
  GHashTable *spelling; /* spelling → count */
  char *best;           /* spelling seen most often; of equals one that is not all capitals, then the first */
  guint best_count;
  guint kinds[N_NAME_KINDS];
  guint count;
  guint32 first;
} Tally;

static void
tally_free (Tally *tally)
{
  g_free (tally->key);
  g_free (tally->best);
  g_hash_table_unref (tally->spelling);
  g_free (tally);
}

static void
name_free (Name *name)
{
  g_free (name->text);
  g_free (name);
}

static NameKind
classify (const char *label)
{
  static const struct
  {
    const char *label;
    NameKind kind;
  } labels[] = {
    { "PER", NAME_PERSON },
    { "PERSON", NAME_PERSON },
    { "ORG", NAME_ORGANISATION },
    { "ORGANIZATION", NAME_ORGANISATION },
    { "ORGANISATION", NAME_ORGANISATION },
    { "LOC", NAME_PLACE },
    { "LOCATION", NAME_PLACE },
    { "GPE", NAME_PLACE },
    { "FAC", NAME_PLACE },
  };

  for (guint i = 0; label != NULL && i < G_N_ELEMENTS (labels); i++)
    if (g_ascii_strcasecmp (label, labels[i].label) == 0)
      return labels[i].kind;
  return NAME_OTHER;
}

static gboolean
is_all_capitals (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_islower (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

static void
tally_add (Tally *tally, const char *spelling, NameKind kind)
{
  const guint count = GPOINTER_TO_UINT (g_hash_table_lookup (tally->spelling, spelling)) + 1;
  g_hash_table_insert (tally->spelling, g_strdup (spelling), GUINT_TO_POINTER (count));

  if (tally->best == NULL || count > tally->best_count
      || (count == tally->best_count && is_all_capitals (tally->best) && !is_all_capitals (spelling)))
    {
      char *best = g_strdup (spelling);
      g_free (tally->best);
      tally->best = best;
      tally->best_count = count;
    }
  tally->kinds[kind]++;
  tally->count++;
}

static NameKind
tally_get_kind (const Tally *tally)
{
  NameKind best = NAME_PERSON;

  for (guint kind = 1; kind < N_NAME_KINDS; kind++)
    if (tally->kinds[kind] > tally->kinds[best])
      best = kind;
  return best;
}

/* The tallies of all names, in the order in which they are first said. */
static GPtrArray *
tally_rows (const char *text, ObelusLayer *entities)
{
  GPtrArray *tallies = g_ptr_array_new_with_free_func ((GDestroyNotify) tally_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  const guint32 *starts = obelus_layer_get_starts (entities);
  const guint32 *ends = obelus_layer_get_ends (entities);
  const gint label = obelus_layer_find_column (entities, "label");

  for (guint32 row = 0; row < obelus_layer_get_n_rows (entities); row++)
    {
      gsize length = ends[row] - starts[row];
      if (length > MAX_NAME_BYTES)
        length = (gsize) (g_utf8_find_prev_char (text + starts[row], text + starts[row] + MAX_NAME_BYTES)
                          - (text + starts[row]));

      g_autofree char *spelling = display_make_clean (text + starts[row], length, MAX_NAME_COLUMNS);
      if (*spelling == '\0')
        continue;

      g_autofree char *key = g_utf8_casefold (spelling, -1);
      Tally *tally = g_hash_table_lookup (by_key, key);
      if (tally == NULL)
        {
          tally = g_new0 (Tally, 1);
          tally->key = g_steal_pointer (&key);
          tally->spelling = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          tally->first = row;
          g_ptr_array_add (tallies, tally);
          g_hash_table_insert (by_key, tally->key, tally);
        }
      tally_add (tally, spelling,
                 classify (label >= 0 ? obelus_layer_get_string (entities, (guint) label, row, NULL) : NULL));
    }

  return tallies;
}

/* Short forms */

/* Notes in `owners` that `form`, a part of the longer name at `index`, belongs to it; a form of two names belongs to
 * neither, which is noted as 0. */
static void
note_form (GHashTable *owners, const char *form, gsize length, NameKind kind, guint index)
{
  char *key = g_strdup_printf ("%u %.*s", kind, (int) length, form);
  gpointer owner;

  if (g_hash_table_lookup_extended (owners, key, NULL, &owner) && GPOINTER_TO_UINT (owner) != index + 1)
    index = G_MAXUINT;
  g_hash_table_insert (owners, key, GUINT_TO_POINTER (index + 1));
}

/* The forms by which people call a long name: of a person the beginning or the end (`Angela`, `Merkel`), of an
 * organisation the beginning (`Ellery Transit` of `Ellery Transit Authority`). A part of a place is another place:
 * `York`, `New York`. */
static void
note_forms (GHashTable *owners, const char *key, NameKind kind, guint index)
{
  if (kind != NAME_PERSON && kind != NAME_ORGANISATION)
    return;

  for (const char *space = strchr (key, ' '); space != NULL; space = strchr (space + 1, ' '))
    {
      note_form (owners, key, (gsize) (space - key), kind, index);
      if (kind == NAME_PERSON)
        note_form (owners, space + 1, strlen (space + 1), kind, index);
    }
}

/* The longest name that the name at `index` is a short form of, or `index`. Each step leads to a longer name. */
static guint
find_owner (GPtrArray *tallies, GHashTable *owners, guint index)
{
  for (;;)
    {
      const Tally *tally = tallies->pdata[index];
      g_autofree char *key = g_strdup_printf ("%u %s", tally_get_kind (tally), tally->key);
      const guint owner = GPOINTER_TO_UINT (g_hash_table_lookup (owners, key));
      if (owner == 0)
        return index;
      index = owner - 1;
    }
}

/* Adds what is counted under short forms to the long names; the short ones are left with a count of 0. */
static void
merge_short_forms (GPtrArray *tallies)
{
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = tallies->pdata[i];
      note_forms (owners, tally->key, tally_get_kind (tally), i);
    }

  for (guint i = 0; i < tallies->len; i++)
    {
      const guint owner = find_owner (tallies, owners, i);
      if (owner == i)
        continue;

      Tally *shorter = tallies->pdata[i], *longer = tallies->pdata[owner];
      longer->count += shorter->count;
      longer->first = MIN (longer->first, shorter->first);
      shorter->count = 0;
    }
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  const Name *first = *(Name *const *) a, *second = *(Name *const *) b;

  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return first->first < second->first ? -1 : first->first > second->first;
}

GPtrArray *
names_count (const char *text, ObelusLayer *entities)
{
  g_autoptr (GPtrArray) tallies = tally_rows (text, entities);
  GPtrArray *names = g_ptr_array_new_with_free_func ((GDestroyNotify) name_free);

  merge_short_forms (tallies);
  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = tallies->pdata[i];
      if (tally->count == 0)
        continue;

      Name *name = g_new0 (Name, 1);
      name->text = g_strdup (tally->best);
      name->kind = tally_get_kind (tally);
      name->count = tally->count;
      name->first = tally->first;
      g_ptr_array_add (names, name);
    }

  g_ptr_array_sort (names, compare_names);
  return names;
}
