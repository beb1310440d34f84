/* The names in a document, each once, with how often it is said. */
#include "names.h"

#include "clean.h"
#include "keyed-hash.h"

#include <string.h>

/* A shorter stem says too little: `Ira` begins Iran and Iraq. */
#define MIN_STEM 4

/* One name while it is counted: how often each spelling and each kind occurred. */
typedef struct
{
  char *key;            /* case folded */
  GHashTable *spelling; /* spelling → count */
  char *best;           /* spelling seen most often; of equals one that is not all capitals, then the first; of
                           more words than one never in capitals if it can be helped */
  guint best_count;
  guint kinds[LEARN_N_NAME_KINDS];
  guint count;
  guint32 first;
  Feeling feeling;
  Name *name; /* what became of it; NULL for nothing */
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

static gboolean
is_all_capitals (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_islower (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

static void
tally_add_spelling (Tally *tally, const char *spelling)
{
  const guint count = GPOINTER_TO_UINT (g_hash_table_lookup (tally->spelling, spelling)) + 1;
  g_hash_table_insert (tally->spelling, g_strdup (spelling), GUINT_TO_POINTER (count));

  /* `ANN LEE: …` of transcripts is Ann Lee, where she is ever called so; `NASA` may be as it should be. */
  const gboolean best_shouts = tally->best != NULL && is_all_capitals (tally->best),
                 shouts = is_all_capitals (spelling);
  const gboolean differs = tally->best != NULL && best_shouts != shouts && strchr (spelling, ' ') != NULL;
  if (tally->best == NULL || (differs ? best_shouts : count > tally->best_count)
      || (count == tally->best_count && best_shouts && !shouts))
    {
      char *best = g_strdup (spelling);
      g_free (tally->best);
      tally->best = best;
      tally->best_count = count;
    }
}

static LearnNameKind
tally_get_kind (const Tally *tally)
{
  LearnNameKind best = LEARN_NAME_PERSON;

  for (guint kind = 1; kind < LEARN_N_NAME_KINDS; kind++)
    if (tally->kinds[kind] > tally->kinds[best])
      best = kind;
  return best;
}

/* What a row's name is called, and the key under which it is counted. NULL if nothing of it can be shown. */
static char *
read_spelling (const char *text, ObelusLayer *entities, guint32 row, char **key)
{
  g_autofree char *spelling
      = clean_dup_name (text, obelus_layer_get_starts (entities)[row], obelus_layer_get_ends (entities)[row]);
  if (*spelling == '\0')
    return NULL;
  *key = g_utf8_casefold (spelling, -1);

  return g_steal_pointer (&spelling);
}

/* The tally of the row's name; NULL if there is nothing to show. */
static Tally *
find_tally (GPtrArray *tallies, GHashTable *by_key, const char *text, ObelusLayer *entities, guint32 row)
{
  g_autofree char *key = NULL;
  g_autofree char *spelling = read_spelling (text, entities, row, &key);
  Tally *tally = spelling != NULL ? g_hash_table_lookup (by_key, key) : NULL;

  if (spelling == NULL || tally != NULL)
    return tally;
  tally = g_new0 (Tally, 1);
  tally->key = g_steal_pointer (&key);
  tally->spelling = g_hash_table_new_full (learn_keyed_string_hash, g_str_equal, g_free, NULL);
  tally->first = row;
  g_ptr_array_add (tallies, tally);
  g_hash_table_insert (by_key, tally->key, tally);

  return tally;
}

/* Whether a row is only the title of the next one, as where taggers cut `SHERIFF BO LIND` in two. */
static gboolean
is_title (const char *text, ObelusLayer *entities, guint32 row)
{
  const guint32 start = obelus_layer_get_starts (entities)[row], end = obelus_layer_get_ends (entities)[row];
  gboolean is_title_word = FALSE;

  if (row + 1 == obelus_layer_get_n_rows (entities) || obelus_layer_get_starts (entities)[row + 1] != end + 1
      || text[end] != ' ')
    return FALSE;
  learn_title_read (text + start, end - start, &is_title_word);
  return is_title_word;
}

/* Counts a row for whoever `anchor`, itself or another row, names, and returns the tally of that; NULL if there is
 * none. A short form is no spelling of the long one. */
static Tally *
count_row (GPtrArray *tallies, GHashTable *by_key, const Frame *frame, ObelusLayer *entities, const Feeling *feelings,
           guint32 row, guint32 anchor)
{
  const guint32 start = obelus_layer_get_starts (entities)[row], end = obelus_layer_get_ends (entities)[row];
  const gint label = obelus_layer_find_column (entities, "label");
  g_autofree char *key = NULL;
  g_autofree char *spelling = read_spelling (frame->text, entities, row, &key);
  Tally *tally = find_tally (tallies, by_key, frame->text, entities, anchor);

  if (spelling == NULL || tally == NULL)
    return NULL;
  if (strcmp (tally->key, key) == 0)
    tally_add_spelling (tally, spelling);
  tally
      ->kinds[learn_name_classify (label >= 0 ? obelus_layer_get_string (entities, (guint) label, row, NULL) : NULL)]++;
  tally->first = MIN (tally->first, row);
  if (frame_holds (frame, start) || frame_is_agency (frame, start, end) || is_title (frame->text, entities, row))
    return tally;
  tally->count++;
  if (feelings != NULL)
    {
      tally->feeling.sum += feelings[row].sum;
      tally->feeling.n += feelings[row].n;
    }
  return tally;
}

/* The row that a mention refers to; OBELUS_NO_ROW if it refers to none. */
static guint32
get_anchor (ObelusLayer *mentions, guint32 mention)
{
  const gint column = obelus_layer_find_column (mentions, "entity");
  const guint32 *anchors = column >= 0 ? obelus_layer_get_references (mentions, (guint) column) : NULL;

  return anchors != NULL ? anchors[mention] : OBELUS_NO_ROW;
}

/* Tallies all that is named, in the order in which it is first named by a row, and notes whose each row is. */
static GPtrArray *
tally_rows (const Frame *frame, ObelusLayer *entities, ObelusLayer *mentions, const Feeling *feelings,
            gpointer *of_entity, gpointer *of_mention)
{
  GPtrArray *tallies = g_ptr_array_new_with_free_func ((GDestroyNotify) tally_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new (learn_keyed_string_hash, g_str_equal);
  const guint32 *starts = obelus_layer_get_starts (entities), *ends = obelus_layer_get_ends (entities);
  const guint32 *mention_starts = mentions != NULL ? obelus_layer_get_starts (mentions) : NULL;
  const guint32 *mention_ends = mentions != NULL ? obelus_layer_get_ends (mentions) : NULL;
  const guint32 n_rows = obelus_layer_get_n_rows (entities);
  const guint32 n_mentions = mentions != NULL ? obelus_layer_get_n_rows (mentions) : 0;
  guint32 mention = 0, row = 0;

  /* Both layers are in one order, so that a walk finds the mentions that are names themselves. */
  while (row < n_rows || mention < n_mentions)
    {
      const gboolean has_row = row < n_rows, has_mention = mention < n_mentions;
      const guint32 anchor = has_mention ? get_anchor (mentions, mention) : OBELUS_NO_ROW;
      if (has_row && has_mention && starts[row] == mention_starts[mention] && ends[row] == mention_ends[mention])
        {
          of_entity[row]
              = count_row (tallies, by_key, frame, entities, feelings, row, anchor == OBELUS_NO_ROW ? row : anchor);
          row++;
          mention++;
        }
      else if (has_row
               && (!has_mention || starts[row] < mention_starts[mention]
                   || (starts[row] == mention_starts[mention] && ends[row] > mention_ends[mention])))
        {
          of_entity[row] = count_row (tallies, by_key, frame, entities, feelings, row, row);
          row++;
        }
      else
        {
          Tally *tally = anchor != OBELUS_NO_ROW ? find_tally (tallies, by_key, frame->text, entities, anchor) : NULL;
          if (tally != NULL && !frame_holds (frame, mention_starts[mention]))
            tally->count++;
          of_mention[mention] = tally;
          mention++;
        }
    }

  return tallies;
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  const Name *first = *(Name *const *) a, *second = *(Name *const *) b;

  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return first->first < second->first ? -1 : first->first > second->first;
}

/* What an adjective of a place keeps of its name, folded: all but the last letter, if there are five. */
static char *
dup_stem (const char *place)
{
  g_autofree char *folded = g_utf8_casefold (place, -1);
  const glong length = g_utf8_strlen (folded, -1);

  return g_utf8_substring (folded, 0, length >= MIN_STEM + 1 ? length - 1 : length);
}

/* Whether a name puts a common ending to one of the stems. */
static gboolean
is_adjective (const char *name, GHashTable *stems)
{
  static const char *const endings[] = { "n", "an", "ian", "ese", "ish", "ic", "i", "e", NULL };

  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; endings[i] != NULL; i++)
    {
      if (!g_str_has_suffix (folded, endings[i]))
        continue;
      g_autofree char *stem = g_strndup (folded, strlen (folded) - strlen (endings[i]));
      if (g_utf8_strlen (stem, -1) >= MIN_STEM && g_hash_table_contains (stems, stem))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_demonym (const char *name, GHashTable *places)
{
  static const struct
  {
    const char *adjective;
    const char *place;
  } demonyms[] = {
#include "demonyms.inc"
  };

  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (demonyms); i++)
    if (g_str_equal (folded, demonyms[i].adjective) && g_hash_table_contains (places, demonyms[i].place))
      return TRUE;
  return FALSE;
}

static void
find_told (GPtrArray *names)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (learn_keyed_string_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) stems = g_hash_table_new_full (learn_keyed_string_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = names->pdata[i];
      if (name->kind != LEARN_NAME_PLACE || name->count == 0)
        continue;
      g_hash_table_add (stems, dup_stem (name->text));
      g_hash_table_add (places, g_utf8_casefold (name->text, -1));
    }
  for (guint i = 0; i < names->len; i++)
    {
      Name *name = names->pdata[i];
      name->is_told = name->count > 0
                      && !(name->kind == LEARN_NAME_OTHER
                           && (is_adjective (name->text, stems) || is_demonym (name->text, places)));
    }
}

/* Puts the name in the place of its tally. */
static void
resolve (gpointer *tallies, guint32 n)
{
  for (guint32 row = 0; row < n; row++)
    if (tallies[row] != NULL)
      tallies[row] = ((const Tally *) tallies[row])->name;
}

Names *
names_count (const Frame *frame, ObelusLayer *entities, ObelusLayer *mentions, ObelusLayer *sentiment)
{
  const guint32 n_rows = obelus_layer_get_n_rows (entities);
  const guint32 n_mentions = mentions == NULL ? 0 : obelus_layer_get_n_rows (mentions);
  Names *names = g_new0 (Names, 1);

  names->all = g_ptr_array_new_with_free_func ((GDestroyNotify) name_free);
  names->of_entity = g_try_new0 (gpointer, (gsize) n_rows + 1);
  names->of_mention = g_try_new0 (gpointer, (gsize) n_mentions + 1);
  if (names->of_entity == NULL || names->of_mention == NULL)
    {
      names_free (names);
      return NULL;
    }

  g_autofree Feeling *feelings = feelings_read (sentiment, n_rows);
  g_autoptr (GPtrArray) tallies = tally_rows (frame, entities, mentions, feelings, names->of_entity, names->of_mention);
  for (guint i = 0; i < tallies->len; i++)
    {
      Tally *tally = tallies->pdata[i];
      if (tally->best == NULL)
        continue;

      Name *name = g_new0 (Name, 1);
      name->text = g_strdup (tally->best);
      name->kind = tally_get_kind (tally);
      name->count = tally->count;
      name->first = tally->first;
      name->feeling = tally->feeling;
      tally->name = name;
      g_ptr_array_add (names->all, name);
    }
  resolve (names->of_entity, n_rows);
  resolve (names->of_mention, n_mentions);

  find_told (names->all);
  g_ptr_array_sort (names->all, compare_names);
  return names;
}

void
names_free (Names *names)
{
  if (names == NULL)
    return;

  g_clear_pointer (&names->all, g_ptr_array_unref);
  g_free (names->of_entity);
  g_free (names->of_mention);
  g_free (names);
}
