/* Tying names to referents. */
#include "referents.h"

#include "keyed-hash.h"

#include <string.h>

enum
{
  /* More bearers of one form than this are not told apart. */
  MAX_OWNERS = 4,
  MAX_DEFINED_BYTES = 12,
};

#define NO_REFERENT G_MAXUINT32

/* Names that are written alike. */
typedef struct
{
  NameWords words;
  LearnNameKind kind;
  guint32 first_row;
  guint32 number; /* among all, as they were found */
  guint n_full_words;
  gboolean has_id;
  gboolean opens;        /* in the title or the first paragraph */
  gboolean is_ambiguous; /* each row is asked on its own */
  guint32 referent;      /* NO_REFERENT while it is not known, or if rows are asked */
} Group;

typedef struct
{
  guint32 anchor;    /* the first row of the fullest name */
  guint32 paragraph; /* the last in which it was named, plus 1; 0 before it is named */
  gboolean opens;    /* named in full in the title or the first paragraph */
  LearnGender gender;
} Referent;

/* Those that are called by one form. */
typedef struct
{
  guint n; /* MAX_OWNERS + 1 for too many */
  guint32 referents[MAX_OWNERS];
  gboolean only_forename[MAX_OWNERS];
} Owners;

struct _Referents
{
  const char *text;
  const NameRow *rows;
  guint32 n_rows;
  guint32 *group_of_row;
  guint8 *genders; /* a row: what a title in it or before it tells */
  GPtrArray *groups;
  GArray *referents;   /* Referent */
  GHashTable *forms;   /* a letter for the kind and a form: Owners */
  GHashTable *defined; /* a folded short form: its Group, or NULL if it was given to several */
  GString *key;
};

static void
group_free (gpointer data)
{
  Group *group = data;

  name_words_clear (&group->words);
  g_free (group);
}

void
referents_free (Referents *referents)
{
  if (referents == NULL)
    return;
  g_free (referents->group_of_row);
  g_free (referents->genders);
  g_ptr_array_unref (referents->groups);
  g_array_unref (referents->referents);
  g_hash_table_unref (referents->forms);
  g_hash_table_unref (referents->defined);
  g_string_free (referents->key, TRUE);
  g_free (referents);
}

/* Groups */

static const char kind_letters[] = { 'p', 'o', 'l', 'x' };

static void
find_group (Referents *referents, GHashTable *by_key, guint32 row)
{
  const NameRow *name = &referents->rows[row];
  LearnNameKind kind = learn_name_classify (name->label);
  NameWords words;
  GString *key = referents->key;

  name_words_read (&words, referents->text + name->start, name->end - name->start, kind);
  referents->genders[row] = (guint8) (words.gender == LEARN_GENDER_UNKNOWN && kind == LEARN_NAME_PERSON
                                          ? learn_title_find_before (referents->text, name->start)
                                          : words.gender);
  g_string_truncate (key, 0);
  const gboolean may_be_members = name->id == NULL && (kind == LEARN_NAME_OTHER || kind == LEARN_NAME_ORGANIZATION);
  const gsize member = may_be_members ? name_measure_member (&words) : 0;
  /* A name of several words is the same whatever a tagger takes it for; one word may be a person's and a town's. */
  if (name->id != NULL)
    g_string_append_printf (key, "#%s", name->id);
  else if (member > 0)
    g_string_append_printf (key, "*%.*s", (int) member, words.whole);
  else if (words.n_words > 1)
    g_string_append_printf (key, "*%s", words.whole);
  else
    g_string_append_printf (key, "%c%s\n%s", kind_letters[kind],
                            kind == LEARN_NAME_OTHER && name->label != NULL ? name->label : "", words.whole);

  Group *group = g_hash_table_lookup (by_key, key->str);
  if (group == NULL)
    {
      group = g_new0 (Group, 1);
      group->words = words;
      group->kind = kind;
      group->first_row = row;
      group->has_id = name->id != NULL;
      group->n_full_words = name_count_full_words (&words);
      group->referent = NO_REFERENT;
      group->number = referents->groups->len;
      g_hash_table_insert (by_key, g_strdup (key->str), group);
      g_ptr_array_add (referents->groups, group);
    }
  else
    {
      /* With ids, names that are written otherwise come together: the fullest is what it is called. Of the singular and
       * the plural it is the latter. */
      if (name_count_full_words (&words) > group->n_full_words
          || (member > 0 && strlen (words.whole) > strlen (group->words.whole)))
        {
          NameWords shorter = group->words;
          group->words = words;
          group->n_full_words = name_count_full_words (&words);
          group->first_row = row;
          words = shorter;
        }
      name_words_clear (&words);
    }
  group->opens |= name->is_opening;
  referents->group_of_row[row] = group->number;
}

