/* Pairing quotation marks with a stack of those that are open. */
#include "pairing.h"

#include <string.h>

#define NO_ENTRY G_MAXUINT

/* A mark that is open, and what is known of its partner. */
typedef struct
{
  guint32 row; /* of the quotation that it begins, which has no end yet */
  MarkFamily family;
  MarkShape shape;
  guint32 sentence;
  guint32 weak_end;            /* behind a mark that closes it unless it is an apostrophe; 0 for none */
  gboolean is_part;            /* of a sentence around it */
  gboolean is_late;            /* its sentence is over: only a mark behind another one closes it */
  gboolean is_whole_paragraph; /* it, or the mark that opened it anew, begins the paragraph */
} Entry;

typedef struct
{
  Quotations *quotations;
  Entry entries[QUOTES_MAX_DEPTH];
  guint n;
  guint32 paragraph;
} Pairing;

static gboolean
reserve_row (Quotations *quotations)
{
  if (quotations->n < quotations->capacity)
    return TRUE;

  guint32 capacity = MAX (quotations->capacity * 2, 64);
  Quotation *rows
      = capacity > quotations->capacity ? g_try_realloc_n (quotations->rows, capacity, sizeof (Quotation)) : NULL;
  if (rows == NULL)
    return FALSE;
  quotations->rows = rows;
  quotations->capacity = capacity;

  return TRUE;
}

void
quotations_clear (Quotations *quotations)
{
  g_clear_pointer (&quotations->rows, g_free);
  quotations->n = quotations->capacity = 0;
}

static void
remove_entry (Pairing *pairing, guint i)
{
  memmove (pairing->entries + i, pairing->entries + i + 1, (--pairing->n - i) * sizeof (Entry));
}

static void
end_row (Pairing *pairing, const Entry *entry, guint32 end, guint32 last_word)
{
  Quotation *row = &pairing->quotations->rows[entry->row];

  /* Without a word in it, it is a row of marks. */
  if (last_word > row->start)
    row->end = end;
}

/* Gives up waiting for the partner of an entry: what may be one is taken. */
static void
settle_entry (Pairing *pairing, guint i)
{
  Entry entry = pairing->entries[i];

  remove_entry (pairing, i);
  if (entry.weak_end == 0)
    return;
  end_row (pairing, &entry, entry.weak_end, entry.weak_end);
  /* What was opened before the end and is still open has no partner within. */
  while (pairing->n > i && pairing->quotations->rows[pairing->entries[i].row].start < entry.weak_end)
    remove_entry (pairing, i);
}

static void
settle_entries_from (Pairing *pairing, guint first)
{
  while (pairing->n > first)
    settle_entry (pairing, pairing->n - 1);
}

static guint
find_entry (const Pairing *pairing, MarkFamily family)
{
  for (guint i = pairing->n; i-- > 0;)
    if (pairing->entries[i].family == family)
      return i;

  return NO_ENTRY;
}

static gboolean
push (Pairing *pairing, const Mark *mark)
{
  Quotations *quotations = pairing->quotations;

  if (!reserve_row (quotations))
    return FALSE;
  if (pairing->n == QUOTES_MAX_DEPTH)
    remove_entry (pairing, 0);
  pairing->entries[pairing->n++] = (Entry){
    .row = quotations->n,
    .family = mark->family,
    .shape = mark->shape,
    .sentence = mark->sentence,
    .is_part = mark->goes_on,
    .is_whole_paragraph = mark->begins_paragraph,
  };
  quotations->rows[quotations->n++] = (Quotation){ .start = mark->start };

  return TRUE;
}

/* A quotation goes on, its mark repeated: at the start of a paragraph, or where paragraphs were joined, of a sentence.
 */
static void
open_anew (Pairing *pairing, guint i, const Mark *mark)
{
  Entry *entry = &pairing->entries[i];

  settle_entries_from (pairing, i + 1);
  entry->sentence = mark->sentence;
  entry->weak_end = 0;
  entry->is_whole_paragraph = mark->begins_paragraph;
}

static gboolean
open_mark (Pairing *pairing, const Mark *mark)
{
  guint i = find_entry (pairing, mark->family);

  if (i != NO_ENTRY && mark->family == FAMILY_SINGLE && pairing->entries[i].weak_end > 0
      && (pairing->entries[i].is_part || i > 0 || !mark->follows_sentence))
    {
      settle_entry (pairing, i);
      i = find_entry (pairing, mark->family);
    }
  if (i == NO_ENTRY || !mark->follows_sentence)
    return push (pairing, mark);
  open_anew (pairing, i, mark);

  return TRUE;
}

static void
close_mark (Pairing *pairing, const Mark *mark)
{
  guint i = find_entry (pairing, mark->family);

  if (i == NO_ENTRY)
    return;
  Entry *entry = &pairing->entries[i];
  if (mark->family == FAMILY_SINGLE)
    {
      /* Within a quotation of another sort that began later it is an apostrophe. */
      if (!mark->looks_closing || i + 1 < pairing->n || (entry->is_late && !mark->follows_mark))
        return;
      if (mark->is_possessive)
        {
          entry->weak_end = entry->weak_end > 0 ? entry->weak_end : mark->end;
          return;
        }
    }
  settle_entries_from (pairing, i + 1);
  end_row (pairing, entry, mark->end, mark->last_word);
  remove_entry (pairing, i);
}

