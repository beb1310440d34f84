/* Clusters and name lists as compact hash tables. */
#include "lexicon.h"

#include "hash.h"

#include <obelus/obelus-error.h>

#include <string.h>

/* Bits of the cluster ids: 64, 256, 1024 and 4096 clusters. */
static const guint cluster_bits[ENTITY_N_CLUSTERS] = { 6, 8, 10, 12 };
#define CLUSTER_VALUE_BITS 36
#define NAME_GOES_ON (1u << ENTITY_MAX_LISTS)
#define NAME_VALUE_BITS (ENTITY_MAX_LISTS + 1)

/* Returns the value that @table has for the key, or 0. A value is never 0 with its mark: marks have a bit set always.
 */
static guint64
find (const guint64 *table, guint64 n_homes, guint value_bits, guint64 hash)
{
  if (n_homes == 0)
    return 0;

  guint64 value_mask = ((guint64) 1 << value_bits) - 1;
  guint64 mark = hash << value_bits | (guint64) 1 << 63;
  for (const guint64 *place = table + learn_hash_scale (hash, (guint32) n_homes); *place != 0; place++)
    if ((*place & ~value_mask) == mark)
      return *place;

  return 0;
}

gboolean
entity_lexicon_find_clusters (const EntityLexicon *lexicon, guint64 lower, guint16 *ids)
{
  guint64 value = find (lexicon->clusters, lexicon->n_cluster_homes, CLUSTER_VALUE_BITS, lower);
  if (value == 0)
    return FALSE;

  for (guint i = 0; i < ENTITY_N_CLUSTERS; i++)
    {
      ids[i] = (guint16) (value & ((1u << cluster_bits[i]) - 1));
      value >>= cluster_bits[i];
    }

  return TRUE;
}

guint
entity_lexicon_find_name (const EntityLexicon *lexicon, guint64 hash, gboolean *goes_on)
{
  guint64 value = find (lexicon->names, lexicon->n_name_homes, NAME_VALUE_BITS, hash);

  *goes_on = (value & NAME_GOES_ON) != 0;

  return (guint) value & (NAME_GOES_ON - 1);
}

guint64
entity_lexicon_hash_name (guint64 so_far, guint64 lower)
{
  return learn_hash_mix (so_far, lower);
}

static const char *
read_table (const guint64 *words, gsize n_words, const guint64 **table, guint64 *n_homes)
{
  if (G_BYTE_ORDER != G_LITTLE_ENDIAN)
    return "is a table of words, which is little-endian, and this machine is not";
  if (n_words < 2 || words[0] == 0 || words[0] > n_words - 1)
    return "is a table of words shorter than it says";
  if (words[n_words - 1] != 0)
    return "is a table of words without an end";
  *table = words + 1;
  *n_homes = words[0];

  return NULL;
}

const char *
entity_lexicon_read_clusters (EntityLexicon *lexicon, const guint64 *words, gsize n_words)
{
  return read_table (words, n_words, &lexicon->clusters, &lexicon->n_cluster_homes);
}

const char *
entity_lexicon_read_names (EntityLexicon *lexicon, const guint64 *words, gsize n_words)
{
  return read_table (words, n_words, &lexicon->names, &lexicon->n_name_homes);
}

/* Compiling */

typedef struct
{
  guint64 hash;
  guint64 value;
} Entry;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  guint64 x = ((const Entry *) a)->hash, y = ((const Entry *) b)->hash;

  return x < y ? -1 : x > y;
}

/* In the order of their hashes entries fall into place from left to right. */
static GArray *
make_table (GArray *entries, guint value_bits)
{
  g_array_sort (entries, compare_entries);

  guint64 n_homes = entries->len + entries->len / 4 + 1;
  gsize next = 0;
  GArray *words = g_array_new (FALSE, TRUE, sizeof (guint64));
  g_array_append_val (words, n_homes);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      gsize place = MAX (next, learn_hash_scale (entry->hash, (guint32) n_homes));
      g_array_set_size (words, (guint) place + 2);
      g_array_index (words, guint64, place + 1) = entry->hash << value_bits | (guint64) 1 << 63 | entry->value;
      next = place + 1;
    }
  g_array_set_size (words, (guint) MAX (next, n_homes) + 2);

  return words;
}