/* Fuller names first, so that short ones find them. */
static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const Group *first = *(const Group *const *) a, *second = *(const Group *const *) b;

  if (first->n_full_words != second->n_full_words)
    return first->n_full_words > second->n_full_words ? -1 : 1;
  if (first->words.n_words != second->words.n_words)
    return first->words.n_words > second->words.n_words ? -1 : 1;
  if (first->has_id != second->has_id)
    return first->has_id ? -1 : 1;
  return first->first_row < second->first_row ? -1 : first->first_row > second->first_row;
}

/* Forms */

static void
note_form (Referents *referents, char kind, const char *form, guint32 referent, gboolean only_forename)
{
  g_string_printf (referents->key, "%c%s", kind, form);
  Owners *owners = g_hash_table_lookup (referents->forms, referents->key->str);

  if (owners == NULL)
    {
      owners = g_new0 (Owners, 1);
      g_hash_table_insert (referents->forms, g_strdup (referents->key->str), owners);
    }
  for (guint i = 0; i < MIN (owners->n, MAX_OWNERS); i++)
    if (owners->referents[i] == referent)
      {
        owners->only_forename[i] &= only_forename;
        return;
      }
  if (owners->n < MAX_OWNERS)
    {
      owners->referents[owners->n] = referent;
      owners->only_forename[owners->n] = only_forename;
    }
  owners->n = MIN (owners->n + 1, MAX_OWNERS + 1);
}

/* Words from @first up to but not @last, shortened to their first letters between the other two. */
static void
append_words (GString *form, const NameWords *words, guint first, guint last, guint initials_from, guint initials_until)
{
  for (guint i = first; i < last; i++)
    {
      if (form->len > 0)
        g_string_append_c (form, ' ');
      if (i >= initials_from && i < initials_until)
        g_string_append_unichar (form, g_utf8_get_char (words->words[i]));
      else
        g_string_append (form, words->words[i]);
    }
}

/* What a person is called: any end of the name (`Dorothea Merkel`, `von der Leyen`) and any beginning, first and last
 * name, and with initials. */
static void
note_forms_of_person (Referents *referents, const NameWords *words, guint32 referent)
{
  guint n = words->n_words;
  g_autoptr (GString) form = g_string_new (NULL);
  const struct
  {
    guint first, last, initials_from, initials_until;
  } parts[] = { { 0, n, 0, 1 }, { 0, n, 0, n - 1 }, { 0, n, 1, n - 1 } };

  for (guint i = 1; i < n; i++)
    {
      g_string_truncate (form, 0);
      append_words (form, words, i, n, 0, 0);
      note_form (referents, 'p', form->str, referent, FALSE);
      g_string_truncate (form, 0);
      append_words (form, words, 0, i, 0, 0);
      note_form (referents, 'p', form->str, referent, i == 1);
    }
  if (n < 2)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_string_truncate (form, 0);
      append_words (form, words, parts[i].first, parts[i].last, parts[i].initials_from, parts[i].initials_until);
      note_form (referents, 'p', form->str, referent, FALSE);
    }
  for (guint initial = 0; initial < 2; initial++)
    {
      g_string_truncate (form, 0);
      append_words (form, words, 0, 1, 0, initial);
      append_words (form, words, n - 1, n, 0, 0);
      note_form (referents, 'p', form->str, referent, FALSE);
    }
}

static void
note_acronyms (Referents *referents, const Group *group, guint32 referent)
{
  for (guint all = 0; all < 2; all++)
    {
      g_autofree char *acronym = name_make_acronym (&group->words, all == 1);
      /* Two letters are too few to tell a person. */
      if (acronym == NULL || (group->kind == LEARN_NAME_PERSON && strlen (acronym) < 3))
        continue;
      note_form (referents, g_ascii_toupper (kind_letters[group->kind]), acronym, referent, FALSE);
    }
}

static void
note_forms (Referents *referents, const Group *group, guint32 referent)
{
  const NameWords *words = &group->words;

  if (group->kind == LEARN_NAME_OTHER)
    return;
  note_form (referents, kind_letters[group->kind], words->whole, referent, FALSE);
  if (words->n_words < 2)
    return;
  note_acronyms (referents, group, referent);
  if (group->kind == LEARN_NAME_PERSON)
    note_forms_of_person (referents, words, referent);
  if (group->kind != LEARN_NAME_ORGANIZATION)
    return;

  g_autoptr (GString) form = g_string_new (NULL);
  for (guint i = 1; i < words->n_words; i++)
    {
      append_words (form, words, i - 1, i, 0, 0);
      if (name_may_end_before (words, i))
        note_form (referents, 'o', form->str, referent, FALSE);
    }
  if (name_ends_as_team (words))
    note_form (referents, 'o', words->words[words->n_words - 1], referent, FALSE);
}

/* Short forms in brackets */

