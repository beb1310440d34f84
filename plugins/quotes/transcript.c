/* Interviews and protocols: whoever speaks is named before a colon, and there are no marks. */
#include "transcript.h"

#include <obelus/obelus-context.h>

#define LEAST_TURNS 3

typedef struct
{
  guint32 start;
  guint32 end;
  guint32 speaker;
} Turn;

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* What the paragraph [start, end) says behind the name that it begins with and a colon. */
static gboolean
read_turn (const QuotedText *text, const SpokenName *name, guint32 end, Turn *turn)
{
  guint32 at = name->end;
  MarkFamily family;
  MarkShape shape;

  if (name->kind != LEARN_NAME_PERSON || at + 1 >= end || text->text[at] != ':' || !is_space (text->text[at + 1]))
    return FALSE;
  at++;
  while (at < end && is_space (text->text[at]))
    at++;
  while (end > at && is_space (text->text[end - 1]))
    end--;
  *turn = (Turn){ at, end, name->row };
  return at < end && mark_read (text->text + at, end - at, &family, &shape) == 0;
}

/* The turns of a text, whether it is a transcript or not; NULL if the work was cancelled. */
static GArray *
find_turns (const QuotedText *text, const SpokenNames *names)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  guint32 name = 0;

  for (guint32 i = 0; i < text->n_paragraphs; i++)
    {
      const guint32 start = text->paragraph_starts[i];
      const guint32 end = i + 1 < text->n_paragraphs ? text->paragraph_starts[i + 1] : text->length;
      Turn turn;
      if (obelus_is_cancelled_at (i))
        return NULL;
      while (name < names->n && names->names[name].start < start)
        name++;
      if (name < names->n && names->names[name].start == start && read_turn (text, &names->names[name], end, &turn))
        g_array_append_val (turns, turn);
    }
  return g_steal_pointer (&turns);
}

static gboolean
is_transcript (const GArray *turns)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);

  if (turns->len < LEAST_TURNS)
    return FALSE;
  for (guint i = 0; i < turns->len; i++)
    if (!g_hash_table_add (seen, GUINT_TO_POINTER (g_array_index (turns, Turn, i).speaker)))
      return TRUE;
  return FALSE;
}

/* Quotations and their speakers while turns are put between them */
typedef struct
{
  const Quotations *quotations;
  const guint32 *speakers;
  guint32 next;    /* quotation */
  guint32 covered; /* where those before it end */
  Quotation *rows;
  guint32 *row_speakers;
  guint32 n;
} Merge;

static void
take_quotation (Merge *merge, guint32 deeper)
{
  const Quotation *quotation = &merge->quotations->rows[merge->next];

  merge->rows[merge->n] = *quotation;
  merge->rows[merge->n].depth += deeper;
  merge->row_speakers[merge->n++] = merge->speakers[merge->next++];
  merge->covered = MAX (merge->covered, quotation->end);
}

static void
take_turn (Merge *merge, const Turn *turn)
{
  const Quotations *quotations = merge->quotations;
  guint32 within, furthest = 0;

  while (merge->next < quotations->n && quotations->rows[merge->next].start < turn->start)
    take_quotation (merge, 0);
  for (within = merge->next; within < quotations->n && quotations->rows[within].start < turn->end; within++)
    furthest = MAX (furthest, quotations->rows[within].end);

  const gboolean crosses = merge->covered > turn->start || furthest > turn->end;
  if (!crosses)
    {
      merge->rows[merge->n] = (Quotation){ .start = turn->start, .end = turn->end };
      merge->row_speakers[merge->n++] = turn->speaker;
    }
  while (merge->next < within)
    take_quotation (merge, crosses ? 0 : 1);
}

gboolean
transcript_add (const QuotedText *text, const SpokenNames *names, Quotations *quotations, guint32 **speakers)
{
  g_autoptr (GArray) turns = find_turns (text, names);
  if (turns == NULL)
    return FALSE;
  if (!is_transcript (turns))
    return TRUE;

  const gsize most = (gsize) quotations->n + turns->len;
  Merge merge = { .quotations = quotations, .speakers = *speakers };
  merge.rows = g_try_new (Quotation, most);
  merge.row_speakers = g_try_new (guint32, most);
  if (merge.rows == NULL || merge.row_speakers == NULL)
    {
      g_free (merge.rows);
      g_free (merge.row_speakers);
      return FALSE;
    }
  for (guint i = 0; i < turns->len; i++)
    take_turn (&merge, &g_array_index (turns, Turn, i));
  while (merge.next < quotations->n)
    take_quotation (&merge, 0);

  quotations_clear (quotations);
  *quotations = (Quotations){ merge.rows, merge.n, (guint32) most };
  g_free (*speakers);
  *speakers = merge.row_speakers;
  return TRUE;
}
