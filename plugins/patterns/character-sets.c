/* Dividing characters into the classes that the sets of some rules tell apart. */
#include "character-sets.h"

enum
{
  /* Letters of longer ranges have no other case looked for. */
  MAX_FOLDED_RANGE = 0x400,
  MAX_CHARACTER = 0x10ffff,
};

CharacterSet *
character_set_new (void)
{
  CharacterSet *set = g_new0 (CharacterSet, 1);

  set->ranges = g_array_new (FALSE, FALSE, sizeof (CharacterRange));

  return set;
}

void
character_set_free (CharacterSet *set)
{
  if (set == NULL)
    return;
  g_array_unref (set->ranges);
  g_free (set);
}

void
character_set_add (CharacterSet *set, gunichar first, gunichar last)
{
  CharacterRange *ranges = (CharacterRange *) (gpointer) set->ranges->data;
  guint at = 0;

  while (at < set->ranges->len && ranges[at].last + 1 < first)
    at++;
  CharacterRange merged = { first, last };
  guint stop = at;
  for (; stop < set->ranges->len && ranges[stop].first <= last + 1; stop++)
    {
      merged.first = MIN (merged.first, ranges[stop].first);
      merged.last = MAX (merged.last, ranges[stop].last);
    }
  if (stop > at)
    g_array_remove_range (set->ranges, at, stop - at);
  g_array_insert_val (set->ranges, at, merged);
}

static gboolean
set_contains (const CharacterSet *set, gunichar character, CharacterKind kind)
{
  gboolean within = (set->kinds >> kind) & 1;
  guint low = 0, high = set->ranges->len;

  while (!within && low < high)
    {
      guint middle = (low + high) / 2;
      const CharacterRange *range = &g_array_index (set->ranges, CharacterRange, middle);
      if (character < range->first)
        high = middle;
      else if (character > range->last)
        low = middle + 1;
      else
        within = TRUE;
    }

  return set->negated ? !within && ((KINDS_WHITE >> kind) & 1) == 0 : within;
}

CharacterKind
character_get_kind (gunichar character)
{
  switch (g_unichar_type (character))
    {
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
      return KIND_UPPER;
    case G_UNICODE_LOWERCASE_LETTER:
      return KIND_LOWER;
    case G_UNICODE_OTHER_LETTER:
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
      return KIND_LETTER;
    case G_UNICODE_DECIMAL_NUMBER:
      return KIND_DIGIT;
    case G_UNICODE_SPACE_SEPARATOR:
      return KIND_SPACE;
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return KIND_LINE;
    default:
      if (character == '\n' || character == '\f' || character == 0x85)
        return KIND_LINE;
      return character == '\t' || character == '\r' || character == '\v' ? KIND_SPACE : KIND_OTHER;
    }
}

CharacterTable *
character_table_new (void)
{
  CharacterTable *table = g_new0 (CharacterTable, 1);

  table->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) character_set_free);
  table->numbers = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  table->cells = g_array_new (FALSE, FALSE, sizeof (gunichar));

  return table;
}

void
character_table_free (CharacterTable *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref (table->sets);
  g_hash_table_unref (table->numbers);
  g_array_unref (table->cells);
  g_free (table->contains);
  g_free (table->kinds);
  g_free (table->cell_classes);
  g_free (table);
}

gint
character_table_add (CharacterTable *table, CharacterSet *added)
{
  g_autoptr (CharacterSet) set = added;
  g_autoptr (GByteArray) key = g_byte_array_new ();
  guint8 head[] = { set->kinds, set->negated != FALSE };
  gpointer number;

  g_byte_array_append (key, head, sizeof head);
  g_byte_array_append (key, (const guint8 *) set->ranges->data, set->ranges->len * (guint) sizeof (CharacterRange));
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&key));
  if (g_hash_table_lookup_extended (table->numbers, bytes, NULL, &number))
    return GPOINTER_TO_INT (number);

  if (table->sets->len == PATTERN_MAX_SETS || table->n_ranges + set->ranges->len > PATTERN_MAX_RANGES)
    return -1;
  gint next = (gint) table->sets->len;
  table->n_ranges += set->ranges->len;
  g_ptr_array_add (table->sets, g_steal_pointer (&set));
  g_hash_table_insert (table->numbers, g_steal_pointer (&bytes), GINT_TO_POINTER (next));

  return next;
}

gint
character_table_fold (CharacterTable *table, guint number)
{
  const CharacterSet *set = g_ptr_array_index (table->sets, number);
  CharacterSet *folded = character_set_new ();

  folded->negated = set->negated;
  folded->kinds = set->kinds;
  if ((set->kinds & (1 << KIND_UPPER | 1 << KIND_LOWER)) != 0)
    folded->kinds |= 1 << KIND_UPPER | 1 << KIND_LOWER;
  for (guint i = 0; i < set->ranges->len; i++)
    {
      CharacterRange range = g_array_index (set->ranges, CharacterRange, i);
      character_set_add (folded, range.first, range.last);
      if (range.last - range.first >= MAX_FOLDED_RANGE)
        continue;
      for (gunichar character = range.first; character <= range.last; character++)
        {
          gunichar lower = g_unichar_tolower (character), upper = g_unichar_toupper (character);
          character_set_add (folded, lower, lower);
          character_set_add (folded, upper, upper);
        }
    }

  return character_table_add (table, folded);
}