/* Where text that is a short form in brackets behind a name begins; 0 if there is none. */
static guint32
find_bracketed (const char *text, guint32 end, gsize *length)
{
  guint32 at = end;

  if (text[at] == ' ' || text[at] == '\n')
    at++;
  if (text[at] != '(')
    return 0;
  at++;
  gsize n = 0;
  while (n <= MAX_DEFINED_BYTES && (g_ascii_isalnum (text[at + n]) || text[at + n] == '.' || text[at + n] == '&'))
    n++;
  *length = n;

  return n >= 2 && n <= MAX_DEFINED_BYTES && text[at + n] == ')' ? at : 0;
}

static void
define (Referents *referents, const char *short_form, gsize length, Group *group)
{
  NameWords words;
  gpointer known;

  name_words_read (&words, short_form, length, LEARN_NAME_OTHER);
  if (words.is_acronym)
    {
      gboolean is_new = !g_hash_table_lookup_extended (referents->defined, words.whole, NULL, &known);
      g_hash_table_insert (referents->defined, g_strdup (words.whole), is_new || known == group ? group : NULL);
    }
  name_words_clear (&words);
}

static Group *
get_group (Referents *referents, guint32 row)
{
  return g_ptr_array_index (referents->groups, referents->group_of_row[row]);
}

static void
find_definitions (Referents *referents)
{
  const char *text = referents->text;

  for (guint32 row = 0; row < referents->n_rows; row++)
    {
      const NameRow *name = &referents->rows[row];
      Group *group = get_group (referents, row);
      gsize length;
      guint32 at = group->words.n_words > 1 ? find_bracketed (text, name->end, &length) : 0;

      if (at > 0 && name_is_abbreviation (text + at, length, text + name->start, name->end - name->start))
        define (referents, text + at, length, group);

      /* `WHO (World Health Organization)` */
      const NameRow *next = row + 1 < referents->n_rows ? &referents->rows[row + 1] : NULL;
      if (group->words.is_acronym && next != NULL && next->start == name->end + 2 && text[name->end] == ' '
          && text[name->end + 1] == '(' && text[next->end] == ')'
          && name_is_abbreviation (text + name->start, name->end - name->start, text + next->start,
                                   next->end - next->start))
        define (referents, text + name->start, name->end - name->start, get_group (referents, row + 1));
    }
}

/* Referents */

static guint32
add_referent (Referents *referents, Group *group)
{
  Referent referent = { .anchor = group->first_row,
                        .opens = group->opens,
                        .gender = (LearnGender) referents->genders[group->first_row] };

  group->referent = referents->referents->len;
  g_array_append_val (referents->referents, referent);
  note_forms (referents, group, group->referent);

  return group->referent;
}

static Owners *
find_owners (Referents *referents, char kind, const char *form)
{
  g_string_printf (referents->key, "%c%s", kind, form);

  return g_hash_table_lookup (referents->forms, referents->key->str);
}

static Owners *
find_owners_of_group (Referents *referents, const Group *group)
{
  Owners *owners
      = group->kind == LEARN_NAME_OTHER ? NULL : find_owners (referents, kind_letters[group->kind], group->words.whole);

  if (owners == NULL && group->words.is_acronym)
    owners = find_owners (referents, g_ascii_toupper (kind_letters[group->kind]), group->words.whole);

  return owners;
}

static void
settle_group (Referents *referents, Group *group)
{
  Group *defined = group->words.is_acronym ? g_hash_table_lookup (referents->defined, group->words.whole) : NULL;

  if (defined != NULL && defined != group && defined->referent != NO_REFERENT && !group->has_id)
    {
      group->referent = defined->referent;
      return;
    }
  Owners *owners = group->has_id ? NULL : find_owners_of_group (referents, group);
  if (owners == NULL)
    add_referent (referents, group);
  else if (owners->n == 1 && (group->words.n_words > 1 || group->kind != LEARN_NAME_PERSON))
    group->referent = owners->referents[0];
  else
    group->is_ambiguous = TRUE;
}

Referents *
referents_new (const char *text, const NameRow *rows, guint32 n_rows)
{
  g_autoptr (Referents) referents = g_new0 (Referents, 1);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (learn_keyed_string_hash, g_str_equal, g_free, NULL);

  referents->text = text;
  referents->rows = rows;
  referents->n_rows = n_rows;
  referents->groups = g_ptr_array_new_with_free_func (group_free);
  referents->referents = g_array_new (FALSE, FALSE, sizeof (Referent));
  referents->forms = g_hash_table_new_full (learn_keyed_string_hash, g_str_equal, g_free, g_free);
  referents->defined = g_hash_table_new_full (learn_keyed_string_hash, g_str_equal, g_free, NULL);
  referents->key = g_string_new (NULL);
  referents->group_of_row = g_try_new (guint32, MAX (n_rows, 1));
  referents->genders = g_try_new (guint8, MAX (n_rows, 1));
  if (referents->group_of_row == NULL || referents->genders == NULL)
    return NULL;

  for (guint32 row = 0; row < n_rows; row++)
    {
      if (obelus_is_cancelled_at (row))
        return NULL;
      find_group (referents, by_key, row);
    }
  find_definitions (referents);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_ptr_array_extend (sorted, referents->groups, NULL, NULL);
  g_ptr_array_sort (sorted, compare_groups);
  for (guint i = 0; i < sorted->len; i++)
    settle_group (referents, g_ptr_array_index (sorted, i));

  return g_steal_pointer (&referents);
}