static gboolean
place_straight (Pairing *pairing, const Mark *mark)
{
  gboolean is_open = find_entry (pairing, mark->family) != NO_ENTRY;

  if (mark->looks_opening)
    return open_mark (pairing, mark);
  /* In other places a single one is an apostrophe. A double one, as in `( " yes " )` and `said:"Yes"`, opens and closes
   * by turns; inches are not opened. */
  if (mark->looks_closing || (is_open && mark->family == FAMILY_DOUBLE))
    close_mark (pairing, mark);
  else if (mark->family == FAMILY_DOUBLE && (mark->is_spaced || mark->follows_mark))
    return open_mark (pairing, mark);

  return TRUE;
}

static gboolean
place_mark (Pairing *pairing, const Mark *mark)
{
  guint i = find_entry (pairing, mark->family);
  MarkShape opener = i != NO_ENTRY ? pairing->entries[i].shape : SHAPE_STRAIGHT;

  switch (mark->shape)
    {
    case SHAPE_STRAIGHT:
      return place_straight (pairing, mark);

    case SHAPE_LOW:
      return open_mark (pairing, mark);

    case SHAPE_LEFT:
      /* „German“ and »German« */
      if (i != NO_ENTRY
          && (mark->family == FAMILY_DOUBLE || mark->family == FAMILY_SINGLE ? opener == SHAPE_LOW
                                                                             : opener == SHAPE_RIGHT))
        {
          close_mark (pairing, mark);
          return TRUE;
        }
      return open_mark (pairing, mark);

    case SHAPE_RIGHT:
      /* ”Swedish” and »German«; a single one is the common apostrophe. */
      if (mark->family != FAMILY_SINGLE && mark->looks_opening && (i == NO_ENTRY || opener == SHAPE_RIGHT))
        return open_mark (pairing, mark);
      close_mark (pairing, mark);
      return TRUE;

    default:
      g_return_val_if_reached (TRUE);
    }
}

/* Ends what is open where a paragraph ends. */
static void
end_paragraph (Pairing *pairing, guint first, guint32 end, guint32 last_word)
{
  while (pairing->n > first)
    {
      Entry *entry = &pairing->entries[pairing->n - 1];
      gboolean may_lack_partner = entry->family != FAMILY_SINGLE || entry->shape != SHAPE_STRAIGHT;
      if (entry->weak_end == 0 && entry->is_whole_paragraph && may_lack_partner)
        end_row (pairing, entry, end, last_word);
      settle_entry (pairing, pairing->n - 1);
    }
}

/* The first mark in another paragraph. Returns whether it opens a quotation anew that is open. */
static gboolean
enter_paragraph (Pairing *pairing, const Mark *mark)
{
  gboolean is_next = mark->paragraph == pairing->paragraph + 1 && mark->begins_paragraph;
  guint i = is_next ? find_entry (pairing, mark->family) : NO_ENTRY;

  pairing->paragraph = mark->paragraph;
  /* Part of a sentence does not go on in another paragraph: its closing mark was forgotten. */
  if (i == NO_ENTRY || pairing->entries[i].is_part)
    {
      end_paragraph (pairing, 0, mark->paragraph_before_end, mark->paragraph_before_word);
      return FALSE;
    }
  end_paragraph (pairing, i + 1, mark->paragraph_before_end, mark->paragraph_before_word);
  while (i > 0 && pairing->n > 0)
    {
      remove_entry (pairing, 0);
      i--;
    }
  open_anew (pairing, 0, mark);

  return TRUE;
}

/* A quotation that is part of a sentence ends with it, where only single marks tell, which may be apostrophes. */
static void
end_sentence (Pairing *pairing, guint32 sentence)
{
  for (guint i = pairing->n; i-- > 0;)
    {
      Entry *entry = &pairing->entries[i];
      if (entry->family != FAMILY_SINGLE || !entry->is_part || entry->sentence == sentence)
        continue;
      entry->is_late = TRUE;
      if (entry->weak_end > 0)
        settle_entry (pairing, i);
      i = MIN (i, pairing->n);
    }
}

/* Removes quotations without an end and tells how deep the others lie. */
static void
tidy (Quotations *quotations)
{
  guint32 ends[QUOTES_MAX_DEPTH + 1], n = 0, depth = 0;

  for (guint32 i = 0; i < quotations->n; i++)
    {
      Quotation row = quotations->rows[i];
      if (row.end == 0)
        continue;
      while (depth > 0 && ends[depth - 1] <= row.start)
        depth--;
      row.depth = depth;
      if (depth < QUOTES_MAX_DEPTH)
        ends[depth++] = row.end;
      quotations->rows[n++] = row;
    }
  quotations->n = n;
}

gboolean
quotations_find (Quotations *quotations, const QuotedText *text)
{
  Pairing pairing = { .quotations = quotations };
  MarkReader reader;
  Mark mark;

  quotations->n = 0;
  mark_reader_init (&reader, text);
  while (mark_reader_next (&reader, &mark))
    {
      if (mark.paragraph != pairing.paragraph && enter_paragraph (&pairing, &mark))
        continue;
      end_sentence (&pairing, mark.sentence);
      if (!place_mark (&pairing, &mark))
        return FALSE;
    }
  if (reader.is_cancelled)
    return FALSE;
  guint32 last_word, end = mark_reader_find_end (&reader, &last_word);
  end_paragraph (&pairing, 0, end, last_word);
  tidy (quotations);

  return TRUE;
}
