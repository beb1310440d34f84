/* Reading an automaton of names and searching with it. */
#include "names-private.h"

#include <math.h>

/* Labels are few and are shared by all names, so they are looked at once. */
static gboolean
read_labels (GazetteerNames *names, guint32 n_labels, GError **error)
{
  gsize length;
  const char *labels = obelus_model_get_section (names->model, SECTION_LABELS, 1, &length, error);

  if (labels == NULL)
    return FALSE;
  if (n_labels > GAZETTEER_MAX_LABELS || n_labels > length || (length > 0 && labels[length - 1] != '\0')
      || obelus_utf8_validate (labels, length) < length)
    return obelus_model_fail (names->model, SECTION_LABELS, "is no list of labels", error);

  names->labels = g_new (const char *, MAX (n_labels, 1));
  for (const char *label = labels; label < labels + length; label += strlen (label) + 1)
    {
      if (names->n_labels == n_labels)
        return obelus_model_fail (names->model, SECTION_LABELS, "has more labels than it says", error);
      names->labels[names->n_labels++] = label;
    }

  return names->n_labels == n_labels
         || obelus_model_fail (names->model, SECTION_LABELS, "has fewer labels than it says", error);
}

GazetteerNames *
gazetteer_names_new (ObelusModel *model, GError **error)
{
  g_autoptr (GazetteerNames) names = g_new0 (GazetteerNames, 1);
  gsize n_settings, n_states;

  names->model = g_object_ref (model);
  if (strcmp (obelus_model_get_kind (model), GAZETTEER_KIND) != 0)
    {
      obelus_model_fail (model, NULL, "is no gazetteer; make one with 'obelus train gazetteer'", error);
      return NULL;
    }
  const Settings *settings = obelus_model_get_section (model, SECTION_SETTINGS, sizeof *settings, &n_settings, error);
  if (settings == NULL)
    return NULL;
  if (n_settings != 1 || settings->version != FORMAT_VERSION || settings->letter_case >= N_GAZETTEER_CASES
      || settings->form >= N_GAZETTEER_FORMS)
    {
      obelus_model_fail (model, SECTION_SETTINGS, "is of another version of this plugin", error);
      return NULL;
    }
  names->letter_case = (GazetteerCase) settings->letter_case;
  names->form = (GazetteerForm) settings->form;

  const guint64 *states = obelus_model_get_section (model, SECTION_STATES, sizeof *states, &n_states, error);
  const char *problem = states == NULL ? NULL : learn_word_table_read (&names->states, states, n_states);
  if (problem != NULL)
    obelus_model_fail (model, SECTION_STATES, problem, error);
  if (states == NULL || problem != NULL
      || (names->names = obelus_model_get_section (model, SECTION_NAMES, sizeof *names->names, &names->n_names, error))
             == NULL
      || (names->texts = obelus_model_get_section (model, SECTION_TEXTS, 1, &names->texts_length, error)) == NULL
      || (names->ids = obelus_model_get_section (model, SECTION_IDS, 1, &names->ids_length, error)) == NULL
      || !read_labels (names, settings->n_labels, error))
    return NULL;

  return g_steal_pointer (&names);
}

void
gazetteer_names_free (GazetteerNames *names)
{
  if (names == NULL)
    return;
  g_object_unref (names->model);
  g_free (names->labels);
  g_free (names);
}

/* What the checksums do not promise of a name. */
static gboolean
check_name (const GazetteerNames *names, const GazetteerName *name, GError **error)
{
  if ((gsize) name->text + name->text_length > names->texts_length)
    return obelus_model_fail (names->model, SECTION_NAMES, "has a name beyond its texts", error);
  if ((gsize) name->id + name->id_length > names->ids_length
      || obelus_utf8_validate (names->ids + name->id, name->id_length) < name->id_length)
    return obelus_model_fail (names->model, SECTION_NAMES, "has an id that is none", error);
  if (name->label >= names->n_labels)
    return obelus_model_fail (names->model, SECTION_NAMES, "has a label that is not there", error);
  if (!(name->score >= 0 && name->score <= 1))
    return obelus_model_fail (names->model, SECTION_NAMES, "has a score that is not between 0 and 1", error);

  return TRUE;
}

/* Searching */

enum
{
  WINDOW = 256, /* pieces that are read ahead: more than a name has */
};

struct _GazetteerSearch
{
  const GazetteerNames *names;
  PieceReader *reader;
  GString *form;
  const char *text;
  guint32 length;
  const guint32 *starts;
  const guint32 *ends;
  guint32 n_tokens;
  guint32 token;    /* the first that does not start before the next piece */
  guint32 at;       /* how far pieces were read */
  guint64 n_read;   /* pieces */
  guint64 next;     /* the piece to go on from */
  gboolean is_done; /* all pieces are read */
  GazetteerPiece pieces[WINDOW];
};

GazetteerSearch *
gazetteer_search_new (const GazetteerNames *names)
{
  GazetteerSearch *search = g_new0 (GazetteerSearch, 1);

  search->names = names;
  search->reader = piece_reader_new (names->letter_case, names->form);
  search->form = g_string_new (NULL);

  return search;
}