/* What speaks for one of several, if it speaks for no other. */
typedef struct
{
  guint32 referent;
  guint n;
} Pick;

static void
pick (Pick *picked, guint32 referent)
{
  picked->referent = referent;
  picked->n++;
}

/* The one of several that is meant, or NO_REFERENT. One who has another gender is not; one who is called by a forename
 * has been named in full before, but for headings. Of several it is the one that this paragraph has named, the one that
 * has been named at all, or the one that the text began with, if there is one such only. @heading: whether it is asked
 * in one */
static guint32
choose (Referents *referents, const Owners *owners, guint32 start, guint32 paragraph, LearnGender gender,
        gboolean heading)
{
  enum
  {
    POSSIBLE,
    NAMED_HERE,
    NAMED_BEFORE,
    OPENING,
    N_PICKS,
  };
  Pick picks[N_PICKS] = { 0 };

  if (owners->n > MAX_OWNERS)
    return NO_REFERENT;
  for (guint i = 0; i < owners->n; i++)
    {
      const guint32 number = owners->referents[i];
      const Referent *referent = &g_array_index (referents->referents, Referent, number);
      if ((gender != LEARN_GENDER_UNKNOWN && referent->gender != LEARN_GENDER_UNKNOWN && gender != referent->gender)
          || (owners->only_forename[i] && !heading && referents->rows[referent->anchor].start > start))
        continue;
      pick (&picks[POSSIBLE], number);
      if (referent->paragraph == paragraph + 1)
        pick (&picks[NAMED_HERE], number);
      if (referent->paragraph > 0)
        pick (&picks[NAMED_BEFORE], number);
      if (referent->opens)
        pick (&picks[OPENING], number);
    }

  for (guint i = 0; i < N_PICKS; i++)
    if (picks[i].n == 1)
      return picks[i].referent;
  return NO_REFERENT;
}

static guint32
take (Referents *referents, guint32 number, guint32 paragraph, LearnGender gender)
{
  if (number == NO_REFERENT)
    return OBELUS_NO_ROW;

  Referent *referent = &g_array_index (referents->referents, Referent, number);
  referent->paragraph = paragraph + 1;
  if (referent->gender == LEARN_GENDER_UNKNOWN)
    referent->gender = gender;

  return referent->anchor;
}

guint32
referents_find (Referents *referents, guint32 row)
{
  const NameRow *name = &referents->rows[row];
  Group *group = get_group (referents, row);
  guint32 referent = group->referent;
  LearnGender gender = (LearnGender) referents->genders[row];

  if (group->is_ambiguous)
    referent = choose (referents, find_owners_of_group (referents, group), name->start, name->paragraph, gender,
                       name->is_heading);
  guint32 anchor = take (referents, referent, name->paragraph, gender);

  return anchor == OBELUS_NO_ROW ? row : anchor;
}

guint32
referents_find_titled (Referents *referents, guint32 start, guint32 end, guint32 paragraph, LearnGender gender)
{
  NameWords words;

  name_words_read (&words, referents->text + start, end - start, LEARN_NAME_PERSON);
  const Owners *owners
      = words.n_words == 1 ? find_owners (referents, kind_letters[LEARN_NAME_PERSON], words.whole) : NULL;
  guint32 referent = owners != NULL ? choose (referents, owners, start, paragraph, gender, FALSE) : NO_REFERENT;
  name_words_clear (&words);

  return take (referents, referent, paragraph, gender);
}

guint32
referents_find_defined (Referents *referents, guint32 start, guint32 end, guint32 paragraph)
{
  NameWords words;

  name_words_read (&words, referents->text + start, end - start, LEARN_NAME_OTHER);
  const Group *group = words.is_acronym ? g_hash_table_lookup (referents->defined, words.whole) : NULL;
  name_words_clear (&words);

  return group != NULL && !group->is_ambiguous ? take (referents, group->referent, paragraph, LEARN_GENDER_UNKNOWN)
                                               : OBELUS_NO_ROW;
}

gboolean
referents_have_definitions (const Referents *referents)
{
  return g_hash_table_size (referents->defined) > 0;
}
