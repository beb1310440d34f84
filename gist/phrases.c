/* The key phrases of a document, each once, the best first. */
#include "phrases.h"

#include "clean.h"
#include "keyed-hash.h"

#include <string.h>

/* Phrases are short; what somebody else's stage marks need not be. */
#define MAX_PHRASE_BYTES 240
#define MAX_PHRASE_COLUMNS 60

/* More names are not looked for in one phrase. */
#define MAX_NAMES_IN_PHRASE 8

/* So many places a word on its own steps back: what it stands for, a phrase of several words often tells. */
#define WORD_STEPS_BACK 8

static void
key_phrase_free (KeyPhrase *phrase)
{
  g_free (phrase->text);
  g_free (phrase);
}

static char *
read_phrase (const char *text, ObelusLayer *keyphrases, gint column, guint32 row)
{
  const guint32 start = obelus_layer_get_starts (keyphrases)[row];
  const char *phrase = column < 0 ? NULL : obelus_layer_get_string (keyphrases, (guint) column, row, NULL);
  gsize length = phrase != NULL ? strlen (phrase) : obelus_layer_get_ends (keyphrases)[row] - start;

  if (phrase == NULL)
    phrase = text + start;
  if (length > MAX_PHRASE_BYTES)
    length = (gsize) (g_utf8_find_prev_char (phrase, phrase + MAX_PHRASE_BYTES) - phrase);
  return clean_dup (phrase, length, MAX_PHRASE_COLUMNS);
}

/* Where a phrase is told: its rank, or somewhat behind it. */
static gint64
find_place (const KeyPhrase *phrase)
{
  const gint64 step = strchr (phrase->text, ' ') == NULL ? WORD_STEPS_BACK : 0;

  return phrase->rank > G_MAXINT64 - step ? G_MAXINT64 : phrase->rank + step;
}

static gint
compare_phrases (gconstpointer a, gconstpointer b)
{
  const KeyPhrase *first = *(KeyPhrase *const *) a, *second = *(KeyPhrase *const *) b;
  const gint64 first_place = find_place (first), second_place = find_place (second);

  if (first_place != second_place)
    return first_place < second_place ? -1 : 1;
  return first->rank < second->rank ? -1 : first->rank > second->rank;
}

/* Whether a place lies within a name, or holds a person's: `Judge Helena March` says no more than her name does. */
static gboolean
is_name (ObelusLayer *entities, ObelusLayer *keyphrases, guint32 row)
{
  const guint32 start = obelus_layer_get_starts (keyphrases)[row], end = obelus_layer_get_ends (keyphrases)[row];
  ObelusRowIter iter;
  guint32 name, first;

  if (entities == NULL)
    return FALSE;
  obelus_layer_find_covering (entities, start, end, &iter);
  if (obelus_row_iter_next (&iter, &name))
    return TRUE;

  const gint label = obelus_layer_find_column (entities, "label");
  const guint32 n_names = obelus_layer_find_starting (entities, start, end, &first);
  for (guint32 i = 0; label >= 0 && i < MIN (n_names, MAX_NAMES_IN_PHRASE); i++)
    if (obelus_layer_get_ends (entities)[first + i] <= end
        && learn_name_classify (obelus_layer_get_string (entities, (guint) label, first + i, NULL))
               == LEARN_NAME_PERSON)
      return TRUE;
  return FALSE;
}

/* A day of the week or a month alone says nothing of the text; `march` in small letters goes on foot. */
static gboolean
is_part_of_date (const char *phrase)
{
  static const char *const words[] = { "Monday",  "Tuesday",   "Wednesday", "Thursday", "Friday",  "Saturday", "Sunday",
                                       "January", "February",  "March",     "April",    "May",     "June",     "July",
                                       "August",  "September", "October",   "November", "December" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (phrase, words[i]))
      return TRUE;
  return FALSE;
}

static void
add_folded (GHashTable *set, const char *text)
{
  g_hash_table_add (set, g_utf8_casefold (text, -1));
}

/* What has been said with the names: each of them, and of people each word. */
static GHashTable *
collect_said (const Names *names)
{
  GHashTable *said = g_hash_table_new_full (learn_keyed_string_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; names != NULL && i < names->all->len; i++)
    {
      const Name *name = names->all->pdata[i];
      if (!name->is_told)
        continue;
      add_folded (said, name->text);
      if (name->kind != LEARN_NAME_PERSON)
        continue;
      g_auto (GStrv) words = g_strsplit (name->text, " ", -1);
      for (guint j = 0; words[j] != NULL; j++)
        add_folded (said, words[j]);
    }
  return said;
}

GPtrArray *
phrases_list (const char *text, ObelusLayer *keyphrases, ObelusLayer *entities, const Names *names)
{
  const gint phrase_column = obelus_layer_find_column (keyphrases, "phrase");
  const gint rank_column = obelus_layer_find_column (keyphrases, "rank");
  const gint64 *ranks = rank_column < 0 ? NULL : obelus_layer_get_integers (keyphrases, (guint) rank_column);
  GPtrArray *phrases = g_ptr_array_new_with_free_func ((GDestroyNotify) key_phrase_free);
  g_autoptr (GHashTable) by_rank = g_hash_table_new (learn_keyed_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) said = collect_said (names);
  g_autoptr (GHashTable) by_text = g_hash_table_new (learn_keyed_string_hash, g_str_equal);

  for (guint32 row = 0; row < obelus_layer_get_n_rows (keyphrases); row++)
    {
      KeyPhrase *known = ranks == NULL ? NULL : g_hash_table_lookup (by_rank, &ranks[row]);
      g_autofree char *called = known != NULL ? NULL : read_phrase (text, keyphrases, phrase_column, row);
      if (known == NULL && ranks == NULL)
        known = g_hash_table_lookup (by_text, called);
      const guint n_named = is_name (entities, keyphrases, row) ? 1 : 0;
      if (known != NULL)
        {
          known->count++;
          known->n_named += n_named;
        }
      if (known != NULL || *called == '\0')
        continue;

      KeyPhrase *phrase = g_new (KeyPhrase, 1);
      *phrase = (KeyPhrase){ g_steal_pointer (&called), 1, row, ranks == NULL ? (gint64) phrases->len : ranks[row],
                             n_named };
      g_ptr_array_add (phrases, phrase);
      g_hash_table_insert (by_text, phrase->text, phrase);
      if (ranks != NULL)
        g_hash_table_insert (by_rank, &phrase->rank, phrase);
    }
  for (guint i = phrases->len; i-- > 0;)
    {
      const KeyPhrase *phrase = phrases->pdata[i];
      g_autofree char *key = g_utf8_casefold (phrase->text, -1);
      if (g_hash_table_contains (said, key) || is_part_of_date (phrase->text)
          || phrase->n_named >= phrase->count - phrase->count / 2)
        g_ptr_array_remove_index_fast (phrases, i);
    }
  g_ptr_array_sort (phrases, compare_phrases);
  return phrases;
}