static gint
compare_characters (gconstpointer a, gconstpointer b)
{
  gunichar first = *(const gunichar *) a, second = *(const gunichar *) b;

  return (first > second) - (first < second);
}

/* Where some set may begin or end to contain characters. ASCII is cut apart so that it needs no search. */
static void
find_cells (CharacterTable *table)
{
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (gunichar));

  for (gunichar character = 0; character <= 128; character++)
    g_array_append_val (cuts, character);
  for (guint i = 0; i < table->sets->len; i++)
    {
      const CharacterSet *set = g_ptr_array_index (table->sets, i);
      for (guint j = 0; j < set->ranges->len; j++)
        {
          CharacterRange range = g_array_index (set->ranges, CharacterRange, j);
          gunichar behind = range.last + 1;
          g_array_append_val (cuts, range.first);
          g_array_append_val (cuts, behind);
        }
    }
  g_array_sort (cuts, compare_characters);
  for (guint i = 0; i < cuts->len; i++)
    {
      gunichar cut = g_array_index (cuts, gunichar, i);
      if (cut <= MAX_CHARACTER && (i == 0 || cut != g_array_index (cuts, gunichar, i - 1)))
        g_array_append_val (table->cells, cut);
    }
}

/* The class of characters with this membership in sets, which may be a new one; PATTERN_MAX_CLASSES if it is one too
 * many. The kind is part of what is told apart, for borders depend on it. */
static guint
find_class (CharacterTable *table, GHashTable *classes, GPtrArray *signatures, gunichar character, CharacterKind kind)
{
  g_autofree guint8 *signature = g_malloc0 (table->sets->len + 1);
  gpointer number;

  signature[0] = (guint8) kind;
  for (guint i = 0; i < table->sets->len; i++)
    signature[i + 1] = (guint8) set_contains (g_ptr_array_index (table->sets, i), character, kind);
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&signature), table->sets->len + 1);
  if (g_hash_table_lookup_extended (classes, bytes, NULL, &number))
    return GPOINTER_TO_UINT (number);
  if (signatures->len == PATTERN_MAX_CLASSES)
    return PATTERN_MAX_CLASSES;
  guint next = signatures->len;
  g_hash_table_insert (classes, bytes, GUINT_TO_POINTER (next));
  g_ptr_array_add (signatures, g_steal_pointer (&bytes));

  return next;
}

gboolean
character_table_finish (CharacterTable *table)
{
  g_autoptr (GHashTable) classes = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  g_autoptr (GPtrArray) signatures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  find_cells (table);
  table->cell_classes = g_new0 (guint16, (gsize) table->cells->len * N_KINDS);
  for (guint cell = 0; cell < table->cells->len; cell++)
    {
      gunichar first = g_array_index (table->cells, gunichar, cell);
      gboolean is_single
          = cell + 1 < table->cells->len && g_array_index (table->cells, gunichar, cell + 1) == first + 1;
      for (guint kind = 0; kind < N_KINDS; kind++)
        if (!is_single || kind == character_get_kind (first))
          {
            guint found = find_class (table, classes, signatures, first, (CharacterKind) kind);
            if (found == PATTERN_MAX_CLASSES)
              return FALSE;
            table->cell_classes[(gsize) cell * N_KINDS + kind] = (guint16) found;
          }
    }

  table->n_classes = signatures->len;
  table->n_words = (table->n_classes + 63) / 64;
  table->kinds = g_new0 (guint8, table->n_classes);
  table->contains = g_new0 (guint64, (gsize) MAX (table->sets->len, 1) * table->n_words);
  for (guint i = 0; i < table->n_classes; i++)
    {
      const guint8 *signature = g_bytes_get_data (g_ptr_array_index (signatures, i), NULL);
      table->kinds[i] = signature[0];
      for (guint set = 0; set < table->sets->len; set++)
        table->contains[(gsize) set * table->n_words + i / 64] |= (guint64) signature[set + 1] << i % 64;
    }
  for (gunichar character = 0; character < 128; character++)
    table->ascii[character] = character_table_classify (table, character);

  return TRUE;
}

guint16
character_table_classify (const CharacterTable *table, gunichar character)
{
  const gunichar *cells = (const gunichar *) (gconstpointer) table->cells->data;
  guint low = 0, high = table->cells->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;
      if (character < cells[middle])
        high = middle;
      else
        low = middle;
    }

  return table->cell_classes[(gsize) low * N_KINDS + character_get_kind (character)];
}