/* Cuts the next line off @text; FALSE at the end. */
static gboolean
next_line (const char **text, const char *end, const char **line, gsize *length)
{
  if (*text >= end)
    return FALSE;

  const char *stop = memchr (*text, '\n', (gsize) (end - *text));
  stop = stop == NULL ? end : stop;
  *line = *text;
  *length = (gsize) (stop - *text);
  *text = stop + 1;
  if (*length > 0 && (*line)[*length - 1] == '\r')
    --*length;

  return TRUE;
}

static gboolean
read_ids (const char *fields, const char *end, guint64 *value)
{
  guint shift = 0;

  *value = 0;
  for (guint i = 0; i < ENTITY_N_CLUSTERS; i++)
    {
      if (fields >= end || *fields != ' ')
        return FALSE;
      guint64 id = 0;
      for (fields++; fields < end && g_ascii_isdigit (*fields); fields++)
        id = MIN (id * 10 + (guint64) (*fields - '0'), G_MAXUINT16);
      if (id >> cluster_bits[i] != 0)
        return FALSE;
      *value |= id << shift;
      shift += cluster_bits[i];
    }

  return fields == end;
}

GArray *
entity_lexicon_compile_clusters (const char *text, gsize length, guint max_words, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const char *end = text + length, *line;
  gsize line_length;

  for (guint number = 1; number <= max_words && next_line (&text, end, &line, &line_length); number++)
    {
      const char *space = memchr (line, ' ', line_length);
      Entry entry;
      if (space == NULL || !read_ids (space, line + line_length, &entry.value))
        {
          g_set_error (
              error, OBELUS_ERROR, OBELUS_ERROR_FAILED,
              "line %u of the clusters is not a word and its numbers among 64, 256, 1024 and 4096 clusters, with "
              "spaces between",
              number);
          return NULL;
        }

      EntityCasing casing;
      entry.hash = entity_word_hash_lower (line, (guint32) (space - line), &casing);
      /* digits are one, so several numbers are the same word: the commonest of them counts */
      if (g_hash_table_add (known, g_memdup2 (&entry.hash, sizeof entry.hash)))
        g_array_append_val (entries, entry);
    }

  return make_table (entries, CLUSTER_VALUE_BITS);
}

/* Notes every beginning of a name, and the lists of the whole. */
static void
add_name (GHashTable *values, const char *name, gsize length, guint list)
{
  const char *end = name + length;
  guint64 hash = 0;

  for (guint n = 0; n < ENTITY_MAX_NAME; n++)
    {
      const char *stop = memchr (name, ' ', (gsize) (end - name));
      stop = stop == NULL ? end : stop;
      EntityCasing casing;
      hash = entity_lexicon_hash_name (hash, entity_word_hash_lower (name, (guint32) (stop - name), &casing));

      guint value = GPOINTER_TO_UINT (g_hash_table_lookup (values, &hash));
      value |= stop == end ? 1u << list : NAME_GOES_ON;
      g_hash_table_insert (values, g_memdup2 (&hash, sizeof hash), GUINT_TO_POINTER (value));
      if (stop == end)
        return;
      name = stop + 1;
    }
}

GArray *
entity_lexicon_compile_names (const char *text, gsize length, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func (g_free);
  const char *end = text + length, *line;
  gsize line_length;

  for (guint number = 1; next_line (&text, end, &line, &line_length); number++)
    {
      const char *tab = memchr (line, '\t', line_length);
      if (tab == NULL || tab == line)
        {
          g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_FAILED,
                       "line %u of the gazetteers is not a name, a tab and the name of its list", number);
          return NULL;
        }

      g_autofree char *list = g_strndup (tab + 1, line_length - (gsize) (tab + 1 - line));
      guint index;
      if (!g_ptr_array_find_with_equal_func (lists, list, g_str_equal, &index))
        {
          index = lists->len;
          g_ptr_array_add (lists, g_strdup (list));
        }
      if (index >= ENTITY_MAX_LISTS)
        {
          g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_FAILED,
                       "line %u of the gazetteers begins one list too many; at most %d can be told apart", number,
                       ENTITY_MAX_LISTS);
          return NULL;
        }
      add_name (values, line, (gsize) (tab - line), index);
    }

  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Entry entry = { *(const guint64 *) key, GPOINTER_TO_UINT (value) };
      g_array_append_val (entries, entry);
    }

  return make_table (entries, NAME_VALUE_BITS);
}
