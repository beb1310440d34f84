/* Clusters and name lists as compact hash tables. */
#include "lexicon.h"

#include "hash.h"
#include "lines.h"

#include <string.h>

/* Bits of the cluster ids: 64, 256, 1024 and 4096 clusters. */
static const guint cluster_bits[LEARN_N_CLUSTERS] = { 6, 8, 10, 12 };
#define CLUSTER_VALUE_BITS 36
#define NAME_GOES_ON (1u << LEARN_MAX_LISTS)
#define NAME_VALUE_BITS (LEARN_MAX_LISTS + 1)

gboolean
learn_lexicon_find_clusters (const LearnLexicon *lexicon, guint64 lower, guint16 *ids)
{
  guint64 value = learn_word_table_find (&lexicon->clusters, CLUSTER_VALUE_BITS, lower);
  if (value == 0)
    return FALSE;

  for (guint i = 0; i < LEARN_N_CLUSTERS; i++)
    {
      ids[i] = (guint16) (value & ((1u << cluster_bits[i]) - 1));
      value >>= cluster_bits[i];
    }

  return TRUE;
}

guint
learn_lexicon_find_name (const LearnLexicon *lexicon, guint64 hash, gboolean *goes_on)
{
  guint64 value = learn_word_table_find (&lexicon->names, NAME_VALUE_BITS, hash);

  *goes_on = (value & NAME_GOES_ON) != 0;

  return (guint) value & (NAME_GOES_ON - 1);
}

guint64
learn_lexicon_hash_name (guint64 so_far, guint64 lower)
{
  return learn_hash_mix (so_far, lower);
}

const char *
learn_lexicon_read_clusters (LearnLexicon *lexicon, const guint64 *words, gsize n_words)
{
  return learn_word_table_read (&lexicon->clusters, words, n_words);
}

const char *
learn_lexicon_read_names (LearnLexicon *lexicon, const guint64 *words, gsize n_words)
{
  return learn_word_table_read (&lexicon->names, words, n_words);
}

/* Compiling */

static gboolean
read_ids (const char *fields, const char *end, guint64 *value)
{
  guint shift = 0;

  *value = 0;
  for (guint i = 0; i < LEARN_N_CLUSTERS; i++)
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
learn_lexicon_compile_clusters (const char *text, gsize length, guint max_words, char **problem)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (LearnWordEntry));
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const char *end = text + length, *line;
  gsize line_length;

  for (guint number = 1; number <= max_words && learn_line_read (&text, end, &line, &line_length); number++)
    {
      const char *space = memchr (line, ' ', line_length);
      LearnWordEntry entry;
      if (space == NULL || !read_ids (space, line + line_length, &entry.value))
        {
          *problem = g_strdup_printf (
              "line %u of the clusters is not a word and its numbers among 64, 256, 1024 and 4096 clusters, with "
              "spaces between",
              number);
          return NULL;
        }

      LearnCasing casing;
      entry.hash = learn_word_hash_lower (line, (guint32) (space - line), &casing);
      /* digits are one, so several numbers are the same word: the commonest of them counts */
      if (g_hash_table_add (known, g_memdup2 (&entry.hash, sizeof entry.hash)))
        g_array_append_val (entries, entry);
    }

  return learn_word_table_compile (entries, CLUSTER_VALUE_BITS);
}

/* Notes every beginning of a name, and the lists of the whole. */
static void
add_name (GHashTable *values, const char *name, gsize length, guint list)
{
  const char *end = name + length;
  guint64 hash = 0;

  for (guint n = 0; n < LEARN_MAX_NAME; n++)
    {
      const char *stop = memchr (name, ' ', (gsize) (end - name));
      stop = stop == NULL ? end : stop;
      LearnCasing casing;
      hash = learn_lexicon_hash_name (hash, learn_word_hash_lower (name, (guint32) (stop - name), &casing));

      guint value = GPOINTER_TO_UINT (g_hash_table_lookup (values, &hash));
      value |= stop == end ? 1u << list : NAME_GOES_ON;
      g_hash_table_insert (values, g_memdup2 (&hash, sizeof hash), GUINT_TO_POINTER (value));
      if (stop == end)
        return;
      name = stop + 1;
    }
}

GArray *
learn_lexicon_compile_names (const char *text, gsize length, char **problem)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func (g_free);
  const char *end = text + length, *line;
  gsize line_length;

  for (guint number = 1; learn_line_read (&text, end, &line, &line_length); number++)
    {
      const char *tab = memchr (line, '\t', line_length);
      if (tab == NULL || tab == line)
        {
          *problem
              = g_strdup_printf ("line %u of the gazetteers is not a name, a tab and the name of its list", number);
          return NULL;
        }

      g_autofree char *list = g_strndup (tab + 1, line_length - (gsize) (tab + 1 - line));
      guint index;
      if (!g_ptr_array_find_with_equal_func (lists, list, g_str_equal, &index))
        {
          index = lists->len;
          g_ptr_array_add (lists, g_strdup (list));
        }
      if (index >= LEARN_MAX_LISTS)
        {
          *problem
              = g_strdup_printf ("line %u of the gazetteers begins one list too many; at most %d can be told apart",
                                 number, LEARN_MAX_LISTS);
          return NULL;
        }
      add_name (values, line, (gsize) (tab - line), index);
    }

  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (LearnWordEntry));
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      LearnWordEntry entry = { *(const guint64 *) key, GPOINTER_TO_UINT (value) };
      g_array_append_val (entries, entry);
    }

  return learn_word_table_compile (entries, NAME_VALUE_BITS);
}