void
gazetteer_search_free (GazetteerSearch *search)
{
  if (search == NULL)
    return;
  piece_reader_free (search->reader);
  g_string_free (search->form, TRUE);
  g_free (search);
}

void
gazetteer_search_begin (GazetteerSearch *search, const char *text, guint32 length, const guint32 *starts,
                        const guint32 *ends, guint32 n_tokens)
{
  search->text = text;
  search->length = length;
  search->starts = starts;
  search->ends = ends;
  search->n_tokens = n_tokens;
  search->token = 0;
  search->at = 0;
  search->n_read = 0;
  search->next = 0;
  search->is_done = FALSE;
}

/* The piece of that number, which is at most GAZETTEER_MAX_PIECES behind the next; NULL behind the last. The places of
 * the table that pieces lead to are fetched as they are read, so that memory is waited for once for many. */
static inline const GazetteerPiece *
get_piece (GazetteerSearch *search, guint64 number)
{
  const LearnWordTable *states = &search->names->states;

  if (number >= search->n_read)
    {
      guint64 stop = search->next + WINDOW;
      while (search->n_read < stop && !search->is_done)
        {
          GazetteerPiece *piece = &search->pieces[search->n_read % WINDOW];
          if (!piece_reader_next (search->reader, search->text, search->length, &search->at, piece))
            search->is_done = TRUE;
          else
            {
              __builtin_prefetch (states->places + learn_hash_scale (step (0, piece->hash), (guint32) states->n_homes));
              search->n_read++;
            }
        }
      if (number >= search->n_read)
        return NULL;
    }

  return &search->pieces[number % WINDOW];
}

/* Whether a token ends there, of those from search->token on. */
static gboolean
ends_token (const GazetteerSearch *search, guint32 end)
{
  for (guint32 token = search->token; token < search->n_tokens && search->starts[token] < end; token++)
    if (search->ends[token] == end)
      return TRUE;

  return FALSE;
}

/* Whether the pieces are this very name and not one with the same hash. */
static gboolean
is_name (GazetteerSearch *search, const GazetteerName *name, guint64 first, guint n_pieces)
{
  const GazetteerNames *names = search->names;

  g_string_truncate (search->form, 0);
  for (guint i = 0; i < n_pieces; i++)
    {
      const GazetteerPiece *piece = get_piece (search, first + i);
      if (i > 0)
        g_string_append_c (search->form, PIECE_SEPARATOR);
      piece_reader_append_form (search->reader, search->text + piece->start, piece->end - piece->start, search->form);
    }

  return search->form->len == name->text_length
         && memcmp (search->form->str, names->texts + name->text, name->text_length) == 0;
}

/* The longest name that begins with the next piece; how many pieces it has, or 0. */
static guint
find_longest (GazetteerSearch *search, const GazetteerName **found, GError **error)
{
  const GazetteerNames *names = search->names;
  guint64 state = 0;
  guint n_ends = 0;
  guint8 ends[GAZETTEER_MAX_PIECES];
  guint32 numbers[GAZETTEER_MAX_PIECES];

  for (guint n = 1; n <= GAZETTEER_MAX_PIECES; n++)
    {
      const GazetteerPiece *piece = get_piece (search, search->next + n - 1);
      if (piece == NULL || piece->hash == PIECE_BREAK)
        break;
      state = step (state, piece->hash);
      guint64 place = learn_word_table_find (&names->states, STATE_BITS, state);
      if (place == 0)
        break;
      guint32 value = place & (((guint32) 1 << STATE_BITS) - 1), number = value >> 1;
      if (number > 0 && ends_token (search, piece->end))
        {
          ends[n_ends] = (guint8) n;
          numbers[n_ends++] = number - 1;
        }
      if ((value & STATE_GOES_ON) == 0)
        break;
    }

  while (n_ends-- > 0)
    {
      if (numbers[n_ends] >= names->n_names)
        {
          obelus_model_fail (names->model, SECTION_STATES, "leads to a name that is not there", error);
          return 0;
        }
      const GazetteerName *name = &names->names[numbers[n_ends]];
      if (!check_name (names, name, error))
        return 0;
      if (is_name (search, name, search->next, ends[n_ends]))
        {
          *found = name;
          return ends[n_ends];
        }
    }

  return 0;
}

gboolean
gazetteer_search_next (GazetteerSearch *search, GazetteerMatch *match, GError **error)
{
  const GazetteerPiece *piece;

  while ((piece = get_piece (search, search->next)) != NULL)
    {
      GError *reason = NULL;
      guint32 start = piece->start;
      if (obelus_is_cancelled_at (search->next))
        return FALSE;
      while (search->token < search->n_tokens && search->starts[search->token] < start)
        search->token++;
      if (search->token == search->n_tokens)
        return FALSE;

      guint n_pieces = search->starts[search->token] == start && piece->hash != PIECE_BREAK
                           ? find_longest (search, &match->name, &reason)
                           : 0;
      if (reason != NULL)
        {
          g_propagate_error (error, reason);
          return FALSE;
        }
      if (n_pieces > 0)
        {
          match->start = start;
          match->end = get_piece (search, search->next + n_pieces - 1)->end;
          search->next += n_pieces;
          return TRUE;
        }
      search->next++;
    }

  return FALSE;
}
